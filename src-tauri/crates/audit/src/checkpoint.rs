//! A checkpoint: how long the trail was and what its tree's hash was, signed, to be kept outside the store.
//!
//! Written as a signed note (C2SP `signed-note` and `tlog-checkpoint`), which standard tools verify: the key's name, the
//! number of entries, the root in base64, a line `at` with milliseconds of UTC, an empty line, the signature.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use crate::{Frontier, Hash};

/// The kind of key in a signed note: Ed25519.
const ED25519_KIND: u8 = 1;
/// A note is a few hundred bytes; what is longer is none.
const LONGEST: usize = 4096;

/// The trail as it was once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// So many entries.
    pub size: u64,
    /// [`Frontier::root`] over them.
    pub root: Hash,
    /// When it was signed, in milliseconds of UTC.
    pub at: i64,
}

/// Why a note is not taken for a checkpoint of this practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not the form of a checkpoint.
    #[error("this is no checkpoint of a Foyer audit trail")]
    Unreadable,
    /// Well formed, signed by another practice's key.
    #[error("this checkpoint is of another practice's trail")]
    OtherKey,
    /// It names this key, and the signature is not this key's.
    #[error("the signature is not genuine")]
    Forged,
}

/// What signs a practice's checkpoints.
pub struct Signer {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

impl Signer {
    /// The key pair made of a secret seed; `None` never happens for 32 bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
        let public = PublicKey(Hash::from_ring(pair.public_key().as_ref()).0);
        Some(Self { pair, public })
    }

    /// What verifies its signatures.
    pub const fn public_key(&self) -> PublicKey {
        self.public
    }

    /// The signed note that says: at this moment the trail was this one.
    pub fn note(&self, tree: &Frontier, at: i64) -> String {
        let body = body(self.public, &Checkpoint { size: tree.size(), root: tree.root(), at });
        let mut signature = self.public.id().to_vec();
        signature.extend_from_slice(self.pair.sign(body.as_bytes()).as_ref());
        format!("{body}\n— {} {}\n", self.public.name(), STANDARD.encode(signature))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("public", &self.public).finish_non_exhaustive()
    }
}

/// What verifies a practice's checkpoints; no secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Reads the form `name+id+key` that [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
        let bytes = STANDARD.decode(key).ok()?;
        let (&ED25519_KIND, key) = bytes.split_first()? else { return None };
        let read = Self(key.try_into().ok()?);
        (read.name() == name && hex(&read.id()) == id).then_some(read)
    }

    /// The practice's name in a note, made of the key: `foyer-audit/` and 16 hex digits.
    pub fn name(&self) -> String {
        let hash = Hash::of(&[&self.0]).to_string();
        format!("foyer-audit/{}", hash.chars().take(16).collect::<String>())
    }

    /// What tells keys of one name apart (signed-note: SHA-256 over name, newline, kind and key; 4 bytes).
    fn id(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = Hash::of(&[self.name().as_bytes(), b"\n", &[ED25519_KIND], &self.0]).0;
        [a, b, c, d]
    }

    /// Reads a note and verifies who signed it.
    ///
    /// # Errors
    /// Each [`NoteError`].
    pub fn read(&self, note: &str) -> Result<Checkpoint, NoteError> {
        if note.len() > LONGEST {
            return Err(NoteError::Unreadable);
        }
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Unreadable)?;
        let checkpoint = parse(text).ok_or(NoteError::Unreadable)?;
        let name = self.name();
        if text.lines().next() != Some(&name) {
            return Err(NoteError::OtherKey);
        }
        let signature = signatures
            .lines()
            .filter_map(|line| line.strip_prefix("— ")?.split_once(' '))
            .find_map(|(by, signature)| (by == name).then(|| STANDARD.decode(signature)))
            .ok_or(NoteError::OtherKey)?
            .map_err(|_| NoteError::Forged)?;
        let (id, signature) = signature.split_at_checked(4).ok_or(NoteError::Forged)?;
        if id != self.id() {
            return Err(NoteError::OtherKey);
        }
        // What is signed is written anew from what was read, so that no second spelling of it passes.
        UnparsedPublicKey::new(&ED25519, &self.0)
            .verify(body(*self, &checkpoint).as_bytes(), signature)
            .map_err(|_| NoteError::Forged)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![ED25519_KIND];
        key.extend_from_slice(&self.0);
        write!(f, "{}+{}+{}", self.name(), hex(&self.id()), STANDARD.encode(key))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The notes in a text that holds one after the other, as they are appended to a file: each ends with its signatures.
