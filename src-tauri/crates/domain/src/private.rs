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

#[cfg(test)]
mod tests {
    use std::{borrow::Borrow, error::Error, ffi::OsStr, fmt::Display, ops::Deref, path::Path};

    use super::Private;
    use crate::Body;

    /// Compiles only while the type is none of these: were it one, `Among` could be either, and nobody could say which.
    macro_rules! never {
        ($words:ty: $($shown:path),+) => { $(
            const _: fn() = || {
                trait Shown<Among> {
                    fn found() {}
                }
                struct Itself;
                impl<T: ?Sized> Shown<()> for T {}
                impl<T: ?Sized + $shown> Shown<Itself> for T {}
                let _: fn() = <$words as Shown<_>>::found;
            };
        )+ };
    }

    // A log, a message, an error, a file's name and a URL all ask for one of these, or for `Debug`.
    never!(Private: Display, Error, Deref, Into<String>, Borrow<str>, AsRef<str>, AsRef<OsStr>, AsRef<Path>, AsRef<[u8]>);
    never!(Body: Display, Error, Deref, Into<String>, Borrow<str>, AsRef<str>, AsRef<OsStr>, AsRef<Path>, AsRef<[u8]>);

    #[test]
    fn what_a_patient_wrote_prints_as_its_length_wherever_it_stands() {
        let words = "my tooth hurts";
        let shown = format!("{:?}", (Private::new(words), Body::new(words), vec![Some(Private::new(words))]));
        assert_eq!(shown, "(<14 chars>, Ok(<14 chars>), [Some(<14 chars>)])");
        // Were it printed by another name, it would be by this one.
        let pretty = format!("{:#?}", Private::new(words));
        assert_eq!(pretty, "<14 chars>");
    }
}
