//! The pretend patient portal, from both of its sides: its control desk, and a patient in a browser.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::{By, Capabilities, WebDriver};

use crate::{
    Desktop, PATIENCE,
    programs::{Running, free_port, webkit_driver},
    until,
    window::picture,
};

/// The control desk of a portal, by its addresses.
#[derive(Clone)]
pub struct PortalDesk {
    control: String,
    page: String,
    http: reqwest::Client,
}

impl PortalDesk {
    /// The desk at this address, of a portal whose patients sign in at that one.
    pub fn at(control_url: &str, page_url: &str) -> Self {
        Self { control: control_url.to_owned(), page: page_url.to_owned(), http: reqwest::Client::new() }
    }

    /// What the practice posted, oldest first: each with `words`, `status`, `opened`, `record_number`.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn messages(&self) -> Result<Vec<Value>> {
        let answer = self.http.get(format!("{}/messages", self.control)).send().await?.error_for_status()?;
        Ok(answer.json().await?)
    }

    /// Those of them that a patient can see.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn visible(&self) -> Result<Vec<Value>> {
        Ok(self.messages().await?.into_iter().filter(|one| one["status"] != "entered-in-error").collect())
    }

    /// Something goes wrong there: `down`, `html`, `lost`, on `create`, `message`, `token` and others.
    ///
    /// # Errors
    /// There is no such fault.
    pub async fn fault(&self, name: Value, on: &str) -> Result<()> {
        let fault = json!({ "name": name, "on": on });
        let answer = self.http.post(format!("{}/faults", self.control)).json(&fault).send().await?;
        answer.error_for_status().map(drop).context("a fault of the portal")
    }

    /// Ends every fault.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn heal(&self) -> Result<()> {
        let answer = self.http.delete(format!("{}/faults", self.control)).send().await?;
        answer.error_for_status().map(drop).context("the portal's faults")
    }

    /// A patient signs in at the portal's page, in a browser of their own.
    ///
    /// # Errors
    /// There is no browser, or nobody of this name has an account.
    pub async fn signs_in(&self, desktop: &Desktop, name: &str) -> Result<Patient> {
        let port = free_port()?;
        let mut running = Running::start(
            desktop
                .command(&webkit_driver()?)
                .arg(format!("--port={port}"))
                .arg("--host=127.0.0.1")
                .stdout(desktop.log("patient")?)
                .stderr(desktop.log("patient")?),
        )?;
        let url = format!("http://127.0.0.1:{port}");
        until("the patient's driver", async || {
            let told = self.http.get(format!("{url}/status")).send().await?;
            Ok(told.status().is_success().then_some(()))
        })
        .await?;
        running.check("the patient's driver")?;
        let opening = tokio::time::timeout(PATIENCE, WebDriver::new(&url, Capabilities::new())).await;
        let driver = opening.context("the patient's browser did not open in time")??;
        let patient = Patient { driver, _running: running };
        patient.driver.goto(&self.page).await?;
        patient.types("input[name=name]", name).await?;
        patient.types("input[name=password]", "foyer").await?;
        patient.click("form button").await?;
        until("the patient's messages", async || {
            Ok(patient.driver.find_all(By::Css("ul")).await?.into_iter().next().map(drop))
        })
        .await?;
        Ok(patient)
    }
}

/// A patient, signed in. Dropping it closes their browser.
pub struct Patient {
    driver: WebDriver,
    _running: Running,
}

impl Drop for Patient {
    fn drop(&mut self) {
        let _ = self.driver.clone().leak();
    }
}

impl Patient {
    /// Opens the newest message and gives its words.
    ///
    /// # Errors
    /// There is none.
    pub async fn reads_newest(&self) -> Result<String> {
        self.click("li.new a").await?;
        let article = until("the message", async || {
            Ok(self.driver.find_all(By::Css("article")).await?.into_iter().next())
        })
        .await?;
        Ok(article.text().await?)
    }

    /// Answers the open message.
    ///
    /// # Errors
    /// The page takes no answer.
    pub async fn answers(&self, words: &str) -> Result<()> {
        self.types("textarea", words).await?;
        self.click("article ~ form button").await?;
        until("the answer's receipt", async || {
            Ok(self.driver.find_all(By::Css("textarea")).await?.is_empty().then_some(()))
        })
        .await
    }

    /// A picture of the page.
    ///
    /// # Errors
    /// It cannot be taken or written.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        picture(&self.driver, file).await
    }

    async fn types(&self, css: &str, words: &str) -> Result<()> {
        let field =
            until(css, async || Ok(self.driver.find_all(By::Css(css)).await?.into_iter().next())).await?;
        field.send_keys(words).await.context("typing")
    }

    async fn click(&self, css: &str) -> Result<()> {
        let what =
            until(css, async || Ok(self.driver.find_all(By::Css(css)).await?.into_iter().next())).await?;
        what.click().await.context("clicking")
    }
}
