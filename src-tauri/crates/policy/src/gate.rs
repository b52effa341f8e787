//! The one door. [`clear`] looks at who, what and why, and either makes a [`ClearedMessage`] or says why not;
//! [`clear_again`] asks the same at the moment of dispatch, because a STOP may have come while a text waited.
//!
//! Two ladders meet here: what the standing allows (nothing, visit details, everything) and what the words
//! are (clean, worth a second look, portal only). A reason moves a text one step on the second ladder and
//! never on the first. A purpose other than a reply buys its exception with fixed words: the gate compares
//! them, so that no caller can dress a reply as a notice.

use foyer_domain::{
    Body, Capability, Channel, ConsentEventId, Language, MessageId, PhoneNumber, Span, ThreadId, Timestamp,
};
use foyer_phi::{Level, Screening, Verdict};

use crate::{
    Badge, Ground, HoursSay, Override, OverrideOf, Place, PlaceSource, Purpose, Quiet, Refusal,
    RevocationBasis, SendRequest, SoftStop, Standing, State, Subject, Waiting, after_hours, farewell,
    handoff, household::Household, keyword, notice, place, template,
};

/// A confirmation is presumed fine within five minutes of the STOP (47 CFR 64.1200(a)(12)).
pub(crate) const FAREWELL_WITHIN: Span = Span::minutes(5);

/// A text that passed. Only [`clear`], [`clear_safe`], [`clear_later`] and [`clear_farewell`] make one, and the outbox
/// takes nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearedMessage {
    thread: ThreadId,
    to: PhoneNumber,
    channel: Channel,
    body: Body,
    purpose: Purpose,
    subject: Subject,
    ground: Ground,
    badge: Badge,
    events: Vec<ConsentEventId>,
    rules_version: String,
    state: Option<State>,
    state_source: PlaceSource,
    verdict: Verdict,
    over_warning: Option<Override>,
    over_quiet: bool,
    quiet_there: Option<Timestamp>,
    waits_until: Option<Timestamp>,
    notice_due: bool,
    cleared_at: Timestamp,
}

/// Decides. `standing` must be that of the number on that channel, `screening` that of exactly these words.
///
/// # Errors
/// A [`Refusal`]; nothing was changed and nothing leaves.
pub fn clear(
    request: SendRequest<'_>,
    standing: &Standing,
    screening: &Screening,
    now: Timestamp,
) -> Result<ClearedMessage, Refusal> {
    let fixed = fixed_words_fit(&request, standing, now);
    decide(request, fixed, standing, screening, now)
}

/// As [`clear`], for a text around a hand-off in the practice's own words: it must be `safe` filled in, and nothing
/// else.
///
/// # Errors
/// A [`Refusal`]; nothing was changed and nothing leaves.
pub fn clear_safe(
    request: SendRequest<'_>,
    safe: &handoff::SafeText,
    standing: &Standing,
    screening: &Screening,
    now: Timestamp,
) -> Result<ClearedMessage, Refusal> {
    let fixed = request.purpose == Purpose::PortalLink && safe.is_filled(request.body.reveal());
    decide(request, fixed, standing, screening, now)
}

/// As [`clear`], for a text that is to leave at `at`, with the standing of that moment. It answers nobody who is writing
/// then: quiet hours stop it.
///
/// # Errors
/// A [`Refusal`]; nothing was changed and nothing leaves.
pub fn clear_later(
    request: SendRequest<'_>,
    standing: &Standing,
    screening: &Screening,
    at: Timestamp,
) -> Result<ClearedMessage, Refusal> {
    let hours = standing.rules.hours_say(request.place, at);
    let cleared = clear(request, standing, screening, at)?;
    match hours {
        HoursSay::Open => Ok(cleared),
        HoursSay::Quiet(quiet) => Err(Refusal::QuietHours { until: quiet.until }),
    }
}

