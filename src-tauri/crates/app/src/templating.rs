//! Templates at the desk: which there are, what fills their blanks for a patient, what the picker offers, and how words
//! get into a draft.
//!
//! A draft remembers in the store which wordings it came from, in the write that puts the words into it; the window
//! neither keeps nor says it. What cannot be known for certain stays a blank: a first name where several people share
//! the phone.

use std::collections::BTreeMap;

use foyer_domain::{
    Language, LineId, LocationId, MAX_TEXT_CHARS, PhoneNumber, Private, Segments, TemplateId, ThreadId,
    Timestamp, UserId,
};
use foyer_policy::{
    Refusal,
    handoff::{PortalAddress, SafeKind},
    template::{
        self, Blank, Piece, SHIPPED, TemplateDecision, TemplateLevel, TemplateState, UndecidedTemplate,
        Values, Wording,
    },
};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    drafts::{self, DraftKind, DraftRow},
    lines,
    patients::{self, PatientRow},
    settings,
    templates::{self, NewVersion, VersionRow},
    threads::ThreadRow,
};
use foyer_sync::Ids;

use crate::{
    desk::{Desk, Office},
    hours::Hours,
    portal::texts,
    present, reading,
    record::{self, Act},
};

/// Where it is kept what templates say of the practice.
pub(crate) const FACTS_SETTING: &str = "templates.facts";

/// The template that comes with Foyer for the booking link; a practice may word it anew.
const BOOKING: &str = "booking_link";

/// The most rows the picker shows.
const PICKER_ROWS: usize = 8;

/// What templates say of the practice.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", default)]
pub(crate) struct Facts {
    pub(crate) location: String,
    pub(crate) booking_link: String,
    pub(crate) forms_link: String,
    pub(crate) insurance: String,
    /// What is otherwise at an office of its own.
    pub(crate) offices: BTreeMap<LocationId, OfficeFacts>,
}

/// What an office has of its own; empty is as the practice has it.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", default)]
pub(crate) struct OfficeFacts {
    pub(crate) location: String,
    pub(crate) booking_link: String,
}

impl Facts {
    /// Where that office is.
    fn location(&self, office: Option<LocationId>) -> &str {
        self.own(office)
            .map(|own| own.location.as_str())
            .filter(|own| !own.is_empty())
            .unwrap_or(&self.location)
    }

    /// Where its visits are booked.
    fn booking_link(&self, office: Option<LocationId>) -> &str {
        let own = self.own(office).map(|own| own.booking_link.as_str());
        own.filter(|own| !own.is_empty()).unwrap_or(&self.booking_link)
    }

    fn own(&self, office: Option<LocationId>) -> Option<&OfficeFacts> {
        self.offices.get(&office?)
    }
}

/// Adds the templates that come with Foyer and are not there yet; one that was taken out stays out.
pub(crate) fn ship(tx: &WriteTx<'_>, ids: &mut Ids, now: Timestamp) -> Result<(), StoreError> {
    let there = templates::all(tx)?;
    for one in &SHIPPED {
        if there.iter().any(|known| known.slug.as_deref() == Some(one.slug)) {
            continue;
        }
        let new = NewVersion {
            template: TemplateId::new(ids),
            slug: Some(one.slug),
            name: one.name,
            level: one.level,
            en: Some(one.en),
            es: Some(one.es),
            written_by: None,
            en_by: None,
            es_by: None,
            state: TemplateState::Approved,
            at: now,
        };
        templates::add(tx, &new)?;
    }
    Ok(())
}

/// All wordings of a template, the oldest first.
pub(crate) struct Template(Vec<VersionRow>);

impl Template {
    /// Every template there is.
    pub(crate) fn all(tx: &ReadTx<'_>) -> Result<Vec<Self>, StoreError> {
        let mut all: Vec<Self> = Vec::new();
        for row in templates::all(tx)? {
            match all.last_mut() {
                Some(last) if last.0.first().is_some_and(|first| first.template == row.template) => {
                    last.0.push(row);
                }
                Some(_) | None => all.push(Self(vec![row])),
            }
        }
        Ok(all)
    }

    /// One of them.
    pub(crate) fn get(tx: &ReadTx<'_>, id: TemplateId) -> Result<Self, StoreError> {
        Ok(Self(templates::of(tx, id)?))
    }

    pub(crate) fn versions(&self) -> &[VersionRow] {
        &self.0
    }

    /// The wording that may be used.
    pub(crate) fn in_use(&self) -> Option<&VersionRow> {
        self.0.iter().rev().find(|version| version.state == TemplateState::Approved)
    }

