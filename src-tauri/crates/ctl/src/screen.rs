//! `foyerctl screen`: the draft screener on lines of JSON, for scripts and for measuring; or one draft, with the steps
//! shown. Nothing is kept and nothing is sent.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use foyer_domain::Channel;
use foyer_phi::{Level, Practice, Screener, Severity};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// More than any draft: a line this long is a mistake, not a message.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// What to screen.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Options {
    /// One JSON object a line, {"id", "text"} and maybe "channel" ("sms", "whatsapp"); "-" reads standard input.
    #[arg(long, value_name = "FILE|-")]
    jsonl: Option<PathBuf>,
    /// One draft; shows how the screener came to its answer.
    #[arg(long, value_name = "TEXT")]
    explain: Option<String>,
}

/// A line read. Fields besides these are ignored; an id may be anything.
#[derive(Deserialize)]
struct Draft<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    text: String,
    channel: Option<String>,
}

/// A line written.
#[derive(Serialize)]
struct Screened<'a> {
    id: &'a RawValue,
    label: &'static str,
    severity: Option<&'static str>,
    level: u8,
    findings: Vec<Found<'a>>,
}

/// A finding; `start` and `end` count Unicode scalars.
#[derive(Serialize)]
struct Found<'a> {
    start: u32,
    end: u32,
    text: String,
    kind: &'static str,
    severity: &'static str,
    reason: &'static str,
    rule: &'a str,
}

/// Screens what it is asked to.
pub fn run(options: Options) -> Result<ExitCode> {
    let out = BufWriter::new(io::stdout().lock());
    match (options.jsonl, options.explain) {
        (Some(file), _) if file == Path::new("-") => lines(io::stdin().lock(), out),
        (Some(file), _) => {
            let open = File::open(&file).with_context(|| format!("cannot read {}", file.display()))?;
            lines(BufReader::new(open), out)
        }
        (None, Some(text)) => explain(&text, out),
        (None, None) => bail!("give --jsonl or --explain"),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// Stops at the first line that is no draft, with its number: what was printed before it stands.
fn lines(mut drafts: impl BufRead, mut out: impl Write) -> Result<()> {
    let (screener, practice) = (Screener::new(), Practice::default());
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let read = drafts.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.with_context(|| format!("line {number}: cannot be read"))? == 0 {
            break;
        }
        let written = one(&screener, &practice, &line)
            .with_context(|| format!("line {number}: not screened"))
            .and_then(|answer| Ok(writeln!(out, "{answer}")?));
        if let Err(error) = written {
            out.flush()?;
            return Err(error);
        }
    }
    Ok(out.flush()?)
}

fn one(screener: &Screener, practice: &Practice, line: &[u8]) -> Result<String> {
    let line = std::str::from_utf8(line).context("not UTF-8")?;
    // The parser's own words may quote the line, and the line holds a draft: only the place is told.
    let draft: Draft<'_> = serde_json::from_str(line).map_err(|error| {
        anyhow::anyhow!("not an object with \"id\" and \"text\" (column {})", error.column())
    })?;
    let channel = match draft.channel.as_deref() {
        None | Some("sms") => Channel::Sms,
        Some("whatsapp") => Channel::WhatsApp,
        Some(_) => bail!("no such channel: use \"sms\" or \"whatsapp\""),
    };
    let screening = screener.screen(&draft.text, channel, practice);
    // The label is about plain SMS, whatever channel was asked for.
    let plain = match channel {
        Channel::Sms => screening.level,
        Channel::WhatsApp => screener.screen(&draft.text, Channel::Sms, practice).level,
    };
    let tells = plain >= Level::Warn;
    let findings = screening
        .findings
        .iter()
        .map(|finding| Found {
            start: finding.span.start,
            end: finding.span.end,
            text: cut(&draft.text, finding.span.start, finding.span.end),
            kind: finding.kind.title(),
            severity: severity(finding.severity),
            reason: finding.kind.reason(),
            rule: finding.rule.as_str(),
        })
        .collect();
    let answer = Screened {
        id: draft.id,
        label: if tells { "phi" } else { "ok" },
        severity: screening.severity().filter(|_| tells).map(severity),
        level: screening.level.number(),
        findings,
    };
    Ok(serde_json::to_string(&answer)?)
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "hint",
        Severity::Identifier => "identifier",
        Severity::Clinical => "clinical",
        Severity::Sensitive => "sensitive",
    }
}

fn cut(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
}

fn explain(text: &str, mut out: impl Write) -> Result<()> {
    let explained = Screener::new().explain(text, Channel::Sms, &Practice::default());
    writeln!(out, "words as read (place, word, how telling to the model; 0 is even)")?;
    for word in &explained.words {
        let aside = if word.aside { "  set aside" } else { "" };
        let telling = word.telling.map_or(String::new(), |telling| format!("{telling:.1}"));
        let place = format!("{}-{}", word.span.start, word.span.end);
        writeln!(out, "  {place:<9} {:<26} {telling:>6}{aside}", word.word)?;
    }
    writeln!(out, "terms and rules met")?;
    for met in &explained.met {
        let counts = if met.counts { "counts" } else { "does not count here" };
        let what = cut(text, met.span.start, met.span.end);
        writeln!(out, "  {:<34} {what:?}  {counts}", met.rule.as_str())?;
    }
    if let Some(score) = explained.score {
        writeln!(out, "the model: tells {:.2}, sensitive {:.2}", score.tells, score.sensitive)?;
    }
    writeln!(out, "findings")?;
    for finding in &explained.screening.findings {
        let what = cut(text, finding.span.start, finding.span.end);
        let (level, title) = (finding.level.number(), finding.kind.title());
        writeln!(out, "  level {level}  {title}: {what:?}  {}", finding.rule.as_str())?;
        writeln!(out, "           {}", finding.kind.reason())?;
    }
    let level = explained.screening.level;
    let label = if level >= Level::Warn { "phi" } else { "ok" };
    writeln!(out, "level {} ({label})", level.number())?;
    Ok(out.flush()?)
}
