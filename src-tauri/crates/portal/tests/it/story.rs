//! The patient's own page: signs in, reads, answers; and the practice learns of it.

use foyer_portal::{Portal as _, PostOutcome};
use reqwest::{Client, StatusCode, header, redirect};

use crate::world::{LUPE, MARCUS, NOW, WORDS, World, message};

#[tokio::test]
async fn a_patient_signs_in_reads_and_answers() {
    let world = World::new().await;
    let PostOutcome::Stored(posted) = world.fhir.post(&message(1, MARCUS), NOW).await else { panic!() };
    world.fhir.post(&message(2, LUPE), NOW).await;
    let browser = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
    let page = &world.portal.page_url;

    let outside = browser.get(format!("{page}/messages")).send().await.unwrap();
    assert_eq!(outside.status(), StatusCode::SEE_OTHER, "nothing is shown before signing in");
    let sign_in = |password: &'static str| {
        browser
            .post(format!("{page}/sign-in"))
            .form(&[("name", "marcus oyelaran"), ("password", password)])
            .send()
    };
    assert_eq!(sign_in("wrong").await.unwrap().status(), StatusCode::FORBIDDEN);
    let inside = sign_in("foyer").await.unwrap();
    let cookie = inside.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();

    let id = posted.id.as_str().rsplit('/').next().unwrap().to_owned();
    let get = |path: String| browser.get(format!("{page}{path}")).header(header::COOKIE, &cookie).send();
    let list = get("/messages".to_owned()).await.unwrap().text().await.unwrap();
    assert!(list.contains("New message") && !list.contains("A1C"));
    assert_eq!(world.fhir.seen(&posted, NOW).await.unwrap().opened_at, None, "a list opens nothing");
    let open = get(format!("/messages/{id}")).await.unwrap().text().await.unwrap();
    assert!(open.contains(WORDS));
    assert_eq!(world.fhir.seen(&posted, NOW).await.unwrap().opened_at, Some(NOW));
    let others = get("/messages/m2".to_owned()).await.unwrap();
    assert_eq!(others.status(), StatusCode::NOT_FOUND, "Lupe's message is hers");

    browser
        .post(format!("{page}/messages/{id}"))
        .header(header::COOKIE, &cookie)
        .form(&[("words", "<b>Thank you</b>")])
        .send()
        .await
        .unwrap();
    assert_eq!(world.fhir.seen(&posted, NOW).await.unwrap().answered_at, Some(NOW));
}
