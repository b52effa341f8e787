//! The smaller shelves: lists and counts, notes, drafts, pictures, cursors, watches, quarantine.

use foyer_domain::{
    AttachmentId, Channel, DeliveryProblem, DeliveryReport, DeliveryState, MessageId, NoteId, Private,
    ProviderMessageId, Role, Span, ThreadFacts, Timestamp, User, UserId,
};
use foyer_store::{
    StoreError, attachments, cursors, drafts, lines,
    messages::{self, Insert, NewElsewhere},
    notes, quarantine, reports, screening,
    threads::{self, Count, View},
    users,
};
use foyer_testkit::{Practice, TestPatient, monday_morning};

const fn minute(minutes: i64) -> Timestamp {
    monday_morning().plus(Span::minutes(minutes))
}

fn numbers(practice: &Practice, view: View) -> Vec<String> {
    let rows = practice.store.read_blocking(|tx| threads::list(tx, view, 0, 50)).unwrap();
    rows.into_iter().map(|row| row.far_number.reveal()[8..].to_owned()).collect()
}

fn save(practice: &Practice, patient: &TestPatient, facts: ThreadFacts) {
    practice.store.write_blocking(|tx| threads::save_facts(tx, patient.thread, &facts)).unwrap();
}

#[test]
fn who_has_waited_longest_comes_first_and_counts_follow() {
    let mut practice = Practice::new(31).unwrap();
    let (dana, marcus) = (practice.dana, practice.marcus);
    let mut patient = |last: u32| practice.patient("Somebody", &format!("504-555-01{last}")).unwrap();
    let [a, b, c, d, e] = [41, 42, 43, 44, 45].map(&mut patient);
    let new = ThreadFacts::new;
    save(&practice, &a, new().after_inbound(minute(30)));
    save(&practice, &b, new().after_inbound(minute(10)).after_read());
    save(&practice, &c, new().after_inbound(minute(1)).after_reply(minute(40)).after_read());
    save(&practice, &d, new().after_inbound(minute(5)).after_reply(minute(50)));
    save(&practice, &e, new());
    assert_eq!(numbers(&practice, View::All), ["0142", "0141", "0144", "0143", "0145"]);
    assert_eq!(numbers(&practice, View::Unassigned), numbers(&practice, View::All));

    let store = practice.store.clone();
    store
        .write_blocking(|tx| {
            threads::assign(tx, a.thread, Some(dana))?;
            threads::assign(tx, c.thread, Some(dana))?;
            threads::assign(tx, d.thread, Some(marcus))
        })
        .unwrap();
    assert_eq!(numbers(&practice, View::Mine(dana)), ["0141", "0143"]);
    assert_eq!(numbers(&practice, View::Unassigned), ["0142", "0145"]);
    save(&practice, &b, new().after_inbound(minute(10)).closed(minute(60)));
    save(&practice, &e, new().closed(minute(70)));
    save(&practice, &d, new().after_inbound(minute(5)).snoozed(minute(90), minute(0)).unwrap());
    assert_eq!(numbers(&practice, View::Closed), ["0145", "0142"]);
    assert_eq!(numbers(&practice, View::Snoozed), ["0144"]);

    let counts = store.read_blocking(|tx| threads::counts(tx, dana)).unwrap();
    let count = |threads, unread, waiting| Count { threads, unread, waiting };
    assert_eq!(counts.all, count(2, 1, 1), "a, unread and waiting, and c");
    assert_eq!(counts.mine, count(2, 1, 1));
    assert_eq!(counts.unassigned, Count::default());
    assert_eq!(counts.snoozed, count(1, 1, 1));
    assert_eq!(counts.closed, count(2, 1, 1), "a closed thread remembers who waited");
    assert_eq!(store.read_blocking(threads::next_wake).unwrap(), Some(minute(90)));
    assert_eq!(store.write_blocking(|tx| threads::wake_snoozed(tx, minute(89))).unwrap(), []);
    assert_eq!(store.write_blocking(|tx| threads::wake_snoozed(tx, minute(90))).unwrap(), [d.thread]);
    assert_eq!(numbers(&practice, View::Snoozed), Vec::<String>::new());
    let nobody = UserId::new(&mut practice.ids);
    assert!(matches!(
        store.write_blocking(|tx| threads::assign(tx, a.thread, Some(nobody))),
        Err(StoreError::Conflict { .. })
    ));
}

