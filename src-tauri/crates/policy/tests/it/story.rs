//! A patient's history, told in minutes.

use std::sync::LazyLock;

use foyer_domain::{
    Actor, Body, Channel, ConsentEventId, Language, MessageId, PatientId, PhoneNumber, Role, Span, ThreadId,
    Timestamp, UserId,
};
use foyer_policy::{
    ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Covers, Evidence, HoursBook, HoursPack,
    Override, OverrideOf, Party, Place, Purpose, RevocationBasis, SendRequest, Standing, Subject, Subjects,
    interpret_inbound, standing,
};
use uuid::Uuid;

pub const LUPE: &str = "+17135550142";

pub const fn minute(minute: i64) -> Timestamp {
    Timestamp::from_millis(0).plus(Span::minutes(minute))
}

pub const fn day(day: i64) -> Timestamp {
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

/// A day without quiet hours: most stories are told in minutes since midnight of 1 January 1970.
pub fn no_quiet_hours() -> &'static HoursBook {
    static BOOK: LazyLock<HoursBook> = LazyLock::new(|| {
        let pack = "version\ttest\nin_force\t1970-01-01\n\
            US\t-\t-\t00:00-24:00\t00:00-24:00\t00:00-24:00\tas_day\tS\tnone";
        HoursBook::of(vec![HoursPack::read(pack).unwrap()])
    });
    &BOOK
}

/// The rules of the stories: as shipped, without quiet hours, with an agreement.
pub fn rules() -> ConsentRules {
    ConsentRules { hours: no_quiet_hours(), covers: Covers::pretend(), ..ConsentRules::default() }
}

/// Where Lupe lives: (713) is Texas.
pub fn houston() -> &'static Place {
    static PLACE: LazyLock<Place> =
        LazyLock::new(|| Place::of(None, &PhoneNumber::parse_e164(LUPE).unwrap()));
    &PLACE
}

/// Lupe's facts so far; every method adds one or asks.
#[derive(Clone, Default)]
pub struct Story {
    pub facts: Vec<ConsentEvent>,
    /// When Lupe last texted, whatever it was.
    pub heard: Option<Timestamp>,
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
            subjects: Subjects::NONE,
        });
        self.facts.last_mut().unwrap()
    }

    /// A notice that went out and arrived.
    pub fn notice(self, number: u128, at: Timestamp) -> Self {
        self.notice_sent(number, at).notice_delivered(number, at)
    }

    /// A notice that went out, and nobody knows whether it arrived.
    pub fn notice_sent(mut self, number: u128, at: Timestamp) -> Self {
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
        self.heard = self.heard.max(Some(at));
        if let Some(kind) = meaning.fact(&before) {
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
        standing(&party(), &self.facts, now, &rules()).heard(self.heard)
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
        subject: Subject::Logistics,
        place: houston(),
        along: false,
        over_warning: None,
        templates: &[],
        household: foyer_policy::household::Household::alone(),
    }
}

pub fn reason(text: &str) -> Override {
    decided_by(Role::Clinical, text)
}

/// The same reason, for another stop than the words.
pub fn over(of: OverrideOf, mut decided: Override) -> Override {
    decided.of = of;
    decided
}

pub fn decided_by(role: Role, text: &str) -> Override {
    let (reason, by) = (foyer_domain::Private::new(text), UserId::from_uuid(Uuid::from_u128(9)));
    Override { reason, of: OverrideOf::Words, by, role }
}
