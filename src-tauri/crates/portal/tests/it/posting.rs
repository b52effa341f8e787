//! One message, once.

use foyer_portal::{Portal as _, PostOutcome, Refusal, TakenBack, fhir::Fhir};

use crate::world::{LUPE, MARCUS, NOW, WORDS, World, config, handoff, message};

#[tokio::test]
async fn a_message_is_kept_for_its_patient_and_found_again() {
    let world = World::new().await;
    world.fhir.check(NOW).await.unwrap();
    let PostOutcome::Stored(posted) = world.fhir.post(&message(1, MARCUS), NOW).await else { panic!() };
    let kept = world.portal.kept();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].record_number.as_str(), kept[0].words.as_str()), (MARCUS, WORDS));
    assert_eq!(kept[0].identifier, format!("urn:uuid:{}", handoff(1)));
    assert_eq!(kept[0].name, posted.id.as_str());
    let found = world.fhir.find(handoff(1), NOW).await.unwrap().unwrap();
    assert_eq!(found.id, posted.id);
    assert_eq!(world.fhir.find(handoff(2), NOW).await, Ok(None));
}

#[tokio::test]
async fn the_same_hand_off_posted_again_is_the_same_message() {
    for conditional in [true, false] {
        let world = World::new().await;
        if !conditional {
            world.portal.forget_conditions();
        }
        let PostOutcome::Stored(first) = world.fhir.post(&message(1, LUPE), NOW).await else { panic!() };
        for _ in 0..3 {
            let PostOutcome::Stored(again) = world.fhir.post(&message(1, LUPE), NOW).await else { panic!() };
            assert_eq!(again.id, first.id);
        }
        let PostOutcome::Stored(other) = world.fhir.post(&message(2, LUPE), NOW).await else { panic!() };
        assert_ne!(other.id, first.id);
        assert_eq!(world.portal.kept().len(), 2);
    }
}

#[tokio::test]
async fn a_server_that_keeps_requests_gets_a_request() {
    let world = World::new().await;
    world.portal.keep_requests();
    let PostOutcome::Stored(posted) = world.fhir.post(&message(1, MARCUS), NOW).await else { panic!() };
    assert!(posted.id.as_str().starts_with("CommunicationRequest/"));
    assert_eq!(world.fhir.seen(&posted, NOW).await.unwrap().opened_at, None);
    assert_eq!(world.portal.open_all(MARCUS), 1);
    assert_eq!(world.fhir.seen(&posted, NOW).await.unwrap().opened_at, Some(NOW));
}

#[tokio::test]
async fn a_patient_the_portal_does_not_know_gets_nothing() {
    let world = World::new().await;
    for stranger in ["MRN-9", "", "MRN-2041,MRN-2077", "https://x|MRN-2041"] {
        let outcome = world.fhir.post(&message(1, stranger), NOW).await;
        assert_eq!(outcome, PostOutcome::Refused(Refusal::NoPatient), "{stranger}");
    }
    assert_eq!(world.portal.kept(), []);
}

#[tokio::test]
async fn opened_and_answered_are_told() {
    let world = World::new().await;
    let PostOutcome::Stored(posted) = world.fhir.post(&message(1, MARCUS), NOW).await else { panic!() };
    let seen = world.fhir.seen(&posted, NOW).await.unwrap();
    assert_eq!((seen.opened_at, seen.answered_at), (None, None));
    assert_eq!(world.portal.open_all(MARCUS), 1);
    let seen = world.fhir.seen(&posted, NOW).await.unwrap();
    assert_eq!((seen.opened_at, seen.answered_at), (Some(NOW), None));
    assert!(world.portal.answer(MARCUS, "Thank you, I will."));
    let seen = world.fhir.seen(&posted, NOW).await.unwrap();
    assert_eq!((seen.opened_at, seen.answered_at), (Some(NOW), Some(NOW)));
}

#[tokio::test]
async fn a_message_taken_back_is_gone_with_its_words_unless_it_was_read() {
    let world = World::new().await;
    let PostOutcome::Stored(posted) = world.fhir.post(&message(1, MARCUS), NOW).await else { panic!() };
    assert_eq!(world.fhir.take_back(&posted, NOW).await, Ok(TakenBack::Done));
    assert_eq!(world.fhir.take_back(&posted, NOW).await, Ok(TakenBack::Done), "twice is no harm");
    let kept = world.portal.kept();
    assert_eq!((kept[0].status.as_str(), kept[0].words.as_str()), ("entered-in-error", ""));
    assert_eq!(world.fhir.find(handoff(1), NOW).await, Ok(None));

    let PostOutcome::Stored(read) = world.fhir.post(&message(2, MARCUS), NOW).await else { panic!() };
    world.portal.open_all(MARCUS);
    assert_eq!(world.fhir.take_back(&read, NOW).await, Ok(TakenBack::TooLate));
    assert_eq!(world.portal.kept()[1].words, WORDS);
}

#[tokio::test]
async fn a_token_the_server_has_forgotten_is_replaced_without_a_word() {
    let world = World::new().await;
    world.fhir.post(&message(1, MARCUS), NOW).await;
    world.portal.forget_tokens();
    let PostOutcome::Stored(_) = world.fhir.post(&message(2, MARCUS), NOW).await else { panic!() };
    world.portal.forget_tokens();
    assert!(world.fhir.find(handoff(2), NOW).await.unwrap().is_some());
}

#[tokio::test]
async fn a_key_nobody_registered_is_refused_and_nothing_is_kept() {
    let world = World::new().await;
    let (stranger, _) = foyer_portal::fhir::SigningKey::generate().unwrap();
    let fhir = Fhir::new(config(&world.portal, stranger)).unwrap();
    assert_eq!(fhir.check(NOW).await, Err(foyer_portal::PortalError::Credentials));
    assert_eq!(fhir.post(&message(1, MARCUS), NOW).await, PostOutcome::Refused(Refusal::Credentials));
    assert_eq!(world.portal.kept(), []);
}
