//! Planted names, numbers and words are in no file, no error, no `Debug` and no log line.

use std::fs;

use foyer_domain::{Channel, MessageId, Private, ProviderMessageId, Span, ThreadFacts};
use foyer_store::{
    attachments, drafts,
    messages::{self, MessageKind, NewInbound},
    notes, outbox, patients, quarantine, search,
    threads::{self, Preview, View},
};
use foyer_testkit::{LogSink, Practice, monday_morning};

const NAME: &str = "Zephyrine Quillfeather";
const WORDS: &str = "My xylophonitis is back, please call";
const NOTE: &str = "Sounded like kumquatosis on the phone";
const DRAFT: &str = "About your flibbertigibbet result";
const PICTURE: &[u8] = b"PICTURE-OF-A-SNOLLYGOSTER";
const PLANTED: [&str; 8] = [
    "Zephyrine",
    "Quillfeather",
    "xylophonitis",
    "kumquatosis",
    "flibbertigibbet",
    "SNOLLYGOSTER",
    "5045550177",
    "555-0177",
];

#[test]
fn planted_names_are_nowhere() {
    let (log, _guard) = LogSink::on_this_thread();
    let mut practice = Practice::new(9).unwrap();
    let patient = practice.patient(NAME, "504-555-0177").unwrap();
    let now = monday_morning();
    let message = MessageId::new(&mut practice.ids);
    let note = foyer_domain::NoteId::new(&mut practice.ids);
    let picture = foyer_domain::AttachmentId::new(&mut practice.ids);
    let inbound = NewInbound {
        id: message,
        thread: patient.thread,
        line: practice.line,
        channel: Channel::Sms,
        provider_id: ProviderMessageId::parse("SM1").unwrap(),
        body: Private::new(WORDS),
        created_at: now,
        received_at: now,
        media_count: 1,
        language: None,
    };
    let cleared = practice.cleared(&patient, "We will call you.", now.plus(Span::minutes(1))).unwrap();
    let new = outbox::NewOutbound {
        cleared: &cleared,
        outbox: foyer_domain::OutboxId::new(&mut practice.ids),
        message: MessageId::new(&mut practice.ids),
        author: foyer_domain::Author::Staff(practice.dana),
        client_id: None,
        now: now.plus(Span::minutes(1)),
        not_before: now,
        expires_at: now.plus(Span::hours(1)),
    };
    let store = practice.store.clone();
    store
        .write_blocking(|tx| {
            messages::insert_inbound(tx, &inbound)?;
            let preview = Preview {
                message,
                text: inbound.body.clone(),
                kind: MessageKind::Text,
                direction: foyer_domain::Direction::Inbound,
                state: None,
            };
            threads::save(tx, patient.thread, &ThreadFacts::new().after_inbound(now), Some(&preview))?;
            notes::add(
                tx,
                &notes::NoteRow {
                    id: note,
                    thread: patient.thread,
                    author: practice.dana,
                    body: Private::new(NOTE),
                    created_at: now,
                },
            )?;
            drafts::save(
                tx,
                &drafts::DraftRow {
                    thread: patient.thread,
                    user: practice.dana,
                    kind: drafts::DraftKind::Text,
                    body: Private::new(DRAFT),
                    updated_at: now,
                },
            )?;
            attachments::add(tx, picture, message, 0, "image/png", PICTURE, now)?;
            quarantine::add(tx, practice.line, quarantine::Which::Other, "body", now)?;
            outbox::enqueue(tx, &new).map(drop)
        })
        .unwrap();

    let mut shown = store
        .read_blocking(|tx| {
            Ok(format!(
                "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                threads::list(tx, View::All, 0, 10)?,
                messages::page(tx, patient.thread, None, 10)?,
                search::messages(tx, "xylophonitis", None, 10, |_| true)?,
                search::threads(tx, "zephyrine", 10)?,
                patients::get(tx, patient.id)?,
                patients::contacts(tx, patient.id)?,
                notes::of_thread(tx, patient.thread, now)?,
                drafts::load(tx, patient.thread, practice.dana, drafts::DraftKind::Text)?,
                outbox::waiting(tx)?,
            ))
        })
        .unwrap();
    for error in [
        store.write_blocking(|tx| {
            messages::insert_inbound(tx, &NewInbound { thread: unknown(), ..inbound.clone() }).map(drop)
        }),
        store.write_blocking(|tx| {
            let again =
                NewInbound { provider_id: ProviderMessageId::parse("SM2").unwrap(), ..inbound.clone() };
            messages::insert_inbound(tx, &again).map(drop)
        }),
        store.read_blocking(|tx| search::messages(tx, "\"Zephyrine* NEAR(", None, 10, |_| true).map(drop)),
    ] {
        shown.push_str(&format!("{error:?}"));
        if let Err(error) = error {
            shown.push_str(&error.to_string());
        }
    }
    for word in PLANTED {
        assert!(!shown.contains(word), "{word} is shown in: {shown}");
    }
    assert_eq!(log.leaked(&PLANTED), Vec::<&str>::new());

    // While open, so that the log file and its index are there too.
    let mut files = 0;
    for entry in fs::read_dir(practice.folder()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        files += 1;
        for word in PLANTED {
            let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle in [word.as_bytes(), word.to_lowercase().as_bytes(), &utf16] {
                let found = bytes.windows(needle.len()).any(|window| window == needle);
                assert!(!found, "{word} is in {}", path.display());
            }
        }
    }
    assert!(files >= 3, "db, log and index were there to look into");
}

fn unknown() -> foyer_domain::ThreadId {
    foyer_domain::ThreadId::from_uuid(uuid::Uuid::nil())
}