#[test]
fn counts_kept_by_triggers_are_the_counts_of_the_rows() {
    let mut practice = Practice::new(32).unwrap();
    let dana = practice.dana;
    let patients: Vec<_> =
        (10..40).map(|last| practice.patient("Somebody", &format!("504-555-01{last}")).unwrap()).collect();
    let mut step: u64 = 1;
    for round in 0..200_i64 {
        step = step.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let patient = &patients[usize::try_from(step >> 33).unwrap() % patients.len()];
        let store = &practice.store;
        let mut facts = store.read_blocking(|tx| threads::get(tx, patient.thread)).unwrap().facts;
        facts = match step >> 60 {
            0..=4 => facts.after_inbound(minute(round)),
            5..=7 => facts.after_reply(minute(round)).after_read(),
            8 | 9 => facts.closed(minute(round)),
            10 => facts.snoozed(minute(round + 5), minute(round)).unwrap(),
            11 => facts.reopened(),
            _ => ThreadFacts {
                assigned_to: if facts.assigned_to.is_some() { None } else { Some(dana) },
                ..facts
            },
        };
        save(&practice, patient, facts);
    }
    let store = &practice.store;
    let counts = store.read_blocking(|tx| threads::counts(tx, dana)).unwrap();
    for (view, count) in [
        (View::Mine(dana), counts.mine),
        (View::Unassigned, counts.unassigned),
        (View::All, counts.all),
        (View::Snoozed, counts.snoozed),
        (View::Closed, counts.closed),
    ] {
        let rows = store.read_blocking(|tx| threads::list(tx, view, 0, 100)).unwrap();
        let number = |some: usize| u32::try_from(some).unwrap();
        let unread = number(rows.iter().filter(|row| row.facts.unread > 0).count());
        let waiting = number(rows.iter().filter(|row| row.facts.waiting_since.is_some()).count());
        assert_eq!(count, Count { threads: number(rows.len()), unread, waiting }, "{view:?}");
    }
}

#[test]
fn a_draft_stays_with_its_thread_person_and_kind() {
    let mut practice = Practice::new(33).unwrap();
    let a = practice.patient("Lupe García", "504-555-0142").unwrap();
    let b = practice.patient("Omar Haddad", "504-555-0143").unwrap();
    let (dana, marcus) = (practice.dana, practice.marcus);
    let draft = |patient: &TestPatient, user, kind, body: &str| drafts::DraftRow {
        thread: patient.thread,
        user,
        kind,
        body: Private::new(body),
        updated_at: minute(1),
    };
    use drafts::DraftKind::{Note, Text};
    let store = &practice.store;
    let mine = draft(&a, dana, Text, "See you at");
    store
        .write_blocking(|tx| {
            drafts::save(tx, &mine)?;
            drafts::save(tx, &draft(&a, dana, Note, "Asked twice"))?;
            drafts::save(tx, &draft(&b, marcus, Text, "Hello"))
        })
        .unwrap();
    let load = |patient: &TestPatient, user, kind| {
        let thread = patient.thread;
        store
            .read_blocking(|tx| drafts::load(tx, thread, user, kind))
            .unwrap()
            .map(|row| row.body.into_inner())
    };
    assert_eq!(load(&a, dana, Text).as_deref(), Some("See you at"));
    assert_eq!(load(&a, dana, Note).as_deref(), Some("Asked twice"));
    assert_eq!(load(&a, marcus, Text), None);
    assert_eq!(load(&b, dana, Text), None);
    store.write_blocking(|tx| drafts::save(tx, &draft(&a, dana, Text, ""))).unwrap();
    assert_eq!(load(&a, dana, Text), None);
    store.write_blocking(|tx| drafts::discard(tx, b.thread, marcus, Text)).unwrap();
    assert_eq!(load(&b, marcus, Text), None);
}

