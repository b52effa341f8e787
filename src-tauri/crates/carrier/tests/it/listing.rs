//! Walking the list over the wire: which addresses are asked, which are never, and what each failure is called.

use foyer_carrier::{Carrier, Decoder, FetchError, OwnNumber, PageCursor, Scope};
use foyer_domain::{ChannelFault, ProviderMessageId, Span};

use crate::{
    far_end::{Act, FarEnd, http, http_with},
    practice::{ACCOUNT, CLINIC, LUPE, MESSAGE, config, created, number, refusal, twilio, twilio_for},
};

fn page(rows: &str, next: &str) -> Vec<u8> {
    http("200 OK", &format!(r#"{{"messages":[{rows}],"next_page_uri":{next}}}"#))
}

fn to_clinic() -> Scope {
    Scope::To(number(CLINIC))
}

fn line(request: &str) -> &str {
    request.lines().next().unwrap()
}

#[tokio::test]
async fn scopes_become_filters_and_no_date_filter_is_trusted() {
    let far_end = FarEnd::play(vec![Act::Reply(page("", "null"))]).await;
    let twilio = twilio(&far_end.base);
    let between = Scope::Between { from: number(CLINIC), to: number(LUPE) };
    for scope in [to_clinic(), Scope::From(number(CLINIC)), between] {
        let page = twilio.fetch_page(&scope, None).await.unwrap();
        assert_eq!((page.messages.len(), page.unreadable.len(), page.next), (0, 0, None));
    }
    let asked: Vec<String> = far_end.requests().iter().map(|request| line(request).to_owned()).collect();
    let root = format!("GET /2010-04-01/Accounts/{ACCOUNT}/Messages.json");
    assert_eq!(
        asked,
        [
            format!("{root}?To=%2B17135550100&PageSize=1000 HTTP/1.1"),
            format!("{root}?From=%2B17135550100&PageSize=1000 HTTP/1.1"),
            format!("{root}?From=%2B17135550100&To=%2B17135550142&PageSize=1000 HTTP/1.1"),
        ]
    );
}

#[tokio::test]
async fn the_next_page_is_followed_to_the_letter() {
    let next = format!(
        "/2010-04-01/Accounts/{ACCOUNT}/Messages.json?To=%2B1713&PageSize=2&Page=1&PageToken=PASM%3d+x~"
    );
    let far_end = FarEnd::play(vec![
        Act::Reply(page(&created(), &format!("\"{next}\""))),
        Act::Reply(page("", "null")),
    ])
    .await;
    let twilio = twilio(&far_end.base);
    let first = twilio.fetch_page(&to_clinic(), None).await.unwrap();
    assert_eq!(first.messages.len(), 1);
    let last = twilio.fetch_page(&to_clinic(), first.next.as_ref()).await.unwrap();
    assert_eq!(last.next, None);
    assert_eq!(line(&far_end.requests()[1]), format!("GET {next} HTTP/1.1"));
}

#[tokio::test]
async fn the_next_page_never_leads_elsewhere() {
    let trap = FarEnd::play(vec![Act::Reply(page("", "null"))]).await;
    let host = trap.base.trim_start_matches("http:");
    for elsewhere in
        [trap.base.as_str(), host, "https://api.twilio.com.evil.example/x", "file:///etc/passwd", "http://"]
    {
        let far_end = FarEnd::play(vec![Act::Reply(page(&created(), &format!("\"{elsewhere}\"")))]).await;
        let page = twilio(&far_end.base).fetch_page(&to_clinic(), None).await.unwrap();
        assert_eq!(page.messages.len(), 1, "the rows are good");
        assert_eq!(page.next, None);
        assert_eq!(page.unreadable[0].what, "next_page_uri");
        let kept = PageCursor::new(elsewhere);
        let refused = twilio(&far_end.base).fetch_page(&to_clinic(), Some(&kept)).await;
        assert_eq!(refused, Err(FetchError::Unreadable { what: "cursor" }));
    }
    assert_eq!(trap.connections().await, 0);
}

#[tokio::test]
async fn each_failure_has_its_name() {
    let unreadable = |what| FetchError::Unreadable { what };
    let foreign = unreadable("not the carrier's answer");
    for (act, expected) in [
        (Act::Reply(http("200 OK", "<html>Guest Wi-Fi</html>")), unreadable("not JSON")),
        (Act::Reply(http("200 OK", "")), unreadable("not JSON")),
        (Act::Reply(http("200 OK", "{}")), unreadable("messages")),
        (Act::Reply(http("200 OK", r#"{"messages":{}}"#)), unreadable("not JSON")),
        (Act::Reply(http("302 Found", "")), foreign),
        (Act::Reply(http("403 Forbidden", "<html>blocked</html>")), foreign),
        (Act::Reply(http("407 Proxy", "")), foreign),
        (
            Act::Reply(http("401 Unauthorized", &refusal(401, 20003))),
            FetchError::Refused(ChannelFault::Credentials),
        ),
        (
            Act::Reply(http("403 Forbidden", &refusal(403, 30002))),
            FetchError::Refused(ChannelFault::Suspended),
        ),
        (Act::Reply(http("404 Not Found", &refusal(404, 20404))), FetchError::NotFound),
        (Act::Reply(http("400 Bad Request", &refusal(400, 20001))), unreadable("request refused")),
        (Act::Reply(http("429 Slow", "")), FetchError::RateLimited { retry_after: None }),
        (
            Act::Reply(http_with("429 Slow", "retry-after: 3\r\n", "")),
            FetchError::RateLimited { retry_after: Some(Span::seconds(3)) },
        ),
        (Act::Reply(http("500 Oops", &refusal(500, 20500))), FetchError::CarrierDown),
        (Act::Reply(http("503 Down", "")), FetchError::CarrierDown),
        (
            Act::Reply(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"mess".to_vec()),
            FetchError::CarrierDown,
        ),
        (Act::Reply(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()), FetchError::CarrierDown),
        (Act::ResetAfter(10), FetchError::CarrierDown),
        (Act::Silence, FetchError::CarrierDown),
    ] {
        let far_end = FarEnd::play(vec![act.clone()]).await;
        assert_eq!(twilio_for(&act, &far_end.base).fetch_page(&to_clinic(), None).await, Err(expected));
    }
    let closed = FarEnd::closed_port().await;
    assert_eq!(twilio(&closed).fetch_page(&to_clinic(), None).await, Err(FetchError::CarrierDown));
    let nowhere = twilio("https://carrier.invalid").fetch_page(&to_clinic(), None).await;
    assert_eq!(nowhere, Err(FetchError::NoNetwork));
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n".to_vec();
    let far_end = FarEnd::play(vec![Act::Flood(head)]).await;
    let mut config = config(&far_end.base);
    config.page_size = 50;
    let twilio = foyer_carrier::twilio::Twilio::new(config, Decoder::here()).unwrap();
    assert_eq!(twilio.fetch_page(&to_clinic(), None).await, Err(FetchError::TooLarge));
    assert!(far_end.flooded() < 50 * 1024 * 1024, "reading stopped: {}", far_end.flooded());

    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 52428800\r\n\r\n".to_vec();
    let far_end = FarEnd::play(vec![Act::ReplyThenSilence(announced)]).await;
    assert_eq!(
        crate::practice::twilio(&far_end.base).fetch_page(&to_clinic(), None).await,
        Err(FetchError::TooLarge)
    );
}

#[tokio::test]
async fn a_cursor_that_twilio_forgot_sends_the_reader_back_to_the_top() {
    let far_end = FarEnd::reply("400 Bad Request", &refusal(400, 20001)).await;
    let cursor = PageCursor::new(format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json?PageToken=old"));
    let told = twilio(&far_end.base).fetch_page(&to_clinic(), Some(&cursor)).await;
    assert_eq!(told, Err(FetchError::NotFound));
}

#[tokio::test]
async fn a_refused_account_is_not_mistaken_for_an_old_cursor() {
    let far_end = FarEnd::reply("401 Unauthorized", &refusal(401, 20003)).await;
    let cursor = PageCursor::new(format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json?PageToken=old"));
    let told = twilio(&far_end.base).fetch_page(&to_clinic(), Some(&cursor)).await;
    assert_eq!(told, Err(FetchError::Refused(ChannelFault::Credentials)));
}

#[tokio::test]
async fn one_message_is_there_gone_or_not_the_one() {
    let id = ProviderMessageId::parse(MESSAGE).unwrap();
    let there = FarEnd::reply("200 OK", &created()).await;
    let message = twilio(&there.base).fetch_message(&id).await.unwrap().unwrap();
    assert_eq!(message.id, id);
    assert_eq!(
        line(&there.requests()[0]),
        format!("GET /2010-04-01/Accounts/{ACCOUNT}/Messages/{MESSAGE}.json HTTP/1.1")
    );

    let shouted = FarEnd::reply("200 OK", &created().replace(MESSAGE, &MESSAGE.to_lowercase())).await;
    let message = twilio(&shouted.base).fetch_message(&id).await.unwrap().unwrap();
    assert_eq!(message.id, id, "an id in small letters is the same id");

    let gone = FarEnd::reply("404 Not Found", &refusal(404, 20404)).await;
    assert_eq!(twilio(&gone.base).fetch_message(&id).await, Ok(None));

    let portal = FarEnd::reply("404 Not Found", "<html>").await;
    let told = twilio(&portal.base).fetch_message(&id).await;
    assert_eq!(told, Err(FetchError::Unreadable { what: "not the carrier's answer" }), "nobody deleted it");

    let other = FarEnd::reply("200 OK", &created().replace("0003", "0004")).await;
    assert_eq!(
        twilio(&other.base).fetch_message(&id).await,
        Err(FetchError::Unreadable { what: "another message" })
    );

    let foreign = ProviderMessageId::parse("../../Keys").unwrap();
    let told = twilio(&other.base).fetch_message(&foreign).await;
    assert_eq!(told, Err(FetchError::Unreadable { what: "message id" }));
    assert_eq!(other.connections().await, 1, "an id that is none is never asked for");
}

#[tokio::test]
async fn the_practices_numbers_are_listed_over_pages() {
    let next = format!("/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers.json?Page=1");
    let first = format!(
        r#"{{"incoming_phone_numbers":[
            {{"phone_number":"{CLINIC}","friendly_name":"Front desk","capabilities":{{"sms":true}}}},
            {{"phone_number":"+17135550101","friendly_name":"Fax","capabilities":{{"sms":false}}}},
            {{"phone_number":"{CLINIC}","friendly_name":"Again"}}, {{"phone_number":null}}],
            "next_page_uri":"{next}"}}"#
    );
    let second = r#"{"incoming_phone_numbers":[{"phone_number":"+17135550102","friendly_name":" ","origin":"hosted"}],"next_page_uri":null}"#;
    let far_end =
        FarEnd::play(vec![Act::Reply(http("200 OK", &first)), Act::Reply(http("200 OK", second))]).await;
    let numbers = twilio(&far_end.base).numbers().await.unwrap();
    assert_eq!(
        numbers,
        [
            OwnNumber { number: number(CLINIC), name: "Front desk".into(), hosted: false },
            OwnNumber { number: number("+17135550102"), name: "(713) 555-0102".into(), hosted: true },
        ]
    );
}

#[tokio::test]
async fn a_key_that_may_only_text_is_told_from_a_wrong_key() {
    let refused = Act::Reply(http("401 Unauthorized", &refusal(401, 20003)));
    let narrow = FarEnd::play(vec![refused.clone(), Act::Reply(page("", "null"))]).await;
    assert_eq!(twilio(&narrow.base).numbers().await, Err(FetchError::NotPermitted));
    let wrong = FarEnd::play(vec![refused]).await;
    assert_eq!(twilio(&wrong.base).numbers().await, Err(FetchError::Refused(ChannelFault::Credentials)));
    assert_eq!(
        twilio(&wrong.base).check_credentials().await,
        Err(FetchError::Refused(ChannelFault::Credentials))
    );
    let good = FarEnd::play(vec![Act::Reply(page("", "null"))]).await;
    assert_eq!(twilio(&good.base).check_credentials().await, Ok(()));
    assert!(line(&good.requests()[0]).ends_with("/Messages.json?PageSize=1 HTTP/1.1"));
}
