//! The window's types are the core's.

use std::path::Path;

#[test]
fn the_committed_bindings_are_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/bindings.ts");
    let committed = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(committed == foyer_app::bindings::bindings(), "run `cargo xtask bindings`");
}

#[test]
fn every_command_has_a_name_of_its_own() {
    let mut names: Vec<_> = foyer_app::commands::table().iter().map(|entry| entry.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
