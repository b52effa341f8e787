//! Ids in Twilio's form: two letters and 32 hexadecimal digits, derived by hashing and never drawn twice.

use sha2::{Digest, Sha256};

/// `prefix` and the first 16 bytes of SHA-256 over `parts`, each preceded by its length so that
/// `["ab", "c"]` and `["a", "bc"]` differ.
pub(crate) fn derive(prefix: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut sid = String::with_capacity(34);
    sid.push_str(prefix);
    for byte in digest.iter().take(16) {
        sid.push(nibble(byte >> 4));
        sid.push(nibble(byte & 0x0f));
    }
    sid
}

fn nibble(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::derive;

    #[test]
    fn ids_look_like_twilios_and_depend_on_where_the_parts_end() {
        let sid = derive("SM", &["ab", "c"]);
        assert_eq!(sid.len(), 34);
        assert!(sid.starts_with("SM") && sid.chars().skip(2).all(|c| c.is_ascii_hexdigit()));
        assert_ne!(sid, derive("SM", &["a", "bc"]));
        assert_eq!(sid, derive("SM", &["ab", "c"]));
    }
}
