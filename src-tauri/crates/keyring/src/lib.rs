//! The operating system's keyring: Secret Service, Keychain, Credential Manager.
//!
//! It blocks, and on Linux it brings a runtime of its own that must not start inside another; a locked one may
//! also wait for a person. So every question is asked on a thread of its own, for a limited time. A keyring that
//! opens proves nothing (it may be locked, or forget), so what was stored is read back before it counts.

use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use foyer_store::{Vault, VaultError};
use keyring::{Entry, Error};
use zeroize::Zeroizing;

/// All of Foyer's secrets are under this name.
const SERVICE: &str = "app.foyer.desk";

/// The system may ask a person to unlock the keyring; longer than this, nobody is there.
const PATIENCE: Duration = Duration::from_secs(90);

/// This computer's keyring.
#[derive(Clone, Copy)]
pub struct SystemKeyring {
    patience: Duration,
}

impl Default for SystemKeyring {
    /// The keyring of whoever runs Foyer. Opens nothing yet.
    fn default() -> Self {
        Self { patience: PATIENCE }
    }
}

impl SystemKeyring {
    /// Asks on a thread of its own. One that never answers is left behind: it holds nothing but its question.
    fn ask<T: Send + 'static>(
        self,
        question: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (say, hear) = mpsc::channel();
        let asked = thread::Builder::new().name("keyring".to_owned()).spawn(move || {
            // Nobody hears an answer that comes too late.
            let _ = say.send(question());
        });
        if asked.is_err() {
            return Err(VaultError::Unavailable);
        }
        match hear.recv_timeout(self.patience) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => Err(VaultError::Locked),
            Err(RecvTimeoutError::Disconnected) => Err(VaultError::Unavailable),
        }
    }
}

impl Vault for SystemKeyring {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let name = name.to_owned();
        self.ask(move || read(&name))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), VaultError> {
        let (name, secret) = (name.to_owned(), Zeroizing::new(secret.to_vec()));
        self.ask(move || {
            entry(&name)?.set_secret(&secret).map_err(problem)?;
            let kept = read(&name)?.map(Zeroizing::new);
            if kept.as_ref().is_some_and(|kept| **kept == **secret) {
                Ok(())
            } else {
                Err(VaultError::Refused)
            }
        })
    }

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.ask(move || match entry(&name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(problem(error)),
        })
    }
}

fn read(name: &str) -> Result<Option<Vec<u8>>, VaultError> {
    match entry(name)?.get_secret() {
        Ok(secret) => Ok(Some(secret)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(problem(error)),
    }
}

fn entry(name: &str) -> Result<Entry, VaultError> {
    Entry::new(SERVICE, name).map_err(problem)
}

/// What the caller can do about it. Some of the crate's errors carry the secret, so none is printed.
fn problem(error: Error) -> VaultError {
    match error {
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::PlatformFailure(_) | Error::NoDefaultStore | Error::NotSupportedByStore(_) => {
            VaultError::Unavailable
        }
        _ => VaultError::Refused,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_keyring_that_never_answers_counts_as_locked() {
        let (keep, never) = channel::<()>();
        let hasty = SystemKeyring { patience: Duration::from_millis(20) };
        let answer = hasty.ask(move || {
            let _ = never.recv();
            Ok(())
        });
        assert_eq!(answer, Err(VaultError::Locked));
        drop(keep);
    }

    #[test]
    fn a_keyring_that_breaks_counts_as_absent() {
        let answer: Result<(), _> = SystemKeyring::default().ask(|| panic!("it broke"));
        assert_eq!(answer, Err(VaultError::Unavailable));
    }

    #[test]
    fn problems_become_what_can_be_done() {
        assert_eq!(problem(Error::NoDefaultStore), VaultError::Unavailable);
        assert_eq!(problem(Error::NoStorageAccess("locked".into())), VaultError::Locked);
        assert_eq!(problem(Error::TooLong("secret".to_owned(), 9)), VaultError::Refused);
    }
}
