//! How long patients wait for an answer, told by the steps of one conversation.
//!
//! A wait begins with the first text that nobody has answered and ends with the next answer; closing the conversation
//! settles it without one. What lies between is not counted again: three texts in a row are one wait.

use crate::{Span, Timestamp, UserId};

/// What happened in a conversation, as far as somebody waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The patient wrote.
    Asked,
    /// The practice answered in Foyer; `by` whom, where it was a person.
    Answered {
        /// Who.
        by: Option<UserId>,
    },
    /// The practice answered past Foyer, so both times are the carrier's.
    AnsweredElsewhere,
    /// Somebody closed it: what was open needs no answer.
    Closed,
}

/// One step of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// When it happened, by the clock of whoever did it.
    pub at: Timestamp,
    /// When Foyer knew of it: the order in which the desk saw things.
    pub here_at: Timestamp,
    /// What.
    pub turn: Turn,
}

/// Somebody waited, or still does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// When the patient wrote.
    pub asked_at: Timestamp,
    /// When that was answered, and by whom; `None` while it is not.
    pub answer: Option<(Timestamp, Option<UserId>)>,
}

impl Wait {
    /// How long it took; never less than nothing, whatever two clocks say. `None` while it goes on.
    pub fn took(&self) -> Option<Span> {
        self.answer.map(|(at, _)| Span::millis(at.since(self.asked_at).as_millis().max(0)))
    }
}

/// The waits of one conversation, oldest first. Steps come in any order and are put in the desk's.
pub fn waits(mut steps: Vec<Step>) -> Vec<Wait> {
    steps.sort_by_key(|step| (step.here_at, order(step.turn), step.at));
    let (mut all, mut open): (Vec<Wait>, Option<Timestamp>) = (Vec::new(), None);
    for step in steps {
        match (step.turn, open) {
            (Turn::Asked, None) => open = Some(step.at),
            (Turn::Answered { by }, Some(asked_at)) => {
                all.push(Wait { asked_at, answer: Some((step.at, by)) });
                open = None;
            }
            // What was written before the patient's text cannot have been meant for it.
            (Turn::AnsweredElsewhere, Some(asked_at)) if asked_at < step.at => {
                all.push(Wait { asked_at, answer: Some((step.at, None)) });
                open = None;
            }
            (Turn::Closed, _) => open = None,
            (Turn::Asked | Turn::AnsweredElsewhere, Some(_))
            | (Turn::Answered { .. } | Turn::AnsweredElsewhere, None) => {}
        }
    }
    all.extend(open.map(|asked_at| Wait { asked_at, answer: None }));
    all
}

const fn order(turn: Turn) -> u8 {
    match turn {
        Turn::Asked => 0,
        Turn::Answered { .. } | Turn::AnsweredElsewhere => 1,
        Turn::Closed => 2,
    }
}

/// The span that `percent` of `spans` do not exceed, by nearest rank; `None` of none. 50 is the typical one, 90 where
/// the slowest tenth begins.
pub fn nearest_rank(spans: &mut [Span], percent: u8) -> Option<Span> {
    spans.sort_unstable();
    let rank = spans.len().saturating_mul(usize::from(percent.min(100))).div_ceil(100).max(1);
    spans.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    const fn step(minute: i64, turn: Turn) -> Step {
        Step { at: at(minute), here_at: at(minute), turn }
    }

    const STAFF: Turn = Turn::Answered { by: None };

    fn minutes(steps: Vec<Step>) -> Vec<(i64, Option<i64>)> {
        waits(steps)
            .iter()
            .map(|wait| (wait.asked_at.millis() / 60_000, wait.took().map(|took| took.as_millis() / 60_000)))
            .collect()
    }

    #[test]
    fn three_texts_in_a_row_are_one_wait() {
        let steps = vec![
            step(1, Turn::Asked),
            step(2, Turn::Asked),
            step(9, STAFF),
            step(10, STAFF),
            step(20, Turn::Asked),
        ];
        assert_eq!(minutes(steps), [(1, Some(8)), (20, None)]);
    }

    #[test]
    fn closing_settles_and_an_answer_from_before_is_none() {
        let closed =
            vec![step(1, Turn::Asked), step(5, Turn::Closed), step(30, Turn::Asked), step(33, STAFF)];
        assert_eq!(minutes(closed), [(30, Some(3))]);
        let elsewhere = |minute| Step { at: at(minute), here_at: at(20), turn: Turn::AnsweredElsewhere };
        assert_eq!(minutes(vec![step(10, Turn::Asked), elsewhere(8)]), [(10, None)]);
        assert_eq!(minutes(vec![step(10, Turn::Asked), elsewhere(12)]), [(10, Some(2))]);
    }

    #[test]
    fn a_text_that_came_late_was_not_answered_before_it_was_here() {
        let late = Step { at: at(1), here_at: at(60), turn: Turn::Asked };
        assert_eq!(minutes(vec![late, step(30, STAFF), step(70, STAFF)]), [(1, Some(69))]);
        let ahead = Step { at: at(90), here_at: at(60), turn: Turn::Asked };
        assert_eq!(minutes(vec![ahead, step(70, STAFF)]), [(90, Some(0))], "two clocks disagree");
    }

    #[test]
    fn ranks() {
        let mut spans: Vec<Span> = (1..=10).rev().map(Span::minutes).collect();
        assert_eq!(nearest_rank(&mut spans, 50), Some(Span::minutes(5)));
        assert_eq!(nearest_rank(&mut spans, 90), Some(Span::minutes(9)));
        assert_eq!(nearest_rank(&mut [Span::minutes(4)], 90), Some(Span::minutes(4)));
        assert_eq!(nearest_rank(&mut [], 50), None);
    }
}
