//! Marking threads with words.

use foyer_domain::{Capability, TagId, ThreadId};
use foyer_store::tags;

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    record::{self, Act},
    wire::*,
};

/// Letters in a tag: it stands in the list beside others.
const TAG_CHARS: usize = 24;

/// Tags of one thread.
const TAGS_AT_MOST: usize = 6;

wire! {
    /// Lists the words that threads are marked with here.
    pub struct ListTags {}

    /// Marks a thread with a word, or takes the mark away.
    pub struct TagThread {
        /// Which.
        pub thread: String,
        /// The word; a new one becomes a tag.
        pub name: String,
        /// Whether it shall have it.
        pub on: bool,
    }
}

impl Command for ListTags {
    const NAME: &'static str = "tags.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = TagList;

    async fn run(self, cx: Context) -> Result<TagList, AppError> {
        cx.read(|_, tx| Ok(TagList { names: tags::all(tx)?.into_iter().map(|tag| tag.name).collect() })).await
    }
}

impl Command for TagThread {
    const NAME: &'static str = "threads.tag";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = name.chars().count() <= TAG_CHARS && !name.chars().any(char::is_control);
        if !fits || !name.chars().any(char::is_alphanumeric) {
            return Err(AppError::new(ErrorCode::BadField, "A tag has 1 to 24 letters.").about("name"));
        }
        let on = self.on;
        let kept = cx
            .write(move |desk, tx| {
                let thread = desk.answers(tx, id)?;
                if on && thread.tags.len() >= TAGS_AT_MOST {
                    return Ok(false);
                }
                let changed = if on {
                    let new = TagId::from_uuid(desk.next_uuid());
                    tags::mark(tx, id, &name, new, (desk.user.id, now))?
                } else {
                    tags::unmark(tx, id, &name)?
                };
                if changed {
                    let act = if on { Act::ThreadTagged } else { Act::ThreadUntagged };
                    record::by_staff(desk, tx, act, id, None, now)?;
                }
                Ok(true)
            })
            .await?;
        if !kept {
            return Err(AppError::new(ErrorCode::BadField, "A thread has up to six tags.").about("name"));
        }
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(Done {})
    }
}
