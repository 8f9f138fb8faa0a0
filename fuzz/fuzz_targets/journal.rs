//! The journal of a session that ended without saving.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| crosscheck_fuzz::journal(data));
