//! The practice's figures for consent, the wordings of the notice, and where a patient lives.

use foyer_domain::{Capability, Language, ThreadId, Timestamp};
use foyer_policy::{PlaceSource, State, notice};
use foyer_store::{consent, settings, threads};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    desk::{FIGURES_SETTING, Figures},
    opening,
    record::{self, Act},
    wire::*,
};

wire! {
    /// The wordings of the notice, newest first.
    pub struct ListNotices {}

    /// The practice's figures for consent.
    pub struct ReadConsentFigures {}

    /// Changes them from now on; what held before is judged by what was in force then.
    pub struct SaveConsentFigures {
        /// All of them.
        pub figures: ConsentFigures,
    }

    /// Keeps the state a patient lives in: whose rules about hours hold.
    pub struct SaveState {
        /// The thread.
        pub thread: String,
        /// Two letters; without them the number's area code decides.
        pub state: Option<String>,
        /// Whether the patient said so; else it is from the record.
        pub said: bool,
    }
}

impl Command for ListNotices {
    const NAME: &'static str = "consent.notices";
    const NEEDS: Capability = Capability::Read;
    type Reply = NoticeVersions;

    async fn run(self, cx: Context) -> Result<NoticeVersions, AppError> {
        let (now, desk) = (cx.now(), cx.desk()?);
        let (name, registry) = (desk.practice().name, desk.rules().notices);
        let current = notice::current(registry, now).map(|version| version.version);
        let versions = registry
            .iter()
            .rev()
            .map(|version| NoticeVersionInfo {
                version: version.version.to_owned(),
                from_at: version.from.millis(),
                material: version.material,
                in_use: current == Some(version.version),
                en: format!("{name}{}", version.words(Language::En)),
                es: format!("{name}{}", version.words(Language::Es)),
            })
            .collect();
        Ok(NoticeVersions { versions })
    }
}

impl Command for ReadConsentFigures {
    const NAME: &'static str = "settings.consentFigures";
    const NEEDS: Capability = Capability::Read;
    type Reply = ConsentFigures;

    async fn run(self, cx: Context) -> Result<ConsentFigures, AppError> {
        let rules = cx.desk()?.rules();
        let whole = |span: foyer_domain::Span, unit: i64| {
            u32::try_from(span.as_millis() / unit.max(1)).unwrap_or(u32::MAX)
        };
        Ok(ConsentFigures {
            lasts_days: whole(rules.lasts, 86_400_000),
            refresh_days: whole(rules.refresh_before, 86_400_000),
            answer_hours: whole(rules.answer_within, 3_600_000),
        })
    }
}

impl Command for SaveConsentFigures {
    const NAME: &'static str = "settings.saveConsentFigures";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ConsentFigures;

    async fn run(self, cx: Context) -> Result<ConsentFigures, AppError> {
        let ConsentFigures { lasts_days, refresh_days, answer_hours } = self.figures;
        let bad = |field, advice| Err(AppError::new(ErrorCode::BadField, advice).about(field));
        if !(30..=730).contains(&lasts_days) {
            return bad("lastsDays", "A consent lasts 30 to 730 days.");
        }
        if refresh_days > 90 || refresh_days >= lasts_days {
            return bad("refreshDays", "Choose up to 90 days, and fewer than a consent lasts.");
        }
        if !(1..=72).contains(&answer_hours) {
            return bad("answerHours", "Choose 1 to 72 hours.");
        }
        let now = cx.now();
        let figures = Figures { from: now, lasts_days, refresh_days, answer_hours };
        cx.write(move |desk, tx| {
            let mut history: Vec<Figures> = settings::get(tx, FIGURES_SETTING)?.unwrap_or_default();
            history.push(figures);
            settings::set(tx, FIGURES_SETTING, &history, now)?;
            let detail = serde_json::json!({
                "lasts_days": lasts_days, "refresh_days": refresh_days, "answer_hours": answer_hours,
            });
            record::with(desk, tx, Act::FiguresSaved, None, None, detail, now)
        })
        .await?;
        opening::take_over_figures(&cx.app).await?;
        cx.tell(AppEvent::SettingsChanged);
        cx.tell(AppEvent::ConsentChanged);
        Ok(self.figures)
    }
}

impl Command for SaveState {
    const NAME: &'static str = "patients.saveState";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id): (Timestamp, _) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let typed = self.state.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        let state = match typed {
            None => None,
            Some(typed) => Some(State::parse(typed).ok_or_else(|| {
                AppError::new(ErrorCode::BadField, "Write the state as its two letters, such as TX.")
                    .about("state")
            })?),
        };
        let source = if self.said { PlaceSource::Said } else { PlaceSource::Record };
        let known = cx
            .write(move |desk, tx| {
                let Some(patient) = threads::get(tx, id)?.patient else { return Ok(false) };
                consent::set_state(tx, patient, state.map(|state| (state, source)), now)?;
                let detail = serde_json::json!({ "source": source.as_str(), "known": state.is_some() });
                record::with(desk, tx, Act::StateSaved, id, Some(patient.uuid()), detail, now)?;
                Ok(true)
            })
            .await?;
        if !known {
            return Err(AppError::new(ErrorCode::BadField, "Put a name to this number first.").about("state"));
        }
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(Done {})
    }
}
