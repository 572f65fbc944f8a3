//! Faults in what the user gives us: always a file, a line when there is one, what is wrong, and what would be right.

use std::fmt;

/// A fault that stops a run before any work.
///
/// ```
/// use parallaxe::error::Fault;
/// let fault = Fault::new("my.tsv", "effect “s=9” is out of range").at_line(12).remedy("write a whole number from -3 to 3");
/// assert_eq!(fault.to_string(), "my.tsv:12: effect “s=9” is out of range\n  remedy: write a whole number from -3 to 3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file as the user knows it; shipped data is named `lexicons/…`.
    pub file: String,
    /// One-based line.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What would be right.
    pub remedy: Option<String>,
}

impl Fault {
    /// A fault of a file.
    pub fn new(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, problem: problem.into(), remedy: None }
    }

    /// Names the line.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// Names what would be right.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.problem)?,
            None => write!(f, "{}: {}", self.file, self.problem)?,
        }
        match &self.remedy {
            Some(remedy) => write!(f, "\n  remedy: {remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}
