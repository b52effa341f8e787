//! Tells Tauri the one command the window may call, and lets the shell compile before the window was built.
//!
//! The window's files are embedded at compile time, so `ui/dist` must exist. A plain `cargo clippy` on a clean
//! clone has none; then a one-line page in Cargo's own output folder stands in. Writing it into `ui/dist`
//! instead would look like a built window to everything that looks there.

use std::{env, error::Error, fs, path::Path};

const STAND_IN: &str = "<!doctype html><title>Foyer</title><p>This Foyer was compiled before its window was built. \
                        Run <code>cargo xtask demo</code>.</p>";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=../ui/dist");
    if !Path::new("../ui/dist/index.html").exists() {
        let dir = Path::new(&env::var("OUT_DIR")?).join("no-window");
        fs::create_dir_all(&dir)?;
        fs::write(dir.join("index.html"), STAND_IN)?;
        // Tauri's macro reads this variable while the crate is compiled, and merges it into its configuration.
        println!("cargo:rustc-env=TAURI_CONFIG={{\"build\":{{\"frontendDist\":\"{}\"}}}}", json(&dir));
    }
    let manifest = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// A path inside a JSON string; Windows writes backslashes.
fn json(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
