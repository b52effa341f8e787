//! What the digits of a number alone tell of whether a text reaches somebody there. In North America a landline has the
//! digits of any other number: whether it is one, the carrier says when it is first texted.

use foyer_domain::PhoneNumber;
use phonenumber::Type;

/// What can be told of a number by the numbering plan of its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Nothing speaks against it.
    Ordinary,
    /// Outside the North American plan: a carrier may not be set up for it.
    Abroad,
    /// A landline, where the plan of its country tells.
    Landline,
    /// Toll-free, premium, a pager: nobody's own phone.
    Nobodys,
}

impl Reach {
    /// Asks the plan.
    pub(crate) fn of(number: &PhoneNumber) -> Self {
        let Ok(parsed) = phonenumber::parse(None, number.reveal()) else { return Self::Abroad };
        match parsed.number_type(&phonenumber::metadata::DATABASE) {
            Type::TollFree
            | Type::PremiumRate
            | Type::SharedCost
            | Type::Pager
            | Type::Uan
            | Type::Voicemail => Self::Nobodys,
            Type::FixedLine => Self::Landline,
            _ if number.reveal().starts_with("+1") => Self::Ordinary,
            _ => Self::Abroad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_tell_of_some_numbers_that_no_text_reaches_anybody_there() {
        let reach = |text: &str| Reach::of(&PhoneNumber::parse(text).unwrap());
        assert_eq!(reach("(713) 555-0142"), Reach::Ordinary);
        assert_eq!(reach("800 234 5678"), Reach::Nobodys);
        assert_eq!(reach("+44 20 7946 0958"), Reach::Landline);
        assert!(reach("+52 55 1234 5678") != Reach::Ordinary);
    }
}
