//! The operating system's clipboard, for words on their way into a portal: kept out of its history where the system
//! has a way to ask for that. How long they stay there is [`foyer_app::ForgettingClipboard`]'s.
//!
//! On Linux the words are there only as long as this program holds them, so a Foyer that ends takes them with it.

use std::thread;

use arboard::Clipboard as System;
use foyer_app::{Board, ForgettingClipboard};
use foyer_domain::Private;

/// This computer's clipboard.
pub fn system_clipboard() -> ForgettingClipboard<SystemBoard> {
    ForgettingClipboard::new(
        || System::new().ok().map(SystemBoard),
        |after, call| {
            thread::spawn(move || {
                thread::sleep(after);
                call();
            });
        },
    )
}

/// As the system has it.
pub struct SystemBoard(System);

impl Board for SystemBoard {
    fn set(&mut self, words: &Private) -> bool {
        set_quietly(&mut self.0, words).is_some()
    }

    fn has(&mut self, words: &Private) -> bool {
        self.0.get_text().is_ok_and(|there| there == words.reveal())
    }

    fn clear(&mut self) -> bool {
        self.0.clear().is_ok()
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
