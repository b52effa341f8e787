//! Names as lists write them, to compare.

/// A name without regard to capitals and to how many spaces part its words.
pub(crate) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
