//! Who sits here: signing in, locking, one's own password.

use foyer_domain::{Actor, Capability};
use foyer_store::settings;
use zeroize::Zeroizing;

use super::{Command, entering::status_now, settings::Done};
use crate::{
    context::{Context, id},
    desk::LOCK_SETTING,
    session::{self, PeopleAct},
    wire::*,
};

wire! {
    /// Signs somebody in by password: the first time after a start, or whenever it is locked.
    pub struct SignIn {
        /// Who.
        pub user: String,
        /// Their password.
        pub password: String,
        /// Six digits to lift the lock with from now on.
        pub new_pin: Option<String>,
        /// What their authenticator shows, if they have one.
        pub code: Option<String>,
    }

    /// Lifts the lock with a PIN.
    pub struct EnterPin {
        /// Who.
        pub user: String,
        /// Six digits.
        pub pin: String,
    }

    /// Locks the desk. What somebody was doing stays as it is.
    pub struct LockDesk {}

    /// Closes the practice, for the night. Its next opening takes a password.
    pub struct CloseDesk {}

    /// Somebody is at the desk: a key, the mouse.
    pub struct TouchDesk {}

    /// Another password for whoever sits here.
    pub struct ChangePassword {
        /// The one they have.
        pub password: String,
        /// The one they want; at least 12 characters.
        pub new_password: String,
    }

    /// Changes when the desk locks by itself.
    pub struct SaveLock {
        /// Minutes without anybody, 1 to 10.
        pub after_minutes: u32,
    }
}

impl Command for SignIn {
    const NAME: &'static str = "session.signIn";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        let password = Zeroizing::new(self.password);
        let pin = self.new_pin.map(|typed| session::new_pin(typed, "newPin")).transpose()?;
        let code = self.code.map(Zeroizing::new);
        session::sign_in(&cx.app, id(&self.user)?, password, code, pin).await?;
        status_now(&cx).await
    }
}

impl Command for EnterPin {
    const NAME: &'static str = "session.enterPin";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        let pin = Zeroizing::new(self.pin);
        session::enter_pin(&cx.app, id(&self.user)?, &pin).await?;
        status_now(&cx).await
    }
}

impl Command for LockDesk {
    const NAME: &'static str = "session.lock";
    const NEEDS: Capability = Capability::Enter;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        session::lock(&cx.app, LockWhy::Asked).await;
        Ok(Done {})
    }
}

impl Command for CloseDesk {
    const NAME: &'static str = "session.close";
    const NEEDS: Capability = Capability::Enter;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        // What this call itself holds of the practice must not outlive it.
        let app = std::sync::Arc::clone(&cx.app);
        drop(cx);
        session::close(&app, LockWhy::Closed).await;
        Ok(Done {})
    }
}

impl Command for TouchDesk {
    const NAME: &'static str = "session.touch";
    const NEEDS: Capability = Capability::Sit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        cx.app.touch();
        Ok(Done {})
    }
}

impl Command for ChangePassword {
    const NAME: &'static str = "session.changePassword";
    const NEEDS: Capability = Capability::Sit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let old = Zeroizing::new(self.password);
        let new = session::new_password(self.new_password, "newPassword")?;
        session::change_password(&cx.app, cx.desk()?, old, new).await?;
        Ok(Done {})
    }
}

impl Command for SaveLock {
    const NAME: &'static str = "settings.saveLock";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let minutes = self.after_minutes;
        if !(1..=10).contains(&minutes) {
            return Err(AppError::new(ErrorCode::BadField, "Choose 1 to 10 minutes.").about("afterMinutes"));
        }
        let now = cx.now();
        cx.write(move |desk, tx| {
            settings::set(tx, LOCK_SETTING, &minutes, now)?;
            let detail = serde_json::json!({ "minutes": minutes });
            session::say(tx, PeopleAct::LockChanged, Actor::User(desk.user.id), None, detail, now)
        })
        .await?;
        cx.desk()?.set_lock_after(minutes);
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}
