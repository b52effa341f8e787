//! Cases as the window shows them.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use foyer_audit::Hash;
use foyer_domain::{Actor, Author, IncidentId, Timestamp};
use foyer_policy::{
    State,
    breach::{
        BreachBook, BreachPlace, Case, CaseEntry, CaseFact, CaseKind, CaseState, Clock, Decision, DueRule,
        Factor, Presumed, Risk, Scope, Whom,
    },
};
use foyer_store::{
    ReadTx, StoreError, holds,
    incidents::{self, IncidentRow},
    messages::Sender,
    sight::Seen,
    threads,
};

use super::{Opened, days_between, number};
use crate::{
    desk::Desk,
    hiding::Eyes,
    present,
    reading::{self, Staff},
    wire::{
        AffectedPeople, CaseAct, CaseClock, CaseDetail, CaseLine, CaseProblem, CaseRegister, CaseRow,
        CaseStateKind, CaseText, CaseYear, ClockRule, DecisionKind, DisclosedKind, EvidenceInfo, FactorInfo,
        FactorKind, RiskKind, ScopeInfo, ThreadCase, ToldKind,
    },
    zone::day_of,
};

/// Fewer people than this are told of to HHS with the yearly list (45 CFR 164.408(c)).
const LIST_UNDER: u32 = 500;

/// Every case, with the counts of each year.
pub(crate) fn register(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<CaseRegister, StoreError> {
    let eyes = Eyes::read(desk, tx)?;
    let zone = desk.practice().zone();
    let today = day_of(now, zone);
    let (mut rows, mut years) = (Vec::new(), BTreeMap::<i32, CaseYear>::new());
    for row in incidents::all(tx)? {
        let case = Case::of(&incidents::entries(tx, row.id)?);
        let scope = scope_of(&case, &row);
        let thread = threads::get(tx, row.thread)?;
        let hidden = eyes.hides(&thread).is_some();
        let known = day_of(scope.known_at, zone);
        let next = runs(&case)
            .then(|| clocks(&scope, known).into_iter().filter_map(|clock| clock.due).min())
            .flatten();
        count(years.entry(known.year()).or_insert_with(|| empty(known.year())), &case, &scope);
        rows.push(CaseRow {
            id: row.id.to_string(),
            number: number(row.year, row.ordinal),
            kind: kind(row.kind),
            state: state(case.state),
            decision: case.decision.map(decision),
            name: if hidden {
                String::new()
            } else {
                reading::shown_name(thread.patient_name.as_ref(), &thread.far_number)
            },
            hidden,
            reported_at: row.reported_at.millis(),
            people: scope.people(),
            next_due_on: next.map(|day| day.to_string()),
            days_left: next.map(|day| days_between(today, day)),
        });
    }
    // Also where there is none: that is a number too.
    years.entry(today.year()).or_insert_with(|| empty(today.year()));
    Ok(CaseRegister { rows, years: years.into_values().rev().collect() })
}

/// How many cases nobody has signed off.
pub(crate) fn open(tx: &ReadTx<'_>) -> Result<u32, StoreError> {
    let mut open = 0_u32;
    for row in incidents::all(tx)? {
        if Case::of(&incidents::entries(tx, row.id)?).state != CaseState::SignedOff {
            open = open.saturating_add(1);
        }
    }
    Ok(open)
}

/// What was reported about a thread, for whoever reads it.
pub(crate) fn of_thread(tx: &ReadTx<'_>, thread: &Seen) -> Result<Vec<ThreadCase>, StoreError> {
    incidents::of_thread(tx, thread.id)?
        .into_iter()
        .map(|row| {
            let case = Case::of(&incidents::entries(tx, row.id)?);
            Ok(ThreadCase {
                id: row.id.to_string(),
                number: number(row.year, row.ordinal),
                kind: kind(row.kind),
                state: state(case.state),
                reported_at: row.reported_at.millis(),
            })
        })
        .collect()
}

fn empty(year: i32) -> CaseYear {
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
    let list = BreachBook::shipped().clocks(last, 1, &BTreeMap::new(), false);
    let list = list.iter().find(|clock| clock.row.whom == Whom::Regulator).and_then(|clock| clock.due);
    CaseYear {
        year,
        cases: 0,
        open: 0,
        none: 0,
        under: 0,
        under_people: 0,
        list_due_on: list.map(|day| day.to_string()),
        over: 0,
        over_people: 0,
    }
}

fn count(year: &mut CaseYear, case: &Case, scope: &Scope) {
    let add = |count: &mut u32, more: u32| *count = count.saturating_add(more);
    add(&mut year.cases, 1);
    match case.decision {
        None => add(&mut year.open, 1),
        Some(Decision::LowRisk | Decision::NotABreach) => add(&mut year.none, 1),
        Some(Decision::Tell) if scope.people() < LIST_UNDER => {
            add(&mut year.under, 1);
            add(&mut year.under_people, scope.people());
        }
        Some(Decision::Tell) => {
            add(&mut year.over, 1);
            add(&mut year.over_people, scope.people());
        }
    }
}

/// So long documents about a breach are kept (45 CFR 164.414(b), 164.530(j)(2)): what the form begins with.
const KEPT_YEARS: i32 = 6;

/// The same day so many years later; the 29th of February is the 28th in most years.
fn years_after(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year().saturating_add(years);
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28)).unwrap_or(day)
}

