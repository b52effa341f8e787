//! What happens by itself as time passes: ladders climb, patients read and write, keywords take effect.

use crate::agenda::{Event, Text};
use crate::carrier::{Carrier, Handset};
use crate::faults::below;
use crate::message::{Direction, Media, Message, Status};
use crate::opt_out::{self, Keyword};
use crate::{picture, sid};

impl Carrier {
    /// Lets everything happen that is due at `now`.
    pub fn advance(&mut self, now: i64) {
        self.now = self.now.max(now);
        while let Some((at, event)) = self.agenda.pop(self.now) {
            match event {
                Event::Climb { index, to, error_code } => self.climb(at, index, to, error_code),
                Event::Write(text) if self.personas.awake || text.direction != Direction::Inbound => {
                    self.write(at, text);
                }
                Event::Write(_) => {}
            }
        }
    }

    /// When something next happens by itself, for a simulation that jumps.
    pub fn next_event_at(&self) -> Option<i64> {
        self.agenda.next_at()
    }

    fn climb(&mut self, at: i64, index: usize, to: Status, error_code: Option<u32>) {
        let Some(message) = self.messages.get_mut(index) else { return };
        let blocked = self.blocked.contains(&(message.from.clone(), message.to.clone()));
        let stopped_meanwhile =
            to == Status::Sending && message.direction == Direction::OutboundApi && blocked;
        let (to, error_code) =
            if stopped_meanwhile { (Status::Failed, Some(21610)) } else { (to, error_code) };
        let before = message.listed_at();
        if !message.climb(at, to, error_code) {
            return;
        }
        let after = message.listed_at();
        if !message.deleted {
            self.order.remove(&(before, index));
            self.order.insert((after, index));
        }
        let silent = self.handsets.get(&message.to) == Some(&Handset::NoReceipt);
        let reached = to == Status::Delivered || (to == Status::Sent && silent);
        if reached && message.direction == Direction::OutboundApi {
            let (patient, line, body) = (message.to.clone(), message.from.clone(), message.body.clone());
            self.hear(at, &patient, &line, &body);
        }
    }

    /// A patient reads a text and may answer.
    fn hear(&mut self, at: i64, patient: &str, line: &str, body: &str) {
        if let Some(reply) = self.personas.hear(patient, body) {
            let pictures: Vec<(String, Vec<u8>)> = reply.pictures.into_iter().map(picture::draw).collect();
            let media = pictures.into_iter().map(|(kind, bytes)| self.attach(kind, bytes)).collect();
            let (from, to) = (patient.to_owned(), line.to_owned());
            let text = Text { direction: Direction::Inbound, from, to, body: reply.body, media };
            self.agenda.note(at.saturating_add(reply.after_ms), Event::Write(text));
        }
    }

    /// A text becomes a message; keywords in inbound ones take effect.
    pub(crate) fn write(&mut self, at: i64, text: Text) -> String {
        let sid = self.next_sid(if text.media.is_empty() { "SM" } else { "MM" });
        let inbound = text.direction == Direction::Inbound;
        let status = if inbound { Status::Received } else { Status::Queued };
        let (line, patient, keyword) = (text.to.clone(), text.from.clone(), opt_out::keyword(&text.body));
        let index = self.keep(Message {
            sid: sid.clone(),
            direction: text.direction,
            from: text.from,
            to: text.to,
            body: text.body,
            media: text.media,
            status,
            error_code: None,
            created_at: at,
            sent_at: inbound.then_some(at),
            updated_at: at,
            valid_until: i64::MAX,
            service: None,
            deleted: false,
        });
        if inbound {
            self.obey(at, keyword, line, patient);
        } else {
            self.plan(at, index, 0);
        }
        sid
    }

    fn obey(&mut self, at: i64, keyword: Option<Keyword>, line: String, patient: String) {
        let Some(keyword) = keyword else { return };
        let pair = (line, patient);
        let was_blocked = self.blocked.contains(&pair);
        match keyword {
            Keyword::Stop => _ = self.blocked.insert(pair.clone()),
            Keyword::Start => _ = self.blocked.remove(&pair),
            Keyword::Help => {}
        }
        if let Some(body) = opt_out::answer(keyword, was_blocked) {
            let (line, patient) = pair;
            let body = body.to_owned();
            let text = Text {
                direction: Direction::OutboundReply,
                from: line,
                to: patient,
                body,
                media: Vec::new(),
            };
            self.agenda.note(at.saturating_add(700), Event::Write(text));
        }
    }

    /// Plans the ladder of an outbound message that exists since `at`, `slow_ms` slower than usual.
    pub(crate) fn plan(&mut self, at: i64, index: usize, slow_ms: i64) {
        let Some(message) = self.messages.get(index) else { return };
        let handset = self.handsets.get(&message.to).copied().unwrap_or_default();
        let valid_until = message.valid_until;
        let accepted = message.status == Status::Accepted;
        let mut step = |from: i64, least: i64, spread: usize| {
            let extra = i64::try_from(below(&mut self.rng, spread)).unwrap_or(0);
            from.saturating_add(least).saturating_add(extra)
        };
        let queued = if accepted { step(at, 100, 200) } else { at };
        let sending = step(queued.saturating_add(slow_ms), 200, 700);
        let sent = step(sending, 300, 1200);
        let last = step(sent, 800, 5200);
        let mut note = |at, to, error_code| self.agenda.note(at, Event::Climb { index, to, error_code });
        if accepted {
            note(queued, Status::Queued, None);
        }
        if sending > valid_until {
            return note(valid_until, Status::Failed, Some(30001));
        }
        note(sending, Status::Sending, None);
        if handset == Handset::Failing {
            return note(sent, Status::Failed, Some(30008));
        }
        note(sent, Status::Sent, None);
        match handset {
            Handset::Mobile => note(last, Status::Delivered, None),
            Handset::Landline | Handset::HiddenLandline => note(last, Status::Undelivered, Some(30006)),
            Handset::Off => note(last, Status::Undelivered, Some(30003)),
            Handset::Unknown => note(last, Status::Undelivered, Some(30005)),
            Handset::Filtered => note(last, Status::Undelivered, Some(30007)),
            Handset::Failing | Handset::NoReceipt => {}
        }
    }

    /// Adds a message to the store and the listing; returns its index.
    pub(crate) fn keep(&mut self, message: Message) -> usize {
        let index = self.messages.len();
        self.by_sid.insert(message.sid.clone(), index);
        self.order.insert((message.listed_at(), index));
        self.messages.push(message);
        index
    }

    pub(crate) fn next_sid(&mut self, prefix: &str) -> String {
        self.sids_given += 1;
        sid::derive(prefix, &["message", &self.seed.to_string(), &self.sids_given.to_string()])
    }

    /// A file, dated now.
    pub(crate) fn attach(&mut self, content_type: String, bytes: Vec<u8>) -> Media {
        Media { sid: self.next_sid("ME"), content_type, bytes, created_at: self.now }
    }
}
