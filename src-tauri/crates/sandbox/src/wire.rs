//! What crosses the wire, without a wire: a request as the carrier understands it and its answer together
//! with the fate of that answer. No `Debug`: both carry texts and numbers.

use crate::listing::Listing;

/// The three verbs that Twilio's message API knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Create or change.
    Post,
    /// Delete.
    Delete,
    /// Anything else; answered with 405.
    Other,
}

/// A request whose body has been read to its end.
#[derive(Clone)]
pub struct Request {
    /// The verb.
    pub method: Method,
    /// Path without query, percent-decoded by nobody: sids need no escaping.
    pub path: String,
    /// Query parameters in order, decoded.
    pub query: Vec<(String, String)>,
    /// Form fields in order, decoded; empty unless the body was a form.
    pub form: Vec<(String, String)>,
    /// HTTP Basic user and password.
    pub basic: Option<(String, String)>,
    /// Whether any `Authorization` header came along, whatever it said.
    pub has_authorization: bool,
    /// Who asks, for the tally: the `User-Agent`, or a name that a simulation chooses.
    pub client: String,
}

/// The carrier's answer and what becomes of it on its way back.
#[derive(Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Header names and values; a `location` may be relative to the carrier's origin.
    pub headers: Vec<(&'static str, String)>,
    /// JSON unless `content-type` says otherwise.
    pub body: Body,
    /// Milliseconds that the answer is held back: real time over HTTP, virtual time in a simulation.
    pub delay_ms: u64,
    /// Whether the client ever sees it.
    pub fate: Fate,
}

/// A body, written out only when somebody needs its bytes: a simulation asks a million times and never does.
#[derive(Clone)]
pub enum Body {
    /// Whole JSON.
    Json(serde_json::Value),
    /// A page of the list.
    Listing(Box<Listing>),
    /// Anything else, JSON that a fault cut short included.
    Bytes(Vec<u8>),
}

/// What the client experiences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The whole answer arrives.
    Arrives,
    /// No connection was ever made; the carrier saw nothing.
    Refused,
    /// The request was read, then the connection closed without a byte of answer. Whether anything was
    /// accepted is known only to the carrier.
    HungUp,
    /// The connection closes after this many bytes, counting the head.
    CutShort(usize),
}

const JSON: &str = "application/json;charset=utf-8";

impl Answer {
    pub(crate) fn json(status: u16, body: serde_json::Value) -> Self {
        Self::of(status, JSON, Body::Json(body))
    }

    pub(crate) fn listing(page: Listing) -> Self {
        Self::of(200, JSON, Body::Listing(Box::new(page)))
    }

    pub(crate) fn bytes(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self::of(status, content_type, Body::Bytes(body))
    }

    fn of(status: u16, content_type: &str, body: Body) -> Self {
        let headers = vec![("content-type", content_type.to_owned())];
        Self { status, headers, body, delay_ms: 0, fate: Fate::Arrives }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Body::Bytes(Vec::new()), delay_ms: 0, fate: Fate::Arrives }
    }

    pub(crate) fn nothing(fate: Fate) -> Self {
        Self { fate, ..Self::empty(0) }
    }

    /// The body as JSON, or null where it is none.
    pub fn value(&self) -> serde_json::Value {
        self.body.clone().into_value()
    }
}

impl Body {
    /// As JSON, or null where it is none.
    pub fn into_value(self) -> serde_json::Value {
        match self {
            Self::Json(value) => value,
            Self::Listing(page) => page.into_value(),
            Self::Bytes(bytes) => serde_json::from_slice(&bytes).unwrap_or(serde_json::Value::Null),
        }
    }

    /// As it goes over the wire.
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Json(value) => value.to_string().into_bytes(),
            Self::Listing(page) => page.into_value().to_string().into_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// The first value of `name`, compared exactly as Twilio does.
pub(crate) fn first<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
