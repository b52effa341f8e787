//! Virtual time, and the executor that lives by it: when nothing can go on, it leaps to the next moment at which
//! something can. No thread sleeps; one seed gives one history.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::{Pin, pin},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use foyer_domain::{Span, Timestamp};
use foyer_sync::Clock;

/// Monday, 23 November 2026, 16:00 UTC: ten in the morning at the practice, and where its patients are.
pub const MONDAY: i64 = 1_795_449_600_000;

/// True time, by which the carrier lives, and how wrong this desk's clock is.
pub struct VirtualClock {
    true_ms: AtomicI64,
    wrong_by_ms: AtomicI64,
    timers: Mutex<BTreeMap<(i64, u64), Waker>>,
    given: AtomicU64,
    /// The computer falls asleep at that pause of what runs next, for so long.
    nap: Mutex<Option<(usize, Span)>>,
    hurried: AtomicBool,
    /// How often somebody waited for nothing, and at what time.
    naught: Mutex<(i64, u32)>,
    me: Weak<Self>,
}

/// How a stretch of running ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Its time is over; what runs waits.
    Over,
    /// It paused as often as it was allowed to.
    Cut,
    /// It came to its end.
    Done,
    /// It goes on and on, and no time passes.
    Stuck,
}

/// More pauses than this without any time passing is running in circles.
const IN_CIRCLES: u32 = 20_000;

/// Waiting for nothing is no pause, until somebody has done it so often without any time passing.
const FOR_NOTHING: u32 = 1_000;

