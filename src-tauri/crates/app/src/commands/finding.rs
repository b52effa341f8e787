//! Find, and the page that looks through all years.

use chrono::NaiveDate;
use foyer_audit::Hash;
use foyer_domain::{Capability, MessageId, NoteId, PhoneNumber, Timestamp, UserId};
use foyer_policy::Party;
use foyer_store::{consent, households, messages, notes, patients, search, sift, threads};

use super::{
    Command, SavedProof,
    lists::count,
    report::{keep, not_made},
};
use crate::{
    context::{self, Context},
    desk::Desk,
    found_list::{self, ROWS_AT_MOST},
    hiding::Eyes,
    present,
    reading::{self, Staff},
    record::{self, Act},
    timeline::{self, Before},
    wire::*,
    zone::{day_begins, day_of},
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

    /// Texts of all years by words and by what they are, newest first, a part at a time.
    pub struct SearchTexts {
        /// What is asked.
        pub asked: SearchAsked,
        /// `next` of the part before; nothing for the first.
        pub after: Option<String>,
    }

    /// Keeps all that answers a question as a CSV where the person says.
    pub struct SaveFound {
        /// What is asked.
        pub asked: SearchAsked,
    }

    /// Reads what was said around a text or note that was found. That is written down; nothing is marked read.
    pub struct ReadAround {
        /// The text, or the note.
        pub message: String,
        /// Whether it is a note.
        pub note: bool,
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
                let (eyes, people) = (Eyes::read(desk, tx)?, people(desk, tx, &typed, limit, now)?);
                let texts = search::messages(tx, &typed, None, limit, |at| eyes.reads(at))?;
                let notes = notes::find(tx, &typed, limit, |at| eyes.reads(at))?;
                let messages = present::message_hits(&texts, &notes, limit);
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

/// Texts of one part.
const PART: u32 = 50;

/// People beside them.
const PEOPLE: u32 = 6;

impl Command for SearchTexts {
    const NAME: &'static str = "search.texts";
    const NEEDS: Capability = Capability::Read;
    type Reply = SearchPage;

    async fn run(self, cx: Context) -> Result<SearchPage, AppError> {
        let now = cx.now();
        let question = question(&self.asked, cx.desk()?)?;
        let after =
            self.after.as_deref().map(str::parse::<i64>).transpose().map_err(|_| {
                AppError::new(ErrorCode::BadArguments, "This place in the answer is not known.")
            })?;
        let reply = cx
            .read(move |desk, tx| {
                let (eyes, staff) = (Eyes::read(desk, tx)?, Staff::read(tx)?);
                let people = match after {
                    None => people(desk, tx, &question.words, PEOPLE, now)?,
                    Some(_) => Vec::new(),
                };
                let found = sift::texts(tx, &question, after, PART, |at| eyes.reads(at))?;
                let of = |colleague: &foyer_domain::User| Colleague {
                    id: colleague.id.to_string(),
                    name: colleague.name.reveal().to_owned(),
                };
                Ok(SearchPage {
                    people,
                    texts: present::text_hits(&found, &staff),
                    hidden: found.hidden,
                    next: found.next.map(|next| next.to_string()),
                    cut: found.cut,
                    // Who left wrote texts too.
                    staff: staff.ever().map(of).collect(),
                    may_save: desk.user.role.may(SaveFound::NEEDS),
                })
            })
            .await?;
        // Searches are written down without their words.
        let found = serde_json::json!({
            "people": reply.people.len(), "messages": reply.texts.len(), "hidden": reply.hidden,
        });
        cx.write(move |desk, tx| record::with(desk, tx, Act::Searched, None, None, found, now)).await?;
        Ok(reply)
    }
}

impl Command for SaveFound {
    const NAME: &'static str = "search.save";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (now, zone) = (cx.now(), cx.desk()?.practice().zone());
        let question = question(&self.asked, cx.desk()?)?;
        let (mut rows, mut after, mut hidden) = (Vec::new(), None, 0_u32);
        loop {
            let question = question.clone();
            let part = move |desk: &Desk, tx: &foyer_store::ReadTx<'_>| {
                let (eyes, staff) = (Eyes::read(desk, tx)?, Staff::read(tx)?);
                let found = sift::texts(tx, &question, after, PART_OF_FILE, |at| eyes.reads(at))?;
                Ok((present::text_hits(&found, &staff), found))
            };
            let (hits, found) = cx.read(part).await?;
            if found.cut {
                return Err(refused(
                    "Some are missing, because many words begin like this. Type one more letter.",
                ));
            }
            hidden = hidden.saturating_add(found.hidden);
            rows.extend(hits);
            if rows.len() > ROWS_AT_MOST {
                return Err(refused("More than 10,000 were found. Choose fewer days."));
            }
            after = found.next;
            if after.is_none() {
                break;
            }
        }
        let bytes = found_list::file(&rows, zone).map_err(|_| not_made())?;
        // Written down before the words leave Foyer, without those that were asked: the trail names the file by what is in it.
        let detail = serde_json::json!({
            "messages": count(rows.len()), "hidden": hidden, "sha256": Hash::of(&[&bytes]).to_string(),
        });
        cx.write(move |desk, tx| record::with(desk, tx, Act::FoundSaved, None, None, detail, now)).await?;
        let saved = keep(&cx, &format!("found-{}.csv", day_of(now, zone)), bytes).await?;
        Ok(SavedProof { saved })
    }
}

