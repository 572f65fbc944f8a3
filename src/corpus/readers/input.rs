//! The bytes of one file, or of one member of an archive: its name, its first bytes, and the limit on expansion.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Archives inside archives are opened to this depth.
pub(super) const DEEPEST: usize = 4;
/// A source may expand to this many times its size …
pub(super) const RATIO: u64 = 200;
/// … and to this many bytes more, so that small files of repeated text are read.
pub(super) const ALWAYS: u64 = 64 << 20;
/// Bytes looked at to find out what a file is.
pub(super) const HEAD: usize = 64 << 10;

/// How much a source may still expand. Shared by everything that is decompressed out of it, at any depth: limits per
/// level would multiply.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget(Rc<Amounts>);

#[derive(Debug, Default)]
struct Amounts {
    size: Cell<u64>,
    made: Cell<u64>,
}

impl Budget {
    /// The budget of a source of so many bytes.
    pub(super) fn of(size: u64) -> Self {
        let budget = Self::default();
        budget.0.size.set(size);
        budget
    }

    fn grow(&self, bytes: usize) {
        self.0.size.set(self.0.size.get() + bytes as u64);
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        let made = self.0.made.get() + bytes as u64;
        self.0.made.set(made);
        if made <= ALWAYS + RATIO.saturating_mul(self.0.size.get()) {
            return Ok(());
        }
        Err(io::Error::other(format!(
            "expands to more than {RATIO} times its size: reading stopped after {} MB",
            made >> 20
        )))
    }
}

/// A reader whose bytes count as the size of the source: the standard input, whose size nobody knows before.
pub(super) struct Counted<R>(pub R, pub Budget);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.grow(read);
        Ok(read)
    }
}

/// A reader whose bytes were made by decompression and count against the budget.
pub(super) struct Expanded<R>(pub R, pub Budget);

impl<R: Read> Read for Expanded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.spend(read)?;
        Ok(read)
    }
}

/// A file, a member of an archive or the standard input, read from its start.
pub(super) struct Input<'a> {
    /// Its name in every output.
    pub name: String,
    /// Its name without what compression added to it: decides, with the content, how it is read.
    pub bare_name: String,
    /// How many archives and compressions it is inside of.
    pub depth: usize,
    /// Limit on expansion.
    pub budget: Budget,
    head: Cursor<Vec<u8>>,
    rest: Rest<'a>,
}

enum Rest<'a> {
    File(File),
    Stream(Box<dyn Read + 'a>),
}

impl<'a> Input<'a> {
    /// A file on disk.
    pub(super) fn file(name: &str, file: File) -> Self {
        let size = file.metadata().map_or(0, |data| data.len());
        Self::new(name, Rest::File(file), Budget::of(size), 0)
    }

    /// A stream whose size is not known.
    pub(super) fn stream(name: &str, reader: impl Read + 'a) -> Self {
        let budget = Budget::default();
        let rest = Rest::Stream(Box::new(Counted(reader, budget.clone())));
        Self::new(name, rest, budget, 0)
    }

    /// What was found inside of another input.
    pub(super) fn inner(
        name: String,
        bare_name: String,
        reader: Box<dyn Read + 'a>,
        budget: Budget,
        depth: usize,
    ) -> Self {
        Self { bare_name, ..Self::new(&name, Rest::Stream(reader), budget, depth) }
    }

    fn new(name: &str, rest: Rest<'a>, budget: Budget, depth: usize) -> Self {
        let head = Cursor::new(Vec::new());
        Self { name: name.to_owned(), bare_name: name.to_owned(), depth, budget, head, rest }
    }

    /// The first bytes, at most `most`; they are read again afterwards.
    ///
    /// # Errors
    /// What the file system or the decompression reports, when there is not a single byte.
    pub(super) fn peek(&mut self, most: usize) -> io::Result<&[u8]> {
        let missing = most.saturating_sub(self.head.get_ref().len()) as u64;
        let head = self.head.get_mut();
        let read = match &mut self.rest {
            Rest::File(file) => file.take(missing).read_to_end(head),
            Rest::Stream(stream) => stream.take(missing).read_to_end(head),
        };
        // A fault behind the first bytes is met again by the reader, which knows the place.
        match read {
            Err(error) if head.is_empty() => Err(error),
            _ => Ok(&head[..head.len().min(most)]),
        }
    }

    /// The whole input when it has at most `most` bytes, else `None`.
    pub(super) fn whole(mut self, most: usize) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        (&mut self).take(most as u64 + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() <= most).then_some(bytes))
    }

    /// The input as a file that can be read from any place: itself, or a temporary copy.
    pub(super) fn seekable(mut self) -> io::Result<File> {
        if let Rest::File(mut file) = self.rest {
            file.seek(SeekFrom::Start(0))?;
            return Ok(file);
        }
        let mut copy = tempfile::tempfile()?;
        io::copy(&mut self, &mut copy)?;
        copy.seek(SeekFrom::Start(0))?;
        Ok(copy)
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.head.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        match &mut self.rest {
            Rest::File(file) => file.read(buffer),
            Rest::Stream(stream) => stream.read(buffer),
        }
    }
}

/// The words of an error: without the system's number, and plain where a file was cut off.
pub(super) fn told(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return "it is cut off: its end is missing".into();
    }
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// A reader that fails when more than `most` bytes are read between two calls of [`Allowance::renew`]: what keeps a
/// library from collecting an endless element in memory.
pub(super) struct Metered<R> {
    inner: R,
    left: Allowance,
}

/// How much a [`Metered`] reader may still give.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    left: Rc<Cell<usize>>,
    most: usize,
}

impl Allowance {
    /// Begins a new element.
    pub(super) fn renew(&self) {
        self.left.set(self.most);
    }

    /// Allows so many bytes more, whatever the rule.
    pub(super) fn allow(&self, bytes: usize) {
        self.left.set(bytes);
    }
}

impl<R: Read> Metered<R> {
    /// The reader and its allowance.
    pub(super) fn new(inner: R, most: usize) -> (Self, Allowance) {
        let left = Allowance { left: Rc::new(Cell::new(most)), most };
        (Self { inner, left: left.clone() }, left)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.left.get();
        if left == 0 {
            return Err(io::Error::other(format!("an element of more than {} MB", self.left.most >> 20)));
        }
        let end = buffer.len().min(left);
        let read = self.inner.read(&mut buffer[..end])?;
        self.left.left.set(left - read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_again() {
        let mut input = Input::stream("x", &b"abcdef"[..]);
        assert_eq!(input.peek(3).unwrap(), b"abc");
        assert_eq!(input.peek(2).unwrap(), b"ab");
        assert_eq!(input.whole(10).unwrap().unwrap(), b"abcdef");
        assert_eq!(Input::stream("x", &b"abcdef"[..]).whole(5).unwrap(), None);
    }

    #[test]
    fn expansion_is_limited_over_all_levels() {
        let budget = Budget::of(1);
        let mut one = Expanded(io::repeat(0).take(ALWAYS), budget.clone());
        assert!(io::copy(&mut one, &mut io::sink()).is_ok());
        let error = io::copy(&mut Expanded(io::repeat(0), budget), &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("200 times"), "{error}");
    }

    #[test]
    fn an_element_is_limited() {
        let (mut reader, allowance) = Metered::new(io::repeat(0), 10);
        assert_eq!(reader.read(&mut [0; 8]).unwrap(), 8);
        allowance.renew();
        assert_eq!(reader.read(&mut [0; 20]).unwrap(), 10);
        assert!(reader.read(&mut [0; 1]).is_err());
    }
}
