//! The control desk: faults, clock, inbound texts and the carrier's own record, as JSON on loopback.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `GET /_control/record` | | [`Record`] |
//! | `GET /_control/patients`, `/opted_out`, `/numbers` | | `["+1…"]` |
//! | `GET /_control/faults` | | `[FaultSpec]` |
//! | `POST /_control/faults` | a [`FaultSpec`], a list of them, or `"429:next=2"` | the faults now on |
//! | `DELETE /_control/faults[?name=NAME]` | | the faults still on |
//! | `GET`, `POST /_control/clock` | [`ClockOrder`] | [`ClockState`] |
//! | `POST /_control/inbound` | [`InboundOrder`] | `{"sid":"SM…"}` |
//! | `POST /_control/options` | [`OptionsOrder`] | `{}` |
//!
//! A change of faults is answered once the door has followed it, so the next connection meets it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::clock::Clock;
use crate::carrier::Carrier;
use crate::faults::{FaultName, FaultSpec};
use crate::picture::{self, Picture};
use crate::record::Record;

#[derive(Clone)]
pub(super) struct Desk {
    pub carrier: Arc<Mutex<Carrier>>,
    pub clock: Clock,
    pub shut: Arc<AtomicBool>,
}

/// Moves the clock; both fields may be absent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockOrder {
    /// Milliseconds to jump ahead.
    #[serde(default)]
    pub advance_ms: u32,
    /// New speed, times real time.
    #[serde(default)]
    pub speed: Option<f64>,
}

/// Where the clock is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockState {
    /// UTC milliseconds.
    pub now_ms: i64,
    /// Times real time.
    pub speed: f64,
}

/// A text that a patient is made to send.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboundOrder {
    /// Sender; anything, also what is no number.
    pub from: String,
    /// One of the carrier's lines; the first if absent.
    #[serde(default)]
    pub to: Option<String>,
    /// The words.
    #[serde(default)]
    pub body: String,
    /// Files.
    #[serde(default)]
    pub media: Vec<InboundMedia>,
}

/// A file of an inbound text: drawn, or as given.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum InboundMedia {
    /// One of the pictures that the sandbox draws.
    Drawn {
        /// Which.
        picture: Picture,
    },
    /// Any bytes under any name; they may lie about each other.
    Given {
        /// As declared.
        content_type: String,
        /// Base64.
        base64: String,
    },
}

/// What may be switched while it runs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionsOrder {
    /// Whether the carrier's own answers to STOP and the like are listed.
    #[serde(default)]
    pub list_own_answers: Option<bool>,
    /// Whether patients write.
    #[serde(default)]
    pub patients_write: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FaultOrder {
    One(Box<FaultSpec>),
    Many(Vec<FaultSpec>),
    Text(String),
}

#[derive(Deserialize)]
struct FaultChoice {
    name: Option<FaultName>,
}

type Refusal = (StatusCode, Json<Value>);

pub(super) fn router(desk: Desk) -> Router {
    Router::new()
        .route("/_control/record", get(record))
        .route("/_control/patients", get(async |State(desk): State<Desk>| Json(desk.carrier().patients())))
        .route("/_control/opted_out", get(async |State(desk): State<Desk>| Json(desk.carrier().opted_out())))
        .route("/_control/numbers", get(async |State(desk): State<Desk>| Json(desk.carrier().numbers())))
        .route("/_control/faults", get(faults).post(set_faults).delete(clear_faults))
        .route("/_control/clock", get(clock).post(set_clock))
        .route("/_control/inbound", post(inbound))
        .route("/_control/options", post(options))
        .layer(DefaultBodyLimit::max(64 * 1024 * 1024))
        .with_state(desk)
}

pub(super) async fn run(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    // No grace: nothing here is worth finishing.
    tokio::select! {
        _ = axum::serve(listener, router) => {}
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
}

impl Desk {
    fn carrier(&self) -> MutexGuard<'_, Carrier> {
        let mut carrier = self.carrier.lock().unwrap_or_else(PoisonError::into_inner);
        carrier.advance(self.clock.now());
        carrier
    }

    /// Waits until the door has followed the faults; gives up after a second, as a port may be taken.
    async fn settled(&self) -> Json<Vec<FaultSpec>> {
        for _ in 0..200 {
            let wanted = self.carrier().refuses_connections(self.clock.now());
            if self.shut.load(Ordering::SeqCst) == wanted {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Json(self.carrier().faults(self.clock.now()))
    }
}

async fn record(State(desk): State<Desk>) -> Json<Record> {
    Json(desk.carrier().record())
}

async fn faults(State(desk): State<Desk>) -> Json<Vec<FaultSpec>> {
    Json(desk.carrier().faults(desk.clock.now()))
}

async fn set_faults(
    State(desk): State<Desk>,
    Json(order): Json<FaultOrder>,
) -> Result<Json<Vec<FaultSpec>>, Refusal> {
    let specs = match order {
        FaultOrder::One(spec) => vec![*spec],
        FaultOrder::Many(specs) => specs,
        FaultOrder::Text(text) => vec![text.parse().map_err(|error| refuse(&error))?],
    };
    for spec in specs {
        desk.carrier().set_fault(desk.clock.now(), spec);
    }
    Ok(desk.settled().await)
}

async fn clear_faults(State(desk): State<Desk>, Query(choice): Query<FaultChoice>) -> Json<Vec<FaultSpec>> {
    desk.carrier().clear_faults(choice.name);
    desk.settled().await
}

async fn clock(State(desk): State<Desk>) -> Json<ClockState> {
    Json(ClockState { now_ms: desk.clock.now(), speed: desk.clock.speed() })
}

async fn set_clock(State(desk): State<Desk>, Json(order): Json<ClockOrder>) -> Json<ClockState> {
    if let Some(speed) = order.speed {
        desk.clock.set_speed(speed);
    }
    desk.clock.advance(order.advance_ms);
    drop(desk.carrier());
    clock(State(desk)).await
}

async fn inbound(State(desk): State<Desk>, Json(order): Json<InboundOrder>) -> Result<Json<Value>, Refusal> {
    let mut media = Vec::new();
    for file in order.media {
        media.push(match file {
            InboundMedia::Drawn { picture } => picture::draw(picture),
            InboundMedia::Given { content_type, base64 } => {
                let decoded = base64::engine::general_purpose::STANDARD.decode(base64);
                (content_type, decoded.map_err(|error| refuse(&error))?)
            }
        });
    }
    let mut carrier = desk.carrier();
    let to = order.to.or_else(|| carrier.numbers().into_iter().next()).unwrap_or_default();
    let sid = carrier.inject_inbound(desk.clock.now(), &order.from, &to, &order.body, media);
    sid.map(|sid| Json(json!({ "sid": sid }))).map_err(|error| refuse(&error))
}

async fn options(State(desk): State<Desk>, Json(order): Json<OptionsOrder>) -> Json<Value> {
    let mut carrier = desk.carrier();
    if let Some(yes) = order.list_own_answers {
        carrier.list_own_answers(yes);
    }
    if let Some(yes) = order.patients_write {
        carrier.let_patients_write(yes);
    }
    Json(json!({}))
}

fn refuse(error: &dyn std::error::Error) -> Refusal {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error.to_string() })))
}
