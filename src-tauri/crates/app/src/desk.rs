//! An open practice, and somebody who sits at it. The practice goes on working while nobody does: texts come in, what
//! waits leaves, a STOP counts.

use std::{
    collections::BTreeSet,
    ops::Deref,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use foyer_domain::{IdSource as _, Private, Span, ThreadId, Timestamp, User, UserId};
use foyer_phi::Screener;
use foyer_policy::{
    ConsentRules, Covers, OwnHours, ReplyGoals, Signed,
    notice::{self, OwnWording},
};
use foyer_store::{
    DeviceSecret, PracticeFolder, PracticeKey, ReadTx, Store, StoreError, settings,
    sight::{Seen, Sight},
    users,
};
use foyer_sync::{Clock, EngineHandle, Ids};

use crate::{gaps, portal::Portals, pretend::Pretend, session::authenticator::Passed, trail};

/// Somebody at the desk of an open practice. A view of one sitting: who sits down next gets another.
#[derive(Clone)]
pub(crate) struct Desk {
    office: Arc<Office>,
    /// Who sits here.
    pub(crate) user: User,
    /// Which sitting this is; no two of one process are the same.
    pub(crate) sitting: u64,
    /// Commands that were denied in this sitting: each is written down once.
    denied: Arc<Mutex<BTreeSet<&'static str>>>,
}

impl Deref for Desk {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.office
    }
}

impl Desk {
    /// Whether this command is denied for the first time in this sitting.
    pub(crate) fn denied_first(&self, command: &'static str) -> bool {
        self.denied.lock().unwrap_or_else(PoisonError::into_inner).insert(command)
    }

    /// What whoever sits here may read now.
    ///
    /// # Errors
    /// The store's own.
    pub(crate) fn sight(&self, tx: &ReadTx<'_>) -> Result<Sight, StoreError> {
        Sight::of(tx, self.user.id, self.clock.now())
    }

    /// A thread that whoever sits here may read.
    ///
    /// # Errors
    /// [`StoreError::Hidden`], [`StoreError::NotFound`].
    pub(crate) fn sees(&self, tx: &ReadTx<'_>, thread: ThreadId) -> Result<Seen, StoreError> {
        self.sight(tx)?.thread(tx, thread)
    }

    /// A thread that whoever sits here may answer and change.
    ///
    /// # Errors
    /// [`StoreError::Hidden`], [`StoreError::NotFound`].
    pub(crate) fn answers(&self, tx: &ReadTx<'_>, thread: ThreadId) -> Result<Seen, StoreError> {
        self.sight(tx)?.thread_to_answer(tx, thread)
    }

    /// The practice itself.
    pub(crate) fn office(&self) -> &Arc<Office> {
        &self.office
    }

    /// The same person in the same sitting, over a practice that was put together anew.
    pub(crate) fn moved_to(&self, office: Arc<Office>) -> Self {
        Self { office, user: self.user.clone(), sitting: self.sitting, denied: Arc::clone(&self.denied) }
    }
}

/// An open practice.
pub(crate) struct Office {
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
    /// How the practice is opened.
    pub(crate) custody: Custody,
    /// The practice's facts, as last saved.
    practice: Mutex<Practice>,
    /// Terms that the practice lets pass, as last saved.
    allowed_terms: Mutex<Vec<String>>,
    /// The practice's figures for consent now.
    rules: ConsentRules,
    /// The patient portal.
    pub(crate) portals: Arc<Portals>,
    /// In practice mode, the far end.
    pub(crate) pretend: Option<Arc<Pretend>>,
    /// Minutes without anybody after which the desk locks.
    lock_after: AtomicU32,
    /// Set once the engine has been told to stop.
    closed: AtomicBool,
}

