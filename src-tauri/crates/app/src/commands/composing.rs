//! Writing and sending.

use foyer_domain::{
    Body, BodyTooLong, Capability, MessageId, PatientId, Private, Segments, ThreadId, Timestamp, straighten,
};
use foyer_policy::{Override, OverrideOf, Purpose, SoftStop, Subject, template};
use foyer_store::{
    drafts,
    drafts::{DraftKind, DraftRow},
    messages,
    templates::{self, VersionRow},
};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    households, present, reading,
    sending::{self, Outgoing},
    timeline,
    wire::*,
};

/// A draft longer than this is no text any more; it is neither kept nor screened.
const DRAFT_CHARS: usize = 20_000;

/// Characters in the reason for sending over a warning.
const REASON_CHARS: usize = 500;

wire! {
    /// Keeps an unsent text or note; empty words forget it.
    pub struct SaveDraft {
        /// The thread.
        pub thread: String,
        /// Whether it is a note.
        pub note: bool,
        /// The words.
        pub text: String,
    }

    /// Looks at a draft while it is typed.
    pub struct ScreenDraft {
        /// The thread.
        pub thread: String,
        /// The words.
        pub text: String,
        /// The draft's number, given back with the answer.
        pub revision: u32,
    }

    /// Sends, or queues, exactly these words, if the gate lets them.
    pub struct SendText {
        /// The thread.
        pub thread: String,
        /// The words.
        pub text: String,
        /// The window's own id; the same id twice is one text.
        pub client_id: String,
        /// Why it should go over a soft stop, by a person who may.
        pub override_reason: Option<String>,
        /// Which refusal the reason answers, as it was shown; the words' own when left out.
        #[ts(optional)]
        pub override_of: Option<RefusalKind>,
        /// What it is about; visits and logistics when left out.
        #[ts(optional)]
        pub subject: Option<SubjectKind>,
        /// Whether this person made sure that the number is the patient's; asked for where it is due.
        #[ts(optional)]
        pub confirmed: Option<bool>,
        /// For whom it was when its first letter was typed, on a phone that several share: it goes to nobody else.
        #[ts(optional)]
        pub meant_for: Option<String>,
    }

    /// Takes a waiting text back.
    pub struct CancelText {
        /// The message.
        pub message: String,
    }

    /// Decides about a text nobody is sure of, or one that is held.
    pub struct ResolveText {
        /// The message.
        pub message: String,
        /// What to do.
        pub choice: Resolution,
    }

    /// A taken-back text, so that its words can go back into the composer.
    pub struct Withdrawn {
        /// The words.
        pub text: String,
    }
}

impl Command for SaveDraft {
    const NAME: &'static str = "drafts.save";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let kind = if self.note { DraftKind::Note } else { DraftKind::Text };
        let words = Private::new(within(self.text)?);
        cx.write(move |desk, tx| {
            desk.answers(tx, id)?;
            let draft = DraftRow { thread: id, user: desk.user.id, kind, body: words, updated_at: now };
            drafts::save(tx, &draft)
        })
        .await?;
        Ok(Done {})
    }
}

impl Command for ScreenDraft {
    const NAME: &'static str = "drafts.screen";
    const NEEDS: Capability = Capability::Answer;
    type Reply = DraftCheck;

    async fn run(self, cx: Context) -> Result<DraftCheck, AppError> {
        let id = context::id::<ThreadId>(&self.thread)?;
        let text = within(self.text)?;
        cx.read(move |desk, tx| {
            let thread = desk.answers(tx, id)?;
            let about = desk.screening_context(reading::names_known(tx, &thread)?);
            let screening = desk.screener.screen(&text, thread.channel, &about);
            let from: Vec<_> =
                templates::of_draft(tx, id, desk.user.id)?.iter().map(VersionRow::templated).collect();
            let straightened = straighten(&text);
            let named = households::of_thread(tx, &thread)?.named_in(&text);
            let mut findings = present::findings(&text, &screening);
            findings.extend(present::names_another(&text, &named));
            Ok(DraftCheck {
                revision: self.revision,
                verdict: present::verdict_kind(screening.verdict().max(template::floor(&from))),
                blanks: present::blank_spans(&text, &template::open_blanks(&text)),
                findings,
                segments: present::segments_info(Segments::of(&text)),
                straightened: (straightened != text).then_some(straightened),
            })
        })
        .await
    }
}

