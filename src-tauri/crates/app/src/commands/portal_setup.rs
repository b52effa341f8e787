//! Setting up the portal: its addresses, the agreement that covers it, the interface and the texts.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeZone as _};
use foyer_domain::{Capability, Language, Segments, Timestamp};
use foyer_policy::handoff::{
    Agreement, InvalidLinkTemplate, InvalidPortalAddress, InvalidSafeText, LinkTemplate, SafeKind, SafeText,
    covered,
};
use foyer_portal::{Portal as _, PortalError, fhir::SigningKey};
use foyer_store::{ReadTx, StoreError, lines, settings};

use super::Command;
use crate::{
    context::Context,
    desk::Desk,
    portal::{
        Interface, PortalSettings, by_hand,
        kept::{self, FhirKept, PORTAL_SETTING},
        texts,
    },
    present,
    record::{self, Act},
    wire::*,
};

/// A week is the longest anybody should wait with bringing an unopened message back.
const REMIND_HOURS_AT_MOST: u32 = 168;

wire! {
    /// The portal as it is set up.
    pub struct GetPortalSetup {}

    /// Changes the portal's addresses.
    pub struct SavePortal {
        /// The link's template; empty uses the practice's own address.
        pub link: String,
        /// Where a patient opens an account; empty uses the link.
        pub sign_up: String,
        /// Where staff write to patients; empty if there is no such page.
        pub staff_url: String,
        /// Hours until an unopened message comes back to the desk, 0 to 168; 0: never.
        pub remind_hours: u32,
    }

    /// Records the agreement that covers the portal, or that there is none.
    pub struct SaveAgreement {
        /// The agreement.
        pub agreement: Option<AgreementInfo>,
    }

    /// Makes a key for the portal's interface and gives its public half.
    pub struct MakePortalKey {}

    /// A key's public half, as a JSON Web Key.
    pub struct PublicKey {
        /// The words to register at the portal.
        pub jwk: String,
    }

    /// Connects the portal's FHIR interface, if it answers and accepts the key.
    pub struct ConnectPortal {
        /// Base address.
        pub base_url: String,
        /// The name the portal gave us.
        pub client_id: String,
        /// The system of the practice's record numbers.
        pub record_system: String,
        /// Who writes, as a reference there; empty if the portal shows nobody.
        pub sender: String,
        /// A private key, PKCS#8 in PEM; empty takes the one that was made, or keeps the one there is.
        pub key: String,
    }

    /// Back to pasting by hand.
    pub struct DisconnectPortal {}

    /// Words a text of a hand-off anew; empty goes back to Foyer's own words.
    pub struct SaveSafeText {
        /// link, reminder, sign_up or invite.
        pub kind: String,
        /// English.
        pub en: String,
        /// Spanish.
        pub es: String,
    }
}

impl Command for GetPortalSetup {
    const NAME: &'static str = "portal.get";
    const NEEDS: Capability = Capability::Read;
    type Reply = PortalSetup;

    async fn run(self, cx: Context) -> Result<PortalSetup, AppError> {
        let public_key = match cx.desk()?.portals.settings().interface {
            Interface::ByHand => String::new(),
            Interface::Fhir(kept) => {
                let vault = std::sync::Arc::clone(&cx.app.ports.vault);
                kept::read_key(kept.key, vault).await.map_or_else(|_| String::new(), |key| jwk(&key))
            }
        };
        let now = cx.now();
        cx.read(move |desk, tx| setup(desk, tx, public_key, now)).await
    }
}

impl Command for SavePortal {
    const NAME: &'static str = "portal.save";
    const NEEDS: Capability = Capability::Configure;
    type Reply = PortalSetup;

    async fn run(self, cx: Context) -> Result<PortalSetup, AppError> {
        if self.remind_hours > REMIND_HOURS_AT_MOST {
            return Err(bad("remindHours", "Choose up to 168 hours, or 0 for never."));
        }
        let typed = PortalSettings {
            link: template(&self.link, "link")?,
            sign_up: template(&self.sign_up, "signUp")?,
            staff_url: page(&self.staff_url)?,
            remind_hours: self.remind_hours,
            ..cx.desk()?.portals.settings()
        };
        save(&cx, typed, None).await
    }
}

impl Command for SaveAgreement {
    const NAME: &'static str = "portal.saveAgreement";
    const NEEDS: Capability = Capability::Configure;
    type Reply = PortalSetup;

