//! The engine: one round after another, each in the order that keeps promises.
//!
//! A round hears what patients sent (credentials are proven by the same request), asks what became of texts,
//! looks for texts nobody is sure of, and only then sends. Nothing is sent before inbound was heard since the
//! start, an outage or a sleep, so that a STOP always wins over a text that waited. Between two texts of a long
//! queue inbound is heard again whenever it is due. Everything a round must remember is in the store; what the
//! engine itself holds (waits, schedules) may be lost at any moment and only costs a request.

use foyer_carrier::FetchError;
use foyer_domain::{Connectivity, Outage, Span, Timestamp};
use foyer_store::{StoreError, outbox, reports, threads};

use crate::{
    Chance, Change, Comeback, InboundPump, Means, MediaFetcher, NextStep, OutboxWorker, Reachability,
    Reconciler, StepError, activity, handle::Asked, reachability::Turn, refresh_reports,
};

/// How old what was heard may be when a text leaves (RELIABILITY 3.5).
const FRESH: Span = Span::minutes(1);

/// Reports asked for in one round, so that a long list of them does not hold up a STOP.
const REPORTS_A_ROUND: u32 = 20;

/// The engine of one practice. [`Engine::round`] is all it does; [`Engine::start`] does it for ever.
pub struct Engine {
    means: Means,
    chance: Chance,
    line: Reachability,
    pump: InboundPump,
    worker: OutboxWorker,
    reconciler: Reconciler,
    media: MediaFetcher,
    recovered: bool,
    focused: bool,
    shown: Shown,
}

/// Told of the line's value before any listener is.
type Shown = Box<dyn Fn(Connectivity, Option<Comeback>) + Send>;

impl Engine {
    /// An engine that has not done anything yet; `seed` is for its jitter.
    pub fn new(means: Means, seed: u64) -> Self {
        let cap = means.settings.retry_cap;
        Self {
            means,
            chance: Chance::new(seed),
            line: Reachability::new(cap),
            pump: InboundPump::default(),
            worker: OutboxWorker::new(cap),
            reconciler: Reconciler::default(),
            media: MediaFetcher::default(),
            recovered: false,
            focused: true,
            shown: Box::new(|_, _| {}),
        }
    }

    pub(crate) fn showing(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }

    /// The line to the carrier.
    pub const fn connectivity(&self) -> Connectivity {
        self.line.value()
    }

    /// How the last outage ended.
    pub const fn comeback(&self) -> Option<Comeback> {
        self.line.comeback()
    }

    /// Whether somebody looks at the window.
    pub const fn focused(&mut self, yes: bool) {
        self.focused = yes;
    }

    /// A person asks to try at once.
    pub fn try_now(&mut self) {
        self.line.try_now();
        self.worker.forget_waits();
        self.media.forget_waits();
    }

    /// The computer slept, or its network changed.
    pub fn wake(&mut self) {
        self.try_now();
        self.pump.forget();
    }

    pub(crate) fn hear(&mut self, asked: &Asked, focused: bool) {
        self.focused = focused;
        if asked.wake {
            self.wake();
        }
        if asked.try_now {
            self.try_now();
        }
        for message in &asked.check {
            self.reconciler.check_now(*message);
        }
    }

    /// One round. Returns when the next is due.
    ///
    /// # Errors
    /// The store refused; the round can be tried again.
    pub async fn round(&mut self) -> Result<Timestamp, StoreError> {
        match self.stages().await {
            Ok(()) | Err(StepError::Carrier(_)) => {}
            Err(StepError::Store(error)) => {
                // An attempt may have lost its outcome to the same refusal.
                self.recovered = false;
                return Err(error);
            }
        }
        self.next_at().await
    }

    async fn stages(&mut self) -> Result<(), StepError> {
        if !self.recovered {
            let doubtful = outbox_recovery(&self.means).await?;
            self.recovered = true;
            if doubtful > 0 {
                tracing::info!(count = doubtful, "attempts without an outcome are unconfirmed now");
                self.means.tell(Change::Outbox);
            }
        }
        self.wake_snoozed().await?;
        if self.line.wait_until(self.means.now()).is_some() {
            return Ok(());
        }
        let heard_now = self.pump.is_due(self.poll_every(), self.means.now());
        if heard_now {
            let polled = self.pump.poll(&self.means).await;
            let heard = self.attend(polled).await?;
            self.media.expect(heard.media);
        }
        let refreshed = refresh_reports(&self.means, REPORTS_A_ROUND).await;
        self.attend(refreshed).await?;
        let reconciled = self.reconciler.run(&self.means).await;
        self.attend(reconciled).await?;
        self.flush(heard_now).await?;
        self.media.run(&self.means, &mut self.chance).await?;
        Ok(())
    }

