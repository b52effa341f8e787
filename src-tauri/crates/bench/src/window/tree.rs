//! A program with all its children, as /proc shows them: CPU time and proportional memory.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    time::Duration,
};

use anyhow::{Context as _, Result};

/// Clock ticks a second in /proc; the kernel has told programs 100 for decades, whatever it uses itself.
const TICKS: u64 = 100;

/// Every process below `root`, and itself.
pub fn processes(root: u32) -> Result<BTreeSet<u32>> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // It may be gone by now.
        if let Some(parent) = stat(pid).and_then(|fields| fields.get(1)?.parse::<u32>().ok()) {
            parents.push((pid, parent));
        }
    }
    let mut tree = BTreeSet::from([root]);
    loop {
        let before = tree.len();
        tree.extend(
            parents
                .iter()
                .filter(|(_, parent)| tree.contains(parent))
                .map(|(pid, _)| *pid)
                .collect::<Vec<_>>(),
        );
        if tree.len() == before {
            return Ok(tree);
        }
    }
}

/// CPU time these have spent so far, with their children that have ended.
pub fn cpu(processes: &BTreeSet<u32>) -> Duration {
    let ticks: u64 = processes
        .iter()
        .filter_map(|pid| stat(*pid))
        .flat_map(|fields| (11..15).filter_map(|at| fields.get(at)?.parse::<u64>().ok()).collect::<Vec<_>>())
        .sum();
    Duration::from_millis(ticks * 1_000 / TICKS)
}

/// Memory in KiB by the name of the program, pages that several processes share counted in equal parts. Foyer's own
/// process lets nobody but root read its memory map, as it lets nobody read its memory; whoever measures without
/// being root gets all that is resident of it instead, under a name that says so. That is never less, so the ratio
/// only looks worse.
pub fn memory(processes: &BTreeSet<u32>) -> Result<Memory> {
    let mut memory = Memory::new();
    for pid in processes {
        // It may be gone by now.
        let Ok(name) = fs::read_to_string(format!("/proc/{pid}/comm")) else { continue };
        let (name, kib) = match fs::read_to_string(format!("/proc/{pid}/smaps_rollup")) {
            Ok(rollup) => (name.trim().to_owned(), kib(&rollup, "Pss:")),
            Err(_) => match fs::read_to_string(format!("/proc/{pid}/status")) {
                Ok(status) => (format!("{}, all resident:", name.trim()), kib(&status, "VmRSS:")),
                Err(_) => continue,
            },
        };
        *memory.entry(name).or_default() += kib.with_context(|| format!("/proc/{pid} tells no memory"))?;
    }
    Ok(memory)
}

/// A line such as `Pss:  1234 kB`.
fn kib(text: &str, label: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(label))?.split_whitespace().next()?.parse().ok()
}

/// Whether WebKit also runs for somebody else: then its pages are shared with a window that is not measured, and
/// proportional memory says less than it should.
pub fn webkit_elsewhere(processes: &BTreeSet<u32>) -> Result<bool> {
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let comm = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        if comm.starts_with("WebKit") && !processes.contains(&pid) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// KiB by program.
pub type Memory = BTreeMap<String, u64>;

/// The fields after the name, from the state on.
fn stat(pid: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_resident_is_told_by_a_process_that_keeps_its_map_to_itself() {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let rollup = fs::read_to_string("/proc/self/smaps_rollup").unwrap();
        assert!(kib(&status, "VmRSS:").unwrap() > 0 && kib(&rollup, "Pss:").unwrap() > 0);
        assert_eq!((kib("Pss:      12 kB\n", "Pss:"), kib("Pss: many", "Pss:")), (Some(12), None));
    }

    #[test]
    fn this_process_has_memory_and_spends_time() {
        let tree = processes(std::process::id()).unwrap();
        assert!(tree.contains(&std::process::id()) && !tree.contains(&1));
        assert!(memory(&tree).unwrap().values().sum::<u64>() > 1_000);
        let began = std::time::Instant::now();
        while cpu(&tree) < Duration::from_millis(10) {
            assert!(began.elapsed() < Duration::from_secs(20));
        }
    }
}
