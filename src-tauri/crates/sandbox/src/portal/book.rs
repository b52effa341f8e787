//! What the portal keeps: patients, messages, who may ask, who is signed in.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, SecondsFormat, Utc};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::{Map, Value, json};

use super::faults::Faults;

/// A patient with an account. No `Debug`: treated like a real one.
#[derive(Clone)]
pub struct Person {
    /// The practice's number for them.
    pub record_number: String,
    /// Name, as they sign in with it in lower case.
    pub name: String,
    /// Whether their page is in Spanish.
    pub spanish: bool,
}

/// A message the practice posted, for tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// `Communication/3`.
    pub name: String,
    /// Whose.
    pub record_number: String,
    /// Its identifier's value.
    pub identifier: String,
    /// `in-progress`, `completed`, `entered-in-error`, …
    pub status: String,
    /// Whether the patient opened it.
    pub opened: bool,
    /// What it says.
    pub words: String,
}

/// How long a token is good for.
pub(super) const TOKEN_LIFE_MS: i64 = 300_000;

/// Everything there is.
pub(super) struct Book {
    pub(super) people: Vec<Person>,
    /// By `Kind/id`; ids count up.
    pub(super) resources: BTreeMap<String, Value>,
    order: Vec<String>,
    pub(super) clients: BTreeMap<String, Value>,
    tokens: BTreeMap<String, i64>,
    pub(super) used: BTreeSet<String>,
    pub(super) sessions: BTreeMap<String, usize>,
    pub(super) faults: Faults,
    pub(super) keeps_requests: bool,
    pub(super) conditional: bool,
    pub(super) seen: Vec<String>,
}

impl Book {
    pub(super) fn new(people: Vec<Person>) -> Self {
        Self {
            people,
            resources: BTreeMap::new(),
            order: Vec::new(),
            clients: BTreeMap::new(),
            tokens: BTreeMap::new(),
            used: BTreeSet::new(),
            sessions: BTreeMap::new(),
            faults: Faults::default(),
            keeps_requests: false,
            conditional: true,
            seen: Vec::new(),
        }
    }

    pub(super) fn register(&mut self, client_id: &str, jwk: Value) {
        self.clients.insert(client_id.to_owned(), jwk);
    }

    pub(super) fn new_token(&mut self, now: i64) -> String {
        let token = random();
        self.tokens.insert(token.clone(), now.saturating_add(TOKEN_LIFE_MS));
        token
    }

    pub(super) fn knows_token(&self, token: &str, now: i64) -> bool {
        self.tokens.get(token).is_some_and(|until| now < *until)
    }

    pub(super) fn forget_tokens(&mut self) {
        self.tokens.clear();
    }

