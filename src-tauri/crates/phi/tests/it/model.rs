//! What the model may and may not do.

use foyer_domain::Channel;
use foyer_phi::{Head, Heads, Level, Model, ModelError, Practice, Screener};

fn level(screener: &Screener, draft: &str, channel: Channel) -> Level {
    screener.screen(draft, channel, &Practice::default()).level
}

#[test]
fn the_model_raises_and_never_silences() {
    let (with, without) = (Screener::new(), Screener::new().with_model(None));
    for message in crate::measured::messages() {
        for channel in [Channel::Sms, Channel::WhatsApp] {
            assert!(
                level(&with, &message.text, channel) >= level(&without, &message.text, channel),
                "{}",
                message.id
            );
        }
    }
}

#[test]
fn a_model_that_says_yes_to_everything_warns_and_no_more() {
    let zero = || Head { weights: vec![0.0; Model::BUCKETS], bias: 50.0 };
    let file = Model::file(&Heads { tells: zero(), sensitive: zero(), word: zero() });
    let eager = Screener::new().with_model(Some(Model::from_bytes(file).unwrap()));
    let screening = eager.screen("see you Friday", Channel::Sms, &Practice::default());
    assert_eq!(screening.level, Level::Warn);
    assert_eq!(screening.findings[0].rule.as_str(), "model:sensitive");
    assert_eq!(level(&eager, "see you Friday", Channel::WhatsApp), Level::Strong);
    // Rules keep their own level.
    assert_eq!(level(&eager, "your HIV test was negative", Channel::Sms), Level::PortalOnly);
    // Nothing to read, nothing to say.
    assert_eq!(level(&eager, " ", Channel::Sms), Level::Quiet);
}

#[test]
fn the_compiled_model_can_be_read_and_others_are_refused() {
    assert!(Model::built_in().is_some());
    assert_eq!(Model::from_bytes(Vec::new()).err(), Some(ModelError::Version));
    assert_eq!(Model::from_bytes(b"foyphi00rest".to_vec()).err(), Some(ModelError::Version));
    let head = || Head { weights: vec![0.5; Model::BUCKETS], bias: 0.0 };
    let mut file = Model::file(&Heads { tells: head(), sensitive: head(), word: head() });
    file.pop();
    assert_eq!(Model::from_bytes(file).err(), Some(ModelError::Length));
}
