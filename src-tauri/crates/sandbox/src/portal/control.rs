//! The portal's control desk: faults, and a patient's hands, as JSON on loopback.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `GET /_control/messages` | | what the practice posted |
//! | `POST /_control/faults` | a fault | `{}` |
//! | `DELETE /_control/faults` | | `{}` |
//! | `POST /_control/open` | `{"record_number"}` | `{"opened": 1}` |
//! | `POST /_control/answer` | `{"record_number", "words"}` | `{"answered": true}` |

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Desk, faults::PortalFault};

#[derive(Deserialize)]
pub(super) struct Hand {
    record_number: String,
    #[serde(default)]
    words: String,
}

pub(super) async fn messages(State(desk): State<Desk>) -> Json<Value> {
    let kept = desk.book().kept();
    let rows: Vec<Value> = kept
        .into_iter()
        .map(|kept| {
            json!({
                "name": kept.name, "record_number": kept.record_number, "identifier": kept.identifier,
                "status": kept.status, "opened": kept.opened, "words": kept.words,
            })
        })
        .collect();
    Json(json!(rows))
}

pub(super) async fn set_fault(State(desk): State<Desk>, Json(fault): Json<PortalFault>) -> Json<Value> {
    desk.book().faults.set(fault);
    Json(json!({}))
}

pub(super) async fn clear_faults(State(desk): State<Desk>) -> Json<Value> {
    desk.book().faults.clear();
    Json(json!({}))
}

pub(super) async fn open(State(desk): State<Desk>, Json(hand): Json<Hand>) -> Json<Value> {
    let now = desk.clock.now();
    let opened = desk.book().open_all(&hand.record_number, now);
    Json(json!({ "opened": opened }))
}

pub(super) async fn answer(State(desk): State<Desk>, Json(hand): Json<Hand>) -> Json<Value> {
    let now = desk.clock.now();
    let answered = desk.book().answer_newest(&hand.record_number, &hand.words, now);
    Json(json!({ "answered": answered }))
}