    /// What messages are kept as.
    pub(super) const fn kind(&self) -> &'static str {
        if self.keeps_requests { "CommunicationRequest" } else { "Communication" }
    }

    /// Stores a new resource and gives its name.
    pub(super) fn insert(&mut self, kind: &str, mut resource: Map<String, Value>, now: i64) -> String {
        let id = format!("m{}", self.order.len().saturating_add(1));
        let name = format!("{kind}/{id}");
        resource.insert("id".to_owned(), id.into());
        resource.insert("meta".to_owned(), json!({ "versionId": "1", "lastUpdated": instant(now) }));
        self.order.push(name.clone());
        self.resources.insert(name.clone(), Value::Object(resource));
        name
    }

    /// Puts a new version in place of the old one and gives its number.
    pub(super) fn replace(&mut self, name: &str, mut resource: Map<String, Value>, now: i64) -> u64 {
        let version = self.version(name).saturating_add(1);
        resource.insert(
            "meta".to_owned(),
            json!({ "versionId": version.to_string(), "lastUpdated": instant(now) }),
        );
        self.resources.insert(name.to_owned(), Value::Object(resource));
        version
    }

    pub(super) fn version(&self, name: &str) -> u64 {
        let version = self.resources.get(name).and_then(|resource| text(resource, "/meta/versionId"));
        version.and_then(|version| version.parse().ok()).unwrap_or(0)
    }

    pub(super) fn person_of(&self, reference: &str) -> Option<usize> {
        let place: usize = reference.strip_prefix("Patient/p")?.parse().ok()?;
        (place < self.people.len()).then_some(place)
    }

    pub(super) fn patient(&self, place: usize) -> Option<Value> {
        let person = self.people.get(place)?;
        let (given, family) = person.name.rsplit_once(' ').unwrap_or((person.name.as_str(), ""));
        Some(json!({
            "resourceType": "Patient",
            "id": format!("p{place}"),
            "active": true,
            "identifier": [{ "system": super::RECORD_SYSTEM, "value": person.record_number }],
            "name": [{ "family": family, "given": [given] }],
        }))
    }

    /// The messages to a patient that stand, oldest first, by name.
    pub(super) fn messages_to(&self, place: usize) -> Vec<(String, Value)> {
        let patient = format!("Patient/p{place}");
        let theirs = |resource: &Value| {
            text(resource, "/recipient/0/reference") == Some(patient.as_str())
                && text(resource, "/status") != Some("entered-in-error")
                && resource.get("basedOn").is_none()
        };
        self.in_order()
            .filter(|(_, resource)| theirs(resource))
            .map(|(n, r)| (n.clone(), r.clone()))
            .collect()
    }

    /// The patient opens one: when was set once and stays.
    pub(super) fn open(&mut self, name: &str, now: i64) {
        let Some(Value::Object(mut resource)) = self.resources.get(name).cloned() else { return };
        if resource.contains_key("received") || resource.get("status") == Some(&json!("completed")) {
            return;
        }
        resource.insert("status".to_owned(), "completed".into());
        if name.starts_with("CommunicationRequest/") {
            // A request has no time of receipt: what came of it says so.
            let told = json!({
                "resourceType": "Communication",
                "status": "completed",
                "basedOn": [{ "reference": name }],
                "subject": resource.get("subject"),
                "recipient": resource.get("recipient"),
                "sent": resource.get("authoredOn"),
                "received": instant(now),
            });
            if let Value::Object(told) = told {
                self.insert("Communication", told, now);
            }
        } else {
            resource.insert("received".to_owned(), instant(now).into());
        }
        self.replace(name, resource, now);
    }

    pub(super) fn answer(&mut self, name: &str, place: usize, words: &str, now: i64) {
        self.open(name, now);
        let patient = json!({ "reference": format!("Patient/p{place}") });
        let link = if name.starts_with("Communication/") { "inResponseTo" } else { "partOf" };
        let answer = json!({
            "resourceType": "Communication",
            "status": "completed",
            link: [{ "reference": name }],
            "subject": patient,
            "sender": patient,
            "sent": instant(now),
            "payload": [{ "contentString": words }],
        });
        if let Value::Object(answer) = answer {
            self.insert("Communication", answer, now);
        }
    }

    pub(super) fn open_all(&mut self, record_number: &str, now: i64) -> usize {
        let Some(place) = self.place_of(record_number) else { return 0 };
        let names: Vec<String> = self.messages_to(place).into_iter().map(|(name, _)| name).collect();
        for name in &names {
            self.open(name, now);
        }
        names.len()
    }

    pub(super) fn answer_newest(&mut self, record_number: &str, words: &str, now: i64) -> bool {
        let Some(place) = self.place_of(record_number) else { return false };
        let Some((name, _)) = self.messages_to(place).pop() else { return false };
        self.answer(&name, place, words, now);
        true
    }

    pub(super) fn kept(&self) -> Vec<Kept> {
        self.in_order()
            .filter(|(_, resource)| resource.get("sender").is_none() && resource.get("basedOn").is_none())
            .map(|(name, resource)| {
                let read = |at: &str| text(resource, at).unwrap_or_default().to_owned();
                let place = text(resource, "/subject/reference").and_then(|subject| self.person_of(subject));
                Kept {
                    name: name.clone(),
                    record_number: place
                        .and_then(|place| self.people.get(place))
                        .map_or_else(String::new, |person| person.record_number.clone()),
                    identifier: read("/identifier/0/value"),
                    status: read("/status"),
                    opened: resource.get("received").is_some(),
                    words: read("/payload/0/contentString"),
                }
            })
            .collect()
    }

    pub(super) fn in_order(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.order.iter().filter_map(|name| self.resources.get_key_value(name))
    }

    fn place_of(&self, record_number: &str) -> Option<usize> {
        self.people.iter().position(|person| person.record_number == record_number)
    }
}

/// A text of a resource by JSON pointer.
pub(super) fn text<'v>(value: &'v Value, at: &str) -> Option<&'v str> {
    value.pointer(at).and_then(Value::as_str)
}

/// An instant as FHIR writes it.
pub(super) fn instant(now: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(now)
        .unwrap_or(DateTime::UNIX_EPOCH)
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A word nobody can guess.
pub(super) fn random() -> String {
    let mut bytes = [0_u8; 24];
    // Without randomness every word is the same, which a pretend portal on loopback survives.
    let _ = SystemRandom::new().fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}
