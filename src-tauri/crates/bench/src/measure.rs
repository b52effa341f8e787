//! Clocks and ratios.
//!
//! A round measures both sides once, in turns; its ratio is one number. A result is the median of the rounds'
//! ratios with its interquartile range, for wall time and for this thread's CPU time. CPU time is the one that
//! repeats on a busy machine; wall time is the one a person waits for.

use std::time::{Duration, Instant};

/// Wall and CPU time spent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// By the clock on the wall.
    pub wall: Duration,
    /// By this thread, on a processor.
    pub cpu: Duration,
}

impl Spent {
    /// Runs `work` and adds what it took.
    pub fn add<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (wall, cpu) = (Instant::now(), thread_cpu());
        let result = work();
        self.cpu += thread_cpu().saturating_sub(cpu);
        self.wall += wall.elapsed();
        result
    }

    /// Microseconds of CPU a piece.
    pub fn cpu_us(self, pieces: u32) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / f64::from(pieces.max(1))
    }
}

/// CPU time of this thread, user and kernel.
#[cfg(unix)]
pub fn thread_cpu() -> Duration {
    spent_by(rustix::time::ClockId::ThreadCPUTime)
}

/// The same of all threads of this process.
#[cfg(unix)]
pub fn process_cpu() -> Duration {
    spent_by(rustix::time::ClockId::ProcessCPUTime)
}

#[cfg(unix)]
fn spent_by(clock: rustix::time::ClockId) -> Duration {
    let spent = rustix::time::clock_gettime(clock);
    Duration::new(u64::try_from(spent.tv_sec).unwrap_or(0), u32::try_from(spent.tv_nsec).unwrap_or(0))
}

/// There is no such clock without unsafe code here; wall time has to do.
#[cfg(not(unix))]
pub fn thread_cpu() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// See [`thread_cpu`].
#[cfg(not(unix))]
pub fn process_cpu() -> Duration {
    thread_cpu()
}

/// A median and the middle half around it.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// A quarter lies below.
    pub low: f64,
    /// Half lies below.
    pub median: f64,
    /// A quarter lies above.
    pub high: f64,
}

impl Spread {
    /// Of these values; zero for none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let sorted = sorted(values);
        Self { low: at(&sorted, 0.25), median: at(&sorted, 0.5), high: at(&sorted, 0.75) }
    }
}

/// The value below which `share` of these lie.
pub fn quantile(values: impl IntoIterator<Item = f64>, share: f64) -> f64 {
    at(&sorted(values), share)
}

fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Between two neighbours the line through them.
fn at(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (low, high) = (sorted.get(below), sorted.get((below + 1).min(last)));
    match (low, high) {
        (Some(low), Some(high)) => low + (high - low) * (place - place.floor()),
        _ => 0.0,
    }
}

/// Foyer's side and the reference's, a round each.
#[derive(Default)]
pub struct Rounds {
    ours: Vec<Spent>,
    theirs: Vec<Spent>,
}

impl Rounds {
    /// Adds a round.
    pub fn push(&mut self, ours: Spent, theirs: Spent) {
        self.ours.push(ours);
        self.theirs.push(theirs);
    }

    /// Ours over the reference's, CPU time: how many times as much.
    pub fn cpu(&self) -> Spread {
        self.ratio(|spent| spent.cpu)
    }

    /// The same for wall time.
    pub fn wall(&self) -> Spread {
        self.ratio(|spent| spent.wall)
    }

    /// Ours, a piece, in microseconds of CPU.
    pub fn our_cpu_us(&self, pieces: u32) -> f64 {
        Spread::of(self.ours.iter().map(|spent| spent.cpu_us(pieces))).median
    }

    /// The reference's.
    pub fn their_cpu_us(&self, pieces: u32) -> f64 {
        Spread::of(self.theirs.iter().map(|spent| spent.cpu_us(pieces))).median
    }

    /// Ours and the reference's wall time of a round, in milliseconds.
    pub fn wall_millis(&self) -> (f64, f64) {
        let median =
            |side: &[Spent]| Spread::of(side.iter().map(|spent| spent.wall.as_secs_f64() * 1e3)).median;
        (median(&self.ours), median(&self.theirs))
    }

    /// How much the reference's CPU time varies: half the distance between the best and the worst round, over
    /// the median. Above a quarter the machine was too busy to say anything.
    pub fn unrest(&self) -> f64 {
        self.unrest_of(|spent| spent.cpu)
    }

    /// The same for wall time.
    pub fn wall_unrest(&self) -> f64 {
        self.unrest_of(|spent| spent.wall)
    }

    fn unrest_of(&self, of: impl Fn(&Spent) -> Duration) -> f64 {
        let times: Vec<f64> = self.theirs.iter().map(|spent| of(spent).as_secs_f64()).collect();
        let (low, high) = (quantile(times.iter().copied(), 0.0), quantile(times.iter().copied(), 1.0));
        let median = Spread::of(times).median;
        if median > 0.0 { (high - low) / 2.0 / median } else { 0.0 }
    }

    fn ratio(&self, of: impl Fn(&Spent) -> Duration) -> Spread {
        Spread::of(self.ours.iter().zip(&self.theirs).map(|(ours, theirs)| {
            let theirs = of(theirs).as_secs_f64();
            if theirs > 0.0 { of(ours).as_secs_f64() / theirs } else { f64::NAN }
        }))
    }
}

impl Spread {
    /// The inverse: a ratio of times read as a ratio of speeds.
    pub fn inverse(self) -> Self {
        Self { low: 1.0 / self.high, median: 1.0 / self.median, high: 1.0 / self.low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent(millis: u64) -> Spent {
        Spent { wall: Duration::from_millis(millis), cpu: Duration::from_millis(millis) }
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile([4.0, 1.0, 3.0, 2.0], 0.5), 2.5);
        assert_eq!(quantile([4.0, 1.0, 3.0, 2.0], 1.0), 4.0);
        assert_eq!(quantile([], 0.5), 0.0);
    }

    #[test]
    fn a_ratio_is_taken_within_a_round() {
        let mut rounds = Rounds::default();
        // The third round was three times as slow for both.
        rounds.push(spent(20), spent(10));
        rounds.push(spent(20), spent(10));
        rounds.push(spent(60), spent(30));
        assert_eq!(rounds.cpu().median, 2.0);
        assert_eq!(rounds.cpu().inverse().median, 0.5);
        assert!((rounds.unrest() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn working_takes_cpu_time_and_waiting_does_not() {
        let mut work = Spent::default();
        let began = Instant::now();
        work.add(|| while began.elapsed() < Duration::from_millis(30) {});
        assert!(work.cpu > Duration::ZERO && work.cpu <= work.wall + Duration::from_millis(5));
        let (send, hear) = std::sync::mpsc::channel::<()>();
        let mut wait = Spent::default();
        let _ = wait.add(|| hear.recv_timeout(Duration::from_millis(30)));
        drop(send);
        assert!(wait.wall >= Duration::from_millis(30) && wait.cpu < wait.wall / 2);
    }
}
