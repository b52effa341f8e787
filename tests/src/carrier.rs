//! The pretend carrier's control desk: what arrived there, what goes wrong there, and who writes.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// A text that the carrier took.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accepted {
    /// To whom.
    pub to: String,
    /// Its words.
    pub body: String,
}

/// The control desk of a sandbox, by its address.
#[derive(Clone)]
pub struct CarrierDesk {
    url: String,
    http: reqwest::Client,
}

impl CarrierDesk {
    /// The desk at this `control_url`.
    pub fn at(control_url: &str) -> Self {
        Self { url: control_url.trim_end_matches('/').to_owned(), http: reqwest::Client::new() }
    }

    /// Everything the carrier knows.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn record(&self) -> Result<Value> {
        self.get("record").await
    }

    /// Every text it took from us, in order, whatever it answered.
    ///
    /// # Errors
    /// It does not answer, or in another shape.
    pub async fn accepted(&self) -> Result<Vec<Accepted>> {
        let record = self.record().await?;
        let attempts = record["attempts"].as_array().context("the record lists attempts")?;
        let taken = attempts.iter().filter(|attempt| attempt["outcome"]["kind"] == "accepted");
        taken
            .map(|attempt| {
                let to = attempt["to"].as_str().context("an attempt has a receiver")?.to_owned();
                Ok(Accepted {
                    to,
                    body: attempt["body"].as_str().context("an attempt has words")?.to_owned(),
                })
            })
            .collect()
    }

    /// Every create request it read, whatever became of it.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn attempts(&self) -> Result<usize> {
        Ok(self.record().await?["attempts"].as_array().map_or(0, Vec::len))
    }

    /// A patient's phone sends a text.
    ///
    /// # Errors
    /// It does not answer, or refuses.
    pub async fn patient_writes(&self, from: &str, body: &str) -> Result<()> {
        self.post("inbound", &json!({ "from": from, "body": body })).await.map(drop)
    }

    /// Patients write and answer by themselves, or not.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn let_patients_write(&self, yes: bool) -> Result<()> {
        self.post("options", &json!({ "patients_write": yes })).await.map(drop)
    }

    /// Everybody's clock jumps ahead: the carrier's, and in practice mode Foyer's and the portal's.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn hours_pass(&self, hours: u32) -> Result<()> {
        self.post("clock", &json!({ "advance_ms": hours * 3_600_000 })).await.map(drop)
    }

    /// The same clock runs so many times as fast as life.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn at_speed(&self, speed: f64) -> Result<()> {
        self.post("clock", &json!({ "speed": speed })).await.map(drop)
    }

    /// Turns a fault on: `outage`, `lost-response:probability=0.5,on=create`.
    ///
    /// # Errors
    /// There is no such fault.
    pub async fn fault(&self, fault: &str) -> Result<()> {
        self.post("faults", &json!(fault)).await.map(drop)
    }

    /// Ends every fault.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn heal(&self) -> Result<()> {
        let answer = self.http.delete(self.path("faults")).send().await?;
        if !answer.status().is_success() {
            bail!("the carrier's desk answered {}", answer.status());
        }
        Ok(())
    }

    async fn get(&self, what: &str) -> Result<Value> {
        Ok(self.http.get(self.path(what)).send().await?.error_for_status()?.json().await?)
    }

    async fn post(&self, what: &str, body: &Value) -> Result<Value> {
        let answer = self.http.post(self.path(what)).json(body).send().await?;
        let status = answer.status();
        if !status.is_success() {
            bail!("the carrier's desk answered {status} to {what}");
        }
        Ok(answer.json().await?)
    }

    fn path(&self, what: &str) -> String {
        format!("{}/{what}", self.url)
    }
}
