//! How many texts may leave in a day, whoever or whatever wrote them. Past it nothing leaves until a person has looked:
//! a desk that runs wild, a script or somebody else at an open desk texts hundreds and not thousands.

use foyer_domain::{Span, Timestamp};

use crate::Purpose;

/// Over which texts are counted: any 24 hours, so that midnight gives nobody a second day's worth.
const DAY: Span = Span::hours(24);

/// The most texts that leave in any 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Ceiling(u32);

impl Ceiling {
    /// The fewest a practice may choose.
    pub const LEAST: u32 = 20;
    /// The most it may choose: a campaign of the largest practice, and not all its patients twice.
    pub const MOST: u32 = 20_000;

    /// That many texts in 24 hours; `None` outside [`Self::LEAST`] and [`Self::MOST`].
    pub const fn new(texts: u32) -> Option<Self> {
        if texts < Self::LEAST || texts > Self::MOST { None } else { Some(Self(texts)) }
    }

    /// How many.
    pub const fn texts(self) -> u32 {
        self.0
    }

    /// Whether `sent` texts since [`Self::counts_from`] leave no room for another.
    pub const fn is_reached(self, sent: u32) -> bool {
        sent >= self.0
    }

    /// Texts that left after this count at `now`.
    pub fn counts_from(now: Timestamp) -> Timestamp {
        now.minus(DAY)
    }

    /// What goes all the same: the answer to a STOP. It is owed within five minutes, says nothing of anybody, and goes once
    /// to whoever wants no more texts.
    pub const FREE: Purpose = Purpose::StopConfirmation;

    /// Whether a text for this counts on the ceiling and waits at the brake.
    pub fn binds(purpose: Purpose) -> bool {
        purpose != Self::FREE
    }
}

impl Default for Ceiling {
    /// Above the busiest day of a practice with 8,000 messages a week, of which half are its own, and below
    /// thousands.
    fn default() -> Self {
        Self(1_000)
    }
}

impl TryFrom<u32> for Ceiling {
    type Error = &'static str;

    fn try_from(texts: u32) -> Result<Self, Self::Error> {
        Self::new(texts).ok_or("no ceiling")
    }
}

impl From<Ceiling> for u32 {
    fn from(ceiling: Ceiling) -> Self {
        ceiling.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_may_be_chosen_and_the_last_of_them_still_goes() {
        assert_eq!(Ceiling::new(Ceiling::LEAST - 1), None);
        assert_eq!(Ceiling::new(Ceiling::MOST + 1), None);
        let ceiling = Ceiling::new(20).unwrap();
        assert!(!ceiling.is_reached(19) && ceiling.is_reached(20) && ceiling.is_reached(21));
        assert!(Ceiling::new(Ceiling::default().texts()).is_some());
        assert!(serde_json::from_str::<Ceiling>("7").is_err(), "nothing stored is taken for no ceiling");
    }
}
