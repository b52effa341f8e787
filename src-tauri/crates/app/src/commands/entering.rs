//! Getting in: status and first run.

use std::collections::BTreeSet;

use foyer_carrier::FetchError;
use foyer_domain::{Capability, PhoneNumber};
use foyer_policy::{ReplyGoals, handoff::PortalAddress};
use foyer_store::lines;

use super::{Command, settings::Done};
use crate::{
    account::{self, Account},
    app::{PracticeOptions, Start, State},
    context::Context,
    desk::Practice,
    look,
    opening::{self, NewPractice},
    present, session,
    wire::*,
};

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
        /// That person's password; at least 12 characters.
        pub password: String,
        /// Six digits that lift the lock.
        pub pin: String,
    }

    /// Gives the carrier's key anew: it was replaced at the carrier, or the keyring lost its secret.
    pub struct ReplaceTwilioKey {
        /// The account with its new key.
        pub account: TwilioAccount,
    }

    /// Tries again what stood in the way: the keyring is open now, the other Foyer is closed.
    pub struct OpenAgain {}

    /// Asks the carrier how it has the practice's numbers.
    pub struct AskNumbers {}
}

impl Command for ReplaceTwilioKey {
    const NAME: &'static str = "settings.replaceTwilioKey";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        if cx.desk()?.pretend.is_some() {
            return Err(AppError::new(ErrorCode::NotAllowed, "Practice mode brings its own carrier."));
        }
        let account = Account::typed(&self.account)?;
        let carrier = account::connect(&account, &cx.app.ports.pictures)?;
        carrier.check_credentials().await.map_err(|error| account::explain(&error))?;
        opening::reconnect(&cx.app, account).await?;
        Ok(Done {})
    }
}

impl Command for AskNumbers {
    const NAME: &'static str = "settings.askNumbers";
    const NEEDS: Capability = Capability::Configure;
    type Reply = NumbersAtCarrier;

    async fn run(self, cx: Context) -> Result<NumbersAtCarrier, AppError> {
        let account = opening::account_of(&cx.app, cx.desk()?).await?;
        let carrier = account::connect(&account, &cx.app.ports.pictures)?;
        let there = match carrier.numbers().await {
            Ok(there) => there,
            // A good key that may send and list texts and no more.
            Err(FetchError::NotPermitted) => {
                return Err(AppError::new(
                    ErrorCode::NotAllowed,
                    "The carrier's key may not list numbers. Look in the carrier's console.",
                ));
            }
            Err(error) => return Err(account::explain(&error)),
        };
        let numbers = cx.read(move |_, tx| lines::list(tx)).await?.into_iter().map(|line| NumberAtCarrier {
            line: line.id.to_string(),
            standing: match there.iter().find(|one| one.number == line.number) {
                None => NumberStanding::NotThere,
                Some(one) if one.hosted => NumberStanding::Hosted,
                Some(_) => NumberStanding::Own,
            },
        });
        Ok(NumbersAtCarrier { numbers: numbers.collect() })
    }
}

impl Command for GetStatus {
    const NAME: &'static str = "app.status";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        status(&cx).await
    }
}

impl Command for StartPracticeMode {
    const NAME: &'static str = "setup.practiceMode";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        // Nobody leaves a practice that is there, or its lock, this way.
        if !matches!(cx.state, State::Setup) {
            return status(&cx).await;
        }
        let options = match &cx.app.config.start {
            Start::Practice(options) => options.clone(),
            Start::Normal => PracticeOptions::default(),
        };
        opening::enter_practice_mode(&cx.app, &options).await?;
        status_now(&cx).await
    }
}

impl Command for CheckTwilio {
    const NAME: &'static str = "setup.checkTwilio";
    const NEEDS: Capability = Capability::Enter;
    type Reply = TwilioCheck;

    async fn run(self, cx: Context) -> Result<TwilioCheck, AppError> {
        if !matches!(cx.state, State::Setup) {
            return Err(taken());
        }
        let carrier = account::connect(&Account::typed(&self.account)?, &cx.app.ports.pictures)?;
        carrier.check_credentials().await.map_err(|error| account::explain(&error))?;
        // A restricted key may send and list texts without being allowed to list numbers; then one is typed.
        let numbers = carrier.numbers().await.unwrap_or_default();
        let numbers = numbers
            .into_iter()
            .map(|own| OwnNumberChoice {
                number: own.number.reveal().to_owned(),
                pretty: own.number.pretty(),
                name: own.name,
                hosted: own.hosted,
            })
            .collect();
        Ok(TwilioCheck { numbers })
    }
}

