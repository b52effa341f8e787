//! Times that a text names, in English and Spanish: "stop by at 11", "mañana a las 9:30", "in 10 minutes",
//! "Monday, Nov 23 at 2:15 PM", "hoy", "until 5".
//!
//! For one question only: was a moment that the text names still ahead when it was confirmed, and is it past now?
//! Then a person looks before it leaves. A moment that was past already when somebody wrote about it makes nothing
//! stale, and what is not surely a time is none: a false alarm costs a person a click on every text that waited.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Weekday};
use chrono_tz::Tz;
use foyer_domain::Timestamp;

/// Whether a moment named in `text`, read at the practice in `zone`, lies after `confirmed` and not after `now`.
pub(crate) fn passed_between(text: &str, confirmed: Timestamp, now: Timestamp, zone: Tz) -> bool {
    let Some(written) = DateTime::from_timestamp_millis(confirmed.millis()).map(|at| at.with_timezone(&zone))
    else {
        return false;
    };
    let is_between = |at: DateTime<Tz>| {
        let at = Timestamp::from_millis(at.timestamp_millis());
        at > confirmed && at <= now
    };
    sentences(text).into_iter().flat_map(|words| moments(&words, written)).any(is_between)
}

/// An hour of the next day that is this near is meant when it is named without a day.
const SOON: TimeDelta = TimeDelta::hours(6);

/// A clock time as written: which half of the day may be open.
#[derive(Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    half: Option<Half>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// The words of each sentence, folded: lower case, no accents, numbers and their colons whole.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let plain: String = text.chars().map(fold).collect();
    // "9:30 a. m." and "2 p.m." are one word each, and no end of a sentence.
    let plain =
        [("a. m.", "am"), ("p. m.", "pm"), ("a.m.", "am"), ("p.m.", "pm"), ("a. m", "am"), ("p. m", "pm")]
            .iter()
            .fold(plain, |text, (long, short)| text.replace(long, &format!("{short} ")));
    let mut found = vec![Vec::new()];
    let mut word = String::new();
    let mut before = ' ';
    for c in plain.chars().chain([' ']) {
        let inside_number = matches!(c, ':' | '/') && before.is_ascii_digit();
        if c.is_alphanumeric() || inside_number {
            // "11am" is a number and a word.
            if c.is_ascii_alphabetic() && before.is_ascii_digit() && !word.is_empty() {
                push(&mut found, &mut word);
            }
            word.push(c);
        } else {
            push(&mut found, &mut word);
            if matches!(c, '.' | '!' | '?' | ';' | '\n') {
                found.push(Vec::new());
            }
        }
        before = c;
    }
    found
}

fn push(sentences: &mut [Vec<String>], word: &mut String) {
    let word = std::mem::take(word);
    let word = word.trim_end_matches([':', '/']);
    if !word.is_empty()
        && let Some(last) = sentences.last_mut()
    {
        last.push(word.to_owned());
    }
}

fn fold(c: char) -> char {
    match c {
        'á' | 'Á' => 'a',
        'é' | 'É' => 'e',
        'í' | 'Í' => 'i',
        'ó' | 'Ó' => 'o',
        'ú' | 'Ú' => 'u',
        'ñ' | 'Ñ' => 'n',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c.to_ascii_lowercase(),
    }
}

/// Every moment that a sentence names.
fn moments(words: &[String], written: DateTime<Tz>) -> Vec<DateTime<Tz>> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut found: Vec<DateTime<Tz>> =
        (0..words.len()).filter_map(|at| after_a_while(tail(&words, at), written)).collect();
    let dates: Vec<NaiveDate> =
        (0..words.len()).filter_map(|at| date(head(&words, at), tail(&words, at), written)).collect();
    let clocks: Vec<Clock> =
        (0..words.len()).filter_map(|at| clock(head(&words, at), tail(&words, at))).collect();
    if clocks.is_empty() {
        // A day without an hour is over at its end.
        found.extend(
            dates.iter().filter_map(|date| local(*date, NaiveTime::from_hms_opt(23, 59, 59)?, written)),
        );
    }
    for clock in clocks {
        match dates.first() {
            Some(_) => {
                found.extend(dates.iter().filter_map(|date| local(*date, at_the_desk(clock)?, written)));
            }
            None => found.extend(next(clock, written)),
        }
    }
    found
}

