//! What a file that does not open is: damaged, or not ours at all.
//!
//! SQLite says the same (`NOTADB`) for a wrong key, a ruined first page and a picture of a cat. Foyer tells them
//! apart by the salt, the first 16 bytes of an encrypted file: ours is derived from the practice key, so a file
//! that carries it belongs to this practice, whatever became of the rest.

use std::{fs::File, io::Read, path::Path};

use crate::{OpenError, PracticeKey};

/// One page; nothing shorter was ever a store.
const PAGE: u64 = 4096;

/// Refuses a missing or cut-off file before SQLite could take it for a new one.
pub(crate) fn check_file(path: &Path) -> Result<(), OpenError> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_file() && found.len() >= PAGE => Ok(()),
        Ok(found) if found.is_file() => Err(OpenError::Damaged),
        Ok(_) => Err(OpenError::NotAStore),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(OpenError::StoreMissing),
        Err(error) => Err(error.into()),
    }
}

/// Names what a failed opening means, by the file's salt.
pub(crate) fn explain(path: &Path, key: &PracticeKey, error: OpenError) -> OpenError {
    match error {
        OpenError::Damaged if !carries_our_salt(path, key) => OpenError::NotAStore,
        other => other,
    }
}

fn carries_our_salt(path: &Path, key: &PracticeKey) -> bool {
    let mut first = [0_u8; 16];
    File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first == key.file_salt()
}
