//! SMART Backend Services: where to sign in, and checking who does.

use std::collections::BTreeMap;

use axum::{
    Form, Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{
    ECDSA_P384_SHA384_FIXED, RSA_PKCS1_2048_8192_SHA384, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::{Value, json};

use super::{
    Desk,
    book::{Book, TOKEN_LIFE_MS, text},
    faults::PortalScope,
    fhir,
};

/// An assertion may be valid for five minutes at most.
const LONGEST_ASSERTION_S: i64 = 300;

pub(super) async fn configuration(State(desk): State<Desk>) -> Json<Value> {
    Json(json!({
        "token_endpoint": format!("{}/auth/token", desk.origin),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
        "grant_types_supported": ["client_credentials"],
        "scopes_supported": ["system/Communication.crus", "system/Patient.rs"],
        "capabilities": ["client-confidential-asymmetric", "permission-v2"],
    }))
}

pub(super) async fn token(State(desk): State<Desk>, Form(form): Form<BTreeMap<String, String>>) -> Response {
    desk.book().seen.push("POST /auth/token".to_owned());
    if let Some(struck) = fhir::strike(&desk, PortalScope::Token).await {
        return struck;
    }
    let now = desk.clock.now();
    let audience = format!("{}/auth/token", desk.origin);
    let mut book = desk.book();
    let asked = |field: &str| form.get(field).map(String::as_str).unwrap_or_default();
    let proper = asked("grant_type") == "client_credentials"
        && asked("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        && !asked("scope").is_empty();
    if !proper {
        return refused("invalid_request");
    }
    if checked(&mut book, asked("client_assertion"), &audience, now).is_none() {
        return refused("invalid_client");
    }
    let token = book.new_token(now);
    let life = TOKEN_LIFE_MS / 1_000;
    Json(
        json!({ "access_token": token, "token_type": "bearer", "expires_in": life, "scope": asked("scope") }),
    )
    .into_response()
}

fn refused(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response()
}

/// Whether the assertion is what a registered client would send, for the first time.
fn checked(book: &mut Book, assertion: &str, audience: &str, now: i64) -> Option<()> {
    let (signed, signature) = assertion.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let (header, claims) = (part(header)?, part(claims)?);
    let client = text(&claims, "/iss")?;
    let jwk = book.clients.get(client)?;
    let now_s = now.div_euclid(1_000);
    let until = claims.get("exp")?.as_i64()?;
    let fits = text(&claims, "/sub") == Some(client)
        && text(&claims, "/aud") == Some(audience)
        && text(&header, "/typ") == Some("JWT")
        && text(&header, "/kid") == text(jwk, "/kid")
        && text(&header, "/alg") == text(jwk, "/alg")
        && now_s < until
        && until <= now_s.saturating_add(LONGEST_ASSERTION_S);
    if !fits || !verify(jwk, signed.as_bytes(), &bytes(signature)?) {
        return None;
    }
    book.used.insert(text(&claims, "/jti")?.to_owned()).then_some(())
}

fn verify(jwk: &Value, signed: &[u8], signature: &[u8]) -> bool {
    let field = |name: &str| text(jwk, name).and_then(bytes).unwrap_or_default();
    match text(jwk, "/alg") {
        Some("ES384") => {
            let point = [vec![4], field("/x"), field("/y")].concat();
            UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point).verify(signed, signature).is_ok()
        }
        Some("RS384") => RsaPublicKeyComponents { n: field("/n"), e: field("/e") }
            .verify(&RSA_PKCS1_2048_8192_SHA384, signed, signature)
            .is_ok(),
        _ => false,
    }
}

fn part(text: &str) -> Option<Value> {
    serde_json::from_slice(&bytes(text)?).ok()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
