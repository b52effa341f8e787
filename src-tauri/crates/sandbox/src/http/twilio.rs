//! Bytes to [`Request`] and [`Answer`] to bytes. No rule of Twilio's lives here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method as Verb, Response, StatusCode, Uri, header};
use axum::serve::IncomingStream;
use base64::Engine;
use tokio::sync::watch;
use url::form_urlencoded;

use super::cable::Scissors;
use super::clock::Clock;
use super::door::Door;
use crate::carrier::Carrier;
use crate::wire::{Answer, Fate, Method, Request};

/// Larger than any form that Twilio would take.
const LARGEST_BODY: usize = 4 * 1024 * 1024;

#[derive(Clone)]
struct FarEnd {
    carrier: Arc<Mutex<Carrier>>,
    clock: Clock,
    origin: String,
}

#[derive(Clone)]
pub(super) struct Line(Scissors);

impl Connected<IncomingStream<'_, Door>> for Line {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(stream.io().scissors())
    }
}

pub(super) fn router(carrier: Arc<Mutex<Carrier>>, clock: Clock, origin: String) -> Router {
    Router::new().fallback(answer).layer(DefaultBodyLimit::max(LARGEST_BODY)).with_state(FarEnd {
        carrier,
        clock,
        origin,
    })
}

pub(super) async fn run(door: Door, router: Router, mut stopped: watch::Receiver<bool>) {
    let service = router.into_make_service_with_connect_info::<Line>();
    let serving = axum::serve(door, service).with_graceful_shutdown(async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
    });
    // It only returns when told to stop.
    let _ = serving.await;
}

/// Runs once a request's body has been read to its end, which is what the tally counts.
async fn answer(
    State(far_end): State<FarEnd>,
    ConnectInfo(Line(scissors)): ConnectInfo<Line>,
    verb: Verb,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let request = read(&verb, &uri, &headers, &body);
    let answer = {
        let mut carrier = far_end.carrier.lock().unwrap_or_else(PoisonError::into_inner);
        carrier.answer(far_end.clock.now(), &request)
    };
    if answer.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(answer.delay_ms)).await;
    }
    match answer.fate {
        Fate::Arrives => {}
        Fate::Refused | Fate::HungUp => scissors.cut(),
        Fate::CutShort(bytes) => scissors.cut_after(bytes),
    }
    write(answer, &far_end.origin)
}

fn read(verb: &Verb, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Request {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = text(header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
    let pairs = |bytes: &[u8]| form_urlencoded::parse(bytes).into_owned().collect::<Vec<_>>();
    Request {
        method: match verb.as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "DELETE" => Method::Delete,
            _ => Method::Other,
        },
        path: uri.path().to_owned(),
        query: pairs(uri.query().unwrap_or_default().as_bytes()),
        form: if is_form { pairs(body) } else { Vec::new() },
        basic: basic(text(header::AUTHORIZATION)),
        has_authorization: headers.contains_key(header::AUTHORIZATION),
        client: text(header::USER_AGENT).to_owned(),
    }
}

fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = base64::engine::general_purpose::STANDARD.decode(encoded.trim()).ok()?;
    let (user, password) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

fn write(answer: Answer, origin: &str) -> Response<Body> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::builder().status(status);
    for (name, value) in answer.headers {
        let absolute = name == "location" && value.starts_with('/');
        response = response.header(name, if absolute { format!("{origin}{value}") } else { value });
    }
    response.body(Body::from(answer.body.into_bytes())).unwrap_or_else(|_| Response::new(Body::empty()))
}
