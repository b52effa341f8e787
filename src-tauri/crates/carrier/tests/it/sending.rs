//! One intent, one POST, whatever happens on the way; and the outcome claims no more than was proven.

use foyer_carrier::{
    Carrier, Decoder, NotSentReason, Rejection, Secret, SubmitOutcome, UnknownReason, twilio,
};
use foyer_domain::{
    Channel, ChannelFault, DeliveryProblem, DeliveryState, ProviderMessageId, Span, Timestamp,
};

use crate::{
    far_end::{Act, FarEnd, http, http_with},
    practice::{self, KEY, MESSAGE, SECRET, config, created, refusal, text_to_lupe, twilio, twilio_for},
};

/// Submits one text against `act` and proves that one connection was made and at most one POST begun.
async fn outcome_of(act: Act) -> SubmitOutcome {
    let far_end = FarEnd::play(vec![act.clone()]).await;
    let outcome = twilio_for(&act, &far_end.base).submit(&text_to_lupe()).await;
    assert_eq!(far_end.connections().await, 1, "one connection, whatever happened");
    let posts: usize = far_end.requests().iter().map(|bytes| bytes.matches("POST ").count()).sum();
    assert!(posts <= 1, "at most one POST, whatever happened");
    outcome
}

async fn answered(status: &str, body: &str) -> SubmitOutcome {
    outcome_of(Act::Reply(http(status, body))).await
}

const fn rejected(problem: DeliveryProblem, code: u32) -> SubmitOutcome {
    SubmitOutcome::Rejected(Rejection { problem, code: Some(code) })
}

#[tokio::test]
async fn the_request_says_what_the_outbox_meant() {
    let far_end = FarEnd::reply("201 Created", &created()).await;
    let outcome = twilio(&far_end.base).submit(&text_to_lupe()).await;
    assert_eq!(
        outcome,
        SubmitOutcome::Accepted {
            id: ProviderMessageId::parse(MESSAGE).unwrap(),
            state: DeliveryState::Accepted,
            created_at: Some(Timestamp::from_millis(1_795_442_400_000)),
        }
    );
    let request = far_end.requests().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with(&format!(
            "POST /2010-04-01/Accounts/{}/Messages.json HTTP/1.1\r\n",
            practice::ACCOUNT
        ))
    );
    assert_eq!(
        body,
        "From=%2B17135550100&To=%2B17135550142&Body=Your+biopsy+is+benign%2C+Lupe&ValidityPeriod=900"
    );
    let head = head.to_ascii_lowercase();
    assert!(head.contains("content-type: application/x-www-form-urlencoded"));
    assert_eq!(head.matches("authorization: basic ").count(), 1);
}

#[tokio::test]
async fn validity_stays_within_what_twilio_takes() {
    for (validity, told) in [
        (Span::ZERO, "=1"),
        (Span::seconds(-9), "=1"),
        (Span::days(3), "=36000"),
        (Span::millis(2_999), "=2"),
    ] {
        let far_end = FarEnd::reply("201 Created", &created()).await;
        let text = foyer_carrier::OutgoingText { validity, ..text_to_lupe() };
        twilio(&far_end.base).submit(&text).await;
        assert!(far_end.requests()[0].ends_with(&format!("ValidityPeriod{told}")), "{validity:?}");
    }
}

#[tokio::test]
async fn before_a_connection_nothing_was_sent() {
    let closed = FarEnd::closed_port().await;
    let down = SubmitOutcome::NotSent { reason: NotSentReason::CarrierDown, retry_after: None };
    assert_eq!(twilio(&closed).submit(&text_to_lupe()).await, down);

    let nowhere = twilio("https://carrier.invalid").submit(&text_to_lupe()).await;
    assert_eq!(nowhere, SubmitOutcome::NotSent { reason: NotSentReason::NoNetwork, retry_after: None });
}

