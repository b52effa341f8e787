//! What a carrier asks for a text.

/// What one text cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Millionths of the currency: carriers ask for fractions of a cent.
    pub micros: u64,
    /// In which currency.
    pub currency: Currency,
}

impl Charge {
    /// Reads an amount as carriers write it: `-0.00790`, a debit with its sign. `None` for what is no amount, or has more
    /// than six digits behind the point that say anything.
    pub fn parse(amount: &str, currency: Currency) -> Option<Self> {
        let amount = amount.strip_prefix('-').unwrap_or(amount);
        let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
        let part = part.trim_end_matches('0');
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 6 {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        let micros: u64 = format!("{part:0<6}").parse().ok()?;
        Some(Self { micros: whole.checked_mul(1_000_000)?.checked_add(micros)?, currency })
    }

    /// The amount in the currency, with as many digits as it has and two at least: `0.0079`.
    pub fn amount(self) -> String {
        let (whole, part) = (self.micros / 1_000_000, self.micros % 1_000_000);
        let part = format!("{part:06}");
        let said = part.trim_end_matches('0').len().max(2);
        format!("{whole}.{}", part.get(..said).unwrap_or(&part))
    }
}

/// Three capital letters (ISO 4217).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads `USD`, and `usd`. `None` for what is no currency.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(letters.map(|letter| letter.to_ascii_uppercase())))
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_read_as_carriers_write_them() {
        let usd = Currency::parse("usd").unwrap();
        assert_eq!(usd.as_str(), "USD");
        for (written, micros, said) in [
            ("-0.00790", 7_900, "0.0079"),
            ("0.0079", 7_900, "0.0079"),
            ("-1", 1_000_000, "1.00"),
            ("-12.5", 12_500_000, "12.50"),
            ("0", 0, "0.00"),
            ("-0.0000010000", 1, "0.000001"),
        ] {
            let charge = Charge::parse(written, usd).unwrap();
            assert_eq!((charge.micros, charge.amount().as_str()), (micros, said), "{written}");
        }
        for wrong in ["", "-", ".5", "1e3", "--1", "0.0000001", "99999999999999999999", "1,50", "NaN"] {
            assert_eq!(Charge::parse(wrong, usd), None, "{wrong}");
        }
        for wrong in ["", "US", "USDX", "U5D", "€"] {
            assert_eq!(Currency::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_reads_back(micros in 0_u64..u64::MAX / 2) {
            let charge = Charge { micros, currency: Currency::parse("EUR").unwrap() };
            prop_assert_eq!(Charge::parse(&charge.amount(), charge.currency), Some(charge));
        }

        #[test]
        fn nothing_a_carrier_writes_is_a_panic(text in "\\PC{0,40}") {
            let _ = Charge::parse(&text, Currency::parse("USD").unwrap());
            let _ = Currency::parse(&text);
        }
    }
}