impl Command for ConnectTwilio {
    const NAME: &'static str = "setup.connectTwilio";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        if !matches!(cx.state, State::Setup) {
            return Err(taken());
        }
        let account = Account::typed(&self.account)?;
        let carrier = account::connect(&account, &cx.app.ports.pictures)?;
        let practice = practice(&self.practice_name, &self.time_zone, self.portal_url.as_deref())?;
        let manager = named(&self.your_name, "yourName")?;
        let numbers: Vec<PhoneNumber> = self
            .numbers
            .iter()
            .map(|typed| PhoneNumber::parse(typed))
            .collect::<Result<_, _>>()
            .map_err(|_| bad("numbers", "This is not a phone number. Type all ten digits."))?;
        let numbers: Vec<PhoneNumber> = numbers.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        if numbers.is_empty() {
            return Err(bad("numbers", "Choose the number your patients text."));
        }
        let password = session::new_password(self.password, "password")?;
        let pin = session::new_pin(self.pin, "pin")?;
        carrier.check_credentials().await.map_err(|error| account::explain(&error))?;
        opening::create_live(&cx.app, NewPractice { practice, manager, numbers, account, password, pin })
            .await?;
        status_now(&cx).await
    }
}

impl Command for OpenAgain {
    const NAME: &'static str = "app.openAgain";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        if matches!(cx.state, State::Blocked(_)) {
            opening::open_at_start(&cx.app).await;
        }
        status_now(&cx).await
    }
}

/// The practice's facts as typed.
///
/// # Errors
/// The field that cannot be used.
pub(super) fn practice(name: &str, time_zone: &str, portal_url: Option<&str>) -> Result<Practice, AppError> {
    let name = named(name, "practiceName")?;
    if !foyer_policy::notice::is_practice_name(&name) {
        return Err(bad(
            "practiceName",
            "Write the practice's name in up to 60 plain characters: it signs texts.",
        ));
    }
    let time_zone: chrono_tz::Tz =
        time_zone.parse().map_err(|_| bad("timeZone", "Choose the time zone your practice is in."))?;
    let portal_url = match portal_url.map(str::trim).filter(|url| !url.is_empty()) {
        None => None,
        Some(url) => Some(portal(url)?),
    };
    Ok(Practice {
        name,
        text_name: None,
        time_zone: time_zone.name().to_owned(),
        portal_url,
        goals: ReplyGoals::default(),
        repeat_minutes: None,
    })
}

fn portal(url: &str) -> Result<String, AppError> {
    use foyer_policy::handoff::InvalidPortalAddress as Invalid;
    PortalAddress::parse(url).map(|address| address.as_str().to_owned()).map_err(|why| {
        bad(
            "portalUrl",
            match why {
                Invalid::NotAnAddress => "This is not a web address. Write it as portal.yourpractice.com.",
                Invalid::NotSecure => "The portal's address must be https.",
                Invalid::Identifying => "This address could say who is meant. Use the portal's front page.",
                Invalid::Shortened => {
                    "Patients can't see where a shortened address leads. Use the portal's own."
                }
            },
        )
    })
}

pub(super) fn named(name: &str, field: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 || name.chars().any(char::is_control) {
        return Err(bad(field, "Write a name of up to 80 characters."));
    }
    Ok(name.to_owned())
}

fn taken() -> AppError {
    AppError::new(ErrorCode::NotAllowed, "There is a practice on this computer already.")
}

fn bad(field: &str, advice: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(field)
}

/// The status after something changed it.
pub(super) async fn status_now(cx: &Context) -> Result<AppStatus, AppError> {
    let state = cx.app.state.read().await.clone();
    status(&Context::new(std::sync::Arc::clone(&cx.app), state)).await
}

async fn status(cx: &Context) -> Result<AppStatus, AppError> {
    Ok(match &cx.state {
        State::Starting => {
            AppStatus::Starting { key_step: cx.app.key_step(), look: look::kept(&cx.app).await }
        }
        State::Setup => {
            let keyring = opening::keyring_answers(std::sync::Arc::clone(&cx.app.ports.vault)).await;
            AppStatus::Setup { keyring, look: look::kept(&cx.app).await }
        }
        State::Closed(door) => {
            let look = look::kept(&cx.app).await;
            AppStatus::SignIn { lock: Box::new(present::closed_door(cx, door, look)) }
        }
        State::Locked { office, last, why } => {
            AppStatus::SignIn { lock: Box::new(present::locked_desk(cx, office, *last, *why).await?) }
        }
        State::Blocked(problem) => {
            let folder = foyer_store::PracticeFolder::at(opening::live_folder(&cx.app));
            let file = opening::blocking(move || folder.key_file()).await?;
            let code = file.is_ok_and(|file| file.has_recovery());
            let recovery = code && matches!(problem, StartProblem::KeyMissing);
            AppStatus::Blocked { problem: *problem, recovery, look: look::kept(&cx.app).await }
        }
        State::Open(_) => AppStatus::Ready { desk: Box::new(present::desk_info(cx).await?) },
    })
}
