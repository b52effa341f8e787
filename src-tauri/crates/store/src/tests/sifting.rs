//! What the page of all years finds is what looking at every text would find.

use std::collections::BTreeSet;

use foyer_domain::{
    Author, Category, Channel, DeliveryState, MessageId, NoteId, PhoneNumber, Private, Span, ThreadId,
    Timestamp, UserId,
};
use proptest::prelude::*;

use super::{Desk, NOW, desk, uuid};
use crate::{
    messages::{Columns, MessageKind, Sender},
    notes::{self, NoteRow},
    sift::{self, Kind, Question},
    sight::Whereabouts,
    threads,
};

/// One text of a test.
#[derive(Clone, Debug)]
struct Text {
    words: String,
    /// Ours, and in what state; `None` for the patient's.
    ours: Option<DeliveryState>,
    kind: MessageKind,
    whatsapp: bool,
    files: u32,
    /// In a thread that whoever asks does not read.
    hidden: bool,
}

/// Words that begin, end and stand in one another, with and without accents.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "cita",
            "CITAS",
            "citación",
            "excitado",
            "mañana",
            "Manana",
            "rampa",
            "trampas",
            "RAMP",
            "Peña",
            "pena",
            "penalty",
            "año",
            "ano",
            "la",
            "a1c",
            "0142",
            "¿dónde?",
            "donde",
            "9:15",
            "over-night",
            "naïve",
            "x",
        ])
        .prop_map(str::to_owned),
        "[abñé]{1,5}",
    ]
}

fn text() -> impl Strategy<Value = Text> {
    let state = prop::option::of(prop::sample::select(DeliveryState::ALL.to_vec()));
    let kind = prop_oneof![4 => Just(MessageKind::Text), 1 => Just(MessageKind::PortalCard)];
    (prop::collection::vec(word(), 0..7), state, kind, any::<bool>(), 0_u32..3, prop::bool::weighted(0.3))
        .prop_map(|(words, ours, kind, whatsapp, files, hidden)| Text {
            words: words.join(" "),
            ours,
            kind: if ours.is_some() { kind } else { MessageKind::Text },
            whatsapp,
            files,
            hidden,
        })
}

fn question() -> impl Strategy<Value = Question> {
    let moment = |from: i64| {
        prop::option::weighted(0.3, (from..from + 40).prop_map(|minute| NOW.plus(Span::minutes(minute))))
    };
    let rare = || prop::bool::weighted(0.2);
    let channel = prop::option::weighted(0.2, prop::sample::select(vec![Channel::Sms, Channel::WhatsApp]));
    (
        prop::collection::vec(word(), 0..3),
        any::<bool>(),
        (rare(), rare(), rare(), rare()),
        moment(0),
        moment(20),
        channel,
    )
        .prop_map(|(words, inside, (failed, handed_off, with_file, staff), from, until, channel)| {
            Question {
                words: words.join(" "),
                inside,
                staff: staff.then_some(me()),
                from,
                until,
                channel,
                failed,
                handed_off,
                with_file,
                only: None,
            }
        })
}

fn me() -> UserId {
    UserId::from_uuid(uuid(2))
}

fn at(place: usize) -> Timestamp {
    NOW.plus(Span::minutes(i64::try_from(place).unwrap()))
}

/// Keeps the texts, a minute apart, and gives the ids.
fn keep(desk: &Desk, texts: &[Text]) -> Vec<MessageId> {
    let far = PhoneNumber::parse_e164("+15045550143").unwrap();
    let other = ThreadId::from_uuid(uuid(4));
    let ids: Vec<MessageId> =
        (0..texts.len()).map(|place| MessageId::from_uuid(uuid(500 + place as u128))).collect();
    desk.store
        .write_blocking(|tx| {
            threads::find_or_create(tx, other, desk.line, Channel::Sms, &far, NOW)?;
            threads::file(tx, other, Category::Clinical, NOW)?;
            // In no order of time: an import brings old texts after new ones.
            for place in (0..texts.len()).rev() {
                let text = &texts[place];
                Columns {
                    id: ids[place],
                    thread: if text.hidden { other } else { desk.thread },
                    line: desk.line,
                    from: text.ours.map_or(Sender::Patient, |_| Sender::Practice(Author::Staff(me()))),
                    kind: text.kind,
                    body: &text.words,
                    channel: if text.whatsapp { Channel::WhatsApp } else { Channel::Sms },
                    client_id: None,
                    provider_id: None,
                    created_at: at(place),
                    received_at: None,
                    sent_at: None,
                    state: text.ours,
                    problem: None,
                    media_count: text.files,
                    language: None,
                }
                .insert(tx)?;
            }
            Ok(())
        })
        .unwrap();
    ids
}

