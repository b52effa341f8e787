//! One process per practice: a lock file beside the store, held by the operating system and let go with us.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use crate::OpenError;

/// The held lock; dropping it lets go.
#[derive(Debug)]
pub(crate) struct StoreLock {
    _file: File,
}

impl StoreLock {
    /// Takes the lock of the store at `path`.
    pub(crate) fn take(path: &Path) -> Result<Self, OpenError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(name)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::LockedByAnother),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
