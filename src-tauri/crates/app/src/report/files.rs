//! A report as a file: CSV that no spreadsheet runs, JSON Lines that prove themselves, or paper.

use chrono_tz::Tz;
use foyer_audit::Hash;
use serde_json::json;

use super::Report;
use crate::{
    paper::{NoPaper, Paper},
    wire::{Badge, ChannelKind, DeliveryKind, ReportFormat, ReportKind, ReportRow, VerdictKind},
};

/// Longer reports are thousands of pages that nobody reads.
pub(crate) const PAPER_AT_MOST: usize = 20_000;

/// Who made the file, where, when, and for which days.
pub(crate) struct Made<'a> {
    pub(crate) practice: &'a str,
    pub(crate) by: &'a str,
    pub(crate) at: i64,
    pub(crate) zone: Tz,
    pub(crate) first: String,
    pub(crate) last: String,
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoFile {
    /// More than [`PAPER_AT_MOST`] messages for paper.
    #[error("the report is too long for paper")]
    TooLong,
    /// The paper could not be made.
    #[error(transparent)]
    Paper(#[from] NoPaper),
    /// The rows could not be written down.
    #[error("the rows cannot be written")]
    Rows,
}

/// The file's bytes.
///
/// # Errors
/// See [`NoFile`].
pub(crate) fn file(report: &Report, made: &Made<'_>, format: ReportFormat) -> Result<Vec<u8>, NoFile> {
    match format {
        ReportFormat::Csv => csv(&report.rows, made),
        ReportFormat::JsonLines => json_lines(report, made),
        ReportFormat::Pdf if report.rows.len() > PAPER_AT_MOST => Err(NoFile::TooLong),
        ReportFormat::Pdf => Ok(paper(report, made)?),
    }
}

/// How the file's name ends.
pub(crate) const fn ending(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Pdf => "pdf",
        ReportFormat::Csv => "csv",
        ReportFormat::JsonLines => "jsonl",
    }
}

const COLUMNS: [&str; 13] = [
    "when",
    "channel",
    "number",
    "direction",
    "sender",
    "kind",
    "text",
    "sent over a warning by",
    "consent then",
    "check",
    "delivery",
    "read",
    "carrier id",
];

fn csv(rows: &[ReportRow], made: &Made<'_>) -> Result<Vec<u8>, NoFile> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS).map_err(|_| NoFile::Rows)?;
    for row in rows {
        out.write_record(cells(row, made).map(|cell| harmless(&cell))).map_err(|_| NoFile::Rows)?;
    }
    out.into_inner().map_err(|_| NoFile::Rows)
}

fn cells(row: &ReportRow, made: &Made<'_>) -> [String; 13] {
    [
        time(row.at, made.zone),
        channel(row.channel).to_owned(),
        row.number.clone(),
        if row.outbound { "sent" } else { "received" }.to_owned(),
        row.sender.clone(),
        kind(row.kind).to_owned(),
        row.text.clone(),
        row.over_warning.clone().unwrap_or_default(),
        row.consent.map(badge).unwrap_or_default().to_owned(),
        check(row),
        row.delivery.map(delivery).unwrap_or_default().to_owned(),
        read(row, made),
        row.carrier_id.clone().unwrap_or_default(),
    ]
}

/// A cell that a spreadsheet would work out is kept as words (OWASP, CSV injection).
pub(super) fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// One line says what the report is, one each message, and the last one how many there are and the SHA-256 of every byte
/// before it.
fn json_lines(report: &Report, made: &Made<'_>) -> Result<Vec<u8>, NoFile> {
    proved("messages", |out| {
        out.head(&json!({
            "report": "messages", "form": 1, "patient": report.name, "practice": made.practice,
            "from": made.first, "to": made.last, "timeZone": made.zone.name(),
            "madeBy": made.by, "madeAt": made.at,
        }))?;
        for row in &report.rows {
            let value = serde_json::to_value(row).map_err(|_| NoFile::Rows)?;
            out.line(&json!({ "message": value }))?;
        }
        Ok(())
    })
}

/// Lines of JSON on their way into a file that proves itself.
pub(crate) struct Lines {
    bytes: Vec<u8>,
    counted: usize,
}

