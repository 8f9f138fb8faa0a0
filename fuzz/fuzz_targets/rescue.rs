//! What is saved of a damaged project.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| crosscheck_fuzz::rescue(data));
