//! A wrapper for anything about a patient: it can be stored and shown on purpose, never by accident.

use std::fmt;

/// A personal value. `Debug` prints only how long it is; there is no `Display`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Private(String);

impl Private {
    /// Wraps a personal text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Call it only where a person is about to read it or the store to keep it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Unwraps the text, with the same caution as [`Private::reveal`].
    pub fn into_inner(self) -> String {
        self.0
    }

    /// Whether there is anything but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} chars>", self.0.chars().count())
    }
}
