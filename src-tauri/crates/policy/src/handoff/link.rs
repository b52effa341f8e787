//! The link's template: one address per location and language, and nothing in it that could say who is meant.

use foyer_domain::Language;

use super::{InvalidPortalAddress, PortalAddress};

/// `portal.example/{language}/{location}`: an address whose only blanks are the location and the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTemplate(String);

/// Why a template can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLinkTemplate {
    /// A blank other than `{location}` and `{language}`: any other would say something about a patient.
    #[error("only {{location}} and {{language}} may be filled in")]
    ForbiddenVariable,
    /// A brace without its partner.
    #[error("a brace is not closed")]
    Unclosed,
    /// What it makes can't stand in a text.
    #[error(transparent)]
    Address(#[from] InvalidPortalAddress),
}

/// The longest name a location may have in an address.
const LOCATION_CHARS: usize = 24;

impl LinkTemplate {
    /// Reads a template as somebody types it into settings, and tries it with both languages.
    ///
    /// # Errors
    /// See [`InvalidLinkTemplate`].
    pub fn parse(text: &str) -> Result<Self, InvalidLinkTemplate> {
        let template = Self(text.trim().to_owned());
        for language in [Language::En, Language::Es] {
            template.address("main", language)?;
        }
        Ok(template)
    }

    /// The address for one location and language. The location is made of letters, digits and hyphens first.
    ///
    /// # Errors
    /// See [`InvalidLinkTemplate`]; none for a parsed template and a location of at most 24 letters.
    pub fn address(&self, location: &str, language: Language) -> Result<PortalAddress, InvalidLinkTemplate> {
        let mut made = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, blank)) = rest.split_once('{') {
            let (name, after) = blank.split_once('}').ok_or(InvalidLinkTemplate::Unclosed)?;
            if before.contains('}') {
                return Err(InvalidLinkTemplate::Unclosed);
            }
            made.push_str(before);
            match name.trim() {
                "location" => made.push_str(&slug(location)),
                "language" => made.push_str(language.as_str()),
                _ => return Err(InvalidLinkTemplate::ForbiddenVariable),
            }
            rest = after;
        }
        if rest.contains('}') {
            return Err(InvalidLinkTemplate::Unclosed);
        }
        made.push_str(rest);
        Ok(PortalAddress::parse(&made)?)
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// "West Side Clinic" is `west-side-clinic` in an address; digits are dropped, because a long number in an address
/// could be somebody's.
fn slug(location: &str) -> String {
    let mut slug = String::new();
    for char in location.chars().flat_map(char::to_lowercase) {
        if char.is_ascii_alphabetic() {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LOCATION_CHARS {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "main".to_owned() } else { slug.to_owned() }
}
