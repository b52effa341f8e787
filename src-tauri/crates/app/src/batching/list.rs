//! The rows of a list as a batch needs them: a name, a number, a visit. A table in, entries out; which column is which
//! is guessed by its head, and the number's by what is in it, and a person may say otherwise. A day or a time that cannot
//! be read with certainty is none.

use chrono::{NaiveDate, NaiveTime, Timelike as _};
use chrono_tz::Tz;
use foyer_domain::{PhoneNumber, Private, Timestamp};

use crate::{
    importing::{Table, is_number},
    zone::{OnClock, on_clock},
};

/// No visit begins before this hour; an earlier one without its half of the day may be of the afternoon.
const FIRST_HOUR: u32 = 7;

/// Cells of a column that tell what it is.
const SAMPLES: usize = 20;

const NAMES: [&str; 6] = ["name", "patient", "full name", "nombre", "paciente", "patient name"];
const NUMBERS: [&str; 8] =
    ["phone", "number", "cell", "mobile", "cell phone", "mobile phone", "celular", "tel"];
const DAYS: [&str; 8] =
    ["date", "day", "visit", "appointment", "visit date", "appointment date", "fecha", "cita"];
const TIMES: [&str; 6] = ["time", "hour", "visit time", "appointment time", "hora", "start"];

/// One row.
#[derive(Clone)]
pub(crate) struct Entry {
    /// As the list has it.
    pub(crate) name: Private,
    /// The number; `None` where there is none that could be texted.
    pub(crate) number: Option<PhoneNumber>,
    /// When the visit is; `None` where the list does not say, or not so that it can be read.
    pub(crate) visit_at: Option<Timestamp>,
}

/// Which column says what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Picked {
    pub(crate) name: Option<usize>,
    pub(crate) number: usize,
    pub(crate) day: Option<usize>,
    pub(crate) time: Option<usize>,
}

/// Which columns were read as what, by their heads.
#[derive(Clone, Default)]
pub(crate) struct Columns {
    pub(crate) name: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) day: Option<String>,
    pub(crate) time: Option<String>,
}

/// Which column is which, by the heads; `None` where no column holds numbers.
pub(crate) fn guess(table: &Table) -> Option<Picked> {
    let headed = |heads: &[&str]| {
        table.columns.iter().position(|column| heads.contains(&column.trim().to_lowercase().as_str()))
    };
    let holds_numbers = |column: &usize| table.samples(*column, SAMPLES).iter().any(|cell| is_number(cell));
    let number = headed(&NUMBERS)
        .filter(holds_numbers)
        .or_else(|| (0..table.columns.len()).find(|column| holds_numbers(column)))?;
    Some(Picked { name: headed(&NAMES), number, day: headed(&DAYS), time: headed(&TIMES) })
}

/// Reads the rows; times are of the practice's clock.
pub(crate) fn entries(table: &Table, picked: Picked, here: Tz) -> (Vec<Entry>, Columns) {
    let Picked { name, number, day, time } = picked;
    let cell = |cells: &[String], column: Option<usize>| {
        column.and_then(|column| cells.get(column)).map(|cell| cell.trim().to_owned()).unwrap_or_default()
    };
    let entry = |(_, cells): &(u32, Vec<String>)| Entry {
        name: Private::new(cell(cells, name)),
        number: PhoneNumber::parse(&cell(cells, Some(number))).ok(),
        visit_at: visit(&cell(cells, day), &cell(cells, time), here),
    };
    let head = |column: Option<usize>| column.and_then(|column| table.columns.get(column)).cloned();
    let columns = Columns { name: head(name), number: head(Some(number)), day: head(day), time: head(time) };
    (table.rows.iter().map(entry).collect(), columns)
}