impl Command for SendText {
    const NAME: &'static str = "messages.send";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        let id = context::id::<ThreadId>(&self.thread)?;
        let (by, role) = (cx.desk()?.user.id, cx.desk()?.user.role);
        let reason =
            self.override_reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        if reason.as_ref().is_some_and(|reason| reason.chars().count() > REASON_CHARS) {
            return Err(AppError::new(ErrorCode::BadField, "Give the reason in up to 500 characters.")
                .about("overrideReason"));
        }
        let of = answered(self.override_of);
        let body = match Body::new(self.text) {
            Ok(body) => body,
            Err(why) => return Ok(not_a_text(why)),
        };
        let wait = cx.read(present::undo_span).await?;
        let over_warning = reason.map(|reason| Override { reason: Private::new(reason), of, by, role });
        let text = Outgoing {
            body,
            purpose: Purpose::Reply,
            client_id: client_id(self.client_id)?,
            subject: self.subject.map_or(Subject::Logistics, present::subject_of),
            along: false,
            over_warning,
            wait,
            safe: None,
            message: None,
            later: None,
            confirmed: self.confirmed.unwrap_or(false),
            meant: self.meant_for.as_deref().map(context::id::<PatientId>).transpose()?,
        };
        send(&cx, id, text, true).await
    }
}

impl Command for CancelText {
    const NAME: &'static str = "messages.cancel";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Withdrawn;

    async fn run(self, cx: Context) -> Result<Withdrawn, AppError> {
        let (now, id) = (cx.now(), context::id::<MessageId>(&self.message)?);
        let withdrawn = cx.write(move |desk, tx| {
            desk.answers(tx, messages::get(tx, id)?.thread)?;
            sending::withdraw(desk, tx, id, now)
        });
        let withdrawn = withdrawn.await?;
        let Some((thread, words)) = withdrawn else {
            return Err(AppError::new(
                ErrorCode::TooLate,
                "It is too late to take this text back: it is on its way.",
            ));
        };
        cx.tell(AppEvent::ThreadChanged { thread: thread.to_string() });
        cx.tell(AppEvent::OutboxChanged);
        // A hand-off that was undone is taken out of the portal too.
        cx.desk()?.portals.nudge();
        Ok(Withdrawn { text: words.into_inner() })
    }
}

impl Command for ResolveText {
    const NAME: &'static str = "messages.resolve";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<MessageId>(&self.message)?);
        sending::resolve(&cx, id, self.choice, now).await?;
        cx.tell(AppEvent::OutboxChanged);
        Ok(Done {})
    }
}

