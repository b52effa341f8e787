//! Each fault does to an answer what it says, and what was processed stays processed.

use foyer_sandbox::{Answer, Fate};
use serde_json::Value;

use crate::story::{ALMA, START, carrier, code, get, send};

/// The answer to one send under one fault, and how many texts the carrier then has.
fn under(fault: &str) -> (Answer, usize) {
    let mut carrier = carrier(1);
    carrier.set_fault(START, fault.parse().unwrap());
    let answer = send(&mut carrier, START, ALMA, "hola");
    let accepted = carrier.record().accepted(ALMA, "hola");
    (answer, accepted)
}

#[test]
fn some_faults_strike_before_acceptance() {
    for (fault, expected) in [("429", (429, 20429)), ("500-before", (500, 20500)), ("revoked", (401, 20003))]
    {
        let (answer, accepted) = under(fault);
        assert_eq!((code(&answer), accepted), (expected, 0), "{fault}");
    }
    let (answer, _) = under("429:retry_after_s=7");
    assert!(answer.headers.contains(&("retry-after", "7".to_owned())));
    assert_eq!(code(&under("500-before:status=503").0), (503, 20503));
    assert_eq!((under("outage").0.fate, under("outage").1), (Fate::Refused, 0));
    assert_eq!((under("hang-up").0.fate, under("hang-up").1), (Fate::HungUp, 0));
    let (portal, accepted) = under("captive-portal");
    assert_eq!((portal.status, portal.value(), accepted), (200, Value::Null, 0));
}

#[test]
fn some_faults_strike_after_acceptance() {
    let (answer, accepted) = under("500-after");
    assert_eq!((code(&answer), accepted), ((500, 20500), 1));
    assert_eq!((under("lost-response").0.fate, under("lost-response").1), (Fate::HungUp, 1));
    assert_eq!((under("cut-short:bytes=9").0.fate, under("cut-short").1), (Fate::CutShort(9), 1));
    let (slow, accepted) = under("slow:ms=250");
    assert_eq!((slow.status, slow.delay_ms, accepted), (201, 250, 1));
}

#[test]
fn some_faults_spoil_what_the_answer_says() {
    let (truncated, _) = under("truncated:bytes=20");
    assert_eq!((truncated.body.clone().into_bytes().len(), truncated.value()), (20, Value::Null));
    let (huge, _) = under("huge:bytes=3000000");
    assert!(huge.body.clone().into_bytes().len() > 3_000_000);
    assert_eq!(huge.value()["body"], "hola", "and still valid");
    let (surrogate, _) = under("lone-surrogates");
    let text = String::from_utf8(surrogate.body.clone().into_bytes()).unwrap();
    assert!(text.contains(r#""body":"\ud83d hola""#));
    assert_eq!(surrogate.value(), Value::Null, "strict readers refuse it");
    assert_eq!(under("unknown-status").0.value()["status"], "marinating");
}

#[test]
fn faults_meet_lists_too_and_respect_their_scope() {
    let mut carrier = carrier(2);
    carrier.inject_inbound(START, ALMA, crate::story::CLINIC, "hola", Vec::new()).unwrap();
    carrier.set_fault(START, "unknown-status:on=list".parse().unwrap());
    let list = get(&mut carrier, START, "Messages.json", &[]).value();
    assert_eq!(list["messages"][0]["status"], "marinating");
    assert_eq!(send(&mut carrier, START, ALMA, "x").value()["status"], "queued");
}
