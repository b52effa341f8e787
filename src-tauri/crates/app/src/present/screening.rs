//! Findings for the window: spans in the units its strings count in, categories in the product's words.

use foyer_domain::Segments;
use foyer_phi::{Fix, Screening, Verdict};
use foyer_policy::template::OpenBlank;

use crate::wire::{BlankSpan, FindingInfo, SegmentsInfo, VerdictKind};

/// The counter.
pub(crate) fn segments_info(segments: Segments) -> SegmentsInfo {
    SegmentsInfo {
        units: small(segments.units),
        capacity: small(segments.capacity),
        count: small(segments.count),
        unicode: matches!(segments.encoding, foyer_domain::Encoding::Ucs2),
    }
}

/// A verdict in the window's words.
pub(crate) const fn verdict_kind(verdict: Verdict) -> VerdictKind {
    match verdict {
        Verdict::Clean => VerdictKind::Clean,
        Verdict::Caution => VerdictKind::Caution,
        Verdict::PortalOnly => VerdictKind::PortalOnly,
    }
}

/// The findings of `draft`, portal-only first, spans counted in UTF-16 units as the window's strings are.
pub(crate) fn findings(draft: &str, screening: &Screening) -> Vec<FindingInfo> {
    let units = Utf16Offsets::of(draft);
    let mut infos: Vec<FindingInfo> = screening
        .findings
        .iter()
        .map(|finding| {
            let (fix_label, fix_text) = match &finding.fix {
                Fix::Remove => (Some("Remove these words".to_owned()), Some(String::new())),
                Fix::ReplaceWith(words) => (Some(format!("Use “{words}”")), Some(words.clone())),
                Fix::MoveToPortal => (None, None),
            };
            FindingInfo {
                start: units.at(index(finding.span.start)),
                end: units.at(index(finding.span.end)),
                category: finding.kind.title().to_owned(),
                severity: verdict_kind(finding.verdict()),
                reason: finding.kind.reason().to_owned(),
                rule: finding.rule.as_str().to_owned(),
                fix_label,
                fix_text,
            }
        })
        .collect();
    infos.sort_by_key(|info| (!matches!(info.severity, VerdictKind::PortalOnly), info.start));
    infos
}

/// Names of others who share the phone: the text does not leave with them.
pub(crate) fn names_another(draft: &str, named: &[(usize, usize)]) -> Vec<FindingInfo> {
    let units = Utf16Offsets::of(draft);
    let finding = |(start, end): &(usize, usize)| FindingInfo {
        start: units.at(*start),
        end: units.at(*end),
        category: "Somebody else on this phone".to_owned(),
        severity: VerdictKind::Caution,
        reason: "Others at home may read this text. It can't name them.".to_owned(),
        rule: "household.name".to_owned(),
        fix_label: Some("Remove the name".to_owned()),
        fix_text: Some(String::new()),
    };
    named.iter().map(finding).collect()
}

/// Where blanks are left in `draft`, in the units of the window's strings.
pub(crate) fn blank_spans(draft: &str, open: &[OpenBlank]) -> Vec<BlankSpan> {
    let units = Utf16Offsets::of(draft);
    open.iter().map(|one| BlankSpan { start: units.at(one.start), end: units.at(one.end) }).collect()
}

/// A place in `text`, counted in characters, in the units of the window's strings.
pub(crate) fn utf16_at(text: &str, at: usize) -> u32 {
    Utf16Offsets::of(text).at(at)
}

/// From Unicode scalar offsets to UTF-16 offsets of one text.
pub(crate) struct Utf16Offsets(Vec<u32>);

impl Utf16Offsets {
    /// Counts `text` once.
    pub(crate) fn of(text: &str) -> Self {
        let mut at = 0_usize;
        let mut offsets = vec![0];
        for character in text.chars() {
            at += character.len_utf16();
            offsets.push(small(at));
        }
        Self(offsets)
    }

    /// Offsets past the end are the end: a span can never point outside the text.
    pub(crate) fn at(&self, scalar: usize) -> u32 {
        self.0.get(scalar).or_else(|| self.0.last()).copied().unwrap_or(0)
    }
}

fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
