//! A project in which git left conflict markers.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| crosscheck_fuzz::markers(data));