impl VirtualClock {
    /// Begins at `at`, UTC milliseconds, and right.
    pub fn new(at: i64) -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            true_ms: AtomicI64::new(at),
            wrong_by_ms: AtomicI64::new(0),
            timers: Mutex::default(),
            given: AtomicU64::new(0),
            nap: Mutex::new(None),
            hurried: AtomicBool::new(false),
            naught: Mutex::default(),
        })
    }

    /// The true time, UTC milliseconds.
    pub fn true_ms(&self) -> i64 {
        self.true_ms.load(Ordering::SeqCst)
    }

    /// Lets time pass.
    pub fn pass(&self, span: Span) {
        let now = self.true_ms.fetch_add(span.as_millis().max(0), Ordering::SeqCst) + span.as_millis().max(0);
        self.ring_until(now);
    }

    /// Sets this desk's clock wrong by `span`; [`Span::ZERO`] sets it right.
    pub fn jump(&self, span: Span) {
        self.wrong_by_ms.store(span.as_millis(), Ordering::SeqCst);
    }

    /// Done once `span` has truly passed.
    pub fn sleep(self: &Arc<Self>, span: Span) -> Sleep {
        let until = self.true_ms() + span.as_millis().max(0);
        Sleep { clock: Arc::clone(self), until, id: self.given.fetch_add(1, Ordering::SeqCst) }
    }

    /// Whether somebody has waited for nothing again and again, and must be seen to.
    fn is_waiting_for_nothing(&self, span: Span) -> bool {
        if span > Span::ZERO {
            return false;
        }
        let (mut naught, now) = (lock(&self.naught), self.true_ms());
        *naught = if naught.0 == now { (now, naught.1.saturating_add(1)) } else { (now, 1) };
        naught.1 > FOR_NOTHING
    }

    /// Whoever sleeps lets the time pass by itself: for tests on a real runtime, where nobody leaps.
    pub fn hurry(&self) {
        self.hurried.store(true, Ordering::SeqCst);
    }

    /// The computer falls asleep at the `at`th pause of what runs next, for `span`.
    pub fn nap_at(&self, at: usize, span: Span) {
        *lock(&self.nap) = Some((at, span));
    }

    /// It does not, after all.
    pub fn no_nap(&self) {
        *lock(&self.nap) = None;
    }

    /// Leaps to the next timer; false when there is none.
    fn leap(&self) -> bool {
        let next = lock(&self.timers).keys().next().copied();
        let Some((at, _)) = next else { return false };
        self.true_ms.fetch_max(at, Ordering::SeqCst);
        self.ring_until(at);
        true
    }

    fn ring_until(&self, now: i64) {
        let due = {
            let mut timers = lock(&self.timers);
            let later = timers.split_off(&(now + 1, 0));
            std::mem::replace(&mut *timers, later)
        };
        due.into_values().for_each(Waker::wake);
    }

    /// Lets `future` run until the true time is `until`, or it has paused `most` times. Time leaps only while it waits.
    pub fn run_until(
        &self,
        mut future: Pin<&mut (impl Future<Output = ()> + ?Sized)>,
        bell: &Arc<Bell>,
        until: i64,
        most: usize,
    ) -> Stretch {
        let waker = Waker::from(Arc::clone(bell));
        let mut cx = Context::from_waker(&waker);
        let (mut still, mut at) = (0, self.true_ms());
        for place in 0..most {
            if bell.0.swap(false, Ordering::SeqCst) {
                if future.as_mut().poll(&mut cx).is_ready() {
                    return Stretch::Done;
                }
                let nap = lock(&self.nap).take_if(|(at, _)| *at == place);
                if let Some((_, span)) = nap {
                    self.pass(span);
                }
                still = if self.true_ms() == at { still + 1 } else { 0 };
                at = self.true_ms();
                if still > IN_CIRCLES {
                    return Stretch::Stuck;
                }
                continue;
            }
            let next = lock(&self.timers).keys().next().map(|(at, _)| *at);
            match next.filter(|next| *next <= until) {
                Some(next) => {
                    self.true_ms.fetch_max(next, Ordering::SeqCst);
                    self.ring_until(next);
                }
                None => {
                    self.true_ms.fetch_max(until, Ordering::SeqCst);
                    return Stretch::Over;
                }
            }
        }
        Stretch::Cut
    }

    /// Runs `future` to its end.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.poll_at_most(future, usize::MAX).expect("nothing stops it before its end")
    }

    /// Runs `future` until it has paused `most` times; `None` when it was dropped there.
    pub fn poll_at_most<T>(&self, future: impl Future<Output = T>, most: usize) -> Option<T> {
        let mut future = pin!(future);
        let bell = Arc::new(Bell(AtomicBool::new(false)));
        let waker = Waker::from(Arc::clone(&bell));
        let mut cx = Context::from_waker(&waker);
        for place in 0..most {
            if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
                return Some(value);
            }
            let nap = lock(&self.nap).take_if(|(at, _)| *at == place);
            if let Some((_, span)) = nap {
                self.pass(span);
            }
            if !bell.0.swap(false, Ordering::SeqCst) {
                assert!(self.leap(), "everything waits, and for nothing");
                bell.0.store(false, Ordering::SeqCst);
            }
        }
        None
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.true_ms() + self.wrong_by_ms.load(Ordering::SeqCst))
    }

    fn sleep(&self, span: Span) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        match self.me.upgrade() {
            // Whoever goes round without a pause would never come back to the executor that counts.
            Some(me) if me.is_waiting_for_nothing(span) => Box::pin(pause()),
            Some(me) => Box::pin(Self::sleep(&me, span)),
            None => Box::pin(std::future::ready(())),
        }
    }
}

/// Lets the executor look once.
async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// See [`VirtualClock::sleep`].
pub struct Sleep {
    clock: Arc<VirtualClock>,
    until: i64,
    id: u64,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.clock.true_ms() >= self.until {
            return Poll::Ready(());
        }
        if self.clock.hurried.load(Ordering::SeqCst) {
            self.clock.pass(Span::millis(self.until - self.clock.true_ms()));
            return Poll::Ready(());
        }
        lock(&self.clock.timers).insert((self.until, self.id), cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        lock(&self.clock.timers).remove(&(self.until, self.id));
    }
}

/// Rings when what runs can go on.
pub struct Bell(AtomicBool);

impl Bell {
    /// One that has rung.
    pub fn rung() -> Arc<Self> {
        Arc::new(Self(AtomicBool::new(true)))
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A lock of a simulation is never poisoned by anything that would make its value wrong.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
