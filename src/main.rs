//! The program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    parallaxe::corpus::hide_caught_panics();
    parallaxe::cli::main(std::env::args_os())
}
