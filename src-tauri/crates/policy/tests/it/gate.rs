//! The door, from both sides. What holds for every standing and every finding is in `gate_properties`.

use foyer_domain::{Channel, Language, PhoneNumber, Span};
use foyer_phi::{Practice, Screener, Screening};
use foyer_policy::{
    Badge, ClearedMessage, ComposerState, ConsentBasis, ConsentEventKind, ConsentRules, Ground, Purpose,
    Refusal, RevocationBasis, SendRequest, Subject, Waiting, WayOn, after_hours, clear, clear_again,
    composer, farewell, handoff, notice, standing,
    template::{TemplateLevel, TemplateState, Templated},
};

use crate::story::{LUPE, Story, body, day, houston, message, minute, party, reason, request, rules};

pub const PRACTICE: &str = "Bayou Family Clinic";
pub const VISIT: &str = "Your visit is Monday at 9:30 AM.";
const RESULT: &str = "Your A1c came back at 9.1, so we are raising your metformin to 1000 mg.";

pub fn screened(text: &str) -> Screening {
    let practice = Practice { name: PRACTICE.into(), ..Practice::default() };
    Screener::new().screen(text, Channel::Sms, &practice)
}

pub fn lupe() -> PhoneNumber {
    PhoneNumber::parse_e164(LUPE).unwrap()
}

fn ask(
    story: &Story,
    now: foyer_domain::Timestamp,
    purpose: Purpose,
    text: &str,
) -> Result<ClearedMessage, Refusal> {
    clear(request(&lupe(), &body(text), purpose), &story.at(now), &screened(text), now)
}

fn ask_with_reason(
    story: &Story,
    now: foyer_domain::Timestamp,
    text: &str,
    why: &str,
) -> Result<ClearedMessage, Refusal> {
    let (to, body) = (lupe(), body(text));
    let mut wanted = request(&to, &body, Purpose::Reply);
    wanted.over_warning = Some(reason(why));
    clear(wanted, &story.at(now), &screened(text), now)
}

fn granted() -> Story {
    Story::default().agrees(ConsentBasis::Paper, minute(0))
}

#[test]
fn visit_details_leave_on_consent_and_carry_what_allowed_them() {
    let story = granted();
    let cleared = ask(&story, minute(1), Purpose::Reply, VISIT).unwrap();
    assert_eq!(cleared.ground(), Ground::Granted { event: story.facts[0].id });
    assert_eq!((cleared.badge(), cleared.clinical(), cleared.notice_due()), (Badge::Granted, false, false));
    assert_eq!((cleared.to(), cleared.body(), cleared.cleared_at()), (&lupe(), &body(VISIT), minute(1)));
    assert_eq!((cleared.channel(), cleared.purpose()), (Channel::Sms, Purpose::Reply));
    assert!(!format!("{cleared:?}").contains("Monday"));
}

#[test]
fn without_consent_nothing_leaves_and_the_reason_says_what_to_do() {
    use Refusal::{ConsentExpired, NoConsent, OptedOut, WaitingForAnswer};
    let end = minute(0).plus(Span::days(365));
    let cases = [
        (Story::default(), NoConsent { declined_at: None }, WayOn::SendNotice),
        (
            Story::default().notice(1, minute(1)),
            WaitingForAnswer { since: minute(1) },
            WayOn::SendNoticeAgain { from: minute(1).plus(Span::hours(18)) },
        ),
        (
            Story::default().notice(1, minute(1)).texts("no", minute(2)),
            NoConsent { declined_at: Some(minute(2)) },
            WayOn::RecordConsent,
        ),
        (
            granted().revokes(RevocationBasis::Spoken, minute(3)),
            OptedOut { since: minute(3), basis: RevocationBasis::Spoken },
            WayOn::CallInstead,
        ),
    ];
    for (story, refusal, way) in cases {
        assert_eq!(ask(&story, minute(5), Purpose::Reply, VISIT).unwrap_err(), refusal);
        assert_eq!(
            ask_with_reason(&story, minute(5), VISIT, "The patient is at the desk").unwrap_err(),
            refusal
        );
        let ComposerState::Blocked { refusal: shown, ways } =
            composer(&story.at(minute(5)), houston(), minute(5))
        else {
            panic!("{refusal:?} shows an open composer");
        };
        assert_eq!((shown, ways.first()), (refusal, Some(&way)));
    }
    assert_eq!(ask(&granted(), end, Purpose::Reply, VISIT).unwrap_err(), ConsentExpired { since: end });
}

