//! From hits to findings: levels for the channel, one finding where several hits overlap, neighbours joined, spans
//! widened to graphemes, and the fix in the draft's language.
//!
//! The screening's level is the highest of *all* hits, taken before any hit gives way to another: a longer or later
//! term can change a mark, never lower the level.

use foyer_domain::Channel;

use crate::cues::{is_relation, is_your};
use crate::finding::{Finding, Fix, Kind, Level, Screening};
use crate::hit::{Hit, sms_level};
use crate::lexicon::What;
use crate::token::{Draft, Gap, Graphemes};
use crate::words::Tongue;

/// What resolving needs besides the hits.
pub(crate) struct Scene<'a> {
    pub text: &'a str,
    pub draft: &'a Draft,
    pub channel: Channel,
    pub general: bool,
    /// The patient's first name as written on file.
    pub first_name: Option<&'a str>,
}

pub(crate) fn screening(scene: &Scene<'_>, mut hits: Vec<Hit>) -> Screening {
    let floor = if scene.general { Level::Hint } else { Level::Quiet };
    if hits.is_empty() {
        return Screening { level: floor, findings: Vec::new() };
    }
    for hit in &mut hits {
        clinic_of_condition(scene.draft, hit);
        someone_elses(scene.draft, hit);
    }
    combine(&mut hits, scene.general);
    let level = hits.iter().map(|hit| level_of(hit, scene.channel)).max().unwrap_or(floor).max(floor);
    let merged = merge(scene, hits);
    let graphemes = Graphemes::of(scene.text);
    let tongue = tongue_of(scene.draft);
    let mut findings: Vec<Finding> = Vec::with_capacity(merged.len());
    for hit in merged {
        let Some(mut finding) = finding(scene, &graphemes, tongue, hit) else { continue };
        // Two findings inside one grapheme would overlap once widened.
        if let Some(last) = findings.last_mut().filter(|last| last.span.overlaps(finding.span)) {
            last.span = last.span.join(finding.span);
            if finding.level > last.level {
                finding.span = last.span;
                *last = finding;
            }
            continue;
        }
        findings.push(finding);
    }
    Screening { level, findings }
}

/// "diabetes clinic": a clinic that says what it treats, rather than a diagnosis.
fn clinic_of_condition(draft: &Draft, hit: &mut Hit) {
    let clinic = matches!(
        draft.word(hit.to),
        "clinic" | "center" | "centre" | "centro" | "clinica" | "suite" | "wing"
    );
    let joined = draft.get(hit.to).is_some_and(|token| token.gap == Gap::Soft);
    if clinic && joined && matches!(hit.kind, Kind::Diagnosis | Kind::HintsAtCondition) {
        hit.kind = Kind::HintsAtCondition;
        hit.to = hit.to.saturating_add(1);
        return;
    }
    // "clínica de diabetes"
    let of = hit.from.checked_sub(1).is_some_and(|at| matches!(draft.word(at), "de" | "del"));
    let before = hit.from.checked_sub(2).map_or("", |at| draft.word(at));
    if of
        && matches!(before, "clinica" | "centro")
        && matches!(hit.kind, Kind::Diagnosis | Kind::HintsAtCondition)
    {
        hit.kind = Kind::HintsAtCondition;
        hit.from = hit.from.saturating_sub(2);
    }
}

/// "your son's ADHD": someone else's health is a step graver.
fn someone_elses(draft: &Draft, hit: &mut Hit) {
    let first = hit.from.saturating_sub(4);
    let theirs = (first..hit.from).any(|at| {
        is_relation(draft.word(at))
            && at.checked_sub(1).is_some_and(|before| is_your(draft.word(before)))
            && draft.same_sentence(at, hit.from)
    });
    if theirs && is_health(hit.kind) {
        hit.raised = hit.raised.saturating_add(1);
    }
}

