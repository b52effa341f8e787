//! Clinical drift: what the screener finds in the wordings in use, in everything that goes by itself (notices, the texts
//! around a hand-off, the confirmation of a STOP, the automatic reply of closed hours) and in the last 30 days of sent
//! texts, those of other programs on the practice's number too; and which words are typed behind a template again and
//! again. It runs at night and when somebody asks, on this
//! computer alone; it keeps what it found and counts, never words, until somebody signs it off.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use chrono::{NaiveDate, Timelike as _};
use foyer_domain::{
    Actor, Capability, Channel, Language, Private, Role, ScanId, Span, TemplateId, Timestamp, UserId,
};
use foyer_phi::{Level, Verdict};
use foyer_policy::{
    after_hours, farewell,
    handoff::{InvalidSafeText, SafeKind, SafeText},
    notice,
    template::{self, Due, TemplateLevel, TemplateState, Wording},
};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    drift::{self, DriftKind, FindingRow, ScanRow},
    templates::VersionRow,
    threads,
};

use crate::{
    desk::Office,
    habits,
    portal::texts,
    reading::{self, Staff},
    record::{self, Act},
    templating::{self, Template},
    wire::{DriftFinding, DriftPage, DriftScan, DriftWhat, TemplateLookKind},
    zone::day_of,
};

/// How far back sent texts are looked at.
pub(crate) const LOOK_BACK: Span = Span::days(30);

/// The hour of the night from which it runs, by the practice's clock.
const HOUR: u32 = 2;

/// Looks that the page shows.
const SHOWN: u32 = 12;

/// Whether the nightly look is due: one a day from two in the morning on, and none on the day the practice began.
pub(crate) fn is_due(office: &Office, tx: &ReadTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let zone = office.practice().zone();
    let day = |at: Timestamp| -> NaiveDate { day_of(at, zone) };
    let hour = chrono::DateTime::from_timestamp_millis(now.millis()).unwrap_or_default().with_timezone(&zone);
    if hour.hour() < HOUR {
        return Ok(false);
    }
    let last = match drift::last(tx, 1)?.first() {
        Some(scan) => Some(scan.at),
        None => {
            Template::all(tx)?.iter().filter_map(|one| one.versions().first().map(|row| row.written_at)).min()
        }
    };
    Ok(last.is_some_and(|last| day(last) < day(now)))
}

/// What a look found, before it is kept.
pub(crate) struct Looked {
    templates: usize,
    replies: usize,
    texts: usize,
    found: Vec<FindingRow>,
}

/// Looks at everything. Reads only, so that nobody waits for it.
pub(crate) fn look(office: &Office, tx: &ReadTx<'_>, now: Timestamp) -> Result<Looked, StoreError> {
    let (templates, mut found) = in_templates(office, tx)?;
    let (replies, in_replies) = in_replies(office, now);
    found.extend(in_replies);
    let (texts, in_texts) = in_texts(office, tx, now)?;
    found.extend(in_texts);
    Ok(Looked { templates, replies, texts, found })
}

/// Keeps it.
pub(crate) fn keep(
    office: &Office,
    tx: &WriteTx<'_>,
    looked: &Looked,
    by: Option<UserId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = ScanId::from_uuid(office.next_uuid());
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let scan = ScanRow {
        id,
        at: now,
        by,
        templates: small(looked.templates),
        replies: small(looked.replies),
        texts: small(looked.texts),
        signed: None,
    };
    drift::add(tx, &scan, &looked.found)?;
    let actor = by.map_or(Actor::System, Actor::User);
    let detail = serde_json::json!({ "found": looked.found.len(), "texts": looked.texts });
    record::by(tx, actor, Act::DriftScanned, None, Some(id.uuid()), detail, now)
}

/// Signs the newest look off, with a word about it.
///
/// # Errors
/// [`StoreError::NotFound`] where it is none, or somebody has.
pub(crate) fn sign(
    tx: &WriteTx<'_>,
    scan: ScanId,
    by: UserId,
    words: &Private,
    now: Timestamp,
) -> Result<(), StoreError> {
    drift::sign(tx, scan, by, words, now)?;
    let detail = serde_json::json!({});
    record::by(tx, Actor::User(by), Act::DriftSigned, None, Some(scan.uuid()), detail, now)
}

