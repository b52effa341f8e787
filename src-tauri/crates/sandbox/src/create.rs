//! `POST Messages.json`: what is checked, in which order, and what is accepted.
//!
//! There is no idempotency here on purpose: Twilio has none, so two equal requests are two texts.

use crate::carrier::{Carrier, Handset};
use crate::faults::{FaultName, Struck};
use crate::json::{self, Refused};
use crate::message::{Direction, Message, Status};
use crate::record::{Attempt, Outcome};
use crate::wire::{Answer, Request, first};

/// Default and longest validity, seconds (OpenAPI, `ValidityPeriod`).
const LONGEST_VALIDITY_S: i64 = 36_000;
/// Characters of a body (error 21617).
const LONGEST_BODY: usize = 1600;

struct Draft {
    from: String,
    to: String,
    body: String,
    files: usize,
    validity_s: i64,
    service: Option<String>,
    send_at: Option<i64>,
}

impl Carrier {
    /// Takes a text and starts its ladder, or refuses with Twilio's code. Faults are not rolled here.
    pub fn create(&mut self, now: i64, form: &[(String, String)]) -> Answer {
        self.advance(now);
        match self.accept(form, 0) {
            Ok(index) => self.created(index),
            Err(refused) => Answer::json(refused.status, refused.body()),
        }
    }

    /// The same, tallied for `request` and slowed where a fault says so.
    pub(crate) fn create_for(&mut self, request: &Request, struck: &Struck) -> Answer {
        let slow_ms = struck.get(FaultName::SlowDelivery).map_or(0, |fault| fault.ms.unwrap_or(60_000));
        match self.accept(&request.form, i64::try_from(slow_ms).unwrap_or(i64::MAX)) {
            Ok(index) => {
                let sid = self.messages.get(index).map(|m| m.sid.clone()).unwrap_or_default();
                self.note_attempt(request, Outcome::Accepted { sid });
                self.created(index)
            }
            Err(refused) => {
                self.note_attempt(request, Outcome::Refused { code: refused.code });
                Answer::json(refused.status, refused.body())
            }
        }
    }

    /// Writes a create request into the record, whatever became of it.
    pub(crate) fn note_attempt(&mut self, request: &Request, outcome: Outcome) {
        if matches!(outcome, Outcome::Accepted { .. }) {
            self.tally.creates_accepted += 1;
            *self.tally.accepted_by_client.entry(request.client.clone()).or_default() += 1;
        }
        let field = |name| first(&request.form, name).unwrap_or_default().to_owned();
        let (to, from, body) = (field("To"), field("From"), field("Body"));
        self.attempts.push(Attempt { at: self.now, client: request.client.clone(), to, from, body, outcome });
    }

    fn created(&self, index: usize) -> Answer {
        let body = self.messages.get(index).map(|message| json::message(&self.account, message));
        Answer::json(201, body.unwrap_or_default())
    }

    fn accept(&mut self, form: &[(String, String)], slow_ms: i64) -> Result<usize, Refused> {
        let draft = self.check(form)?;
        let sid = self.next_sid(if draft.files == 0 { "SM" } else { "MM" });
        let files = (0..draft.files).map(|_| crate::picture::draw(crate::Picture::Form));
        let media =
            files.collect::<Vec<_>>().into_iter().map(|(kind, bytes)| self.attach(kind, bytes)).collect();
        let status = match (draft.send_at, &draft.service) {
            (Some(_), _) => Status::Scheduled,
            (None, Some(_)) => Status::Accepted,
            (None, None) => Status::Queued,
        };
        let start = draft.send_at.unwrap_or(self.now);
        let index = self.keep(Message {
            sid,
            direction: Direction::OutboundApi,
            from: draft.from,
            to: draft.to,
            body: draft.body,
            media,
            status,
            error_code: None,
            created_at: self.now,
            sent_at: None,
            updated_at: self.now,
            valid_until: start.saturating_add(draft.validity_s.saturating_mul(1000)),
            service: draft.service,
            deleted: false,
        });
        self.plan(start, index, slow_ms);
        Ok(index)
    }

