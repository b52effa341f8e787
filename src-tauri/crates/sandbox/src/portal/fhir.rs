//! The practice's side: FHIR R4 over HTTP, for signed-in clients.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    Form, Json,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde_json::{Value, json};

use super::{
    Desk,
    book::{Book, text},
    faults::{PortalFaultName, PortalScope},
    search,
};

type Parameters = BTreeMap<String, String>;

pub(super) async fn metadata(State(desk): State<Desk>) -> Response {
    note(&desk, "GET /fhir/metadata");
    if let Some(struck) = strike(&desk, PortalScope::Read).await {
        return struck;
    }
    let book = desk.book();
    let interactions = |codes: &[&str]| codes.iter().map(|code| json!({ "code": code })).collect::<Vec<_>>();
    let whole = interactions(&["read", "create", "update", "search-type"]);
    let mut resources = vec![
        json!({ "type": "Patient", "interaction": interactions(&["read", "search-type"]) }),
        json!({ "type": book.kind(), "interaction": whole, "conditionalCreate": book.conditional }),
    ];
    if book.keeps_requests {
        resources
            .push(json!({ "type": "Communication", "interaction": interactions(&["read", "search-type"]) }));
    }
    fhir(
        StatusCode::OK,
        &json!({
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": "2026-11-01",
            "kind": "instance",
            "implementation": { "description": "A pretend portal", "url": format!("{}/fhir", desk.origin) },
            "fhirVersion": "4.0.1",
            "format": ["application/fhir+json"],
            "rest": [{ "mode": "server", "resource": resources }],
        }),
    )
}

pub(super) async fn create(
    State(desk): State<Desk>,
    Path(kind): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    note(&desk, &format!("POST /fhir/{kind}"));
    if let Some(refused) = unknown_client(&desk, &headers) {
        return refused;
    }
    let fault = desk.book().faults.strike(PortalScope::Create);
    if let Some(struck) = before(fault, &desk, &body).await {
        return struck;
    }
    let done = made(&desk, &kind, &headers, &body);
    after(fault, done).await
}

fn made(desk: &Desk, kind: &str, headers: &HeaderMap, body: &Bytes) -> Response {
    let now = desk.clock.now();
    let mut book = desk.book();
    let Ok(Value::Object(resource)) = serde_json::from_slice::<Value>(body) else {
        return outcome(StatusCode::BAD_REQUEST, "structure", "not a resource");
    };
    if kind != book.kind() || resource.get("resourceType").and_then(Value::as_str) != Some(kind) {
        return outcome(StatusCode::NOT_FOUND, "not-supported", "no such resource here");
    }
    let whole = Value::Object(resource.clone());
    if let Some(why) = wrong_with(&book, &whole) {
        return outcome(StatusCode::UNPROCESSABLE_ENTITY, "business-rule", why);
    }
    let condition = headers.get("if-none-exist").and_then(|value| value.to_str().ok());
    if let Some(condition) = condition.filter(|_| book.conditional) {
        let there = search::matching(&book, kind, &search::parameters(condition));
        match there.as_slice() {
            [] => {}
            [one] => return created(desk, &book, StatusCode::OK, one),
            _ => return outcome(StatusCode::PRECONDITION_FAILED, "multiple-matches", "more than one"),
        }
    }
    let name = book.insert(kind, resource, now);
    created(desk, &book, StatusCode::CREATED, &name)
}

/// What a portal would not keep.
fn wrong_with(book: &Book, resource: &Value) -> Option<&'static str> {
    if text(resource, "/subject/reference").and_then(|subject| book.person_of(subject)).is_none() {
        return Some("no such patient");
    }
    if text(resource, "/recipient/0/reference") != text(resource, "/subject/reference") {
        return Some("the recipient is not the patient");
    }
    let words = text(resource, "/payload/0/contentString").unwrap_or_default();
    if words.trim().is_empty() {
        return Some("nothing to read");
    }
    let statuses = ["preparation", "in-progress", "completed", "draft", "active"];
    if !text(resource, "/status").is_some_and(|status| statuses.contains(&status)) {
        return Some("not a status to begin with");
    }
    None
}