    /// The wording that somebody works on, else the one in use, else the last there was.
    pub(crate) fn newest(&self) -> Result<&VersionRow, StoreError> {
        let open = |version: &&VersionRow| version.state != TemplateState::Retired;
        self.0
            .iter()
            .rev()
            .find(open)
            .or_else(|| self.0.last())
            .ok_or(StoreError::NotFound { table: "template" })
    }
}

/// A wording as somebody saves it; its words passed [`Wording::parse`].
pub(crate) struct Saved {
    pub(crate) template: Option<TemplateId>,
    pub(crate) name: String,
    pub(crate) level: TemplateLevel,
    pub(crate) en: Option<Wording>,
    pub(crate) es: Option<Wording>,
}

/// Keeps a wording as a draft. The one in use stays in use until this one is approved.
pub(crate) fn save(
    desk: &Desk,
    tx: &WriteTx<'_>,
    saved: &Saved,
    now: Timestamp,
) -> Result<TemplateId, StoreError> {
    let me = desk.user.id;
    let id = saved.template.unwrap_or_else(|| TemplateId::from_uuid(desk.next_uuid()));
    let before = match saved.template {
        Some(id) => Some(Template::get(tx, id)?.newest()?.clone()),
        None => None,
    };
    let en = saved.en.as_ref().map(|words| words.typed(Language::En));
    let es = saved.es.as_ref().map(|words| words.typed(Language::Es));
    // Who leaves a language as it was did not write it.
    let writer = |words: &Option<String>, was: Option<(&Option<String>, Option<UserId>)>| match was {
        Some((same, by)) if same == words => by,
        Some(_) | None => words.as_ref().map(|_| me),
    };
    let en_by = writer(&en, before.as_ref().map(|row| (&row.en, row.en_by)));
    let es_by = writer(&es, before.as_ref().map(|row| (&row.es, row.es_by)));
    if let Some(open) =
        before.filter(|row| matches!(row.state, TemplateState::Draft | TemplateState::InReview))
    {
        templates::decide(tx, open.seq, TemplateState::Retired, me, now)?;
    }
    let new = NewVersion {
        template: id,
        slug: None,
        name: &saved.name,
        level: saved.level,
        en: en.as_deref(),
        es: es.as_deref(),
        written_by: Some(me),
        en_by,
        es_by,
        state: TemplateState::Draft,
        at: now,
    };
    let version = templates::add(tx, &new)?;
    let detail = serde_json::json!({ "version": version, "level": saved.level.as_str() });
    record::with(desk, tx, Act::TemplateSaved, None, Some(id.uuid()), detail, now)?;
    Ok(id)
}

/// Decides about the newest wording of a template; taking one out takes all of it.
pub(crate) fn decide(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: TemplateId,
    decision: TemplateDecision,
    now: Timestamp,
) -> Result<Result<(), UndecidedTemplate>, StoreError> {
    let (all, me) = (Template::get(tx, id)?, desk.user.id);
    let newest = all.newest()?;
    let next = match decision.on(newest.state, newest.in_both(), &newest.writers(), me) {
        Ok(next) => next,
        Err(why) => return Ok(Err(why)),
    };
    if decision == TemplateDecision::Keep {
        templates::keep(tx, newest.seq, me, now)?;
        let detail = serde_json::json!({ "version": newest.seq });
        record::with(desk, tx, Act::TemplateKept, None, Some(id.uuid()), detail, now)?;
        return Ok(Ok(()));
    }
    // What is approved replaces what was in use; what is taken out is out in every wording.
    if matches!(next, TemplateState::Approved | TemplateState::Retired) {
        for other in all.versions().iter().filter(|other| other.state == TemplateState::Approved) {
            templates::decide(tx, other.seq, TemplateState::Retired, me, now)?;
        }
    }
    templates::decide(tx, newest.seq, next, me, now)?;
    let detail = serde_json::json!({ "version": newest.seq, "state": next.as_str() });
    record::with(desk, tx, Act::TemplateDecided, None, Some(id.uuid()), detail, now)?;
    Ok(Ok(()))
}

/// What templates say of the practice.
pub(crate) fn facts(tx: &ReadTx<'_>) -> Result<Facts, StoreError> {
    Ok(settings::get(tx, FACTS_SETTING)?.unwrap_or_default())
}

/// Where visits of an office are booked, where the practice has said that.
pub(crate) fn booking(
    tx: &ReadTx<'_>,
    office: Option<LocationId>,
) -> Result<Option<PortalAddress>, StoreError> {
    Ok(PortalAddress::parse(facts(tx)?.booking_link(office)).ok())
}

