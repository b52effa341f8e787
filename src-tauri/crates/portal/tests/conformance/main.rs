//! The FHIR adapter against a server that nobody here wrote: Medplum's router and repository with its validator over
//! the published R4 definitions, signatures checked by another library (`tests/sdk/portal.mjs`).
//!
//! `cargo xtask test` installs that server and runs this; by hand: `npm ci` in `tests/sdk` first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use foyer_domain::{HandoffId, Language, Private, Timestamp};
use foyer_portal::{
    Portal as _, PortalError, PortalMessage, PostOutcome, Refusal, Secret, TakenBack,
    fhir::{Fhir, FhirConfig, SigningKey, Timing},
};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

/// The server's clock is the wall's, so ours must be too: signatures carry times.
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap())
}

struct Server {
    child: Child,
    told: Value,
    http: reqwest::Client,
}

impl Server {
    async fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/sdk");
        let node = std::env::var_os("FOYER_NODE").unwrap_or_else(|| "node".into());
        let mut child = Command::new(node)
            .arg("portal.mjs")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node is there");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told = serde_json::from_str(&line).expect("run `npm ci` in tests/sdk first");
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        Self { child, told, http }
    }

    async fn client(&self, name: &str, base: &str, key: SigningKey) -> Fhir {
        self.post("register", &json!({ "client": name, "jwk": key.public_jwk() })).await;
        let config = FhirConfig {
            base_url: Url::parse(self.told[base].as_str().unwrap()).unwrap(),
            client_id: name.to_owned(),
            key,
            record_system: "https://bayoufamily.example/records".to_owned(),
            sender: None,
            timing: Timing::default(),
        };
        Fhir::new(config).unwrap()
    }

    async fn post(&self, what: &str, body: &Value) {
        let url = format!("{}/{what}", self.told["origin"].as_str().unwrap());
        let answer = self.http.post(url).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{what}");
    }

    async fn refused(&self) -> Value {
        let url = format!("{}/refused", self.told["origin"].as_str().unwrap());
        self.http.get(url).send().await.unwrap().json().await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn message(number: u128, record_number: &str, language: Language) -> PortalMessage {
    PortalMessage {
        id: HandoffId::from_uuid(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + number)),
        record_number: Private::new(record_number),
        language,
        words: Private::new("Su A1C salió en 8.2; la Dra. Landry sube su metformina a 1000 mg."),
    }
}

fn rsa_key() -> SigningKey {
    SigningKey::from_pkcs8(&Secret::new(include_bytes!("../it/fixtures/rs384.pem").as_slice())).unwrap()
}

#[tokio::test]
async fn a_real_server_takes_keeps_finds_tells_and_gives_back() {
    let server = Server::start().await;
    let keys = [("foyer-es", SigningKey::generate().unwrap().0), ("foyer-rs", rsa_key())];
    for (place, (name, key)) in (1_u128..).zip(keys) {
        let fhir = server.client(name, "fhir", key).await;
        fhir.check(now()).await.unwrap();
        let ours = message(place, "MRN-2041", Language::Es);
        let PostOutcome::Stored(posted) = fhir.post(&ours, now()).await else { panic!("{name}") };
        // Once more is the same one: the server's own conditional create says so.
        let PostOutcome::Stored(again) = fhir.post(&ours, now()).await else { panic!("{name}") };
        assert_eq!(again.id, posted.id);
        assert_eq!(fhir.find(ours.id, now()).await.unwrap().unwrap().id, posted.id);

        let seen = fhir.seen(&posted, now()).await.unwrap();
        assert_eq!((seen.opened_at, seen.answered_at), (None, None));
        let id = posted.id.as_str().rsplit('/').next().unwrap();
        server.post("patient", &json!({ "id": id, "answer": null })).await;
        assert!(fhir.seen(&posted, now()).await.unwrap().opened_at.is_some());
        server.post("patient", &json!({ "id": id, "answer": "Gracias." })).await;
        assert!(fhir.seen(&posted, now()).await.unwrap().answered_at.is_some());
        assert_eq!(fhir.take_back(&posted, now()).await, Ok(TakenBack::TooLate));

        let other = message(place + 100, "MRN-2041", Language::En);
        let PostOutcome::Stored(unread) = fhir.post(&other, now()).await else { panic!("{name}") };
        assert_ne!(unread.id, posted.id);
        assert_eq!(fhir.take_back(&unread, now()).await, Ok(TakenBack::Done));
        assert_eq!(fhir.find(other.id, now()).await, Ok(None));
    }
    assert_eq!(server.refused().await, json!([]), "the published definitions find nothing wrong");
}

#[tokio::test]
async fn a_server_with_requests_only_takes_a_valid_request() {
    let server = Server::start().await;
    let fhir = server.client("foyer", "requests", SigningKey::generate().unwrap().0).await;
    let ours = message(7, "MRN-2077", Language::En);
    let PostOutcome::Stored(posted) = fhir.post(&ours, now()).await else { panic!() };
    assert!(posted.id.as_str().starts_with("CommunicationRequest/"));
    assert_eq!(fhir.find(ours.id, now()).await.unwrap().unwrap().id, posted.id);
    assert_eq!(fhir.take_back(&posted, now()).await, Ok(TakenBack::Done));
    assert_eq!(server.refused().await, json!([]));
}

#[tokio::test]
async fn a_stranger_is_not_let_in_and_a_patient_unknown_there_gets_nothing() {
    let server = Server::start().await;
    let known = server.client("foyer", "fhir", SigningKey::generate().unwrap().0).await;
    let outcome = known.post(&message(1, "MRN-9", Language::En), now()).await;
    assert_eq!(outcome, PostOutcome::Refused(Refusal::NoPatient));
    // Another key under a name that is registered.
    let imposter = server.client("other", "fhir", rsa_key()).await;
    server
        .post(
            "register",
            &json!({ "client": "other", "jwk": SigningKey::generate().unwrap().0.public_jwk() }),
        )
        .await;
    assert_eq!(imposter.check(now()).await, Err(PortalError::Credentials));
}