/// The words of a text by hand: no accents, no capitals, letters and digits only.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'á' => 'a',
            'é' => 'e',
            'í' | 'ï' => 'i',
            'ó' => 'o',
            'ñ' => 'n',
            other => other,
        })
        .collect();
    plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_asked(text: &Text, when: Timestamp, q: &Question) -> bool {
    use DeliveryState::{Blocked, Cancelled, Expired, Failed, Undelivered};
    let typed = words(&q.words);
    let has = words(&text.words);
    let found = typed.iter().all(|word| {
        has.iter().any(|one| match (word.len() >= 3, q.inside) {
            (false, _) => one == word,
            (true, false) => one.starts_with(word.as_str()),
            (true, true) => one.contains(word.as_str()),
        })
    });
    // Nothing asked, or nothing in it that could be a word.
    if q.is_empty() || (typed.is_empty() && !q.words.trim().is_empty()) {
        return false;
    }
    let channel = if text.whatsapp { Channel::WhatsApp } else { Channel::Sms };
    found
        && text.ours != Some(Cancelled)
        && (q.staff.is_none() || text.ours.is_some())
        && q.from.is_none_or(|from| when >= from)
        && q.until.is_none_or(|until| when < until)
        && q.channel.is_none_or(|wanted| wanted == channel)
        && (!q.failed
            || text.ours.is_some_and(|state| [Blocked, Expired, Failed, Undelivered].contains(&state)))
        && (!q.handed_off || text.kind == MessageKind::PortalCard)
        && (!q.with_file || text.files > 0)
}

/// Every part of the answer, to its end.
fn all(desk: &Desk, q: &Question, limit: u32, farthest: u32) -> (Vec<MessageId>, u32) {
    let (mut ids, mut hidden, mut before) = (Vec::new(), 0, None);
    loop {
        let found = desk
            .store
            .read_blocking(|tx| {
                sift::walk(tx, q, before, (limit, farthest), &|at: Whereabouts| {
                    at.category != Category::Clinical
                })
            })
            .unwrap();
        assert!(!found.cut && found.hits.len() <= limit as usize);
        ids.extend(found.hits.iter().map(|one| one.hit.message));
        hidden += found.hidden;
        let Some(next) = found.next else { return (ids, hidden) };
        assert!(before.is_none_or(|before| next < before), "it goes on");
        before = Some(next);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]
    #[test]
    fn the_answer_is_what_looking_at_every_text_finds(
        texts in prop::collection::vec(text(), 1..60),
        questions in prop::collection::vec(question(), 8..24),
        limit in 1_u32..9,
        farthest in 1_u32..30,
    ) {
        let desk = desk();
        let ids = keep(&desk, &texts);
        for q in &questions {
            let asked: Vec<usize> =
                (0..texts.len()).rev().filter(|place| is_asked(&texts[*place], at(*place), q)).collect();
            let seen: Vec<MessageId> = asked.iter().filter(|p| !texts[**p].hidden).map(|p| ids[*p]).collect();
            let hidden = asked.iter().filter(|p| texts[**p].hidden).count();
            let (found, passed_over) = all(&desk, q, limit, farthest);
            prop_assert_eq!(&found, &seen, "{:?}", q);
            prop_assert_eq!(passed_over as usize, hidden, "{:?}", q);
        }
    }
}

