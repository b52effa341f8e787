//! What the manager sets about consent: the figures, the words of the notice, and a list of consents from elsewhere.

use anyhow::Result;
use foyer_e2e::{Foyer, folder_for_shots, page::part};
use serde_json::json;

use crate::{
    by_hand::{retyped, shown, unfolded},
    desktop,
    looks::in_theme,
    people::*,
    quiet_morning,
};

const EN: &str = "Texts aren't encrypted: others may read them on your phone or on the way. OK to text you about visits? \
                  Reply YES or NO. STOP ends texts.";
const ES: &str = "Los textos no van cifrados: otros pueden leerlos. Podemos escribirle sobre sus citas? Responda SI o NO. \
                  STOP para salir.";

#[tokio::test]
async fn the_manager_words_the_notice_anew_and_everybody_is_due() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("rules");
    std::fs::create_dir_all(&shots)?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    foyer.click(&part("nav-settings")).await?;

    // A figure out of bounds is refused beside its field, by the core.
    foyer.find(&part("consent-lasts")).await?;
    shown(&foyer, "consent-lasts").await?;
    retyped(&foyer, "consent-lasts", "9000").await?;
    foyer.click(&part("consent-figures-save")).await?;
    foyer.sees(&part("settings"), "30 to 730 days").await?;
    retyped(&foyer, "consent-lasts", "300").await?;
    foyer.click(&part("consent-figures-save")).await?;
    foyer.sees(&part("toast"), "Saved.").await?;

    unfolded(&foyer, "notice-edit").await?;
    shown(&foyer, "notice-edit").await?;
    for (words, says) in [
        ("Hello! Reply YES or NO. STOP ends texts.", "texts are not encrypted"),
        (
            "Texts aren't encrypted. Reply YES or NO. STOP ends texts. Your HIV result is here.",
            "health details",
        ),
    ] {
        retyped(&foyer, "notice-en", words).await?;
        foyer.click(&part("notice-save")).await?;
        foyer.sees(&part("notice-edit"), says).await?;
    }
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        shown(&foyer, "notice-edit").await?;
        foyer.picture(&shots.join(format!("notice-refused-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} notice");
    }
    retyped(&foyer, "notice-en", EN).await?;
    retyped(&foyer, "notice-es", ES).await?;
    foyer.click(&part("notice-save")).await?;
    foyer.sees(&part("notice-version"), "in use").await?;
    foyer.sees(&part("notice-version"), "others may read them on your phone").await?;
    assert_eq!(foyer.words(&part("notice-version")).await?.len(), 2, "the old words stay on record");
    shown(&foyer, "notice-version").await?;
    foyer.picture(&shots.join("notice-saved-dark.png")).await?;

    // Who agreed to the old words is asked again, and gets the new ones.
    foyer.click(&part("nav-consent-due")).await?;
    foyer.sees(&part("due-people-row"), MARCUS.0).await?;
    foyer.picture(&shots.join("notice-due-dark.png")).await?;
    let before = carrier.accepted().await?.len();
    foyer.view("all").await?;
    foyer.open_thread(TOMAS.0).await?;
    foyer.click(&part("way-sendNotice")).await?;
    foyer.delivery("STOP", "delivered").await?;
    let sent = carrier.accepted().await?;
    assert!(
        sent.len() == before + 1 && sent.iter().any(|text| text.body.contains("otros pueden leerlos")),
        "{sent:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_list_from_elsewhere_is_looked_at_brought_in_and_taken_back() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("rules");
    std::fs::create_dir_all(&shots)?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    foyer.click(&part("nav-settings")).await?;
    foyer.click(&part("import-open")).await?;
    foyer.find(&part("list-file")).await?;
    foyer.picture(&shots.join("list-empty-light.png")).await?;

    chosen(&foyer, "PK\u{3}\u{4} a workbook").await?;
    foyer.sees(&format!("{} .help.bad", part("list-dialog")), "CSV").await?;
    assert!(!foyer.has(&part("list-line")).await?, "nothing is made of what is no list");

    let day = foyer.js("return new Date(Date.now() - 40 * 86400000).toISOString().slice(0, 10)").await?;
    let day = day.as_str().unwrap_or_default();
    let rows = format!(
        "Patient,Mobile,Signed,Form\n{},{},{day},Intake 3\nNora Bell,7135550190,{day},Intake 3\n\
         Otis Grant,7135550191,,Intake 3\nLost,call me,{day},\nAhead,7135550196,2199-01-01,\n",
        TOMAS.0, TOMAS.1
    );
    chosen(&foyer, &rows).await?;
    foyer.sees(&part("list-preview"), "No date").await?;
    foyer.sees(&part("list-preview"), "No number").await?;
    foyer.sees(&part("list-preview"), "Date not usable").await?;
    assert_eq!(foyer.words(&part("list-line")).await?.len(), 5);
    foyer.sees(&part("list-bring"), "Bring in 4 rows").await?;
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("list-preview-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} list");
    }
    foyer.click(&part("list-bring")).await?;
    foyer.sees(&part("import"), "2 with a date, 2 without, 1 left out").await?;
    shown(&foyer, "imports").await?;
    foyer.picture(&shots.join("list-in-dark.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "lists brought in");

    foyer.view("all").await?;
    foyer.open_thread(TOMAS.0).await?;
    foyer.sees(&part("consent-card"), "Granted").await?;

    foyer.click(&part("nav-settings")).await?;
    foyer.click(&part("import-undo")).await?;
    foyer.sees(&part("import-undo"), "Take the whole list back").await?;
    foyer.click(&part("import-undo")).await?;
    foyer.sees(&part("import"), "Taken back").await?;
    foyer.view("all").await?;
    foyer.open_thread(TOMAS.0).await?;
    foyer.sees_no_more(&part("consent-card"), "Granted").await
}

/// Dana runs the practice: only she changes what patients are asked.
pub async fn as_manager(foyer: &Foyer) -> Result<()> {
    foyer.locks().await?;
    foyer.sits_down("Dana Ruiz").await
}

/// The file that the person chose.
async fn chosen(foyer: &Foyer, text: &str) -> Result<()> {
    let choose = "const [place, text] = arguments; const field = document.querySelector(place); \
                  const files = new DataTransfer(); \
                  files.items.add(new File([text], 'consents.csv', { type: 'text/csv' })); \
                  field.files = files.files; field.dispatchEvent(new Event('change', { bubbles: true }))";
    foyer.js_with(choose, vec![json!(part("list-file")), json!(text)]).await.map(drop)
}