    fn check(&self, form: &[(String, String)]) -> Result<Draft, Refused> {
        let to = first(form, "To").filter(|to| !to.is_empty());
        let to = to.ok_or(Refused::new(400, 21604, "A 'To' phone number is required."))?;
        let service = first(form, "MessagingServiceSid").map(str::to_owned);
        let from = self.sender(first(form, "From"), service.as_deref())?;
        check_destination(to, &from)?;
        let body = first(form, "Body").unwrap_or_default();
        let files = form.iter().filter(|(key, _)| key == "MediaUrl").count();
        if body.is_empty() && files == 0 {
            return Err(Refused::new(400, 21602, "Message body is required."));
        }
        if body.encode_utf16().count() > LONGEST_BODY {
            return Err(Refused::new(
                400,
                21617,
                "The concatenated message body exceeds the 1600 character limit",
            ));
        }
        if files > 10 {
            return Err(Refused::new(400, 21623, "Number of media files exceeds allowed limit"));
        }
        let validity_s = validity(first(form, "ValidityPeriod"))?;
        let send_at = self.send_at(form, service.is_some())?;
        if self.handsets.get(to) == Some(&Handset::Landline) {
            return Err(Refused::new(400, 21614, "'To' number is not a valid mobile number"));
        }
        if self.blocked.contains(&(from.clone(), to.to_owned())) {
            return Err(Refused::new(400, 21610, "Attempt to send to unsubscribed recipient"));
        }
        let (to, body) = (to.to_owned(), body.to_owned());
        Ok(Draft { from, to, body, files, validity_s, service, send_at })
    }

    fn sender(&self, from: Option<&str>, service: Option<&str>) -> Result<String, Refused> {
        let owned = |number: &str| self.lines.iter().any(|line| line.number == number);
        match (from, service) {
            (Some(from), _) if owned(from) => Ok(from.to_owned()),
            (Some(from), _) if !is_e164(from) => {
                Err(Refused::new(400, 21212, "The 'From' number is not a valid phone number or short code."))
            }
            (Some(_), _) => Err(Refused::new(
                400,
                21606,
                "The 'From' phone number provided is not a valid, message-capable Twilio phone number for this \
                 destination/account",
            )),
            (None, Some(sid)) if sid == self.account.service_sid => {
                let first = self.lines.first().map(|line| line.number.clone());
                first.ok_or(Refused::new(400, 21704, "The Messaging Service contains no phone numbers"))
            }
            (None, Some(_)) => Err(Refused::new(404, 21701, "The Messaging Service does not exist")),
            (None, None) => Err(Refused::new(400, 21603, "A 'From' phone number is required.")),
        }
    }

    fn send_at(&self, form: &[(String, String)], by_service: bool) -> Result<Option<i64>, Refused> {
        let (Some(kind), Some(at)) = (first(form, "ScheduleType"), first(form, "SendAt")) else {
            return Ok(None);
        };
        if kind != "fixed" || !by_service {
            return Err(Refused::new(400, 35118, "MessagingServiceSid is required to schedule a message"));
        }
        let at = chrono::DateTime::parse_from_rfc3339(at).map(|time| time.timestamp_millis());
        // 15 minutes to 35 days ahead.
        match at.map(|at| (at, at.saturating_sub(self.now) / 1000)) {
            Ok((at, ahead_s)) if (900..=35 * 86_400).contains(&ahead_s) => Ok(Some(at)),
            Ok(_) | Err(_) => Err(Refused::new(400, 35114, "SendAt must be 15 minutes to 35 days ahead")),
        }
    }
}

fn check_destination(to: &str, from: &str) -> Result<(), Refused> {
    if !is_e164(to) || (to.starts_with("+1") && !is_nanp(to)) {
        return Err(Refused::new(400, 21211, "Invalid 'To' Phone Number"));
    }
    if to == from {
        return Err(Refused::new(400, 21266, "'To' and 'From' number cannot be the same"));
    }
    if !to.starts_with("+1") {
        let text =
            "Permission to send an SMS has not been enabled for the region indicated by the 'To' number";
        return Err(Refused::new(400, 21408, text));
    }
    Ok(())
}

fn validity(text: Option<&str>) -> Result<i64, Refused> {
    let Some(text) = text else { return Ok(LONGEST_VALIDITY_S) };
    match text.parse() {
        Ok(seconds) if (1..=LONGEST_VALIDITY_S).contains(&seconds) => Ok(seconds),
        Ok(_) | Err(_) => {
            Err(Refused::new(400, 20001, "Invalid ValidityPeriod: must be between 1 and 36000"))
        }
    }
}

/// `+`, a first digit that is not 0, 7 to 15 digits in all.
pub(crate) fn is_e164(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else { return false };
    (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

/// +1, then area code and exchange that each begin with 2 to 9.
fn is_nanp(number: &str) -> bool {
    let digits: Vec<u8> = number.bytes().skip(2).collect();
    let begins = |at: usize| digits.get(at).is_some_and(|digit| (b'2'..=b'9').contains(digit));
    digits.len() == 10 && begins(0) && begins(3)
}
