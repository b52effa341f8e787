//! What the desktop shows of texts that came in, while Foyer is behind other windows: the rule is in [`rule`], and here
//! is what it goes by. The shell asks, shows, and says when somebody clicked.

mod rule;

use std::{collections::BTreeMap, sync::PoisonError, time::Duration};

use foyer_domain::{Span, ThreadId};
use foyer_store::{
    ReadTx, StoreError,
    heard::{self, Heard},
    settings,
};

use self::rule::{Moment, Told, Waiting};
use crate::{
    app::{App, Inner, State},
    desk::Desk,
    present,
    wire::{AppEvent, Settings, WindowLanguage},
};

/// An alert of the desktop. It holds a count and no more; see [`rule`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// One that is shown with the same number is replaced.
    pub number: i32,
    /// What it says.
    pub words: String,
}

/// What to do on the desktop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// Numbers of alerts to take away; before any is shown.
    pub take_back: Vec<i32>,
    /// Alerts to show.
    pub show: Vec<Alert>,
    /// When to ask again although nothing happened.
    pub again_in: Option<Duration>,
}

/// What is known of the desktop and the window, for as long as Foyer runs.
#[derive(Default)]
pub(crate) struct Watch {
    told: Told,
    /// The thread on screen, in which sitting.
    open: Option<(u64, ThreadId)>,
    /// Texts that the window opened by itself in the thread on screen, while nobody may have been looking.
    unseen: BTreeMap<ThreadId, u32>,
    /// The thread of the alert that was clicked, until somebody sits who can look at it.
    clicked: Option<ThreadId>,
}

impl App {
    /// What the desktop is to show now. `in_front` is whether the window has the keys.
    pub async fn alerts(&self, in_front: bool) -> Alerts {
        let inner = &self.inner;
        let state = inner.state.read().await.clone();
        let Some(office) = state.office().cloned() else {
            // Closed: nothing is known here any more, and nothing may stay on screen.
            return shown(inner.watching(|watch| std::mem::take(&mut watch.told).over()), false, None);
        };
        let desk = match state {
            State::Open(desk) => Some(desk),
            State::Locked { .. } | State::Starting | State::Setup | State::Closed(_) | State::Blocked(_) => {
                None
            }
        };
        let repeat = office.practice().repeat_minutes.map(|minutes| Span::minutes(minutes.into()));
        let sitting = desk.as_ref().map(|desk| desk.sitting);
        let read = office.store.read(move |tx| waiting(tx, desk.as_deref(), repeat.is_some())).await;
        let (waiting, spanish) = match read {
            Ok(read) => read,
            Err(error) => {
                tracing::debug!(%error, "nothing to tell the desktop");
                return Alerts::default();
            }
        };
        let now = inner.ports.clock.now();
        let step = inner.watching(|watch| {
            if in_front {
                watch.unseen.clear();
            }
            let waiting = with_unseen(waiting, &watch.unseen);
            let open = watch.open.filter(|(by, _)| in_front && Some(*by) == sitting);
            watch.told.step(&waiting, Moment { now, reading: open.map(|(_, thread)| thread), repeat })
        });
        let again_in = step.again_at.map(|at| at.since(now).to_std());
        shown(step, spanish, again_in)
    }

    /// Somebody clicked an alert: its thread is opened, when somebody sits who can look at it.
    pub fn alert_clicked(&self, number: i32) {
        self.inner.watching(|watch| watch.clicked = watch.told.thread(number).or(watch.clicked));
        self.inner.tell(AppEvent::AlertClicked);
    }
}

impl Inner {
    /// The thread that is on screen in this sitting.
    pub(crate) fn opened(&self, sitting: u64, thread: Option<ThreadId>) {
        self.watching(|watch| {
            let open = thread.map(|thread| (sitting, thread));
            if std::mem::replace(&mut watch.open, open) != open {
                // Somebody is at the window.
                watch.unseen.clear();
            }
        });
    }

    /// Texts of a thread were opened. Where it was on screen already, the window did it by itself, and the desktop is told
    /// all the same when the window is behind others.
    pub(crate) fn read(&self, sitting: u64, thread: ThreadId, texts: u32) {
        self.watching(|watch| {
            if watch.open == Some((sitting, thread)) {
                let unseen = watch.unseen.entry(thread).or_default();
                *unseen = unseen.saturating_add(texts);
            }
        });
    }

    /// The thread of the alert that was clicked, once.
    pub(crate) fn take_clicked(&self) -> Option<ThreadId> {
        self.watching(|watch| watch.clicked.take())
    }

    fn watching<T>(&self, f: impl FnOnce(&mut Watch) -> T) -> T {
        f(&mut self.watch.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn shown(step: rule::Step, spanish: bool, again_in: Option<Duration>) -> Alerts {
    let show = step.show.into_iter();
    Alerts {
        take_back: step.take_back,
        show: show.map(|(number, says)| Alert { number, words: says.words(spanish) }).collect(),
        again_in,
    }
}

/// The threads that count, and those whose texts the window opened with nobody there.
fn with_unseen(mut waiting: Vec<Waiting>, unseen: &BTreeMap<ThreadId, u32>) -> Vec<Waiting> {
    for (&thread, &texts) in unseen {
        match waiting.iter_mut().find(|one| one.thread == thread) {
            Some(one) => one.unread = one.unread.saturating_add(texts),
            None => waiting.push(Waiting { thread, unread: texts, unclaimed: false, seen: true }),
        }
    }
    waiting
}

/// The threads that count, and whether alerts are in Spanish: the language of whoever sits here.
fn waiting(tx: &ReadTx<'_>, desk: Option<&Desk>, repeated: bool) -> Result<(Vec<Waiting>, bool), StoreError> {
    let sight = desk.map(|desk| desk.sight(tx)).transpose()?;
    let mut threads: BTreeMap<ThreadId, Heard> =
        heard::unread(tx)?.into_iter().map(|one| (one.at.thread, one)).collect();
    if repeated {
        threads.extend(heard::unclaimed(tx)?.into_iter().map(|one| (one.at.thread, one)));
    }
    let own: Option<Settings> =
        desk.map(|desk| settings::get(tx, &present::settings_key(desk.user.id))).transpose()?.flatten();
    let waiting = threads.into_values().map(|one| Waiting {
        thread: one.at.thread,
        unread: one.unread,
        unclaimed: one.waits && !one.claimed,
        seen: sight.as_ref().is_none_or(|sight| sight.hides(one.at).is_none()),
    });
    Ok((waiting.collect(), own.is_some_and(|own| own.language == WindowLanguage::Es)))
}
