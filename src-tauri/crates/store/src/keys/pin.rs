//! The six digits that lift a soft lock. They open no file: what they are checked against is inside the open store,
//! and bound to the person and to this computer's secret.

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{
    DeviceSecret,
    cost::{Cost, stretch},
    random,
};
use crate::OpenError;
use foyer_domain::UserId;

/// Digits of a PIN.
const DIGITS: usize = 6;

/// Six digits.
#[derive(Clone)]
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// Six digits as typed; `None` for anything else.
    pub fn parse(typed: &str) -> Option<Self> {
        (typed.len() == DIGITS && typed.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| Self(Zeroizing::new(typed.to_owned())))
    }

    /// Whether it is among the first that anybody tries: one digit six times, or a run up or down.
    pub fn is_obvious(&self) -> bool {
        let step = |by: i16| {
            self.0.as_bytes().windows(2).all(|pair| match pair {
                [one, next] => i16::from(*next) - i16::from(*one) == by,
                _ => false,
            })
        };
        step(0) || step(1) || step(-1)
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin")
    }
}

/// What a PIN is checked against. Says nothing about the PIN without the device's secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinCheck {
    /// Random.
    pub salt: [u8; 16],
    /// Argon2id's memory in KiB.
    pub kib: u32,
    /// Argon2id's passes.
    pub passes: u32,
    /// Argon2id's output.
    pub check: [u8; 32],
}

impl PinCheck {
    /// Of this person's PIN on this computer. Takes some 40 ms.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn of(pin: &Pin, user: UserId, device: &DeviceSecret) -> Result<Self, OpenError> {
        let salt = random::<16>()?;
        let Cost { kib, passes } = Cost::PIN;
        let check = **stretch(&input(pin, user), &salt, Cost::PIN, device)?;
        Ok(Self { salt, kib, passes, check })
    }

    /// Whether `pin` is the one; takes as long either way.
    pub fn matches(&self, pin: &Pin, user: UserId, device: &DeviceSecret) -> bool {
        let cost = Cost { kib: self.kib, passes: self.passes };
        stretch(&input(pin, user), &self.salt, cost, device)
            .is_ok_and(|found| (**found).ct_eq(&self.check).into())
    }
}

/// One person's check moved to another's row matches nothing.
fn input(pin: &Pin, user: UserId) -> Zeroizing<Vec<u8>> {
    let mut input = Zeroizing::new(Vec::with_capacity(64));
    input.extend_from_slice(b"foyer pin v1");
    input.extend_from_slice(user.uuid().as_bytes());
    input.extend_from_slice(pin.0.as_bytes());
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(typed: &str) -> Pin {
        Pin::parse(typed).unwrap()
    }

    #[test]
    fn six_digits_and_nothing_else() {
        for typed in ["", "12345", "1234567", "12 456", "١٢٣٤٥٦", "abcdef"] {
            assert!(Pin::parse(typed).is_none(), "{typed}");
        }
        for obvious in ["000000", "123456", "987654"] {
            assert!(pin(obvious).is_obvious(), "{obvious}");
        }
        assert!(!pin("246810").is_obvious());
        assert_eq!(format!("{:?}", pin("246810")), "Pin");
    }

    #[test]
    fn a_check_is_of_one_person_on_one_computer() {
        let (marisol, kofi) =
            (UserId::from_uuid(uuid::Uuid::from_u128(1)), UserId::from_uuid(uuid::Uuid::from_u128(2)));
        let (here, there) =
            (DeviceSecret::from_keyring(vec![1; 32]), DeviceSecret::from_keyring(vec![2; 32]));
        let check = PinCheck::of(&pin("246810"), marisol, &here).unwrap();
        assert!(check.matches(&pin("246810"), marisol, &here));
        assert!(!check.matches(&pin("246811"), marisol, &here));
        assert!(!check.matches(&pin("246810"), kofi, &here));
        assert!(!check.matches(&pin("246810"), marisol, &there));
        assert!(!check.matches(&pin("246810"), marisol, &DeviceSecret::none()));
    }
}
