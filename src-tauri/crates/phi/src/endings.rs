//! Words that medicine makes: what a long word that no list knows names by its ending ("meniscectomy", "ixekizumab").
//!
//! Lists end where the next medicine begins; its name does not. Only words that no everyday list has are asked about, and
//! like any term that is only mentioned they count unless the model is all but sure that nobody's health is told.

use crate::finding::SensitiveClass;
use crate::lexicon::What;

/// Letters before an ending: "-olol" after at least three.
const STEM: usize = 3;

/// Endings of medicines (the stems of the World Health Organization's and of the United States' adopted names), of
/// operations and looks inside, and of what is wrong, in both languages, folded.
const ENDINGS: [(&str, What, Option<SensitiveClass>); 63] = [
    ("tegravir", What::Medicine, Some(SensitiveClass::HivSti)),
    ("capavir", What::Medicine, Some(SensitiveClass::HivSti)),
    ("navir", What::Medicine, Some(SensitiveClass::HivSti)),
    ("buvir", What::Medicine, Some(SensitiveClass::HivSti)),
    ("asvir", What::Medicine, Some(SensitiveClass::HivSti)),
    ("previr", What::Medicine, Some(SensitiveClass::HivSti)),
    ("ciclovir", What::Medicine, Some(SensitiveClass::HivSti)),
    ("oxetine", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("oxetina", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("azepam", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("azolam", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("peridone", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("peridona", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("piprazole", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("piprazol", What::Medicine, Some(SensitiveClass::MentalHealth)),
    ("zumab", What::Medicine, None),
    ("tuximab", What::Medicine, None),
    ("limumab", What::Medicine, None),
    ("tinib", What::Medicine, None),
    ("ciclib", What::Medicine, None),
    ("parib", What::Medicine, None),
    ("degib", What::Medicine, None),
    ("zomib", What::Medicine, None),
    ("gliptin", What::Medicine, None),
    ("gliptina", What::Medicine, None),
    ("gliflozin", What::Medicine, None),
    ("gliflozina", What::Medicine, None),
    ("glutide", What::Medicine, None),
    ("glutida", What::Medicine, None),
    ("sartan", What::Medicine, None),
    ("vastatin", What::Medicine, None),
    ("vastatina", What::Medicine, None),
    ("dipine", What::Medicine, None),
    ("dipino", What::Medicine, None),
    ("olol", What::Medicine, None),
    ("prazole", What::Medicine, None),
    ("prazol", What::Medicine, None),
    ("conazole", What::Medicine, None),
    ("conazol", What::Medicine, None),
    ("cillin", What::Medicine, None),
    ("cilina", What::Medicine, None),
    ("thromycin", What::Medicine, None),
    ("tromicina", What::Medicine, None),
    ("floxacin", What::Medicine, None),
    ("floxacino", What::Medicine, None),
    ("triptan", What::Medicine, None),
    ("gepant", What::Medicine, None),
    ("setron", What::Medicine, None),
    ("xaban", What::Medicine, None),
    ("ectomy", What::Procedure, None),
    ("ectomia", What::Procedure, None),
    ("ostomy", What::Procedure, None),
    ("ostomia", What::Procedure, None),
    ("oscopy", What::Procedure, None),
    ("oscopia", What::Procedure, None),
    ("oplasty", What::Procedure, None),
    ("oplastia", What::Procedure, None),
    ("opexy", What::Procedure, None),
    ("ocentesis", What::Procedure, None),
    ("titis", What::Condition, None),
    ("nitis", What::Condition, None),
    ("litis", What::Condition, None),
    ("opathy", What::Condition, None),
];

/// What a folded word names by its ending.
pub(crate) fn of(word: &str) -> Option<(What, Option<SensitiveClass>)> {
    let ends = |ending: &str| {
        word.strip_suffix(ending)
            .is_some_and(|stem| stem.len() >= STEM && stem.bytes().all(|letter| letter.is_ascii_lowercase()))
    };
    ENDINGS.iter().find(|(ending, _, _)| ends(ending)).map(|(_, what, class)| (*what, *class))
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::finding::SensitiveClass;
    use crate::lexicon::What;

    #[test]
    fn a_word_is_what_its_ending_says() {
        for (word, named) in [
            ("veligrotuzumab", Some((What::Medicine, None))),
            ("sibentegravir", Some((What::Medicine, Some(SensitiveClass::HivSti)))),
            ("pancreatoduodenectomy", Some((What::Procedure, None))),
            ("gastroduodenoscopia", Some((What::Procedure, None))),
            ("dacryocystitis", Some((What::Condition, None))),
            ("lol", None),
            ("ostomy", None),
            ("thursday", None),
            ("12itis", None),
        ] {
            assert_eq!(of(word), named, "{word}");
        }
    }
}
