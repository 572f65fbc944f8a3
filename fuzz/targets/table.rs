#![no_main]

libfuzzer_sys::fuzz_target!(init: parallaxe_fuzz::prepare(), |bytes: &[u8]| parallaxe_fuzz::reader(parallaxe::corpus::Kind::Table, bytes));
