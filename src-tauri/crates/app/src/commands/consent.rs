//! Consent: ask, record, look.

use foyer_domain::{Body, Capability, Private, ThreadId};
use foyer_policy::{ConsentBasis, ConsentEventKind, Purpose, RevocationBasis, notice};
use foyer_store::{consent, threads};

use super::{
    Command,
    composing::{client_id, not_a_text, send},
    settings::Done,
};
use crate::{
    consenting,
    context::{self, Context},
    present,
    reading::{self, Staff},
    sending::Outgoing,
    wire::*,
};

/// Characters of a remark about consent.
const NOTE_CHARS: usize = 500;

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
        /// A word about it: which form, who asked.
        pub note: Option<String>,
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
        let name = cx.desk()?.practice().name;
        let language = cx
            .read(move |_, tx| {
                Ok(reading::thread_patient(tx, &threads::get(tx, id)?)?.map(|patient| patient.language))
            })
            .await?
            .unwrap_or_default();
        let body = match Body::new(notice::text(&name, language)) {
            Ok(body) => body,
            Err(why) => return Ok(not_a_text(why)),
        };
        let text = Outgoing { body, purpose: Purpose::Notice, client_id, over_warning: None, wait: None };
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
        let note = self.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
        if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_CHARS) {
            return Err(
                AppError::new(ErrorCode::BadField, "Keep the remark under 500 characters.").about("note")
            );
        }
        cx.write(move |desk, tx| {
            let thread = threads::get(tx, id)?;
            consenting::record(desk, tx, &thread, kind, note.map(Private::new), now)
        })
        .await?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        cx.tell(AppEvent::OutboxChanged);
        Ok(Done {})
    }
}

impl Command for ListConsent {
    const NAME: &'static str = "consent.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = ConsentHistory;

    async fn run(self, cx: Context) -> Result<ConsentHistory, AppError> {
        let id = context::id::<ThreadId>(&self.thread)?;
        cx.read(move |_, tx| {
            let thread = threads::get(tx, id)?;
            let (party, staff) = (reading::party(&thread), Staff::read(tx)?);
            let mut events = consent::for_number(tx, &thread.far_number)?;
            events.retain(|event| event.concerns(&party));
            events.sort_by_key(|event| std::cmp::Reverse(event.at));
            let by = |actor| match actor {
                foyer_domain::Actor::User(user) => Some(staff.name(user)),
                foyer_domain::Actor::Patient | foyer_domain::Actor::System | foyer_domain::Actor::Carrier => {
                    None
                }
            };
            Ok(ConsentHistory {
                facts: events
                    .iter()
                    .filter_map(|event| present::consent_fact(event, by(event.actor)))
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
        | ConsentBasisKind::CarrierBlock
        | ConsentBasisKind::Staff => return None,
    };
    Some(if agreed { ConsentEventKind::Granted(given) } else { ConsentEventKind::Revoked(taken) })
}
