//! How many parts the carrier bills for a text (GSM 03.38 and UCS-2), counted independently of the client.

const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// Parts of `body`; an empty body still goes out as one.
pub(crate) fn count(body: &str) -> usize {
    let septets: Option<usize> = body.chars().map(septet_cost).sum();
    match septets {
        Some(units) if units <= 160 => 1,
        Some(_) => parts(body.chars().filter_map(septet_cost), 153),
        None if body.encode_utf16().count() <= 70 => 1,
        None => parts(body.chars().map(char::len_utf16), 67),
    }
}

fn septet_cost(character: char) -> Option<usize> {
    // Most of every text; the alphabet need not be searched for it.
    if character.is_ascii_alphanumeric() || matches!(character, ' ' | '.' | ',' | '?' | '!' | ':' | '-') {
        return Some(1);
    }
    if BASIC.contains(character) {
        Some(1)
    } else if EXTENDED.contains(character) {
        Some(2)
    } else {
        None
    }
}

/// A character of two units is never torn across two parts.
fn parts(costs: impl Iterator<Item = usize>, room: usize) -> usize {
    let (parts, _) =
        costs.fold(
            (1, 0),
            |(parts, used), cost| {
                if used + cost > room { (parts + 1, cost) } else { (parts, used + cost) }
            },
        );
    parts
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn parts_change_at_the_published_lengths() {
        assert_eq!((count(""), count(&"a".repeat(160)), count(&"a".repeat(161))), (1, 1, 2));
        assert_eq!((count(&"a".repeat(306)), count(&"a".repeat(307))), (2, 3));
        assert_eq!((count(&"í".repeat(70)), count(&"í".repeat(71)), count(&"í".repeat(135))), (1, 2, 3));
        assert_eq!((count(&"€".repeat(80)), count(&"€".repeat(81))), (1, 2));
        assert_eq!(count(&"😀".repeat(67)), 3, "a pair is not torn: 33 of them fit into 67 units");
    }
}