#[test]
fn notes_pictures_cursors_and_quarantine_keep_what_they_are_given() {
    let mut practice = Practice::new(34).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let store = practice.store.clone();
    let note = notes::NoteRow {
        id: NoteId::new(&mut practice.ids),
        thread: lupe.thread,
        author: practice.dana,
        body: Private::new("Prefers mornings"),
        created_at: minute(3),
    };
    store.write_blocking(|tx| notes::add(tx, &note)).unwrap();
    assert_eq!(store.read_blocking(|tx| notes::of_thread(tx, lupe.thread, minute(3))).unwrap(), [note]);
    assert_eq!(store.read_blocking(|tx| notes::of_thread(tx, lupe.thread, minute(4))).unwrap(), []);

    let text = elsewhere(&mut practice, &lupe, "SM1", 2);
    store.write_blocking(|tx| messages::insert_elsewhere(tx, &text)).unwrap();
    assert_eq!(store.read_blocking(|tx| attachments::missing(tx, 10)).unwrap(), [text.id]);
    let ids = [AttachmentId::new(&mut practice.ids), AttachmentId::new(&mut practice.ids)];
    store
        .write_blocking(|tx| {
            let one = attachments::add(tx, ids[0], text.id, 0, "image/png", &[1, 2, 3], minute(3))?;
            let again = attachments::add(tx, ids[1], text.id, 0, "image/png", &[9], minute(3))?;
            assert_eq!((one, again), (Insert::Inserted, Insert::Known));
            attachments::add(tx, ids[1], text.id, 1, "image/jpeg", &[4], minute(3)).map(drop)
        })
        .unwrap();
    assert_eq!(store.read_blocking(|tx| attachments::missing(tx, 10)).unwrap(), []);
    assert_eq!(
        store.read_blocking(|tx| attachments::content(tx, ids[0])).unwrap(),
        ("image/png".into(), vec![1, 2, 3])
    );
    let kept = store.read_blocking(|tx| attachments::of_message(tx, text.id)).unwrap();
    assert_eq!(kept.iter().map(|one| one.bytes).collect::<Vec<_>>(), [3, 1]);

    let line = practice.line;
    store
        .write_blocking(|tx| {
            cursors::save(tx, line, "inbound", "page-2", minute(1))?;
            cursors::save(tx, line, "inbound", "page-3", minute(2))?;
            quarantine::add(tx, line, quarantine::Which::Id(&text.provider_id), "date_created", minute(1))?;
            assert_eq!(
                quarantine::add(
                    tx,
                    line,
                    quarantine::Which::Id(&text.provider_id),
                    "date_created",
                    minute(2)
                )?,
                Insert::Known
            );
            quarantine::add(tx, line, quarantine::Which::Other, "sid", minute(3)).map(drop)
        })
        .unwrap();
    let read = store
        .read_blocking(|tx| Ok((cursors::load(tx, line, "inbound")?, cursors::load(tx, line, "outbound")?)));
    assert_eq!(read.unwrap(), (Some("page-3".to_owned()), None));
    assert_eq!(store.read_blocking(quarantine::list).unwrap().len(), 2);
    store.write_blocking(|tx| quarantine::resolve(tx, line, &text.provider_id)).unwrap();
    let left = store.read_blocking(quarantine::list).unwrap();
    assert_eq!(
        left.iter().map(|row| (row.provider_id.clone(), row.what.as_str())).collect::<Vec<_>>(),
        [(None, "sid")]
    );
}

#[test]
fn reports_fold_and_watches_come_due() {
    let mut practice = Practice::new(35).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let text = elsewhere(&mut practice, &lupe, "SM1", 0);
    let store = practice.store.clone();
    store.write_blocking(|tx| messages::insert_elsewhere(tx, &text)).unwrap();
    let report = |state, problem| {
        let report = DeliveryReport { state, problem, seen_at: minute(1) };
        store.write_blocking(|tx| reports::add(tx, text.id, &report)).unwrap()
    };
    assert_eq!(report(DeliveryState::Sent, None), DeliveryState::Sent);
    assert_eq!(report(DeliveryState::Sent, None), DeliveryState::Sent);
    let problem = Some(DeliveryProblem::Unreachable);
    assert_eq!(report(DeliveryState::Undelivered, problem), DeliveryState::Undelivered);
    assert_eq!(report(DeliveryState::Accepted, None), DeliveryState::Undelivered);
    assert_eq!(
        store.read_blocking(|tx| reports::of_message(tx, text.id)).unwrap().len(),
        3,
        "a repeat adds nothing"
    );
    assert_eq!(store.read_blocking(|tx| messages::get(tx, text.id)).unwrap().problem, problem);
    let nowhere = MessageId::new(&mut practice.ids);
    let lost = DeliveryReport { state: DeliveryState::Sent, problem: None, seen_at: minute(1) };
    assert!(store.write_blocking(|tx| reports::add(tx, nowhere, &lost)).is_err());

    let watch = |at, step| reports::WatchRow { message: text.id, next_check_at: at, step };
    store.write_blocking(|tx| reports::watch(tx, &watch(minute(2), 0))).unwrap();
    store.write_blocking(|tx| reports::watch(tx, &watch(minute(9), 1))).unwrap();
    assert_eq!(store.read_blocking(|tx| reports::due(tx, minute(8), 10)).unwrap(), []);
    assert_eq!(store.read_blocking(|tx| reports::due(tx, minute(9), 10)).unwrap(), [watch(minute(9), 1)]);
    assert_eq!(store.read_blocking(reports::next_due).unwrap(), Some(minute(9)));
    store.write_blocking(|tx| reports::unwatch(tx, text.id)).unwrap();
    assert_eq!(store.read_blocking(reports::next_due).unwrap(), None);
}