/// Texts that are read at once for a file.
const PART_OF_FILE: u32 = 500;

fn refused(advice: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about("asked")
}

/// Texts that are shown around a found one, and how many of them come after it.
const AROUND: u32 = 13;
const LATER: u32 = 6;

impl Command for ReadAround {
    const NAME: &'static str = "search.around";
    const NEEDS: Capability = Capability::Read;
    type Reply = FoundText;

    async fn run(self, cx: Context) -> Result<FoundText, AppError> {
        let now = cx.now();
        let found = if self.note {
            Err(context::id::<NoteId>(&self.message)?)
        } else {
            Ok(context::id::<MessageId>(&self.message)?)
        };
        cx.write(move |desk, tx| {
            let (thread, before) = match found {
                Ok(text) => (messages::get(tx, text)?.thread, messages::place_after(tx, text, LATER)?),
                Err(note) => notes::place_after(tx, note, LATER)?,
            };
            let (thread, before) = (desk.sees(tx, thread)?, before.map(Before::at));
            record::by_staff(desk, tx, Act::ThreadViewed, thread.id, None, now)?;
            Ok(FoundText {
                thread: thread.id.to_string(),
                name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                badge: present::badge(reading::thread_standing(desk, tx, &thread, now)?.badge),
                timeline: timeline::stretch(desk, tx, &thread, before, AROUND, now)?,
            })
        })
        .await
    }
}

/// What the page asks, in the store's words.
fn question(asked: &SearchAsked, desk: &Desk) -> Result<sift::Question, AppError> {
    let zone = desk.practice().zone();
    let day = |text: &Option<String>, field: &'static str| {
        text.as_deref().map(str::parse::<NaiveDate>).transpose().map_err(|_| {
            AppError::new(ErrorCode::BadField, "This is not a day. Write it like 11/20/2026.").about(field)
        })
    };
    let after = day(&asked.to_day, "toDay")?.and_then(|day| day.succ_opt());
    Ok(sift::Question {
        words: asked.text.trim().chars().take(QUESTION_CHARS).collect(),
        inside: asked.inside,
        staff: asked.staff.as_deref().map(context::id::<UserId>).transpose()?,
        from: day(&asked.from_day, "fromDay")?.map(|day| day_begins(day, zone)),
        until: after.map(|day| day_begins(day, zone)),
        channel: asked.channel.map(present::channel_of),
        failed: asked.failed,
        handed_off: asked.handed_off,
        with_file: asked.with_file,
        only: asked.only.map(|only| match only {
            SearchKind::Texts => sift::Kind::Texts,
            SearchKind::Notes => sift::Kind::Notes,
        }),
    })
}

/// People by name or number: those with a thread, then those without.
fn people(
    desk: &Desk,
    tx: &foyer_store::ReadTx<'_>,
    typed: &str,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<PersonHit>, foyer_store::StoreError> {
    let mut people = Vec::new();
    for thread in search::threads(tx, typed, limit)? {
        people.push(person_of_thread(desk, tx, &thread, now)?);
    }
    for patient in patients::search_by_name(tx, typed, limit)? {
        for contact in patients::contacts(tx, patient.id)? {
            let number = contact.number.reveal();
            // Who is never texted there is not offered there; on a shared phone each is, by name.
            let known = |known: &PersonHit| {
                known.e164 == number && known.patient.as_ref() == Some(&patient.id.to_string())
            };
            let kept = households::kept(tx, patient.id, &contact.number)?;
            if kept.is_none() && !people.iter().any(known) {
                let party = Party {
                    patient: Some(patient.id),
                    number: contact.number.clone(),
                    channel: foyer_domain::Channel::Sms,
                };
                let ledger = consent::ledger(tx, &party)?;
                people.push(PersonHit {
                    thread: None,
                    e164: number.to_owned(),
                    patient: Some(patient.id.to_string()),
                    name: foyer_domain::shown_name(&patient.full_name, patient.goes_by.as_ref()).into_inner(),
                    number: contact.number.pretty(),
                    badge: present::badge(ledger.standing(&party, now, &desk.rules()).badge),
                    channel: ChannelKind::Sms,
                    last_at: None,
                });
            }
        }
    }
    people.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(people)
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
        patient: thread.patient.map(|patient| patient.to_string()),
        name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
        number: thread.far_number.pretty(),
        badge: present::badge(standing.badge),
        channel: present::channel_kind(thread.channel),
        last_at: thread.facts.last_message_at.map(Timestamp::millis),
    })
}
