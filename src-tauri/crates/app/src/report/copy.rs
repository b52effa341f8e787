//! The patient's copy (right of access, 45 CFR 164.524): every message between them and the practice, in their language,
//! with nothing of the desk's own: no verdict, no note, no reason.
//!
//! A number at which somebody else is texted too may hold somebody else's words. Its messages stay out until a person has
//! looked and says that they are this patient's; a thread that belongs to another patient stays out whatever anybody says,
//! and so does what was said at a number before it came to this patient.

use std::collections::BTreeSet;

use foyer_domain::{DeliveryState, Direction, Language, PhoneNumber, ThreadId, Timestamp};
use foyer_policy::ConsentEventKind;
use foyer_store::{
    ReadTx, StoreError, consent,
    messages::{self, MessageKind},
    patients,
    threads::{self, ThreadRow},
};
use serde_json::json;

use super::files::{self, Made, NoFile, PAPER_AT_MOST};
use crate::{
    desk::Desk,
    paper::{NoPaper, Paper},
    present, reading,
    wire::{ChannelKind, Millis, ReportFormat},
};

/// Whose messages a copy has.
pub(crate) struct Scope {
    /// Who.
    pub(crate) name: String,
    /// What they are written in.
    language: Language,
    /// Threads that are theirs alone.
    own: Vec<ThreadRow>,
    /// Threads at a number that somebody else has too, and that are theirs or nobody's.
    shared: Vec<ThreadRow>,
    /// The numbers of both, and of threads there that belong to somebody else.
    shared_numbers: BTreeSet<String>,
}

