//! This computer's web browser, as a port: the portal's page for staff is opened there by the host's own means. The
//! window itself never goes anywhere.

use url::Url;

/// A browser.
pub trait Browser: Send + Sync {
    /// Opens a page; says whether one was there to open it. Only https addresses are asked for.
    fn open(&self, page: &Url) -> bool;
}

/// A host without a browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoBrowser;

impl Browser for NoBrowser {
    fn open(&self, _: &Url) -> bool {
        false
    }
}