/// The template with the booking link, as it would go into a draft of this thread; `None` where nobody has said where
/// visits are booked, or where the template may not be used.
pub(crate) fn booking_words(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    language: Language,
) -> Result<Option<(TemplateId, String)>, StoreError> {
    let all = Template::all(tx)?;
    let shipped = all.iter().filter_map(Template::in_use).find(|row| row.slug.as_deref() == Some(BOOKING));
    let Some(row) = shipped.filter(|row| row.templated().stop().is_none()) else { return Ok(None) };
    let Some(words) = words_of(row, language).and_then(|words| Wording::parse(words).ok()) else {
        return Ok(None);
    };
    let filled = words.fill(&values(desk, tx, thread, language)?, language);
    Ok(filled.open.is_empty().then_some((row.template, filled.text)))
}

/// Whom blanks are filled for.
pub(crate) struct Whom {
    /// The conversation; nil where there is none yet.
    pub(crate) thread: ThreadId,
    /// The practice's number it is on.
    pub(crate) line: LineId,
    /// The office whose number that is.
    pub(crate) location: Option<LocationId>,
    /// The patient's number.
    pub(crate) number: PhoneNumber,
    /// The patient, if that is known.
    pub(crate) patient: Option<PatientRow>,
}

/// What is known to stand in blanks for a thread.
pub(crate) fn values(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    language: Language,
) -> Result<Values, StoreError> {
    let whom = Whom {
        thread: thread.id,
        line: thread.line,
        location: thread.location,
        number: thread.far_number.clone(),
        patient: reading::thread_patient(tx, thread)?,
    };
    values_for(desk, tx, &whom, language)
}

/// The same for somebody who may have no thread yet.
pub(crate) fn values_for(
    desk: &Desk,
    tx: &ReadTx<'_>,
    whom: &Whom,
    language: Language,
) -> Result<Values, StoreError> {
    let facts = facts(tx)?;
    let link = texts::address(desk, tx, SafeKind::Link, whom.line, language)?;
    let phone = lines::get(tx, whom.line)?.number.pretty();
    // Several people on one phone: nobody knows who will read it, so nobody is called by name.
    let alone = patients::find_by_number(tx, &whom.number)?.len() <= 1;
    let called = whom.patient.as_ref().filter(|_| alone).map(|patient| {
        let called = patient.goes_by.as_ref().filter(|name| !name.is_blank()).unwrap_or(&patient.full_name);
        present::first_name(called.reveal())
    });
    let hours = Hours::read(tx)?.of(whom.location).in_words(language);
    Ok(Values::default()
        .with(Blank::Hours, hours.as_deref())
        .with(Blank::FirstName, called.as_deref())
        .with(Blank::Practice, Some(&desk.practice().signs()))
        .with(Blank::Phone, Some(&phone))
        .with(Blank::Location, Some(facts.location(whom.location)))
        .with(Blank::Link, link.as_ref().map(|address| address.as_str()))
        .with(Blank::BookingLink, Some(facts.booking_link(whom.location)))
        .with(Blank::FormsLink, Some(&facts.forms_link))
        .with(Blank::Insurance, Some(&facts.insurance)))
}

/// A template as the picker offers it.
pub(crate) struct Offered {
    pub(crate) id: TemplateId,
    pub(crate) name: String,
    pub(crate) level: TemplateLevel,
    /// The words, filled as far as they are known; `None` where the language is missing.
    pub(crate) filled: Option<template::Filled>,
    /// Why it can't be taken.
    pub(crate) stop: Option<Refusal>,
}

/// The templates that `typed` may mean, the best first: those whose name begins with it, then those that have it
/// anywhere. What can't be taken comes last, and is shown so that nobody looks for it.
pub(crate) fn offered(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    typed: &str,
    language: Language,
) -> Result<Vec<Offered>, StoreError> {
    let values = values(desk, tx, thread, language)?;
    let wanted: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found = Vec::new();
    for template in Template::all(tx)? {
        let row = match template.in_use() {
            Some(row) => row,
            None => template.newest()?,
        };
        if row.state == TemplateState::Retired {
            continue;
        }
        let Some(rank) = rank(row, &wanted) else { continue };
        let stop = row.templated().stop();
        let words = words_of(row, language).and_then(|words| Wording::parse(words).ok());
        let offered = Offered {
            id: row.template,
            name: row.name.clone(),
            level: row.level,
            filled: words.map(|words| words.fill(&values, language)),
            stop,
        };
        found.push(((stop.is_some(), rank), offered));
    }
    found.sort_by_key(|(order, _)| *order);
    found.truncate(PICKER_ROWS);
    Ok(found.into_iter().map(|(_, offered)| offered).collect())
}

