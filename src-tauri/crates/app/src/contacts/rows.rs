//! What the rows of a list say of people, and what becomes of each by what is on record. Pure: a table, its columns and
//! everybody on record in, rows out. A guess is only made about columns, and a person confirms it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foyer_domain::{Language, PatientId, PhoneNumber, Private};
use foyer_store::{contact_imports::OnRecord, households::Kept};

use super::reach::Reach;
use crate::{
    importing::{DateOrder, Table, day_of_cell, is_number},
    names,
};

/// Longer is no name.
const NAME_CHARS: usize = 120;

/// Which column says what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The number.
    pub(crate) number: usize,
    /// The whole name, or the first of two.
    pub(crate) name: usize,
    /// The family name, where it stands by itself.
    pub(crate) last: Option<usize>,
    /// What they go by.
    pub(crate) goes_by: Option<usize>,
    /// When they were born.
    pub(crate) birth_date: Option<usize>,
    /// What they are texted in.
    pub(crate) language: Option<usize>,
    /// Whether they agreed to texts.
    pub(crate) agreed: Option<usize>,
    /// When they did.
    pub(crate) consent_date: Option<usize>,
    /// The form it stands on.
    pub(crate) form: Option<usize>,
    /// How `01/02/2026` is meant.
    pub(crate) order: DateOrder,
    /// Where the list is from; kept with every consent.
    pub(crate) source: Option<String>,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// Somebody new.
    New,
    /// Somebody new, at a number that others have too.
    Shared,
    /// A number for somebody who is on record.
    NumberAdded,
    /// Left out: it is all on record.
    Known,
    /// Left out: the same is on the list before.
    Twice,
    /// Left out: no name.
    NoName,
    /// Left out: no number that could be texted.
    NoNumber,
    /// Left out: the desk found that this number is not theirs.
    WrongNumber,
}

impl Fate {
    /// Whether the row changes something.
    pub(crate) const fn lands(self) -> bool {
        match self {
            Self::New | Self::Shared | Self::NumberAdded => true,
            Self::Known | Self::Twice | Self::NoName | Self::NoNumber | Self::WrongNumber => false,
        }
    }
}

/// Whom a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Person {
    /// Somebody on record.
    Known(PatientId),
    /// Whoever the row at this place makes.
    Row(usize),
}

/// A row with what becomes of it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its place in the file, counted from 1.
    pub(crate) line: u32,
    /// The number as written.
    pub(crate) written: Private,
    /// The number.
    pub(crate) number: Option<PhoneNumber>,
    /// What its digits tell.
    pub(crate) reach: Reach,
    /// The name.
    pub(crate) full_name: Private,
    /// What they go by.
    pub(crate) goes_by: Option<Private>,
    /// `YYYY-MM-DD`.
    pub(crate) birth_date: Option<Private>,
    /// Whether something stands where the birth date should that is none.
    pub(crate) bad_birth_date: bool,
    /// What they are texted in, where the list says so.
    pub(crate) language: Option<Language>,
    /// Whom it is about.
    pub(crate) person: Person,
    /// What becomes of it.
    pub(crate) fate: Fate,
}

/// Everybody known: on record, and by the rows before.
#[derive(Default)]
struct Known {
    by_name: BTreeMap<String, Vec<(Person, Option<String>)>>,
    at_number: BTreeMap<PhoneNumber, Vec<(Person, Option<Kept>)>>,
}

impl Known {
    fn of(people: Vec<OnRecord>) -> Self {
        let mut known = Self::default();
        for one in people {
            let person = Person::Known(one.patient);
            let namesakes = known.by_name.entry(names::plain(one.full_name.reveal())).or_default();
            if !namesakes.iter().any(|(known, _)| *known == person) {
                namesakes.push((person, one.birth_date.map(Private::into_inner)));
            }
            if let Some(number) = one.number {
                known.at_number.entry(number).or_default().push((person, one.kept));
            }
        }
        known
    }

    /// What becomes of somebody with a name, a birth date and a number.
    fn fate(&self, name: &str, born: Option<&str>, number: &PhoneNumber, place: usize) -> (Fate, Person) {
        let namesakes = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        let there = self.at_number.get(number).map(Vec::as_slice).unwrap_or_default();
        let fits = |known: Option<&str>| match (known, born) {
            (Some(known), Some(born)) => known == born,
            (None, _) | (_, None) => true,
        };
        let here = there.iter().find(|(person, _)| {
            namesakes.iter().any(|(namesake, known)| namesake == person && fits(known.as_deref()))
        });
        if let Some((person, kept)) = here {
            let fate = match (kept, person) {
                (Some(Kept::Wrong), _) => Fate::WrongNumber,
                (_, Person::Row(_)) => Fate::Twice,
                (_, Person::Known(_)) => Fate::Known,
            };
            return (fate, *person);
        }
        // The same name alone is nobody's proof; with the birth date it is.
        let same = namesakes.iter().find(|(_, known)| born.is_some() && known.as_deref() == born);
        if let Some((person, _)) = same {
            return (Fate::NumberAdded, *person);
        }
        let others = there.iter().any(|(_, kept)| *kept != Some(Kept::Wrong));
        (if others { Fate::Shared } else { Fate::New }, Person::Row(place))
    }

