//! One look at somebody on a list: may this text go to them now, must it wait, or do they get none, and why.
//!
//! The gate decides about consent, hours and words. What it cannot know is asked here: whether the number is the person's
//! whom the list names, whether they had the same text already, whether their conversation waits for somebody, and whether
//! the visit is over before a text may go.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use foyer_domain::{
    Body, Category, Channel, DeliveryState, Language, LineId, LocationId, PhoneNumber, Private, TemplateId,
    ThreadId, Timestamp, fold,
};
use foyer_policy::{
    ClearedMessage, Party, Purpose, Refusal, SendRequest, Subject, clear, date_in_words,
    household::Household,
    template::{Blank, TemplateState, Wording},
    time_in_words,
};
use foyer_store::{
    ReadTx, StoreError,
    batches::{self, BatchSkip},
    consent,
    households::{self, Kept},
    lines::{self, LineRow},
    messages, outbox,
    patients::{self, PatientRow},
    runs,
    sight::{Sight, Whereabouts},
    templates::{self, VersionRow},
    threads::{self, ThreadRow},
};

use super::Entry;
use crate::{
    desk::Desk,
    hours::Hours,
    households as phones, names,
    templating::{self, Whom},
};

/// Texts of a conversation that are looked at for the same words.
const LATEST: u32 = 50;

/// What a look came to.
pub(super) enum Turn {
    /// It may go, in these words.
    Go(Box<ClearedMessage>),
    /// Not before then: it is quiet there, or the office is closed.
    Wait(Timestamp, Option<Private>),
    /// They get none.
    Skip(BatchSkip),
}

/// Somebody on the list, looked at once.
pub(super) struct Person {
    pub(super) thread: Option<ThreadRow>,
    pub(super) turn: Turn,
}

/// Everybody on a list, looked at once, in its order.
pub(crate) struct Everybody(pub(super) Vec<(Entry, Person)>);

impl Everybody {
    /// How many can get it, now or later.
    pub(crate) fn can(&self) -> usize {
        self.0.iter().filter(|(_, person)| !matches!(person.turn, Turn::Skip(_))).count()
    }
}

/// Looks at everybody on a list.
pub(crate) fn judge(
    desk: &Desk,
    tx: &ReadTx<'_>,
    (template, open_only): (TemplateId, bool),
    entries: Vec<Entry>,
    now: Timestamp,
) -> Result<Everybody, StoreError> {
    let eye = Eye::new(desk, tx, wording(tx, template)?, open_only, now)?;
    let mut people = Vec::with_capacity(entries.len());
    let before = repeated(&entries);
    for (entry, before) in entries.into_iter().zip(before) {
        let person = match before {
            Some(why) => Person { thread: None, turn: Turn::Skip(why) },
            None => eye.look(tx, &entry)?,
        };
        people.push((entry, person));
    }
    Ok(Everybody(people))
}

/// The wording of a template that may be used.
pub(super) fn wording(tx: &ReadTx<'_>, template: TemplateId) -> Result<Option<VersionRow>, StoreError> {
    let versions = templates::of(tx, template)?;
    Ok(versions.into_iter().rev().find(|row| row.state == TemplateState::Approved && row.in_both()))
}

/// What every look of one moment shares.
pub(super) struct Eye<'a> {
    desk: &'a Desk,
    sight: Sight,
    version: Option<VersionRow>,
    /// Where it goes on only while the office is open.
    open: Option<Hours>,
    lines: Vec<LineRow>,
    zone: Tz,
    now: Timestamp,
}

