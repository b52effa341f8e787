//! Which threads the desktop is told of, and what it is told: one alert a thread, repeated while nobody has taken the
//! thread if the practice wants that, and none for a thread somebody is reading.
//!
//! No clock, no window: what was told before is kept here, the rest is asked for. An alert has a number and how many
//! texts there are. It has no field that could hold a name, a phone number or a word of anybody: desktops show it to
//! whoever stands at the counter, and keep it.

use std::collections::BTreeMap;

use foyer_domain::{Span, ThreadId, Timestamp};

/// Threads that are told of at once, each by itself; more are one alert: nobody reads forty.
const AT_ONCE: usize = 3;

/// The number of the alert about many threads.
pub(crate) const MANY: i32 = 0;

/// A thread in which somebody waits, or has written what nobody opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Which.
    pub(crate) thread: ThreadId,
    /// Texts nobody has opened.
    pub(crate) unread: u32,
    /// Whether the patient waits and nobody has taken the thread.
    pub(crate) unclaimed: bool,
    /// Whether whoever sits here may read it; while nobody does, every thread counts as seen.
    pub(crate) seen: bool,
}

/// What the decision goes by besides the threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The computer's clock.
    pub(crate) now: Timestamp,
    /// The thread somebody reads: open, in a window that has the keys.
    pub(crate) reading: Option<ThreadId>,
    /// How often a thread is told of again while nobody has taken it; `None` for once.
    pub(crate) repeat: Option<Span>,
}

/// What an alert says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// So many texts came in, in one thread.
    New(u32),
    /// What was told before still waits.
    Still,
    /// Both, in so many threads.
    Many(u32),
}

/// What to do on the desktop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// Alerts to take away, by number; before any is shown.
    pub(crate) take_back: Vec<i32>,
    /// Alerts to show, by number; one that is there already is replaced.
    pub(crate) show: Vec<(i32, Says)>,
    /// When to ask again although nothing happened.
    pub(crate) again_at: Option<Timestamp>,
}

/// What the desktop was told so far.
#[derive(Debug, Default)]
pub(crate) struct Told {
    threads: BTreeMap<ThreadId, One>,
    /// The number given last.
    last: i32,
    begun: bool,
    many: bool,
}

#[derive(Clone, Copy, Debug)]
struct One {
    number: i32,
    unread: u32,
    at: Timestamp,
    shown: Shown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    No,
    Alone,
    AmongMany,
}

impl Told {
    /// Which thread an alert was about; `None` for many, and for one that is over.
    pub(crate) fn thread(&self, number: i32) -> Option<ThreadId> {
        self.threads.iter().find(|(_, one)| one.number == number).map(|(thread, _)| *thread)
    }

    /// Decides. What lies unopened when this is asked first is nothing new; it may be told of again.
    pub(crate) fn step(&mut self, waiting: &[Waiting], moment: Moment) -> Step {
        let mut step = Step::default();
        let begins = !std::mem::replace(&mut self.begun, true);
        self.forget_others(waiting, &mut step);
        let mut due = Vec::new();
        for thread in waiting {
            if let Some(says) = self.look_at(*thread, begins, moment, &mut step) {
                due.push((thread.thread, says));
            }
        }
        self.tell(&due, &mut step);
        if self.many && !self.threads.values().any(|one| one.shown == Shown::AmongMany) {
            self.many = false;
            step.take_back.push(MANY);
        }
        step.again_at = moment.repeat.and_then(|every| self.again_at(waiting, every));
        step
    }

    /// The practice is closed: nothing stays on screen.
    pub(crate) fn over(mut self) -> Step {
        let mut step = Step::default();
        self.forget_others(&[], &mut step);
        if self.many {
            step.take_back.push(MANY);
        }
        step
    }

    /// Threads in which nobody waits any more.
    fn forget_others(&mut self, waiting: &[Waiting], step: &mut Step) {
        self.threads.retain(|thread, one| {
            let stays = waiting.iter().any(|other| other.thread == *thread);
            if !stays && one.shown == Shown::Alone {
                step.take_back.push(one.number);
            }
            stays
        });
    }

    /// One thread: what is to be told of it, if anything.
    fn look_at(&mut self, thread: Waiting, begins: bool, moment: Moment, step: &mut Step) -> Option<Says> {
        let Moment { now, reading, repeat } = moment;
        let known = self.threads.get(&thread.thread).copied();
        let is_read = reading == Some(thread.thread);
        let mut one = match known {
            Some(one) => one,
            // Who may read it is told when they sit here.
            None if !thread.seen => return None,
            None => {
                self.last = self.last.checked_add(1).unwrap_or(1);
                let unread = if begins { thread.unread } else { 0 };
                One { number: self.last, unread, at: now, shown: Shown::No }
            }
        };
        // A clock that was set back: the wait begins now.
        one.at = one.at.min(now);
        let is_new = thread.unread > one.unread;
        let is_due = thread.unclaimed && repeat.is_some_and(|every| now.since(one.at) >= every);
        let is_opened = thread.unread == 0 && !(thread.unclaimed && repeat.is_some());
        let says = match (thread.seen && !is_read, is_new, is_due) {
            (true, true, _) => Some(Says::New(thread.unread)),
            (true, false, true) => Some(Says::Still),
            (true, false, false) | (false, ..) => None,
        };
        if is_read {
            one.at = now;
        }
        if says.is_some() {
            one.at = now;
        } else if is_read || !thread.seen || is_opened {
            if one.shown == Shown::Alone {
                step.take_back.push(one.number);
            }
            one.shown = Shown::No;
        }
        // What came for eyes that are not here is still to be told.
        if thread.seen || thread.unread < one.unread {
            one.unread = thread.unread;
        }
        self.threads.insert(thread.thread, one);
        says
    }

    fn tell(&mut self, due: &[(ThreadId, Says)], step: &mut Step) {
        let together = due.len() > AT_ONCE;
        for (thread, says) in due {
            let Some(one) = self.threads.get_mut(thread) else { continue };
            if !together {
                step.show.push((one.number, *says));
                one.shown = Shown::Alone;
            } else {
                if one.shown == Shown::Alone {
                    step.take_back.push(one.number);
                }
                one.shown = Shown::AmongMany;
            }
        }
        if together {
            self.many = true;
            step.show.push((MANY, Says::Many(u32::try_from(due.len()).unwrap_or(u32::MAX))));
        }
    }

    fn again_at(&self, waiting: &[Waiting], every: Span) -> Option<Timestamp> {
        let unclaimed = waiting.iter().filter(|thread| thread.unclaimed && thread.seen);
        unclaimed.filter_map(|thread| self.threads.get(&thread.thread)).map(|one| one.at.plus(every)).min()
    }
}

impl Says {
    /// In the words of the desktop: how many, and no more.
    pub(crate) fn words(self, spanish: bool) -> String {
        match (self, spanish) {
            (Self::New(0 | 1), false) => "New text · Foyer".to_owned(),
            (Self::New(0 | 1), true) => "Texto nuevo · Foyer".to_owned(),
            (Self::New(texts), false) => format!("{texts} new texts · Foyer"),
            (Self::New(texts), true) => format!("{texts} textos nuevos · Foyer"),
            (Self::Still, false) => "A text is still waiting · Foyer".to_owned(),
            (Self::Still, true) => "Un texto sigue esperando · Foyer".to_owned(),
            (Self::Many(threads), false) => format!("Texts are waiting in {threads} threads · Foyer"),
            (Self::Many(threads), true) => format!("Hay textos esperando en {threads} hilos · Foyer"),
        }
    }
}

#[cfg(test)]
mod tests;
