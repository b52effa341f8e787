//! Secret bytes that never reach the disk by way of the swap: each has a page of memory of its own, which the
//! operating system is asked to keep where it is. What lives as long as the practice is open is kept so; what is
//! derived for a moment is not.
//!
//! Where the system refuses (it lets each user keep only so much), the secret is kept all the same, and once it is
//! said in the log. What SQLCipher derives from the key it keeps in such pages itself.

use std::sync::atomic::{AtomicBool, Ordering};

use region::LockGuard;
use zeroize::{Zeroize as _, Zeroizing};

use super::Secret;

/// Alone on its page, of whatever size pages are on the computers Foyer runs on: 4 KiB, or 16 on Apple's. A page that
/// two share would be let go of with the first of them.
#[repr(align(16384))]
struct Page<const N: usize>(Zeroizing<[u8; N]>);

/// Secret bytes on a page that stays in memory, wiped when let go of.
pub(crate) struct Locked<const N: usize> {
    // Let go of first: the page is wiped by then, and still ours.
    _stays: Option<LockGuard>,
    page: Box<Page<N>>,
}

impl<const N: usize> Locked<N> {
    /// Moves `secret` there.
    pub(crate) fn keep(secret: &Secret<N>) -> Self {
        static SAID: AtomicBool = AtomicBool::new(false);
        let mut page = Box::new(Page(Zeroizing::new([0; N])));
        let stays = match region::lock(page.0.as_ptr(), N) {
            Ok(stays) => Some(stays),
            Err(error) => {
                if !SAID.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "keys are not kept out of the swap");
                }
                None
            }
        };
        // Only now: not for a moment on a page that could be put out.
        page.0.copy_from_slice(&***secret);
        Self { _stays: stays, page }
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8; N] {
        &self.page.0
    }
}

impl<const N: usize> Drop for Locked<N> {
    fn drop(&mut self) {
        self.page.0.zeroize();
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use crate::PracticeKey;

    /// What the kernel says of the memory at this address: whether it is locked.
    fn is_locked(address: *const u8) -> bool {
        let maps = std::fs::read_to_string("/proc/self/smaps").unwrap();
        let address = address.addr();
        let within = |line: &str| {
            let (from, to) = line.split_once(' ')?.0.split_once('-')?;
            let bounds = [from, to].map(|bound| usize::from_str_radix(bound, 16));
            let [Ok(from), Ok(to)] = bounds else { return None };
            Some((from..to).contains(&address))
        };
        let mut here = false;
        for line in maps.lines() {
            here = within(line).unwrap_or(here);
            if here && let Some(flags) = line.strip_prefix("VmFlags:") {
                return flags.split_whitespace().any(|flag| flag == "lo");
            }
        }
        panic!("the address is nowhere")
    }

    #[test]
    fn the_key_of_an_open_practice_is_never_put_out_to_the_disk() {
        let key = PracticeKey::generate().unwrap();
        assert!(is_locked(key.material().as_ptr()));
        let heir = key.successor().unwrap();
        assert!(is_locked(heir.material().as_ptr()));
        assert!(is_locked(heir.trail_seeds().unwrap().bytes().as_ptr()));
        // Each on a page of its own: letting one go lets go of no other.
        drop(key);
        assert!(is_locked(heir.material().as_ptr()));
        let elsewhere = Box::new([7_u8; 32]);
        assert!(!is_locked(elsewhere.as_ptr()), "or the test shows nothing");
    }
}
