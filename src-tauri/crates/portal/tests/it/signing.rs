//! The key: both algorithms, as it is kept, and what is no key.

use foyer_portal::{
    Portal as _, PostOutcome, Secret,
    fhir::{KeyError, SigningKey},
};

use crate::world::{MARCUS, NOW, World, message, rsa_key};

#[tokio::test]
async fn a_portal_lets_in_either_kind_of_key() {
    let (elliptic, _) = SigningKey::generate().unwrap();
    for (key, algorithm) in [(elliptic, "ES384"), (rsa_key(), "RS384")] {
        assert_eq!(key.algorithm(), algorithm);
        let world = World::with_key(key).await;
        assert!(
            matches!(world.fhir.post(&message(1, MARCUS), NOW).await, PostOutcome::Stored(_)),
            "{algorithm}"
        );
    }
}

#[test]
fn a_made_key_is_the_same_key_when_it_is_read_back() {
    let (made, kept) = SigningKey::generate().unwrap();
    let read = SigningKey::from_pkcs8(&kept).unwrap();
    assert_eq!(made.public_jwk(), read.public_jwk());
    assert_eq!(made.key_id().len(), 43, "a thumbprint of 32 bytes in base64url");
    let shown = format!("{made:?} {kept:?}");
    assert_eq!(shown, "SigningKey(ES384) Secret(…)");
}

#[test]
fn the_public_half_has_nothing_private() {
    for key in [SigningKey::generate().unwrap().0, rsa_key()] {
        let jwk = key.public_jwk();
        let fields: Vec<&str> = jwk.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(
            !fields.iter().any(|field| ["d", "p", "q", "dp", "dq", "qi", "k"].contains(field)),
            "{fields:?}"
        );
    }
}

#[test]
fn what_is_no_key_is_refused() {
    for bytes in [
        &b""[..],
        b"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
        b"\x30\x82\x01",
        b"secret",
    ] {
        assert_eq!(SigningKey::from_pkcs8(&Secret::new(bytes)).unwrap_err(), KeyError::NotAKey);
    }
}
