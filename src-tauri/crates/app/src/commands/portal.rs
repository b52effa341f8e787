//! Handing off to the portal, and what can be done with a hand-off afterwards.

use foyer_domain::{
    Capability, HandoffFact, HandoffId, HandoffState, HandoffTarget, PatientId, Private, ThreadId, Timestamp,
};
use foyer_policy::handoff::SafeKind;
use foyer_portal::TakenBack;
use foyer_store::{
    ReadTx, StoreError, handoffs,
    handoffs::HandoffRow,
    messages,
    portal_accounts::{self, AccountStanding},
    threads,
};

use super::{Command, composing, composing::Withdrawn, settings::Done};
use crate::{
    context::{self, Context},
    desk::Desk,
    hiding::{self, Eyes},
    portal::{
        handing::{self, Begun, Finished, Offer},
        texts,
    },
    present, reading,
    reading::Staff,
    record::{self, Act},
    sending, timeline,
    wire::*,
};

/// Characters in a record number; FHIR sets no limit, every record system does.
const RECORD_NUMBER_CHARS: usize = 64;

wire! {
    /// Keeps the words for the portal and texts the fixed line with the portal's address; or keeps them as a task for
    /// a person, where they go by e-mail, by phone, or into a portal that only people can write to.
    pub struct HandOff {
        /// The thread.
        pub thread: String,
        /// The words for the portal.
        pub text: String,
        /// The window's own id; the same id twice is one hand-off.
        pub client_id: String,
        /// Where to; the portal if absent.
        pub target: Option<HandoffTargetKind>,
        /// Whether the words are to be there although no text may lead to them: nothing is texted then.
        #[ts(optional)]
        pub without_text: Option<bool>,
    }

    /// Texts the link of a hand-off again.
    pub struct SendLinkAgain {
        /// The hand-off.
        pub handoff: String,
        /// The window's own id.
        pub client_id: String,
    }

    /// Says that a hand-off a person had to bring is where it belongs.
    pub struct CheckOffHandoff {
        /// The hand-off.
        pub handoff: String,
    }

    /// Takes back a hand-off that is not there yet.
    pub struct TakeBackHandoff {
        /// The hand-off.
        pub handoff: String,
    }

    /// Puts a hand-off's words on the clipboard, kept out of its history and taken off it again.
    pub struct CopyHandoff {
        /// The hand-off.
        pub handoff: String,
    }

    /// Opens the portal's page for staff in this computer's browser.
    pub struct OpenStaffPage {}

    /// How long copied words stay on the clipboard.
    pub struct Copied {
        /// Seconds.
        pub seconds: u32,
    }

    /// What people have to bring to patients by other means than a text.
    pub struct ListHandoffTasks {}

    /// The tasks, oldest first.
    pub struct HandoffTasks {
        /// All of them.
        pub tasks: Vec<HandoffTask>,
    }

    /// Texts where to open a portal account.
    pub struct SendSignUp {
        /// The thread.
        pub thread: String,
        /// The window's own id.
        pub client_id: String,
    }

    /// Asks a patient who texted something clinical to go on in the portal.
    pub struct SendInvite {
        /// The thread.
        pub thread: String,
        /// The window's own id.
        pub client_id: String,
    }

    /// Keeps what is known of a patient's portal account.
    pub struct SavePortalAccount {
        /// The thread.
        pub thread: String,
        /// The practice's number for the patient; empty forgets it.
        pub record_number: String,
        /// Whether there is an account.
        pub standing: PortalAccountKind,
    }
}