/// How well a template fits: 0 by the beginning of its name, 1 by a word of it, 2 by its words; `None` not at all.
fn rank(row: &VersionRow, wanted: &[String]) -> Option<u8> {
    let name = row.name.to_lowercase();
    let said = [&row.en, &row.es].into_iter().flatten().map(|words| words.to_lowercase());
    let begins = |within: &str, word: &String| {
        within.split(|c: char| !c.is_alphanumeric()).any(|one| one.starts_with(word.as_str()))
    };
    if name.starts_with(&wanted.join(" ")) {
        return Some(0);
    }
    if wanted.iter().all(|word| begins(&name, word)) {
        return Some(1);
    }
    let all = said.fold(name, |all, words| format!("{all} {words}"));
    wanted.iter().all(|word| begins(&all, word)).then_some(2)
}

/// What taking a template into a draft gave.
pub(crate) enum Taken {
    /// The draft now, and where the words that came in end, in characters.
    Words { text: String, end: usize },
    /// Nothing was changed.
    Refused(Refusal),
    /// The draft would be longer than a text.
    TooLong,
}

/// Puts a template's words between what stands before and after it in somebody's draft.
pub(crate) fn take(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: ThreadId,
    template: TemplateId,
    language: Language,
    (before, after): (&str, &str),
    now: Timestamp,
) -> Result<Taken, StoreError> {
    let thread = desk.answers(tx, thread)?;
    let all = Template::get(tx, template)?;
    let row = match all.in_use() {
        Some(row) => row,
        None => all.newest()?,
    };
    if let Some(stop) = row.templated().stop() {
        return Ok(Taken::Refused(stop));
    }
    let Some(words) = words_of(row, language).and_then(|words| Wording::parse(words).ok()) else {
        return Ok(Taken::Refused(Refusal::TemplateHalfTranslated));
    };
    let filled = words.fill(&values(desk, tx, &thread, language)?, language).text;
    let apart = |left: &str, right: &str| {
        let touch = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        if touch(left.chars().next_back()) && touch(right.chars().next()) { " " } else { "" }
    };
    let head = format!("{before}{}{filled}", apart(before, &filled));
    let text = format!("{head}{}{after}", apart(&head, after));
    if text.chars().count() > MAX_TEXT_CHARS {
        return Ok(Taken::TooLong);
    }
    let (user, body) = (desk.user.id, Private::new(text.clone()));
    let draft = DraftRow { thread: thread.id, user, kind: DraftKind::Text, body, updated_at: now };
    drafts::save(tx, &draft)?;
    templates::took(tx, thread.id, user, row.seq)?;
    Ok(Taken::Words { text, end: head.chars().count() })
}

/// What stops a wording from being submitted as it is declared: the least it may be declared at.
pub(crate) fn told(office: &Office, en: Option<&Wording>, es: Option<&Wording>) -> TemplateLevel {
    let side = |words: Option<&Wording>, language| {
        words.map(|words| template::level_told(words, language, &office.screener))
    };
    side(en, Language::En).max(side(es, Language::Es)).unwrap_or(TemplateLevel::OfficeFacts)
}

/// The words of a wording in one language.
pub(crate) fn words_of(row: &VersionRow, language: Language) -> Option<&str> {
    match language {
        Language::En => row.en.as_deref(),
        Language::Es => row.es.as_deref(),
    }
}

/// What a wording costs with its blanks filled as they might be.
pub(crate) fn costs(words: &Wording, language: Language) -> Segments {
    Segments::of(&words.fill(&Values::trial(language), language).text)
}

/// A wording in stretches, blanks by their name.
pub(crate) fn pieces(words: &Wording, language: Language) -> Vec<(String, bool)> {
    words
        .pieces()
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => (words.clone(), false),
            Piece::Blank(blank) => (blank.name(language).to_owned(), true),
        })
        .collect()
}

/// A filled text in stretches: what is left of blanks by its name.
pub(crate) fn filled_pieces(filled: &template::Filled, language: Language) -> Vec<(String, bool)> {
    let (mut pieces, mut at) = (Vec::new(), 0_usize);
    let stretch = |from: usize, to: usize| -> String {
        filled.text.chars().skip(from).take(to.saturating_sub(from)).collect()
    };
    for open in &filled.open {
        if open.start > at {
            pieces.push((stretch(at, open.start), false));
        }
        pieces.push((open.blank.name(language).to_owned(), true));
        at = open.end;
    }
    let rest = stretch(at, filled.text.chars().count());
    if !rest.is_empty() {
        pieces.push((rest, false));
    }
    pieces
}
