//! What the schedule deletes is in no page of the file, in no index and not in the log; what is held stays.

use aes::cipher::{BlockDecryptMut as _, KeyIvInit as _, block_padding::NoPadding};
use foyer_domain::{Category, HoldId, IncidentId, MessageId, NoteId, Private, Span, Timestamp};
use foyer_policy::breach::CaseKind;

use super::{Desk, NOW, desk, key, uuid};
use crate::{
    StoreError, attachments,
    incidents::{self, NewIncident},
    messages, notes,
    retention::{self, Erased, LegalHold, Nightly, Schedule},
    search, threads,
};

const PAGE: usize = 4096;
/// Initialisation vector and HMAC-SHA256 at the end of every page.
const RESERVED: usize = 48;
const LATER: Timestamp = NOW.plus(Span::days(1));

/// Every page of a file as SQLite sees it, the freed ones too: decrypted here with the raw key, not by SQLite.
fn pages(desk: &Desk) -> Vec<u8> {
    let literal = key().key_pragma();
    let hex = literal.split_once("x'").unwrap().1.get(..64).unwrap().to_owned();
    let key: Vec<u8> = hex
        .as_bytes()
        .chunks(2)
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
        .collect();
    let file = std::fs::read(desk.store.path()).unwrap();
    let mut plain = Vec::with_capacity(file.len());
    for (number, page) in file.chunks(PAGE).enumerate() {
        let (body, rest) = page.split_at(PAGE - RESERVED);
        // The file begins with the salt, in the place of SQLite's own first words.
        let mut body = body[if number == 0 { 16 } else { 0 }..].to_vec();
        let iv: [u8; 16] = rest[..16].try_into().unwrap();
        let cipher = cbc::Decryptor::<aes::Aes256>::new_from_slices(&key, &iv).unwrap();
        cipher.decrypt_padded_mut::<NoPadding>(&mut body).unwrap();
        plain.extend_from_slice(&body);
    }
    plain
}

fn holds_words(desk: &Desk, words: &str) -> bool {
    let wal = desk.store.path().with_file_name("practice.db-wal");
    assert_eq!(std::fs::metadata(wal).map_or(0, |file| file.len()), 0, "the log is empty");
    pages(desk).windows(words.len()).any(|at| at.eq_ignore_ascii_case(words.as_bytes()))
}

fn erase(desk: &Desk, category: Category) -> Erased {
    let mut seed = 0_u8;
    let salt = || {
        seed += 1;
        [seed; 32]
    };
    desk.store.write_blocking(|tx| retention::erase(tx, category, LATER, 0, salt, LATER)).unwrap()
}

fn due(desk: &Desk) -> u32 {
    desk.store.read_blocking(|tx| retention::due(tx, Category::Scheduling, LATER, LATER)).unwrap()
}

fn found(desk: &Desk, typed: &str) -> usize {
    desk.store.read_blocking(|tx| search::messages(tx, typed, None, 10, |_| true)).unwrap().len()
}

/// Two texts, a note and a file, each with a word of its own.
fn written() -> (Desk, MessageId) {
    let desk = desk();
    let text = desk.hear(1, "Zephyrweide asks about quillfeathers, please");
    desk.hear(2, "Quillfeathers again, please");
    desk.store
        .write_blocking(|tx| {
            let note = notes::NoteRow {
                id: NoteId::from_uuid(uuid(60)),
                thread: desk.thread,
                author: desk.user,
                body: Private::new("Sounded like kumquatosis"),
                created_at: NOW,
            };
            notes::add(tx, &note)?;
            let file = foyer_domain::AttachmentId::from_uuid(uuid(61));
            attachments::add(tx, file, text, 0, "text/plain", &b"SNOLLYGOSTER ".repeat(900), NOW)?;
            let row = messages::get(tx, text)?;
            threads::set_preview(
                tx,
                desk.thread,
                &threads::Preview {
                    message: text,
                    text: row.body,
                    kind: row.kind,
                    direction: foyer_domain::Direction::Inbound,
                    state: None,
                },
            )
        })
        .unwrap();
    desk.store.sweep().unwrap();
    (desk, text)
}

