//! Which row of the carrier's list is which text of ours, when no answer told us.
//!
//! The carrier keeps no reference of ours, so the number, the words and the time must do. A row counts when it went
//! to the same number from the same line, says the same (as the carrier may have straightened it), was made within an
//! hour of one of the unclear attempts, and is nobody else's yet. Equal texts ("Yes." twice) are matched oldest to
//! oldest, by count: which of two equal texts is which makes no difference to anybody. The hour is wide on purpose:
//! every row of ours that was answered for is bound already, so width costs nothing, and a desk whose clock is wrong
//! by some minutes still finds its texts.

use foyer_domain::{Span, Timestamp, straighten};

/// How far the carrier's time may lie from ours.
const WINDOW: Span = Span::hours(1);

/// A text with attempts that had no clear answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt<'a, T> {
    pub(crate) text: T,
    pub(crate) body: &'a foyer_domain::Private,
    /// When each of them may have left, first to last.
    pub(crate) tried_at: &'a [Timestamp],
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
    doubts.sort_by_key(|(_, doubt)| doubt.tried_at.first().copied());
    let mut rows: Vec<(String, &Row<'_, R>)> =
        rows.iter().map(|row| (plain(row.body.reveal()), row)).collect();
    rows.sort_by_key(|(_, row)| row.created_at);
    let mut pairs = Vec::new();
    for (words, doubt) in doubts {
        let found = rows.iter().position(|(said, row)| {
            (*said == words || bug!(MatchIgnoresWords))
                && (near(doubt.tried_at, row.created_at) || bug!(MatchIgnoresTime))
        });
        if let Some(at) = found {
            let (_, row) = rows.remove(at);
            pairs.push((doubt.text, row.row));
        }
    }
    pairs
}

fn near(tried_at: &[Timestamp], created_at: Option<Timestamp>) -> bool {
    // The adapter could not read the time; number and words still match and nobody else has the row.
    created_at.is_none_or(|created| {
        tried_at.iter().any(|tried| tried.minus(WINDOW) <= created && created <= tried.plus(WINDOW))
    })
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

    const fn doubt<'a>(text: u8, body: &'a Private, tried_at: &'a [Timestamp]) -> Doubt<'a, u8> {
        Doubt { text, body, tried_at }
    }

    fn row(row: char, body: &Private, created: i64) -> Row<'_, char> {
        Row { row, body, created_at: Some(at(created)) }
    }

    #[test]
    fn equal_texts_go_oldest_to_oldest_and_each_row_once() {
        let yes = Private::new("Yes.");
        let (early, later, last) = ([at(10)], [at(20)], [at(30)]);
        let doubts = [doubt(2, &yes, &later), doubt(1, &yes, &early), doubt(3, &yes, &last)];
        let rows = [row('b', &yes, 21), row('a', &yes, 11)];
        assert_eq!(pair(&doubts, &rows), [(1, 'a'), (2, 'b')]);
    }

    #[test]
    fn straightened_words_still_match_and_others_do_not() {
        let ours = Private::new("It’s at 9 – ok?\r\n");
        let theirs = Private::new("It's at 9 - ok?");
        let other = Private::new("It's at 8 - ok?");
        assert_eq!(
            pair(&[doubt(1, &ours, &[at(10)])], &[row('a', &other, 10), row('b', &theirs, 12)]),
            [(1, 'b')]
        );
    }

    #[test]
    fn a_row_of_another_day_is_another_text() {
        let body = Private::new("See you at nine.");
        let tried = [at(100_000)];
        assert_eq!(pair(&[doubt(1, &body, &tried)], &[row('a', &body, 100)]), []);
        assert_eq!(pair(&[doubt(1, &body, &tried)], &[row('a', &body, 97_000)]), [(1, 'a')]);
    }

    #[test]
    fn any_of_several_unclear_attempts_may_be_the_one_that_got_through() {
        let body = Private::new("See you at nine.");
        let tried = [at(0), at(20_000), at(100_000)];
        for near in [100, 21_000, 99_000] {
            assert_eq!(pair(&[doubt(1, &body, &tried)], &[row('a', &body, near)]), [(1, 'a')]);
        }
        assert_eq!(pair(&[doubt(1, &body, &tried)], &[row('a', &body, 60_000)]), []);
    }
}
