//! The clipboard, as a port: words for the portal go onto it for a moment, by the host's own means, and never through
//! the page.

use foyer_domain::Private;

/// A clipboard that forgets.
pub trait Clipboard: Send + Sync {
    /// Puts the words there, out of the system's clipboard history where it has a way to say so, and takes them off
    /// again unless something else was copied meanwhile. Says after how many seconds; `None` when there is no
    /// clipboard.
    fn put(&self, words: &Private) -> Option<u32>;
}

/// A host without a clipboard.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoClipboard;

impl Clipboard for NoClipboard {
    fn put(&self, _: &Private) -> Option<u32> {
        None
    }
}
