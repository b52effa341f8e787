//! Measures the screener on a labelled set (`tests/dev.jsonl` unless a path is given): precision, recall, false
//! alarms, recall by severity, language and tag, span overlap, and every miss.
//!
//! A draft counts as found when plain SMS would warn (level 2 and up). The development set is what the rules were
//! tuned on: its figures are an upper bound, not a promise.

#![allow(clippy::print_stdout)] // a report is what this prints

use std::collections::BTreeMap;
use std::error::Error;

use foyer_domain::Channel;
use foyer_phi::{Level, Practice, Screener, Screening, Severity};

struct Message {
    id: String,
    text: String,
    phi: bool,
    severity: String,
    lang: String,
    spans: Vec<String>,
    tags: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dev.jsonl").to_owned();
    let path = std::env::args().nth(1).unwrap_or(built_in);
    let messages: Vec<Message> = std::fs::read_to_string(path)?
        .lines()
        .map(message)
        .collect::<Option<_>>()
        .ok_or("a line is not a message")?;
    let screener = Screener::new();
    let practice = Practice::default();
    let screened: Vec<(Message, Screening)> = messages
        .into_iter()
        .map(|m| {
            let screening = screener.screen(&m.text, Channel::Sms, &practice);
            (m, screening)
        })
        .collect();
    report(&screened);
    Ok(())
}

fn report(screened: &[(Message, Screening)]) {
    let flagged = |s: &Screening| s.level >= Level::Warn;
    let count =
        |want: &dyn Fn(&Message, &Screening) -> bool| screened.iter().filter(|(m, s)| want(m, s)).count();
    let hit = count(&|m, s| m.phi && flagged(s));
    let missed = count(&|m, s| m.phi && !flagged(s));
    let alarm = count(&|m, s| !m.phi && flagged(s));
    let quiet = count(&|m, s| !m.phi && !flagged(s));
    println!("messages {}  phi {}  ok {}", screened.len(), hit + missed, alarm + quiet);
    println!(
        "precision {}  recall {}  false alarms {}",
        share(hit, hit + alarm),
        share(hit, hit + missed),
        share(alarm, alarm + quiet)
    );

    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (m, s) in screened {
        let trap = m.tags.iter().any(|tag| tag == "trap");
        let mut names = Vec::new();
        if m.phi {
            names.push(format!("recall, {}", m.severity));
            names.push(format!("recall, language {}", m.lang));
            names.extend(m.tags.iter().map(|tag| format!("recall, tag {tag}")));
        } else {
            names.push(format!("false alarms, {}", if trap { "traps" } else { "plain" }));
            names.push(format!("false alarms, language {}", m.lang));
        }
        for name in names {
            let group = groups.entry(name).or_default();
            group.1 += 1;
            group.0 += usize::from(flagged(s));
        }
    }
    for (name, (part, whole)) in &groups {
        println!("{name:<34} {}", share(*part, *whole));
    }

    let (mut touched, mut all) = (0, 0);
    let (mut severity_right, mut severity_all) = (0, 0);
    for (m, s) in screened.iter().filter(|(m, _)| m.phi) {
        for span in &m.spans {
            all += 1;
            touched += usize::from(overlaps(&m.text, span, s));
        }
        if flagged(s) {
            severity_all += 1;
            severity_right += usize::from(severity_name(s) == m.severity);
        }
    }
    println!("marked spans touched               {}", share(touched, all));
    println!("severity right when found          {}", share(severity_right, severity_all));

    println!("\nmissed:");
    for (m, _) in screened.iter().filter(|(m, s)| m.phi && !flagged(s)) {
        println!("  {} {} {:?} {}", m.id, m.severity, m.spans, m.text.replace('\n', " / "));
    }
    println!("\nfalse alarms:");
    for (m, s) in screened.iter().filter(|(m, s)| !m.phi && flagged(s)) {
        let rules: Vec<&str> = s.findings.iter().map(|f| f.rule.as_str()).collect();
        println!("  {} {rules:?} {}", m.id, m.text.replace('\n', " / "));
    }
    if std::env::args().any(|arg| arg == "--all") {
        println!("\nfindings:");
        for (m, s) in screened.iter().filter(|(_, s)| !s.findings.is_empty()) {
            let marks: Vec<String> = s
                .findings
                .iter()
                .map(|f| {
                    format!("{:?} {} «{}»", f.kind, f.rule.as_str(), cut(&m.text, f.span.start, f.span.end))
                })
                .collect();
            println!("  {} {} {:?}\n      {}", m.id, m.severity, s.level, marks.join("\n      "));
        }
    }
}

fn overlaps(text: &str, span: &str, screening: &Screening) -> bool {
    let Some(byte) = text.find(span) else { return false };
    let start = text.get(..byte).map_or(0, |before| before.chars().count());
    let end = start + span.chars().count();
    screening.findings.iter().any(|f| (f.span.start as usize) < end && start < f.span.end as usize)
}

fn cut(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

fn severity_name(screening: &Screening) -> &'static str {
    match screening.severity() {
        Some(Severity::Sensitive) => "sensitive",
        Some(Severity::Clinical) => "clinical",
        Some(Severity::Identifier) => "identifier",
        Some(Severity::Hint) | None => "",
    }
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{:.3} ({part}/{whole})", part as f64 / whole as f64) }
}

fn message(line: &str) -> Option<Message> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let word = |name: &str| value.get(name).and_then(|v| v.as_str()).unwrap_or("").to_owned();
    let list = |name: &str| {
        value
            .get(name)
            .and_then(|v| v.as_array())
            .into_iter()
            .flatten()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect()
    };
    Some(Message {
        id: word("id"),
        text: word("text"),
        phi: word("label") == "phi",
        severity: word("severity"),
        lang: word("lang"),
        spans: list("spans"),
        tags: list("tags"),
    })
}