/// A case, opened.
pub(crate) fn detail(
    desk: &Desk,
    tx: &ReadTx<'_>,
    id: IncidentId,
    now: Timestamp,
) -> Result<CaseDetail, StoreError> {
    let open = Opened::read(desk, tx, id)?;
    let staff = Staff::read(tx)?;
    let (zone, scope) = (desk.practice().zone(), open.scope());
    let (today, known) = (day_of(now, zone), day_of(scope.known_at, zone));
    let shown = |clock: Clock| shown(clock, known, today);
    let due = if runs(&open.case) { clocks(&scope, known) } else { Vec::new() };
    Ok(CaseDetail {
        id: id.to_string(),
        number: open.number(),
        kind: kind(open.row.kind),
        state: state(open.case.state),
        decision: open.case.decision.map(decision),
        reported_at: open.row.reported_at.millis(),
        reported_by: staff.name(open.row.reported_by),
        thread: open.thread.id.to_string(),
        name: super::number::name(tx, &open)?,
        of_number: super::number::info(tx, &open)?,
        phone: open.thread.far_number.pretty(),
        text: text(desk, tx, &staff, &open)?,
        evidence: evidence(tx, &open)?,
        disclosed: open
            .disclosed()
            .iter()
            .map(|one| DisclosedKind { kind: one.kind.clone(), clinical: one.clinical })
            .collect(),
        factors: Factor::ALL.map(|factor| answered(&open.case, factor)).into(),
        may_be_low: open.case.presumed() == Presumed::MayBeLow,
        stopped_at: holds::since(tx, &open.thread.far_number)?.map(Timestamp::millis),
        stops: open.case.stopped,
        keeps_until_at: open.case.keeps_until.map(Timestamp::millis),
        keeps: open.case.keeps_until.is_none_or(|until| until > now),
        keep_on: years_after(today, KEPT_YEARS).to_string(),
        unknown_states: if due.is_empty() {
            Vec::new()
        } else {
            let unknown = BreachBook::shipped().without_rows(&scope.residents());
            unknown.iter().map(|state| state.as_str().to_owned()).collect()
        },
        clocks: due.into_iter().map(shown).collect(),
        log: open.entries.iter().rev().map(|entry| line(&staff, entry)).collect(),
        may_sign_off: open.sender() != Some(desk.user.id),
        states: State::all().map(|state| state.as_str().to_owned()).collect(),
        scope: ScopeInfo {
            known_at: scope.known_at.millis(),
            known_on: known.to_string(),
            people: scope.people(),
            affected: scope
                .affected
                .iter()
                .map(|one| AffectedPeople {
                    state: one.state.map(|state| state.as_str().to_owned()),
                    people: one.people,
                })
                .collect(),
            licensed_clinic: scope.licensed_clinic,
        },
    })
}

