//! Pictures of strangers: what the window is given of them, and what it is told of those that are none.

use std::{io::Cursor, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_app::{Decoder, PracticeOptions, Start, wire::ErrorCode};
use foyer_domain::{AttachmentId, Channel, MessageId, PhoneNumber, Private, ProviderMessageId, ThreadId};
use foyer_store::{
    PracticeFolder, attachments, lines,
    messages::{self, NewInbound},
    threads,
};
use foyer_sync::{Clock as _, SystemClock};
use image::{DynamicImage, GrayImage, ImageFormat, RgbImage};
use serde_json::{Value, json};

use crate::desk::Desk;

fn offline() -> Start {
    Start::Practice(PracticeOptions { offline: true, ..PracticeOptions::default() })
}

fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn photo() -> Vec<u8> {
    written(RgbImage::from_pixel(40, 30, image::Rgb([200, 120, 60])), ImageFormat::Jpeg)
}

/// A practice that somebody sent these files to; each is called a picture. The ids, in their order.
async fn sent(files: &[Vec<u8>]) -> (Desk, Vec<String>) {
    let desk = Desk::practice_with(PracticeOptions { offline: true, ..PracticeOptions::default() }).await;
    desk.app.close().await;
    let folder = PracticeFolder::at(desk.path().join("practice-mode"));
    let key = folder.key_file().unwrap().open_with_keyring(&*desk.vault).unwrap();
    let store = folder.open(&key).unwrap();
    let now = SystemClock.now();
    let mut ids = Vec::new();
    store
        .write_blocking(|tx| {
            let line = lines::list(tx)?[0].id;
            let number = PhoneNumber::parse("504 555 0177").unwrap();
            let thread = ThreadId::from_uuid(uuid::Uuid::now_v7());
            threads::find_or_create(tx, thread, line, Channel::Sms, &number, now)?;
            let message = MessageId::from_uuid(uuid::Uuid::now_v7());
            let text = NewInbound {
                id: message,
                thread,
                line,
                channel: Channel::Sms,
                provider_id: ProviderMessageId::parse("SMpictures").unwrap(),
                body: Private::new(""),
                created_at: now,
                received_at: now,
                media_count: u32::try_from(files.len()).unwrap(),
                language: None,
            };
            messages::insert_inbound(tx, &text)?;
            for (place, file) in (0..).zip(files) {
                let id = AttachmentId::from_uuid(uuid::Uuid::now_v7());
                attachments::add(tx, id, message, place, "image/jpeg", file, now)?;
                ids.push(id.to_string());
            }
            Ok(())
        })
        .unwrap();
    store.close().unwrap();
    (desk, ids)
}

/// The same practice, opened by a host that has its pictures decoded so.
async fn seen_by(desk: &Desk, pictures: Decoder) -> Desk {
    let (folder, vault) = (Arc::clone(&desk.folder), Arc::clone(&desk.vault));
    Desk::open_seeing(folder, vault, offline(), (Arc::new(SystemClock), pictures)).await
}

fn view(id: &str) -> Value {
    json!({ "attachment": id })
}

#[tokio::test]
async fn the_window_is_given_a_picture_of_our_own_making_and_a_copy_is_what_came() {
    let (desk, ids) = sent(&[photo()]).await;
    let desk = seen_by(&desk, Decoder::here()).await;
    let shown = desk.ask("media.view", view(&ids[0])).await;
    assert_eq!(shown["mediaType"], "image/jpeg");
    let bytes = STANDARD.decode(shown["base64"].as_str().unwrap()).unwrap();
    assert_ne!(bytes, photo());
    let again = image::load_from_memory(&bytes).unwrap();
    assert_eq!((again.width(), again.height()), (40, 30));
    desk.ask("media.save", json!({ "attachment": ids[0], "why": "chart" })).await;
    assert_eq!(std::fs::read(desk.path().join("kept.pdf")).unwrap(), photo(), "byte for byte");
}

#[tokio::test]
async fn what_is_no_picture_is_said_in_plain_words_and_stays_as_it_came() {
    let mut torn = photo();
    torn.truncate(60);
    let files =
        [b"<svg onload='alert(1)'/>".to_vec(), written(GrayImage::new(16_400, 1), ImageFormat::Png), torn];
    let (desk, ids) = sent(&files).await;
    let desk = seen_by(&desk, Decoder::here()).await;
    for (file, id, words) in [
        (&files[0], &ids[0], "not a picture Foyer shows"),
        (&files[1], &ids[1], "too large"),
        (&files[2], &ids[2], "damaged"),
    ] {
        let error = desk.refused("media.view", view(id)).await;
        assert_eq!(error.code, ErrorCode::NotShown);
        assert!(error.advice.contains(words) && error.advice.contains("kept as it came"), "{}", error.advice);
        desk.ask("media.save", json!({ "attachment": id, "why": "other" })).await;
        assert_eq!(&std::fs::read(desk.path().join("kept.pdf")).unwrap(), file);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_helper_that_hangs_or_dies_leaves_foyer_at_work_and_the_picture_where_it_is() {
    let (desk, ids) = sent(&[photo()]).await;
    for (program, argument, longest) in
        [("/bin/sleep", "600", Duration::from_millis(50)), ("/bin/false", "", Duration::from_secs(120))]
    {
        let desk = seen_by(&desk, Decoder::helper(program.into(), argument, longest)).await;
        let error = desk.refused("media.view", view(&ids[0])).await;
        assert_eq!(error.code, ErrorCode::NotShown, "{program}");
        assert!(error.advice.contains("Try again"), "{}", error.advice);
        assert_eq!(desk.ask("app.status", json!({})).await["kind"], "ready");
        desk.ask("media.save", json!({ "attachment": ids[0], "why": "patient" })).await;
        assert_eq!(std::fs::read(desk.path().join("kept.pdf")).unwrap(), photo());
        desk.app.close().await;
    }
    let well = seen_by(&desk, Decoder::here()).await;
    assert_eq!(well.ask("media.view", view(&ids[0])).await["mediaType"], "image/jpeg");
}
