//! What several commands read: standing of a thread's number, people at the desk, the row of the list.

use std::collections::BTreeMap;

use foyer_domain::{Actor, Capability, PhoneNumber, Private, ThreadId, ThreadState, Timestamp, User, UserId};
use foyer_policy::{Badge, Party, Place, Standing};
use foyer_store::{
    ReadTx, StoreError, consent, drafts,
    drafts::DraftKind,
    patients::{self, PatientRow},
    threads::{self, ThreadRow},
    users::{self, UserRow},
};

use crate::{
    desk::Desk,
    goals::Goals,
    hiding::Eyes,
    present,
    wire::{self, Assignee},
};

/// Everybody who works here, by id.
#[derive(Default)]
pub(crate) struct Staff(BTreeMap<UserId, UserRow>);

impl Staff {
    /// Reads them; a practice has a few dozen at most.
    pub(crate) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(Self(users::list(tx)?.into_iter().map(|row| (row.user.id, row)).collect()))
    }

    /// The name of somebody, or "Somebody" for a row that is gone.
    pub(crate) fn name(&self, id: UserId) -> String {
        self.0.get(&id).map_or_else(|| "Somebody".to_owned(), |row| row.user.name.reveal().to_owned())
    }

    /// The name of whoever did something, if it was somebody who works here.
    pub(crate) fn who(&self, actor: Actor) -> Option<String> {
        match actor {
            Actor::User(user) => Some(self.name(user)),
            Actor::Patient | Actor::System | Actor::Carrier => None,
        }
    }

    /// Somebody's role in words.
    pub(crate) fn role_words(&self, id: UserId) -> String {
        let words = |row: &UserRow| present::role_words(row.user.role, row.role_name.as_deref());
        self.0.get(&id).map(words).unwrap_or_default()
    }

    /// The round badge of a thread.
    pub(crate) fn assignee(&self, id: UserId, me: UserId) -> Assignee {
        let name = self.name(id);
        Assignee { id: id.to_string(), initials: present::initials(&name), name, me: id == me }
    }

    /// The first name of somebody who sees what was opened with a reason.
    pub(crate) fn told(&self) -> Option<String> {
        let manager = self.here().find(|user| user.role.may(Capability::ManagePeople))?;
        Some(present::first_name(manager.name.reveal()))
    }

    /// Everybody who is here.
    pub(crate) fn here(&self) -> impl Iterator<Item = &User> {
        self.0.values().filter(|row| row.retired_at.is_none()).map(|row| &row.user)
    }

    /// Everybody who ever was.
    pub(crate) fn ever(&self) -> impl Iterator<Item = &User> {
        self.0.values().map(|row| &row.user)
    }

    /// Everybody a thread can be given to: who is here and answers texts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &User> {
        self.here().filter(|user| user.role.may(Capability::Answer))
    }
}

/// Whose consent a thread is about.
pub(crate) fn party(thread: &ThreadRow) -> Party {
    Party { patient: thread.patient, number: thread.far_number.clone(), channel: thread.channel }
}

/// The standing of a thread's number now.
pub(crate) fn thread_standing(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<Standing, StoreError> {
    consent::standing(tx, &party(thread), thread.id, now, &desk.rules())
}

/// Where the patient of a thread lives, as far as the rules about hours ask.
pub(crate) fn place(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Place, StoreError> {
    consent::place(tx, thread.patient, &thread.far_number)
}

/// The patient of a thread, if its number belongs to one.
pub(crate) fn thread_patient(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Option<PatientRow>, StoreError> {
    thread.patient.map(|patient| patients::get(tx, patient)).transpose()
}

/// Names the screener should know: the patient's own may be used, other people's are worth a second look.
pub(crate) fn names_known(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Vec<Private>, StoreError> {
    let Some(patient) = thread_patient(tx, thread)? else { return Ok(Vec::new()) };
    Ok(patient.goes_by.into_iter().chain([patient.full_name]).collect())
}

/// What a patient is called in a list: what they go by with the family name, or the number.
pub(crate) fn shown_name(name: Option<&Private>, number: &PhoneNumber) -> String {
    name.map_or_else(|| number.pretty(), |name| name.reveal().to_owned())
}

/// What somebody was writing, by thread.
pub(crate) fn drafts(desk: &Desk, tx: &ReadTx<'_>) -> Result<BTreeMap<ThreadId, Private>, StoreError> {
    drafts::of_user(tx, desk.user.id, DraftKind::Text)
}

/// A row of the list. It takes no transaction: a row costs no query of its own, its badge least of all.
pub(crate) fn row(
    desk: &Desk,
    eyes: &Eyes,
    staff: &Staff,
    thread: &ThreadRow,
    goals: &Goals,
    drafts: &BTreeMap<ThreadId, Private>,
    now: Timestamp,
) -> wire::ThreadRow {
    let hidden = eyes.hides(thread);
    let draft = drafts.get(&thread.id).filter(|_| hidden.is_none());
    // Nobody waits in a closed thread; it only remembers, for undo.
    let waiting =
        thread.facts.waiting_since.filter(|_| !matches!(thread.facts.state, ThreadState::Closed { .. }));
    wire::ThreadRow {
        id: thread.id.to_string(),
        name: shown_name(thread.patient_name.as_ref(), &thread.far_number),
        number: thread.far_number.pretty(),
        channel: present::channel_kind(thread.channel),
        // Kept with the thread: no fact is read for the list.
        badge: present::badge(thread.badge_at(now).unwrap_or(Badge::None)),
        assignee: thread.facts.assigned_to.map(|user| staff.assignee(user, desk.user.id)),
        unread: thread.facts.unread,
        waiting_since_at: waiting.map(Timestamp::millis),
        late_at: waiting.map(|since| goals.due(thread.location, since).millis()),
        last_at: thread.facts.last_message_at.map(Timestamp::millis),
        preview: if hidden.is_some() {
            present::hidden_preview(thread.preview.as_ref(), waiting.is_some())
        } else {
            present::preview(thread.preview.as_ref(), waiting.is_some())
        },
        draft: draft.map(|draft| draft.reveal().chars().take(threads::PREVIEW_CHARS).collect()),
        state: present::thread_state(thread.facts.state),
        category: present::category(thread.category),
        // A tag may tell what a thread is about.
        tags: if hidden.is_some() { Vec::new() } else { thread.tags.clone() },
        hidden,
    }
}
