//! The process that draws the page. Patients' words stay in its memory for as long as it lives, whatever the page does: an
//! engine frees without wiping, and keeps what it read for the next page. So it ends when somebody leaves the desk, and a
//! new one draws the lock. Where it crashes, another comes; what was typed is in the core.
//!
//! Linux only: the engines of macOS and Windows are not ended from here, the page alone is loaded anew.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use foyer_app::App;
use tauri::{AppHandle, Manager as _, WebviewWindow};
use webkit2gtk::{WebProcessTerminationReason, WebView, WebViewExt as _};

use crate::window;

/// A page that crashed twice within this time waits as long before it is loaded once more.
const OFTEN: Duration = Duration::from_secs(10);

/// How long the window takes to be drawn empty: some frames.
const DRAWN: Duration = Duration::from_millis(50);

/// Loads the page anew whenever its process ends, for whatever reason. Until it is there ([`is_there`]) the window is empty:
/// the engine would leave what it drew last on the screen.
pub fn comes_back(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    let crashed: Mutex<Option<Instant>> = Mutex::new(None);
    window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |webview, reason| {
            hide(&handle);
            if reason == WebProcessTerminationReason::TerminatedByApi {
                tracing::debug!("the page's process ended");
                return webview.reload();
            }
            tracing::warn!(?reason, "the page's process ended");
            let before = crashed.lock().ok().and_then(|mut crashed| crashed.replace(Instant::now()));
            if before.is_none_or(|before| before.elapsed() > OFTEN) {
                return webview.reload();
            }
            let handle = handle.clone();
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(OFTEN).await;
                with(&handle, |webview| webview.reload());
            });
        });
    })
}

/// Shows the page that was loaded, with the keys going to it.
pub fn is_there(window: &WebviewWindow) {
    told(window.as_ref().show().and_then(|()| window.as_ref().set_focus()));
}

/// Whoever sits at the desk, so that their leaving is noticed.
pub struct Sitting {
    number: Option<u64>,
}

impl Sitting {
    /// Nobody yet.
    pub const fn none() -> Self {
        Self { number: None }
    }

    /// Looks who sits there now, and ends the page's process if whoever did has left.
    pub async fn look(&mut self, handle: &AppHandle, app: &App) {
        let now = app.sitting().await;
        if std::mem::replace(&mut self.number, now).is_none_or(|before| Some(before) == now) {
            return;
        }
        hide(handle);
        // Starting another process holds up the thread that would empty the window.
        tokio::time::sleep(DRAWN).await;
        with(handle, |webview| webview.terminate_web_process());
    }
}

/// Leaves the window empty.
fn hide(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(window::LABEL) {
        told(window.as_ref().hide());
    }
}

fn with(handle: &AppHandle, act: impl FnOnce(&WebView) + Send + 'static) {
    let Some(window) = handle.get_webview_window(window::LABEL) else { return };
    told(window.with_webview(move |webview| act(&webview.inner())));
}

fn told(done: tauri::Result<()>) {
    if let Err(error) = done {
        tracing::warn!(%error, "the page could not be reached");
    }
}
