//! A recovery code split between two people: two sheets, of which one alone says nothing about the code.
//!
//! The first half is random, the second is the code exclusive-or the first: whoever has one of them knows as much of the
//! code as whoever has none. A half is printed like a code and has a check of its own, so that a half is never taken for a
//! code, nor one for the other.

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{
    random,
    recovery_code::{BYTES, RecoveryCode, groups, letters_typed, read},
};
use crate::OpenError;

/// One of the two sheets.
#[derive(Clone)]
pub struct RecoveryHalf {
    part: Part,
    bytes: Zeroizing<[u8; BYTES]>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Second,
}

impl Part {
    /// What the check of this half begins with.
    const fn what(self) -> &'static [u8] {
        match self {
            Self::First => b"foyer recovery half 1 v1",
            Self::Second => b"foyer recovery half 2 v1",
        }
    }
}

impl RecoveryCode {
    /// Splits the code. Every call splits it anew, and halves of two calls make no code together.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn halves(&self) -> Result<[RecoveryHalf; 2], OpenError> {
        Ok(self.split(Zeroizing::new(random()?)))
    }

    fn split(&self, mask: Zeroizing<[u8; BYTES]>) -> [RecoveryHalf; 2] {
        let mut second = RecoveryHalf { part: Part::Second, bytes: Zeroizing::new([0; BYTES]) };
        for (byte, (code, mask)) in second.bytes.iter_mut().zip(self.bytes().iter().zip(mask.iter())) {
            *byte = code ^ mask;
        }
        [RecoveryHalf { part: Part::First, bytes: mask }, second]
    }
}

impl RecoveryHalf {
    /// Reads what somebody typed from one sheet, as forgiving as [`RecoveryCode::parse`]. `None` when it cannot be a half.
    pub fn parse(typed: &str) -> Option<Self> {
        Self::read(&letters_typed(typed)?)
    }

    /// As it is printed: six groups of five.
    pub fn groups(&self) -> Vec<Zeroizing<String>> {
        groups(&self.bytes, self.part.what())
    }

    /// Whether it is the same half; takes as long either way.
    pub fn is(&self, other: &Self) -> bool {
        self.part == other.part && bool::from(self.bytes.ct_eq(&*other.bytes))
    }

    pub(super) fn read(letters: &[u8]) -> Option<Self> {
        let as_part = |part: Part| read(letters, part.what()).map(|bytes| Self { part, bytes });
        as_part(Part::First).or_else(|| as_part(Part::Second))
    }

    /// The code, if these are a first and a second half. Whether they are of one code, only the key file can tell.
    pub(super) fn with(&self, other: &Self) -> Option<RecoveryCode> {
        if self.part == other.part {
            return None;
        }
        let mut code = Zeroizing::new([0; BYTES]);
        for (byte, (one, other)) in code.iter_mut().zip(self.bytes.iter().zip(other.bytes.iter())) {
            *byte = one ^ other;
        }
        Some(RecoveryCode::of(code))
    }
}

impl std::fmt::Debug for RecoveryHalf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryHalf")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(half: &RecoveryHalf) -> String {
        half.groups().iter().map(|group| group.as_str()).collect::<Vec<_>>().join("-")
    }

    #[test]
    fn two_halves_are_the_code_in_either_order_and_one_is_nothing() {
        for seed in 0..32_u8 {
            let code = RecoveryCode::of(Zeroizing::new([seed.wrapping_mul(37) ^ 0x5a; BYTES]));
            let mask = std::array::from_fn(|at| seed.wrapping_mul(91) ^ u8::try_from(at * 13).unwrap());
            let [first, second] = code.split(Zeroizing::new(mask)).map(|half| typed(&half));
            for both in [format!("{first} {second}"), format!("{second}-{first}")] {
                assert!(RecoveryCode::parse(&both.to_lowercase()).unwrap().is(&code));
            }
            for half in [&first, &second] {
                assert!(RecoveryCode::parse(half).is_none(), "a half is taken for a code");
                assert!(RecoveryCode::parse(&format!("{half}{half}")).is_none(), "a half twice");
            }
            let whole = code.groups().iter().map(|group| group.as_str()).collect::<String>();
            assert!(RecoveryHalf::parse(&whole).is_none(), "a code is taken for a half");
        }
    }

    #[test]
    fn a_half_says_nothing_of_the_code_and_halves_of_two_splits_do_not_fit() {
        let code = RecoveryCode::generate().unwrap();
        let (one, other) = (code.halves().unwrap(), code.halves().unwrap());
        for (one, other) in one.iter().zip(&other) {
            assert!(!one.is(other), "the same code splits the same way");
            assert_eq!(format!("{one:?}"), "RecoveryHalf");
        }
        let mixed = format!("{}{}", typed(&one[0]), typed(&other[1]));
        assert!(!RecoveryCode::parse(&mixed).unwrap().is(&code));
        // Any code at all has a second half that goes with this first one.
        let another = RecoveryCode::of(Zeroizing::new([7; BYTES]));
        let mut bytes = Zeroizing::new([0; BYTES]);
        for (byte, (code, mask)) in bytes.iter_mut().zip(another.bytes().iter().zip(one[0].bytes.iter())) {
            *byte = code ^ mask;
        }
        let fitting = RecoveryHalf { part: Part::Second, bytes };
        assert!(one[0].with(&fitting).unwrap().is(&another));
    }

    #[test]
    fn a_slip_of_the_finger_is_not_another_half() {
        let [first, _] = RecoveryCode::of(Zeroizing::new([9; BYTES])).split(Zeroizing::new([0xb4; BYTES]));
        let text = typed(&first);
        assert!(RecoveryHalf::parse(&text.replace('0', "o").replace('1', "l")).unwrap().is(&first));
        let slips = text.char_indices().filter(|(_, letter)| *letter != '-').map(|(at, letter)| {
            let other = if letter == 'Z' { 'Y' } else { 'Z' };
            text.char_indices()
                .map(|(place, kept)| if place == at { other } else { kept })
                .collect::<String>()
        });
        for slip in slips {
            assert!(RecoveryHalf::parse(&slip).is_none());
        }
    }
}
