//! Wrapping the practice key: XChaCha20-Poly1305 under a key that comes from the keyring or from a passphrase.
//!
//! The kind of wrap is authenticated with it, so a passphrase wrap cannot be passed off as a keyring one.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::practice_key::derive;
use crate::{
    OpenError,
    keys::{hex, random, unhex},
};

/// Argon2id cost in KiB and passes (OWASP and RELIABILITY: 65 MiB, 3 passes, a quarter of a second).
const ARGON_KIB: u32 = 65 * 1024;
const ARGON_PASSES: u32 = 3;

/// A key file asking for more than this is damaged or hostile.
const ARGON_KIB_MAX: u32 = 1024 * 1024;
const ARGON_PASSES_MAX: u32 = 20;

/// A wrapped practice key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(super) enum Wrap {
    /// Opened by a secret in the operating system's keyring.
    Keyring { entry: String, salt: Hex, nonce: Hex, sealed: Hex },
    /// Opened by a passphrase through Argon2id.
    Passphrase { kib: u32, passes: u32, salt: Hex, nonce: Hex, sealed: Hex },
}

/// Bytes written as hex.
#[derive(Clone)]
pub(super) struct Hex(pub(super) Vec<u8>);

impl Serialize for Hex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        unhex(&text).map(Self).ok_or_else(|| serde::de::Error::custom("not hex"))
    }
}

impl Wrap {
    /// Wraps `material` under `secret`, which the keyring keeps as `entry`.
    pub(super) fn with_secret(material: &[u8; 32], secret: &[u8], entry: &str) -> Result<Self, OpenError> {
        let salt = random::<16>()?;
        let key = derive::<32>(secret, &salt, b"foyer wrap keyring v1");
        let (nonce, sealed) = seal(&key, b"keyring", material)?;
        Ok(Self::Keyring { entry: entry.to_owned(), salt: Hex(salt.to_vec()), nonce, sealed })
    }

    /// Wraps `material` under `passphrase`.
    pub(super) fn with_passphrase(material: &[u8; 32], passphrase: &str) -> Result<Self, OpenError> {
        let salt = random::<16>()?;
        let key = stretch(passphrase, &salt, ARGON_KIB, ARGON_PASSES)?;
        let (nonce, sealed) = seal(&key, b"passphrase", material)?;
        Ok(Self::Passphrase { kib: ARGON_KIB, passes: ARGON_PASSES, salt: Hex(salt.to_vec()), nonce, sealed })
    }

    /// Opens a keyring wrap with its secret; `WrongSecret` when it is another computer's.
    pub(super) fn open_with_secret(&self, secret: &[u8]) -> Result<Zeroizing<[u8; 32]>, OpenError> {
        match self {
            Self::Keyring { salt, nonce, sealed, .. } => {
                let key = derive::<32>(secret, &salt.0, b"foyer wrap keyring v1");
                open(&key, b"keyring", nonce, sealed)
            }
            Self::Passphrase { .. } => Err(OpenError::WrongSecret),
        }
    }

    /// Opens a passphrase wrap.
    pub(super) fn open_with_passphrase(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, OpenError> {
        match self {
            Self::Passphrase { kib, passes, salt, nonce, sealed } => {
                let key = stretch(passphrase, &salt.0, *kib, *passes)?;
                open(&key, b"passphrase", nonce, sealed)
            }
            Self::Keyring { .. } => Err(OpenError::WrongSecret),
        }
    }
}

fn stretch(passphrase: &str, salt: &[u8], kib: u32, passes: u32) -> Result<Zeroizing<[u8; 32]>, OpenError> {
    if kib > ARGON_KIB_MAX || passes > ARGON_PASSES_MAX {
        return Err(OpenError::KeyFileDamaged);
    }
    let params = Params::new(kib, passes, 1, Some(32)).map_err(|_| OpenError::KeyFileDamaged)?;
    let mut key = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .map_err(|_| OpenError::KeyFileDamaged)?;
    Ok(key)
}

fn seal(key: &Zeroizing<[u8; 32]>, kind: &[u8], material: &[u8; 32]) -> Result<(Hex, Hex), OpenError> {
    let nonce = random::<24>()?;
    let sealed = XChaCha20Poly1305::new((&**key).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: material, aad: kind })
        .map_err(|_| OpenError::Io(std::io::ErrorKind::Other))?;
    Ok((Hex(nonce.to_vec()), Hex(sealed)))
}

fn open(
    key: &Zeroizing<[u8; 32]>,
    kind: &[u8],
    nonce: &Hex,
    sealed: &Hex,
) -> Result<Zeroizing<[u8; 32]>, OpenError> {
    let nonce: [u8; 24] = nonce.0.as_slice().try_into().map_err(|_| OpenError::KeyFileDamaged)?;
    let mut opened = XChaCha20Poly1305::new((&**key).into())
        .decrypt(&XNonce::from(nonce), Payload { msg: &sealed.0, aad: kind })
        .map_err(|_| OpenError::WrongSecret)?;
    let material = <[u8; 32]>::try_from(opened.as_slice()).map_err(|_| OpenError::KeyFileDamaged);
    opened.zeroize();
    material.map(Zeroizing::new)
}
