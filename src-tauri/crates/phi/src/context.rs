//! What surrounds a term: whose it is, what kind of sentence it stands in, and whether it is only a name.
//!
//! A mention discloses: nothing here looks for "not" or "no". Context only decides whether an ordinary word is meant
//! medically, and whether a draft speaks to everybody rather than to this patient.

use std::collections::BTreeSet;

use crate::cues::{
    is_about, is_appointment, is_course, is_day, is_due, is_medical, is_numbered, is_opening, is_place_word,
    is_taking, is_title, is_visit, is_your,
};
use crate::lexicon::{Strength, Term, What};
use crate::pattern::{Match, Meaning};
use crate::token::{Case, Draft, Gap};

/// The draft with what was learned about it before any term is judged.
pub(crate) struct Context<'a> {
    pub draft: &'a Draft,
    /// Words that are spoken for: quiet phrases, names, the practice's own name, links.
    pub masked: &'a [bool],
    notice: bool,
    staff_sentences: BTreeSet<u32>,
}

/// How far back "your" reaches: "your left knee and hip pain".
const REACH: usize = 4;

impl<'a> Context<'a> {
    pub fn new(draft: &'a Draft, masked: &'a [bool], matches: &[Match]) -> Self {
        let notice = matches.iter().any(|m| m.meaning == Meaning::Notice);
        let staff_sentences = matches
            .iter()
            .filter(|m| m.meaning == Meaning::Staff)
            .filter_map(|m| draft.get(m.from).map(|token| token.sentence))
            .collect();
        Self { draft, masked, notice, staff_sentences }
    }

    /// Whether the draft reads as a notice to everybody.
    pub fn is_notice(&self) -> bool {
        self.notice
    }