    fn take(&mut self, name: String, born: Option<String>, number: PhoneNumber, person: Person) {
        let namesakes = self.by_name.entry(name).or_default();
        if !namesakes.iter().any(|(known, _)| *known == person) {
            namesakes.push((person, born));
        }
        self.at_number.entry(number).or_default().push((person, None));
    }
}

/// Judges every row, each by what is on record and the rows before it.
pub(crate) fn judge(people: Vec<OnRecord>, table: &Table, columns: &Columns) -> Vec<Row> {
    let mut known = Known::of(people);
    table
        .rows
        .iter()
        .enumerate()
        .map(|(place, (line, cells))| row(&mut known, (place, *line), cells, columns))
        .collect()
}

fn row(known: &mut Known, (place, line): (usize, u32), cells: &[String], columns: &Columns) -> Row {
    let cell = |column: Option<usize>| {
        column.and_then(|column| cells.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    };
    let parts = [cell(Some(columns.name)), cell(columns.last)];
    let name: String =
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ").chars().take(NAME_CHARS).collect();
    let written = cell(Some(columns.number)).unwrap_or_default();
    let number = PhoneNumber::parse(written).ok();
    let birth = cell(columns.birth_date);
    let born = birth.and_then(|written| day_of_cell(&plain_day(written), columns.order));
    let full_name = Private::new(name.as_str());
    let born_words = born.map(|day| day.to_string());
    let (fate, person) = match &number {
        _ if !name.chars().any(char::is_alphanumeric) => (Fate::NoName, Person::Row(place)),
        None => (Fate::NoNumber, Person::Row(place)),
        Some(number) => {
            let key = names::plain(full_name.reveal());
            let (fate, person) = known.fate(&key, born_words.as_deref(), number, place);
            if fate.lands() {
                known.take(key, born_words.clone(), number.clone(), person);
            }
            (fate, person)
        }
    };
    Row {
        line,
        written: Private::new(written),
        reach: number.as_ref().map_or(Reach::Ordinary, Reach::of),
        number,
        full_name,
        goes_by: cell(columns.goes_by)
            .map(|words| Private::new(words.chars().take(NAME_CHARS).collect::<String>())),
        birth_date: born_words.map(Private::new),
        bad_birth_date: birth.is_some() && born.is_none(),
        language: cell(columns.language).and_then(language),
        person,
        fate,
    }
}

/// A day as a spreadsheet keeps it (days since the end of 1899) as a date; anything else as it is written.
pub(super) fn plain_day(written: &str) -> String {
    let serial = written.split('.').next().unwrap_or(written).parse::<i64>().ok();
    // 1920 to 2099: smaller figures are years.
    let day = serial.filter(|serial| (7_306..=73_050).contains(serial)).and_then(|serial| {
        NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(chrono::TimeDelta::try_days(serial)?)
    });
    day.map_or_else(|| written.to_owned(), |day| day.to_string())
}

fn language(written: &str) -> Option<Language> {
    match written.to_lowercase().as_str() {
        "en" | "eng" | "english" | "inglés" | "ingles" => Some(Language::En),
        "es" | "spa" | "spanish" | "español" | "espanol" => Some(Language::Es),
        _ => None,
    }
}

/// Which columns say what, by their heads and first rows.
pub(crate) fn guess(table: &Table) -> Columns {
    let heads: Vec<String> = table.columns.iter().map(|head| head.to_lowercase()).collect();
    let by_head = |words: &[&str], taken: &[Option<usize>]| {
        heads.iter().enumerate().position(|(place, head)| {
            !taken.contains(&Some(place)) && words.iter().any(|word| head.contains(word))
        })
    };
    let numbers = |place: &usize| {
        let samples = table.samples(*place, 20);
        !samples.is_empty() && samples.iter().filter(|sample| is_number(sample)).count() * 2 > samples.len()
    };
    // A mobile before a landline, where the list has both.
    let mobile = by_head(&["mobile", "cell", "móvil", "movil", "celular"], &[]).filter(numbers);
    let number = mobile
        .or_else(|| by_head(&["phone", "tel", "number", "número"], &[]).filter(numbers))
        .or_else(|| (0..heads.len()).find(numbers))
        // What it is called, where most of what stands there is no number.
        .or_else(|| by_head(&["mobile", "cell", "móvil", "movil", "celular", "phone", "tel"], &[]))
        .unwrap_or(0);
    let taken = Some(number);
    let birth_date = by_head(&["birth", "dob", "born", "nacim"], &[taken]);
    let agreed = by_head(&["consent", "agree", "opt in", "opt-in", "acepta"], &[taken, birth_date]);
    let consent_date = by_head(&["date", "signed", "fecha"], &[taken, birth_date, agreed]);
    let form = by_head(&["form", "document"], &[taken, birth_date, agreed, consent_date]);
    let language = by_head(&["language", "idioma", "lang"], &[taken]);
    let goes_by = by_head(&["goes by", "preferred", "nickname", "known as"], &[taken, language]);
    let used = [taken, birth_date, agreed, consent_date, form, language, goes_by];
    let last = by_head(&["last", "surname", "family", "apellido"], &used);
    let first = by_head(&["first", "given"], &used);
    let whole = by_head(&["name", "patient", "nombre"], &[used.as_slice(), &[last]].concat());
    let words = |place: &usize| {
        !used.contains(&Some(*place))
            && table.samples(*place, 5).iter().any(|value| value.chars().any(char::is_alphabetic))
    };
    let name = first.or(whole).or_else(|| (0..heads.len()).find(words)).unwrap_or(0);
    Columns {
        number,
        name,
        last: last.filter(|last| *last != name),
        goes_by,
        birth_date,
        language,
        agreed,
        consent_date: consent_date.filter(|_| agreed.is_some()),
        form: form.filter(|_| agreed.is_some()),
        order: day_order(table, birth_date),
        source: None,
    }
}

fn day_order(table: &Table, column: Option<usize>) -> DateOrder {
    let values = column.map(|column| table.samples(column, 200)).unwrap_or_default();
    let day_first = values.iter().any(|value| {
        day_of_cell(value, DateOrder::MonthFirst).is_none()
            && day_of_cell(value, DateOrder::DayFirst).is_some()
    });
    if day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Vec<Row> {
        let table = Table::read(text.as_bytes()).unwrap();
        judge(Vec::new(), &table, &guess(&table))
    }

    #[test]
    fn columns_are_guessed_and_names_in_two_cells_are_one() {
        let rows = judged(
            "Last name,First name,DOB,Home phone,Cell phone,Language\n\
             Peña,José,13/02/1954,713-555-0150,713-555-0151,Spanish\nO'Brien,Ann,01/03/1990,,(713) 555-0152,\n",
        );
        let told: Vec<_> = rows.iter().map(|row| row.full_name.reveal()).collect();
        assert_eq!(told, ["José Peña", "Ann O'Brien"]);
        assert_eq!(rows[0].number.as_ref().unwrap().reveal(), "+17135550151", "the cell phone");
        assert_eq!(
            rows[0].birth_date.as_ref().unwrap().reveal(),
            "1954-02-13",
            "day first, as the list shows"
        );
        assert_eq!((rows[0].language, rows[1].language), (Some(Language::Es), None));
    }

    #[test]
    fn a_row_lands_or_is_left_out_with_its_reason() {
        let fates: Vec<_> = judged(
            "Name,Phone,Birth date\nAna Ruiz,7135550161,1990-01-02\nana  RUIZ,713 555 0161,1990-01-02\n\
             Ana Ruiz,7135550162,1990-01-02\nAna Ruiz,7135550163,1971-05-05\nLeo Ruiz,7135550161,\n,7135550164,\n\
             Max,call me,\n🙂,7135550165,\n李小龙,7135550166,\nMax Long,7135550167,44197\nMax Short,7135550168,02/03/54\n",
        )
        .iter()
        .map(|row| (row.fate, row.birth_date.as_ref().map(|born| born.reveal().to_owned()), row.bad_birth_date))
        .collect();
        use Fate::{New, NoName, NoNumber, NumberAdded, Shared, Twice};
        let only: Vec<_> = fates.iter().map(|(fate, ..)| *fate).collect();
        assert_eq!(only, [New, Twice, NumberAdded, New, Shared, NoName, NoNumber, NoName, New, New, New]);
        assert_eq!(fates[9].1.as_deref(), Some("2021-01-01"), "as a spreadsheet keeps days");
        assert_eq!((fates[10].1.as_deref(), fates[10].2), (None, true), "which century is not guessed");
    }

    proptest::proptest! {
        #[test]
        fn every_row_of_anything_is_judged_and_whoever_lands_has_a_name_and_a_number(
            text in "[a-zñ0-9\",;\t\n'= +()/-]{0,300}",
        ) {
            if let Ok(table) = Table::read(text.as_bytes()) {
                let rows = judge(Vec::new(), &table, &guess(&table));
                assert_eq!(rows.len(), table.rows.len());
                for row in rows.iter().filter(|row| row.fate.lands()) {
                    assert!(row.number.is_some() && !row.full_name.is_blank());
                }
                // The same list after itself changes nothing.
                let twice = Table { columns: table.columns.clone(), rows: [table.rows.clone(), table.rows.clone()].concat() };
                let again = judge(Vec::new(), &twice, &guess(&table));
                assert!(again.iter().skip(table.rows.len()).all(|row| !row.fate.lands()));
            }
        }
    }
}
