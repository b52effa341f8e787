//! What is told of a period equals a plain recount of everything that happened.

use foyer_domain::{
    Actor, Category, Channel, DeliveryState, MessageId, Private, ProviderMessageId, Span, ThreadId,
    Timestamp, Wait,
};
use foyer_store::{
    StoreError, WriteTx,
    audit::{self, NewEntry},
    looking_back,
    messages::{self, NewElsewhere, NewInbound},
    retention,
};
use foyer_testkit::{Practice, monday_morning};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Did {
    Asked,
    /// Written so many minutes before it was here.
    AskedLate(i64),
    Answered,
    Failed,
    Closed,
}

impl Did {
    const fn asks(self) -> bool {
        matches!(self, Self::Asked | Self::AskedLate(_))
    }
}

fn did() -> impl Strategy<Value = Did> {
    let late = (1_i64..600).prop_map(Did::AskedLate);
    prop_oneof![3 => Just(Did::Asked), 1 => late, 3 => Just(Did::Answered), 1 => Just(Did::Failed), 1 => Just(Did::Closed)]
}

const fn minute(minutes: i64) -> Timestamp {
    monday_morning().plus(Span::minutes(minutes))
}

/// Every wait of one conversation: an asking begins one unless the last thing that counts was an asking too; what
/// counts next ends it.
fn recount(history: &[(i64, Did)]) -> Vec<Wait> {
    let counts: Vec<(i64, Did)> = history.iter().copied().filter(|(_, did)| *did != Did::Failed).collect();
    let mut all = Vec::new();
    for (place, (here, did)) in counts.iter().enumerate() {
        let goes_on = place > 0 && counts[place - 1].1.asks();
        if !did.asks() || goes_on {
            continue;
        }
        let asked_at = minute(if let Did::AskedLate(before) = did { here - before } else { *here });
        match counts[place..].iter().find(|(_, did)| !did.asks()) {
            None => all.push(Wait { asked_at, answer: None }),
            Some((when, Did::Answered)) => {
                all.push(Wait { asked_at, answer: Some((minute(*when), None)) });
            }
            Some(_) => {}
        }
    }
    all
}

fn tell(
    practice: &Practice,
    tx: &WriteTx<'_>,
    number: u128,
    thread: ThreadId,
    at: Timestamp,
    did: Did,
) -> Result<(), StoreError> {
    let (id, line) = (MessageId::from_uuid(uuid::Uuid::from_u128(number)), practice.line);
    let provider_id = ProviderMessageId::parse(&format!("SM{number:032x}")).unwrap();
    let (channel, body) = (Channel::Sms, Private::new("At nine"));
    match did {
        Did::Asked | Did::AskedLate(_) => {
            let written = if let Did::AskedLate(before) = did { at.minus(Span::minutes(before)) } else { at };
            let new = NewInbound {
                id,
                thread,
                line,
                channel,
                provider_id,
                body,
                created_at: written,
                received_at: at,
                media_count: 0,
                language: None,
            };
            messages::insert_inbound(tx, &new).map(drop)
        }
        Did::Answered | Did::Failed => {
            let state = if did == Did::Failed { DeliveryState::Failed } else { DeliveryState::Delivered };
            let new = NewElsewhere {
                id,
                thread,
                line,
                channel,
                provider_id,
                body,
                created_at: at,
                received_at: at,
                sent_at: None,
                state,
                problem: None,
                media_count: 0,
            };
            messages::insert_elsewhere(tx, &new).map(drop)
        }
        Did::Closed => audit::append(
            tx,
            &NewEntry {
                at,
                actor: Actor::System,
                action: "thread.close",
                thread: Some(thread),
                object: None,
                detail: serde_json::json!({}),
            },
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn waits_equal_a_plain_recount(
        steps in prop::collection::vec((0_usize..3, 1_i64..150, did()), 0..60),
        from in 0_i64..4_000,
        length in 0_i64..4_000,
        kept_from in 0_i64..8_000,
    ) {
        let mut practice = Practice::new(17).unwrap();
        let numbers = ["504-555-0141", "504-555-0142", "504-555-0143"];
        let threads = numbers.map(|number| practice.patient_without_consent("Somebody", number).unwrap().thread);
        let mut histories = [const { Vec::new() }; 3];
        let mut clock = 0;
        practice.store.write_blocking(|tx| {
            for (place, (who, gap, did)) in steps.iter().enumerate() {
                clock += gap;
                histories[*who].push((clock, *did));
                tell(&practice, tx, place as u128 + 1, threads[*who], minute(clock), *did)?;
            }
            Ok(())
        }).unwrap();
        let (from, to, now) = (minute(from), minute(from + length), minute(clock));
        let mut expected: Vec<(ThreadId, Wait)> = threads.iter().zip(&histories)
            .flat_map(|(thread, history)| recount(history).into_iter().map(|wait| (*thread, wait)))
            .filter(|(_, wait)| from <= wait.asked_at && wait.asked_at < to)
            .collect();
        let found = practice.store
            .read_blocking(|tx| looking_back::waits_between(tx, from, to, now))
            .unwrap();
        // Words that the schedule deleted change nothing of what is told.
        let erased = practice.store
            .write_blocking(|tx| {
                let salt = || [7; 32];
                while retention::erase(tx, Category::Scheduling, minute(kept_from), 0, salt, now)?.texts > 0 {}
                looking_back::waits_between(tx, from, to, now)
            })
            .unwrap();
        prop_assert_eq!(&found, &erased);
        let mut found: Vec<(ThreadId, Wait)> = found.into_iter().map(|row| (row.thread, row.wait)).collect();
        expected.sort_by_key(|(thread, wait)| (*thread, wait.asked_at));
        found.sort_by_key(|(thread, wait)| (*thread, wait.asked_at));
        prop_assert_eq!(found, expected);
    }
}
