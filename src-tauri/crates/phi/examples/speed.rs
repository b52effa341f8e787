//! Measures the screener in a release build: time to build, time per draft (median and 99th percentile), and 64 KB of
//! the least convenient texts.

#![allow(clippy::print_stdout)] // a report is what this prints

use std::hint::black_box;
use std::time::{Duration, Instant};

use foyer_domain::Channel;
use foyer_phi::{Practice, Screener};

fn main() {
    let started = Instant::now();
    let screener = black_box(Screener::new());
    println!("build the screener        {:?}", started.elapsed());

    let draft = "Hi Mr. Oyelaran, your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg. \
                 Please keep your diabetes clinic visit Tue, Nov 24 at 9:30 AM.";
    let plain = "Hi Lupe, this is Marisol at Bayou Family. We moved your visit with Dr. Landry to Tuesday at 9:30 in the morning; \
                 please come a little early for the papers.";
    for (name, text) in [
        ("160 characters, telling", draft.to_owned()),
        ("160 characters, plain", plain.to_owned()),
        ("1,600 characters", draft.repeat(10)),
    ] {
        let mut times: Vec<Duration> = (0..2_000).map(|_| time(&screener, &text)).collect();
        times.sort();
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
        println!("{name:<25} median {:?}, 99th percentile {:?}", at(50), at(99));
    }
    for piece in [
        "a",
        "a ",
        "1 ",
        "1-",
        "a.",
        "x*",
        "e\u{301}",
        "🤰",
        "diabetes ",
        "your HIV ",
        "qwertz ",
        "spot ",
        "12/12/",
        "the lump ",
        "was ",
        "10 mg ",
    ] {
        let text = piece.repeat(64 * 1024 / piece.len());
        let best = (0..3).map(|_| time(&screener, &text)).min().unwrap_or_default();
        println!("64 KB of {piece:?}  {best:?}");
    }
}

fn time(screener: &Screener, text: &str) -> Duration {
    let started = Instant::now();
    black_box(screener.screen(black_box(text), Channel::Sms, &Practice::default()));
    started.elapsed()
}
