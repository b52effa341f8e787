//! The operating system's clipboard, for words on their way into a portal: kept out of its history where the system
//! has a way to ask for that, and taken off again after half a minute.
//!
//! What somebody else copied meanwhile is left alone. On Linux the words are there only as long as this program
//! holds them, so a Foyer that ends takes them with it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use arboard::Clipboard as System;
use foyer_app::Clipboard;
use foyer_domain::Private;

/// Long enough to change to another window and paste; short enough that nobody else finds them.
const STAYS: Duration = Duration::from_secs(30);

/// This computer's clipboard.
#[derive(Clone, Default)]
pub struct SystemClipboard {
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    system: Option<System>,
    /// Counts copies, so that an older one does not clear a newer one.
    copies: u64,
}

impl Clipboard for SystemClipboard {
    fn put(&self, words: &Private) -> Option<u32> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.system.is_none() {
            held.system = System::new().ok();
        }
        set_quietly(held.system.as_mut()?, words)?;
        held.copies = held.copies.wrapping_add(1);
        let (copy, held, words) = (held.copies, Arc::clone(&self.held), words.clone());
        thread::spawn(move || {
            thread::sleep(STAYS);
            forget(&held, copy, &words);
        });
        u32::try_from(STAYS.as_secs()).ok()
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn set_quietly(system: &mut System, words: &Private) -> Option<()> {
    use arboard::SetExtLinux as _;
    system.set().exclude_from_history().text(words.reveal()).ok()
}

#[cfg(windows)]
fn set_quietly(system: &mut System, words: &Private) -> Option<()> {
    use arboard::SetExtWindows as _;
    let set = system.set().exclude_from_history().exclude_from_cloud().exclude_from_monitoring();
    set.text(words.reveal()).ok()
}

#[cfg(target_os = "macos")]
fn set_quietly(system: &mut System, words: &Private) -> Option<()> {
    use arboard::SetExtApple as _;
    system.set().exclude_from_history().text(words.reveal()).ok()
}

fn forget(held: &Mutex<Held>, copy: u64, words: &Private) {
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    if held.copies != copy {
        return;
    }
    let Some(system) = held.system.as_mut() else { return };
    let ours = system.get_text().is_ok_and(|there| there == words.reveal());
    if ours && system.clear().is_err() {
        tracing::warn!(code = "clipboard_kept", "the clipboard did not let go of what was copied");
    }
}
