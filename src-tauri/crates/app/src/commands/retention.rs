//! How long words are kept: the schedule, legal holds, and deleting by it.

use foyer_domain::{Actor, Capability, HoldId, Private, ThreadId};
use foyer_store::{
    doubts::{self, Doubts},
    retention::{self, Erased, LegalHold, Schedule},
};

use super::Command;
use crate::{
    context::{self, Context},
    record::{self, Act},
    retaining::{self, YEARS},
    wire::*,
};

/// Letters in a reason.
const WHY_CHARS: usize = 500;

wire! {
    /// Reads the schedule, what is due by it, and what is held.
    pub struct ReadRetention {}

    /// Changes the schedule. Nothing is deleted by this.
    pub struct SaveRetention {
        /// Years; null for always.
        pub years: CategoryYears,
    }

    /// Holds the words of a thread, or all words, back from deletion.
    pub struct HoldWords {
        /// The thread; null for everything.
        pub thread: Option<String>,
        /// Why.
        pub why: String,
    }

    /// Ends a hold.
    pub struct ReleaseWords {
        /// The hold.
        pub hold: String,
        /// Why.
        pub why: String,
    }

    /// Somebody has looked at what is held, and put in what a repair of the store lost: from now on words are deleted again.
    pub struct ConfirmHolds {}

    /// Deletes what is due, for good.
    pub struct EraseWords {}

    /// Lets each night delete by the schedule as it is now, in the name of whoever says so; or no night. A schedule that is
    /// changed afterwards needs a name anew.
    pub struct SignRetention {
        /// Whether each night deletes.
        pub nightly: bool,
    }
}

impl Command for SignRetention {
    const NAME: &'static str = "retention.sign";
    const NEEDS: Capability = Capability::Configure;
    type Reply = RetentionInfo;

    async fn run(self, cx: Context) -> Result<RetentionInfo, AppError> {
        let (now, nightly) = (cx.now(), self.nightly);
        let schedule = cx.read(|_, tx| Schedule::read(tx)).await?;
        if nightly && schedule == Schedule::default() {
            return Err(AppError::new(ErrorCode::BadField, "Choose years first. Nothing would be deleted.")
                .about("years"));
        }
        cx.write(move |desk, tx| retaining::sign(desk, tx, nightly, now)).await?;
        read(&cx).await
    }
}

impl Command for ReadRetention {
    const NAME: &'static str = "retention.read";
    const NEEDS: Capability = Capability::Audit;
    type Reply = RetentionInfo;

    async fn run(self, cx: Context) -> Result<RetentionInfo, AppError> {
        read(&cx).await
    }
}

impl Command for SaveRetention {
    const NAME: &'static str = "retention.save";
    const NEEDS: Capability = Capability::Configure;
    type Reply = RetentionInfo;

    async fn run(self, cx: Context) -> Result<RetentionInfo, AppError> {
        let CategoryYears { scheduling, clinical, billing } = self.years;
        if [scheduling, clinical, billing].into_iter().flatten().any(|years| !YEARS.contains(&years)) {
            return Err(AppError::new(ErrorCode::BadField, "Choose 6 to 50 years, or always.").about("years"));
        }
        let now = cx.now();
        let schedule = Schedule { scheduling, clinical, billing };
        let detail =
            serde_json::json!({ "scheduling": scheduling, "clinical": clinical, "billing": billing });
        cx.write(move |desk, tx| {
            schedule.save(tx, now)?;
            record::with(desk, tx, Act::RetentionSaved, None, None, detail, now)
        })
        .await?;
        read(&cx).await
    }
}

impl Command for HoldWords {
    const NAME: &'static str = "retention.hold";
    const NEEDS: Capability = Capability::Audit;
    type Reply = RetentionInfo;

    async fn run(self, cx: Context) -> Result<RetentionInfo, AppError> {
        let (now, why) = (cx.now(), why(&self.why)?);
        let thread = self.thread.as_deref().map(context::id::<ThreadId>).transpose()?;
        cx.write(move |desk, tx| {
            let thread = thread.map(|thread| desk.sees(tx, thread)).transpose()?.map(|seen| seen.id);
            let id = HoldId::from_uuid(desk.next_uuid());
            let hold = LegalHold { id, thread, why, by: desk.user.id, since: now, released_at: None };
            retention::hold(tx, &hold)?;
            record::by_staff(desk, tx, Act::WordsHeld, thread, Some(id.uuid()), now)
        })
        .await?;
        read(&cx).await
    }
}

