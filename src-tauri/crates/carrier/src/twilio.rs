//! Twilio Programmable Messaging: how its account is named and where it is reached.

use url::Url;

use crate::Secret;

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
}
