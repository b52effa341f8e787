//! Pictures: listed and asked for with credentials, followed to the storage they lie in without.

use foyer_domain::ProviderMessageId;
use reqwest::{Response, header};
use url::{Host, Url};

use crate::{
    FetchError, MAX_MEDIA_BYTES, MAX_MEDIA_FILES, Media, sniff,
    twilio::{
        ONE_CAP, Twilio,
        answer::{self, BodyError, Refusal, caused_by},
        clients::NotPublic,
        config::is_loopback,
        page,
        public_address::is_public,
    },
};

/// Twilio points to its storage in one step, its storage sometimes to another.
const MAX_STEPS: usize = 3;

/// A file that did not come.
enum Lost {
    /// This file never will, or not now; the others may.
    File(FetchError),
    /// Nobody answers; asking for the others is pointless.
    Line(FetchError),
}

pub(super) async fn fetch(twilio: &Twilio, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError> {
    let list = twilio.url(&["Messages", id.as_str(), "Media.json"]);
    let bytes = twilio.get(list, ONE_CAP).await.map_err(Refusal::into_error)?;
    let mut files = Vec::new();
    let mut lost = None;
    for (name_index, sid) in (0..).zip(page::read_media_list(&bytes)?.iter().take(MAX_MEDIA_FILES)) {
        match fetch_one(twilio, id, sid).await {
            Ok(bytes) => {
                let media_type = sniff::sniffed(&twilio.pictures, &bytes).await;
                files.push(Media { media_type, bytes, name_index });
            }
            Err(Lost::File(error)) => lost = lost.or(Some(error)),
            Err(Lost::Line(error)) => return Err(error),
        }
    }
    match lost {
        Some(error) if files.is_empty() => Err(error),
        Some(_) | None => Ok(files),
    }
}

/// One file's bytes, following redirects by hand.
async fn fetch_one(twilio: &Twilio, id: &ProviderMessageId, sid: &str) -> Result<Vec<u8>, Lost> {
    let mut url = twilio.url(&["Messages", id.as_str(), "Media", sid]);
    let first = twilio
        .clients
        .reading
        .get(url.clone())
        .basic_auth(&twilio.config.key_sid, Some(twilio.config.secret.reveal()));
    let mut response = first.send().await.map_err(|error| Lost::Line(answer::unreached(&error)))?;
    for _ in 0..MAX_STEPS {
        let Some(next) = redirect(&response, &url) else { return bytes_of(response).await };
        if !may_visit(&next, &twilio.config.base_url) {
            return Err(Lost::File(FetchError::Unreadable { what: "media address" }));
        }
        // Signed storage addresses carry their own permission; ours stays here.
        response =
            twilio.clients.gallery.get(next.clone()).send().await.map_err(|error| storage_failed(&error))?;
        url = next;
    }
    match redirect(&response, &url) {
        None => bytes_of(response).await,
        Some(_) => Err(Lost::File(FetchError::Unreadable { what: "media address" })),
    }
}

/// Where a redirect points; an unreadable one points nowhere allowed.
fn redirect(response: &Response, from: &Url) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let place = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    place.and_then(|place| from.join(place).ok())
}

/// https to the open internet; plain http only on this computer, and only if the carrier is there too.
fn may_visit(url: &Url, base: &Url) -> bool {
    if is_loopback(base) && is_loopback(url) {
        return matches!(url.scheme(), "http" | "https");
    }
    let outside = match url.host() {
        Some(Host::Ipv4(address)) => is_public(address.into()),
        Some(Host::Ipv6(address)) => is_public(address.into()),
        // What the name leads to is judged when it is looked up.
        Some(Host::Domain(_)) => true,
        None => false,
    };
    outside && url.scheme() == "https"
}

fn storage_failed(error: &reqwest::Error) -> Lost {
    if caused_by::<NotPublic>(error) {
        Lost::File(FetchError::Unreadable { what: "media address" })
    } else {
        Lost::Line(answer::unreached(error))
    }
}

async fn bytes_of(response: Response) -> Result<Vec<u8>, Lost> {
    match response.status().as_u16() {
        200..=299 => answer::body(response, MAX_MEDIA_BYTES).await.map_err(|error| match error {
            BodyError::TooLarge => Lost::File(FetchError::TooLarge),
            BodyError::Timeout | BodyError::Broken => Lost::Line(error.fetch()),
        }),
        429 => Err(Lost::Line(FetchError::RateLimited { retry_after: answer::retry_after(&response) })),
        408 | 425 | 500..=599 => Err(Lost::Line(FetchError::CarrierDown)),
        // Storage answers in XML; a file's absence needs no envelope to be believed.
        404 | 410 => Err(Lost::File(FetchError::NotFound)),
        401 | 403 => Err(Lost::File(FetchError::NotPermitted)),
        _ => Err(Lost::File(FetchError::Unreadable { what: "media answer" })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_fetched_from_outside_only() {
        let twilio = Url::parse("https://api.twilio.com").unwrap();
        let sandbox = Url::parse("http://127.0.0.1:4010").unwrap();
        let may = |to: &str, base| may_visit(&Url::parse(to).unwrap(), base);
        assert!(may("https://media.example/x?sig=1", &twilio));
        assert!(may("https://52.1.2.3/x", &twilio));
        assert!(may("http://127.0.0.1:4011/x", &sandbox));
        assert!(may("http://[::1]/x", &sandbox));
        for inside in [
            "http://media.example/x",
            "https://192.168.1.1/x",
            "https://127.0.0.1/x",
            "http://127.0.0.1/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://[fe80::1]/x",
            "https://localhost.evil.example@169.254.169.254/latest",
            "https://2130706433/x",
            "file:///etc/passwd",
            "ftp://media.example/x",
        ] {
            assert!(!may(inside, &twilio), "{inside}");
        }
        assert!(!may("http://192.168.1.1/x", &sandbox));
    }
}
