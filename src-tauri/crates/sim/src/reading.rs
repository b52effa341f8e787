//! What an answer of the sandbox means, as the HTTP adapter decides it.

use std::collections::BTreeSet;

use foyer_carrier::{
    CarrierMessage, FetchError, NotSentReason, Page, PageCursor, Rejection, RowPrint, SubmitOutcome,
    UnknownReason, Unreadable,
};
use foyer_domain::{
    Channel, ChannelFault, DeliveryProblem, DeliveryState, Direction, PhoneNumber, Private,
    ProviderMessageId, Span, Timestamp,
};
use foyer_sandbox::{Answer, Body, Fate, Listing};
use serde_json::Value;

/// The longest a carrier may send us away.
const LONGEST_AWAY: Span = Span::hours(1);

/// The four outcomes, as the HTTP adapter decides them.
pub fn outcome(answer: &Answer) -> SubmitOutcome {
    match answer.fate {
        Fate::Refused => {
            return SubmitOutcome::NotSent { reason: NotSentReason::CarrierDown, retry_after: None };
        }
        Fate::HungUp | Fate::CutShort(_) => return SubmitOutcome::Unknown(UnknownReason::ConnectionLost),
        Fate::Arrives => {}
    }
    let value = answer.value();
    let code = value["code"].as_u64().and_then(|code| u32::try_from(code).ok());
    match answer.status {
        200..=299 => match value["sid"].as_str().and_then(|sid| ProviderMessageId::parse(sid).ok()) {
            Some(id) => SubmitOutcome::Accepted {
                id,
                state: DeliveryState::Accepted,
                created_at: value["date_created"].as_str().and_then(date),
            },
            None => SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status: answer.status }),
        },
        401 => SubmitOutcome::Paused(ChannelFault::Credentials),
        429 => {
            SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after: retry_after(answer) }
        }
        400..=499 if code.is_some() => SubmitOutcome::Rejected(Rejection { problem: problem(code), code }),
        500..=599 => SubmitOutcome::Unknown(UnknownReason::CarrierFailure { status: answer.status }),
        status => SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status }),
    }
}

pub fn read(answer: Answer) -> Result<Value, FetchError> {
    json(whole(answer)?)
}

/// One page of a list.
pub fn page(answer: Answer, own: &PhoneNumber) -> Result<Page, FetchError> {
    match whole(answer)? {
        Body::Listing(page) => Ok(rows(*page, own)),
        body => Ok(listing(&json(body)?, own)),
    }
}

fn json(body: Body) -> Result<Value, FetchError> {
    match body.into_value() {
        Value::Null => Err(FetchError::Unreadable { what: "body" }),
        value => Ok(value),
    }
}

/// The body of an answer that says yes.
fn whole(answer: Answer) -> Result<Body, FetchError> {
    match answer.fate {
        Fate::Refused | Fate::HungUp | Fate::CutShort(_) => return Err(FetchError::CarrierDown),
        Fate::Arrives => {}
    }
    match answer.status {
        200..=299 => Ok(answer.body),
        401 => Err(FetchError::Refused(ChannelFault::Credentials)),
        404 => Err(FetchError::NotFound),
        429 => Err(FetchError::RateLimited { retry_after: retry_after(&answer) }),
        400 => Err(FetchError::Unreadable { what: "request refused" }),
        _ => Err(FetchError::CarrierDown),
    }
}

pub fn retry_after(answer: &Answer) -> Option<Span> {
    let header = answer.headers.iter().find(|(name, _)| *name == "retry-after")?;
    header.1.parse().ok().map(|s: i64| Span::seconds(s).min(LONGEST_AWAY))
}

/// A page that nothing has bent, without its JSON.
fn rows(page: Listing, own: &PhoneNumber) -> Page {
    let (rows, next) = page.into_rows();
    let mut page = Page { next: next.as_deref().and_then(cursor), ..Page::default() };
    let mut seen = BTreeSet::new();
    for row in rows {
        let id = ProviderMessageId::parse(&row.sid).ok();
        let Some(id) = id.filter(|id| seen.insert(id.clone())) else { continue };
        let inbound = row.direction == foyer_sandbox::Direction::Inbound;
        let far = if inbound { row.from } else { row.to };
        page.messages.push(CarrierMessage {
            id,
            direction: if inbound { Direction::Inbound } else { Direction::Outbound },
            far_number: PhoneNumber::parse_e164(&far).ok(),
            far: Private::new(far),
            own: own.clone(),
            channel: Channel::Sms,
            body: Private::new(row.body),
            state: state(row.status.word()),
            problem: row.error_code.map(|code| problem(Some(code))),
            charge: None,
            created_at: Some(Timestamp::from_millis(row.created_at)),
            sent_at: row.sent_at.map(Timestamp::from_millis),
            media_count: u32::try_from(row.media.len()).unwrap_or(u32::MAX),
            automatic: row.direction == foyer_sandbox::Direction::OutboundReply,
        });
    }
    page
}

