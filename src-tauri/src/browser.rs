//! The operating system's web browser, for the portal's page for staff. Foyer's own window never goes there.

use foyer_app::Browser;
use tauri::Url;

/// This computer's browser.
#[derive(Clone, Copy, Default)]
pub struct SystemBrowser;

impl Browser for SystemBrowser {
    fn open(&self, page: &Url) -> bool {
        if page.scheme() != "https" {
            return false;
        }
        let opened = open::that_detached(page.as_str());
        if let Err(error) = &opened {
            // Its kind only: the message may hold the address.
            tracing::warn!(code = "no_browser", kind = ?error.kind(), "the browser did not open");
        }
        opened.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_goes_to_the_browser() {
        for page in ["http://staff.example/", "file:///etc/passwd", "mailto:somebody@staff.example"] {
            assert!(!SystemBrowser.open(&page.parse().unwrap()), "{page}");
        }
    }
}