fn text(desk: &Desk, tx: &ReadTx<'_>, staff: &Staff, open: &Opened) -> Result<CaseText, StoreError> {
    let (text, thread) = (&open.text, &open.thread);
    let outbound = text.from != Sender::Patient;
    let findings = if outbound {
        let about = desk.screening_context(reading::names_known(tx, thread)?);
        let screening = desk.screener.screen(text.body.reveal(), text.channel, &about);
        present::findings(text.body.reveal(), &screening)
    } else {
        Vec::new()
    };
    Ok(CaseText {
        words: text.body.reveal().to_owned(),
        findings,
        outbound,
        sender: match text.from {
            Sender::Patient => reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
            Sender::Practice(Author::Staff(user)) => staff.name(user),
            Sender::Practice(Author::Foyer) => "Foyer".to_owned(),
            Sender::Practice(Author::Elsewhere) => "Another program".to_owned(),
        },
        at: text.created_at.millis(),
        delivery: if outbound { text.state.map(present::delivery_kind) } else { None },
    })
}

fn evidence(tx: &ReadTx<'_>, open: &Opened) -> Result<EvidenceInfo, StoreError> {
    let kept = incidents::evidence(tx, open.row.id)?;
    let (mut texts, mut reports, mut entries, mut between) = (0, 0, 0, None);
    for entry in &open.entries {
        if let CaseFact::Frozen { texts: t, reports: r, entries: e, between: b, .. } = &entry.fact {
            (texts, reports, entries, between) = (*t, *r, *e, *b);
        }
    }
    let place = |seq: i64| u32::try_from(seq).unwrap_or(u32::MAX);
    Ok(EvidenceInfo {
        texts,
        reports,
        entries,
        first_entry: between.map(|(first, _)| place(first)),
        last_entry: between.map(|(_, last)| place(last)),
        sha256: Hash(open.row.digest).to_string(),
        whole: Hash::of(&[&kept]).0 == open.row.digest,
    })
}

/// Clocks run until it is decided that nobody must be told.
fn runs(case: &Case) -> bool {
    match case.decision {
        None | Some(Decision::Tell) => true,
        Some(Decision::LowRisk | Decision::NotABreach) => false,
    }
}

pub(super) fn clocks(scope: &Scope, known: NaiveDate) -> Vec<Clock> {
    BreachBook::shipped().clocks(known, scope.people(), &scope.residents(), scope.licensed_clinic)
}

fn scope_of(case: &Case, row: &IncidentRow) -> Scope {
    let nobody = Scope { known_at: row.reported_at, affected: Vec::new(), licensed_clinic: false };
    case.scope.clone().unwrap_or(nobody)
}

fn shown(clock: Clock, known: NaiveDate, today: NaiveDate) -> CaseClock {
    let (place, clinic) = match clock.row.place {
        BreachPlace::Federal => (None, false),
        BreachPlace::State(state) => (Some(state), false),
        BreachPlace::Clinic(state) => (Some(state), true),
    };
    let left = clock.due.map(|due| days_between(today, due));
    let passed = clock.due.map_or(0, |due| {
        let (all, gone) = (days_between(known, due).max(1), days_between(known, today).max(0));
        u32::try_from(gone.saturating_mul(100) / all).unwrap_or(0).min(100)
    });
    CaseClock {
        state: place.map(|state| state.as_str().to_owned()),
        clinic,
        whom: match clock.row.whom {
            Whom::People => ToldKind::People,
            Whom::Regulator => ToldKind::Regulator,
            Whom::Media => ToldKind::Media,
        },
        rule: match clock.row.rule {
            DueRule::Calendar => ClockRule::Calendar,
            DueRule::Business => ClockRule::Business,
            DueRule::YearEnd => ClockRule::YearEnd,
            DueRule::AfterPeople => ClockRule::AfterPeople,
            DueRule::AfterRegulator => ClockRule::AfterRegulator,
        },
        days: clock.row.days,
        from_people: *clock.row.people.start(),
        due_on: clock.due.map(|due| due.to_string()),
        days_left: left,
        passed,
        citation: clock.row.citation,
        uncertain: clock.row.mark != "S",
    }
}

