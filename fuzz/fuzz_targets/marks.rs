//! The lines of `mark --from`.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| crosscheck_fuzz::marks(data));