/// Texts and notes of a desk, a minute apart in turns; every third note is in a thread that whoever asks does not read.
fn talked(desk: &Desk, texts: usize, notes_kept: usize) {
    let far = PhoneNumber::parse_e164("+15045550143").unwrap();
    let other = ThreadId::from_uuid(uuid(4));
    for place in 0..texts {
        desk.hear(place as u128, "the ramp is open");
    }
    desk.store
        .write_blocking(|tx| {
            threads::find_or_create(tx, other, desk.line, Channel::Sms, &far, NOW)?;
            threads::file(tx, other, Category::Clinical, NOW)?;
            for place in 0..notes_kept {
                let note = NoteRow {
                    id: NoteId::from_uuid(uuid(900 + place as u128)),
                    thread: if place % 3 == 2 { other } else { desk.thread },
                    author: me(),
                    body: Private::new(format!("asked for the ramp, call {place}")),
                    created_at: NOW.plus(Span::minutes(i64::try_from(place).unwrap() / 70)),
                };
                notes::add(tx, &note)?;
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn notes_are_found_beside_texts_each_once_and_hidden_ones_are_counted() {
    let desk = desk();
    talked(&desk, 9, 160);
    for (limit, farthest) in [(4, 10_000), (7, 5), (500, 10_000)] {
        let q = Question { words: "ramp".into(), ..Question::default() };
        let (mut texts, mut found, mut hidden, mut before) = (0, Vec::new(), 0, None);
        loop {
            let part = desk
                .store
                .read_blocking(|tx| {
                    sift::walk(tx, &q, before, (limit, farthest), &|at: Whereabouts| {
                        at.category != Category::Clinical
                    })
                })
                .unwrap();
            texts += part.hits.len();
            hidden += part.hidden;
            found.extend(part.notes.iter().map(|note| note.seq));
            before = part.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!((texts, found.len(), hidden), (9, 107, 53), "{limit} {farthest}");
        assert!(found.is_sorted_by(|one, next| one > next), "newest first, none twice");
    }
}

#[test]
fn a_note_is_found_by_its_words_its_writer_and_its_kind_and_by_nothing_that_only_a_text_has() {
    let desk = desk();
    talked(&desk, 2, 3);
    let count = |q: Question| {
        let found = desk.store.read_blocking(|tx| sift::texts(tx, &q, None, 50, |_| true)).unwrap();
        (found.hits.len(), found.notes.len())
    };
    let typed = |words: &str| Question { words: words.into(), ..Question::default() };
    assert_eq!(count(typed("ramp")), (2, 3));
    assert_eq!(count(typed("asked cal")), (0, 3));
    assert_eq!(count(Question { inside: true, ..typed("amp") }), (2, 3));
    assert_eq!(count(Question { only: Some(Kind::Notes), ..typed("ramp") }), (0, 3));
    assert_eq!(count(Question { only: Some(Kind::Texts), ..typed("ramp") }), (2, 0));
    assert_eq!(count(Question { only: Some(Kind::Notes), ..Question::default() }), (0, 3));
    assert_eq!(count(Question { staff: Some(me()), ..Question::default() }), (0, 3));
    assert_eq!(count(Question { until: Some(NOW), ..typed("asked") }), (0, 0));
    assert_eq!(count(Question { channel: Some(Channel::Sms), ..typed("ramp") }), (2, 0));
    assert_eq!(count(Question { with_file: true, ..typed("ramp") }), (0, 0));
    // In the palette too, and the place of what came after it is a text's.
    let hits = desk.store.read_blocking(|tx| notes::find(tx, "asked ram", 2, |_| true)).unwrap();
    assert_eq!(hits.len(), 2);
    let (thread, _) =
        desk.store.read_blocking(|tx| notes::place_after(tx, NoteId::from_uuid(uuid(900)), 0)).unwrap();
    assert_eq!(thread, desk.thread);
}

#[test]
fn what_is_marked_is_what_matched() {
    let desk = desk();
    desk.hear(1, "La trampa, y la RAMPA: ¿dónde?");
    let marked = |typed: &str, inside: bool| {
        let q = Question { words: typed.into(), inside, ..Question::default() };
        let found = desk.store.read_blocking(|tx| sift::texts(tx, &q, None, 5, |_| true)).unwrap();
        let hit = &found.hits[0].hit;
        let letters: Vec<char> = hit.snippet.reveal().chars().collect();
        hit.marks.iter().map(|(from, to)| letters[*from..*to].iter().collect()).collect::<Vec<String>>()
    };
    assert_eq!(marked("ramp", false), ["RAMPA"]);
    assert_eq!(marked("ramp", true), ["trampa", "RAMPA"]);
    assert_eq!(marked("donde ramp", false), ["RAMPA", "dónde"]);
}

#[test]
fn a_part_of_too_many_words_says_so() {
    let desk = desk();
    for text in 0..4_u128 {
        let words: BTreeSet<String> = (0..100).map(|n| format!("visit{}", text * 100 + n)).collect();
        desk.hear(text, &words.into_iter().collect::<Vec<_>>().join(" "));
    }
    let cut = |typed: &str| {
        let q = Question { words: typed.into(), ..Question::default() };
        desk.store.read_blocking(|tx| sift::texts(tx, &q, None, 5, |_| true)).unwrap().cut
    };
    assert!(cut("visit"));
    assert!(!cut("visit1"));
}

#[test]
fn a_word_that_is_gone_is_gone_from_its_parts() {
    let desk = desk();
    let id = desk.hear(1, "Zephyrweide once");
    desk.hear(2, "nothing of it");
    let parts = || {
        desk.store
            .read_blocking(|tx| {
                Ok(tx
                    .prepare("SELECT count(*) FROM word_part WHERE word GLOB '*phyrw*'")?
                    .query_row([], |row| row.get::<_, i64>(0))?)
            })
            .unwrap()
    };
    assert_eq!(parts(), 1);
    desk.store
        .write_blocking(|tx| {
            tx.prepare("DELETE FROM word WHERE word = 'zephyrweide'")?.execute([]).map_err(Into::into)
        })
        .unwrap();
    assert_eq!(parts(), 0);
    assert!(desk.store.check().is_ok() && id != MessageId::from_uuid(uuid(9)));
}
