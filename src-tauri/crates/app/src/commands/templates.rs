//! Templates: the list, writing and approving one, the picker, and what they say of the practice.

use foyer_domain::{Capability, Language, LocationId, TemplateId, ThreadId};
use foyer_policy::{
    Refusal,
    handoff::{InvalidPortalAddress, PortalAddress},
    template::{self, TemplateDecision, TemplateFault, TemplateLevel, UndecidedTemplate, Wording},
};
use foyer_store::{ReadTx, StoreError, settings};

use super::Command;
use crate::{
    context::{self, Context},
    desk::Desk,
    habits,
    present::{
        self, level_kind,
        templates::{page, pieces, words},
    },
    record::{self, Act},
    sending,
    templating::{self, FACTS_SETTING, Facts, OfficeFacts, Saved, Taken, Template},
    wire::*,
};

/// Characters in the name of a template, and in a fact of the practice.
const NAME_CHARS: usize = 60;
const FACT_CHARS: usize = 160;

const HALF: &str = "It needs English and Spanish before it can be approved.";

wire! {
    /// Every template.
    pub struct ListTemplates {}

    /// The templates that fit what is typed after the slash.
    pub struct PickTemplates {
        /// The thread.
        pub thread: String,
        /// What was typed.
        pub typed: String,
        /// `en` or `es`; the patient's language when left out.
        #[ts(optional)]
        pub language: Option<String>,
    }

    /// Puts a template's words into the draft.
    pub struct TakeTemplate {
        /// The thread.
        pub thread: String,
        /// Which.
        pub template: String,
        /// `en` or `es`.
        pub language: String,
        /// What stands before it.
        pub before: String,
        /// What stands after it.
        pub after: String,
    }

    /// Looks at words while they are written.
    pub struct CheckTemplate {
        /// In English.
        pub en: String,
        /// In Spanish.
        pub es: String,
    }

    /// Keeps a wording.
    pub struct SaveTemplate {
        /// Whose; a new template when left out.
        pub template: Option<String>,
        /// As the list shows it.
        pub name: String,
        /// What it tells.
        pub level: TemplateLevelKind,
        /// In English; may be empty while it is a draft.
        pub en: String,
        /// In Spanish.
        pub es: String,
        /// Whether to ask for approval at once.
        pub submit: bool,
    }

    /// Asks for approval of the newest wording of a template.
    pub struct SubmitTemplate {
        /// Which.
        pub template: String,
    }

    /// Decides about the newest wording of a template.
    pub struct DecideTemplate {
        /// Which.
        pub template: String,
        /// What.
        pub decision: TemplateDecisionKind,
    }

    /// Words another wording of a template with what is typed behind it again and again; writes nothing.
    pub struct ProposeTemplate {
        /// Which.
        pub template: String,
    }

    /// Changes what templates say of the practice.
    pub struct SaveFacts {
        /// All of it.
        pub facts: PracticeFacts,
    }
}

impl Command for ListTemplates {
    const NAME: &'static str = "templates.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = TemplatePage;

    async fn run(self, cx: Context) -> Result<TemplatePage, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| page(desk, tx, now)).await
    }
}

impl Command for PickTemplates {
    const NAME: &'static str = "templates.pick";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Picker;

    async fn run(self, cx: Context) -> Result<Picker, AppError> {
        let id = context::id::<ThreadId>(&self.thread)?;
        let asked = self.language.as_deref().and_then(Language::parse);
        cx.read(move |desk, tx| {
            let thread = desk.answers(tx, id)?;
            let language = match asked {
                Some(language) => language,
                None => sending::language_of(tx, &thread)?,
            };
            let offered = templating::offered(desk, tx, &thread, &self.typed, language)?;
            let rows = offered
                .into_iter()
                .map(|one| PickerRow {
                    template: one.id.to_string(),
                    name: one.name,
                    pieces: one
                        .filled
                        .map(|filled| pieces(templating::filled_pieces(&filled, language)))
                        .unwrap_or_default(),
                    level: level_kind(one.level),
                    off: one.stop.map(|stop| match stop {
                        Refusal::TemplateHalfTranslated => PickerOff::HalfTranslated,
                        _ => PickerOff::NotApproved,
                    }),
                })
                .collect();
            Ok(Picker { language: language.as_str().to_owned(), rows })
        })
        .await
    }
}

