//! The engine: one round after another, each in the order that keeps promises.
//!
//! A round hears what patients sent (credentials are proven by the same request), asks what became of texts,
//! looks for texts nobody is sure of, and only then sends. Nothing is sent before inbound was heard since the
//! start, an outage or a sleep, so that a STOP always wins over a text that waited. Texts on their way outlive the
//! round that sent them: a request that hangs holds up its own thread and nothing else; [`Engine::landed`] takes
//! what came of it. Everything a round must remember is in the store; what the engine itself holds (waits,
//! schedules, what flies) may be lost at any moment and costs a request or a look into the carrier's list.

use std::{collections::BTreeSet, sync::Arc};

use foyer_carrier::{Carrier, FetchError};
use foyer_domain::{Connectivity, Outage, Span, Timestamp};
use foyer_store::{ReadTx, StoreError, older, outbox, reports, threads};

use crate::{
    Chance, Change, Comeback, EarlierDays, InboundPump, Landed, Launch, Means, MediaFetcher, NextStep,
    OutboxWorker, Reachability, Reconciler, StepError, activity, handle::Asked, hush::Hush, known::Known,
    notice_older_copy, reachability::Turn, refresh_reports,
};

/// How old what was heard may be when a text leaves.
const FRESH: Span = Span::minutes(1);

/// Reports asked for in one round, so that a long list of them does not hold up a STOP.
const REPORTS_A_ROUND: u32 = 20;

/// Texts launched in one round: more than any rate lets go between two polls.
const LAUNCHES_A_ROUND: usize = 200;

/// The engine of one practice. [`Engine::round`] and [`Engine::landed`] are all it does; [`Engine::start`] does it
/// for ever.
pub struct Engine {
    means: Means,
    way: Arc<Hush>,
    chance: Chance,
    line: Reachability,
    pump: InboundPump,
    worker: OutboxWorker,
    reconciler: Reconciler,
    media: MediaFetcher,
    earlier: EarlierDays,
    ahead: Known<(Timestamp, Ahead)>,
    recovered: bool,
    looked_for_copy: bool,
    focused: bool,
    /// What a person chose for the nights, over the settings.
    night: Option<Span>,
    /// Whether the clock was wrong when the line was last looked at.
    clock_wrong: bool,
    shown: Shown,
}

/// What the store has for later, and when.
#[derive(Clone, Copy)]
struct Ahead {
    /// A thread that somebody put off comes back.
    snooze: Option<Timestamp>,
    /// A text's delivery is asked about.
    report: Option<Timestamp>,
    /// A queued text may go.
    send: Option<Timestamp>,
}

/// Told of the line's value before any listener is.
type Shown = Box<dyn Fn(Connectivity, Option<Comeback>, Option<Span>) + Send>;

