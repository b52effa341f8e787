//! The second step at a manager's sign-in: six digits from an authenticator app (RFC 6238), if they want one.
//!
//! The secret is in the encrypted store and nowhere else, so a password has opened the store before a code can be looked
//! at; until it was right nobody sits down, and a practice that was closed is closed again. A code counts once, one step
//! of thirty seconds early or late, and a wrong one is a miss like a wrong password. A PIN lifts the lock only of who
//! has passed the second step since the practice was opened. It guards the desk, not the file: who has the password and
//! this computer can read a copy of the store with other programs. Who loses the telephone comes back with a new code
//! from another manager, or with the recovery code; both take the authenticator away.
//!
//! Where a repair of the store may have lost somebody's authenticator, their password alone does not do either
//! ([`foyer_store::doubts`]): they come in with such a code, and until they have set it up again they do nothing that is a
//! manager's.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use foyer_domain::{Actor, Capability, Timestamp, UserId};
use foyer_store::{
    ReadTx, Store, StoreError, WriteTx, authenticators,
    doubts::{self, Doubts},
    users,
};
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::json;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use super::{PeopleAct, say};
use crate::{
    app::Inner,
    desk::{Custody, Desk},
    wire::{AppError, ErrorCode},
};

/// Bytes of a secret: 160 bits (RFC 4226, 4: recommended length).
const SECRET: usize = 20;

/// White around the picture, in its own squares: a camera needs four (ISO/IEC 18004).
const MARGIN: i32 = 4;

/// Letters of the secret in a group, for who types it.
const GROUP: usize = 4;

/// Who has passed the second step since the practice was opened, and who owes one.
#[derive(Clone, Default)]
pub(crate) struct Passed {
    steps: Arc<Mutex<BTreeSet<UserId>>>,
    owed: Arc<Mutex<BTreeSet<UserId>>>,
}

impl Passed {
    fn add(&self, user: UserId) {
        locked(&self.steps).insert(user);
    }

    /// Whether they have.
    pub(crate) fn has(&self, user: UserId) -> bool {
        locked(&self.steps).contains(&user)
    }

    /// Whether they came in with a code since then, and have to set their second step up before anything else of a
    /// manager's.
    pub(crate) fn owes(&self, user: UserId) -> bool {
        locked(&self.owed).contains(&user)
    }

    /// Somebody sits down, and owes a second step or not.
    pub(super) fn seated(&self, user: UserId, owes: bool) {
        let mut owed = locked(&self.owed);
        if owes {
            owed.insert(user);
        } else {
            owed.remove(&user);
        }
    }
}

fn locked(people: &Mutex<BTreeSet<UserId>>) -> std::sync::MutexGuard<'_, BTreeSet<UserId>> {
    people.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A secret that was shown and not yet proved to be in somebody's telephone.
pub(crate) struct Offered {
    sitting: u64,
    secret: Zeroizing<Vec<u8>>,
}

/// What an authenticator app reads.
pub(crate) struct Offer {
    /// The secret for who types it, in groups.
    pub(crate) secret: String,
    /// Squares along an edge, the margin included.
    pub(crate) size: u32,
    /// The dark squares, as the `d` of an SVG path.
    pub(crate) path: String,
}

/// The second step of somebody whose password was right: passed, not asked for, or an error.
///
/// # Errors
/// [`ErrorCode::CodeNeeded`] where one is asked for and none was given, [`ErrorCode::WrongSecret`] for a wrong or a
/// used one, [`ErrorCode::NotAllowed`] where a repair may have lost it.
pub(crate) async fn pass(
    store: &Store,
    passed: &Passed,
    user: UserId,
    typed: Option<Zeroizing<String>>,
    now: Timestamp,
) -> Result<(), AppError> {
    let (asked, lost) =
        store.read(move |tx| Ok((authenticators::get(tx, user)?, is_lost(tx, user)?))).await?;
    let Some(kept) = asked else {
        return if lost && !passed.owes(user) { Err(lost_step()) } else { Ok(()) };
    };
    let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else {
        return Err(AppError::new(
            ErrorCode::CodeNeeded,
            "Your password is right. Now type the 6 digits your authenticator shows.",
        )
        .about("code"));
    };
    let step = totp(&kept.secret)?.check(&digits(&typed), seconds(now));
    let counts = match step {
        Some(step) => store.write(move |tx| authenticators::use_up(tx, user, step)).await?,
        None => false,
    };
    if !counts {
        return Err(wrong());
    }
    passed.add(user);
    Ok(())
}

