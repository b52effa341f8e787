//! The operating system's place for secrets, as the store needs it.
//!
//! The implementation over Secret Service, Keychain and Credential Manager is `foyer-keyring`; tests use one in
//! memory. A vault that opens proves nothing (a locked keyring answers every question with a prompt nobody sees),
//! so whoever stores a secret reads it back.

/// A place that keeps small secrets for this user on this computer.
pub trait Vault: Send + Sync {
    /// The secret called `name`; `None` when the vault answers and has none.
    ///
    /// # Errors
    /// The vault does not answer.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError>;

    /// Keeps `secret` under `name`, replacing an older one. At most 64 bytes are ever asked for (Windows stores
    /// 2.5 KB an entry).
    ///
    /// # Errors
    /// The vault does not answer, or refuses.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), VaultError>;

    /// Forgets `name`; no error when there is none.
    ///
    /// # Errors
    /// The vault does not answer, or refuses.
    fn delete(&self, name: &str) -> Result<(), VaultError>;
}

/// Why a vault did not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is none on this computer. Use a passphrase.
    #[error("no keyring answers on this computer")]
    Unavailable,
    /// It is there and locked. Unlock it, or use a passphrase.
    #[error("the keyring is locked")]
    Locked,
    /// It answered and did not keep what it was given.
    #[error("the keyring refused")]
    Refused,
}
