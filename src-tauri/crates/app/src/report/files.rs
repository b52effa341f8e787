//! A report as a file: CSV that no spreadsheet runs, JSON Lines that prove themselves, or paper.

use std::io::Write;

use chrono_tz::Tz;
use foyer_audit::{Hash, Hasher};
use serde_json::json;

use crate::{
    paper::{NoPaper, Paper, proof},
    wire::{
        Badge, CategoryKind, ChannelKind, DeliveryKind, ReportConsent, ReportFormat, ReportKind, ReportRow,
        ReportTemplate, ReportWords, VerdictKind,
    },
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
    /// There is no room left where it should go.
    #[error("the disk is full")]
    NoRoom,
    /// The rows could not be written down.
    #[error("the rows cannot be written")]
    Rows,
}

impl NoFile {
    /// Why a file could not be written.
    pub(crate) fn of(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::NoRoom,
            _ => Self::Rows,
        }
    }

    /// The same of a file of cells.
    pub(crate) fn of_csv(error: &csv::Error) -> Self {
        match error.kind() {
            csv::ErrorKind::Io(error) => Self::of(error),
            _ => Self::Rows,
        }
    }
}

/// A report on its way into a file, a row at a time.
pub(crate) enum Sheet<'m, W: Write> {
    /// For a spreadsheet.
    Csv(Box<csv::Writer<Hashed<W>>>, &'m Made<'m>),
    /// Lines that prove themselves.
    Lines(Lines<W>),
    /// Set at the end, for pages name their number.
    Paper { out: Hashed<W>, rows: Vec<ReportRow>, made: &'m Made<'m>, name: String },
}

impl<'m, W: Write> Sheet<'m, W> {
    /// Begins a file about somebody.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn begin(
        out: W,
        name: &str,
        made: &'m Made<'m>,
        format: ReportFormat,
    ) -> Result<Self, NoFile> {
        let out = Hashed::of(out);
        Ok(match format {
            ReportFormat::Csv => {
                let mut out = csv::Writer::from_writer(out);
                out.write_record(COLUMNS).map_err(|error| NoFile::of_csv(&error))?;
                Self::Csv(Box::new(out), made)
            }
            ReportFormat::JsonLines => {
                let mut lines = Lines { out, counted: 0 };
                lines.head(&json!({
                    "report": "messages", "form": 5, "patient": name, "practice": made.practice,
                    "from": made.first, "to": made.last, "timeZone": made.zone.name(),
                    "madeBy": made.by, "madeAt": made.at,
                }))?;
                Self::Lines(lines)
            }
            ReportFormat::Pdf => Self::Paper { out, rows: Vec::new(), made, name: name.to_owned() },
        })
    }

    /// Takes the next message.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn row(&mut self, row: ReportRow) -> Result<(), NoFile> {
        match self {
            Self::Csv(out, made) => {
                let cells = cells(&row, made).map(|cell| harmless(&cell));
                out.write_record(cells).map_err(|error| NoFile::of_csv(&error))
            }
            Self::Lines(lines) => {
                let value = serde_json::to_value(&row).map_err(|_| NoFile::Rows)?;
                lines.line(&json!({ "message": value }))
            }
            Self::Paper { rows, .. } if rows.len() >= PAPER_AT_MOST => Err(NoFile::TooLong),
            Self::Paper { rows, .. } => {
                rows.push(row);
                Ok(())
            }
        }
    }

    /// Ends the file; gives what it was written to and the SHA-256 of every byte.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn end(self) -> Result<(W, Hash), NoFile> {
        let out = match self {
            Self::Csv(out, _) => out.into_inner().map_err(|error| NoFile::of(error.error()))?,
            Self::Lines(lines) => lines.end("messages")?,
            Self::Paper { mut out, rows, made, name } => {
                out.write_all(&paper(&name, &rows, made)?).map_err(|error| NoFile::of(&error))?;
                out
            }
        };
        Ok(out.end())
    }
}

/// Takes the SHA-256 of what passes through it.
pub(crate) struct Hashed<W> {
    out: W,
    hasher: Hasher,
}

impl<W> Hashed<W> {
    /// Nothing has passed yet.
    pub(crate) fn of(out: W) -> Self {
        Self { out, hasher: Hasher::new() }
    }