/// The practice's own facts.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Practice {
    /// Name.
    pub(crate) name: String,
    /// A neutral name for texts, where the name tells what is treated.
    #[serde(default)]
    pub(crate) text_name: Option<String>,
    /// IANA time zone.
    pub(crate) time_zone: String,
    /// Where the portal is, without scheme.
    pub(crate) portal_url: Option<String>,
    /// How soon patients should be answered.
    #[serde(flatten)]
    pub(crate) goals: ReplyGoals,
    /// Minutes after which the desktop is told again of a thread nobody has taken; `None` for never.
    #[serde(default)]
    pub(crate) repeat_minutes: Option<u32>,
}

impl Practice {
    /// The name that signs texts.
    pub(crate) fn signs(&self) -> String {
        self.text_name.clone().unwrap_or_else(|| self.name.clone())
    }

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
    /// The practice's own hours; none where it goes by the rules alone.
    #[serde(default)]
    pub(crate) own_hours: Option<OwnHours>,
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
            own_hours: self.own_hours,
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
    /// Who has signed for what carries its texts.
    pub(crate) agreements: Vec<KeptAgreement>,
}

/// An agreement as it is kept.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct KeptAgreement {
    /// Which.
    pub(crate) id: uuid::Uuid,
    /// What it says.
    pub(crate) signed: Signed,
}

/// Where the agreements are kept.
pub(crate) const AGREEMENTS_SETTING: &str = "practice.agreements";

impl ConsentSettings {
    /// Reads them.
    pub(crate) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            figures: settings::get(tx, FIGURES_SETTING)?.unwrap_or_default(),
            wordings: settings::get(tx, NOTICES_SETTING)?.unwrap_or_default(),
            agreements: settings::get(tx, AGREEMENTS_SETTING)?.unwrap_or_default(),
        })
    }

    /// The rules that held at `at`, by the figures' history.
    pub(crate) fn rules_at(&self, at: Timestamp) -> ConsentRules {
        let figures = self.figures.iter().rev().find(|figures| figures.from <= at);
        let rules = figures.map_or_else(ConsentRules::default, |figures| figures.rules());
        let signed: Vec<Signed> = self.agreements.iter().map(|kept| kept.signed.clone()).collect();
        let covers = Covers::of(&signed, at);
        ConsentRules { notices: notice::registry(&self.wordings), covers, ..rules }
    }
}

/// Where the practice's facts are kept in the settings table.
pub(crate) const PRACTICE_SETTING: &str = foyer_store::settings::PRACTICE;

/// Where the minutes until the lock are kept.
pub(crate) const LOCK_SETTING: &str = "desk.lock_after_minutes";

/// Where it is kept how often new texts are asked for at night, in seconds.
pub(crate) const NIGHT_SETTING: &str = "carrier.night_seconds";

/// Nights are long, and the carrier honours a STOP by itself.
pub(crate) const NIGHT_SECONDS: u32 = 120;

/// How long nobody may be at the desk before it locks, unless the practice says otherwise.
pub(crate) const LOCK_AFTER_MINUTES: u32 = 3;

/// How a practice is opened, and what may be changed about it.
#[derive(Clone)]
pub(crate) enum Custody {
    /// By people with passwords. The key is in memory for as long as the store is open: a new person's way in is
    /// made from it.
    People {
        /// Where the practice is.
        folder: PracticeFolder,
        /// Its key.
        key: PracticeKey,
        /// This computer's secret: PINs are checked with it, and the keyring may be slow.
        device: DeviceSecret,
        /// Who has passed the second step of signing in.
        passed: Passed,
    },
    /// Practice mode: nobody's, and thrown away.
    Pretend {
        /// Where it is.
        folder: PracticeFolder,
    },
}

impl Custody {
    /// Where the practice is.
    pub(crate) fn folder(&self) -> &PracticeFolder {
        match self {
            Self::People { folder, .. } | Self::Pretend { folder } => folder,
        }
    }
}

