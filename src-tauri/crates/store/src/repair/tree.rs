//! SQLite's pages taken apart: what a page of a tree holds, and what a record says (file format, sections 1.6 and 2.1).
//!
//! Whatever does not add up is `None` and a loss that is counted; nothing is guessed.

use rusqlite::types::Value;

/// What a page of a tree holds.
pub(super) enum Held {
    /// Pages below, and the records that stand between them: only an index has those.
    Branch { below: Vec<u32>, between: Vec<Cell> },
    /// Records.
    Leaf(Vec<Cell>),
}

/// One record, as far as it lies in this page.
pub(super) struct Cell {
    /// Its row's number, in a table that has them.
    pub(super) rowid: Option<i64>,
    /// So many bytes it has in all.
    length: usize,
    local: Vec<u8>,
    /// Where it goes on.
    rest: u32,
}

/// Whose pages they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Rows by number.
    Table,
    /// Records in order: an index, or a table without row numbers.
    Index,
}

/// What a page is, and what it holds; `None` for one that is no page of a tree. Cells that make no sense are counted.
pub(super) fn held(page: &[u8], number: u32) -> Option<(Kind, Held, u64)> {
    let head = if number == 1 { 100 } else { 0 };
    let (kind, leaf) = match page.get(head)? {
        2 => (Kind::Index, false),
        5 => (Kind::Table, false),
        10 => (Kind::Index, true),
        13 => (Kind::Table, true),
        _ => return None,
    };
    let cells = usize::from(two(page, head + 3)?);
    let first = head + if leaf { 8 } else { 12 };
    let mut lost = 0_u64;
    let (mut found, mut below) = (Vec::with_capacity(cells), Vec::new());
    for place in 0..cells {
        let at = usize::from(two(page, first.checked_add(place.checked_mul(2)?)?)?);
        let after = if leaf {
            at
        } else {
            below.push(four(page, at)?);
            at.checked_add(4)?
        };
        match (kind, leaf) {
            // Only a number stands between the pages of a table.
            (Kind::Table, false) => {}
            (Kind::Table, true) | (Kind::Index, _) => match cell(page, after, kind) {
                Some(cell) => found.push(cell),
                None => lost = lost.saturating_add(1),
            },
        }
    }
    if leaf {
        return Some((kind, Held::Leaf(found), lost));
    }
    below.push(four(page, head + 8)?);
    Some((kind, Held::Branch { below, between: found }, lost))
}

fn cell(page: &[u8], at: usize, kind: Kind) -> Option<Cell> {
    let (length, at) = varint(page, at)?;
    let length = usize::try_from(length).ok()?;
    let (rowid, at) = match kind {
        Kind::Table => {
            let (rowid, at) = varint(page, at)?;
            (Some(rowid), at)
        }
        Kind::Index => (None, at),
    };
    let usable = page.len();
    let least = usable.checked_sub(12)?.checked_mul(32)? / 255 - 23;
    let most = match kind {
        Kind::Table => usable.checked_sub(35)?,
        Kind::Index => usable.checked_sub(12)?.checked_mul(64)? / 255 - 23,
    };
    let here = if length <= most {
        length
    } else {
        let fitting = least.checked_add(length.checked_sub(least)? % usable.checked_sub(4)?)?;
        if fitting <= most { fitting } else { least }
    };
    let end = at.checked_add(here)?;
    let rest = if here < length { four(page, end)? } else { 0 };
    Some(Cell { rowid, length, local: page.get(at..end)?.to_vec(), rest })
}

/// A record's bytes with those that lie in other pages; `None` when one of them cannot be read.
pub(super) fn whole(
    cell: Cell,
    mut page: impl FnMut(u32) -> Result<Option<Vec<u8>>, std::io::Error>,
) -> Result<Option<Vec<u8>>, std::io::Error> {
    let Cell { length, mut local, mut rest, .. } = cell;
    // No longer than it says, so that a circle ends.
    while local.len() < length {
        let Some(more) = (if rest == 0 { None } else { page(rest)? }) else { return Ok(None) };
        let Some(next) = four(&more, 0) else { return Ok(None) };
        let missing = length.saturating_sub(local.len());
        local.extend(more.get(4..).unwrap_or_default().iter().take(missing));
        rest = next;
    }
    Ok(Some(local))
}

/// The values of a record; `None` when it makes no sense.
pub(super) fn values(record: &[u8]) -> Option<Vec<Value>> {
    let (head, mut at) = varint(record, 0)?;
    let head = usize::try_from(head).ok()?;
    let (mut body, mut values) = (head, Vec::new());
    while at < head {
        let (kind, next) = varint(record, at)?;
        at = next;
        let (value, bytes) = match kind {
            0 => (Value::Null, 0),
            1..=6 => {
                let bytes = match kind {
                    5 => 6,
                    6 => 8,
                    other => usize::try_from(other).ok()?,
                };
                (Value::Integer(integer(record.get(body..body.checked_add(bytes)?)?)), bytes)
            }
            7 => (Value::Real(f64::from_be_bytes(*record.get(body..)?.first_chunk::<8>()?)), 8),
            8 => (Value::Integer(0), 0),
            9 => (Value::Integer(1), 0),
            kind if kind >= 12 => {
                let bytes = usize::try_from((kind - 12) / 2).ok()?;
                let content = record.get(body..body.checked_add(bytes)?)?.to_vec();
                let value = if kind % 2 == 0 {
                    Value::Blob(content)
                } else {
                    Value::Text(String::from_utf8(content).ok()?)
                };
                (value, bytes)
            }
            _ => return None,
        };
        body = body.checked_add(bytes)?;
        values.push(value);
    }
    (at == head && body == record.len()).then_some(values)
}

/// Two's complement of one to eight bytes.
fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    bytes.iter().fold(if negative { -1 } else { 0 }, |value: i64, byte| value << 8 | i64::from(*byte))
}

/// One to nine bytes of seven bits, of which the ninth has eight.
fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut value = 0_u64;
    for place in 0..9 {
        let next = at.checked_add(place)?;
        let byte = *bytes.get(next)?;
        if place == 8 {
            value = value << 8 | u64::from(byte);
            return Some((value.cast_signed(), next.checked_add(1)?));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value.cast_signed(), next.checked_add(1)?));
        }
    }
    None
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk::<2>()?))
}

pub(super) fn four(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk::<4>()?))
}
