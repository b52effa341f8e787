//! `phi-lab train` writes the screener's model from the committed corpus, or compares it (`--check`); `phi-lab eval`
//! prints the figures; `train-wishes` and `eval-wishes` do the same for the reading of wishes. Run through `cargo xtask
//! train-screener`, `eval-screener`, `train-wishes` and `eval-wishes`.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use foyer_phi::Screener;
use foyer_phi_lab::corpus::{self, Message};
use foyer_phi_lab::measure::{self, Studied};
use foyer_phi_lab::net::Course;
use foyer_phi_lab::report::{Report, by_rule, misses};
use foyer_phi_lab::train::Recipe;
use foyer_phi_lab::wishes;
use lexopt::{Arg, Parser, ValueExt as _};

const HELP: &str = "\
phi-lab train [--check]      write the model and the networks that are compiled in, or compare them with a fresh training
phi-lab eval [FILE]          figures for FILE (.jsonl or .tsv), or for every split
             --misses        and each miss and false alarm; not for the held-out split
             --by-rule       and what each rule caught and raised in vain; not for the held-out split
             --rules         without the model
             --scores        a row a message of the training corpus, or of the files apart, for choosing thresholds:
                             no text
             --cv            the cross-validation only
             --apart FILES   the files of the training corpus with these names, judged by a model that has not met
                             their writers (desk2,spanish)
phi-lab explain TEXT         the steps from a draft to its screening
phi-lab train-wishes [--check]   the same for the reading of wishes (no more texts, texts again, help)
phi-lab eval-wishes [FILE]   its figures: cross-validation, or FILE by the model that is compiled in
             --misses        and each text of the corpus that is read wrongly, with its scores
             --scores        and each text, for choosing thresholds
";

fn main() -> Result<()> {
    let mut args = Parser::from_env();
    match args.next()? {
        Some(Arg::Value(name)) if name == "train" => train(args),
        Some(Arg::Value(name)) if name == "eval" => eval(args),
        Some(Arg::Value(name)) if name == "explain" => explain(args),
        Some(Arg::Value(name)) if name == "train-wishes" => train_wishes(args),
        Some(Arg::Value(name)) if name == "eval-wishes" => eval_wishes(args),
        _ => say(HELP),
    }
}

fn train(mut args: Parser) -> Result<()> {
    let mut check = false;
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("check") => check = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let studied = measure::study(corpus::split("train")?);
    let regressions = measure::train(studied.iter(), Recipe::SHIPPED);
    let more = more()?;
    let networks = measure::train_nets(studied.iter().chain(&more), Recipe::SHIPPED, &Course::SHIPPED)?;
    let who = measure::train_who(studied.iter().chain(&more));
    for (name, fresh) in [("data/model.bin", regressions), ("data/net.bin", networks), ("data/who.bin", who)]
    {
        let file = corpus::phi().join(name);
        if check {
            ensure!(std::fs::read(&file)? == fresh, "the committed {name} is not what the corpus trains to");
            say(&format!("the committed {name} is what the corpus trains to\n"))?;
        } else {
            std::fs::write(&file, &fresh)?;
            say(&format!("{name}, {} bytes\n", fresh.len()))?;
        }
    }
    Ok(())
}

/// What only the network is trained on besides.
fn more() -> Result<Vec<Studied>> {
    Ok(measure::study(corpus::split("more")?))
}

