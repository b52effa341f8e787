//! One text, one request, and what its end proves.
//!
//! | What is seen | What it proves |
//! |---|---|
//! | no name, no connection, no TLS | nothing left: not sent |
//! | 429, or 21611 (the sender's queue is full) | not processed: not sent |
//! | 4xx in Twilio's envelope | refused: this text, or the whole account |
//! | 2xx with a message id | the carrier has it |
//! | anything else, once connected | nothing: unknown |
//!
//! In the last row belongs also what looks like a plain failure: Twilio's page for error 20500 says that a
//! message may have been made although the answer was a 500.

use foyer_domain::{Channel, ChannelFault, DeliveryProblem, DeliveryState, OutboxId};
use reqwest::{Client, Response};
use url::Url;

use crate::{
    FetchError, NotSentReason, OutgoingText, Rejection, SubmitOutcome, UnknownReason,
    twilio::{
        TwilioConfig,
        ahead::Ahead,
        answer::{self, BodyError},
        page, words,
    },
};

/// Twilio answers a create with about 1 KB and at most 1,600 characters.
const CREATED_CAP: usize = 1024 * 1024;

/// Makes the one request.
pub(super) async fn submit(
    client: &Client,
    config: &TwilioConfig,
    ahead: &Ahead,
    to: Url,
    text: &OutgoingText,
) -> SubmitOutcome {
    match text.channel {
        Channel::Sms => {}
        Channel::WhatsApp => {
            return SubmitOutcome::Rejected(Rejection { problem: DeliveryProblem::Other, code: None });
        }
    }
    // Without it Twilio would keep trying for ten hours: "we are running late" must not arrive tomorrow.
    let validity = text.validity.as_millis().div_euclid(1_000).clamp(1, 36_000).to_string();
    let request = client
        .post(to)
        .header(reqwest::header::ACCEPT, "application/json")
        .basic_auth(&config.key_sid, Some(config.secret.reveal()))
        .form(&[
            ("From", text.from.reveal()),
            ("To", text.to.reveal()),
            ("Body", text.body.reveal()),
            ("ValidityPeriod", &validity),
        ]);
    let outcome = match request.send().await {
        Ok(response) => {
            ahead.note(&response);
            answered(response).await
        }
        Err(error) => unanswered(&error),
    };
    trace(text.key, &outcome);
    outcome
}

/// No answer came. Only a failure to connect proves that nothing left.
fn unanswered(error: &reqwest::Error) -> SubmitOutcome {
    if error.is_connect() {
        let reason = match answer::unreached(error) {
            FetchError::NoNetwork => NotSentReason::NoNetwork,
            FetchError::Untrusted => NotSentReason::Untrusted,
            _ => NotSentReason::CarrierDown,
        };
        return SubmitOutcome::NotSent { reason, retry_after: None };
    }
    SubmitOutcome::Unknown(if error.is_timeout() {
        UnknownReason::Timeout
    } else {
        UnknownReason::ConnectionLost
    })
}

async fn answered(response: Response) -> SubmitOutcome {
    let status = response.status().as_u16();
    match status {
        200..=299 => created(response, status).await,
        429 => SubmitOutcome::NotSent {
            reason: NotSentReason::RateLimited,
            retry_after: answer::retry_after(&response),
        },
        408 | 425 | 500..=599 => SubmitOutcome::Unknown(UnknownReason::CarrierFailure { status }),
        400..=499 => match answer::refusal_code(response).await {
            Ok(Some(code)) => refused(status, code),
            Ok(None) => SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status }),
            Err(error) => SubmitOutcome::Unknown(broken(error, status)),
        },
        _ => SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status }),
    }
}

async fn created(response: Response, status: u16) -> SubmitOutcome {
    let foreign = SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status });
    let bytes = match answer::body(response, CREATED_CAP).await {
        Ok(bytes) => bytes,
        Err(error) => return SubmitOutcome::Unknown(broken(error, status)),
    };
    let Some(row) = page::read_created(&bytes) else { return foreign };
    let Some(id) = row.sid.text().and_then(words::message_id) else { return foreign };
    let state = row.status.text().and_then(words::state).unwrap_or(DeliveryState::Accepted);
    SubmitOutcome::Accepted { id, state, created_at: row.date_created.date() }
}

fn refused(status: u16, code: u32) -> SubmitOutcome {
    if code == 21611 {
        return SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after: None };
    }
    match words::channel_fault(status, code) {
        Some(fault) => SubmitOutcome::Paused(fault),
        None => SubmitOutcome::Rejected(Rejection { problem: words::problem(code), code: Some(code) }),
    }
}

const fn broken(error: BodyError, status: u16) -> UnknownReason {
    match error {
        BodyError::TooLarge => UnknownReason::ForeignAnswer { status },
        BodyError::Timeout => UnknownReason::Timeout,
        BodyError::Broken => UnknownReason::ConnectionLost,
    }
}

/// One line per attempt, by id and outcome only.
fn trace(key: OutboxId, outcome: &SubmitOutcome) {
    match outcome {
        SubmitOutcome::Accepted { id, .. } => tracing::info!(outbox = %key, %id, "accepted"),
        SubmitOutcome::Rejected(Rejection { problem, code }) => {
            tracing::info!(outbox = %key, ?problem, ?code, "rejected");
        }
        SubmitOutcome::Paused(ChannelFault::Credentials) => {
            tracing::warn!(outbox = %key, "credentials refused")
        }
        SubmitOutcome::Paused(ChannelFault::Suspended) => tracing::warn!(outbox = %key, "account suspended"),
        SubmitOutcome::NotSent { reason, .. } => tracing::info!(outbox = %key, ?reason, "not sent"),
        SubmitOutcome::Unknown(reason) => tracing::warn!(outbox = %key, ?reason, "outcome unknown"),
    }
}
