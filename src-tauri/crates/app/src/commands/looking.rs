//! Unusual looking around: read, and looked into.

use foyer_domain::{Capability, Private, UserId};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    looking,
    record::{self, Act},
    wire::*,
};

/// As long as a note about a day needs to be.
const WORDS_AT_MOST: usize = 1_000;

wire! {
    /// Days on which somebody looked around unlike on their others.
    pub struct ReadLooking {}

    /// The conversations somebody opened on such a day.
    pub struct ReadLookingBehind {
        /// Who.
        pub user: String,
        /// The day.
        pub day: String,
    }

    /// Writes down what came of asking. Nobody does that for themselves.
    pub struct SettleLooking {
        /// Whose day.
        pub user: String,
        /// Which.
        pub day: String,
        /// What came of it.
        pub words: String,
    }
}

impl Command for ReadLooking {
    const NAME: &'static str = "looking.read";
    const NEEDS: Capability = Capability::Audit;
    type Reply = LookingPage;

    async fn run(self, cx: Context) -> Result<LookingPage, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| looking::page(desk, tx, now)).await
    }
}

impl Command for ReadLookingBehind {
    const NAME: &'static str = "looking.behind";
    const NEEDS: Capability = Capability::Audit;
    type Reply = LookingBehind;

    async fn run(self, cx: Context) -> Result<LookingBehind, AppError> {
        let (now, user, day) = (cx.now(), context::id::<UserId>(&self.user)?, day(&self.day)?);
        cx.write(move |desk, tx| {
            let detail = serde_json::json!({ "day": day.to_string() });
            record::with(desk, tx, Act::LookingRead, None, Some(user.uuid()), detail, now)?;
            looking::behind(desk, tx, (user, day))
        })
        .await
    }
}

impl Command for SettleLooking {
    const NAME: &'static str = "looking.settle";
    const NEEDS: Capability = Capability::Audit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, user, day) = (cx.now(), context::id::<UserId>(&self.user)?, day(&self.day)?);
        let words: String = self.words.trim().chars().take(WORDS_AT_MOST).collect();
        if words.is_empty() {
            return Err(
                AppError::new(ErrorCode::BadField, "Say in a few words what came of it.").about("words")
            );
        }
        let settled = cx
            .write(move |desk, tx| looking::settle(desk, tx, (user, day), Private::new(words), now))
            .await?;
        if !settled {
            return Err(AppError::new(ErrorCode::NotAllowed, "Somebody else looks into your own days."));
        }
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}

fn day(typed: &str) -> Result<chrono::NaiveDate, AppError> {
    typed.parse().map_err(|_| AppError::new(ErrorCode::BadArguments, "That is no day."))
}
