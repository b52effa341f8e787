//! What a guess costs. A password's cost is chosen on the computer that will ask for it; a PIN's is fixed.

use std::time::{Duration, Instant};

use super::{DeviceSecret, Secret, room};
use crate::{OpenError, wipe};
use argon2::{Algorithm, Argon2, Params, Version};

/// Argon2id's memory, in KiB (OWASP and RELIABILITY: 65 MiB).
const PASSWORD_KIB: u32 = 65 * 1024;

/// Never fewer passes than this, however slow the computer.
const LEAST_PASSES: u32 = 3;

/// More would only make people wait.
const MOST_PASSES: u32 = 16;

/// What somebody waits for after Enter: long enough to make guessing dear, short enough not to be felt.
const AIM: Duration = Duration::from_millis(400);

/// A file asking for more than this is damaged or hostile.
const KIB_MAX: u32 = 1024 * 1024;
const PASSES_MAX: u32 = 20;

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

    /// A password's on this computer: measured once, with one pass. Takes a tenth of a second.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn on_this_computer() -> Result<Self, OpenError> {
        let started = Instant::now();
        stretch(b"measuring", &[0; 16], Self { kib: PASSWORD_KIB, passes: 1 }, &DeviceSecret::none())?;
        Ok(Self::of(started.elapsed()))
    }

    /// How often the memory is gone through.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// A password's where one pass takes `pass`.
    fn of(pass: Duration) -> Self {
        let passes = AIM.as_micros().checked_div(pass.as_micros()).unwrap_or(u128::from(MOST_PASSES));
        let passes = u32::try_from(passes).unwrap_or(MOST_PASSES).clamp(LEAST_PASSES, MOST_PASSES);
        Self { kib: PASSWORD_KIB, passes }
    }
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

    #[test]
    fn a_fast_computer_takes_more_passes_and_a_slow_one_never_too_few() {
        assert_eq!(Cost::of(Duration::from_millis(80)).passes, 5);
        assert_eq!(Cost::of(Duration::from_millis(900)), Cost::LEAST);
        assert_eq!(Cost::of(Duration::from_micros(10)).passes, MOST_PASSES);
        assert_eq!(Cost::of(Duration::ZERO).passes, MOST_PASSES);
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
