//! The table at the end.

use std::fmt::{self, Display, Formatter};

use crate::{
    measure::{Rounds, Spread},
    options::Options,
};

/// A reference that varies more than this says nothing about what it is compared with.
const UNREST: f64 = 0.25;

/// What was measured.
pub struct Report {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    what: String,
    aim: Option<Aim>,
    measured: String,
    detail: String,
    verdict: Verdict,
}

/// What a figure should be.
#[derive(Clone, Copy)]
pub enum Aim {
    /// Times the reference, at least.
    AtLeast(f64),
    /// Times the reference, at most.
    AtMost(f64),
    /// Milliseconds, at most.
    MillisAtMost(f64),
    /// Of a hundred, at most.
    PercentAtMost(f64),
}

enum Verdict {
    Hit,
    Miss,
    /// No aim: printed for whoever looks for the cause of a miss.
    Told,
    /// The reference was too restless.
    Restless,
    NotMeasured,
}

/// One line of the table before it is judged.
pub struct Figure<'a> {
    /// The benchmark.
    pub name: &'static str,
    /// What is compared.
    pub what: &'a str,
    /// None for a figure that only explains another.
    pub aim: Option<Aim>,
}

impl Report {
    /// An empty one.
    pub fn new(options: &Options) -> Self {
        let size =
            if options.quick { "quick: 3 rounds, 100,000 messages" } else { "7 rounds, 1,000,000 messages" };
        Self { heading: format!("foyer-bench ({size})"), rows: Vec::new() }
    }

    /// A ratio, judged by CPU time; the wall's is told beside it.
    pub fn ratio(&mut self, figure: &Figure<'_>, rounds: &Rounds, detail: &str) {
        let faster = matches!(figure.aim, Some(Aim::AtLeast(_)));
        let turn = |spread: Spread| if faster { spread.inverse() } else { spread };
        let (cpu, wall) = (turn(rounds.cpu()), turn(rounds.wall()));
        let verdict = if rounds.unrest() > UNREST {
            Verdict::Restless
        } else {
            figure.aim.map_or(Verdict::Told, |aim| aim.judge(cpu.median))
        };
        let measured = format!("{:.2}× ({:.2}–{:.2})", cpu.median, cpu.low, cpu.high);
        let detail =
            format!("wall {:.2}×; {detail}; reference ±{:.0} %", wall.median, rounds.unrest() * 100.0);
        self.push(figure, measured, detail, verdict);
    }

    /// A ratio, judged by wall time: what a person waits for.
    pub fn wall(&mut self, figure: &Figure<'_>, rounds: &Rounds, detail: &str) {
        let (cpu, wall) = (rounds.cpu(), rounds.wall());
        let verdict = if rounds.wall_unrest() > UNREST {
            Verdict::Restless
        } else {
            figure.aim.map_or(Verdict::Told, |aim| aim.judge(wall.median))
        };
        let measured = format!("{:.2}× ({:.2}–{:.2})", wall.median, wall.low, wall.high);
        let unrest = rounds.wall_unrest() * 100.0;
        self.push(
            figure,
            measured,
            format!("{detail}; CPU {:.2}×; reference ±{unrest:.0} %", cpu.median),
            verdict,
        );
    }

    /// A ratio that was computed elsewhere.
    pub fn times(&mut self, figure: &Figure<'_>, spread: Spread, detail: &str) {
        let verdict = figure.aim.map_or(Verdict::Told, |aim| aim.judge(spread.median));
        let measured = format!("{:.2}× ({:.2}–{:.2})", spread.median, spread.low, spread.high);
        self.push(figure, measured, detail.to_owned(), verdict);
    }

    /// A time.
    pub fn millis(&mut self, figure: &Figure<'_>, millis: f64, detail: &str) {
        let verdict = figure.aim.map_or(Verdict::Told, |aim| aim.judge(millis));
        self.push(figure, format!("{millis:.2} ms"), detail.to_owned(), verdict);
    }

    /// A share.
    pub fn percent(&mut self, figure: &Figure<'_>, percent: f64, detail: &str) {
        let verdict = figure.aim.map_or(Verdict::Told, |aim| aim.judge(percent));
        self.push(figure, format!("{percent:.2} %"), detail.to_owned(), verdict);
    }

    /// What could not be measured, and what would change that.
    pub fn missing(&mut self, figure: &Figure<'_>, why: &str) {
        self.push(figure, "–".to_owned(), why.to_owned(), Verdict::NotMeasured);
    }

    fn push(&mut self, figure: &Figure<'_>, measured: String, detail: String, verdict: Verdict) {
        let what = figure.what.to_owned();
        self.rows.push(Row { name: figure.name, what, aim: figure.aim, measured, detail, verdict });
    }
}

impl Aim {
    fn judge(self, measured: f64) -> Verdict {
        let hit = match self {
            Self::AtLeast(least) => measured >= least,
            Self::AtMost(most) | Self::MillisAtMost(most) | Self::PercentAtMost(most) => measured <= most,
        };
        if hit { Verdict::Hit } else { Verdict::Miss }
    }
}

impl Display for Aim {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, "≥ {least:.2}×"),
            Self::AtMost(most) => write!(f, "≤ {most:.2}×"),
            Self::MillisAtMost(most) => write!(f, "≤ {most} ms"),
            Self::PercentAtMost(most) => write!(f, "≤ {most} %"),
        }
    }
}

impl Verdict {
    const fn word(&self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "MISS",
            Self::Told => "",
            Self::Restless => "noisy, discarded",
            Self::NotMeasured => "not measured",
        }
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "\n{}: median of the rounds' ratios (middle half), CPU time unless it says wall\n",
            self.heading
        )?;
        let width = |of: fn(&Row) -> String, least: usize| {
            self.rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0).max(least)
        };
        let aim = |row: &Row| row.aim.map_or_else(String::new, |aim| aim.to_string());
        let what = width(|row| row.what.clone(), 4);
        let aims = width(|row| row.aim.map_or_else(String::new, |aim| aim.to_string()), 3);
        let measured = width(|row| row.measured.clone(), 8);
        let verdict = width(|row| row.verdict.word().to_owned(), 0);
        writeln!(f, "    {:what$}  {:aims$}  {:measured$}  {:verdict$}  ", "what", "aim", "measured", "")?;
        for row in &self.rows {
            let line = format!(
                "{:3} {:what$}  {:aims$}  {:measured$}  {:verdict$}  {}",
                row.name,
                row.what,
                aim(row),
                row.measured,
                row.verdict.word(),
                row.detail
            );
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_is_met_at_its_very_figure() {
        assert!(matches!(Aim::AtLeast(0.6).judge(0.6), Verdict::Hit));
        assert!(matches!(Aim::AtMost(1.15).judge(1.16), Verdict::Miss));
        assert!(matches!(Aim::MillisAtMost(50.0).judge(49.9), Verdict::Hit));
    }
}