impl Command for TakeTemplate {
    const NAME: &'static str = "templates.take";
    const NEEDS: Capability = Capability::Answer;
    type Reply = TakeReply;

    async fn run(self, cx: Context) -> Result<TakeReply, AppError> {
        let (now, thread) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let template = context::id::<TemplateId>(&self.template)?;
        let language = Language::parse(&self.language).unwrap_or_default();
        let taken = cx
            .write(move |desk, tx| {
                let around = (self.before.as_str(), self.after.as_str());
                templating::take(desk, tx, thread, template, language, around, now)
            })
            .await?;
        let refused = |kind| {
            let refusal = present::portal_refusal(kind, &[WayOn::EditText]);
            Ok(TakeReply::Refused { refusal })
        };
        match taken {
            Taken::Words { text, end } => {
                let blanks = present::blank_spans(&text, &template::open_blanks(&text));
                let caret = present::utf16_at(&text, end);
                Ok(TakeReply::Taken { text, caret, blanks })
            }
            Taken::Refused(stop) => refused(present::template_stop(stop)),
            Taken::TooLong => refused(RefusalKind::TooLong),
        }
    }
}

impl Command for CheckTemplate {
    const NAME: &'static str = "templates.check";
    const NEEDS: Capability = Capability::Answer;
    type Reply = WordingCheck;

    async fn run(self, cx: Context) -> Result<WordingCheck, AppError> {
        let desk = cx.desk()?;
        let (en, es) = (Wording::parse(&self.en), Wording::parse(&self.es));
        let side = |read: &Result<Wording, TemplateFault>, language| match read {
            Ok(wording) => Some(WordingSide::Fits { words: words(wording, language) }),
            Err(TemplateFault::Empty) => None,
            Err(fault) => Some(WordingSide::Fault { advice: fault_words(*fault).to_owned() }),
        };
        Ok(WordingCheck {
            en: side(&en, Language::En),
            es: side(&es, Language::Es),
            level: level_kind(templating::told(desk, en.as_ref().ok(), es.as_ref().ok())),
        })
    }
}

impl Command for SaveTemplate {
    const NAME: &'static str = "templates.save";
    const NEEDS: Capability = Capability::Answer;
    type Reply = TemplatePage;

    async fn run(self, cx: Context) -> Result<TemplatePage, AppError> {
        let (now, desk) = (cx.now(), cx.desk()?);
        let template = self.template.as_deref().map(context::id::<TemplateId>).transpose()?;
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(wrong("name", "Give it a name of up to 60 characters."));
        }
        let (en, es) = (written(&self.en, "en")?, written(&self.es, "es")?);
        if en.is_none() && es.is_none() {
            return Err(wrong("en", "Write it in English or in Spanish first."));
        }
        if self.submit && (en.is_none() || es.is_none()) {
            return Err(wrong(if en.is_none() { "en" } else { "es" }, HALF));
        }
        let level = level_of(self.level);
        let told = templating::told(desk, en.as_ref(), es.as_ref());
        if told > level {
            return Err(wrong("level", told_words(told)));
        }
        let saved = Saved { template, name, level, en, es };
        let submit = self.submit;
        let decided = cx
            .write(move |desk, tx| {
                let id = templating::save(desk, tx, &saved, now)?;
                let decided = if submit {
                    templating::decide(desk, tx, id, TemplateDecision::Submit, now)?
                } else {
                    Ok(())
                };
                Ok(match decided {
                    Ok(()) => Ok(page(desk, tx, now)?),
                    Err(why) => Err(why),
                })
            })
            .await?;
        decided.map_err(undecided)
    }
}

