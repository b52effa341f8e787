//! Agreements: who signed for what carries the practice's texts (45 CFR 164.504(e)), what follows for texts, and what
//! is to be done before going live. What follows is not decided here: the gate asks `ConsentRules::covers`.

use foyer_domain::{Capability, Channel, Span, Timestamp};
use foyer_policy::{
    Covers, Product, Signed,
    handoff::{Agreement, covered},
};
use foyer_store::{ReadTx, StoreError, rehearsal, reports, settings, users};
use uuid::Uuid;

use super::{Command, entering, going_live, portal_setup, settings::Done};
use crate::{
    backing,
    context::{Context, id},
    desk::{AGREEMENTS_SETTING, ConsentSettings, Custody, Desk, KeptAgreement},
    opening,
    record::{self, Act},
    wire::*,
};

wire! {
    /// The agreements, what texts may carry, and what is still to do.
    pub struct GetGoLive {}

    /// Writes an agreement down, or corrects one.
    pub struct SaveSigned {
        /// Which; a new one when left out.
        pub id: Option<String>,
        /// With whom, and from when until when.
        pub agreement: AgreementInfo,
        /// Who signed for the practice.
        pub signer: String,
        /// What it names.
        pub products: Vec<ProductKind>,
    }

    /// Takes out an agreement that was never signed. One that ended gets its last day instead.
    pub struct RemoveSigned {
        /// Which.
        pub id: String,
    }
}

/// An agreement that ends within this is said to end soon.
const SOON: Span = Span::days(60);

impl Command for GetGoLive {
    const NAME: &'static str = "agreements.get";
    const NEEDS: Capability = Capability::Configure;
    type Reply = GoLive;

    async fn run(self, cx: Context) -> Result<GoLive, AppError> {
        page(&cx).await
    }
}

/// The page as it is now.
pub(super) async fn page(cx: &Context) -> Result<GoLive, AppError> {
    let desk = cx.desk()?;
    let real = matches!(desk.custody, Custody::People { .. });
    let folder = desk.custody.folder().clone();
    let recovery = opening::blocking(move || folder.key_file()).await?.is_ok_and(|file| file.has_recovery());
    let now = cx.now();
    cx.read(move |desk, tx| {
        let kept = ConsentSettings::read(tx)?.agreements;
        let zone = desk.practice().time_zone;
        let portal = desk.portals.settings().agreement;
        let mut agreements: Vec<SignedInfo> = kept.iter().map(|kept| info(kept, &zone, now)).collect();
        agreements.extend(portal.iter().map(|portal| SignedInfo {
            id: None,
            agreement: portal_setup::shown(portal, &zone),
            signer: String::new(),
            products: Vec::new(),
            state: state(portal, now),
        }));
        let signed: Vec<Signed> = kept.into_iter().map(|kept| kept.signed).collect();
        let texts = carries(&desk.rules().covers, Channel::Sms, now);
        let said = going_live::said(desk, tx)?;
        let mut steps = steps(desk, tx, &signed, recovery, now)?;
        steps.extend(said.steps);
        Ok(GoLive {
            less_at: less_at(&signed, now).map(Timestamp::millis),
            texts,
            products: products(&signed, texts, now),
            steps,
            agreements,
            training: said.training,
            numbers: said.numbers,
            signed_off: said.signed_off,
            pretend: !real,
        })
    })
    .await
}

impl Command for SaveSigned {
    const NAME: &'static str = "agreements.save";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let agreement = portal_setup::agreement(&self.agreement, &cx.desk()?.practice().time_zone)?;
        let signer = entering::named(&self.signer, "signer")?;
        let mut products: Vec<Product> = self.products.iter().filter_map(|kind| product(*kind)).collect();
        products.sort_unstable();
        products.dedup();
        if products.is_empty() {
            return Err(AppError::new(
                ErrorCode::BadField,
                "Choose what the agreement names. Nobody signs for WhatsApp.",
            )
            .about("products"));
        }
        let known = self.id.as_deref().map(id::<Uuid>).transpose()?;
        let signed = Signed { agreement, signer, products };
        let (now, fresh) = (cx.now(), cx.desk()?.next_uuid());
        cx.write(move |desk, tx| {
            let mut kept = ConsentSettings::read(tx)?.agreements;
            let detail = serde_json::json!({
                "products": signed.products, "signed_at": signed.agreement.signed_at.millis(),
                "until_at": signed.agreement.until_at.map(Timestamp::millis),
            });
            let which = known.unwrap_or(fresh);
            match (known, kept.iter_mut().find(|one| one.id == which)) {
                (_, Some(one)) => one.signed = signed,
                (None, None) => kept.push(KeptAgreement { id: which, signed }),
                (Some(_), None) => return Err(StoreError::NotFound { table: "setting" }),
            }
            settings::set(tx, AGREEMENTS_SETTING, &kept, now)?;
            record::with(desk, tx, Act::AgreementSaved, None, Some(which), detail, now)
        })
        .await?;
        taken_over(&cx).await
    }
}