fn decide(
    request: SendRequest<'_>,
    fixed_words_fit: bool,
    standing: &Standing,
    screening: &Screening,
    now: Timestamp,
) -> Result<ClearedMessage, Refusal> {
    if keyword::unreadable(request.body.reveal()) {
        return Err(Refusal::EmptyBody);
    }
    same_party(request.to, request.channel, standing)?;
    // Asked before consent: whose it is follows from whom the text is for. A wish for no more texts is named first.
    if let Some(refusal) = stopped(standing).filter(|_| request.purpose != Purpose::StopConfirmation) {
        return Err(refusal);
    }
    let clean = verdict_of(screening) == Verdict::Clean;
    request.household.fits(request.purpose, request.subject, clean, request.body.reveal())?;
    let over = request.over_warning.as_ref().filter(|_| request.purpose == Purpose::Reply);
    let decided = |what, capability| over.is_some_and(|over| over.may(what, capability));
    let missing =
        over.and_then(|over| over.of.soft_stop().filter(|_| over.may(over.of, Capability::OverrideConsent)));
    let ground = ground_for(request.purpose, request.subject, missing, None, standing, now)?;
    if !fixed_words_fit {
        return Err(Refusal::NotTheFixedText);
    }
    if request.subject == Subject::Marketing && !notice::says_stop(request.body.reveal()) {
        return Err(Refusal::NoStopWords);
    }
    if let Some(refusal) = template::stops(request.templates, request.body.reveal()) {
        return Err(refusal);
    }
    let verdict = verdict_of(screening).max(template::floor(request.templates));
    let words_decided = decided(OverrideOf::Words, Capability::Override);
    words_fit(verdict, ground, request.purpose, standing, words_decided, now)?;
    carried(verdict, request.purpose, request.subject, standing, now)?;
    // The one-time notice that goes ahead of an answer is part of it.
    let hours_decided = decided(OverrideOf::QuietHours, Capability::Override) || request.along;
    let fit = hours_fit(request.purpose, request.subject, request.place, standing, hours_decided, now);
    let quiet = match fit {
        // It says the same in the morning: taken now, it waits, and is asked about again when it leaves.
        Err(Refusal::QuietHours { until }) if request.purpose == Purpose::PortalLink => Hush::Waits(until),
        fit => fit?,
    };
    let over_quiet = matches!(quiet, Hush::Decided);
    let needed = over.is_some()
        && (verdict == Verdict::PortalOnly || over_quiet || matches!(ground, Ground::Decided { .. }));
    Ok(ClearedMessage {
        thread: request.thread,
        to: request.to.clone(),
        channel: request.channel,
        body: request.body.clone(),
        purpose: request.purpose,
        subject: request.subject,
        ground,
        badge: standing.badge,
        events: standing.events(),
        rules_version: standing.rules.hours.version_at(now).to_owned(),
        state: request.place.state,
        state_source: request.place.source,
        verdict,
        // A reason given where none was needed is not an override, and must not look like one on Review.
        over_warning: request.over_warning.filter(|over| needed && !over.reason.is_blank()),
        over_quiet,
        quiet_there: match &quiet {
            Hush::Said(quiet) => Some(quiet.until),
            Hush::No | Hush::Decided | Hush::Waits(_) => None,
        },
        waits_until: match quiet {
            Hush::Waits(until) => Some(until),
            Hush::No | Hush::Decided | Hush::Said(_) => None,
        },
        notice_due: request.purpose != Purpose::Notice && standing.notice_due(),
        cleared_at: now,
    })
}

/// Makes the one confirmation after a wish for no more texts, if it is due. Its words are fixed and say nothing of
/// anybody, so there is nothing to screen.
///
/// # Errors
/// [`Refusal::FarewellNotDue`]; [`Refusal::NotTheFixedText`] for a practice's name that is none.
pub fn clear_farewell(
    thread: ThreadId,
    standing: &Standing,
    practice_name: &str,
    language: Language,
    now: Timestamp,
) -> Result<ClearedMessage, Refusal> {
    let body = Body::new(farewell::text(practice_name, language)).map_err(|_| Refusal::NotTheFixedText)?;
    let party = standing.party();
    let request = SendRequest {
        thread,
        to: &party.number,
        channel: party.channel,
        body: &body,
        purpose: Purpose::StopConfirmation,
        subject: Subject::Logistics,
        // No hours bind it: it is due at once.
        place: &Place::unknown(),
        along: false,
        over_warning: None,
        templates: &[],
        household: Household::alone(),
    };
    clear(request, standing, &Screening::default(), now)
}

