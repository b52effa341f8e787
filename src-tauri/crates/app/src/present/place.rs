//! Where a patient lives and the hours there, in the window's words.

use foyer_domain::Timestamp;
use foyer_policy::{HoursRow, HoursSay, Place, PlaceSource, Quiet, Standing, Subject, Subjects};

use crate::wire::{PlaceInfo, PlaceSourceKind, QuietInfo, RuleInfo, SubjectKind};

/// Where a patient lives, and what holds there at `at`.
pub(crate) fn place_info(place: &Place, standing: &Standing, at: Timestamp) -> PlaceInfo {
    let hours = standing.rules().hours;
    PlaceInfo {
        state: place.state.map(|state| state.as_str().to_owned()),
        source: place_source(place.source),
        zones: place.zones.iter().map(|zone| zone.name().to_owned()).collect(),
        rules_version: hours.version_at(at).to_owned(),
        rules: hours
            .at(at)
            .into_iter()
            .flat_map(|pack| pack.rules_for(place))
            .map(rule)
            .chain(standing.rules().own_hours.map(|own| rule(&own.row())))
            .collect(),
        quiet: match standing.rules().hours_say(place, at) {
            HoursSay::Open => None,
            HoursSay::Quiet(quiet) => Some(quiet_info(&quiet, standing.may_answer(at))),
        },
    }
}

/// Quiet hours; `live`: the patient is writing now, and what answers them goes.
pub(crate) fn quiet_info(quiet: &Quiet, live: bool) -> QuietInfo {
    QuietInfo {
        until_at: quiet.until.millis(),
        minute_there: u32::from(quiet.minute_there),
        rule: rule(&quiet.rule),
        only_said: live,
    }
}

fn rule(row: &HoursRow) -> RuleInfo {
    RuleInfo {
        state: row.state.map(|state| state.as_str().to_owned()),
        citation: row.citation.clone(),
        uncertain: row.mark != "S",
    }
}

/// How a state is known.
pub(crate) const fn place_source(source: PlaceSource) -> PlaceSourceKind {
    match source {
        PlaceSource::Record => PlaceSourceKind::Record,
        PlaceSource::Said => PlaceSourceKind::Said,
        PlaceSource::AreaCode => PlaceSourceKind::AreaCode,
        PlaceSource::Unknown => PlaceSourceKind::Unknown,
    }
}

/// A subject in the window's words.
pub(crate) const fn subject(subject: Subject) -> SubjectKind {
    match subject {
        Subject::Logistics => SubjectKind::Logistics,
        Subject::Clinical => SubjectKind::Clinical,
        Subject::Billing => SubjectKind::Billing,
        Subject::Marketing => SubjectKind::Marketing,
    }
}

/// And back.
pub(crate) const fn subject_of(kind: SubjectKind) -> Subject {
    match kind {
        SubjectKind::Logistics => Subject::Logistics,
        SubjectKind::Clinical => Subject::Clinical,
        SubjectKind::Billing => Subject::Billing,
        SubjectKind::Marketing => Subject::Marketing,
    }
}

/// A set of them.
pub(crate) fn subjects(set: Subjects) -> Vec<SubjectKind> {
    set.iter().map(subject).collect()
}
