//! What a guess costs. A password's cost is chosen on the computer that will ask for it; a PIN's is fixed.

use std::time::{Duration, Instant};

use super::{DeviceSecret, Secret, room};
use crate::{OpenError, wipe};
use argon2::{Algorithm, Argon2, Params, Version};

/// Argon2id's memory, in KiB: 65 MiB, no less than what RFC 9106 names where memory is short (64 MiB, three passes).
const PASSWORD_KIB: u32 = 65 * 1024;

/// Never fewer passes than this, however slow the computer.
const LEAST_PASSES: u32 = 3;

/// More would take a computer that goes through the memory in less than 7 milliseconds.
const MOST_PASSES: u32 = 48;

/// What somebody waits for after Enter: long enough to make guessing dear, short enough not to be felt.
const AIM: Duration = Duration::from_millis(400);

/// As near to it as is near enough.
const NEAR: std::ops::RangeInclusive<Duration> = Duration::from_millis(300)..=Duration::from_millis(500);

/// How often a number of passes is tried before the newest stands.
const LOOKS: u32 = 4;

/// A file asking for more than this is damaged or hostile.
const KIB_MAX: u32 = 1024 * 1024;
const PASSES_MAX: u32 = 64;

/// Argon2id's cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub(super) kib: u32,
    pub(super) passes: u32,
}

impl Cost {
    /// The least a password may cost.
    pub const LEAST: Self = Self { kib: PASSWORD_KIB, passes: LEAST_PASSES };

    /// A PIN's: it is checked only inside an open store, so it has to be felt by nobody (OWASP: 19 MiB, 2 passes).
    pub const PIN: Self = Self { kib: 19 * 1024, passes: 2 };

    /// A password's on this computer: tried until checking one takes about as long as it should. Takes about a second.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn on_this_computer() -> Result<Self, OpenError> {
        Self::chosen(|passes| {
            let started = Instant::now();
            stretch(b"measuring", &[0; 16], Self { kib: PASSWORD_KIB, passes }, &DeviceSecret::none())?;
            Ok(started.elapsed())
        })
    }

    /// How often the memory is gone through.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// A password's where checking one with so many passes takes what `took` measures.
    ///
    /// A whole check is measured, never one pass multiplied: fetching the memory from the operating system costs as much as
    /// a pass or two and comes once, so that a multiplied first pass leaves a password at half its price. What another
    /// program takes from a measurement makes the computer look slow and the password cheap; so the first, which decides
    /// where the search begins, is the lower of two, and what is chosen was measured itself.
    fn chosen(mut took: impl FnMut(u32) -> Result<Duration, OpenError>) -> Result<Self, OpenError> {
        let mut passes = LEAST_PASSES;
        let mut last = took(passes)?.min(took(passes)?);
        for _ in 1..LOOKS {
            let next = nearer(passes, last);
            if NEAR.contains(&last) || next == passes {
                break;
            }
            passes = next;
            last = took(passes)?;
        }
        Ok(Self { kib: PASSWORD_KIB, passes })
    }
}

/// How many passes take [`AIM`] where `passes` took `took`.
fn nearer(passes: u32, took: Duration) -> u32 {
    let aimed = AIM.as_micros().saturating_mul(u128::from(passes)).checked_div(took.as_micros());
    let aimed = aimed.and_then(|aimed| u32::try_from(aimed).ok()).unwrap_or(MOST_PASSES);
    aimed.clamp(LEAST_PASSES, MOST_PASSES)
}

/// Argon2id of `secret`, with the device's secret as its own (RFC 9106, 3.1: the value K).
///
/// # Errors
/// The cost is nobody's: what named it is damaged.
pub(super) fn stretch(
    secret: &[u8],
    salt: &[u8],
    cost: Cost,
    device: &DeviceSecret,
) -> Result<Secret<32>, OpenError> {
    if cost.kib > KIB_MAX || cost.passes > PASSES_MAX {
        return Err(OpenError::KeyFileDamaged);
    }
    let params = Params::new(cost.kib, cost.passes, 1, Some(32)).map_err(|_| OpenError::KeyFileDamaged)?;
    let argon = Argon2::new_with_secret(device.bytes(), Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|_| OpenError::KeyFileDamaged)?;
    let mut key = room::<32>();
    wipe::after(|| argon.hash_password_into(secret, salt, &mut **key))
        .map_err(|_| OpenError::KeyFileDamaged)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A computer whose clock is made of `start` for fetching the memory and `pass` for each time through it; `slowed`
    /// says by how much the measurement of this number (from 0) came out longer.
    fn chosen_on(start: u64, pass: u64, slowed: impl Fn(u32) -> u64) -> (u32, u64) {
        let real = |passes: u32| start + pass * u64::from(passes);
        let mut looks = 0;
        let cost = Cost::chosen(|passes| {
            looks += 1;
            Ok(Duration::from_millis(real(passes) + slowed(looks - 1)))
        });
        let cost = cost.unwrap();
        assert!(looks <= LOOKS + 1, "{looks} looks");
        assert!(cost.kib >= Cost::LEAST.kib && cost.passes >= Cost::LEAST.passes, "{cost:?}");
        assert!((LEAST_PASSES..=MOST_PASSES).contains(&cost.passes));
        (cost.passes, real(cost.passes))
    }

    #[test]
    fn checking_a_password_takes_300_to_500_ms_on_whatever_computer() {
        for start in [0, 15, 40, 80] {
            for pass in [8, 12, 20, 35, 45, 60, 80, 100] {
                let (passes, took) = chosen_on(start, pass, |_| 0);
                let near = (300..=500).contains(&took);
                assert!(near, "{start} ms and {pass} a pass: {passes} passes take {took} ms");
            }
        }
        // Never fewer than the least, however slow; never more than the most, however fast.
        assert_eq!(chosen_on(200, 300, |_| 0), (LEAST_PASSES, 1_100));
        assert_eq!(chosen_on(0, 1, |_| 0).0, MOST_PASSES);
        assert_eq!(chosen_on(0, 0, |_| 0).0, MOST_PASSES, "a clock that stands still");
    }

    #[test]
    fn a_computer_that_was_busy_for_a_moment_makes_no_password_cheap() {
        // The first of two measurements, or the one of what was proposed, was disturbed.
        for busy in [0, 1, 2] {
            let (passes, took) = chosen_on(40, 45, |look| if look == busy { 700 } else { 0 });
            assert!((300..=500).contains(&took), "look {busy}: {passes} passes take {took} ms");
        }
    }

    #[test]
    fn without_memory_there_is_no_cost() {
        let refused = Cost::chosen(|_| Err(OpenError::KeyFileDamaged));
        assert!(matches!(refused, Err(OpenError::KeyFileDamaged)));
    }

    #[test]
    fn a_cost_that_nobody_chose_is_damage() {
        let absurd = Cost { kib: KIB_MAX + 1, passes: 1 };
        assert!(matches!(
            stretch(b"x", &[0; 16], absurd, &DeviceSecret::none()),
            Err(OpenError::KeyFileDamaged)
        ));
    }
}
