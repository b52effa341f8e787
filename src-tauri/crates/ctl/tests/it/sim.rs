//! `foyerctl sim` says in one line what came of it.

use std::process::Command;

#[test]
fn one_line_of_what_came_of_it() {
    let run = Command::new(env!("CARGO_BIN_EXE_foyerctl"))
        .args(["sim", "--seed", "3", "--seeds", "2", "--days", "0.01", "--faults", "lost,crash"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let line: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(line["seeds"], 2);
    assert_eq!(line["audit_chain_ok"], true);
    for promise in ["duplicates", "lost", "sent_after_revocation", "order_violations", "held_without_reason"]
    {
        assert_eq!(line[promise], 0, "{promise}");
    }
    assert!(
        line["texts_queued"].as_u64().unwrap() > 20
            && line["virtual_seconds_per_real_second"].as_f64().unwrap() > 0.0
    );
}

#[test]
fn a_fault_that_does_not_exist_is_named() {
    let run =
        Command::new(env!("CARGO_BIN_EXE_foyerctl")).args(["sim", "--faults", "weather"]).output().unwrap();
    assert!(!run.status.success());
    assert!(String::from_utf8_lossy(&run.stderr).contains("crash"));
}