    /// Where it went, and the SHA-256 of all of it.
    pub(crate) fn end(self) -> (W, Hash) {
        (self.out, self.hasher.hash())
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..taken).unwrap_or_default());
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
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

const COLUMNS: [&str; 23] = [
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
    "category",
    "template",
    "template approved by",
    "parts",
    "cost",
    "computer",
    "consent facts",
    "told by the carrier",
    "audit entry",
    "words",
];

fn cells(row: &ReportRow, made: &Made<'_>) -> [String; 23] {
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
        category(row.evidence.category).to_owned(),
        row.evidence.templates.iter().map(template).collect::<Vec<_>>().join("; "),
        row.evidence.templates.iter().map(approver).collect::<Vec<_>>().join("; "),
        if row.outbound { row.evidence.parts.to_string() } else { String::new() },
        row.evidence.cost.clone().unwrap_or_default(),
        row.evidence.computer.clone().unwrap_or_default(),
        said(row, made),
        told(row, made),
        row.evidence.entry.map(|entry| entry.to_string()).unwrap_or_default(),
        words(row.evidence.words).to_owned(),
    ]
}

/// How its words stand to what the audit trail keeps of them.
const fn words(words: ReportWords) -> &'static str {
    match words {
        ReportWords::AsSealed => "as sealed in the audit trail",
        ReportWords::Changed => "NOT those that the audit trail was told of",
        ReportWords::Deleted => "deleted by schedule",
        ReportWords::Untold => "",
    }
}

/// A cell that a spreadsheet would work out is kept as words (OWASP, CSV injection).
pub(crate) fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// Lines of JSON on their way into a file that proves itself: one says what it is, then come those that are counted,
/// and the last says how many there were and the SHA-256 of every byte before it.
pub(crate) struct Lines<W> {
    out: Hashed<W>,
    counted: usize,
}

/// A file of lines whose last one says how many were counted, under the name `what`, and the SHA-256 of every byte
/// before it.
///
/// # Errors
/// See [`NoFile`].
pub(crate) fn proved(
    what: &str,
    write: impl FnOnce(&mut Lines<Vec<u8>>) -> Result<(), NoFile>,
) -> Result<Vec<u8>, NoFile> {
    let mut lines = Lines { out: Hashed::of(Vec::new()), counted: 0 };
    write(&mut lines)?;
    Ok(lines.end(what)?.out)
}

impl<W: Write> Lines<W> {
    /// A line that is not counted.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn head(&mut self, value: &serde_json::Value) -> Result<(), NoFile> {
        let mut line = serde_json::to_vec(value).map_err(|_| NoFile::Rows)?;
        line.push(b'\n');
        self.out.write_all(&line).map_err(|error| NoFile::of(&error))
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
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn verbatim(&mut self, bytes: &[u8], lines: usize) -> Result<(), NoFile> {
        self.counted = self.counted.saturating_add(lines);
        self.out.write_all(bytes).map_err(|error| NoFile::of(&error))
    }

    fn end(mut self, what: &str) -> Result<Hashed<W>, NoFile> {
        let before = self.out.hasher.hash();
        self.head(&json!({ "manifest": { what: self.counted, "sha256": before.to_string() } }))?;
        Ok(self.out)
    }
}

