//! One process per practice: a lock file beside the store, held by the operating system and let go with us.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    thread,
    time::Duration,
};

use crate::OpenError;

/// A program that any part of this process has just started shares the lock until it has become itself, some
/// milliseconds; whoever still holds it after so many looks is another Foyer.
const LOOKS: u32 = 25;

/// Between two looks.
const BETWEEN: Duration = Duration::from_millis(20);

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
        for _ in 0..LOOKS {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(OpenError::LockedByAnother)
    }
}
