//! The real window, used as a receptionist uses it. Every test has a desktop, a practice and a carrier of its own.

#![cfg(target_os = "linux")]

mod alerts;
mod bad_input;
mod by_hand;
mod by_keys;
mod consent;
mod doors;
mod drafts;
mod everywhere;
mod evidence;
mod finding;
mod handoff;
mod hidden;
mod looks;
mod morning;
mod opt_out;
mod outage;
mod quiet;
mod reading;
mod review;
mod rules;
mod schedule;
mod shell;
mod templates;
mod texting;
mod unconfirmed;

use anyhow::Result;
use foyer_e2e::{CarrierDesk, Desktop, Foyer, Keyring, Options};

/// Practice mode, ten times faster than life, with patients who write only when told to.
async fn quiet_morning(desktop: &Desktop) -> Result<(Foyer, CarrierDesk)> {
    let foyer = Foyer::open(desktop, &morning_options(desktop)).await?;
    let carrier = foyer.carrier().await?;
    carrier.let_patients_write(false).await?;
    foyer.view("all").await?;
    foyer.sends_at_once().await?;
    Ok((foyer, carrier))
}

fn morning_options(desktop: &Desktop) -> Options {
    Options::practice(desktop, &["--seed", "7", "--speed", "10"])
}

async fn desktop() -> Result<Desktop> {
    Desktop::start(Keyring::Unlocked).await
}

/// People of the sample practice, by name and number.
mod people {
    pub const LUPE: (&str, &str) = ("Lupe Sandoval", "+17135550142");
    pub const MARCUS: (&str, &str) = ("Marcus Oyelaran", "+18325550117");
    pub const TOMAS: (&str, &str) = ("Tomás Quiroga", "+17135550188");
    pub const SAMIR: (&str, &str) = ("Samir Haddad", "+18325550131");
}
