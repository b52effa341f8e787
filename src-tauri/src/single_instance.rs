//! One Foyer per person and computer: starting it again brings the window to the front.
//!
//! It is a courtesy. What keeps two of them from one store is the store's own lock; without a session bus on
//! Linux this plugin cannot see the other one, and the lock says so on screen.

use tauri::{Wry, plugin::TauriPlugin};

use crate::window;

/// The second one ends inside it.
pub fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::init(|handle, _arguments, _folder| window::show(handle))
}
