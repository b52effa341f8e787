//! Signing in: where (`.well-known/smart-configuration`), with what scopes, and the token that comes of it.

use foyer_domain::{Span, Timestamp};
use reqwest::{Client, RequestBuilder, header};
use serde_json::Value;
use url::Url;

use super::{
    answer,
    config::{FhirConfig, is_loopback},
};
use crate::{PortalError, Secret};

/// An assertion may live five minutes at most (SMART App Launch 2.2, client-confidential-asymmetric).
const ASSERTION_LIFE: Span = Span::minutes(4);

/// A token is replaced this long before its end.
const MARGIN: Span = Span::seconds(20);

/// What a token is good for when the server does not say; SMART asks for five minutes at most.
const UNSAID_LIFE: Span = Span::minutes(5);

const TOKEN_CAP: usize = 256 * 1024;

/// Read, create, update and search what we post; read and search patients.
const SCOPES_V2: &str = "system/Patient.rs system/Communication.crus system/CommunicationRequest.crus";
const SCOPES_V1: &str = "system/Patient.read system/Communication.read system/Communication.write \
    system/CommunicationRequest.read system/CommunicationRequest.write";

/// A bearer token.
#[derive(Clone)]
pub(super) struct Token {
    words: Secret,
    since: Timestamp,
    until: Timestamp,
}

impl Token {
    /// Whether it can still be used; a clock that was set back makes it useless.
    pub(super) fn is_good(&self, now: Timestamp) -> bool {
        self.since <= now && now < self.until.minus(MARGIN)
    }

    pub(super) fn sign(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(String::from_utf8_lossy(self.words.reveal()))
    }
}

/// Asks for a token.
pub(super) async fn sign_in(
    client: &Client,
    config: &FhirConfig,
    now: Timestamp,
) -> Result<Token, PortalError> {
    let door = discover(client, config).await?;
    let now_s = now.millis().div_euclid(1_000);
    let until_s = now.plus(ASSERTION_LIFE).millis().div_euclid(1_000);
    let assertion = config
        .key
        .assertion(&config.client_id, door.token.as_str(), now_s, until_s)
        .map_err(|_| PortalError::Credentials)?;
    let request = client.post(door.token).header(header::ACCEPT, "application/json").form(&[
        ("grant_type", "client_credentials"),
        ("scope", if door.v2 { SCOPES_V2 } else { SCOPES_V1 }),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion.as_str()),
    ]);
    let answer = match answer::ask(request, TOKEN_CAP).await {
        // A token endpoint says 400 invalid_client (RFC 6749, 5.2).
        Err(PortalError::Unreadable { .. } | PortalError::NotFound) => return Err(PortalError::Credentials),
        answered => answered?,
    };
    read_token(&answer.json()?, now)
}

struct Door {
    token: Url,
    /// Whether scopes are of version 2 (`crus` instead of `read` and `write`).
    v2: bool,
}

async fn discover(client: &Client, config: &FhirConfig) -> Result<Door, PortalError> {
    let mut at = config.base_url.clone();
    if let Ok(mut segments) = at.path_segments_mut() {
        segments.pop_if_empty().extend([".well-known", "smart-configuration"]);
    }
    let request = client.get(at).header(header::ACCEPT, "application/json");
    let told = answer::ask(request, TOKEN_CAP).await?.json()?;
    let listed = |field: &str, word: &str| {
        let words = told.get(field).and_then(Value::as_array);
        words.map(|words| words.iter().any(|one| one.as_str() == Some(word)))
    };
    // A server that lists its algorithms and not ours will refuse; one that lists none is tried.
    if listed("token_endpoint_auth_signing_alg_values_supported", config.key.algorithm()) == Some(false) {
        return Err(PortalError::Algorithm);
    }
    let token = told
        .get("token_endpoint")
        .and_then(Value::as_str)
        .and_then(|text| Url::parse(text).ok())
        .ok_or(PortalError::Unreadable { what: "token endpoint" })?;
    let here = is_loopback(&token) && is_loopback(&config.base_url);
    let safe = token.scheme() == "https" || (token.scheme() == "http" && here);
    if !safe || !token.username().is_empty() {
        return Err(PortalError::Unreadable { what: "token endpoint" });
    }
    Ok(Door { token, v2: listed("capabilities", "permission-v2") == Some(true) })
}

fn read_token(told: &Value, now: Timestamp) -> Result<Token, PortalError> {
    let words = told.get("access_token").and_then(Value::as_str).filter(|words| {
        (1..=16_384).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_graphic())
    });
    let bearer = told
        .get("token_type")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
    let (Some(words), true) = (words, bearer) else {
        return Err(PortalError::Unreadable { what: "token" });
    };
    let life = told
        .get("expires_in")
        .and_then(Value::as_i64)
        .map_or(UNSAID_LIFE, |seconds| Span::seconds(seconds.clamp(0, 86_400)));
    Ok(Token { words: Secret::new(words), since: now, until: now.plus(life) })
}