#[tokio::test]
async fn without_tls_nothing_was_sent() {
    let down = SubmitOutcome::NotSent { reason: NotSentReason::CarrierDown, retry_after: None };
    for act in [
        Act::SpeakFirst(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
        Act::ResetAfter(5),
        Act::ResetUnread,
        Act::Silence,
    ] {
        let far_end = FarEnd::play(vec![act.clone()]).await;
        let base = far_end.base.replace("http://", "https://");
        assert_eq!(twilio_for(&act, &base).submit(&text_to_lupe()).await, down);
        assert_eq!(far_end.connections().await, 1);
        assert!(far_end.requests().iter().all(|bytes| !bytes.contains("POST")), "no request before TLS");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_doubt() {
    let lost = SubmitOutcome::Unknown(UnknownReason::ConnectionLost);
    for act in [
        Act::ResetUnread,
        Act::ResetAfter(1),
        Act::ResetAfter(100),
        Act::ResetAfter(400),
        Act::CloseAfterRequest,
        Act::SpeakFirst(Vec::new()),
        Act::ReplyThenReset(b"HTTP/1.1 201 Cre".to_vec()),
    ] {
        assert_eq!(outcome_of(act).await, lost);
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_leaves_doubt_even_after_the_id() {
    let lost = SubmitOutcome::Unknown(UnknownReason::ConnectionLost);
    let whole = http("201 Created", &created());
    for kept in [whole.len() - 1, whole.len() - 40, whole.len() / 2] {
        assert_eq!(outcome_of(Act::Reply(whole[..kept].to_vec())).await, lost, "{kept} bytes");
    }
    let chunked = format!("HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n400\r\n{}", created());
    assert_eq!(outcome_of(Act::Reply(chunked.into_bytes())).await, lost);
}

#[tokio::test]
async fn silence_leaves_doubt() {
    let timeout = SubmitOutcome::Unknown(UnknownReason::Timeout);
    assert_eq!(outcome_of(Act::Silence).await, timeout);
    assert_eq!(outcome_of(Act::ReplyThenSilence(b"HTTP/1.1 201 Created\r\n".to_vec())).await, timeout);
    let mut half = http("201 Created", &created());
    half.truncate(half.len() - 20);
    assert_eq!(outcome_of(Act::ReplyThenSilence(half)).await, timeout);
}

#[tokio::test]
async fn a_failing_carrier_leaves_doubt() {
    for status in [408, 425, 500, 502, 503, 504, 599] {
        let outcome = answered(&format!("{status} Failure"), &refusal(status, 20500)).await;
        assert_eq!(outcome, SubmitOutcome::Unknown(UnknownReason::CarrierFailure { status }));
    }
    let told_to_wait = http_with("503 Service Unavailable", "retry-after: 1\r\n", "");
    let outcome = outcome_of(Act::Reply(told_to_wait)).await;
    assert_eq!(outcome, SubmitOutcome::Unknown(UnknownReason::CarrierFailure { status: 503 }));
}

#[tokio::test]
async fn somebody_elses_answer_leaves_doubt() {
    let portal = "<html><title>Guest Wi-Fi</title></html>";
    for (line, status, body) in [
        ("200 OK", 200, portal),
        ("200 OK", 200, ""),
        ("204 No Content", 204, ""),
        ("201 Created", 201, "{}"),
        ("201 Created", 201, r#"{"sid":null}"#),
        ("201 Created", 201, r#"{"sid":"SM123"}"#),
        ("201 Created", 201, "[]"),
        ("304 Not Modified", 304, ""),
        ("400 Bad Request", 400, portal),
        ("401 Unauthorized", 401, portal),
        ("403 Forbidden", 403, portal),
        ("404 Not Found", 404, portal),
        ("407 Proxy Authentication Required", 407, ""),
        ("400 Bad Request", 400, r#"{"code":21610,"message":"x","status":200}"#),
    ] {
        let outcome = answered(line, body).await;
        assert_eq!(outcome, SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status }), "{line} {body}");
    }
    let endless = Act::Flood(b"HTTP/1.1 201 Created\r\n\r\n".to_vec());
    assert_eq!(
        outcome_of(endless).await,
        SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status: 201 })
    );
}

#[tokio::test]
async fn no_redirect_is_followed_with_a_text_or_a_password() {
    for status in [301, 302, 303, 307, 308] {
        let trap = FarEnd::reply("201 Created", &created()).await;
        let location = format!("location: {}/2010-04-01/Accounts/x/Messages.json\r\n", trap.base);
        let outcome = outcome_of(Act::Reply(http_with(&format!("{status} Moved"), &location, ""))).await;
        assert_eq!(outcome, SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status }));
        assert_eq!(trap.connections().await, 0);
    }
}

#[tokio::test]
async fn asked_to_slow_down_nothing_was_sent() {
    for (header, retry_after) in [
        ("", None),
        ("retry-after: 7\r\n", Some(Span::seconds(7))),
        ("retry-after: 999999999\r\n", Some(Span::hours(1))),
        ("retry-after: -1\r\n", None),
        (
            "date: Mon, 23 Nov 2026 14:00:00 GMT\r\nretry-after: Mon, 23 Nov 2026 14:02:00 GMT\r\n",
            Some(Span::minutes(2)),
        ),
        (
            "date: Mon, 23 Nov 2026 14:00:00 GMT\r\nretry-after: Sun, 22 Nov 2026 14:00:00 GMT\r\n",
            Some(Span::ZERO),
        ),
    ] {
        let outcome = outcome_of(Act::Reply(http_with("429 Too Many Requests", header, ""))).await;
        assert_eq!(
            outcome,
            SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after },
            "{header}"
        );
    }
    let full = answered("400 Bad Request", &refusal(400, 21611)).await;
    assert_eq!(full, SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after: None });
}