impl Office {
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of an office, each named once, in the one place that has them all"
    )]
    pub(crate) fn new(
        store: Store,
        engine: EngineHandle,
        clock: Arc<dyn Clock>,
        ids: Ids,
        screener: Arc<Screener>,
        custody: Custody,
        practice: Practice,
        rules: ConsentRules,
        portals: Arc<Portals>,
        pretend: Option<Arc<Pretend>>,
    ) -> Self {
        let (practice, allowed_terms) = (Mutex::new(practice), Mutex::default());
        let (lock_after, closed) = (AtomicU32::new(LOCK_AFTER_MINUTES), AtomicBool::new(false));
        Self {
            store,
            engine,
            clock,
            ids,
            screener,
            custody,
            practice,
            allowed_terms,
            rules,
            portals,
            pretend,
            lock_after,
            closed,
        }
    }

    /// Somebody at this practice's desk.
    pub(crate) fn seat(self: &Arc<Self>, user: User, sitting: u64) -> Desk {
        Desk { office: Arc::clone(self), user, sitting, denied: Arc::default() }
    }

    /// The practice as one of its people sees it, for what Foyer goes on doing in their name.
    ///
    /// # Errors
    /// There is no such person.
    pub(crate) fn in_the_name_of(
        self: &Arc<Self>,
        tx: &ReadTx<'_>,
        user: UserId,
    ) -> Result<Desk, StoreError> {
        Ok(self.seat(users::get(tx, user)?.user, 0))
    }

    /// Whether the engine has been told to stop.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    /// The practice's facts now.
    pub(crate) fn practice(&self) -> Practice {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over facts that were saved.
    pub(crate) fn set_practice(&self, practice: Practice) {
        *self.practice.lock().unwrap_or_else(PoisonError::into_inner) = practice;
    }

    /// Minutes without anybody after which the desk locks.
    pub(crate) fn lock_after_minutes(&self) -> u32 {
        self.lock_after.load(Ordering::SeqCst)
    }

    /// Takes over minutes that were saved.
    pub(crate) fn set_lock_after(&self, minutes: u32) {
        self.lock_after.store(minutes, Ordering::SeqCst);
    }

    /// Takes over the terms that the practice lets pass, as they are kept.
    pub(crate) fn set_allowed_terms(&self, terms: Vec<String>) {
        *self.allowed_terms.lock().unwrap_or_else(PoisonError::into_inner) = terms;
    }

    /// The practice's rules for consent.
    pub(crate) fn rules(&self) -> ConsentRules {
        self.rules
    }

    /// What the screener should know: the practice's own name tells nothing new, the patient's does.
    pub(crate) fn screening_context(&self, patient_names: Vec<Private>) -> foyer_phi::Practice {
        let practice = self.practice();
        foyer_phi::Practice {
            name: practice.name,
            text_name: practice.text_name.unwrap_or_default(),
            allowed_terms: self.allowed_terms.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            patient_names: patient_names.into_iter().map(Private::into_inner).collect(),
        }
    }

    /// A new id of any kind.
    pub(crate) fn next_uuid(&self) -> uuid::Uuid {
        self.ids.clone().next_uuid()
    }

    /// Stops the engine and closes the store; once.
    pub(crate) async fn close(&self) {
        if self.closed.swap(true, Ordering::SeqCst) {
            return;
        }
        self.portals.close();
        self.engine.stop().await;
        let now = self.clock.now();
        if let Err(error) = self.store.write(move |tx| gaps::closed(tx, now)).await {
            tracing::warn!(%error, "it was not written down that the practice closes");
        }
        // What was done since the last time is vouched for before the key goes.
        if let Err(error) = trail::sign(&self.store, now).await {
            tracing::warn!(%error, "the audit trail was not signed at closing");
        }
        if let Err(error) = self.store.close() {
            tracing::warn!(%error, "the store did not close cleanly; it will recover at the next start");
        }
        if let Some(pretend) = &self.pretend {
            pretend.stop().await;
        }
    }
}
