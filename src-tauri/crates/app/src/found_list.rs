//! What was found, as a file: a row a text or note, with the words that the page shows of it and no more. No cell is
//! anything a spreadsheet would work out.

use chrono_tz::Tz;

use crate::{
    report::files::{channel, harmless, time},
    wire::TextHit,
};

/// More rows than anybody goes through by hand.
pub(crate) const ROWS_AT_MOST: usize = 10_000;

const HEADS: [&str; 7] = ["When", "With", "Written by", "What", "Words", "Not delivered", "Files"];

/// The file.
///
/// # Errors
/// When a row cannot be written down, which memory alone could cause.
pub(crate) fn file(hits: &[TextHit], zone: Tz) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(HEADS)?;
    for hit in hits {
        let by = match (&hit.staff, hit.ours) {
            (Some(staff), _) => staff.as_str(),
            (None, true) => "the practice",
            (None, false) => "patient",
        };
        let what = match hit.channel {
            None => "note".to_owned(),
            Some(_) if hit.handed_off => "handed off to the portal".to_owned(),
            Some(kind) => channel(kind).to_owned(),
        };
        let dots = |cut: bool| if cut { "…" } else { "" };
        let words = format!("{}{}{}", dots(hit.cut.0), hit.snippet, dots(hit.cut.1));
        let failed = if hit.failed { "yes" } else { "" };
        let files = if hit.files > 0 { hit.files.to_string() } else { String::new() };
        let cells = [&time(hit.at, zone), hit.name.as_str(), by, &what, &words, failed, &files];
        out.write_record(cells.map(harmless))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}
