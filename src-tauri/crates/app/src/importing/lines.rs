//! What the rows of a list say: whose number, whether they agreed, when, on which form. Pure: a table and a mapping in,
//! lines out. Nothing is guessed for a row; a guess is only made about columns, and a person confirms it.

use chrono::NaiveDate;
use foyer_domain::{Channel, PhoneNumber, Private};
use foyer_policy::Subjects;

use super::table::{Table, is_number};

/// Which column says what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// The number.
    pub(crate) number: usize,
    /// The person's name, to tell the people of a shared phone apart.
    pub(crate) name: Option<usize>,
    /// When they agreed.
    pub(crate) date: Option<usize>,
    /// Whether they agreed; a list without it holds people who did.
    pub(crate) agreed: Option<usize>,
    /// The form it stands on.
    pub(crate) form: Option<usize>,
    /// How `01/02/2026` is meant.
    pub(crate) order: DateOrder,
    /// Where the list is from; kept with every line.
    pub(crate) source: Option<String>,
    /// Which channel it is about.
    pub(crate) channel: Channel,
    /// What it is about; visits when empty.
    pub(crate) subjects: Subjects,
}

/// How dates without a leading year are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// As in the United States.
    #[default]
    MonthFirst,
    /// As nearly everywhere else.
    DayFirst,
}

/// A row, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its place in the file, counted from 1.
    pub(crate) row: u32,
    /// The number as written, for the preview.
    pub(crate) written: Private,
    /// The name as written.
    pub(crate) name: Option<Private>,
    /// What it says.
    pub(crate) says: Says,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// This number agreed.
    Agreed {
        /// Whose.
        number: PhoneNumber,
        /// The day; `None` where there is none, or none that can be read.
        day: Option<NaiveDate>,
        /// Whether something stands where the day should.
        unread_day: bool,
        /// The form and the source.
        note: Option<Private>,
    },
    /// Did not agree.
    Refused,
    /// Nobody can tell whether they agreed.
    Unclear,
    /// No number that could be texted.
    NoNumber,
}

const YES: [&str; 14] = [
    "yes",
    "y",
    "true",
    "t",
    "1",
    "x",
    "agreed",
    "granted",
    "consented",
    "opted in",
    "opt-in",
    "opt in",
    "si",
    "sí",
];
const NO: [&str; 13] = [
    "no",
    "n",
    "false",
    "f",
    "0",
    "refused",
    "declined",
    "revoked",
    "opted out",
    "opt-out",
    "opt out",
    "stop",
    "never",
];

impl Line {
    /// The day as it was read.
    pub(crate) const fn day(&self) -> Option<NaiveDate> {
        match &self.says {
            Says::Agreed { day, .. } => *day,
            Says::Refused | Says::Unclear | Says::NoNumber => None,
        }
    }
}

/// Reads every row.
pub(crate) fn read(table: &Table, mapping: &Mapping) -> Vec<Line> {
    table.rows.iter().map(|(row, cells)| line(*row, cells, mapping)).collect()
}

