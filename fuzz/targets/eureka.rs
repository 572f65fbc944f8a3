#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallaxe_fuzz::reader(parallaxe::corpus::Kind::Eureka, bytes));
