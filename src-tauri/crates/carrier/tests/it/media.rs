//! Pictures: fetched with credentials from the carrier and without them from anywhere else.

use std::io::Cursor;

use foyer_carrier::{Carrier, FetchError, MAX_MEDIA_BYTES, Media, MediaType};
use foyer_domain::ProviderMessageId;

use crate::{
    far_end::{Act, FarEnd, http},
    practice::{ACCOUNT, MESSAGE, refusal, twilio_for},
};

fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::GrayImage::new(4, 4).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn list(count: usize) -> Act {
    let rows: Vec<String> =
        (0..count).map(|n| format!(r#"{{"sid":"ME{n:032}","content_type":"image/png"}}"#)).collect();
    Act::Reply(http("200 OK", &format!(r#"{{"media_list":[{}]}}"#, rows.join(","))))
}

fn file(claimed: &str, bytes: &[u8]) -> Act {
    let mut answer =
        format!("HTTP/1.1 200 OK\r\ncontent-type: {claimed}\r\ncontent-length: {}\r\n\r\n", bytes.len())
            .into_bytes();
    answer.extend_from_slice(bytes);
    Act::Reply(answer)
}

fn elsewhere(location: &str) -> Act {
    Act::Reply(
        format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
            .into_bytes(),
    )
}

async fn fetched(acts: Vec<Act>) -> (FarEnd, Result<Vec<Media>, FetchError>) {
    let far_end = FarEnd::play(acts.clone()).await;
    let media = twilio_for(&acts[acts.len() - 1], &far_end.base)
        .fetch_media(&ProviderMessageId::parse(MESSAGE).unwrap())
        .await;
    (far_end, media)
}

#[tokio::test]
async fn a_picture_is_what_its_bytes_are() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let (far_end, media) = fetched(vec![
        list(3),
        file("text/html", &png()),
        file("image/png", svg),
        file("image/jpeg", b"\xff\xd8\xff\xe0x"),
    ])
    .await;
    let media = media.unwrap();
    let types: Vec<_> = media.iter().map(|file| (file.name_index, file.media_type)).collect();
    assert_eq!(types, [(0, MediaType::Png), (1, MediaType::Other), (2, MediaType::Other)]);
    assert_eq!(media[0].bytes, png());
    let asked = far_end.requests().remove(1);
    let path = format!("GET /2010-04-01/Accounts/{ACCOUNT}/Messages/{MESSAGE}/Media/ME{:032} HTTP/1.1", 0);
    assert_eq!(asked.lines().next().unwrap(), path, "without .json come the bytes");
}

#[tokio::test]
async fn credentials_stay_with_the_carrier() {
    let storage = FarEnd::play(vec![file("image/png", &png())]).await;
    let (far_end, media) = fetched(vec![list(1), elsewhere(&format!("{}/signed?sig=1", storage.base))]).await;
    assert_eq!(media.unwrap()[0].media_type, MediaType::Png);
    let has_password = |request: &String| request.to_ascii_lowercase().contains("authorization:");
    assert!(far_end.requests().iter().take(2).all(has_password), "the carrier needs them");
    let visits = storage.requests();
    assert_eq!(visits.len(), 1);
    assert!(visits[0].starts_with("GET /signed?sig=1 HTTP/1.1"));
    assert!(!has_password(&visits[0]) && !visits[0].contains(ACCOUNT), "the storage does not");
}

#[tokio::test]
async fn even_back_at_the_carrier_a_redirect_carries_no_credentials() {
    let (far_end, media) = fetched(vec![list(1), elsewhere("/elsewhere"), file("image/png", &png())]).await;
    assert_eq!(media.unwrap().len(), 1);
    assert!(!far_end.requests()[2].to_ascii_lowercase().contains("authorization:"));
}

#[tokio::test]
async fn no_redirect_leads_into_the_practices_network() {
    for inside in [
        "http://192.168.1.1/admin",
        "https://10.0.0.5/",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://media.example/",
    ] {
        let (far_end, media) = fetched(vec![list(1), elsewhere(inside)]).await;
        assert_eq!(media, Err(FetchError::Unreadable { what: "media address" }), "{inside}");
        assert_eq!(far_end.connections().await, 2);
    }
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let (far_end, media) = fetched(vec![list(1), elsewhere("/again")]).await;
    assert_eq!(media, Err(FetchError::Unreadable { what: "media address" }));
    assert_eq!(far_end.connections().await, 5, "the list, the file, three steps");
}

#[tokio::test]
async fn what_cannot_come_is_left_out_and_the_rest_arrives() {
    let too_large = b"HTTP/1.1 200 OK\r\ncontent-length: 10485761\r\n\r\n".to_vec();
    let gone = http("404 Not Found", "<TwilioResponse/>");
    let (_, media) =
        fetched(vec![list(3), Act::Reply(too_large.clone()), Act::Reply(gone), file("", &png())]).await;
    let media = media.unwrap();
    assert_eq!((media.len(), media[0].name_index), (1, 2), "the gap tells which are missing");

    let (_, alone) = fetched(vec![list(1), Act::Reply(too_large)]).await;
    assert_eq!(alone, Err(FetchError::TooLarge));
    let endless = Act::Flood(b"HTTP/1.1 200 OK\r\n\r\n".to_vec());
    let (far_end, alone) = fetched(vec![list(1), endless]).await;
    assert_eq!(alone, Err(FetchError::TooLarge));
    assert!(far_end.flooded() < 3 * MAX_MEDIA_BYTES);
}

#[tokio::test]
async fn a_line_that_breaks_is_tried_again_later_as_a_whole() {
    for act in [Act::ResetUnread, Act::Silence, Act::Reply(http("503 Down", ""))] {
        let (_, media) = fetched(vec![list(2), file("", &png()), act]).await;
        assert_eq!(media, Err(FetchError::CarrierDown));
    }
    let (_, gone) = fetched(vec![Act::Reply(http("404 Not Found", &refusal(404, 20404)))]).await;
    assert_eq!(gone, Err(FetchError::NotFound));
}

#[tokio::test]
async fn no_more_than_ten_files_are_fetched() {
    let (far_end, media) = fetched(vec![list(500), file("", b"x")]).await;
    assert_eq!(media.unwrap().len(), 10);
    assert_eq!(far_end.connections().await, 11);
}

#[tokio::test]
async fn a_list_with_ids_that_are_none_asks_for_nothing() {
    let odd =
        r#"{"media_list":[{"sid":"../../Keys"},{"sid":"SM00000000000000000000000000000003"},7,null,{}]}"#;
    let (far_end, media) = fetched(vec![Act::Reply(http("200 OK", odd))]).await;
    assert_eq!(media, Ok(Vec::new()));
    assert_eq!(far_end.connections().await, 1);
}
