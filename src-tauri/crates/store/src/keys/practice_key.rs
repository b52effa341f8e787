//! The key of one practice. It has no `Display`, its `Debug` says nothing, and it is wiped when dropped.

use std::sync::Arc;

use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::{
    OpenError,
    keys::{self, Locked, Secret, room},
    wipe,
};

/// The algorithm that authenticates each page, fixed when the store is created.
///
/// SQLCipher's own default is SHA-512. With SHA extensions, in every desk computer since about 2016 (AMD) and
/// 2021 (Intel desktop), SHA-256 takes less than half the time, and the MAC is two thirds of the cost of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageMac {
    /// HMAC-SHA256.
    Sha256,
    /// HMAC-SHA512.
    Sha512,
}

/// The random key everything of a practice is derived from.
#[derive(Clone)]
pub struct PracticeKey {
    /// One place, however many hold the key.
    material: Arc<Locked<32>>,
    page_mac: PageMac,
    /// What seals the audit trail, where it is older than this key: the trail outlives a change of keys.
    trail: Option<TrailSeeds>,
}

/// The audit trail's first key, then the seed of what signs it.
pub(super) type TrailSeeds = Arc<Locked<64>>;

impl PracticeKey {
    /// A new key from the operating system's randomness, with [`PageMac::Sha256`].
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn generate() -> Result<Self, OpenError> {
        Ok(Self::of(&keys::random_secret()?, PageMac::Sha256))
    }

    /// The key made of bytes that are known: a test's, or a measurement's.
    pub fn from_material(material: [u8; 32], page_mac: PageMac) -> Self {
        let mut place = room::<32>();
        **place = material;
        Self::of(&place, page_mac)
    }

    /// The key made of these bytes, as unwrapped from a key file.
    pub(super) fn of(material: &Secret<32>, page_mac: PageMac) -> Self {
        Self { material: Arc::new(Locked::keep(material)), page_mac, trail: None }
    }

    /// The key that takes this one's place: new in everything but the audit trail, which goes on.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn successor(&self) -> Result<Self, OpenError> {
        let mut seeds = room::<64>();
        let (first, second) = seeds.split_at_mut(32);
        first.copy_from_slice(&**self.audit_mac_key());
        second.copy_from_slice(&**self.audit_signing_seed());
        Ok(Self { trail: Some(Arc::new(Locked::keep(&seeds))), page_mac: self.page_mac, ..Self::generate()? })
    }

    /// The same key with an audit trail that begins anew: what could be read of the old one is written again, and must not
    /// pass for what was sealed then.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub(crate) fn with_new_trail(&self) -> Result<Self, OpenError> {
        Ok(self.clone().with_trail(&keys::random_secret()?))
    }

    /// What a key file has to keep beside the key itself.
    pub(super) const fn trail_seeds(&self) -> Option<&TrailSeeds> {
        self.trail.as_ref()
    }

    /// This key with a trail that is older than it is.
    pub(super) fn with_trail(self, seeds: &Secret<64>) -> Self {
        Self { trail: Some(Arc::new(Locked::keep(seeds))), ..self }
    }

    /// What the trail's seeds are sealed under.
    pub(super) fn trail_wrap_key(&self) -> Secret<32> {
        self.derive(b"foyer trail seeds v1")
    }

    fn seed(&self, from: usize, label: &[u8]) -> Secret<32> {
        match self.trail.as_ref().and_then(|seeds| seeds.bytes().get(from..)?.first_chunk::<32>()) {
            Some(kept) => {
                let mut seed = room::<32>();
                seed.copy_from_slice(kept);
                seed
            }
            None => self.derive(label),
        }
    }

    /// How pages are authenticated.
    pub const fn page_mac(&self) -> PageMac {
        self.page_mac
    }

    /// The audit trail's first key; each entry's is made of the one before.
    pub fn audit_mac_key(&self) -> Box<Zeroizing<[u8; 32]>> {
        self.seed(0, b"foyer audit mac v1")
    }

    /// What the key pair that signs the audit trail's checkpoints is made of.
    pub fn audit_signing_seed(&self) -> Box<Zeroizing<[u8; 32]>> {
        self.seed(32, b"foyer audit signing v1")
    }

    /// What verifies the checkpoints of this practice's audit trail. No secret. `None` never happens.
    pub fn trail_key(&self) -> Option<foyer_audit::PublicKey> {
        foyer_audit::Signer::from_seed(&self.audit_signing_seed()).map(|signer| signer.public_key())
    }

    /// The key that seals the labels of backups.
    pub fn backup_key(&self) -> Box<Zeroizing<[u8; 32]>> {
        self.derive(b"foyer backup v1")
    }

    /// What nobody without this key can write under a backup's label. HKDF, salted with the label's hash, is a keyed
    /// function of it.
    pub(crate) fn seal_of_label(&self, label: &[u8]) -> [u8; 32] {
        **derive(&**self.backup_key(), &Sha256::digest(label), b"foyer backup label v1")
    }

    /// Public: lets a key be recognised without trying it on the store. Says nothing about the key.
    pub(crate) fn check_value(&self) -> [u8; 16] {
        **self.derive(b"foyer key check v1")
    }

    /// Public: the first 16 bytes of this practice's store.
    pub(crate) fn file_salt(&self) -> [u8; 16] {
        **self.derive(b"foyer file salt v1")
    }

    /// `PRAGMA key` with raw key and salt, so that SQLCipher derives nothing itself (0.2 ms instead of 400).
    pub(crate) fn key_pragma(&self) -> Zeroizing<String> {
        pragma("key", &self.key_literal())
    }

    /// A pragma that nobody knows, letter for letter as long as [`Self::key_pragma`]: SQLite puts its copies of it
    /// where those of the other were.
    pub(crate) fn no_pragma() -> Zeroizing<String> {
        pragma("nil", &["x'", &"0".repeat(96), "'"].concat())
    }

    /// What pages are encrypted with.
    pub(crate) fn database_key(&self) -> Secret<32> {
        self.derive::<32>(b"foyer database v1")
    }

    /// The raw key and salt as SQLCipher writes them: `x'…'`.
    pub(super) fn key_literal(&self) -> Zeroizing<String> {
        let database = self.database_key();
        let key = Zeroizing::new(keys::hex(&**database));
        let salt = keys::hex(&self.file_salt());
        let mut text = Zeroizing::new(String::with_capacity(128));
        for part in ["x'", key.as_str(), salt.as_str(), "'"] {
            text.push_str(part);
        }
        text
    }

    pub(crate) fn material(&self) -> &[u8; 32] {
        self.material.bytes()
    }

    fn derive<const N: usize>(&self, label: &[u8]) -> Secret<N> {
        derive(self.material(), b"", label)
    }
}

