//! The clipboard, as a port: words for the portal go onto it for a moment, by the host's own means, and never through
//! the page.
//!
//! How long they stay is decided here: half a minute, and not past the moment at which nobody sits at the desk any more.
//! What somebody else copied meanwhile is left alone.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use foyer_domain::Private;

/// Long enough to change to another window and paste; short enough that nobody else finds them.
const STAYS: Duration = Duration::from_secs(30);

/// A clipboard that forgets.
pub trait Clipboard: Send + Sync {
    /// Puts the words there, out of the system's clipboard history where it has a way to say so, and takes them off
    /// again unless something else was copied meanwhile. Says after how many seconds; `None` when there is no
    /// clipboard.
    fn put(&self, words: &Private) -> Option<u32>;

    /// Takes them off at once, if they are still there. May wait for another program: not for who is in a hurry.
    fn let_go(&self);
}

/// A host without a clipboard.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoClipboard;

impl Clipboard for NoClipboard {
    fn put(&self, _: &Private) -> Option<u32> {
        None
    }

    fn let_go(&self) {}
}

/// What a host has of a clipboard.
pub trait Board: Send + 'static {
    /// Puts words there, out of its history where it has a way to say so. Whether it could.
    fn set(&mut self, words: &Private) -> bool;

    /// Whether these words are there.
    fn has(&mut self, words: &Private) -> bool;

    /// Empties it. Whether it could.
    fn clear(&mut self) -> bool;
}

/// Calls back after a while.
pub type Later = fn(Duration, Box<dyn FnOnce() + Send>);

/// A host's clipboard, with Foyer's rule.
pub struct ForgettingClipboard<B> {
    held: Arc<Mutex<Held<B>>>,
    later: Later,
}

struct Held<B> {
    board: Option<B>,
    open: fn() -> Option<B>,
    /// What is there of ours.
    words: Option<Private>,
    /// Counts copies, so that an older one does not clear a newer one.
    copies: u64,
}

impl<B: Board> ForgettingClipboard<B> {
    /// `open` reaches the host's clipboard when it is first needed, `later` calls back.
    pub fn new(open: fn() -> Option<B>, later: Later) -> Self {
        Self { held: Arc::new(Mutex::new(Held { board: None, open, words: None, copies: 0 })), later }
    }
}

impl<B: Board> Clipboard for ForgettingClipboard<B> {
    fn put(&self, words: &Private) -> Option<u32> {
        let mut held = locked(&self.held);
        if held.board.is_none() {
            held.board = (held.open)();
        }
        if !held.board.as_mut()?.set(words) {
            return None;
        }
        held.copies = held.copies.wrapping_add(1);
        held.words = Some(words.clone());
        let (copy, held) = (held.copies, Arc::clone(&self.held));
        (self.later)(
            STAYS,
            Box::new(move || {
                let mut held = locked(&held);
                if held.copies == copy {
                    held.forget();
                }
            }),
        );
        u32::try_from(STAYS.as_secs()).ok()
    }

    fn let_go(&self) {
        locked(&self.held).forget();
    }
}

impl<B: Board> Held<B> {
    fn forget(&mut self) {
        let Some(words) = self.words.take() else { return };
        let Some(board) = self.board.as_mut() else { return };
        if board.has(&words) && !board.clear() {
            tracing::warn!(code = "clipboard_kept", "the clipboard did not let go of what was copied");
        }
    }
}

fn locked<B>(held: &Mutex<Held<B>>) -> std::sync::MutexGuard<'_, Held<B>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// One of the whole test, as a desktop has one.
    static DESKTOP: Mutex<Option<String>> = Mutex::new(None);

    type Call = (Duration, Box<dyn FnOnce() + Send>);

    thread_local! {
        static CALLS: RefCell<Vec<Call>> = const { RefCell::new(Vec::new()) };
    }

    struct Desktop;

    impl Board for Desktop {
        fn set(&mut self, words: &Private) -> bool {
            *DESKTOP.lock().unwrap() = Some(words.reveal().to_owned());
            true
        }

        fn has(&mut self, words: &Private) -> bool {
            DESKTOP.lock().unwrap().as_deref() == Some(words.reveal())
        }

        fn clear(&mut self) -> bool {
            *DESKTOP.lock().unwrap() = None;
            true
        }
    }

    fn there() -> Option<String> {
        DESKTOP.lock().unwrap().clone()
    }

    /// Half a minute has gone by since the oldest copy that waits.
    fn half_a_minute_later() {
        let (after, call) = CALLS.with_borrow_mut(|calls| calls.remove(0));
        assert_eq!(after, Duration::from_secs(30));
        call();
    }

    #[test]
    fn words_leave_after_half_a_minute_or_when_the_desk_locks_and_never_somebody_elses() {
        let board = ForgettingClipboard::new(
            || Some(Desktop),
            |after, call| CALLS.with_borrow_mut(|calls| calls.push((after, call))),
        );
        assert_eq!(board.put(&Private::new("her potassium is high")), Some(30));
        assert_eq!(there().as_deref(), Some("her potassium is high"));
        half_a_minute_later();
        assert_eq!(there(), None);

        // The desk locks: at once, and the clock has nothing left to do.
        board.put(&Private::new("see the nurse today"));
        board.let_go();
        assert_eq!(there(), None);
        *DESKTOP.lock().unwrap() = Some("see the nurse today".into());
        half_a_minute_later();
        board.let_go();
        assert!(there().is_some(), "the same words, copied by somebody else");

        // Something else was copied meanwhile.
        board.put(&Private::new("first"));
        *DESKTOP.lock().unwrap() = Some("a shopping list".into());
        half_a_minute_later();
        board.let_go();
        assert_eq!(there().as_deref(), Some("a shopping list"));

        // A newer copy has its own half minute.
        board.put(&Private::new("first"));
        board.put(&Private::new("second"));
        half_a_minute_later();
        assert_eq!(there().as_deref(), Some("second"));
        half_a_minute_later();
        assert_eq!(there(), None);
    }

    #[test]
    fn a_desktop_without_a_clipboard_is_said_so() {
        let none = ForgettingClipboard::<Desktop>::new(|| None, |_, _| panic!("nothing to wait for"));
        assert_eq!(none.put(&Private::new("words")), None);
        none.let_go();
    }
}