impl Command for HandOff {
    const NAME: &'static str = "messages.handOff";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        let thread = context::id::<ThreadId>(&self.thread)?;
        let client_id = composing::client_id(self.client_id)?;
        let words = composing::within(self.text)?;
        if words.trim().is_empty() {
            return Ok(composing::not_a_text(foyer_domain::BodyTooLong::Empty));
        }
        let target = present::target_of(self.target.unwrap_or(HandoffTargetKind::Portal));
        let without_text = self.without_text.unwrap_or(false);
        let offer = Offer { thread, words: Private::new(words), client_id, target, without_text };
        if target == HandoffTarget::Portal && !doubts_settled(&cx, thread).await? {
            let ways = [WayOn::TryAgain, WayOn::CallInstead];
            return Ok(SendReply::Refused {
                refusal: present::portal_refusal(RefusalKind::PortalDown, &ways),
            });
        }
        let desk = cx.desk()?;
        let (id, now) = (HandoffId::from_uuid(desk.next_uuid()), cx.now());
        // Held until the last write is done, so that the rounds do not take it for left behind.
        let _flight = desk.portals.fly(id);
        let begun = cx.write(move |desk, tx| handing::begin(desk, tx, id, &offer, now)).await?;
        let reply = match begun {
            Begun::Refused(refusal) => return Ok(SendReply::Refused { refusal: *refusal }),
            Begun::Known(row) | Begun::Task(row) => item(&cx, row).await?,
            Begun::Post(message) => {
                let settled = handing::post(&*desk.portals.adapter(), &message, now).await;
                let now = cx.now();
                cx.write(move |desk, tx| {
                    let finished = handing::finish(desk, tx, id, &settled, now)?;
                    reply(desk, tx, finished, now)
                })
                .await?
            }
        };
        moved(&cx, thread);
        Ok(reply)
    }
}

impl Command for SendLinkAgain {
    const NAME: &'static str = "handoffs.sendLink";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        let (id, now) = (context::id::<HandoffId>(&self.handoff)?, cx.now());
        let client_id = composing::client_id(self.client_id)?;
        let (thread, reply) = cx
            .write(move |desk, tx| {
                let row = handoffs::get(tx, id)?;
                desk.answers(tx, row.thread)?;
                let info = present::handoff_info(desk, tx, &row)?;
                if let Some(known) = messages::find_by_client_id(tx, &client_id)? {
                    let item = timeline::message_item(desk, tx, known.id, now)?;
                    return Ok((row.thread, Some(SendReply::Queued { item })));
                }
                if !info.can_send_link {
                    return Ok((row.thread, None));
                }
                let kind = if info.unopened { SafeKind::Reminder } else { SafeKind::Link };
                let sent = handing::send_link(desk, tx, &row, kind, client_id, None, None, now)?;
                record::by_staff(desk, tx, Act::LinkSentAgain, row.thread, Some(id.uuid()), now)?;
                let reply = match sent {
                    None => SendReply::Refused { refusal: present::plain_refusal(RefusalKind::NoPortal) },
                    Some(sent) => composing::answer(desk, tx, sent, now)?,
                };
                Ok((row.thread, Some(reply)))
            })
            .await?;
        let reply = reply.ok_or_else(too_late)?;
        moved(&cx, thread);
        Ok(reply)
    }
}

impl Command for CheckOffHandoff {
    const NAME: &'static str = "handoffs.checkOff";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        let (id, now) = (context::id::<HandoffId>(&self.handoff)?, cx.now());
        let (thread, reply) = cx
            .write(move |desk, tx| {
                let thread = desk.answers(tx, handoffs::get(tx, id)?.thread)?.id;
                let finished = handing::check_off(desk, tx, id, now)?;
                Ok((thread, finished.map(|finished| reply(desk, tx, finished, now)).transpose()?))
            })
            .await?;
        let reply = reply.ok_or_else(too_late)?;
        moved(&cx, thread);
        Ok(reply)
    }
}

impl Command for TakeBackHandoff {
    const NAME: &'static str = "handoffs.takeBack";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Withdrawn;

    async fn run(self, cx: Context) -> Result<Withdrawn, AppError> {
        let (id, now) = (context::id::<HandoffId>(&self.handoff)?, cx.now());
        let taken = cx.write(move |desk, tx| {
            desk.answers(tx, handoffs::get(tx, id)?.thread)?;
            handing::take_back(desk, tx, id, now)
        });
        let taken = taken.await?;
        let (thread, words) = taken.ok_or_else(too_late)?;
        moved(&cx, thread);
        Ok(Withdrawn { text: words.into_inner() })
    }
}

impl Command for CopyHandoff {
    const NAME: &'static str = "handoffs.copy";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Copied;

    async fn run(self, cx: Context) -> Result<Copied, AppError> {
        let (id, now) = (context::id::<HandoffId>(&self.handoff)?, cx.now());
        let words = cx
            .write(move |desk, tx| {
                let row = handoffs::get(tx, id)?;
                desk.answers(tx, row.thread)?;
                let words = messages::get(tx, row.card)?.body;
                record::by_staff(desk, tx, Act::HandoffCopied, row.thread, Some(id.uuid()), now)?;
                Ok(words)
            })
            .await?;
        let clipboard = std::sync::Arc::clone(&cx.app.ports.clipboard);
        let copied = tokio::task::spawn_blocking(move || clipboard.put(&words)).await.unwrap_or(None);
        let seconds = copied.ok_or_else(|| {
            AppError::new(
                ErrorCode::Internal,
                "This computer's clipboard does not answer. Select the words and copy them by hand.",
            )
        })?;
        Ok(Copied { seconds })
    }
}