impl Engine {
    /// An engine that has not done anything yet; `seed` is for its jitter.
    pub fn new(means: Means, seed: u64) -> Self {
        let cap = means.settings.retry_cap;
        let worker = OutboxWorker::new(&means.settings);
        let way = Hush::over(Arc::clone(&means.carrier));
        let means = Means { carrier: Arc::clone(&way) as Arc<dyn Carrier>, ..means };
        Self {
            means,
            way,
            chance: Chance::new(seed),
            line: Reachability::new(cap),
            pump: InboundPump::default(),
            worker,
            reconciler: Reconciler::default(),
            media: MediaFetcher::default(),
            earlier: EarlierDays::default(),
            ahead: Known::default(),
            recovered: false,
            looked_for_copy: false,
            focused: true,
            night: None,
            clock_wrong: false,
            shown: Box::new(|_, _, _| {}),
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
        self.worker.try_now();
        self.media.forget_waits();
    }

    /// A person lets texts leave although a list breaks off, until it is whole again.
    pub fn go_on(&mut self) {
        self.pump.go_on();
        self.line.try_now();
    }

    /// The computer slept, or its network changed.
    pub fn wake(&mut self) {
        self.try_now();
        self.pump.forget();
    }

    pub(crate) fn hear(&mut self, asked: &Asked, focused: bool, night: Option<Span>) {
        self.focused = focused;
        self.night = night;
        if asked.wake {
            self.wake();
        }
        if asked.try_now {
            self.try_now();
        }
        if asked.go_on {
            self.go_on();
        }
        if asked.look_back {
            self.earlier.look_now();
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
            Ok(()) | Err(StepError::Carrier(_) | StepError::BrokenOff) => {}
            Err(StepError::Store(error)) => {
                // An attempt may have lost its outcome to the same refusal.
                self.recovered = bug!(NoRecoveryAfterDisk);
                return Err(error);
            }
        }
        self.next_at().await
    }

    /// Waits until a text comes back and takes what came of it; for ever, when none is on its way. Afterwards a
    /// round is due: its thread's next text may go.
    ///
    /// # Errors
    /// The store refused; the attempt is without an outcome then, and the next round knows what that means.
    pub async fn landed(&mut self) -> Result<(), StoreError> {
        let back = self.back().await;
        self.took(back).await
    }

    /// The first half of [`Engine::landed`]: waits, and may be given up at any moment with nothing lost.
    pub async fn back(&mut self) -> Landed {
        self.worker.landed().await
    }

    /// The second half, to be waited for to its end: what came back is taken.
    ///
    /// # Errors
    /// As [`Engine::landed`].
    pub async fn took(&mut self, back: Landed) -> Result<(), StoreError> {
        match self.take(back).await {
            Ok(()) | Err(StepError::Carrier(_) | StepError::BrokenOff) => Ok(()),
            Err(StepError::Store(error)) => Err(error),
        }
    }

    /// Whether a text is on its way.
    pub fn is_flying(&self) -> bool {
        self.worker.is_flying()
    }

    async fn stages(&mut self) -> Result<(), StepError> {
        self.take_all().await?;
        if !self.recovered && !bug!(NoRecovery) {
            let doubtful = outbox_recovery(&self.means, self.worker.flying()).await?;
            self.recovered = true;
            if doubtful > 0 {
                tracing::info!(count = doubtful, "attempts without an outcome are unconfirmed now");
                self.means.tell(Change::Outbox);
            }
        }
        self.freeze_a_copy().await?;
        self.wake_snoozed().await?;
        if self.line.wait_until(self.means.now()).is_some() {
            return Ok(());
        }
        self.way.lift();
        let heard_now = self.pump.is_due(self.poll_every(), self.means.now());
        if heard_now && bug!(SendBeforeHearing) {
            self.flush(true).await?;
        }
        if heard_now {
            let own_every = self.own_list_every().await?;
            let polled = self.worker.alongside(self.pump.poll(&self.means, own_every)).await;
            match &polled {
                Ok(heard) => self.media.expect(heard.media.iter().copied()),
                Err(_) => self.media.look_again(),
            }
            if self.is_overtaken(&polled).await? {
                return Ok(());
            }
            self.attend(polled).await?;
        }
        let most = if self.ahead().await?.report.is_some_and(|at| at <= self.means.now()) {
            REPORTS_A_ROUND
        } else {
            0
        };
        let refreshed = self.worker.alongside(refresh_reports(&self.means, most)).await;
        if self.is_overtaken(&refreshed).await? {
            return Ok(());
        }
        self.attend(refreshed).await?;
        let reconciled = self.worker.alongside(self.reconciler.run(&self.means)).await;
        if self.is_overtaken(&reconciled).await? {
            return Ok(());
        }
        self.attend(reconciled).await?;
        self.flush(heard_now).await?;
        if self.line.wait_until(self.means.now()).is_none() {
            let fetched = self.worker.alongside(self.media.run(&self.means, &mut self.chance)).await;
            if self.is_overtaken(&fetched).await? {
                return Ok(());
            }
            if let Err(StepError::Carrier(error)) = fetched {
                self.turned(|line, now, chance| line.failed(error, now, chance)).await?;
            } else {
                fetched?;
            }
        }
        self.look_back().await
    }

    /// One page of earlier days, when everything of today is done.
    async fn look_back(&mut self) -> Result<(), StepError> {
        let now = self.means.now();
        if self.line.wait_until(now).is_some() || !self.pump.is_fresh(FRESH, now) {
            return Ok(());
        }
        let read = self.worker.alongside(self.earlier.step(&self.means, self.focused)).await;
        // After a request that failed, inbound is heard before a text goes.
        if self.earlier.stumbled() || read.is_err() {
            self.pump.forget();
        }
        if self.is_overtaken(&read).await? {
            return Ok(());
        }
        match read {
            Ok(media) => self.media.expect(media),
            Err(StepError::Carrier(error)) => {
                self.turned(|line, now, chance| line.failed(error, now, chance)).await?;
            }
            Err(error @ (StepError::BrokenOff | StepError::Store(_))) => return Err(error),
        }
        Ok(())
    }

    /// Takes what came back while something else was done. True when the round ends here: the line is to be left
    /// alone, and what the work says about it was said on the strength of that.
    async fn is_overtaken<T>(&mut self, done: &Result<T, StepError>) -> Result<bool, StepError> {
        self.take_all().await?;
        if self.line.wait_until(self.means.now()).is_none() {
            return Ok(false);
        }
        match done {
            Ok(_) => {}
            Err(StepError::Store(error)) => {
                self.pump.forget();
                return Err(StepError::Store(error.clone()));
            }
            Err(StepError::Carrier(_) | StepError::BrokenOff) => self.pump.forget(),
        }
        Ok(true)
    }

    /// Sends what may be sent, until inbound is to be heard again. One text goes in every round that has heard
    /// inbound, so that a carrier whose lists take longer than a poll's interval, or longer than what was heard
    /// stays fresh, still gets its texts.
    async fn flush(&mut self, heard_now: bool) -> Result<(), StepError> {
        self.worker.look_anew();
        let due = self.ahead().await?.send.is_some_and(|at| at <= self.means.now());
        if !due && !bug!(LaneGoesOn) && !bug!(CopyGoesOn) {
            return self.take_all().await;
        }
        let mut first = heard_now;
        for _ in 0..LAUNCHES_A_ROUND {
            self.take_all().await?;
            let now = self.means.now();
            if self.line.wait_until(now).is_some() {
                return Ok(());
            }
            let interrupted = !first && self.pump.is_due(self.poll_every(), now);
            let heard = (first && self.pump.was_heard(FRESH, now)) || self.pump.is_fresh(FRESH, now);
            if (interrupted || !heard) && !bug!(SendBeforeHearing) {
                return Ok(());
            }
            match self.worker.launch(&self.means).await? {
                Launch::Idle => return Ok(()),
                Launch::Stopped(_) => {}
                Launch::Flying(_) => first = false,
            }
        }
        Ok(())
    }

    /// Takes what has come back without waiting for more.
    async fn take_all(&mut self) -> Result<(), StepError> {
        loop {
            let landed = if self.worker.is_saving() {
                Some(self.worker.landed().await)
            } else {
                self.worker.landed_already().await
            };
            match landed {
                None => return Ok(()),
                Some(landed) => self.take(landed).await?,
            }
        }
    }

    /// What a text that came back says about the line.
    async fn take(&mut self, landed: Landed) -> Result<(), StepError> {
        let step = match self.worker.took(landed, &mut self.chance) {
            Ok(step) => step,
            Err(error) => {
                // Its outcome is lost with it, but not what the carrier asked for.
                self.recovered = bug!(NoRecoveryAfterDisk);
                self.hear_first(false);
                if let Some(asked) = self.worker.unsaved_patience() {
                    let now = self.means.now();
                    self.line.missed(Outage::RateLimited, asked, now, &mut self.chance);
                }
                return Err(error.into());
            }
        };
        match step {
            NextStep::Sent(_) => {
                self.line.sent_one();
                self.turned(|line, now, _| line.answered(now)).await
            }
            NextStep::Refused(_) => self.turned(|line, now, _| line.answered(now)).await,
            NextStep::NotSent { outage, retry_after, .. } => {
                self.hear_first(outage == Outage::RateLimited);
                self.turned(|line, now, chance| line.missed(outage, retry_after, now, chance)).await
            }
            NextStep::Unsure(message) => {
                self.hear_first(false);
                self.reconciler.check_now(message);
                self.turned(|line, now, chance| line.missed(Outage::CarrierDown, None, now, chance)).await
            }
            NextStep::Paused(fault) => {
                self.hear_first(false);
                self.turned(|line, now, _| line.refused(fault, now)).await
            }
        }
    }

    /// A request failed: the next one is a list, and texts go one by one until one is taken.
    fn hear_first(&mut self, rate_limited: bool) {
        if !bug!(TextAsProbe) {
            self.pump.forget();
        }
        self.worker.slow_down(rate_limited);
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
            Err(StepError::BrokenOff) => {
                self.pump.forget();
                self.turned(|line, now, chance| line.missed(Outage::ListBroken, None, now, chance)).await?;
                Err(StepError::BrokenOff)
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
        let off_by = self.means.clock_off_by();
        (self.shown)(after, self.line.comeback(), off_by);
        if before != after || std::mem::replace(&mut self.clock_wrong, off_by.is_some()) != off_by.is_some() {
            self.means.tell(Change::Connectivity);
        }
        Ok(())
    }

    /// An older copy of the store sends nothing until a person has looked at what it holds.
    async fn freeze_a_copy(&mut self) -> Result<(), StepError> {
        if self.looked_for_copy {
            return Ok(());
        }
        let held = notice_older_copy(&self.means.store, self.means.now()).await?;
        if held > 0 {
            tracing::warn!(
                count = held,
                "the store is an older copy; nothing is sent until a person says so"
            );
            self.means.tell(Change::Outbox);
        }
        self.looked_for_copy = true;
        Ok(())
    }

    async fn wake_snoozed(&mut self) -> Result<(), StepError> {
        let now = self.means.now();
        let due = self.ahead().await?.snooze.is_some_and(|at| at <= now);
        if due {
            for thread in self.means.write(move |tx| threads::wake_snoozed(tx, now)).await? {
                self.means.tell(Change::Thread(thread));
            }
        }
        Ok(())
    }

    fn poll_every(&self) -> Span {
        let settings = &self.means.settings;
        if self.focused {
            settings.poll_every
        } else if self.pump.is_silent(self.means.now()) {
            self.night.unwrap_or(settings.poll_night_every).max(settings.poll_idle_every)
        } else {
            settings.poll_idle_every
        }
    }

    /// How often our own list is read: as rarely as polls are, so that an idle one is one request. What waits to leave
    /// may have been answered by somebody elsewhere, and is no idling.
    async fn own_list_every(&mut self) -> Result<Span, StoreError> {
        let settings = self.means.settings;
        let (own, quickest) = (settings.own_list_every, settings.poll_every.as_millis().max(1));
        if self.ahead().await?.send.is_some() {
            return Ok(own);
        }
        Ok(Span::millis(own.as_millis().saturating_mul(self.poll_every().as_millis()) / quickest).max(own))
    }

    /// What the store has for later.
    async fn ahead(&mut self) -> Result<Ahead, StoreError> {
        let now = self.means.now();
        let read = move |tx: &ReadTx<'_>| {
            let send = match older::frozen(tx)? {
                Some(_) => None,
                None => outbox::next_due(tx, now)?,
            };
            Ok((now, Ahead { snooze: threads::next_wake(tx)?, report: reports::next_due(tx)?, send }))
        };
        let (read_at, ahead) = self.ahead.or_read(&self.means, read).await?;
        if read_at <= now {
            return Ok(ahead);
        }
        // The clock was set back since: what is far ahead of it now is due.
        self.ahead = Known::default();
        self.ahead.or_read(&self.means, read).await.map(|(_, ahead)| ahead)
    }

    async fn next_at(&mut self) -> Result<Timestamp, StoreError> {
        let now = self.means.now();
        let Ahead { snooze, report, send } = self.ahead().await?;
        let by_itself = snooze.unwrap_or(Timestamp::from_millis(i64::MAX));
        if let Some(until) = self.line.wait_until(now) {
            return Ok(until.min(by_itself));
        }
        let poll = self.pump.next_at(self.poll_every(), now);
        // What was heard is too old to send on: the texts wait for the next poll, and so does the engine. So do earlier
        // days, which come after what is new.
        let heard_from = if self.pump.is_fresh(FRESH, now) { now } else { poll };
        let send = send.and_then(|at| self.worker.next_at(at, now)).map(|at| at.max(heard_from));
        let earlier = self.earlier.next_at().map(|at| at.max(heard_from));
        let others = [report, send, self.reconciler.next_at(), self.media.next_at(), earlier];
        Ok(others.into_iter().flatten().fold(poll.min(by_itself), Timestamp::min))
    }
}

/// A list that is suddenly forbidden or gone is, for the line, a carrier that does not answer: waiting and
/// asking again is all there is to do.
const fn spoken(error: FetchError) -> FetchError {
    match error {
        FetchError::NotFound | FetchError::NotPermitted => FetchError::CarrierDown,
        FetchError::NoNetwork
        | FetchError::Untrusted
        | FetchError::CarrierDown
        | FetchError::RateLimited { .. }
        | FetchError::Refused(_)
        | FetchError::Unreadable { .. }
        | FetchError::TooLarge => error,
    }
}

/// Attempts that a crash left without an outcome: nobody knows, so they are unconfirmed. Those on their way are not
/// among them.
async fn outbox_recovery(means: &Means, flying: BTreeSet<i64>) -> Result<usize, StepError> {
    let now = means.now();
    let mut open = means.read(outbox::unfinished_attempts).await?;
    open.retain(|attempt| !flying.contains(&attempt.seq));
    if open.is_empty() {
        return Ok(0);
    }
    let count = open.len();
    means.write(move |tx| crate::outcome::nobody_knows(tx, &open, now)).await?;
    Ok(count)
}
