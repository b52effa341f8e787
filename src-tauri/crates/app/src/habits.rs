//! Words that staff type behind a template again and again: they may belong into the pair. The nightly check keeps that
//! there are some and counts; what they are is read from the sent texts anew whenever somebody wants to propose them, so
//! nobody's words are kept twice. Proposing is writing another wording: somebody who wrote none of it approves it.
//!
//! Looked at are texts as they were worded by what is in use now. Words count when they went to several conversations and
//! the screener has nothing to remark in them, so that nothing of one patient becomes a proposal.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{Channel, Language, Span, TemplateId, ThreadId, Timestamp};
use foyer_phi::Level;
use foyer_policy::template::{self, TemplateLevel, TemplateState, Wording};
use foyer_store::{
    ReadTx, StoreError,
    drift::{self, SentRow},
    templates::VersionRow,
};

use crate::{
    desk::Office,
    drifting::LOOK_BACK,
    templating::{self, Template},
};

/// Fewer texts than these are no habit, nor are texts to fewer conversations: our own figures.
const TEXTS: u32 = 5;
const THREADS: usize = 3;

/// Words that most texts made of a template end with, in one language.
pub(crate) struct Habit {
    pub(crate) language: Language,
    /// As they were typed last.
    pub(crate) words: String,
    /// In so many texts.
    pub(crate) times: u32,
}

/// What ends most texts of each template in use, and what that template is declared at.
pub(crate) fn in_texts(
    office: &Office,
    tx: &ReadTx<'_>,
    sent: &[SentRow],
) -> Result<Vec<(TemplateId, TemplateLevel, Habit)>, StoreError> {
    let mut found = Vec::new();
    for template in Template::all(tx)? {
        let Some(row) = template.in_use() else { continue };
        found.extend(of(office, row, sent).into_iter().map(|habit| (row.template, row.level, habit)));
    }
    Ok(found)
}

/// Another wording of a template, English and Spanish, with what is typed behind the one in use; `None` where nothing is,
/// or where another wording waits already.
pub(crate) fn proposed(
    office: &Office,
    tx: &ReadTx<'_>,
    id: TemplateId,
    now: Timestamp,
) -> Result<Option<[String; 2]>, StoreError> {
    let template = Template::get(tx, id)?;
    let row = template.newest()?;
    if row.state != TemplateState::Approved {
        return Ok(None);
    }
    let sent = drift::sent_between(tx, now.minus(LOOK_BACK), now.plus(Span::millis(1_000)))?;
    let habits = of(office, row, &sent);
    let side = |language| {
        let typed = templating::words_of(row, language).unwrap_or_default();
        let habit = habits.iter().find(|habit| habit.language == language);
        habit.map_or_else(|| typed.to_owned(), |habit| with(typed, &habit.words))
    };
    Ok((!habits.is_empty()).then(|| [side(Language::En), side(Language::Es)]))
}

/// Texts that end alike.
#[derive(Default)]
struct Alike {
    times: u32,
    threads: BTreeSet<ThreadId>,
    words: String,
}

fn of(office: &Office, row: &VersionRow, sent: &[SentRow]) -> Vec<Habit> {
    let made_of_it = |text: &&SentRow| matches!(text.made_of.as_slice(), [one] if one.version == row.seq);
    let texts: Vec<_> = sent.iter().filter(made_of_it).collect();
    let mut found = Vec::new();
    for language in [Language::En, Language::Es] {
        let wording = templating::words_of(row, language).and_then(|typed| Wording::parse(typed).ok());
        let Some(wording) = wording else { continue };
        let (mut all, mut alike) = (0_u32, BTreeMap::<String, Alike>::new());
        for text in &texts {
            let body = text.body.reveal();
            let behind = wording.typed_behind(body);
            if behind.is_none() && !wording.stands_in(body) {
                continue;
            }
            all = all.saturating_add(1);
            if let Some((words, print)) =
                behind.map(|words| (words, print(words))).filter(|(_, print)| !print.is_empty())
            {
                let one = alike.entry(print).or_default();
                one.times = one.times.saturating_add(1);
                one.threads.insert(text.thread);
                words.clone_into(&mut one.words);
            }
        }
        let most = alike.into_values().max_by_key(|one| one.times);
        let most = most.filter(|one| one.times >= TEXTS && one.threads.len() >= THREADS);
        let Some(most) = most.filter(|one| one.times.saturating_mul(2) > all) else { continue };
        if fits(office, row, &wording, language, &most.words) {
            found.push(Habit { language, words: most.words, times: most.times });
        }
    }
    found
}

/// What the same words have in common, however they were typed.
fn print(words: &str) -> String {
    let letters = words.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    let spaced: String = letters.flat_map(char::to_lowercase).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the words could stand in the wording: nothing in them that the screener remarks, and no more told than is
/// declared.
fn fits(office: &Office, row: &VersionRow, wording: &Wording, language: Language, words: &str) -> bool {
    let about = office.screening_context(Vec::new());
    let quiet = office.screener.screen(words, Channel::Sms, &about).level == Level::Quiet;
    let longer = Wording::parse(&with(&wording.typed(language), words));
    quiet && longer.is_ok_and(|longer| template::level_told(&longer, language, &office.screener) <= row.level)
}

/// A wording with words behind it.
fn with(typed: &str, words: &str) -> String {
    format!("{typed} {words}")
}
