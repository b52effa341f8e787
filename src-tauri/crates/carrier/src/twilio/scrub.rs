//! Blanking a message where it lies: its words become nothing, its files are deleted. The message itself stays, with its
//! times and numbers. Each request may be repeated: a second time there is nothing left to do.

use foyer_domain::ProviderMessageId;
use reqwest::{RequestBuilder, header};
use url::Url;

use crate::{
    FetchError, MAX_MEDIA_FILES,
    twilio::{
        ONE_CAP, Twilio,
        answer::{self, Refusal},
        page,
    },
};

/// See [`crate::Carrier::scrub`].
pub(super) async fn scrub(twilio: &Twilio, id: &ProviderMessageId, pictures: bool) -> Result<(), FetchError> {
    // Files first: what fails afterwards leaves words that say that there is something left to do.
    if pictures {
        delete_files(twilio, id).await?;
    }
    let url = twilio.url(&["Messages", &format!("{}.json", id.as_str())]);
    // `Body` alone and empty is Twilio's own way to redact (2.6 of the facts).
    let request = twilio.clients.reading.post(url).form(&[("Body", "")]);
    let bytes = send(twilio, request).await?;
    let after = page::read_message(&bytes, id)?;
    if after.body.reveal().is_empty() { Ok(()) } else { Err(FetchError::Unreadable { what: "still there" }) }
}

async fn delete_files(twilio: &Twilio, id: &ProviderMessageId) -> Result<(), FetchError> {
    let list = twilio.url(&["Messages", id.as_str(), "Media.json"]);
    let bytes = twilio.get(list, ONE_CAP).await.map_err(Refusal::into_error)?;
    for sid in page::read_media_list(&bytes)?.iter().take(MAX_MEDIA_FILES) {
        let url: Url = twilio.url(&["Messages", id.as_str(), "Media", &format!("{sid}.json")]);
        match send(twilio, twilio.clients.reading.delete(url)).await {
            Ok(_) | Err(FetchError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn send(twilio: &Twilio, request: RequestBuilder) -> Result<Vec<u8>, FetchError> {
    let request = request
        .header(header::ACCEPT, "application/json")
        .basic_auth(&twilio.config.key_sid, Some(twilio.config.secret.reveal()));
    let response = request.send().await.map_err(|error| answer::unreached(&error))?;
    twilio.ahead.note(&response);
    match answer::read(response, ONE_CAP).await.map_err(Refusal::into_error) {
        // A key that may read and send, and not this, is refused in the words of a wrong key; polls tell them apart.
        Err(FetchError::Refused(_)) => Err(FetchError::NotPermitted),
        told => told,
    }
}
