//! What is refused before anything is sent.

use foyer_portal::fhir::{ConfigError, Fhir, FhirConfig, SigningKey};
use url::Url;

use crate::world::{config, serve};

#[tokio::test]
async fn an_address_that_is_not_safe_is_refused() {
    let (portal, key) = (serve().await, SigningKey::generate().unwrap().0);
    let good = config(&portal, key);
    let with =
        |base: &str| Fhir::new(FhirConfig { base_url: Url::parse(base).unwrap(), ..good.clone() }).map(drop);
    for (base, why) in [
        ("http://fhir.example.com/r4", ConfigError::NotSecure),
        ("ftp://fhir.example.com/r4", ConfigError::BaseUrl),
        ("https://me:word@fhir.example.com/r4", ConfigError::BaseUrl),
        ("https://fhir.example.com/r4?tenant=7", ConfigError::BaseUrl),
    ] {
        assert_eq!(with(base), Err(why), "{base}");
    }
    assert_eq!(with("https://fhir.example.com/r4"), Ok(()));
    let wrong = [
        (FhirConfig { client_id: " ".into(), ..good.clone() }, ConfigError::ClientId),
        (FhirConfig { record_system: "a|b".into(), ..good.clone() }, ConfigError::RecordSystem),
        (FhirConfig { sender: Some("Patient/7".into()), ..good.clone() }, ConfigError::Sender),
        (FhirConfig { sender: Some("https://x/Organization/7".into()), ..good }, ConfigError::Sender),
    ];
    for (config, why) in wrong {
        assert_eq!(Fhir::new(config).map(drop), Err(why));
    }
}
