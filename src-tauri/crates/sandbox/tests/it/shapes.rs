//! Every answer against Twilio's own description of it: types, nulls, enums, patterns, date formats, and no
//! field more or less.

use serde_json::Value;

use crate::story::{ALMA, BEN, CLINIC, START, carrier, get, post, send};

/// What is wrong with `value`, each with its place.
fn faults(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let kind = schema["type"].as_str().unwrap_or("string");
    if value.is_null() {
        return if schema["nullable"] == true { found } else { vec![format!("{place} is null")] };
    }
    let fits = match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the checker does not know {other}"),
    };
    if !fits {
        return vec![format!("{place} is no {kind}")];
    }
    if let Some(text) = value.as_str() {
        found.extend(text_faults(schema, text).map(|fault| format!("{place} {fault}")));
    }
    if let Some(items) = value.as_array() {
        for item in items {
            found.extend(faults(&schema["items"], item, &format!("{place}[]")));
        }
    }
    if let (Some(known), Some(fields)) = (schema["properties"].as_object(), value.as_object()) {
        for (name, field) in known {
            match fields.get(name) {
                Some(value) => found.extend(faults(field, value, &format!("{place}.{name}"))),
                None => found.push(format!("{place}.{name} is missing")),
            }
        }
        let unknown = fields.keys().filter(|name| !known.contains_key(*name) && *name != "subresource_uris");
        found.extend(unknown.map(|name| format!("{place}.{name} is not Twilio's")));
    }
    found
}

fn text_faults(schema: &Value, text: &str) -> Option<String> {
    if schema["enum"].as_array().is_some_and(|words| !words.iter().any(|word| word == text)) {
        return Some(format!("is {text}, which is none of the known words"));
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        // All patterns are "^PREFIX[0-9a-fA-F]{32}$", with a choice of prefixes for messages.
        let prefixes = pattern.trim_start_matches('^').split("[0-9a-fA-F]{32}$").next().unwrap();
        let sid = text.len() == 34 && text[2..].chars().all(|c| c.is_ascii_hexdigit());
        if !sid || !prefixes.trim_matches(['(', ')']).split('|').any(|prefix| text.starts_with(prefix)) {
            return Some(format!("does not match {pattern}"));
        }
    }
    match schema["format"].as_str() {
        Some("date-time-rfc-2822") if chrono::DateTime::parse_from_rfc2822(text).is_err() => {
            Some("is no RFC 2822 date".to_owned())
        }
        Some("date-time-rfc-2822") if !text.ends_with("+0000") => Some("is not in GMT".to_owned()),
        _ => None,
    }
}

fn check(name: &str, value: &Value) {
    let fixture: Value = serde_json::from_str(include_str!("fixtures/twilio_2010.json")).unwrap();
    assert!(fixture[name].is_object(), "{name} is in the description");
    let found = faults(&fixture[name], value, name);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn answers_have_the_described_shapes() {
    let mut carrier = carrier(1);
    check("message", &send(&mut carrier, START, ALMA, "hello").value());
    send(&mut carrier, START, BEN, "hello");
    let files = vec![("image/png".to_owned(), vec![1, 2, 3])];
    let sid = carrier.inject_inbound(START, ALMA, CLINIC, "my card", files).unwrap();
    carrier.inject_inbound(START + 1, BEN, CLINIC, "STOP", Vec::new()).unwrap();
    let later = START + 60_000;
    let list = get(&mut carrier, later, "Messages.json", &[("PageSize", "2")]).value();
    check("message_list", &list);
    check("message_list", &get(&mut carrier, later, "Messages.json", &[("PageSize", "50")]).value());
    let media = get(&mut carrier, later, &format!("Messages/{sid}/Media.json"), &[]).value();
    check("media_list", &media);
    let one = media["media_list"][0]["sid"].as_str().unwrap().to_owned();
    check("media", &get(&mut carrier, later, &format!("Messages/{sid}/Media/{one}.json"), &[]).value());
    check("number_list", &get(&mut carrier, later, "IncomingPhoneNumbers.json", &[]).value());
    check("error", &post(&mut carrier, later, "Messages.json", &[]).value());
    check("error", &get(&mut carrier, later, "Messages/SM0.json", &[]).value());
}

#[test]
fn the_checker_itself_finds_what_is_wrong() {
    let mut carrier = carrier(2);
    carrier.set_fault(START, "unknown-status".parse().unwrap());
    let fixture: Value = serde_json::from_str(include_str!("fixtures/twilio_2010.json")).unwrap();
    let mut wrong = |fault: &str| {
        carrier.clear_faults(None);
        carrier.set_fault(START, fault.parse().unwrap());
        faults(&fixture["message"], &send(&mut carrier, START, ALMA, "hello").value(), "message")
    };
    assert_eq!(wrong("unknown-status").len(), 1);
    assert_eq!(wrong("bad-dates").len(), 2);
    assert_eq!(wrong("missing-fields").len(), 1);
}
