//! A patient's right to a copy of what is kept about them (45 CFR 164.524): until when it is to be answered, the one
//! extension, and what ends it.
//!
//! Days are the practice's calendar days. Where the patient lives in Texas the shorter time of that state holds; an
//! extension that federal law allows does not lengthen it. Whether a denial is right is for people: the grounds are the
//! regulation's own, and the reason is written to the patient.

use chrono::{Days, NaiveDate};

use crate::{Place, State, holidays};

/// Days to answer, and days of the one extension (45 CFR 164.524(b)(2)(i), (ii)).
const FEDERAL_DAYS: u64 = 30;

/// Business days to answer (Texas Health and Safety Code 181.102(a)).
const TEXAS_BUSINESS_DAYS: u32 = 15;

/// How much time there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccessRule {
    /// 30 days, and once 30 more (45 CFR 164.524(b)(2)).
    Federal,
    /// 15 business days (Texas Health and Safety Code 181.102).
    Texas,
}

impl AccessRule {
    /// Every rule, for round trips.
    pub const ALL: [Self; 2] = [Self::Federal, Self::Texas];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Federal => "federal",
            Self::Texas => "texas",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == word)
    }

    /// The rule for somebody who lives there; the federal one where nobody knows.
    pub fn at(place: &Place) -> Self {
        if place.state.is_some() && place.state == State::parse("TX") { Self::Texas } else { Self::Federal }
    }

    /// The last day to answer a request that came in on `asked`.
    pub fn due(self, asked: NaiveDate) -> NaiveDate {
        let due = match self {
            Self::Federal => asked.checked_add_days(Days::new(FEDERAL_DAYS)),
            Self::Texas => holidays::business_day_after(asked, TEXAS_BUSINESS_DAYS),
        };
        due.unwrap_or(asked)
    }
}

/// Why a request may be denied: the grounds of 45 CFR 164.524(a)(2) and (3), as far as texts can meet them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DenialGround {
    /// Put together for a civil, criminal or administrative action (164.524(a)(1)(ii)).
    LegalProceeding,
    /// A promise of confidentiality to somebody who is no provider (164.524(a)(2)(v)).
    Confidence,
    /// It would endanger somebody's life or body; may be reviewed (164.524(a)(3)(i)).
    Danger,
    /// It tells of another person whom it would harm; may be reviewed (164.524(a)(3)(ii)).
    OtherPerson,
    /// A personal representative asks, and it would harm the patient; may be reviewed (164.524(a)(3)(iii)).
    Representative,
}

impl DenialGround {
    /// Every ground.
    pub const ALL: [Self; 5] =
        [Self::LegalProceeding, Self::Confidence, Self::Danger, Self::OtherPerson, Self::Representative];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LegalProceeding => "legal_proceeding",
            Self::Confidence => "confidence",
            Self::Danger => "danger",
            Self::OtherPerson => "other_person",
            Self::Representative => "representative",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.as_str() == word)
    }

    /// Whether the patient may have a denial on this ground looked at by somebody else (164.524(a)(4)).
    pub const fn may_be_reviewed(self) -> bool {
        match self {
            Self::LegalProceeding | Self::Confidence => false,
            Self::Danger | Self::OtherPerson | Self::Representative => true,
        }
    }
}

/// One thing that was done about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccessStep {
    /// The patient was told in writing why it takes longer, and until when.
    Extended,
    /// The copy was given.
    Given,
    /// It was denied in writing.
    Denied(DenialGround),
    /// The patient no longer wants it, or it was entered by mistake.
    Withdrawn,
}

impl AccessStep {
    /// The word in the store.
    pub fn word(self) -> String {
        match self {
            Self::Extended => "extended".to_owned(),
            Self::Given => "given".to_owned(),
            Self::Denied(ground) => format!("denied:{}", ground.as_str()),
            Self::Withdrawn => "withdrawn".to_owned(),
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "extended" => Some(Self::Extended),
            "given" => Some(Self::Given),
            "withdrawn" => Some(Self::Withdrawn),
            other => other.strip_prefix("denied:").and_then(DenialGround::parse).map(Self::Denied),
        }
    }
}

/// Why a step can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessStop {
    /// It has been given, denied or withdrawn.
    #[error("the request is closed")]
    Closed,
    /// There is one extension (164.524(b)(2)(ii)(B)).
    #[error("the request was extended before")]
    ExtendedBefore,
    /// The patient must be told within the first 30 days (164.524(b)(2)(ii)(A)).
    #[error("the first time is over")]
    TooLate,
    /// The state's rule knows none.
    #[error("this rule has no extension")]
    NoExtension,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessStanding {
    rule: AccessRule,
    /// The last day to answer, the extension included.
    pub due: NaiveDate,
    /// Whether it was extended.
    pub extended: bool,
    /// What ended it, and on which day.
    pub end: Option<(AccessStep, NaiveDate)>,
}

/// Where a request stands that came in on `asked`, by what was done about it, oldest first. What was done after its end
/// counts for nothing.
pub fn standing(rule: AccessRule, asked: NaiveDate, done: &[(AccessStep, NaiveDate)]) -> AccessStanding {
    let first = AccessStanding { rule, due: rule.due(asked), extended: false, end: None };
    done.iter().fold(first, |standing, (step, day)| match step {
        _ if standing.end.is_some() => standing,
        AccessStep::Extended if standing.extended => standing,
        AccessStep::Extended => AccessStanding {
            due: standing.due.checked_add_days(Days::new(FEDERAL_DAYS)).unwrap_or(standing.due),
            extended: true,
            ..standing
        },
        AccessStep::Given | AccessStep::Denied(_) | AccessStep::Withdrawn => {
            AccessStanding { end: Some((*step, *day)), ..standing }
        }
    })
}