/// Decides once more at dispatch, with the standing as the attempt's own transaction reads it. The words were
/// screened and can't have changed; whether they may go on this ground is asked again.
///
/// # Errors
/// A [`Refusal`]; the text must be stopped, with this as its reason.
pub fn clear_again(waiting: &Waiting<'_>, standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    same_party(waiting.to, waiting.channel, standing)?;
    let decided = match waiting.ground {
        Ground::Decided { over } if waiting.purpose == Purpose::Reply => Some(over),
        _ => None,
    };
    let own = Some(waiting.message);
    let ground = ground_for(waiting.purpose, waiting.subject, decided, own, standing, now)?;
    let verdict = match (waiting.clinical, waiting.second_look) {
        (true, _) => Verdict::PortalOnly,
        (false, true) => Verdict::Caution,
        (false, false) => Verdict::Clean,
    };
    words_fit(verdict, ground, waiting.purpose, standing, waiting.clinical, now)?;
    carried(verdict, waiting.purpose, waiting.subject, standing, now)?;
    hours_fit(waiting.purpose, waiting.subject, waiting.place, standing, waiting.over_quiet, now)?;
    Ok(ground)
}

/// Whether a notice may go now, the hour apart.
///
/// # Errors
/// Why not.
pub fn notice_may_go(standing: &Standing, now: Timestamp) -> Result<(), Refusal> {
    notice_ground(None, standing, now).map(|_| ())
}

/// What a reply about visits would leave on.
pub(crate) fn reply_ground(standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    if let Some(refusal) = stopped(standing) {
        return Err(refusal);
    }
    // Asked of the clock again: a standing may have been folded some time ago.
    if let Some(event) = standing.grant_of(Subject::Logistics, now) {
        return Ok(Ground::Granted { event });
    }
    if let Some(until) = standing.may_answer_until.filter(|_| standing.may_answer(now)) {
        return Ok(Ground::Implied { until });
    }
    Err(match (standing.badge, standing.since, standing.expires_at) {
        (Badge::NoticeSent, Some(since), _) => Refusal::WaitingForAnswer { since },
        (Badge::Expired | Badge::Granted, _, Some(since)) => Refusal::ConsentExpired { since },
        (Badge::Granted | Badge::NoticeSent | Badge::None | Badge::OptedOut | Badge::Expired, ..) => {
            Refusal::NoConsent { declined_at: standing.declined_at }
        }
    })
}

/// What a reply about `subject` would leave on. Who only wrote first is answered about visits; everything else
/// needs its own consent.
fn ground_about(subject: Subject, standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    if let Some(refusal) = stopped(standing) {
        return Err(refusal);
    }
    // Asked first: without anything in writing an offer has no soft stop to decide over.
    if subject == Subject::Marketing && standing.grant_of(subject, now).is_none() {
        return Err(Refusal::NotCovered { subject });
    }
    let texts = reply_ground(standing, now);
    if subject == Subject::Logistics {
        return texts;
    }
    // That clinical words may go is not promised by this; it is the screener's ladder.
    let agreed_until = standing.agreed_until(subject);
    match (texts, standing.grant_of(subject, now), agreed_until) {
        (Ok(_), Some(event), _) => Ok(Ground::Granted { event }),
        (Ok(_), None, Some(since)) => Err(Refusal::ConsentExpired { since }),
        // What never was is more than what has ended: a decision over the one is none over the other.
        (Ok(_) | Err(Refusal::ConsentExpired { .. }), _, None) => Err(Refusal::NotCovered { subject }),
        (Err(refusal), ..) => Err(refusal),
    }
}

