//! Overrides, hand-offs and opt-outs of a period equal a plain account of what was done.

use foyer_domain::{
    Actor, Author, Channel, ConsentEventId, HandoffFact, HandoffId, HandoffTarget, Language, MessageId,
    OutboxId, Private, Span, ThreadId, Timestamp,
};
use foyer_policy::{ClearedMessage, ConsentEvent, ConsentEventKind, Evidence, RevocationBasis, Subjects};
use foyer_store::{
    StoreError, consent,
    handoffs::{self, NewHandoff},
    looking_back,
    outbox::{self, AttemptOutcome, NewOutbound},
    past::{self, NewPortalCard},
};
use foyer_testkit::{Practice, TestPatient, monday_morning};
use proptest::prelude::*;

/// What somebody may do that Review tells.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Clean,
    Over(Fate),
    HandOff { taken_back: bool },
    OptsOut,
}

const fn minute(minutes: i64) -> Timestamp {
    monday_morning().plus(Span::minutes(minutes))
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Waits,
    TakenBack,
    /// Nobody knows whether it left, and a person left it at that.
    LeftUnclear,
}

fn deed() -> impl Strategy<Value = Deed> {
    let fate = prop_oneof![Just(Fate::Waits), Just(Fate::TakenBack), Just(Fate::LeftUnclear)];
    prop_oneof![
        1 => Just(Deed::Clean),
        4 => fate.prop_map(Deed::Over),
        3 => any::<bool>().prop_map(|taken_back| Deed::HandOff { taken_back }),
        1 => Just(Deed::OptsOut),
    ]
}

/// The plain account of what was done.
#[derive(Default)]
struct Account {
    over: Vec<(Timestamp, ThreadId, String)>,
    handed_off: Vec<(Timestamp, ThreadId)>,
    opted_out: Vec<(Timestamp, ThreadId)>,
}

impl Account {
    fn within(&mut self, from: Timestamp, to: Timestamp) {
        let within = |at: Timestamp| from <= at && at < to;
        self.over.retain(|(at, ..)| within(*at));
        self.handed_off.retain(|(at, _)| within(*at));
        self.opted_out.retain(|(at, _)| within(*at));
        self.over.reverse();
        self.handed_off.reverse();
        self.opted_out.reverse();
        let mut known = Vec::new();
        self.opted_out.retain(|(_, thread)| {
            let first = !known.contains(thread);
            known.push(*thread);
            first
        });
    }
}

fn act(practice: &mut Practice, to: &TestPatient, deed: Deed, at: Timestamp, account: &mut Account) {
    match deed {
        Deed::Clean => {
            if let Ok(cleared) = practice.cleared(to, "See you at nine.", at) {
                send(practice, &cleared, Fate::Waits, at);
            }
        }
        Deed::Over(fate) => {
            let reason = format!("Asked for it, {}", account.over.len());
            let cleared = practice.cleared_over(to, "Your A1C came back at 8.2.", &reason, at);
            // Whoever wants no more texts gets none, for whatever reason; everybody else does.
            let stopped = account.opted_out.iter().any(|(_, thread)| *thread == to.thread);
            let Ok(cleared) = cleared else { return assert!(stopped) };
            assert!(!stopped);
            send(practice, &cleared, fate, at);
            if fate != Fate::TakenBack {
                account.over.push((at, to.thread, reason));
            }
        }
        Deed::HandOff { taken_back } => {
            hand_off(practice, to, taken_back, at);
            if !taken_back {
                account.handed_off.push((at, to.thread));
            }
        }
        Deed::OptsOut => {
            opt_out(practice, to, at);
            account.opted_out.push((at, to.thread));
        }
    }
}

