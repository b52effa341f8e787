//! A live practice with a FHIR portal of its own, and a patient who has an account there.

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use foyer_app::Start;
use foyer_domain::Timestamp;
use foyer_sandbox::{
    http::Clock,
    portal::{self, Person, RECORD_SYSTEM, Served},
};
use foyer_sync::{Clock as _, SystemClock};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::desk::{Desk, FarEnd, PASSWORD, PIN, client_id};

pub const WORDS: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";
pub const RECORD: &str = "BFC-7001";

/// Zoraida's practice.
pub struct Ward {
    pub desk: Desk,
    pub portal: Served,
    pub thread: String,
    _far: FarEnd,
}

impl Ward {
    /// With a portal that Foyer posts to.
    pub async fn connected() -> Self {
        let ward = Self::by_hand().await;
        let key = ward.desk.ask("portal.makeKey", json!({})).await;
        let jwk = serde_json::from_str(key["jwk"].as_str().unwrap()).unwrap();
        ward.portal.register("foyer", jwk);
        let connect = json!({
            "baseUrl": ward.portal.fhir_url, "clientId": "foyer", "recordSystem": RECORD_SYSTEM,
            "sender": "", "key": "",
        });
        let setup = ward.desk.ask("portal.connect", connect).await;
        assert_eq!(setup["fhir"]["clientId"], "foyer");
        ward
    }

    /// With a portal that people paste into.
    pub async fn by_hand() -> Self {
        let far = FarEnd::start_at(Morning.now().millis()).await;
        let vault = Arc::new(MemoryVault::new());
        let desk = open(Arc::new(TempDir::new().unwrap()), vault).await;
        let account = far.account();
        let check = desk.ask("setup.checkTwilio", json!({ "account": account })).await;
        let connect = json!({
            "account": account, "practiceName": "Bayou Family Clinic", "yourName": "Dana Ruiz",
            "timeZone": "America/Chicago", "numbers": [check["numbers"][0]["number"]],
            "portalUrl": "portal.bayoufamily.example", "password": PASSWORD, "pin": PIN,
        });
        desk.ask("setup.connectTwilio", connect).await;
        let agreement = json!({ "with": "Bayou Portal Inc.", "signedOn": "2024-01-05", "untilOn": null });
        desk.ask("portal.saveAgreement", json!({ "agreement": agreement })).await;

        let start = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
        let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
        let consent = json!({ "thread": thread, "agreed": true, "basis": "spoken", "note": "at the desk" });
        desk.ask("consent.record", consent).await;
        let account = json!({ "thread": thread, "recordNumber": RECORD, "standing": "active" });
        desk.ask("patients.savePortal", account).await;

        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let person =
            Person { record_number: RECORD.into(), name: "Zoraida Quintanilla".into(), spanish: false };
        let clock = Clock::starting_at(Morning.now().millis(), 1.0);
        let portal = portal::serve(vec![person], listener, clock).await.unwrap();
        Self { desk, portal, thread, _far: far }
    }

    pub async fn hand_off(&self) -> Value {
        self.hand_off_as(&client_id()).await
    }

    pub async fn hand_off_as(&self, client_id: &str) -> Value {
        self.desk.ask("messages.handOff", hand_off(&self.thread, client_id)).await
    }

    pub async fn items(&self) -> Vec<Value> {
        items(&self.desk, &self.thread).await
    }
}

/// Practice mode, played fast, with the control desks of its portal and its carrier.
pub struct Practice {
    pub desk: Desk,
    /// The portal's.
    pub control: String,
    carrier: String,
    pub http: reqwest::Client,
}

impl Practice {
    pub async fn new() -> Self {
        let desk =
            Desk::practice_with(foyer_app::PracticeOptions { speed: 60.0, ..Default::default() }).await;
        let file = std::fs::read_to_string(desk.path().join("practice.json")).unwrap();
        let told: Value = serde_json::from_str(&file).unwrap();
        let address = |of: &str| told[of].as_str().unwrap().to_owned();
        let (control, carrier) = (address("portal_control_url"), address("control_url"));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let practice = Self { desk, control, carrier, http };
        practice.post(&practice.carrier, "options", json!({ "patients_write": false })).await;
        practice
    }

    pub async fn fault(&self, fault: Value) {
        self.post(&self.control, "faults", fault).await;
    }

    /// Everybody's clock jumps ahead: Foyer's, the carrier's and the portal's.
    pub async fn hours_pass(&self, hours: u32) {
        self.post(&self.carrier, "clock", json!({ "advance_ms": hours * 3_600_000 })).await;
        self.desk.app.wake().await;
    }

    pub async fn kept(&self) -> Value {
        self.http.get(format!("{}/messages", self.control)).send().await.unwrap().json().await.unwrap()
    }

    /// A patient's phone sends a text.
    pub async fn patient_writes(&self, from: &str, body: &str) {
        self.post(&self.carrier, "inbound", json!({ "from": from, "body": body })).await;
    }

    /// Texts that reached the carrier.
    pub async fn texted(&self) -> Vec<String> {
        let record: Value =
            self.http.get(format!("{}/record", self.carrier)).send().await.unwrap().json().await.unwrap();
        let attempts = record["attempts"].as_array().unwrap().iter();
        attempts.map(|attempt| attempt["body"].as_str().unwrap().to_owned()).collect()
    }

    async fn post(&self, desk: &str, what: &str, body: Value) {
        let told = self.http.post(format!("{desk}/{what}")).json(&body).send().await.unwrap();
        assert!(told.status().is_success(), "{what}");
    }
}

pub fn hand_off(thread: &str, client_id: &str) -> Value {
    json!({ "thread": thread, "text": WORDS, "clientId": client_id, "target": null })
}

pub async fn items(desk: &Desk, thread: &str) -> Vec<Value> {
    let detail = desk.ask("threads.refresh", json!({ "thread": thread, "latest": 60 })).await;
    detail["timeline"]["items"].as_array().unwrap().clone()
}

/// The portal card among the items.
pub fn card(items: &[Value]) -> Option<&Value> {
    items.iter().find(|item| item["kind"] == "portalCard")
}

/// The link texts among the items.
pub fn links(items: &[Value]) -> Vec<&Value> {
    items.iter().filter(|item| item["purpose"] == "portalLink").collect()
}

/// The folder as it would be found after the power went out at this moment, opened by another Foyer.
pub async fn after_power_loss(desk: &Desk) -> Desk {
    let image = TempDir::new().unwrap();
    copy(&desk.path(), image.path());
    let desk = open(Arc::new(image), Arc::clone(&desk.vault)).await;
    desk.sign_in().await;
    desk
}

async fn open(folder: Arc<TempDir>, vault: Arc<MemoryVault>) -> Desk {
    Desk::open_by(folder, vault, Start::Normal, Arc::new(Morning)).await
}

/// Monday, a quarter to eleven in Houston, whenever the tests run: nobody is texted at night.
pub struct Morning;

impl foyer_sync::Clock for Morning {
    fn now(&self) -> Timestamp {
        static AHEAD: LazyLock<i64> = LazyLock::new(|| {
            const DAY: i64 = 86_400_000;
            let now = SystemClock.now().millis();
            let day = now.div_euclid(DAY);
            // Day 0 was a Thursday.
            let monday = day - (day + 3).rem_euclid(7);
            monday * DAY + 60_300_000 - now
        });
        Timestamp::from_millis(SystemClock.now().millis() + *AHEAD)
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}
