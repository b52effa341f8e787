//! A thread: open, claim, put off, close, note.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

wire! {
    /// Opens a thread and marks it read.
    pub struct OpenThread {
        /// The thread.
        pub thread: String,
    }

    /// Reads a thread again without marking anything; `latest` items of it.
    pub struct RefreshThread {
        /// The thread.
        pub thread: String,
        /// How many of the newest items, at most 200.
        pub latest: u32,
    }

    /// What came before.
    pub struct ReadEarlier {
        /// The thread.
        pub thread: String,
        /// `earlier` of the stretch read last.
        pub earlier: String,
    }

    /// Marks it unread again.
    pub struct MarkUnread {
        /// The thread.
        pub thread: String,
    }

    /// Gives it to somebody, or to nobody.
    pub struct AssignThread {
        /// The thread.
        pub thread: String,
        /// Whom.
        pub user: Option<String>,
    }

    /// Done with it.
    pub struct CloseThread {
        /// The thread.
        pub thread: String,
    }

    /// Back on the desk.
    pub struct ReopenThread {
        /// The thread.
        pub thread: String,
    }

    /// Off the desk until an instant.
    pub struct SnoozeThread {
        /// The thread.
        pub thread: String,
        /// When it comes back.
        pub until_at: Millis,
    }

    /// Finds or opens the thread with a number.
    pub struct StartThread {
        /// As typed or E.164.
        pub number: String,
        /// The person's name, when the number is new.
        pub name: Option<String>,
        /// `en` or `es`, when the number is new.
        pub language: Option<String>,
    }

    /// A started thread.
    pub struct StartedThread {
        /// The thread.
        pub thread: String,
    }

    /// Adds an internal note, which can never be sent.
    pub struct AddNote {
        /// The thread.
        pub thread: String,
        /// The words.
        pub text: String,
        /// The window's own id for it; the same id twice is one note.
        pub client_id: String,
    }

    /// A file's bytes.
    pub struct ViewMedia {
        /// The attachment.
        pub attachment: String,
    }
}

impl Command for OpenThread {
    const NAME: &'static str = "threads.open";
    const NEEDS: Capability = Capability::Read;
    type Reply = ThreadDetail;

    async fn run(self, _cx: Context) -> Result<ThreadDetail, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for RefreshThread {
    const NAME: &'static str = "threads.refresh";
    const NEEDS: Capability = Capability::Read;
    type Reply = ThreadDetail;

    async fn run(self, _cx: Context) -> Result<ThreadDetail, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for ReadEarlier {
    const NAME: &'static str = "threads.earlier";
    const NEEDS: Capability = Capability::Read;
    type Reply = TimelinePage;

    async fn run(self, _cx: Context) -> Result<TimelinePage, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for MarkUnread {
    const NAME: &'static str = "threads.markUnread";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for AssignThread {
    const NAME: &'static str = "threads.assign";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for CloseThread {
    const NAME: &'static str = "threads.close";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for ReopenThread {
    const NAME: &'static str = "threads.reopen";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for SnoozeThread {
    const NAME: &'static str = "threads.snooze";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for StartThread {
    const NAME: &'static str = "threads.start";
    const NEEDS: Capability = Capability::Answer;
    type Reply = StartedThread;

    async fn run(self, _cx: Context) -> Result<StartedThread, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for AddNote {
    const NAME: &'static str = "notes.add";
    const NEEDS: Capability = Capability::Answer;
    type Reply = TimelineItem;

    async fn run(self, _cx: Context) -> Result<TimelineItem, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for ViewMedia {
    const NAME: &'static str = "media.view";
    const NEEDS: Capability = Capability::Read;
    type Reply = MediaBytes;

    async fn run(self, _cx: Context) -> Result<MediaBytes, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
