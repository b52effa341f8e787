//! From messages to examples, from examples to a model, and the honest estimate: each message judged by a model that
//! has not seen it.

use std::num::NonZero;

use anyhow::{Context as _, Result};
use foyer_domain::Channel;
use foyer_phi::{Heads, Level, Model, Net, Practice, Screener, Screening, Severity, Study, Who};

use crate::corpus::Message;
use crate::net::{self, Course, Lesson, LessonWord};
use crate::train::{Example, Recipe, head};

/// Parts of a cross-validation.
const FOLDS: usize = 5;
/// The fifth that nobody reads: rules and terms are written looking at the others only.
pub const UNREAD: usize = 4;

/// A message and what the rules alone make of it.
#[derive(Debug, Clone)]
pub struct Studied {
    /// The message.
    pub message: Message,
    /// The model's view of it, and the rules'.
    pub study: Study,
}

/// Studies every message.
#[must_use]
pub fn study(messages: Vec<Message>) -> Vec<Studied> {
    let screener = Screener::new();
    messages
        .into_iter()
        .map(|message| {
            let study = screener.study(&message.text);
            Studied { message, study }
        })
        .collect()
}

/// Trains the three regressions; the file of the model.
#[must_use]
pub fn train<'a>(messages: impl Iterator<Item = &'a Studied> + Clone, recipe: Recipe) -> Vec<u8> {
    let examples = |yes: fn(&Message) -> bool| -> Vec<Example<'_>> {
        messages
            .clone()
            .map(|studied| Example {
                features: &studied.study.features,
                yes: yes(&studied.message),
                weight: weight(studied, recipe),
            })
            .collect()
    };
    let words: Vec<Example<'_>> = messages
        .clone()
        .flat_map(|studied| {
            studied.study.words.iter().map(move |(at, features)| Example {
                features,
                yes: studied.message.touches(*at),
                weight: weight(studied, recipe),
            })
        })
        .collect();
    Model::file(&Heads {
        tells: head(&examples(Message::tells), Model::BUCKETS, recipe.drafts),
        sensitive: head(
            &examples(|message| message.severity == Some(Severity::Sensitive)),
            Model::BUCKETS,
            recipe.drafts,
        ),
        word: head(&words, Model::BUCKETS, recipe.words),
    })
}

/// Trains networks, one a course and as many at a time as there are cores; their file.
///
/// # Errors
///
/// When a trainer's thread dies.
pub fn train_nets<'a>(
    messages: impl Iterator<Item = &'a Studied>,
    recipe: Recipe,
    courses: &[Course],
) -> Result<Vec<u8>> {
    let lessons = lessons(messages, recipe);
    let abreast = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut file = Vec::new();
    for courses in courses.chunks(abreast) {
        let trained = std::thread::scope(|threads| {
            let train =
                |course: Course| Net::file(&net::train(&lessons, course), net::digest(&lessons, course));
            let trainers: Vec<_> =
                courses.iter().map(|course| threads.spawn(move || train(*course))).collect();
            trainers.into_iter().map(|trainer| trainer.join().ok()).collect::<Option<Vec<_>>>()
        });
        file.extend(trained.context("a trainer of a network died")?.concat());
    }
    Ok(file)
}

/// Trains the judge of whose a number is; its file. Figures of drafts that tell about health and are marked there are
/// left out: a dose and a birth date are marked alike.
#[must_use]
pub fn train_who<'a>(messages: impl Iterator<Item = &'a Studied>) -> Vec<u8> {
    let examples: Vec<Example<'_>> = messages
        .flat_map(|studied| {
            let message = &studied.message;
            let who = message.severity == Some(Severity::Identifier);
            studied.study.figures.iter().filter_map(move |(span, features)| {
                let marked = message.touches(*span);
                (marked == who).then_some(Example { features, yes: who, weight: 1.0 })
            })
        })
        .collect();
    Who::file(&head(&examples, Who::BUCKETS, Recipe::WHO))
}

/// What the network learns of messages. Not of those that tell who and nothing else: it does not see the street, the
/// number or the date, and would learn that what stands beside them tells.
#[must_use]
pub fn lessons<'a>(messages: impl Iterator<Item = &'a Studied>, recipe: Recipe) -> Vec<Lesson> {
    messages
        .filter(|studied| studied.message.severity != Some(Severity::Identifier))
        .map(|studied| lesson(studied, recipe))
        .collect()
}

fn lesson(studied: &Studied, recipe: Recipe) -> Lesson {
    let message = &studied.message;
    let words = studied.study.made_of.iter().map(|word| LessonWord {
        letters: word.letters.clone(),
        kinds: word.kinds.clone(),
        tells: message.touches(word.span),
    });
    Lesson {
        words: words.collect(),
        tells: message.tells(),
        sensitive: message.severity == Some(Severity::Sensitive),
        weight: weight(studied, recipe),
    }
}