/// The last looks.
pub(crate) fn page(tx: &ReadTx<'_>, role: Role) -> Result<DriftPage, StoreError> {
    let (staff, mut known) = (Staff::read(tx)?, BTreeMap::new());
    for template in Template::all(tx)? {
        let row = template.newest()?;
        let may_propose = role.may(Capability::Answer) && row.state == TemplateState::Approved;
        known.insert(row.template, Known { name: row.name.clone(), may_propose });
    }
    let mut scans = Vec::new();
    for scan in drift::last(tx, SHOWN)? {
        let found = drift::found(tx, scan.id)?;
        let (signed_by, signed_at, words) = match scan.signed {
            Some((by, at, words)) => (Some(staff.name(by)), Some(at.millis()), words.into_inner()),
            None => (None, None, String::new()),
        };
        scans.push(DriftScan {
            id: scan.id.to_string(),
            at: scan.at.millis(),
            by: scan.by.map(|by| staff.name(by)),
            templates: scan.templates,
            replies: scan.replies,
            texts: scan.texts,
            found: found.into_iter().map(|one| finding(&known, one)).collect(),
            signed_by,
            signed_at,
            words,
        });
    }
    let mut scans = scans.into_iter();
    let may_sign = role.may(Capability::ApproveTemplates);
    Ok(DriftPage { last: scans.next(), before: scans.collect(), may_sign })
}

/// What a finding shows of its template today.
struct Known {
    name: String,
    /// Another wording of it may be proposed by whoever asks: none waits.
    may_propose: bool,
}

fn finding(known: &BTreeMap<TemplateId, Known>, row: FindingRow) -> DriftFinding {
    let level = crate::present::level_kind;
    let of = row.template.and_then(|id| known.get(&id));
    DriftFinding {
        what: match row.kind {
            DriftKind::NotAsDeclared => DriftWhat::NotAsDeclared,
            DriftKind::SentAsMore => DriftWhat::SentAsMore,
            DriftKind::TypedBehind => DriftWhat::TypedBehind,
            DriftKind::SpanishOlder => DriftWhat::SpanishOlder,
            DriftKind::Reply => DriftWhat::Reply,
            DriftKind::ByHand => DriftWhat::ByHand,
            DriftKind::Elsewhere => DriftWhat::Elsewhere,
        },
        may_propose: row.kind == DriftKind::TypedBehind && of.is_some_and(|known| known.may_propose),
        name: of.map_or(row.slot, |known| known.name.clone()),
        template: row.template.map(|id| id.to_string()),
        declared: level(row.declared),
        told: level(row.told),
        times: row.times,
    }
}

/// The wordings in use: how many, and which tell more than they say of themselves.
fn in_templates(office: &Office, tx: &ReadTx<'_>) -> Result<(usize, Vec<FindingRow>), StoreError> {
    let (mut looked, mut found) = (0_usize, Vec::new());
    for template in Template::all(tx)? {
        let Some(row) = template.in_use() else { continue };
        looked = looked.saturating_add(1);
        let told = told_by(office, row);
        let of = |kind, told| FindingRow {
            kind,
            template: Some(row.template),
            slot: String::new(),
            declared: row.level,
            told,
            times: 1,
        };
        if told > row.level {
            found.push(of(DriftKind::NotAsDeclared, told));
        }
        if spanish_is_older(&template, row.number) {
            found.push(of(DriftKind::SpanishOlder, row.level));
        }
    }
    Ok((looked, found))
}

/// What a wording tells, whatever it is declared at.
fn told_by(office: &Office, row: &VersionRow) -> TemplateLevel {
    let parsed = |words: &Option<String>| words.as_deref().and_then(|words| Wording::parse(words).ok());
    templating::told(office, parsed(&row.en).as_ref(), parsed(&row.es).as_ref())
}

/// Why somebody should look at the wording in use again; `more` are the templates whose texts told more, by the last look
/// that nobody has signed off.
pub(crate) fn look_again(
    office: &Office,
    template: &Template,
    row: &VersionRow,
    due: Due,
    more: &BTreeSet<TemplateId>,
) -> Option<TemplateLookKind> {
    if told_by(office, row) > row.level || more.contains(&row.template) {
        Some(TemplateLookKind::NotAsDeclared)
    } else if spanish_is_older(template, row.number) {
        Some(TemplateLookKind::SpanishOlder)
    } else {
        (due == Due::Late).then_some(TemplateLookKind::ReviewLate)
    }
}

/// The templates whose texts told more than they are declared at, by the last look, unless somebody has signed it off.
pub(crate) fn sent_as_more(tx: &ReadTx<'_>) -> Result<BTreeSet<TemplateId>, StoreError> {
    let last = drift::last(tx, 1)?.pop().filter(|scan| scan.signed.is_none());
    let Some(last) = last else { return Ok(BTreeSet::new()) };
    let found = drift::found(tx, last.id)?.into_iter();
    Ok(found.filter(|one| one.kind == DriftKind::SentAsMore).filter_map(|one| one.template).collect())
}

/// Whether the English of a wording is newer than its Spanish.
fn spanish_is_older(template: &Template, until: u32) -> bool {
    let (mut en, mut es): (Option<&String>, Option<&String>) = (None, None);
    let (mut en_since, mut es_since) = (0, 0);
    for row in template.versions().iter().filter(|row| row.number <= until) {
        if row.en.as_ref() != en {
            (en, en_since) = (row.en.as_ref(), row.number);
        }
        if row.es.as_ref() != es {
            (es, es_since) = (row.es.as_ref(), row.number);
        }
    }
    es.is_some() && en_since > es_since
}

