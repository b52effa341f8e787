//! Writing and sending.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

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
        /// Why it should go over a warning, by a person who may.
        pub override_reason: Option<String>,
    }

    /// Keeps the words for the portal and texts the fixed line with the portal's address.
    pub struct HandOff {
        /// The thread.
        pub thread: String,
        /// The words for the portal.
        pub text: String,
        /// The window's own id; the same id twice is one hand-off.
        pub client_id: String,
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

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for ScreenDraft {
    const NAME: &'static str = "drafts.screen";
    const NEEDS: Capability = Capability::Answer;
    type Reply = DraftCheck;

    async fn run(self, _cx: Context) -> Result<DraftCheck, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for SendText {
    const NAME: &'static str = "messages.send";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, _cx: Context) -> Result<SendReply, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for HandOff {
    const NAME: &'static str = "messages.handOff";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, _cx: Context) -> Result<SendReply, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for CancelText {
    const NAME: &'static str = "messages.cancel";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Withdrawn;

    async fn run(self, _cx: Context) -> Result<Withdrawn, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for ResolveText {
    const NAME: &'static str = "messages.resolve";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
