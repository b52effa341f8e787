//! Pages made of anything: what can be used is used, what cannot is named, nothing is lost and nothing panics.

use foyer_carrier::{FetchError, Page, twilio::read_page};
use foyer_domain::{Channel, DeliveryProblem, DeliveryState, Direction, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::practice::{CLINIC, LUPE, number};

fn read(bytes: &[u8]) -> Result<Page, FetchError> {
    read_page(bytes, &"https://api.twilio.com".parse().unwrap())
}

fn page_of(rows: &[Value]) -> Page {
    read(json!({ "messages": rows, "next_page_uri": null }).to_string().as_bytes()).unwrap()
}

fn sid(n: usize) -> String {
    format!("SM{n:032x}")
}

fn inbound(n: usize) -> Value {
    json!({
        "sid": sid(n), "direction": "inbound", "from": LUPE, "to": CLINIC, "body": "Running late", "status": "received",
        "date_created": "Mon, 23 Nov 2026 14:00:00 +0000", "date_sent": "Mon, 23 Nov 2026 14:00:01 +0000",
        "num_media": "0", "num_segments": "1", "error_code": null, "price": null, "subresource_uris": {"media": "/x"},
    })
}

fn outbound(n: usize, status: &str) -> Value {
    let mut row = inbound(n);
    row["direction"] = json!("outbound-api");
    row["from"] = json!(CLINIC);
    row["to"] = json!(LUPE);
    row["status"] = json!(status);
    row
}

fn with(mut row: Value, field: &str, value: Value) -> Value {
    row[field] = value;
    row
}

fn without(mut row: Value, field: &str) -> Value {
    row.as_object_mut().unwrap().remove(field);
    row
}

fn what_is_wrong(row: Value) -> &'static str {
    let page = page_of(&[row]);
    assert!(page.messages.is_empty());
    page.unreadable[0].what
}

#[test]
fn a_price_is_read_where_it_is_one_and_never_spoils_the_row() {
    let row =
        |price: Value, unit: Value| with(with(outbound(1, "delivered"), "price", price), "price_unit", unit);
    let charge = |row: Value| page_of(&[row]).messages[0].charge;
    let told = charge(row(json!("-0.00790"), json!("USD"))).unwrap();
    assert_eq!((told.micros, told.currency.as_str()), (7_900, "USD"));
    for (price, unit) in [
        (json!(null), json!("USD")),
        (json!("-0.00790"), json!(null)),
        (json!(0.0079), json!("USD")),
        (json!("free"), json!("USD")),
        (json!("-0.00790"), json!(["USD"])),
    ] {
        assert_eq!(charge(row(price, unit)), None);
    }
    assert_eq!(charge(with(with(inbound(1), "price", json!("-0.0079")), "price_unit", json!("USD"))), None);
}

#[test]
fn a_row_without_an_id_is_the_same_one_whenever_it_is_listed_and_no_other() {
    let prints = |rows: &[Value]| -> Vec<_> {
        page_of(rows).unreadable.into_iter().map(|row| row.print.unwrap()).collect()
    };
    let row = || without(inbound(1), "sid");
    let print_of = |row: Value| prints(&[inbound(3), row, inbound(2)]).remove(0);
    let print = prints(&[row()]).remove(0);
    assert_eq!(print_of(row()), print, "wherever it stands");
    assert_eq!(print_of(with(row(), "status", json!("received again"))), print, "whatever moves");
    assert_ne!(print_of(with(row(), "body", json!("STOP"))), print);
    assert_ne!(print_of(with(row(), "from", json!("+17135550143"))), print);
    // Without a time, what lies below tells a later one from an earlier.
    let undated = || without(row(), "date_created");
    let lying = |below: usize| prints(&[undated(), inbound(below)]).remove(0);
    assert_eq!(lying(2), prints(&[inbound(4), undated(), row(), inbound(2)]).remove(0));
    assert_ne!(lying(2), lying(3));
    assert!(page_of(&[with(inbound(5), "direction", json!("sideways"))]).unreadable[0].print.is_none());
    assert_eq!(format!("{print:?}"), "RowPrint(..)");
}