impl<'a> Eye<'a> {
    pub(super) fn new(
        desk: &'a Desk,
        tx: &ReadTx<'_>,
        version: Option<VersionRow>,
        open_only: bool,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            sight: desk.sight(tx)?,
            open: if open_only { Some(Hours::read(tx)?) } else { None },
            lines: lines::list(tx)?,
            zone: desk.practice().zone(),
            desk,
            version,
            now,
        })
    }

    /// The wording that is sent.
    pub(super) const fn version(&self) -> Option<&VersionRow> {
        self.version.as_ref()
    }

    /// Where somebody on the list stands now.
    pub(super) fn look(&self, tx: &ReadTx<'_>, entry: &Entry) -> Result<Person, StoreError> {
        let thread = match &entry.number {
            Some(number) => self.thread_of(tx, number)?,
            None => None,
        };
        let turn = match self.turn(tx, entry, thread.as_ref())? {
            Ok(turn) => turn,
            Err(why) => Turn::Skip(why),
        };
        Ok(Person { thread, turn })
    }

    fn turn(
        &self,
        tx: &ReadTx<'_>,
        entry: &Entry,
        thread: Option<&ThreadRow>,
    ) -> Result<Result<Turn, BatchSkip>, StoreError> {
        let Some(version) = &self.version else { return Ok(Err(BatchSkip::Template)) };
        let Some(number) = &entry.number else { return Ok(Err(BatchSkip::NoNumber)) };
        // Nothing else is said of somebody whose conversation is not theirs.
        if thread.is_some_and(|thread| !self.sight.answers(thread.whereabouts())) {
            return Ok(Err(BatchSkip::NotYours));
        }
        if entry.visit_at.is_some_and(|at| at <= self.now) {
            return Ok(Err(BatchSkip::Past));
        }
        let whom = match self.whom(tx, entry, number, thread)? {
            Ok(whom) => whom,
            Err(why) => return Ok(Err(why)),
        };
        if let Some(thread) = thread {
            if runs::is_landline(tx, thread.id)? {
                return Ok(Err(BatchSkip::Landline));
            }
            if outbox::lane(tx, thread.id)?.iter().any(|item| !item.is_for_later()) {
                return Ok(Err(BatchSkip::Stuck));
            }
        }
        let since = self.now.minus(batches::AGAIN_AFTER);
        if batches::had_already(tx, version.seq, number.reveal(), entry.visit_at, since)? {
            return Ok(Err(BatchSkip::Already));
        }
        let household = match thread {
            Some(thread) => phones::of_thread(tx, thread)?,
            None => Household::alone().clone(),
        };
        self.through_the_gate(tx, version, entry, &whom, &household)
    }

    /// The words for somebody, through the gate; then the office's hours.
    fn through_the_gate(
        &self,
        tx: &ReadTx<'_>,
        version: &VersionRow,
        entry: &Entry,
        whom: &Whom,
        household: &Household,
    ) -> Result<Result<Turn, BatchSkip>, StoreError> {
        let (desk, now) = (self.desk, self.now);
        let language = whom.patient.as_ref().map(|patient| patient.language).unwrap_or_default();
        let Some(wording) =
            templating::words_of(version, language).and_then(|words| Wording::parse(words).ok())
        else {
            return Ok(Err(BatchSkip::Template));
        };
        let of_a_visit = |blank: Blank| matches!(blank, Blank::Date | Blank::Time);
        if entry.visit_at.is_none() && wording.blanks().any(of_a_visit) {
            return Ok(Err(BatchSkip::NoVisit));
        }
        let Ok(body) = Body::new(self.words(tx, &wording, entry, whom, language)?) else {
            return Ok(Err(BatchSkip::Words));
        };
        // Also from a copy of the store that does not know it: the carrier's lists are read before that one goes on.
        if self.said_already(tx, whom.thread, &body)? {
            return Ok(Err(BatchSkip::Already));
        }
        let party = Party {
            patient: whom.patient.as_ref().map(|patient| patient.id),
            number: whom.number.clone(),
            channel: Channel::Sms,
        };
        let standing = consent::standing(tx, &party, whom.thread, now, &desk.rules())?;
        let names = whom
            .patient
            .iter()
            .flat_map(|patient| patient.goes_by.iter().chain([&patient.full_name]).cloned());
        let about = desk.screening_context(names.collect());
        let screening = desk.screener.screen(body.reveal(), Channel::Sms, &about);
        let place = consent::place(tx, party.patient, &whom.number)?;
        let request = SendRequest {
            thread: whom.thread,
            to: &whom.number,
            channel: Channel::Sms,
            body: &body,
            purpose: Purpose::Reminder,
            subject: Subject::Logistics,
            place: &place,
            along: false,
            over_warning: None,
            templates: &[version.templated()],
            household,
        };
        let words = || Some(Private::new(body.reveal()));
        let turn = match clear(request, &standing, &screening, now) {
            Ok(cleared) => match self.opens(whom.location) {
                None => Turn::Go(Box::new(cleared)),
                Some(until) => Turn::Wait(until, words()),
            },
            Err(Refusal::QuietHours { until }) => Turn::Wait(until, words()),
            Err(refusal) => return Ok(Err(skip_of(refusal))),
        };
        Ok(match turn {
            Turn::Wait(until, _) if entry.visit_at.is_some_and(|at| at <= until) => Err(BatchSkip::Past),
            turn => Ok(turn),
        })
    }

    /// Whether these very words went to them less than a day ago, whoever sent them.
    fn said_already(&self, tx: &ReadTx<'_>, thread: ThreadId, body: &Body) -> Result<bool, StoreError> {
        if thread.uuid().is_nil() {
            return Ok(false);
        }
        let since = self.now.minus(batches::AGAIN_AFTER);
        let before = messages::page(tx, thread, None, LATEST)?;
        Ok(before.iter().any(|row| {
            row.created_at >= since
                && row.state.is_some_and(DeliveryState::may_have_left)
                && row.body.reveal() == body.reveal()
        }))
    }

    fn words(
        &self,
        tx: &ReadTx<'_>,
        wording: &Wording,
        entry: &Entry,
        whom: &Whom,
        language: Language,
    ) -> Result<String, StoreError> {
        let day = entry.visit_at.map(|at| date_in_words(at, self.zone, language));
        let time = entry.visit_at.map(|at| time_in_words(at, self.zone));
        let values = templating::values_for(self.desk, tx, whom, language)?
            .with(Blank::Date, day.as_deref())
            .with(Blank::Time, time.as_deref());
        Ok(wording.fill(&values, language).text)
    }

    /// Until when the office is closed, where that matters.
    fn opens(&self, office: Option<LocationId>) -> Option<Timestamp> {
        let hours = self.open.as_ref()?.of(office);
        let closed = hours.is_open(self.now, self.zone) == Some(false);
        // Where nobody knows when it opens again, it is asked again tomorrow.
        let tomorrow = || self.now.plus(foyer_domain::Span::days(1));
        closed.then(|| hours.opens_after(self.now, self.zone).unwrap_or_else(tomorrow))
    }

    /// The conversation with a number: of several, one that may be answered, and the one that was used last.
    fn thread_of(&self, tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Option<ThreadRow>, StoreError> {
        let mut all = threads::with_number(tx, number)?;
        let in_use = |line: LineId| self.lines.iter().any(|row| row.id == line && row.retired_at.is_none());
        all.retain(|thread| thread.channel == Channel::Sms && in_use(thread.line));
        let rank = |thread: &ThreadRow| {
            (self.sight.answers(thread.whereabouts()), thread.facts.last_message_at, thread.created_at)
        };
        Ok(all.into_iter().max_by_key(rank))
    }

    /// The practice's number that a new conversation would be on.
    pub(super) fn own_line(&self) -> Option<&LineRow> {
        own_line(&self.lines, &self.sight)
    }

    /// Whom the row means: the one person of the number whose name it has, or nobody known.
    fn whom(
        &self,
        tx: &ReadTx<'_>,
        entry: &Entry,
        number: &PhoneNumber,
        thread: Option<&ThreadRow>,
    ) -> Result<Result<Whom, BatchSkip>, StoreError> {
        let members = households::members(tx, number)?.into_iter();
        let mut known: Vec<PatientRow> =
            members.filter(|member| member.kept != Some(Kept::Wrong)).map(|member| member.patient).collect();
        if known.is_empty()
            && let Some(linked) = thread.and_then(|thread| thread.patient)
        {
            known.push(patients::get(tx, linked)?);
        }
        // Nobody has said yet for whom texts to this phone are.
        if thread.is_none() && known.len() > 1 {
            return Ok(Err(BatchSkip::SharedPhone));
        }
        let patient = match person(known, &entry.name) {
            Ok(patient) => patient,
            Err(why) => return Ok(Err(why)),
        };
        let whom = match thread {
            Some(thread) => {
                // The conversation, and the consent that counts in it, are somebody else's of this phone.
                let others = thread.patient.is_some() && thread.patient != patient.as_ref().map(|one| one.id);
                if others {
                    return Ok(Err(BatchSkip::SharedPhone));
                }
                let patient = patient.filter(|_| thread.patient.is_some());
                Whom {
                    thread: thread.id,
                    line: thread.line,
                    location: thread.location,
                    number: number.clone(),
                    patient,
                }
            }
            None => {
                let Some(line) = self.own_line() else { return Ok(Err(BatchSkip::NotTextable)) };
                if let Some(one) = &patient
                    && households::kept(tx, one.id, number)?.is_some()
                {
                    return Ok(Err(BatchSkip::NotTextable));
                }
                // There is no thread yet, so nothing was heard in it.
                let Whereabouts { thread, location, .. } = unwritten(Some(line));
                Whom { thread, line: line.id, location, number: number.clone(), patient }
            }
        };
        let category = thread.map_or(Category::default(), |thread| thread.category);
        let at = Whereabouts { thread: whom.thread, category, location: whom.location };
        Ok(if self.sight.answers(at) { Ok(whom) } else { Err(BatchSkip::NotYours) })
    }
}

