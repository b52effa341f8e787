//! Another key for a practice: everything is written anew under it beside the old, found whole, then exchanged.
//!
//! Not `PRAGMA rekey`, which changes the file in its place: at every moment there is one whole practice under one key,
//! and the exchange is two renames, of which the next start finishes the second. The old files are removed last, for as
//! long as they are there the old key opens them. The audit trail goes on unbroken under its own keys, which the new key
//! file wraps: what was signed before stays verifiable. A key changed protects what is written from now on in this
//! folder; copies made before stay as open as they were.

use std::{fs, io, path::Path};

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::{KeyFile, PracticeFolder, PracticeKey, sync_folder};
use crate::{
    PageMac,
    backups::{BackupError, check, suffixed},
    conn::{self, Purpose},
    lock::StoreLock,
    migrate::APPLICATION_ID,
};

/// Where a change of keys is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RekeyStep {
    /// Everything is being written anew.
    Copying,
    /// The new file is being opened, checked and counted.
    Checking,
    /// The new takes the place of the old.
    Exchanging,
    /// The old is being removed.
    Removing,
}

impl RekeyStep {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Copying, Self::Checking, Self::Exchanging, Self::Removing];
}

/// Files of a practice's folder that go along as they are.
const ALONG: [&str; 2] = ["practice.tries", "trail.checkpoints"];

impl PracticeFolder {
    /// Exchanges `old` for `new`, whose way in is `ways_in`; the practice must not be open. `at` is told before each
    /// step, and may stop it by failing: up to [`RekeyStep::Exchanging`] the practice is then as it was.
    ///
    /// # Errors
    /// What went wrong; before the exchange nothing has changed, after it the new key opens everything.
    pub fn rekey(
        &self,
        old: &PracticeKey,
        new: &PracticeKey,
        ways_in: &KeyFile,
        mut at: impl FnMut(RekeyStep) -> io::Result<()>,
    ) -> Result<(), BackupError> {
        if !ways_in.is_of(new) || ways_in.ways_in().is_empty() {
            // Nobody could ever open it.
            return Err(BackupError::OtherKey);
        }
        let (ready, aside) = (suffixed(&self.folder, ".restored"), suffixed(&self.folder, ".old-key"));
        let made = self.write_anew(&ready, old, new, ways_in, &mut at);
        if let Err(error) = made {
            // Under no key that anybody has; a copy is all it is.
            let _ = fs::remove_dir_all(&ready);
            return Err(error);
        }
        at(RekeyStep::Exchanging)?;
        fs::rename(&self.folder, &aside)?;
        at(RekeyStep::Exchanging)?;
        fs::rename(&ready, &self.folder)?;
        sync_folder(&self.folder)?;
        at(RekeyStep::Removing)?;
        remove_old_key(&self.folder)
    }

    fn write_anew(
        &self,
        ready: &Path,
        old: &PracticeKey,
        new: &PracticeKey,
        ways_in: &KeyFile,
        at: &mut impl FnMut(RekeyStep) -> io::Result<()>,
    ) -> Result<(), BackupError> {
        let _lock = StoreLock::take(&self.store_path())?;
        remove_old_key(&self.folder)?;
        // Left by a change that never came to its end: the practice is still in its place, so it was not exchanged.
        match fs::remove_dir_all(ready) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        fs::create_dir(ready)?;
        at(RekeyStep::Copying)?;
        let target = Self::at(ready);
        // A connection that only reads could not make the new file.
        let source = conn::open(&self.store_path(), old, Purpose::Write)?;
        let expected = check::Rows::of(&source)?;
        export(&source, &target.store_path(), new)?;
        drop(source);
        at(RekeyStep::Checking)?;
        let found = check::whole(&target.store_path(), new, Vec::new())?;
        if found.rows != expected {
            return Err(BackupError::NotWhole);
        }
        for name in ALONG {
            match fs::copy(self.folder.join(name), ready.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                Ok(_) | Err(_) => {}
            }
        }
        fs::OpenOptions::new().write(true).open(target.store_path())?.sync_all()?;
        Ok(ways_in.save(&target.key_path())?)
    }
}

/// Removes what a change of keys left of the old one, once the new one is in its place.
pub(crate) fn remove_old_key(folder: &Path) -> Result<(), BackupError> {
    let aside = suffixed(folder, ".old-key");
    if !PracticeFolder::at(folder).is_taken() {
        return Ok(());
    }
    match fs::remove_dir_all(aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes all of `source` into a new file under another key.
fn export(source: &Connection, to: &Path, key: &PracticeKey) -> Result<(), BackupError> {
    let path = to.to_str().ok_or(BackupError::Refused(io::ErrorKind::InvalidFilename))?;
    let full = |error: rusqlite::Error| crate::backups::full_or(&error);
    let version: i64 = source.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(full)?;
    let literal: Zeroizing<String> = key.key_literal();
    // A connection that creates nothing opens an empty file.
    fs::File::create(to)?;
    source.execute("ATTACH DATABASE ?1 AS fresh KEY ?2", [path, literal.as_str()]).map_err(full)?;
    source
        .execute_batch(match key.page_mac() {
            PageMac::Sha256 => "PRAGMA fresh.cipher_hmac_algorithm = HMAC_SHA256;",
            PageMac::Sha512 => "PRAGMA fresh.cipher_hmac_algorithm = HMAC_SHA512;",
        })
        .map_err(full)?;
    source.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(())).map_err(full)?;
    // What an export leaves out; without it the file would be taken for none of ours.
    source
        .execute_batch(&format!(
            "PRAGMA fresh.application_id = {APPLICATION_ID}; PRAGMA fresh.user_version = {version}; DETACH DATABASE fresh;"
        ))
        .map_err(full)
}
