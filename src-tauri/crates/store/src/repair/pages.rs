//! The pages of a damaged file, one by one, decrypted here and not by SQLite, whose connection believes nothing any more
//! after the first page that does not verify.
//!
//! A page counts only if its authentication code is right for its place: what was overwritten, moved, cut off or filled
//! with zeros is no page. So nothing that the practice's own key did not write is ever taken for a row.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::Path,
};

use aes::cipher::{BlockDecryptMut as _, KeyIvInit as _, block_padding::NoPadding};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Sha256, Sha512};

use super::{log::Log, tree::four};
use crate::{
    PageMac, PracticeKey,
    backups::suffixed,
    keys::{Secret, room},
};

/// Bytes of a page, in the file and in memory.
pub(super) const PAGE: usize = 4096;

/// Initialisation vector at the end of a page, before its code.
const IV: usize = 16;

/// The salt stands where SQLite's own first words would.
const SALT: usize = 16;

/// What SQLCipher makes of the salt for the key of the codes (`HMAC_SALT_MASK` in its source).
const SALT_MASK: u8 = 0x3a;

/// Where the first page says how many there are.
const SIZE_AT: usize = 28;

/// Where it says how many bytes at the end of each are not SQLite's.
const RESERVED_AT: usize = 20;

/// Initialisation vector and the longest code.
const MOST_RESERVED: usize = 80;

/// A damaged file and its log.
pub(super) struct Pages {
    file: File,
    wal: Option<File>,
    log: Log,
    count: u32,
    /// Bytes of a page that are SQLite's.
    usable: usize,
    mac: PageMac,
    cipher_key: Secret<32>,
    mac_key: Secret<32>,
}

impl Pages {
    /// # Errors
    /// The operating system's.
    pub(super) fn open(store: &Path, key: &PracticeKey) -> io::Result<Self> {
        let file = File::open(store)?;
        let wal = match File::open(suffixed(store, "-wal")) {
            Ok(wal) => Some(wal),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let log = match &wal {
            Some(wal) => Log::read(wal)?,
            None => Log::default(),
        };
        let held = u32::try_from(file.metadata()?.len() / PAGE as u64).unwrap_or(u32::MAX);
        let cipher_key = key.database_key();
        let mac_key = key_of_codes(&cipher_key, &key.file_salt());
        let mac = key.page_mac();
        let mut pages = Self { file, wal, log, count: held, usable: PAGE, mac, cipher_key, mac_key };
        let first = pages.read(1)?;
        let said = first.as_deref().and_then(|first| four(first, SIZE_AT)).filter(|said| *said > 0);
        // A file that was cut off has fewer pages than it says, and behind its end lies what was let go of.
        pages.count = pages.log.size.or(said).unwrap_or(held);
        pages.usable = match first.as_deref().and_then(|first| first.get(RESERVED_AT)) {
            Some(reserved) => PAGE.saturating_sub(usize::from(*reserved)),
            None => pages.usable_by_looks()?,
        };
        Ok(pages)
    }

    /// Where the first page cannot say it. SQLCipher reserves room for its longest code when it makes a file, and only what
    /// the code in use needs when it copies one; where that is less, pages are filled up to it.
    fn usable_by_looks(&mut self) -> io::Result<usize> {
        for number in 2..=self.count {
            let filled = self
                .read(number)?
                .and_then(|page| Some(page.get(PAGE - MOST_RESERVED..)?.iter().any(|byte| *byte != 0)));
            if filled == Some(true) {
                return Ok(self.body());
            }
        }
        Ok(PAGE - MOST_RESERVED)
    }

    /// How many pages there are, or should be.
    pub(super) const fn count(&self) -> u32 {
        self.count
    }

    /// Whether the log goes on behind what of it can be believed.
    pub(super) const fn log_is_cut(&self) -> bool {
        self.log.cut
    }

    /// Bytes of a page that are encrypted.
    fn body(&self) -> usize {
        let code: usize = match self.mac {
            PageMac::Sha256 => 32,
            PageMac::Sha512 => 64,
        };
        PAGE.saturating_sub(IV.saturating_add(code))
    }

    /// A page as SQLite sees it; `None` for one that cannot be read.
    ///
    /// # Errors
    /// The operating system's, unless it says that this place of the disk cannot be read.
    pub(super) fn read(&mut self, number: u32) -> io::Result<Option<Vec<u8>>> {
        let (file, at) = match (self.log.pages.get(&number), &mut self.wal) {
            (Some(&at), Some(wal)) => (wal, at),
            (Some(_) | None, _) => {
                (&mut self.file, u64::from(number.saturating_sub(1)).saturating_mul(PAGE as u64))
            }
        };
        let mut page = vec![0_u8; PAGE];
        file.seek(SeekFrom::Start(at))?;
        // A bad sector and the end of a file that was cut off are what this is for.
        if file.read_exact(&mut page).is_err() {
            return Ok(None);
        }
        Ok(self.decrypt(number, page))
    }

    fn decrypt(&self, number: u32, mut page: Vec<u8>) -> Option<Vec<u8>> {
        let from = if number == 1 { SALT } else { 0 };
        let end = self.body();
        let coded = page.get(from..end.checked_add(IV)?)?;
        let code = page.get(end.checked_add(IV)?..)?;
        let place = number.to_le_bytes();
        let right = match self.mac {
            PageMac::Sha256 => is_right::<Hmac<Sha256>>(&self.mac_key, coded, place, code),
            PageMac::Sha512 => is_right::<Hmac<Sha512>>(&self.mac_key, coded, place, code),
        };
        if !right {
            return None;
        }
        let iv: [u8; IV] = page.get(end..end.checked_add(IV)?)?.try_into().ok()?;
        let cipher = cbc::Decryptor::<aes::Aes256>::new_from_slices(&**self.cipher_key, &iv).ok()?;
        cipher.decrypt_padded_mut::<NoPadding>(page.get_mut(from..end)?).ok()?;
        page.truncate(end.min(self.usable));
        Some(page)
    }
}

/// As SQLCipher does it: over what is encrypted, its initialisation vector, and the page's number.
fn is_right<M: hmac::Mac + hmac::digest::KeyInit>(
    key: &[u8; 32],
    coded: &[u8],
    place: [u8; 4],
    code: &[u8],
) -> bool {
    <M as hmac::digest::KeyInit>::new_from_slice(key)
        .is_ok_and(|mac| mac.chain_update(coded).chain_update(place).verify_slice(code).is_ok())
}

/// PBKDF2-HMAC-SHA512 of two rounds (`FAST_PBKDF2_ITER`), whatever the pages' own algorithm is.
fn key_of_codes(cipher_key: &[u8; 32], salt: &[u8; SALT]) -> Secret<32> {
    let masked = salt.map(|byte| byte ^ SALT_MASK);
    let mut made = room::<32>();
    let Ok(keyed) = Hmac::<Sha512>::new_from_slice(cipher_key) else { return made };
    let first = keyed.clone().chain_update(masked).chain_update(1_u32.to_be_bytes()).finalize().into_bytes();
    let second = keyed.chain_update(first).finalize().into_bytes();
    for ((byte, one), two) in made.iter_mut().zip(first).zip(second) {
        *byte = one ^ two;
    }
    made
}
