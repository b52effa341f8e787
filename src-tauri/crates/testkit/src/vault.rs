//! A keyring in memory, with the moods of a real one.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use foyer_store::{Vault, VaultError};

/// A keyring that forgets everything when dropped.
#[derive(Default)]
pub struct MemoryVault {
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    mood: Mutex<Option<VaultError>>,
}

impl MemoryVault {
    /// An empty one that works.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on every call fails with `error`, or works again.
    pub fn set_failing(&self, error: Option<VaultError>) {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner) = error;
    }

    fn answers(&self) -> Result<(), VaultError> {
        self.mood.lock().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }
}

impl Vault for MemoryVault {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        self.answers()?;
        Ok(self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), VaultError> {
        self.answers()?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        self.answers()?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}
