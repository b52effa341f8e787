//! Phones that several share: for whom a text is, who wrote one, who is on the phone, who is never texted there.

use foyer_domain::{Capability, Language, MessageId, PatientId, Relationship, ThreadId, Timestamp};
use foyer_store::{StoreError, WriteTx, patients::PatientFields, sight::Seen, threads};

use super::{Command, patients::name, settings::Done};
use crate::{
    context::{self, Context},
    desk::Desk,
    households,
    wire::*,
};

wire! {
    /// Says for whom texts to a shared phone are from now on.
    pub struct ChoosePerson {
        /// The thread.
        pub thread: String,
        /// The patient; `None` where nobody knows.
        pub patient: Option<String>,
    }

    /// Says who wrote a text.
    pub struct SaySpeaker {
        /// The text.
        pub message: String,
        /// The patient; `None` where nobody can tell.
        pub patient: Option<String>,
    }

    /// Puts one more person down to a thread's number.
    pub struct AddToPhone {
        /// The thread.
        pub thread: String,
        /// Somebody on file; `None` for somebody new.
        pub patient: Option<String>,
        /// The name on the record, for somebody new.
        pub full_name: Option<String>,
        /// `en` or `es`, for somebody new.
        pub language: Option<String>,
        /// What they are to whose phone it is.
        pub relationship: String,
    }

    /// Changes what somebody is to whose phone it is, and whether they are texted there.
    pub struct ChangeOnPhone {
        /// The thread.
        pub thread: String,
        /// The patient.
        pub patient: String,
        /// What they are to whose phone it is.
        pub relationship: String,
        /// Confidential: never texted there.
        pub private: bool,
    }

    /// The number is not this person's.
    pub struct MarkWrongNumber {
        /// The thread.
        pub thread: String,
        /// The patient.
        pub patient: String,
    }
}

impl Command for ChoosePerson {
    const NAME: &'static str = "household.choose";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let patient = self.patient.as_deref().map(context::id::<PatientId>).transpose()?;
        change(&cx, &self.thread, move |desk, tx, thread, now| {
            households::choose(desk, tx, thread, patient, now)
        })
        .await
    }
}

impl Command for SaySpeaker {
    const NAME: &'static str = "household.speaker";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, message) = (cx.now(), context::id::<MessageId>(&self.message)?);
        let patient = self.patient.as_deref().map(context::id::<PatientId>).transpose()?;
        let thread = cx
            .write(move |desk, tx| {
                let thread = threads::get(tx, households::thread_of(desk, tx, message)?)?;
                households::say_who(desk, tx, (&thread, message), patient, now)?;
                Ok(thread.id)
            })
            .await?;
        cx.tell(AppEvent::ThreadChanged { thread: thread.to_string() });
        Ok(Done {})
    }
}

impl Command for AddToPhone {
    const NAME: &'static str = "household.add";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let relationship = relationship(&self.relationship)?;
        let who = match self.patient.as_deref().map(context::id::<PatientId>).transpose()? {
            Some(known) => Ok(known),
            None => {
                let typed = self.full_name.as_deref().unwrap_or_default();
                let full_name = name(typed, "fullName")?.ok_or_else(|| {
                    AppError::new(ErrorCode::BadField, "Write the name on the record.").about("fullName")
                })?;
                let language = self.language.as_deref().and_then(Language::parse).unwrap_or_default();
                Err(PatientFields { full_name, goes_by: None, birth_date: None, language })
            }
        };
        change(&cx, &self.thread, move |desk, tx, thread, now| {
            households::add(desk, tx, thread, who, relationship, now).map(drop)
        })
        .await
    }
}

impl Command for ChangeOnPhone {
    const NAME: &'static str = "household.change";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (relationship, private) = (relationship(&self.relationship)?, self.private);
        let patient = context::id::<PatientId>(&self.patient)?;
        change(&cx, &self.thread, move |desk, tx, thread, now| {
            households::change(desk, tx, thread, patient, (relationship, private), now)
        })
        .await
    }
}

impl Command for MarkWrongNumber {
    const NAME: &'static str = "household.wrongNumber";
    const NEEDS: Capability = Capability::RecordConsent;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let patient = context::id::<PatientId>(&self.patient)?;
        let done = change(&cx, &self.thread, move |desk, tx, thread, now| {
            households::wrong_number(desk, tx, thread, patient, now)
        })
        .await?;
        cx.tell(AppEvent::ConsentChanged);
        cx.tell(AppEvent::OutboxChanged);
        Ok(done)
    }
}

fn relationship(word: &str) -> Result<Relationship, AppError> {
    Relationship::parse(word).ok_or_else(|| {
        AppError::new(ErrorCode::BadField, "Choose what they are to whose phone it is.").about("relationship")
    })
}

/// Changes one phone in one transaction and tells the window.
async fn change(
    cx: &Context,
    thread: &str,
    f: impl FnOnce(&Desk, &WriteTx<'_>, &Seen, Timestamp) -> Result<(), StoreError> + Send + 'static,
) -> Result<Done, AppError> {
    let (now, id) = (cx.now(), context::id::<ThreadId>(thread)?);
    cx.write(move |desk, tx| f(desk, tx, &desk.answers(tx, id)?, now)).await?;
    cx.tell(AppEvent::ThreadChanged { thread: thread.to_owned() });
    Ok(Done {})
}
