//! The list's badges cost no query per row, and what is kept with a text stays what it was.

use foyer_domain::{
    Actor, Channel, ConsentEventId, Language, MessageId, PatientId, PhoneNumber, Private, Span, ThreadId,
    Timestamp,
};
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Evidence, HoursBook, HoursPack,
    PlaceSource, RevocationBasis, State, Subjects,
};

use super::{Desk, NOW, STATEMENTS, desk, uuid};
use crate::{
    ReadTx, StoreError, consent,
    drafts::{self, DraftKind},
    messages, patients,
    patients::PatientFields,
    threads::{self, View},
    users,
};

/// What a page of the list asks for: the people who work here, their drafts, the rows, the counts.
fn page(desk: &Desk, tx: &ReadTx<'_>, limit: u32) -> Result<Vec<Option<Badge>>, StoreError> {
    users::list(tx)?;
    drafts::of_user(tx, desk.user, DraftKind::Text)?;
    let rows = threads::list(tx, View::All, 0, limit)?;
    threads::counts(tx, desk.user)?;
    Ok(rows.iter().map(|row| row.badge_at(NOW)).collect())
}

#[test]
fn ten_thousand_threads_show_their_badges_without_a_query_each() {
    let desk = desk();
    desk.store
        .write_blocking(|tx| {
            for number in 0..10_000_u32 {
                let far = PhoneNumber::parse_e164(&format!("+1713{:07}", 5_550_000 + number)).unwrap();
                let fresh = ThreadId::from_uuid(uuid(50_000 + u128::from(number)));
                let (thread, _) = threads::find_or_create(tx, fresh, desk.line, Channel::Sms, &far, NOW)?;
                if number.is_multiple_of(3) {
                    let event =
                        fact(u128::from(number), &far, ConsentEventKind::Granted(ConsentBasis::Spoken), NOW);
                    consent::append(tx, &event)?;
                    consent::keep_of_number(tx, &far, NOW, &ConsentRules::default())?;
                }
                if number.is_multiple_of(1_000) {
                    let body = Private::new("half a sentence");
                    let (user, kind) = (desk.user, DraftKind::Text);
                    drafts::save(tx, &drafts::DraftRow { thread, user, kind, body, updated_at: NOW })?;
                }
            }
            Ok(())
        })
        .unwrap();
    let asked = |limit| {
        let before = STATEMENTS.get();
        let badges = desk.store.read_blocking(|tx| page(&desk, tx, limit)).unwrap();
        (badges, STATEMENTS.get() - before)
    };
    let (one, for_one) = asked(1);
    let (all, for_all) = asked(20_000);
    assert_eq!((one.len(), all.len()), (1, 10_001));
    assert_eq!(all.iter().filter(|badge| **badge == Some(Badge::Granted)).count(), 3_334);
    assert_eq!(for_all, for_one, "ten thousand rows ask no more than one");
    assert!(for_one <= 4, "{for_one}");
}

fn fact(id: u128, number: &PhoneNumber, kind: ConsentEventKind, at: Timestamp) -> ConsentEvent {
    ConsentEvent {
        id: ConsentEventId::from_uuid(uuid(700_000 + id)),
        patient: None,
        number: number.clone(),
        channel: Channel::Sms,
        kind,
        at,
        actor: Actor::Patient,
        evidence: Evidence::default(),
        language: None,
        subjects: Subjects::NONE,
    }
}

/// An edition of the rules about hours, in force from a day on.
fn edition(version: &str, day: &str) -> HoursPack {
    let row = "US\t-\t-\t08:00-21:00\t08:00-21:00\t08:00-21:00\tas_day\tS\t47 CFR 64.1200(c)(1)";
    HoursPack::read(&format!("version\t{version}\nin_force\t{day}\n{row}")).unwrap()
}

