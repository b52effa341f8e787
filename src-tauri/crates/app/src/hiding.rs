//! What somebody sees of a thread whose words are kept back from them: that there are texts, when they came, and who
//! reads them. Nothing that a text says, no draft, no note, no detail of the patient.

use std::collections::BTreeMap;

use foyer_domain::{Category, DeliveryState, Direction, LocationId, Reach, ThreadId, Timestamp};
use foyer_store::{
    ReadTx, StoreError, locations, messages,
    sight::{Hidden, Seen, Sight, Whereabouts},
    threads::ThreadRow,
};

use crate::{
    desk::Desk,
    goals::Goals,
    present,
    reading::{self, Staff},
    timeline::Before,
    wire::{
        CategoryKind, FilingInfo, HiddenThread, HiddenWhy, PlaceInfo, PlaceSourceKind, ThreadDetail,
        TimelineItem, TimelinePage,
    },
};

/// The sight of whoever sits at the desk, with the names of the offices it may stop at.
pub(crate) struct Eyes {
    sight: Sight,
    places: BTreeMap<LocationId, String>,
}

impl Eyes {
    /// Reads them, for one transaction.
    pub(crate) fn read(desk: &Desk, tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        let places = locations::list(tx)?.into_iter().map(|place| (place.id, place.name)).collect();
        Ok(Self { sight: desk.sight(tx)?, places })
    }

    /// Lets a thread pass that may be read.
    pub(crate) fn see(&self, thread: &ThreadRow) -> Option<Seen> {
        self.sight.see(thread)
    }

    /// Whether a thread may be answered.
    pub(crate) fn answers(&self, thread: &ThreadRow) -> bool {
        self.answers_at(thread.whereabouts())
    }

    /// The same, for a thread that was not read.
    pub(crate) fn answers_at(&self, at: Whereabouts) -> bool {
        self.sight.answers(at)
    }

    /// Why a thread's words are kept back, if they are.
    pub(crate) fn hides(&self, thread: &ThreadRow) -> Option<HiddenWhy> {
        self.hides_at(thread.whereabouts())
    }

    /// The same, for a thread that was not read.
    pub(crate) fn hides_at(&self, at: Whereabouts) -> Option<HiddenWhy> {
        self.sight.hides(at).map(|hidden| self.why(hidden))
    }

    /// Whether a text found somewhere may be read.
    pub(crate) fn reads(&self, at: Whereabouts) -> bool {
        self.sight.hides(at).is_none()
    }

    fn why(&self, hidden: Hidden) -> HiddenWhy {
        match hidden {
            Hidden::Category(category) => HiddenWhy::Category { category: present::category(category) },
            Hidden::Location(place) => {
                HiddenWhy::Location { name: self.places.get(&place).cloned().unwrap_or_default() }
            }
        }
    }
}

/// The words of a list's entry, and why there are none.
pub(crate) fn words(
    eyes: &Eyes,
    thread: &ThreadRow,
    words: impl FnOnce() -> String,
) -> (String, Option<HiddenWhy>) {
    match eyes.hides(thread) {
        Some(why) => (String::new(), Some(why)),
        None => (words(), None),
    }
}

/// A hidden thread, opened.
pub(crate) fn detail(
    desk: &Desk,
    tx: &ReadTx<'_>,
    eyes: &Eyes,
    thread: &ThreadRow,
    latest: u32,
    now: Timestamp,
) -> Result<ThreadDetail, StoreError> {
    let staff = Staff::read(tx)?;
    let hidden = eyes.hides(thread).map(|why| {
        Ok::<_, StoreError>(HiddenThread {
            why,
            role: staff.role_words(desk.user.id),
            reads: reads(eyes),
            readers: readers(tx, &staff, thread, now)?,
            may_open: eyes.sight.reach(thread.category) >= Reach::WithReason,
            told: staff.told(),
        })
    });
    Ok(ThreadDetail {
        row: reading::row(desk, eyes, &staff, thread, &Goals::read(desk, tx)?, &BTreeMap::new(), now),
        patient: None,
        consent: Vec::new(),
        place: PlaceInfo {
            state: None,
            source: PlaceSourceKind::Unknown,
            zones: Vec::new(),
            rules_version: String::new(),
            rules: Vec::new(),
            quiet: None,
        },
        reviews: Vec::new(),
        composer: present::closed_composer(thread.far_number.pretty()),
        timeline: page(tx, thread.id, None, latest)?,
        draft: String::new(),
        note_draft: String::new(),
        suggestion: None,
        booking: None,
        filing: FilingInfo { may: false, suggested: None, reads: Vec::new() },
        household: None,
        cases: Vec::new(),
        hidden: hidden.transpose()?,
        open_until_at: None,
    })
}

/// A stretch of a hidden thread: when something was said, and by which side.
pub(crate) fn page(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    before: Option<Before>,
    limit: u32,
) -> Result<TimelinePage, StoreError> {
    let rows = messages::page(tx, thread, before.map(Before::place), limit)?;
    let full = rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let earlier = rows.last().filter(|_| full).map(|row| Before::of(row).to_string());
    let shown = rows.iter().rev().filter(|row| row.state != Some(DeliveryState::Cancelled));
    let items = shown.map(|row| TimelineItem::Hidden {
        id: row.id.to_string(),
        at: row.created_at.millis(),
        ours: row.direction() == Direction::Outbound,
    });
    Ok(TimelinePage { items: items.collect(), earlier })
}

/// The categories that somebody reads.
pub(crate) fn reads(eyes: &Eyes) -> Vec<CategoryKind> {
    let reads = |category: &Category| eyes.sight.reach(*category) >= Reach::Read;
    Category::ALL.into_iter().filter(reads).map(present::category).collect()
}

/// The roles of those who are here and answer this thread.
fn readers(
    tx: &ReadTx<'_>,
    staff: &Staff,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let mut roles = Vec::new();
    for colleague in staff.here() {
        let role = staff.role_words(colleague.id);
        if !roles.contains(&role) && Sight::of(tx, colleague.id, now)?.answers(thread.whereabouts()) {
            roles.push(role);
        }
    }
    roles.sort();
    Ok(roles)
}
