//! Notices that the computer slept or moved to another network, so that Foyer tries the carrier at once instead
//! of finishing a wait of minutes.
//!
//! Both are noticed by looking, every few seconds, in a way that is the same on every system: a look that comes
//! much too late means the computer slept, and another source address means another network. A wrong guess costs one
//! poll. On Linux logind tells of sleep before it begins (`seat`); Win32 and IOKit could, in two more languages, and are
//! not asked: there the practice is closed on waking.

use std::{
    net::{IpAddr, UdpSocket},
    time::{Duration, SystemTime},
};

use foyer_app::App;

/// How often to look.
const LOOK: Duration = Duration::from_secs(5);

/// A look this late was not merely slow.
const SLEPT: Duration = Duration::from_secs(20);

/// Watches for as long as the program runs.
pub async fn watch(app: &App) {
    let mut before = Seen::now();
    loop {
        tokio::time::sleep(LOOK).await;
        let now = Seen::now();
        if let Some(reason) = before.wakes(&now) {
            tracing::info!(?reason, "trying the carrier at once");
            match reason {
                Reason::Slept => app.slept().await,
                Reason::OtherNetwork => {}
            }
            app.wake().await;
        }
        before = now;
    }
}

/// Why waits start over.
#[derive(Debug, PartialEq, Eq)]
enum Reason {
    Slept,
    OtherNetwork,
}

/// What a look sees. The wall clock, because it goes on while the computer sleeps on every system.
struct Seen {
    at: SystemTime,
    address: Option<IpAddr>,
}

impl Seen {
    fn now() -> Self {
        Self { at: SystemTime::now(), address: address() }
    }

    fn wakes(&self, later: &Self) -> Option<Reason> {
        // A clock that was set back says nothing about sleep.
        let passed = later.at.duration_since(self.at).unwrap_or_default();
        if passed >= SLEPT {
            return Some(Reason::Slept);
        }
        // Losing the network is no reason to try.
        (later.address.is_some() && later.address != self.address).then_some(Reason::OtherNetwork)
    }
}

/// The address this computer would speak from. Asking the routing table this way sends nothing: a UDP socket is
/// only told a peer, one of the addresses that RFC 5737 keeps for documentation.
fn address() -> Option<IpAddr> {
    let socket = UdpSocket::bind(("0.0.0.0", 0)).ok()?;
    socket.connect(("192.0.2.1", 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(seconds: u64, address: Option<[u8; 4]>) -> Seen {
        Seen { at: SystemTime::UNIX_EPOCH + Duration::from_secs(seconds), address: address.map(IpAddr::from) }
    }

    const OFFICE: Option<[u8; 4]> = Some([192, 168, 0, 10]);

    #[test]
    fn a_quiet_desk_wakes_nothing() {
        assert_eq!(seen(100, OFFICE).wakes(&seen(105, OFFICE)), None);
        assert_eq!(seen(100, None).wakes(&seen(105, None)), None);
    }

    #[test]
    fn a_look_that_comes_an_hour_late_means_sleep() {
        assert_eq!(seen(100, OFFICE).wakes(&seen(3_700, OFFICE)), Some(Reason::Slept));
    }

    #[test]
    fn a_clock_set_back_is_no_sleep() {
        assert_eq!(seen(10_000, OFFICE).wakes(&seen(100, OFFICE)), None);
    }

    #[test]
    fn a_network_that_comes_or_changes_wakes_and_one_that_goes_does_not() {
        assert_eq!(seen(100, None).wakes(&seen(105, OFFICE)), Some(Reason::OtherNetwork));
        assert_eq!(seen(100, OFFICE).wakes(&seen(105, Some([10, 0, 0, 4]))), Some(Reason::OtherNetwork));
        assert_eq!(seen(100, OFFICE).wakes(&seen(105, None)), None);
    }
}
