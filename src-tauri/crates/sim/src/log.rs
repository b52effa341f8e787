//! Everything that is logged while the simulation plays, to look for words that must not be there.
//!
//! Each thread keeps what was logged on it, for each plays a practice of its own; only the values are kept, for the
//! names of fields and the sentences around them are the same for everybody. No time is read and nothing is written
//! anywhere: a simulation logs a great deal.

use std::{
    cell::{Cell, RefCell},
    fmt::{self, Write as _},
    sync::Once,
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Stands in every name, number and text that staff or patients write.
pub const SENTINEL: &str = "zafferano";

/// What the adapter says when it panics because it was told to.
pub const STUMBLE: &str = "the adapter stumbles";

thread_local! {
    static PANICKED: Cell<Option<String>> = const { Cell::new(None) };
    static CAUGHT: RefCell<String> = const { RefCell::new(String::new()) };
}

static ONCE: Once = Once::new();

/// Catches all levels of all crates from now on, and where anything panics.
pub fn listen() {
    ONCE.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            // What panics on purpose is no news.
            if info.payload().downcast_ref::<&str>() == Some(&STUMBLE) {
                return;
            }
            let place = info.location().map_or_else(|| "nowhere".to_owned(), ToString::to_string);
            // The place and never the words: a panic may hold what it stumbled over.
            PANICKED.set(Some(place));
            tell(info);
        }));
        tracing::subscriber::set_global_default(Ear).expect("nobody else listens in this process");
    });
}

/// Where this thread panicked last without being told to; asked once.
pub fn panicked_at() -> Option<String> {
    PANICKED.take()
}

/// Whether anything caught so far on this thread holds one of these; what was caught is dropped.
pub fn holds(words: &[&str]) -> bool {
    let text = CAUGHT.take();
    words.iter().any(|word| text.contains(word))
}

/// Takes every value of every line and span.
struct Ear;

impl Subscriber for Ear {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        catch(|caught| span.record(caught));
        // Nobody asks which span is which.
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        catch(|caught| values.record(caught));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        catch(|caught| event.record(caught));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn catch(values: impl FnOnce(&mut Caught)) {
    // Whoever logs while they are being written down is written down next.
    let mut caught = Caught(CAUGHT.take());
    values(&mut caught);
    CAUGHT.with_borrow_mut(|kept| {
        caught.0.push_str(kept);
        *kept = caught.0;
    });
}

struct Caught(String);

impl Visit for Caught {
    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        // A string takes all there is.
        let _ = writeln!(self.0, "{value:?}");
    }
}
