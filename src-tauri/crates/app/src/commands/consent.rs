//! Consent: ask, record, look.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

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

    async fn run(self, _cx: Context) -> Result<SendReply, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for RecordConsent {
    const NAME: &'static str = "consent.record";
    const NEEDS: Capability = Capability::RecordConsent;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for ListConsent {
    const NAME: &'static str = "consent.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = ConsentHistory;

    async fn run(self, _cx: Context) -> Result<ConsentHistory, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
