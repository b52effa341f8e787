//! The practice's key: another one.

use foyer_domain::Capability;
use zeroize::Zeroizing;

use super::{Command, entering::status_now};
use crate::{context::Context, session::rekeying, wire::*};

wire! {
    /// Exchanges the practice's key. Everybody but whoever asks then needs a new code.
    pub struct ChangeKey {
        /// The password of whoever asks.
        pub password: String,
        /// The recovery code, which then opens the new key too; without it a new one is asked for afterwards.
        pub code: Option<String>,
    }
}

impl Command for ChangeKey {
    const NAME: &'static str = "keys.change";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        let (password, code) = (Zeroizing::new(self.password), self.code.map(Zeroizing::new));
        rekeying::change(&cx.app, cx.desk()?, password, code).await?;
        status_now(&cx).await
    }
}
