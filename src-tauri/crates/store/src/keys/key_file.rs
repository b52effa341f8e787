//! `practice.key`: the practice key, wrapped once per way of opening it, in readable JSON.
//!
//! What it says in clear is how to try: versions, salts, costs, and a check value that recognises the right key
//! without touching the store (so a typo and a ruined store are never confused). Saving is write, sync, rename.

use std::{fs, io::Write as _, path::Path};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    PageMac, PracticeKey, Vault, VaultError, hex, random,
    seal::{Hex, Wrap},
};
use crate::OpenError;

/// The version of this file's format.
const VERSION: u32 = 1;

/// A key file is a few hundred bytes; anything far beyond is not one.
const MAX_BYTES: u64 = 64 * 1024;

/// The wrapped practice key.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeyFile {
    version: u32,
    page_mac: PageMac,
    key_check: Hex,
    wraps: Vec<Wrap>,
}

/// Only the version is read first: a newer format may look different everywhere else.
#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

impl KeyFile {
    /// A file for `key` that nothing opens yet.
    pub fn new(key: &PracticeKey) -> Self {
        Self {
            version: VERSION,
            page_mac: key.page_mac(),
            key_check: Hex(key.check_value().to_vec()),
            wraps: Vec::new(),
        }
    }

    /// Adds (or renews) the way in through the operating system's keyring: a fresh device secret is stored there
    /// under `entry` and a random ending, read back, and the practice key wrapped under it. The ending keeps two
    /// practices of one computer apart, and keeps the old secret until this file is saved.
    ///
    /// # Errors
    /// The keyring does not keep it; then nothing was added and a passphrase is the way.
    pub fn add_keyring(
        &mut self,
        key: &PracticeKey,
        vault: &dyn Vault,
        entry: &str,
    ) -> Result<(), VaultError> {
        let secret = Zeroizing::new(random::<32>().map_err(|_| VaultError::Refused)?);
        let ending = random::<8>().map_err(|_| VaultError::Refused)?;
        let entry = format!("{entry}-{}", hex(&ending));
        vault.set(&entry, &*secret)?;
        let kept = vault.get(&entry)?.map(Zeroizing::new);
        if kept.as_ref().map(|kept| kept.as_slice()) != Some(secret.as_slice()) {
            return Err(VaultError::Refused);
        }
        let wrap = Wrap::with_secret(key.material(), &*secret, &entry).map_err(|_| VaultError::Refused)?;
        self.wraps.retain(|old| !matches!(old, Wrap::Keyring { .. }));
        self.wraps.push(wrap);
        Ok(())
    }

    /// Adds (or renews) the way in through a passphrase. Takes a quarter of a second and 65 MiB.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn add_passphrase(&mut self, key: &PracticeKey, passphrase: &str) -> Result<(), OpenError> {
        let wrap = Wrap::with_passphrase(key.material(), passphrase)?;
        self.wraps.retain(|old| !matches!(old, Wrap::Passphrase { .. }));
        self.wraps.push(wrap);
        Ok(())
    }

    /// Whether the keyring opens this practice.
    pub fn has_keyring(&self) -> bool {
        self.wraps.iter().any(|wrap| matches!(wrap, Wrap::Keyring { .. }))
    }

    /// Whether a passphrase opens this practice.
    pub fn has_passphrase(&self) -> bool {
        self.wraps.iter().any(|wrap| matches!(wrap, Wrap::Passphrase { .. }))
    }

    /// Opens the practice key with the keyring.
    ///
    /// # Errors
    /// [`OpenError::KeyringMissing`] when the keyring does not answer, has no such secret, or has another one.
    pub fn open_with_keyring(&self, vault: &dyn Vault) -> Result<PracticeKey, OpenError> {
        for wrap in &self.wraps {
            if let Wrap::Keyring { entry, .. } = wrap {
                let secret = vault.get(entry).map_err(|_| OpenError::KeyringMissing)?.map(Zeroizing::new);
                let secret = secret.ok_or(OpenError::KeyringMissing)?;
                return match wrap.open_with_secret(&secret) {
                    Ok(material) => self.proven(*material),
                    Err(OpenError::WrongSecret) => Err(OpenError::KeyringMissing),
                    Err(other) => Err(other),
                };
            }
        }
        Err(OpenError::KeyringMissing)
    }

    /// Opens the practice key with a passphrase.
    ///
    /// # Errors
    /// [`OpenError::WrongSecret`]; the cost is the same right or wrong.
    pub fn open_with_passphrase(&self, passphrase: &str) -> Result<PracticeKey, OpenError> {
        for wrap in &self.wraps {
            if matches!(wrap, Wrap::Passphrase { .. }) {
                return self.proven(*wrap.open_with_passphrase(passphrase)?);
            }
        }
        Err(OpenError::WrongSecret)
    }

    fn proven(&self, material: [u8; 32]) -> Result<PracticeKey, OpenError> {
        let key = PracticeKey::from_material(material, self.page_mac);
        if key.check_value().as_slice() == self.key_check.0.as_slice() {
            Ok(key)
        } else {
            Err(OpenError::KeyFileDamaged)
        }
    }

    /// Writes the file so that a crash leaves the old one or the new one.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn save(&self, path: &Path) -> Result<(), OpenError> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|_| OpenError::KeyFileDamaged)?;
        text.push(b'\n');
        let part = path.with_extension("key.part");
        let mut file = fs::File::create(&part)?;
        file.write_all(&text)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, path)?;
        super::sync_folder(path)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`OpenError::KeyFileMissing`], [`OpenError::KeyFileDamaged`], or [`OpenError::FutureVersion`].
    pub fn load(path: &Path) -> Result<Self, OpenError> {
        let found = match fs::metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(OpenError::KeyFileMissing);
            }
            Err(error) => return Err(error.into()),
        };
        if !found.is_file() || found.len() > MAX_BYTES {
            return Err(OpenError::KeyFileDamaged);
        }
        let text = fs::read(path)?;
        let version: VersionOnly = serde_json::from_slice(&text).map_err(|_| OpenError::KeyFileDamaged)?;
        if version.version > VERSION {
            return Err(OpenError::FutureVersion { min_reader: i64::from(version.version) });
        }
        serde_json::from_slice(&text).map_err(|_| OpenError::KeyFileDamaged)
    }
}

impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyFile")
            .field("version", &self.version)
            .field("keyring", &self.has_keyring())
            .field("passphrase", &self.has_passphrase())
            .finish_non_exhaustive()
    }
}