/// The practice's number that a new conversation of somebody would be on.
pub(super) fn own_line<'a>(lines: &'a [LineRow], sight: &Sight) -> Option<&'a LineRow> {
    lines.iter().find(|line| {
        line.retired_at.is_none()
            && line.channel == Channel::Sms
            && line.location.is_none_or(|at| sight.works_at(at))
    })
}

/// Where a conversation would be that nobody has begun.
pub(super) fn unwritten(line: Option<&LineRow>) -> Whereabouts {
    Whereabouts {
        thread: ThreadId::from_uuid(uuid::Uuid::nil()),
        category: Category::default(),
        location: line.and_then(|line| line.location),
    }
}

/// The one person of a number whose name the list has; `None` for a number that is nobody's yet.
fn person(known: Vec<PatientRow>, name: &Private) -> Result<Option<PatientRow>, BatchSkip> {
    let several = known.len() > 1;
    let mut named = known.into_iter().peekable();
    if named.peek().is_none() {
        return Ok(None);
    }
    let mut named = named.filter(|patient| (name.is_blank() && !several) || is_called(patient, name));
    match (named.next(), named.next()) {
        (Some(one), None) => Ok(Some(one)),
        _ if several => Err(BatchSkip::SharedPhone),
        _ => Err(BatchSkip::NameDiffers),
    }
}

