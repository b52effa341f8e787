//! What nobody expects to be typed, received or chosen: it is shown whole, goes out whole, or stays a draft.

use anyhow::Result;
use foyer_e2e::{Foyer, page::part};
use serde_json::json;
use thirtyfour::Key;

use crate::{desktop, people::*, quiet_morning, rules::as_manager};

/// The longest text there is, in characters.
const LONGEST: usize = 1_600;

#[tokio::test]
async fn the_longest_text_leaves_whole_and_a_longer_one_stays_a_draft() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    let longest: String = "We open at 9 on Monday. ".chars().cycle().take(LONGEST - 1).chain(['.']).collect();
    foyer.writes(&format!("{longest}x")).await?;
    foyer.press_send().await?;
    foyer.sees(&part("refusal"), "This text is too long").await?;
    foyer.drafted(&format!("{longest}x")).await?;
    assert!(fits(&foyer).await?, "the field holds it, and the buttons stay in the window");
    assert_eq!(carrier.attempts().await?, 0);

    foyer.press(Key::End + "").await?;
    foyer.press(Key::Control + Key::End).await?;
    foyer.press(Key::Backspace + "").await?;
    foyer.drafted(&longest).await?;
    foyer.press_send().await?;
    foyer.delivery("We open at 9 on Monday.", "delivered").await?;
    let sent: Vec<_> = carrier.accepted().await?.into_iter().filter(|text| text.to == SAMIR.1).collect();
    assert_eq!((sent.len(), sent[0].body == longest), (1, true));
    foyer.drafted("").await
}

#[tokio::test]
async fn texts_of_emoji_alone_come_and_go_as_they_are() -> Result<()> {
    /// Families, skin tones, flags, a keycap, and a heart that is red by a second character.
    const EMOJI: &str = "👩‍👩‍👧👍🏽🇲🇽1️⃣❤️";
    const ANSWER: &str = "🧑🏿‍⚕️🇺🇸2️⃣";
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    carrier.patient_writes(SAMIR.1, EMOJI).await?;
    foyer.sees(&part("bubble"), EMOJI).await?;
    foyer.row(SAMIR.0, EMOJI).await?;

    // The driver types no characters beyond the first 65,536; the field hears them as from an emoji picker.
    let types = "const [css, words] = arguments; const field = document.querySelector(css); field.focus(); \
                 document.execCommand('insertText', false, words)";
    foyer.js_with(types, vec![json!(part("composer-input")), json!(ANSWER)]).await?;
    foyer.drafted(ANSWER).await?;
    foyer.sees(&part("draft-status"), "Unicode").await?;
    foyer.press_send().await?;
    foyer.delivery(ANSWER, "delivered").await?;
    let sent: Vec<_> = carrier.accepted().await?.into_iter().filter(|text| text.to == SAMIR.1).collect();
    assert_eq!(sent.iter().map(|text| text.body.as_str()).collect::<Vec<_>>(), [ANSWER]);
    Ok(())
}

/// Whether the conversation's buttons, above and below, stand within it, and nothing sticks out of the window beside it.
async fn fits(foyer: &Foyer) -> Result<bool> {
    let look = "const column = document.querySelector(arguments[0]); const room = column.getBoundingClientRect(); \
         const within = [...column.querySelectorAll('header button, .c-bar button')].every((one) => { \
           const { left, right, top, bottom, width } = one.getBoundingClientRect(); \
           return width === 0 || (left >= room.left && right <= room.right && top >= 0 && bottom <= innerHeight); }); \
         return within && document.documentElement.scrollWidth <= innerWidth";
    Ok(foyer.js_with(look, vec![json!(part("conversation"))]).await? == json!(true))
}

#[tokio::test]
async fn names_of_any_script_and_length_stand_in_their_place() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    let endless = "Wolfeschlegelsteinhausen".repeat(4);
    let names = ["عبد الرحمن بن محمد", "李小龙", "Nguyễn Thị Ánh Tuyết", "שרה 7", "Ω̷̢ Zoë 👩‍🚀", &endless];
    for (place, name) in names.into_iter().enumerate() {
        let number = format!("+1832555{:04}", 7_100 + place);
        let began =
            foyer.call("threads.start", json!({ "number": number, "name": name, "language": null })).await?;
        assert!(began.is_object());
        foyer.view("all").await?;
        foyer.open_thread(name).await?;
        foyer.sees(&part("conversation"), name).await?;
        assert!(fits(&foyer).await?, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_picture_that_is_called_a_list_is_refused_in_words() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    let list = desktop.folder("people.csv");
    foyer.picture(&list).await?;
    foyer.click(&part("nav-settings")).await?;
    foyer.click(&part("contacts-open")).await?;
    foyer.types(&part("contacts-file"), &list.display().to_string()).await?;
    foyer.sees(&part("contacts-dialog"), "This is no list of plain text").await?;
    assert!(!foyer.has(&part("contacts-preview")).await?);
    Ok(())
}
