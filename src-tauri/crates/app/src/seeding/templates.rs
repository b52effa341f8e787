//! The templates of practice mode: those that come with Foyer, one that waits for approval, one without its Spanish, and
//! what they say of the clinic.

use std::collections::BTreeMap;

use foyer_domain::{Span, TemplateId, Timestamp, UserId};
use foyer_policy::template::{TemplateLevel, TemplateState};
use foyer_store::{
    StoreError, WriteTx, settings,
    templates::{self, NewVersion},
};
use foyer_sync::Ids;

use crate::templating::{self, FACTS_SETTING, Facts};

/// Fills a new store with them.
pub(super) fn sample(
    tx: &WriteTx<'_>,
    ids: &mut Ids,
    staff: &BTreeMap<String, UserId>,
    start: Timestamp,
) -> Result<(), StoreError> {
    let facts = Facts {
        location: "1200 Main Street, Suite 210".to_owned(),
        booking_link: "bayoufamily.example/book".to_owned(),
        forms_link: "bayoufamily.example/forms".to_owned(),
        insurance: "Medicare, Medicaid and most plans".to_owned(),
        ..Facts::default()
    };
    settings::set(tx, FACTS_SETTING, &facts, start)?;
    templating::ship(tx, ids, start)?;
    let by = |slug: &str| staff.get(slug).copied();
    let at = start.minus(Span::days(3));
    let mut of_practice = |name, level, en, es: Option<&'static str>, by, state| NewVersion {
        template: TemplateId::new(ids),
        slug: None,
        name,
        level,
        en: Some(en),
        es,
        written_by: by,
        en_by: by,
        es_by: es.and(by),
        state,
        at,
    };
    let waiting = of_practice(
        "Closed for weather",
        TemplateLevel::OfficeFacts,
        "{practice} is closed today because of the weather. We will call you to find another time.",
        Some("{consultorio} cierra hoy por el mal tiempo. Le llamaremos para buscar otra hora."),
        by("kofi"),
        TemplateState::InReview,
    );
    templates::add(tx, &waiting)?;
    let half = of_practice(
        "Video visit link",
        TemplateLevel::VisitDetails,
        "{first name}, you can join your video visit on {date} from here: {link}",
        None,
        by("marisol"),
        TemplateState::Draft,
    );
    templates::add(tx, &half)?;
    Ok(())
}