fn created(desk: &Desk, book: &Book, status: StatusCode, name: &str) -> Response {
    let version = book.version(name);
    let at = format!("{}/fhir/{name}/_history/{version}", desk.origin);
    with(status, &[(header::LOCATION, at), (header::ETAG, format!("W/\"{version}\""))], Body::empty())
}

pub(super) async fn search_by_query(
    State(desk): State<Desk>,
    Path(kind): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let words: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    note(&desk, &format!("GET /fhir/{kind}?{}", words.join("&")));
    searched(&desk, &kind, &parameters, &headers).await
}

pub(super) async fn search_by_form(
    State(desk): State<Desk>,
    Path(kind): Path<String>,
    headers: HeaderMap,
    Form(parameters): Form<Parameters>,
) -> Response {
    note(&desk, &format!("POST /fhir/{kind}/_search"));
    searched(&desk, &kind, &parameters, &headers).await
}

async fn searched(desk: &Desk, kind: &str, parameters: &Parameters, headers: &HeaderMap) -> Response {
    if let Some(refused) = unknown_client(desk, headers) {
        return refused;
    }
    let scope = if kind == "Patient" { PortalScope::Read } else { PortalScope::Message };
    if let Some(struck) = strike(desk, scope).await {
        return struck;
    }
    let book = desk.book();
    let found: Vec<Value> = if kind == "Patient" {
        search::patients(&book, parameters)
    } else {
        let names = search::matching(&book, kind, parameters);
        names.iter().filter_map(|name| book.resources.get(name).cloned()).collect()
    };
    let entries: Vec<Value> = found
        .into_iter()
        .map(|resource| json!({ "resource": resource, "search": { "mode": "match" } }))
        .collect();
    let total = entries.len();
    fhir(
        StatusCode::OK,
        &json!({ "resourceType": "Bundle", "type": "searchset", "total": total, "entry": entries }),
    )
}