#[tokio::test]
async fn a_documented_refusal_is_final_for_this_text() {
    for (code, problem) in [
        (21610, DeliveryProblem::OptedOut),
        (21614, DeliveryProblem::Landline),
        (21211, DeliveryProblem::UnknownNumber),
        (21408, DeliveryProblem::Other),
        (21606, DeliveryProblem::Other),
        (21608, DeliveryProblem::Other),
        (21612, DeliveryProblem::Other),
        (21617, DeliveryProblem::Other),
        (99999, DeliveryProblem::Other),
    ] {
        assert_eq!(answered("400 Bad Request", &refusal(400, code)).await, rejected(problem, code));
    }
    assert_eq!(
        answered("403 Forbidden", &refusal(403, 21408)).await,
        rejected(DeliveryProblem::Other, 21408),
        "a region that is not enabled does not stop the desk"
    );
}

#[tokio::test]
async fn a_refused_account_pauses_everything() {
    let credentials = SubmitOutcome::Paused(ChannelFault::Credentials);
    assert_eq!(answered("401 Unauthorized", &refusal(401, 20003)).await, credentials);
    assert_eq!(answered("403 Forbidden", &refusal(403, 20003)).await, credentials);
    assert_eq!(answered("403 Forbidden", &refusal(403, 70051)).await, credentials);
    assert_eq!(answered("400 Bad Request", &refusal(400, 20003)).await, credentials);
    assert_eq!(answered("404 Not Found", &refusal(404, 20404)).await, credentials);
    let suspended = SubmitOutcome::Paused(ChannelFault::Suspended);
    assert_eq!(answered("403 Forbidden", &refusal(403, 30002)).await, suspended);
    assert_eq!(answered("401 Unauthorized", &refusal(401, 20005)).await, suspended);
}

