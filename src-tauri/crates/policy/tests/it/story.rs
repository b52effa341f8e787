//! A patient's history, told in minutes.

use foyer_domain::{
    Actor, Body, Channel, ConsentEventId, Language, MessageId, PatientId, PhoneNumber, Span, ThreadId,
    Timestamp, UserId,
};
use foyer_policy::{
    ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Override, Party, Purpose,
    RevocationBasis, SendRequest, Standing, interpret_inbound, standing,
};
use uuid::Uuid;

pub const LUPE: &str = "+17135550142";

pub fn minute(minute: i64) -> Timestamp {
    Timestamp::from_millis(0).plus(Span::minutes(minute))
}

pub fn day(day: i64) -> Timestamp {
    Timestamp::from_millis(0).plus(Span::days(day))
}

pub fn message(number: u128) -> MessageId {
    MessageId::from_uuid(Uuid::from_u128(number))
}

pub fn party() -> Party {
    Party {
        patient: Some(PatientId::from_uuid(Uuid::from_u128(1))),
        number: PhoneNumber::parse_e164(LUPE).unwrap(),
        channel: Channel::Sms,
    }
}

/// Lupe's facts so far; every method adds one or asks.
#[derive(Clone, Default)]
pub struct Story {
    pub facts: Vec<ConsentEvent>,
}

impl Story {
    pub fn fact(&mut self, kind: ConsentEventKind, at: Timestamp) -> &mut ConsentEvent {
        let id = ConsentEventId::from_uuid(Uuid::from_u128(1_000 + self.facts.len() as u128));
        self.facts.push(ConsentEvent {
            id,
            patient: party().patient,
            number: party().number,
            channel: Channel::Sms,
            kind,
            at,
            actor: Actor::System,
            evidence: Evidence::default(),
            language: None,
        });
        self.facts.last_mut().unwrap()
    }

    pub fn notice(mut self, number: u128, at: Timestamp) -> Self {
        self.fact(
            ConsentEventKind::NoticeSent {
                message: message(number),
                version: "1".into(),
                language: Language::Es,
            },
            at,
        );
        self
    }

    pub fn notice_failed(mut self, number: u128, at: Timestamp) -> Self {
        self.fact(ConsentEventKind::NoticeFailed { message: message(number) }, at);
        self
    }

    pub fn notice_delivered(mut self, number: u128, at: Timestamp) -> Self {
        self.fact(ConsentEventKind::NoticeDelivered { message: message(number) }, at);
        self
    }

    /// Lupe texts; what follows for consent is written as the pump would write it.
    pub fn texts(mut self, body: &str, at: Timestamp) -> Self {
        let before = self.at(at);
        let meaning = interpret_inbound(body, at, &before);
        if let Some(kind) = meaning.fact(at, &before) {
            let fact = self.fact(kind, at);
            fact.actor = Actor::Patient;
            fact.evidence.notice = meaning.notice();
        }
        self
    }

    pub fn agrees(mut self, basis: ConsentBasis, at: Timestamp) -> Self {
        self.fact(ConsentEventKind::Granted(basis), at);
        self
    }

    pub fn revokes(mut self, basis: RevocationBasis, at: Timestamp) -> Self {
        self.fact(ConsentEventKind::Revoked(basis), at);
        self
    }

    pub fn on_whatsapp(mut self) -> Self {
        self.facts.last_mut().unwrap().channel = Channel::WhatsApp;
        self
    }

    pub fn at(&self, now: Timestamp) -> Standing {
        standing(&party(), &self.facts, now, &ConsentRules::default())
    }
}

pub fn body(text: &str) -> Body {
    Body::new(text).unwrap()
}

pub fn request<'a>(to: &'a PhoneNumber, body: &'a Body, purpose: Purpose) -> SendRequest<'a> {
    SendRequest {
        thread: ThreadId::from_uuid(Uuid::from_u128(7)),
        to,
        channel: Channel::Sms,
        body,
        purpose,
        over_warning: None,
    }
}

pub fn reason(text: &str) -> Override {
    Override { reason: foyer_domain::Private::new(text), by: UserId::from_uuid(Uuid::from_u128(9)) }
}
