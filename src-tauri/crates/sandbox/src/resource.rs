//! What can be done with a message that exists, its files, and the account's numbers. Faults and credentials
//! are not looked at here.

use serde_json::{Value, json};

use crate::carrier::Carrier;
use crate::json::{self, Refused};
use crate::message::{Media, Message, Status};
use crate::wire::{Answer, Request, first};

/// How long a signed download address lives (about 4 h at Twilio).
const DOWNLOAD_LIFE_MS: i64 = 4 * 3_600_000;

impl Carrier {
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
        Answer::json(200, self.single_page("incoming_phone_numbers", rows, &uri))
    }

    /// Bytes of a file by its signed address. Credentials that follow the redirect are refused, as a
    /// storage host refuses two kinds of authorisation, and as a reviewer would.
    pub(crate) fn download(&self, request: &Request, media_sid: &str) -> Answer {
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

    fn find(&self, sid: &str) -> Result<&Message, Refused> {
        let message = self.by_sid.get(sid).and_then(|index| self.messages.get(*index));
        message.filter(|message| !message.deleted).ok_or(Refused::NOT_FOUND)
    }

    pub(crate) fn find_media(&self, sid: &str, media_sid: &str) -> Result<(&Message, &Media), Refused> {
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

    pub(crate) fn whole(&self, result: Result<Value, Refused>) -> Answer {
        match result {
            Ok(value) => Answer::json(200, value),
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

/// The error envelope as an answer.
pub(crate) fn refuse(refused: &Refused) -> Answer {
    let mut answer = Answer::json(refused.status, refused.body());
    if refused.status == 401 {
        answer.headers.push(("www-authenticate", "Basic realm=\"Twilio API\"".to_owned()));
    }
    answer
}
