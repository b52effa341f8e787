//! Phones that several share, from the desk: whom texts are for, who wrote, who is never texted there.
//!
//! What is said is kept; who probably wrote is worked out anew each time (`policy::household`), so that one answer of
//! somebody at the desk also settles what came after it.

use std::collections::BTreeMap;

use foyer_domain::{MessageId, PatientId, PhoneNumber, Private, Relationship, ThreadId, Timestamp};
use foyer_policy::{
    Party,
    household::{self, Addressee, Household, Member, Said, Spoken},
};
use foyer_store::{
    ReadTx, StoreError, WriteTx, consent,
    households::{self, Addressed, Kept, MemberRow, Whose},
    messages::{self, MessageKind, MessageRow, Sender},
    patients::{self, ContactRow, PatientFields, PatientRow},
    threads::{self, ThreadRow},
};

use crate::{
    consenting,
    desk::Desk,
    present,
    record::{self, Act},
    wire::{self, HouseholdInfo, HouseholdPerson, KeptKind, PreviewKind, PreviewMark, SaidBy, SpeakerSure},
};

/// Texts looked at for who wrote the newest, and for how many are whose.
const NEWEST: u32 = 200;

/// A phone with everybody on record there whose number it may be.
pub(crate) struct Phone {
    members: Vec<MemberRow>,
}

