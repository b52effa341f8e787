//! Asking for what opens a practice: the recovery code, or a person's password.
//!
//! It is typed, hidden, at the terminal, or comes as one line on standard input; never as an argument, which every
//! program of the computer can read. A password opens only together with the secret in this computer's keyring, if the
//! practice has one there; the recovery code needs nothing else.

use std::{
    io::{self, BufRead as _, IsTerminal as _, Read as _},
    path::PathBuf,
};

use anyhow::Context as _;
use foyer_domain::Timestamp;
use foyer_keyring::SystemKeyring;
use foyer_store::{KeyFile, OpenError, PracticeKey, RecoveryCode};
use zeroize::Zeroizing;

/// In bytes. No password is longer.
const LONGEST: u64 = 4_096;

/// Asks, and opens the practice key.
///
/// # Errors
/// It opens nothing, or nothing was typed.
pub fn ask(file: &KeyFile) -> anyhow::Result<PracticeKey> {
    let typed = typed()?;
    if let Some(code) = RecoveryCode::parse(&typed) {
        return file.open_with_code(&code).context("that is not this practice's recovery code");
    }
    let device = file
        .device_secret(&SystemKeyring::default())
        .context("a password needs the secret in this computer's keyring, which does not answer; use the recovery code")?;
    for way in file.ways_in() {
        match file.open_as(way.user, &typed, &device, now()) {
            Ok(key) => return Ok(key),
            Err(OpenError::WrongSecret) => {}
            Err(other) => return Err(other.into()),
        }
    }
    anyhow::bail!("that opens nothing here: it is neither the recovery code nor anybody's password")
}

/// Now, by this computer's clock.
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// The folder of this computer's practice, where the window keeps it.
///
/// # Errors
/// The operating system names no folder for programs' data.
pub fn own_practice() -> anyhow::Result<PathBuf> {
    let base = directories::BaseDirs::new().context("name the practice's folder with --store")?;
    Ok(base.data_local_dir().join("app.foyer.desk").join("practice"))
}

fn typed() -> anyhow::Result<Zeroizing<String>> {
    let typed = if io::stdin().is_terminal() {
        rpassword::prompt_password("Recovery code, or a password: ").map(Zeroizing::new)?
    } else {
        let mut line = Zeroizing::new(String::new());
        io::stdin().lock().take(LONGEST).read_line(&mut line)?;
        line
    };
    let typed = Zeroizing::new(typed.trim_end_matches(['\r', '\n']).to_owned());
    anyhow::ensure!(
        !typed.is_empty(),
        "type the recovery code or a password, or hand it in on standard input"
    );
    Ok(typed)
}
