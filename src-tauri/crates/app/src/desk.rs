//! An open practice with somebody at the desk.

use std::sync::{Arc, Mutex, PoisonError, atomic::AtomicBool};

use foyer_domain::{IdSource as _, Private, Span, Timestamp, User};
use foyer_phi::Screener;
use foyer_policy::{
    ConsentRules,
    notice::{self, OwnWording},
};
use foyer_store::{ReadTx, Store, StoreError, settings};
use foyer_sync::{Clock, EngineHandle, Ids};

use crate::{portal::Portals, pretend::Pretend};

/// An open practice.
pub(crate) struct Desk {
    /// The encrypted store.
    pub(crate) store: Store,
    /// Motion: polling and sending.
    pub(crate) engine: EngineHandle,
    /// The clock everything here goes by.
    pub(crate) clock: Arc<dyn Clock>,
    /// New ids.
    pub(crate) ids: Ids,
    /// The draft screener, built once.
    pub(crate) screener: Arc<Screener>,
    /// Who sits here.
    pub(crate) user: User,
    /// The practice's facts, as last saved.
    practice: Mutex<Practice>,
    /// The practice's figures for consent now.
    rules: ConsentRules,
    /// The patient portal.
    pub(crate) portals: Arc<Portals>,
    /// In practice mode, the far end.
    pub(crate) pretend: Option<Arc<Pretend>>,
    /// Set once the engine has been told to stop.
    closed: AtomicBool,
}

/// The practice's own facts.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Practice {
    /// Name, as it signs texts.
    pub(crate) name: String,
    /// IANA time zone.
    pub(crate) time_zone: String,
    /// Where the portal is, without scheme.
    pub(crate) portal_url: Option<String>,
    /// Minutes a patient may wait before the list says so.
    pub(crate) reply_goal_minutes: u32,
}

impl Practice {
    /// Where its clocks are; a name that this Foyer does not know is the middle of the country.
    pub(crate) fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(chrono_tz::America::Chicago)
    }
}

/// The practice's figures for consent, from a moment on. None is ever taken back: what held then is judged by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Figures {
    /// Since when.
    pub(crate) from: Timestamp,
    /// How long a consent lasts.
    pub(crate) lasts_days: u32,
    /// How long before its end it is due.
    pub(crate) refresh_days: u32,
    /// How long a patient's text may be answered without consent.
    pub(crate) answer_hours: u32,
}

/// Where the figures are kept, oldest first.
pub(crate) const FIGURES_SETTING: &str = "consent.figures";

impl Figures {
    /// The rules with these figures.
    pub(crate) fn rules(self) -> ConsentRules {
        ConsentRules {
            lasts: Span::days(self.lasts_days.into()),
            refresh_before: Span::days(self.refresh_days.into()),
            answer_within: Span::hours(self.answer_hours.into()),
            ..ConsentRules::default()
        }
    }
}

/// Where the practice's own wordings of the notice are kept, oldest first; none is ever taken out.
pub(crate) const NOTICES_SETTING: &str = "consent.notices";

/// What a practice has set about consent, as it is kept.
#[derive(Clone, Default)]
pub(crate) struct ConsentSettings {
    /// The figures, oldest first.
    pub(crate) figures: Vec<Figures>,
    /// Its own wordings of the notice, oldest first.
    pub(crate) wordings: Vec<OwnWording>,
}

impl ConsentSettings {
    /// Reads them.
    pub(crate) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            figures: settings::get(tx, FIGURES_SETTING)?.unwrap_or_default(),
            wordings: settings::get(tx, NOTICES_SETTING)?.unwrap_or_default(),
        })
    }

    /// The rules that held at `at`, by the figures' history.
    pub(crate) fn rules_at(&self, at: Timestamp) -> ConsentRules {
        let figures = self.figures.iter().rev().find(|figures| figures.from <= at);
        let rules = figures.map_or_else(ConsentRules::default, |figures| figures.rules());
        ConsentRules { notices: notice::registry(&self.wordings), ..rules }
    }
}

/// Where the practice's facts are kept in the settings table.
pub(crate) const PRACTICE_SETTING: &str = foyer_store::settings::PRACTICE;

/// Most practices promise an answer within a quarter of an hour.
pub(crate) const REPLY_GOAL_MINUTES: u32 = 15;

impl Desk {
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of a desk, each named once, in the one place that has them all"
    )]
    pub(crate) fn new(
        store: Store,
        engine: EngineHandle,
        clock: Arc<dyn Clock>,
        ids: Ids,
        screener: Arc<Screener>,
        user: User,
        practice: Practice,
        rules: ConsentRules,
        portals: Arc<Portals>,
        pretend: Option<Arc<Pretend>>,
    ) -> Self {
        let practice = Mutex::new(practice);
        let closed = AtomicBool::new(false);
        Self { store, engine, clock, ids, screener, user, practice, rules, portals, pretend, closed }
    }

    /// Whether the engine has been told to stop.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// The practice's facts now.
    pub(crate) fn practice(&self) -> Practice {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over facts that were saved.
    pub(crate) fn set_practice(&self, practice: Practice) {
        *self.practice.lock().unwrap_or_else(PoisonError::into_inner) = practice;
    }

    /// The practice's rules for consent.
    pub(crate) fn rules(&self) -> ConsentRules {
        self.rules
    }

    /// What the screener should know: the practice's own name tells nothing new, the patient's does.
    pub(crate) fn screening_context(&self, patient_names: Vec<Private>) -> foyer_phi::Practice {
        foyer_phi::Practice {
            name: self.practice().name,
            text_name: String::new(),
            allowed_terms: Vec::new(),
            patient_names: patient_names.into_iter().map(Private::into_inner).collect(),
        }
    }

    /// A new id of any kind.
    pub(crate) fn next_uuid(&self) -> uuid::Uuid {
        self.ids.clone().next_uuid()
    }

    /// Stops the engine and closes the store; once.
    pub(crate) async fn close(&self) {
        if self.closed.swap(true, std::sync::atomic::Ordering::SeqCst) {
            return;
        }
        self.portals.close();
        self.engine.stop().await;
        if let Err(error) = self.store.close() {
            tracing::warn!(%error, "the store did not close cleanly; it will recover at the next start");
        }
        if let Some(pretend) = &self.pretend {
            pretend.stop().await;
        }
    }
}