/// How much a message counts.
fn weight(studied: &Studied, recipe: Recipe) -> f32 {
    if studied.study.rules.level >= Level::Warn { 1.0 } else { recipe.unseen }
}

/// A model trained on these messages, and its network on these and more.
///
/// # Errors
///
/// When what was trained can't be read back.
fn trained<'a>(
    messages: impl Iterator<Item = &'a Studied> + Clone,
    more: &'a [Studied],
    recipe: Recipe,
) -> Result<Screener> {
    let nets = Net::all_from(&train_nets(messages.clone().chain(more), recipe, &Course::SHIPPED)?)
        .context("trained networks")?;
    let who = Who::from_bytes(train_who(messages.clone().chain(more))).context("a trained judge")?;
    let model = Model::from_bytes(train(messages, recipe)).context("a trained model")?;
    Ok(Screener::new().with_model(Some(model.with_nets(nets).with_who(Some(who)))))
}

/// Every message as screened by a model trained on the other four fifths.
///
/// # Errors
///
/// When a trained model can't be read back.
pub fn cross_validate(
    studied: &[Studied],
    more: &[Studied],
    recipe: Recipe,
) -> Result<Vec<(Message, Screening)>> {
    let mut screened = Vec::new();
    for fold in 0..FOLDS {
        let screener = trained(studied.iter().filter(move |one| one.message.fold() != fold), more, recipe)?;
        for one in studied.iter().filter(|one| one.message.fold() == fold) {
            screened.push((one.message.clone(), screen(&screener, &one.message)));
        }
    }
    Ok(screened)
}

/// The messages of these files as screened by a model trained on all others: by writers whom it has not met.
///
/// # Errors
///
/// As [`cross_validate`].
pub fn apart(
    studied: &[Studied],
    more: &[Studied],
    files: &[String],
    recipe: Recipe,
) -> Result<Vec<(Message, Screening)>> {
    let (screener, apart) = apart_from(studied, more, files, recipe)?;
    Ok(apart.map(|one| (one.message.clone(), screen(&screener, &one.message))).collect())
}

/// A screener that has not met these files, and their messages.
fn apart_from<'a>(
    studied: &'a [Studied],
    more: &'a [Studied],
    files: &'a [String],
    recipe: Recipe,
) -> Result<(Screener, impl Iterator<Item = &'a Studied>)> {
    let is_apart = |one: &&Studied| files.iter().any(|file| one.message.file() == file);
    let others: Vec<Studied> = more.iter().filter(|one| !is_apart(one)).cloned().collect();
    let screener = trained(studied.iter().filter(|one| !is_apart(one)), &others, recipe)?;
    Ok((screener, studied.iter().chain(more).filter(is_apart)))
}

/// What a threshold is chosen from: each message's label, the level of its rules, and the scores of a model that has
/// not seen it. No text. With `files`, theirs only, by a model that has not met their writers.
///
/// # Errors
///
/// When a trained model can't be read back.
pub fn scores(studied: &[Studied], more: &[Studied], files: &[String], recipe: Recipe) -> Result<String> {
    if !files.is_empty() {
        let (screener, apart) = apart_from(studied, more, files, recipe)?;
        return Ok(apart.map(|one| row(&screener, one, 0)).collect());
    }
    let mut rows = String::new();
    for fold in 0..FOLDS {
        let screener = trained(studied.iter().filter(move |one| one.message.fold() != fold), more, recipe)?;
        rows.extend(
            studied.iter().filter(|one| one.message.fold() == fold).map(|one| row(&screener, one, fold)),
        );
    }
    Ok(rows)
}

/// A message's row of scores.
fn row(screener: &Screener, one: &Studied, fold: usize) -> String {
    let score = screener.score(&one.message.text);
    let (tells, sensitive) = score.map_or((0.0, 0.0), |score| (score.tells, score.sensitive));
    let severity = one.message.severity.map_or("ok".to_owned(), |s| format!("{s:?}").to_lowercase());
    let tags: Vec<&str> = one.message.tags.iter().map(String::as_str).collect();
    let found: Vec<String> = one
        .study
        .rules
        .findings
        .iter()
        .map(|found| format!("{}={}={:?}", found.rule.as_str(), found.level.number(), found.severity))
        .collect();
    let level = screen(screener, &one.message).level.number();
    format!(
        "{}\t{fold}\t{severity}\t{}\t{}\t{level}\t{tells:.3}\t{sensitive:.3}\t{}\n",
        one.message.id,
        one.message.lang,
        tags.join(","),
        found.join(",")
    )
}

/// Every message as screened by this screener.
#[must_use]
pub fn screen_all(screener: &Screener, messages: Vec<Message>) -> Vec<(Message, Screening)> {
    messages
        .into_iter()
        .map(|message| {
            let screening = screen(screener, &message);
            (message, screening)
        })
        .collect()
}

fn screen(screener: &Screener, message: &Message) -> Screening {
    screener.screen(&message.text, Channel::Sms, &Practice::default())
}
