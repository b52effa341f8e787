//! What is printed: precision, recall, false alarms on plain messages and traps, recall by severity, language and
//! tag, marked words touched. A message counts as found when a plain SMS would warn (level 2 and up).

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use foyer_phi::{Level, Screening, Severity};

use crate::corpus::Message;

/// Counts over labelled messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Found, of those that tell.
    pub found: Share,
    /// Flagged although fine, of the plain ones.
    pub plain_alarms: Share,
    /// Flagged although fine, of the traps.
    pub trap_alarms: Share,
    /// Recall by severity, language and tag; alarms by language.
    pub groups: BTreeMap<String, Share>,
    /// Marked stretches that a finding touches.
    pub touched: Share,
    /// Of the messages found, those with the right severity.
    pub severity: Share,
    /// Characters marked by the screener that are marked by hand.
    pub marked_rightly: Share,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

impl Share {
    fn add(&mut self, counts: bool) {
        self.whole += 1;
        self.part += usize::from(counts);
    }

    /// In thousandths; nothing for an empty whole.
    #[must_use]
    pub fn per_mille(self) -> Option<usize> {
        (self.part * 1000).checked_div(self.whole)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.whole == 0 {
            return write!(f, "-");
        }
        write!(f, "{:.3} ({}/{})", self.part as f64 / self.whole as f64, self.part, self.whole)
    }
}

/// Whether a plain SMS would warn.
#[must_use]
pub fn flagged(screening: &Screening) -> bool {
    screening.level >= Level::Warn
}

impl Report {
    /// Counts.
    #[must_use]
    pub fn of(screened: &[(Message, Screening)]) -> Self {
        let mut report = Self::default();
        for (message, screening) in screened {
            report.count(message, screening);
        }
        report
    }

    fn count(&mut self, message: &Message, screening: &Screening) {
        let flag = flagged(screening);
        let mut group = |name: String| self.groups.entry(name).or_default().add(flag);
        let Some(severity) = message.severity else {
            group(format!("false alarms, {}", message.lang));
            if message.is_trap() { &mut self.trap_alarms } else { &mut self.plain_alarms }.add(flag);
            return;
        };
        group(format!("recall, {severity:?}").to_lowercase());
        group(format!("recall, {}", message.lang));
        message.tags.iter().for_each(|tag| group(format!("recall, tag {tag}")));
        self.found.add(flag);
        let overlap = |start: usize, end: usize| {
            screening.findings.iter().any(|f| (f.span.start as usize) < end && start < f.span.end as usize)
        };
        for span in &message.spans {
            self.touched.add(overlap(span.start, span.end));
        }
        for finding in &screening.findings {
            for at in finding.span.start..finding.span.end {
                let rightly = message.spans.iter().any(|span| span.contains(&(at as usize)));
                self.marked_rightly.add(rightly);
            }
        }
        if flag {
            self.severity.add(screening.severity() == Some(severity));
        }
    }

    /// Flagged and rightly so, of all flagged.
    #[must_use]
    pub fn precision(&self) -> Share {
        let alarms = self.plain_alarms.part + self.trap_alarms.part;
        Share { part: self.found.part, whole: self.found.part + alarms }
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table = String::new();
        let ok = self.plain_alarms.whole + self.trap_alarms.whole;
        // Writing to a string does not fail.
        let _ =
            writeln!(table, "{} messages: {} tell, {ok} are fine", self.found.whole + ok, self.found.whole);
        let mut row = |name: &str, share: Share| {
            let _ = writeln!(table, "  {name:<28} {share}");
        };
        row("precision", self.precision());
        row("recall", self.found);
        row("false alarms, plain", self.plain_alarms);
        row("false alarms, traps", self.trap_alarms);
        for (name, share) in &self.groups {
            row(name, *share);
        }
        row("severity right when found", self.severity);
        row("marked words touched", self.touched);
        row("marked characters right", self.marked_rightly);
        table
    }
}

/// Every miss and every false alarm, for reading; never for the held-out split before its figures are final.
#[must_use]
pub fn misses(screened: &[(Message, Screening)]) -> String {
    let mut lines = String::new();
    for (message, screening) in screened {
        let flag = flagged(screening);
        let rules: Vec<&str> = screening.findings.iter().map(|finding| finding.rule.as_str()).collect();
        let tags: Vec<&str> = message.tags.iter().map(String::as_str).collect();
        let text = mark(message);
        let head = match (message.severity, flag) {
            (Some(severity), false) => format!("MISS {severity:?}"),
            (None, true) => format!("ALARM {rules:?}"),
            (Some(severity), true) if screening.severity() != Some(severity) => {
                format!(
                    "SEVERITY {severity:?} {:?} {rules:?}",
                    screening.severity().unwrap_or(Severity::Hint)
                )
            }
            _ => continue,
        };
        let _ = writeln!(lines, "{head}\t{} {} {}\t{text}", message.id, message.lang, tags.join(","));
    }
    lines
}

/// Every rule and term that fired: on how many messages that tell, and on how many that are fine. Worst first.
#[must_use]
pub fn by_rule(screened: &[(Message, Screening)]) -> String {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (message, screening) in screened {
        for finding in screening.findings.iter().filter(|finding| finding.level >= Level::Warn) {
            let counts = rules.entry(finding.rule.as_str()).or_default();
            if message.tells() { counts.0 += 1 } else { counts.1 += 1 }
        }
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(name, (tells, fine))| (std::cmp::Reverse(*fine), *tells, *name));
    let mut lines = String::from("rule, on messages that tell, on messages that are fine\n");
    for (name, (tells, fine)) in rules {
        let _ = writeln!(lines, "  {name:<36} {tells:>4} {fine:>4}");
    }
    lines
}

fn mark(message: &Message) -> String {
    let mut text = String::new();
    for (at, c) in message.text.chars().enumerate() {
        if message.spans.iter().any(|span| span.start == at) {
            text.push('[');
        }
        text.push(if c == '\n' { '/' } else { c });
        if message.spans.iter().any(|span| span.end == at + 1) {
            text.push(']');
        }
    }
    text
}
