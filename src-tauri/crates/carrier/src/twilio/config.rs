//! How an account is named, and what is refused before anything is sent.

use foyer_domain::Span;
use url::{Host, Url};

use crate::{Secret, twilio::words};

/// An account and the key that speaks for it.
#[derive(Clone, Debug)]
pub struct TwilioConfig {
    /// `https://api.twilio.com`; plain http only to a loopback address.
    pub base_url: Url,
    /// `AC` and 32 hex digits.
    pub account_sid: String,
    /// `SK` and 32 hex digits, or the account's own id with its token.
    pub key_sid: String,
    /// The key's secret.
    pub secret: Secret,
    /// How long to wait for what.
    pub timing: Timing,
    /// Rows per page of a list, 1 to 1,000.
    pub page_size: u32,
}

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// For the connection, TLS included. Shorter than `read`, or a slow handshake is taken for doubt.
    pub connect: Span,
    /// For each piece of an answer. Twilio's own cut-off was seen near 26 s (twilio-ruby issue 519): waiting
    /// for less would manufacture doubt.
    pub read: Span,
    /// For a whole request, against answers that drip.
    pub whole: Span,
}

/// Why an account cannot be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Plain http to anything but this computer.
    #[error("the address must begin with https")]
    NotSecure,
    /// Not an address of a server: no host, a user name in it, or another scheme.
    #[error("the address cannot be used")]
    BaseUrl,
    /// Not `AC` and 32 hex digits.
    #[error("the account SID must be AC and 32 letters or digits")]
    AccountSid,
    /// Not `SK` (or `AC`) and 32 hex digits.
    #[error("the key SID must be SK and 32 letters or digits")]
    KeySid,
    /// Empty, or with characters that no secret has.
    #[error("the secret is empty or has unusual characters")]
    Secret,
    /// Outside 1 to 1,000.
    #[error("a page has 1 to 1,000 rows")]
    PageSize,
    /// TLS could not be prepared.
    #[error("secure connections are not available on this computer")]
    Tls,
}

impl TwilioConfig {
    /// The most rows Twilio gives in one page.
    pub const MAX_PAGE: u32 = 1_000;

    /// An account with the usual timing and the largest pages.
    pub fn new(
        base_url: Url,
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        secret: Secret,
    ) -> Self {
        Self {
            base_url,
            account_sid: account_sid.into(),
            key_sid: key_sid.into(),
            secret,
            timing: Timing::default(),
            page_size: Self::MAX_PAGE,
        }
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let url = &self.base_url;
        if url.host().is_none() || !url.username().is_empty() || url.password().is_some() {
            return Err(ConfigError::BaseUrl);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(url) => {}
            "http" => return Err(ConfigError::NotSecure),
            _ => return Err(ConfigError::BaseUrl),
        }
        if !words::is_sid_of("AC", &self.account_sid) {
            return Err(ConfigError::AccountSid);
        }
        if !words::is_sid_of("SK", &self.key_sid) && !words::is_sid_of("AC", &self.key_sid) {
            return Err(ConfigError::KeySid);
        }
        let secret = self.secret.reveal();
        if secret.is_empty() || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ConfigError::Secret);
        }
        if !(1..=Self::MAX_PAGE).contains(&self.page_size) {
            return Err(ConfigError::PageSize);
        }
        Ok(())
    }
}

impl Default for Timing {
    fn default() -> Self {
        Self { connect: Span::seconds(10), read: Span::seconds(40), whole: Span::minutes(2) }
    }
}

/// Whether the address is this computer's own, by its literal address or the one reserved name.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