#[test]
fn deleted_words_are_in_no_page_no_index_and_no_log() {
    let (desk, text) = written();
    for planted in ["zephyrweide", "quillfeathers", "kumquatosis", "snollygoster"] {
        assert!(holds_words(&desk, planted), "the scan finds {planted} while it is there");
    }
    assert_eq!((found(&desk, "zephyrw"), due(&desk)), (1, 3));
    let noted =
        |typed: &str| desk.store.read_blocking(|tx| notes::find(tx, typed, 10, |_| true)).unwrap().len();
    assert_eq!(noted("kumquat"), 1);
    let done = erase(&desk, Category::Scheduling);
    assert_eq!((done.texts, done.notes, done.files), (2, 1, 1));
    assert_ne!(done.commitments, [0; 32]);
    desk.store.sweep().unwrap();
    for planted in ["zephyrweide", "quillfeathers", "kumquatosis", "snollygoster"] {
        assert!(!holds_words(&desk, planted), "{planted} is still there");
    }
    assert_eq!((found(&desk, "zephyrw"), found(&desk, "please"), due(&desk)), (0, 0, 0));
    assert_eq!(noted("kumquat"), 0);
    // That it was, and when it went, stays; and nothing is fetched again in its place.
    let (row, at, missing) = desk
        .store
        .read_blocking(|tx| {
            Ok((messages::get(tx, text)?, retention::erased_at(tx, text)?, attachments::missing(tx, 9)?))
        })
        .unwrap();
    assert_eq!((row.body.reveal(), row.created_at, at, missing.len()), ("", NOW, Some(LATER), 0));
    assert_eq!(erase(&desk, Category::Scheduling), Erased::default(), "once");
    desk.hear(3, "Zephyrweide is back");
    assert_eq!(found(&desk, "zephyrw"), 1, "a word that went can come again");
}

#[test]
fn a_hold_beats_the_schedule_whoever_made_it() {
    let (desk, text) = written();
    let hold = |id, thread| {
        let hold = LegalHold {
            id: HoldId::from_uuid(uuid(id)),
            thread,
            why: Private::new("letter from counsel"),
            by: desk.user,
            since: NOW,
            released_at: None,
        };
        desk.store.write_blocking(|tx| retention::hold(tx, &hold)).unwrap();
        hold.id
    };
    let release = |id| {
        desk.store.write_blocking(|tx| retention::release(tx, id, desk.user, &Private::new("done"), NOW))
    };
    for thread in [None, Some(desk.thread)] {
        let id = hold(80 + u128::from(thread.is_some()), thread);
        assert_eq!((due(&desk), erase(&desk, Category::Scheduling)), (0, Erased::default()));
        assert_eq!(release(id).unwrap(), thread);
        assert_eq!(release(id), Err(StoreError::NotFound { table: "legal_hold" }), "once");
        assert_eq!(due(&desk), 3);
    }
    assert_eq!(erase(&desk, Category::Clinical), Erased::default(), "only what the schedule is about");
    let case = NewIncident {
        id: IncidentId::from_uuid(uuid(70)),
        year: 2026,
        kind: CaseKind::TooMuch,
        thread: desk.thread,
        message: text,
        reported_by: desk.user,
        reported_at: NOW,
        evidence: b"{}\n",
        digest: [3; 32],
    };
    desk.store.write_blocking(|tx| incidents::report(tx, &case)).unwrap();
    assert_eq!((due(&desk), erase(&desk, Category::Scheduling)), (0, Erased::default()), "a case is a hold");
    // Until what was decided last: a day, opened again without an end, or now.
    for (until, words) in [
        (Some(LATER.plus(Span::days(1))), 0),
        (Some(LATER), 3),
        (None, 0),
        (Some(LATER.minus(Span::millis(1))), 3),
    ] {
        desk.store.write_blocking(|tx| incidents::keep_words(tx, case.id, until, desk.user, LATER)).unwrap();
        assert_eq!(due(&desk), words, "{until:?}");
    }
    let sql =
        |statement: &str| desk.store.maintain(|conn| conn.execute_batch(statement).map_err(StoreError::from));
    for statement in [
        "DELETE FROM legal_hold",
        "UPDATE legal_hold SET why = 'nothing'",
        "DELETE FROM incident_keep",
        "UPDATE incident_keep SET until_at = NULL",
        "UPDATE legal_hold SET released_at = NULL, released_by = NULL, release_why = NULL",
    ] {
        assert_eq!(sql(statement), Err(StoreError::AppendOnly), "{statement}");
    }
}