/// A day and a time, in one cell or two.
fn visit(day: &str, time: &str, here: Tz) -> Option<Timestamp> {
    let (day, time) = match day.split_once([' ', 'T']).filter(|_| time.is_empty()) {
        Some((first, rest)) if date(first).is_some() => (first, rest),
        Some(_) | None => (day, time),
    };
    let (day, time) = (date(day)?, clock(time)?);
    match on_clock(day, time.num_seconds_from_midnight() / 60, here)? {
        OnClock::Once(at) => Some(at),
        // Nobody has a visit at a time that does not exist, or that nobody can tell from another.
        OnClock::Skipped(_) | OnClock::Twice(..) => None,
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    let formats = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%b %d, %Y", "%B %d, %Y", "%m-%d-%Y"];
    let read = formats.iter().find_map(|format| NaiveDate::parse_from_str(text.trim(), format).ok());
    // `%Y` takes the year 26 as well.
    read.filter(|day| (2000..2200).contains(&chrono::Datelike::year(day)))
        .or_else(|| NaiveDate::parse_from_str(text.trim(), "%m/%d/%y").ok())
}

fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_uppercase().replace('.', "");
    let (halves, whole_days) = (["%I:%M %p", "%I:%M%p", "%I:%M:%S %p"], ["%H:%M:%S", "%H:%M"]);
    let read =
        |formats: &[&str]| formats.iter().find_map(|format| NaiveTime::parse_from_str(&text, format).ok());
    let whole = || {
        let (hour, half) = text.split_at_checked(text.len().checked_sub(2)?)?;
        NaiveTime::parse_from_str(&format!("{}:00 {half}", hour.trim()), "%I:%M %p").ok()
    };
    // Two fifteen without its half of the day is the afternoon's, or the list is of night visits: nobody can tell.
    let sure = |time: &NaiveTime| time.hour() >= FIRST_HOUR;
    read(&halves).or_else(|| read(&whole_days).filter(sure)).or_else(whole)
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Chicago;

    use super::*;

    fn at(local: &str) -> Option<Timestamp> {
        let local: chrono::NaiveDateTime = local.parse().unwrap();
        Some(Timestamp::from_millis(local.and_local_timezone(Chicago).unwrap().timestamp_millis()))
    }

    #[test]
    fn days_and_times_are_read_as_front_desks_write_them() {
        for (day, time) in [
            ("2026-11-24", "2:15 PM"),
            ("11/24/2026", "14:15"),
            ("11/24/26", "2:15pm"),
            ("Nov 24, 2026", "02:15 p.m."),
            ("2026-11-24 14:15", ""),
            ("2026-11-24T14:15:00", ""),
        ] {
            assert_eq!(visit(day, time, Chicago), at("2026-11-24T14:15:00"), "{day} {time}");
        }
        assert_eq!(visit("11/24/2026", "2 PM", Chicago), at("2026-11-24T14:00:00"));
        for (day, time) in [
            ("", ""),
            ("11/24/2026", ""),
            ("2026-02-30", "9:00"),
            ("soon", "9:00"),
            ("11/24/2026", "25:00"),
            ("11/24/2026", "2:15"),
            ("11/24/2026", "é"),
            ("2027-03-14", "2:30 AM"),
        ] {
            assert_eq!(visit(day, time, Chicago), None, "{day} {time}");
        }
    }

    #[test]
    fn columns_are_known_by_their_heads_and_numbers_by_themselves() {
        let list = "Fecha;Hora;Nombre;Celular\n11/24/2026;9:30 AM;Lupe Sandoval;(713) 555-0142\n;;;none\n";
        let table = Table::read(list.as_bytes()).unwrap();
        let (read, columns) = entries(&table, guess(&table).unwrap(), Chicago);
        assert_eq!(
            [columns.name, columns.number, columns.day, columns.time].map(Option::unwrap),
            ["Nombre", "Celular", "Fecha", "Hora"]
        );
        assert_eq!((read[0].name.reveal(), read[0].visit_at), ("Lupe Sandoval", at("2026-11-24T09:30:00")));
        assert_eq!(read[0].number, PhoneNumber::parse_e164("+17135550142").ok());
        assert!(read[1].number.is_none());
        let plain = Table::read(b"7135550142\n7135550143\n").unwrap();
        assert_eq!(entries(&plain, guess(&plain).unwrap(), Chicago).0.len(), 2);
        let none = Table::read(b"Name\nLupe\n").unwrap();
        assert!(guess(&none).is_none());
        // A person knows better: the second number of two, and no day.
        let two =
            Table::read(b"Name,Phone,Mother's phone,Date\nLupe,7135550142,7135550143,11/24/2026\n").unwrap();
        let picked = Picked { number: 2, day: None, ..guess(&two).unwrap() };
        let (read, columns) = entries(&two, picked, Chicago);
        assert_eq!(read[0].number, PhoneNumber::parse_e164("+17135550143").ok());
        assert_eq!((columns.number.as_deref(), columns.day), (Some("Mother's phone"), None));
    }

    proptest::proptest! {
        #[test]
        fn any_cells_are_a_visit_or_none(day in "\\PC{0,20}", time in "\\PC{0,12}") {
            let _ = visit(&day, &time, Chicago);
        }
    }
}
