//! Somebody else's parsers on hostile input: their panics are faults of the file, and no news for the user.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// True while a panic on this thread will be caught. The hook that shows panics has no other way to know.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs a parser; `None` when it panicked.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    let outer = CAUGHT.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    CAUGHT.set(outer);
    done
}

/// The last net under our own code: whatever an article does to it, the others are read. Not with debug assertions, so that
/// tests and fuzzing see every fault.
pub(super) fn netted<T>(work: impl FnOnce() -> T) -> Option<T> {
    if cfg!(debug_assertions) { Some(work()) } else { caught(work) }
}

/// Works on several things under the net: together, and where that falls, on each alone, so that only what is at fault is lost.
pub(crate) fn netted_each<T, U>(items: &[T], work: impl Fn(&[T]) -> Vec<U>) -> Vec<Option<U>> {
    each_under(|work| netted(work), items, work)
}

/// The same in a net of one's own.
pub(crate) fn each_under<T, U>(
    net: impl Fn(&dyn Fn() -> Vec<U>) -> Option<Vec<U>>,
    items: &[T],
    work: impl Fn(&[T]) -> Vec<U>,
) -> Vec<Option<U>> {
    if let Some(done) = net(&|| work(items)) {
        return done.into_iter().map(Some).collect();
    }
    items.iter().map(|item| net(&|| work(std::slice::from_ref(item)))?.pop()).collect()
}

/// The reason that is given for what fell into the net.
pub(crate) const FAULT: &str = "a fault of this program, please report it with this record";

/// Shows no message for the panics that the readers catch and set aside; all others are shown as before. The program calls
/// it when it starts; a library's user may.
pub fn hide_caught_panics() {
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !CAUGHT.get() {
            shown(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_are_caught_and_known_as_caught() {
        assert_eq!(caught(|| 1), Some(1));
        assert_eq!(caught(|| caught(|| -> u8 { panic!("inner") }).is_none() && CAUGHT.get()), Some(true));
        assert!(!CAUGHT.get());
    }
}