/// Whether the list's name can be this person's: one has every word that the other has. *Sandoval, Lupe* is Guadalupe
/// Sandoval who goes by Lupe; initials tell nothing.
fn is_called(patient: &PatientRow, name: &Private) -> bool {
    let words = |name: &Private| -> BTreeSet<String> {
        fold::words(name.reveal()).into_iter().filter(|word| word.chars().count() > 1).collect()
    };
    let typed = words(name);
    let mut theirs = words(&patient.full_name);
    let full = theirs.is_subset(&typed);
    theirs.extend(patient.goes_by.iter().flat_map(words));
    !typed.is_empty() && (full || typed.is_subset(&theirs))
}

/// Rows whose number stands on the list before: the same person twice, or somebody else on the same phone.
fn repeated(entries: &[Entry]) -> Vec<Option<BatchSkip>> {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    entries
        .iter()
        .map(|entry| {
            let number = entry.number.as_ref()?.reveal();
            let name = names::plain(entry.name.reveal());
            match seen.get(number) {
                None => {
                    seen.insert(number, name);
                    None
                }
                Some(before) if *before == name || before.is_empty() || name.is_empty() => {
                    Some(BatchSkip::Twice)
                }
                Some(_) => Some(BatchSkip::Household),
            }
        })
        .collect()
}

