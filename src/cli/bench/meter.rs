//! Clocks and memory, without `unsafe`. The examples that measure use the same clock.

use std::time::Duration;

/// Whether [`processor_time`] leaves out what other programs do.
pub(super) const COUNTS_PROCESSOR: bool = cfg!(unix);

/// Time for which this thread has had a processor, from some moment on; where the system does not tell, time on the clock.
#[cfg(unix)]
#[must_use]
pub fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

/// Time for which this thread has had a processor, from some moment on; where the system does not tell, time on the clock.
#[cfg(not(unix))]
#[must_use]
pub fn processor_time() -> Duration {
    use std::{sync::OnceLock, time::Instant};
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Processor time of `work`.
pub fn processor_time_of(work: impl FnOnce()) -> Duration {
    let began = processor_time();
    work();
    processor_time().saturating_sub(began)
}

/// Memory that the process holds in bytes; `None` where the system does not tell.
pub(super) fn resident_bytes() -> Option<u64> {
    resident_in(&std::fs::read_to_string("/proc/self/status").ok()?)
}

fn resident_in(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::{processor_time, resident_in};

    #[test]
    fn memory_is_read_from_its_line() {
        let status = "VmHWM:\t  9000 kB\nVmRSS:\t    4812 kB\nRssAnon:\t 12 kB\n";
        assert_eq!(resident_in(status), Some(4812 * 1024));
        assert_eq!(resident_in("Name:\tcrosscheck\n"), None);
    }

    #[test]
    fn work_takes_time() {
        let began = processor_time();
        let mut sum = 0_u64;
        while processor_time() == began {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(processor_time() > began);
    }
}