/// Health together with who: a step graver. A full name with a birth date likewise, and one with what the text is for.
fn combine(hits: &mut [Hit], general: bool) {
    let who = hits
        .iter()
        .filter(|hit| !hit.modelled)
        .any(|hit| matches!(hit.kind, Kind::IdOrCardNumber | Kind::BirthDate | Kind::ContactDetails));
    let named = hits.iter().any(|hit| hit.kind == Kind::FullName);
    let purpose = general || hits.iter().any(|hit| is_health(hit.kind));
    for hit in hits {
        if who && is_health(hit.kind)
            || named && hit.kind == Kind::BirthDate
            || purpose && hit.kind == Kind::FullName
        {
            hit.raised = hit.raised.saturating_add(1);
        }
    }
}

pub(crate) fn level_of(hit: &Hit, channel: Channel) -> Level {
    if hit.modelled {
        return match channel {
            Channel::WhatsApp if is_health(hit.kind) => Level::Strong,
            Channel::Sms | Channel::WhatsApp => Level::Warn,
        };
    }
    let mut level = sms_level(kind_on(hit.kind, channel));
    if hit.guessed {
        level = level.softened();
    }
    if channel == Channel::WhatsApp && is_health(hit.kind) {
        level = level.raised();
        if level == Level::PortalOnly && !matches!(hit.kind, Kind::SensitiveCare(_)) {
            level = Level::Strong;
        }
    }
    (0..hit.raised).fold(level, |level, _| level.raised())
}

/// On WhatsApp what would be a caution is not: visit times only.
fn kind_on(kind: Kind, channel: Channel) -> Kind {
    match (channel, kind) {
        (Channel::WhatsApp, Kind::HintsAtCondition | Kind::Symptom | Kind::Implied) => Kind::WhatsApp,
        (Channel::Sms | Channel::WhatsApp, kind) => kind,
    }
}

fn is_health(kind: Kind) -> bool {
    match kind {
        Kind::LabResult
        | Kind::LabTest
        | Kind::MedicineAndDose
        | Kind::Medicine
        | Kind::Diagnosis
        | Kind::SensitiveCare(_)
        | Kind::ImagingOrProcedure
        | Kind::HintsAtCondition
        | Kind::Symptom
        | Kind::Implied
        | Kind::WhatsApp => true,
        Kind::PhotoOrFile
        | Kind::IdOrCardNumber
        | Kind::BirthDate
        | Kind::FullName
        | Kind::SomeoneElse
        | Kind::ContactDetails => false,
    }
}

/// Overlapping hits become the gravest of them over all their words; neighbours of one kind become one.
fn merge(scene: &Scene<'_>, mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|a, b| a.from.cmp(&b.from).then(b.to.cmp(&a.to)).then_with(|| a.rule.cmp(&b.rule)));
    let mut merged: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let Some(last) = merged.last_mut() else {
            merged.push(hit);
            continue;
        };
        let overlap = hit.from < last.to;
        let close = last.kind == hit.kind
            && hit.from <= last.to.saturating_add(1)
            && linked(scene.draft, last.to, hit.from);
        if !(overlap || close) {
            merged.push(hit);
            continue;
        }
        let (from, to) = (last.from, last.to.max(hit.to));
        if outranks(&hit, last, scene.channel) {
            *last = hit;
        }
        last.from = from;
        last.to = to;
    }
    merged
}

fn outranks(new: &Hit, held: &Hit, channel: Channel) -> bool {
    let rank = |hit: &Hit| (level_of(hit, channel), hit.kind.severity(), hit.to.saturating_sub(hit.from));
    rank(new) > rank(held)
}

/// Nothing, or one small word, between two findings of a kind.
fn linked(draft: &Draft, end: usize, next: usize) -> bool {
    let between =
        (end..next).all(|at| matches!(draft.word(at), "and" | "y" | "e" | "n" | "of" | "de" | "or" | "o"));
    between
        && (end..=next)
            .all(|at| draft.get(at).is_some_and(|t| matches!(t.gap, Gap::Soft | Gap::None | Gap::Mark(_))))
}

