//! Twilio's JSON: numbers as strings, dates in RFC 2822, absent values as null, the error envelope.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::carrier::{Account, Line};
use crate::message::{Direction, Media, Message, Status, error_words};
use crate::segments;

/// A request refused, as Twilio puts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub status: u16,
    pub code: u32,
    pub message: &'static str,
}

impl Refused {
    pub const fn new(status: u16, code: u32, message: &'static str) -> Self {
        Self { status, code, message }
    }

    pub const NOT_FOUND: Self = Self::new(404, 20404, "The requested resource was not found");

    /// The envelope.
    pub fn body(&self) -> Value {
        json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status,
        })
    }
}

/// `Mon, 23 Nov 2026 16:42:00 +0000`. Whole seconds: that is all Twilio tells.
pub(crate) fn rfc2822(at: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(at).map_or_else(String::new, |time| time.to_rfc2822())
}

pub(crate) fn account_path(account: &Account) -> String {
    format!("/2010-04-01/Accounts/{}", account.account_sid)
}

pub(crate) fn message(account: &Account, message: &Message) -> Value {
    let base = format!("{}/Messages/{}", account_path(account), message.sid);
    // Before a service has chosen a sender, the parts are not counted yet.
    let unplaced = matches!(message.status, Status::Accepted | Status::Scheduled);
    let segments = if unplaced { 0 } else { segments::count(&message.body) };
    let priced = message.sent_at.is_some() && message.direction != Direction::Inbound;
    json!({
        "account_sid": account.account_sid,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": rfc2822(message.created_at),
        "date_sent": message.sent_at.map(rfc2822),
        "date_updated": rfc2822(message.updated_at),
        "direction": message.direction.word(),
        "error_code": message.error_code,
        "error_message": message.error_code.and_then(error_words),
        "from": (!message.from.is_empty()).then_some(&message.from),
        "messaging_service_sid": message.service,
        "num_media": message.media.len().to_string(),
        "num_segments": segments.to_string(),
        "price": priced.then(|| price(segments)),
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status.word(),
        "subresource_uris": { "media": format!("{base}/Media.json"), "feedback": format!("{base}/Feedback.json") },
        "to": message.to,
        "uri": format!("{base}.json"),
    })
}

/// 0.79 cents a part.
fn price(segments: usize) -> String {
    let hundredths = segments.saturating_mul(79);
    format!("-{}.{:04}0", hundredths / 10_000, hundredths % 10_000)
}

pub(crate) fn media(account: &Account, parent: &Message, media: &Media) -> Value {
    json!({
        "account_sid": account.account_sid,
        "content_type": media.content_type,
        "date_created": rfc2822(media.created_at),
        "date_updated": rfc2822(media.created_at),
        "parent_sid": parent.sid,
        "sid": media.sid,
        "uri": format!("{}/Messages/{}/Media/{}.json", account_path(account), parent.sid, media.sid),
    })
}

pub(crate) fn line(account: &Account, line: &Line) -> Value {
    let uri = format!("{}/IncomingPhoneNumbers/{}", account_path(account), line.sid);
    json!({
        "account_sid": account.account_sid,
        "address_requirements": "none",
        "address_sid": null,
        "api_version": "2010-04-01",
        "beta": false,
        "bundle_sid": null,
        "capabilities": { "voice": true, "sms": true, "mms": true, "fax": false },
        "date_created": rfc2822(line.created_at),
        "date_updated": rfc2822(line.created_at),
        "emergency_address_sid": null,
        "emergency_address_status": "unregistered",
        "emergency_status": "Inactive",
        "friendly_name": line.name,
        "identity_sid": null,
        "origin": "twilio",
        "phone_number": line.number,
        "sid": line.sid,
        "sms_application_sid": null,
        "sms_fallback_method": "POST",
        "sms_fallback_url": null,
        "sms_method": "POST",
        "sms_url": null,
        "status": "in-use",
        "status_callback": null,
        "status_callback_method": "POST",
        "subresource_uris": { "assigned_add_ons": format!("{uri}/AssignedAddOns.json") },
        "trunk_sid": null,
        "type": "local",
        "uri": format!("{uri}.json"),
        "voice_application_sid": null,
        "voice_caller_id_lookup": false,
        "voice_fallback_method": "POST",
        "voice_fallback_url": null,
        "voice_method": "POST",
        "voice_receive_mode": "voice",
        "voice_url": null,
    })
}
