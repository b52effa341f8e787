//! Hears from logind what happens at this computer's seat: its screen is locked, another of its users comes, it goes to
//! sleep. The first two lock the desk, the third closes the practice before the memory goes anywhere.
//!
//! Linux only. Windows (`WTSRegisterSessionNotification`) and macOS (`com.apple.screenIsLocked`) tell a native window,
//! and Foyer does not ask them: there the desk locks after minutes without anybody, and closes on waking (`power`). A
//! Linux without logind is like them.

use std::time::Duration;

use foyer_app::App;
use futures_util::{StreamExt as _, stream};
use zbus::{
    Connection, proxy,
    zvariant::{OwnedFd, OwnedObjectPath},
};

/// How long to wait before asking again on a computer where nobody answers, or stopped answering.
const AGAIN: Duration = Duration::from_secs(60);

/// logind, as `org.freedesktop.login1(5)` tells it.
#[proxy(
    interface = "org.freedesktop.login1.Manager",
    default_service = "org.freedesktop.login1",
    default_path = "/org/freedesktop/login1",
    gen_blocking = false
)]
trait Manager {
    /// A session by its name; `auto` is that of whoever asks, or of the screen they sit at.
    fn get_session(&self, name: &str) -> zbus::Result<OwnedObjectPath>;

    /// Asks to be waited for. It lasts as long as what is returned is held.
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::Result<OwnedFd>;

    /// `true` before sleep, `false` after.
    #[zbus(signal)]
    fn prepare_for_sleep(&self, start: bool) -> zbus::Result<()>;
}

/// What one user does at one seat.
#[proxy(
    interface = "org.freedesktop.login1.Session",
    default_service = "org.freedesktop.login1",
    gen_blocking = false
)]
trait Session {
    /// Somebody asked for the lock.
    #[zbus(signal)]
    fn lock(&self) -> zbus::Result<()>;

    /// Whether the desktop shows its lock screen.
    #[zbus(property)]
    fn locked_hint(&self) -> zbus::Result<bool>;

    /// Whether this session is the one on the screen.
    #[zbus(property)]
    fn active(&self) -> zbus::Result<bool>;
}

/// What was heard.
enum Heard {
    /// The screen was locked, or shows somebody else's session.
    Left,
    /// The computer goes to sleep.
    GoesToSleep,
    /// It woke.
    Woke,
    /// Nothing that concerns the desk.
    Nothing,
}

/// Listens for as long as the program runs.
pub async fn watch(app: &App) {
    loop {
        match listen(app).await {
            Ok(()) => tracing::info!("logind fell silent"),
            Err(error) => tracing::info!(%error, "nobody tells when this computer's screen is locked"),
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn listen(app: &App) -> zbus::Result<()> {
    let bus = Connection::system().await?;
    let manager = ManagerProxy::new(&bus).await?;
    let session = SessionProxy::builder(&bus).path(manager.get_session("auto").await?)?.build().await?;

    let sleep = manager.receive_prepare_for_sleep().await?.map(|signal| match signal.args() {
        Ok(args) if args.start => Heard::GoesToSleep,
        Ok(_) => Heard::Woke,
        Err(_) => Heard::Nothing,
    });
    let locks = session.receive_lock().await?.map(|_| Heard::Left);
    let hidden = session.receive_locked_hint_changed().await;
    let hidden = hidden.then(|change| async move { left(change.get().await, true) });
    let shown = session.receive_active_changed().await;
    let shown = shown.then(|change| async move { left(change.get().await, false) });
    let mut heard = stream::select_all([sleep.boxed(), locks.boxed(), hidden.boxed(), shown.boxed()]);

    let mut waited_for = wait_for_us(&manager).await;
    while let Some(heard) = heard.next().await {
        match heard {
            Heard::Left => app.screen_locked().await,
            Heard::GoesToSleep => {
                app.slept().await;
                drop(waited_for.take());
            }
            Heard::Woke => {
                waited_for = wait_for_us(&manager).await;
                app.wake().await;
            }
            Heard::Nothing => {}
        }
    }
    Ok(())
}

/// Whether a flag that changed means that nobody sees this session any more.
fn left(flag: zbus::Result<bool>, when: bool) -> Heard {
    if flag.is_ok_and(|flag| flag == when) { Heard::Left } else { Heard::Nothing }
}

/// So that the practice is closed before the computer sleeps, and its key in no image of the memory on the disk. Where
/// logind does not let us, `power` closes it on waking.
async fn wait_for_us(manager: &ManagerProxy<'_>) -> Option<OwnedFd> {
    let held = manager.inhibit("sleep", "Foyer", "Closes the practice", "delay").await;
    held.inspect_err(|error| tracing::info!(%error, "this computer sleeps without waiting for Foyer")).ok()
}