fn send(practice: &mut Practice, cleared: &ClearedMessage, fate: Fate, at: Timestamp) {
    let (outbox, message) = (OutboxId::new(&mut practice.ids), MessageId::new(&mut practice.ids));
    let new = NewOutbound {
        cleared,
        outbox,
        message,
        author: Author::Staff(practice.marcus),
        client_id: None,
        now: at,
        not_before: at,
        expires_at: at.plus(Span::hours(4)),
    };
    practice
        .store
        .write_blocking(|tx| {
            outbox::enqueue(tx, &new)?;
            match fate {
                Fate::Waits => Ok(()),
                Fate::TakenBack => outbox::cancel(tx, outbox).map(drop),
                Fate::LeftUnclear => {
                    let attempt = outbox::start_attempt(tx, outbox, at)?;
                    let unknown = AttemptOutcome::Unknown { reason: "read_timeout" };
                    outbox::finish_attempt(tx, attempt.seq, &unknown, at)?;
                    outbox::leave(tx, outbox)
                }
            }
        })
        .unwrap();
}

fn hand_off(practice: &mut Practice, to: &TestPatient, taken_back: bool, now: Timestamp) {
    let (id, card) = (HandoffId::new(&mut practice.ids), MessageId::new(&mut practice.ids));
    let (link, author, thread) = (MessageId::new(&mut practice.ids), practice.dana, to.thread);
    let (words, client_id) = (Private::new("Your A1C came back at 8.2."), id.to_string());
    let new = NewHandoff {
        id,
        thread,
        client_id: &client_id,
        target: HandoffTarget::Portal,
        card,
        language: Language::En,
        author,
        now,
    };
    practice
        .store
        .write_blocking(|tx| {
            past::insert_portal_card(
                tx,
                &NewPortalCard { id: card, thread, author, words: &words, link, now },
            )?;
            handoffs::create(tx, &new)?;
            let fact = if taken_back { HandoffFact::TakenBack } else { HandoffFact::Posted };
            handoffs::record(tx, id, fact, None, None, now).map(drop)
        })
        .unwrap();
}

fn opt_out(practice: &mut Practice, of: &TestPatient, at: Timestamp) {
    let event = ConsentEvent {
        id: ConsentEventId::new(&mut practice.ids),
        patient: Some(of.id),
        number: of.number.clone(),
        channel: Channel::Sms,
        kind: ConsentEventKind::Revoked(RevocationBasis::Spoken),
        at,
        actor: Actor::User(practice.dana),
        evidence: Evidence::default(),
        language: None,
        subjects: Subjects::NONE,
    };
    practice.store.write_blocking(|tx| consent::append(tx, &event)).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn overrides_hand_offs_and_opt_outs_equal_a_plain_account(
        steps in prop::collection::vec((0_usize..3, 1_i64..15, deed()), 0..40),
        from in 0_i64..300,
        length in 0_i64..600,
    ) {
        let mut practice = Practice::new(23).unwrap();
        let numbers = ["504-555-0141", "504-555-0142", "504-555-0143"];
        let patients = numbers.map(|number| practice.patient("Somebody", number).unwrap());
        let (mut account, mut clock) = (Account::default(), 0);
        for (who, gap, deed) in steps {
            clock += gap;
            act(&mut practice, &patients[who], deed, minute(clock), &mut account);
        }
        let (from, to) = (minute(from), minute(from + length));
        account.within(from, to);
        let (over, handed_off, opted_out) = practice.store
            .read_blocking(|tx| {
                let over = looking_back::over_warnings(tx, from, to)?;
                Ok::<_, StoreError>((over, looking_back::handed_off(tx, from, to)?, looking_back::opt_outs(tx, from, to)?))
            })
            .unwrap();
        let over: Vec<_> = over.into_iter().map(|one| (one.at, one.thread, one.reason.reveal().to_owned())).collect();
        prop_assert_eq!(over, account.over);
        let handed_off: Vec<_> = handed_off.into_iter().map(|one| (one.at, one.thread)).collect();
        prop_assert_eq!(handed_off, account.handed_off);
        let opted_out: Vec<_> = opted_out.into_iter().map(|one| (one.at, one.thread)).collect();
        prop_assert_eq!(opted_out, account.opted_out);
    }
}
