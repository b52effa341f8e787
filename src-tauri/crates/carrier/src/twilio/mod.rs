//! Twilio Programmable Messaging (SMS and MMS), API 2010-04-01.
//!
//! What decides its shape: creating a message has no idempotency key, so [`Twilio::submit`] makes exactly one
//! request and reports doubt as doubt; lists cannot ask for "what is new", so pages are walked newest first and
//! ids are compared by the reader; `DateSent` is not trusted, so no filter uses it. WhatsApp is not taken:
//! Twilio's own guide excludes it from what may carry health information.

mod ahead;
mod answer;
mod clients;
mod config;
mod media;
mod page;
mod public_address;
mod repair;
mod row;
mod scrub;
mod submit;
mod words;

use async_trait::async_trait;
use foyer_domain::{Channel, ChannelFault, PhoneNumber, ProviderMessageId, Span};
use url::Url;

use crate::{
    Capabilities, Carrier, CarrierMessage, Decoder, FetchError, Media, OutgoingText, OwnNumber, Page,
    PageCursor,
};
use crate::{Scope, SubmitOutcome, Unreadable};
use ahead::Ahead;
use answer::Refusal;
use clients::Clients;

pub use config::{ConfigError, Timing, TwilioConfig};
pub use page::read_page;

/// Pages of [`Carrier::numbers`] before we stop: 10,000 numbers are no front desk.
const MAX_NUMBER_PAGES: usize = 10;

/// Cap of an answer about one thing; a message with 64 KB of words, fully escaped, fits six times over.
const ONE_CAP: usize = 4 * 1024 * 1024;

/// Cap per row of a list: 1,600 characters at 12 bytes (an escaped surrogate pair) and the rest of the row.
const ROW_CAP: usize = 24 * 1024;

/// An account at Twilio.
pub struct Twilio {
    config: TwilioConfig,
    pictures: Decoder,
    clients: Clients,
    ahead: Ahead,
}

impl Twilio {
    /// Checks the configuration and prepares the connections; nothing is sent. `pictures` looks at what comes with texts.
    ///
    /// # Errors
    /// Plain http to anything but a loopback address, ids that are not Twilio's, or no usable TLS.
    pub fn new(config: TwilioConfig, pictures: Decoder) -> Result<Self, ConfigError> {
        config.check()?;
        let clients = Clients::new(&config)?;
        Ok(Self { config, pictures, clients, ahead: Ahead::default() })
    }

    /// `{base}/2010-04-01/Accounts/{AC…}/{path…}`.
    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.config.base_url.clone();
        url.set_query(None);
        url.set_fragment(None);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["2010-04-01", "Accounts", &self.config.account_sid]).extend(path);
        }
        url
    }

    fn list_url(&self, scope: &Scope) -> Url {
        let mut url = self.url(&["Messages.json"]);
        {
            let mut query = url.query_pairs_mut();
            match scope {
                Scope::To(own) => query.append_pair("To", own.reveal()),
                Scope::From(own) => query.append_pair("From", own.reveal()),
                Scope::Between { from, to } => {
                    query.append_pair("From", from.reveal()).append_pair("To", to.reveal())
                }
            };
            query.append_pair("PageSize", &self.config.page_size.to_string());
        }
        url
    }

    fn page_cap(&self) -> usize {
        usize::try_from(self.config.page_size).unwrap_or(usize::MAX).saturating_mul(ROW_CAP).max(ONE_CAP)
    }

    /// One GET with credentials, its whole body within `cap`.
    async fn get(&self, url: Url, cap: usize) -> Result<Vec<u8>, Refusal> {
        let request = self
            .clients
            .reading
            .get(url)
            .header(reqwest::header::ACCEPT, "application/json")
            .basic_auth(&self.config.key_sid, Some(self.config.secret.reveal()));
        let response = request.send().await.map_err(|error| Refusal::Failed(answer::unreached(&error)))?;
        self.ahead.note(&response);
        answer::read(response, cap).await
    }

    async fn numbers_page(&self, url: Url) -> Result<page::NumbersPage, FetchError> {
        let bytes = self.get(url, self.page_cap()).await.map_err(Refusal::into_error)?;
        page::read_numbers(&bytes, &self.config.base_url)
    }

    async fn all_numbers(&self) -> Result<Vec<OwnNumber>, FetchError> {
        let mut url = self.url(&["IncomingPhoneNumbers.json"]);
        url.query_pairs_mut().append_pair("PageSize", &self.config.page_size.to_string());
        let mut numbers: Vec<OwnNumber> = Vec::new();
        let mut next = Some(url);
        for _ in 0..MAX_NUMBER_PAGES {
            let Some(url) = next else { break };
            let page = self.numbers_page(url).await?;
            for number in page.numbers {
                if numbers.iter().all(|known: &OwnNumber| known.number != number.number) {
                    numbers.push(number);
                }
            }
            next = page.next;
        }
        Ok(numbers)
    }
}

