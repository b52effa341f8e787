//! The people of these tests: Bayou Family Clinic and Lupe, who texts it. All fictional.

use crate::far_end::Act;
use foyer_carrier::{
    Decoder, OutgoingText, Secret,
    twilio::{Timing, Twilio, TwilioConfig},
};
use foyer_domain::{Body, Channel, PhoneNumber, Span};

pub const ACCOUNT: &str = "AC00000000000000000000000000000001";
pub const KEY: &str = "SK00000000000000000000000000000002";
pub const SECRET: &str = "correct-horse-battery";
pub const MESSAGE: &str = "SM00000000000000000000000000000003";
pub const CLINIC: &str = "+17135550100";
pub const LUPE: &str = "+17135550142";
pub const WORDS: &str = "Your biopsy is benign, Lupe";

/// Patient: on a busy machine no test may fail because an honest answer took its time.
pub fn config(base: &str) -> TwilioConfig {
    TwilioConfig::new(base.parse().unwrap(), ACCOUNT, KEY, Secret::new(SECRET))
}

pub fn twilio(base: &str) -> Twilio {
    Twilio::new(config(base), Decoder::here()).unwrap()
}

/// For far ends that fall silent.
pub fn impatient(base: &str) -> Twilio {
    let mut config = config(base);
    config.timing = Timing { connect: Span::millis(250), read: Span::millis(500), whole: Span::seconds(5) };
    Twilio::new(config, Decoder::here()).unwrap()
}

/// The client that `act` calls for.
pub fn twilio_for(act: &Act, base: &str) -> Twilio {
    match act {
        Act::Silence | Act::ReplyThenSilence(_) => impatient(base),
        Act::ResetUnread
        | Act::ResetAfter(_)
        | Act::CloseAfterRequest
        | Act::Reply(_)
        | Act::ReplyThenReset(_)
        | Act::Flood(_)
        | Act::SpeakFirst(_) => twilio(base),
    }
}

pub fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse_e164(text).unwrap()
}

pub fn text_to_lupe() -> OutgoingText {
    OutgoingText {
        from: number(CLINIC),
        to: number(LUPE),
        body: Body::new(WORDS).unwrap(),
        channel: Channel::Sms,
        key: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        validity: Span::minutes(15),
    }
}

/// Twilio's answer to a create.
pub fn created() -> String {
    format!(
        r#"{{"sid":"{MESSAGE}","status":"queued","direction":"outbound-api","from":"{CLINIC}","to":"{LUPE}",
        "body":"{WORDS}","num_media":"0","date_created":"Mon, 23 Nov 2026 14:00:00 +0000","date_sent":null,
        "error_code":null}}"#
    )
}

pub fn refusal(http: u16, code: u32) -> String {
    format!(
        r#"{{"code":{code},"message":"about {LUPE}","more_info":"https://www.twilio.com/docs/errors/{code}","status":{http}}}"#
    )
}