    async fn run(self, cx: Context) -> Result<PortalSetup, AppError> {
        let zone = cx.desk()?.practice().time_zone;
        let agreement = self.agreement.map(|typed| agreement(&typed, &zone)).transpose()?;
        let settings = PortalSettings { agreement, ..cx.desk()?.portals.settings() };
        save(&cx, settings, None).await
    }
}

impl Command for MakePortalKey {
    const NAME: &'static str = "portal.makeKey";
    const NEEDS: Capability = Capability::Configure;
    type Reply = PublicKey;

    async fn run(self, cx: Context) -> Result<PublicKey, AppError> {
        let (key, secret) = SigningKey::generate().map_err(|_| {
            AppError::new(ErrorCode::Internal, "This computer gave no randomness. Try again.")
        })?;
        let place = kept::keep_key(std::sync::Arc::clone(&cx.app.ports.vault), &secret).await;
        let sealed = serde_json::to_string(&place)
            .map_err(|_| AppError::new(ErrorCode::Internal, "The key could not be kept. Try again."))?;
        let now = cx.now();
        cx.write(move |desk, tx| {
            settings::set(tx, NEW_KEY, &sealed, now)?;
            record::by_staff(desk, tx, Act::PortalKeyMade, None, None, now)
        })
        .await?;
        Ok(PublicKey { jwk: jwk(&key) })
    }
}

/// A key that was made and not used yet.
const NEW_KEY: &str = "portal.new_key";

impl Command for ConnectPortal {
    const NAME: &'static str = "portal.connect";
    const NEEDS: Capability = Capability::Configure;
    type Reply = PortalSetup;

    async fn run(self, cx: Context) -> Result<PortalSetup, AppError> {
        if cx.desk()?.pretend.is_some() {
            return Err(AppError::new(ErrorCode::NotAllowed, "Practice mode has its own pretend portal."));
        }
        let vault = std::sync::Arc::clone(&cx.app.ports.vault);
        let current = cx.desk()?.portals.settings();
        let typed = self.key.trim().to_owned();
        let made: Option<String> = cx.read(|_, tx| settings::get(tx, NEW_KEY)).await?;
        let place = if !typed.is_empty() {
            let secret = foyer_portal::Secret::new(typed);
            SigningKey::from_pkcs8(&secret)
                .map_err(|_| bad("key", "This is not a P-384 or RSA private key in PKCS#8."))?;
            kept::keep_key(std::sync::Arc::clone(&vault), &secret).await
        } else if let Some(place) = made.and_then(|words| serde_json::from_str(&words).ok()) {
            place
        } else if let Interface::Fhir(kept) = &current.interface {
            kept.key.clone()
        } else {
            return Err(bad("key", "Make a key first, or paste one."));
        };
        let sender = self.sender.trim();
        let kept = FhirKept {
            base_url: self.base_url.trim().to_owned(),
            client_id: self.client_id.trim().to_owned(),
            record_system: self.record_system.trim().to_owned(),
            sender: (!sender.is_empty()).then(|| sender.to_owned()),
            key: place.clone(),
        };
        let adapter = kept::adapter(&kept, kept::read_key(place, vault).await?)?;
        adapter.check(cx.now()).await.map_err(explain)?;
        let settings = PortalSettings { interface: Interface::Fhir(kept), ..current };
        cx.write(|_, tx| settings::remove(tx, NEW_KEY)).await?;
        save(&cx, settings, Some(std::sync::Arc::new(adapter))).await
    }
}

impl Command for DisconnectPortal {
    const NAME: &'static str = "portal.disconnect";
    const NEEDS: Capability = Capability::Configure;
    type Reply = PortalSetup;

    async fn run(self, cx: Context) -> Result<PortalSetup, AppError> {
        if cx.desk()?.pretend.is_some() {
            return Err(AppError::new(ErrorCode::NotAllowed, "Practice mode has its own pretend portal."));
        }
        let settings = PortalSettings { interface: Interface::ByHand, ..cx.desk()?.portals.settings() };
        save(&cx, settings, Some(by_hand())).await
    }
}

impl Command for SaveSafeText {
    const NAME: &'static str = "portal.saveText";
    const NEEDS: Capability = Capability::Configure;
    type Reply = PortalSetup;

