//! Over real sockets: credentials, media and its redirect, outages, lost answers, the byte-level tally.

use foyer_sandbox::{FaultName, FaultSpec};
use reqwest::Method;
use serde_json::Value;

use crate::story::{ALMA, CLINIC, START, api, carrier, client, serving, text};

#[tokio::test]
async fn a_text_is_sent_listed_and_fetched() {
    let (served, client) = serving(carrier(1)).await;
    let form = [("To", ALMA), ("From", CLINIC), ("Body", "Nos vemos el martes ¿sí? 😀")];
    let sent = api(&served, &client, Method::POST, "Messages.json").form(&form).send().await.unwrap();
    assert_eq!(sent.status(), 201);
    let sent: Value = sent.json().await.unwrap();
    assert_eq!((text(&sent, "body"), text(&sent, "to")), (form[2].1, ALMA));
    served.clock.advance(60_000);
    let path = format!("Messages.json?To={}&DateSent%3E=2026-11-23", ALMA.replace('+', "%2B"));
    let list: Value = api(&served, &client, Method::GET, &path).send().await.unwrap().json().await.unwrap();
    assert_eq!(list["messages"][0]["status"], "delivered");
    assert_eq!(served.carrier.lock().unwrap().tally().accepted_by_client["story"], 1);
    served.shutdown().await;
}

#[tokio::test]
async fn strangers_get_the_envelope_with_20003() {
    let (served, client) = serving(carrier(2)).await;
    let account = served.carrier.lock().unwrap().account().clone();
    let address = format!("{}/2010-04-01/Accounts/{}/Messages.json", served.base_url, account.account_sid);
    let answer = client.get(address).basic_auth(account.key_sid, Some("wrong")).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], 20003);
}

#[tokio::test]
async fn a_file_is_reached_by_a_redirect_that_takes_no_credentials() {
    let mut carrier = carrier(3);
    let bytes = vec![0x89, b'P', b'N', b'G'];
    let media = vec![("image/png".to_owned(), bytes.clone())];
    let sid = carrier.inject_inbound(START, ALMA, CLINIC, "", media).unwrap();
    let (served, client) = serving(carrier).await;
    let list =
        api(&served, &client, Method::GET, &format!("Messages/{sid}/Media.json")).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    let path = format!("Messages/{sid}/Media/{}", text(&list["media_list"][0], "sid"));
    let redirect = api(&served, &client, Method::GET, &path).send().await.unwrap();
    assert_eq!(redirect.status(), 307);
    let location = redirect.headers()["location"].to_str().unwrap().to_owned();
    let answer = client.get(&location).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert_eq!(answer.bytes().await.unwrap(), bytes);
    let leaky = client.get(&location).basic_auth("SK", Some("secret")).send().await.unwrap();
    assert_eq!(leaky.status(), 400, "credentials must not follow");
    assert_eq!(client.get(format!("{location}0")).send().await.unwrap().status(), 403);
    served.clock.advance(5 * 3_600_000);
    assert_eq!(client.get(&location).send().await.unwrap().status(), 403, "the address has expired");
    served.shutdown().await;
}

#[tokio::test]
async fn a_lost_response_is_accepted_and_counted_once() {
    let (served, client) = serving(carrier(4)).await;
    served.carrier.lock().unwrap().set_fault(START, FaultSpec::next(FaultName::LostResponse, 1));
    let form = [("To", ALMA), ("From", CLINIC), ("Body", "once")];
    let error = api(&served, &client, Method::POST, "Messages.json").form(&form).send().await.unwrap_err();
    assert!(!error.is_connect(), "the connection stood: whether the text went is unknown to the client");
    let record = served.carrier.lock().unwrap().record();
    assert_eq!((record.tally.creates_received, record.accepted(ALMA, "once")), (1, 1));
    served.shutdown().await;
}

#[tokio::test]
async fn an_outage_refuses_connections_and_ends() {
    let (served, client) = serving(carrier(5)).await;
    let list = || api(&served, &client, Method::GET, "Messages.json").send();
    assert_eq!(list().await.unwrap().status(), 200);
    let desk = format!("{}/faults", served.control_url);
    client.post(&desk).json(&"outage").send().await.unwrap().error_for_status().unwrap();
    let fresh = crate::story::client();
    let refused = api(&served, &fresh, Method::GET, "Messages.json").send().await.unwrap_err();
    assert!(refused.is_connect(), "nothing was listening");
    assert!(list().await.is_err(), "nor does an open connection live on");
    client.delete(&desk).send().await.unwrap().error_for_status().unwrap();
    assert_eq!(list().await.unwrap().status(), 200);
    assert_eq!(served.carrier.lock().unwrap().tally().requests, 2);
    served.shutdown().await;
}

#[tokio::test]
async fn an_answer_cut_short_breaks_off_in_the_middle() {
    let (served, client) = serving(carrier(6)).await;
    served.carrier.lock().unwrap().set_fault(START, "cut-short:bytes=400,next=1".parse().unwrap());
    let answer = api(&served, &client, Method::GET, "IncomingPhoneNumbers.json").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.bytes().await.is_err());
    served.shutdown().await;
}

#[tokio::test]
async fn a_body_that_never_ends_is_not_a_create() {
    use tokio::io::AsyncWriteExt;
    let (served, _) = serving(carrier(7)).await;
    let account = served.carrier.lock().unwrap().account().clone();
    let mut socket =
        tokio::net::TcpStream::connect(served.base_url.trim_start_matches("http://")).await.unwrap();
    let head = format!(
        "POST /2010-04-01/Accounts/{}/Messages.json HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\nTo=",
        account.account_sid
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    drop(socket);
    // The next request on another connection is answered after the server has seen the first one end.
    let answer = client().get(format!("{}/record", served.control_url)).send().await.unwrap();
    assert_eq!(answer.json::<Value>().await.unwrap()["tally"]["creates_received"], 0);
    served.shutdown().await;
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    use std::sync::{Arc, Mutex};
    let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
    let clock = foyer_sandbox::http::Clock::starting_at(START, 1.0);
    let refused = foyer_sandbox::http::serve(Arc::new(Mutex::new(carrier(8))), listener, clock).await;
    assert_eq!(refused.err().unwrap().kind(), std::io::ErrorKind::InvalidInput);
}
