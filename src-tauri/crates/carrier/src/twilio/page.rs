//! Answers as bytes into values. Nothing here opens a socket, so every byte can be tried.

use std::collections::BTreeSet;

use foyer_domain::ProviderMessageId;
use serde::Deserialize;
use url::Url;

use crate::{
    CarrierMessage, FetchError, OwnNumber, Page, PageCursor, RowPrint, Unreadable,
    twilio::{
        repair,
        row::{Entry, Loose, Row},
        words,
    },
};

const NOT_JSON: FetchError = FetchError::Unreadable { what: "not JSON" };

/// Reads one page of `Messages.json`; `base` is the account's own address, which the next page may not leave.
/// Rows keep the carrier's order; of a repeated id the first, which is the newest, is kept.
///
/// # Errors
/// Not JSON even after mending lone surrogates, or no list of messages in it.
pub fn read_page(bytes: &[u8], base: &Url) -> Result<Page, FetchError> {
    #[derive(Deserialize)]
    struct Wire {
        messages: Option<Vec<Entry>>,
        #[serde(default)]
        next_page_uri: Loose,
    }
    let wire: Wire = repair::parse(bytes).ok_or(NOT_JSON)?;
    let rows = wire.messages.ok_or(FetchError::Unreadable { what: "messages" })?;
    let mut page = Page::default();
    let mut seen = BTreeSet::new();
    let prints = prints(&rows);
    for (row, print) in rows.into_iter().zip(prints) {
        let read = match row {
            Entry::Row(row) => row.into_message().map_err(|bad| Unreadable { print, ..bad }),
            Entry::NotARow => Err(Unreadable { id: None, what: "row", sender: None, print: None }),
        };
        match read {
            Ok(message) if seen.insert(message.id.clone()) => page.messages.push(message),
            Ok(_) => {}
            Err(unreadable) => page.unreadable.push(unreadable),
        }
    }
    match next_page(&wire.next_page_uri, base) {
        Ok(next) => page.next = next.map(PageCursor::new),
        // The rows are good even if the way on is not.
        Err(()) => {
            page.cut = true;
            page.unreadable.push(Unreadable { id: None, what: "next_page_uri", sender: None, print: None });
        }
    }
    Ok(page)
}

/// For each row that has no id, which one it is.
fn prints(rows: &[Entry]) -> Vec<Option<RowPrint>> {
    let (mut prints, mut below) = (Vec::with_capacity(rows.len()), None);
    for row in rows.iter().rev() {
        let Entry::Row(row) = row else {
            prints.push(None);
            continue;
        };
        let id = row.sid.text().and_then(words::message_id);
        prints.push(if id.is_some() { None } else { Some(row.print(below.as_ref())) });
        below = id.or(below);
    }
    prints.reverse();
    prints
}

/// The message that a create answered with; `None` when there is none in it.
pub(super) fn read_created(bytes: &[u8]) -> Option<Row> {
    match repair::parse(bytes)? {
        Entry::Row(row) => Some(*row),
        Entry::NotARow => None,
    }
}

/// One message, which must be the one asked for.
pub(super) fn read_message(bytes: &[u8], id: &ProviderMessageId) -> Result<CarrierMessage, FetchError> {
    match repair::parse(bytes).ok_or(NOT_JSON)? {
        Entry::Row(row) => match row.into_message() {
            Ok(message) if message.id == *id => Ok(message),
            Ok(_) => Err(FetchError::Unreadable { what: "another message" }),
            Err(Unreadable { what, .. }) => Err(FetchError::Unreadable { what }),
        },
        Entry::NotARow => Err(FetchError::Unreadable { what: "row" }),
    }
}

pub(super) struct NumbersPage {
    pub numbers: Vec<OwnNumber>,
    pub next: Option<Url>,
}

/// One page of `IncomingPhoneNumbers.json`; numbers that cannot text are left out.
pub(super) fn read_numbers(bytes: &[u8], base: &Url) -> Result<NumbersPage, FetchError> {
    #[derive(Deserialize)]
    struct Wire {
        incoming_phone_numbers: Vec<Number>,
        #[serde(default)]
        next_page_uri: Loose,
    }
    #[derive(Deserialize)]
    struct Number {
        #[serde(default)]
        phone_number: Loose,
        #[serde(default)]
        friendly_name: Loose,
        #[serde(default)]
        origin: Loose,
        capabilities: Option<Capable>,
    }
    #[derive(Deserialize)]
    struct Capable {
        sms: Option<bool>,
    }
    let wire: Wire = repair::parse(bytes).ok_or(FetchError::Unreadable { what: "numbers" })?;
    let next = next_page(&wire.next_page_uri, base)
        .map_err(|()| FetchError::Unreadable { what: "next_page_uri" })?;
    let next = next.and_then(|next| Url::parse(&next).ok());
    let can_text = |number: &Number| number.capabilities.as_ref().and_then(|can| can.sms) != Some(false);
    let own = |number: Number| {
        let written = super::number(number.phone_number.text()?)?;
        let name = number.friendly_name.text().map(str::trim).filter(|name| !name.is_empty());
        // `twilio` or `hosted`, says the API; what it does not say is taken for its own.
        let hosted = number.origin.text() == Some("hosted");
        Some(OwnNumber {
            name: name.map_or_else(|| written.pretty(), str::to_owned),
            number: written,
            hosted,
        })
    };
    Ok(NumbersPage {
        numbers: wire.incoming_phone_numbers.into_iter().filter(can_text).filter_map(own).collect(),
        next,
    })
}

/// The ids in `Media.json`, in order.
pub(super) fn read_media_list(bytes: &[u8]) -> Result<Vec<String>, FetchError> {
    #[derive(Deserialize)]
    struct Wire {
        media_list: Vec<Entry>,
    }
    let wire: Wire = repair::parse(bytes).ok_or(FetchError::Unreadable { what: "media_list" })?;
    let sid = |entry: Entry| match entry {
        Entry::Row(row) => row.sid.text().filter(|sid| words::is_sid_of("ME", sid)).map(str::to_owned),
        Entry::NotARow => None,
    };
    Ok(wire.media_list.into_iter().filter_map(sid).collect())
}

/// An address relative to the account's, if it stays at the same origin: credentials go nowhere else.
pub(super) fn same_origin(base: &Url, address: &str) -> Option<Url> {
    let url = base.join(address).ok()?;
    let stays = url.origin() == base.origin() && url.username().is_empty() && url.password().is_none();
    stays.then_some(url)
}

/// The next page's whole address, exactly as the carrier wrote it; rebuilding it broke other clients
/// (twilio-ruby issue 71).
fn next_page(field: &Loose, base: &Url) -> Result<Option<String>, ()> {
    match field {
        Loose::Missing | Loose::Null => Ok(None),
        Loose::Text(text) if text.is_empty() => Ok(None),
        Loose::Text(text) => same_origin(base, text).map(|url| Some(url.into())).ok_or(()),
        Loose::Number(_) | Loose::Other => Err(()),
    }
}
