//! The automatic reply to a text that comes while the office is closed: its words, and when it stays silent.
//!
//! The words are fixed, in English and Spanish, and say nothing of whoever wrote: that the office is closed, when it
//! opens, that 911 is for emergencies, and where visits are booked if the practice says so. It answers only who has
//! agreed to texts, at once or not at all, and once a day. Two machines that answer each other must come to an end by
//! this rule alone, whatever the other one does: whoever looks like a machine gets nothing, and after three replies
//! that no person here followed up there is no fourth.

use chrono::NaiveDate;
use chrono_tz::Tz;
use foyer_domain::{Language, Span, Timestamp};

use crate::{
    Keyword,
    handoff::PortalAddress,
    keyword,
    notice::is_practice_name,
    opening::{date_in_words, day_names, local, month_names, time_in_words},
};

/// A text is answered while whoever wrote it may still hold the phone in their hand; later is stranger than silence.
pub const ANSWERED_WITHIN: Span = Span::minutes(10);

/// A text that the carrier passed on this late was written in another hour.
pub const HEARD_WITHIN: Span = Span::minutes(30);

/// Between two replies to the same conversation, besides once a day: a night spans two days.
pub const AGAIN_AFTER: Span = Span::hours(12);

/// Replies that no person here followed up.
pub const IN_A_ROW: usize = 3;

/// Whoever answers a text of ours this fast did not type.
pub const TOO_FAST: Span = Span::seconds(5);

/// Replies of the whole practice in an hour; more is no night's desk but something that feeds on itself.
pub const AN_HOUR: u32 = 60;

const EN: (&str, &str, &str) = (
    ": we are closed now.",
    " We open ",
    " and will read your text then. If this is an emergency, call 911.",
);
const EN_UNKNOWN: &str =
    ": we are closed now. We will read your text when we open. If this is an emergency, call 911.";
const ES: (&str, &str, &str) = (
    ": ahora estamos cerrados.",
    " Abrimos el ",
    " y entonces leeremos su texto. Si es una emergencia, llame al 911.",
);
const ES_UNKNOWN: &str =
    ": ahora estamos cerrados. Leeremos su texto cuando abramos. Si es una emergencia, llame al 911.";

const BOOK: [&str; 2] = [" You can book a visit at ", " Puede pedir cita en "];

/// A reply, and where visits are booked.
pub fn with_booking(reply: &str, address: &PortalAddress, language: Language) -> String {
    let [en, es] = BOOK;
    let book = match language {
        Language::En => en,
        Language::Es => es,
    };
    format!("{reply}{book}{}.", address.as_str())
}

/// A reply without where visits are booked, if it says so.
fn without_booking(body: &str) -> &str {
    let is_address = |end: &str| {
        let address = end.strip_suffix('.');
        address
            .is_some_and(|words| PortalAddress::parse(words).is_ok_and(|address| address.as_str() == words))
    };
    let split = BOOK.into_iter().find_map(|book| body.rsplit_once(book));
    split.filter(|(_, end)| is_address(end)).map_or(body, |(reply, _)| reply)
}

/// The reply of a practice that opens at `opens`, by the clock of `zone`.
pub fn text(practice_name: &str, opens: Option<Timestamp>, zone: Tz, language: Language) -> String {
    let name = practice_name.trim();
    let ((head, before, after), unknown) = match language {
        Language::En => (EN, EN_UNKNOWN),
        Language::Es => (ES, ES_UNKNOWN),
    };
    match opens {
        Some(opens) => format!("{name}{head}{before}{}{after}", when(opens, zone, language)),
        None => format!("{name}{unknown}"),
    }
}

