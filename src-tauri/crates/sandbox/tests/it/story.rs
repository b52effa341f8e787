//! What the tests share: a small carrier, a running one, and people.

use std::sync::{Arc, Mutex};

use foyer_sandbox::http::{Clock, Served, serve};
use foyer_sandbox::{Answer, Carrier, Handset, Method};
use serde_json::Value;

/// The clinic.
pub const CLINIC: &str = "+17135550100";
/// A patient with an ordinary phone.
pub const ALMA: &str = "+17135550142";
/// A patient whose phone is off.
pub const BEN: &str = "+17135550143";
/// A patient on a landline.
pub const CARA: &str = "+17135550144";
/// Monday, 23 November 2026, 10:42 in Houston.
pub const START: i64 = 1_795_452_120_000;

pub fn carrier(seed: u64) -> Carrier {
    let mut carrier = Carrier::new(seed);
    carrier.advance(START);
    carrier.add_number(CLINIC, "Main");
    carrier.add_patient(ALMA, Handset::Mobile);
    carrier.add_patient(BEN, Handset::Off);
    carrier.add_patient(CARA, Handset::Landline);
    carrier
}

pub fn post(carrier: &mut Carrier, now: i64, path: &str, form: &[(&str, &str)]) -> Answer {
    let request = carrier.request(Method::Post, path, form);
    carrier.answer(now, &request)
}

pub fn get(carrier: &mut Carrier, now: i64, path: &str, query: &[(&str, &str)]) -> Answer {
    let request = carrier.request(Method::Get, path, query);
    carrier.answer(now, &request)
}

pub fn send(carrier: &mut Carrier, now: i64, to: &str, body: &str) -> Answer {
    post(carrier, now, "Messages.json", &[("To", to), ("From", CLINIC), ("Body", body)])
}

pub fn code(answer: &Answer) -> (u16, u64) {
    (answer.status, answer.value()["code"].as_u64().unwrap_or(0))
}

pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// A carrier on loopback whose clock stands still unless moved.
pub async fn serving(carrier: Carrier) -> (Served, reqwest::Client) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let clock = Clock::starting_at(carrier.now(), 0.0);
    let served = serve(Arc::new(Mutex::new(carrier)), listener, clock).await.unwrap();
    (served, client())
}

pub fn client() -> reqwest::Client {
    // The second test to get here finds it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent("story")
        .retry(reqwest::retry::never())
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// Address below the account, with credentials.
pub fn api(
    served: &Served,
    client: &reqwest::Client,
    verb: reqwest::Method,
    path: &str,
) -> reqwest::RequestBuilder {
    let account = served.carrier.lock().unwrap().account().clone();
    let address = format!("{}/2010-04-01/Accounts/{}/{path}", served.base_url, account.account_sid);
    client.request(verb, address).basic_auth(account.key_sid, Some(account.secret))
}