#[test]
fn a_text_that_cannot_be_read_names_its_sender_where_it_can() {
    let sender = |row: Value| page_of(&[row]).unreadable.remove(0).sender;
    let lupe = Some(number(LUPE));
    assert_eq!(sender(without(inbound(1), "body")), lupe);
    assert_eq!(sender(with(inbound(2), "direction", json!("sideways"))), lupe, "it may be hers");
    assert_eq!(sender(without(inbound(3), "sid")), lupe);
    assert_eq!(sender(with(inbound(4), "to", json!({}))), lupe);
    for nobody in [json!("262966"), json!(null), json!("whatsapp:+17135550142"), json!([LUPE])] {
        assert_eq!(sender(with(without(inbound(5), "body"), "from", nobody)), None);
    }
    assert_eq!(sender(without(outbound(6, "sent"), "body")), None, "what we sent is no STOP");
    assert_eq!(sender(json!("a word")), None);
}

#[test]
fn a_text_from_lupe() {
    let message = page_of(&[inbound(1)]).messages.remove(0);
    assert_eq!(message.direction, Direction::Inbound);
    assert_eq!((message.own, message.far_number), (number(CLINIC), Some(number(LUPE))));
    assert_eq!((message.far.reveal(), message.body.reveal()), (LUPE, "Running late"));
    assert_eq!((message.channel, message.state, message.problem), (Channel::Sms, None, None));
    assert_eq!(message.created_at, Some(Timestamp::from_millis(1_795_442_400_000)));
    assert_eq!(message.sent_at, Some(Timestamp::from_millis(1_795_442_401_000)));
    assert_eq!((message.media_count, message.automatic), (0, false));
}

#[test]
fn statuses_and_codes_in_our_words() {
    for (status, state) in [
        ("accepted", DeliveryState::Accepted),
        ("scheduled", DeliveryState::Accepted),
        ("queued", DeliveryState::Accepted),
        ("sending", DeliveryState::Accepted),
        ("sent", DeliveryState::Sent),
        ("partially_delivered", DeliveryState::Sent),
        ("delivered", DeliveryState::Delivered),
        ("read", DeliveryState::Delivered),
        ("undelivered", DeliveryState::Undelivered),
        ("failed", DeliveryState::Failed),
        ("canceled", DeliveryState::Failed),
    ] {
        assert_eq!(page_of(&[outbound(1, status)]).messages[0].state, Some(state), "{status}");
    }
    for (code, problem) in [
        (json!(30003), DeliveryProblem::Unreachable),
        (json!("30006"), DeliveryProblem::Landline),
        (json!(30007), DeliveryProblem::Filtered),
        (json!(21610), DeliveryProblem::OptedOut),
        (json!(30034), DeliveryProblem::NotRegistered),
        (json!(30005), DeliveryProblem::UnknownNumber),
        (json!(98765), DeliveryProblem::Other),
    ] {
        let row = with(outbound(1, "undelivered"), "error_code", code);
        assert_eq!(page_of(&[row]).messages[0].problem, Some(problem));
    }
}

#[test]
fn the_carriers_own_answer_is_marked() {
    let row = with(outbound(1, "delivered"), "direction", json!("outbound-reply"));
    let message = page_of(&[row]).messages.remove(0);
    assert!(message.automatic && message.direction == Direction::Outbound);
}

#[test]
fn what_is_missing_or_new_stays_empty() {
    let unknown = page_of(&[outbound(1, "teleported")]).messages.remove(0);
    assert_eq!(unknown.state, None);
    for date in
        [json!(null), json!("2026-11-23T14:00:00Z"), json!("Someday"), json!(1_795_442_400), json!({})]
    {
        let message = page_of(&[with(inbound(1), "date_created", date)]).messages.remove(0);
        assert_eq!(message.created_at, None);
    }
    let bare = json!({"sid": sid(1), "direction": "inbound", "from": LUPE, "to": CLINIC, "body": "hi"});
    assert_eq!(page_of(&[bare]).messages.len(), 1);
    for (count, expected) in
        [(json!("2"), 2), (json!(2), 2), (json!(null), 0), (json!("many"), 1), (json!(-1), 1)]
    {
        assert_eq!(page_of(&[with(inbound(1), "num_media", count)]).messages[0].media_count, expected);
    }
    let picture = with(without(inbound(1), "body"), "num_media", json!("1"));
    assert_eq!(page_of(&[picture]).messages[0].body.reveal(), "");
}

