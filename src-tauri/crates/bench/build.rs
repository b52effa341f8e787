//! Gives the empty window an output folder: Tauri's macro looks there for what it may call, and finds nothing.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}
