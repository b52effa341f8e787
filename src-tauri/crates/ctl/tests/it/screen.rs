//! `foyerctl screen`: a line out for a line in, in order; a line that is none ends it with its number.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn screen(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foyerctl"));
    command.arg("screen").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn answers(output: &Output) -> Vec<Value> {
    std::str::from_utf8(&output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn every_line_is_answered_in_order() {
    let input = concat!(
        r#"{"id":"a","text":"See you Friday at 9","label":"ok","extra":[1]}"#,
        "\n",
        r#"{"id":7,"text":"🙂 your HIV test was negative"}"#,
        "\n",
        r#"{"id":"c","text":"Your A1C is due","channel":"whatsapp"}"#,
        "\n",
        r#"{"id":"d","text":""}"#,
    );
    let output = screen(&["--jsonl", "-"], input);
    assert!(output.status.success());
    let lines = answers(&output);
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&Value::from("a"), &Value::from(7), &Value::from("c"), &Value::from("d")]);
    assert_eq!((&lines[0]["label"], &lines[0]["severity"]), (&Value::from("ok"), &Value::Null));
    assert_eq!((&lines[1]["label"], &lines[1]["severity"]), (&Value::from("phi"), &Value::from("sensitive")));
    assert_eq!(lines[1]["level"], 4);
    let finding = &lines[1]["findings"][0];
    // Scalars, not bytes: the face is one.
    assert_eq!(
        (&finding["start"], &finding["text"]),
        (&Value::from(7), &Value::from("HIV test was negative"))
    );
    for field in ["end", "kind", "severity", "reason", "rule"] {
        assert!(!finding[field].is_null(), "{field}");
    }
    assert_eq!((&lines[2]["label"], &lines[2]["level"]), (&Value::from("phi"), &Value::from(3)));
    assert_eq!((&lines[3]["label"], &lines[3]["level"]), (&Value::from("ok"), &Value::from(0)));
}

#[test]
fn a_line_that_is_no_draft_ends_it_with_its_number_and_without_its_words() {
    for bad in [
        "not json",
        r#"{"id":"x"}"#,
        r#"{"text":"Zoloft"}"#,
        r#"{"id":"x","text":5}"#,
        r#"{"id":"x","text":"Zoloft","channel":"pigeon"}"#,
        "",
        "[]",
    ] {
        let input = format!("{}\n{bad}\n{}\n", r#"{"id":1,"text":"hello"}"#, r#"{"id":3,"text":"hello"}"#);
        let output = screen(&["--jsonl", "-"], &input);
        assert!(!output.status.success(), "{bad}");
        assert_eq!(answers(&output).len(), 1, "{bad}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("line 2"), "{told}");
        assert!(!told.contains("Zoloft"), "{told}");
    }
    assert!(!screen(&["--jsonl", "/nowhere/at/all.jsonl"], "").status.success());
    assert!(!screen(&[], "").status.success());
}

#[test]
fn explaining_shows_the_steps() {
    let output = screen(&["--explain", "Dr. Payne says your metformin 500 mg is ready"], "");
    assert!(output.status.success());
    let told = String::from_utf8(output.stdout).unwrap();
    for step in
        ["words as read", "set aside", "term:metformin", "counts", "the model: tells", "level 3 (phi)"]
    {
        assert!(told.contains(step), "{step}: {told}");
    }
}
