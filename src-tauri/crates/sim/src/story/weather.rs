//! What strikes, and what people do just before it: faults of every kind, a clock that jumps, a lid that is closed.

use foyer_domain::Span;
use foyer_sync::teeth::{self, DiskFault, Failure};

use super::{NOVEL, Story};
use crate::{carrier::Quirk, faults::Fault};

impl Story {
    /// One of the plan's misfortunes begins.
    pub(super) fn fault(&mut self) {
        let fault = if self.plan.dense && !self.plan.faults.0.is_empty() {
            let kinds: Vec<Fault> = self.plan.faults.0.iter().copied().collect();
            *self.dice.pick(&kinds)
        } else {
            *self.dice.pick(&Fault::ALL)
        };
        let seconds = 5 + self.dice.below(150);
        let which = self.dice.roll();
        if !self.plan.faults.has(fault) {
            return;
        }
        if self.plan.dense {
            // What else happens by itself, seldom.
            match fault {
                Fault::Sleep => return self.sleeps(),
                Fault::Clock => return self.clock_jumps(),
                Fault::Console => return self.console_writes(),
                Fault::Copy => return self.copy_is_made_or_put_back(),
                Fault::Disk => return self.disk_fails(),
                _ => {}
            }
        }
        self.strikes(fault, seconds, which);
    }

    /// A fault that lasts so many seconds; `which` of its kind it is.
    fn strikes(&mut self, fault: Fault, seconds: u64, which: u64) {
        let span = Span::seconds(i64::try_from(seconds).unwrap());
        if fault == Fault::Full {
            self.full_until = Some(self.desk.clock.true_ms() + span.as_millis());
            let room = u32::try_from(which % 4).unwrap();
            return self.desk.store().leave_room(Some(room)).unwrap();
        }
        let quirk = match fault {
            Fault::Network if which.is_multiple_of(4) => Some(Quirk::NoNetwork),
            Fault::Words if which.is_multiple_of(4) => Some(Quirk::Reword),
            Fault::Lists if which.is_multiple_of(4) => Some(Quirk::OldStatus),
            Fault::Deny => Some(Quirk::Deny),
            Fault::Panic => Some(Quirk::Panic),
            _ => None,
        };
        if let Some(quirk) = quirk {
            self.desk.carrier.quirk(quirk, span);
            return;
        }
        let specs = fault.of_the_sandbox();
        if specs.is_empty() {
            return;
        }
        let name = specs[usize::try_from(which % specs.len() as u64).unwrap()];
        // Some pages with dates that are none and some without: only then an old START looks new.
        let some = self.plan.dense && name.starts_with("bad-dates");
        let name = if some { "bad-dates:on=list,probability=0.5" } else { name };
        let with = if name.contains(':') { ',' } else { ':' };
        let now = self.desk.clock.true_ms();
        let spec = format!("{name}{with}for_s={seconds}").parse().unwrap();
        if matches!(fault, Fault::Lists | Fault::Words | Fault::Slow) && !name.starts_with("looped") {
            // What a list shows late, or unreadable, is found by the next deep walk.
            self.desk.umpire.blind(now + span.as_millis() + Span::minutes(16).as_millis());
        }
        self.desk.carrier.far().set_fault(now, spec);
    }

    pub(super) fn disk_fails(&mut self) {
        let error = *self.dice.pick(&[Failure::DiskFull, Failure::Io, Failure::Panicked]);
        let committed = self.dice.chance(30);
        let after = u32::try_from(self.dice.below(14)).unwrap();
        teeth::break_disk(DiskFault { after, error, committed });
    }

    pub(super) fn there_is_room(&mut self) {
        self.full_until = None;
        self.desk.store().leave_room(None).unwrap();
    }

    pub(super) fn clock_jumps(&mut self) {
        let span = match self.dice.below(6) {
            0..=2 => Span::ZERO,
            3 => Span::hours(i64::try_from(self.dice.below(48)).unwrap() - 24),
            _ => Span::minutes(i64::try_from(self.dice.below(50)).unwrap() - 25),
        };
        if self.plan.faults.has(Fault::Clock) {
            self.desk.clock.jump(span);
            self.desk.umpire.forgive_waits();
        }
    }

    pub(super) fn sleeps(&mut self) {
        if self.plan.dense {
            self.before_the_lid_closes();
        }
        let span = Span::seconds(i64::try_from(60 + self.dice.below(1_800)).unwrap());
        if self.plan.faults.has(Fault::Sleep) {
            self.desk.clock.pass(span);
        }
        if self.plan.dense {
            self.strikes_on_waking();
        }
        // The operating system does not always tell.
        if self.dice.chance(70) {
            self.desk.umpire.try_now();
            self.desk.handle().wake();
        }
    }

    /// Staff write to somebody, who changes their mind while nobody listens, or has much to say; maybe a request is
    /// under way.
    fn before_the_lid_closes(&mut self) {
        let who = *self.dice.pick(&self.phones);
        let what = self.dice.below(10);
        if what < 8 && self.dice.chance(60) {
            self.staff_writes_to(who);
        }
        match what {
            0..=2 => self.says_stop(who),
            3 | 4 => self.writes_parts(who, NOVEL),
            // What counts lies below a page of what does not.
            5 | 6 => {
                self.says_stop(who);
                self.a_moment_later();
                self.writes_parts(who, NOVEL);
            }
            7 => {
                self.says_start(who);
                self.a_moment_later();
                self.writes_parts(who, NOVEL);
                self.a_moment_later();
                self.says_stop(who);
            }
            _ => {}
        }
    }

    fn a_moment_later(&self) {
        self.desk.clock.pass(Span::seconds(1));
    }

    /// A computer wakes up before its network, and lists are at their worst when much has come.
    fn strikes_on_waking(&mut self) {
        let by_themselves = [Fault::Sleep, Fault::Clock, Fault::Console, Fault::Copy, Fault::Disk];
        let kinds: Vec<Fault> =
            self.plan.faults.0.iter().copied().filter(|kind| !by_themselves.contains(kind)).collect();
        let (strikes, seconds, which) = (self.dice.chance(60), 5 + self.dice.below(60), self.dice.roll());
        if strikes && !kinds.is_empty() {
            let kind = *self.dice.pick(&kinds);
            self.strikes(kind, seconds, which);
        }
    }
}