/// How quiet hours end for a text.
enum Hush {
    /// It is not quiet, or the text is not bound by it.
    No,
    /// It is quiet, and the text answers somebody who is writing now: it goes, and the desk is told.
    Said(Quiet),
    /// It is quiet, and a person decided.
    Decided,
    /// It is quiet until then, and the text waits for it.
    Waits(Timestamp),
}

fn hours_fit(
    purpose: Purpose,
    subject: Subject,
    place: &Place,
    standing: &Standing,
    decided: bool,
    now: Timestamp,
) -> Result<Hush, Refusal> {
    match purpose {
        Purpose::Reply | Purpose::Notice | Purpose::PortalLink | Purpose::AfterHours | Purpose::Reminder => {}
        // Due within five minutes of the patient's own text.
        Purpose::StopConfirmation => return Ok(Hush::No),
    }
    match standing.rules.hours_say(place, now) {
        HoursSay::Open => Ok(Hush::No),
        HoursSay::Quiet(quiet)
            if standing.may_answer(now)
                && subject != Subject::Marketing
                && !matches!(purpose, Purpose::Notice | Purpose::Reminder) =>
        {
            Ok(Hush::Said(quiet))
        }
        HoursSay::Quiet(_) if decided => Ok(Hush::Decided),
        HoursSay::Quiet(quiet) => Err(Refusal::QuietHours { until: quiet.until }),
    }
}

fn same_party(to: &PhoneNumber, channel: Channel, standing: &Standing) -> Result<(), Refusal> {
    let party = standing.party();
    if *to == party.number && channel == party.channel { Ok(()) } else { Err(Refusal::AnotherParty) }
}

fn ground_for(
    purpose: Purpose,
    subject: Subject,
    decided: Option<SoftStop>,
    own: Option<MessageId>,
    standing: &Standing,
    now: Timestamp,
) -> Result<Ground, Refusal> {
    match purpose {
        Purpose::Reply => match ground_about(subject, standing, now) {
            // Only what was seen and answered, or less than that: more was not.
            Err(refusal) => {
                match refusal.soft_stop().filter(|stop| decided.is_some_and(|seen| *stop <= seen)) {
                    Some(over) => Ok(Ground::Decided { over }),
                    None => Err(refusal),
                }
            }
            settled => settled,
        },
        Purpose::PortalLink => reply_ground(standing, now),
        Purpose::Notice => notice_ground(own, standing, now),
        Purpose::StopConfirmation => farewell_ground(standing, now),
        // Nobody decided to write to this person: only their own agreement carries it, and only while they write.
        Purpose::AfterHours => agreed(Subject::Logistics, standing, now).and_then(|ground| {
            // Where nobody is writing there is nothing to answer.
            if standing.may_answer(now) { Ok(ground) } else { Err(Refusal::NotTheFixedText) }
        }),
        Purpose::Reminder => agreed(subject, standing, now),
    }
}

/// The consent itself, with no exception for who wrote first and no decision over what is missing.
fn agreed(subject: Subject, standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    match ground_about(subject, standing, now)? {
        granted @ Ground::Granted { .. } => Ok(granted),
        Ground::Implied { .. } | Ground::Asking | Ground::Farewell | Ground::Decided { .. } => {
            Err(Refusal::NoConsent { declined_at: standing.declined_at })
        }
    }
}

/// What lets nothing through, whatever it is for: the patient's own wish, and a number that is held because something
/// went wrong there. The wish is named first: lifting the hold would not end it.
fn stopped(standing: &Standing) -> Option<Refusal> {
    let opted_out =
        |opt_out: &crate::OptOut| Refusal::OptedOut { since: opt_out.since, basis: opt_out.basis };
    standing.opt_out.as_ref().map(opted_out).or_else(|| held(standing))
}

fn held(standing: &Standing) -> Option<Refusal> {
    standing.held_since.map(|since| Refusal::NumberHeld { since })
}

