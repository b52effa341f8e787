//! Letters and digits that are hard to misread on paper: Crockford's base 32, without I, L, O and U.

/// By value.
pub(super) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value of a letter as somebody types it: either case, O for 0, I and L for 1.
pub(super) fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|&known| char::from(known) == letter)?;
    u8::try_from(place).ok()
}
