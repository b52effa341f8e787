//! The words between a test and its outcome, and between a medicine and its amount. English and Spanish together,
//! folded.

pub(crate) fn is_measured(word: &str) -> bool {
    matches!(
        word,
        "sugar"
            | "sugars"
            | "glucose"
            | "cholesterol"
            | "azucar"
            | "colesterol"
            | "bp"
            | "presion"
            | "pressure"
    )
}

/// Says outright how it is.
pub(crate) fn is_judgement(word: &str) -> bool {
    matches!(
        word,
        "positive"
            | "negative"
            | "neg"
            | "pos"
            | "normal"
            | "abnormal"
            | "elevated"
            | "high"
            | "low"
            | "benign"
            | "malignant"
            | "borderline"
            | "undetectable"
            | "detectable"
            | "clear"
            | "cancerous"
            | "inconclusive"
            | "positivo"
            | "positiva"
            | "positivos"
            | "positivas"
            | "negativo"
            | "negativa"
            | "negativos"
            | "negativas"
            | "normales"
            | "anormal"
            | "anormales"
            | "alto"
            | "alta"
            | "altos"
            | "altas"
            | "bajo"
            | "baja"
            | "bajos"
            | "bajas"
            | "elevado"
            | "elevada"
            | "benigno"
            | "benigna"
            | "maligno"
            | "indetectable"
            | "higher"
            | "lower"
    )
}

/// Says how it is once "came back" or "look" was said.
pub(crate) fn is_mild_judgement(word: &str) -> bool {
    matches!(
        word,
        "good"
            | "great"
            | "fine"
            | "ok"
            | "okay"
            | "bad"
            | "better"
            | "worse"
            | "up"
            | "down"
            | "clean"
            | "stable"
            | "perfect"
            | "off"
            | "bien"
            | "mal"
            | "buenos"
            | "buenas"
            | "malos"
            | "mejor"
            | "peor"
            | "improved"
    )
}

pub(crate) fn is_result_link(word: &str) -> bool {
    is_saying(word)
        || matches!(
            word,
            "of" | "at"
                | "to"
                | "a"
                | "en"
                | "all"
                | "back"
                | "out"
                | "now"
                | "still"
                | "level"
                | "levels"
                | "reading"
                | "result"
                | "results"
                | "test"
                | "tests"
                | "screen"
                | "panel"
                | "hoy"
                | "today"
                | "around"
                | "about"
                | "the"
                | "in"
                | "and"
                | "n"
                | "y"
                | "it"
                | "de"
                | "los"
                | "las"
                | "la"
                | "el"
                | "your"
                | "su"
                | "sus"
                | "very"
                | "too"
                | "muy"
                | "un"
                | "una"
                | "poco"
                | "little"
                | "bit"
                | "down"
                | "up"
                | "from"
                | "both"
                | "count"
                | "number"
                | "numbers"
                | "work"
                | "todo"
                | "todos"
                | "total"
                | "again"
                | "so"
                | "just"
                | "for"
        )
}

pub(crate) fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "were"
            | "are"
            | "r"
            | "came"
            | "come"
            | "comes"
            | "look"
            | "looks"
            | "looked"
            | "shows"
            | "showed"
            | "show"
            | "dropped"
            | "rose"
            | "went"
            | "came_back"
            | "esta"
            | "estan"
            | "salio"
            | "salieron"
            | "es"
            | "son"
            | "fue"
            | "bajo"
            | "subio"
            | "dio"
            | "estaba"
            | "sale"
            | "salen"
            | "tested"
            | "reads"
            | "read"
            | "hit"
            | "its"
    )
}

pub(crate) fn is_dose_link(word: &str) -> bool {
    is_raise(word)
        || matches!(
            word,
            "of" | "de"
                | "at"
                | "a"
                | "dose"
                | "dosis"
                | "son"
                | "is"
                | "er"
                | "xr"
                | "xl"
                | "sr"
                | "take"
                | "tome"
        )
}

pub(crate) fn is_raise(word: &str) -> bool {
    matches!(word, "to" | "a" | "from")
}

pub(crate) fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "mg" | "mgs"
            | "mcg"
            | "ug"
            | "ml"
            | "mls"
            | "cc"
            | "iu"
            | "units"
            | "unit"
            | "unidades"
            | "meq"
            | "miligramos"
            | "milligrams"
            | "micrograms"
            | "microgramos"
            | "gm"
            | "puffs"
            | "puff"
    )
}

pub(crate) fn is_piece(word: &str) -> bool {
    matches!(
        word,
        "pill"
            | "pills"
            | "tab"
            | "tabs"
            | "tablet"
            | "tablets"
            | "capsule"
            | "capsules"
            | "caps"
            | "pastilla"
            | "pastillas"
            | "tableta"
            | "tabletas"
            | "capsula"
            | "capsulas"
            | "drops"
            | "gotas"
            | "films"
            | "strips"
    )
}

pub(crate) fn is_small_number(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "zero"
            | "half"
            | "una"
            | "dos"
            | "tres"
            | "cuatro"
            | "cinco"
            | "seis"
            | "siete"
            | "ocho"
            | "nueve"
            | "diez"
    )
}
