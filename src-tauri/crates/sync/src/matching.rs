//! Which row of the carrier's list is which text of ours, when no answer told us.
//!
//! The carrier keeps no reference of ours, so the number, the words and the time must do. A row counts when it
//! went to the same number from the same line, says the same (as the carrier may have straightened it), was
//! made within an hour of the attempt, and is nobody else's yet. Equal texts ("Yes." twice) are matched oldest
//! to oldest, by count: which of two equal texts is which makes no difference to anybody. The hour is wide on
//! purpose: every row of ours that was answered for is bound already, so width costs nothing, and a desk whose
//! clock is wrong by some minutes still finds its texts.

use foyer_domain::{Span, Timestamp, straighten};

/// How far the carrier's time may lie from ours.
const WINDOW: Span = Span::hours(1);

/// A text whose attempt had no clear answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt<'a, T> {
    pub(crate) text: T,
    pub(crate) body: &'a foyer_domain::Private,
    /// When the first byte may have left.
    pub(crate) started_at: Timestamp,
}

/// An outbound row of the carrier's list that is bound to no text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a, R> {
    pub(crate) row: R,
    pub(crate) body: &'a foyer_domain::Private,
    /// When the carrier made it; a row without a time is as old as can be.
    pub(crate) created_at: Option<Timestamp>,
}

/// Pairs doubts with rows, each row at most once.
pub(crate) fn pair<T: Copy, R: Copy>(doubts: &[Doubt<'_, T>], rows: &[Row<'_, R>]) -> Vec<(T, R)> {
    let mut doubts: Vec<(String, &Doubt<'_, T>)> =
        doubts.iter().map(|doubt| (plain(doubt.body.reveal()), doubt)).collect();
    doubts.sort_by_key(|(_, doubt)| doubt.started_at);
    let mut rows: Vec<(String, &Row<'_, R>)> =
        rows.iter().map(|row| (plain(row.body.reveal()), row)).collect();
    rows.sort_by_key(|(_, row)| row.created_at);
    let mut pairs = Vec::new();
    for (words, doubt) in doubts {
        let found =
            rows.iter().position(|(said, row)| *said == words && near(doubt.started_at, row.created_at));
        if let Some(at) = found {
            let (_, row) = rows.remove(at);
            pairs.push((doubt.text, row.row));
        }
    }
    pairs
}

fn near(started_at: Timestamp, created_at: Option<Timestamp>) -> bool {
    // The adapter could not read the time; number and words still match and nobody else has the row.
    created_at.is_none_or(|created| started_at.minus(WINDOW) <= created && created <= started_at.plus(WINDOW))
}

/// The words as the carrier may have changed them: line ends, white space at the ends, typographic characters.
fn plain(body: &str) -> String {
    straighten(&body.replace("\r\n", "\n")).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use foyer_domain::Private;

    use super::*;

    const fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn doubt(text: u8, body: &Private, started: i64) -> Doubt<'_, u8> {
        Doubt { text, body, started_at: at(started) }
    }

    fn row(row: char, body: &Private, created: i64) -> Row<'_, char> {
        Row { row, body, created_at: Some(at(created)) }
    }

    #[test]
    fn equal_texts_go_oldest_to_oldest_and_each_row_once() {
        let yes = Private::new("Yes.");
        let doubts = [doubt(2, &yes, 20), doubt(1, &yes, 10), doubt(3, &yes, 30)];
        let rows = [row('b', &yes, 21), row('a', &yes, 11)];
        assert_eq!(pair(&doubts, &rows), [(1, 'a'), (2, 'b')]);
    }

    #[test]
    fn straightened_words_still_match_and_others_do_not() {
        let ours = Private::new("It’s at 9 – ok?\r\n");
        let theirs = Private::new("It's at 9 - ok?");
        let other = Private::new("It's at 8 - ok?");
        assert_eq!(pair(&[doubt(1, &ours, 10)], &[row('a', &other, 10), row('b', &theirs, 12)]), [(1, 'b')]);
    }

    #[test]
    fn a_row_of_another_day_is_another_text() {
        let body = Private::new("See you at nine.");
        assert_eq!(pair(&[doubt(1, &body, 100_000)], &[row('a', &body, 100)]), []);
        assert_eq!(pair(&[doubt(1, &body, 100_000)], &[row('a', &body, 97_000)]), [(1, 'a')]);
    }
}