#[test]
fn senders_that_are_no_numbers_are_kept_as_written() {
    for far in ["12345", "BAYOU", "", "+1713555"] {
        let message = page_of(&[with(inbound(1), "from", json!(far))]).messages.remove(0);
        assert_eq!((message.far.reveal(), message.far_number), (far, None));
    }
    let message = page_of(&[with(inbound(1), "from", json!(12345))]).messages.remove(0);
    assert_eq!(message.far.reveal(), "12345");
    let message = page_of(&[with(inbound(1), "from", json!(null))]).messages.remove(0);
    assert_eq!(message.far.reveal(), "");
}

#[test]
fn whatsapp_rows_say_so() {
    let row = with(inbound(1), "from", json!(format!("whatsapp:{LUPE}")));
    let row = with(row, "to", json!(format!("whatsapp:{CLINIC}")));
    let message = page_of(&[row]).messages.remove(0);
    assert_eq!(
        (message.channel, message.far.reveal(), message.own),
        (Channel::WhatsApp, LUPE, number(CLINIC))
    );
    assert_eq!(what_is_wrong(with(inbound(1), "from", json!("rcs:somebody"))), "from");
    assert_eq!(what_is_wrong(with(inbound(1), "from", json!(format!("whatsapp:{LUPE}")))), "from");
}

#[test]
fn a_row_that_cannot_be_used_is_named_by_its_field() {
    assert_eq!(what_is_wrong(json!(7)), "row");
    assert_eq!(what_is_wrong(json!([inbound(1)])), "row");
    assert_eq!(what_is_wrong(json!({})), "sid");
    assert_eq!(what_is_wrong(with(inbound(1), "sid", json!("SM1"))), "sid");
    assert_eq!(what_is_wrong(with(inbound(1), "sid", json!(format!("SM{}", "/".repeat(32))))), "sid");
    assert_eq!(what_is_wrong(with(inbound(1), "direction", json!("sideways"))), "direction");
    assert_eq!(what_is_wrong(without(inbound(1), "direction")), "direction");
    assert_eq!(what_is_wrong(with(inbound(1), "to", json!("nobody"))), "to");
    assert_eq!(what_is_wrong(with(outbound(1, "sent"), "from", json!(null))), "from");
    assert_eq!(what_is_wrong(with(inbound(1), "from", json!(["x"]))), "from");
    assert_eq!(what_is_wrong(with(inbound(1), "from", json!("9".repeat(65)))), "from");
    assert_eq!(what_is_wrong(with(inbound(1), "body", json!(3))), "body");
    assert_eq!(what_is_wrong(without(inbound(1), "body")), "body");
    let page = page_of(&[without(inbound(9), "body")]);
    assert_eq!(page.unreadable[0].id.as_ref().unwrap().as_str(), sid(9), "so that it can be asked for again");
}

#[test]
fn one_bad_row_does_not_hide_its_neighbours() {
    let page = page_of(&[inbound(1), json!(null), inbound(2), json!({"sid": 1}), inbound(3)]);
    let ids: Vec<_> = page.messages.iter().map(|message| message.id.as_str().to_owned()).collect();
    assert_eq!(ids, [sid(1), sid(2), sid(3)]);
    assert_eq!(page.unreadable.len(), 2);
}

#[test]
fn an_id_that_changes_case_is_the_same_text() {
    let shouted = |n| with(inbound(n), "sid", json!(sid(n).to_uppercase()));
    let page = page_of(&[shouted(0xabc), inbound(0xabc), inbound(0xdef)]);
    let ids: Vec<_> = page.messages.iter().map(|message| message.id.as_str()).collect();
    assert_eq!(ids, [sid(0xabc), sid(0xdef)]);
    assert!(page.unreadable.is_empty());
    // Which text a row without an id and a date stands above is told by that id, however it is spelled.
    let above = |below| {
        let row = without(without(inbound(1), "sid"), "date_created");
        page_of(&[row, below]).unreadable[0].print.clone().unwrap()
    };
    assert_eq!(above(shouted(0xabc)), above(inbound(0xabc)));
    assert_ne!(above(shouted(0xabc)), above(inbound(0xabd)));
}