#[test]
fn what_is_kept_with_a_text_is_right_and_no_later_edition_state_or_stop_changes_it() {
    let desk = desk();
    let far = PhoneNumber::parse_e164("+15045550142").unwrap();
    let old: &'static HoursBook = Box::leak(Box::new(HoursBook::of(vec![edition("old", "2020-01-01")])));
    let both = HoursBook::of(vec![edition("old", "2020-01-01"), edition("new", "2026-01-01")]);
    let both: &'static HoursBook = Box::leak(Box::new(both));
    let rules = |hours| ConsentRules { hours, ..ConsentRules::default() };
    let granted = fact(1, &far, ConsentEventKind::Granted(ConsentBasis::Spoken), NOW);
    let keep = |event: &ConsentEvent, hours, now| {
        desk.store
            .write_blocking(|tx| {
                consent::append(tx, event)?;
                consent::keep_of_number(tx, &far, now, &rules(hours))
            })
            .unwrap();
    };
    let kept = |message: MessageId| desk.store.read_blocking(|tx| consent::kept_with(tx, message)).unwrap();

    let before_all = desk.hear(1, "hello");
    assert_eq!(kept(before_all), None, "nobody had looked");
    keep(&granted, old, NOW);
    let first = desk.hear(2, "is the clinic open?");
    let mark = kept(first).unwrap();
    let louisiana = State::parse("LA");
    assert_eq!((mark.badge, mark.rules.as_str()), (Badge::Granted, "old"));
    assert_eq!(
        (mark.events.clone(), mark.place),
        (vec![granted.id], Some((louisiana, PlaceSource::AreaCode)))
    );

    // Another edition of the rules, another state on record, a STOP: only texts from then on know of them.
    desk.store.write_blocking(|tx| consent::use_edition(tx, both.version_at(NOW))).unwrap();
    let second = desk.hear(3, "and tomorrow?");
    let patient = PatientId::from_uuid(uuid(9));
    desk.store
        .write_blocking(|tx| {
            let fields = PatientFields {
                full_name: Private::new("Lupe Sandoval"),
                goes_by: None,
                birth_date: None,
                language: Language::Es,
            };
            patients::create(tx, patient, &fields, NOW)?;
            threads::set_patient(tx, desk.thread, Some(patient))?;
            consent::set_state(tx, patient, State::parse("TX").map(|state| (state, PlaceSource::Said)), NOW)
        })
        .unwrap();
    let stop = fact(2, &far, ConsentEventKind::Revoked(RevocationBasis::Texted), NOW.plus(Span::minutes(5)));
    keep(&stop, both, NOW.plus(Span::minutes(5)));
    let third = desk.hear(4, "one more thing");
    let (second, third) = (kept(second).unwrap(), kept(third).unwrap());
    assert_eq!((second.badge, second.rules.as_str()), (Badge::Granted, "new"));
    assert_eq!(second.place, Some((louisiana, PlaceSource::AreaCode)));
    assert_eq!((third.badge, third.events), (Badge::OptedOut, vec![stop.id]));
    assert_eq!(third.place, Some((State::parse("TX"), PlaceSource::Said)));
    assert_eq!(kept(first).unwrap(), mark, "what was kept stays");
    assert_eq!(kept(before_all), None);
    assert!(matches!(
        desk.store.read_blocking(|tx| consent::kept_with(tx, MessageId::from_uuid(uuid(1)))),
        Err(StoreError::NotFound { .. })
    ));
    let texts = desk.store.read_blocking(|tx| messages::last_texts(tx, desk.thread, None, 3)).unwrap();
    assert_eq!(texts.len(), 3);
}

#[test]
fn a_consent_that_ended_by_itself_is_kept_as_ended() {
    let desk = desk();
    let far = PhoneNumber::parse_e164("+15045550142").unwrap();
    let long_ago = NOW.minus(Span::days(400));
    let granted = fact(1, &far, ConsentEventKind::Granted(ConsentBasis::Paper), long_ago);
    // Looked at while it held; nothing was written when it ended.
    desk.store
        .write_blocking(|tx| {
            consent::append(tx, &granted)?;
            consent::keep_of_number(tx, &far, long_ago, &ConsentRules::default())
        })
        .unwrap();
    let text = desk.hear(1, "hello again");
    let mark = desk.store.read_blocking(|tx| consent::kept_with(tx, text)).unwrap().unwrap();
    assert_eq!((mark.badge, mark.events), (Badge::Expired, vec![granted.id]));
}
