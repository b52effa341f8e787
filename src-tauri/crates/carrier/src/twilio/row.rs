//! One message row, read so that no single field can spoil the page.
//!
//! Every field may hold anything. Without an id, a direction, our own number or a readable body the row cannot be
//! used and is named by the field that is wrong; anything else that is missing or new is left empty: an unknown
//! status gives no state, an unreadable date no time.

use std::fmt;

use chrono::DateTime;
use foyer_domain::{
    Channel, Charge, Currency, Direction, PhoneNumber, Private, ProviderMessageId, Timestamp,
};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::{CarrierMessage, RowPrint, Unreadable, twilio::words};

/// Longer than any address Twilio writes (`whatsapp:+` and 15 digits), short enough to be a key.
const MAX_ADDRESS: usize = 64;

/// A field that may hold anything.
#[derive(Clone, Default)]
pub(super) enum Loose {
    /// Not there.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// Text.
    Text(String),
    /// A whole number, where Twilio writes text or the other way round.
    Number(i64),
    /// A list, an object, a fraction, a yes or no.
    Other,
}

/// The fields we read.
#[derive(Default)]
pub(super) struct Row {
    pub sid: Loose,
    pub from: Loose,
    pub to: Loose,
    pub body: Loose,
    pub direction: Loose,
    pub status: Loose,
    pub error_code: Loose,
    pub date_created: Loose,
    pub date_sent: Loose,
    pub num_media: Loose,
    pub price: Loose,
    pub price_unit: Loose,
}

/// One element of a list that should hold rows.
pub(super) enum Entry {
    Row(Box<Row>),
    NotARow,
}

impl Loose {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Missing | Self::Null | Self::Number(_) | Self::Other => None,
        }
    }

    /// A whole number, however it is written.
    fn number(&self) -> Option<u32> {
        match self {
            Self::Number(number) => u32::try_from(*number).ok(),
            Self::Text(text) => text.parse().ok(),
            Self::Missing | Self::Null | Self::Other => None,
        }
    }

    /// An RFC 2822 date, as all of API-2010 writes them.
    pub(super) fn date(&self) -> Option<Timestamp> {
        let date = DateTime::parse_from_rfc2822(self.text()?).ok()?;
        Some(Timestamp::from_millis(date.timestamp_millis()))
    }

    const fn is_empty(&self) -> bool {
        matches!(self, Self::Missing | Self::Null)
    }
}

impl Row {
    /// Who sent this text to us by SMS, as far as can be read; what we sent has nobody.
    fn sender(&self) -> Option<PhoneNumber> {
        if self.direction.text().is_some_and(|direction| direction.starts_with("outbound")) {
            return None;
        }
        match address(&self.from)? {
            (Channel::Sms, bare) => PhoneNumber::parse_e164(&bare).ok(),
            (Channel::WhatsApp, _) => None,
        }
    }

    /// Which row this is, although it has no id; `below` is the id of the text listed below it.
    pub(super) fn print(&self, below: Option<&ProviderMessageId>) -> RowPrint {
        // Not the status and what comes with it: they move.
        let fields = [&self.from, &self.to, &self.body, &self.direction, &self.date_created, &self.num_media];
        let below = below.filter(|_| self.date_created.date().is_none());
        RowPrint::of(&fields.map(Loose::text), below.map(ProviderMessageId::as_str))
    }

