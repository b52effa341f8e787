//! The carrier on loopback, in Twilio's shapes, with a control desk on a port of its own.
//!
//! The desk has its own port so that it still answers during an outage. Both refuse any address that is not
//! loopback: the sandbox knows no patient, but what talks to it might.

mod cable;
mod clock;
mod control;
mod door;
mod twilio;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use self::cable::Cables;
use self::door::{Door, State};
use crate::carrier::Carrier;

pub use self::clock::Clock;
pub use self::control::{ClockOrder, ClockState, InboundMedia, InboundOrder, OptionsOrder};

/// A running sandbox. Dropping it ends it without ceremony; [`Served::shutdown`] waits until it has ended.
pub struct Served {
    /// `http://127.0.0.1:PORT`, where `https://api.twilio.com` would be.
    pub base_url: String,
    /// `http://127.0.0.1:PORT2/_control`.
    pub control_url: String,
    /// The carrier, shared with the server.
    pub carrier: Arc<Mutex<Carrier>>,
    /// The clock that the server reads.
    pub clock: Clock,
    stop: watch::Sender<bool>,
    cables: Cables,
    tasks: Vec<JoinHandle<()>>,
}

/// Serves `carrier` on `listener`, which must be bound to loopback, and a control desk beside it.
pub async fn serve(carrier: Arc<Mutex<Carrier>>, listener: TcpListener, clock: Clock) -> io::Result<Served> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the sandbox listens on loopback only"));
    }
    let desk = TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0)).await?;
    let base_url = format!("http://{address}");
    let control_url = format!("http://{}/_control", desk.local_addr()?);
    let (stop, stopped) = watch::channel(false);
    let cables = Cables::default();
    let shut = Arc::new(AtomicBool::new(false));

    let far_end = twilio::router(carrier.clone(), clock.clone(), base_url.clone());
    let mut door = Door {
        carrier: carrier.clone(),
        clock: clock.clone(),
        cables: cables.clone(),
        shut: shut.clone(),
        address,
        state: State::Open(listener),
    };
    // Before anybody is told the address, as an outage may be on from the start.
    door.look();
    let control = control::router(control::Desk { carrier: carrier.clone(), clock: clock.clone(), shut });
    let tasks = vec![
        tokio::spawn(twilio::run(door, far_end, stopped.clone())),
        tokio::spawn(control::run(desk, control, stopped)),
    ];
    Ok(Served { base_url, control_url, carrier, clock, stop, cables, tasks })
}

impl Served {
    /// Stops listening, cuts every connection and waits for both tasks.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        self.cables.cut_all();
        for task in self.tasks.drain(..) {
            let _ = task.await;
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.cables.cut_all();
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