pub(super) async fn read(
    State(desk): State<Desk>,
    Path((kind, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    note(&desk, &format!("GET /fhir/{kind}/{id}"));
    if let Some(refused) = unknown_client(&desk, &headers) {
        return refused;
    }
    if let Some(struck) = strike(&desk, PortalScope::Message).await {
        return struck;
    }
    let (book, name) = (desk.book(), format!("{kind}/{id}"));
    match book.resources.get(&name) {
        None => outcome(StatusCode::NOT_FOUND, "not-found", "no such resource"),
        Some(resource) => {
            let mut response = fhir(StatusCode::OK, resource);
            if let Ok(tag) = HeaderValue::from_str(&format!("W/\"{}\"", book.version(&name))) {
                response.headers_mut().insert(header::ETAG, tag);
            }
            response
        }
    }
}

pub(super) async fn update(
    State(desk): State<Desk>,
    Path((kind, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    note(&desk, &format!("PUT /fhir/{kind}/{id}"));
    if let Some(refused) = unknown_client(&desk, &headers) {
        return refused;
    }
    let fault = desk.book().faults.strike(PortalScope::Update);
    if let Some(struck) = before(fault, &desk, &body).await {
        return struck;
    }
    let now = desk.clock.now();
    let name = format!("{kind}/{id}");
    let done = {
        let mut book = desk.book();
        let wanted = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        let current = format!("W/\"{}\"", book.version(&name));
        match serde_json::from_slice::<Value>(&body) {
            _ if !book.resources.contains_key(&name) => {
                outcome(StatusCode::NOT_FOUND, "not-found", "no such resource")
            }
            _ if wanted.is_some_and(|wanted| wanted != current) => {
                outcome(StatusCode::PRECONDITION_FAILED, "conflict", "another version is current")
            }
            Ok(Value::Object(resource)) if resource.get("id") == Some(&json!(id)) => {
                let version = book.replace(&name, resource, now);
                with(StatusCode::OK, &[(header::ETAG, format!("W/\"{version}\""))], Body::empty())
            }
            _ => outcome(StatusCode::BAD_REQUEST, "structure", "not this resource"),
        }
    };
    after(fault, done).await
}

/// 401 for whoever has no good token.
fn unknown_client(desk: &Desk, headers: &HeaderMap) -> Option<Response> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let known = token.is_some_and(|token| desk.book().knows_token(token, desk.clock.now()));
    (!known).then(|| outcome(StatusCode::UNAUTHORIZED, "login", "sign in first"))
}

/// A fault of a request that changes nothing.
pub(super) async fn strike(desk: &Desk, scope: PortalScope) -> Option<Response> {
    let fault = desk.book().faults.strike(scope);
    if matches!(fault, Some(PortalFaultName::Failed)) {
        return Some(StatusCode::INTERNAL_SERVER_ERROR.into_response());
    }
    if matches!(fault, Some(PortalFaultName::Lost)) {
        return std::future::pending().await;
    }
    before(fault, desk, &Bytes::new()).await
}

/// What strikes before anything is done.
async fn before(fault: Option<PortalFaultName>, desk: &Desk, body: &Bytes) -> Option<Response> {
    match fault? {
        PortalFaultName::Slow(ms) => {
            tokio::time::sleep(Duration::from_millis(u64::from(ms))).await;
            None
        }
        PortalFaultName::Silent => std::future::pending().await,
        PortalFaultName::Down => Some(StatusCode::SERVICE_UNAVAILABLE.into_response()),
        PortalFaultName::Unauthorized => Some(outcome(StatusCode::UNAUTHORIZED, "login", "sign in again")),
        PortalFaultName::Forbidden => Some(outcome(StatusCode::FORBIDDEN, "forbidden", "not for you")),
        PortalFaultName::Conflict => Some(outcome(StatusCode::CONFLICT, "conflict", "somebody was faster")),
        PortalFaultName::Unprocessable => {
            // As real servers do: the words come back in the complaint.
            let quoted = String::from_utf8_lossy(body).into_owned();
            Some(outcome(StatusCode::UNPROCESSABLE_ENTITY, "business-rule", &quoted))
        }
        PortalFaultName::TooMany => {
            Some(with(StatusCode::TOO_MANY_REQUESTS, &[(header::RETRY_AFTER, "7".to_owned())], Body::empty()))
        }
        PortalFaultName::Html => {
            Some(Html("<html><body>Sign in to the guest network</body></html>").into_response())
        }
        PortalFaultName::HtmlRefusal => {
            Some((StatusCode::BAD_REQUEST, Html("<html><body>Proxy</body></html>")).into_response())
        }
        PortalFaultName::Redirect => {
            let port = desk.origin.rsplit(':').next().unwrap_or("80").to_owned();
            Some(Redirect::temporary(&format!("http://localhost:{port}/elsewhere")).into_response())
        }
        PortalFaultName::Flood => {
            let endless = Body::from_stream(Endless);
            Some(with(StatusCode::OK, &[(header::CONTENT_TYPE, "application/fhir+json".to_owned())], endless))
        }
        PortalFaultName::Failed | PortalFaultName::Lost | PortalFaultName::Nameless => None,
    }
}

/// What strikes after everything was done.
async fn after(fault: Option<PortalFaultName>, done: Response) -> Response {
    match fault {
        Some(PortalFaultName::Failed) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(PortalFaultName::Lost) => std::future::pending().await,
        Some(PortalFaultName::Nameless) => done.status().into_response(),
        _ => done,
    }
}

/// White space without end.
struct Endless;

impl futures_core::Stream for Endless {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Ok(Bytes::from_static(&[b' '; 65_536]))))
    }
}

fn note(desk: &Desk, line: &str) {
    desk.book().seen.push(line.to_owned());
}

fn outcome(status: StatusCode, code: &str, words: &str) -> Response {
    fhir(
        status,
        &json!({
            "resourceType": "OperationOutcome",
            "issue": [{ "severity": "error", "code": code, "diagnostics": words }],
        }),
    )
}

fn fhir(status: StatusCode, resource: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/fhir+json")], Json(resource).into_response().into_body())
        .into_response()
}

fn with(status: StatusCode, headers: &[(header::HeaderName, String)], body: Body) -> Response {
    let mut response = (status, body).into_response();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
