//! `practice.key`: the practice key, wrapped once per way of opening it, in readable JSON.
//!
//! What it says in clear is how to try: versions, salts, costs, and a check value that recognises the right key
//! without touching the store (so a typo and a ruined store are never confused). Saving is write, sync, rename.

use std::{fs, io::Write as _, path::Path};

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use foyer_domain::{Timestamp, UserId};

use super::{
    Cost, DeviceSecret, PageMac, PracticeKey, RecoveryCode, Secret, Vault, VaultError,
    practice_key::derive,
    room,
    seal::{Hex, Wrap, seal, unseal},
};
use crate::OpenError;

/// The version of this file's format. 2: one wrap a person, the recovery code, the roster. 3: the audit trail is older
/// than the key; a Foyer that knows nothing of that would take the trail for another's.
const VERSION: u32 = 3;
const WITHOUT_TRAIL: u32 = 2;

/// What the seal of the trail's seeds is for.
const TRAIL: &[u8] = b"foyer trail seeds v1";

/// What the roster's seal is for.
const ROSTER: &[u8] = b"foyer roster v1";

/// A key file is a few hundred bytes; anything far beyond is not one.
const MAX_BYTES: u64 = 64 * 1024;

/// The wrapped practice key.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeyFile {
    version: u32,
    page_mac: PageMac,
    key_check: Hex,
    /// The keyring's name for this computer's secret; none where no keyring answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    /// Who may sign in, for the lock screen of a closed practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    roster: Option<Roster>,
    /// What seals the audit trail, where that is older than the key: sealed under the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trail: Option<TrailSeal>,
    wraps: Vec<Wrap>,
}

#[derive(Clone, Serialize, Deserialize)]
struct TrailSeal {
    nonce: Hex,
    sealed: Hex,
}

/// Staff names are nobody's health, and still nothing for whoever finds the disk: sealed by the computer's secret
/// where there is one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
enum Roster {
    Sealed { salt: Hex, nonce: Hex, sealed: Hex },
    Clear { words: Hex },
}

