//! A manager's second step: enrolled, asked for, counted once, slowed down, lost and taken away.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use foyer_app::{Start, wire::ErrorCode};
use foyer_domain::Timestamp;
use foyer_sync::{Clock, SystemClock};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::{
    desk::{Desk, PASSWORD, PIN},
    staff::practice,
};

/// A clock that only moves by hand: codes come every thirty seconds.
struct Moved(AtomicI64);

impl Moved {
    /// At the beginning of a step.
    fn today() -> Self {
        Self(AtomicI64::new(SystemClock.now().millis() / 30_000 * 30_000))
    }
}

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// A telephone with the secret in it.
pub struct Telephone(totp_rs::Totp);

impl Telephone {
    pub fn with(letters: &str) -> Self {
        let secret = Secret::try_from_base32(letters.replace(' ', "")).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    pub fn shows(&self, at: Timestamp) -> String {
        self.0.generate(u64::try_from(at.millis() / 1_000).unwrap()).to_string()
    }

    /// What it shows neither now nor one step early or late.
    fn never_shows(&self, at: Timestamp) -> Vec<String> {
        let near = [-30_000, 0, 30_000].map(|by| self.shows(Timestamp::from_millis(at.millis() + by)));
        (0..10).map(|number| format!("{number:06}")).filter(|code| !near.contains(code)).collect()
    }
}

struct House {
    desk: Desk,
    clock: Arc<Moved>,
    telephone: Telephone,
    dana: Value,
}

impl House {
    async fn again(self) -> Self {
        self.desk.app.close().await;
        let (folder, vault) = (Arc::clone(&self.desk.folder), Arc::clone(&self.desk.vault));
        let desk = Desk::open_by(folder, vault, Start::Normal, Arc::clone(&self.clock) as _).await;
        Self { desk, ..self }
    }

    fn later(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }

    fn code(&self) -> String {
        self.telephone.shows(self.clock.now())
    }