fn line(row: u32, cells: &[String], mapping: &Mapping) -> Line {
    let cell = |place: Option<usize>| {
        place.and_then(|place| cells.get(place)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    };
    let written = cell(Some(mapping.number)).unwrap_or_default();
    let says = match (PhoneNumber::parse(written), answer(cell(mapping.agreed), mapping.agreed.is_some())) {
        (Err(_), _) => Says::NoNumber,
        (Ok(_), Some(false)) => Says::Refused,
        (Ok(_), None) => Says::Unclear,
        (Ok(number), Some(true)) => {
            let written = cell(mapping.date);
            let day = written.and_then(|written| day(written, mapping.order));
            let parts = [cell(mapping.form), mapping.source.as_deref()];
            let note = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
            Says::Agreed {
                number,
                day,
                unread_day: written.is_some() && day.is_none(),
                note: (!note.is_empty()).then(|| Private::new(note)),
            }
        }
    };
    Line { row, written: Private::new(written), name: cell(mapping.name).map(Private::new), says }
}

/// Whether they agreed; `None` when nobody can tell. An empty cell under a column that asks is no yes.
fn answer(cell: Option<&str>, asked: bool) -> Option<bool> {
    let Some(cell) = cell else { return if asked { Some(false) } else { Some(true) } };
    let word = cell.to_lowercase();
    if YES.contains(&word.as_str()) {
        Some(true)
    } else if NO.contains(&word.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// Reads a day; a time after it doesn't matter. Two figures for a year are this century.
pub(crate) fn day(written: &str, order: DateOrder) -> Option<NaiveDate> {
    // Nobody agreed to texts before there were texts.
    date(written, order, 1_995, true)
}

/// Reads a day of this century or the last. Two figures for a year could be either, and are none.
pub(crate) fn day_of_cell(written: &str, order: DateOrder) -> Option<NaiveDate> {
    date(written, order, 1_900, false)
}

fn date(written: &str, order: DateOrder, first_year: i32, short_years: bool) -> Option<NaiveDate> {
    let date = written.split(['T', ' ']).next().unwrap_or(written);
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let number =
        |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (one_is, two_is, three_is) = (number(one)?, number(two)?, number(three)?);
    let (year, month, day) = if one.len() == 4 {
        (one_is, two_is, three_is)
    } else {
        let year = match three.len() {
            4 => three_is,
            2 if short_years => 2_000 + three_is,
            _ => return None,
        };
        match order {
            DateOrder::MonthFirst => (year, one_is, two_is),
            DateOrder::DayFirst => (year, two_is, one_is),
        }
    };
    let year = i32::try_from(year).ok().filter(|year| (first_year..=2_200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Which columns say what, by their heads and first rows: for a person to confirm.
pub(crate) fn guess(table: &Table) -> Mapping {
    let by_head = |words: &[&str], taken: &[Option<usize>]| {
        table.columns.iter().enumerate().position(|(place, head)| {
            let head = head.to_lowercase();
            !taken.contains(&Some(place)) && words.iter().any(|word| head.contains(word))
        })
    };
    let numbers = |place: &usize| {
        let samples = table.samples(*place, 20);
        !samples.is_empty() && samples.iter().filter(|sample| is_number(sample)).count() * 2 > samples.len()
    };
    let headed =
        by_head(&["phone", "mobile", "cell", "number", "tel", "móvil", "movil"], &[]).filter(numbers);
    let number = headed.or_else(|| (0..table.columns.len()).find(numbers)).unwrap_or(0);
    let date = by_head(&["date", "signed", "fecha", "when"], &[Some(number)]);
    let agreed = by_head(&["consent", "agree", "opt", "acepta"], &[Some(number), date]);
    let form = by_head(&["form", "source", "document", "nota", "note"], &[Some(number), date, agreed]);
    let name = by_head(&["name", "patient", "nombre"], &[Some(number), date, agreed, form]);
    let firsts = date.map(|date| table.samples(date, 200)).unwrap_or_default();
    let day_first = firsts.iter().any(|value| {
        day(value, DateOrder::MonthFirst).is_none() && day(value, DateOrder::DayFirst).is_some()
    });
    Mapping {
        number,
        name,
        date,
        agreed,
        form,
        order: if day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst },
        source: None,
        channel: Channel::Sms,
        subjects: Subjects::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn days_are_read_as_they_are_written_and_never_invented() {
        use DateOrder::{DayFirst, MonthFirst};
        for (written, order, wanted) in [
            ("2026-10-01", MonthFirst, on(2026, 10, 1)),
            ("2026/10/1 14:03", DayFirst, on(2026, 10, 1)),
            ("2026-10-01T09:00:00Z", DayFirst, on(2026, 10, 1)),
            ("10/1/2026", MonthFirst, on(2026, 10, 1)),
            ("1.10.26", DayFirst, on(2026, 10, 1)),
            ("13/1/2026", MonthFirst, None),
            ("2026-02-30", MonthFirst, None),
            ("45931", MonthFirst, None),
            ("1/1/0026", MonthFirst, None),
            ("last fall", MonthFirst, None),
            ("-1/+2/2026", MonthFirst, None),
            ("=TODAY()", MonthFirst, None),
            ("", MonthFirst, None),
        ] {
            assert_eq!(day(written, order), wanted, "{written}");
        }
    }

    #[test]
    fn columns_are_guessed_by_their_heads_and_what_is_in_them() {
        let table = Table::read(
            b"Id,Patient name,Mobile,SMS consent,Date signed,Form\n\
              1,Lupe Sandoval,713-555-0142,Y,14/10/2026,Intake\n2,Odell,7135550143,N,01/10/2026,Intake\n",
        )
        .unwrap();
        let mapping = guess(&table);
        assert_eq!((mapping.number, mapping.name, mapping.agreed), (2, Some(1), Some(3)));
        assert_eq!((mapping.date, mapping.form, mapping.order), (Some(4), Some(5), DateOrder::DayFirst));
        let lines = read(&table, &mapping);
        assert!(matches!(&lines[0].says, Says::Agreed { day, .. } if *day == on(2026, 10, 14)));
        assert_eq!((lines[1].row, &lines[1].says), (3, &Says::Refused));
    }

    #[test]
    fn who_agreed_is_who_the_list_says_agreed() {
        let table = Table::read(
            b"Phone,Agreed\n7135550142,yes\n7135550143,\n7135550144,maybe\n7135550145,NO\nnone,yes\n7.13555E+09,yes\n",
        )
        .unwrap();
        let lines = read(&table, &guess(&table));
        let says: Vec<_> = lines.iter().map(|line| &line.says).collect();
        assert!(matches!(says[0], Says::Agreed { day: None, unread_day: false, note: None, .. }));
        assert_eq!(
            says[1..],
            [&Says::Refused, &Says::Unclear, &Says::Refused, &Says::NoNumber, &Says::NoNumber]
        );
    }
}