/// Whether somebody may have had an authenticator that a repair lost, and has none again.
pub(super) fn is_lost(tx: &ReadTx<'_>, user: UserId) -> Result<bool, StoreError> {
    match users::get(tx, user) {
        Ok(row) => Ok(Doubts::read(tx)?.about_second_step(&row.user)),
        Err(StoreError::NotFound { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Makes a secret and shows it; it counts once a code of it was typed.
pub(crate) fn offer(inner: &Inner, desk: &Desk) -> Result<Offer, AppError> {
    real(desk)?;
    let mut secret = Zeroizing::new(vec![0; SECRET]);
    getrandom::fill(&mut secret).map_err(|_| broken())?;
    let name = desk.practice().name.replace(':', " ");
    let shown =
        Builder::new().with_secret(secret.to_vec()).with_issuer(Some("Foyer")).with_account_name(name);
    let shown = shown.build().map_err(|_| broken())?;
    let address = Zeroizing::new(shown.to_url().map_err(|_| broken())?);
    let picture = QrCode::encode_text(&address, QrCodeEcc::Medium).map_err(|_| broken())?;
    let letters = Zeroizing::new(shown.secret().to_base32());
    let groups: Vec<&str> =
        letters.as_bytes().chunks(GROUP).filter_map(|four| str::from_utf8(four).ok()).collect();
    let (size, path) = drawn(&picture);
    *inner.offered() = Some(Offered { sitting: desk.sitting, secret });
    Ok(Offer { secret: groups.join(" "), size, path })
}

/// A code of the secret that was shown: from now on it is asked for.
pub(crate) async fn confirm(inner: &Inner, desk: &Desk, typed: Zeroizing<String>) -> Result<(), AppError> {
    let passed = real(desk)?.clone();
    let secret = inner
        .offered()
        .as_ref()
        .filter(|offered| offered.sitting == desk.sitting)
        .map(|offered| offered.secret.clone())
        .ok_or_else(|| AppError::new(ErrorCode::NotFound, "Begin again: Foyer shows a new picture."))?;
    let clock = inner.ports.clock.now();
    let step = totp(&secret)?.check(&digits(&typed), seconds(clock)).ok_or_else(wrong)?;
    let (user, now) = (desk.user.id, desk.clock.now());
    let written = desk.store.write(move |tx| {
        authenticators::set(tx, user, &secret, step, now)?;
        doubts::settle_second_step(tx, user, now)?;
        say(tx, PeopleAct::AuthenticatorAdded, Actor::User(user), Some(user), json!({}), now)
    });
    written.await?;
    *inner.offered() = None;
    passed.add(user);
    passed.seated(user, false);
    Ok(())
}

/// Takes somebody's authenticator away, if they have one; it is written down.
pub(crate) fn take_away(tx: &WriteTx<'_>, user: UserId, by: Actor, now: Timestamp) -> Result<(), StoreError> {
    if authenticators::forget(tx, user)? {
        say(tx, PeopleAct::AuthenticatorRemoved, by, Some(user), json!({}), now)?;
    }
    Ok(())
}

/// Whether whoever sits there may have one.
pub(crate) fn may(desk: &Desk) -> bool {
    real(desk).is_ok() && desk.user.role.may(Capability::ManagePeople)
}

fn real(desk: &Desk) -> Result<&Passed, AppError> {
    match &desk.custody {
        Custody::People { passed, .. } => Ok(passed),
        Custody::Pretend { .. } => {
            Err(AppError::new(ErrorCode::NotAllowed, "Practice mode asks for no second step."))
        }
    }
}

/// As every authenticator app has it: SHA-1, six digits, thirty seconds, one step early or late.
fn totp(secret: &[u8]) -> Result<Totp, AppError> {
    Builder::new().with_secret(secret.to_vec()).with_skew(1).build().map_err(|_| broken())
}

/// As somebody types it: apps show the six in two groups.
fn digits(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(typed.chars().filter(|one| !one.is_whitespace()).collect())
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.millis() / 1_000).unwrap_or(0)
}

fn drawn(picture: &QrCode) -> (u32, String) {
    use std::fmt::Write as _;
    let (edge, mut path) = (picture.size(), String::new());
    for y in 0..edge {
        for x in (0..edge).filter(|&x| picture.get_module(x, y)) {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x.saturating_add(MARGIN), y.saturating_add(MARGIN));
        }
    }
    (edge.saturating_add(MARGIN.saturating_mul(2)).unsigned_abs(), path)
}

fn wrong() -> AppError {
    AppError::new(
        ErrorCode::WrongSecret,
        "That code doesn't count. Each counts once: wait for the next one. Check that the phone's clock is right.",
    )
    .about("code")
}

fn lost_step() -> AppError {
    AppError::new(
        ErrorCode::NotAllowed,
        "Your second step was lost when the store was repaired. Come in with a new code from another practice manager, or with the recovery code, and set it up again.",
    )
    .about("password")
}

fn broken() -> AppError {
    AppError::new(ErrorCode::Internal, "Something broke inside Foyer. Nothing was changed; try again.")
}

impl Inner {
    fn offered(&self) -> std::sync::MutexGuard<'_, Option<Offered>> {
        self.offered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1; its eight digits end in our six.
        let totp = totp(b"12345678901234567890").ok().unwrap();
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(totp.check(code, at), Some(at / 30), "{at}");
        }
        assert_eq!(totp.check("287082", 59 + 30), Some(1), "one step late");
        assert_eq!(totp.check("287082", 59 + 61), None, "and no more");
        for nonsense in ["", "28708", "2870822", "28708x", "２８７０８２"] {
            assert_eq!(totp.check(nonsense, 59), None, "{nonsense}");
        }
    }

    #[test]
    fn a_picture_has_its_margin() {
        let (size, path) = drawn(&QrCode::encode_text("otpauth://totp/x", QrCodeEcc::Medium).unwrap());
        assert_eq!(size, 25 + 8);
        assert!(path.starts_with("M4 4h1v1h-1z"), "the corner is dark");
    }
}
