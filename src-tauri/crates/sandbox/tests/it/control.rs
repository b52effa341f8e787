//! The control desk: what a test or the demo does while the sandbox runs.

use foyer_sandbox::Record;
use foyer_sandbox::http::ClockState;
use serde_json::{Value, json};

use crate::story::{ALMA, CLINIC, START, carrier, serving};

#[tokio::test]
async fn a_patient_is_made_to_text_a_picture_and_the_record_tells() {
    let (served, client) = serving(carrier(1)).await;
    let order = json!({
        "from": ALMA,
        "body": "mi tarjeta",
        "media": [{"picture": "insurance_card"}, {"content_type": "image/gif", "base64": "PGh0bWw+"}],
    });
    let desk = |path: &str| format!("{}/{path}", served.control_url);
    let sid: Value = client.post(desk("inbound")).json(&order).send().await.unwrap().json().await.unwrap();
    let record: Record = client.get(desk("record")).send().await.unwrap().json().await.unwrap();
    assert_eq!((record.now, record.messages.len()), (START, 1));
    let message = &record.messages[0];
    assert_eq!((Some(message.sid.as_str()), message.to.as_str()), (sid["sid"].as_str(), CLINIC));
    assert_eq!(message.media[0].content_type, "image/png");
    assert_eq!((message.media[1].content_type.as_str(), message.media[1].size), ("image/gif", 6));
    served.shutdown().await;
}

#[tokio::test]
async fn the_clock_is_moved_and_faults_are_seen() {
    let (served, client) = serving(carrier(2)).await;
    let desk = |path: &str| format!("{}/{path}", served.control_url);
    let order = json!({"advance_ms": 5000});
    let clock: ClockState =
        client.post(desk("clock")).json(&order).send().await.unwrap().json().await.unwrap();
    assert_eq!(clock, ClockState { now_ms: START + 5000, speed: 0.0 });
    let many = json!([{"name": "429", "next": 2}, {"name": "slow", "ms": 1}]);
    let on: Value = client.post(desk("faults")).json(&many).send().await.unwrap().json().await.unwrap();
    assert_eq!(on, many);
    let left: Value = client.delete(desk("faults?name=slow")).send().await.unwrap().json().await.unwrap();
    assert_eq!(left, json!([{"name": "429", "next": 2}]));
    let unknown = client.post(desk("faults")).json(&"rain").send().await.unwrap();
    assert_eq!(unknown.status(), 400);
    served.shutdown().await;
}
