//! The listening socket, and the same address refusing connections during an outage.
//!
//! To refuse, the socket stays bound but does not listen: the system then answers as a dead host would, and
//! nobody else can take the port meanwhile.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpSocket};

use super::cable::{Cable, Cables};
use super::clock::Clock;
use crate::carrier::Carrier;

/// How often the door looks whether an outage has begun or ended.
const GLANCE: Duration = Duration::from_millis(10);

pub(super) struct Door {
    pub carrier: Arc<Mutex<Carrier>>,
    pub clock: Clock,
    pub cables: Cables,
    /// Told to others: whether connections are refused at this moment.
    pub shut: Arc<AtomicBool>,
    pub address: SocketAddr,
    pub state: State,
}

pub(super) enum State {
    Open(TcpListener),
    Shut(TcpSocket),
    /// Between the two, or when the system would not let go.
    Ajar,
}

impl Door {
    /// Opens or shuts according to the faults of this moment.
    pub fn look(&mut self) {
        let outage = self.outage();
        self.follow(outage);
    }

    fn outage(&self) -> bool {
        self.carrier.lock().unwrap_or_else(PoisonError::into_inner).refuses_connections(self.clock.now())
    }

    /// Follows the outage fault; leaves the state as it is if the system objects, to be tried again.
    fn follow(&mut self, outage: bool) {
        self.state = match (std::mem::replace(&mut self.state, State::Ajar), outage) {
            (State::Open(listener), true) => {
                drop(listener);
                self.cables.cut_all();
                bind(self.address).map_or(State::Ajar, State::Shut)
            }
            (State::Shut(socket), false) => socket.listen(1024).map_or(State::Ajar, State::Open),
            (State::Ajar, true) => bind(self.address).map_or(State::Ajar, State::Shut),
            (State::Ajar, false) => {
                let listener = bind(self.address).and_then(|socket| socket.listen(1024));
                listener.map_or(State::Ajar, State::Open)
            }
            (settled, _) => settled,
        };
        self.shut.store(!matches!(self.state, State::Open(_)), Ordering::SeqCst);
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

impl Listener for Door {
    type Io = Cable;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Cable, SocketAddr) {
        loop {
            self.look();
            let State::Open(listener) = &self.state else {
                tokio::time::sleep(GLANCE).await;
                continue;
            };
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        // Without this an answer written in two parts waits 40 ms for an acknowledgement.
                        let _ = stream.set_nodelay(true);
                        return (self.cables.lay(stream), peer);
                    }
                    Err(_) => tokio::time::sleep(GLANCE).await,
                },
                () = tokio::time::sleep(GLANCE) => {}
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