#[test]
fn staff_and_lines_stay_on_record() {
    let mut practice = Practice::new(36).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let (dana, line, number) = (practice.dana, practice.line, practice.line_number.clone());
    let again = foyer_domain::LineId::new(&mut practice.ids);
    let store = &practice.store;
    store
        .write_blocking(|tx| {
            threads::assign(tx, lupe.thread, Some(dana))?;
            users::update(tx, &User { id: dana, name: Private::new("Dana K."), role: Role::Manager })?;
            users::retire(tx, dana, minute(5))?;
            lines::rename(tx, line, "Main")?;
            lines::set_retired(tx, line, Some(minute(6)))
        })
        .unwrap();
    let row = store.read_blocking(|tx| users::get(tx, dana)).unwrap();
    assert_eq!((row.user.role, row.retired_at), (Role::Manager, Some(minute(5))));
    assert_eq!(store.read_blocking(|tx| threads::get(tx, lupe.thread)).unwrap().facts.assigned_to, None);
    let row = store.read_blocking(|tx| lines::get(tx, line)).unwrap();
    assert_eq!((row.name.as_str(), row.retired_at), ("Main", Some(minute(6))));
    assert!(matches!(
        store.write_blocking(|tx| lines::create(tx, again, &number, Channel::Sms, "Twice", minute(7))),
        Err(StoreError::Conflict { .. })
    ));
}

fn elsewhere(practice: &mut Practice, patient: &TestPatient, provider: &str, media: u32) -> NewElsewhere {
    NewElsewhere {
        id: MessageId::new(&mut practice.ids),
        thread: patient.thread,
        line: practice.line,
        channel: Channel::Sms,
        provider_id: ProviderMessageId::parse(provider).unwrap(),
        body: Private::new("Sent from the console"),
        created_at: minute(1),
        received_at: minute(2),
        sent_at: None,
        state: DeliveryState::Accepted,
        problem: None,
        media_count: media,
    }
}

#[test]
fn what_the_practice_lets_pass_and_sends_over_is_kept_and_counted() {
    let practice = Practice::new(37).unwrap();
    let (store, dana, marcus) = (practice.store.clone(), practice.dana, practice.marcus);
    let allow = |term: &str, by, at| store.write_blocking(|tx| screening::allow(tx, term, by, at)).unwrap();
    assert!(allow("crutches", dana, minute(1)));
    assert!(allow("booster", marcus, minute(2)));
    assert!(!allow("crutches", marcus, minute(3)), "who was first stays");
    let kept = store.read_blocking(screening::allowed).unwrap();
    let kept: Vec<_> = kept.iter().map(|one| (one.term.as_str(), one.by, one.at)).collect();
    assert_eq!(kept, [("booster", marcus, minute(2)), ("crutches", dana, minute(1))]);
    assert!(store.write_blocking(|tx| screening::take_back(tx, "booster")).unwrap());
    assert!(!store.write_blocking(|tx| screening::take_back(tx, "booster")).unwrap());
    assert_eq!(store.read_blocking(screening::allowed).unwrap().len(), 1);

    for (rule, at) in [("term:mri", 1), ("rule:dose", 2), ("term:mri", 5), ("model:tells", 3)] {
        store.write_blocking(|tx| screening::count_sent_over(tx, rule, minute(at))).unwrap();
    }
    let most = store.read_blocking(|tx| screening::most_sent_over(tx, 2)).unwrap();
    let most: Vec<_> = most.iter().map(|row| (row.rule.as_str(), row.times, row.last_at)).collect();
    assert_eq!(most, [("term:mri", 2, minute(5)), ("model:tells", 1, minute(3))]);
}
