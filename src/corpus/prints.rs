//! Marks by which copies are recognised: a fingerprint for exact copies, a sketch for near ones.

use super::key::{Folded, Folds, fold_char};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Hashes in a full sketch.
pub const SKETCH: usize = 128;
/// Fewer words than this: no sketch, only the fingerprint.
const LEAST_WORDS: usize = 20;

/// The fingerprint and the signature of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prints {
    /// 16 hexadecimal digits: equal for texts of the same words, whatever their case, accents and punctuation.
    pub fingerprint: String,
    /// The sketch: the number of shingles, then the smallest hashes in rising order, 8 hexadecimal digits
    /// each (at most 8 + 8 × [`SKETCH`] digits). Empty for a text of fewer than 20 words.
    pub signature: String,
}

/// Computes both marks.
///
/// The sketch is a bottom-k MinHash (A. Broder 1997, *On the resemblance and containment of documents*): the 128
/// smallest hashes of the text's five-word shingles. Of a text with no more shingles than that it is exact; of a longer
/// one it estimates the share of common shingles with a standard error of 0.035 near 0.8.
///
/// ```
/// use parallaxe::corpus::prints;
/// assert_eq!(prints("L’Élysée a réagi.").fingerprint, prints("l'elysee a REAGI").fingerprint);
/// assert_eq!(prints("Trop court.").signature, "");
/// ```
pub fn prints(body: &str) -> Prints {
    let words = word_hashes(body);
    Prints { fingerprint: fingerprint(&words), signature: sketch(&words) }
}

/// The hash of a word as bytes, which is how the fingerprint hashes it again.
type Word = [u8; 8];

/// 16 hexadecimal digits of the hash of all words.
fn fingerprint(words: &[Word]) -> String {
    let hash = blake3::hash(words.as_flattened());
    let digits = hash.as_bytes()[..8]
        .chunks_exact(4)
        .map(|four| hex(four.iter().fold(0, |all, byte| all << 8 | u32::from(*byte))));
    String::from_utf8(digits.flatten().collect()).unwrap_or_default()
}

/// The hash of each word, case and accents removed.
fn word_hashes(body: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(body.len() / 5);
    let mut hash = FNV_START;
    let mut end = |hash: u64| {
        if hash != FNV_START {
            words.push(mix(hash).to_le_bytes());
        }
        FNV_START
    };
    let mut folds = Folds::of(body);
    loop {
        folds.plain(|letter| hash = fnv(hash, char::from(letter)));
        if folds.plain_gap() {
            hash = end(hash);
            continue;
        }
        match folds.next() {
            Some(Folded::Letter(letter)) => hash = fnv(hash, char::from(letter)),
            Some(Folded::Wide(c)) => {
                // By itself, so that the hash need not lie in memory for the sake of rare letters.
                let mut wide = hash;
                fold_char(c, |c| wide = fnv(wide, c));
                hash = wide;
            }
            Some(Folded::Gap) => hash = end(hash),
            None => break,
        }
    }
    end(hash);
    words
}

fn sketch(words: &[Word]) -> String {
    if words.len() < LEAST_WORDS {
        return String::new();
    }
    let shingles = words.len() + 1 - SHINGLE;
    let count = u32::try_from(shingles).unwrap_or(u32::MAX);
    // Hashes are spread evenly, so the smallest are found below a bound; only those need sorting.
    let bound = u64::from(u32::MAX) * (SKETCH + SKETCH / 4) as u64 / shingles as u64;
    let bound = u32::try_from(bound).unwrap_or(u32::MAX);
    let mut hashes = smallest_shingles(words, bound);
    if hashes.len() < SKETCH && bound < u32::MAX {
        hashes = smallest_shingles(words, u32::MAX);
    }
    let mut out = vec![[0; 8]; hashes.len() + 1];
    out.iter_mut().zip(std::iter::once(count).chain(hashes)).for_each(|(digits, value)| *digits = hex(value));
    String::from_utf8(out.into_flattened()).unwrap_or_default()
}

