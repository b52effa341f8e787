//! The sample's past, in order and with moments: what the carrier remembers and what the practice's store
//! is built from.

use super::people::Patient;
use super::threads::{Dir, Thread, ThreadMessage, media_sid_for, sid_for};
use super::{SampleError, SamplePractice};
use crate::agenda::{Event, Text};
use crate::carrier::Carrier;
use crate::message::{Direction, Media, Message, Status};
use crate::opt_out::{self, Keyword};
use crate::picture;

/// A text of the past with everything resolved.
pub struct Entry<'a> {
    /// Whose thread.
    pub patient: &'a Patient,
    /// The thread.
    pub thread: &'a Thread,
    /// The text as the file has it.
    pub message: &'a ThreadMessage,
    /// The carrier's id of it.
    pub sid: String,
    /// UTC milliseconds.
    pub at: i64,
    /// The words with their dates filled in.
    pub body: String,
    /// Content type, media sid and bytes of each file.
    pub media: Vec<(String, String, Vec<u8>)>,
}

impl SamplePractice {
    /// Every text of the past, oldest first.
    pub fn history(&self, demo_start_ms: i64) -> Vec<Entry<'_>> {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        for thread in &self.threads {
            let Some(patient) = self.patient(&thread.patient) else { continue };
            for (index, message) in thread.messages.iter().enumerate() {
                let sid = sid_for(&patient.id, index, message);
                let at = self.at(demo_start_ms, message.day, message.time);
                let body = self.words(demo_start_ms, &message.body);
                let media = message.pictures.iter().enumerate().map(|(nth, kind)| {
                    let (content_type, bytes) = picture::draw(*kind);
                    (content_type, media_sid_for(&sid, nth), bytes)
                });
                let media = media.collect();
                entries.push(Entry { patient, thread, message, sid, at, body, media });
            }
        }
        // Texts of one minute keep the order of the file within a thread; a second apart tells them apart.
        entries.sort_by_key(|entry| entry.at);
        entries
    }
}

impl Carrier {
    /// A carrier with the sample practice's lines, history and patients, at the moment the demo begins.
    pub fn with_sample(seed: u64, demo_start_ms: i64) -> Result<Self, SampleError> {
        Ok(Self::with_practice(seed, demo_start_ms, &SamplePractice::load_embedded()?))
    }

    /// The same with a sample that was loaded elsewhere.
    pub fn with_practice(seed: u64, demo_start_ms: i64, sample: &SamplePractice) -> Self {
        let mut carrier = Self::new(seed);
        for line in &sample.lines {
            carrier.add_number(&line.number, &line.name);
        }
        let main = sample.lines.first().map(|line| line.number.clone()).unwrap_or_default();
        for entry in sample.history(demo_start_ms) {
            carrier.remember(entry, &main);
        }
        carrier.advance(demo_start_ms);
        for patient in &sample.patients {
            carrier.add_patient(&patient.number, patient.handset);
            let person = sample.scripts.people.iter().find(|person| person.who == patient.id);
            let script = sample.scripts.script(person, patient.language);
            carrier.personas.learn(&patient.number, sample.dated(demo_start_ms, script));
        }
        carrier.schedule(demo_start_ms, sample, &main);
        carrier
    }

    fn schedule(&mut self, demo_start_ms: i64, sample: &SamplePractice, main: &str) {
        for person in &sample.scripts.people {
            let on_file = sample.patient(&person.who);
            let number = person.number.clone().or_else(|| on_file.map(|patient| patient.number.clone()));
            let Some(number) = number else { continue };
            if on_file.is_none() {
                self.add_patient(&number, crate::carrier::Handset::Mobile);
                let language = person.language.unwrap_or(super::Language::En);
                let script = sample.scripts.script(Some(person), language);
                self.personas.learn(&number, sample.dated(demo_start_ms, script));
            }
            for write in &person.writes {
                let at = demo_start_ms.saturating_add(i64::from(write.at_s).saturating_mul(1000));
                let drawn: Vec<_> = write.pictures.iter().map(|kind| picture::draw(*kind)).collect();
                let mut media: Vec<Media> =
                    drawn.into_iter().map(|(kind, bytes)| self.attach(kind, bytes)).collect();
                media.iter_mut().for_each(|media| media.created_at = at);
                let body = sample.words(demo_start_ms, &write.body);
                let (from, to) = (number.clone(), main.to_owned());
                let text = Text { direction: Direction::Inbound, from, to, body, media };
                self.agenda.note(at, Event::Write(text));
            }
        }
    }

    fn remember(&mut self, entry: Entry<'_>, line: &str) {
        let patient = entry.patient.number.clone();
        let inbound = entry.message.dir == Dir::In;
        let (from, to) =
            if inbound { (patient.clone(), line.to_owned()) } else { (line.to_owned(), patient.clone()) };
        let pair = (line.to_owned(), patient);
        match opt_out::keyword(&entry.body).filter(|_| inbound) {
            Some(Keyword::Stop) => _ = self.blocked.insert(pair),
            Some(Keyword::Start) => _ = self.blocked.remove(&pair),
            Some(Keyword::Help) | None => {}
        }
        let status = entry.message.final_status();
        let at = entry.at;
        let media = entry.media.into_iter();
        self.keep(Message {
            sid: entry.sid,
            direction: if inbound { Direction::Inbound } else { Direction::OutboundApi },
            from,
            to,
            body: entry.body,
            media: media
                .map(|(content_type, sid, bytes)| Media { sid, content_type, bytes, created_at: at })
                .collect(),
            status,
            error_code: entry.message.error_code,
            created_at: at,
            sent_at: (status != Status::Failed).then_some(at),
            updated_at: at,
            valid_until: i64::MAX,
            service: None,
            deleted: false,
        });
    }
}

impl SamplePractice {
    /// The script with its dates filled in.
    fn dated(&self, demo_start_ms: i64, mut script: super::Script) -> super::Script {
        for answer in &mut script.answers {
            answer.says = self.words(demo_start_ms, &answer.says);
        }
        for filler in &mut script.otherwise {
            *filler = self.words(demo_start_ms, filler);
        }
        script
    }
}
