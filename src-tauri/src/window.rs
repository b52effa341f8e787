//! The one window: where it was last time, and nowhere but on Foyer's own pages.
//!
//! It shows bundled files only. It cannot navigate away, open another window, download, or take a dropped file;
//! what it may ask of the core is in `capabilities/main.json`.

use tauri::{
    AppHandle, Manager as _, Runtime, Theme, Url, WebviewUrl, WebviewWindowBuilder,
    plugin::TauriPlugin,
    webview::{Color, NewWindowResponse, PageLoadEvent},
};
use tauri_plugin_window_state::StateFlags;
#[cfg(target_os = "linux")]
use webkit2gtk::{SettingsExt as _, WebViewExt as _};

/// Its name inside the program.
pub const LABEL: &str = "main";

/// Smaller, and the conversation no longer fits beside the list (design system, 1024×700 is the least drawn).
const LEAST: (f64, f64) = (1024.0, 700.0);
const FIRST: (f64, f64) = (1280.0, 800.0);

/// `--bg-app`, light and dark: what is seen before the first paint.
const LIGHT: Color = Color(0xf1, 0xef, 0xeb, 0xff);
const DARK: Color = Color(0x13, 0x15, 0x17, 0xff);

/// Remembers size and place. Not visibility: a Foyer that was in the tray must still open when it is asked to.
pub fn remember_place<R: Runtime>() -> TauriPlugin<R> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::default().with_state_flags(flags).build()
}

/// Opens it, in the tray only if `hidden`.
pub fn open(handle: &AppHandle, hidden: bool) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::default())
        // Never a name or a count: titles are seen on shared screens and kept by the desktop.
        .title("Foyer")
        .inner_size(FIRST.0, FIRST.1)
        .min_inner_size(LEAST.0, LEAST.1)
        .visible(false)
        .incognito(!is_driven())
        .devtools(cfg!(debug_assertions))
        .zoom_hotkeys_enabled(false)
        .general_autofill_enabled(false)
        .disable_drag_drop_handler()
        .background_color(LIGHT)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(move |window, load| {
            if load.event() != PageLoadEvent::Finished {
                return;
            }
            tracing::debug!("the page is there");
            #[cfg(target_os = "linux")]
            crate::page_process::is_there(&window);
            // Shown when there is something to see.
            if !hidden {
                let _ = window.show();
            }
        })
        .build()?;
    if window.theme()? == Theme::Dark {
        window.set_background_color(Some(DARK))?;
    }
    #[cfg(target_os = "linux")]
    window.with_webview(|view| {
        // WebKit lets a turn of the wheel run on to a place that it counts from the oldest text. An older stretch that comes
        // meanwhile carries the reader off to its beginning, from there to the next, and past hundreds of texts.
        if let Some(settings) = view.inner().settings() {
            settings.set_enable_smooth_scrolling(false);
        }
    })?;
    #[cfg(target_os = "linux")]
    crate::page_process::comes_back(&window)?;
    Ok(())
}

/// Brings it to the front.
pub fn show(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(LABEL) {
        let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = shown {
            tracing::warn!(%error, "the window did not come to the front");
        }
    }
}

/// Whether somebody is looking at it.
pub fn is_in_front(handle: &AppHandle) -> bool {
    handle.get_webview_window(LABEL).and_then(|window| window.is_focused().ok()).unwrap_or(false)
}

/// Bundled pages: `tauri://localhost`, on Windows `http(s)://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        // `tauri dev` serves from Vite on this computer.
        ("http", Some("localhost" | "127.0.0.1")) => cfg!(dev),
        _ => false,
    }
}

/// Pages and pictures stay in memory: nothing a patient wrote may reach a web cache on disk. A test's window has
/// to do without, because WebKit lets a driver only into a window that keeps one.
fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bundled_pages_are_ours() {
        for ours in ["tauri://localhost/", "http://tauri.localhost/index.html", "https://tauri.localhost/"] {
            assert!(is_ours(&ours.parse().unwrap()), "{ours}");
        }
        let strange = [
            "https://example.com/",
            "https://tauri.localhost.example.com/",
            "tauri://example.com/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
            "about:blank",
        ];
        for url in strange {
            assert!(!is_ours(&url.parse().unwrap()), "{url}");
        }
    }
}
