//! Twilio's default keyword handling on long codes: whole-message single words, any case. "STOP please" and
//! Spanish words do not match, which is why the client has to read for itself.

/// What a keyword does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyword {
    Stop,
    Start,
    Help,
}

const STOP: [&str; 6] = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"];
const START: [&str; 3] = ["START", "YES", "UNSTOP"];
const HELP: [&str; 2] = ["HELP", "INFO"];

/// The keyword that `body` is, if the whole of it is one.
pub(crate) fn keyword(body: &str) -> Option<Keyword> {
    let word = body.trim();
    let is = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    if is(&STOP) {
        Some(Keyword::Stop)
    } else if is(&START) {
        Some(Keyword::Start)
    } else if is(&HELP) {
        Some(Keyword::Help)
    } else {
        None
    }
}

/// The carrier's own answer. YES from somebody who never opted out is an ordinary word and gets none.
pub(crate) fn answer(keyword: Keyword, was_blocked: bool) -> Option<&'static str> {
    match (keyword, was_blocked) {
        (Keyword::Stop, false) => Some(
            "You have successfully been unsubscribed. You will not receive any more messages from this number. \
             Reply START to resubscribe.",
        ),
        (Keyword::Start, true) => Some(
            "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply \
             STOP to unsubscribe. Msg&Data Rates May Apply.",
        ),
        (Keyword::Help, _) => Some("Reply STOP to unsubscribe. Msg&Data Rates May Apply."),
        (Keyword::Stop, true) | (Keyword::Start, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Keyword, keyword};

    #[test]
    fn only_a_whole_message_counts() {
        assert_eq!(keyword(" stop\n"), Some(Keyword::Stop));
        assert_eq!(keyword("Yes"), Some(Keyword::Start));
        assert_eq!(keyword("info"), Some(Keyword::Help));
        for ordinary in ["STOP please", "ALTO", "yes please", "s t o p", ""] {
            assert_eq!(keyword(ordinary), None);
        }
    }
}
