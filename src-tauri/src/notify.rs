//! A notification that texts came in. It shows no name, no number and no words: it appears on screens that
//! patients at the counter can see, and the desktop keeps it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt as _;
use tokio::sync::Notify;

use crate::window;

/// Texts of one poll, and of the catching up after an outage, become one notification.
const GATHER: Duration = Duration::from_secs(2);

/// Gathers what came in.
pub struct Notifier {
    heard: Arc<Heard>,
}

struct Heard {
    count: AtomicU32,
    more: Notify,
}

impl Notifier {
    /// Starts waiting for texts.
    pub fn start(handle: &AppHandle) -> Self {
        let heard = Arc::new(Heard { count: AtomicU32::new(0), more: Notify::new() });
        let (waiting, handle) = (Arc::clone(&heard), handle.clone());
        tauri::async_runtime::spawn(async move {
            loop {
                waiting.more.notified().await;
                tokio::time::sleep(GATHER).await;
                let count = waiting.count.swap(0, Ordering::Relaxed);
                // Whoever has Foyer in front of them sees the list move.
                if count > 0 && !window::is_in_front(&handle) {
                    tell(&handle, count);
                }
            }
        });
        Self { heard }
    }

    /// So many texts came in.
    pub fn arrived(&self, count: u32) {
        self.heard.count.fetch_add(count, Ordering::Relaxed);
        self.heard.more.notify_one();
    }
}

fn tell(handle: &AppHandle, count: u32) {
    if let Err(error) = handle.notification().builder().title("Foyer").body(words(count)).show() {
        tracing::debug!(%error, "no notification on this desktop");
    }
}

fn words(count: u32) -> String {
    if count == 1 { "New text · Foyer".to_owned() } else { format!("{count} new texts · Foyer") }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_notification_says_how_many_and_no_more() {
        assert_eq!(words(1), "New text · Foyer");
        assert_eq!(words(7), "7 new texts · Foyer");
    }
}
