//! Folding: the one way a character is brought to its plain form, for drafts and for the lexicon alike.
//!
//! `build.rs` includes this very file, so a term and a draft can never be folded differently. Folding is NFKC-like
//! and per character (compatibility decomposition, lower case, accents dropped, look-alikes from Cyrillic and Greek
//! brought to Latin); whole-string NFKC lost because it keeps no map back to the typed characters.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Feeds the plain form of one character to `out`: nothing for marks and invisible controls, one character or more
/// otherwise.
pub fn fold_char(c: char, out: &mut impl FnMut(char)) {
    if c.is_ascii() {
        out(if c.is_ascii_control() { ' ' } else { c.to_ascii_lowercase() });
        return;
    }
    if is_invisible(c) {
        return;
    }
    decompose_compatible(c, |part| {
        if is_combining_mark(part) || is_invisible(part) {
            return;
        }
        for lower in part.to_lowercase() {
            if !is_combining_mark(lower) {
                out(plain(lower));
            }
        }
    });
}

/// The plain form of a whole string; used for the lexicon and for names, where no map back is needed.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut |plain| folded.push(plain));
    }
    folded
}

/// Splits plain text into lexicon words: runs of letters and digits, apostrophes dropped, each pictograph by itself.
pub fn plain_words(folded: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in folded.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else if c != '\'' {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if is_pictograph(c) {
                words.push(c.to_string());
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Emoji and dingbats: each is a word of its own.
pub fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27BF | 0x1F000..=0x1FAFF)
}

/// FNV-1a: small, seedless and the same at build time and at run time.
pub const HASH_START: u32 = 0x811C_9DC5;

/// Continues a hash over more bytes, so that "a b" can be reached from "a".
pub fn hash_on(mut hash: u32, bytes: &[u8]) -> u32 {
    for byte in bytes {
        hash ^= u32::from(*byte);
        hash = hash.wrapping_mul(0x0100_0193);
    }
    hash
}

/// The hash of one whole string.
pub fn hash_of(text: &str) -> u32 {
    hash_on(HASH_START, text.as_bytes())
}

/// How a word sounds, roughly, to somebody who spells by ear in English or Spanish: silent h, doubled letters,
/// c/s/z, b/v, i/y, k/qu, ph/f.
pub fn sound_of(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut sound = String::with_capacity(word.len());
    for (at, c) in chars.iter().copied().enumerate() {
        let next = chars.get(at.saturating_add(1)).copied().unwrap_or(' ');
        let heard = match c {
            'h' => continue,
            'u' if sound.ends_with('k') && at > 0 && chars.get(at - 1) == Some(&'q') => continue,
            'p' if next == 'h' => 'f',
            'c' if next == 'h' => 'k',
            'c' if matches!(next, 'e' | 'i' | 'y') => 's',
            'c' | 'q' => 'k',
            'z' => 's',
            'v' => 'b',
            'y' => 'i',
            other => other,
        };
        if !sound.ends_with(heard) {
            sound.push(heard);
        }
    }
    sound
}

/// Zero-width and bidirectional controls, soft hyphen, variation selectors, tags: they change nothing a reader sees.
fn is_invisible(c: char) -> bool {
    matches!(
        u32::from(c),
        0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
            | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF9..=0xFFFB
            | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF
    )
}

/// Typographic punctuation to ASCII, and Cyrillic and Greek letters that pass for Latin ones.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{00B4}' | '`' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{00AB}' | '\u{00BB}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2022}' | '\u{00B7}' | '\u{2027}' => '.',
        c if c.is_whitespace() || c.is_control() => ' ',
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'е' | 'ε' => 'e',
        'ѕ' => 's',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'н' | 'η' => 'h',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'т' | 'τ' => 't',
        'у' | 'υ' | 'ү' => 'y',
        'х' | 'χ' => 'x',
        'ν' => 'v',
        'ԁ' => 'd',
        'ԛ' => 'q',
        'ԝ' | 'ω' => 'w',
        other => other,
    }
}
