//! Two and three copies of a project, joined.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| crosscheck_fuzz::merge(data));
