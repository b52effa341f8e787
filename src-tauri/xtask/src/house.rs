//! Where things are. One place, so that no path is spelled twice.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The checkout and what is made inside its `target`.
pub struct House {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl House {
    /// Found from where cargo runs us.
    pub fn find() -> Result<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR").context("run me as `cargo xtask`")?;
        let root = Path::new(&here).ancestors().nth(2).context("xtask has moved")?.to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => root.join(dir),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The window's folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where stage logs go.
    pub fn log(&self, name: &str) -> Result<PathBuf> {
        let dir = self.target.join("xtask").join("logs");
        fs::create_dir_all(&dir)?;
        Ok(dir.join(format!("{name}.log")))
    }

    /// Programs this machine lacked, installed for this checkout only.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A built program, by name.
    pub fn built(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// A path as a person in the checkout would write it.
    pub fn short(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }

    fn stamp_file(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join("stamps").join(name)
    }

    /// Whether `name` was done last with this very `key`.
    pub fn is_stamped(&self, name: &str, key: u64) -> bool {
        fs::read_to_string(self.stamp_file(name)).is_ok_and(|found| found.trim() == format!("{key:016x}"))
    }

    /// Remembers that `name` was done with `key`.
    pub fn stamp(&self, name: &str, key: u64) -> Result<()> {
        let file = self.stamp_file(name);
        fs::create_dir_all(file.parent().context("a stamp has a folder")?)?;
        fs::write(file, format!("{key:016x}\n")).context("writing a stamp")
    }
}

/// A number that changes when any of these files or words does.
pub fn key(files: &[PathBuf], words: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(file).with_context(|| format!("reading {}", file.display()))?.hash(&mut hasher);
    }
    words.hash(&mut hasher);
    Ok(hasher.finish())
}