impl Command for OpenStaffPage {
    const NAME: &'static str = "portal.openStaffPage";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let page = cx.desk()?.portals.settings().staff_page();
        let page = page.ok_or_else(|| {
            AppError::new(
                ErrorCode::BadField,
                "There is no page for staff yet. A manager adds it in Settings.",
            )
        })?;
        let browser = std::sync::Arc::clone(&cx.app.ports.browser);
        let opened = tokio::task::spawn_blocking(move || browser.open(&page)).await.unwrap_or(false);
        if opened {
            return Ok(Done {});
        }
        Err(AppError::new(
            ErrorCode::Internal,
            "This computer’s browser did not open. Open the portal there yourself.",
        ))
    }
}

impl Command for ListHandoffTasks {
    const NAME: &'static str = "handoffs.tasks";
    const NEEDS: Capability = Capability::Read;
    type Reply = HandoffTasks;

    async fn run(self, cx: Context) -> Result<HandoffTasks, AppError> {
        cx.read(|desk, tx| {
            let (eyes, staff) = (Eyes::read(desk, tx)?, Staff::read(tx)?);
            let page = desk.portals.settings().staff_page().is_some();
            let mut tasks = Vec::new();
            for row in handoffs::offered(tx)?.into_iter().filter(|row| row.target.by_hand()) {
                let thread = threads::get(tx, row.thread)?;
                let card = messages::get(tx, row.card)?;
                let (text, hidden) = hiding::words(&eyes, &thread, || card.body.into_inner());
                tasks.push(HandoffTask {
                    id: row.id.to_string(),
                    thread: row.thread.to_string(),
                    name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                    number: thread.far_number.pretty(),
                    target: present::handoff_target(row.target),
                    can_open_portal: page && row.target == HandoffTarget::PortalByHand,
                    text,
                    hidden,
                    by: staff.name(row.author),
                    at: row.created_at.millis(),
                });
            }
            Ok(HandoffTasks { tasks })
        })
        .await
    }
}

impl Command for SendSignUp {
    const NAME: &'static str = "handoffs.signUp";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        send_safe(&cx, context::id(&self.thread)?, SafeKind::SignUp, composing::client_id(self.client_id)?)
            .await
    }
}

impl Command for SendInvite {
    const NAME: &'static str = "handoffs.invite";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        send_safe(&cx, context::id(&self.thread)?, SafeKind::Invite, composing::client_id(self.client_id)?)
            .await
    }
}

impl Command for SavePortalAccount {
    const NAME: &'static str = "patients.savePortal";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let number = self.record_number.trim();
        let plain = number.chars().count() <= RECORD_NUMBER_CHARS
            && !number.chars().any(|char| char.is_control() || matches!(char, '|' | ',' | '$' | '\\'));
        if !plain {
            return Err(AppError::new(
                ErrorCode::BadField,
                "Write the record number in up to 64 characters, without commas or bars.",
            )
            .about("recordNumber"));
        }
        let record_number = (!number.is_empty()).then(|| Private::new(number));
        let standing = match self.standing {
            PortalAccountKind::Unknown => AccountStanding::Unknown,
            PortalAccountKind::Active => AccountStanding::Active,
            PortalAccountKind::Nothing => AccountStanding::Nothing,
        };
        cx.write(move |desk, tx| {
            let patient: PatientId =
                desk.answers(tx, id)?.patient.ok_or(StoreError::NotFound { table: "patient" })?;
            let known = portal_accounts::get(tx, patient)?;
            let account = portal_accounts::AccountRow { record_number, standing, seen_at: known.seen_at };
            portal_accounts::save(tx, patient, &account, now)?;
            record::by_staff(desk, tx, Act::PatientSaved, id, Some(patient.uuid()), now)
        })
        .await?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(Done {})
    }
}

