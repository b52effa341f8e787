//! The register of cases as a file for a spreadsheet, with the counts of each year, so that a clinic proves its own number,
//! also where it is zero. It names nobody: a case is its number.

use chrono::NaiveDate;
use foyer_domain::Timestamp;

use crate::{
    report::files::{NoFile, harmless},
    wire::{CaseProblem, CaseRegister, CaseRow, CaseStateKind, CaseYear, DecisionKind},
    zone::day_of,
};

const COLUMNS: [&str; 14] = [
    "part",
    "case or year",
    "what",
    "reported",
    "state",
    "decided",
    "people",
    "next day to tell",
    "cases",
    "not decided",
    "no breach",
    "under 500 people",
    "500 people or more",
    "yearly list to HHS by",
];

/// The file, as of `today` by the practice's clock.
///
/// # Errors
/// It could not be written down.
pub(crate) fn bytes(
    register: &CaseRegister,
    practice: &str,
    zone: chrono_tz::Tz,
    today: NaiveDate,
) -> Result<Vec<u8>, NoFile> {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    let mut row =
        |cells: [String; 14]| sheet.write_record(cells.map(|cell| harmless(&cell))).map_err(|_| NoFile::Rows);
    row(COLUMNS.map(str::to_owned))?;
    let mut head: [String; 14] = Default::default();
    let [part, name, made, ..] = &mut head;
    (*part, *name, *made) = ("practice".to_owned(), practice.to_owned(), today.to_string());
    row(head)?;
    register.years.iter().try_for_each(|year| row(of_year(year)))?;
    register.rows.iter().try_for_each(|case| row(of_case(case, zone)))?;
    sheet.into_inner().map_err(|_| NoFile::Rows)
}

fn of_year(year: &CaseYear) -> [String; 14] {
    let nothing = String::new;
    let breaches = |cases: u32, people: u32| format!("{cases} with {people}");
    [
        "year".to_owned(),
        year.year.to_string(),
        nothing(),
        nothing(),
        nothing(),
        nothing(),
        year.under_people.saturating_add(year.over_people).to_string(),
        nothing(),
        year.cases.to_string(),
        year.open.to_string(),
        year.none.to_string(),
        breaches(year.under, year.under_people),
        breaches(year.over, year.over_people),
        year.list_due_on.clone().unwrap_or_default(),
    ]
}

fn of_case(case: &CaseRow, zone: chrono_tz::Tz) -> [String; 14] {
    let nothing = String::new;
    [
        "case".to_owned(),
        case.number.clone(),
        problem(case.kind).to_owned(),
        day_of(Timestamp::from_millis(case.reported_at), zone).to_string(),
        state(case.state).to_owned(),
        case.decision.map(decision).unwrap_or_default().to_owned(),
        case.people.to_string(),
        case.next_due_on.clone().unwrap_or_default(),
        nothing(),
        nothing(),
        nothing(),
        nothing(),
        nothing(),
        nothing(),
    ]
}

const fn problem(kind: CaseProblem) -> &'static str {
    match kind {
        CaseProblem::WrongPerson => "wrong person",
        CaseProblem::TooMuch => "too much said",
        CaseProblem::WrongNumber => "wrong number",
        CaseProblem::LostDevice => "lost phone or computer",
    }
}

const fn state(state: CaseStateKind) -> &'static str {
    match state {
        CaseStateKind::Draft => "being assessed",
        CaseStateKind::Assessed => "decided",
        CaseStateKind::SignedOff => "signed off",
    }
}

const fn decision(decision: DecisionKind) -> &'static str {
    match decision {
        DecisionKind::Tell => "tell the patient",
        DecisionKind::LowRisk => "low risk",
        DecisionKind::NotABreach => "no breach by the rule",
    }
}