fn notice_ground(own: Option<MessageId>, standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    if let Some(refusal) = stopped(standing) {
        return Err(refusal);
    }
    if standing.badge == Badge::Granted && !standing.refresh_due(now) {
        return Err(Refusal::NoticeNotNeeded { since: standing.since });
    }
    let Some(sent) = standing.notice.as_ref().filter(|sent| Some(sent.message) != own) else {
        return Ok(Ground::Asking);
    };
    let rules = &standing.rules;
    let may_repeat = standing.notices_sent < rules.notices_at_most;
    let again_at = match standing.declined_at {
        Some(declined) => Some(declined.plus(rules.ask_again_after_no)),
        None => may_repeat.then(|| sent.at.plus(rules.notice_again_after)),
    };
    match again_at {
        Some(from) if from <= now => Ok(Ground::Asking),
        Some(_) | None => Err(Refusal::NoticeAlreadySent { at: sent.at, again_at }),
    }
}

/// The confirmation is due where the patient texted a wish that the carrier doesn't answer: because it never does,
/// or because it doesn't know the words.
pub(crate) fn farewell_ground(standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    // Nobody knows whose phone it is: not even a confirmation.
    if let Some(refusal) = held(standing) {
        return Err(refusal);
    }
    let due = standing.opt_out.as_ref().is_some_and(|opt_out| {
        let unanswered = match opt_out.basis {
            RevocationBasis::Texted | RevocationBasis::Worded => {
                !(opt_out.at_carrier && standing.rules.carrier_answers_stop)
            }
            RevocationBasis::Carrier
            | RevocationBasis::Paper
            | RevocationBasis::Spoken
            | RevocationBasis::Phone
            | RevocationBasis::Portal => false,
        };
        unanswered
            && opt_out.farewell_at.is_none()
            && opt_out.channel == standing.party().channel
            && now.since(opt_out.since) <= FAREWELL_WITHIN
            && opt_out.since.since(now) <= FAREWELL_WITHIN
    });
    if due { Ok(Ground::Farewell) } else { Err(Refusal::FarewellNotDue) }
}

fn fixed_words_fit(request: &SendRequest<'_>, standing: &Standing, now: Timestamp) -> bool {
    let (notices, body) = (standing.rules.notices, request.body.reveal());
    match request.purpose {
        Purpose::Reply => true,
        // What goes to many is a template's words; that they are approved ones is asked with the templates.
        Purpose::Reminder => !request.templates.is_empty(),
        Purpose::AfterHours => after_hours::is_reply(body),
        // Only the wording in use: what somebody agrees to must be what is asked today.
        Purpose::Notice => notice::which(notices, body)
            .is_some_and(|(version, _)| Some(version) == notice::current(notices, now)),
        Purpose::PortalLink => handoff::is_handoff(body),
        Purpose::StopConfirmation => farewell::is_farewell(body),
    }
}

/// The stricter of what the findings say and what the level says, so that a screening which lost its findings
/// on the way here still holds.
fn verdict_of(screening: &Screening) -> Verdict {
    let by_level = match screening.level {
        Level::Quiet | Level::Hint => Verdict::Clean,
        Level::Warn => Verdict::Caution,
        Level::Strong | Level::PortalOnly => Verdict::PortalOnly,
    };
    screening.verdict().max(by_level)
}

/// Whether words of this verdict may go on this ground.
fn words_fit(
    verdict: Verdict,
    ground: Ground,
    purpose: Purpose,
    standing: &Standing,
    with_reason: bool,
    now: Timestamp,
) -> Result<(), Refusal> {
    match verdict {
        Verdict::Clean | Verdict::Caution => return Ok(()),
        Verdict::PortalOnly => {}
    }
    match ground {
        Ground::Implied { .. } | Ground::Decided { .. } => return Err(Refusal::ClinicalBeforeYes),
        Ground::Granted { .. } | Ground::Asking | Ground::Farewell => {}
    }
    let may_override = purpose == Purpose::Reply && clinical_may_go(standing, now);
    if may_override && with_reason { Ok(()) } else { Err(Refusal::PortalOnly { may_override }) }
}