fn answered(case: &Case, factor: Factor) -> FactorInfo {
    let answer = case.answers.get(&factor);
    FactorInfo {
        factor: factor_kind(factor),
        risk: answer.map(|answer| risk(answer.risk)),
        words: answer.map(|answer| answer.words.reveal().to_owned()).unwrap_or_default(),
    }
}

fn line(staff: &Staff, entry: &CaseEntry) -> CaseLine {
    CaseLine {
        at: entry.at.millis(),
        by: match entry.by {
            Actor::User(user) => Some(staff.name(user)),
            Actor::System | Actor::Patient | Actor::Carrier => None,
        },
        what: match &entry.fact {
            CaseFact::Reported => CaseAct::Reported,
            CaseFact::Frozen { .. } => CaseAct::Frozen,
            CaseFact::SendsStopped => CaseAct::SendsStopped,
            CaseFact::SendsResumed => CaseAct::SendsResumed,
            CaseFact::ScopeSet { scope } => CaseAct::ScopeSet { people: scope.people() },
            CaseFact::Answered { factor, risk: said } => {
                CaseAct::Answered { factor: factor_kind(*factor), risk: risk(*said) }
            }
            CaseFact::Noted => CaseAct::Noted,
            CaseFact::Decided { decision: said } => CaseAct::Decided { decision: decision(*said) },
            CaseFact::SignedOff => CaseAct::SignedOff,
            CaseFact::Reopened => CaseAct::Reopened,
            CaseFact::LetterSaved { language } => {
                CaseAct::LetterSaved { language: language.as_str().to_owned() }
            }
            CaseFact::Exported => CaseAct::Exported,
            CaseFact::NumberAsked { answer } => {
                CaseAct::NumberAsked { answer: present::number_answer(*answer) }
            }
            CaseFact::NumberCorrected { .. } => CaseAct::NumberCorrected,
            CaseFact::WordsKept { until } => {
                CaseAct::WordsKept { until_at: (entry.at < *until).then_some(until.millis()) }
            }
        },
        words: entry.words.as_ref().map(|words| words.reveal().to_owned()),
    }
}

pub(super) const fn kind(kind: CaseKind) -> CaseProblem {
    match kind {
        CaseKind::WrongPerson => CaseProblem::WrongPerson,
        CaseKind::TooMuch => CaseProblem::TooMuch,
        CaseKind::WrongNumber => CaseProblem::WrongNumber,
        CaseKind::LostDevice => CaseProblem::LostDevice,
    }
}

pub(super) const fn state(state: CaseState) -> CaseStateKind {
    match state {
        CaseState::Draft => CaseStateKind::Draft,
        CaseState::Assessed => CaseStateKind::Assessed,
        CaseState::SignedOff => CaseStateKind::SignedOff,
    }
}

const fn decision(decision: Decision) -> DecisionKind {
    match decision {
        Decision::Tell => DecisionKind::Tell,
        Decision::LowRisk => DecisionKind::LowRisk,
        Decision::NotABreach => DecisionKind::NotABreach,
    }
}

const fn factor_kind(factor: Factor) -> FactorKind {
    match factor {
        Factor::Information => FactorKind::Information,
        Factor::Recipient => FactorKind::Recipient,
        Factor::Seen => FactorKind::Seen,
        Factor::MadeGood => FactorKind::MadeGood,
    }
}

const fn risk(risk: Risk) -> RiskKind {
    match risk {
        Risk::Low => RiskKind::Low,
        Risk::Medium => RiskKind::Medium,
        Risk::High => RiskKind::High,
    }
}