/// Everything that goes without a person's words: the texts around a hand-off, the notice that asks for consent, the
/// confirmation of a STOP and the reply of closed hours, as they are worded now in both languages. A text around a hand-off
/// that the screener would not let pass any more is not sent: Foyer's own words go instead until somebody rewords it. A
/// notice goes to people who have agreed to nothing yet, so the screener has nothing to remark in it at all.
fn in_replies(office: &Office, now: Timestamp) -> (usize, Vec<FindingRow>) {
    let (own, about) = (office.portals.settings().texts, office.screening_context(Vec::new()));
    let (practice, notices) = (office.practice().signs(), office.rules().notices);
    let (mut looked, mut found) = (0_usize, Vec::new());
    let mut of = |slot: String, told: Option<TemplateLevel>| {
        looked = looked.saturating_add(1);
        found.extend(told.map(|told| FindingRow {
            kind: DriftKind::Reply,
            template: None,
            slot,
            declared: TemplateLevel::OfficeFacts,
            told,
            times: 1,
        }));
    };
    for language in [Language::En, Language::Es] {
        for kind in SafeKind::ALL {
            let slot = texts::key(kind, language);
            let words = own.get(&slot).cloned();
            let words = words.unwrap_or_else(|| SafeText::built_in(kind, language).template());
            let tells = SafeText::parse(&words, &office.screener) == Err(InvalidSafeText::Tells);
            of(slot, tells.then_some(TemplateLevel::Clinical));
        }
        let fixed = [
            ("notice", notice::text_at(notices, &practice, language, now)),
            ("stop", farewell::text(&practice, language)),
            ("after_hours", after_hours::text(&practice, Some(now), office.practice().zone(), language)),
        ];
        for (slot, words) in fixed {
            let screening = office.screener.screen(&words, Channel::Sms, &about);
            let told = template::level_of(&screening).max(TemplateLevel::VisitDetails);
            of(format!("{slot}.{}", language.as_str()), (screening.level > Level::Quiet).then_some(told));
        }
    }
    (looked, found)
}

/// What was sent: texts made of a template that told more than it is declared at, and texts by hand or by another program
/// that belonged in the portal; and what is typed behind a template again and again.
fn in_texts(
    office: &Office,
    tx: &ReadTx<'_>,
    now: Timestamp,
) -> Result<(usize, Vec<FindingRow>), StoreError> {
    // Texts are found by the second in which they were written; that of now is one of them.
    let sent = drift::sent_between(tx, now.minus(LOOK_BACK), now.plus(Span::millis(1_000)))?;
    let mut known = BTreeMap::new();
    let mut more: BTreeMap<TemplateId, (TemplateLevel, TemplateLevel, u32)> = BTreeMap::new();
    // The most that was told, and how often: by hand, and by other programs.
    let [mut by_hand, mut elsewhere]: [Option<(TemplateLevel, u32)>; 2] = [None, None];
    for text in &sent {
        let (channel, about) = match known.entry(text.thread) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(new) => {
                let thread = threads::get(tx, text.thread)?;
                let about = office.screening_context(reading::names_known(tx, &thread)?);
                new.insert((thread.channel, about))
            }
        };
        let screening = office.screener.screen(text.body.reveal(), *channel, about);
        let told = template::level_of(&screening);
        if screening.verdict() != Verdict::PortalOnly {
            continue;
        }
        for of in text.made_of.iter().filter(|of| told > of.declared) {
            let one = more.entry(of.template).or_insert((of.declared, told, 0));
            one.1 = one.1.max(told);
            one.2 = one.2.saturating_add(1);
        }
        if text.made_of.is_empty() {
            let whose = if text.elsewhere { &mut elsewhere } else { &mut by_hand };
            let one = whose.get_or_insert((told, 0));
            one.0 = one.0.max(told);
            one.1 = one.1.saturating_add(1);
        }
    }
    let mut found: Vec<FindingRow> = more
        .into_iter()
        .map(|(template, (declared, told, times))| FindingRow {
            kind: DriftKind::SentAsMore,
            template: Some(template),
            slot: String::new(),
            declared,
            told,
            times,
        })
        .collect();
    let of_nobodys = |kind, (told, times)| FindingRow {
        kind,
        template: None,
        slot: String::new(),
        declared: TemplateLevel::VisitDetails,
        told,
        times,
    };
    found.extend(by_hand.map(|found| of_nobodys(DriftKind::ByHand, found)));
    found.extend(elsewhere.map(|found| of_nobodys(DriftKind::Elsewhere, found)));
    let alike = habits::in_texts(office, tx, &sent)?;
    found.extend(alike.into_iter().map(|(template, declared, habit)| FindingRow {
        kind: DriftKind::TypedBehind,
        template: Some(template),
        slot: habit.language.as_str().to_owned(),
        declared,
        told: declared,
        times: habit.times,
    }));
    Ok((sent.len(), found))
}
