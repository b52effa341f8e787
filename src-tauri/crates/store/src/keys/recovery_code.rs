//! The code on the sheet in the practice's safe: 128 random bits in thirty letters and digits that are hard to
//! misread, with a check on typing errors. It opens the practice when every password and the keyring are gone.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{
    letters::{ALPHABET, value},
    random,
    recovery_half::RecoveryHalf,
};
use crate::OpenError;

/// Letters of a code: 150 bits, 128 of them random.
const LETTERS: usize = 30;

/// Letters of a group, as it is printed.
const GROUP: usize = 5;

/// Random bytes of a code.
pub(super) const BYTES: usize = 16;

/// What the check of a whole code begins with.
const WHOLE: &[u8] = b"foyer recovery v1";

/// A recovery code.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<[u8; BYTES]>);

impl RecoveryCode {
    /// A new one.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn generate() -> Result<Self, OpenError> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// Reads what somebody typed: capitals, spaces and dashes don't matter, and neither does O for 0, or I or L for 1.
    /// The two halves of a code, one after the other in either order, are the code. `None` when it cannot be any code.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = letters_typed(typed)?;
        if letters.len() == 2 * LETTERS {
            let (one, other) = letters.split_at_checked(LETTERS)?;
            return RecoveryHalf::read(one)?.with(&RecoveryHalf::read(other)?);
        }
        read(&letters, WHOLE).map(Self)
    }

    /// As it is printed: six groups of five.
    pub fn groups(&self) -> Vec<Zeroizing<String>> {
        groups(&self.0, WHOLE)
    }

    /// Whether it is the same code; takes as long either way.
    pub fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&*other.0).into()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &*self.0
    }

    pub(super) fn of(bytes: Zeroizing<[u8; BYTES]>) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode")
    }
}

/// The values of what somebody typed; `None` for a letter that no code has.
pub(super) fn letters_typed(typed: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut letters = Zeroizing::new(Vec::with_capacity(2 * LETTERS));
    for letter in typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
        letters.push(value(letter)?);
    }
    Some(letters)
}

/// Reads thirty values that were printed as `what`.
pub(super) fn read(letters: &[u8], what: &[u8]) -> Option<Zeroizing<[u8; BYTES]>> {
    if letters.len() != LETTERS {
        return None;
    }
    let mut bytes = Zeroizing::new([0_u8; BYTES]);
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = (0..8).fold(0, |byte, bit| (byte << 1) | bit_of(letters, place * 8 + bit));
    }
    let same: bool = printed(&bytes, what).ct_eq(letters).into();
    same.then_some(bytes)
}

/// Six groups of five letters, as they are printed for `what`.
pub(super) fn groups(bytes: &[u8; BYTES], what: &[u8]) -> Vec<Zeroizing<String>> {
    printed(bytes, what)
        .chunks(GROUP)
        .map(|group| {
            let letters = group.iter().filter_map(|&value| ALPHABET.get(usize::from(value)));
            Zeroizing::new(letters.map(|&letter| char::from(letter)).collect())
        })
        .collect()
}

/// Thirty values of five bits: the random ones, then the beginning of their hash as `what`.
fn printed(bytes: &[u8; BYTES], what: &[u8]) -> Zeroizing<Vec<u8>> {
    let check = Sha256::new().chain_update(what).chain_update(bytes).finalize();
    let all: Zeroizing<Vec<u8>> = Zeroizing::new(bytes.iter().copied().chain(check).collect());
    let bit =
        |at: usize| all.get(at / 8).map_or(0, |byte| (byte >> (7 - u32::try_from(at % 8).unwrap_or(0))) & 1);
    Zeroizing::new(
        (0..LETTERS).map(|letter| (0..5).fold(0, |value, at| (value << 1) | bit(letter * 5 + at))).collect(),
    )
}

fn bit_of(letters: &[u8], at: usize) -> u8 {
    letters.get(at / 5).map_or(0, |value| (value >> (4 - u32::try_from(at % 5).unwrap_or(0))) & 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(code: &RecoveryCode) -> String {
        code.groups().iter().map(|group| group.as_str()).collect::<Vec<_>>().join("-")
    }

    #[test]
    fn what_is_printed_is_what_is_typed() {
        for seed in 0..64_u8 {
            let code = RecoveryCode(Zeroizing::new([seed.wrapping_mul(37) ^ 0x5a; BYTES]));
            let text = typed(&code);
            assert_eq!(text.len(), 35);
            assert!(RecoveryCode::parse(&text).unwrap().is(&code));
            let sloppy = text.to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l");
            assert!(RecoveryCode::parse(&sloppy).unwrap().is(&code));
        }
        assert_eq!(format!("{:?}", RecoveryCode::generate().unwrap()), "RecoveryCode");
    }

    #[test]
    fn a_slip_of_the_finger_is_not_another_code() {
        let text = typed(&RecoveryCode(Zeroizing::new([7; BYTES])));
        let mut found = 0;
        for (at, letter) in text.char_indices().filter(|(_, letter)| *letter != '-') {
            let other = if letter == 'Z' { 'Y' } else { 'Z' };
            let slip: String =
                text.char_indices().map(|(place, kept)| if place == at { other } else { kept }).collect();
            found += usize::from(RecoveryCode::parse(&slip).is_some());
        }
        assert_eq!(found, 0);
        assert!(RecoveryCode::parse(text.trim_start_matches(|letter: char| letter != '-')).is_none());
        assert!(RecoveryCode::parse("").is_none());
    }
}