    fn sign_in(&self, code: Option<&str>) -> Value {
        json!({ "user": self.dana, "password": PASSWORD, "newPin": null, "code": code })
    }
}

/// Dana has an authenticator, and the practice is closed.
async fn house() -> House {
    let (desk, _far) = practice().await;
    desk.ask("session.lock", json!({})).await;
    let dana = desk.person("Dana Ruiz").await;
    desk.app.close().await;
    let clock = Arc::new(Moved::today());
    let (folder, vault) = (Arc::clone(&desk.folder), Arc::clone(&desk.vault));
    let desk = Desk::open_by(folder, vault, Start::Normal, Arc::clone(&clock) as _).await;
    desk.sign_in().await;
    assert_eq!(
        desk.ask("authenticator.get", json!({})).await,
        json!({ "may": true, "sinceAt": null, "owed": false })
    );
    let stranger = desk.refused("authenticator.make", json!({ "password": "not hers at all" })).await;
    assert_eq!((stranger.code, stranger.field.as_deref()), (ErrorCode::WrongSecret, Some("password")));
    let offer = desk.ask("authenticator.make", json!({ "password": PASSWORD })).await;
    assert!(offer["size"].as_u64().unwrap() > 30 && offer["path"].as_str().unwrap().starts_with('M'));
    let telephone = Telephone::with(offer["secret"].as_str().unwrap());
    assert_eq!(
        desk.refused("authenticator.confirm", json!({ "code": telephone.never_shows(clock.now())[0] }))
            .await
            .code,
        ErrorCode::WrongSecret
    );
    assert_eq!(
        desk.ask("authenticator.get", json!({})).await["sinceAt"],
        Value::Null,
        "not before it is proved"
    );
    desk.ask("authenticator.confirm", json!({ "code": telephone.shows(clock.now()) })).await;
    assert!(desk.ask("authenticator.get", json!({})).await["sinceAt"].is_i64());
    House { desk, clock, telephone, dana }.again().await
}

#[tokio::test]
async fn a_password_alone_seats_nobody_and_a_code_counts_once() {
    let house = house().await;
    let asked = house.desk.refused("session.signIn", house.sign_in(None)).await;
    assert_eq!((asked.code, asked.field.as_deref()), (ErrorCode::CodeNeeded, Some("code")));
    let status = house.desk.ask("app.status", json!({})).await;
    assert_eq!(
        (&status["kind"], &status["lock"]["behind"]),
        (&json!("signIn"), &Value::Null),
        "still closed"
    );

    let used = house.code();
    let replayed = house.desk.refused("session.signIn", house.sign_in(Some(&used))).await;
    assert_eq!((replayed.code, replayed.field.as_deref()), (ErrorCode::WrongSecret, Some("code")));
    house.later(30);
    let fresh = house.code();
    let (first, second) = fresh.split_at(3);
    let spaced = format!("{first} {second}");
    let ready = house.desk.ask("session.signIn", house.sign_in(Some(&spaced))).await;
    assert_eq!(ready["kind"], "ready");

    // From here the PIN lifts the lock, and the password asks for a code again.
    house.desk.ask("session.lock", json!({})).await;
    house.desk.ask("session.enterPin", json!({ "user": house.dana, "pin": PIN })).await;
    house.desk.ask("session.lock", json!({})).await;
    let again = house.desk.refused("session.signIn", house.sign_in(Some(&fresh))).await;
    assert_eq!(again.code, ErrorCode::WrongSecret, "a code counts once");
    house.later(30);
    house.desk.ask("session.signIn", house.sign_in(Some(&house.code()))).await;
    let log = house.desk.ask("people.log", json!({})).await.to_string();
    for what in ["authenticatorAdded", "missed", "signedIn"] {
        assert!(log.contains(what), "{what} is not in the log");
    }
    house.desk.app.close().await;
}

#[tokio::test]
async fn a_storm_of_codes_is_slowed_like_one_of_passwords_and_the_right_one_then_waits() {
    let house = house().await;
    house.later(30);
    let mut codes = Vec::new();
    for typed in house.telephone.never_shows(house.clock.now()).iter().take(6) {
        // The right password each time, which must not start the count over; a missing code is no miss.
        if codes.len() < 5 {
            house.desk.refused("session.signIn", house.sign_in(None)).await;
        }
        codes.push(house.desk.refused("session.signIn", house.sign_in(Some(typed))).await.code);
    }
    use ErrorCode::{Slowed, WrongSecret};
    assert_eq!(codes, [WrongSecret, WrongSecret, WrongSecret, WrongSecret, Slowed, Slowed]);
    let right = house.desk.refused("session.signIn", house.sign_in(Some(&house.code()))).await;
    assert_eq!(right.code, Slowed);
    house.desk.app.close().await;
}

#[tokio::test]
async fn a_pin_waits_for_the_second_step_when_somebody_else_opened_the_practice() {
    let house = house().await;
    house.later(30);
    house.desk.ask("session.signIn", house.sign_in(Some(&house.code()))).await;
    let made = house.desk.ask("people.add", json!({ "name": "Kofi Mensah", "role": "receptionist" })).await;
    let hers = "three herons by the bayou";
    let first = json!({ "user": made["user"], "code": made["code"], "password": hers, "pin": "918273" });
    let house = house.again().await;
    house.desk.ask("session.firstSignIn", first).await;
    assert_eq!(house.desk.ask("authenticator.get", json!({})).await["may"], false, "a receptionist has none");
    house.desk.ask("session.lock", json!({})).await;
    let status = house.desk.ask("app.status", json!({})).await;
    assert_eq!(status["lock"]["people"][0]["pin"]["kind"], "notYet");
    let early = house.desk.refused("session.enterPin", json!({ "user": house.dana, "pin": PIN })).await;
    assert_eq!(early.code, ErrorCode::NotAllowed);
    house.later(30);
    house.desk.ask("session.signIn", house.sign_in(Some(&house.code()))).await;
    house.desk.ask("session.lock", json!({})).await;
    house.desk.ask("session.enterPin", json!({ "user": house.dana, "pin": PIN })).await;

    // It is taken away with the password, and then nobody asks.
    house.desk.ask("authenticator.remove", json!({ "password": PASSWORD })).await;
    house.desk.ask("session.lock", json!({})).await;
    house.desk.ask("session.signIn", house.sign_in(None)).await;
    assert!(house.desk.ask("people.log", json!({})).await.to_string().contains("authenticatorRemoved"));
    house.desk.app.close().await;
}

#[tokio::test]
async fn a_lost_telephone_costs_the_recovery_code_and_not_the_practice() {
    let house = house().await;
    house.later(30);
    house.desk.ask("session.signIn", house.sign_in(Some(&house.code()))).await;
    let made = house.desk.ask("recovery.make", json!({})).await;
    let code: String =
        made["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    house.desk.ask("recovery.confirm", json!({ "code": code })).await;
    let house = house.again().await;
    let back =
        json!({ "code": code, "user": house.dana, "password": "three herons by the bayou", "pin": PIN });
    house.desk.ask("recovery.comeBack", back).await;
    assert_eq!(house.desk.ask("authenticator.get", json!({})).await["sinceAt"], Value::Null);
    house.desk.app.close().await;
}

#[tokio::test]
async fn practice_mode_asks_for_no_second_step() {
    let desk = Desk::practice().await;
    assert_eq!(desk.ask("authenticator.get", json!({})).await["may"], false);
    desk.app.close().await;
}
