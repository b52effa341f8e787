//! An open practice with somebody at the desk.

use std::sync::{Arc, Mutex, PoisonError, atomic::AtomicBool};

use foyer_domain::{IdSource as _, Private, User};
use foyer_phi::Screener;
use foyer_policy::{ConsentRules, handoff::PortalAddress};
use foyer_store::Store;
use foyer_sync::{Clock, EngineHandle, Ids};

use crate::pretend::Pretend;

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
    /// In practice mode, the far end.
    pub(crate) pretend: Option<Pretend>,
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

/// Where the practice's facts are kept in the settings table.
pub(crate) const PRACTICE_SETTING: &str = "practice";

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
        pretend: Option<Pretend>,
    ) -> Self {
        let practice = Mutex::new(practice);
        Self { store, engine, clock, ids, screener, user, practice, pretend, closed: AtomicBool::new(false) }
    }

    /// The practice's facts now.
    pub(crate) fn practice(&self) -> Practice {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over facts that were saved.
    pub(crate) fn set_practice(&self, practice: Practice) {
        *self.practice.lock().unwrap_or_else(PoisonError::into_inner) = practice;
    }

    /// The portal's address, if a usable one is set.
    pub(crate) fn portal(&self) -> Option<PortalAddress> {
        self.practice().portal_url.as_deref().and_then(|url| PortalAddress::parse(url).ok())
    }

    /// The practice's rules for consent.
    pub(crate) fn rules(&self) -> ConsentRules {
        ConsentRules::default()
    }

    /// What the screener should know: the practice's own name tells nothing new, the patient's does.
    pub(crate) fn screening_context(&self, patient_names: Vec<Private>) -> foyer_phi::Practice {
        foyer_phi::Practice {
            name: self.practice().name,
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
        self.engine.stop().await;
        if let Err(error) = self.store.close() {
            tracing::warn!(%error, "the store did not close cleanly; it will recover at the next start");
        }
        if let Some(pretend) = &self.pretend {
            pretend.stop().await;
        }
    }
}
