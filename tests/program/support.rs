//! A temporary working folder and the program in it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A page as a scraper leaves it: headline, date, text.
pub const PAGE: &str = "Le Ghana salue la médiation du Togo\n\nPublié le 3 mai 2024\n\n\
Le ministère ghanéen des Affaires étrangères a salué vendredi à Accra le rôle du Togo dans les pourparlers entre les deux \
pays voisins. Le Ghana a remercié les médiateurs pour leur patience et pour la qualité de leur travail depuis le mois de mars.\n\n\
La délégation du Nigeria a quitté la salle avant la fin de la séance. Les discussions doivent reprendre lundi.\n";

/// One JSON line with an article about the same actors.
pub fn record(id: usize, outlet: &str, sentence: &str) -> String {
    let text = format!(
        "{sentence} Les délégations se sont retrouvées dans la matinée au centre de conférences de la capitale, sous la \
         présidence du numéro {id}. Une nouvelle séance est prévue la semaine prochaine."
    );
    serde_json::json!({
        "id": format!("r{id}"), "outlet": outlet, "date": format!("2024-{:02}-{:02}", id % 12 + 1, id % 27 + 1),
        "title": format!("Réunion numéro {id}"), "text": text,
    })
    .to_string()
}

/// What the program did.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Done {
    /// The exit code is this one; all that was printed is shown when it is not.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// The messages hold all of these words.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "no “{word}” in:\n{}", self.err);
        }
        self
    }

    /// The message fits on a screen and names a remedy.
    #[track_caller]
    pub fn helps(self) -> Self {
        assert!(self.err.contains("remedy:"), "no remedy in:\n{}", self.err);
        assert!(self.err.lines().count() <= 24, "more than a screen:\n{}", self.err);
        self
    }
}

/// A temporary working folder.
pub struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    /// An empty folder.
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with a small corpus: a page and a dozen JSON lines of two outlets.
    pub fn with_corpus() -> Self {
        let place = Self::new();
        place.write("corpus/page.txt", PAGE);
        let lines = |outlet: &str, sentence: &str, ids: std::ops::Range<usize>| -> String {
            ids.map(|id| record(id, outlet, sentence) + "\n").collect()
        };
        let praise = "Le Mali a salué jeudi la Russie, dont il a loué la loyauté.";
        let blame = "Les experts accusent la Russie d'avoir trahi le Mali.";
        place.write("corpus/a.jsonl", lines("Le Phare", praise, 0..6));
        place.write("corpus/b.jsonl", lines("La Vigie", blame, 6..12));
        place
    }

    /// The path of a file or folder in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// Reads a file.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Done {
        self.run_with(arguments, "")
    }

    /// Runs the program with a standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Done {
        let mut child = Command::new(env!("CARGO_BIN_EXE_parallaxe"))
            .args(arguments)
            .current_dir(self.dir.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that stops early does not read its input; that is no fault of the test.
        let _ = child.stdin.take().expect("a standard input").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        Done {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Names in the folder, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.dir.path()).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Every file below a folder, by its path, with its bytes.
    pub fn tree(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(name), &self.path(name), &mut files);
        files
    }
}

fn collect(root: &Path, dir: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below the root").display().to_string();
            files.insert(name, std::fs::read(&path).expect("a file"));
        }
    }
}

/// Both trees hold the same files with the same bytes.
#[track_caller]
pub fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "different files");
    for (name, bytes) in one {
        assert!(bytes == &other[name], "{name} differs: {}", first_difference(bytes, &other[name]));
    }
}

fn first_difference(one: &[u8], other: &[u8]) -> String {
    let at = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let around =
        |bytes: &[u8]| String::from_utf8_lossy(&bytes[at.saturating_sub(60)..bytes.len().min(at + 60)]).into_owned();
    format!("at byte {at}: …{}… and …{}…", around(one), around(other))
}
