//! The small words that decide what an ordinary word means: whose it is, what a sentence is about, where a name ends.
//! English and Spanish together, folded, since drafts mix them.

/// Words that say the next thing is the patient's.
pub(crate) fn is_your(word: &str) -> bool {
    matches!(
        word,
        "your" | "yours" | "ur" | "yr" | "su" | "sus" | "tu" | "tus" | "his" | "her" | "hers" | "their"
    )
}

/// Words for relations: whatever is told then is about somebody else.
pub(crate) fn is_relation(word: &str) -> bool {
    matches!(
        word,
        "son"
            | "sons"
            | "daughter"
            | "daughters"
            | "husband"
            | "husbands"
            | "wife"
            | "wifes"
            | "mom"
            | "moms"
            | "mother"
            | "mothers"
            | "dad"
            | "dads"
            | "father"
            | "fathers"
            | "sister"
            | "sisters"
            | "brother"
            | "brothers"
            | "partner"
            | "partners"
            | "child"
            | "childs"
            | "kid"
            | "kids"
            | "grandson"
            | "granddaughter"
            | "grandma"
            | "grandpa"
            | "aunt"
            | "uncle"
            | "hijo"
            | "hija"
            | "hijos"
            | "hijas"
            | "esposo"
            | "esposa"
            | "mama"
            | "papa"
            | "madre"
            | "padre"
            | "hermano"
            | "hermana"
            | "pareja"
            | "nieto"
            | "nieta"
            | "abuela"
            | "abuelo"
            | "marido"
            | "novio"
            | "novia"
            | "boyfriend"
            | "girlfriend"
            | "roommate"
    )
}

/// Words for titles before a name.
pub(crate) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "dr" | "dra"
            | "drs"
            | "doctor"
            | "doctora"
            | "mr"
            | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "sr"
            | "sra"
            | "srta"
            | "senor"
            | "senora"
            | "senorita"
            | "don"
            | "dona"
            | "nurse"
            | "enfermera"
    )
}

/// Words for an appointment that somebody has, and for little else.
pub(crate) fn is_appointment(word: &str) -> bool {
    matches!(
        word,
        "appointment"
            | "appointments"
            | "appt"
            | "appts"
            | "visit"
            | "consult"
            | "consultation"
            | "followup"
            | "referral"
            | "reminder"
            | "cita"
            | "citas"
            | "consulta"
            | "visita"
            | "recordatorio"
    )
}

/// Words for a visit.
pub(crate) fn is_visit(word: &str) -> bool {
    matches!(
        word,
        "appointment"
            | "appointments"
            | "appt"
            | "appts"
            | "apt"
            | "visit"
            | "visits"
            | "follow"
            | "followup"
            | "consult"
            | "consultation"
            | "checkup"
            | "cita"
            | "citas"
            | "sita"
            | "consulta"
            | "visita"
            | "visitas"
            | "seguimiento"
            | "referral"
            | "referred"
            | "refer"
            | "referido"
            | "referencia"
            | "clinic"
            | "session"
            | "sesion"
            | "scheduled"
            | "schedule"
            | "eval"
            | "evaluation"
            | "class"
            | "come"
            | "see"
            | "seen"
            | "venga"
            | "program"
            | "programa"
            | "clinica"
            | "checkin"
            | "recheck"
            | "recall"
    )
}

/// Words a medical sentence has.
pub(crate) fn is_medical(word: &str) -> bool {
    matches!(
        word,
        "refill"
            | "refills"
            | "med"
            | "meds"
            | "medicine"
            | "medication"
            | "medications"
            | "prescription"
            | "rx"
            | "script"
            | "pharmacy"
            | "lab"
            | "labs"
            | "test"
            | "tests"
            | "results"
            | "result"
            | "dose"
            | "pills"
            | "pill"
            | "dr"
            | "doctor"
            | "nurse"
            | "receta"
            | "medicina"
            | "medicinas"
            | "farmacia"
            | "resultados"
            | "examen"
            | "prueba"
            | "enfermera"
            | "doctora"
            | "dra"
            | "worse"
            | "peor"
            | "neg"
            | "pos"
            | "negative"
            | "positive"
            | "scan"
            | "clear"
            | "treatment"
            | "symptoms"
            | "surgery"
            | "mg"
            | "forms"
            | "er"
            | "pregnancy"
            | "embarazo"
    )
}

