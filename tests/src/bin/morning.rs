//! Plays the demo's morning in a window nobody sees, saves pictures of it, and prints what happened as a table.
//!
//! `foyer-morning FOLDER ARGUMENTS-FOR-FOYER…`: the folder holds the practice and the pictures.

#[cfg(target_os = "linux")]
mod script {
    use std::{env, path::PathBuf};

    use anyhow::{Context, Result};
    use foyer_e2e::{Desktop, Foyer, Keyring, Options, morning};

    #[tokio::main]
    pub async fn play() -> Result<()> {
        let mut arguments = env::args().skip(1);
        let folder = PathBuf::from(arguments.next().context("a folder for the practice and the pictures")?);
        let desktop = Desktop::start(Keyring::Unlocked).await?;
        let options = Options { data_dir: Some(folder.join("practice")), arguments: arguments.collect() };
        let foyer = Foyer::open(&desktop, &options).await?;
        println!("  {:<34} what came of it", "what the receptionist did");
        println!("  {:-<34} {:-<60}", "", "");
        let played =
            morning::play(&foyer, &folder, |step| println!("  {:<34} {}", step.done, step.seen)).await;
        if played.is_err() {
            // The picture says more than the error.
            let _ = foyer.picture(&folder.join("stopped-here.png")).await;
        }
        foyer.end().await?;
        played.map(drop)
    }
}

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    script::play()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("the script drives the window through Xvfb, which only Linux has");
    std::process::exit(2);
}