impl Phone {
    /// Reads it.
    pub(crate) fn of(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Self, StoreError> {
        let mut members = households::members(tx, number)?;
        members.retain(|member| member.kept != Some(Kept::Wrong));
        Ok(Self { members })
    }

    /// Whether several use it.
    pub(crate) const fn is_shared(&self) -> bool {
        self.members.len() > 1
    }

    /// Who wrote each of `rows`, which come newest first; nothing for ours.
    pub(crate) fn speakers(
        &self,
        tx: &ReadTx<'_>,
        thread: &ThreadRow,
        rows: &[MessageRow],
    ) -> Result<BTreeMap<MessageId, Spoken>, StoreError> {
        let mut texts: Vec<(Timestamp, Said<'_>, Option<MessageId>)> = Vec::with_capacity(rows.len());
        for row in rows.iter().rev() {
            let whose = households::whose(tx, row.id)?.map(|whose| whose.patient);
            let said = match (row.from, whose) {
                (Sender::Patient, Some(None)) => Said::Nobodys,
                (Sender::Patient, whose) => Said::Theirs(row.body.reveal(), whose.flatten()),
                (Sender::Practice(_), whose) => Said::Ours(whose.flatten()),
            };
            texts.push((row.created_at, said, (row.from == Sender::Patient).then_some(row.id)));
        }
        // Saying for whom is as good as a text to them.
        if let Some((Addressed::Chosen, at)) = households::addressed(tx, thread.id)? {
            let place = texts.partition_point(|(then, ..)| *then <= at);
            texts.insert(place, (at, Said::Ours(thread.patient), None));
        }
        let asked: Vec<_> = texts.iter().map(|(at, said, _)| (*at, *said)).collect();
        let told = household::speakers(&self.known(), &asked);
        Ok(texts.iter().zip(told).filter_map(|((.., id), spoken)| Some(((*id)?, spoken?))).collect())
    }

    /// What to call somebody in a sentence; nothing for who is not on it.
    pub(crate) fn called(&self, patient: PatientId) -> Option<String> {
        self.members
            .iter()
            .map(|member| &member.patient)
            .find(|one| one.id == patient)
            .map(|one| self.call(one))
    }

    /// A first name, or the whole one where that says only which of two.
    fn call(&self, patient: &PatientRow) -> String {
        let first = first_name(patient);
        let namesakes = self.members.iter().filter(|member| first_name(&member.patient) == first).count();
        if namesakes > 1 { patient.full_name.reveal().to_owned() } else { first }
    }

    fn known(&self) -> Vec<Member> {
        let child = |member: &MemberRow| member.relationship == Relationship::Child;
        self.members
            .iter()
            .map(|member| Member {
                patient: member.patient.id,
                names: names(&member.patient),
                child: child(member),
            })
            .collect()
    }

    /// For whom the next text is, as far as that holds after what came in since it was said.
    fn addressee(&self, tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Addressee, StoreError> {
        if let Some(patient) = thread.patient
            && households::kept(tx, patient, &thread.far_number)?.is_some()
        {
            return Ok(Addressee::NotHere);
        }
        if !self.is_shared() {
            return Ok(Addressee::Alone);
        }
        let Some((said, at)) = households::addressed(tx, thread.id)? else { return Ok(Addressee::Unasked) };
        let rows = messages::page(tx, thread.id, None, NEWEST)?;
        let newest = rows.iter().find(|row| row.from == Sender::Patient && row.kind == MessageKind::Text);
        // By when Foyer learned of it: what was read before the answer was part of it.
        let since = newest.filter(|row| row.received_at.unwrap_or(row.created_at) > at);
        Ok(match (said, since) {
            (Addressed::NotSure, None) => Addressee::NotSure,
            (Addressed::NotSure, Some(_)) => Addressee::Unasked,
            (Addressed::Chosen, None) => Addressee::Chosen,
            (Addressed::Chosen, Some(text)) => {
                let spoken = self.speakers(tx, thread, &rows)?.get(&text.id).copied();
                let who = spoken.and_then(Spoken::who);
                if who.is_some() && who == thread.patient { Addressee::Chosen } else { Addressee::Unasked }
            }
        })
    }
}

/// What the gate asks about the phone of a thread.
pub(crate) fn of_thread(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Household, StoreError> {
    let phone = Phone::of(tx, &thread.far_number)?;
    let addressee = phone.addressee(tx, thread)?;
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for member in phone.members {
        let to = if Some(member.patient.id) == thread.patient { &mut own } else { &mut others };
        to.extend(names(&member.patient));
    }
    // A number of one person names nobody else, whoever is put down to the thread.
    if addressee == Addressee::Alone {
        others.clear();
    }
    Ok(Household::new(addressee, own, others))
}

/// Whether somebody has to say for whom before a text may go to this thread's phone.
pub(crate) fn is_unasked(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<bool, StoreError> {
    let phone = Phone::of(tx, &thread.far_number)?;
    Ok(matches!(phone.addressee(tx, thread)?, Addressee::Unasked | Addressee::NotSure))
}

/// The phone as the window shows it; `None` where nobody shares it.
pub(crate) fn info(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<Option<HouseholdInfo>, StoreError> {
    let phone = Phone::of(tx, &thread.far_number)?;
    let addressee = phone.addressee(tx, thread)?;
    if matches!(addressee, Addressee::Alone) {
        return Ok(None);
    }
    let rows = messages::page(tx, thread.id, None, NEWEST)?;
    let spoken = phone.speakers(tx, thread, &rows)?;
    let count = |wanted: Spoken| {
        u32::try_from(spoken.values().filter(|spoken| **spoken == wanted).count()).unwrap_or(u32::MAX)
    };
    let mut people = Vec::with_capacity(phone.members.len());
    for member in &phone.members {
        let id = member.patient.id;
        let party = Party { patient: Some(id), number: thread.far_number.clone(), channel: thread.channel };
        let standing = consent::standing(tx, &party, thread.id, now, &desk.rules())?;
        people.push(HouseholdPerson {
            id: id.to_string(),
            name: member.patient.full_name.reveal().to_owned(),
            first_name: phone.call(&member.patient),
            relationship: member.relationship.as_str().to_owned(),
            badge: present::badge(standing.badge),
            kept: member.kept.map(kept_kind),
            confirmed: count(Spoken::Confirmed(id)),
            likely: count(Spoken::Likely(id)),
        });
    }
    let newest = rows.iter().find(|row| row.from == Sender::Patient && row.kind == MessageKind::Text);
    let language = crate::sending::language_of(tx, thread)?;
    let not_sure = addressee == Addressee::NotSure;
    Ok(Some(HouseholdInfo {
        people,
        unknown: count(Spoken::Unknown),
        ask: addressee == Addressee::Unasked,
        chosen: thread.patient.filter(|_| !not_sure).map(|patient| patient.to_string()),
        not_sure,
        doubtful: newest
            .filter(|row| spoken.get(&row.id) == Some(&Spoken::Unknown))
            .map(|row| row.id.to_string()),
        question: household::question(&desk.practice().signs(), language),
    }))
}

/// Marks the rows of threads whose newest text waits and may be anybody's of a shared phone. A row whose words are kept
/// back, or that already has a mark, stays as it is; of the others only those that share a phone are read.
pub(crate) fn mark_unknown(
    tx: &ReadTx<'_>,
    threads: &[ThreadRow],
    rows: &mut [wire::ThreadRow],
) -> Result<(), StoreError> {
    for (thread, row) in threads.iter().zip(rows) {
        let theirs = matches!(row.preview.kind, PreviewKind::Theirs | PreviewKind::Photo);
        let open = row.waiting_since_at.is_some() && row.preview.mark.is_none() && row.hidden.is_none();
        if !theirs || !open || !households::is_shared(tx, &thread.far_number)? {
            continue;
        }
        let phone = Phone::of(tx, &thread.far_number)?;
        let texts = messages::page(tx, thread.id, None, NEWEST)?;
        let newest = texts.iter().find(|text| text.from == Sender::Patient);
        let spoken = phone.speakers(tx, thread, &texts)?;
        if newest.is_some_and(|text| spoken.get(&text.id) == Some(&Spoken::Unknown)) {
            row.preview.mark = Some(PreviewMark::UnknownSpeaker);
        }
    }
    Ok(())
}

/// Who wrote a text, as the window shows it.
pub(crate) fn said_by(phone: &Phone, spoken: Spoken) -> SaidBy {
    let sure = match spoken {
        Spoken::Confirmed(_) => SpeakerSure::Confirmed,
        Spoken::Likely(_) => SpeakerSure::Likely,
        Spoken::Unknown => SpeakerSure::Unknown,
    };
    let who = spoken.who().and_then(|who| Some((who.to_string(), phone.called(who)?)));
    let (patient, name) = who.unzip();
    SaidBy { sure, patient, name }
}

/// From now on texts of a thread are for this person, or nobody knows for whom.
pub(crate) fn choose(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    patient: Option<PatientId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    if let Some(patient) = patient {
        on_phone(tx, thread, patient)?;
    }
    households::address(tx, thread.id, patient, now)?;
    consent::keep_of_number(tx, &thread.far_number, now, &desk.rules())?;
    record::by_staff(desk, tx, Act::PersonChosen, thread.id, patient.map(PatientId::uuid), now)
}

/// Somebody was looked for by name to be written to: on a shared phone the thread turns to them. A thread that whoever
/// sits here does not answer stays as it is.
pub(crate) fn write_to(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: ThreadId,
    patient: PatientId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let seen = desk.sight(tx)?.see(&threads::get(tx, thread)?);
    let Some(seen) = seen.filter(|seen| seen.may_answer()) else { return Ok(()) };
    let phone = Phone::of(tx, &seen.far_number)?;
    let turned = phone.addressee(tx, &seen)? == Addressee::Chosen && seen.patient == Some(patient);
    if !phone.is_shared() || turned {
        return Ok(());
    }
    choose(desk, tx, &seen, Some(patient), now)
}

/// Somebody at the desk says who wrote a text, or that nobody can tell.
pub(crate) fn say_who(
    desk: &Desk,
    tx: &WriteTx<'_>,
    (thread, message): (&ThreadRow, MessageId),
    patient: Option<PatientId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    if let Some(patient) = patient {
        on_phone(tx, thread, patient)?;
    }
    households::set_whose(tx, message, Whose { patient, by: Some(desk.user.id), at: now })?;
    record::by_staff(desk, tx, Act::SpeakerSaid, thread.id, patient.map(PatientId::uuid), now)
}

/// Puts somebody down to a number that others have too: somebody on file, or somebody new.
pub(crate) fn add(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    who: Result<PatientId, PatientFields>,
    relationship: Relationship,
    now: Timestamp,
) -> Result<PatientId, StoreError> {
    let was_alone = !Phone::of(tx, &thread.far_number)?.is_shared();
    let patient = match who {
        Ok(known) => patients::get(tx, known)?.id,
        Err(fields) => {
            let fresh = PatientId::from_uuid(desk.next_uuid());
            patients::create(tx, fresh, &fields, now)?;
            fresh
        }
    };
    let number = thread.far_number.clone();
    patients::add_contact(tx, &ContactRow { patient, number, relationship }, now)?;
    // Until today everything was between the practice and one person; that is known, and the next text asks.
    if was_alone && let Some(first) = thread.patient {
        for row in messages::page(tx, thread.id, None, NEWEST)? {
            households::set_whose(tx, row.id, Whose { patient: Some(first), by: None, at: now })?;
        }
    }
    record::by_staff(desk, tx, Act::HouseholdChanged, thread.id, Some(patient.uuid()), now)?;
    Ok(patient)
}

/// What somebody is to whose phone it is, and whether they are texted there.
pub(crate) fn change(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    patient: PatientId,
    (relationship, private): (Relationship, bool),
    now: Timestamp,
) -> Result<(), StoreError> {
    let number = &thread.far_number;
    let contact = ContactRow { patient, number: number.clone(), relationship };
    let known = households::members(tx, number)?.into_iter().any(|member| member.patient.id == patient);
    if !known {
        return Err(StoreError::NotFound { table: "contact" });
    }
    patients::add_contact(tx, &contact, now)?;
    households::keep(tx, patient, number, private.then_some(Kept::Private), desk.user.id, now)?;
    if private && thread.patient == Some(patient) {
        households::ask_again(tx, thread.id)?;
        consent::keep_of_number(tx, number, now, &desk.rules())?;
    }
    record::by_staff(desk, tx, Act::HouseholdChanged, thread.id, Some(patient.uuid()), now)
}

/// The number was not this person's: nothing goes to them there any more. What was said stays; where nobody else has the
/// number, nothing that was agreed to counts for it.
pub(crate) fn wrong_number(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    patient: PatientId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let number = &thread.far_number;
    let members = Phone::of(tx, number)?.members;
    let Some(member) = members.iter().find(|member| member.patient.id == patient) else {
        return Err(StoreError::NotFound { table: "contact" });
    };
    if members.len() == 1 {
        consenting::change_owner(desk, tx, thread, now)?;
        let contact = ContactRow { patient, number: number.clone(), relationship: member.relationship };
        patients::add_contact(tx, &contact, now)?;
    }
    households::keep(tx, patient, number, Some(Kept::Wrong), desk.user.id, now)?;
    if thread.patient == Some(patient) {
        households::ask_again(tx, thread.id)?;
    }
    consent::keep_of_number(tx, number, now, &desk.rules())?;
    record::by_staff(desk, tx, Act::WrongNumber, thread.id, Some(patient.uuid()), now)
}

/// Keeps with a text of ours for whom it is, where several share the phone.
pub(crate) fn keep_addressee(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    message: MessageId,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !Phone::of(tx, &thread.far_number)?.is_shared() {
        return Ok(());
    }
    let whose = Whose { patient: thread.patient, by: Some(desk.user.id), at: now };
    households::set_whose(tx, message, whose)
}

/// A thread by the id of a text in it, for somebody who may answer there.
pub(crate) fn thread_of(desk: &Desk, tx: &ReadTx<'_>, message: MessageId) -> Result<ThreadId, StoreError> {
    let row = messages::get(tx, message)?;
    let thread = desk.answers(tx, row.thread)?.id;
    if row.from != Sender::Patient {
        return Err(StoreError::NotFound { table: "message" });
    }
    Ok(thread)
}

fn on_phone(tx: &ReadTx<'_>, thread: &ThreadRow, patient: PatientId) -> Result<(), StoreError> {
    let on_it = Phone::of(tx, &thread.far_number)?.members.iter().any(|member| member.patient.id == patient);
    if on_it { Ok(()) } else { Err(StoreError::NotFound { table: "contact" }) }
}

fn names(patient: &PatientRow) -> Vec<Private> {
    patient.goes_by.clone().into_iter().chain([patient.full_name.clone()]).collect()
}

fn first_name(patient: &PatientRow) -> String {
    let called = patient.goes_by.as_ref().filter(|name| !name.is_blank()).unwrap_or(&patient.full_name);
    present::first_name(called.reveal())
}

const fn kept_kind(kept: Kept) -> KeptKind {
    match kept {
        Kept::Private => KeptKind::Private,
        Kept::Wrong => KeptKind::Wrong,
    }
}

/// What a text of ours is marked with: what whom it is for is called.
pub(crate) fn meant_for(
    tx: &ReadTx<'_>,
    phone: &Phone,
    message: MessageId,
) -> Result<Option<String>, StoreError> {
    let whose = households::whose(tx, message)?;
    Ok(whose.and_then(|whose| whose.patient).and_then(|patient| phone.called(patient)))
}

/// The name of somebody of whom an entry of the trail speaks.
pub(crate) fn name_of(tx: &ReadTx<'_>, patient: PatientId) -> Result<Option<String>, StoreError> {
    match patients::get(tx, patient) {
        Ok(row) => Ok(Some(first_name(&row))),
        Err(StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
