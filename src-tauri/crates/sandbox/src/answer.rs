//! The whole far end of one request: credentials, routes, faults. [`Carrier::answer`] is what both the HTTP
//! server and a simulation call.

use crate::carrier::Carrier;
use crate::faults::{FaultName, Scope, Struck};
use crate::json::{self, Refused};
use crate::record::Outcome;
use crate::resource::refuse;
use crate::wire::{Answer, Fate, Method, Request, first};

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
        let struck = self.faults.strike(self.now, scope);
        if struck.has(FaultName::Outage) {
            // Nobody was there to count it.
            return Answer::nothing(Fate::Refused);
        }
        self.tally.requests += 1;
        if scope == Scope::Create {
            self.tally.creates_received += 1;
            *self.tally.received_by_client.entry(request.client.clone()).or_default() += 1;
        }
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

    fn route(&mut self, request: &Request, place: &Place<'_>, struck: &Struck) -> Answer {
        let now = self.now;
        match (request.method, place) {
            (Method::Get, Place::Messages) => match self.page(&request.query, Some(struck)) {
                Ok(page) => Answer::listing(page),
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

    fn unauthorised(&self, request: &Request, place: &Place<'_>) -> Option<Answer> {
        if matches!(place, Place::Download(_)) {
            return None;
        }
        let known = request.basic.as_ref().is_some_and(|(user, password)| {
            *user == self.account.key_sid && *password == self.account.secret
        });
        (!known).then(|| refuse(&Refused::new(401, 20003, "Authenticate")))
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
