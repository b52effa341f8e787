//! The figures of a day, a week or 30 days as a file for a spreadsheet: the daily report that a practice keeps or reads in
//! the morning. It names nobody.

use chrono::NaiveDate;
use foyer_domain::{Span, Timestamp};
use foyer_store::{ReadTx, StoreError};

use crate::{
    answers,
    desk::Desk,
    overview,
    report::files::{self, NoFile},
    wire::{AnswersPage, Millis, Overview, Period, ProblemKind, RefusedWhy},
    zone::day_of,
};

/// What a file is about, read at one moment.
pub(crate) struct Figures {
    practice: String,
    days: (NaiveDate, NaiveDate),
    page: Overview,
    answers: AnswersPage,
}

impl Figures {
    /// Reads them.
    ///
    /// # Errors
    /// The store's own.
    pub(crate) fn read(
        desk: &Desk,
        tx: &ReadTx<'_>,
        period: Period,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let practice = desk.practice();
        let (_, from, to) = overview::bounds(period, practice.zone(), now);
        // The end of a period is the first moment after it; nothing was counted after today.
        let last = day_of(to.minus(Span::millis(1)), practice.zone()).min(day_of(now, practice.zone()));
        Ok(Self {
            days: (day_of(from, practice.zone()), last),
            practice: practice.name,
            page: overview::read(desk, tx, period, now)?,
            answers: answers::read(desk, tx, period, now)?,
        })
    }

    /// What the file is called to begin with.
    pub(crate) fn name(&self) -> String {
        let (first, last) = self.days;
        if last <= first { format!("review-{first}.csv") } else { format!("review-{first}-to-{last}.csv") }
    }

    /// The file.
    ///
    /// # Errors
    /// It could not be written down.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, NoFile> {
        let mut sheet = csv::Writer::from_writer(Vec::new());
        let mut row =
            |cells: [&str; 5]| sheet.write_record(cells.map(files::harmless)).map_err(|_| NoFile::Rows);
        let (page, answers) = (&self.page, &self.answers);
        row(["part", "figure", "count", "of", "minutes"])?;
        row(["practice", &self.practice, "", "", ""])?;
        row(["days", &format!("{} to {}", self.days.0, self.days.1), "", "", ""])?;
        let mut timed =
            |part: &str, figure: &str, ms: Option<Millis>| row([part, figure, "", "", &minutes(ms)]);
        timed("first reply", "typical", page.typical_ms)?;
        timed("first reply", "typical in the period before", page.typical_before_ms)?;
        timed("first reply", "slowest tenth", page.slowest_ms)?;
        timed("answers of patients", "typical", answers.typical_ms)?;
        timed("answers of patients", "slowest tenth", answers.slowest_ms)?;
        let mut counted = |part: &str, figure: &str, count: u32, of: Option<u32>| {
            row([part, figure, &count.to_string(), &of.map(|of| of.to_string()).unwrap_or_default(), ""])
        };
        let in_time = page.replies.saturating_sub(page.late);
        counted("first reply", "within the goal", in_time, Some(page.replies))?;
        counted("first reply", "threads answered the same day", page.same_day, Some(page.asked))?;
        counted("now", "threads that wait", page.waiting_count, None)?;
        counted("portal", "handed off and opened", page.opened, Some(page.handed_off))?;
        counted("answers of patients", "texts answered", answers.answered, Some(answers.sent))?;
        counted("answers of patients", "YES to the notice", answers.said_yes, Some(answers.notices))?;
        counted("answers of patients", "visits confirmed", answers.confirmed, Some(answers.reminders))?;
        counted("answers of patients", "opted out", answers.opted_out, Some(answers.threads))?;
        counted("visits", "booking links sent", answers.booking_links, Some(answers.sent))?;
        for one in &answers.booking_offices {
            let office = one.office.as_deref().unwrap_or("numbers of all offices");
            counted(
                "visits",
                &format!("booking links sent, {office}"),
                one.times,
                Some(answers.booking_links),
            )?;
        }
        for one in &answers.failed {
            counted("did not arrive", lost(one.problem), one.times, None)?;
        }
        for one in &answers.refused {
            counted("stopped here", stopped(one.why), one.times, None)?;
        }
        for hour in &page.hours {
            let part = format!("wrote at {:02}:00", hour.hour);
            row([
                &part,
                "first replies, typical",
                &hour.replies.to_string(),
                "",
                &minutes(Some(hour.typical_ms)),
            ])?;
            row([&part, "first replies, slowest tenth", "", "", &minutes(Some(hour.slowest_ms))])?;
            row([&part, "goal", "", "", &hour.goal_minutes.to_string()])?;
        }
        sheet.into_inner().map_err(|_| NoFile::Rows)
    }
}

/// Minutes with one digit behind the point.
fn minutes(ms: Option<Millis>) -> String {
    let Some(ms) = ms else { return String::new() };
    let tenths = (ms.saturating_mul(10).saturating_add(30_000)) / 60_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

const fn lost(problem: ProblemKind) -> &'static str {
    match problem {
        ProblemKind::Landline => "cannot get texts",
        ProblemKind::Unreachable => "phone off or out of range",
        ProblemKind::Filtered => "blocked as unwanted",
        ProblemKind::UnknownNumber => "no such number",
        ProblemKind::OptedOut => "opted out",
        ProblemKind::NotRegistered => "our number is not registered",
        ProblemKind::NumberHeld => "texts to the number were stopped",
        ProblemKind::Expired => "its time ran out",
        ProblemKind::ConsentEnded => "consent ended",
        ProblemKind::Other => "other reasons",
    }
}

const fn stopped(why: RefusedWhy) -> &'static str {
    match why {
        RefusedWhy::OptedOut => "opted out",
        RefusedWhy::NumberHeld => "texts to the number are stopped",
        RefusedWhy::NoConsent => "no consent",
        RefusedWhy::QuietHours => "quiet hours",
        RefusedWhy::PortalOnly => "belongs in the portal",
        RefusedWhy::NoAgreement => "no agreement covers it",
        RefusedWhy::Template => "the template was not ready",
        RefusedWhy::ConfirmNumber => "number not confirmed",
        RefusedWhy::SharedPhone => "shared phone, not clear for whom",
        RefusedWhy::Other => "other reasons",
    }
}