/// Whether words are the reply of some practice with some opening.
pub fn is_reply(body: &str) -> bool {
    let body = without_booking(body);
    let pairs = [(EN, EN_UNKNOWN, Language::En), (ES, ES_UNKNOWN, Language::Es)];
    pairs.into_iter().any(|((head, before, after), unknown, language)| {
        let plain = body.strip_suffix(unknown).is_some_and(is_practice_name);
        let dated = body.strip_suffix(after).and_then(|rest| {
            let (name, opens) = rest.rsplit_once(before)?;
            Some(is_practice_name(name.strip_suffix(head)?) && is_when(opens, language))
        });
        plain || dated.unwrap_or(false)
    })
}

/// `Mon, Nov 23 at 8:00 AM`; `lun 23 nov a las 8:00 AM`.
fn when(at: Timestamp, zone: Tz, language: Language) -> String {
    let (date, time) = (date_in_words(at, zone, language), time_in_words(at, zone));
    match language {
        Language::En => format!("{date} at {time}"),
        Language::Es => format!("{date} a las {time}"),
    }
}

fn is_when(words: &str, language: Language) -> bool {
    let days = day_names(language);
    let months = month_names(language);
    let number = |word: &str, most: u8| word.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    let is_clock = |word: &str| {
        word.split_once(':').is_some_and(|(hour, minute)| {
            number(hour, 12) && minute.len() == 2 && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
        })
    };
    let parts: Vec<&str> = words.split(' ').collect();
    match (language, parts.as_slice()) {
        (Language::En, [day, month, date, "at", time, "AM" | "PM"]) => {
            day.strip_suffix(',').is_some_and(|day| days.contains(&day))
                && months.contains(month)
                && number(date, 31)
                && is_clock(time)
        }
        (Language::Es, [day, date, month, "a", "las", time, "AM" | "PM"]) => {
            days.contains(day) && months.contains(month) && number(date, 31) && is_clock(time)
        }
        (Language::En | Language::Es, _) => false,
    }
}

/// What is known of a text that came while the office was closed, and of its conversation before it.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Its words.
    pub body: &'a str,
    /// When it was written.
    pub written_at: Timestamp,
    /// When Foyer had it.
    pub heard_at: Timestamp,
    /// The words of their text before it.
    pub before: Option<&'a str>,
    /// When the newest text of ours before it left.
    pub ours_at: Option<Timestamp>,
    /// When the last automatic reply of this conversation was made.
    pub last_reply_at: Option<Timestamp>,
    /// Automatic replies since a person here last wrote.
    pub in_a_row: usize,
    /// Automatic replies of the practice within the hour.
    pub this_hour: u32,
}

/// Why no automatic reply goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Silence {
    /// It is too long ago.
    TooLate,
    /// It asks for something that is no matter of opening hours: STOP, START, HELP, an answer to the notice.
    Keyword,
    /// It looks like a machine's text.
    Machine,
    /// It had its reply today.
    HadOne,
    /// Nobody here followed up the last ones.
    InARow,
    /// The practice sends too many.
    TooMany,
}

/// Whether the automatic reply goes now. Consent, quiet hours and STOP are the gate's to say.
///
/// # Errors
/// Why not.
pub fn may_reply(heard: &Heard<'_>, now: Timestamp, zone: Tz) -> Result<(), Silence> {
    let late =
        now.since(heard.heard_at) > ANSWERED_WITHIN || heard.heard_at.since(heard.written_at) > HEARD_WITHIN;
    // A clock that was set back makes texts of the future; they are left to people.
    if late || heard.heard_at > now.plus(ANSWERED_WITHIN) {
        return Err(Silence::TooLate);
    }
    let fast =
        heard.ours_at.is_some_and(|ours| heard.written_at >= ours && heard.written_at.since(ours) < TOO_FAST);
    if fast || heard.before == Some(heard.body) || says_machine(heard.body) || is_reply(heard.body.trim()) {
        return Err(Silence::Machine);
    }
    match keyword::recognise(heard.body) {
        Some(
            Keyword::Stop
            | Keyword::Start
            | Keyword::Resume
            | Keyword::Help
            | Keyword::Yes
            | Keyword::No
            | Keyword::Unclear,
        ) => return Err(Silence::Keyword),
        None => {}
    }
    let day = |at: Timestamp| -> NaiveDate { local(at, zone).date_naive() };
    let had = heard.last_reply_at.is_some_and(|last| day(last) == day(now) || now.since(last) < AGAIN_AFTER);
    if had {
        return Err(Silence::HadOne);
    }
    if heard.in_a_row >= IN_A_ROW {
        return Err(Silence::InARow);
    }
    if heard.this_hour >= AN_HOUR {
        return Err(Silence::TooMany);
    }
    Ok(())
}