/// One of the fixed texts around a hand-off, by itself.
async fn send_safe(
    cx: &Context,
    id: ThreadId,
    kind: SafeKind,
    client_id: String,
) -> Result<SendReply, AppError> {
    let now = cx.now();
    let reply = cx
        .write(move |desk, tx| {
            let thread = desk.answers(tx, id)?;
            if let Err(why) = desk.portals.covered(now) {
                return Ok(SendReply::Refused {
                    refusal: present::portal_refusal(present::not_covered(why), &[]),
                });
            }
            let language = texts::language(tx, &thread)?;
            let Some(filled) = texts::fill(desk, tx, kind, &thread, language)? else {
                return Ok(SendReply::Refused { refusal: present::plain_refusal(RefusalKind::NoPortal) });
            };
            let text = handing::link_text(filled, None, client_id, None);
            let sent = sending::send(desk, tx, &thread, text, now)?;
            composing::answer(desk, tx, sent, now)
        })
        .await?;
    moved(cx, id);
    Ok(reply)
}

/// Before something new is posted for a patient, what an earlier try may have left in the portal is looked for and
/// taken out: a patient must not find two. `false` when the portal cannot say.
async fn doubts_settled(cx: &Context, thread: ThreadId) -> Result<bool, AppError> {
    let doubtful = cx
        .read(move |desk, tx| {
            desk.answers(tx, thread)?;
            let rows = handoffs::of_thread(tx, thread, 20)?;
            Ok(rows.into_iter().filter(is_doubtful).collect::<Vec<_>>())
        })
        .await?;
    let (portal, now) = (cx.desk()?.portals.adapter(), cx.now());
    for row in doubtful {
        let id = row.id;
        match portal.find(id, now).await {
            Err(_) => return Ok(false),
            // The rounds go on looking: a request that was under way may still arrive.
            Ok(None) => {}
            Ok(Some(posted)) => match portal.take_back(&posted, now).await {
                Err(_) => return Ok(false),
                Ok(TakenBack::Done) => settle(cx, id, HandoffFact::Withdrawn, now).await?,
                Ok(TakenBack::TooLate | TakenBack::ByHand) => {
                    settle(cx, id, HandoffFact::TooLate, now).await?
                }
            },
        }
    }
    Ok(true)
}

fn is_doubtful(row: &HandoffRow) -> bool {
    row.target == HandoffTarget::Portal
        && row.state == HandoffState::TakenBack
        && row.next_look_at.is_some()
        && row.portal_id.is_none()
}

async fn settle(cx: &Context, id: HandoffId, fact: HandoffFact, now: Timestamp) -> Result<(), AppError> {
    cx.write(move |_, tx| {
        handoffs::record(tx, id, fact, None, None, now)?;
        handoffs::look_again(tx, id, None)
    })
    .await
}

/// What the window shows of a hand-off that was begun before, or that waits for a person.
async fn item(cx: &Context, row: HandoffRow) -> Result<SendReply, AppError> {
    let now = cx.now();
    cx.read(move |desk, tx| {
        let link = row.link.filter(|_| row.state != HandoffState::Offered);
        let shown = match link.map(|link| timeline::message_item(desk, tx, link, now)) {
            Some(Err(StoreError::NotFound { .. })) | None => timeline::message_item(desk, tx, row.card, now),
            Some(shown) => shown,
        };
        match shown {
            // Begun by this very click, and failed: the words are a draft again.
            Err(StoreError::NotFound { .. }) => {
                let ways = [WayOn::TryAgain, WayOn::CallInstead];
                Ok(SendReply::Refused { refusal: present::portal_refusal(RefusalKind::PortalDown, &ways) })
            }
            shown => Ok(SendReply::Queued { item: shown? }),
        }
    })
    .await
}

fn reply(desk: &Desk, tx: &ReadTx<'_>, finished: Finished, now: Timestamp) -> Result<SendReply, StoreError> {
    Ok(match finished {
        Finished::Moved(link) => SendReply::Queued { item: timeline::message_item(desk, tx, link, now)? },
        Finished::WithoutLink(row) => {
            SendReply::Queued { item: timeline::message_item(desk, tx, row.card, now)? }
        }
        Finished::Failed(refusal) => SendReply::Refused { refusal: *refusal },
    })
}

fn moved(cx: &Context, thread: ThreadId) {
    if let Ok(desk) = cx.desk() {
        desk.engine.nudge();
        desk.portals.nudge();
    }
    cx.tell(AppEvent::ThreadChanged { thread: thread.to_string() });
    cx.tell(AppEvent::OutboxChanged);
}

fn too_late() -> AppError {
    AppError::new(ErrorCode::TooLate, "This hand-off has moved on by itself. Nothing was texted twice.")
}
