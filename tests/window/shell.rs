//! The shell keeps its promises: one origin, one command, one instance, and a title that says nothing.

use std::time::Duration;

use anyhow::Result;
use foyer_e2e::{Desktop, Foyer, Keyring, Options};
use serde_json::{Value, json};

#[tokio::test]
async fn the_window_stays_on_its_own_pages() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let foyer = Foyer::open(&desktop, &Options::normal(&desktop)).await?;
    let home = foyer.js("return location.href").await?;

    for away in
        ["http://127.0.0.1:9/", "https://foyer.example/", "file:///etc/hostname", "data:text/html,hello"]
    {
        // Asked for by the page itself, a moment later: a driver that asked would wait for the page to load.
        let leave = "const [away, done] = arguments; setTimeout(() => { location.href = away }); \
                     setTimeout(() => done(location.href), 300)";
        assert_eq!(foyer.js_done(leave, vec![json!(away)]).await?, home, "{away}");
    }
    assert_eq!(foyer.js("return window.open('https://foyer.example/') === null").await?, json!(true));
    assert_eq!(foyer.driver().windows().await?.len(), 1);
    assert_eq!(foyer.title().await?, "Foyer");
    Ok(())
}

#[tokio::test]
async fn the_page_runs_only_bundled_scripts_and_reaches_only_the_core() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let foyer = Foyer::open(&desktop, &Options::normal(&desktop)).await?;

    foyer
        .js("const script = document.createElement('script'); script.textContent = 'window.strange = 1'; \
             document.head.append(script)")
        .await?;
    assert_eq!(foyer.js("return window.strange ?? null").await?, Value::Null);

    let fetched = "const done = arguments[0]; fetch('http://127.0.0.1:9/').then(() => done('out'), (e) => done(e.name))";
    let blocked = "const done = arguments[0]; document.addEventListener('securitypolicyviolation', \
                   (e) => done(e.violatedDirective)); fetch('http://127.0.0.1:9/').catch(() => {})";
    assert_eq!(foyer.js_done(fetched, vec![]).await?, json!("TypeError"));
    assert_eq!(foyer.js_done(blocked, vec![]).await?, json!("connect-src"));

    for strange in [
        "plugin:window|close",
        "plugin:window|set_title",
        "plugin:notification|notify",
        "plugin:event|emit",
        "other",
    ] {
        let ask = "const [name, done] = arguments; window.__TAURI_INTERNALS__.invoke(name, {}) \
                   .then(() => done('allowed'), () => done('refused'))";
        assert_eq!(foyer.js_done(ask, vec![json!(strange)]).await?, json!("refused"), "{strange}");
    }
    Ok(())
}

#[tokio::test]
async fn a_second_foyer_ends_and_leaves_the_first_one_open() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let foyer = Foyer::open(&desktop, &Options::by_icon()).await?;

    let status = desktop.foyer_again(&[], Duration::from_secs(20)).await?;

    assert!(status.success());
    assert_eq!(foyer.title().await?, "Foyer");
    Ok(())
}

#[tokio::test]
async fn arguments_that_mean_nothing_are_refused() -> Result<()> {
    let desktop = Desktop::start(Keyring::None).await?;
    let status = desktop.foyer_again(&["--frobnicate"], Duration::from_secs(10)).await?;
    assert_eq!(status.code(), Some(2));
    Ok(())
}