/// The stop that a reason answers: the one that was shown, and no other that may have come up since.
const fn answered(shown: Option<RefusalKind>) -> OverrideOf {
    match shown {
        Some(RefusalKind::QuietHours) => OverrideOf::QuietHours,
        Some(RefusalKind::NoConsent | RefusalKind::WaitingForAnswer) => {
            OverrideOf::Missing(SoftStop::Unknown)
        }
        Some(RefusalKind::ConsentExpired) => OverrideOf::Missing(SoftStop::Expired),
        Some(RefusalKind::NotCovered) => OverrideOf::Missing(SoftStop::NotCovered),
        Some(
            RefusalKind::OptedOut
            | RefusalKind::NumberHeld
            | RefusalKind::PortalOnly
            | RefusalKind::NoAgreement
            | RefusalKind::ClinicalBeforeYes
            | RefusalKind::NoticeAlreadySent
            | RefusalKind::NoticeNotNeeded
            | RefusalKind::NoStopWords
            | RefusalKind::TemplateBlanks
            | RefusalKind::TemplateNotApproved
            | RefusalKind::TemplateHalfTranslated
            | RefusalKind::Empty
            | RefusalKind::TooLong
            | RefusalKind::NotTextable
            | RefusalKind::NoPortal
            | RefusalKind::PortalNotCovered
            | RefusalKind::PortalCoverEnded
            | RefusalKind::PortalDown
            | RefusalKind::PortalRefused
            | RefusalKind::PortalKeyRefused
            | RefusalKind::NoPortalAccount
            | RefusalKind::NoRecordNumber
            | RefusalKind::ConfirmNumber
            | RefusalKind::WhoIsItFor
            | RefusalKind::NamesAnother
            | RefusalKind::OfficeFactsOnly
            | RefusalKind::NotAtThisNumber
            | RefusalKind::ReadingRole,
        )
        | None => OverrideOf::Words,
    }
}

/// Sends one text and wakes the engine.
pub(super) async fn send(
    cx: &Context,
    id: ThreadId,
    text: Outgoing,
    clear_draft: bool,
) -> Result<SendReply, AppError> {
    let now = cx.now();
    let reply = cx
        .write(move |desk, tx| {
            let thread = desk.answers(tx, id)?;
            let reply = sending::send(desk, tx, &thread, text, now)?;
            if clear_draft && matches!(reply, sending::Sent::Queued(_)) {
                drafts::discard(tx, id, desk.user.id, DraftKind::Text)?;
            }
            answer(desk, tx, reply, now)
        })
        .await?;
    told(cx, id, &reply);
    Ok(reply)
}

pub(super) fn answer(
    desk: &crate::desk::Desk,
    tx: &foyer_store::ReadTx<'_>,
    sent: sending::Sent,
    now: Timestamp,
) -> Result<SendReply, foyer_store::StoreError> {
    Ok(match sent {
        sending::Sent::Queued(message) => {
            SendReply::Queued { item: timeline::message_item(desk, tx, message, now)? }
        }
        sending::Sent::Refused(refusal, standing) => {
            SendReply::Refused { refusal: present::refusal(refusal, &standing, desk.user.role, now) }
        }
        sending::Sent::ConfirmFirst => {
            let ways = vec![WayOn::OverrideWithReason, WayOn::CallInstead];
            SendReply::Refused {
                refusal: Refusal { ways, ..present::plain_refusal(RefusalKind::ConfirmNumber) },
            }
        }
    })
}

fn told(cx: &Context, id: ThreadId, reply: &SendReply) {
    if matches!(reply, SendReply::Queued { .. })
        && let Ok(desk) = cx.desk()
    {
        desk.engine.nudge();
        cx.tell(AppEvent::ThreadChanged { thread: id.to_string() });
        cx.tell(AppEvent::OutboxChanged);
    }
}

pub(super) fn not_a_text(why: BodyTooLong) -> SendReply {
    let kind = match why {
        BodyTooLong::Empty => RefusalKind::Empty,
        BodyTooLong::TooLong => RefusalKind::TooLong,
    };
    SendReply::Refused { refusal: present::plain_refusal(kind) }
}

/// The window's own id for a text: a UUID, so that it cannot carry anything else.
pub(super) fn client_id(text: String) -> Result<String, AppError> {
    match uuid::Uuid::parse_str(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(AppError::new(
            ErrorCode::BadArguments,
            "Foyer's window gave this text no id. Nothing was sent.",
        )),
    }
}

pub(super) fn within(text: String) -> Result<String, AppError> {
    if text.chars().count() > DRAFT_CHARS {
        return Err(AppError::new(
            ErrorCode::BadField,
            "This is too long for a text. Nothing of what was saved before is lost.",
        )
        .about("text"));
    }
    Ok(text)
}