/// What a Roman numeral or a letter may number: "Building IV".
pub(crate) fn is_numbered(word: &str) -> bool {
    matches!(
        word,
        "building"
            | "bldg"
            | "suite"
            | "ste"
            | "room"
            | "rm"
            | "hall"
            | "floor"
            | "level"
            | "lot"
            | "part"
            | "phase"
            | "wing"
            | "gate"
            | "door"
            | "unit"
            | "form"
            | "window"
            | "edificio"
            | "piso"
            | "sala"
            | "puerta"
            | "consultorio"
    )
}

pub(crate) fn is_about(word: &str) -> bool {
    matches!(
        word,
        "for" | "re" | "about" | "regarding" | "para" | "por" | "pa" | "sobre" | "de" | "del" | "with" | "of"
    )
}

pub(crate) fn is_course(word: &str) -> bool {
    matches!(
        word,
        "worse"
            | "worsens"
            | "better"
            | "calmed"
            | "improves"
            | "improved"
            | "improving"
            | "healing"
            | "healed"
            | "continues"
            | "persists"
            | "hurts"
            | "peor"
            | "empeora"
            | "mejor"
            | "mejora"
            | "sigue"
            | "controlada"
            | "controlado"
            | "spreads"
            | "spreading"
            | "returns"
            | "flares"
            | "flared"
            | "acting"
    )
}

pub(crate) fn is_taking(word: &str) -> bool {
    matches!(
        word,
        "take"
            | "taking"
            | "took"
            | "use"
            | "using"
            | "stop"
            | "start"
            | "finish"
            | "skip"
            | "skipped"
            | "apply"
            | "hold"
            | "tome"
            | "tomar"
            | "toma"
            | "tomese"
            | "deje"
            | "termine"
            | "aplique"
            | "aplicarse"
            | "empiece"
    )
}

pub(crate) fn is_due(word: &str) -> bool {
    matches!(
        word,
        "due" | "overdue" | "toca" | "tocan" | "falta" | "faltan" | "need" | "needs" | "necesita" | "booster"
    )
}

pub(crate) fn is_opening(word: &str) -> bool {
    matches!(
        word,
        "your"
            | "the"
            | "our"
            | "su"
            | "hi"
            | "hello"
            | "hola"
            | "dear"
            | "reminder"
            | "next"
            | "this"
            | "welcome"
            | "a"
            | "la"
            | "el"
            | "los"
            | "las"
            | "bone"
            | "mon"
            | "tue"
            | "wed"
            | "thu"
            | "fri"
            | "please"
            | "and"
            | "re"
    )
}

/// Words a place's name ends with.
pub(crate) fn is_place_word(word: &str) -> bool {
    matches!(
        word,
        "center"
            | "centre"
            | "hospital"
            | "clinic"
            | "clinica"
            | "centro"
            | "suite"
            | "building"
            | "tower"
            | "institute"
            | "instituto"
            | "associates"
            | "group"
            | "partners"
            | "pavilion"
            | "wing"
            | "department"
            | "garage"
            | "lot"
            | "st"
            | "street"
            | "ave"
            | "avenue"
            | "rd"
            | "road"
            | "blvd"
            | "care"
            | "specialists"
            | "foundation"
    )
}

/// Days and months, which are written large.
pub(crate) fn is_day(word: &str) -> bool {
    matches!(
        word.get(..3).unwrap_or(word),
        "mon"
            | "tue"
            | "wed"
            | "thu"
            | "fri"
            | "sat"
            | "sun"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "may"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
            | "lun"
            | "mie"
            | "jue"
            | "vie"
            | "sab"
            | "dom"
            | "ene"
            | "abr"
            | "ago"
            | "dic"
    )
}
