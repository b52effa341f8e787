//! A TCP connection that can be cut: at once, or after so many bytes. It is how an answer gets lost, an
//! outage drops those who are connected, and the server ends without waiting for idle clients.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// A connection and its scissors.
pub(super) struct Cable {
    stream: TcpStream,
    scissors: Scissors,
}

/// Cuts one connection.
#[derive(Clone)]
pub(super) struct Scissors(Arc<State>);

struct State {
    cut: AtomicBool,
    /// Bytes that may still leave.
    left: AtomicUsize,
    reader: Mutex<Option<Waker>>,
}

/// Every connection that is open.
#[derive(Clone, Default)]
pub(super) struct Cables(Arc<Mutex<Vec<Weak<State>>>>);

impl Cables {
    pub fn lay(&self, stream: TcpStream) -> Cable {
        let left = AtomicUsize::new(usize::MAX);
        let state = Arc::new(State { cut: AtomicBool::new(false), left, reader: Mutex::new(None) });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|cable| cable.strong_count() > 0);
        all.push(Arc::downgrade(&state));
        Cable { stream, scissors: Scissors(state) }
    }

    pub fn cut_all(&self) {
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        all.iter().filter_map(Weak::upgrade).for_each(|state| Scissors(state).cut());
    }
}

impl Cable {
    pub fn scissors(&self) -> Scissors {
        self.scissors.clone()
    }
}

impl Scissors {
    /// No byte passes any more, in either direction.
    pub fn cut(&self) {
        self.0.cut.store(true, Ordering::SeqCst);
        if let Some(waker) = self.0.reader.lock().unwrap_or_else(PoisonError::into_inner).take() {
            waker.wake();
        }
    }

    /// `bytes` more leave, then the connection is cut.
    pub fn cut_after(&self, bytes: usize) {
        self.0.left.store(bytes, Ordering::SeqCst);
    }

    fn is_cut(&self) -> bool {
        self.0.cut.load(Ordering::SeqCst)
    }
}

impl AsyncRead for Cable {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        *self.scissors.0.reader.lock().unwrap_or_else(PoisonError::into_inner) = Some(cx.waker().clone());
        if self.scissors.is_cut() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Cable {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let left = self.scissors.0.left.load(Ordering::SeqCst);
        if self.scissors.is_cut() || left == 0 {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let part = buf.get(..left.min(buf.len())).unwrap_or(buf);
        let written = Pin::new(&mut self.stream).poll_write(cx, part);
        if let (Poll::Ready(Ok(count)), true) = (&written, left != usize::MAX) {
            self.scissors.0.left.store(left.saturating_sub(*count), Ordering::SeqCst);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
