//! Every log line of a test, kept for reading: what must never be logged is searched for here.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use tracing_subscriber::fmt::MakeWriter;

/// Collects what is logged; clones share it.
#[derive(Clone, Debug, Default)]
pub struct LogSink {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl LogSink {
    /// Collects everything logged on this thread, at every level, until the guard is dropped.
    pub fn on_this_thread() -> (Self, tracing::subscriber::DefaultGuard) {
        let sink = Self::default();
        let guard = tracing::subscriber::set_default(sink.subscriber());
        (sink, guard)
    }

    /// A subscriber that writes here, for use with `tracing::subscriber::set_global_default`.
    pub fn subscriber(&self) -> impl tracing::Subscriber + Send + Sync + use<> {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(self.clone())
            .finish()
    }

    /// What was logged so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// Which of `words` appear anywhere in the log.
    pub fn leaked<'w>(&self, words: &[&'w str]) -> Vec<&'w str> {
        let text = self.text();
        words.iter().copied().filter(|word| text.contains(word)).collect()
    }
}

impl Write for LogSink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LogSink {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