    /// Sends what may be sent, until inbound is to be heard again. One text goes in every round that has heard
    /// inbound, so that a carrier whose lists take longer than a poll's interval, or longer than what was heard
    /// stays fresh, still gets its texts.
    async fn flush(&mut self, heard_now: bool) -> Result<(), StepError> {
        for step in 0_u64.. {
            let now = self.means.now();
            let just_heard = heard_now && step == 0;
            let interrupted = step > 0 && self.pump.is_due(self.poll_every(), now);
            if interrupted || !(just_heard || self.pump.is_fresh(FRESH, now)) {
                return Ok(());
            }
            match self.worker.step(&self.means, &mut self.chance).await? {
                NextStep::Idle => return Ok(()),
                NextStep::Stopped(_) => {}
                NextStep::Sent(_) => {
                    self.line.sent_one();
                    self.turned(|line, now, _| line.answered(now)).await?;
                }
                NextStep::Refused(_) => self.turned(|line, now, _| line.answered(now)).await?,
                NextStep::NotSent { outage, retry_after, .. } => {
                    self.pump.forget();
                    return self
                        .turned(|line, now, chance| line.missed(outage, retry_after, now, chance))
                        .await;
                }
                NextStep::Unsure(message) => {
                    self.pump.forget();
                    self.reconciler.check_now(message);
                    return self
                        .turned(|line, now, chance| line.missed(Outage::CarrierDown, None, now, chance))
                        .await;
                }
                NextStep::Paused(fault) => {
                    self.pump.forget();
                    return self.turned(|line, now, _| line.refused(fault, now)).await;
                }
            }
        }
        Ok(())
    }

    /// Draws from a step's result what it says about the line.
    async fn attend<T>(&mut self, result: Result<T, StepError>) -> Result<T, StepError> {
        match result {
            Ok(value) => {
                self.turned(|line, now, _| line.answered(now)).await?;
                Ok(value)
            }
            Err(StepError::Carrier(error)) => {
                self.pump.forget();
                self.turned(|line, now, chance| line.failed(spoken(error), now, chance)).await?;
                Err(StepError::Carrier(error))
            }
            Err(StepError::Store(error)) => {
                // Part of a walk may be missing: go deep next time.
                self.pump.forget();
                Err(StepError::Store(error))
            }
        }
    }

    /// Moves the line's value; a turn is written into the audit and told.
    async fn turned(
        &mut self,
        turn: impl FnOnce(&mut Reachability, Timestamp, &mut Chance) -> Option<Turn>,
    ) -> Result<(), StepError> {
        let now = self.means.now();
        let before = self.line.value();
        let turn = turn(&mut self.line, now, &mut self.chance);
        let after = self.line.value();
        if let Some(turn) = turn {
            if turn == Turn::Back {
                self.worker.forget_waits();
            }
            self.means.write(move |tx| activity::line_turned(tx, turn, now)).await?;
        }
        (self.shown)(after, self.line.comeback());
        if before != after {
            self.means.tell(Change::Connectivity);
        }
        Ok(())
    }

    async fn wake_snoozed(&mut self) -> Result<(), StepError> {
        let now = self.means.now();
        let due = self.means.read(threads::next_wake).await?.is_some_and(|at| at <= now);
        if due {
            for thread in self.means.write(move |tx| threads::wake_snoozed(tx, now)).await? {
                self.means.tell(Change::Thread(thread));
            }
        }
        Ok(())
    }

    const fn poll_every(&self) -> Span {
        if self.focused { self.means.settings.poll_every } else { self.means.settings.poll_idle_every }
    }

    async fn next_at(&mut self) -> Result<Timestamp, StoreError> {
        let now = self.means.now();
        let (snooze, report, send) = self
            .means
            .read(move |tx| Ok((threads::next_wake(tx)?, reports::next_due(tx)?, outbox::next_due(tx, now)?)))
            .await?;
        let by_itself = snooze.unwrap_or(Timestamp::from_millis(i64::MAX));
        if let Some(until) = self.line.wait_until(now) {
            return Ok(until.min(by_itself));
        }
        let poll = self.pump.next_at(self.poll_every(), now);
        // What was heard is too old to send on: the texts wait for the next poll, and so does the engine.
        let send_from = if self.pump.is_fresh(FRESH, now) { now } else { poll };
        let send = send.map(|at| self.worker.next_at(at, now).max(send_from));
        let others = [report, send, self.reconciler.next_at(), self.media.next_at()];
        Ok(others.into_iter().flatten().fold(poll.min(by_itself), Timestamp::min))
    }
}

/// A list that is suddenly forbidden or gone is, for the line, a carrier that does not answer: waiting and
/// asking again is all there is to do.
const fn spoken(error: FetchError) -> FetchError {
    match error {
        FetchError::NotFound | FetchError::NotPermitted => FetchError::CarrierDown,
        FetchError::NoNetwork
        | FetchError::CarrierDown
        | FetchError::RateLimited { .. }
        | FetchError::Refused(_)
        | FetchError::Unreadable { .. }
        | FetchError::TooLarge => error,
    }
}

/// Attempts that a crash left without an outcome: nobody knows, so they are unconfirmed.
async fn outbox_recovery(means: &Means) -> Result<usize, StepError> {
    let now = means.now();
    let open = means.read(outbox::unfinished_attempts).await?;
    if open.is_empty() {
        return Ok(0);
    }
    let count = open.len();
    means.write(move |tx| crate::outcome::nobody_knows(tx, &open, now)).await?;
    Ok(count)
}
