//! What the model may and may not do.

use foyer_domain::Channel;
use foyer_phi::{
    Handoff, Head, Heads, Layers, Level, Model, ModelError, Net, NetError, NotAllowed, Practice, Screener,
};

fn level(screener: &Screener, draft: &str, channel: Channel) -> Level {
    screener.screen(draft, channel, &Practice::default()).level
}

#[test]
fn the_model_raises_and_never_silences_a_rule() {
    let (with, without) = (Screener::new(), Screener::new().with_model(None));
    for message in crate::measured::messages() {
        for channel in [Channel::Sms, Channel::WhatsApp] {
            let bare = without.screen(&message.text, channel, &Practice::default());
            if level(&with, &message.text, channel) < bare.level {
                // Only a term that is mentioned and not said to be the patient's may be let go.
                assert!(bare.findings.iter().all(|f| f.rule.as_str().starts_with("term:")), "{}", message.id);
            }
        }
    }
}

/// A model that says no to everything.
fn weary() -> Screener {
    let zero = || Head { weights: vec![0.0; Model::BUCKETS], bias: -50.0 };
    let file = Model::file(&Heads { tells: zero(), sensitive: zero(), word: zero() });
    Screener::new().with_model(Some(Model::from_bytes(file).unwrap()))
}

#[test]
fn a_model_that_says_no_to_everything_lets_go_of_mere_mentions_only() {
    let weary = weary();
    for (draft, least) in [
        ("your HIV test was negative", Level::PortalOnly),
        ("Su psiquiatra la ve el martes", Level::PortalOnly),
        ("your diabetes visit", Level::Strong),
        ("You have two visits tomorrow: hematology at 9 and Dr. Sung at 10", Level::Warn),
        ("A1c came back 8.2", Level::Strong),
        ("metformin 500 mg twice a day", Level::Strong),
        ("SSN 212-45-6789", Level::PortalOnly),
        ("z0l0ft is ready", Level::PortalOnly),
    ] {
        assert!(level(&weary, draft, Channel::Sms) >= least, "{draft}");
    }
    for draft in ["The walk for diabetes is Saturday", "Marcha contra el cancer, vengan todos"] {
        assert_eq!(level(&weary, draft, Channel::Sms), Level::Quiet, "{draft}");
        let met = weary.explain(draft, Channel::Sms, &Practice::default()).met;
        assert!(met.iter().any(|met| met.rule.as_str().starts_with("term:") && !met.counts), "{draft}");
    }
    // What is no draft of the desk's is not the model's to judge.
    assert_eq!(weary.handoff("diabetes", &Practice::default()), Handoff::Nurse);
    let file = weary.screen_file_name("HIV_final.pdf", Channel::Sms, &Practice::default());
    assert_eq!(file.level, Level::PortalOnly);
    assert_eq!(weary.may_allow("chlamydia"), Err(NotAllowed::Sensitive));
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

/// A network that says the same of everything, and nothing of single words.
fn network(says: f32) -> Vec<u8> {
    let layers = Layers {
        table: vec![0.0; Net::ROWS * Net::WIDTH],
        views: vec![0.0; Net::SPAN * Net::WIDTH * Net::VIEWS],
        view_bias: vec![0.0; Net::VIEWS],
        company: vec![0.0; Net::WIDTH * Net::VIEWS],
        word: vec![0.0; Net::VIEWS],
        word_bias: 0.0,
        answers: vec![0.0; 4 * Net::VIEWS],
        answer_bias: [says, -50.0],
        thoughts: vec![0.0; Net::THOUGHTS * 2 * Net::VIEWS],
        thought_bias: vec![0.0; Net::THOUGHTS],
        conclusions: vec![0.0; 2 * Net::THOUGHTS],
    };
    Net::file(&layers, 42)
}

#[test]
fn the_compiled_network_can_be_read_and_others_are_refused() {
    assert_eq!(Net::built_in().len(), Net::READERS);
    assert_eq!(Net::from_bytes(Vec::new()).err(), Some(NetError::Version));
    assert_eq!(Net::from_bytes(b"foynet00rest".to_vec()).err(), Some(NetError::Version));
    assert_eq!(Net::trained_from(b"foynet00 12345678"), None);
    let mut file = network(1.0);
    assert_eq!(Net::trained_from(&file), Some(vec![42]));
    let both = [file.clone(), file.clone()].concat();
    assert_eq!(Net::trained_from(&both), Some(vec![42, 42]));
    assert_eq!(Net::trained_from(&both[..both.len() - file.len() + 4]), None);
    file.pop();
    assert_eq!(Net::from_bytes(file).err(), Some(NetError::Length));
}

#[test]
fn a_network_that_says_no_to_everything_silences_no_rule_and_reads_no_text_without_end() {
    let with = |says| {
        let net = Net::from_bytes(network(says)).unwrap();
        Screener::new().with_model(Model::built_in().map(|model| model.with_nets(vec![net])))
    };
    let weary = with(-50.0);
    for (draft, least) in [
        ("your HIV test was negative", Level::PortalOnly),
        ("your diabetes visit", Level::Strong),
        ("A1c came back 8.2", Level::Strong),
        ("SSN 212-45-6789", Level::PortalOnly),
    ] {
        assert!(level(&weary, draft, Channel::Sms) >= least, "{draft}");
    }
    assert_eq!(level(&weary, "The walk for diabetes is Saturday", Channel::Sms), Level::Quiet);
    // It counts: many drafts warn that would not.
    let eager = with(50.0);
    let drafts = crate::measured::messages().into_iter();
    let warned: Vec<_> = drafts
        .filter(|m| level(&eager, &m.text, Channel::Sms) > level(&weary, &m.text, Channel::Sms))
        .collect();
    assert!(warned.len() > 50, "{}", warned.len());
    for draft in warned.iter().take(5) {
        let long = format!("{}\n", draft.text).repeat(Net::MOST_WORDS + 1);
        assert_eq!(level(&eager, &long, Channel::Sms), level(&weary, &long, Channel::Sms), "{}", draft.id);
    }
}
