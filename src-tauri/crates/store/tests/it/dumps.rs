//! A crash leaves no memory on the disk.
#![cfg(target_os = "linux")]

use std::{os::unix::process::ExitStatusExt as _, process::Command};

use rustix::process::{DumpableBehavior, Resource, Rlimit, dumpable_behavior, getrlimit, setrlimit};

/// A process of its own, which was allowed every dump there is, forbids them and dies as a crash dies.
#[test]
fn a_process_that_dies_leaves_no_core() {
    const CHILD: &str = "FOYER_TEST_DIES";
    if std::env::var_os(CHILD).is_some() {
        let most = getrlimit(Resource::Core).maximum;
        setrlimit(Resource::Core, Rlimit { current: most, maximum: most }).unwrap();
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::Dumpable, "or the test shows nothing");
        foyer_store::keep_out_of_dumps();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(1), Some(1)));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        std::process::abort();
    }
    let folder = tempfile::tempdir().unwrap();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "dumps::a_process_that_dies_leaves_no_core"])
        .env(CHILD, "1")
        .current_dir(folder.path())
        .output()
        .unwrap();
    const SIGABRT: i32 = 6;
    assert_eq!(child.status.signal(), Some(SIGABRT), "{}", String::from_utf8_lossy(&child.stdout));
    assert!(!child.status.core_dumped());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
