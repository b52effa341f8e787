//! How people are called on screen.

use foyer_domain::{Category, Channel, Reach, Rights, Role};
use foyer_policy::breach::NumberAnswer;

use crate::wire::{CategoryKind, ChannelKind, NumberAnswerKind, ReachInfo, ReachKind};

/// The first word of a name, for sentences: "Tomás hasn't agreed to texts yet."
pub(crate) fn first_name(full: &str) -> String {
    full.split_whitespace().next().unwrap_or_default().to_owned()
}

/// First letters of the first and the last word, for the round badge: `MV`.
pub(crate) fn initials(full: &str) -> String {
    let mut words = full.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The role in words; `own` is what the practice calls one that it made.
pub(crate) fn role_words(role: Role, own: Option<&str>) -> String {
    let words = match role {
        Role::Receptionist => "Front desk",
        Role::Clinical => "Nurse line",
        Role::Billing => "Billing",
        Role::Manager => "Practice manager",
        Role::PrivacyOfficer => "Privacy officer",
        Role::Own(_) => own.unwrap_or("Own role"),
    };
    words.to_owned()
}

/// The category for the window.
pub(crate) const fn category(category: Category) -> CategoryKind {
    match category {
        Category::Scheduling => CategoryKind::Scheduling,
        Category::Clinical => CategoryKind::Clinical,
        Category::Billing => CategoryKind::Billing,
    }
}

/// How far rights reach, for the window.
pub(crate) const fn reach_info(rights: &Rights) -> ReachInfo {
    ReachInfo {
        scheduling: reach(rights.scheduling),
        clinical: reach(rights.clinical),
        billing: reach(rights.billing),
    }
}

const fn reach(reach: Reach) -> ReachKind {
    match reach {
        Reach::Nothing => ReachKind::Nothing,
        Reach::WithReason => ReachKind::WithReason,
        Reach::Read => ReachKind::Read,
        Reach::Send => ReachKind::Send,
    }
}

/// The window's category as the core's.
pub(crate) const fn category_of(category: CategoryKind) -> Category {
    match category {
        CategoryKind::Scheduling => Category::Scheduling,
        CategoryKind::Clinical => Category::Clinical,
        CategoryKind::Billing => Category::Billing,
    }
}

/// The channel for the window.
pub(crate) const fn channel_kind(channel: Channel) -> ChannelKind {
    match channel {
        Channel::Sms => ChannelKind::Sms,
        Channel::WhatsApp => ChannelKind::WhatsApp,
    }
}

/// The window's channel as the core's.
pub(crate) const fn channel_of(channel: ChannelKind) -> Channel {
    match channel {
        ChannelKind::Sms => Channel::Sms,
        ChannelKind::WhatsApp => Channel::WhatsApp,
    }
}

/// What whoever answers at a number said of it.
pub(crate) const fn number_answer(answer: NumberAnswer) -> NumberAnswerKind {
    match answer {
        NumberAnswer::Theirs => NumberAnswerKind::Theirs,
        NumberAnswer::SomebodyElses => NumberAnswerKind::SomebodyElses,
        NumberAnswer::NoAnswer => NumberAnswerKind::NoAnswer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_screen() {
        assert_eq!(initials("Marisol Vega"), "MV");
        assert_eq!(initials("Ana María de la Cruz"), "AC");
        assert_eq!(initials("Kofi"), "K");
        assert_eq!(initials(""), "");
        assert_eq!(first_name("Tomás Quiroga"), "Tomás");
    }
}