    async fn run(self, cx: Context) -> Result<PortalSetup, AppError> {
        let kind = SafeKind::parse(&self.kind)
            .ok_or_else(|| AppError::new(ErrorCode::BadArguments, "There is no such text."))?;
        let desk = std::sync::Arc::clone(cx.desk()?);
        let mut settings = desk.portals.settings();
        // Both or neither: a patient must not get the other language's leftovers.
        for (language, typed, field) in [(Language::En, &self.en, "en"), (Language::Es, &self.es, "es")] {
            let key = texts::key(kind, language);
            let own = SafeText::built_in(kind, language).template();
            if typed.trim().is_empty() || typed.trim() == own {
                settings.texts.remove(&key);
                continue;
            }
            let text = SafeText::parse(typed, &desk.screener).map_err(|why| bad(field, wording(why)))?;
            settings.texts.insert(key, text.template());
        }
        save(&cx, settings, None).await
    }
}

async fn save(
    cx: &Context,
    kept: PortalSettings,
    adapter: Option<std::sync::Arc<dyn foyer_portal::Portal>>,
) -> Result<PortalSetup, AppError> {
    let now = cx.now();
    let stored = kept.clone();
    cx.write(move |desk, tx| {
        settings::set(tx, PORTAL_SETTING, &stored, now)?;
        record::by_staff(desk, tx, Act::PortalSaved, None, None, now)
    })
    .await?;
    cx.desk()?.portals.set(kept, adapter);
    cx.tell(AppEvent::SettingsChanged);
    GetPortalSetup {}.run(cx.clone()).await
}

fn setup(
    desk: &Desk,
    tx: &ReadTx<'_>,
    public_key: String,
    now: Timestamp,
) -> Result<PortalSetup, StoreError> {
    let settings = desk.portals.settings();
    let zone = desk.practice().time_zone;
    let mut all = BTreeMap::new();
    let line = lines::list(tx)?.into_iter().next();
    for kind in SafeKind::ALL {
        for language in [Language::En, Language::Es] {
            let template = texts::template(desk, kind, language);
            let address = match &line {
                Some(line) => texts::address(desk, tx, kind, line.id, language)?,
                None => None,
            };
            let preview =
                address.map(|address| template.text(&desk.practice().signs(), &address)).unwrap_or_default();
            let own = template != SafeText::built_in(kind, language);
            let segments = present::segments_info(Segments::of(&preview));
            let info = SafeTextInfo { template: template.template(), preview, segments, own };
            all.insert(texts::key(kind, language), info);
        }
    }
    Ok(PortalSetup {
        link: settings.link.unwrap_or_default(),
        sign_up: settings.sign_up.unwrap_or_default(),
        staff_url: settings.staff_url.unwrap_or_default(),
        remind_hours: settings.remind_hours,
        covered: covered(settings.agreement.as_ref(), now).is_ok(),
        agreement: settings.agreement.as_ref().map(|agreement| shown(agreement, &zone)),
        fhir: match settings.interface {
            Interface::ByHand => None,
            Interface::Fhir(kept) => Some(FhirInfo {
                base_url: kept.base_url,
                client_id: kept.client_id,
                record_system: kept.record_system,
                sender: kept.sender,
                public_key,
            }),
        },
        pretend: desk.pretend.is_some(),
        texts: all,
    })
}

fn template(typed: &str, field: &'static str) -> Result<Option<String>, AppError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    LinkTemplate::parse(typed).map(|template| Some(template.as_str().to_owned())).map_err(|why| {
        bad(
            field,
            match why {
                InvalidLinkTemplate::ForbiddenVariable => {
                    "Only {location} and {language} can be filled in. Anything else could say who is meant."
                }
                InvalidLinkTemplate::Unclosed => "A brace is not closed.",
                InvalidLinkTemplate::Address(InvalidPortalAddress::NotAnAddress) => {
                    "This is not a web address. Write it as portal.yourpractice.com."
                }
                InvalidLinkTemplate::Address(InvalidPortalAddress::NotSecure) => "The address must be https.",
                InvalidLinkTemplate::Address(InvalidPortalAddress::Identifying) => {
                    "This address could say who is meant. Use the portal's front page."
                }
                InvalidLinkTemplate::Address(InvalidPortalAddress::Shortened) => {
                    "Patients can't see where a shortened address leads. Use the portal's own."
                }
            },
        )
    })
}