fn head<'a>(words: &'a [&'a str], at: usize) -> &'a [&'a str] {
    words.get(..at).unwrap_or_default()
}

fn tail<'a>(words: &'a [&'a str], at: usize) -> &'a [&'a str] {
    words.get(at..).unwrap_or_default()
}

/// "in 10 minutes", "en media hora", "within an hour".
fn after_a_while(words: &[&str], written: DateTime<Tz>) -> Option<DateTime<Tz>> {
    let [first, count, rest @ ..] = words else { return None };
    if !matches!(*first, "in" | "en" | "within" | "dentro") {
        return None;
    }
    let (count, rest) = match (*count, rest) {
        ("de", [count, rest @ ..]) if *first == "dentro" => (*count, rest),
        (count, rest) => (count, rest),
    };
    let unit = rest.iter().find(|word| !matches!(**word, "to" | "a" | "an" | "o" | "or")).copied();
    let minutes = match (count, unit) {
        ("half", _) | ("media", Some("hora")) => 30,
        ("a" | "an" | "one" | "una" | "un", Some("hour" | "hora")) => 60,
        ("a" | "an" | "one" | "un", Some("minute" | "minuto")) => 1,
        (count, Some("minutes" | "min" | "mins" | "minutos")) => count.parse::<i64>().ok()?,
        (count, Some("hours" | "horas")) => count.parse::<i64>().ok()?.checked_mul(60)?,
        _ => return None,
    };
    written.checked_add_signed(TimeDelta::try_minutes(minutes)?)
}

/// A day: "today", "mañana", "Monday", "Nov 23", "23 de noviembre", "11/23".
fn date(before: &[&str], words: &[&str], written: DateTime<Tz>) -> Option<NaiveDate> {
    let today = written.date_naive();
    let [word, rest @ ..] = words else { return None };
    match *word {
        "today" | "hoy" | "tonight" => return Some(today),
        "tomorrow" => return today.checked_add_days(Days::new(1)),
        // "por la mañana", "de la mañana", "esta mañana" are mornings.
        "manana" if !matches!(before.last(), Some(&("la" | "esta"))) => {
            return today.checked_add_days(Days::new(1));
        }
        _ => {}
    }
    if let Some(weekday) = weekday(word) {
        let ahead = (7 + weekday.num_days_from_monday() - written.weekday().num_days_from_monday()) % 7;
        return today.checked_add_days(Days::new(u64::from(ahead)));
    }
    if let Some((month, day)) = word.split_once('/') {
        let day = day.split('/').next().unwrap_or(day);
        return this_or_next_year(month.parse().ok()?, day.parse().ok()?, today);
    }
    let month = month(word)?;
    let day_after = rest.first().and_then(|day| day_of_month(day));
    let day_before = match before {
        [.., day, "de"] => day_of_month(day),
        [.., day] => day_of_month(day),
        [] => None,
    };
    this_or_next_year(month, day_after.or(day_before)?, today)
}

fn day_of_month(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn this_or_next_year(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let this = NaiveDate::from_ymd_opt(today.year(), month, day)?;
    // "January 4" in December is ahead; last week is not a year ahead.
    if today.signed_duration_since(this) > TimeDelta::days(180) {
        return NaiveDate::from_ymd_opt(today.year() + 1, month, day);
    }
    Some(this)
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "lunes" => Weekday::Mon,
        "tuesday" | "martes" => Weekday::Tue,
        "wednesday" | "miercoles" => Weekday::Wed,
        "thursday" | "jueves" => Weekday::Thu,
        "friday" | "viernes" => Weekday::Fri,
        "saturday" | "sabado" => Weekday::Sat,
        "sunday" | "domingo" => Weekday::Sun,
        _ => return None,
    })
}

fn month(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["january", "jan", "enero"],
        &["february", "feb", "febrero"],
        &["march", "marzo"],
        &["april", "apr", "abril"],
        &["mayo"],
        &["june", "jun", "junio"],
        &["july", "jul", "julio"],
        &["august", "aug", "agosto"],
        &["september", "sept", "sep", "septiembre"],
        &["october", "oct", "octubre"],
        &["november", "nov", "noviembre"],
        &["december", "dec", "diciembre"],
    ];
    let at = NAMES.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

/// A clock time that begins with `words`, said after `before`.
fn clock(before: &[&str], words: &[&str]) -> Option<Clock> {
    let [word, rest @ ..] = words else { return None };
    match *word {
        "noon" | "midday" | "mediodia" => return Some(Clock { hour: 12, minute: 0, half: Some(Half::Pm) }),
        _ => {}
    }
    let (hour, minute, exact) = match word.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?, true),
        Some(_) => return None,
        None => (word.parse::<u32>().ok()?, 0, false),
    };
    let half = match rest {
        ["am", ..] | ["de", "la", "manana", ..] => Some(Half::Am),
        ["pm", ..] | ["de", "la", "tarde" | "noche", ..] => Some(Half::Pm),
        _ => None,
    };
    // A bare number is a time only where a time is said: "at 11", "a las 3", "by 5", not "room 11".
    let led_in = match before {
        [.., "a" | "para" | "hasta" | "desde" | "de" | "antes", "las" | "la"] => true,
        [.., "at" | "by" | "until" | "till" | "before" | "past" | "around"] => {
            !matches!(rest.first(), Some(&("minutes" | "min" | "hours" | "days" | "minutos" | "dias")))
        }
        _ => false,
    };
    let named = half.is_some() || exact || led_in || rest.first() == Some(&"oclock");
    (named && hour < 24 && minute < 60 && word.len() <= 5).then_some(Clock { hour, minute, half })
}