    /// The message, or the field that prevents it.
    pub(super) fn into_message(self) -> Result<CarrierMessage, Unreadable> {
        let id = self.sid.text().and_then(words::message_id);
        let sender = self.sender();
        let Some(id) = id else { return Err(Unreadable { id: None, what: "sid", sender, print: None }) };
        let wrong = |what| Unreadable { id: Some(id.clone()), what, sender: sender.clone(), print: None };
        let (direction, automatic) = match self.direction.text() {
            Some("inbound") => (Direction::Inbound, false),
            Some("outbound-api" | "outbound-call") => (Direction::Outbound, false),
            Some("outbound-reply") => (Direction::Outbound, true),
            Some(_) | None => return Err(wrong("direction")),
        };
        let (own, own_field, far, far_field) = match direction {
            Direction::Inbound => (&self.to, "to", &self.from, "from"),
            Direction::Outbound => (&self.from, "from", &self.to, "to"),
        };
        let (channel, own) = address(own).ok_or_else(|| wrong(own_field))?;
        let own = PhoneNumber::parse_e164(&own).map_err(|_| wrong(own_field))?;
        let far = match far {
            Loose::Missing | Loose::Null => String::new(),
            Loose::Text(_) | Loose::Number(_) | Loose::Other => {
                let (far_channel, far) = address(far).ok_or_else(|| wrong(far_field))?;
                if far_channel != channel {
                    return Err(wrong(far_field));
                }
                far
            }
        };
        let media_count = if self.num_media.is_empty() { 0 } else { self.num_media.number().unwrap_or(1) };
        let body = match self.body {
            Loose::Text(body) => body,
            Loose::Null => String::new(),
            Loose::Missing if media_count > 0 => String::new(),
            Loose::Missing | Loose::Number(_) | Loose::Other => return Err(wrong("body")),
        };
        let (state, problem, charge) = match direction {
            Direction::Inbound => (None, None, None),
            Direction::Outbound => {
                let currency = self.price_unit.text().and_then(Currency::parse);
                let charge =
                    self.price.text().zip(currency).and_then(|(price, unit)| Charge::parse(price, unit));
                (
                    self.status.text().and_then(words::state),
                    self.error_code.number().map(words::problem),
                    charge,
                )
            }
        };
        Ok(CarrierMessage {
            direction,
            far_number: PhoneNumber::parse_e164(&far).ok(),
            far: Private::new(far),
            own,
            channel,
            body: Private::new(body),
            state,
            problem,
            charge,
            created_at: self.date_created.date(),
            sent_at: self.date_sent.date(),
            media_count,
            automatic,
            id,
        })
    }
}

/// Channel and bare address; `None` for what is no address, or one of a channel we do not know.
fn address(field: &Loose) -> Option<(Channel, String)> {
    let text = match field {
        Loose::Text(text) => text.clone(),
        Loose::Number(number) => number.to_string(),
        Loose::Missing | Loose::Null | Loose::Other => return None,
    };
    if text.len() > MAX_ADDRESS {
        return None;
    }
    match text.split_once(':') {
        None => Some((Channel::Sms, text)),
        Some(("whatsapp", bare)) => Some((Channel::WhatsApp, bare.to_owned())),
        Some(_) => None,
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E>(self, text: &str) -> Result<Loose, E> {
        Ok(Loose::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Loose, E> {
        Ok(Loose::Text(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose, E> {
        Ok(Loose::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose, E> {
        Ok(i64::try_from(number).map_or(Loose::Other, Loose::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Loose, E> {
        Ok(Loose::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose::Other)
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose::Other)
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Sid,
    From,
    To,
    Body,
    Direction,
    Status,
    ErrorCode,
    DateCreated,
    DateSent,
    NumMedia,
    Price,
    PriceUnit,
    #[serde(other)]
    Unread,
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    /// By hand, because a repeated field must not refuse the page; the last one counts, as in most readers.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let mut row = Box::<Row>::default();
        while let Some(field) = map.next_key::<Field>()? {
            let place = match field {
                Field::Sid => &mut row.sid,
                Field::From => &mut row.from,
                Field::To => &mut row.to,
                Field::Body => &mut row.body,
                Field::Direction => &mut row.direction,
                Field::Status => &mut row.status,
                Field::ErrorCode => &mut row.error_code,
                Field::DateCreated => &mut row.date_created,
                Field::DateSent => &mut row.date_sent,
                Field::NumMedia => &mut row.num_media,
                Field::Price => &mut row.price,
                Field::PriceUnit => &mut row.price_unit,
                Field::Unread => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *place = map.next_value()?;
        }
        Ok(Entry::Row(row))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Entry, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Entry::NotARow)
    }

    fn visit_str<E>(self, _: &str) -> Result<Entry, E> {
        Ok(Entry::NotARow)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Entry, E> {
        Ok(Entry::NotARow)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Entry, E> {
        Ok(Entry::NotARow)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Entry, E> {
        Ok(Entry::NotARow)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Entry, E> {
        Ok(Entry::NotARow)
    }

    fn visit_unit<E>(self) -> Result<Entry, E> {
        Ok(Entry::NotARow)
    }
}