/// Whether clinical words may go as a text at all, with a reason: the channel is signed for, and nobody took it back.
pub(crate) fn clinical_may_go(standing: &Standing, now: Timestamp) -> bool {
    covered(standing, now) && !standing.withdrawn.has(Subject::Clinical)
}

/// Whether a company has signed for what goes there. Carriers sign for numbers of the United States alone, and nobody knows
/// who carries a text further.
fn covered(standing: &Standing, now: Timestamp) -> bool {
    let party = standing.party();
    standing.rules.covers.covers(party.channel, now) && place::is_of_the_states(&party.number)
}

/// Whether the channel may carry this: everything where a company signed for it, else what is about visits and in which
/// the check finds nothing. The fixed texts say nothing of anybody.
fn carried(
    verdict: Verdict,
    purpose: Purpose,
    subject: Subject,
    standing: &Standing,
    now: Timestamp,
) -> Result<(), Refusal> {
    match purpose {
        Purpose::Reply | Purpose::Reminder => {}
        Purpose::Notice | Purpose::PortalLink | Purpose::StopConfirmation | Purpose::AfterHours => {
            return Ok(());
        }
    }
    let plain = verdict == Verdict::Clean && subject == Subject::Logistics;
    if plain || covered(standing, now) { Ok(()) } else { Err(Refusal::NoAgreement) }
}

impl ClearedMessage {
    /// The conversation.
    pub const fn thread(&self) -> ThreadId {
        self.thread
    }

    /// The number it goes to.
    pub const fn to(&self) -> &PhoneNumber {
        &self.to
    }

    /// How it goes.
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// Its words, frozen.
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// What it is for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// What it leaves on.
    pub const fn ground(&self) -> Ground {
        self.ground
    }

    /// What it is about.
    pub const fn subject(&self) -> Subject {
        self.subject
    }

    /// The badge at that moment.
    pub const fn badge(&self) -> Badge {
        self.badge
    }

    /// The facts that made the standing what it was; kept with the text.
    pub fn events(&self) -> &[ConsentEventId] {
        &self.events
    }

    /// The version of the hours it was measured by; kept with the text.
    pub fn rules_version(&self) -> &str {
        &self.rules_version
    }

    /// The state whose rules it was measured by, if one is known; kept with the text.
    pub const fn state(&self) -> Option<State> {
        self.state
    }

    /// How that is known; kept with the text.
    pub const fn state_source(&self) -> PlaceSource {
        self.state_source
    }

    /// Whether a person decided to send it in quiet hours. Keep it for [`Waiting`].
    pub const fn over_quiet(&self) -> bool {
        self.over_quiet
    }

    /// Until when it is quiet where the patient lives, though the text goes because it answers them.
    pub const fn quiet_there(&self) -> Option<Timestamp> {
        self.quiet_there
    }

    /// Until when it has to wait, because it is quiet where the patient lives: hold it for that.
    pub const fn waits_until(&self) -> Option<Timestamp> {
        self.waits_until
    }

    /// What the screener said of it.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Whether the check found anything in the words. Keep it for [`Waiting`].
    pub fn second_look(&self) -> bool {
        self.verdict != Verdict::Clean
    }

    /// Whether the words belong in the portal and go as a text for a reason. Keep it for [`Waiting`].
    pub fn clinical(&self) -> bool {
        self.verdict == Verdict::PortalOnly
    }

    /// The reason for sending over a warning, where there was one.
    pub const fn over_warning(&self) -> Option<&Override> {
        self.over_warning.as_ref()
    }

    /// Whether the one-time notice has to go along with it.
    pub const fn notice_due(&self) -> bool {
        self.notice_due
    }

    /// When it was cleared.
    pub const fn cleared_at(&self) -> Timestamp {
        self.cleared_at
    }
}
