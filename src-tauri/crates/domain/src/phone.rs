//! Phone numbers in E.164. Numbers a person types are read as the practice's country would read them.

use std::fmt;

/// A number in E.164: `+` and 8 to 15 digits, the first not zero (ITU-T E.164, section 6).
/// `Debug` and `Display` mask all but the last two digits; [`PhoneNumber::reveal`] gives it whole.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Text that is not a phone number one can text. Carries nothing of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number")]
pub struct InvalidPhoneNumber;

impl PhoneNumber {
    /// Reads a number that is already E.164, as carriers write it.
    ///
    /// # Errors
    /// Anything else: short codes, alphanumeric senders, words.
    pub fn parse_e164(text: &str) -> Result<Self, InvalidPhoneNumber> {
        let digits = text.strip_prefix('+').ok_or(InvalidPhoneNumber)?;
        let fits = (8..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidPhoneNumber) }
    }

    /// Reads what a person typed, as somebody in the United States would mean it:
    /// `713 555 0142`, `(713) 555-0142` and `+1 713-555-0142` are one number.
    ///
    /// # Errors
    /// Numbers that are too short, too long or not digits.
    pub fn parse(text: &str) -> Result<Self, InvalidPhoneNumber> {
        let typed = text.trim();
        if typed.chars().count() > 40 || typed.chars().any(char::is_alphabetic) {
            return Err(InvalidPhoneNumber);
        }
        let number =
            phonenumber::parse(Some(phonenumber::country::US), typed).map_err(|_| InvalidPhoneNumber)?;
        let e164 = number.format().mode(phonenumber::Mode::E164).to_string();
        let parsed = Self::parse_e164(&e164)?;
        // 555-01xx numbers are reserved for fiction and pass no carrier's plan, but length still must fit.
        if parsed.0.starts_with("+1") && parsed.0.len() != 12 { Err(InvalidPhoneNumber) } else { Ok(parsed) }
    }

    /// The whole number in E.164. Only for the carrier, the store and the screen.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `+•••••••••42`: the only form that may reach a log.
    pub fn masked(&self) -> String {
        let keep = self.0.len().saturating_sub(2);
        self.0.char_indices().map(|(at, digit)| if at == 0 || at >= keep { digit } else { '•' }).collect()
    }

    /// Whether whoever calls it in North America pays nothing; such a number is registered by a way of its own.
    pub fn is_toll_free(&self) -> bool {
        const AREAS: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];
        self.0.strip_prefix("+1").is_some_and(|national| AREAS.iter().any(|area| national.starts_with(area)))
    }

    /// As people write it: `(713) 555-0142` for North America, spaced groups elsewhere.
    pub fn pretty(&self) -> String {
        match self.0.strip_prefix("+1") {
            Some(national) if national.len() == 10 => {
                let (area, rest) = national.split_at(3);
                let (exchange, line) = rest.split_at(3);
                format!("({area}) {exchange}-{line}")
            }
            _ => match phonenumber::parse(None, &self.0) {
                Ok(number) => number.format().mode(phonenumber::Mode::International).to_string(),
                Err(_) => self.0.clone(),
            },
        }
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = InvalidPhoneNumber;

    fn try_from(text: String) -> Result<Self, InvalidPhoneNumber> {
        Self::parse_e164(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toll_free_number_is_known_by_its_area() {
        let toll_free = |number: &str| PhoneNumber::parse_e164(number).expect(number).is_toll_free();
        assert!(toll_free("+18335550100") && toll_free("+18005550100"));
        assert!(!toll_free("+17135550100") && !toll_free("+448335550100"), "another area, another country");
    }

    #[test]
    fn one_number_however_it_is_typed() {
        for typed in ["7135550142", "(713) 555-0142", "713.555.0142", "+1 713 555 0142", "1-713-555-0142"] {
            let number = PhoneNumber::parse(typed).expect(typed);
            assert_eq!(number.reveal(), "+17135550142");
            assert_eq!(number.pretty(), "(713) 555-0142");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in ["", "12345", "Lupe", "+1713555014", "713555014299999999", "+", "1-800-FLOWERS"] {
            assert_eq!(PhoneNumber::parse(typed), Err(InvalidPhoneNumber), "{typed}");
        }
        assert!(PhoneNumber::parse_e164("12345").is_err());
    }

    #[test]
    fn a_log_sees_two_digits() {
        let number = PhoneNumber::parse("7135550142").unwrap();
        assert_eq!(format!("{number:?} {number}"), "+•••••••••42 +•••••••••42");
    }
}
