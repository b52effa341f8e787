//! What an entry keeps of a text's words, which it does not have.

use crate::Hash;

/// SHA-256 over `foyer words 1`, 16 random bytes that stay beside the text, and the words. Whoever has the bytes can hold the
/// words against the entry; whoever has the entry alone learns nothing of them, and words that were deleted take nothing
/// of the trail along.
pub fn words(salt: &[u8; 16], words: &str) -> Hash {
    Hash::of(&[b"foyer words 1", salt, words.as_bytes()])
}
