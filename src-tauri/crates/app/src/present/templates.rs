//! Templates as the window shows them: the page, each with where it stands and when it is to be read again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foyer_domain::{Capability, Language, TemplateId, Timestamp, UserId};
use foyer_policy::template::{Blank, Due, ReadAgain, TemplateLevel, TemplateState, Wording};
use foyer_store::{
    ReadTx, StoreError, locations,
    templates::{self, VersionRow},
};

use super::segments_info;
use crate::{
    desk::Desk,
    drifting,
    reading::Staff,
    templating::{self, Template},
    wire::*,
    zone::day_of,
};

/// The whole page, as this person sees it.
pub(crate) fn page(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<TemplatePage, StoreError> {
    let (staff, role) = (Staff::read(tx)?, desk.user.role);
    let about = About {
        desk,
        staff,
        kept: templates::kept(tx)?,
        more: drifting::sent_as_more(tx)?,
        today: day(desk, now),
    };
    let all = Template::all(tx)?;
    let infos = all.iter().map(|template| info(&about, template)).collect::<Result<_, _>>()?;
    let facts = templating::facts(tx)?;
    let open: Vec<_> =
        locations::list(tx)?.into_iter().filter(|office| office.retired_at.is_none()).collect();
    // One office is the practice.
    let several = if open.len() > 1 { open } else { Vec::new() };
    let offices = several
        .into_iter()
        .map(|office| {
            let own = facts.offices.get(&office.id).cloned().unwrap_or_default();
            OfficeFact {
                office: office.id.to_string(),
                name: office.name,
                location: own.location,
                booking_link: own.booking_link,
            }
        })
        .collect();
    Ok(TemplatePage {
        templates: infos,
        may_write: role.may(Capability::Answer),
        may_approve: role.may(Capability::ApproveTemplates),
        facts: PracticeFacts {
            location: facts.location,
            booking_link: facts.booking_link,
            forms_link: facts.forms_link,
            insurance: facts.insurance,
            offices,
        },
        may_configure: role.may(Capability::Configure),
        blanks: Blank::ALL
            .into_iter()
            .map(|blank| BlankName {
                en: blank.name(Language::En).to_owned(),
                es: blank.name(Language::Es).to_owned(),
            })
            .collect(),
    })
}

/// What is read once for the whole page.
struct About<'a> {
    desk: &'a Desk,
    staff: Staff,
    /// Who read which wording again last.
    kept: BTreeMap<i64, (UserId, Timestamp)>,
    /// Templates whose texts told more than declared.
    more: BTreeSet<TemplateId>,
    today: NaiveDate,
}

impl About<'_> {
    /// When the wording in use was read last: again, or when it was approved, or when it came with Foyer.
    fn read_on(&self, row: &VersionRow) -> NaiveDate {
        let approved = row.decided.map_or(row.written_at, |(_, at)| at);
        day(self.desk, self.kept.get(&row.seq).map_or(approved, |(_, at)| *at))
    }
}

fn day(desk: &Desk, at: Timestamp) -> NaiveDate {
    day_of(at, desk.practice().zone())
}

fn info(about: &About<'_>, template: &Template) -> Result<TemplateInfo, StoreError> {
    let (row, staff, me) = (template.newest()?, &about.staff, &about.desk.user);
    let in_use = template.in_use();
    let again = in_use.map(|row| ReadAgain::of(about.read_on(row), about.today));
    let look = in_use
        .zip(again)
        .and_then(|(row, again)| drifting::look_again(about.desk, template, row, again.due, &about.more));
    let kept = in_use.and_then(|row| about.kept.get(&row.seq));
    let mine = row.writers().contains(&me.id);
    let may_keep = row.state == TemplateState::Approved
        && me.role.may(Capability::ApproveTemplates)
        && !mine
        && about.read_on(row) < about.today;
    let read = |language| templating::words_of(row, language).and_then(|typed| Wording::parse(typed).ok());
    Ok(TemplateInfo {
        id: row.template.to_string(),
        name: row.name.clone(),
        level: level_kind(row.level),
        state: state_kind(row),
        version: row.number,
        in_use: in_use.map(|row| row.number),
        en: read(Language::En).map(|wording| words(&wording, Language::En)),
        es: read(Language::Es).map(|wording| words(&wording, Language::Es)),
        written_by: row.written_by.map(|by| staff.name(by)),
        spanish_by: row.es_by.filter(|by| Some(*by) != row.written_by).map(|by| staff.name(by)),
        written_at: row.written_at.millis(),
        decided_by: row.decided.map(|(by, _)| staff.name(by)),
        decided_at: row.decided.map(|(_, at)| at.millis()),
        mine,
        read_by: again.map(|again| again.by.to_string()),
        due: again.map(|again| due_kind(again.due)),
        look,
        kept_by: kept.map(|(by, _)| staff.name(*by)),
        kept_at: kept.map(|(_, at)| at.millis()),
        may_keep,
        versions: template.versions().iter().rev().map(|row| version_info(staff, row)).collect(),
    })
}

fn version_info(staff: &Staff, row: &VersionRow) -> TemplateVersionInfo {
    let said = |language| {
        let wording = templating::words_of(row, language).and_then(|typed| Wording::parse(typed).ok());
        wording.map(|wording| pieces(templating::pieces(&wording, language)))
    };
    TemplateVersionInfo {
        number: row.number,
        state: state_kind(row),
        by: row.written_by.map(|by| staff.name(by)),
        at: row.written_at.millis(),
        decided_by: row.decided.map(|(by, _)| staff.name(by)),
        decided_at: row.decided.map(|(_, at)| at.millis()),
        en: said(Language::En),
        es: said(Language::Es),
    }
}

/// The words of one language.
pub(crate) fn words(wording: &Wording, language: Language) -> TemplateWords {
    TemplateWords {
        typed: wording.typed(language),
        pieces: pieces(templating::pieces(wording, language)),
        segments: segments_info(templating::costs(wording, language)),
    }
}

/// Stretches, blanks by their name.
pub(crate) fn pieces(stretches: Vec<(String, bool)>) -> Vec<TemplatePiece> {
    stretches.into_iter().map(|(text, blank)| TemplatePiece { text, blank }).collect()
}

fn state_kind(row: &VersionRow) -> TemplateStateKind {
    match (row.state, row.en.is_some(), row.es.is_some()) {
        (TemplateState::Retired, ..) => TemplateStateKind::Retired,
        (_, true, false) => TemplateStateKind::NoSpanish,
        (_, false, _) => TemplateStateKind::NoEnglish,
        (TemplateState::Draft, ..) => TemplateStateKind::Draft,
        (TemplateState::InReview, ..) => TemplateStateKind::ToApprove,
        (TemplateState::Approved, ..) => TemplateStateKind::InUse,
    }
}

/// What a template tells.
pub(crate) const fn level_kind(level: TemplateLevel) -> TemplateLevelKind {
    match level {
        TemplateLevel::OfficeFacts => TemplateLevelKind::OfficeFacts,
        TemplateLevel::VisitDetails => TemplateLevelKind::VisitDetails,
        TemplateLevel::Clinical => TemplateLevelKind::Clinical,
        TemplateLevel::Protected => TemplateLevelKind::Protected,
    }
}

const fn due_kind(due: Due) -> TemplateDueKind {
    match due {
        Due::Later => TemplateDueKind::Later,
        Due::ThisMonth => TemplateDueKind::ThisMonth,
        Due::Late => TemplateDueKind::Late,
    }
}