/// One person's way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// Whose.
    pub user: UserId,
    /// When it ends: a code for the first day. None for a password.
    pub until_at: Option<Timestamp>,
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
            version: WITHOUT_TRAIL,
            page_mac: key.page_mac(),
            key_check: Hex(key.check_value().to_vec()),
            device: None,
            roster: None,
            trail: None,
            wraps: Vec::new(),
        }
    }

    /// A file for a key that took another's place ([`PracticeKey::successor`]); nothing opens it yet.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn of_successor(key: &PracticeKey) -> Result<Self, OpenError> {
        let mut file = Self::new(key);
        file.take_trail(key)?;
        Ok(file)
    }

    /// Keeps what seals the audit trail of `key`, which this file is for.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub(crate) fn take_trail(&mut self, key: &PracticeKey) -> Result<(), OpenError> {
        if let Some(seeds) = key.trail_seeds() {
            let (nonce, sealed) = seal(&key.trail_wrap_key(), TRAIL, seeds.bytes())?;
            (self.version, self.trail) = (VERSION, Some(TrailSeal { nonce, sealed }));
        }
        Ok(())
    }

    /// Adds (or renews) the way in through the operating system's keyring alone: for practice mode, where nobody has
    /// anything to hide. A fresh secret is stored there (see [`DeviceSecret::enrol`]) and the key wrapped under it.
    ///
    /// # Errors
    /// The keyring does not keep it; then nothing was added and a passphrase is the way.
    pub fn add_keyring(
        &mut self,
        key: &PracticeKey,
        vault: &dyn Vault,
        entry: &str,
    ) -> Result<(), VaultError> {
        let (entry, secret) = DeviceSecret::enrol(vault, entry)?;
        let wrap =
            Wrap::with_secret(key.material(), secret.bytes(), &entry).map_err(|_| VaultError::Refused)?;
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
                    Ok(material) => self.proven(material),
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
                return self.proven(wrap.open_with_passphrase(passphrase)?);
            }
        }
        Err(OpenError::WrongSecret)
    }

    /// The keyring's name for this computer's secret.
    pub fn device_entry(&self) -> Option<&str> {
        self.device.as_deref()
    }

    /// Makes this computer's secret and remembers its name. Ways in that need an older one open no more.
    ///
    /// # Errors
    /// The keyring does not keep it; then nothing was changed, and passwords stand alone.
    pub fn enrol_device(&mut self, vault: &dyn Vault, entry: &str) -> Result<DeviceSecret, VaultError> {
        let (entry, secret) = DeviceSecret::enrol(vault, entry)?;
        self.device = Some(entry);
        self.roster = None;
        Ok(secret)
    }

    /// Goes on without a secret of this computer's: its keyring is gone for good. Passwords stand alone.
    pub fn without_device(&mut self) -> DeviceSecret {
        self.device = None;
        self.roster = None;
        DeviceSecret::none()
    }

    /// This computer's secret, from the keyring.
    ///
    /// # Errors
    /// [`OpenError::KeyringMissing`] when the file says there is one and the keyring does not give it.
    pub fn device_secret(&self, vault: &dyn Vault) -> Result<DeviceSecret, OpenError> {
        let Some(entry) = &self.device else { return Ok(DeviceSecret::none()) };
        match vault.get(entry) {
            Ok(Some(secret)) if !secret.is_empty() => Ok(DeviceSecret::from_keyring(secret)),
            Ok(_) | Err(_) => Err(OpenError::KeyringMissing),
        }
    }

    /// Gives one person a way in, in place of the one they had. With `until` it is a code for the first day.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn add_person(
        &mut self,
        key: &PracticeKey,
        user: UserId,
        secret: &str,
        until: Option<Timestamp>,
        device: &DeviceSecret,
        cost: Cost,
    ) -> Result<(), OpenError> {
        let wrap = Wrap::for_person(key.material(), user, secret, until, device, cost)?;
        self.remove_person(user);
        self.wraps.push(wrap);
        Ok(())
    }

    /// Takes a person's way in away. Whoever kept a copy of the older file can still use theirs, until the key is
    /// changed.
    pub fn remove_person(&mut self, user: UserId) {
        self.wraps.retain(|wrap| !matches!(wrap, Wrap::Person { user: whose, .. } if *whose == user));
    }

    /// Takes every person's way in away: their wraps need a secret that is gone.
    pub fn remove_people(&mut self) {
        self.wraps.retain(|wrap| !matches!(wrap, Wrap::Person { .. }));
    }

    /// Who has a way in.
    pub fn ways_in(&self) -> Vec<WayIn> {
        let of = |wrap: &Wrap| match wrap {
            Wrap::Person { user, until_at, .. } => {
                Some(WayIn { user: *user, until_at: until_at.map(Timestamp::from_millis) })
            }
            Wrap::Keyring { .. } | Wrap::Passphrase { .. } | Wrap::Recovery { .. } => None,
        };
        self.wraps.iter().filter_map(of).collect()
    }

    /// Opens the practice key as one person. Takes as long for somebody who has no way in.
    ///
    /// # Errors
    /// [`OpenError::WrongSecret`]: the secret is wrong, or a code has ended by `now`.
    pub fn open_as(
        &self,
        user: UserId,
        secret: &str,
        device: &DeviceSecret,
        now: Timestamp,
    ) -> Result<PracticeKey, OpenError> {
        let own =
            self.wraps.iter().find(|wrap| matches!(wrap, Wrap::Person { user: whose, .. } if *whose == user));
        let Some(wrap) = own else {
            super::cost::stretch(secret.as_bytes(), &[0; 16], Cost::LEAST, device)?;
            return Err(OpenError::WrongSecret);
        };
        let key = self.proven(wrap.open_for_person(secret, device)?)?;
        match wrap {
            Wrap::Person { until_at: Some(until), .. } if *until <= now.millis() => {
                Err(OpenError::WrongSecret)
            }
            Wrap::Person { .. } | Wrap::Keyring { .. } | Wrap::Passphrase { .. } | Wrap::Recovery { .. } => {
                Ok(key)
            }
        }
    }

    /// Adds (or renews) the way in through the printed code.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn add_recovery(&mut self, key: &PracticeKey, code: &RecoveryCode) -> Result<(), OpenError> {
        let wrap = Wrap::with_code(key.material(), code)?;
        self.wraps.retain(|old| !matches!(old, Wrap::Recovery { .. }));
        self.wraps.push(wrap);
        Ok(())
    }

    /// Whether there is a printed code.
    pub fn has_recovery(&self) -> bool {
        self.wraps.iter().any(|wrap| matches!(wrap, Wrap::Recovery { .. }))
    }

    /// Opens the practice key with the printed code.
    ///
    /// # Errors
    /// [`OpenError::WrongSecret`]: it is another practice's code, or an older one.
    pub fn open_with_code(&self, code: &RecoveryCode) -> Result<PracticeKey, OpenError> {
        let wrap = self.wraps.iter().find(|wrap| matches!(wrap, Wrap::Recovery { .. }));
        self.proven(wrap.ok_or(OpenError::WrongSecret)?.open_with_code(code)?)
    }

    /// Keeps what the lock screen of a closed practice shows.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn set_roster(&mut self, words: &[u8], device: &DeviceSecret) -> Result<(), OpenError> {
        self.roster = Some(if device.is_there() {
            let salt = super::random::<16>()?;
            let key = derive::<32>(device.bytes(), &salt, ROSTER);
            let (nonce, sealed) = seal(&key, ROSTER, words)?;
            Roster::Sealed { salt: Hex(salt.to_vec()), nonce, sealed }
        } else {
            Roster::Clear { words: Hex(words.to_vec()) }
        });
        Ok(())
    }

    /// What [`KeyFile::set_roster`] kept, if this computer can read it.
    pub fn roster(&self, device: &DeviceSecret) -> Option<Vec<u8>> {
        match self.roster.as_ref()? {
            Roster::Clear { words } => Some(words.0.clone()),
            Roster::Sealed { salt, nonce, sealed } => {
                let key = derive::<32>(device.bytes(), &salt.0, ROSTER);
                unseal(&key, ROSTER, nonce, sealed).ok().map(|words| words.to_vec())
            }
        }
    }

    /// Whether what it wraps is `key`.
    pub fn is_of(&self, key: &PracticeKey) -> bool {
        key.check_value().ct_eq(self.key_check.0.as_slice()).into()
    }

    fn proven(&self, material: Secret<32>) -> Result<PracticeKey, OpenError> {
        let key = PracticeKey::of(&material, self.page_mac);
        if !self.is_of(&key) {
            return Err(OpenError::KeyFileDamaged);
        }
        let Some(TrailSeal { nonce, sealed }) = &self.trail else { return Ok(key) };
        let seeds =
            unseal(&key.trail_wrap_key(), TRAIL, nonce, sealed).map_err(|_| OpenError::KeyFileDamaged)?;
        if seeds.len() != 64 {
            return Err(OpenError::KeyFileDamaged);
        }
        let mut kept = room::<64>();
        kept.copy_from_slice(&seeds);
        Ok(key.with_trail(&kept))
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
            .field("people", &self.ways_in().len())
            .field("recovery", &self.has_recovery())
            .finish_non_exhaustive()
    }
}