impl AccessStanding {
    /// Whether it was, or is, answered later than it may be.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        match self.end {
            Some((AccessStep::Withdrawn, _)) => false,
            Some((_, day)) => day > self.due,
            None => today > self.due,
        }
    }

    /// Whether a step may be taken today.
    ///
    /// # Errors
    /// [`AccessStop`].
    pub fn may(&self, step: AccessStep, today: NaiveDate) -> Result<(), AccessStop> {
        if self.end.is_some() {
            return Err(AccessStop::Closed);
        }
        match step {
            AccessStep::Extended if self.rule == AccessRule::Texas => Err(AccessStop::NoExtension),
            AccessStep::Extended if self.extended => Err(AccessStop::ExtendedBefore),
            AccessStep::Extended if today > self.due => Err(AccessStop::TooLate),
            AccessStep::Extended | AccessStep::Given | AccessStep::Denied(_) | AccessStep::Withdrawn => {
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_copy_is_due_in_thirty_days_and_once_in_thirty_more() {
        // Month ends, a leap day and a new year, counted by hand.
        for (asked, due, extended) in [
            ("2026-11-20", "2026-12-20", "2027-01-19"),
            ("2026-01-31", "2026-03-02", "2026-04-01"),
            ("2028-01-30", "2028-02-29", "2028-03-30"),
            ("2026-12-02", "2027-01-01", "2027-01-31"),
        ] {
            let asked = day(asked);
            let plain = standing(AccessRule::Federal, asked, &[]);
            assert_eq!((plain.due, plain.extended, plain.end), (day(due), false, None));
            let longer = standing(AccessRule::Federal, asked, &[(AccessStep::Extended, asked)]);
            assert_eq!((longer.due, longer.extended), (day(extended), true));
        }
    }

    #[test]
    fn texas_counts_business_days_and_knows_no_extension() {
        // Thanksgiving lies between; counted on a calendar.
        let standing = standing(AccessRule::Texas, day("2026-11-20"), &[]);
        assert_eq!(standing.due, day("2026-12-14"));
        assert_eq!(standing.may(AccessStep::Extended, day("2026-11-21")), Err(AccessStop::NoExtension));
        let place = |state: &str| {
            let number = foyer_domain::PhoneNumber::parse_e164("+15045550142").unwrap();
            Place::of(State::parse(state).map(|state| (state, crate::PlaceSource::Record)), &number)
        };
        assert_eq!(AccessRule::at(&place("TX")), AccessRule::Texas);
        assert_eq!(AccessRule::at(&place("LA")), AccessRule::Federal);
    }

    #[test]
    fn an_extension_is_told_in_time_and_once() {
        let asked = day("2026-11-01");
        let open = standing(AccessRule::Federal, asked, &[]);
        assert_eq!(open.may(AccessStep::Extended, day("2026-12-01")), Ok(()), "on the last day");
        assert_eq!(open.may(AccessStep::Extended, day("2026-12-02")), Err(AccessStop::TooLate));
        let longer = standing(AccessRule::Federal, asked, &[(AccessStep::Extended, day("2026-11-20"))]);
        assert_eq!(longer.may(AccessStep::Extended, day("2026-12-02")), Err(AccessStop::ExtendedBefore));
        assert_eq!(longer.may(AccessStep::Given, day("2027-02-01")), Ok(()), "late is better than never");
    }

    #[test]
    fn what_is_answered_in_time_is_not_late_and_stays_closed() {
        let asked = day("2026-11-01");
        let given = |on: &str| standing(AccessRule::Federal, asked, &[(AccessStep::Given, day(on))]);
        assert!(!given("2026-12-01").is_late(day("2027-06-01")));
        assert!(given("2026-12-02").is_late(day("2027-06-01")));
        assert!(!standing(AccessRule::Federal, asked, &[]).is_late(day("2026-12-01")));
        assert!(standing(AccessRule::Federal, asked, &[]).is_late(day("2026-12-02")));
        for step in [AccessStep::Extended, AccessStep::Given, AccessStep::Denied(DenialGround::Danger)] {
            assert_eq!(given("2026-11-02").may(step, day("2026-11-03")), Err(AccessStop::Closed));
        }
        let twice = [(AccessStep::Given, day("2026-11-02")), (AccessStep::Extended, day("2026-11-03"))];
        assert_eq!(standing(AccessRule::Federal, asked, &twice).due, day("2026-12-01"));
    }

    #[test]
    fn words_in_the_store_read_back() {
        for rule in AccessRule::ALL {
            assert_eq!(AccessRule::parse(rule.as_str()), Some(rule));
        }
        let plain = [AccessStep::Extended, AccessStep::Given, AccessStep::Withdrawn];
        for step in plain.into_iter().chain(DenialGround::ALL.map(AccessStep::Denied)) {
            assert_eq!(AccessStep::parse(&step.word()), Some(step));
        }
        assert_eq!(AccessStep::parse("denied:because"), None);
    }
}
