//! Who is due for a notice, and runs of notices.

use std::collections::BTreeSet;

use foyer_domain::{Capability, RunId, ThreadId};
use foyer_store::runs::RunState;

use super::Command;
use crate::{
    context::{self, Context},
    noticing::{self, PEOPLE_AT_MOST},
    wire::*,
};

wire! {
    /// Everybody whose consent has ended, ends soon, or waits for an answer.
    pub struct ListDue {}

    /// What a run over these threads would do; nothing is sent.
    pub struct PreviewRun {
        /// The threads, in their order.
        pub threads: Vec<String>,
    }

    /// Begins a run; each notice passes the gate at its own moment.
    pub struct StartRun {
        /// The threads, in their order.
        pub threads: Vec<String>,
    }

    /// The run that goes on, or was last.
    pub struct ReadRun {}

    /// Pauses, resumes or ends a run.
    pub struct ChangeRun {
        /// Which.
        pub run: String,
        /// What.
        pub change: RunChange,
    }

    /// A run, if there ever was one.
    pub struct RunReply {
        /// The run.
        pub run: Option<RunInfo>,
    }
}

impl Command for ListDue {
    const NAME: &'static str = "consent.due";
    const NEEDS: Capability = Capability::Read;
    type Reply = DueList;

    async fn run(self, cx: Context) -> Result<DueList, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| noticing::list(desk, tx, now)).await
    }
}

impl Command for PreviewRun {
    const NAME: &'static str = "consent.previewRun";
    const NEEDS: Capability = Capability::Answer;
    type Reply = RunPreview;

    async fn run(self, cx: Context) -> Result<RunPreview, AppError> {
        let (now, chosen) = (cx.now(), chosen(&self.threads)?);
        cx.read(move |desk, tx| noticing::preview(desk, tx, &chosen, now)).await
    }
}

impl Command for StartRun {
    const NAME: &'static str = "consent.startRun";
    const NEEDS: Capability = Capability::Answer;
    type Reply = RunInfo;

    async fn run(self, cx: Context) -> Result<RunInfo, AppError> {
        let (now, chosen) = (cx.now(), chosen(&self.threads)?);
        let run = cx.write(move |desk, tx| noticing::start(desk, tx, &chosen, now)).await?;
        let run = run.ok_or_else(|| {
            AppError::new(
                ErrorCode::BadField,
                "Nothing was started: another run goes on, or nobody here can get the notice.",
            )
            .about("threads")
        })?;
        cx.tell(AppEvent::ConsentChanged);
        Ok(run)
    }
}

impl Command for ReadRun {
    const NAME: &'static str = "consent.run";
    const NEEDS: Capability = Capability::Read;
    type Reply = RunReply;

    async fn run(self, cx: Context) -> Result<RunReply, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| Ok(RunReply { run: noticing::current(desk, tx, now)? })).await
    }
}

impl Command for ChangeRun {
    const NAME: &'static str = "consent.changeRun";
    const NEEDS: Capability = Capability::Answer;
    type Reply = RunReply;

    async fn run(self, cx: Context) -> Result<RunReply, AppError> {
        let (now, id) = (cx.now(), context::id::<RunId>(&self.run)?);
        let state = match self.change {
            RunChange::Pause => RunState::Paused,
            RunChange::Resume => RunState::Running,
            RunChange::Stop => RunState::Stopped,
        };
        let changed = cx
            .write(move |desk, tx| {
                let changed = noticing::change(desk, tx, id, state, now)?;
                Ok(changed.then_some(RunReply { run: noticing::current(desk, tx, now)? }))
            })
            .await?;
        let reply = changed.ok_or_else(|| AppError::new(ErrorCode::TooLate, "This run is over."))?;
        cx.tell(AppEvent::ConsentChanged);
        Ok(reply)
    }
}

/// The threads of a run, each once.
fn chosen(threads: &[String]) -> Result<Vec<ThreadId>, AppError> {
    if threads.is_empty() || threads.len() > PEOPLE_AT_MOST {
        return Err(AppError::new(ErrorCode::BadField, "Choose 1 to 5,000 people.").about("threads"));
    }
    let mut seen = BTreeSet::new();
    let ids = threads.iter().map(|thread| context::id::<ThreadId>(thread)).collect::<Result<Vec<_>, _>>()?;
    Ok(ids.into_iter().filter(|id| seen.insert(*id)).collect())
}
