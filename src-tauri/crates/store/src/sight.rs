//! What one person may read: the door in front of every thread that is shown to somebody.
//!
//! [`Sight::of`] reads the rights and the offices of a person as they are now. A thread passes it as [`Seen`], which
//! nothing else makes; what gives a thread's words to the window takes that and no bare row. Foyer's own work (hearing,
//! sending, a STOP) does not go through here: it reads for nobody.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{Category, LocationId, Reach, Rights, ThreadId, Timestamp, UserId};

use crate::{
    ReadTx, StoreError,
    doubts::Doubts,
    glasses, locations, roles,
    threads::{self, ThreadRow},
    users,
};

/// What somebody may read and answer, at the moment of a transaction.
#[derive(Clone, Debug)]
pub struct Sight {
    rights: Rights,
    /// `None` for everywhere.
    places: Option<BTreeSet<LocationId>>,
    /// What they opened with a reason: as what, and until when.
    glasses: BTreeMap<ThreadId, (Category, Timestamp)>,
}

/// What decides whether a thread may be read by somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// Which.
    pub thread: ThreadId,
    /// What it is about.
    pub category: Category,
    /// The office whose number it is at; `None` for all of them.
    pub location: Option<LocationId>,
}

/// Why a thread's words are kept from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// The role does not read this category.
    Category(Category),
    /// The number belongs to an office where the person does not work.
    Location(LocationId),
}

/// A thread that somebody may read.
#[derive(Clone, Debug)]
pub struct Seen {
    row: ThreadRow,
    answers: bool,
    until: Option<Timestamp>,
}

impl Sight {
    /// What `user` may see at `now`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for somebody who is none.
    pub fn of(tx: &ReadTx<'_>, user: UserId, now: Timestamp) -> Result<Self, StoreError> {
        let role = users::get(tx, user)?.user.role;
        let places = if Doubts::read(tx)?.about_places(user, role) {
            // Rows that are lost must not read as everywhere.
            Some(BTreeSet::new())
        } else {
            both(locations::of_user(tx, user)?, roles::places(tx, role)?)
        };
        Ok(Self { rights: role.rights(), places, glasses: glasses::open_for(tx, user, now)? })
    }

    /// Why a thread is hidden; `None` when it may be read. The one rule, which everything here asks.
    pub fn hides(&self, thread: Whereabouts) -> Option<Hidden> {
        self.keeps(thread).filter(|_| self.glass(thread).is_none())
    }

    /// Why a thread is hidden as long as nobody opens it with a reason.
    fn keeps(&self, thread: Whereabouts) -> Option<Hidden> {
        if self.rights.of(thread.category) < Reach::Read {
            return Some(Hidden::Category(thread.category));
        }
        thread.location.filter(|place| !self.works_at(*place)).map(Hidden::Location)
    }

    /// Until when a thread is open with a reason. The role must still allow it, and the thread be about the same.
    fn glass(&self, thread: Whereabouts) -> Option<Timestamp> {
        let (category, until) = self.glasses.get(&thread.thread)?;
        let same = *category == thread.category && self.rights.of(thread.category) >= Reach::WithReason;
        same.then_some(*until)
    }

    /// Whether a thread may be answered. A reason never lets anybody.
    pub fn answers(&self, thread: Whereabouts) -> bool {
        self.keeps(thread).is_none() && self.rights.of(thread.category) == Reach::Send
    }

    /// Lets a thread pass that may be read.
    pub fn see(&self, thread: &ThreadRow) -> Option<Seen> {
        let at = thread.whereabouts();
        let until = self.keeps(at).and_then(|_| self.glass(at));
        self.hides(at).is_none().then(|| Seen { answers: self.answers(at), until, row: thread.clone() })
    }

    /// Reads a thread that may be read.
    ///
    /// # Errors
    /// [`StoreError::Hidden`], [`StoreError::NotFound`].
    pub fn thread(&self, tx: &ReadTx<'_>, id: ThreadId) -> Result<Seen, StoreError> {
        self.see(&threads::get(tx, id)?).ok_or(StoreError::Hidden)
    }

    /// Reads a thread that may be answered.
    ///
    /// # Errors
    /// [`StoreError::Hidden`], [`StoreError::NotFound`].
    pub fn thread_to_answer(&self, tx: &ReadTx<'_>, id: ThreadId) -> Result<Seen, StoreError> {
        let seen = self.thread(tx, id)?;
        if seen.answers { Ok(seen) } else { Err(StoreError::Hidden) }
    }

    /// How far they reach into a category, at an office where they work.
    pub const fn reach(&self, category: Category) -> Reach {
        self.rights.of(category)
    }

    /// Whether somebody works at every office, those to come included.
    pub fn works_everywhere(&self) -> bool {
        self.places.is_none()
    }

    /// The offices where somebody works; `None` for every one, those to come included.
    pub const fn places(&self) -> Option<&BTreeSet<LocationId>> {
        self.places.as_ref()
    }

    /// Whether somebody works at an office.
    pub fn works_at(&self, place: LocationId) -> bool {
        self.places.as_ref().is_none_or(|places| places.contains(&place))
    }
}

/// Where a person and their role both are. Of each, empty is everywhere; together they may be nowhere.
fn both(person: BTreeSet<LocationId>, role: BTreeSet<LocationId>) -> Option<BTreeSet<LocationId>> {
    match (person.is_empty(), role.is_empty()) {
        (true, true) => None,
        (false, true) => Some(person),
        (true, false) => Some(role),
        (false, false) => Some(person.intersection(&role).copied().collect()),
    }
}

impl Seen {
    /// Whether whoever sees it may also answer it.
    pub const fn may_answer(&self) -> bool {
        self.answers
    }

    /// Until when, where it is only open with a reason.
    pub const fn until(&self) -> Option<Timestamp> {
        self.until
    }
}

impl std::ops::Deref for Seen {
    type Target = ThreadRow;

    fn deref(&self) -> &ThreadRow {
        &self.row
    }
}