/// A file of lines whose last one says how many were counted, under the name `what`, and the SHA-256 of every byte
/// before it.
///
/// # Errors
/// See [`NoFile`].
pub(crate) fn proved(
    what: &str,
    write: impl FnOnce(&mut Lines) -> Result<(), NoFile>,
) -> Result<Vec<u8>, NoFile> {
    let mut lines = Lines { bytes: Vec::new(), counted: 0 };
    write(&mut lines)?;
    let before = Hash::of(&[&lines.bytes]);
    let counted = lines.counted;
    lines.head(&json!({ "manifest": { what: counted, "sha256": before.to_string() } }))?;
    Ok(lines.bytes)
}

impl Lines {
    /// A line that is not counted.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn head(&mut self, value: &serde_json::Value) -> Result<(), NoFile> {
        serde_json::to_writer(&mut self.bytes, value).map_err(|_| NoFile::Rows)?;
        self.bytes.push(b'\n');
        Ok(())
    }

    /// A line that is.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn line(&mut self, value: &serde_json::Value) -> Result<(), NoFile> {
        self.counted = self.counted.saturating_add(1);
        self.head(value)
    }

    /// Lines that are there already, byte for byte.
    pub(crate) fn verbatim(&mut self, bytes: &[u8], lines: usize) {
        self.counted = self.counted.saturating_add(lines);
        self.bytes.extend_from_slice(bytes);
    }
}

fn paper(report: &Report, made: &Made<'_>) -> Result<Vec<u8>, NoPaper> {
    let mut paper = Paper::default();
    paper.title("Messages");
    paper.words(&format!("To and from {}, {} to {}.", report.name, made.first, made.last));
    paper.words(&format!(
        "{} messages. Made by {} at {} on {}.",
        report.rows.len(),
        made.by,
        made.practice,
        time(made.at, made.zone)
    ));
    if report.rows.is_empty() {
        paper.words("Nothing was sent or received on these days.");
    }
    for row in &report.rows {
        paper.heading(&format!(
            "{}, {} {}",
            time(row.at, made.zone),
            if row.outbound { "sent by" } else { "from" },
            row.sender
        ));
        paper.quote(if row.text.is_empty() { "(no words)" } else { &row.text });
        paper.fact("By", &format!("{} {}, {}", channel(row.channel), row.number, kind(row.kind)));
        paper.fact("Consent then", row.consent.map_or("not kept", badge));
        if row.outbound {
            paper.fact("Check", &check(row));
            paper.fact("Delivery", row.delivery.map_or("not told", delivery));
        }
        paper.fact("Read", &read(row, made));
        if let Some(over) = &row.over_warning {
            paper.fact("Over a warning", over);
        }
        if let Some(id) = &row.carrier_id {
            paper.fact("Carrier id", id);
        }
    }
    paper.pdf("Messages", &format!("Messages, {}", made.practice))
}

fn check(row: &ReportRow) -> String {
    let words = match row.verdict {
        None => return String::new(),
        Some(VerdictKind::Clean) => "clean",
        Some(VerdictKind::Caution) => "caution",
        Some(VerdictKind::PortalOnly) => "belongs in the portal",
    };
    if row.categories.is_empty() {
        words.to_owned()
    } else {
        format!("{words}: {}", row.categories.join(", "))
    }
}

fn read(row: &ReportRow, made: &Made<'_>) -> String {
    match (row.outbound, row.read_at) {
        (true, _) => "not available for SMS".to_owned(),
        (false, Some(at)) => time(at, made.zone),
        (false, None) => "not opened".to_owned(),
    }
}

pub(crate) fn time(at: i64, zone: Tz) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&zone);
    at.format("%Y-%m-%d %H:%M:%S %Z").to_string()
}

pub(super) const fn channel(channel: ChannelKind) -> &'static str {
    match channel {
        ChannelKind::Sms => "SMS",
        ChannelKind::WhatsApp => "WhatsApp",
    }
}

const fn kind(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Text => "text",
        ReportKind::Notice => "risk notice",
        ReportKind::PortalLink => "link to the portal",
        ReportKind::PortalMessage => "words in the portal",
        ReportKind::PortalReply => "answer in the portal",
        ReportKind::StopConfirmation => "confirmation of a STOP",
        ReportKind::AfterHours => "automatic reply",
    }
}

