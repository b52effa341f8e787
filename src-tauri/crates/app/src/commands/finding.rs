//! Find.

use foyer_domain::{Capability, Direction, PhoneNumber, Timestamp};
use foyer_policy::Party;
use foyer_store::{consent, patients, search, threads};

use super::Command;
use crate::{
    context::Context,
    desk::Desk,
    hiding::Eyes,
    present, reading,
    record::{self, Act},
    wire::*,
};

/// More hits than anybody reads.
const HITS_AT_MOST: u32 = 100;

/// A question longer than this finds nothing that a shorter one would not.
const QUESTION_CHARS: usize = 200;

wire! {
    /// People by name and number, texts by words, newest first.
    pub struct Find {
        /// As typed; anything is a valid question.
        pub text: String,
        /// How many of each, at most 100.
        pub limit: u32,
    }
}

impl Command for Find {
    const NAME: &'static str = "search.find";
    const NEEDS: Capability = Capability::Read;
    type Reply = SearchReply;

    async fn run(self, cx: Context) -> Result<SearchReply, AppError> {
        let now = cx.now();
        let typed: String = self.text.trim().chars().take(QUESTION_CHARS).collect();
        let limit = self.limit.clamp(1, HITS_AT_MOST);
        let reply = cx
            .read(move |desk, tx| {
                let (eyes, mut people) = (Eyes::read(desk, tx)?, Vec::new());
                for thread in search::threads(tx, &typed, limit)? {
                    people.push(person_of_thread(desk, tx, &thread, now)?);
                }
                for patient in patients::search_by_name(tx, &typed, limit)? {
                    for contact in patients::contacts(tx, patient.id)? {
                        let number = contact.number.reveal();
                        if people.iter().all(|known: &PersonHit| known.e164 != number) {
                            let party = Party {
                                patient: Some(patient.id),
                                number: contact.number.clone(),
                                channel: foyer_domain::Channel::Sms,
                            };
                            let ledger = consent::ledger(tx, &party)?;
                            people.push(PersonHit {
                                thread: None,
                                e164: number.to_owned(),
                                name: foyer_domain::shown_name(&patient.full_name, patient.goes_by.as_ref())
                                    .into_inner(),
                                number: contact.number.pretty(),
                                badge: present::badge(ledger.standing(&party, now, &desk.rules()).badge),
                                channel: ChannelKind::Sms,
                                last_at: None,
                            });
                        }
                    }
                }
                people.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
                let messages = search::messages(tx, &typed, None, limit, |at| eyes.reads(at))?;
                let messages = messages.iter().map(message_hit).collect();
                let new_number = PhoneNumber::parse(&typed)
                    .ok()
                    .filter(|number| people.iter().all(|known| known.e164 != number.reveal()))
                    .map(|number| number.pretty());
                Ok(SearchReply { people, messages, new_number })
            })
            .await?;
        // Searches are written down without their words.
        let found = serde_json::json!({ "people": reply.people.len(), "messages": reply.messages.len() });
        cx.write(move |desk, tx| record::with(desk, tx, Act::Searched, None, None, found, now)).await?;
        Ok(reply)
    }
}

fn person_of_thread(
    desk: &Desk,
    tx: &foyer_store::ReadTx<'_>,
    thread: &threads::ThreadRow,
    now: Timestamp,
) -> Result<PersonHit, foyer_store::StoreError> {
    let standing = reading::thread_standing(desk, tx, thread, now)?;
    Ok(PersonHit {
        thread: Some(thread.id.to_string()),
        e164: thread.far_number.reveal().to_owned(),
        name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
        number: thread.far_number.pretty(),
        badge: present::badge(standing.badge),
        channel: present::channel_kind(thread.channel),
        last_at: thread.facts.last_message_at.map(Timestamp::millis),
    })
}

fn message_hit(hit: &search::Hit) -> MessageHit {
    let snippet = hit.snippet.reveal();
    let offsets = present::Utf16Offsets::of(snippet);
    MessageHit {
        message: hit.message.to_string(),
        thread: hit.thread.to_string(),
        name: reading::shown_name(hit.patient_name.as_ref(), &hit.far_number),
        marks: hit.marks.iter().map(|(start, end)| (offsets.at(*start), offsets.at(*end))).collect(),
        snippet: snippet.to_owned(),
        at: hit.created_at.millis(),
        ours: hit.direction == Direction::Outbound,
    }
}
