//! The secret that only this computer has. It is in the operating system's keyring, or there is none.
//!
//! A password opens a practice only together with it, so the files alone, or the files and a password, are not
//! enough. Where no keyring answers there is no such secret, and the password stands alone.

use zeroize::Zeroizing;

use super::{Vault, VaultError, hex, random};

/// This computer's secret; empty where no keyring answers.
#[derive(Clone)]
pub struct DeviceSecret(Zeroizing<Vec<u8>>);

impl DeviceSecret {
    /// For a computer without a keyring.
    pub fn none() -> Self {
        Self(Zeroizing::default())
    }

    /// Makes one and keeps it in the keyring under `entry` and a random ending; gives the whole name. The ending keeps
    /// two practices of one computer apart, and the old secret until the key file that names the new one is saved.
    ///
    /// # Errors
    /// The keyring does not keep it.
    pub fn enrol(vault: &dyn Vault, entry: &str) -> Result<(String, Self), VaultError> {
        let secret = Zeroizing::new(random::<32>().map_err(|_| VaultError::Refused)?);
        let ending = random::<8>().map_err(|_| VaultError::Refused)?;
        let entry = format!("{entry}-{}", hex(&ending));
        vault.set(&entry, &*secret)?;
        let kept = vault.get(&entry)?.map(Zeroizing::new);
        if kept.as_ref().map(|kept| kept.as_slice()) != Some(secret.as_slice()) {
            return Err(VaultError::Refused);
        }
        Ok((entry, Self(Zeroizing::new(secret.to_vec()))))
    }

    pub(super) fn from_keyring(secret: Vec<u8>) -> Self {
        Self(Zeroizing::new(secret))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        !self.0.is_empty()
    }
}

impl std::fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_there() { "DeviceSecret" } else { "DeviceSecret(none)" })
    }
}
