//! Consent: ask, record, look.

use foyer_domain::{BodyTooLong, Capability, Private, Span, ThreadId, Timestamp};
use foyer_policy::{ConsentBasis, ConsentEventKind, RevocationBasis, Subject, Subjects};
use foyer_store::{consent, threads};

use super::{
    Command,
    composing::{client_id, not_a_text, send},
    settings::Done,
};
use crate::{
    consenting::{self, Witnessed},
    context::{self, Context},
    present,
    reading::{self, Staff},
    sending,
    wire::*,
    zone::{day_begins, day_of},
};

/// Characters of a remark about consent.
const NOTE_CHARS: usize = 500;

/// What was said longer ago than this is asked again.
const SAID_AT_MOST_DAYS: i64 = 3_653;

wire! {
    /// Texts the risk notice in the patient's language.
    pub struct SendNotice {
        /// The thread.
        pub thread: String,
        /// The window's own id; the same id twice is one notice.
        pub client_id: String,
    }

    /// Writes down what the patient said another way.
    pub struct RecordConsent {
        /// The thread.
        pub thread: String,
        /// Agreed, or asked to stop.
        pub agreed: bool,
        /// Paper, spoken, phone or portal.
        pub basis: ConsentBasisKind,
        /// A word about it: who asked, what was said.
        pub note: Option<String>,
        /// Which form, and where it is.
        #[ts(optional)]
        pub form: Option<String>,
        /// About what. Empty: visits when agreed, all texts when taken back.
        #[serde(default)]
        #[ts(optional, as = "Option<Vec<SubjectKind>>")]
        pub subjects: Vec<SubjectKind>,
        /// The day it was said or signed, `YYYY-MM-DD`; today when left out.
        #[ts(optional)]
        pub said_on: Option<String>,
    }

    /// The number belongs to somebody else now.
    pub struct ChangeOwner {
        /// The thread.
        pub thread: String,
    }

    /// Everything known about consent on this thread's number.
    pub struct ListConsent {
        /// The thread.
        pub thread: String,
    }

    /// The history, newest first.
    pub struct ConsentHistory {
        /// The facts.
        pub facts: Vec<ConsentFact>,
    }
}

impl Command for SendNotice {
    const NAME: &'static str = "consent.sendNotice";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        let id = context::id::<ThreadId>(&self.thread)?;
        let client_id = client_id(self.client_id)?;
        let now = cx.now();
        let notice = cx
            .read(move |desk, tx| sending::notice_to(desk, tx, &*desk.answers(tx, id)?, client_id, now))
            .await?;
        let Some(text) = notice else { return Ok(not_a_text(BodyTooLong::TooLong)) };
        send(&cx, id, text, false).await
    }
}

impl Command for RecordConsent {
    const NAME: &'static str = "consent.record";
    const NEEDS: Capability = Capability::RecordConsent;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let kind = recorded(self.agreed, self.basis).ok_or_else(|| {
            AppError::new(
                ErrorCode::BadField,
                "Say how the patient told you: paper, spoken, phone or portal.",
            )
            .about("basis")
        })?;
        let subjects = Subjects::of(self.subjects.iter().copied().map(present::subject_of));
        if let ConsentEventKind::Granted(given) = kind
            && let Some(uncarried) = subjects.iter().find(|subject| !given.carries(*subject))
        {
            let advice = match uncarried {
                Subject::Marketing => "Offers need a consent in writing: a form, or the portal.",
                Subject::Logistics | Subject::Clinical | Subject::Billing => {
                    "This way of agreeing does not cover all of that."
                }
            };
            return Err(AppError::new(ErrorCode::BadField, advice).about("subjects"));
        }
        let note = remark(self.note, self.form)?;
        let said_at = match self.said_on.as_deref().map(str::trim).filter(|day| !day.is_empty()) {
            None => None,
            Some(day) => said_at(day, self.agreed, cx.desk()?.practice().zone(), now)?,
        };
        let agreed = self.agreed;
        cx.write(move |desk, tx| {
            // A wish for no more texts is written down whoever hears it; to have read the thread is not needed for it.
            let thread = if agreed { (*desk.answers(tx, id)?).clone() } else { threads::get(tx, id)? };
            let witnessed = Witnessed { kind, subjects, note, message: None, said_at };
            consenting::record(desk, tx, &thread, witnessed, now)
        })
        .await?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        cx.tell(AppEvent::OutboxChanged);
        cx.tell(AppEvent::ConsentChanged);
        Ok(Done {})
    }
}

