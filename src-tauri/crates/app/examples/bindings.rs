//! Prints the window's TypeScript.
fn main() {
    use std::io::Write as _;
    let _ = std::io::stdout().write_all(foyer_app::bindings::bindings().as_bytes());
}