impl Scope {
    /// Whom a request is about, as the records say now.
    pub(crate) fn of(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Self, StoreError> {
        let named = threads::get(tx, thread)?;
        let name = reading::shown_name(named.patient_name.as_ref(), &named.far_number);
        let Some(patient) = named.patient else {
            // Nobody on file: the number alone says who it is.
            let shared = patients::find_by_number(tx, &named.far_number)?.len() > 1;
            let numbers = if shared { BTreeSet::from([named.far_number.pretty()]) } else { BTreeSet::new() };
            let (own, others) = if shared { (Vec::new(), vec![named]) } else { (vec![named], Vec::new()) };
            return Ok(Self {
                name,
                language: Language::default(),
                own,
                shared: others,
                shared_numbers: numbers,
            });
        };
        let language = patients::get(tx, patient)?.language;
        let mut all = threads::of_patient(tx, patient)?;
        for contact in patients::contacts(tx, patient)? {
            // A number that was wrong is on record, and none of theirs.
            if patients::find_by_number(tx, &contact.number)?.iter().all(|one| one.id != patient) {
                continue;
            }
            let there = threads::with_number(tx, &contact.number)?;
            let new = there.into_iter().filter(|one| all.iter().all(|known| known.id != one.id));
            all.extend(new.collect::<Vec<_>>());
        }
        let (mut own, mut shared, mut shared_numbers) = (Vec::new(), Vec::new(), BTreeSet::new());
        for one in all {
            let alone = is_alone(tx, &one.far_number)?;
            if one.patient == Some(patient) && alone {
                own.push(one);
                continue;
            }
            shared_numbers.insert(one.far_number.pretty());
            if one.patient.is_none_or(|of| of == patient) {
                shared.push(one);
            }
        }
        Ok(Self { name, language, own, shared, shared_numbers })
    }

    /// The numbers whose messages the copy has without anybody's say.
    pub(crate) fn numbers(&self) -> Vec<String> {
        let numbers: BTreeSet<String> = self.own.iter().map(|one| one.far_number.pretty()).collect();
        numbers.into_iter().collect()
    }

    /// The numbers at which somebody else is texted too.
    pub(crate) fn shared(&self) -> Vec<String> {
        self.shared_numbers.iter().cloned().collect()
    }
}

/// Whether a number belongs to one patient at most.
fn is_alone(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<bool, StoreError> {
    Ok(patients::find_by_number(tx, number)?.len() <= 1)
}

/// A copy as it is read, oldest first.
pub(crate) struct Copy {
    language: Language,
    name: String,
    pub(crate) rows: Vec<CopyRow>,
}

/// One message of it.
pub(crate) struct CopyRow {
    at: Millis,
    channel: ChannelKind,
    number: String,
    outbound: bool,
    in_portal: bool,
    text: String,
    /// Pictures and files that came with it.
    files: u32,
    delivered: Option<bool>,
}

/// Reads it. All of it or nothing: a copy with gaps would be taken for the whole.
///
/// # Errors
/// [`StoreError::Hidden`] where whoever sits here does not read a thread of it by right.
pub(crate) fn read(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: ThreadId,
    with_shared: bool,
) -> Result<Copy, StoreError> {
    let (scope, sight) = (Scope::of(tx, thread)?, desk.sight(tx)?);
    let mut rows = Vec::new();
    let shared = scope.shared.iter().filter(|_| with_shared);
    for one in scope.own.iter().chain(shared) {
        let seen = sight.see(one).filter(|seen| seen.until().is_none()).ok_or(StoreError::Hidden)?;
        let first = theirs_since(tx, &seen.far_number)?;
        for text in messages::between(tx, seen.id, first, Timestamp::from_millis(i64::MAX))? {
            // What never left was said to nobody.
            if text.state == Some(DeliveryState::Cancelled) {
                continue;
            }
            let outbound = text.direction() == Direction::Outbound;
            let in_portal = matches!(text.kind, MessageKind::PortalCard | MessageKind::PortalReply);
            rows.push(CopyRow {
                at: text.created_at.millis(),
                channel: present::channel_kind(text.channel),
                number: seen.far_number.pretty(),
                outbound,
                in_portal,
                files: text.media_count,
                delivered: text
                    .state
                    .filter(|_| outbound && !in_portal)
                    .map(|state| state == DeliveryState::Delivered),
                text: text.body.into_inner(),
            });
        }
    }
    rows.sort_by_key(|row| row.at);
    Ok(Copy { language: scope.language, name: scope.name, rows })
}

/// Since when a number belongs to whoever has it now: what was said before was said to somebody else.
fn theirs_since(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Timestamp, StoreError> {
    let events = consent::for_number(tx, number)?;
    let handed_on = events.iter().filter(|event| matches!(event.kind, ConsentEventKind::NewOwner));
    Ok(handed_on.map(|event| event.at).max().unwrap_or(Timestamp::from_millis(i64::MIN)))
}

/// The file's bytes.
///
/// # Errors
/// See [`NoFile`].
pub(crate) fn file(copy: &Copy, made: &Made<'_>, format: ReportFormat) -> Result<Vec<u8>, NoFile> {
    match format {
        ReportFormat::Csv => csv(copy, made),
        ReportFormat::JsonLines => json_lines(copy, made),
        ReportFormat::Pdf if copy.rows.len() > PAPER_AT_MOST => Err(NoFile::TooLong),
        ReportFormat::Pdf => Ok(paper(copy, made)?),
    }
}

/// What the copy says around the messages, in the patient's language.
struct Words {
    title: &'static str,
    intro: fn(&str, &str) -> String,
    made: fn(usize, &str) -> String,
    none: &'static str,
    you: &'static str,
    from: &'static str,
    columns: [&'static str; 6],
    portal: &'static str,
    files: fn(u32) -> String,
    no_words: &'static str,
    delivered: &'static str,
    not_known: &'static str,
}

const EN: Words = Words {
    title: "Your messages",
    intro: |name, practice| format!("Every message between {name} and {practice} that the practice keeps."),
    made: |messages, when| format!("{messages} messages. Made on {when}."),
    none: "There are no messages.",
    you: "You",
    from: "from",
    columns: ["When", "From", "Number", "By", "Message", "Delivered"],
    portal: "patient portal",
    files: |files| format!("[{files} pictures or files came with it. Ask the practice for them.]"),
    no_words: "(no words)",
    delivered: "delivered",
    not_known: "not confirmed as delivered",
};

const ES: Words = Words {
    title: "Sus mensajes",
    intro: |name, practice| {
        format!("Todos los mensajes entre {name} y {practice} que guarda el consultorio.")
    },
    made: |messages, when| format!("{messages} mensajes. Preparado el {when}."),
    none: "No hay mensajes.",
    you: "Usted",
    from: "de",
    columns: ["Cuándo", "De", "Número", "Por", "Mensaje", "Entregado"],
    portal: "portal del paciente",
    files: |files| format!("[Llegó con {files} fotos o archivos. Pídalos en el consultorio.]"),
    no_words: "(sin palabras)",
    delivered: "entregado",
    not_known: "entrega no confirmada",
};

const fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Es => &ES,
    }
}

impl CopyRow {
    fn said(&self, words: &Words) -> String {
        let text = if self.text.is_empty() { words.no_words } else { &self.text };
        if self.files == 0 { text.to_owned() } else { format!("{text} {}", (words.files)(self.files)) }
    }

    fn by(&self, words: &Words) -> &'static str {
        if self.in_portal { words.portal } else { files::channel(self.channel) }
    }

    fn delivery(&self, words: &Words) -> &'static str {
        self.delivered.map_or("", |arrived| if arrived { words.delivered } else { words.not_known })
    }

