//! logind as far as Foyer asks it: a test locks the screen, switches to another user, or puts the computer to sleep.

use std::{
    io::Read as _,
    os::unix::net::UnixStream,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use zbus::{
    Connection, connection, interface,
    object_server::SignalEmitter,
    zvariant::{OwnedFd, OwnedObjectPath},
};

use crate::{Desktop, PATIENCE};

const MANAGER: &str = "/org/freedesktop/login1";
const SESSION: &str = "/org/freedesktop/login1/session/c1";

/// Ends of what sleep waits for.
type Held = Arc<Mutex<Vec<UnixStream>>>;

/// The seat of a desktop. It must be there before Foyer is.
pub struct Seat {
    bus: Connection,
    held: Held,
}

impl Seat {
    /// Puts one on the desktop's bus.
    ///
    /// # Errors
    /// The bus does not take it.
    pub async fn at(desktop: &Desktop) -> Result<Self> {
        let held = Held::default();
        let bus = connection::Builder::address(desktop.bus_address())?
            .serve_at(MANAGER, Manager { held: Arc::clone(&held) })?
            .serve_at(SESSION, Session { active: true, hidden: false })?
            .name("org.freedesktop.login1")?
            .build()
            .await?;
        Ok(Self { bus, held })
    }

    /// The desktop shows its lock screen, or no longer.
    ///
    /// # Errors
    /// The bus is gone.
    pub async fn screen_locked(&self, locked: bool) -> Result<()> {
        let session = self.bus.object_server().interface::<_, Session>(SESSION).await?;
        session.get_mut().await.hidden = locked;
        Ok(session.get().await.locked_hint_changed(session.signal_emitter()).await?)
    }

    /// Somebody asks for the lock, as `loginctl lock-session` does.
    ///
    /// # Errors
    /// The bus is gone.
    pub async fn locks(&self) -> Result<()> {
        let session = self.bus.object_server().interface::<_, Session>(SESSION).await?;
        Ok(Session::lock(session.signal_emitter()).await?)
    }

    /// The screen shows this user's session, or another's.
    ///
    /// # Errors
    /// The bus is gone.
    pub async fn ours(&self, active: bool) -> Result<()> {
        let session = self.bus.object_server().interface::<_, Session>(SESSION).await?;
        session.get_mut().await.active = active;
        Ok(session.get().await.active_changed(session.signal_emitter()).await?)
    }

    /// The computer goes to sleep as soon as nobody asks it to wait any more.
    ///
    /// # Errors
    /// Nobody asked it to wait, or somebody does for too long.
    pub async fn sleeps(&self) -> Result<()> {
        let held = std::mem::take(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner));
        ensure!(!held.is_empty(), "nobody asked sleep to wait");
        let manager = self.bus.object_server().interface::<_, Manager>(MANAGER).await?;
        Manager::prepare_for_sleep(manager.signal_emitter(), true).await?;
        tokio::task::spawn_blocking(move || -> Result<()> {
            for mut end in held {
                end.set_read_timeout(Some(PATIENCE.min(Duration::from_secs(5))))?;
                end.read_to_end(&mut Vec::new()).context("sleep was kept waiting")?;
            }
            Ok(())
        })
        .await?
    }
}

struct Manager {
    held: Held,
}

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn get_session(&self, _name: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        OwnedObjectPath::try_from(SESSION).map_err(|error| zbus::fdo::Error::Failed(error.to_string()))
    }

    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> zbus::fdo::Result<OwnedFd> {
        if (what, mode) != ("sleep", "delay") {
            return Err(zbus::fdo::Error::InvalidArgs(format!("{what}, {mode}")));
        }
        let (ours, theirs) =
            UnixStream::pair().map_err(|error| zbus::fdo::Error::IOError(error.to_string()))?;
        self.held.lock().unwrap_or_else(PoisonError::into_inner).push(ours);
        Ok(std::os::fd::OwnedFd::from(theirs).into())
    }

    #[zbus(signal)]
    async fn prepare_for_sleep(emitter: &SignalEmitter<'_>, start: bool) -> zbus::Result<()>;
}

struct Session {
    active: bool,
    hidden: bool,
}

#[interface(name = "org.freedesktop.login1.Session")]
impl Session {
    #[zbus(signal)]
    async fn lock(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(property)]
    fn active(&self) -> bool {
        self.active
    }

    #[zbus(property)]
    fn locked_hint(&self) -> bool {
        self.hidden
    }
}
