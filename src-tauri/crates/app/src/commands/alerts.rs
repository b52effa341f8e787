//! What the window says and asks about alerts of the desktop: which thread is on screen, and which one was clicked.

use foyer_domain::{Capability, ThreadId};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    wire::*,
};

wire! {
    /// Says which thread is on screen: the desktop is not told of one that somebody reads.
    pub struct LookAt {
        /// The thread; null for none.
        pub thread: Option<String>,
    }

    /// The thread of the alert that was clicked, once.
    pub struct TakeAlert {}

    /// A thread to open.
    pub struct AlertTaken {
        /// Null when no alert was clicked, or when it was about many threads.
        pub thread: Option<String>,
    }
}

impl Command for LookAt {
    const NAME: &'static str = "threads.look";
    const NEEDS: Capability = Capability::Sit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let thread = self.thread.as_deref().map(context::id::<ThreadId>).transpose()?;
        cx.app.opened(cx.desk()?.sitting, thread);
        Ok(Done {})
    }
}

impl Command for TakeAlert {
    const NAME: &'static str = "alerts.take";
    const NEEDS: Capability = Capability::Sit;
    type Reply = AlertTaken;

    async fn run(self, cx: Context) -> Result<AlertTaken, AppError> {
        Ok(AlertTaken { thread: cx.app.take_clicked().map(|thread| thread.to_string()) })
    }
}
