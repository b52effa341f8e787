//! `foyerctl revocation`: what the core reads out of texts, one JSON line each, for checking its words against a list.
//!
//! Prints nothing of a text, only its id and the verdict. A line that can't be read ends the run: a check that
//! skipped some of its list would prove nothing.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::PathBuf,
};

use anyhow::Context;
use foyer_policy::{Keyword, recognise};
use serde::{Deserialize, Serialize};

/// What is read.
#[derive(clap::Args)]
pub struct Options {
    /// Lines of `{"id": …, "text": …}`; `-` reads from standard input.
    #[arg(long, value_name = "FILE|-")]
    jsonl: PathBuf,
}

#[derive(Deserialize)]
struct Text {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Verdict<'a> {
    id: &'a serde_json::Value,
    verdict: &'static str,
}

/// Reads every line and says what it asks.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let out = BufWriter::new(io::stdout().lock());
    if options.jsonl.as_os_str() == "-" {
        return each_line(io::stdin().lock(), out);
    }
    let file = File::open(&options.jsonl).context("the list does not open")?;
    each_line(BufReader::new(file), out)
}

fn each_line(list: impl BufRead, mut out: impl Write) -> anyhow::Result<()> {
    for (number, line) in (1_usize..).zip(list.lines()) {
        let line = line.with_context(|| format!("line {number} is no text"))?;
        if line.trim().is_empty() {
            continue;
        }
        // The error would quote the line, and lines may be patients' words.
        let Ok(read) = serde_json::from_str::<Text>(&line) else {
            anyhow::bail!("line {number} is no {{\"id\", \"text\"}}");
        };
        let verdict = Verdict { id: &read.id, verdict: verdict(&read.text) };
        writeln!(out, "{}", serde_json::to_string(&verdict)?)?;
    }
    Ok(out.flush()?)
}

/// A YES or a NO answers a notice, if one is open; of texts as such it says nothing.
fn verdict(text: &str) -> &'static str {
    match recognise(text) {
        Some(Keyword::Stop) => "revoke",
        Some(Keyword::Start | Keyword::Resume) => "resume",
        Some(Keyword::Help) => "help",
        Some(Keyword::Unclear) => "unclear",
        Some(Keyword::Yes | Keyword::No) | None => "none",
    }
}