    fn sender<'a>(&self, words: &Words, made: &'a Made<'_>) -> &'a str
    where
        Words: 'a,
    {
        if self.outbound { made.practice } else { words.you }
    }
}

fn csv(copy: &Copy, made: &Made<'_>) -> Result<Vec<u8>, NoFile> {
    let words = words(copy.language);
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(words.columns).map_err(|_| NoFile::Rows)?;
    for row in &copy.rows {
        let cells = [
            files::time(row.at, made.zone),
            row.sender(words, made).to_owned(),
            row.number.clone(),
            row.by(words).to_owned(),
            row.said(words),
            row.delivery(words).to_owned(),
        ];
        out.write_record(cells.map(|cell| files::harmless(&cell))).map_err(|_| NoFile::Rows)?;
    }
    out.into_inner().map_err(|_| NoFile::Rows)
}

/// As the report's: the last line has the SHA-256 of every byte before it.
fn json_lines(copy: &Copy, made: &Made<'_>) -> Result<Vec<u8>, NoFile> {
    files::proved("messages", |out| {
        out.head(&json!({
            "report": "patientCopy", "form": 1, "patient": copy.name, "practice": made.practice,
            "timeZone": made.zone.name(), "madeAt": made.at,
        }))?;
        for row in &copy.rows {
            let message = json!({
                "at": row.at, "channel": row.channel, "number": row.number, "fromPractice": row.outbound,
                "inPortal": row.in_portal, "text": row.text, "files": row.files, "delivered": row.delivered,
            });
            out.line(&json!({ "message": message }))?;
        }
        Ok(())
    })
}

fn paper(copy: &Copy, made: &Made<'_>) -> Result<Vec<u8>, NoPaper> {
    let words = words(copy.language);
    let mut paper = Paper::default();
    paper.title(words.title);
    paper.words(&(words.intro)(&copy.name, made.practice));
    paper.words(&(words.made)(copy.rows.len(), &files::time(made.at, made.zone)));
    if copy.rows.is_empty() {
        paper.words(words.none);
    }
    for row in &copy.rows {
        let (at, sender) = (files::time(row.at, made.zone), row.sender(words, made));
        paper.heading(&format!("{at}, {} {sender}", words.from));
        paper.quote(&row.said(words));
        let by = format!("{}, {}", row.by(words), row.number);
        let delivery = row.delivery(words);
        paper.words(&if delivery.is_empty() { by } else { format!("{by}, {delivery}") });
    }
    paper.pdf(words.title, &format!("{}, {}", words.title, made.practice))
}