fn paper(name: &str, rows: &[ReportRow], made: &Made<'_>) -> Result<Vec<u8>, NoPaper> {
    let mut paper = Paper::default();
    paper.title("Messages");
    paper.words(&format!("To and from {}, {} to {}.", name, made.first, made.last));
    paper.words(&format!(
        "{} messages. Made by {} at {} on {}.",
        rows.len(),
        made.by,
        made.practice,
        time(made.at, made.zone)
    ));
    if rows.is_empty() {
        paper.words("Nothing was sent or received on these days.");
    }
    for row in rows {
        paper.heading(&format!(
            "{}, {} {}",
            time(row.at, made.zone),
            if row.outbound { "sent by" } else { "from" },
            row.sender
        ));
        paper.quote(if row.text.is_empty() { "(no words)" } else { &row.text });
        paper.fact("By", &format!("{} {}, {}", channel(row.channel), row.number, kind(row.kind)));
        paper.fact("Consent then", row.consent.map_or("not kept", badge));
        if !row.evidence.consent_facts.is_empty() {
            paper.fact("It rests on", &said(row, made));
        }
        if row.outbound {
            paper.fact("Check", &check(row));
            paper.fact("Delivery", row.delivery.map_or("not told", delivery));
        }
        paper.fact("Read", &read(row, made));
        if let Some(over) = &row.over_warning {
            paper.fact("Over a warning", over);
        }
        for made_of in &row.evidence.templates {
            paper.fact("Template", &format!("{}, approved by {}", template(made_of), approver(made_of)));
        }
        if row.outbound {
            paper.fact("Parts", &row.evidence.parts.to_string());
        }
        if let Some(cost) = &row.evidence.cost {
            paper.fact("Cost", cost);
        }
        if let Some(computer) = &row.evidence.computer {
            paper.fact("Computer", computer);
        }
        if !row.evidence.told.is_empty() {
            paper.fact("The carrier said", &told(row, made));
        }
        if let Some(id) = &row.carrier_id {
            paper.fact("Carrier id", id);
        }
        if let Some(entry) = row.evidence.entry {
            paper.fact("Audit entry", &entry.to_string());
        }
        match row.evidence.words {
            ReportWords::Untold => {}
            sealed => paper.fact("Words", words(sealed)),
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

/// The template's name and wording, and whether a person changed its words.
fn template(template: &ReportTemplate) -> String {
    let changed = if template.as_worded { "as worded" } else { "changed by hand" };
    format!("{}, wording {}, {changed}", template.name, template.wording)
}

fn approver(template: &ReportTemplate) -> String {
    template.approved_by.clone().unwrap_or_else(|| "Foyer, which it came with".to_owned())
}

/// What was said about consent that held, when, and where it is written down.
fn said(row: &ReportRow, made: &Made<'_>) -> String {
    let told = |said: &ReportConsent| {
        let words = said.fact.as_ref().map_or_else(
            || "not in the history any more".to_owned(),
            |fact| format!("{}, {}", proof::said_of(fact), time(fact.at, made.zone)),
        );
        match said.entry {
            Some(entry) => format!("{words} (audit entry {entry})"),
            None => format!("{words} (fact {})", said.id),
        }
    };
    row.evidence.consent_facts.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// What the carrier said, with its times.
fn told(row: &ReportRow, made: &Made<'_>) -> String {
    let said = row
        .evidence
        .told
        .iter()
        .map(|told| format!("{} {}", delivery(told.delivery), time(told.at, made.zone)));
    said.collect::<Vec<_>>().join("; ")
}

const fn category(category: CategoryKind) -> &'static str {
    match category {
        CategoryKind::Scheduling => "scheduling",
        CategoryKind::Clinical => "clinical",
        CategoryKind::Billing => "billing",
    }
}

fn read(row: &ReportRow, made: &Made<'_>) -> String {
    match row.read_at {
        Some(at) => time(at, made.zone),
        None if row.outbound && row.kind != ReportKind::PortalMessage => match row.channel {
            ChannelKind::Sms => "not available for SMS".to_owned(),
            ChannelKind::WhatsApp => "not told".to_owned(),
        },
        None => "not opened".to_owned(),
    }
}

pub(crate) fn time(at: i64, zone: Tz) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&zone);
    at.format("%Y-%m-%d %H:%M:%S %Z").to_string()
}

pub(crate) const fn channel(channel: ChannelKind) -> &'static str {
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
        ReportKind::Reminder => "sent to a list",
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
    use crate::wire::{ConsentBasisKind, ConsentFact, ConsentFactKind, ReportEvidence, ReportTold};

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

    /// The file of a report with these texts.
    fn file(texts: &[&str], format: ReportFormat) -> Result<Vec<u8>, NoFile> {
        let made = made();
        let mut sheet = Sheet::begin(Vec::new(), "Nguyễn Thị Hạnh", &made, format)?;
        rows(texts).into_iter().try_for_each(|row| sheet.row(row))?;
        let (bytes, hash) = sheet.end()?;
        assert_eq!(hash, Hash::of(&[&bytes]), "of every byte that was written");
        Ok(bytes)
    }

    fn rows(texts: &[&str]) -> Vec<ReportRow> {
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
            evidence: ReportEvidence {
                category: CategoryKind::Clinical,
                templates: vec![ReportTemplate {
                    id: "t".to_owned(),
                    name: "@Reminder".to_owned(),
                    wording: 2,
                    approved_by: Some("+Priya".to_owned()),
                    as_worded: false,
                }],
                parts: 2,
                cost: Some("0.0158 USD".to_owned()),
                computer: Some("=FRONT-DESK".to_owned()),
                consent_facts: vec![ReportConsent {
                    id: "f1".to_owned(),
                    fact: Some(ConsentFact {
                        at: 1_793_000_000_000,
                        what: ConsentFactKind::Granted,
                        basis: Some(ConsentBasisKind::Paper),
                        by: Some("Priya".to_owned()),
                    }),
                    entry: Some(4_100),
                }],
                told: vec![ReportTold { delivery: DeliveryKind::Delivered, at: 1_794_000_060_000 }],
                entry: Some(4_181),
                words: ReportWords::AsSealed,
                salt: Some("00".repeat(16)),
            },
        });
        rows.collect()
    }

    #[test]
    fn no_cell_is_a_formula_and_every_word_reads_back() {
        let texts = ["=1+1", "+1 713", "-x", "@SUM(A1)", "\tx", "a,\"b\"\nc", "Está bien", ""];
        let bytes = file(&texts, ReportFormat::Csv).unwrap();
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
        let bytes = file(&["Hola", "Gracias"], ReportFormat::JsonLines).unwrap();
        let proves = |bytes: &[u8]| {
            let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
            let last: serde_json::Value = serde_json::from_slice(&bytes[end..]).unwrap();
            last["manifest"]["sha256"] == Hash::of(&[&bytes[..end]]).to_string()
        };
        assert!(proves(&bytes));
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().count(), 4);
        assert!(!proves(text.replace("Gracias", "Graciaz").as_bytes()));
        assert!(proves(&file(&[], ReportFormat::JsonLines).unwrap()), "an empty range too");
    }

    /// A disk with so much room.
    struct Room(usize);

    impl Write for Room {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::ErrorKind::StorageFull.into());
            }
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            Ok(taken)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_disk_that_fills_up_at_any_byte_is_said_and_makes_no_file() {
        let made = made();
        for format in [ReportFormat::Csv, ReportFormat::JsonLines, ReportFormat::Pdf] {
            let whole = file(&["Hola", "Gracias"], format).unwrap().len();
            let kept = |room: usize| {
                let mut sheet = Sheet::begin(Room(room), "Nguyễn Thị Hạnh", &made, format)?;
                rows(&["Hola", "Gracias"]).into_iter().try_for_each(|row| sheet.row(row))?;
                sheet.end().map(|(room, _)| room.0)
            };
            for room in [0, 1, whole / 2, whole - 1] {
                assert_eq!(kept(room), Err(NoFile::NoRoom), "{room} of {whole}");
            }
            // A PDF names its making in its own bytes; the others are the same each time.
            if format != ReportFormat::Pdf {
                assert_eq!(kept(whole), Ok(0));
            }
        }
    }

    #[test]
    fn paper_reads_back_in_any_script() {
        let pdf = file(&["Tu cita es el 23", "Cảm ơn", "谢谢 شكرا"], ReportFormat::Pdf).unwrap();
        let text = pdf_extract::extract_text_from_mem(&pdf).unwrap();
        // Lines end where the page does.
        let bare = |words: &str| words.split_whitespace().collect::<String>();
        for wanted in [
            "Nguyễn Thị Hạnh",
            "Tu cita es el 23",
            "Cảm ơn",
            "[U+8C22]",
            "[U+0634]",
            "belongs in the portal",
            "not available for SMS",
            "@Reminder, wording 2, changed by hand",
            "Granted: on a signed form, by Priya, 2026-10-26",
            "(audit entry 4100)",
            "0.0158 USD",
            "delivered 2026-",
        ] {
            assert!(bare(&text).contains(&bare(wanted)), "{wanted} is not in {text}");
        }
        let long = vec!["x"; PAPER_AT_MOST + 1];
        assert_eq!(file(&long, ReportFormat::Pdf), Err(NoFile::TooLong));
    }
}
