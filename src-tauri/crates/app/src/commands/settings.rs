//! Settings of the person and the practice.

use foyer_domain::Capability;

use super::Command;
use crate::{context::Context, wire::*};

wire! {
    /// Keeps the person's settings.
    pub struct SaveSettings {
        /// All of them.
        pub settings: Settings,
    }

    /// Changes the practice.
    pub struct SavePractice {
        /// Name.
        pub name: String,
        /// IANA time zone.
        pub time_zone: String,
        /// The portal's address, without scheme.
        pub portal_url: Option<String>,
    }

    /// In practice mode only: makes the pretend carrier stop or start answering.
    pub struct SetPretendCarrier {
        /// Whether it answers.
        pub answering: bool,
    }

    /// Done; nothing to say.
    pub struct Done {}
}

impl Command for SaveSettings {
    const NAME: &'static str = "settings.save";
    const NEEDS: Capability = Capability::Read;
    type Reply = Settings;

    async fn run(self, _cx: Context) -> Result<Settings, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for SavePractice {
    const NAME: &'static str = "settings.savePractice";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}

impl Command for SetPretendCarrier {
    const NAME: &'static str = "practice.setCarrier";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, _cx: Context) -> Result<Done, AppError> {
        Err(AppError::new(ErrorCode::Internal, "not yet"))
    }
}
