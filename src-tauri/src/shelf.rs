//! The system's own dialog for where a file should go. The core asks; the page has no part in it.

use std::path::PathBuf;

use foyer_app::Shelf;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use tokio::sync::oneshot;

/// The dialog of this desktop.
pub struct SystemShelf {
    handle: AppHandle,
}

impl SystemShelf {
    /// Over Foyer's window.
    pub fn of(handle: &AppHandle) -> Self {
        Self { handle: handle.clone() }
    }
}

#[async_trait::async_trait]
impl Shelf for SystemShelf {
    async fn choose(&self, suggested: &str) -> Option<PathBuf> {
        let (tell, told) = oneshot::channel();
        let mut dialog = self.handle.dialog().file().set_file_name(suggested);
        if let Some((_, ending)) = suggested.rsplit_once('.') {
            dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
        }
        dialog.save_file(move |place| {
            // Whoever asked may have gone away.
            let _ = tell.send(place);
        });
        told.await.ok().flatten()?.into_path().ok()
    }

    async fn choose_folder(&self) -> Option<PathBuf> {
        let (tell, told) = oneshot::channel();
        self.handle.dialog().file().pick_folder(move |place| {
            let _ = tell.send(place);
        });
        told.await.ok().flatten()?.into_path().ok()
    }
}
