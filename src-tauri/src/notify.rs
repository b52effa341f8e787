//! Alerts of the desktop: the core says which, and what they say; here they are shown, taken back, and a click brings the
//! window to the front.
//!
//! Where the system can't take an alert back (Windows, macOS), it stays until somebody clears it, and a second text of
//! a thread shows beside the first.

use std::{sync::Arc, time::Duration};

use foyer_app::{Alerts, App};
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt as _;
use tokio::sync::Notify;

use crate::window;

/// Texts of one poll, and of the catching up after an outage, are told together.
const GATHER: Duration = Duration::from_secs(2);

/// Where a click on an alert leads if the desktop does not say which.
const NO_NUMBER: i32 = 0;

/// Keeps the desktop told.
pub struct Notifier {
    change: Arc<Notify>,
}

impl Notifier {
    /// Starts.
    pub fn start(handle: &AppHandle, app: &App) -> Self {
        listen(handle, app);
        let change = Arc::new(Notify::new());
        let (changed, handle, app) = (Arc::clone(&change), handle.clone(), app.clone());
        tauri::async_runtime::spawn(async move {
            let mut again_in: Option<Duration> = None;
            loop {
                match again_in {
                    // Either will do.
                    Some(wait) => drop(tokio::time::timeout(wait, changed.notified()).await),
                    None => changed.notified().await,
                }
                tokio::time::sleep(GATHER).await;
                let alerts = app.alerts(window::is_in_front(&handle)).await;
                again_in = alerts.again_in;
                // The desktop may take its time to answer.
                let to = handle.clone();
                drop(tauri::async_runtime::spawn_blocking(move || show(&to, alerts)).await);
            }
        });
        Self { change }
    }

    /// Something changed; there may be something to tell.
    pub fn changed(&self) {
        self.change.notify_one();
    }
}

fn listen(handle: &AppHandle, app: &App) {
    let (to_window, app) = (handle.clone(), app.clone());
    let listening = handle.notification().on_action(move |performed| {
        let number = performed.notification().map_or(NO_NUMBER, |alert| alert.id());
        app.alert_clicked(number);
        window::show(&to_window);
    });
    if let Err(error) = listening {
        tracing::debug!(%error, "no clicks on notifications on this desktop");
    }
}

fn show(handle: &AppHandle, alerts: Alerts) {
    let Alerts { mut take_back, show, again_in: _ } = alerts;
    // One that is there already is replaced: desktops know it by numbers of their own.
    take_back.extend(show.iter().map(|alert| alert.number));
    let desktop = handle.notification();
    if let Err(error) = desktop.remove_active(take_back) {
        tracing::debug!(%error, "a notification was not taken back");
    }
    for alert in show {
        if let Err(error) = desktop.builder().id(alert.number).title("Foyer").body(alert.words).show() {
            tracing::debug!(%error, "no notification on this desktop");
        }
    }
}
