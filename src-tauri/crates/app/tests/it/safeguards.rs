//! `SAFEGUARDS.md` names a test for each safeguard: each must be there.

use std::{fs, path::Path};

#[test]
fn every_safeguard_names_a_test_that_is_there() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let said = fs::read_to_string(house.join("src-tauri/SAFEGUARDS.md")).unwrap();
    let mut named = 0;
    for (file, test) in
        said.split('`').filter_map(|code| code.split_once('#')).filter(|(file, _)| file.contains('/'))
    {
        let words = fs::read_to_string(house.join(file)).unwrap_or_else(|_| panic!("{file} is not there"));
        let there = if file.ends_with(".ts") {
            words.contains(&format!("test('{test}',")) || words.contains(&format!("test(\"{test}\","))
        } else {
            // In a file of tests, or behind the attribute that makes it one; `fn name(` alone may be anything.
            words.split("fn ").skip(1).any(|after| after.starts_with(&format!("{test}(")))
                && (words.contains("#[test]")
                    || words.contains("#[tokio::test]")
                    || words.contains("proptest!"))
        };
        assert!(there, "{file} has no test `{test}`");
        named += 1;
    }
    assert!(named > 50, "{named} tests are named");
    // Every row of a table names one, but for those that say what the columns are.
    for row in said
        .lines()
        .filter(|line| line.starts_with("| ") && !line.contains("Shown by") && !line.contains("---"))
    {
        assert!(row.contains("#"), "no test in: {row}");
    }
}