#[test]
fn a_warning_lets_go_and_the_portal_rule_wants_a_reason() {
    let story = granted();
    let refused = ask(&story, minute(1), Purpose::Reply, RESULT).unwrap_err();
    assert_eq!(refused, Refusal::PortalOnly { may_override: true });
    assert_eq!(
        refused.ways(&story.at(minute(1)), minute(1)),
        [WayOn::HandOff, WayOn::EditText, WayOn::OverrideWithReason]
    );
    assert_eq!(
        ask_with_reason(&story, minute(1), RESULT, " \n").unwrap_err(),
        refused,
        "a blank is no reason"
    );
    let cleared = ask_with_reason(&story, minute(1), RESULT, "Asked for it at the desk, no portal").unwrap();
    assert!(cleared.clinical() && cleared.over_warning().is_some());
    let harmless = ask_with_reason(&story, minute(1), VISIT, "To be safe").unwrap();
    assert!(harmless.over_warning().is_none(), "nothing was overridden");
}

#[test]
fn who_wrote_first_may_be_answered_about_visits_and_nothing_else() {
    let story = Story::default().texts("What time is my visit?", minute(0));
    let cleared = ask(&story, minute(1), Purpose::Reply, VISIT).unwrap();
    assert_eq!(cleared.ground(), Ground::Implied { until: minute(24 * 60) });
    assert!(cleared.notice_due());
    assert_eq!(
        ask_with_reason(&story, minute(1), RESULT, "They insist").unwrap_err(),
        Refusal::ClinicalBeforeYes
    );
    assert_eq!(
        ask(&story, minute(24 * 60), Purpose::Reply, VISIT).unwrap_err(),
        Refusal::NoConsent { declined_at: None }
    );
    let ComposerState::Open { until, clinical_with_reason, notice_goes_along, .. } =
        composer(&story.at(minute(1)), houston(), minute(1))
    else {
        panic!("the composer is closed");
    };
    assert_eq!((until, clinical_with_reason, notice_goes_along), (Some(minute(24 * 60)), false, true));

    let told = story.notice(1, minute(2));
    assert_eq!(told.at(minute(3)).badge, Badge::NoticeSent);
    let next = ask(&told, minute(3), Purpose::Reply, VISIT).unwrap();
    assert!(!next.notice_due(), "the notice goes once");
}

#[test]
fn the_notice_goes_once_again_next_day_and_then_not() {
    let words = notice::text(PRACTICE, Language::Es);
    let first = Story::default();
    assert_eq!(ask(&first, minute(0), Purpose::Notice, &words).unwrap().ground(), Ground::Asking);
    let sent = first.notice(1, minute(0));
    let again = minute(18 * 60);
    let refusal = Refusal::NoticeAlreadySent { at: minute(0), again_at: Some(again) };
    assert_eq!(ask(&sent, minute(10), Purpose::Notice, &words).unwrap_err(), refusal);
    assert_eq!(
        refusal.ways(&sent.at(minute(10)), minute(10)),
        [WayOn::SendNoticeAgain { from: again }, WayOn::RecordConsent, WayOn::CallInstead]
    );
    ask(&sent, again, Purpose::Notice, &words).unwrap();
    let twice = sent.clone().notice(2, again);
    assert_eq!(
        ask(&twice, day(30), Purpose::Notice, &words).unwrap_err(),
        Refusal::NoticeAlreadySent { at: again, again_at: None }
    );
    let lost = Story::default().notice_sent(1, minute(0)).notice_failed(1, minute(3));
    ask(&lost, minute(4), Purpose::Notice, &words).unwrap();
    let declined = sent.texts("no", minute(4));
    assert_eq!(
        ask(&declined, day(3), Purpose::Notice, &words).unwrap_err(),
        Refusal::NoticeAlreadySent { at: minute(0), again_at: Some(minute(4).plus(Span::days(180))) }
    );
    let agreed = granted();
    assert_eq!(
        ask(&agreed, day(10), Purpose::Notice, &words).unwrap_err(),
        Refusal::NoticeNotNeeded { since: Some(minute(0)) }
    );
    ask(&agreed, day(340), Purpose::Notice, &words).unwrap();
    ask(&agreed, day(370), Purpose::Notice, &words).unwrap();
}

