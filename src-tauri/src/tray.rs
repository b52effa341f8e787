//! The tray icon: how many texts nobody has opened, and nothing about whose they are.
//!
//! It asks the core for the count and the words after something changed, at most every half second, however much did.

use std::{panic, sync::Arc, time::Duration};

use foyer_app::{App, TrayWords};
use tauri::{
    AppHandle, Wry,
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
                let mut shown = None;
                loop {
                    let words = app.tray().await;
                    if shown.as_ref() != Some(&words) {
                        icon.show(&words);
                        shown = Some(words);
                    }
                    tokio::time::sleep(PAUSE).await;
                    change.notified().await;
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

/// The icon with what can be chosen at it.
struct Icon {
    icon: TrayIcon,
    open: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

fn icon(handle: &AppHandle) -> Option<Icon> {
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

/// Without words: they come with the first count.
fn build(handle: &AppHandle) -> tauri::Result<Icon> {
    let item = |id| MenuItem::with_id(handle, id, "", true, None::<&str>);
    let (open, quit) = (item("open")?, item("quit")?);
    let icon = TrayIconBuilder::with_id("foyer")
        .icon(picture(0))
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
        .build(handle)?;
    Ok(Icon { icon, open, quit })
}

impl Icon {
    fn show(&self, words: &TrayWords) {
        let title = (words.unread > 0).then(|| words.unread.to_string());
        let shown = self
            .icon
            .set_icon(Some(picture(words.unread)))
            .and_then(|()| self.icon.set_tooltip(Some(&words.tooltip)))
            .and_then(|()| self.icon.set_title(title))
            .and_then(|()| self.open.set_text(words.open))
            .and_then(|()| self.quit.set_text(words.quit));
        if let Err(error) = shown {
            tracing::warn!(%error, "the tray does not show the count");
        }
    }
}

fn picture(unread: u32) -> Image<'static> {
    if unread == 0 {
        tauri::include_image!("icons/tray.png")
    } else {
        tauri::include_image!("icons/tray-unread.png")
    }
}
