//! A planted number, a planted sentence and a planted password, looked for in everything that can be printed.

use std::{
    fmt::Debug,
    io::Write,
    sync::{Mutex, OnceLock},
};

use foyer_carrier::{Carrier, Scope};
use foyer_domain::ProviderMessageId;

use crate::{
    far_end::{Act, FarEnd, http, http_with},
    practice::{
        CLINIC, LUPE, MESSAGE, SECRET, WORDS, config, created, number, refusal, text_to_lupe, twilio,
        twilio_for,
    },
};

/// The key and its secret as the header carries them.
const BASIC: &str = "U0swMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMjpjb3JyZWN0LWhvcnNlLWJhdHRlcnk=";

static HEARD: Mutex<String> = Mutex::new(String::new());

/// Listens to both kinds of log, down to the last detail.
struct Ear;

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        HEARD.lock().unwrap().push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl log::Log for Ear {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}\n", record.target(), record.args());
        HEARD.lock().unwrap().push_str(&line);
    }

    fn flush(&self) {}
}

fn listen() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(|| Ear).init();
        log::set_logger(&Ear).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// Fails if anything personal is in `printed`.
fn clean(where_: &str, printed: &str) {
    let lowered = printed.to_lowercase();
    for planted in ["7135550142", "713-555-0142", "biopsy", "lupe", SECRET, BASIC] {
        assert!(!lowered.contains(&planted.to_lowercase()), "{planted} in {where_}");
    }
}

fn clean_value(where_: &str, value: &impl Debug) {
    clean(where_, &format!("{value:?} {value:#?}"));
}

fn ways_to_fail() -> Vec<Act> {
    let leaky = format!("{{\"code\":21211,\"message\":\"{LUPE} {WORDS}\",\"status\":400}}");
    vec![
        Act::ResetUnread,
        Act::ResetAfter(60),
        Act::CloseAfterRequest,
        Act::Silence,
        Act::Reply(http("201 Created", &created())),
        Act::Reply(http(
            "200 OK",
            &format!("{{\"messages\":[{}],\"next_page_uri\":\"/x?To={LUPE}\"}}", created()),
        )),
        Act::Reply(http("200 OK", &format!("{{\"messages\":[\"{LUPE} {WORDS}\""))),
        Act::Reply(http("200 OK", &format!("{{\"messages\":[{{\"sid\":\"{LUPE}\"}},{{\"{WORDS}\":1}}]}}"))),
        Act::Reply(http("400 Bad Request", &leaky)),
        Act::Reply(http("401 Unauthorized", &refusal(401, 20003))),
        Act::Reply(http("404 Not Found", &refusal(404, 20404))),
        Act::Reply(http("429 Slow", &leaky)),
        Act::Reply(http("500 Oops", &leaky)),
        Act::Reply(http_with("302 Found", &format!("location: https://{LUPE}.example/?q={LUPE}\r\n"), "")),
        Act::Reply(format!("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{LUPE} {WORDS}").into_bytes()),
        Act::Reply(format!("{LUPE} {WORDS}\r\n\r\n").into_bytes()),
    ]
}

#[tokio::test]
async fn nothing_personal_can_be_printed() {
    listen();
    let id = ProviderMessageId::parse(MESSAGE).unwrap();
    let scope = Scope::Between { from: number(CLINIC), to: number(LUPE) };
    let text = text_to_lupe();
    clean_value("the text", &text);
    clean_value("the scope", &scope);
    let closed = FarEnd::closed_port().await;
    clean_value("the configuration", &config(&closed));
    let mut clients = vec![twilio(&closed), twilio("https://carrier.invalid")];
    let mut far_ends = Vec::new();
    for act in ways_to_fail() {
        let far_end = FarEnd::play(vec![act.clone()]).await;
        clients.push(twilio_for(&act, &far_end.base));
        far_ends.push(far_end);
    }
    for twilio in &clients {
        clean_value("submit", &twilio.submit(&text).await);
        let page = twilio.fetch_page(&scope, None).await;
        clean_value("page", &page);
        if let Ok(page) = &page {
            clean_value("cursor", &page.next);
        }
        let message = twilio.fetch_message(&id).await;
        let media = twilio.fetch_media(&id).await;
        let numbers = twilio.numbers().await;
        clean_value("message", &message);
        clean_value("media", &media);
        clean_value("numbers", &numbers);
        for error in [page.err(), message.err(), media.err(), numbers.err()].into_iter().flatten() {
            clean("an error", &error.to_string());
        }
    }
    let sent = far_ends.iter().flat_map(FarEnd::requests).any(|request| request.contains(BASIC));
    assert!(sent, "what we look for is what was sent");
    let heard = HEARD.lock().unwrap();
    assert!(heard.contains("accepted") && heard.contains("outcome unknown"), "the ear hears our own lines");
    assert!(heard.contains("reqwest"), "and the library's");
    clean("the log", &heard);
}