/// The time of day meant at a front desk, where the text does not say: 7 to 11 is morning, 12 to 6 is not.
fn at_the_desk(clock: Clock) -> Option<NaiveTime> {
    let hour = match (clock.half, clock.hour) {
        (Some(Half::Am), 12) => 0,
        (Some(Half::Pm), hour @ 1..=11) => hour + 12,
        (None, hour @ 1..=6) => hour + 12,
        (_, hour) => hour,
    };
    NaiveTime::from_hms_opt(hour, clock.minute, 0)
}

/// The next time it is that late, from when it was written; an hour that was over then meant another day, and is
/// left alone, unless it was nearly midnight and the hour is soon after.
fn next(clock: Clock, written: DateTime<Tz>) -> Option<DateTime<Tz>> {
    let (today, time) = (written.date_naive(), at_the_desk(clock)?);
    local(today, time, written).filter(|at| *at > written).or_else(|| {
        let tomorrow = today.checked_add_days(Days::new(1))?;
        local(tomorrow, time, written).filter(|at| at.signed_duration_since(written) <= SOON)
    })
}

/// A moment at the practice; one that a change of the clocks skips or repeats is its later reading.
fn local(date: NaiveDate, time: NaiveTime, written: DateTime<Tz>) -> Option<DateTime<Tz>> {
    written.timezone().from_local_datetime(&date.and_time(time)).latest()
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Chicago;

    use super::*;

    /// Monday, 23 November 2026, at the practice.
    fn monday(hour: u32, minute: u32) -> Timestamp {
        at(23, hour, minute)
    }

    fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
        let at = Chicago.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap();
        Timestamp::from_millis(at.timestamp_millis())
    }

    #[test]
    fn an_hour_soon_after_midnight_is_ahead_of_who_writes_before_it() {
        let text = "Please call us at 12:05 AM.";
        assert!(passed_between(text, at(23, 23, 58), at(24, 0, 6), Chicago));
        assert!(!passed_between(text, at(23, 23, 58), at(24, 0, 4), Chicago));
        // In the afternoon it is a night that is over.
        assert!(!passed_between(text, at(23, 16, 0), at(24, 9, 0), Chicago));
    }

    #[test]
    fn a_time_that_passed_while_the_text_waited() {
        for text in [
            "Yes, we validate. Please stop by the desk at 11:00 AM.",
            "Please come at 11",
            "Come by 11, please!",
            "See you at 11am.",
            "Por favor pase a las 11.",
            "Le esperamos a las 11:00 a. m. en la entrada",
            "We close at noon.",
            "Cerramos al mediodía.",
            "The nurse will call in 10 minutes",
            "La enfermera le llama en media hora",
            "The doctor is free in half an hour.",
            "Your visit is Monday, Nov 23 at 11:15.",
            "Su cita es el lunes 23 de noviembre a las 11:15",
            "Your visit is 11/23 at 11:15 am",
            "Today until 12:15.",
        ] {
            assert!(passed_between(text, monday(10, 42), monday(12, 30), Chicago), "{text}");
            assert!(!passed_between(text, monday(10, 42), monday(10, 45), Chicago), "too early: {text}");
        }
    }

    #[test]
    fn a_day_is_over_at_its_end() {
        for text in ["Can you come today?", "¿Puede venir hoy?", "Please call us on Monday."] {
            assert!(passed_between(text, monday(10, 42), at(24, 0, 30), Chicago), "{text}");
            assert!(!passed_between(text, monday(10, 42), monday(18, 0), Chicago), "{text}");
        }
        assert!(passed_between("Come tomorrow at 8", monday(16, 0), at(24, 8, 5), Chicago));
        assert!(passed_between("Venga mañana a las 8", monday(16, 0), at(24, 8, 5), Chicago));
    }

    #[test]
    fn what_names_no_such_time_is_left_alone() {
        for text in [
            "We open at 8 AM tomorrow. The side lot has free parking.",
            "Thank you for being here at 9:00.",
            "You were here on Nov 2 at 9:30.",
            "Please bring 2 forms of ID to suite 11.",
            "Your balance is 11 dollars.",
            "Call (713) 555-0100 any time.",
            "We'll have the ramp door open.",
            "Take it for 10 days.",
            "Por la mañana es mejor.",
            "It takes about 20 minutes.",
            "The code is 11:99, ratio 3:1.",
            "",
        ] {
            assert!(!passed_between(text, monday(10, 42), monday(14, 0), Chicago), "{text}");
        }
    }

    #[test]
    fn nothing_makes_it_panic() {
        for text in [
            "99:99",
            "in 99999999999999999999 minutes",
            "13/45/2026",
            "31 de febrero",
            ":",
            "a las",
            "🙂 11:00\u{0}",
        ] {
            let _ = passed_between(text, monday(10, 42), monday(14, 0), Chicago);
            let _ = passed_between(
                text,
                Timestamp::from_millis(i64::MIN),
                Timestamp::from_millis(i64::MAX),
                Chicago,
            );
        }
    }
}