/// What machines say of themselves (the subjects and openings that RFC 3834 and phone makers' defaults use).
const MACHINES: [&str; 16] = [
    "auto-reply",
    "auto reply",
    "autoreply",
    "automatic reply",
    "automated message",
    "automated response",
    "out of office",
    "do not reply",
    "don't reply",
    "no-reply",
    "i'm driving",
    "respuesta automatica",
    "mensaje automatico",
    "fuera de la oficina",
    "no responda a este",
    "estoy conduciendo",
];

fn says_machine(body: &str) -> bool {
    let plain: String = body
        .chars()
        .map(|letter| match letter {
            'á' | 'Á' => 'a',
            'é' | 'É' => 'e',
            'í' | 'Í' => 'i',
            'ó' | 'Ó' => 'o',
            '\u{2019}' => '\'',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect();
    MACHINES.iter().any(|words| plain.contains(words))
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Chicago;
    use foyer_domain::{Encoding, Segments};

    use super::*;

    /// Sunday, 8 PM in Houston.
    fn now() -> Timestamp {
        let local = "2026-11-22T20:00:00".parse::<chrono::NaiveDateTime>().unwrap();
        Timestamp::from_millis(local.and_local_timezone(Chicago).unwrap().timestamp_millis())
    }

    fn heard(body: &str) -> Heard<'_> {
        Heard {
            body,
            written_at: now().minus(Span::seconds(20)),
            heard_at: now().minus(Span::seconds(5)),
            before: Some("Thank you!"),
            ours_at: Some(now().minus(Span::hours(30))),
            last_reply_at: None,
            in_a_row: 0,
            this_hour: 0,
        }
    }

    fn say(heard: &Heard<'_>) -> Result<(), Silence> {
        may_reply(heard, now(), Chicago)
    }

    #[test]
    fn the_words_are_one_plain_part_in_both_languages_and_are_known_again() {
        let opens = now().plus(Span::hours(12));
        let en = text("Bayou Family Clinic", Some(opens), Chicago, Language::En);
        assert_eq!(
            en,
            "Bayou Family Clinic: we are closed now. We open Mon, Nov 23 at 8:00 AM and will read your text then. If this is an emergency, call 911."
        );
        let es = text("Bayou Family Clinic", Some(opens), Chicago, Language::Es);
        assert_eq!(
            es,
            "Bayou Family Clinic: ahora estamos cerrados. Abrimos el lun 23 nov a las 8:00 AM y entonces leeremos su texto. Si es una emergencia, llame al 911."
        );
        for language in [Language::En, Language::Es] {
            for opens in [Some(opens), None] {
                let words = text("Bayou Family Clinic", opens, Chicago, language);
                let segments = Segments::of(&words);
                assert_eq!((segments.count, segments.encoding), (1, Encoding::Gsm7), "{words}");
                assert!(is_reply(&words), "{words}");
                assert!(!is_reply(&format!("{words} Your results are in.")));
                let book = PortalAddress::parse("bayoufamily.example/book").unwrap();
                let booked = with_booking(&words, &book, language);
                assert!(booked.ends_with(" bayoufamily.example/book."), "{booked}");
                assert_eq!(Segments::of(&booked).encoding, Encoding::Gsm7);
                assert!(is_reply(&booked), "{booked}");
                for other in ["your results at bayoufamily.example", "x.example/?of=Lupe", "no address"] {
                    assert!(!is_reply(&format!("{words} You can book a visit at {other}.")), "{other}");
                }
                assert!(!is_reply(&with_booking("Your results are in.", &book, language)));
            }
        }
        assert!(!is_reply(
            "Bayou: we are closed now. We open to tell you about your results and will read your text then. If this is an emergency, call 911."
        ));
        assert!(!is_reply("We are closed."));
    }

    #[test]
    fn an_ordinary_text_is_answered_at_once_or_not_at_all() {
        assert_eq!(say(&heard("Can I come in tomorrow morning?")), Ok(()));
        let late = Heard { heard_at: now().minus(Span::minutes(11)), ..heard("Can I come?") };
        assert_eq!(say(&late), Err(Silence::TooLate));
        let listed_late = Heard { written_at: now().minus(Span::hours(2)), ..heard("Can I come?") };
        assert_eq!(say(&listed_late), Err(Silence::TooLate));
        let clock_back = Heard { heard_at: now().plus(Span::hours(2)), ..heard("Can I come?") };
        assert_eq!(say(&clock_back), Err(Silence::TooLate));
    }

    #[test]
    fn a_keyword_is_never_answered_with_hours() {
        for body in ["STOP", "stop texting me", "START", "HELP", "YES", "No", "SÍ", "ALTO"] {
            assert_eq!(say(&heard(body)), Err(Silence::Keyword), "{body}");
        }
    }

    #[test]
    fn a_machine_gets_nothing() {
        for body in [
            "AUTO-REPLY: I'm away until Monday.",
            "I’m driving right now. I'll get back to you.",
            "Respuesta automática: vuelvo el lunes.",
            "This is an automated message, do not reply.",
        ] {
            assert_eq!(say(&heard(body)), Err(Silence::Machine), "{body}");
        }
        let same = Heard { before: Some("Call us at noon."), ..heard("Call us at noon.") };
        assert_eq!(say(&same), Err(Silence::Machine));
        let fast =
            Heard { ours_at: Some(now().minus(Span::seconds(22))), ..heard("Thanks for writing to us.") };
        assert_eq!(say(&fast), Err(Silence::Machine));
        let mirror = text("Another Clinic", Some(now()), Chicago, Language::En);
        assert_eq!(say(&heard(&mirror)), Err(Silence::Machine), "another Foyer");
    }

    #[test]
    fn once_a_day_and_three_times_without_a_person() {
        let again = |ago: Span| Heard {
            last_reply_at: Some(now().minus(ago)),
            ..heard("Can I come in tomorrow morning?")
        };
        assert_eq!(say(&again(Span::hours(1))), Err(Silence::HadOne));
        assert_eq!(say(&again(Span::hours(19))), Err(Silence::HadOne), "the same day, early");
        assert_eq!(say(&again(Span::hours(24))), Ok(()));
        let third = Heard { in_a_row: IN_A_ROW, ..again(Span::hours(24)) };
        assert_eq!(say(&third), Err(Silence::InARow));
        let many = Heard { this_hour: AN_HOUR, ..heard("Can I come in tomorrow morning?") };
        assert_eq!(say(&many), Err(Silence::TooMany));
    }

    /// A machine that answers every text of ours a minute later with new words, for a year.
    #[test]
    fn two_machines_come_to_an_end() {
        let (mut sent, mut last) = (0_usize, None);
        for night in 0..365 {
            for minute in 0..600 {
                let at = now().plus(Span::days(night)).plus(Span::minutes(minute));
                let words = format!("We have your text number {night} {minute}.");
                let text = Heard {
                    written_at: at,
                    heard_at: at,
                    ours_at: last.map(|at: Timestamp| at.minus(Span::minutes(1))),
                    last_reply_at: last,
                    in_a_row: sent,
                    ..heard(&words)
                };
                if may_reply(&text, at, Chicago).is_ok() {
                    (sent, last) = (sent + 1, Some(at));
                }
            }
        }
        assert_eq!(sent, IN_A_ROW);
    }
}
