//! What a password and a PIN must be.

use foyer_store::Pin;
use zeroize::Zeroizing;

use crate::wire::{AppError, ErrorCode};

/// Shorter passwords fall to guessing at leisure once a disk is copied (NIST SP 800-63B asks for 8, and for 15 where
/// nothing else guards; the computer's secret is something else, and not on every computer).
const PASSWORD_CHARS: usize = 12;

/// Longer ones are no password any more.
const PASSWORD_CHARS_MAX: usize = 200;

/// A password somebody chose.
///
/// # Errors
/// It is too short or too long.
pub(crate) fn new_password(typed: String, field: &str) -> Result<Zeroizing<String>, AppError> {
    let typed = Zeroizing::new(typed);
    let chars = typed.chars().count();
    if chars < PASSWORD_CHARS {
        return Err(bad(field, "Choose at least 12 characters. A short sentence is easy to remember."));
    }
    if chars > PASSWORD_CHARS_MAX {
        return Err(bad(field, "Choose at most 200 characters."));
    }
    let mut letters = typed.chars();
    let first = letters.next();
    if letters.all(|letter| Some(letter) == first) {
        return Err(bad(field, "Choose more than one letter."));
    }
    Ok(typed)
}

/// A PIN somebody chose.
///
/// # Errors
/// It is not six digits, or among the first that anybody tries.
pub(crate) fn new_pin(typed: String, field: &str) -> Result<Pin, AppError> {
    let typed = Zeroizing::new(typed);
    let pin = Pin::parse(&typed).ok_or_else(|| bad(field, "A PIN is 6 digits."))?;
    if pin.is_obvious() {
        return Err(bad(field, "Choose a PIN that nobody tries first: no 111111, no 123456."));
    }
    Ok(pin)
}

fn bad(field: &str, advice: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(field)
}
