#![no_main]

// The first call compiles all tables, which on a busy machine takes longer than an input may.
libfuzzer_sys::fuzz_target!(
    init: {
        parallaxe_fuzz::prepare();
        parallaxe_fuzz::analysis(b"");
    },
    |bytes: &[u8]| parallaxe_fuzz::analysis(bytes)
);
