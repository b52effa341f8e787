//! How texts are answered equals a plain recount of everything that happened.

use foyer_domain::{
    Author, Channel, DeliveryProblem, DeliveryState, MessageId, OutboxId, Private, ProviderMessageId, Span,
    ThreadId, Timestamp,
};
use foyer_policy::ClearedMessage;
use foyer_store::{
    StoreError, WriteTx,
    answers::{self, ANSWERED_WITHIN, Answers, Fate, SentText},
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

/// Looks at each text by itself, and then for what came next in its conversation: in which, when, and what became of it.
fn recount(histories: &[Vec<(i64, Did)>], from: i64, to: i64) -> Vec<(usize, i64, Fate)> {
    let mut all = Vec::new();
    for (who, history) in histories.iter().enumerate() {
        for (place, (at, did)) in history.iter().enumerate() {
            if !(from..to).contains(at) {
                continue;
            }
            let fate = match did {
                Did::Lost => Fate::Lost(DeliveryProblem::Landline),
                Did::Sent => {
                    let next =
                        history[place + 1..].iter().find(|(_, did)| !matches!(did, Did::Lost | Did::Held));
                    match next {
                        Some((then, Did::Wrote)) if Span::minutes(then - at) <= ANSWERED_WITHIN => {
                            Fate::Answered(Span::minutes(then - at))
                        }
                        _ => Fate::Unanswered,
                    }
                }
                Did::Held | Did::Elsewhere | Did::Wrote => continue,
            };
            all.push((who, *at, fate));
        }
    }
    all.sort_by_key(|(_, at, _)| *at);
    all
}

/// The figures, added up one by one.
fn added_up(texts: &[(usize, i64, Fate)]) -> Answers {
    let took: Vec<Span> = texts
        .iter()
        .filter_map(|(_, _, fate)| if let Fate::Answered(took) = fate { Some(*took) } else { None })
        .collect();
    let gone = || texts.iter().filter(|(_, _, fate)| !matches!(fate, Fate::Lost(_)));
    let lost = u32::try_from(texts.len() - gone().count()).unwrap();
    Answers {
        sent: u32::try_from(gone().count()).unwrap(),
        threads: u32::from(gone().any(|(who, _, _)| *who == 0))
            + u32::from(gone().any(|(who, _, _)| *who == 1)),
        answered: u32::try_from(took.len()).unwrap(),
        took,
        failed: (lost > 0).then_some((DeliveryProblem::Landline, lost)).into_iter().collect(),
    }
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
        let found = practice.store
            .read_blocking(|tx| answers::texts(tx, minute(from), minute(from + length)))
            .unwrap();
        let expected = recount(&histories, from, from + length);
        let rows: Vec<_> = expected.iter()
            .map(|(who, at, fate)| SentText { thread: people[*who].thread, at: minute(*at), fate: *fate })
            .collect();
        prop_assert_eq!(Answers::of(&found), added_up(&expected));
        prop_assert_eq!(found, rows, "and those are the texts behind the figures");
    }
}