pub fn notes_in(text: &str) -> Vec<String> {
    let mut notes = vec![String::new()];
    let mut signed = false;
    for line in text.lines() {
        let signature = line.starts_with("— ");
        if signed && !signature {
            notes.push(String::new());
        }
        signed = signature;
        if let Some(note) = notes.last_mut().filter(|note| !(note.is_empty() && line.is_empty())) {
            note.push_str(line);
            note.push('\n');
        }
    }
    notes.retain(|note| !note.is_empty());
    notes
}

fn body(key: PublicKey, checkpoint: &Checkpoint) -> String {
    let Checkpoint { size, root, at } = checkpoint;
    format!("{}\n{size}\n{}\nat {at}\n", key.name(), STANDARD.encode(root.0))
}

fn parse(text: &str) -> Option<Checkpoint> {
    let mut lines = text.lines().skip(1);
    let size = lines.next()?.parse().ok()?;
    let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
    let at = lines.next()?.strip_prefix("at ")?.parse().ok()?;
    lines.next().is_none().then_some(Checkpoint { size, root: Hash(root), at })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(seed: u8) -> Signer {
        Signer::from_seed(&[seed; 32]).unwrap()
    }

    fn tree() -> Frontier {
        let mut tree = Frontier::default();
        (0..5).for_each(|leaf| tree.push(Hash([leaf; 32])));
        tree
    }

    #[test]
    fn a_note_says_what_was_signed_and_only_this_key_signs_it() {
        let note = signer(1).note(&tree(), 1_700_000_000_000);
        let key = signer(1).public_key();
        assert_eq!(PublicKey::parse(&key.to_string()), Some(key));
        let read = key.read(&note).unwrap();
        assert_eq!(read, Checkpoint { size: 5, root: tree().root(), at: 1_700_000_000_000 });
        assert_eq!(signer(2).public_key().read(&note), Err(NoteError::OtherKey));
        // The name of one key over the signature of another.
        let lying =
            signer(2).note(&tree(), 1_700_000_000_000).replace(&signer(2).public_key().name(), &key.name());
        assert_eq!(key.read(&lying), Err(NoteError::OtherKey), "the key's id is signed for, too");
    }

    #[test]
    fn notes_are_found_one_after_the_other() {
        let (one, other) = (signer(1).note(&tree(), 1), signer(1).note(&Frontier::default(), 2));
        assert_eq!(notes_in(&format!("{one}\n{other}\n")), [one.clone(), other.clone()]);
        assert_eq!(notes_in(&format!("\n\n{one}{other}")), [one.clone(), other]);
        assert!(notes_in("").is_empty());
        // Cut off in the middle of writing: what is left of it is no note, the one before is.
        let cut: String = one.chars().take(60).collect();
        assert_eq!(notes_in(&format!("{one}\n{cut}")).first(), Some(&one));
    }

    #[test]
    fn no_byte_of_a_note_can_be_changed() {
        let key = signer(1).public_key();
        let note = signer(1).note(&tree(), 1_700_000_000_000);
        let whole = key.read(&note).unwrap();
        for at in 0..note.len() {
            for flip in [1, 0x20] {
                let mut bytes = note.clone().into_bytes();
                bytes[at] ^= flip;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                assert!(
                    key.read(&changed).map_or(true, |read| read == whole),
                    "byte {at} was changed unseen"
                );
            }
        }
        for text in ["", "\n\n", "a\n\nb", &note.repeat(100)] {
            assert_eq!(key.read(text), Err(NoteError::Unreadable));
        }
    }
}
