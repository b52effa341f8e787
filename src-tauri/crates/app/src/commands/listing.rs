//! The thread list.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

wire! {
    /// A stretch of a view.
    pub struct ListThreads {
        /// Which view.
        pub view: View,
        /// First row.
        pub offset: u32,
        /// How many rows, at most 200.
        pub limit: u32,
    }

    /// How many threads each view holds.
    pub struct CountThreads {}
}

impl Command for ListThreads {
    const NAME: &'static str = "threads.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = ThreadPage;

    async fn run(self, _cx: Context) -> Result<ThreadPage, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for CountThreads {
    const NAME: &'static str = "threads.count";
    const NEEDS: Capability = Capability::Read;
    type Reply = ViewCounts;

    async fn run(self, _cx: Context) -> Result<ViewCounts, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
