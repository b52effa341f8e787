//! The thread list.

use super::{Millis, wire};

wire! {
    /// The views that everybody has.
    #[derive(Copy, Eq)]
    pub enum View {
        /// Mine.
        Mine,
        /// Nobody's.
        Unassigned,
        /// Everything open.
        All,
        /// Open, opened by somebody, and waiting for an answer all the same.
        Unanswered,
        /// Coming back later.
        Snoozed,
        /// Done.
        Closed,
    }

    /// How many threads each view holds.
    pub struct ViewCounts {
        /// Mine.
        pub mine: u32,
        /// Nobody's.
        pub unassigned: u32,
        /// Everything open.
        pub all: u32,
        /// Opened, not answered.
        pub unanswered: u32,
        /// Coming back later.
        pub snoozed: u32,
        /// Done.
        pub closed: u32,
        /// Unread texts over all open threads.
        pub unread: u32,
    }

    /// A stretch of a view, longest waiting first.
    pub struct ThreadPage {
        /// The rows from `offset` on.
        pub rows: Vec<ThreadRow>,
        /// The first row's place.
        pub offset: u32,
        /// Rows in the whole view.
        pub total: u32,
        /// All views.
        pub counts: ViewCounts,
    }

    /// One thread in the list.
    pub struct ThreadRow {
        /// Id.
        pub id: String,
        /// What the patient goes by, or the number as people write it.
        pub name: String,
        /// The number as people write it.
        pub number: String,
        /// How texts travel.
        pub channel: ChannelKind,
        /// Consent on this channel and number.
        pub badge: Badge,
        /// Whose it is.
        pub assignee: Option<Assignee>,
        /// Texts nobody has opened.
        pub unread: u32,
        /// The oldest text nobody has answered.
        pub waiting_since_at: Option<Millis>,
        /// When the list starts to say how long the patient has waited.
        pub late_at: Option<Millis>,
        /// The newest thing in it.
        pub last_at: Option<Millis>,
        /// The newest thing in it, in a line.
        pub preview: Preview,
        /// The start of the person's unsent draft, if any.
        pub draft: Option<String>,
        /// Open, snoozed or closed.
        pub state: ThreadStateInfo,
        /// What it is about.
        pub category: CategoryKind,
        /// What the practice marked it with.
        pub tags: Vec<String>,
        /// Why its words are kept back from this person, if they are.
        pub hidden: Option<HiddenWhy>,
    }

    /// The words that threads are marked with here.
    pub struct TagList {
        /// By name.
        pub names: Vec<String>,
    }

    /// Where the threads of a list of one's own stand.
    #[derive(Copy, Eq)]
    pub enum StandingKind {
        /// On the desk.
        Open,
        /// Coming back later.
        Snoozed,
        /// Done.
        Closed,
    }

    /// Whose they are.
    #[derive(Eq)]
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum WhoseKind {
        /// Whoever's.
        Anybody,
        /// The owner's.
        Mine,
        /// Nobody's.
        Nobody,
        /// A colleague's.
        Of { user: String },
    }

    /// What a list of one's own shows. Every part narrows.
    #[derive(Eq)]
    pub struct OwnViewWanted {
        /// Where they stand.
        pub standing: StandingKind,
        /// Whose they are.
        pub whose: WhoseKind,
        /// Marked with this.
        pub tag: Option<String>,
        /// Filed under this.
        pub category: Option<CategoryKind>,
        /// On this channel.
        pub channel: Option<ChannelKind>,
        /// Opened, not answered.
        pub unanswered: bool,
        /// Waiting longer than the practice wants.
        pub late: bool,
    }

    /// A list of one's own.
    #[derive(Eq)]
    pub struct OwnView {
        /// Id.
        pub id: String,
        /// What its owner calls it.
        pub name: String,
        /// What it shows.
        pub wanted: OwnViewWanted,
    }

    /// Those of whoever sits here.
    pub struct OwnViews {
        /// By name.
        pub views: Vec<OwnView>,
    }

    /// What a thread is about, as the desk filed it.
    #[derive(Copy, Eq)]
    pub enum CategoryKind {
        /// Visits, and everything nobody filed otherwise.
        Scheduling,
        /// Care.
        Clinical,
        /// Bills.
        Billing,
    }

    /// Why words are kept back from somebody.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum HiddenWhy {
        /// Their role does not read this category.
        Category { category: CategoryKind },
        /// They do not work at this office.
        Location { name: String },
    }

    /// How texts travel.
    #[derive(Copy, Eq)]
    pub enum ChannelKind {
        /// SMS and MMS.
        Sms,
        /// WhatsApp.
        WhatsApp,
    }

    /// The five consent badges.
    #[derive(Copy, Eq)]
    pub enum Badge {
        /// Agreed.
        Granted,
        /// Asked, no answer yet.
        NoticeSent,
        /// Never asked.
        NoConsent,
        /// Said stop.
        OptedOut,
        /// Agreed too long ago.
        Expired,
    }

    /// Who a thread is assigned to.
    pub struct Assignee {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Two letters.
        pub initials: String,
        /// Whether it is the person at this desk.
        pub me: bool,
    }

    /// The newest thing in a thread, in a line.
    pub struct Preview {
        /// What it is.
        pub kind: PreviewKind,
        /// Its words, cut to about 140 characters.
        pub text: String,
        /// `en` or `es`, where known.
        pub language: Option<String>,
        /// What is wrong with it or still to happen.
        pub mark: Option<PreviewMark>,
    }

    /// What the newest thing is.
    #[derive(Copy, Eq)]
    pub enum PreviewKind {
        /// Nothing yet.
        Empty,
        /// The patient's text.
        Theirs,
        /// A picture or file from the patient.
        Photo,
        /// Written at this practice.
        Ours,
        /// A hand-off to the portal.
        Portal,
        /// The patient answered in the portal.
        PortalAnswer,
        /// The risk notice.
        Notice,
    }

    /// What a preview warns of.
    #[derive(Copy, Eq)]
    pub enum PreviewMark {
        /// Waiting to leave.
        Waiting,
        /// Did not arrive.
        NotDelivered,
        /// Nobody knows.
        NotConfirmed,
        /// The patient wrote it, nobody has answered, and it may be an emergency.
        Urgent,
        /// Several share the phone, nobody has answered, and nobody can tell which of them wrote it.
        UnknownSpeaker,
    }

    /// Where a thread stands.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum ThreadStateInfo {
        /// On the desk.
        Open,
        /// Back at an instant, or with the patient's next text where there is none.
        Snoozed { until_at: Option<Millis> },
        /// Done.
        Closed { closed_at: Millis },
    }
}
