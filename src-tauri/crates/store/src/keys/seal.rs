//! Wrapping the practice key: XChaCha20-Poly1305 under a key that comes from a person's secret, the keyring, a
//! passphrase or the recovery code.
//!
//! What a wrap says in clear (its kind, whose it is, until when) is authenticated with it, so that none can be passed
//! off as another: a code of yesterday is not one of tomorrow.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use foyer_domain::{Timestamp, UserId};

use super::{
    DeviceSecret, RecoveryCode,
    cost::{Cost, stretch},
    practice_key::derive,
};
use crate::{
    OpenError,
    keys::{Secret, hex, random, room, unhex},
    wipe,
};

/// A wrapped practice key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(super) enum Wrap {
    /// Opened by a secret in the operating system's keyring.
    Keyring { entry: String, salt: Hex, nonce: Hex, sealed: Hex },
    /// Opened by a passphrase through Argon2id.
    Passphrase { kib: u32, passes: u32, salt: Hex, nonce: Hex, sealed: Hex },
    /// Opened by one person's password, or a code for their first day, with this computer's secret if it has one.
    Person {
        user: UserId,
        /// When a code ends, in UTC milliseconds; none for a password.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_at: Option<i64>,
        /// Whether the computer's secret is needed.
        device: bool,
        kib: u32,
        passes: u32,
        salt: Hex,
        nonce: Hex,
        sealed: Hex,
    },
    /// Opened by the printed code.
    Recovery { salt: Hex, nonce: Hex, sealed: Hex },
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
        let cost = Cost::LEAST;
        let key = stretch(passphrase.as_bytes(), &salt, cost, &DeviceSecret::none())?;
        let (nonce, sealed) = seal(&key, b"passphrase", material)?;
        let Cost { kib, passes } = cost;
        Ok(Self::Passphrase { kib, passes, salt: Hex(salt.to_vec()), nonce, sealed })
    }

    /// Wraps `material` for one person.
    pub(super) fn for_person(
        material: &[u8; 32],
        user: UserId,
        secret: &str,
        until: Option<Timestamp>,
        device: &DeviceSecret,
        cost: Cost,
    ) -> Result<Self, OpenError> {
        let (salt, until_at) = (random::<16>()?, until.map(Timestamp::millis));
        let key = stretch(secret.as_bytes(), &salt, cost, device)?;
        let (nonce, sealed) = seal(&key, &whose(user, until_at, device.is_there()), material)?;
        let Cost { kib, passes } = cost;
        let (device, salt) = (device.is_there(), Hex(salt.to_vec()));
        Ok(Self::Person { user, until_at, device, kib, passes, salt, nonce, sealed })
    }

    /// Wraps `material` under the printed code. It has 128 random bits: there is nothing to stretch.
    pub(super) fn with_code(material: &[u8; 32], code: &RecoveryCode) -> Result<Self, OpenError> {
        let salt = random::<16>()?;
        let key = derive::<32>(code.bytes(), &salt, b"foyer wrap recovery v1");
        let (nonce, sealed) = seal(&key, b"recovery", material)?;
        Ok(Self::Recovery { salt: Hex(salt.to_vec()), nonce, sealed })
    }

    /// Opens a person's wrap; `WrongSecret` when it is another's, or the computer another.
    pub(super) fn open_for_person(
        &self,
        secret: &str,
        device: &DeviceSecret,
    ) -> Result<Secret<32>, OpenError> {
        match self {
            Self::Person { user, until_at, device: bound, kib, passes, salt, nonce, sealed } => {
                let none = DeviceSecret::none();
                let device = if *bound { device } else { &none };
                let key = stretch(secret.as_bytes(), &salt.0, Cost { kib: *kib, passes: *passes }, device)?;
                open(&key, &whose(*user, *until_at, *bound), nonce, sealed)
            }
            Self::Keyring { .. } | Self::Passphrase { .. } | Self::Recovery { .. } => {
                Err(OpenError::WrongSecret)
            }
        }
    }

    /// Opens the wrap of the printed code.
    pub(super) fn open_with_code(&self, code: &RecoveryCode) -> Result<Secret<32>, OpenError> {
        match self {
            Self::Recovery { salt, nonce, sealed } => {
                let key = derive::<32>(code.bytes(), &salt.0, b"foyer wrap recovery v1");
                open(&key, b"recovery", nonce, sealed)
            }
            Self::Keyring { .. } | Self::Passphrase { .. } | Self::Person { .. } => {
                Err(OpenError::WrongSecret)
            }
        }
    }

    /// Opens a keyring wrap with its secret; `WrongSecret` when it is another computer's.
    pub(super) fn open_with_secret(&self, secret: &[u8]) -> Result<Secret<32>, OpenError> {
        match self {
            Self::Keyring { salt, nonce, sealed, .. } => {
                let key = derive::<32>(secret, &salt.0, b"foyer wrap keyring v1");
                open(&key, b"keyring", nonce, sealed)
            }
            Self::Passphrase { .. } | Self::Person { .. } | Self::Recovery { .. } => {
                Err(OpenError::WrongSecret)
            }
        }
    }

    /// Opens a passphrase wrap.
    pub(super) fn open_with_passphrase(&self, passphrase: &str) -> Result<Secret<32>, OpenError> {
        match self {
            Self::Passphrase { kib, passes, salt, nonce, sealed } => {
                let cost = Cost { kib: *kib, passes: *passes };
                let key = stretch(passphrase.as_bytes(), &salt.0, cost, &DeviceSecret::none())?;
                open(&key, b"passphrase", nonce, sealed)
            }
            Self::Keyring { .. } | Self::Person { .. } | Self::Recovery { .. } => Err(OpenError::WrongSecret),
        }
    }
}

/// What of a person's wrap is in clear, to be authenticated.
fn whose(user: UserId, until_at: Option<i64>, bound: bool) -> Vec<u8> {
    let mut clear = b"person".to_vec();
    clear.extend_from_slice(user.uuid().as_bytes());
    clear.extend_from_slice(&until_at.unwrap_or(i64::MAX).to_be_bytes());
    clear.push(u8::from(bound));
    clear
}

/// Seals a few bytes; gives nonce and sealed bytes.
pub(super) fn seal(key: &[u8; 32], kind: &[u8], msg: &[u8]) -> Result<(Hex, Hex), OpenError> {
    let nonce = random::<24>()?;
    let sealed = wipe::after(|| {
        XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), Payload { msg, aad: kind })
    })
    .map_err(|_| OpenError::Io(std::io::ErrorKind::Other))?;
    Ok((Hex(nonce.to_vec()), Hex(sealed)))
}

/// Opens what [`seal`] sealed.
pub(super) fn unseal(
    key: &[u8; 32],
    kind: &[u8],
    nonce: &Hex,
    sealed: &Hex,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let nonce: [u8; 24] = nonce.0.as_slice().try_into().map_err(|_| OpenError::KeyFileDamaged)?;
    wipe::after(|| {
        XChaCha20Poly1305::new(key.into())
            .decrypt(&XNonce::from(nonce), Payload { msg: &sealed.0, aad: kind })
    })
    .map(Zeroizing::new)
    .map_err(|_| OpenError::WrongSecret)
}

fn open(key: &[u8; 32], kind: &[u8], nonce: &Hex, sealed: &Hex) -> Result<Secret<32>, OpenError> {
    let opened = unseal(key, kind, nonce, sealed)?;
    if opened.len() != 32 {
        return Err(OpenError::KeyFileDamaged);
    }
    let mut material = room::<32>();
    material.copy_from_slice(&opened);
    Ok(material)
}
