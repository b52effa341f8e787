//! Settings of the person and the practice.

use foyer_domain::Capability;
use foyer_store::settings;

use super::{Command, entering};
use crate::{
    context::Context,
    desk::{Custody, PRACTICE_SETTING, Practice},
    goals, look, present,
    record::{self, Act},
    wire::*,
};

/// Text sizes the layout was made for, in percent.
const TEXT_SIZES: [u32; 4] = [100, 112, 125, 150];

/// How long a text may be held for Undo, in seconds: long enough to see the wrong name, too short for a patient to notice.
const UNDO_SECONDS: [u32; 3] = [0, 5, 10];

/// An hour: whoever comes back after lunch should find it said.
const REPEAT_MINUTES_AT_MOST: u32 = 60;

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

    /// Changes how soon patients should be answered; Review and the list go by it.
    pub struct SaveGoals {
        /// All of it.
        pub goals: ReplyGoals,
    }

    /// Changes how often the desktop is told of a thread that nobody has taken.
    pub struct SaveRepeat {
        /// Minutes between two alerts, 1 to 60; null for one alert a text.
        pub minutes: Option<u32>,
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
    const NEEDS: Capability = Capability::Sit;
    type Reply = Settings;

    async fn run(self, cx: Context) -> Result<Settings, AppError> {
        if !TEXT_SIZES.contains(&self.settings.text_size) {
            return Err(AppError::new(ErrorCode::BadField, "Choose one of the text sizes.").about("textSize"));
        }
        if !UNDO_SECONDS.contains(&self.settings.undo_seconds) {
            let advice = "Choose one of the times to take a text back.";
            return Err(AppError::new(ErrorCode::BadField, advice).about("undoSeconds"));
        }
        let now = cx.now();
        let kept = self.settings.clone();
        cx.write(move |desk, tx| settings::set(tx, &present::settings_key(desk.user.id), &kept, now)).await?;
        if matches!(cx.desk()?.custody, Custody::People { .. }) {
            look::keep(&cx.app, look::chosen(Some(&self.settings))).await;
        }
        cx.tell(AppEvent::SettingsChanged);
        Ok(self.settings)
    }
}

impl Command for SavePractice {
    const NAME: &'static str = "settings.savePractice";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let practice = entering::practice(&self.name, &self.time_zone, self.portal_url.as_deref())?;
        let before = cx.desk()?.practice();
        let practice = Practice {
            text_name: before.text_name,
            goals: before.goals,
            repeat_minutes: before.repeat_minutes,
            ..practice
        };
        let now = cx.now();
        let kept = practice.clone();
        cx.write(move |desk, tx| {
            settings::set(tx, PRACTICE_SETTING, &kept, now)?;
            record::by_staff(desk, tx, Act::PracticeSaved, None, None, now)
        })
        .await?;
        cx.desk()?.set_practice(practice);
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}

impl Command for SaveGoals {
    const NAME: &'static str = "settings.saveGoals";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let goals = goals::typed(&self.goals).ok_or_else(|| {
            AppError::new(
                ErrorCode::BadField,
                "Choose 1 to 1,440 minutes, and hours that end later than they begin and do not overlap.",
            )
            .about("goals")
        })?;
        let (now, before) = (cx.now(), cx.desk()?.practice());
        let detail = serde_json::json!({
            "minutes": goals.minutes(), "stretches": goals.stretches(), "from_opening": goals.from_opening(),
        });
        let practice = Practice { goals, ..before };
        let kept = practice.clone();
        cx.write(move |desk, tx| {
            settings::set(tx, PRACTICE_SETTING, &kept, now)?;
            record::with(desk, tx, Act::GoalSaved, None, None, detail, now)
        })
        .await?;
        cx.desk()?.set_practice(practice);
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}

impl Command for SaveRepeat {
    const NAME: &'static str = "settings.saveRepeat";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        if self.minutes.is_some_and(|minutes| !(1..=REPEAT_MINUTES_AT_MOST).contains(&minutes)) {
            return Err(AppError::new(ErrorCode::BadField, "Choose 1 to 60 minutes.").about("minutes"));
        }
        let (now, before) = (cx.now(), cx.desk()?.practice());
        let practice = Practice { repeat_minutes: self.minutes, ..before };
        let kept = practice.clone();
        let detail = serde_json::json!({ "minutes": self.minutes });
        cx.write(move |desk, tx| {
            settings::set(tx, PRACTICE_SETTING, &kept, now)?;
            record::with(desk, tx, Act::RepeatSaved, None, None, detail, now)
        })
        .await?;
        cx.desk()?.set_practice(practice);
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}

impl Command for SetPretendCarrier {
    const NAME: &'static str = "practice.setCarrier";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let pretend = cx.desk()?.pretend.as_ref();
        let done = match pretend {
            Some(pretend) => pretend.set_answering(self.answering).await,
            None => false,
        };
        if !done {
            return Err(AppError::new(ErrorCode::NotAllowed, "Only practice mode has a carrier to switch."));
        }
        Ok(Done {})
    }
}
