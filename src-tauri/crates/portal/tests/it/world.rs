//! A portal on loopback with two patients, and an adapter that may speak to it.

use foyer_domain::{HandoffId, Language, Private, Span, Timestamp};
use foyer_portal::{
    PortalMessage, Secret,
    fhir::{Fhir, FhirConfig, SigningKey, Timing},
};
use foyer_sandbox::{
    http::Clock,
    portal::{self, Person, RECORD_SYSTEM, Served},
};
use tokio::net::TcpListener;
use url::Url;
use uuid::Uuid;

pub const MARCUS: &str = "MRN-2041";
pub const LUPE: &str = "MRN-2077";
pub const WORDS: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";

/// When every test happens.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_444_800_000);

pub struct World {
    pub portal: Served,
    pub fhir: Fhir,
}

impl World {
    pub async fn new() -> Self {
        let (key, _) = SigningKey::generate().unwrap();
        Self::with_key(key).await
    }

    pub async fn with_key(key: SigningKey) -> Self {
        let portal = serve().await;
        portal.register("foyer", key.public_jwk());
        let fhir = Fhir::new(config(&portal, key)).unwrap();
        Self { portal, fhir }
    }
}

pub async fn serve() -> Served {
    let person = |record_number: &str, name: &str, spanish| Person {
        record_number: record_number.to_owned(),
        name: name.to_owned(),
        spanish,
    };
    let people = vec![person(MARCUS, "Marcus Oyelaran", false), person(LUPE, "Lupe Sandoval", true)];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    portal::serve(people, listener, Clock::starting_at(NOW.millis(), 0.0)).await.unwrap()
}

pub fn config(portal: &Served, key: SigningKey) -> FhirConfig {
    FhirConfig {
        base_url: Url::parse(&portal.fhir_url).unwrap(),
        client_id: "foyer".to_owned(),
        key,
        record_system: RECORD_SYSTEM.to_owned(),
        sender: None,
        // Long for a loaded machine; tests of silence wait this long once.
        timing: Timing { connect: Span::seconds(5), whole: Span::seconds(5) },
    }
}

/// The same, for tests that wait for an answer that never comes.
pub fn impatient(portal: &Served, key: SigningKey) -> FhirConfig {
    FhirConfig {
        timing: Timing { connect: Span::seconds(5), whole: Span::millis(700) },
        ..config(portal, key)
    }
}

pub fn message(number: u128, record_number: &str) -> PortalMessage {
    PortalMessage {
        id: handoff(number),
        record_number: Private::new(record_number),
        language: Language::En,
        words: Private::new(WORDS),
    }
}

pub fn handoff(number: u128) -> HandoffId {
    HandoffId::from_uuid(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + number))
}

pub fn rsa_key() -> SigningKey {
    SigningKey::from_pkcs8(&Secret::new(include_bytes!("fixtures/rs384.pem").as_slice())).unwrap()
}