fn eval(mut args: Parser) -> Result<()> {
    let (mut file, mut list, mut rules, mut cv) = (None::<PathBuf>, false, false, false);
    let (mut each_rule, mut scores, mut dev_scores) = (false, false, false);
    let mut recipe = Recipe::SHIPPED;
    let mut apart: Vec<String> = Vec::new();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("misses") => list = true,
            Arg::Long("scores") => scores = true,
            Arg::Long("dev-scores") => dev_scores = true,
            Arg::Long("by-rule") => each_rule = true,
            Arg::Long("rules") => rules = true,
            Arg::Long("cv") => cv = true,
            Arg::Long("apart") => apart = args.value()?.string()?.split(',').map(str::to_owned).collect(),
            Arg::Long("ridge") => recipe.drafts.ridge = args.value()?.parse()?,
            Arg::Long("epochs") => recipe.drafts.epochs = args.value()?.parse()?,
            Arg::Long("rate") => recipe.drafts.rate = args.value()?.parse()?,
            Arg::Long("word-ridge") => recipe.words.ridge = args.value()?.parse()?,
            Arg::Long("word-epochs") => recipe.words.epochs = args.value()?.parse()?,
            Arg::Long("word-rate") => recipe.words.rate = args.value()?.parse()?,
            Arg::Long("left-out") => recipe.drafts.left_out = args.value()?.parse()?,
            Arg::Long("word-left-out") => recipe.words.left_out = args.value()?.parse()?,
            Arg::Long("unseen") => recipe.unseen = args.value()?.parse()?,
            Arg::Value(path) if file.is_none() => file = Some(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let list = list || each_rule;
    let screener = if rules { Screener::new().with_model(None) } else { Screener::new() };
    let show = |name: &str, screened: &[(Message, foyer_phi::Screening)], list: bool| {
        say(&format!("{name}\n{}", Report::of(screened).table()))?;
        let (unread, read): (Vec<_>, Vec<_>) = screened
            .iter()
            .cloned()
            .partition(|(message, _)| name.starts_with("training") && message.fold() == measure::UNREAD);
        if !unread.is_empty() {
            say(&format!("of these, the fifth that nobody reads\n{}", Report::of(&unread).table()))?;
        }
        if list && each_rule {
            say(&by_rule(&read))?;
        }
        if list { say(&misses(&read)) } else { Ok(()) }
    };
    if let Some(file) = file {
        if list && file.components().any(|part| part.as_os_str() == "test") {
            bail!("the held-out split is only counted");
        }
        let screened = measure::screen_all(&screener, corpus::read(&file)?);
        return show(&file.display().to_string(), &screened, list);
    }
    let train = corpus::split("train")?;
    if dev_scores {
        let mut rows = String::new();
        for message in corpus::development()? {
            let study = screener.study(&message.text);
            let score = screener.score(&message.text);
            rows.push_str(&format!(
                "{}\t{:?}\t{}\t{}\t{:?}\n",
                message.id,
                message.severity,
                message.is_trap(),
                study.rules.level.number(),
                score
            ));
        }
        return say(&rows);
    }
    if scores {
        return say(&measure::scores(&measure::study(train), &more()?, &apart, recipe)?);
    }
    if !apart.is_empty() {
        let screened = measure::apart(&measure::study(train), &more()?, &apart, recipe)?;
        return show("files whose writers the model has not met", &screened, list);
    }
    if rules {
        show("training corpus, rules alone", &measure::screen_all(&screener, train), list)?;
    } else {
        let studied: Vec<Studied> = measure::study(train);
        let screened = measure::cross_validate(&studied, &more()?, recipe)?;
        show("training corpus, each message judged by a model that has not seen it", &screened, list)?;
    }
    if cv {
        return Ok(());
    }
    let development = measure::screen_all(&screener, corpus::development()?);
    show("development set", &development, list)?;
    let held_out = measure::screen_all(&screener, corpus::split("test")?);
    show("held-out split", &held_out, false)
}

fn explain(mut args: Parser) -> Result<()> {
    let text = args.value()?.string()?;
    let explained =
        Screener::new().explain(&text, foyer_domain::Channel::Sms, &foyer_phi::Practice::default());
    for word in &explained.words {
        let aside = if word.aside { "  set aside" } else { "" };
        say(&format!("{:<24} {:>6.2}{aside}\n", word.word, word.telling.unwrap_or(0.0)))?;
    }
    for met in &explained.met {
        say(&format!("{} {}\n", if met.counts { "counts" } else { "does not count" }, met.rule.as_str()))?;
    }
    for finding in &explained.screening.findings {
        let (start, end) = (finding.span.start, finding.span.end);
        say(&format!("finds {} at {start} to {end}, {:?}\n", finding.rule.as_str(), finding.level))?;
    }
    say(&format!("{:?} {:?}\n", explained.score, explained.screening.level))
}

fn train_wishes(mut args: Parser) -> Result<()> {
    let mut check = false;
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("check") => check = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let wishes = wishes::corpus()?;
    let fresh = wishes::train(&wishes, wishes::STEPS);
    let file = wishes::policy().join("data/wishes.bin");
    if check {
        ensure!(std::fs::read(&file)? == fresh, "the committed model is not what the corpus trains to");
        return say("the committed model is what the corpus trains to\n");
    }
    std::fs::write(&file, &fresh)?;
    say(&format!("{} texts, {} bytes written\n", wishes.len(), fresh.len()))
}

fn eval_wishes(mut args: Parser) -> Result<()> {
    let (mut file, mut list, mut every, mut steps) = (None::<PathBuf>, false, false, wishes::STEPS);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("misses") => list = true,
            Arg::Long("scores") => (list, every) = (true, true),
            Arg::Long("ridge") => steps.ridge = args.value()?.parse()?,
            Arg::Long("epochs") => steps.epochs = args.value()?.parse()?,
            Arg::Long("rate") => steps.rate = args.value()?.parse()?,
            Arg::Value(path) if file.is_none() => file = Some(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if let Some(file) = file {
        let held = wishes::read(&file)?;
        let read: Vec<_> =
            held.iter().map(|wish| (wish, wishes::verdict(foyer_policy::recognise(&wish.text)))).collect();
        say(&wishes::table(read.iter().copied()))?;
        if list && file.components().any(|part| part.as_os_str() == "tests") {
            bail!("what is held back is only counted");
        }
        for (wish, read_as) in read.iter().filter(|(wish, read_as)| list && wish.verdict != *read_as) {
            say(&format!("{} as {read_as}\t{}\t{}\n", wish.verdict, wish.id, wish.text))?;
        }
        return Ok(());
    }
    let read = wishes::cross_validate(&wishes::corpus()?, steps)?;
    say(&wishes::table(read.iter().map(|(wish, read_as, _)| (wish, *read_as))))?;
    for (wish, read_as, score) in
        read.iter().filter(|(wish, read_as, _)| list && (every || wish.verdict != *read_as))
    {
        say(&format!("{} as {read_as}\t{score}\t{}\t{}\n", wish.verdict, wish.id, wish.text))?;
    }
    Ok(())
}

fn say(text: &str) -> Result<()> {
    Ok(write!(std::io::stdout().lock(), "{text}")?)
}
