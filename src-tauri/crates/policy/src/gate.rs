//! The one door. [`clear`] looks at who, what and why, and either makes a [`ClearedMessage`] or says why not;
//! [`clear_again`] asks the same at the moment of dispatch, because a STOP may have come while a text waited.
//!
//! Two ladders meet here: what the standing allows (nothing, visit details, everything) and what the words
//! are (clean, worth a second look, portal only). A reason moves a text one step on the second ladder and
//! never on the first. A purpose other than a reply buys its exception with fixed words: the gate compares
//! them, so that no caller can dress a reply as a notice.

use foyer_domain::{Body, Channel, MessageId, PhoneNumber, Span, ThreadId, Timestamp};
use foyer_phi::{Level, Screening, Verdict};

use crate::{
    Badge, Ground, Override, Purpose, Refusal, RevocationBasis, SendRequest, Standing, Waiting, farewell,
    handoff, keyword, notice,
};

/// A confirmation is presumed fine within five minutes of the STOP (47 CFR 64.1200(a)(12)).
const FAREWELL_WITHIN: Span = Span::minutes(5);

/// A text that passed. Only [`clear`] makes one, and the outbox takes nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearedMessage {
    thread: ThreadId,
    to: PhoneNumber,
    channel: Channel,
    body: Body,
    purpose: Purpose,
    ground: Ground,
    badge: Badge,
    verdict: Verdict,
    over_warning: Option<Override>,
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
    let fixed = fixed_words_fit(request.purpose, request.body.reveal());
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
    let ground = ground_for(request.purpose, None, standing, now)?;
    if !fixed_words_fit {
        return Err(Refusal::NotTheFixedText);
    }
    let verdict = verdict_of(screening);
    let over_warning = request.over_warning.filter(|over| !over.reason.is_blank());
    words_fit(verdict, ground, request.purpose, request.channel, over_warning.is_some())?;
    Ok(ClearedMessage {
        thread: request.thread,
        to: request.to.clone(),
        channel: request.channel,
        body: request.body.clone(),
        purpose: request.purpose,
        ground,
        badge: standing.badge,
        verdict,
        // A reason given where none was needed is not an override, and must not look like one on Review.
        over_warning: over_warning.filter(|_| verdict == Verdict::PortalOnly),
        notice_due: request.purpose != Purpose::Notice && standing.notice_due(),
        cleared_at: now,
    })
}

/// Decides once more at dispatch, with the standing as the attempt's own transaction reads it. The words were
/// screened and can't have changed; whether they may go on this ground is asked again.
///
/// # Errors
/// A [`Refusal`]; the text must be stopped, with this as its reason.
pub fn clear_again(waiting: &Waiting<'_>, standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    same_party(waiting.to, waiting.channel, standing)?;
    let ground = ground_for(waiting.purpose, Some(waiting.message), standing, now)?;
    let verdict = if waiting.clinical { Verdict::PortalOnly } else { Verdict::Clean };
    words_fit(verdict, ground, waiting.purpose, waiting.channel, waiting.clinical)?;
    Ok(ground)
}

/// Whether a notice may go now.
pub(crate) fn notice_may_go(standing: &Standing, now: Timestamp) -> Result<(), Refusal> {
    notice_ground(None, standing, now).map(|_| ())
}

/// What a reply would leave on.
pub(crate) fn reply_ground(standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    if let Some(refusal) = opted_out(standing) {
        return Err(refusal);
    }
    // Asked of the clock again: a standing may have been folded some time ago.
    let valid = standing.badge == Badge::Granted && standing.expires_at.is_some_and(|ends| now < ends);
    if let Some(event) = standing.granted_by.filter(|_| valid) {
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

fn same_party(to: &PhoneNumber, channel: Channel, standing: &Standing) -> Result<(), Refusal> {
    let party = standing.party();
    if *to == party.number && channel == party.channel { Ok(()) } else { Err(Refusal::AnotherParty) }
}

fn ground_for(
    purpose: Purpose,
    own: Option<MessageId>,
    standing: &Standing,
    now: Timestamp,
) -> Result<Ground, Refusal> {
    match purpose {
        Purpose::Reply | Purpose::PortalLink => reply_ground(standing, now),
        Purpose::Notice => notice_ground(own, standing, now),
        Purpose::StopConfirmation => farewell_ground(standing, now),
    }
}

fn opted_out(standing: &Standing) -> Option<Refusal> {
    standing.opt_out.as_ref().map(|opt_out| Refusal::OptedOut { since: opt_out.since, basis: opt_out.basis })
}

fn notice_ground(own: Option<MessageId>, standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    if let Some(refusal) = opted_out(standing) {
        return Err(refusal);
    }
    if standing.badge == Badge::Granted && !standing.refresh_due(now) {
        return Err(Refusal::NoticeNotNeeded { since: standing.since });
    }
    let Some(sent) = standing.notice.as_ref().filter(|sent| Some(sent.message) != own) else {
        return Ok(Ground::Asking);
    };
    let rules = &standing.rules;
    let may_repeat = standing.notices_sent < rules.notices_at_most && standing.declined_at.is_none();
    let again_at = may_repeat.then(|| sent.at.plus(rules.notice_again_after));
    match again_at {
        Some(from) if from <= now => Ok(Ground::Asking),
        Some(_) | None => Err(Refusal::NoticeAlreadySent { at: sent.at, again_at }),
    }
}

fn farewell_ground(standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    let due = standing.opt_out.as_ref().is_some_and(|opt_out| {
        opt_out.basis != RevocationBasis::Carrier
            && opt_out.farewell_at.is_none()
            && opt_out.channel == standing.party().channel
            && now.since(opt_out.since) <= FAREWELL_WITHIN
    });
    if due && !standing.rules.carrier_answers_stop {
        Ok(Ground::Farewell)
    } else {
        Err(Refusal::FarewellNotDue)
    }
}

fn fixed_words_fit(purpose: Purpose, body: &str) -> bool {
    match purpose {
        Purpose::Reply => true,
        Purpose::Notice => notice::is_notice(body),
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
    channel: Channel,
    with_reason: bool,
) -> Result<(), Refusal> {
    match verdict {
        Verdict::Clean | Verdict::Caution => return Ok(()),
        Verdict::PortalOnly => {}
    }
    match ground {
        Ground::Implied { .. } => return Err(Refusal::ClinicalBeforeYes),
        Ground::Granted { .. } | Ground::Asking | Ground::Farewell => {}
    }
    let may_override = purpose == Purpose::Reply && channel == Channel::Sms;
    if may_override && with_reason { Ok(()) } else { Err(Refusal::PortalOnly { may_override }) }
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

    /// The badge at that moment.
    pub const fn badge(&self) -> Badge {
        self.badge
    }

    /// What the screener said of it.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Whether the words belong in the portal and go as a text for a reason. Keep it for [`Waiting`].
    pub fn clinical(&self) -> bool {
        self.verdict == Verdict::PortalOnly
    }

    /// The reason for sending over a warning, where there was one.
    pub const fn over_warning(&self) -> Option<&Override> {
        self.over_warning.as_ref()
    }

    /// Whether the one-time notice has to go along with it (R2, R7).
    pub const fn notice_due(&self) -> bool {
        self.notice_due
    }

    /// When it was cleared.
    pub const fn cleared_at(&self) -> Timestamp {
        self.cleared_at
    }
}