fn finding(scene: &Scene<'_>, graphemes: &Graphemes, tongue: Tongue, hit: Hit) -> Option<Finding> {
    let level = level_of(&hit, scene.channel);
    let kind = kind_on(hit.kind, scene.channel);
    let (fix, from) = fix(scene, tongue, kind, &hit);
    let span = graphemes.widen(scene.draft.span(from, hit.to)?);
    Some(Finding { span, kind, severity: kind.severity(), level, advice: kind.advice(), rule: hit.rule, fix })
}

/// The fix, and the first word it replaces: "your colonoscopy" goes whole, so that "your visit" can stand there.
fn fix(scene: &Scene<'_>, tongue: Tongue, kind: Kind, hit: &Hit) -> (Fix, usize) {
    let draft = scene.draft;
    let with_article = || {
        let before = hit.from.checked_sub(1).filter(|at| {
            draft.get(hit.from).is_some_and(|token| token.gap == Gap::Soft)
                && (is_your(draft.word(*at))
                    || matches!(draft.word(*at), "the" | "a" | "an" | "la" | "el" | "una" | "un"))
        });
        before.unwrap_or(hit.from)
    };
    match kind {
        // Words that tell only together can't be taken out one by one.
        Kind::WhatsApp | Kind::PhotoOrFile | Kind::Implied => (Fix::MoveToPortal, hit.from),
        Kind::ImagingOrProcedure if hit.what != Some(What::Device) => {
            (Fix::ReplaceWith(tongue.your_visit().to_owned()), with_article())
        }
        Kind::Symptom => (Fix::ReplaceWith(tongue.your_question().to_owned()), with_article()),
        Kind::HintsAtCondition => {
            let clinic = (hit.from..hit.to)
                .any(|at| matches!(draft.word(at), "clinic" | "center" | "clinica" | "centro"));
            let fix = if clinic { Fix::ReplaceWith(tongue.our_clinic().to_owned()) } else { Fix::Remove };
            (fix, hit.from)
        }
        Kind::FullName => match scene.first_name {
            Some(first) => (Fix::ReplaceWith(first.to_owned()), hit.from),
            None => (Fix::Remove, hit.from),
        },
        Kind::SomeoneElse => {
            // The first two words: "your daughter".
            let relation = draft.span(hit.from, hit.from.saturating_add(2)).map(|span| {
                let skip = usize::try_from(span.start).unwrap_or(0);
                let count = usize::try_from(span.end.saturating_sub(span.start)).unwrap_or(0);
                scene.text.chars().skip(skip).take(count).collect::<String>()
            });
            (relation.map_or(Fix::Remove, Fix::ReplaceWith), hit.from)
        }
        Kind::LabResult
        | Kind::LabTest
        | Kind::MedicineAndDose
        | Kind::Medicine
        | Kind::Diagnosis
        | Kind::SensitiveCare(_)
        | Kind::ImagingOrProcedure
        | Kind::IdOrCardNumber
        | Kind::BirthDate
        | Kind::ContactDetails => (Fix::Remove, hit.from),
    }
}

/// Whichever language has more of its small words in the draft.
fn tongue_of(draft: &Draft) -> Tongue {
    let mut balance = 0_i32;
    for at in 0..draft.tokens.len() {
        match draft.word(at) {
            "su" | "sus" | "el" | "la" | "los" | "las" | "de" | "del" | "que" | "en" | "por" | "para"
            | "con" | "es" | "le" | "una" | "un" | "se" | "ya" | "cita" => {
                balance = balance.saturating_add(1)
            }
            "your" | "the" | "is" | "to" | "for" | "at" | "of" | "and" | "you" | "on" | "are" | "with"
            | "we" | "our" | "it" | "be" | "was" => balance = balance.saturating_sub(1),
            _ => {}
        }
    }
    if balance > 0 { Tongue::Spanish } else { Tongue::English }
}
