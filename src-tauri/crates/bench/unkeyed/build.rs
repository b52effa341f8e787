//! Copies foyer-store's source and leaves out the one call that keys a connection.
//!
//! The product has no way to make a store without a key, not even behind a feature, and should not get one for
//! the sake of a figure. So the figure's other side is made here, where nothing of the product can reach it.
//! If the store keys its connections in another way one day, this stops with a word about it.

use std::{env, error::Error, fs, path::Path};

/// The call, in `conn.rs`.
const KEYS: &str = "    unlock(&conn, key)?;\n";

fn main() -> Result<(), Box<dyn Error>> {
    let store = Path::new("../../store");
    println!("cargo:rerun-if-changed={}", store.join("src").display());
    println!("cargo:rerun-if-changed={}", store.join("migrations").display());
    println!("cargo:rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    for folder in ["src", "migrations"] {
        let copied = out.join(folder);
        if copied.exists() {
            fs::remove_dir_all(&copied)?;
        }
        copy(&store.join(folder), &copied)?;
    }
    let conn = out.join("src").join("conn.rs");
    let source = fs::read_to_string(&conn)?;
    if source.matches(KEYS).count() != 1 {
        return Err("foyer-store keys its connections in another way than this build script knows".into());
    }
    fs::write(&conn, source.replace(KEYS, "    let _ = (unlock, key);\n"))?;
    // An included file cannot begin with a doc comment about what includes it.
    let root = out.join("src").join("lib.rs");
    let lines = fs::read_to_string(&root)?;
    let lines: Vec<&str> = lines.lines().filter(|line| !line.starts_with("//!")).collect();
    fs::write(&root, lines.join("\n"))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            // The store's tests are run where they live.
            let source = fs::read_to_string(entry.path())?;
            fs::write(target, source.replace("#[cfg(test)]", "#[cfg(any())]"))?;
        }
    }
    Ok(())
}