impl Command for ReleaseWords {
    const NAME: &'static str = "retention.release";
    const NEEDS: Capability = Capability::Audit;
    type Reply = RetentionInfo;

    async fn run(self, cx: Context) -> Result<RetentionInfo, AppError> {
        let (now, why, id) = (cx.now(), why(&self.why)?, context::id::<HoldId>(&self.hold)?);
        cx.write(move |desk, tx| {
            let thread = retention::release(tx, id, desk.user.id, &why, now)?;
            record::by_staff(desk, tx, Act::WordsReleased, thread, Some(id.uuid()), now)
        })
        .await?;
        read(&cx).await
    }
}

impl Command for ConfirmHolds {
    const NAME: &'static str = "retention.confirmHolds";
    const NEEDS: Capability = Capability::Audit;
    type Reply = RetentionInfo;

    async fn run(self, cx: Context) -> Result<RetentionInfo, AppError> {
        let now = cx.now();
        cx.write(move |desk, tx| {
            if !doubts::settle_holds(tx, now)? {
                return Ok(());
            }
            let open = retention::holds(tx)?.iter().filter(|hold| hold.released_at.is_none()).count();
            let detail = serde_json::json!({ "holds": open });
            record::with(desk, tx, Act::HoldsConfirmed, None, None, detail, now)
        })
        .await?;
        read(&cx).await
    }
}

impl Command for EraseWords {
    const NAME: &'static str = "retention.erase";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ErasedWords;

    async fn run(self, cx: Context) -> Result<ErasedWords, AppError> {
        let now = cx.now();
        let zone = cx.desk()?.practice().zone();
        let (schedule, doubts) = cx.read(|_, tx| Ok((Schedule::read(tx)?, Doubts::read(tx)?))).await?;
        if doubts.about_holds() {
            return Err(AppError::new(
                ErrorCode::NotAllowed,
                "A hold may have been lost when the store was repaired. Look at what is held and confirm it first.",
            ));
        }
        let (mut texts, mut notes, mut files) = (0_u32, 0_u32, 0_u32);
        for limit in retaining::limits(schedule, now, zone) {
            let mut after = 0;
            loop {
                // Each step is a write of its own, so that a text from a patient never waits for all of it.
                let step = cx.write(move |desk, tx| {
                    retaining::erase(desk, tx, limit, after, Actor::User(desk.user.id), now)
                });
                let done = step.await?;
                if done == Erased::default() {
                    break;
                }
                after = after.max(done.reached);
                texts = texts.saturating_add(done.texts);
                notes = notes.saturating_add(done.notes);
                files = files.saturating_add(done.files);
            }
        }
        // Also with nothing left to delete: what an earlier one could not clear is cleared now.
        let store = cx.desk()?.store.clone();
        let swept = tokio::task::spawn_blocking(move || store.sweep()).await;
        if !matches!(swept, Ok(Ok(()))) {
            tracing::warn!("deleted words may still be in freed pages");
            return Err(AppError::new(
                ErrorCode::Internal,
                "The words are deleted, and their place on the disk is not yet cleared. Delete again in a minute.",
            ));
        }
        cx.tell(AppEvent::SettingsChanged);
        Ok(ErasedWords { texts, notes, files, info: read(&cx).await? })
    }
}

async fn read(cx: &Context) -> Result<RetentionInfo, AppError> {
    let now = cx.now();
    cx.read(move |desk, tx| retaining::info(desk, tx, now)).await
}

fn why(text: &str) -> Result<Private, AppError> {
    let letters = text.trim().chars().count();
    if letters == 0 || letters > WHY_CHARS {
        return Err(AppError::new(ErrorCode::BadField, "Say why, in a few words.").about("why"));
    }
    Ok(Private::new(text.trim()))
}
