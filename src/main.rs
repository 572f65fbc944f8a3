//! The program: everything is in the library.

use std::process::ExitCode;

/// Small strings and lists come and go by the million; this allocator halves what that costs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    parallaxe::corpus::hide_caught_panics();
    parallaxe::cli::main(std::env::args_os())
}
