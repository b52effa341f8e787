//! Reading and using the page, by the names its parts carry for tests (`data-testid`).
//!
//! Everything here waits for what it needs and no longer. What a person would click is clicked by the driver, so
//! that something lying over a button fails the test.

use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};
use thirtyfour::{By, Key, WebElement};

use crate::{Foyer, PATIENCE, folder_for_shots, until, until_for};

/// More fields and buttons than any page of Foyer has.
const STOPS: usize = 120;
/// How long to wait for an answer where the page goes meanwhile: what was asked of it is never answered.
const A_PAGE_THAT_GOES: Duration = Duration::from_secs(2);

/// A part of the page by its test name.
pub fn part(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}

impl Foyer {
    /// The words of every part that matches, in page order.
    ///
    /// # Errors
    /// There is no page.
    pub async fn words(&self, css: &str) -> Result<Vec<String>> {
        let all = self
            .js_with(
                "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)",
                vec![json!(css)],
            )
            .await?;
        Ok(serde_json::from_value(all)?)
    }

    /// Waits until a part that matches says this somewhere, and gives all its words.
    ///
    /// # Errors
    /// It never does.
    pub async fn sees(&self, css: &str, says: &str) -> Result<String> {
        self.sees_within(PATIENCE, css, says).await
    }

    /// The same with another patience.
    ///
    /// # Errors
    /// It never does.
    pub async fn sees_within(&self, limit: Duration, css: &str, says: &str) -> Result<String> {
        let seen = until_for(limit, &format!("“{says}” in {css}"), async || {
            Ok(self.words(css).await?.into_iter().find(|words| flat(words).contains(says)))
        })
        .await;
        self.pictured(seen).await
    }

    /// Waits until no part that matches says this.
    ///
    /// # Errors
    /// It never stops.
    pub async fn sees_no_more(&self, css: &str, says: &str) -> Result<()> {
        until(&format!("no “{says}” in {css}"), async || {
            Ok((!self.words(css).await?.iter().any(|words| flat(words).contains(says))).then_some(()))
        })
        .await
    }

    /// Whether any part matches now.
    ///
    /// # Errors
    /// There is no page.
    pub async fn has(&self, css: &str) -> Result<bool> {
        Ok(!self.words(css).await?.is_empty())
    }

