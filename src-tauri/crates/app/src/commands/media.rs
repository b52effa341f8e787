//! Pictures and files that came with a text: looked at one by one, said what they show, kept outside with a reason.

use foyer_domain::{AttachmentId, Capability, PictureKind, Timestamp};
use foyer_picture::NoPicture;
use foyer_store::{StoreError, WriteTx, attachments};

use super::{Command, proof::SavedProof, settings::Done};
use crate::{
    context::{self, Context},
    desk::Desk,
    record::{self, Act},
    shelf,
    wire::*,
    zone::day_of,
};

wire! {
    /// A picture, decoded apart and encoded anew: nothing its sender wrote reaches the window. What came stays as it is.
    pub struct ViewMedia {
        /// The attachment.
        pub attachment: String,
    }

    /// Says what a picture shows, or takes that back.
    pub struct TagMedia {
        /// The attachment.
        pub attachment: String,
        /// What.
        pub shows: Option<PictureShows>,
    }

    /// Says that a picture is printed from the window, and why, before it is.
    pub struct PrintMedia {
        /// The attachment.
        pub attachment: String,
        /// Why.
        pub why: SaveWhy,
    }

    /// Keeps a file where the person says; why is written down first.
    pub struct SaveMedia {
        /// The attachment.
        pub attachment: String,
        /// Why.
        pub why: SaveWhy,
    }
}

impl Command for ViewMedia {
    const NAME: &'static str = "media.view";
    const NEEDS: Capability = Capability::Read;
    type Reply = MediaBytes;

    async fn run(self, cx: Context) -> Result<MediaBytes, AppError> {
        use base64::Engine as _;
        let id = context::id::<AttachmentId>(&self.attachment)?;
        let (_, bytes) = cx
            .read(move |desk, tx| {
                desk.sees(tx, attachments::thread_of(tx, id)?)?;
                attachments::content(tx, id)
            })
            .await?;
        let picture = cx.app.ports.pictures.decode(&bytes).await.map_err(not_shown)?;
        let encoding = tokio::task::spawn_blocking(move || {
            let shown = picture.encoded()?;
            let base64 = base64::engine::general_purpose::STANDARD.encode(shown.bytes);
            Ok(MediaBytes { media_type: shown.mime.to_owned(), base64 })
        });
        encoding.await.unwrap_or(Err(NoPicture::NoAnswer)).map_err(not_shown)
    }
}

fn not_shown(why: NoPicture) -> AppError {
    let advice = match why {
        NoPicture::NotOne => {
            "This is not a picture Foyer shows. It is kept as it came; save a copy if you expect it."
        }
        NoPicture::TooLarge => {
            "This picture is too large to show here. It is kept as it came; save a copy if you expect it."
        }
        NoPicture::Broken => {
            "This picture is damaged, or no picture at all. It is kept as it came; ask the patient to send it again."
        }
        NoPicture::NoAnswer => {
            "This picture could not be opened safely. It is kept as it came. Try again, or save a copy if you expect it."
        }
    };
    AppError::new(ErrorCode::NotShown, advice)
}

impl Command for TagMedia {
    const NAME: &'static str = "media.tag";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<AttachmentId>(&self.attachment)?);
        let shows = self.shows.map(|shows| match shows {
            PictureShows::Card => PictureKind::Card,
            PictureShows::Clinical => PictureKind::Clinical,
            PictureShows::Document => PictureKind::Document,
            PictureShows::Other => PictureKind::Other,
        });
        let thread = cx
            .write(move |desk, tx| {
                let thread = attachments::thread_of(tx, id)?;
                desk.answers(tx, thread)?;
                attachments::say_what(tx, id, shows, (desk.user.id, now))?;
                let detail = serde_json::json!({ "shows": shows.map(PictureKind::as_str) });
                record::with(desk, tx, Act::PictureTagged, thread, Some(id.uuid()), detail, now)?;
                Ok(thread)
            })
            .await?;
        cx.tell(AppEvent::ThreadChanged { thread: thread.to_string() });
        Ok(Done {})
    }
}

impl Command for PrintMedia {
    const NAME: &'static str = "media.print";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<AttachmentId>(&self.attachment)?);
        cx.write(move |desk, tx| taken(desk, tx, id, (Act::MediaPrinted, self.why), now)).await?;
        Ok(Done {})
    }
}

/// Writes down that a file leaves Foyer. What is open with a reason is to be read, not to be carried away.
fn taken(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: AttachmentId,
    (act, why): (Act, SaveWhy),
    now: Timestamp,
) -> Result<(), StoreError> {
    let thread = attachments::thread_of(tx, id)?;
    desk.answers(tx, thread)?;
    let why = match why {
        SaveWhy::Chart => "chart",
        SaveWhy::Insurer => "insurer",
        SaveWhy::Patient => "patient",
        SaveWhy::Other => "other",
    };
    record::with(desk, tx, act, thread, Some(id.uuid()), serde_json::json!({ "why": why }), now)
}

impl Command for SaveMedia {
    const NAME: &'static str = "media.save";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (now, id) = (cx.now(), context::id::<AttachmentId>(&self.attachment)?);
        // Written down before the bytes leave Foyer: a file that nobody knows of would be worse than a line too many.
        let (media_type, bytes) = cx
            .write(move |desk, tx| {
                taken(desk, tx, id, (Act::MediaSaved, self.why), now)?;
                attachments::content(tx, id)
            })
            .await?;
        let ending = match media_type.as_str() {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            // What it claims to be is not believed: the system shall not open it by itself.
            _ => "bin",
        };
        // Never a name: folders are seen on shared screens.
        let suggested = format!("from-a-text-{}.{ending}", day_of(now, cx.desk()?.practice().zone()));
        let Some(place) = cx.app.ports.shelf.choose(&suggested).await else {
            return Ok(SavedProof { saved: false });
        };
        shelf::put(place.clone(), bytes).await.map_err(|error| {
            tracing::warn!(kind = ?error.kind(), "a file was not kept");
            AppError::new(ErrorCode::Internal, "The file could not be written there. Choose another place.")
        })?;
        shelf::mark_from_outside(&place).await;
        Ok(SavedProof { saved: true })
    }
}