#[test]
fn a_night_is_signed_for_one_schedule_alone() {
    let (desk, _) = written();
    let write = |schedule: Schedule| desk.store.write_blocking(|tx| schedule.save(tx, NOW)).unwrap();
    let signed = || desk.store.read_blocking(Nightly::read).unwrap();
    let six = Schedule { scheduling: Some(6), ..Schedule::default() };
    write(six);
    assert_eq!(signed(), None, "nobody said so");
    let by_her = Nightly { by: desk.user.uuid(), at: NOW.millis(), schedule: six };
    desk.store.write_blocking(|tx| Nightly::save(tx, Some(by_her), NOW)).unwrap();
    assert_eq!(signed(), Some(by_her));
    write(Schedule { scheduling: Some(7), ..six });
    assert_eq!(signed(), None, "another schedule is nobody's");
    write(six);
    desk.store.write_blocking(|tx| Nightly::save(tx, None, NOW)).unwrap();
    assert_eq!(signed(), None, "taken back");
}

#[test]
fn a_step_goes_on_where_the_one_before_it_stopped() {
    let (desk, first) = written();
    let second = desk.store.read_blocking(|tx| messages::get(tx, first)).unwrap().seq;
    let step = |after| {
        desk.store
            .write_blocking(|tx| retention::erase(tx, Category::Scheduling, LATER, after, || [1; 32], LATER))
            .unwrap()
    };
    let done = step(second);
    assert_eq!((done.texts, done.notes), (1, 1), "the text after it, and every note");
    assert!(done.reached > second);
    assert_eq!(step(done.reached), Erased::default());
    assert_eq!(step(0).texts, 1, "the one before is still due");
}

#[test]
fn nothing_is_deleted_that_proves_consent_or_that_nobody_chose_to_delete() {
    let (desk, text) = written();
    assert_eq!(desk.store.read_blocking(Schedule::read).unwrap(), Schedule::default());
    for category in Category::ALL {
        assert_eq!(Schedule::default().of(category), None, "kept for always");
    }
    let proof = foyer_policy::ConsentEvent {
        id: foyer_domain::ConsentEventId::from_uuid(uuid(50)),
        patient: None,
        number: foyer_domain::PhoneNumber::parse_e164("+15045550142").unwrap(),
        channel: foyer_domain::Channel::Sms,
        kind: foyer_policy::ConsentEventKind::InboundFirst,
        at: NOW,
        actor: foyer_domain::Actor::Patient,
        evidence: foyer_policy::Evidence { message: Some(text), ..Default::default() },
        language: None,
        subjects: foyer_policy::Subjects::NONE,
    };
    desk.store.write_blocking(|tx| crate::consent::append(tx, &proof)).unwrap();
    assert_eq!(erase(&desk, Category::Scheduling).texts, 1, "the other one");
    let row = desk.store.read_blocking(|tx| messages::get(tx, text)).unwrap();
    assert!(row.body.reveal().contains("Zephyrweide"));
}
