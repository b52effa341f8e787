//! The audit trail, pure: how an entry is sealed, how the whole is anchored, and how tampering is named.
//!
//! Four seals, each for what the one before it cannot see:
//! 1. each entry's hash covers its content and the hash before it ([`Sealed`]);
//! 2. each entry's code is made with a key that is hashed onward and forgotten ([`MacKey`]), so that a stolen database
//!    key cannot rewrite what was before the theft;
//! 3. all hashes are the leaves of a tree ([`Frontier`], RFC 6962), so that one hash stands for the whole trail;
//! 4. that hash is signed now and then ([`Checkpoint`]) and kept outside the store, so that a shortened, rolled-back or
//!    rewritten trail is met by its own past.
//!
//! [`Examination`] looks at a trail from its first entry and says what is wrong, by class, and where it begins.
//! [`archive`] is the form in which a trail leaves the practice; it verifies with no secret and no Foyer. No I/O here, no
//! clock, no SQL, and no patient's words: an entry names ids and words of the code.

pub mod archive;
mod checkpoint;
mod entry;
mod examine;
mod hash;
mod mac;
mod tree;
mod words;

pub use checkpoint::{Checkpoint, NoteError, PublicKey, Signer, notes_in};
pub use entry::{Entry, Sealed};
pub use examine::{Examination, Finding, MOST, Report, Tampering};
pub use hash::{Hash, Hasher};
pub use mac::MacKey;
pub use tree::Frontier;
pub use words::words;