const fn skip_of(refusal: Refusal) -> BatchSkip {
    match refusal {
        Refusal::OptedOut { .. } => BatchSkip::OptedOut,
        Refusal::NoConsent { .. }
        | Refusal::WaitingForAnswer { .. }
        | Refusal::ConsentExpired { .. }
        | Refusal::NotCovered { .. } => BatchSkip::NoConsent,
        Refusal::TemplateBlanks => BatchSkip::Blanks,
        Refusal::TemplateNotApproved | Refusal::TemplateHalfTranslated => BatchSkip::Template,
        Refusal::WhoIsItFor | Refusal::NamesAnother | Refusal::OfficeFactsOnly => BatchSkip::SharedPhone,
        Refusal::PortalOnly { .. } | Refusal::NoAgreement | Refusal::ClinicalBeforeYes => BatchSkip::Words,
        Refusal::NumberHeld { .. }
        | Refusal::NotAtThisNumber
        | Refusal::QuietHours { .. }
        | Refusal::NoticeAlreadySent { .. }
        | Refusal::NoticeNotNeeded { .. }
        | Refusal::FarewellNotDue
        | Refusal::NotTheFixedText
        | Refusal::NoStopWords
        | Refusal::EmptyBody
        | Refusal::AnotherParty => BatchSkip::NotTextable,
    }
}

#[cfg(test)]
mod tests {
    use foyer_domain::{PatientId, Timestamp};

    use super::*;

    fn patient(number: u128, full: &str, goes_by: Option<&str>) -> PatientRow {
        PatientRow {
            id: PatientId::from_uuid(uuid::Uuid::from_u128(number)),
            full_name: Private::new(full),
            goes_by: goes_by.map(Private::new),
            birth_date: None,
            language: Language::En,
            created_at: Timestamp::from_millis(0),
            updated_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn a_name_is_somebodys_however_a_list_writes_it() {
        let lupe = patient(1, "Guadalupe Sandoval Peña", Some("Lupe"));
        for name in ["Lupe Sandoval", "SANDOVAL, LUPE", "Guadalupe M. Sandoval Pena Ruiz", "lupe"] {
            assert!(is_called(&lupe, &Private::new(name)), "{name}");
        }
        for name in ["Rosa Sandoval", "Lupe Ortiz", "", "L. S."] {
            assert!(!is_called(&lupe, &Private::new(name)), "{name}");
        }
    }

    #[test]
    fn of_several_on_a_phone_only_the_one_who_is_named_is_meant() {
        let family = || vec![patient(1, "Rosa Ortiz", None), patient(2, "Mateo Ortiz", None)];
        let whose = |known, name: &str| person(known, &Private::new(name)).map(|one| one.map(|one| one.id));
        let id = |number| PatientId::from_uuid(uuid::Uuid::from_u128(number));
        assert_eq!(whose(family(), "Mateo Ortiz"), Ok(Some(id(2))));
        assert_eq!(whose(family(), "Ortiz"), Err(BatchSkip::SharedPhone), "either");
        assert_eq!(whose(family(), ""), Err(BatchSkip::SharedPhone));
        assert_eq!(whose(vec![patient(1, "Rosa Ortiz", None)], ""), Ok(Some(id(1))));
        assert_eq!(whose(vec![patient(1, "Rosa Ortiz", None)], "Kim Tran"), Err(BatchSkip::NameDiffers));
        assert_eq!(whose(Vec::new(), "Kim Tran"), Ok(None));
    }

    #[test]
    fn a_phone_stands_on_a_list_once() {
        let entry = |name: &str, number: &str| Entry {
            name: Private::new(name),
            number: PhoneNumber::parse(number).ok(),
            visit_at: None,
        };
        let list = [
            entry("Rosa Ortiz", "7135550142"),
            entry("rosa  ortiz", "(713) 555-0142"),
            entry("Mateo Ortiz", "+17135550142"),
            entry("", "7135550142"),
            entry("Nobody", "12"),
            entry("Nobody", "12"),
        ];
        let (twice, household) = (Some(BatchSkip::Twice), Some(BatchSkip::Household));
        assert_eq!(repeated(&list), [None, twice, household, twice, None, None]);
    }
}
