//! Everything a portal can do wrong: a typed outcome, never two messages, and the doubt is resolved by looking.

use foyer_portal::{
    NotPostedReason, Portal as _, PortalError, PostOutcome, Refusal, UnknownReason, fhir::Fhir,
};
use foyer_sandbox::portal::{PortalFault, PortalFaultName as Name, PortalScope as On};

use crate::world::{MARCUS, NOW, World, handoff, impatient, message};

/// Posts against one fault; says what came of it and how many messages there are.
async fn against(name: Name, on: On) -> (PostOutcome, usize, World) {
    let (key, _) = foyer_portal::fhir::SigningKey::generate().unwrap();
    let mut world = World::with_key(key.clone()).await;
    if matches!(name, Name::Lost | Name::Silent) {
        world.fhir = Fhir::new(impatient(&world.portal, key)).unwrap();
    }
    world.portal.set_fault(PortalFault::once(name, on));
    let outcome = world.fhir.post(&message(1, MARCUS), NOW).await;
    let kept = world.portal.kept().len();
    (outcome, kept, world)
}

#[tokio::test]
async fn each_fault_of_the_post_has_its_outcome() {
    use PostOutcome::{NotPosted, Refused, Unknown};
    let slow_down = |retry_after| NotPosted { reason: NotPostedReason::SlowDown, retry_after };
    for (name, wanted, kept) in [
        (Name::Down, Unknown(UnknownReason::ServerFailure { status: 503 }), 0),
        (Name::Failed, Unknown(UnknownReason::ServerFailure { status: 500 }), 1),
        (Name::Lost, Unknown(UnknownReason::Timeout), 1),
        (Name::Silent, Unknown(UnknownReason::Timeout), 0),
        (Name::Unauthorized, Refused(Refusal::Credentials), 0),
        (Name::Forbidden, Refused(Refusal::NotAllowed), 0),
        (Name::Conflict, Refused(Refusal::Conflict), 0),
        (Name::Unprocessable, Refused(Refusal::Unprocessable { issue: "business-rule" }), 0),
        (Name::TooMany, slow_down(Some(foyer_domain::Span::seconds(7))), 0),
        (Name::Html, Unknown(UnknownReason::ForeignAnswer { status: 200 }), 0),
        (Name::HtmlRefusal, Unknown(UnknownReason::ForeignAnswer { status: 400 }), 0),
        (Name::Redirect, Unknown(UnknownReason::Redirected), 0),
        (Name::Nameless, Unknown(UnknownReason::ForeignAnswer { status: 201 }), 1),
        (Name::Flood, Unknown(UnknownReason::ForeignAnswer { status: 200 }), 0),
    ] {
        let (outcome, there, world) = against(name, On::Create).await;
        assert_eq!(outcome, wanted, "{name:?}");
        assert_eq!(there, kept, "{name:?}");
        // Whatever it was, looking tells the truth, and posting again ends with exactly one.
        let found = world.fhir.find(handoff(1), NOW).await.unwrap();
        assert_eq!(found.is_some(), kept == 1, "{name:?}");
        let PostOutcome::Stored(_) = world.fhir.post(&message(1, MARCUS), NOW).await else {
            panic!("{name:?}")
        };
        assert_eq!(world.portal.kept().len(), 1, "{name:?}");
    }
}

#[tokio::test]
async fn a_slow_portal_is_waited_for() {
    let (outcome, kept, _) = against(Name::Slow(300), On::Create).await;
    assert!(matches!(outcome, PostOutcome::Stored(_)) && kept == 1);
}

#[tokio::test]
async fn a_failure_of_the_questions_before_means_that_nothing_was_posted() {
    for (name, on) in [
        (Name::Down, On::Read),
        (Name::Html, On::Read),
        (Name::Redirect, On::Read),
        (Name::Flood, On::Read),
        (Name::Failed, On::Token),
        (Name::Html, On::Token),
        (Name::Silent, On::Token),
    ] {
        let (outcome, kept, _) = against(name, on).await;
        let safe = matches!(outcome, PostOutcome::NotPosted { reason: NotPostedReason::Down, .. });
        assert!(safe && kept == 0, "{name:?} on {on:?}: {outcome:?}");
    }
    let (outcome, kept, _) = against(Name::Unauthorized, On::Token).await;
    assert_eq!((outcome, kept), (PostOutcome::Refused(Refusal::Credentials), 0));
}

#[tokio::test]
async fn a_portal_that_is_not_there_has_nothing() {
    let World { portal, fhir } = World::new().await;
    fhir.check(NOW).await.unwrap();
    portal.shutdown().await;
    let outcome = fhir.post(&message(1, MARCUS), NOW).await;
    assert!(matches!(outcome, PostOutcome::NotPosted { reason: NotPostedReason::Down, .. }), "{outcome:?}");
    assert_eq!(fhir.find(handoff(1), NOW).await, Err(PortalError::Down));
}

#[tokio::test]
async fn an_answer_from_another_host_is_no_name() {
    // 201 with a Location elsewhere: the message is ours only by its own server's word.
    let world = World::new().await;
    world.portal.set_fault(PortalFault::once(Name::Redirect, On::Update));
    let PostOutcome::Stored(posted) = world.fhir.post(&message(1, MARCUS), NOW).await else { panic!() };
    assert_eq!(world.fhir.take_back(&posted, NOW).await, Err(PortalError::Redirected));
    assert_eq!(world.portal.kept()[0].status, "in-progress");
    let elsewhere = world.portal.seen().iter().filter(|line| line.contains("elsewhere")).count();
    assert_eq!(elsewhere, 0, "a pointer was followed");
}
