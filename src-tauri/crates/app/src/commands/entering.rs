//! Getting in: status, first run, passphrase.

use foyer_domain::Capability;

use super::Command;
use super::settings::Done;
use crate::{context::Context, wire::*};

wire! {
    /// What to show first.
    pub struct GetStatus {}

    /// Opens a throw-away practice with a pretend carrier.
    pub struct StartPracticeMode {}

    /// Proves an account with a one-row list and reads its numbers.
    pub struct CheckTwilio {
        /// The account.
        pub account: TwilioAccount,
    }

    /// Makes the practice and connects the account.
    pub struct ConnectTwilio {
        /// The account, as checked.
        pub account: TwilioAccount,
        /// The practice's name.
        pub practice_name: String,
        /// Name of the person setting it up, who becomes its manager.
        pub your_name: String,
        /// IANA time zone of the practice.
        pub time_zone: String,
        /// Numbers to use, as typed or chosen; at least one.
        pub numbers: Vec<String>,
        /// The portal's address, if there is one.
        pub portal_url: Option<String>,
        /// Asked for where no keyring answers; at least 12 characters.
        pub passphrase: Option<String>,
    }

    /// Opens the practice with its passphrase.
    pub struct Unlock {
        /// The passphrase.
        pub passphrase: String,
    }

    /// Tries again what stood in the way: the keyring is open now, the other Foyer is closed.
    pub struct OpenAgain {}
}

impl Command for GetStatus {
    const NAME: &'static str = "app.status";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, _cx: Context) -> Result<AppStatus, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for StartPracticeMode {
    const NAME: &'static str = "setup.practiceMode";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, _cx: Context) -> Result<AppStatus, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for CheckTwilio {
    const NAME: &'static str = "setup.checkTwilio";
    const NEEDS: Capability = Capability::Enter;
    type Reply = TwilioCheck;

    async fn run(self, _cx: Context) -> Result<TwilioCheck, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for ConnectTwilio {
    const NAME: &'static str = "setup.connectTwilio";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, _cx: Context) -> Result<AppStatus, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for Unlock {
    const NAME: &'static str = "app.unlock";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, _cx: Context) -> Result<AppStatus, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for OpenAgain {
    const NAME: &'static str = "app.openAgain";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, _cx: Context) -> Result<AppStatus, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
