//! Everybody on record as a CSV: a row a number. No cell is anything a spreadsheet would work out.

use foyer_store::{ReadTx, StoreError, contact_imports, households::Kept, patients};

use crate::report::files::harmless;

const HEADS: [&str; 6] = ["Name", "Goes by", "Birth date", "Language", "Number", "Remark"];

/// The file, and how many rows it has.
pub(crate) fn file(tx: &ReadTx<'_>) -> Result<(Vec<u8>, usize), StoreError> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let failed = |_| StoreError::Io(std::io::ErrorKind::Other);
    out.write_record(HEADS).map_err(failed)?;
    let mut rows = 0_usize;
    for one in contact_imports::on_record(tx)? {
        let patient = patients::get(tx, one.patient)?;
        let words =
            |value: Option<foyer_domain::Private>| value.map(|value| value.into_inner()).unwrap_or_default();
        let remark = match one.kept {
            None => "",
            Some(Kept::Private) => "Confidential: not texted here",
            Some(Kept::Wrong) => "Wrong number",
        };
        let cells = [
            patient.full_name.into_inner(),
            words(patient.goes_by),
            words(patient.birth_date),
            patient.language.as_str().to_owned(),
            one.number.map(|number| number.pretty()).unwrap_or_default(),
            remark.to_owned(),
        ];
        out.write_record(cells.map(|cell| harmless(&cell))).map_err(failed)?;
        rows = rows.saturating_add(1);
    }
    let bytes = out.into_inner().map_err(|_| StoreError::Io(std::io::ErrorKind::Other))?;
    Ok((bytes, rows))
}