    /// Whether every one of these words is spoken for.
    pub fn is_masked(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| self.masked.get(at).copied().unwrap_or(false))
    }

    /// Whether a term at these words counts here.
    pub fn agrees(&self, term: &Term, from: usize, to: usize) -> bool {
        if self.excused(term, from, to) {
            return false;
        }
        match term.strength {
            Strength::Strong => true,
            Strength::General => false,
            Strength::Weak => self.meant(term, from, to),
            Strength::Context => self.meant(term, from, to) && self.medical_near(from, to),
            Strength::Capitals => self.in_capitals(from, to),
            Strength::CapitalsContext => {
                self.in_capitals(from, to)
                    && (self.owned(from) || self.medical_near(from, to) || self.about(from))
            }
        }
    }

    /// Whether the patient is told it is theirs: "your", "su", "Mia's" shortly before.
    pub fn owned(&self, from: usize) -> bool {
        let first = from.saturating_sub(REACH);
        (first..from).rev().any(|at| {
            let yours = is_your(self.draft.word(at))
                || self.draft.word(at) == "r" && at > 0 && self.draft.word(at - 1) == "u"
                || self.draft.get(at).is_some_and(|token| token.possessive && token.case == Case::Title);
            yours && self.joined(at, from)
        })
    }

    /// Whether a term that needs no company is told of this patient beyond doubt: it is said to be theirs, or it is the
    /// specialty of a visit.
    pub fn theirs(&self, term: &Term, from: usize, to: usize) -> bool {
        self.owned(from) || term.what == What::Specialty && self.near(from, to, 5, is_visit)
    }

    /// Whether a specialty, however ordinary its word, is that of an appointment: "ENT appointment", "appt w/ Dr. Lee (GI)".
    pub fn is_of_appointment(&self, term: &Term, from: usize, to: usize) -> bool {
        let large = matches!(term.strength, Strength::Capitals | Strength::CapitalsContext);
        term.what == What::Specialty
            && self.near(from, to, 5, is_appointment)
            && !self.excused(term, from, to)
            && (!large || self.in_capitals(from, to))
    }

    /// A draft for everybody, the news of a colleague, or a place: nothing about this patient.
    fn excused(&self, term: &Term, from: usize, to: usize) -> bool {
        self.for_everybody(from) || self.is_place(term, from, to) || self.is_sign(term, from, to)
    }

    /// "The Pregnant Pelican", "Migraine Brewing", a sign that says "Tumor Board": what is written large beside another
    /// large word, or in quotes, is what somebody or something is called, unless it is the patient's.
    fn is_sign(&self, term: &Term, from: usize, to: usize) -> bool {
        let title = |at: usize| self.draft.get(at).is_some_and(|token| token.case == Case::Title);
        if matches!(term.what, What::Medicine)
            || self.draft.shouting
            || !(from..to).all(title)
            || self.owned(from)
        {
            return false;
        }
        let large = |at: usize, next: usize| {
            let word = self.draft.word(at);
            title(at)
                && self.draft.get(next).is_some_and(|token| token.gap == Gap::Soft)
                && !(is_opening(word) || is_title(word) || is_visit(word) || is_medical(word) || is_day(word))
        };
        let before = from.checked_sub(1).is_some_and(|at| {
            let opens = self.draft.get(at).is_none_or(|token| token.gap == Gap::Stop || at == 0);
            large(at, from) && !opens
        });
        let quoted = self.draft.get(from).is_some_and(|token| token.before == '"');
        before || large(to, to) || quoted
    }

    /// A notice to all, or a sentence about staff, that does not say "your".
    pub fn for_everybody(&self, from: usize) -> bool {
        let staff = self.draft.get(from).is_some_and(|token| self.staff_sentences.contains(&token.sentence));
        (self.notice || staff) && !self.owned(from)
    }

    /// "Lakeside Cardiology", "Pediatría del Valle": a specialty inside a run of capitals is somebody's sign.
    fn is_place(&self, term: &Term, from: usize, to: usize) -> bool {
        if term.class.is_some() || self.draft.shouting {
            return false;
        }
        let title = |at: usize| self.draft.get(at).is_some_and(|token| token.case == Case::Title);
        let before = from.checked_sub(1).is_some_and(|at| {
            title(at)
                && self.joined(at, from)
                && !is_opening(self.draft.word(at))
                && !is_title(self.draft.word(at))
                && !self.is_doctors_name(at)
        });
        let after = title(to) && self.joined(from, to) && is_place_word(self.draft.word(to));
        let sign =
            matches!(term.what, What::Specialty) || is_place_word(self.draft.word(to.saturating_sub(1)));
        let of_place = matches!(self.draft.word(to), "del" | "de") && title(to.saturating_add(1));
        let all_title = (from..to).all(title);
        all_title && (after || sign && (before || of_place && term.what == What::Specialty))
    }

    /// "Dr. Patel", "Dra. Ana Patel": what a large word after them says is what they treat, not what a place is called.
    fn is_doctors_name(&self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|t| {
            matches!(self.draft.word(t), "dr" | "dra" | "doctor" | "doctora")
                && (t..at).all(|word| self.draft.get(word).is_some_and(|token| token.case == Case::Title))
                && self.joined(t, at)
        })
    }

    /// An ordinary word used of this patient.
    fn meant(&self, term: &Term, from: usize, to: usize) -> bool {
        if self.owned(from) {
            return true;
        }
        let news = matches!(
            term.what,
            What::Condition | What::Symptom | What::Device | What::Procedure | What::Imaging
        );
        // "the rash", "any fever": said to a patient, it is the patient's. Not enough for the sensitive classes,
        // whose words are too ordinary ("the period", "the weed").
        let pointed =
            news && term.class.is_none() && term.strength == Strength::Weak && self.pointed_at(from);
        // "stop the drops", "skip one pill"
        let taken = term.what == What::MedicineClass
            && (from.saturating_sub(3)..from)
                .any(|at| is_taking(self.draft.word(at)) && self.joined(at, from));
        let subject = self.raised_as_subject(from);
        // "it's infected", "esta inflamado"
        let found_so = news
            && term.class.is_none()
            && term.strength == Strength::Weak
            && from.checked_sub(1).is_some_and(|at| {
                matches!(
                    self.draft.word(at),
                    "its" | "is" | "was" | "looks" | "esta" | "estaba" | "sigue" | "be" | "looked"
                )
            });
        let visit = self.near(from, to, 5, is_visit) && self.about(from);
        let going_on = news && (self.goes_on(to) || self.suffered(from));
        let due = term.what == What::Vaccine && self.near(from, to, 5, is_due);
        let counted = term.what == What::MedicineClass
            && from.checked_sub(1).and_then(|at| self.draft.get(at)).is_some_and(|token| token.number);
        visit || going_on || due || counted || pointed || found_so || subject || taken
    }

    /// "talk about the spotting", "re: ...": what the text is about.
    fn raised_as_subject(&self, from: usize) -> bool {
        let first = from.saturating_sub(2);
        (first..from).any(|at| {
            matches!(self.draft.word(at), "about" | "regarding" | "re" | "sobre") && self.joined(at, from)
        })
    }

    /// "for the rash", "re: ...", "por la presión".
    fn about(&self, from: usize) -> bool {
        let first = from.saturating_sub(3);
        (first..from).any(|at| is_about(self.draft.word(at)) && self.joined(at, from))
    }

    /// "... gets worse", "... calmed down".
    fn goes_on(&self, to: usize) -> bool {
        (to..to.saturating_add(3))
            .any(|at| is_course(self.draft.word(at)) && self.joined(to.saturating_sub(1), at))
    }

    /// "you have ...", "le sigue el ...", "le da más ...", "the ...".
    fn suffered(&self, from: usize) -> bool {
        let first = from.saturating_sub(4);
        (first..from).any(|at| {
            let word = self.draft.word(at);
            let told =
                matches!(word, "sigue" | "siguen" | "still" | "said" | "mentioned" | "duele" | "stop" | "sx")
                    || matches!(word, "have" | "has" | "had" | "with" | "tiene" | "tenia" | "da" | "dio")
                        && at > 0
                        && matches!(
                            self.draft.word(at - 1),
                            "you" | "u" | "youve" | "le" | "he" | "she" | "usted" | "ya"
                        );
            told && self.joined(at, from)
        })
    }

    /// "the", "any", "el", one word at most before the term.
    fn pointed_at(&self, from: usize) -> bool {
        let first = from.saturating_sub(2);
        (first..from).any(|at| {
            self.joined(at, from)
                && matches!(
                    self.draft.word(at),
                    "the"
                        | "any"
                        | "that"
                        | "those"
                        | "this"
                        | "some"
                        | "more"
                        | "no"
                        | "el"
                        | "la"
                        | "los"
                        | "las"
                        | "esa"
                        | "ese"
                        | "esos"
                        | "esas"
                        | "need"
                        | "needs"
                        | "without"
                        | "sin"
                        | "both"
                        | "less"
                )
        })
    }

    fn medical_near(&self, from: usize, to: usize) -> bool {
        self.near(from, to, 5, |word| is_visit(word) || is_medical(word))
    }

    fn near(&self, from: usize, to: usize, reach: usize, fits: impl Fn(&str) -> bool) -> bool {
        let first = from.saturating_sub(reach);
        let last = to.saturating_add(reach).min(self.draft.tokens.len());
        (first..from)
            .chain(to..last)
            .any(|at| fits(self.draft.word(at)) && self.draft.same_sentence(at, from))
    }

    /// In capitals in a draft that is not all capitals, and not a name's title ("Ms.", "Pt").
    fn in_capitals(&self, from: usize, to: usize) -> bool {
        let numbered = from.checked_sub(1).is_some_and(|at| is_numbered(self.draft.word(at)));
        !self.draft.shouting
            && !numbered
            && (from..to)
                .all(|at| self.draft.get(at).is_some_and(|t| matches!(t.case, Case::Upper | Case::Initial)))
    }

    /// No sentence end between two words, nor a comma that parts phrases from afar.
    pub fn joined(&self, a: usize, b: usize) -> bool {
        let (first, last) = if a < b { (a, b) } else { (b, a) };
        (first.saturating_add(1)..=last)
            .all(|at| self.draft.get(at).is_none_or(|token| token.gap != Gap::Stop))
    }
}