const fn badge(badge: Badge) -> &'static str {
    match badge {
        Badge::Granted => "granted",
        Badge::NoticeSent => "notice sent",
        Badge::NoConsent => "no consent",
        Badge::OptedOut => "opted out",
        Badge::Expired => "expired",
    }
}

pub(crate) const fn delivery(delivery: DeliveryKind) -> &'static str {
    match delivery {
        DeliveryKind::Held => "held",
        DeliveryKind::Queued => "queued",
        DeliveryKind::Sending => "sending",
        DeliveryKind::NotConfirmed => "not confirmed",
        DeliveryKind::Accepted => "with the carrier",
        DeliveryKind::Sent => "sent",
        DeliveryKind::Delivered => "delivered",
        DeliveryKind::NotDelivered => "not delivered",
        DeliveryKind::NoReport => "no report from the carrier",
        DeliveryKind::Cancelled => "taken back",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> Made<'static> {
        Made {
            practice: "Bayou Family Clinic",
            by: "Dana Whitfield",
            at: 1_795_000_000_000,
            zone: chrono_tz::America::Chicago,
            first: "2026-11-01".to_owned(),
            last: "2026-11-20".to_owned(),
        }
    }

    fn report(texts: &[&str]) -> Report {
        let rows = texts.iter().enumerate().map(|(place, text)| ReportRow {
            message: place.to_string(),
            at: 1_794_000_000_000,
            channel: ChannelKind::Sms,
            number: "(713) 555-0142".to_owned(),
            outbound: place % 2 == 0,
            sender: "=HYPERLINK(1)".to_owned(),
            kind: ReportKind::Text,
            text: (*text).to_owned(),
            over_warning: None,
            consent: Some(Badge::Granted),
            verdict: (place % 2 == 0).then_some(VerdictKind::PortalOnly),
            categories: vec!["Lab result".to_owned()],
            delivery: (place % 2 == 0).then_some(DeliveryKind::Delivered),
            read_at: None,
            carrier_id: None,
        });
        Report { name: "Nguyễn Thị Hạnh".to_owned(), rows: rows.collect() }
    }

    #[test]
    fn no_cell_is_a_formula_and_every_word_reads_back() {
        let texts = ["=1+1", "+1 713", "-x", "@SUM(A1)", "\tx", "a,\"b\"\nc", "Está bien", ""];
        let bytes = file(&report(&texts), &made(), ReportFormat::Csv).unwrap();
        let mut rows = csv::Reader::from_reader(bytes.as_slice());
        let read: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(read.len(), texts.len());
        for (row, text) in read.iter().zip(texts) {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
            assert_eq!(row[6].trim_start_matches('\''), text);
            assert_eq!(&row[4], "'=HYPERLINK(1)");
        }
    }

    #[test]
    fn the_last_line_proves_the_others_and_any_change_shows() {
        let bytes = file(&report(&["Hola", "Gracias"]), &made(), ReportFormat::JsonLines).unwrap();
        let proves = |bytes: &[u8]| {
            let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
            let last: serde_json::Value = serde_json::from_slice(&bytes[end..]).unwrap();
            last["manifest"]["sha256"] == Hash::of(&[&bytes[..end]]).to_string()
        };
        assert!(proves(&bytes));
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().count(), 4);
        assert!(!proves(text.replace("Gracias", "Graciaz").as_bytes()));
        assert!(proves(&file(&report(&[]), &made(), ReportFormat::JsonLines).unwrap()), "an empty range too");
    }

    #[test]
    fn paper_reads_back_in_any_script() {
        let pdf = file(&report(&["Tu cita es el 23", "Cảm ơn"]), &made(), ReportFormat::Pdf).unwrap();
        let text = pdf_extract::extract_text_from_mem(&pdf).unwrap();
        for wanted in [
            "Nguyễn Thị Hạnh",
            "Tu cita es el 23",
            "Cảm ơn",
            "belongs in the portal",
            "not available for SMS",
        ] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
        let long = vec!["x"; PAPER_AT_MOST + 1];
        assert_eq!(file(&report(&long), &made(), ReportFormat::Pdf), Err(NoFile::TooLong));
    }
}
