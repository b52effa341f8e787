//! Two records of one person: put together and split.

use foyer_domain::{Capability, PatientId, ThreadId};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    merging::{self, NoMerge},
    wire::*,
};

wire! {
    /// Puts another record of the same person into that of a thread's patient.
    pub struct MergePatients {
        /// The thread.
        pub thread: String,
        /// The other record: its threads and numbers come along, and what it agreed to counts.
        pub other: String,
    }

    /// Splits them again.
    pub struct SplitPatients {
        /// The thread.
        pub thread: String,
        /// The record that went into this one.
        pub other: String,
    }
}

impl Command for MergePatients {
    const NAME: &'static str = "patients.merge";
    const NEEDS: Capability = Capability::RecordConsent;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let other = context::id::<PatientId>(&self.other)?;
        let merged =
            cx.write(move |desk, tx| merging::merge(desk, tx, &desk.answers(tx, id)?, other, now)).await?;
        merged.map_err(|why| {
            let advice = match why {
                NoMerge::Same => "Choose another record.",
                NoMerge::BirthDates => {
                    "Their birth dates differ. If it is one person, correct one of them first."
                }
                NoMerge::Together => "Another record is part of this one already. Split those first.",
            };
            AppError::new(ErrorCode::BadField, advice).about("other")
        })?;
        tell(&cx, self.thread);
        Ok(Done {})
    }
}

impl Command for SplitPatients {
    const NAME: &'static str = "patients.split";
    const NEEDS: Capability = Capability::RecordConsent;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let other = context::id::<PatientId>(&self.other)?;
        cx.write(move |desk, tx| merging::split(desk, tx, &desk.answers(tx, id)?, other, now)).await?;
        tell(&cx, self.thread);
        Ok(Done {})
    }
}

fn tell(cx: &Context, thread: String) {
    cx.tell(AppEvent::ThreadChanged { thread });
    cx.tell(AppEvent::ConsentChanged);
    cx.tell(AppEvent::OutboxChanged);
}
