//! JSON that is almost JSON.
//!
//! A phone that cuts a text inside an emoji leaves half a surrogate pair, and some encoders pass it on as
//! `"\ud83d"`, which no Rust string can hold. One such row must not hide the other 999. So when strict parsing
//! fails, this mends exactly three things, each inside strings only: lone surrogate escapes become `\ufffd`, raw
//! control characters are escaped, bytes that are not UTF-8 become U+FFFD. What is still no JSON stays refused.

use std::iter::Peekable;
use std::str::Chars;

use serde::de::DeserializeOwned;

/// Parses strictly, then once more after mending.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok().or_else(|| serde_json::from_str(&mended(bytes)).ok())
}

fn mended(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(next) = rest.next() {
        match next {
            '"' => {
                quoted = !quoted;
                out.push('"');
            }
            '\\' if quoted => escape(&mut rest, &mut out),
            control if quoted && control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out
}

/// Copies one escape, the backslash already taken.
fn escape(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    match rest.next() {
        Some('u') => unit_escape(rest, out),
        Some(other) => out.extend(['\\', other]),
        None => out.push('\\'),
    }
}

fn unit_escape(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    let Some(unit) = four_hex(rest) else {
        // Not an escape at all; the parser will say so.
        out.push_str("\\u");
        return;
    };
    match unit {
        0xd800..=0xdbff => match low_half(rest) {
            Some(low) => out.push_str(&format!("\\u{unit:04x}\\u{low:04x}")),
            None => out.push_str("\\ufffd"),
        },
        0xdc00..=0xdfff => out.push_str("\\ufffd"),
        _ => out.push_str(&format!("\\u{unit:04x}")),
    }
}

/// The low half that follows at once, taken only if it is one.
fn low_half(rest: &mut Peekable<Chars<'_>>) -> Option<u32> {
    let mut ahead = rest.clone();
    if ahead.next() != Some('\\') || ahead.next() != Some('u') {
        return None;
    }
    let low = four_hex(&mut ahead).filter(|low| (0xdc00..=0xdfff).contains(low))?;
    *rest = ahead;
    Some(low)
}

/// Four hex digits, taken only if all four are there.
fn four_hex(rest: &mut Peekable<Chars<'_>>) -> Option<u32> {
    let mut ahead = rest.clone();
    let mut unit = 0;
    for _ in 0..4 {
        unit = unit * 16 + ahead.next()?.to_digit(16)?;
    }
    *rest = ahead;
    Some(unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(json: &[u8]) -> Option<String> {
        parse(json)
    }

    #[test]
    fn half_an_emoji_is_mended_and_a_whole_one_kept() {
        assert_eq!(text(br#""a\ud83d b""#).as_deref(), Some("a\u{fffd} b"));
        assert_eq!(text(br#""\ude00x\ud83d\ude00\ud83d""#).as_deref(), Some("\u{fffd}x\u{1f600}\u{fffd}"));
        assert_eq!(text(br#""\ud83d\ud83d\ude00""#).as_deref(), Some("\u{fffd}\u{1f600}"));
        assert_eq!(text(br#""\ud83d\n\ud83d\u0041""#).as_deref(), Some("\u{fffd}\n\u{fffd}A"));
        assert_eq!(text(br#""\\ud83d \ud83d""#).as_deref(), Some("\\ud83d \u{fffd}"), "an escaped backslash");
    }

    #[test]
    fn raw_control_characters_and_broken_utf8_are_mended() {
        assert_eq!(text(b"\"a\x01\nb\"").as_deref(), Some("a\u{1}\nb"));
        assert_eq!(text(b"\"a\xff\"").as_deref(), Some("a\u{fffd}"));
    }

    #[test]
    fn what_is_no_json_stays_refused() {
        for broken in [&b"\"\\ud8"[..], b"\"\\u12g4\"", b"{", b"", b"<html>", b"\"\\", b"\"\\ud83d"] {
            assert_eq!(text(broken), None);
        }
    }

    proptest! {
        #[test]
        fn good_json_is_never_changed(words in ".{0,60}") {
            let json = serde_json::to_vec(&words).unwrap();
            let again: String = serde_json::from_str(&mended(&json)).unwrap();
            prop_assert_eq!(again, words);
        }

        #[test]
        fn any_units_in_any_order_parse(units in prop::collection::vec(any::<u16>(), 0..40)) {
            let json: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let expected = String::from_utf16_lossy(&units);
            prop_assert_eq!(text(format!("\"{json}\"").as_bytes()), Some(expected));
        }
    }
}