impl Command for SubmitTemplate {
    const NAME: &'static str = "templates.submit";
    const NEEDS: Capability = Capability::Answer;
    type Reply = TemplatePage;

    async fn run(self, cx: Context) -> Result<TemplatePage, AppError> {
        decide(&cx, context::id(&self.template)?, TemplateDecision::Submit).await
    }
}

impl Command for DecideTemplate {
    const NAME: &'static str = "templates.decide";
    const NEEDS: Capability = Capability::ApproveTemplates;
    type Reply = TemplatePage;

    async fn run(self, cx: Context) -> Result<TemplatePage, AppError> {
        let decision = match self.decision {
            TemplateDecisionKind::Approve => TemplateDecision::Approve,
            TemplateDecisionKind::SendBack => TemplateDecision::SendBack,
            TemplateDecisionKind::Keep => TemplateDecision::Keep,
            TemplateDecisionKind::Retire => TemplateDecision::Retire,
        };
        decide(&cx, context::id(&self.template)?, decision).await
    }
}

impl Command for ProposeTemplate {
    const NAME: &'static str = "templates.propose";
    const NEEDS: Capability = Capability::Answer;
    type Reply = TemplateProposal;

    async fn run(self, cx: Context) -> Result<TemplateProposal, AppError> {
        let (now, id) = (cx.now(), context::id::<TemplateId>(&self.template)?);
        let proposed = cx.read(move |desk, tx| habits::proposed(desk, tx, id, now)).await?;
        let [en, es] = proposed.ok_or_else(|| {
            AppError::new(ErrorCode::TooLate, "Nothing is typed behind this template most times any more.")
        })?;
        Ok(TemplateProposal { en, es })
    }
}

impl Command for SaveFacts {
    const NAME: &'static str = "templates.saveFacts";
    const NEEDS: Capability = Capability::Configure;
    type Reply = TemplatePage;

    async fn run(self, cx: Context) -> Result<TemplatePage, AppError> {
        let now = cx.now();
        let offices = self.facts.offices.into_iter().map(|one| {
            let office = context::id::<LocationId>(&one.office)?;
            let location = fact(one.location, &format!("location {}", one.office))?;
            let booking_link = address(one.booking_link, &format!("bookingLink {}", one.office))?;
            Ok((office, OfficeFacts { location, booking_link }))
        });
        let facts = Facts {
            offices: offices.collect::<Result<_, AppError>>()?,
            location: fact(self.facts.location, "location")?,
            booking_link: address(self.facts.booking_link, "bookingLink")?,
            forms_link: address(self.facts.forms_link, "formsLink")?,
            insurance: fact(self.facts.insurance, "insurance")?,
        };
        cx.write(move |desk, tx| {
            settings::set(tx, FACTS_SETTING, &facts, now)?;
            record::by_staff(desk, tx, Act::FactsSaved, None, None, now)?;
            page(desk, tx, now)
        })
        .await
    }
}

async fn decide(cx: &Context, id: TemplateId, decision: TemplateDecision) -> Result<TemplatePage, AppError> {
    let now = cx.now();
    cx.write(move |desk, tx| {
        if matches!(decision, TemplateDecision::Approve | TemplateDecision::Keep)
            && let Some(told) = more_than_declared(desk, tx, id)?
        {
            // The check may have become stricter since it was written.
            return Ok(Err(wrong("level", told_words(told))));
        }
        Ok(match templating::decide(desk, tx, id, decision, now)? {
            Ok(()) => Ok(page(desk, tx, now)?),
            Err(why) => Err(undecided(why)),
        })
    })
    .await?
}

