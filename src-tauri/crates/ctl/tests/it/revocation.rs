//! `foyerctl revocation` reads a list from a file or from standard input, and refuses what is none.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

const LIST: &str = "{\"id\": \"a\", \"text\": \"STOP\"}\n\n{\"id\": 2, \"text\": \"see you at 3\"}\n\
    {\"id\": \"c\", \"text\": \"Ya no me escriban por favor\", \"lang\": \"es\"}\n{\"id\": \"d\", \"text\": \"START\"}\n\
    {\"id\": \"e\", \"text\": \"wrong number\"}\n{\"id\": \"f\", \"text\": \"ayuda\"}\n";

const VERDICTS: &str = "{\"id\":\"a\",\"verdict\":\"revoke\"}\n{\"id\":2,\"verdict\":\"none\"}\n\
    {\"id\":\"c\",\"verdict\":\"revoke\"}\n{\"id\":\"d\",\"verdict\":\"resume\"}\n\
    {\"id\":\"e\",\"verdict\":\"unclear\"}\n{\"id\":\"f\",\"verdict\":\"help\"}\n";

fn run(list: &str, jsonl: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foyerctl"));
    let command = command.args(["revocation", "--jsonl", jsonl]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A list that is a file leaves the other end unread.
    let _ = child.stdin.take().unwrap().write_all(list.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn each_line_gets_its_verdict_from_a_file_or_from_a_pipe() {
    let file = std::env::temp_dir().join(format!("foyer-revocation-{}.jsonl", std::process::id()));
    std::fs::write(&file, LIST).unwrap();
    for (list, jsonl) in [(LIST, "-"), ("", file.to_str().unwrap())] {
        let done = run(list, jsonl);
        assert!(done.status.success());
        assert_eq!(String::from_utf8(done.stdout).unwrap(), VERDICTS);
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_line_that_is_none_ends_the_run_without_quoting_it() {
    for bad in ["{\"id\": \"a\"}", "{\"text\": \"STOP lupe\"}", "STOP lupe", "[]"] {
        let done = run(&format!("{bad}\n"), "-");
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && said.contains("line 1") && !said.contains("lupe"), "{said}");
    }
}
