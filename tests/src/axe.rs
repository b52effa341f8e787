//! axe-core in the open window: what would keep somebody out who cannot see, or cannot use a mouse.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::Foyer;

impl Foyer {
    /// Everything axe finds serious or critical, as `rule: where`. Empty is well.
    ///
    /// # Errors
    /// axe is not installed, or does not run.
    pub async fn barriers(&self) -> Result<Vec<String>> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
        let axe =
            fs::read_to_string(file).context("axe is not installed; `cargo xtask doctor` installs it")?;
        self.js(&axe).await?;
        let found = self
            .js_done(
                "const [options, done] = arguments; axe.run(document, options).then((r) => done(r.violations), \
                 (e) => done([{ id: String(e), impact: 'critical', nodes: [] }]))",
                vec![json!({ "resultTypes": ["violations"] })],
            )
            .await?;
        let found = found.as_array().cloned().unwrap_or_default();
        Ok(found
            .iter()
            .filter(|one| matches!(one["impact"].as_str(), Some("serious" | "critical")))
            .map(line)
            .collect())
    }
}

fn line(violation: &Value) -> String {
    let places: Vec<String> =
        violation["nodes"].as_array().into_iter().flatten().map(|node| node["target"].to_string()).collect();
    format!("{}: {}", violation["id"].as_str().unwrap_or_default(), places.join(", "))
}