/// What the newest wording tells over what it was declared at, if it does.
fn more_than_declared(
    desk: &Desk,
    tx: &ReadTx<'_>,
    id: TemplateId,
) -> Result<Option<TemplateLevel>, StoreError> {
    let all = Template::all(tx)?;
    let Some(template) =
        all.iter().find(|template| template.versions().first().is_some_and(|row| row.template == id))
    else {
        return Ok(None);
    };
    let row = template.newest()?;
    let read = |language| templating::words_of(row, language).and_then(|typed| Wording::parse(typed).ok());
    let told = templating::told(desk, read(Language::En).as_ref(), read(Language::Es).as_ref());
    Ok((told > row.level).then_some(told))
}

const fn level_of(kind: TemplateLevelKind) -> TemplateLevel {
    match kind {
        TemplateLevelKind::OfficeFacts => TemplateLevel::OfficeFacts,
        TemplateLevelKind::VisitDetails => TemplateLevel::VisitDetails,
        TemplateLevelKind::Clinical => TemplateLevel::Clinical,
        TemplateLevelKind::Protected => TemplateLevel::Protected,
    }
}

/// The words of one language as they were typed; none where nothing was.
fn written(typed: &str, field: &str) -> Result<Option<Wording>, AppError> {
    match Wording::parse(typed) {
        Ok(wording) => Ok(Some(wording)),
        Err(TemplateFault::Empty) => Ok(None),
        Err(fault) => Err(wrong(field, fault_words(fault))),
    }
}

const fn fault_words(fault: TemplateFault) -> &'static str {
    match fault {
        TemplateFault::Empty => "Write some words first.",
        TemplateFault::TooLong => "It is longer than a text can be.",
        TemplateFault::NotOneLine => "Write it on one line.",
        TemplateFault::UnknownBlank => "It has a blank that Foyer doesn’t know. The list of blanks is below.",
        TemplateFault::Unended => "A blank stands between two braces, {date}, and never within another one.",
    }
}

const fn told_words(told: TemplateLevel) -> &'static str {
    match told {
        TemplateLevel::OfficeFacts | TemplateLevel::VisitDetails => {
            "It says something about a visit. Declare it as visit details."
        }
        TemplateLevel::Clinical => {
            "The check finds health details in these words. Take them out, or declare it as clinical: then it goes to the portal."
        }
        TemplateLevel::Protected => {
            "The check finds specially protected care in these words. Take them out, or declare it as specially protected: then it goes to the portal."
        }
    }
}

fn undecided(why: UndecidedTemplate) -> AppError {
    match why {
        UndecidedTemplate::MovedOn => {
            AppError::new(ErrorCode::TooLate, "Somebody has decided about this template since.")
        }
        UndecidedTemplate::OwnWords => {
            AppError::new(ErrorCode::NotAllowed, "You wrote part of this. Somebody else has to approve it.")
        }
        UndecidedTemplate::HalfTranslated => wrong("es", HALF),
    }
}

/// A fact of the practice, as it was typed.
fn fact(typed: String, field: &str) -> Result<String, AppError> {
    let typed = typed.trim().to_owned();
    if typed.chars().count() > FACT_CHARS {
        return Err(wrong(field, "Keep it under 160 characters."));
    }
    if !template::is_a_value(&typed) {
        return Err(wrong(field, "This is filled in as it is: leave out braces and line breaks."));
    }
    Ok(typed)
}

/// An address that a text may lead to: the same care as with the portal's.
fn address(typed: String, field: &str) -> Result<String, AppError> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    PortalAddress::parse(&typed).map(|address| address.as_str().to_owned()).map_err(|why| {
        wrong(
            field,
            match why {
                InvalidPortalAddress::NotAnAddress => "Write a web address, like clinic.example/book.",
                InvalidPortalAddress::NotSecure => "Use an address that begins with https.",
                InvalidPortalAddress::Identifying => {
                    "Use an address that is the same for everybody, without a code."
                }
                InvalidPortalAddress::Shortened => "Use the full address: a short link hides where it leads.",
            },
        )
    })
}

fn wrong(field: &str, advice: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(field)
}
