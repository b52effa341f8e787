//! The hand-off's rules: its texts ([`SafeText`]), where they lead ([`PortalAddress`], [`LinkTemplate`]) and whether
//! the portal is covered ([`covered`]). No text has a name, a reason or a specialty in it.
//!
//! An address is the portal's front door for everybody. One that could tell who is meant, or that hides where
//! it leads, is not accepted: the patient signs in there.

mod agreement;
mod link;
mod safe;

use foyer_domain::Language;

pub use agreement::{Agreement, NotCovered, covered};
pub use link::{InvalidLinkTemplate, LinkTemplate};
pub use safe::{InvalidSafeText, SafeKind, SafeText, VERSION};

/// Public shorteners: a patient can't see where they lead, and carriers filter them.
const SHORTENERS: [&str; 14] = [
    "bit.ly",
    "tinyurl.com",
    "goo.gl",
    "t.co",
    "ow.ly",
    "is.gd",
    "buff.ly",
    "rebrand.ly",
    "cutt.ly",
    "rb.gy",
    "t.ly",
    "shorturl.at",
    "tiny.cc",
    "lnkd.in",
];

/// The portal's address, as it is printed in a text: host and path, no `https://`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalAddress(String);

/// Why an address can't stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPortalAddress {
    /// Not `https://host/path` or `host/path` in plain characters, or longer than 80.
    #[error("not a web address")]
    NotAnAddress,
    /// `http://`: the sign-in would cross the net in clear.
    #[error("not a secure address")]
    NotSecure,
    /// A query, fragment, sign-in part or long code, any of which could say who is meant.
    #[error("the address could identify a patient")]
    Identifying,
    /// A public shortener.
    #[error("a shortened address hides where it leads")]
    Shortened,
}

impl PortalAddress {
    /// Reads an address as somebody types it into settings.
    ///
    /// # Errors
    /// See [`InvalidPortalAddress`].
    pub fn parse(text: &str) -> Result<Self, InvalidPortalAddress> {
        let text = text.trim();
        if text.starts_with("http://") {
            return Err(InvalidPortalAddress::NotSecure);
        }
        let address = text.strip_prefix("https://").unwrap_or(text).trim_end_matches('/');
        if address.contains(['?', '#', '@', '=', '&', '%', ';']) {
            return Err(InvalidPortalAddress::Identifying);
        }
        let mut parts = address.split('/');
        let host = parts.next().unwrap_or_default().to_ascii_lowercase();
        let plain = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        let labels = host.split('.').count();
        let named =
            host.split('.').all(|label| {
                plain(label) && !label.contains('_') && !label.starts_with('-') && !label.ends_with('-')
            }) && host.split('.').next_back().is_some_and(|top| top.chars().all(|c| c.is_ascii_alphabetic()));
        if address.len() > 80 || labels < 2 || !named {
            return Err(InvalidPortalAddress::NotAnAddress);
        }
        if SHORTENERS.contains(&host.trim_start_matches("www.")) {
            return Err(InvalidPortalAddress::Shortened);
        }
        for part in parts {
            if !plain(part) {
                return Err(InvalidPortalAddress::NotAnAddress);
            }
            let digits = part.chars().filter(char::is_ascii_digit).count();
            if digits >= 5 || (part.len() >= 24 && digits > 0) {
                return Err(InvalidPortalAddress::Identifying);
            }
        }
        Ok(Self(address.to_owned()))
    }

    /// As it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text of the hand-off, in Foyer's own words.
pub fn text(practice_name: &str, portal: &PortalAddress, language: Language) -> String {
    SafeText::built_in(SafeKind::Link, language).text(practice_name, portal)
}

/// Whether `body` is one of Foyer's own texts around a hand-off, of some practice, with some acceptable address.
pub fn is_handoff(body: &str) -> bool {
    SafeKind::ALL.into_iter().any(|kind| {
        [Language::En, Language::Es]
            .into_iter()
            .any(|language| SafeText::built_in(kind, language).is_filled(body))
    })
}
