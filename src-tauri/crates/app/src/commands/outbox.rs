//! The outbox tray and the line.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

wire! {
    /// Texts waiting to leave.
    pub struct ListOutbox {}

    /// Tries the carrier at once.
    pub struct TryNow {}

    /// The line to the carrier.
    pub struct GetConnectivity {}
}

impl Command for ListOutbox {
    const NAME: &'static str = "outbox.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = OutboxList;

    async fn run(self, _cx: Context) -> Result<OutboxList, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for TryNow {
    const NAME: &'static str = "outbox.tryNow";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for GetConnectivity {
    const NAME: &'static str = "line.connectivity";
    const NEEDS: Capability = Capability::Read;
    type Reply = ConnectivityInfo;

    async fn run(self, _cx: Context) -> Result<ConnectivityInfo, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
