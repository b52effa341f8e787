//! The code a new person comes in with on their first day: sixty random bits in twelve letters and digits, once, with
//! this computer's secret. What it opens is choosing a password.

use zeroize::Zeroizing;

use super::{
    letters::{ALPHABET, value},
    random,
};
use crate::OpenError;

/// Letters of a code.
const LETTERS: usize = 12;

/// A code for the first day, as it is printed: `7GK2-99QX-4M7A`.
pub struct DayCode(Zeroizing<String>);

impl DayCode {
    /// A new one.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn generate() -> Result<Self, OpenError> {
        let bytes = Zeroizing::new(random::<LETTERS>()?);
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + 2));
        for (at, byte) in bytes.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            // 256 is a multiple of 32: every letter is as likely.
            text.extend(ALPHABET.get(usize::from(byte % 32)).map(|&letter| char::from(letter)));
        }
        Ok(Self(text))
    }

    /// Reads what somebody typed: capitals, spaces and dashes don't matter. `None` when it cannot be any code.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + 2));
        let mut letters = 0_usize;
        for letter in typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            let place = usize::from(value(letter)?);
            if letters > 0 && letters.is_multiple_of(4) {
                text.push('-');
            }
            text.push(char::from(*ALPHABET.get(place)?));
            letters = letters.saturating_add(1);
        }
        (letters == LETTERS).then_some(Self(text))
    }

    /// The secret a way in is made of, and what is printed.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for DayCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DayCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_what_is_typed() {
        let code = DayCode::generate().unwrap();
        assert_eq!(code.text().len(), 14);
        let sloppy = code.text().to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(DayCode::parse(&sloppy).unwrap().text(), code.text());
        assert!(DayCode::parse("").is_none() && DayCode::parse("7GK2-99QX-4M7").is_none());
        assert!(DayCode::parse("a lantern in the hallway").is_none());
        assert_eq!(format!("{code:?}"), "DayCode");
    }
}