fn listing(value: &Value, own: &PhoneNumber) -> Page {
    let mut page = Page { next: value["next_page_uri"].as_str().and_then(cursor), ..Page::default() };
    let rows: Vec<&Value> = value["messages"].as_array().into_iter().flatten().collect();
    let mut seen = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        match message(row, own) {
            Ok(message) if seen.insert(message.id.clone()) => page.messages.push(message),
            Ok(_) => {}
            Err(unreadable) => {
                let print = unreadable.id.is_none().then(|| print(row, &rows[at + 1..]));
                page.unreadable.push(Unreadable { print, ..unreadable });
            }
        }
    }
    page
}

/// Which row one is that has no id, with those below it.
fn print(row: &Value, below: &[&Value]) -> RowPrint {
    let fields =
        ["from", "to", "body", "direction", "date_created", "num_media"].map(|name| row[name].as_str());
    let dated = row["date_created"].as_str().and_then(date).is_some();
    let below = below.iter().find_map(|row| row["sid"].as_str()).filter(|_| !dated);
    RowPrint::of(&fields, below)
}

fn cursor(uri: &str) -> Option<PageCursor> {
    let part = |name: &str| uri.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)).map(str::to_owned);
    Some(PageCursor::new(format!("{}/{}", part("Page=")?, part("PageToken=").unwrap_or_default())))
}

pub fn message(row: &Value, own: &PhoneNumber) -> Result<CarrierMessage, Unreadable> {
    let id = row["sid"].as_str().and_then(|sid| ProviderMessageId::parse(sid).ok());
    let sender = (row["direction"] != "outbound-api" && row["direction"] != "outbound-reply")
        .then(|| PhoneNumber::parse_e164(row["from"].as_str()?).ok())
        .flatten();
    let wrong = |what| Unreadable { id: id.clone(), what, sender: sender.clone(), print: None };
    let id = id.clone().ok_or_else(|| wrong("sid"))?;
    let (direction, automatic) = match row["direction"].as_str() {
        Some("inbound") => (Direction::Inbound, false),
        Some("outbound-api") => (Direction::Outbound, false),
        Some("outbound-reply") => (Direction::Outbound, true),
        Some(_) | None => return Err(wrong("direction")),
    };
    let far = match direction {
        Direction::Inbound => row["from"].as_str(),
        Direction::Outbound => row["to"].as_str(),
    }
    .unwrap_or_default();
    let code = row["error_code"].as_u64().and_then(|code| u32::try_from(code).ok());
    Ok(CarrierMessage {
        id,
        direction,
        far: Private::new(far),
        far_number: PhoneNumber::parse_e164(far).ok(),
        own: own.clone(),
        channel: Channel::Sms,
        body: Private::new(row["body"].as_str().ok_or_else(|| wrong("body"))?),
        state: row["status"].as_str().and_then(state),
        problem: code.map(|code| problem(Some(code))),
        charge: None,
        created_at: row["date_created"].as_str().and_then(date),
        sent_at: row["date_sent"].as_str().and_then(date),
        media_count: row["num_media"].as_str().and_then(|count| count.parse().ok()).unwrap_or(1),
        automatic,
    })
}

fn state(status: &str) -> Option<DeliveryState> {
    match status {
        "accepted" | "scheduled" | "queued" | "sending" => Some(DeliveryState::Accepted),
        "sent" => Some(DeliveryState::Sent),
        "delivered" => Some(DeliveryState::Delivered),
        "undelivered" => Some(DeliveryState::Undelivered),
        "failed" | "canceled" => Some(DeliveryState::Failed),
        _ => None,
    }
}

fn problem(code: Option<u32>) -> DeliveryProblem {
    match code {
        Some(21610) => DeliveryProblem::OptedOut,
        Some(21614 | 30006) => DeliveryProblem::Landline,
        Some(30003) => DeliveryProblem::Unreachable,
        Some(30005 | 21211) => DeliveryProblem::UnknownNumber,
        Some(30007) => DeliveryProblem::Filtered,
        Some(_) | None => DeliveryProblem::Other,
    }
}

fn date(text: &str) -> Option<Timestamp> {
    let parsed = chrono::DateTime::parse_from_rfc2822(text).ok()?;
    Some(Timestamp::from_millis(parsed.timestamp_millis()))
}
