//! Runs the real program in temporary folders: exit codes, messages, files. Library behaviour is tested beside the code.

mod awkward;
mod evaluate;
mod faults;
mod hostile;
mod outputs;
mod planted;
mod properties;
mod resume;
mod same_bytes;
mod support;
mod texts;
