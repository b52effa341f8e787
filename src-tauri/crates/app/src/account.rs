//! The carrier account: ids in the store, the secret in the keyring, or in the encrypted store where none answers.

use std::sync::Arc;

use foyer_carrier::{
    Carrier, Decoder, FetchError, Secret,
    twilio::{Twilio, TwilioConfig},
};
use foyer_domain::{Actor, Timestamp};
use foyer_store::{Store, Vault, settings};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    app::PretendCarrier,
    record::{self, Act},
    wire::{AppError, ErrorCode, TwilioAccount},
};

/// Twilio's API for the United States (a medical desk stays on the default region).
const TWILIO: &str = "https://api.twilio.com";

const SETTING: &str = "carrier";

/// An account with its secret.
#[derive(Clone)]
pub(crate) struct Account {
    base_url: String,
    account_sid: String,
    key_sid: String,
    secret: String,
}

/// What of it the store keeps.
#[derive(Serialize, Deserialize)]
struct Kept {
    base_url: String,
    account_sid: String,
    key_sid: String,
    /// Where the secret is.
    secret: Place,
}

/// Where the secret is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// In the keyring, under a name of this practice's own: another Foyer beside it must not overwrite it.
    Keyring(String),
    /// Here, in the encrypted store, because no keyring answers.
    Store(String),
}

impl Account {
    /// The pretend carrier's account.
    pub(crate) fn pretend(carrier: &PretendCarrier) -> Self {
        Self {
            base_url: carrier.base_url.clone(),
            account_sid: carrier.account_sid.clone(),
            key_sid: carrier.key_sid.clone(),
            secret: carrier.secret.clone(),
        }
    }

    /// An account as a person typed it.
    ///
    /// # Errors
    /// The field that cannot be right.
    pub(crate) fn typed(typed: &TwilioAccount) -> Result<Self, AppError> {
        let account_sid = sid(&typed.account_sid, "AC").ok_or_else(|| {
            field("accountSid", "An account SID is AC and 32 letters and digits. Twilio's console shows it on its first page.")
        })?;
        let key_sid = sid(&typed.key_sid, "SK").ok_or_else(|| {
            field("keySid", "A key SID is SK and 32 letters and digits. Make an API key in Twilio's console.")
        })?;
        let secret = typed.secret.trim().to_owned();
        if secret.is_empty() {
            return Err(field("secret", "The secret is shown once, when the key is made."));
        }
        let base_url =
            typed.base_url.as_deref().map(str::trim).filter(|url| !url.is_empty()).unwrap_or(TWILIO);
        Ok(Self { base_url: base_url.to_owned(), account_sid, key_sid, secret })
    }
}

/// Prefix and 32 hex digits.
fn sid(text: &str, prefix: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.strip_prefix(prefix)?;
    (digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| text.to_owned())
}

fn field(name: &str, advice: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(name)
}

/// The adapter that speaks to the account and has `pictures` look at what comes.
///
/// # Errors
/// The address is neither https nor on this computer.
pub(crate) fn connect(account: &Account, pictures: &Decoder) -> Result<Arc<dyn Carrier>, AppError> {
    let unusable =
        || field("baseUrl", "This address can't be used. It must start with https, or be on this computer.");
    let base_url = Url::parse(&account.base_url).map_err(|_| unusable())?;
    let config = TwilioConfig::new(
        base_url,
        account.account_sid.clone(),
        account.key_sid.clone(),
        Secret::new(account.secret.clone()),
    );
    Ok(Arc::new(Twilio::new(config, pictures.clone()).map_err(|_| unusable())?))
}

/// Keeps the account: the secret in the keyring if one answers.
pub(crate) async fn save(
    store: &Store,
    vault: Arc<dyn Vault>,
    account: &Account,
    by: Actor,
    now: Timestamp,
) -> Result<(), AppError> {
    let kept = Kept {
        base_url: account.base_url.clone(),
        account_sid: account.account_sid.clone(),
        key_sid: account.key_sid.clone(),
        secret: keep_secret(vault, "carrier-secret", account.secret.clone()).await,
    };
    store
        .write(move |tx| {
            settings::set(tx, SETTING, &kept, now)?;
            record::by(tx, by, Act::CarrierKeySaved, None, None, serde_json::json!({}), now)
        })
        .await?;
    Ok(())
}

/// Puts a secret into the keyring, under a name that begins with `what`, and reads it back; a keyring that merely
/// answers proves nothing.
pub(crate) async fn keep_secret(vault: Arc<dyn Vault>, what: &str, secret: String) -> Place {
    let entry = format!("{what}-{}", uuid::Uuid::now_v7().simple());
    let (name, words) = (entry.clone(), secret.clone());
    let kept = tokio::task::spawn_blocking(move || {
        vault.set(&name, words.as_bytes()).is_ok()
            && vault.get(&name).ok().flatten().as_deref() == Some(words.as_bytes())
    });
    if kept.await.unwrap_or(false) { Place::Keyring(entry) } else { Place::Store(secret) }
}

/// Reads the account back.
pub(crate) async fn load(store: &Store, vault: Arc<dyn Vault>) -> Result<Account, AppError> {
    let kept: Option<Kept> = store.read(|tx| settings::get(tx, SETTING)).await?;
    // A repair may have lost it: nobody's account, at the default address.
    let kept = kept.unwrap_or_else(|| Kept {
        base_url: TWILIO.to_owned(),
        account_sid: format!("AC{:032}", 0),
        key_sid: format!("SK{:032}", 0),
        secret: Place::Store("missing".to_owned()),
    });
    // The inbox opens all the same: the carrier will refuse, and the banner asks for the key anew.
    let secret = read_secret(kept.secret, vault).await.unwrap_or_else(|| "missing".to_owned());
    Ok(Account { base_url: kept.base_url, account_sid: kept.account_sid, key_sid: kept.key_sid, secret })
}

/// Reads a secret back; `None` when the keyring no longer has it.
pub(crate) async fn read_secret(place: Place, vault: Arc<dyn Vault>) -> Option<String> {
    match place {
        Place::Store(secret) => Some(secret),
        Place::Keyring(entry) => tokio::task::spawn_blocking(move || vault.get(&entry).ok().flatten())
            .await
            .ok()
            .flatten()
            .and_then(|bytes| String::from_utf8(bytes).ok()),
    }
}

/// A carrier's answer to somebody who is setting up.
pub(crate) fn explain(error: &FetchError) -> AppError {
    match error {
        FetchError::Refused(_) | FetchError::NotPermitted => AppError::new(
            ErrorCode::CredentialsRefused,
            "The carrier doesn't accept these. Check the key and its secret; the secret is shown only once.",
        )
        .about("secret"),
        FetchError::NotFound => field("accountSid", "The carrier knows no such account."),
        FetchError::NoNetwork => {
            AppError::new(ErrorCode::CarrierUnreachable, "This computer has no internet. Nothing was saved.")
        }
        FetchError::Untrusted => AppError::new(
            ErrorCode::CarrierUntrusted,
            "What answers can't prove that it is the carrier. Nothing was saved.",
        ),
        FetchError::CarrierDown
        | FetchError::RateLimited { .. }
        | FetchError::Unreadable { .. }
        | FetchError::TooLarge => AppError::new(
            ErrorCode::CarrierUnreachable,
            "The carrier didn't answer as it should. Nothing was saved; try again in a minute.",
        ),
    }
}
