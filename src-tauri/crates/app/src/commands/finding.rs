//! Find.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

wire! {
    /// People by name and number, texts by words, newest first.
    pub struct Find {
        /// As typed; anything is a valid question.
        pub text: String,
        /// How many of each, at most 100.
        pub limit: u32,
    }
}

impl Command for Find {
    const NAME: &'static str = "search.find";
    const NEEDS: Capability = Capability::Read;
    type Reply = SearchReply;

    async fn run(self, _cx: Context) -> Result<SearchReply, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
