//! The recovery code: made, typed back, used.

use foyer_domain::Capability;
use foyer_store::RecoveryHalf;
use zeroize::Zeroizing;

use super::{
    Command,
    entering::{named, status_now},
    proof::SavedProof,
    settings::Done,
};
use crate::{
    context::{Context, id},
    session::{self, recovery, support},
    wire::*,
};

wire! {
    /// Makes a recovery code and shows it once.
    pub struct MakeRecoveryCode {}

    /// Makes a recovery code on two sheets, for two people, and shows each once.
    pub struct MakeRecoveryHalves {}

    /// Types one of the two sheets back; the code counts once both were.
    pub struct ConfirmRecoveryHalf {
        /// As written down.
        pub half: String,
        /// The name of whoever keeps it.
        pub keeper: String,
    }

    /// Types it back; from then on it counts.
    pub struct ConfirmRecoveryCode {
        /// As written down.
        pub code: String,
    }

    /// Says who may come back with the code.
    pub struct TryRecoveryCode {
        /// As written down, or both halves.
        pub code: String,
    }

    /// Says of one half whether it was typed without a slip, so that its keeper need not stay. That it is the practice's,
    /// only both together can tell.
    pub struct CheckRecoveryHalf {
        /// As typed.
        pub half: String,
    }

    /// Keeps a page about what stands in the way, for whoever helps.
    pub struct SaveSupportReport {}

    /// A manager comes back with the code.
    pub struct Recover {
        /// As written down.
        pub code: String,
        /// Which manager.
        pub user: String,
        /// Their new password.
        pub password: String,
        /// Their new PIN.
        pub pin: String,
    }

    /// A code that was just made. It is shown once.
    pub struct RecoveryCodeMade {
        /// Six groups of five.
        pub groups: Vec<String>,
    }

    /// The two sheets of a code. Each is shown to its person once.
    pub struct RecoveryHalvesMade {
        /// Six groups of five.
        pub first: Vec<String>,
        /// Six groups of five.
        pub second: Vec<String>,
    }

    /// What typing a half back did.
    pub struct RecoveryHalfConfirmed {
        /// Whether both were by now, and the code counts.
        pub counts: bool,
    }

    /// What one half looks like.
    pub struct RecoveryHalfChecked {
        /// Whether it is a half as Foyer prints them.
        pub whole: bool,
    }

    /// Who may come back.
    pub struct RecoveryPeople {
        /// The practice's managers.
        pub people: Vec<RecoveryPerson>,
    }

    /// A manager.
    pub struct RecoveryPerson {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
    }
}

impl Command for MakeRecoveryCode {
    const NAME: &'static str = "recovery.make";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = RecoveryCodeMade;

    async fn run(self, cx: Context) -> Result<RecoveryCodeMade, AppError> {
        Ok(RecoveryCodeMade { groups: recovery::make(&cx.app, cx.desk()?)? })
    }
}

impl Command for ConfirmRecoveryCode {
    const NAME: &'static str = "recovery.confirm";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        recovery::confirm(&cx.app, cx.desk()?, Zeroizing::new(self.code)).await?;
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}

impl Command for MakeRecoveryHalves {
    const NAME: &'static str = "recovery.makeHalves";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = RecoveryHalvesMade;

    async fn run(self, cx: Context) -> Result<RecoveryHalvesMade, AppError> {
        let [first, second] = recovery::make_halves(&cx.app, cx.desk()?)?;
        Ok(RecoveryHalvesMade { first, second })
    }
}

impl Command for ConfirmRecoveryHalf {
    const NAME: &'static str = "recovery.confirmHalf";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = RecoveryHalfConfirmed;

    async fn run(self, cx: Context) -> Result<RecoveryHalfConfirmed, AppError> {
        let keeper = named(&self.keeper, "keeper")?;
        let counts = recovery::confirm_half(&cx.app, cx.desk()?, Zeroizing::new(self.half), keeper).await?;
        if counts {
            cx.tell(AppEvent::SettingsChanged);
        }
        Ok(RecoveryHalfConfirmed { counts })
    }
}

impl Command for TryRecoveryCode {
    const NAME: &'static str = "recovery.try";
    const NEEDS: Capability = Capability::Enter;
    type Reply = RecoveryPeople;

    async fn run(self, cx: Context) -> Result<RecoveryPeople, AppError> {
        let people = recovery::look(&cx.app, &Zeroizing::new(self.code)).await?;
        let people = people.into_iter();
        Ok(RecoveryPeople {
            people: people.map(|one| RecoveryPerson { id: one.id.to_string(), name: one.name }).collect(),
        })
    }
}

impl Command for CheckRecoveryHalf {
    const NAME: &'static str = "recovery.checkHalf";
    const NEEDS: Capability = Capability::Enter;
    type Reply = RecoveryHalfChecked;

    async fn run(self, _: Context) -> Result<RecoveryHalfChecked, AppError> {
        let typed = Zeroizing::new(self.half);
        Ok(RecoveryHalfChecked { whole: RecoveryHalf::parse(&typed).is_some() })
    }
}

impl Command for SaveSupportReport {
    const NAME: &'static str = "recovery.saveReport";
    const NEEDS: Capability = Capability::Enter;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        Ok(SavedProof { saved: support::save(&cx.app).await? })
    }
}

impl Command for Recover {
    const NAME: &'static str = "recovery.comeBack";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        let code = Zeroizing::new(self.code);
        let password = session::new_password(self.password, "password")?;
        let pin = session::new_pin(self.pin, "pin")?;
        recovery::come_back(&cx.app, code, id(&self.user)?, password, pin).await?;
        status_now(&cx).await
    }
}
