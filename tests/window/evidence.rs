//! Evidence from the window: a case from a bubble to its sign-off, a thread that is looked over with a comment to a
//! colleague, who finds it.

use anyhow::Result;
use foyer_e2e::{folder_for_shots, page::part};

use crate::{desktop, looks::in_theme, people::*, quiet_morning, rules::as_manager};

const MARISOL: &str = "Marisol Vega";
const WORDS: &str = "Please bring the marigold folder on Monday.";

#[tokio::test]
async fn a_case_goes_from_a_bubble_to_its_sign_off() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("evidence");
    std::fs::create_dir_all(&shots)?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(MARCUS.0).await?;
    foyer.replies(WORDS).await?;
    foyer.delivery(WORDS, "delivered").await?;

    // Whoever reads the text reports it; nothing more leaves for the number.
    let newest = "const all = document.querySelectorAll(arguments[0]); all[all.length - 1].focus(); all[all.length - 1].click()";
    foyer.js_with(newest, vec![serde_json::json!(part("report-it"))]).await?;
    foyer.click(&part("radio-tooMuch")).await?;
    foyer.types(&part("report-problem-words"), "His brother read it").await?;
    foyer.picture(&shots.join("report-problem.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "reporting");
    foyer.click(&part("report-problem-send")).await?;
    foyer.sees(&part("panel-cases"), "being assessed").await?;
    let sent = carrier.accepted().await?.len();

    as_manager(&foyer).await?;
    foyer.click(&part("nav-overview")).await?;
    foyer.find(&part("stat-over-warning")).await?;
    foyer.click(&format!("{} button:last-child", part("review-tabs"))).await?;
    foyer.sees(&part("case-row"), MARCUS.0).await?;
    foyer.click(&format!("{} button", part("case-row"))).await?;
    foyer.sees(&part("case"), WORDS).await?;
    for (place, why) in
        ["An address", "His brother", "It was read", "He was asked to forget it"].iter().enumerate()
    {
        foyer.types(&part("factor-words"), why).await?;
        foyer.click(&part("factor-keep")).await?;
        foyer.sees(&part("case"), &format!("{} of 4", place + 1)).await?;
    }
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("case-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} case");
    }
    foyer.click(&part("case-decide")).await?;
    foyer.types(&part("decide-words"), "It was read by somebody else").await?;
    foyer.click(&part("decide-send")).await?;
    foyer.sees(&part("so-far"), "Decided").await?;
    foyer.click(&part("case-sign-off")).await?;
    foyer.click(&part("keep-do")).await?;
    foyer.sees(&part("case-state"), "Signed off").await?;
    assert!(!foyer.has(&part("factor-words")).await?, "nothing of it is answered anew");
    assert_eq!(carrier.accepted().await?.len(), sent, "a case texts nobody");
    Ok(())
}

#[tokio::test]
async fn a_thread_is_looked_over_and_the_colleague_who_is_asked_finds_the_comment() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("evidence");
    std::fs::create_dir_all(&shots)?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(MARCUS.0).await?;
    foyer.replies(WORDS).await?;
    foyer.delivery(WORDS, "delivered").await?;

    as_manager(&foyer).await?;
    foyer.click(&part("nav-overview")).await?;
    foyer.find(&part("stat-over-warning")).await?;
    foyer.click(&format!("{} button:nth-child(2)", part("review-tabs"))).await?;
    let row = "const [rows, name] = arguments; \
         const row = [...document.querySelectorAll(rows)].find((one) => one.innerText.includes(name)); \
         row?.click(); return row !== undefined";
    foyer.sees(&part("review-row"), MARCUS.0).await?;
    let there =
        foyer.js_with(row, vec![serde_json::json!(part("review-row")), serde_json::json!(MARCUS.0)]).await?;
    assert_eq!(there, serde_json::json!(true));
    foyer.sees(&part("review-threads"), WORDS).await?;
    foyer.types(&part("review-comment-text"), "Was the marigold folder needed?").await?;
    let ask = "const [place, name] = arguments; const field = document.querySelector(place); \
         field.value = [...field.options].find((one) => one.text.includes(name)).value; \
         field.dispatchEvent(new Event('change', { bubbles: true }))";
    foyer
        .js_with(ask, vec![serde_json::json!(part("review-comment-asks")), serde_json::json!(MARISOL)])
        .await?;
    foyer.click(&part("review-comment-add")).await?;
    let told = foyer.sees(&part("review-comment"), "Was the marigold folder needed?").await?;
    assert!(told.contains("asks"), "{told}");
    foyer.click(&part("review-mark")).await?;
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("review-threads-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} threads");
    }

    foyer.locks().await?;
    foyer.sits_down(MARISOL).await?;
    foyer.sees(&part("mention"), "Was the marigold folder needed?").await?;
    foyer.click(&part("mention")).await?;
    foyer.sees(&part("conversation"), MARCUS.0).await?;
    Ok(())
}
