//! The authenticator of whoever sits there: shown, proved, taken away.

use foyer_domain::{Actor, Capability};
use foyer_store::{authenticators, doubts::Doubts};
use zeroize::Zeroizing;

use super::{Command, settings::Done};
use crate::{
    context::Context,
    session::{self, authenticator},
    wire::*,
};

wire! {
    /// Whether whoever sits there has an authenticator.
    pub struct GetAuthenticator {}

    /// Makes a secret for an authenticator app; it counts once a code of it was typed.
    pub struct MakeAuthenticator {
        /// The password of whoever asks.
        pub password: String,
    }

    /// The app has it: from now on a code is asked for at sign-in.
    pub struct ConfirmAuthenticator {
        /// Six digits.
        pub code: String,
    }

    /// No code is asked for any more.
    pub struct RemoveAuthenticator {
        /// The password of whoever asks.
        pub password: String,
    }

    /// How it stands.
    pub struct AuthenticatorInfo {
        /// Whether they may have one: managers of a real practice.
        pub may: bool,
        /// Since when they have one.
        pub since_at: Option<Millis>,
        /// Whether a repair of the store may have lost it, and it must be set up before anything of a manager's.
        pub owed: bool,
    }

    /// What an authenticator app reads. It is shown once.
    pub struct AuthenticatorOffer {
        /// For who types it, in groups of four.
        pub secret: String,
        /// The picture's edge, in squares.
        pub size: u32,
        /// Its dark squares, as the `d` of an SVG path.
        pub path: String,
    }
}

impl Command for GetAuthenticator {
    const NAME: &'static str = "authenticator.get";
    const NEEDS: Capability = Capability::Sit;
    type Reply = AuthenticatorInfo;

    async fn run(self, cx: Context) -> Result<AuthenticatorInfo, AppError> {
        cx.read(|desk, tx| {
            let since = authenticators::get(tx, desk.user.id)?.map(|one| one.since.millis());
            let user = foyer_store::users::get(tx, desk.user.id)?.user;
            let owed = Doubts::read(tx)?.about_second_step(&user);
            Ok(AuthenticatorInfo { may: authenticator::may(desk), since_at: since, owed })
        })
        .await
    }
}

impl Command for MakeAuthenticator {
    const NAME: &'static str = "authenticator.make";
    const NEEDS: Capability = Capability::ManagePeople;
    const SETTLES_SECOND_STEP: bool = true;
    type Reply = AuthenticatorOffer;

    async fn run(self, cx: Context) -> Result<AuthenticatorOffer, AppError> {
        let desk = cx.desk()?;
        session::prove_again(&cx.app, desk, Zeroizing::new(self.password)).await?;
        let offer = authenticator::offer(&cx.app, desk)?;
        Ok(AuthenticatorOffer { secret: offer.secret, size: offer.size, path: offer.path })
    }
}

impl Command for ConfirmAuthenticator {
    const NAME: &'static str = "authenticator.confirm";
    const NEEDS: Capability = Capability::ManagePeople;
    const SETTLES_SECOND_STEP: bool = true;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        authenticator::confirm(&cx.app, cx.desk()?, Zeroizing::new(self.code)).await?;
        Ok(Done {})
    }
}

impl Command for RemoveAuthenticator {
    const NAME: &'static str = "authenticator.remove";
    const NEEDS: Capability = Capability::Sit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        session::prove_again(&cx.app, cx.desk()?, Zeroizing::new(self.password)).await?;
        let now = cx.now();
        cx.write(move |desk, tx| authenticator::take_away(tx, desk.user.id, Actor::User(desk.user.id), now))
            .await?;
        Ok(Done {})
    }
}
