//! A desktop that shows alerts (`org.freedesktop.Notifications`): what it was asked to show, what is on screen, and a hand
//! that clicks one.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context as _, Result};
use zbus::{
    blocking::{Connection, connection},
    fdo, interface,
    object_server::SignalEmitter,
    zvariant::OwnedValue,
};

use crate::Desktop;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// An alert, as it is shown to whoever passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What stands above.
    pub title: String,
    /// What stands below.
    pub words: String,
}

/// The part of a desktop that shows alerts. Dropping it leaves a desktop without.
pub struct AlertDesk {
    connection: Connection,
    screen: Arc<Mutex<Screen>>,
}

#[derive(Default)]
struct Screen {
    last: u32,
    shown: BTreeMap<u32, Shown>,
    ever: Vec<Shown>,
}

impl Desktop {
    /// From now on it shows alerts.
    ///
    /// # Errors
    /// The bus cannot be reached, or another program shows them.
    pub fn shows_alerts(&self) -> Result<AlertDesk> {
        let screen = Arc::new(Mutex::new(Screen::default()));
        let connection = connection::Builder::address(self.bus_address())?
            .serve_at(PATH, Server(Arc::clone(&screen)))?
            .name(NAME)?
            .build()
            .context("showing alerts")?;
        Ok(AlertDesk { connection, screen })
    }
}

impl AlertDesk {
    /// What is on screen, the oldest first.
    pub fn shown(&self) -> Vec<Shown> {
        lock(&self.screen).shown.values().cloned().collect()
    }

    /// All that ever was.
    pub fn ever(&self) -> Vec<Shown> {
        lock(&self.screen).ever.clone()
    }

    /// Clicks the alert with these words, which takes it off the screen.
    ///
    /// # Errors
    /// There is none, or the bus is gone.
    pub fn click(&self, words: &str) -> Result<()> {
        let id = {
            let mut screen = lock(&self.screen);
            let id = screen.shown.iter().find(|(_, one)| one.words == words).map(|(id, _)| *id);
            let id = id.with_context(|| format!("no “{words}” is on screen"))?;
            screen.shown.remove(&id);
            id
        };
        self.connection.emit_signal(None::<&str>, PATH, NAME, "ActionInvoked", &(id, "default"))?;
        self.connection.emit_signal(None::<&str>, PATH, NAME, "NotificationClosed", &(id, 2_u32))?;
        Ok(())
    }
}

fn lock(screen: &Mutex<Screen>) -> MutexGuard<'_, Screen> {
    screen.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Server(Arc<Mutex<Screen>>);

#[interface(name = "org.freedesktop.Notifications")]
impl Server {
    fn get_capabilities(&self) -> Vec<String> {
        ["actions", "body", "persistence"].map(str::to_owned).to_vec()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("a desktop in memory".to_owned(), "Foyer's tests".to_owned(), "1".to_owned(), "1.2".to_owned())
    }

    #[expect(clippy::too_many_arguments, reason = "the desktop's own protocol")]
    fn notify(
        &self,
        _program: String,
        replaces: u32,
        _icon: String,
        title: String,
        words: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _stays: i32,
    ) -> u32 {
        let mut screen = lock(&self.0);
        let id = if replaces == 0 { screen.last.saturating_add(1) } else { replaces };
        screen.last = screen.last.max(id);
        let shown = Shown { title, words };
        screen.ever.push(shown.clone());
        screen.shown.insert(id, shown);
        id
    }

    async fn close_notification(
        &self,
        id: u32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> fdo::Result<()> {
        let was_there = lock(&self.0).shown.remove(&id).is_some();
        if was_there {
            Self::notification_closed(&emitter, id, 3).await?;
        }
        Ok(())
    }

    #[zbus(signal)]
    async fn notification_closed(emitter: &SignalEmitter<'_>, id: u32, reason: u32) -> zbus::Result<()>;
}
