//! A server below HTTP: it decides after which byte to answer, break or fall silent, and counts what reached it.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// What one connection meets.
#[derive(Clone)]
pub enum Act {
    /// Reset at once, unread.
    ResetUnread,
    /// Reset after this many bytes of the request.
    ResetAfter(usize),
    /// Close politely after the whole request.
    CloseAfterRequest,
    /// Read everything, say nothing.
    Silence,
    /// Read everything, send these bytes, close.
    Reply(Vec<u8>),
    /// Read everything, send these bytes, then reset.
    ReplyThenReset(Vec<u8>),
    /// Read everything, send these bytes, then nothing more.
    ReplyThenSilence(Vec<u8>),
    /// Read everything, send this head and then bytes without end.
    Flood(Vec<u8>),
    /// Send these bytes before reading anything, then close.
    SpeakFirst(Vec<u8>),
}

pub struct FarEnd {
    /// Where it listens, as a base URL.
    pub base: String,
    seen: Arc<Mutex<Vec<Vec<u8>>>>,
    flooded: Arc<AtomicUsize>,
    accepted: watch::Receiver<Vec<u16>>,
}

impl FarEnd {
    /// One act per connection, in order; the last one repeats.
    pub async fn play(acts: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let flooded: Arc<AtomicUsize> = Arc::default();
        let (tell, accepted) = watch::channel(Vec::new());
        let (record, flood) = (Arc::clone(&seen), Arc::clone(&flooded));
        tokio::spawn(async move {
            for place in 0.. {
                let (stream, peer) = listener.accept().await.unwrap();
                let act = acts[place.min(acts.len() - 1)].clone();
                record.lock().unwrap().push(Vec::new());
                tell.send_modify(|ports| ports.push(peer.port()));
                let (record, flood) = (Arc::clone(&record), Arc::clone(&flood));
                tokio::spawn(async move { meet(stream, act, place, &record, &flood).await });
            }
        });
        Self { base, seen, flooded, accepted }
    }

    /// One whole answer to everybody.
    pub async fn reply(status: &str, body: &str) -> Self {
        Self::play(vec![Act::Reply(http(status, body))]).await
    }

    /// An address where nobody listens.
    pub async fn closed_port() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// What each connection brought.
    pub fn requests(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
    }

    /// Bytes poured out by [`Act::Flood`].
    pub fn flooded(&self) -> usize {
        self.flooded.load(Ordering::SeqCst)
    }

    /// How many connections were ever made. The queue is in order: once a connection of our own is accepted,
    /// every earlier one has been counted.
    pub async fn connections(&self) -> usize {
        let ours = TcpStream::connect(self.base.trim_start_matches("http://")).await.unwrap();
        let port = ours.local_addr().unwrap().port();
        let mut accepted = self.accepted.clone();
        let ports = accepted.wait_for(|ports| ports.contains(&port)).await.unwrap();
        ports.iter().position(|accepted| *accepted == port).unwrap()
    }
}

/// An answer with the right length, after which the connection closes.
pub fn http(status: &str, body: &str) -> Vec<u8> {
    http_with(status, "", body)
}

/// The same with more header lines, each ending in CRLF.
pub fn http_with(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}")
        .into_bytes()
}

async fn meet(
    mut stream: TcpStream,
    act: Act,
    place: usize,
    record: &Mutex<Vec<Vec<u8>>>,
    flood: &AtomicUsize,
) {
    match act {
        Act::ResetUnread => reset(stream),
        Act::ResetAfter(bytes) => {
            read_until(&mut stream, place, record, |seen| seen.len() >= bytes).await;
            reset(stream);
        }
        Act::CloseAfterRequest => read_request(&mut stream, place, record).await,
        Act::Silence => {
            read_request(&mut stream, place, record).await;
            hold(stream).await;
        }
        Act::Reply(bytes) => {
            read_request(&mut stream, place, record).await;
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Act::ReplyThenReset(bytes) => {
            read_request(&mut stream, place, record).await;
            let _ = stream.write_all(&bytes).await;
            reset(stream);
        }
        Act::ReplyThenSilence(bytes) => {
            read_request(&mut stream, place, record).await;
            let _ = stream.write_all(&bytes).await;
            hold(stream).await;
        }
        Act::Flood(head) => {
            read_request(&mut stream, place, record).await;
            let _ = stream.write_all(&head).await;
            let piece = [b' '; 65_536];
            while stream.write_all(&piece).await.is_ok() {
                flood.fetch_add(piece.len(), Ordering::SeqCst);
            }
        }
        Act::SpeakFirst(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            read_until(&mut stream, place, record, |_| false).await;
        }
    }
}

/// Keeps the connection open and quiet until the client goes.
async fn hold(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 64]).await;
}

fn reset(stream: TcpStream) {
    stream.set_zero_linger().unwrap();
    drop(stream);
}

async fn read_request(stream: &mut TcpStream, place: usize, record: &Mutex<Vec<Vec<u8>>>) {
    read_until(stream, place, record, is_whole_request).await;
}

async fn read_until(
    stream: &mut TcpStream,
    place: usize,
    record: &Mutex<Vec<Vec<u8>>>,
    enough: impl Fn(&[u8]) -> bool,
) {
    let mut piece = [0; 4_096];
    loop {
        if enough(&record.lock().unwrap()[place]) {
            return;
        }
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(count) => record.lock().unwrap()[place].extend_from_slice(&piece[..count]),
        }
    }
}

fn is_whole_request(seen: &[u8]) -> bool {
    let text = String::from_utf8_lossy(seen);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head
        .to_ascii_lowercase()
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
