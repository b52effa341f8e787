//! Listing: filters, order, and pages that give each row once.

use foyer_sandbox::Carrier;
use proptest::prelude::*;
use serde_json::Value;

use crate::story::{ALMA, BEN, CLINIC, START, carrier, code, get, text};

const DAY: i64 = 86_400_000;

fn sids(page: &Value) -> Vec<String> {
    page["messages"].as_array().unwrap().iter().map(|row| text(row, "sid").to_owned()).collect()
}

/// Follows an address exactly as it was given, as a client has to.
fn follow(carrier: &mut Carrier, now: i64, uri: &str) -> Value {
    let address = url::Url::parse("http://carrier").unwrap().join(uri).unwrap();
    let mut request = carrier.request(foyer_sandbox::Method::Get, "", &[]);
    request.path = address.path().to_owned();
    request.query = address.query_pairs().into_owned().collect();
    carrier.answer(now, &request).value()
}

fn walk(
    carrier: &mut Carrier,
    now: i64,
    first: &[(&str, &str)],
    mut between: impl FnMut(&mut Carrier),
) -> Vec<String> {
    let mut page = get(carrier, now, "Messages.json", first).value();
    let mut all = sids(&page);
    while let Some(next) = page["next_page_uri"].as_str().map(str::to_owned) {
        between(carrier);
        page = follow(carrier, now, &next);
        all.extend(sids(&page));
    }
    all
}

fn inbound(carrier: &mut Carrier, at: i64, from: &str) -> String {
    carrier.inject_inbound(at, from, CLINIC, "hi", Vec::new()).unwrap()
}

#[test]
fn the_inequality_is_in_the_parameters_name_and_elsewhere_refused_or_ignored() {
    let mut carrier = carrier(1);
    let old = inbound(&mut carrier, START, ALMA);
    let new = inbound(&mut carrier, START + 2 * DAY, ALMA);
    let now = START + 2 * DAY;
    let mut list = |query: &[(&str, &str)]| get(&mut carrier, now, "Messages.json", query);
    assert_eq!(sids(&list(&[]).value()), [new.clone(), old.clone()]);
    assert_eq!(sids(&list(&[("DateSent>", "2026-11-24")]).value()).join(","), new);
    assert_eq!(sids(&list(&[("DateSent<", "2026-11-24")]).value()).join(","), old);
    assert_eq!(sids(&list(&[("DateSent", "2026-11-23")]).value()).join(","), old);
    assert_eq!(
        sids(&list(&[("DateCreated>", "2026-11-24")]).value()).len(),
        2,
        "unknown filters are ignored"
    );
    assert_eq!(code(&list(&[("DateSent", ">=2026-11-24")])), (400, 20001));
    assert_eq!(sids(&list(&[("DateSent>", "2026-11-25T00:00:00Z")]).value()), [new]);
}

#[test]
fn to_and_from_are_exact_and_rows_without_a_sending_date_fail_a_date_filter() {
    let mut carrier = carrier(2);
    inbound(&mut carrier, START, ALMA);
    let ben = inbound(&mut carrier, START + 1, BEN);
    crate::story::send(&mut carrier, START + 2, ALMA, "queued");
    let now = START + 2;
    let mut list =
        |query: &[(&str, &str)]| sids(&get(&mut carrier, now, "Messages.json", query).value()).len();
    assert_eq!(list(&[("To", CLINIC)]), 2);
    assert_eq!(list(&[("From", CLINIC)]), 1);
    assert_eq!(list(&[("To", CLINIC), ("From", BEN)]), 1);
    assert_eq!(list(&[("To", " 17135550100")]), 0, "a plus sign that was not encoded finds nobody");
    assert_eq!(list(&[("DateSent>", "2026-11-01"), ("From", CLINIC)]), 0);
    assert_eq!(list(&[("From", BEN)]), 1);
    assert!(ben.starts_with("SM"));
}

#[test]
fn page_numbers_alone_and_page_sizes_out_of_range_are_refused() {
    let mut carrier = carrier(3);
    let mut list = |query: &[(&str, &str)]| code(&get(&mut carrier, START, "Messages.json", query));
    assert_eq!(list(&[("Page", "1")]), (400, 20001));
    assert_eq!(list(&[("PageSize", "0")]), (400, 20001));
    assert_eq!(list(&[("PageSize", "1001")]), (400, 20001));
    assert_eq!(list(&[("Page", "1"), ("PageToken", "PA")]), (400, 20001));
    assert_eq!(list(&[("PageSize", "1000")]), (200, 0));
}

#[test]
fn the_page_before_is_the_page_before() {
    let mut carrier = carrier(4);
    for second in 0..9 {
        inbound(&mut carrier, START + second * 1000, ALMA);
    }
    let now = START + 9000;
    let first = get(&mut carrier, now, "Messages.json", &[("PageSize", "4")]).value();
    let second = follow(&mut carrier, now, first["next_page_uri"].as_str().unwrap());
    let back = follow(&mut carrier, now, second["previous_page_uri"].as_str().unwrap());
    assert_eq!(sids(&back), sids(&first));
    assert_eq!(first["previous_page_uri"], Value::Null);
}

#[test]
fn listing_faults_hide_repeat_reorder_and_loop() {
    let mut carrier = carrier(5);
    for second in 0..8 {
        inbound(&mut carrier, START + second * 1000, ALMA);
    }
    let now = START + 8000;
    let honest = sids(&get(&mut carrier, now, "Messages.json", &[]).value());
    let mut with = |fault: &str| {
        carrier.clear_faults(None);
        carrier.set_fault(now, fault.parse().unwrap());
        get(&mut carrier, now, "Messages.json", &[("PageSize", "8")]).value()
    };
    assert_eq!(sids(&with("list-lag:ms=4000")), honest[3..]);
    let repeated = sids(&with("repeat-rows"));
    assert_eq!(repeated.len(), 10);
    let mut shuffled = sids(&with("reorder-rows"));
    assert_ne!(shuffled, honest);
    shuffled.sort();
    let mut sorted = honest.clone();
    sorted.sort();
    assert_eq!(shuffled, sorted);
    let looped = with("looped-pages");
    assert_eq!(looped["next_page_uri"], looped["uri"]);
}

proptest! {
    #[test]
    fn paging_returns_each_row_once_while_new_ones_arrive(
        gaps in prop::collection::vec(0_i64..3, 1..80),
        size in 1_usize..30,
        seed in any::<u64>(),
    ) {
        let mut carrier = carrier(seed);
        let mut at = START;
        let mut given = Vec::new();
        for gap in gaps {
            at += gap * 1000;
            given.push(inbound(&mut carrier, at, ALMA));
        }
        given.reverse();
        let size = size.to_string();
        let seen = walk(&mut carrier, at, &[("To", CLINIC), ("PageSize", &size)], |carrier| {
            inbound(carrier, at + 1, BEN);
        });
        prop_assert!(seen == given);
    }
}