#[test]
fn a_reply_dressed_as_a_notice_or_link_is_not_let_through() {
    let story = Story::default();
    for words in [VISIT, &format!("{} {VISIT}", notice::text(PRACTICE, Language::En))] {
        assert_eq!(ask(&story, minute(1), Purpose::Notice, words).unwrap_err(), Refusal::NotTheFixedText);
        assert_eq!(
            ask(&granted(), minute(1), Purpose::PortalLink, words).unwrap_err(),
            Refusal::NotTheFixedText
        );
    }
    let hidden = notice::text("Your HIV test is positive. Bayou", Language::En);
    assert_eq!(
        ask(&story, minute(1), Purpose::Notice, &hidden).unwrap_err(),
        Refusal::PortalOnly { may_override: false },
        "words before the fixed ones are screened like any"
    );
}

#[test]
fn in_quiet_hours_a_link_is_taken_to_wait_and_asked_about_again() {
    let portal = handoff::PortalAddress::parse("portal.bayoufamily.example").unwrap();
    let words = handoff::text(PRACTICE, &portal, Language::En);
    let rules = ConsentRules::default();
    let agreed = Story::default().agrees(ConsentBasis::Paper, day(20_779));
    let mut nights = 0;
    for hour in 0..24 {
        let now = day(20_780).plus(Span::hours(hour));
        let standing = standing(&party(), &agreed.facts, now, &rules);
        let ask = |purpose, text: &str| {
            clear(request(&lupe(), &body(text), purpose), &standing, &screened(text), now)
        };
        let link = ask(Purpose::PortalLink, &words).unwrap();
        let to = lupe();
        let waiting = Waiting {
            message: message(9),
            to: &to,
            channel: Channel::Sms,
            purpose: Purpose::PortalLink,
            subject: Subject::Logistics,
            place: houston(),
            clinical: false,
            second_look: false,
            ground: link.ground(),
            over_quiet: link.over_quiet(),
        };
        let leaves = clear_again(&waiting, &standing, now);
        match ask(Purpose::Reply, VISIT) {
            Ok(_) => {
                assert_eq!(link.waits_until(), None);
                assert!(leaves.is_ok(), "{hour}");
            }
            Err(Refusal::QuietHours { until }) => {
                nights += 1;
                assert_eq!(link.waits_until(), Some(until), "it waits as long as a reply would have to");
                assert_eq!(leaves, Err(Refusal::QuietHours { until }), "and does not leave before");
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!((8..16).contains(&nights), "{nights} hours of the night were looked at");
}

#[test]
fn a_link_needs_what_a_visit_detail_needs() {
    let portal = handoff::PortalAddress::parse("portal.bayoufamily.example").unwrap();
    let words = handoff::text(PRACTICE, &portal, Language::Es);
    ask(&granted(), minute(1), Purpose::PortalLink, &words).unwrap();
    ask(&Story::default().texts("My test?", minute(0)), minute(1), Purpose::PortalLink, &words).unwrap();
    assert_eq!(
        ask(&Story::default(), minute(1), Purpose::PortalLink, &words).unwrap_err(),
        Refusal::NoConsent { declined_at: None }
    );
    let stopped = granted().texts("stop", minute(1));
    assert!(matches!(ask(&stopped, minute(2), Purpose::PortalLink, &words), Err(Refusal::OptedOut { .. })));
    assert!(matches!(
        ask(&stopped, minute(2), Purpose::Notice, &notice::text(PRACTICE, Language::Es)),
        Err(Refusal::OptedOut { .. })
    ));
}

#[test]
fn one_farewell_within_five_minutes_where_the_carrier_sends_none() {
    let words = farewell::text(PRACTICE, Language::En);
    let ours = ConsentRules { carrier_answers_stop: false, ..rules() };
    let ask = |story: &Story, rules: &ConsentRules, at| {
        let standing = standing(&party(), &story.facts, at, rules);
        clear(request(&lupe(), &body(&words), Purpose::StopConfirmation), &standing, &screened(&words), at)
    };
    let stopped = granted().texts("stop", minute(1));
    assert_eq!(ask(&stopped, &ours, minute(6)).unwrap().ground(), Ground::Farewell);
    assert_eq!(ask(&stopped, &ours, minute(7)).unwrap_err(), Refusal::FarewellNotDue);
    assert_eq!(ask(&stopped, &rules(), minute(2)).unwrap_err(), Refusal::FarewellNotDue);
    assert_eq!(ask(&granted(), &ours, minute(2)).unwrap_err(), Refusal::FarewellNotDue);
    let mut told = stopped;
    told.fact(ConsentEventKind::FarewellSent { message: message(3) }, minute(2));
    assert_eq!(ask(&told, &ours, minute(3)).unwrap_err(), Refusal::FarewellNotDue, "at most one");
    let refused = granted().revokes(RevocationBasis::Carrier, minute(1));
    assert_eq!(ask(&refused, &ours, minute(2)).unwrap_err(), Refusal::FarewellNotDue, "it would not arrive");
}

#[test]
fn the_standing_of_another_number_or_channel_clears_nothing() {
    let (other, words) = (PhoneNumber::parse_e164("+17135550199").unwrap(), body(VISIT));
    let standing = granted().at(minute(1));
    assert_eq!(
        clear(request(&other, &words, Purpose::Reply), &standing, &screened(VISIT), minute(1)).unwrap_err(),
        Refusal::AnotherParty
    );
    let to = lupe();
    let mut whatsapp = request(&to, &words, Purpose::Reply);
    whatsapp.channel = Channel::WhatsApp;
    assert_eq!(clear(whatsapp, &standing, &screened(VISIT), minute(1)).unwrap_err(), Refusal::AnotherParty);
}

#[test]
fn a_text_of_invisible_characters_is_empty() {
    assert_eq!(
        ask(&granted(), minute(1), Purpose::Reply, "\u{200b}\u{2060} \u{fe0f}").unwrap_err(),
        Refusal::EmptyBody
    );
}

#[test]
fn no_reason_moves_clinical_words_to_whatsapp() {
    let (to, words) = (lupe(), body(RESULT));
    let mut wanted = request(&to, &words, Purpose::Reply);
    wanted.channel = Channel::WhatsApp;
    wanted.over_warning = Some(reason("They insist"));
    let whatsapp = foyer_policy::Party { channel: Channel::WhatsApp, ..party() };
    let facts = granted().on_whatsapp().facts;
    let standing = standing(&whatsapp, &facts, minute(1), &rules());
    assert_eq!(
        clear(wanted, &standing, &screened(RESULT), minute(1)).unwrap_err(),
        Refusal::PortalOnly { may_override: false }
    );
}

#[test]
fn what_waited_is_asked_again() {
    let to = lupe();
    let waiting = |purpose, clinical| Waiting {
        message: message(1),
        to: &to,
        channel: Channel::Sms,
        purpose,
        subject: Subject::Logistics,
        place: houston(),
        clinical,
        second_look: clinical,
        ground: Ground::Asking,
        over_quiet: false,
    };
    let again = |story: &Story, waiting: Waiting<'_>, at| clear_again(&waiting, &story.at(at), at);
    let story = granted();
    again(&story, waiting(Purpose::Reply, false), minute(5)).unwrap();
    again(&story, waiting(Purpose::Reply, true), minute(5)).unwrap();
    let stopped = story.texts("Please stop texting me", minute(3));
    for purpose in [Purpose::Reply, Purpose::Notice, Purpose::PortalLink] {
        assert!(matches!(again(&stopped, waiting(purpose, false), minute(5)), Err(Refusal::OptedOut { .. })));
    }
    let wrote = Story::default().texts("Hi", minute(0));
    again(&wrote, waiting(Purpose::Reply, false), minute(5)).unwrap();
    assert!(again(&wrote, waiting(Purpose::Reply, false), day(2)).is_err(), "the day passed in the outage");
    assert_eq!(
        again(&wrote, waiting(Purpose::Reply, true), minute(5)).unwrap_err(),
        Refusal::ClinicalBeforeYes,
        "consent was lost while a clinical text waited"
    );
    let sent = Story::default().notice(1, minute(0));
    again(&sent, waiting(Purpose::Notice, false), minute(1)).unwrap();
    let elses = Story::default().notice(2, minute(0));
    assert!(matches!(
        again(&elses, waiting(Purpose::Notice, false), minute(1)),
        Err(Refusal::NoticeAlreadySent { .. })
    ));
}

#[test]
fn refusals_and_their_words_are_the_same_on_the_wire() {
    let at = minute(1);
    let all = [
        Refusal::OptedOut { since: at, basis: RevocationBasis::Carrier },
        Refusal::NumberHeld { since: at },
        Refusal::NoConsent { declined_at: None },
        Refusal::WaitingForAnswer { since: at },
        Refusal::ConsentExpired { since: at },
        Refusal::NotCovered { subject: Subject::Billing },
        Refusal::QuietHours { until: at },
        Refusal::PortalOnly { may_override: true },
        Refusal::NoAgreement,
        Refusal::ClinicalBeforeYes,
        Refusal::NoticeAlreadySent { at, again_at: None },
        Refusal::NoticeNotNeeded { since: None },
        Refusal::FarewellNotDue,
        Refusal::NotTheFixedText,
        Refusal::NoStopWords,
        Refusal::TemplateBlanks,
        Refusal::TemplateNotApproved,
        Refusal::TemplateHalfTranslated,
        Refusal::EmptyBody,
        Refusal::WhoIsItFor,
        Refusal::NamesAnother,
        Refusal::OfficeFactsOnly,
        Refusal::NotAtThisNumber,
        Refusal::AnotherParty,
    ];
    assert_eq!(all.map(|refusal| refusal.as_str()), Refusal::KINDS);
    for refusal in all {
        let wire = serde_json::to_value(refusal).unwrap();
        assert_eq!(wire["kind"], refusal.as_str());
        assert_eq!(serde_json::from_value::<Refusal>(wire).unwrap(), refusal);
    }
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::parse(purpose.as_str()), Some(purpose));
    }
}

#[test]
fn what_is_to_leave_later_is_judged_by_its_moment_and_answers_nobody() {
    let day_and_night = {
        let pack = "version\ttest\nin_force\t1970-01-01\n\
            US\t-\t-\t08:00-21:00\t08:00-21:00\t08:00-21:00\tas_day\tS\tnone";
        foyer_policy::HoursBook::of(vec![foyer_policy::HoursPack::read(pack).unwrap()])
    };
    let rules =
        foyer_policy::ConsentRules { hours: Box::leak(Box::new(day_and_night)), ..crate::story::rules() };
    // Noon at the patient's: they write, and may be answered at any hour of the day after.
    let noon = minute(18 * 60);
    let granted = Story::default().notice(1, minute(0)).texts("yes", noon);
    let standing_at =
        |at| foyer_policy::standing(&crate::story::party(), &granted.facts, at, &rules).heard(granted.heard);
    let to = crate::story::party().number;
    let words = body("See you at nine.");
    let ask = |at: foyer_domain::Timestamp| {
        let asked = request(&to, &words, Purpose::Reply);
        foyer_policy::clear_later(asked, &standing_at(at), &Screening::default(), at).map(drop)
    };
    let (evening, morning) = (noon.plus(Span::hours(10)), noon.plus(Span::hours(21)));
    let live =
        clear(request(&to, &words, Purpose::Reply), &standing_at(evening), &Screening::default(), evening);
    assert!(live.is_ok(), "who writes now is answered");
    assert!(matches!(ask(evening), Err(Refusal::QuietHours { until }) if until > evening));
    assert_eq!(ask(morning), Ok(()));
    // Consent that will have ended by then carries nothing.
    assert!(matches!(ask(morning.plus(Span::days(400))), Err(Refusal::ConsentExpired { .. })));
}

#[test]
fn the_automatic_reply_needs_consent_a_text_just_now_and_its_own_words() {
    let words =
        |language| after_hours::text(PRACTICE, Some(minute(600)), chrono_tz::America::Chicago, language);
    let wrote = granted().texts("Can I come in tomorrow?", minute(100));
    for language in [Language::En, Language::Es] {
        let cleared = ask(&wrote, minute(101), Purpose::AfterHours, &words(language)).unwrap();
        assert_eq!((cleared.purpose(), cleared.clinical()), (Purpose::AfterHours, false));
        assert!(matches!(cleared.ground(), Ground::Granted { .. }));
    }
    let en = words(Language::En);
    // Who never agreed is answered by a person.
    let stranger = Story::default().texts("Can I come in tomorrow?", minute(100));
    let refused = |story: &Story, now| ask(story, now, Purpose::AfterHours, &en).unwrap_err();
    assert!(matches!(refused(&stranger, minute(101)), Refusal::NoConsent { .. }));
    let stopped = granted().texts("STOP", minute(100));
    assert!(matches!(refused(&stopped, minute(101)), Refusal::OptedOut { .. }));
    // Nobody has written: there is nothing to answer.
    assert_eq!(refused(&granted(), minute(101)), Refusal::NotTheFixedText);
    let dressed = ask(&wrote, minute(101), Purpose::AfterHours, VISIT).unwrap_err();
    assert_eq!(dressed, Refusal::NotTheFixedText);
}

#[test]
fn words_to_many_need_consent_a_template_and_no_quiet_hours() {
    let (lupe, words) = (lupe(), body(VISIT));
    let approved =
        Templated { state: TemplateState::Approved, in_both: true, level: TemplateLevel::VisitDetails };
    let send = |story: &Story, templates: &[Templated], now| {
        let request = SendRequest { templates, ..request(&lupe, &words, Purpose::Reminder) };
        clear(request, &story.at(now), &screened(VISIT), now)
    };
    let cleared = send(&granted(), &[approved], minute(100)).unwrap();
    assert!(matches!(cleared.ground(), Ground::Granted { .. }));
    assert_eq!(send(&granted(), &[], minute(100)).unwrap_err(), Refusal::NotTheFixedText);
    let draft = Templated { state: TemplateState::Draft, ..approved };
    assert_eq!(send(&granted(), &[draft], minute(100)).unwrap_err(), Refusal::TemplateNotApproved);
    let clinical = Templated { level: TemplateLevel::Clinical, ..approved };
    let refused = send(&granted(), &[clinical], minute(100)).unwrap_err();
    assert_eq!(refused, Refusal::PortalOnly { may_override: false }, "no reason sends care to many");
    // Who wrote first may be answered, and gets no reminder.
    let stranger = Story::default().texts("Can I come in tomorrow?", minute(100));
    assert!(matches!(send(&stranger, &[approved], minute(101)).unwrap_err(), Refusal::NoConsent { .. }));
    let stopped = granted().texts("STOP", minute(100));
    assert!(matches!(send(&stopped, &[approved], minute(101)).unwrap_err(), Refusal::OptedOut { .. }));
    // Quiet hours hold also for who is writing now; the stories' own book knows none, the shipped one does.
    let quiet = ConsentRules { hours: foyer_policy::HoursBook::shipped(), ..rules() };
    let wrote = granted().texts("Can I come in tomorrow?", minute(599));
    let standing = standing(&party(), &wrote.facts, minute(600), &quiet).heard(wrote.heard);
    let night = SendRequest { templates: &[approved], ..request(&lupe, &words, Purpose::Reminder) };
    let refused = clear(night, &standing, &screened(VISIT), minute(600)).unwrap_err();
    assert!(matches!(refused, Refusal::QuietHours { .. }), "four in the morning in Houston");
}

#[test]
fn a_yes_after_a_reminder_confirms_a_visit_and_agrees_to_nothing() {
    use foyer_policy::InboundMeaning::{Declines, Grants, Nothing, RevokesConsent, StrayYes};
    let grants = Grants { notice: message(7) };
    for body in ["C", "SÍ", "Yes", "Confirmo"] {
        assert_eq!(grants.after_reminder(body), Nothing, "{body}");
    }
    assert_eq!(grants.after_reminder("ok"), StrayYes, "a person reads it");
    for other in [RevokesConsent { carrier_word: true }, Declines { notice: message(7) }, StrayYes] {
        assert_eq!(other.after_reminder("yes"), other);
    }
}
