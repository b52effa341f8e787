//! A list from another system as a table of words: bytes in, cells out. What the words mean is `lines`.
//!
//! Whatever program wrote it: commas, semicolons, tabs or bars; UTF-8 with or without its mark, UTF-16, or the Windows
//! page of the nineties; rows of different lengths; quotes that never end. Formulas are words like any other and are
//! never worked out. A workbook is refused, because its cells can't be read with certainty.

use foyer_domain::PhoneNumber;

/// The most a file may weigh: 5,000 rows of a long line each.
pub(crate) const BYTES_AT_MOST: usize = 4 << 20;

/// The most rows taken at once.
pub(crate) const ROWS_AT_MOST: usize = 5_000;

/// The most columns anybody could choose from.
const COLUMNS_AT_MOST: usize = 60;

/// Longer cells are no number, name, date or form.
const CELL_CHARS: usize = 500;

/// A list, read. `Debug` prints how large it is and nothing of what is in it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The words over the columns; made up where the first row holds a number already.
    pub(crate) columns: Vec<String>,
    /// The rows and their place in the file, counted from 1.
    pub(crate) rows: Vec<(u32, Vec<String>)>,
}

/// Why a file is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoList {
    /// Heavier than is taken.
    #[error("the file is larger than a list can be")]
    TooLarge,
    /// More rows than are taken at once.
    #[error("the list has more rows than are taken at once")]
    TooLong,
    /// A workbook, a picture, a document.
    #[error("the file is no text")]
    NotText,
    /// Nothing in it.
    #[error("the list is empty")]
    Empty,
}

impl Table {
    /// Reads a file of a consent list's size.
    #[cfg(test)]
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, NoList> {
        Self::read_within(bytes, BYTES_AT_MOST, ROWS_AT_MOST)
    }

    /// Reads a file of so many bytes and rows at most.
    ///
    /// # Errors
    /// See [`NoList`].
    pub(crate) fn read_within(
        bytes: &[u8],
        bytes_at_most: usize,
        rows_at_most: usize,
    ) -> Result<Self, NoList> {
        if bytes.len() > bytes_at_most {
            return Err(NoList::TooLarge);
        }
        let text = decode(bytes)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(&text))
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            // The text is UTF-8 by now and rows may differ in length; nothing else can fail.
            let record = record.map_err(|_| NoList::NotText)?;
            let cells: Vec<String> = record.iter().take(COLUMNS_AT_MOST).map(cell).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((u32::try_from(line).unwrap_or(u32::MAX), cells));
            if rows.len() > rows_at_most + 1 {
                return Err(NoList::TooLong);
            }
        }
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let headed = rows.first().is_some_and(|(_, cells)| !cells.iter().any(|cell| is_number(cell)));
        let heads = if headed && !rows.is_empty() { rows.remove(0).1 } else { Vec::new() };
        if rows.is_empty() {
            return Err(NoList::Empty);
        }
        if rows.len() > rows_at_most {
            return Err(NoList::TooLong);
        }
        let columns = (0..width)
            .map(|place| match heads.get(place).filter(|head| !head.is_empty()) {
                Some(head) => head.clone(),
                None => format!("Column {}", place + 1),
            })
            .collect();
        Ok(Self { columns, rows })
    }

    /// The first values of a column that has any, to recognise it by.
    pub(crate) fn samples(&self, column: usize, count: usize) -> Vec<String> {
        let values = self.rows.iter().filter_map(|(_, cells)| cells.get(column));
        values.filter(|value| !value.is_empty()).take(count).cloned().collect()
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} columns, {} rows)", self.columns.len(), self.rows.len())
    }
}

/// Whether a cell holds a number that could be texted.
pub(crate) fn is_number(cell: &str) -> bool {
    PhoneNumber::parse(cell).is_ok()
}

/// A cell without what cannot be seen, and without the dress that spreadsheets put on numbers to keep them words:
/// `="7135550142"` and `'7135550142`.
fn cell(raw: &str) -> String {
    let words: String = raw.chars().map(|c| if c.is_control() { ' ' } else { c }).take(CELL_CHARS).collect();
    let words = words.trim();
    let dressed = words.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let bare = dressed.or_else(|| words.strip_prefix('\'')).map(str::trim);
    bare.filter(|bare| is_number(bare)).unwrap_or(words).to_owned()
}