/// 8 hexadecimal digits: each of four bits gets a byte, where it becomes a digit beside the seven others.
#[inline]
fn hex(value: u32) -> [u8; 8] {
    let mut digits = u64::from(value);
    digits = (digits << 16 | digits) & 0x0000_ffff_0000_ffff;
    digits = (digits << 8 | digits) & 0x00ff_00ff_00ff_00ff;
    digits = (digits << 4 | digits) & 0x0f0f_0f0f_0f0f_0f0f;
    // Adding 6 carries from 10 on: those are letters.
    let letters = (digits + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101;
    (digits + 0x3030_3030_3030_3030 + letters * u64::from(b'a' - b'0' - 10)).to_be_bytes()
}

/// The smallest hashes of shingles, none above a bound.
fn smallest_shingles(words: &[Word], bound: u32) -> Vec<u32> {
    // Each is written, and the next overwrites it where it is above the bound: no processor can guess whether it is.
    let mut hashes = vec![0; words.len()];
    let mut count = 0;
    shingles(words, |hash| {
        hashes[count] = hash;
        count += usize::from(hash <= bound);
    });
    hashes.truncate(count);
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}

/// The hash of every run of [`SHINGLE`] words: a polynomial of the word hashes, rolled along the text, then mixed.
fn shingles(words: &[Word], mut emit: impl FnMut(u32)) {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let leaving = (0..SHINGLE).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let add = |rolled: u64, word: &Word| rolled.wrapping_mul(BASE).wrapping_add(u64::from_le_bytes(*word));
    let Some((first, rest)) = words.split_at_checked(SHINGLE) else { return };
    let mut rolled = first.iter().fold(0, add);
    emit((mix(rolled) >> 32) as u32);
    for (word, left) in rest.iter().zip(words) {
        rolled = add(rolled, word).wrapping_sub(u64::from_le_bytes(*left).wrapping_mul(leaving));
        emit((mix(rolled) >> 32) as u32);
    }
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a over characters: the same on every machine.
#[inline]
fn fnv(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The finaliser of SplitMix64.
#[inline]
fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// A sketch read back from a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Number of shingles.
    pub(super) count: u32,
    /// The smallest hashes, rising.
    pub(super) hashes: Vec<u32>,
}

impl Sketch {
    /// Reads a signature; `None` when it is empty or not one.
    pub fn parse(signature: &str) -> Option<Self> {
        let values: Option<Vec<u32>> = signature
            .as_bytes()
            .chunks(8)
            .map(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())
            .collect();
        let (count, hashes) = values?.split_first().map(|(count, hashes)| (*count, hashes.to_vec()))?;
        let rising = hashes.windows(2).all(|pair| pair[0] < pair[1]);
        (rising && !hashes.is_empty() && hashes.len() <= SKETCH).then_some(Self { count, hashes })
    }

    /// The estimated share of common shingles among all shingles of both texts, 0 to 1.
    pub(super) fn resemblance(&self, other: &Self) -> f64 {
        let limit = SKETCH.min(self.hashes.len().max(other.hashes.len()));
        // A sketch that is not full is the whole set; the union is then known further than either sketch.
        let whole = self.is_whole() && other.is_whole();
        let (mut a, mut b) = (self.hashes.iter().peekable(), other.hashes.iter().peekable());
        let (mut union, mut common) = (0usize, 0usize);
        while whole || union < limit {
            let (left, right) = match (a.peek(), b.peek()) {
                (Some(left), Some(right)) => (**left, **right),
                (None, None) => break,
                (Some(_), None) if self.is_whole() || other.is_whole() => {
                    a.next();
                    union += 1;
                    continue;
                }
                (None, Some(_)) if self.is_whole() || other.is_whole() => {
                    b.next();
                    union += 1;
                    continue;
                }
                _ => break,
            };
            union += 1;
            common += usize::from(left == right);
            if left <= right {
                a.next();
            }
            if right <= left {
                b.next();
            }
        }
        if union == 0 { 0.0 } else { common as f64 / union as f64 }
    }

    /// The estimated share of the smaller text's shingles that the larger one has too.
    pub(super) fn containment(&self, other: &Self) -> f64 {
        let resemblance = self.resemblance(other);
        let common = resemblance / (1.0 + resemblance) * (f64::from(self.count) + f64::from(other.count));
        (common / f64::from(self.count.min(other.count)).max(1.0)).min(1.0)
    }

    fn is_whole(&self) -> bool {
        self.count as usize == self.hashes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|word| format!("mot{word} ")).collect()
    }

    fn sketch_of(text: &str) -> Sketch {
        Sketch::parse(&prints(text).signature).unwrap()
    }

    #[track_caller]
    fn near(one: &str, two: &str, expected: f64, within: f64) {
        let found = sketch_of(one).resemblance(&sketch_of(two));
        assert!((found - expected).abs() <= within, "{found} is not {expected}");
        assert_eq!(found, sketch_of(two).resemblance(&sketch_of(one)));
    }

    #[test]
    fn resemblance_is_estimated() {
        near(&text(0, 100), &text(0, 100), 1.0, 0.0);
        near(&text(0, 100), &text(200, 300), 0.0, 0.0);
        // 96 shingles and 76 of them: exact, both sets are whole.
        near(&text(0, 100), &text(0, 80), 76.0 / 96.0, 1e-9);
        near(&text(0, 1004), &text(0, 804), 0.8, 0.1);
        near(&text(0, 1004), &text(500, 1504), 1.0 / 3.0, 0.12);
    }

    #[test]
    fn the_rolled_hash_depends_on_its_five_words_only() {
        let hashes = |words: &[Word]| {
            let mut all = Vec::new();
            shingles(words, |hash| all.push(hash));
            all
        };
        let words: Vec<Word> = (0..40).map(|word| mix(word).to_le_bytes()).collect();
        assert_eq!(hashes(&words).len(), 36);
        assert_eq!(hashes(&words)[7..], hashes(&words[7..])[..]);
        let mut swapped = words.clone();
        swapped.swap(10, 11);
        assert_ne!(hashes(&swapped)[10], hashes(&words)[10]);
    }

    #[test]
    fn digits_are_hexadecimal() {
        for value in [0, 1, 0x0123_4567, 0x89ab_cdef, 0xa9f0_9a0f, u32::MAX] {
            assert_eq!(hex(value), *format!("{value:08x}").as_bytes());
        }
    }

    #[test]
    fn a_shortened_copy_is_contained() {
        assert!(sketch_of(&text(0, 200)).containment(&sketch_of(&text(0, 130))) > 0.9);
        assert!(sketch_of(&text(0, 200)).containment(&sketch_of(&text(150, 300))) < 0.5);
    }

    #[test]
    fn broken_signatures_are_no_sketches() {
        for signature in ["", "zz", "00000001", "0000000200000005", "000000020000000500000003"] {
            let sketch = Sketch::parse(signature);
            assert!(sketch.is_none() || signature == "0000000200000005", "{signature}");
        }
    }
}
