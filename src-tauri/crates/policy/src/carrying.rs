//! What a channel may carry. A company that signed for a product may be given what a patient agreed to; where none has,
//! or no longer, only texts about visits leave in which the check finds nothing (45 CFR 164.502(e), 164.504(e)).
//!
//! Refuses to be switched off: [`ConsentRules`](crate::ConsentRules) begin without any agreement, and the gate asks for
//! the moment a text leaves.

use foyer_domain::{Channel, Timestamp};

use crate::handoff::Agreement;

/// What a company can sign for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Product {
    /// Texts.
    Sms,
    /// Pictures that patients send.
    Mms,
    /// Calls.
    Voice,
    /// Copies of the store that lie elsewhere.
    Copies,
}

impl Product {
    /// Every product.
    pub const ALL: [Self; 4] = [Self::Sms, Self::Mms, Self::Voice, Self::Copies];
}

/// An agreement as the practice wrote it down: who signed for which products.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Signed {
    /// The company, and from when until when it holds.
    pub agreement: Agreement,
    /// Who signed for the practice.
    pub signer: String,
    /// What it names.
    pub products: Vec<Product>,
}

/// How many stretches of time are looked at: more than a practice signs ahead.
const STRETCHES: usize = 4;

/// When texts are covered by an agreement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covers([Option<Cover>; STRETCHES]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cover {
    from: Timestamp,
    until: Option<Timestamp>,
}

impl Covers {
    /// For a far end that is no company: practice mode, whose patients are made up.
    pub const fn pretend() -> Self {
        let always = Cover { from: Timestamp::from_millis(i64::MIN), until: None };
        Self([Some(always), None, None, None])
    }

    /// What these agreements cover from `now` on; what has ended is over.
    pub fn of(signed: &[Signed], now: Timestamp) -> Self {
        let names_texts = |one: &&Signed| {
            one.products.contains(&Product::Sms)
                && !one.agreement.with.trim().is_empty()
                && one.agreement.until_at.is_none_or(|until| until > now)
        };
        let mut covers: Vec<Cover> = signed
            .iter()
            .filter(names_texts)
            .map(|one| Cover { from: one.agreement.signed_at, until: one.agreement.until_at })
            .collect();
        covers.sort_by_key(|cover| (cover.from, cover.until.is_some(), cover.until));
        let mut kept = Self::default();
        for (place, cover) in kept.0.iter_mut().zip(covers) {
            *place = Some(cover);
        }
        kept
    }

    /// Whether a company has signed for what goes by `channel` at `now`. Nobody signs for WhatsApp.
    pub fn covers(&self, channel: Channel, now: Timestamp) -> bool {
        match channel {
            Channel::WhatsApp => false,
            Channel::Sms => self
                .0
                .iter()
                .flatten()
                .any(|cover| cover.from <= now && cover.until.is_none_or(|until| now < until)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn signed(products: &[Product], from: i64, until: Option<i64>) -> Signed {
        let agreement =
            Agreement { with: "Carrier".to_owned(), signed_at: at(from), until_at: until.map(at) };
        Signed { agreement, signer: "Dana Ruiz".to_owned(), products: products.to_vec() }
    }

    #[test]
    fn an_agreement_covers_what_it_names_while_it_holds() {
        let covers = Covers::of(&[signed(&[Product::Sms], 100, Some(200))], at(0));
        let held = [99, 100, 199, 200].map(|now| covers.covers(Channel::Sms, at(now)));
        assert_eq!(held, [false, true, true, false]);
        assert!(!covers.covers(Channel::WhatsApp, at(150)), "nobody signs for WhatsApp");
        for other in [Product::Mms, Product::Voice, Product::Copies] {
            let covers = Covers::of(&[signed(&[other], 100, None)], at(0));
            assert!(!covers.covers(Channel::Sms, at(150)), "{other:?} is no text");
        }
    }

    #[test]
    fn nothing_is_covered_until_somebody_signed() {
        assert!(!Covers::default().covers(Channel::Sms, at(0)));
        assert!(!Covers::of(&[], at(0)).covers(Channel::Sms, at(0)));
        let mut unnamed = signed(&[Product::Sms], 0, None);
        unnamed.agreement.with = "  ".to_owned();
        assert!(!Covers::of(&[unnamed], at(0)).covers(Channel::Sms, at(0)));
        assert!(Covers::pretend().covers(Channel::Sms, at(0)));
    }

    #[test]
    fn a_gap_between_two_agreements_is_a_gap_and_what_ended_takes_no_place() {
        let mut many: Vec<Signed> =
            (0..6).map(|year| signed(&[Product::Sms], year * 10, Some(year * 10 + 5))).collect();
        many.push(signed(&[Product::Sms], 70, None));
        let covers = Covers::of(&many, at(44));
        let held = [44, 46, 52, 57, 70, 900].map(|now| covers.covers(Channel::Sms, at(now)));
        assert_eq!(held, [true, false, true, false, true, true]);
    }
}