/// A page that only staff see; it is opened in the browser, so it may hold more than a patient's link.
fn page(typed: &str) -> Result<Option<String>, AppError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let typed = PortalSettings { staff_url: Some(typed.to_owned()), ..PortalSettings::default() };
    let page = typed.staff_page().map(|page| page.to_string());
    page.map(Some).ok_or_else(|| bad("staffUrl", "The page must be a whole address that starts with https."))
}

pub(super) fn agreement(typed: &AgreementInfo, zone: &str) -> Result<Agreement, AppError> {
    let with = typed.with.trim();
    if with.is_empty() || with.chars().count() > 120 || with.chars().any(char::is_control) {
        return Err(bad("with", "Write the company that signed, in up to 120 characters."));
    }
    let day = |text: &str, field| {
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
            .map_err(|_| bad(field, "Write the day as year-month-day."))
    };
    let signed = day(&typed.signed_on, "signedOn")?;
    let until = typed.until_on.as_deref().map(|text| day(text, "untilOn")).transpose()?;
    if until.is_some_and(|until| until < signed) {
        return Err(bad("untilOn", "It ends before it was signed."));
    }
    let begins = |day| midnight(day, zone).ok_or_else(|| bad("signedOn", "This day can't be used."));
    // It holds through its last day.
    let ends = until.map(|day| day.checked_add_days(Days::new(1)).unwrap_or(day)).map(begins).transpose()?;
    Ok(Agreement { with: with.to_owned(), signed_at: begins(signed)?, until_at: ends })
}

pub(super) fn shown(agreement: &Agreement, zone: &str) -> AgreementInfo {
    let day = |at: Timestamp| {
        let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
        let local = zone.timestamp_millis_opt(at.millis()).single();
        local.map_or_else(String::new, |local| local.date_naive().to_string())
    };
    AgreementInfo {
        with: agreement.with.clone(),
        signed_on: day(agreement.signed_at),
        until_on: agreement.until_at.map(|until| day(until.minus(foyer_domain::Span::millis(1)))),
    }
}

fn midnight(day: NaiveDate, zone: &str) -> Option<Timestamp> {
    let zone: chrono_tz::Tz = zone.parse().ok()?;
    // Where the clocks jump at midnight the day begins an hour later.
    let local = (0..3).find_map(|hour| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest())?;
    Some(Timestamp::from_millis(local.timestamp_millis()))
}

const fn wording(why: InvalidSafeText) -> &'static str {
    match why {
        InvalidSafeText::Blanks => "The text needs one {practice} and one {link}, and no other blanks.",
        InvalidSafeText::NoStop => "The text must tell how to stop, with the word STOP.",
        InvalidSafeText::TooLong => {
            "The text must fit one part in plain letters. Shorten it, or leave out accents like í."
        }
        InvalidSafeText::NotOneLine => "Write it in one line.",
        InvalidSafeText::Tells => "The check finds something in these words. Say only that something waits.",
    }
}

fn explain(error: PortalError) -> AppError {
    let (code, field, advice) = match error {
        PortalError::NoNetwork => {
            (ErrorCode::PortalUnreachable, "baseUrl", "This computer has no internet. Nothing was saved.")
        }
        PortalError::Down | PortalError::SlowDown { .. } => (
            ErrorCode::PortalUnreachable,
            "baseUrl",
            "The portal didn't answer. Nothing was saved; try again in a minute.",
        ),
        PortalError::Credentials | PortalError::NotAllowed => (
            ErrorCode::CredentialsRefused,
            "clientId",
            "The portal doesn't accept this client and key. Register the public key there first.",
        ),
        PortalError::Algorithm => (
            ErrorCode::CredentialsRefused,
            "key",
            "The portal takes another kind of key: try an RSA key, or one Foyer makes.",
        ),
        PortalError::NoMessaging => (
            ErrorCode::PortalUnreachable,
            "baseUrl",
            "This server keeps no messages for patients. Use pasting by hand.",
        ),
        PortalError::Redirected
        | PortalError::NotFound
        | PortalError::Unreadable { .. }
        | PortalError::TooLarge => (
            ErrorCode::PortalUnreachable,
            "baseUrl",
            "What answers at this address doesn't speak FHIR R4. Nothing was saved.",
        ),
    };
    AppError::new(code, advice).about(field)
}

fn jwk(key: &SigningKey) -> String {
    serde_json::to_string_pretty(&key.public_jwk()).unwrap_or_default()
}

fn bad(field: &str, advice: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(field)
}