impl Command for ChangeOwner {
    const NAME: &'static str = "consent.newOwner";
    const NEEDS: Capability = Capability::RecordConsent;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        cx.write(move |desk, tx| consenting::change_owner(desk, tx, &*desk.answers(tx, id)?, now)).await?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        cx.tell(AppEvent::OutboxChanged);
        cx.tell(AppEvent::ConsentChanged);
        Ok(Done {})
    }
}

impl Command for ListConsent {
    const NAME: &'static str = "consent.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = ConsentHistory;

    async fn run(self, cx: Context) -> Result<ConsentHistory, AppError> {
        let id = context::id::<ThreadId>(&self.thread)?;
        cx.read(move |desk, tx| {
            let thread = desk.sees(tx, id)?;
            let (party, staff) = (reading::party(&thread), Staff::read(tx)?);
            let mut events = consent::for_number(tx, &thread.far_number)?;
            events.retain(|event| event.concerns(&party));
            events.sort_by_key(|event| std::cmp::Reverse(event.at));
            Ok(ConsentHistory {
                facts: events
                    .iter()
                    // That the one confirmation went out only serves the count of one.
                    .filter(|event| !matches!(event.kind, ConsentEventKind::FarewellSent { .. }))
                    .map(|event| present::consent_fact(event, staff.who(event.actor)))
                    .collect(),
            })
        })
        .await
    }
}

/// What staff wrote down, as a fact. Only ways that staff can witness.
fn recorded(agreed: bool, basis: ConsentBasisKind) -> Option<ConsentEventKind> {
    let (given, taken) = match basis {
        ConsentBasisKind::Paper => (ConsentBasis::Paper, RevocationBasis::Paper),
        ConsentBasisKind::Spoken => (ConsentBasis::Spoken, RevocationBasis::Spoken),
        ConsentBasisKind::Phone => (ConsentBasis::Phone, RevocationBasis::Phone),
        ConsentBasisKind::Portal => (ConsentBasis::Portal, RevocationBasis::Portal),
        ConsentBasisKind::RepliedYes
        | ConsentBasisKind::Start
        | ConsentBasisKind::Stop
        | ConsentBasisKind::Worded
        | ConsentBasisKind::Imported
        | ConsentBasisKind::CarrierBlock
        | ConsentBasisKind::Staff => return None,
    };
    Some(if agreed { ConsentEventKind::Granted(given) } else { ConsentEventKind::Revoked(taken) })
}

/// When something was said of which the day is known; `None` for today, which is now.
///
/// The doubt within the day goes against texting: who agreed did so as it began, so that a STOP of that day comes after
/// it; who took it back did so as it ended.
fn said_at(
    day: &str,
    agreed: bool,
    zone: chrono_tz::Tz,
    now: Timestamp,
) -> Result<Option<Timestamp>, AppError> {
    let bad = |advice: &str| AppError::new(ErrorCode::BadField, advice).about("saidOn");
    let day = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .map_err(|_| bad("Write the day as year, month, day, such as 2026-11-16."))?;
    let today = day_of(now, zone);
    if day == today {
        return Ok(None);
    }
    if day > today {
        return Err(bad("This day lies ahead. Write down what was said, not what will be."));
    }
    if day < today - chrono::TimeDelta::days(SAID_AT_MOST_DAYS) {
        return Err(bad("This is more than ten years ago. Ask the patient again."));
    }
    Ok(Some(if agreed {
        day_begins(day, zone)
    } else {
        let ends = day_begins(day.succ_opt().unwrap_or(day), zone).minus(Span::millis(1));
        ends.min(now)
    }))
}

/// What staff wrote down, the form first.
fn remark(note: Option<String>, form: Option<String>) -> Result<Option<Private>, AppError> {
    let mut parts = Vec::new();
    for (field, typed) in [("form", form), ("note", note)] {
        let Some(typed) = typed.map(|typed| typed.trim().to_owned()).filter(|typed| !typed.is_empty()) else {
            continue;
        };
        if typed.chars().count() > NOTE_CHARS {
            return Err(
                AppError::new(ErrorCode::BadField, "Keep the remark under 500 characters.").about(field)
            );
        }
        parts.push(typed);
    }
    Ok((!parts.is_empty()).then(|| Private::new(parts.join("\n"))))
}
