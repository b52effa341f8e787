//! The practice's figures for consent, the wordings of the notice, and where a patient lives.

use foyer_domain::{Capability, Channel, Language, ThreadId, Timestamp};
use foyer_phi::Level;
use foyer_policy::{
    OwnHours, PlaceSource, State,
    notice::{self, NoticeFault, OwnWording},
};
use foyer_store::{consent, patients, settings};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    desk::{ConsentSettings, Desk, FIGURES_SETTING, Figures, NOTICES_SETTING},
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

    /// Sends another wording of the notice from now on. Both languages say the same.
    pub struct SaveNotice {
        /// In English, what follows the practice's name.
        pub en: String,
        /// In Spanish.
        pub es: String,
        /// Whether it says something new: then everybody who agreed to an older one is due.
        pub material: bool,
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
        let desk = cx.desk()?;
        Ok(versions(desk.practice().signs(), desk.rules().notices, cx.now()))
    }
}

impl Command for SaveNotice {
    const NAME: &'static str = "consent.saveNotice";
    const NEEDS: Capability = Capability::Configure;
    type Reply = NoticeVersions;

    async fn run(self, cx: Context) -> Result<NoticeVersions, AppError> {
        let (now, desk) = (cx.now(), cx.desk()?);
        let practice = desk.practice().signs();
        let (en, es) = (notice::tidy(&self.en), notice::tidy(&self.es));
        for (words, language) in [(&en, Language::En), (&es, Language::Es)] {
            fit(desk, words, language)?;
        }
        let material = self.material;
        let written = cx
            .write(move |desk, tx| {
                let mut wordings = ConsentSettings::read(tx)?.wordings;
                let registry = notice::registry(&wordings);
                let same = notice::current(registry, now)
                    .is_some_and(|current| typed(current.en) == en && typed(current.es) == es);
                if same {
                    return Ok(None);
                }
                // The newest counts from its own moment, also where the clock was set back since the last one.
                let from = registry.last().map_or(now, |last| now.max(last.from));
                let version = name_of(from, registry);
                wordings.push(OwnWording { version: version.clone(), from, material, en, es });
                settings::set(tx, NOTICES_SETTING, &wordings, now)?;
                let detail = serde_json::json!({ "version": version, "material": material });
                record::with(desk, tx, Act::NoticeSaved, None, None, detail, now)?;
                Ok(Some(notice::registry(&wordings)))
            })
            .await?;
        let Some(registry) = written else {
            return Err(AppError::new(ErrorCode::BadField, "These are the words in use already.").about("en"));
        };
        opening::take_over_consent(&cx.app).await?;
        cx.tell(AppEvent::SettingsChanged);
        cx.tell(AppEvent::ConsentChanged);
        Ok(versions(practice, registry, now))
    }
}

/// Every wording there is, the newest first.
fn versions(practice: String, registry: &[notice::NoticeVersion], now: Timestamp) -> NoticeVersions {
    let current = registry.iter().rev().find(|version| version.from <= now).or_else(|| registry.first());
    let versions = registry
        .iter()
        .rev()
        .map(|version| NoticeVersionInfo {
            version: version.version.to_owned(),
            from_at: version.from.millis(),
            material: version.material,
            in_use: current == Some(version),
            en: format!("{practice}{}", version.words(Language::En)),
            es: format!("{practice}{}", version.words(Language::Es)),
            en_words: typed(version.en).to_owned(),
            es_words: typed(version.es).to_owned(),
        })
        .collect();
    NoticeVersions { practice, versions }
}

/// What a person typed of a wording.
fn typed(words: &str) -> &str {
    words.trim_start_matches([':', ' '])
}

/// A day, and a count where the day has several.
fn name_of(from: Timestamp, registry: &[notice::NoticeVersion]) -> String {
    let day = chrono::DateTime::from_timestamp_millis(from.millis()).unwrap_or_default().format("%Y-%m-%d");
    let taken = |name: &String| registry.iter().any(|version| version.version == name);
    std::iter::once(day.to_string())
        .chain((2..).map(|count| format!("{day}.{count}")))
        .find(|name| !taken(name))
        .unwrap_or_default()
}

/// Whether these words can be the notice: they say what every notice must, and tell nothing of anybody's health. A
/// notice goes to people who have agreed to nothing yet, so the screener has nothing to remark at all.
fn fit(desk: &Desk, words: &str, language: Language) -> Result<(), AppError> {
    let field = language.as_str();
    let refuse = |advice: &str| Err(AppError::new(ErrorCode::BadField, advice).about(field));
    let practice = desk.practice().signs();
    if let Err(fault) = notice::check(&practice, words, language) {
        return refuse(match fault {
            NoticeFault::Empty => "Write what the notice says.",
            NoticeFault::TooLong => "Keep it to two parts, about 300 characters with the practice’s name.",
            NoticeFault::NoRisk => "Say that texts are not encrypted. Every notice must.",
            NoticeFault::NoQuestion => match language {
                Language::En => "Ask for YES or NO, in capitals, as the patient should answer.",
                Language::Es => "Ask for SI or NO, in capitals, as the patient should answer.",
            },
            NoticeFault::NoStop => "Say that STOP ends texts. Every notice must.",
        });
    }
    let whole = format!("{practice}: {words}");
    let screening = desk.screener.screen(&whole, Channel::Sms, &desk.screening_context(Vec::new()));
    if screening.level > Level::Quiet {
        return refuse(
            "Foyer’s check finds words here that a notice should not have. Leave out health details, names and numbers.",
        );
    }
    Ok(())
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
            texts_from: rules.own_hours.map(|own| own.from().into()),
            texts_until: rules.own_hours.map(|own| own.until().into()),
        })
    }
}

impl Command for SaveConsentFigures {
    const NAME: &'static str = "settings.saveConsentFigures";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ConsentFigures;

    async fn run(self, cx: Context) -> Result<ConsentFigures, AppError> {
        let ConsentFigures { lasts_days, refresh_days, answer_hours, texts_from, texts_until } = self.figures;
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
        let minute = |minute: u32| u16::try_from(minute).ok();
        let own_hours = match (texts_from, texts_until) {
            (None, None) => None,
            (Some(from), Some(until)) => {
                match minute(from).zip(minute(until)).and_then(|(from, until)| OwnHours::new(from, until)) {
                    Some(own) => Some(own),
                    None => return bad("textsUntil", "Choose at least an hour of one day."),
                }
            }
            (Some(_), None) => return bad("textsUntil", "Say until when as well."),
            (None, Some(_)) => return bad("textsFrom", "Say from when as well."),
        };
        let now = cx.now();
        let figures = Figures { from: now, lasts_days, refresh_days, answer_hours, own_hours };
        cx.write(move |desk, tx| {
            let mut history: Vec<Figures> = settings::get(tx, FIGURES_SETTING)?.unwrap_or_default();
            history.push(figures);
            settings::set(tx, FIGURES_SETTING, &history, now)?;
            let detail = serde_json::json!({
                "lasts_days": lasts_days, "refresh_days": refresh_days, "answer_hours": answer_hours,
                "texts_from": texts_from, "texts_until": texts_until,
            });
            record::with(desk, tx, Act::FiguresSaved, None, None, detail, now)
        })
        .await?;
        opening::take_over_consent(&cx.app).await?;
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
                let Some(patient) = desk.answers(tx, id)?.patient else { return Ok(false) };
                consent::set_state(tx, patient, state.map(|state| (state, source)), now)?;
                // New texts are marked with the state they are measured by.
                for contact in patients::contacts(tx, patient)? {
                    consent::keep_of_number(tx, &contact.number, now, &desk.rules())?;
                }
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