fn pragma(name: &str, literal: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(128));
    for part in ["PRAGMA ", name, " = \"", literal, "\";"] {
        text.push_str(part);
    }
    text
}

/// HKDF-SHA256 of `secret`, `N` bytes; `N` is at most 32 here, so expansion cannot fail.
pub(super) fn derive<const N: usize>(secret: &[u8], salt: &[u8], label: &[u8]) -> Secret<N> {
    const { assert!(N <= 32) };
    let mut derived = room::<N>();
    let expanded = wipe::after(|| Hkdf::<Sha256>::new(Some(salt), secret).expand(label, &mut **derived));
    debug_assert!(expanded.is_ok(), "at most 8,160 bytes can be derived");
    derived
}

impl std::fmt::Debug for PracticeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PracticeKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_its_own_key_and_debug_shows_none() {
        let key = PracticeKey::from_material([7; 32], PageMac::Sha256);
        let all = [
            **key.audit_mac_key(),
            **key.audit_signing_seed(),
            **key.backup_key(),
            *key.material(),
            **key.derive(b"foyer database v1"),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all.iter().skip(at + 1).all(|other| other != one));
        }
        assert_eq!(format!("{key:?}"), "PracticeKey");
        assert!(key.key_pragma().contains(&keys::hex(&key.file_salt())));
        assert_eq!(key.key_pragma().len(), PracticeKey::no_pragma().len());
        assert!(
            !key.key_pragma().contains(&keys::hex(key.material())),
            "the practice key itself is never used"
        );
    }

    #[test]
    fn derivation_is_fixed_for_ever() {
        // Computed with another implementation of RFC 5869; a change here would lock every practice out.
        let key = PracticeKey::from_material([7; 32], PageMac::Sha256);
        assert_eq!(keys::hex(&key.check_value()), "5a8f6164bf9ab905fe3389a0f36cb210");
        assert_eq!(keys::hex(&key.file_salt()), "7200b9493bab5a44e9490912e79f18d9");
    }
}
