//! The whole far end of one request: credentials, routes, faults. [`Carrier::answer`] is what both the HTTP
//! server and a simulation call.

use serde_json::{Value, json};

use crate::carrier::Carrier;
use crate::faults::{FaultName, Scope, Struck};
use crate::json::{self, Refused};
use crate::message::{Media, Message, Status};
use crate::record::Outcome;
use crate::wire::{Answer, Fate, Method, Request, first};

/// How long a signed download address lives (about 4 h at Twilio).
const DOWNLOAD_LIFE_MS: i64 = 4 * 3_600_000;

/// Where a path leads.
enum Place<'a> {
    Messages,
    Message(&'a str),
    MediaList(&'a str),
    MediaInfo(&'a str, &'a str),
    MediaFile(&'a str, &'a str),
    Numbers,
    Download(&'a str),
    Nowhere,
}

impl Carrier {
    /// Answers a request that has been read to its end, at `now`.
    pub fn answer(&mut self, now: i64, request: &Request) -> Answer {
        self.advance(now);
        let place = Place::of(&request.path, &self.account.account_sid);
        let scope = place.scope(request.method);
        self.tally.requests += 1;
        if scope == Scope::Create {
            self.tally.creates_received += 1;
            *self.tally.received_by_client.entry(request.client.clone()).or_default() += 1;
        }
        let struck = self.faults.strike(self.now, scope);
        let early = self.early(&struck).or_else(|| self.unauthorised(request, &place));
        let mut answer = match early {
            Some(answer) => {
                if scope == Scope::Create {
                    self.note_attempt(request, Outcome::NotProcessed { status: answer.status });
                }
                answer
            }
            None => {
                let answer = self.route(request, &place, &struck);
                self.late(answer, &struck)
            }
        };
        if let Some(slow) = struck.get(FaultName::Slow) {
            answer.delay_ms = slow.ms.unwrap_or(2000);
        }
        answer.headers.push(("twilio-concurrent-requests", "1".to_owned()));
        answer
    }

    /// One message.
    pub fn fetch(&mut self, now: i64, sid: &str) -> Answer {
        self.advance(now);
        self.whole(self.find(sid).map(|message| json::message(&self.account, message)))
    }

    /// Blanks the text. Only an empty body is taken, and only once the message is final.
    pub fn redact(&mut self, now: i64, sid: &str, body: &str) -> Answer {
        self.advance(now);
        let result = self.change(sid, |message, at| {
            if !body.is_empty() {
                return Err(Refused::new(400, 20001, "Body can only be updated to an empty string"));
            }
            if !message.status.is_final() && message.status != Status::Sent {
                return Err(Refused::new(400, 20009, "Cannot update this resource before it has completed"));
            }
            message.body.clear();
            message.updated_at = at;
            Ok(())
        });
        self.whole(result)
    }

    /// Cancels a scheduled message.
    pub fn cancel(&mut self, now: i64, sid: &str) -> Answer {
        self.advance(now);
        let result = self.change(sid, |message, at| {
            if message.status != Status::Scheduled {
                return Err(Refused::new(400, 30409, "Message can not be canceled"));
            }
            message.climb(at, Status::Canceled, None);
            Ok(())
        });
        self.whole(result)
    }

    /// Deletes a message and its media; refused before a final state.
    pub fn delete(&mut self, now: i64, sid: &str) -> Answer {
        self.advance(now);
        let index = self.by_sid.get(sid).copied();
        let Some(message) = index.and_then(|index| self.messages.get_mut(index)) else {
            return refuse(&Refused::NOT_FOUND);
        };
        if message.deleted {
            return refuse(&Refused::NOT_FOUND);
        }
        if !message.status.is_final() && message.status != Status::Sent {
            return refuse(&Refused::new(409, 20009, "Cannot delete this resource before it has completed"));
        }
        message.deleted = true;
        message.media.clear();
        message.body.clear();
        let place = message.listed_at();
        if let Some(index) = index {
            self.order.remove(&(place, index));
        }
        Answer::empty(204)
    }

    /// The files of a message.
    pub fn media_list(&mut self, now: i64, sid: &str) -> Answer {
        self.advance(now);
        let list = self.find(sid).map(|message| {
            let rows: Vec<Value> =
                message.media.iter().map(|m| json::media(&self.account, message, m)).collect();
            let uri =
                format!("{}/Messages/{sid}/Media.json?PageSize=50&Page=0", json::account_path(&self.account));
            self.single_page("media_list", rows, &uri)
        });
        self.whole(list)
    }

    /// Where a file can be downloaded: a redirect to an address that takes no credentials and soon expires.
    pub fn media_bytes(&mut self, now: i64, sid: &str, media_sid: &str) -> Answer {
        self.advance(now);
        match self.find_media(sid, media_sid) {
            Ok((_, media)) => {
                let until = self.now.saturating_add(DOWNLOAD_LIFE_MS);
                let signature = self.signature(&media.sid, until);
                let address = format!("/_cdn/{}?expires={until}&signature={signature}", media.sid);
                let mut answer = Answer::empty(307);
                answer.headers.push(("location", address));
                answer
            }
            Err(refused) => refuse(&refused),
        }
    }

    /// Deletes one file.
    pub fn media_delete(&mut self, now: i64, sid: &str, media_sid: &str) -> Answer {
        self.advance(now);
        let message = self.by_sid.get(sid).and_then(|index| self.messages.get_mut(*index));
        let before = message.as_ref().map_or(0, |message| message.media.len());
        let Some(message) = message else { return refuse(&Refused::NOT_FOUND) };
        message.media.retain(|media| media.sid != media_sid);
        if message.media.len() == before { refuse(&Refused::NOT_FOUND) } else { Answer::empty(204) }
    }

    /// The account's numbers, optionally only one.
    pub fn incoming_numbers(&mut self, now: i64, query: &[(String, String)]) -> Answer {
        self.advance(now);
        let wanted = first(query, "PhoneNumber");
        let lines = self.lines.iter().filter(|line| wanted.is_none_or(|number| line.number == number));
        let rows: Vec<Value> = lines.map(|line| json::line(&self.account, line)).collect();
        let uri =
            format!("{}/IncomingPhoneNumbers.json?PageSize=50&Page=0", json::account_path(&self.account));
        Answer::json(200, &self.single_page("incoming_phone_numbers", rows, &uri))
    }

    fn route(&mut self, request: &Request, place: &Place<'_>, struck: &Struck) -> Answer {
        let now = self.now;
        match (request.method, place) {
            (Method::Get, Place::Messages) => match self.page(&request.query, Some(struck)) {
                Ok(page) => Answer::json(200, &page),
                Err(refused) => refuse(&refused),
            },
            (Method::Post, Place::Messages) => self.create_for(request, struck),
            (Method::Get, Place::Message(sid)) => self.fetch(now, sid),
            (Method::Post, Place::Message(sid)) => {
                match (first(&request.form, "Status"), first(&request.form, "Body")) {
                    (Some("canceled"), _) => self.cancel(now, sid),
                    (Some(_), _) => refuse(&Refused::new(400, 20001, "Invalid status")),
                    (None, Some(body)) => self.redact(now, sid, body),
                    (None, None) => self.fetch(now, sid),
                }
            }
            (Method::Delete, Place::Message(sid)) => self.delete(now, sid),
            (Method::Get, Place::MediaList(sid)) => self.media_list(now, sid),
            (Method::Get, Place::MediaInfo(sid, media)) => {
                let info = self
                    .find_media(sid, media)
                    .map(|(message, media)| json::media(&self.account, message, media));
                self.whole(info)
            }
            (Method::Get, Place::MediaFile(sid, media)) => self.media_bytes(now, sid, media),
            (Method::Delete, Place::MediaInfo(sid, media) | Place::MediaFile(sid, media)) => {
                self.media_delete(now, sid, media)
            }
            (Method::Get, Place::Numbers) => self.incoming_numbers(now, &request.query),
            (Method::Get, Place::Download(media)) => self.download(request, media),
            (_, Place::Nowhere) => refuse(&Refused::NOT_FOUND),
            _ => refuse(&Refused::new(405, 20004, "Method not allowed")),
        }
    }

    /// Bytes of a file by its signed address. Credentials that follow the redirect are refused, as a
    /// storage host refuses two kinds of authorisation, and as a reviewer would.
    fn download(&self, request: &Request, media_sid: &str) -> Answer {
        if request.has_authorization {
            return Answer::bytes(
                400,
                "application/xml",
                b"<Error><Code>InvalidArgument</Code></Error>".to_vec(),
            );
        }
        let until: Option<i64> = first(&request.query, "expires").and_then(|text| text.parse().ok());
        let signed = until.is_some_and(|until| {
            until >= self.now && first(&request.query, "signature") == Some(&self.signature(media_sid, until))
        });
        let mut files = self.messages.iter().filter(|m| !m.deleted).flat_map(|m| &m.media);
        match files.find(|media| media.sid == media_sid) {
            Some(media) if signed => Answer::bytes(200, &media.content_type, media.bytes.clone()),
            Some(_) => {
                Answer::bytes(403, "application/xml", b"<Error><Code>AccessDenied</Code></Error>".to_vec())
            }
            None => Answer::bytes(404, "application/xml", b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
        }
    }

    fn signature(&self, media_sid: &str, until: i64) -> String {
        crate::sid::derive("", &["download", &self.account.secret, media_sid, &until.to_string()])
    }

    /// Faults that keep the request from being processed.
    fn early(&self, struck: &Struck) -> Option<Answer> {
        if struck.has(FaultName::Outage) {
            return Some(Answer::nothing(Fate::Refused));
        }
        if struck.has(FaultName::HangUp) {
            return Some(Answer::nothing(Fate::HungUp));
        }
        if struck.has(FaultName::CaptivePortal) {
            let page = "<!doctype html><title>Guest Wi-Fi</title><h1>Welcome! Please accept the terms.</h1>";
            return Some(Answer::bytes(200, "text/html", page.as_bytes().to_vec()));
        }
        if struck.has(FaultName::Revoked) {
            return Some(refuse(&Refused::new(401, 20003, "Authenticate")));
        }
        if let Some(fault) = struck.get(FaultName::TooMany) {
            let mut answer = refuse(&Refused::new(429, 20429, "Too Many Requests"));
            answer.headers.extend(fault.retry_after_s.map(|s| ("retry-after", s.to_string())));
            return Some(answer);
        }
        struck.get(FaultName::ErrorBefore).map(|fault| server_error(fault.status))
    }

    /// Faults that spoil an answer whose request was processed.
    fn late(&mut self, mut answer: Answer, struck: &Struck) -> Answer {
        if struck.has(FaultName::LostResponse) {
            return Answer::nothing(Fate::HungUp);
        }
        if let Some(fault) = struck.get(FaultName::ErrorAfter) {
            return server_error(fault.status);
        }
        if answer.status < 300 {
            self.bend(&mut answer, struck);
        }
        if let Some(fault) = struck.get(FaultName::Truncated) {
            answer.body.truncate(fault.bytes.unwrap_or(200));
        }
        if let Some(fault) = struck.get(FaultName::CutShort) {
            answer.fate = Fate::CutShort(fault.bytes.unwrap_or(600));
        }
        answer
    }

    fn bend(&mut self, answer: &mut Answer, struck: &Struck) {
        let Ok(mut value) = serde_json::from_slice::<Value>(&answer.body) else { return };
        let which = self.faults.pick(usize::MAX);
        for row in rows_of(&mut value) {
            if struck.has(FaultName::UnknownStatus) {
                row.insert("status".to_owned(), "marinating".into());
            }
            if struck.has(FaultName::BadDates) {
                row.insert("date_created".to_owned(), "Fri, 32 Nov 2026 25:61:00 +0000".into());
                row.insert("date_sent".to_owned(), "yesterday".into());
            }
            if struck.has(FaultName::MissingFields) {
                const GONE: [&str; 6] = ["sid", "body", "status", "date_created", "direction", "num_media"];
                row.remove(*GONE.get(which % GONE.len()).unwrap_or(&"sid"));
            }
        }
        let mut text = value.to_string();
        if struck.has(FaultName::LoneSurrogates) {
            text = text.replace(r#""body":""#, r#""body":"\ud83d "#);
        }
        if let (Some(fault), Some(rest)) = (struck.get(FaultName::Huge), text.strip_prefix('{')) {
            let pad = " ".repeat(fault.bytes.unwrap_or(52_428_800));
            text = format!("{{{pad}{rest}");
        }
        answer.body = text.into_bytes();
    }

    fn unauthorised(&self, request: &Request, place: &Place<'_>) -> Option<Answer> {
        if matches!(place, Place::Download(_)) {
            return None;
        }
        let known = request.basic.as_ref().is_some_and(|(user, password)| {
            *user == self.account.key_sid && *password == self.account.secret
        });
        (!known).then(|| refuse(&Refused::new(401, 20003, "Authenticate")))
    }

    fn find(&self, sid: &str) -> Result<&Message, Refused> {
        let message = self.by_sid.get(sid).and_then(|index| self.messages.get(*index));
        message.filter(|message| !message.deleted).ok_or(Refused::NOT_FOUND)
    }

    fn find_media(&self, sid: &str, media_sid: &str) -> Result<(&Message, &Media), Refused> {
        let message = self.find(sid)?;
        let media = message.media.iter().find(|media| media.sid == media_sid);
        media.map(|media| (message, media)).ok_or(Refused::NOT_FOUND)
    }

    fn change(
        &mut self,
        sid: &str,
        change: impl FnOnce(&mut Message, i64) -> Result<(), Refused>,
    ) -> Result<Value, Refused> {
        let message = self.by_sid.get(sid).and_then(|index| self.messages.get_mut(*index));
        let message = message.filter(|message| !message.deleted).ok_or(Refused::NOT_FOUND)?;
        change(message, self.now)?;
        Ok(json::message(&self.account, message))
    }

    fn whole(&self, result: Result<Value, Refused>) -> Answer {
        match result {
            Ok(value) => Answer::json(200, &value),
            Err(refused) => refuse(&refused),
        }
    }

    fn single_page(&self, key: &str, rows: Vec<Value>, uri: &str) -> Value {
        let end = rows.len().saturating_sub(1);
        let mut page = json!({
            "page": 0, "page_size": 50, "start": 0, "end": end, "uri": uri, "first_page_uri": uri,
            "previous_page_uri": null, "next_page_uri": null,
        });
        if let Some(fields) = page.as_object_mut() {
            fields.insert(key.to_owned(), rows.into());
        }
        page
    }
}

impl<'a> Place<'a> {
    fn of(path: &'a str, account_sid: &str) -> Self {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let below = match parts.as_slice() {
            ["_cdn", media] => return Self::Download(media),
            ["2010-04-01", "Accounts", account, rest @ ..] if *account == account_sid => rest,
            _ => return Self::Nowhere,
        };
        match below {
            ["Messages.json"] => Self::Messages,
            ["IncomingPhoneNumbers.json"] => Self::Numbers,
            ["Messages", sid] => sid.strip_suffix(".json").map_or(Self::Nowhere, Self::Message),
            ["Messages", sid, "Media.json"] => Self::MediaList(sid),
            ["Messages", sid, "Media", media] => match media.strip_suffix(".json") {
                Some(media) => Self::MediaInfo(sid, media),
                None => Self::MediaFile(sid, media),
            },
            _ => Self::Nowhere,
        }
    }

    fn scope(&self, method: Method) -> Scope {
        match (self, method) {
            (Self::Messages, Method::Post) => Scope::Create,
            (Self::Messages, _) => Scope::List,
            (Self::Message(_), Method::Get) => Scope::Fetch,
            (Self::Message(_), _) => Scope::Change,
            (Self::MediaList(_) | Self::MediaInfo(..) | Self::MediaFile(..) | Self::Download(_), _) => {
                Scope::Media
            }
            (Self::Numbers, _) => Scope::Numbers,
            (Self::Nowhere, _) => Scope::All,
        }
    }
}

/// The message objects of a listing or of a single answer.
fn rows_of(value: &mut Value) -> Vec<&mut serde_json::Map<String, Value>> {
    if value.get("messages").is_some() {
        let rows = value.get_mut("messages").and_then(Value::as_array_mut);
        return rows.into_iter().flatten().filter_map(Value::as_object_mut).collect();
    }
    if value.get("direction").is_some() { value.as_object_mut().into_iter().collect() } else { Vec::new() }
}

fn refuse(refused: &Refused) -> Answer {
    let mut answer = Answer::json(refused.status, &refused.body());
    if refused.status == 401 {
        answer.headers.push(("www-authenticate", "Basic realm=\"Twilio API\"".to_owned()));
    }
    answer
}

fn server_error(status: Option<u16>) -> Answer {
    let refused = match status {
        Some(503) => Refused::new(503, 20503, "Service Unavailable"),
        Some(status) => Refused::new(status, 20500, "Internal Server Error"),
        None => Refused::new(500, 20500, "Internal Server Error"),
    };
    refuse(&refused)
}
