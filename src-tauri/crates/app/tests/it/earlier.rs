//! Earlier days from the desk: counted by themselves, fetched again when asked, brought in as far as the practice wants.

use foyer_app::wire::ErrorCode;
use foyer_sync::{Clock as _, SystemClock};
use serde_json::json;

use crate::staff::practice;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

#[tokio::test]
async fn days_are_counted_and_history_is_the_practices_choice() {
    let (mut desk, _far) = practice().await;
    // A day (UTC) counts once it has been over for an hour, so in the first hour of one there is one less.
    let so_far = if SystemClock.now().millis().rem_euclid(DAY) < HOUR { 12 } else { 13 };
    let info = desk
        .until("carrier.earlier", json!({}), |info| {
            info["counted"].as_u64() >= Some(so_far) && info["history"]["more"] == false
        })
        .await;
    assert_eq!(info["history"]["wantedDays"], 90);
    assert!(info["history"]["reachedAt"].is_number() && info["countedAt"].is_number());
    assert_eq!(info["days"], json!([]), "all of them agree");

    desk.ask("carrier.saveHistory", json!({ "days": null, "paused": true })).await;
    let kept = desk.ask("carrier.earlier", json!({})).await;
    assert_eq!((&kept["history"]["wantedDays"], &kept["history"]["paused"]), (&json!(null), &json!(true)));
    let refused = desk.refused("carrier.saveHistory", json!({ "days": 3, "paused": false })).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("days")));

    desk.ask("carrier.saveNight", json!({ "seconds": 600 })).await;
    assert_eq!(desk.ask("carrier.earlier", json!({})).await["nightSeconds"], 600);
    let refused = desk.refused("carrier.saveNight", json!({ "seconds": 86_400 })).await;
    assert_eq!(refused.code, ErrorCode::BadField, "a STOP must be heard the same night");

    assert_eq!(kept["scrub"], json!({ "afterDays": null, "done": 0, "backedUp": false }), "off");
    desk.ask("carrier.saveScrub", json!({ "afterDays": 30 })).await;
    assert_eq!(desk.ask("carrier.earlier", json!({})).await["scrub"]["afterDays"], 30);
    desk.refused("carrier.saveScrub", json!({ "afterDays": 0 })).await;

    let line = desk.ask("app.status", json!({})).await["desk"]["lines"][0]["id"].clone();
    let counted_at = kept["countedAt"].as_i64().unwrap();
    let day_at = counted_at - counted_at.rem_euclid(DAY) - 3 * DAY;
    desk.ask("carrier.fetchDay", json!({ "line": line, "list": "received", "dayAt": day_at })).await;
    desk.until("carrier.earlier", json!({}), |info| info["countedAt"].as_i64() > Some(counted_at)).await;
    let never = desk.refused("carrier.fetchDay", json!({ "line": line, "list": "sent", "dayAt": 0 })).await;
    assert_eq!(never.code, ErrorCode::NotFound);
}
