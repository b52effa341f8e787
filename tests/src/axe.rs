//! axe-core in the open window: what would keep somebody out who cannot see, or cannot use a mouse.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{Foyer, until};

impl Foyer {
    /// Every violation of WCAG 2.2 A and AA that axe finds on this screen, and whatever else it finds serious or
    /// critical, in English and, where somebody sits at the desk, in Spanish: `rule: where`. Empty is well.
    ///
    /// # Errors
    /// axe is not installed, or does not run; the window does not change its language.
    pub async fn barriers(&self) -> Result<Vec<String>> {
        let mut found = self.barriers_as_it_stands().await?;
        if self.call("app.status", json!({})).await?["desk"].is_object() {
            self.speaks("es").await?;
            found.extend(self.barriers_as_it_stands().await?.into_iter().map(|line| format!("es {line}")));
            self.speaks("en").await?;
        }
        Ok(found)
    }

    /// Words the window in a language, as whoever sits at the desk would choose it.
    ///
    /// # Errors
    /// Nobody sits there, or the window does not change.
    pub async fn speaks(&self, language: &str) -> Result<()> {
        let mut settings = self.call("app.status", json!({})).await?["desk"]["settings"].clone();
        settings["language"] = json!(language);
        self.call("settings.save", json!({ "settings": settings })).await?;
        let spoken = "return document.documentElement.lang";
        until(&format!("the window in {language}"), async || {
            Ok((self.js(spoken).await? == json!(language)).then_some(()))
        })
        .await
    }

    /// Lets texts of whoever sits there leave without a time for Undo: what comes after is what most tests are about.
    ///
    /// # Errors
    /// Nobody sits there.
    pub async fn sends_at_once(&self) -> Result<()> {
        let mut settings = self.call("app.status", json!({})).await?["desk"]["settings"].clone();
        settings["undoSeconds"] = json!(0);
        self.call("settings.save", json!({ "settings": settings })).await.map(drop)
    }

    /// The same in the language and colours that the screen has now, and nothing is changed.
    ///
    /// # Errors
    /// axe is not installed, or does not run.
    pub async fn barriers_as_it_stands(&self) -> Result<Vec<String>> {
        if self.js("return typeof axe").await? != json!("object") {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
            let axe =
                fs::read_to_string(file).context("axe is not installed; `cargo xtask doctor` installs it")?;
            self.js(&axe).await?;
        }
        let found = self
            .js_done(
                // Colours on their way from one theme to the other are nobody's to read: they are there at once.
                "const [options, done] = arguments; \
                 const ends = (one) => one.effect?.getComputedTiming().endTime !== Infinity; \
                 document.getAnimations().filter(ends).forEach((one) => one.finish()); \
                 axe.run(document, options).then((r) => done(r.violations), \
                 (e) => done([{ id: String(e), impact: 'critical', nodes: [] }]))",
                // What is new in 2.2 is off unless asked for.
                vec![
                    json!({ "resultTypes": ["violations"], "rules": { "target-size": { "enabled": true } } }),
                ],
            )
            .await?;
        let found = found.as_array().cloned().unwrap_or_default();
        Ok(found.iter().filter(|one| keeps_out(one)).map(line).collect())
    }
}

/// The levels of WCAG that Foyer keeps to, as axe tags its rules.
const LEVELS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

fn keeps_out(violation: &Value) -> bool {
    let tags = violation["tags"].as_array();
    tags.into_iter().flatten().any(|tag| LEVELS.iter().any(|level| tag == level))
        || matches!(violation["impact"].as_str(), Some("serious" | "critical"))
}

fn line(violation: &Value) -> String {
    let places: Vec<String> =
        violation["nodes"].as_array().into_iter().flatten().map(|node| node["target"].to_string()).collect();
    format!("{}: {}", violation["id"].as_str().unwrap_or_default(), places.join(", "))
}
