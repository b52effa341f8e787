//! How texts are answered equals a plain recount of everything that happened.

use foyer_domain::{
    Author, Channel, DeliveryProblem, DeliveryState, MessageId, OutboxId, Private, ProviderMessageId, Span,
    ThreadId, Timestamp,
};
use foyer_policy::ClearedMessage;
use foyer_store::{
    StoreError, WriteTx,
    answers::{self, ANSWERED_WITHIN, Answers},
    messages::{self, NewElsewhere, NewInbound},
    outbox::{self, NewOutbound},
};
use foyer_testkit::{Practice, monday_morning};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Did {
    Sent,
    Lost,
    Held,
    Elsewhere,
    Wrote,
}

fn did() -> impl Strategy<Value = Did> {
    prop_oneof![
        4 => Just(Did::Sent), 1 => Just(Did::Lost), 1 => Just(Did::Held), 1 => Just(Did::Elsewhere), 4 => Just(Did::Wrote)
    ]
}

const fn minute(minutes: i64) -> Timestamp {
    monday_morning().plus(Span::minutes(minutes))
}

/// Looks at each text by itself, and then for what came next in its conversation.
fn recount(histories: &[Vec<(i64, Did)>], from: i64, to: i64) -> Answers {
    let mut all = Answers::default();
    for history in histories {
        let mut any = false;
        for (place, (at, did)) in history.iter().enumerate() {
            if !(from..to).contains(at) {
                continue;
            }
            match did {
                Did::Lost => *all.failed.entry(DeliveryProblem::Landline).or_default() += 1,
                Did::Sent => {
                    all.sent += 1;
                    any = true;
                    let next =
                        history[place + 1..].iter().find(|(_, did)| !matches!(did, Did::Lost | Did::Held));
                    if let Some((then, Did::Wrote)) = next
                        && Span::minutes(then - at) <= ANSWERED_WITHIN
                    {
                        all.answered += 1;
                        all.took.push(Span::minutes(then - at));
                    }
                }
                Did::Held | Did::Elsewhere | Did::Wrote => {}
            }
        }
        all.threads += u32::from(any);
    }
    all.took.sort_unstable();
    all
}

fn tell(
    practice: &Practice,
    tx: &WriteTx<'_>,
    number: u128,
    (thread, cleared): (ThreadId, &ClearedMessage),
    at: Timestamp,
    did: Did,
) -> Result<(), StoreError> {
    let (id, line) = (MessageId::from_uuid(uuid::Uuid::from_u128(number)), practice.line);
    let provider_id = ProviderMessageId::parse(&format!("SM{number:032x}")).unwrap();
    let (channel, body) = (Channel::Sms, Private::new("At nine"));
    match did {
        Did::Wrote => {
            let new = NewInbound {
                id,
                thread,
                line,
                channel,
                provider_id,
                body,
                created_at: at,
                received_at: at,
                media_count: 0,
                language: None,
            };
            messages::insert_inbound(tx, &new).map(drop)
        }
        Did::Elsewhere => {
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
                state: DeliveryState::Delivered,
                problem: None,
                media_count: 0,
            };
            messages::insert_elsewhere(tx, &new).map(drop)
        }
        Did::Sent | Did::Lost | Did::Held => {
            let new = NewOutbound {
                cleared,
                outbox: OutboxId::from_uuid(uuid::Uuid::from_u128(number)),
                message: id,
                author: Author::Staff(practice.dana),
                client_id: None,
                now: at,
                not_before: at,
                expires_at: at,
            };
            outbox::enqueue(tx, &new)?;
            match did {
                Did::Lost => {
                    messages::set_state(tx, id, DeliveryState::Failed, Some(DeliveryProblem::Landline))
                }
                Did::Sent => messages::set_state(tx, id, DeliveryState::Delivered, None),
                Did::Held | Did::Elsewhere | Did::Wrote => {
                    messages::set_state(tx, id, DeliveryState::Held, None)
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn answers_equal_a_plain_recount(
        steps in prop::collection::vec((0_usize..2, 1_i64..2_000, did()), 0..40),
        from in 0_i64..8_000,
        length in 0_i64..20_000,
    ) {
        let mut practice = Practice::new(23).unwrap();
        let numbers = ["504-555-0141", "504-555-0142"];
        let people = numbers.map(|number| practice.patient("Somebody", number).unwrap());
        let cleared = [0, 1].map(|who: usize| practice.cleared(&people[who], "At nine", monday_morning()).unwrap());
        let mut histories = vec![Vec::new(), Vec::new()];
        let mut clock = 0;
        practice.store.write_blocking(|tx| {
            for (place, (who, gap, did)) in steps.iter().enumerate() {
                clock += gap;
                histories[*who].push((clock, *did));
                tell(&practice, tx, place as u128 + 1, (people[*who].thread, &cleared[*who]), minute(clock), *did)?;
            }
            Ok(())
        }).unwrap();
        let mut found = practice.store
            .read_blocking(|tx| answers::between(tx, minute(from), minute(from + length)))
            .unwrap();
        found.took.sort_unstable();
        prop_assert_eq!(found, recount(&histories, from, from + length));
    }
}