fn decode(bytes: &[u8]) -> Result<String, NoList> {
    // A zipped workbook, an old workbook, a document, a picture.
    const OTHERS: [&[u8]; 6] =
        [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"{\\rtf"];
    if OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Err(NoList::NotText);
    }
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::WINDOWS_1252,
    };
    let (text, ..) = encoding.decode(bytes);
    // Text has no zero bytes; what is full of them is something else.
    if text.chars().filter(|c| *c == '\0').count() > 8 {
        return Err(NoList::NotText);
    }
    // One kind of line end, so that a row's place is the one a spreadsheet shows.
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// What stands between the cells: whatever the first line has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let first: Vec<u8> = text
        .bytes()
        .skip_while(|byte| matches!(byte, b'\r' | b'\n'))
        .take_while(|byte| {
            quoted ^= *byte == b'"';
            quoted || !matches!(byte, b'\r' | b'\n')
        })
        .collect();
    let mut quoted = false;
    let outside: Vec<u8> = first
        .into_iter()
        .filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted
        })
        .collect();
    let count = |wanted: u8| outside.iter().filter(|byte| **byte == wanted).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|wanted| count(*wanted)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: impl AsRef<[u8]>) -> Table {
        Table::read(bytes.as_ref()).unwrap()
    }

    #[test]
    fn whatever_program_wrote_it_the_cells_are_the_same() {
        let plain = "Phone,Name,Date\n(713) 555-0142,José Peña,2026-10-01\n";
        let wanted = table(plain);
        assert_eq!(wanted.columns, ["Phone", "Name", "Date"]);
        assert_eq!(
            wanted.rows,
            [(2, ["(713) 555-0142", "José Peña", "2026-10-01"].map(str::to_owned).to_vec())]
        );
        let utf16 = |big: bool| -> Vec<u8> {
            let mark = '\u{feff}'.to_string() + plain;
            mark.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let latin: Vec<u8> = plain.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        for other in [
            format!("\u{feff}{plain}").into_bytes(),
            utf16(true),
            utf16(false),
            latin,
            plain.replace(',', ";").into_bytes(),
            plain.replace(',', "\t").replace('\n', "\r\n").into_bytes(),
            plain.replace(',', "|").into_bytes(),
        ] {
            assert_eq!(table(&other), wanted);
        }
    }

    #[test]
    fn a_list_without_heads_is_known_by_its_numbers() {
        let headless = table("7135550142,2026-10-01\n7135550143\n\n,,\n");
        assert_eq!(headless.columns, ["Column 1", "Column 2"]);
        assert_eq!(headless.rows.len(), 2, "rows of different lengths, and empty ones are none");
        assert_eq!(headless.samples(1, 3), ["2026-10-01"]);
    }

    #[test]
    fn formulas_stay_words_and_dressed_numbers_are_numbers() {
        let list = table(
            "Phone,Form\n\"=\"\"7135550142\"\"\",\"=HYPERLINK(\"\"http://x\"\")\"\n'7135550143,@SUM(A1)\n",
        );
        assert_eq!(list.rows[0].1, ["7135550142", "=HYPERLINK(\"http://x\")"]);
        assert_eq!(list.rows[1].1, ["7135550143", "@SUM(A1)"]);
    }

    #[test]
    fn what_is_no_list_is_said_to_be_none() {
        let refused = |bytes: &[u8]| Table::read(bytes).unwrap_err();
        assert_eq!(refused(b""), NoList::Empty);
        assert_eq!(refused(b"Phone,Name\n"), NoList::Empty);
        assert_eq!(refused(b"PK\x03\x04workbook"), NoList::NotText);
        assert_eq!(refused(&[0; 64]), NoList::NotText);
        assert_eq!(refused(&vec![b'x'; BYTES_AT_MOST + 1]), NoList::TooLarge);
        assert_eq!(refused("7135550142\n".repeat(ROWS_AT_MOST + 1).as_bytes()), NoList::TooLong);
        assert_eq!(table("7135550142\n".repeat(ROWS_AT_MOST)).rows.len(), ROWS_AT_MOST);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_list_or_none(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
            if let Ok(table) = Table::read(&bytes) {
                assert!(!table.rows.is_empty() && table.columns.len() <= COLUMNS_AT_MOST);
            }
        }

        #[test]
        fn ugly_text_is_a_list_or_none(text in "[a-z0-9\",;\t\r\n'=\\\\ ]{0,200}") {
            let _ = Table::read(text.as_bytes());
        }
    }
}