#[async_trait]
impl Carrier for Twilio {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            idempotency_key: None,
            // twilio-java issue 442 saw 10 to 15 minutes; no freshness is promised.
            listing_delay: Span::minutes(15),
            answers_stop: true,
            max_page: self.config.page_size,
            channels: &[Channel::Sms],
        }
    }

    fn clock_ahead(&self) -> Option<Span> {
        self.ahead.last()
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        // Not /Accounts/{sid}.json: a standard API key may not read it.
        let mut url = self.url(&["Messages.json"]);
        url.query_pairs_mut().append_pair("PageSize", "1");
        let bytes = self.get(url, ONE_CAP).await.map_err(Refusal::into_error)?;
        read_page(&bytes, &self.config.base_url).map(|_| ())
    }

    async fn numbers(&self) -> Result<Vec<OwnNumber>, FetchError> {
        match self.all_numbers().await {
            // A key that may only read messages gets the same 20003 as a wrong key.
            Err(FetchError::Refused(ChannelFault::Credentials)) => {
                self.check_credentials().await?;
                Err(FetchError::NotPermitted)
            }
            told => told,
        }
    }

    async fn submit(&self, text: &OutgoingText) -> SubmitOutcome {
        let to = self.url(&["Messages.json"]);
        submit::submit(&self.clients.sending, &self.config, &self.ahead, to, text).await
    }

    async fn fetch_page(&self, scope: &Scope, at: Option<&PageCursor>) -> Result<Page, FetchError> {
        let url = match at {
            None => self.list_url(scope),
            Some(cursor) => page::same_origin(&self.config.base_url, cursor.reveal())
                .ok_or(FetchError::Unreadable { what: "cursor" })?,
        };
        match self.get(url.clone(), self.page_cap()).await {
            Ok(bytes) => {
                let mut page = read_page(&bytes, &self.config.base_url)?;
                // A page that names itself as the next would be walked for ever; and it is not the last one.
                if page.next.take_if(|next| next.reveal() == url.as_str()).is_some() {
                    page.cut = true;
                    page.unreadable.push(Unreadable {
                        id: None,
                        what: "next_page_uri",
                        sender: None,
                        print: None,
                    });
                }
                Ok(page)
            }
            Err(refusal) => match refusal.into_error() {
                // How long a PageToken lives is not documented; whatever Twilio dislikes, that page is gone.
                answer::REFUSED if at.is_some() => Err(FetchError::NotFound),
                error => Err(error),
            },
        }
    }

    async fn fetch_message(&self, id: &ProviderMessageId) -> Result<Option<CarrierMessage>, FetchError> {
        if !words::is_sid(id.as_str()) {
            return Err(FetchError::Unreadable { what: "message id" });
        }
        let url = self.url(&["Messages", &format!("{}.json", id.as_str())]);
        match self.get(url, ONE_CAP).await.map_err(Refusal::into_error) {
            Ok(bytes) => page::read_message(&bytes, id).map(Some),
            Err(FetchError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError> {
        if !words::is_sid(id.as_str()) {
            return Err(FetchError::Unreadable { what: "message id" });
        }
        media::fetch(self, id).await
    }

    async fn scrub(&self, id: &ProviderMessageId, pictures: bool) -> Result<(), FetchError> {
        if !words::is_sid(id.as_str()) {
            return Err(FetchError::Unreadable { what: "message id" });
        }
        scrub::scrub(self, id, pictures).await
    }
}

/// Reads an E.164 number that Twilio wrote.
fn number(text: &str) -> Option<PhoneNumber> {
    PhoneNumber::parse_e164(text).ok()
}
