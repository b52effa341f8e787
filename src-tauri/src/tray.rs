//! The tray icon: how many texts nobody has opened, and nothing about whose they are.
//!
//! It asks the core for the count after something changed, at most every half second, however much did.

use std::{panic, sync::Arc, time::Duration};

use foyer_app::App;
use tauri::{
    AppHandle,
    image::Image,
    menu::{Menu, MenuItem},
    tray::{MouseButton, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use tokio::sync::Notify;

use crate::window;

const PAUSE: Duration = Duration::from_millis(500);

/// The icon, or nothing on a desktop without a tray.
pub struct Tray {
    change: Arc<Notify>,
}

impl Tray {
    /// Puts it there and keeps it counting.
    pub fn put(handle: &AppHandle, app: &App) -> Self {
        let change = Arc::new(Notify::new());
        if let Some(icon) = icon(handle) {
            let (app, change) = (app.clone(), Arc::clone(&change));
            tauri::async_runtime::spawn(async move {
                let mut shown = 0;
                loop {
                    change.notified().await;
                    let unread = u64::from(app.unread().await);
                    if unread != shown {
                        show(&icon, unread);
                        shown = unread;
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            });
        }
        Self { change }
    }

    /// Something changed; the count may have.
    pub fn changed(&self) {
        self.change.notify_one();
    }
}

fn icon(handle: &AppHandle) -> Option<TrayIcon> {
    // On Linux the tray's library is looked for at run time, and the crate panics where there is none.
    let built = panic::catch_unwind(panic::AssertUnwindSafe(|| build(handle)));
    match built {
        Ok(Ok(icon)) => Some(icon),
        Ok(Err(error)) => {
            tracing::warn!(%error, "no tray icon");
            None
        }
        Err(_) => {
            tracing::warn!("no tray on this desktop");
            None
        }
    }
}

fn build(handle: &AppHandle) -> tauri::Result<TrayIcon> {
    let open = MenuItem::with_id(handle, "open", "Open Foyer", true, None::<&str>)?;
    let quit = MenuItem::with_id(handle, "quit", "Quit", true, None::<&str>)?;
    TrayIconBuilder::with_id("foyer")
        .icon(picture(0))
        .tooltip(words(0))
        .menu(&Menu::with_items(handle, &[&open, &quit])?)
        .show_menu_on_left_click(false)
        .on_menu_event(|handle, event| match event.id().as_ref() {
            "open" => window::show(handle),
            "quit" => handle.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, .. } = event {
                window::show(icon.app_handle());
            }
        })
        .build(handle)
}

fn show(icon: &TrayIcon, unread: u64) {
    let title = (unread > 0).then(|| unread.to_string());
    let shown = icon
        .set_icon(Some(picture(unread)))
        .and_then(|()| icon.set_tooltip(Some(words(unread))))
        .and_then(|()| icon.set_title(title));
    if let Err(error) = shown {
        tracing::warn!(%error, "the tray does not show the count");
    }
}

fn picture(unread: u64) -> Image<'static> {
    if unread == 0 {
        tauri::include_image!("icons/tray.png")
    } else {
        tauri::include_image!("icons/tray-unread.png")
    }
}

fn words(unread: u64) -> String {
    match unread {
        0 => "Foyer".to_owned(),
        1 => "Foyer: 1 unread text".to_owned(),
        many => format!("Foyer: {many} unread texts"),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_tray_counts_and_says_no_more() {
        assert_eq!(words(0), "Foyer");
        assert_eq!(words(1), "Foyer: 1 unread text");
        assert_eq!(words(12), "Foyer: 12 unread texts");
    }
}
