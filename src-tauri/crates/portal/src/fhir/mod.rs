//! A portal that speaks FHIR R4, on the practice's own server.
//!
//! What is used of it, and no more: the CapabilityStatement (which of `Communication` and `CommunicationRequest` it
//! keeps), `Patient` by record number, create, read, search and update of that one resource. Sign-in is SMART
//! Backend Services (<https://hl7.org/fhir/smart-app-launch/backend-services.html>): a signed request for a short
//! token.
//!
//! One hand-off is one resource, whoever asks and however often: its business identifier is the hand-off's id, and
//! it is created only if none with that identifier exists (`If-None-Exist`, FHIR R4 3.1.0.8.1). After any doubt the
//! identifier is searched for before anything is tried again.

mod answer;
mod clients;
mod config;
mod facts;
mod jwt;
mod patient;
mod post;
mod resource;
mod seen;
mod smart;
mod take_back;

use async_trait::async_trait;
use foyer_domain::{HandoffId, Timestamp};
use reqwest::{Method, RequestBuilder, header};
use tokio::sync::Mutex;
use url::Url;

use crate::{Capabilities, Portal, PortalError, PortalMessage, PostOutcome, Posted, Seen, TakenBack};

use self::{answer::Answer, clients::Clients, facts::Facts, smart::Token};

pub use config::{ConfigError, FhirConfig, Timing};
pub use jwt::{KeyError, SigningKey};

/// The media type of everything FHIR.
const FHIR_JSON: &str = "application/fhir+json";

/// A bundle of a few entries, or a CapabilityStatement, which some servers stretch to megabytes.
const ANSWER_CAP: usize = 8 * 1024 * 1024;

/// A FHIR server and the key that speaks to it.
pub struct Fhir {
    config: FhirConfig,
    clients: Clients,
    session: Mutex<Session>,
}

/// What was learnt from the server and is good for a while. Losing it costs a request.
#[derive(Default)]
struct Session {
    facts: Option<(Facts, Timestamp)>,
    token: Option<Token>,
}

impl std::fmt::Debug for Fhir {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fhir").finish_non_exhaustive()
    }
}

impl Fhir {
    /// An adapter; no request is made yet.
    ///
    /// # Errors
    /// [`ConfigError`] for an address that is neither https nor on this computer, or an empty field.
    pub fn new(config: FhirConfig) -> Result<Self, ConfigError> {
        config.check()?;
        let clients = Clients::new(&config)?;
        Ok(Self { config, clients, session: Mutex::default() })
    }

    /// What the server can do; asked once an hour.
    async fn facts(&self, now: Timestamp) -> Result<Facts, PortalError> {
        if let Some((facts, at)) = &self.session.lock().await.facts
            && facts::is_fresh(*at, now)
        {
            return Ok(facts.clone());
        }
        let request = self.clients.reading.get(self.at(&["metadata"])).header(header::ACCEPT, FHIR_JSON);
        let answer = answer::ask(request, ANSWER_CAP).await?;
        let facts = Facts::read(&answer.json()?)?;
        self.session.lock().await.facts = Some((facts.clone(), now));
        Ok(facts)
    }

    /// A token that is good for a while, and whether it is an old one, which the server may have forgotten.
    async fn token(&self, now: Timestamp) -> Result<(Token, bool), PortalError> {
        if let Some(token) = self.session.lock().await.token.clone().filter(|token| token.is_good(now)) {
            return Ok((token, true));
        }
        let token = smart::sign_in(&self.clients.reading, &self.config, now).await?;
        self.session.lock().await.token = Some(token.clone());
        Ok((token, false))
    }

    /// Asks with the key. A 401 proves that nothing was done, so an old token is replaced and the question asked
    /// once more.
    async fn ask(
        &self,
        now: Timestamp,
        request: impl Fn() -> RequestBuilder + Send + Sync,
    ) -> Result<Answer, PortalError> {
        let (token, old) = self.token(now).await?;
        match answer::ask(token.sign(request()), ANSWER_CAP).await {
            Err(PortalError::Credentials) if old => {
                self.session.lock().await.token = None;
                let (token, _) = self.token(now).await?;
                answer::ask(token.sign(request()), ANSWER_CAP).await
            }
            answered => answered,
        }
    }

    fn read(&self, method: Method, to: Url) -> RequestBuilder {
        self.clients.reading.request(method, to).header(header::ACCEPT, FHIR_JSON)
    }

    /// An address below the base.
    fn at(&self, path: &[&str]) -> Url {
        let mut url = self.config.base_url.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }
}

#[async_trait]
impl Portal for Fhir {
    fn capabilities(&self) -> Capabilities {
        Capabilities { posts: true, tells: true }
    }

    async fn check(&self, now: Timestamp) -> Result<(), PortalError> {
        {
            let mut session = self.session.lock().await;
            *session = Session::default();
        }
        self.facts(now).await?;
        self.token(now).await.map(drop)
    }

    async fn post(&self, message: &PortalMessage, now: Timestamp) -> PostOutcome {
        let outcome = self.post_once(message, now).await;
        post::trace(message.id, &outcome);
        outcome
    }

    async fn find(&self, id: HandoffId, now: Timestamp) -> Result<Option<Posted>, PortalError> {
        self.find_posted(id, now).await
    }

    async fn seen(&self, posted: &Posted, now: Timestamp) -> Result<Seen, PortalError> {
        self.look(posted, now).await
    }

    async fn take_back(&self, posted: &Posted, now: Timestamp) -> Result<TakenBack, PortalError> {
        self.withdraw(posted, now).await
    }
}
