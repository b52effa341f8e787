//! What a role may do: the one table. What somebody may see of a text, send, and look into afterwards are three
//! things, and none follows from another.

/// One right. Every command names the one it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Before anybody has signed in: setting up, signing in, locking.
    Enter,
    /// One's own seat: settings of one's own, one's own password.
    Sit,
    /// See the lists. Which words in them, [`Rights::of`] says for each category.
    Read,
    /// Write, send, assign, close, note, in at least one category.
    Answer,
    /// Record consent.
    RecordConsent,
    /// Send over a warning, with a reason.
    Override,
    /// Text somebody who has not agreed, or no longer, with a reason. Never somebody who said no.
    OverrideConsent,
    /// See who signed in and what was changed about people and keys.
    Audit,
    /// Let a template that somebody else wrote be used, or take one out.
    ApproveTemplates,
    /// Send an approved template to many people: start that, pause it, end it.
    TextMany,
    /// Change the practice's settings.
    Configure,
    /// Add people, change their roles, take them away.
    ManagePeople,
}

impl Capability {
    /// Every right.
    pub const ALL: [Self; 12] = [
        Self::Enter,
        Self::Sit,
        Self::Read,
        Self::Answer,
        Self::RecordConsent,
        Self::Override,
        Self::OverrideConsent,
        Self::Audit,
        Self::ApproveTemplates,
        Self::TextMany,
        Self::Configure,
        Self::ManagePeople,
    ];
}

/// What the texts of a thread are about, as the desk filed it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Visits, and everything nobody filed otherwise.
    #[default]
    Scheduling,
    /// Care.
    Clinical,
    /// Bills.
    Billing,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 3] = [Self::Scheduling, Self::Clinical, Self::Billing];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduling => "scheduling",
            Self::Clinical => "clinical",
            Self::Billing => "billing",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == word)
    }
}

/// How far a role reaches into the threads of a category. Each step includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Sees that there are texts, and cannot open them.
    Nothing,
    /// The same, and may open one for a while with a reason.
    WithReason,
    /// Reads them.
    Read,
    /// Reads and answers them.
    Send,
}

impl Reach {
    /// Every step, the least first.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::WithReason, Self::Read, Self::Send];
}

/// Everything a role may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Rights {
    /// Threads about visits.
    pub scheduling: Reach,
    /// Threads about care.
    pub clinical: Reach,
    /// Threads about bills.
    pub billing: Reach,
    /// Record consent.
    pub record_consent: bool,
    /// Send over a warning, with a reason.
    pub over_warning: bool,
    /// Text without consent, with a reason.
    pub over_consent: bool,
    /// See who did what.
    pub audit: bool,
    /// Let a template that somebody else wrote be used, or take one out.
    pub templates: bool,
    /// Send an approved template to many people. Roles that were made before this was a right are without it.
    #[serde(default)]
    pub text_many: bool,
    /// Change the practice's settings.
    pub configure: bool,
    /// Add people, change their roles, take them away.
    pub manage_people: bool,
}

impl Rights {
    /// How far they reach into a category.
    pub const fn of(&self, category: Category) -> Reach {
        match category {
            Category::Scheduling => self.scheduling,
            Category::Clinical => self.clinical,
            Category::Billing => self.billing,
        }
    }

    /// Whether they hold nothing that `other` lacks: nobody gives what they lack.
    pub fn within(&self, other: &Self) -> bool {
        Category::ALL.into_iter().all(|category| self.of(category) <= other.of(category))
            && Capability::ALL.into_iter().all(|right| !self.may(right) || other.may(right))
    }

    /// Whether they include a right.
    pub const fn may(&self, capability: Capability) -> bool {
        match capability {
            Capability::Enter | Capability::Sit | Capability::Read => true,
            Capability::Answer => {
                matches!(self.scheduling, Reach::Send)
                    || matches!(self.clinical, Reach::Send)
                    || matches!(self.billing, Reach::Send)
            }
            Capability::RecordConsent => self.record_consent,
            Capability::Override => self.over_warning,
            Capability::OverrideConsent => self.over_consent,
            Capability::Audit => self.audit,
            Capability::ApproveTemplates => self.templates,
            Capability::TextMany => self.text_many,
            Capability::Configure => self.configure,
            Capability::ManagePeople => self.manage_people,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_categories_read_back() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.as_str()), Some(category));
        }
        assert_eq!(Category::parse("marketing"), None);
        assert_eq!(Category::default(), Category::Scheduling, "what nobody filed is about a visit");
    }

    #[test]
    fn each_step_reaches_further_than_the_one_before() {
        assert!(Reach::ALL.is_sorted_by(|one, next| one < next));
    }
}