impl Command for RemoveSigned {
    const NAME: &'static str = "agreements.remove";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, which) = (cx.now(), id::<Uuid>(&self.id)?);
        cx.write(move |desk, tx| {
            let mut kept = ConsentSettings::read(tx)?.agreements;
            let before = kept.len();
            kept.retain(|one| one.id != which);
            if kept.len() == before {
                return Err(StoreError::NotFound { table: "setting" });
            }
            settings::set(tx, AGREEMENTS_SETTING, &kept, now)?;
            let detail = serde_json::json!({ "removed": true });
            record::with(desk, tx, Act::AgreementSaved, None, Some(which), detail, now)
        })
        .await?;
        taken_over(&cx).await
    }
}

/// From now on the gate goes by it.
async fn taken_over(cx: &Context) -> Result<Done, AppError> {
    opening::take_over_consent(&cx.app).await?;
    cx.tell(AppEvent::SettingsChanged);
    cx.tell(AppEvent::ConsentChanged);
    Ok(Done {})
}

fn info(kept: &KeptAgreement, zone: &str, now: Timestamp) -> SignedInfo {
    let signed = &kept.signed;
    SignedInfo {
        id: Some(kept.id.to_string()),
        agreement: portal_setup::shown(&signed.agreement, zone),
        signer: signed.signer.clone(),
        products: signed.products.iter().map(|product| product_kind(*product)).collect(),
        state: state(&signed.agreement, now),
    }
}

fn state(agreement: &Agreement, now: Timestamp) -> SignedState {
    if now < agreement.signed_at {
        return SignedState::NotYet;
    }
    match agreement.until_at {
        Some(until) if until <= now => SignedState::Ended,
        Some(until) if until.since(now) <= SOON => {
            let days = until.since(now).as_millis() / Span::days(1).as_millis();
            SignedState::EndsSoon { days: u32::try_from(days).unwrap_or(0) }
        }
        Some(_) | None => SignedState::InForce,
    }
}

fn carries(covers: &Covers, channel: Channel, now: Timestamp) -> CarryKind {
    if covers.covers(channel, now) { CarryKind::Clinical } else { CarryKind::Visits }
}

/// When texts may carry less than now, as far as the agreements on record say.
fn less_at(signed: &[Signed], now: Timestamp) -> Option<Timestamp> {
    let covers = Covers::of(signed, now);
    if !covers.covers(Channel::Sms, now) {
        return None;
    }
    let ends = signed.iter().filter_map(|one| one.agreement.until_at).filter(|until| *until > now);
    ends.filter(|until| !covers.covers(Channel::Sms, *until)).min()
}

fn products(signed: &[Signed], texts: CarryKind, now: Timestamp) -> Vec<ProductRow> {
    let named = |product: Product| {
        signed.iter().any(|one| one.products.contains(&product) && covered(Some(&one.agreement), now).is_ok())
    };
    vec![
        ProductRow { product: ProductKind::Sms, named: named(Product::Sms), at_most: texts },
        ProductRow { product: ProductKind::Mms, named: named(Product::Mms), at_most: CarryKind::Off },
        ProductRow { product: ProductKind::WhatsApp, named: false, at_most: CarryKind::Visits },
        ProductRow { product: ProductKind::Voice, named: named(Product::Voice), at_most: CarryKind::Off },
    ]
}

/// The checklist, from what is known: nothing of this is ticked by hand.
fn steps(
    desk: &Desk,
    tx: &ReadTx<'_>,
    signed: &[Signed],
    recovery: bool,
    now: Timestamp,
) -> Result<Vec<GoLiveStep>, StoreError> {
    let tried = rehearsal::read(tx)?;
    let drilled = backing::Standing::read(tx)?;
    let here = users::list(tx)?.into_iter().filter(|row| row.retired_at.is_none());
    let managers = here.filter(|row| row.user.role.may(Capability::ManagePeople)).count();
    let portal = desk.portals.settings().agreement;
    let step = |step, done| GoLiveStep { step, done, at: None };
    Ok(vec![
        step(StepKind::Agreement, Covers::of(signed, now).covers(Channel::Sms, now)),
        step(StepKind::Portal, covered(portal.as_ref(), now).is_ok()),
        step(StepKind::Number, tried.delivered && reports::unregistered_since(tx)?.is_none()),
        step(StepKind::TwoWay, tried.delivered && tried.heard),
        step(StepKind::Stop, tried.stopped),
        step(StepKind::RecoveryCode, recovery),
        step(StepKind::SecondManager, managers > 1),
        GoLiveStep {
            step: StepKind::Drill,
            done: drilled.drilled_at.is_some() && drilled.drill_problem.is_none(),
            at: drilled.drilled_at.map(Timestamp::millis),
        },
    ])
}

const fn product(kind: ProductKind) -> Option<Product> {
    match kind {
        ProductKind::Sms => Some(Product::Sms),
        ProductKind::Mms => Some(Product::Mms),
        ProductKind::Voice => Some(Product::Voice),
        ProductKind::Copies => Some(Product::Copies),
        ProductKind::WhatsApp => None,
    }
}

const fn product_kind(product: Product) -> ProductKind {
    match product {
        Product::Sms => ProductKind::Sms,
        Product::Mms => ProductKind::Mms,
        Product::Voice => ProductKind::Voice,
        Product::Copies => ProductKind::Copies,
    }
}
