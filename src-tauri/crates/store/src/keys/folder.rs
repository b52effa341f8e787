//! Where one practice lives: `practice.key` and `practice.db` in a folder of their own.
//!
//! Creating makes both in a folder beside it and renames that folder into place, so there is never a key without
//! a store or a store without a key, whatever is interrupted.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{KeyFile, PracticeKey};
use crate::{
    OpenError, ReadTx, Store,
    audit::{self, TrailKeys, TrailReport},
    conn::{self, Purpose},
    lock::StoreLock,
};

/// The folder of one practice.
#[derive(Clone, Debug)]
pub struct PracticeFolder {
    pub(super) folder: PathBuf,
}

impl PracticeFolder {
    /// The practice in `folder`, which need not exist.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The practice whose store is at `store`.
    pub(crate) fn of_store(store: &Path) -> Self {
        Self::at(store.parent().unwrap_or_else(|| Path::new("")))
    }

    /// Whether anything of a practice is here. If so, nothing may be created in its place.
    pub fn is_taken(&self) -> bool {
        self.key_path().exists() || self.store_path().exists()
    }

    /// The wrapped key.
    pub fn key_path(&self) -> PathBuf {
        self.folder.join("practice.key")
    }

    /// How often somebody failed to sign in.
    pub fn tries_path(&self) -> PathBuf {
        self.folder.join("practice.tries")
    }

    /// The encrypted data.
    pub fn store_path(&self) -> PathBuf {
        self.folder.join("practice.db")
    }

    /// Looks whether the store could be opened by somebody who has the key. Changes nothing.
    ///
    /// # Errors
    /// [`OpenError::LockedByAnother`], [`OpenError::StoreMissing`], [`OpenError::NotAStore`]. Damage shows only when
    /// it is opened.
    pub fn look(&self) -> Result<(), OpenError> {
        let _lock = StoreLock::take(&self.store_path())?;
        crate::recognise::check_file(&self.store_path())
    }

    /// Reads the key file: what may open this practice.
    ///
    /// # Errors
    /// As [`KeyFile::load`].
    pub fn key_file(&self) -> Result<KeyFile, OpenError> {
        KeyFile::load(&self.key_path())
    }

    /// Examines the audit trail without opening the practice: nothing is changed, and nobody else may work in it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn examine_trail(&self, key: &PracticeKey, anchors: Vec<String>) -> Result<TrailReport, OpenError> {
        let path = self.store_path();
        let _lock = StoreLock::take(&path)?;
        crate::recognise::check_file(&path)?;
        let conn = conn::open(&path, key, Purpose::Read)
            .map_err(|error| crate::recognise::explain(&path, key, error))?;
        let keys = TrailKeys::of(key).ok_or(OpenError::Damaged)?;
        audit::examine(&ReadTx::over(&conn), &keys, anchors).map_err(|_| OpenError::Damaged)
    }

    /// Opens the store with the unwrapped key.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(&self, key: &PracticeKey) -> Result<Store, OpenError> {
        Store::open(&self.store_path(), key)
    }

    /// Creates an empty practice that `key_file` opens.
    ///
    /// # Errors
    /// [`OpenError::AlreadyExists`] when anything is here; [`OpenError::KeyFileDamaged`] when `key_file` has no
    /// way in, which would lock everybody out for ever.
    pub fn create(&self, key: &PracticeKey, key_file: &KeyFile) -> Result<Store, OpenError> {
        if self.is_taken() {
            return Err(OpenError::AlreadyExists);
        }
        if !key_file.has_keyring() && !key_file.has_passphrase() && key_file.ways_in().is_empty() {
            return Err(OpenError::KeyFileDamaged);
        }
        // How far an earlier practice in this place had come says nothing about a new one.
        crate::older::forget(&self.store_path())?;
        let making = Self::at(self.beside("creating"));
        // Left by a creation that never finished; it was never opened by anybody.
        if making.folder.try_exists()? {
            fs::remove_dir_all(&making.folder)?;
        }
        fs::create_dir_all(&making.folder)?;
        key_file.save(&making.key_path())?;
        Store::create(&making.store_path(), key)?.close().map_err(|_| OpenError::Damaged)?;
        // An empty folder may stand in the way on systems whose rename does not replace one.
        match fs::remove_dir(&self.folder) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == std::io::ErrorKind::DirectoryNotEmpty => {
                return self.move_in(&making, key);
            }
            Err(error) => return Err(error.into()),
        }
        fs::rename(&making.folder, &self.folder)?;
        super::sync_folder(&self.folder)?;
        self.open(key)
    }

    /// The folder holds other files (settings, logs): the store moves first, because a store without a key file
    /// is refused by name, and both are still in the folder beside.
    fn move_in(&self, making: &Self, key: &PracticeKey) -> Result<Store, OpenError> {
        fs::copy(making.key_path(), self.key_path())?;
        fs::rename(making.store_path(), self.store_path())?;
        fs::remove_dir_all(&making.folder)?;
        self.open(key)
    }

    fn beside(&self, word: &str) -> PathBuf {
        let mut name = self.folder.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{word}"));
        self.folder.parent().unwrap_or_else(|| Path::new("")).join(name)
    }
}
