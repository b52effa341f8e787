//! Answers that came while nobody knew whether the notice had gone.

use foyer_domain::Timestamp;
use foyer_policy::{Badge, ConsentBasis, ConsentEventKind, LateAnswer, RevocationBasis, late_answer};

use crate::story::{Story, message, minute, party, rules};

/// Lupe's texts as the store has them: the number of the message is the minute it came.
type Texts = [(i64, &'static str)];

const NOTICE: u128 = 900;

/// What the pump writes when a notice of minute 0 is found after all of `texts` came and were read.
fn found_late(story: Story, texts: &Texts) -> (Story, Option<LateAnswer>) {
    let story = texts.iter().fold(story, |story, (at, body)| story.texts(body, minute(*at)));
    let story = story.notice(NOTICE, minute(0));
    let answer = again(&story, texts);
    (written(story, answer.as_ref()), answer)
}

fn again(story: &Story, texts: &Texts) -> Option<LateAnswer> {
    let inbound: Vec<_> =
        texts.iter().map(|(at, body)| (message(at.unsigned_abs().into()), minute(*at), *body)).collect();
    let reversed: Vec<_> = inbound.iter().rev().copied().collect();
    let ask = |inbound: &[(_, Timestamp, &str)]| {
        late_answer(message(NOTICE), minute(0), inbound, &story.facts, &party(), &rules())
    };
    assert_eq!(ask(&inbound), ask(&reversed), "order of arrival");
    ask(&inbound)
}

fn written(mut story: Story, answer: Option<&LateAnswer>) -> Story {
    if let Some(answer) = answer {
        let fact = story.fact(answer.kind.clone(), answer.at);
        fact.evidence.message = Some(answer.message);
        fact.evidence.notice = Some(answer.notice);
    }
    story
}

#[test]
fn a_yes_to_a_notice_that_is_found_later_counts_from_when_it_was_written() {
    let texts = [(3, "Hi, is the clinic open today?"), (5, "SÍ"), (6, "no")];
    let (story, answer) = found_late(Story::default(), &texts);
    let kind = ConsentEventKind::Granted(ConsentBasis::RepliedYes);
    let expected = LateAnswer { kind, at: minute(5), message: message(5), notice: message(NOTICE) };
    assert_eq!(answer, Some(expected));
    let standing = story.at(minute(9));
    assert_eq!((standing.badge, standing.since), (Badge::Granted, Some(minute(5))));
    assert_eq!(again(&story, &texts), None, "written once");
}

#[test]
fn a_no_counts_too_and_ends_the_question() {
    let texts = [(5, "No gracias"), (6, "yes")];
    let (story, answer) = found_late(Story::default(), &texts);
    assert_eq!(answer.map(|answer| (answer.kind, answer.at)), Some((ConsentEventKind::Declined, minute(5))));
    assert_eq!((story.at(minute(9)).badge, story.at(minute(9)).declined_at), (Badge::None, Some(minute(5))));
    assert_eq!(again(&story, &texts), None);
}

#[test]
fn what_was_written_before_the_notice_answers_nothing() {
    let (story, answer) = found_late(Story::default(), &[(-1, "yes")]);
    assert_eq!((answer, story.at(minute(9)).badge), (None, Badge::NoticeSent));
    let (_, answer) = found_late(Story::default(), &[(-1, "yes"), (0, "yes")]);
    assert_eq!(answer.map(|answer| answer.at), Some(minute(0)), "the carrier's seconds are coarse");
    assert_eq!(found_late(Story::default(), &[(4, "Yes, I can come at 9. Where do I park?")]).1, None);
}

#[test]
fn a_stop_between_ends_the_question_and_a_stop_after_wins() {
    for texts in [
        &[(4, "STOP"), (5, "yes")][..],
        &[(4, "stop"), (5, "start"), (6, "yes")],
        &[(5, "yes"), (5, "please stop texting me")],
    ] {
        let (story, answer) = found_late(Story::default(), texts);
        assert_eq!(answer, None, "{texts:?}");
        assert_ne!(story.at(minute(9)).badge, Badge::Granted);
    }
    let unread = Story::default().notice(NOTICE, minute(0));
    assert_eq!(again(&unread, &[(4, "STOP"), (5, "yes")]), None, "a STOP whose fact isn't written yet");
    let told = Story::default().revokes(RevocationBasis::Spoken, minute(4));
    assert_eq!(found_late(told, &[(5, "yes")]).1, None);
    let (after, answer) = found_late(Story::default(), &[(5, "yes"), (6, "STOP")]);
    assert!(answer.is_some());
    assert_eq!(after.at(minute(9)).badge, Badge::OptedOut);
    assert_eq!(after.texts("START", minute(10)).at(minute(11)).badge, Badge::Granted, "START gives it back");
}

#[test]
fn an_answer_to_another_notice_is_left_as_it_is() {
    let other = Story::default().notice(7, minute(2)).texts("yes", minute(5));
    let (story, answer) = found_late(other, &[]);
    assert_eq!((answer, again(&story, &[(5, "yes")])), (None, None));
    assert_eq!(story.at(minute(9)).badge, Badge::Granted);
    let agreed = Story::default().agrees(ConsentBasis::Paper, minute(3));
    assert_eq!(found_late(agreed, &[(5, "no")]).1, None, "agreed at the desk: the question was closed");
    let unrecorded = Story::default();
    assert_eq!(again(&unrecorded, &[(5, "yes")]), None, "a notice that isn't a fact can't be answered");
}

#[test]
fn a_yes_to_a_notice_found_lost_does_not_count() {
    let failed = Story::default().notice_failed(NOTICE, minute(8)).texts("yes", minute(5));
    let story = failed.notice_sent(NOTICE, minute(0));
    let answer = again(&story, &[(5, "yes")]);
    assert!(answer.is_some());
    let story = written(story, answer.as_ref());
    assert_eq!(story.at(minute(9)).badge, Badge::None);
    assert_eq!(story.notice_delivered(NOTICE, minute(9)).at(minute(10)).badge, Badge::Granted);
}
