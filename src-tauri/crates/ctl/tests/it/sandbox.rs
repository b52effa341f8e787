//! `foyerctl sandbox` prints one line of JSON, then answers where that line says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// Ends the sandbox also when a test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(arguments: &[&str]) -> (Running, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foyerctl"));
    let mut child = command.arg("sandbox").args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(child), serde_json::from_str(&line).unwrap())
}

fn get(address: &str) -> std::io::Result<String> {
    let rest = address.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut socket = TcpStream::connect(host)?;
    write!(socket, "GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer)?;
    Ok(answer)
}

#[test]
fn the_line_says_where_it_listens_and_who_is_there() {
    let (_running, line) = start(&["--seed", "5", "--start", "2026-11-23T16:42:00Z"]);
    for field in ["base_url", "control_url", "account_sid", "key_sid", "secret"] {
        assert!(line[field].is_string(), "{field}");
    }
    assert_eq!(line["numbers"], serde_json::json!(["+17135550100"]));
    assert!(line["patients"].as_array().unwrap().len() > 30);
    assert_eq!(line["opted_out"].as_array().unwrap().len(), 1);
    assert_eq!(line["start_ms"], 1_795_452_120_000_i64);
    let address = format!("{}/2010-04-01/Accounts/x/Messages.json", line["base_url"].as_str().unwrap());
    assert!(get(&address).unwrap().starts_with("HTTP/1.1 401"));
}

#[test]
fn faults_from_the_command_line_are_on_and_the_desk_answers_all_the_same() {
    let (_running, line) = start(&["--fault", "outage", "--fault", "429:next=2", "--speed", "60"]);
    let faults = get(&format!("{}/faults", line["control_url"].as_str().unwrap())).unwrap();
    assert!(faults.contains(r#"{"name":"outage"}"#) && faults.contains(r#"{"name":"429","next":2}"#));
    assert!(get(line["base_url"].as_str().unwrap()).is_err(), "an outage refuses connections");
}

#[test]
fn a_fault_that_is_none_is_refused_before_anything_listens() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foyerctl"));
    let output = command.args(["sandbox", "--fault", "rain"]).output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no such fault"));
}
