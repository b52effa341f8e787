//! Codes under a key that moves on: whoever takes today's key cannot make yesterday's codes.
//!
//! After Schneier and Kelsey, "Secure Audit Logs to Support Computer Forensics" (1999): each key is the hash of the one
//! before, and the one before is forgotten. The first key comes from the practice key, so that whoever holds that can
//! check every code; whoever holds only the database's key, or the store as it lies open, holds only the next one.

use ring::hmac;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Hash;

/// The key of one entry's turn. Says nothing in `Debug`, wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MacKey([u8; 32]);

impl MacKey {
    /// The key made of these bytes: the first, or the next as it was kept.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To keep it for the next entry.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA256 of an entry's hash.
    pub fn code(&self, hash: Hash) -> Hash {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        Hash::from_ring(hmac::sign(&key, &hash.0).as_ref())
    }

    /// Whether `code` is this key's code of `hash`, compared in constant time.
    pub fn verifies(&self, hash: Hash, code: Hash) -> bool {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        hmac::verify(&key, &hash.0, &code.0).is_ok()
    }

    /// Whether it is the same key.
    pub(crate) fn is(&self, other: &Self) -> bool {
        // Of two keys, neither is guessed by whoever asks: comparing codes takes the same time either way.
        self.verifies(Hash::ZERO, other.code(Hash::ZERO))
    }

    /// The next entry's key: SHA-256 over `foyer audit next key 1` and this one.
    #[must_use]
    pub fn next(&self) -> Self {
        Self(Hash::of(&[b"foyer audit next key 1", &self.0]).0)
    }
}

impl std::fmt::Debug for MacKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MacKey")
    }
}