#[test]
fn a_repeated_id_counts_once_the_first_time() {
    let page = page_of(&[outbound(1, "delivered"), inbound(2), outbound(1, "sent")]);
    assert_eq!(page.messages.len(), 2);
    assert_eq!(page.messages[0].state, Some(DeliveryState::Delivered));
}

#[test]
fn half_an_emoji_does_not_hide_the_page() {
    let json =
        json!({"messages": [inbound(1), with(inbound(2), "body", json!("HALF")), inbound(3)]}).to_string();
    let page = read(json.replace("HALF", r"ok \ud83d \ud83d\ude00").as_bytes()).unwrap();
    assert_eq!(page.messages.len(), 3);
    assert_eq!(page.messages[1].body.reveal(), "ok \u{fffd} \u{1f600}");
}

#[test]
fn hostile_words_arrive_as_they_are() {
    for body in [
        "<script>alert(1)</script>",
        "\u{202e}gnp.exe",
        "zero\u{200b}width",
        "nul\u{0}l",
        &"x".repeat(65_536),
    ] {
        assert_eq!(page_of(&[with(inbound(1), "body", json!(body))]).messages[0].body.reveal(), body);
    }
}

#[test]
fn a_repeated_field_does_not_spoil_the_page() {
    let twice = format!(
        r#"{{"messages":[{{"sid":"{}","sid":"{}","direction":"inbound","from":"{LUPE}","to":"{CLINIC}","body":"a","body":"b"}}]}}"#,
        sid(1),
        sid(2)
    );
    let message = read(twice.as_bytes()).unwrap().messages.remove(0);
    assert_eq!((message.id.as_str(), message.body.reveal()), (sid(2).as_str(), "b"));
}

#[test]
fn nesting_without_end_is_not_followed() {
    let deep = format!(r#"{{"messages":{}"#, "[".repeat(1_000_000));
    assert_eq!(read(deep.as_bytes()), Err(FetchError::Unreadable { what: "not JSON" }));
    let field = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let row = json!({"messages": [inbound(1), with(inbound(2), "body", json!("DEEP"))]}).to_string();
    let page = read(row.replace("\"DEEP\"", &field).as_bytes()).unwrap();
    assert_eq!((page.messages.len(), page.unreadable[0].what), (1, "body"));
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(Value::from(LUPE)),
        Just(Value::from("inbound")),
        Just(Value::from("whatsapp:+1")),
        Just(Value::from("Mon, 31 Feb 2026 25:61:61 +9999")),
        Just(Value::from("//evil.example/2010-04-01")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,8}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

const FIELDS: [&str; 10] = [
    "sid",
    "from",
    "to",
    "body",
    "direction",
    "status",
    "error_code",
    "date_created",
    "date_sent",
    "num_media",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_an_answer_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_good_page_with_spoilt_bytes_is_an_answer_or_an_error(
        spoils in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = json!({"messages": [inbound(1), outbound(2, "sent")], "next_page_uri": "/x"}).to_string().into_bytes();
        for (at, byte) in spoils {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(&bytes);
    }

    #[test]
    fn every_row_is_used_or_named(
        spoils in prop::collection::vec((prop::sample::select(FIELDS.to_vec()), anything()), 0..6),
        strangers in prop::collection::vec(anything(), 0..3),
        next in anything(),
    ) {
        let mut rows: Vec<Value> = (0..spoils.len()).map(inbound).collect();
        for (row, (field, value)) in rows.iter_mut().zip(spoils) {
            row[field] = value;
        }
        rows.extend(strangers);
        let page = read(json!({"messages": rows, "next_page_uri": next}).to_string().as_bytes()).unwrap();
        let bad_next = page.unreadable.iter().filter(|row| row.what == "next_page_uri").count();
        prop_assert_eq!(page.messages.len() + page.unreadable.len() - bad_next, rows.len());
        if let Some(next) = page.next {
            prop_assert!(next.reveal().starts_with("https://api.twilio.com/"));
        }
    }
}