    /// The first part that matches, once there is one.
    ///
    /// # Errors
    /// There never is.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        let found =
            until(css, async || Ok(self.driver().find_all(By::Css(css)).await?.into_iter().next())).await;
        self.pictured(found).await
    }

    /// Clicks the first part that matches.
    ///
    /// # Errors
    /// It is not there, or something lies over it.
    pub async fn click(&self, css: &str) -> Result<()> {
        let clicked = until(&format!("a way to click {css}"), async || {
            let Some(element) = self.driver().find_all(By::Css(css)).await?.into_iter().next() else {
                return Ok(None);
            };
            element.click().await?;
            Ok(Some(()))
        })
        .await;
        self.pictured(clicked).await
    }

    /// Types into a field, after what is in it.
    ///
    /// # Errors
    /// The field is not there.
    pub async fn types(&self, css: &str, text: &str) -> Result<()> {
        self.find(css).await?.send_keys(text).await?;
        Ok(())
    }

    /// Presses a key outside of any field, as the single-letter shortcuts want it.
    ///
    /// # Errors
    /// There is no page.
    pub async fn letter(&self, key: &str) -> Result<()> {
        self.js("document.activeElement?.blur?.()").await?;
        self.driver().find(By::Css("body")).await?.send_keys(key).await?;
        Ok(())
    }

    /// Locks the desk by its key, and waits until the page has been loaded anew.
    ///
    /// # Errors
    /// It does not lock.
    pub async fn locks(&self) -> Result<()> {
        // The key is pressed, and the page goes before it says so.
        let press = async {
            let _ = tokio::time::timeout(A_PAGE_THAT_GOES, self.press(Key::Control + "l")).await;
            Ok(())
        };
        self.leaves(press).await?;
        self.find(&part("lock")).await.map(drop)
    }

    /// Somebody chooses their name on the lock screen and types practice mode's PIN.
    ///
    /// # Errors
    /// There is no such name, or the desk does not open.
    pub async fn sits_down(&self, name: &str) -> Result<()> {
        let find = "const [person, name] = arguments; \
             return [...document.querySelectorAll(person)].find((e) => e.innerText.includes(name))?.dataset.person ?? null";
        let id = self.js_with(find, vec![json!(part("lock-person")), json!(name)]).await?;
        self.click(&format!("[data-person={id}]")).await?;
        self.types(&part("pin"), "246810").await?;
        self.sees(&part("sidebar"), name).await.map(drop)
    }

    /// Goes to a view of the list: `mine`, `unassigned`, `all`, `snoozed`, `closed`.
    ///
    /// # Errors
    /// It never shows.
    pub async fn view(&self, view: &str) -> Result<()> {
        // A narrow window has tabs over the list instead of names beside it.
        let ways = [part(&format!("nav-{view}")), part(&format!("tab-{view}"))];
        let shown = "return arguments[0].find((css) => document.querySelector(css)?.offsetParent) ?? null";
        let way = until(&format!("a way to {view}"), async || {
            Ok(self.js_with(shown, vec![json!(ways)]).await?.as_str().map(str::to_owned))
        })
        .await?;
        self.click(&way).await?;
        self.find(&format!("{}, {}", part("thread-list"), part("empty"))).await.map(drop)
    }

    /// Who is in the list, as far as rows are drawn: the first line of each row.
    ///
    /// # Errors
    /// There is no list.
    pub async fn names(&self) -> Result<Vec<String>> {
        let names = self
            .js_with(
                "return [...document.querySelectorAll(arguments[0])].map((row) => row.querySelector('.name').innerText)",
                vec![json!(part("thread-row"))],
            )
            .await?;
        Ok(serde_json::from_value(names)?)
    }

    /// Opens somebody's thread.
    ///
    /// # Errors
    /// Nobody of this name is in the list.
    pub async fn open_thread(&self, name: &str) -> Result<()> {
        let (id, _) = self.row(name, "").await?;
        self.click(&format!("[data-thread=\"{id}\"]")).await?;
        until(&format!("{name}'s conversation"), async || {
            let open = self.words(&part("conversation")).await?;
            Ok(open.iter().any(|words| flat(words).contains(name)).then_some(()))
        })
        .await
    }

    /// Somebody's row in the list, once it says this: its thread and its words. Scrolls as a person would, for
    /// only the rows near what is on screen exist.
    ///
    /// # Errors
    /// Nobody of this name is in the list, or the row never says it.
    pub async fn row(&self, name: &str, says: &str) -> Result<(String, String)> {
        let look = "const [list, row, name] = arguments; \
             const found = [...document.querySelectorAll(row)].find((r) => r.querySelector('.name').innerText.trim() === name); \
             if (found) { found.scrollIntoView({ block: 'nearest' }); return [found.dataset.thread, found.innerText]; } \
             const box = document.querySelector(list); \
             const end = box.scrollHeight - box.clientHeight; \
             box.scrollTop = box.scrollTop >= end - 1 ? 0 : Math.min(end, box.scrollTop + box.clientHeight / 2); \
             return null;";
        let found = until(&format!("“{says}” in {name}'s row"), async || {
            let arguments = vec![json!(part("thread-list")), json!(part("thread-row")), json!(name)];
            let found: Option<(String, String)> =
                serde_json::from_value(self.js_with(look, arguments).await?)?;
            Ok(found.filter(|(_, words)| flat(words).contains(says)))
        })
        .await;
        self.pictured(found).await
    }

    /// Writes into the open thread's composer in place of what is there.
    ///
    /// # Errors
    /// There is no composer.
    pub async fn writes(&self, text: &str) -> Result<()> {
        let field = self.find(&part("composer-input")).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + "").await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Waits until the composer has exactly these words.
    ///
    /// # Errors
    /// It has others.
    pub async fn drafted(&self, words: &str) -> Result<()> {
        let look = "return document.querySelector(arguments[0])?.value ?? null";
        let field = part("composer-input");
        let held = until(&format!("“{words}” in the composer"), async || {
            let value = self.js_with(look, vec![json!(field)]).await?;
            Ok((value.as_str() == Some(words)).then_some(()))
        })
        .await;
        self.pictured(held).await
    }

    /// Goes from field to field with Tab until this one has the focus.
    ///
    /// # Errors
    /// The key does not lead there.
    pub async fn tabs_to(&self, css: &str) -> Result<()> {
        for _ in 0..STOPS {
            let there = "return document.activeElement?.matches(arguments[0]) ?? false";
            if self.js_with(there, vec![json!(css)]).await? == Value::Bool(true) {
                return Ok(());
            }
            self.press(Key::Tab + "").await?;
        }
        self.pictured(Err(anyhow!("{STOPS} presses of Tab never led to {css}"))).await
    }

    /// Writes and sends.
    ///
    /// # Errors
    /// The text does not appear among the messages.
    pub async fn replies(&self, text: &str) -> Result<()> {
        self.writes(text).await?;
        self.click(&part("send")).await?;
        self.sees(&part("bubble"), text).await.map(drop)
    }

    /// Waits until the bubble with this text stands at `state`.
    ///
    /// # Errors
    /// It never gets there; the error says where it stayed.
    pub async fn delivery(&self, text: &str, state: &str) -> Result<()> {
        let at = std::cell::RefCell::new(String::new());
        let reached = until(&format!("“{text}” {state}"), async || {
            let now = self.delivery_now(text).await?;
            at.replace(now.clone());
            Ok((now == state).then_some(()))
        })
        .await;
        self.pictured(reached.map_err(|error| anyhow!("{error:#}; it stayed {}", at.borrow()))).await
    }

    /// Where the bubble with this text stands.
    ///
    /// # Errors
    /// There is no such bubble.
    pub async fn delivery_now(&self, text: &str) -> Result<String> {
        let state = self
            .js_with(
                "const [bubble, text] = arguments; \
                 const found = [...document.querySelectorAll(bubble)].find((b) => b.innerText.replace(/\\s+/g, ' ').includes(text)); \
                 return found?.querySelector('[data-state]')?.dataset.state ?? null",
                vec![json!(part("bubble")), json!(text)],
            )
            .await?;
        match state {
            Value::String(state) => Ok(state),
            _ => bail!("there is no bubble with it"),
        }
    }
}

impl Foyer {
    /// What was not seen is easiest understood from what was: its picture is saved and named in the error.
    async fn pictured<T>(&self, seen: Result<T>) -> Result<T> {
        let Err(error) = seen else { return seen };
        let test = std::thread::current().name().unwrap_or("script").replace("::", "-");
        let file = folder_for_shots()?.join("failed").join(format!("{test}.png"));
        match self.picture(&file).await {
            Ok(()) => Err(anyhow!("{error:#}; {} shows what was there instead", file.display())),
            Err(_) => Err(error),
        }
    }
}

/// Line breaks of the layout are no breaks of the sentence.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
