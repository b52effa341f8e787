//! The practice key, the file it is wrapped in, and the folder a practice lives in.
//!
//! One random 256-bit key per practice; everything else is derived from it by HKDF with a label of its own. On
//! disk it exists only wrapped (`practice.key`): once for each person, by their password together with a secret in the
//! operating system's keyring, and once by the printed recovery code, on one sheet or split over two; in practice mode by
//! the keyring alone, or by a passphrase that is thrown away. Taking somebody away is deleting their wrap. The file alone
//! opens nothing. There is no key in clear, in no mode and for no reason. A PIN wraps nothing.

mod cost;
mod day_code;
mod device;
mod folder;
mod key_file;
mod letters;
mod locked;
mod pin;
mod practice_key;
mod recovery_code;
mod recovery_half;
pub(crate) mod rekey;
mod seal;
mod vault;

use zeroize::Zeroizing;

pub use cost::Cost;
pub use day_code::DayCode;
pub use device::DeviceSecret;
pub use folder::PracticeFolder;
pub use key_file::{KeyFile, WayIn};
pub(crate) use locked::Locked;
pub use pin::{Pin, PinCheck};
pub use practice_key::{PageMac, PracticeKey};
pub use recovery_code::RecoveryCode;
pub use recovery_half::RecoveryHalf;
pub use rekey::RekeyStep;
pub use vault::{Vault, VaultError};

/// Secret bytes in one place of the heap, wiped when let go of. What is moved is the way there: moving the bytes
/// themselves would leave a copy behind at every step.
pub(crate) type Secret<const N: usize> = Box<Zeroizing<[u8; N]>>;

/// Room for secret bytes.
pub(crate) fn room<const N: usize>() -> Secret<N> {
    Box::new(Zeroizing::new([0; N]))
}

/// Secret bytes from the operating system.
pub(crate) fn random_secret<const N: usize>() -> Result<Secret<N>, crate::OpenError> {
    let mut bytes = room::<N>();
    getrandom::fill(&mut **bytes).map_err(|_| crate::OpenError::Io(std::io::ErrorKind::Other))?;
    Ok(bytes)
}

/// Bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], crate::OpenError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| crate::OpenError::Io(std::io::ErrorKind::Other))?;
    Ok(bytes)
}

/// Makes a rename in the folder of `path` last through a power cut. Windows opens no folders and needs none.
pub(crate) fn sync_folder(path: &std::path::Path) -> Result<(), crate::OpenError> {
    match path.parent() {
        Some(folder) if cfg!(unix) && !folder.as_os_str().is_empty() => {
            Ok(std::fs::File::open(folder)?.sync_all()?)
        }
        Some(_) | None => Ok(()),
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads hex of any length; `None` for anything else.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok()))
        .collect()
}
