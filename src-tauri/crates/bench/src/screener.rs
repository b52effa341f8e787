//! B7: the draft screener, key by key. A draft against one bare look-up of its words in a set, in the same rounds; a
//! text's time at the median and the 99th percentile; texts of 64 KB that are as inconvenient as texts get; loading.

use std::collections::HashSet;
use std::hint::black_box;
use std::time::Instant;

use anyhow::Result;
use foyer_domain::Channel;
use foyer_phi::{Practice, Screener};

use crate::{
    measure::{Rounds, Spent, quantile},
    options::Options,
    report::{Aim, Figure, Report},
};

/// Drafts a round.
const DRAFTS: u32 = 4_000;
/// Words that a phrase of the bare look-up has at most, as in the screener's lexicon.
const LONGEST: usize = 8;
/// A long text.
const LARGE: usize = 64 * 1024;

const TELLING: &str = "Hi Mr. Oyelaran, your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg. \
                       Please keep your diabetes clinic visit Tue, Nov 24 at 9:30 AM.";
const PLAIN: &str = "Hi Lupe, this is Marisol at Bayou Family. We moved your visit with Dr. Landry to Tuesday at 9:30 in \
                     the morning; please come a little early for the papers.";

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let began = Instant::now();
    let screener = black_box(Screener::new());
    let loading = began.elapsed().as_secs_f64() * 1e3;
    let set = dictionary();
    let mut rounds = Rounds::default();
    for _ in 0..options.rounds() {
        let (mut ours, mut theirs) = (Spent::default(), Spent::default());
        ours.add(|| (0..DRAFTS).for_each(|n| screen(&screener, draft(n))));
        theirs.add(|| (0..DRAFTS).for_each(|n| look_up(&set, draft(n))));
        rounds.push(ours, theirs);
    }
    let figure = |what, aim| Figure { name: "B7", what, aim: Some(aim) };
    let detail = format!("{:.1} against {:.1} µs", rounds.our_cpu_us(DRAFTS), rounds.their_cpu_us(DRAFTS));
    let what = "screening a draft, against one bare scan";
    report.ratio(&figure(what, Aim::AtMost(10.0)), &rounds, &detail);

    let times = |text: &str, count: u32| -> Vec<f64> {
        let time = |_| {
            let began = Instant::now();
            screen(&screener, text);
            began.elapsed().as_secs_f64() * 1e3
        };
        (0..count).map(time).collect()
    };
    let short: Vec<f64> = [times(TELLING, DRAFTS), times(PLAIN, DRAFTS)].concat();
    let line = "160 characters, wall time";
    report.millis(
        &figure("a draft, median", Aim::MillisAtMost(0.060)),
        quantile(short.iter().copied(), 0.5),
        line,
    );
    report.millis(&figure("a draft, 99th percentile", Aim::MillisAtMost(0.250)), quantile(short, 0.99), line);
    let long = quantile(times(&TELLING.repeat(10), 400), 0.5);
    report.millis(&figure("ten drafts long, median", Aim::MillisAtMost(1.0)), long, "1,600 characters");
    let pieces =
        ["a ", "1-", "x*", "🤰", "diabetes ", "qwertz ", "spot ", "12/12/", "colonoscpoyy ", "one two "];
    let worst = pieces
        .map(|piece| quantile(times(&piece.repeat(LARGE / piece.len()), 3), 0.5))
        .into_iter()
        .fold(0.0, f64::max);
    report.millis(&figure("64 KB of anything, the worst", Aim::MillisAtMost(50.0)), worst, "ten shapes");
    report.millis(&figure("loading", Aim::MillisAtMost(40.0)), loading, "its tables are part of the program");
    Ok(())
}

fn draft(n: u32) -> &'static str {
    if n.is_multiple_of(2) { TELLING } else { PLAIN }
}

fn screen(screener: &Screener, text: &str) {
    black_box(screener.screen(black_box(text), Channel::Sms, &Practice::default()));
}

/// As many phrases as the screener's own lexicon has, of one to three words.
fn dictionary() -> HashSet<String> {
    (0..26_000_u32)
        .map(|n| match n % 3 {
            0 => format!("term{n}"),
            1 => format!("term{n} of"),
            _ => format!("a term{n} of"),
        })
        .collect()
}

/// Every stretch of words, lower case, looked up as it stands: what any screener does at least.
fn look_up(set: &HashSet<String>, text: &str) {
    let lower = black_box(text).to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = 0_usize;
    let mut phrase = String::new();
    for from in 0..words.len() {
        phrase.clear();
        for word in words.iter().skip(from).take(LONGEST) {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(word);
            found += usize::from(set.contains(&phrase));
        }
    }
    black_box(found);
}