#[tokio::test]
async fn each_text_has_its_own_connection_so_a_closing_one_costs_nothing() {
    // The server promises to keep the connection and closes it: whoever wrote the next text into it would
    // never know whether it was read.
    let promise =
        http_with("201 Created", "connection: keep-alive\r\nkeep-alive: timeout=60\r\n", &created());
    let far_end =
        FarEnd::play(vec![Act::ReplyThenReset(promise.clone()), Act::ReplyThenSilence(promise)]).await;
    let twilio = twilio(&far_end.base);
    for _ in 0..3 {
        assert!(matches!(twilio.submit(&text_to_lupe()).await, SubmitOutcome::Accepted { .. }));
    }
    assert_eq!(far_end.connections().await, 3);
    for request in far_end.requests().iter().filter(|request| !request.is_empty()) {
        assert_eq!(request.matches("POST ").count(), 1);
    }
}

#[tokio::test]
async fn a_status_that_did_not_exist_is_still_an_acceptance() {
    let body = created().replace("queued", "teleporting").replace("Mon, 23 Nov", "Someday");
    let outcome = answered("201 Created", &body).await;
    assert!(matches!(
        outcome,
        SubmitOutcome::Accepted { state: DeliveryState::Accepted, created_at: None, .. }
    ));
}

#[tokio::test]
async fn the_id_of_an_accepted_text_is_the_one_its_list_will_show_whatever_its_case() {
    let digits = "0123456789abcdef0123456789abcdef";
    let body = created().replace(MESSAGE, &format!("Sm{}", digits.to_uppercase()));
    let SubmitOutcome::Accepted { id, .. } = answered("201 Created", &body).await else {
        panic!("it was accepted");
    };
    assert_eq!(id.as_str(), format!("SM{digits}"));
}

#[tokio::test]
async fn whatsapp_is_refused_without_a_request() {
    let far_end = FarEnd::reply("201 Created", &created()).await;
    let text = foyer_carrier::OutgoingText { channel: Channel::WhatsApp, ..text_to_lupe() };
    let outcome = twilio(&far_end.base).submit(&text).await;
    assert_eq!(outcome, SubmitOutcome::Rejected(Rejection { problem: DeliveryProblem::Other, code: None }));
    assert_eq!(far_end.connections().await, 0);
}

#[test]
fn a_configuration_that_would_leak_is_refused() {
    use twilio::ConfigError;
    let wrong = |change: &dyn Fn(&mut twilio::TwilioConfig)| {
        let mut config = config("https://api.twilio.com");
        change(&mut config);
        twilio::Twilio::new(config, Decoder::here()).err()
    };
    let at = |base: &'static str| wrong(&move |config| config.base_url = base.parse().unwrap());
    assert_eq!(at("https://api.twilio.com"), None);
    assert_eq!(at("http://127.0.0.1:4010"), None);
    assert_eq!(at("http://[::1]:4010"), None);
    assert_eq!(at("http://localhost:4010"), None);
    for open in
        ["http://api.twilio.com", "http://192.168.1.10", "http://127.0.0.1.evil.example", "http://0.0.0.0"]
    {
        assert_eq!(at(open), Some(ConfigError::NotSecure), "{open}");
    }
    for unusable in
        ["https://user:pass@api.twilio.com", "ftp://api.twilio.com", "file:///etc", "mailto:a@b.example"]
    {
        assert_eq!(at(unusable), Some(ConfigError::BaseUrl), "{unusable}");
    }
    assert_eq!(wrong(&|config| config.account_sid = "AC../../Other".into()), Some(ConfigError::AccountSid));
    assert_eq!(wrong(&|config| config.account_sid = KEY.into()), Some(ConfigError::AccountSid));
    assert_eq!(wrong(&|config| config.key_sid = "lupe".into()), Some(ConfigError::KeySid));
    assert_eq!(wrong(&|config| config.secret = Secret::new("")), Some(ConfigError::Secret));
    assert_eq!(
        wrong(&|config| config.secret = Secret::new(format!("{SECRET}\r\nx: y"))),
        Some(ConfigError::Secret)
    );
    assert_eq!(wrong(&|config| config.page_size = 0), Some(ConfigError::PageSize));
    assert_eq!(wrong(&|config| config.page_size = 1_001), Some(ConfigError::PageSize));
}
