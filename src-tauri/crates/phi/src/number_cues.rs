//! What tells one number or mailbox from another: the words before it, its own, and check digits.

pub(crate) fn is_social_cue(word: &str) -> bool {
    matches!(word, "ssn" | "social" | "ss" | "soc" | "itin")
}

pub(crate) fn is_card_cue(word: &str) -> bool {
    matches!(
        word,
        "card"
            | "visa"
            | "mastercard"
            | "amex"
            | "discover"
            | "debit"
            | "credit"
            | "tarjeta"
            | "cvv"
            | "debito"
            | "credito"
    )
}

pub(crate) fn is_record_cue(word: &str) -> bool {
    matches!(
        word,
        "mrn"
            | "member"
            | "subscriber"
            | "medicaid"
            | "medicare"
            | "medi"
            | "expediente"
            | "chart"
            | "passport"
            | "pasaporte"
            | "license"
            | "licence"
            | "licencia"
            | "dl"
            | "policy"
            | "poliza"
            | "miembro"
            | "afiliado"
            | "beneficiary"
            | "mbi"
            | "hicn"
            | "serial"
            | "ssn"
            | "social"
            | "subscribers"
            | "matricula"
            | "curp"
            | "mr"
            | "anthem"
            | "kaiser"
            | "aetna"
            | "cigna"
            | "humana"
            | "caresource"
            | "tricare"
            | "molina"
            | "uhc"
            | "bcbs"
            | "ambetter"
            | "dod"
            | "deers"
            | "enrollment"
            | "certificate"
            | "acta"
            | "contrato"
            | "dui"
            | "historia"
            | "suffix"
    )
}

pub(crate) fn is_code_cue(word: &str) -> bool {
    matches!(
        word,
        "code"
            | "codigo"
            | "meeting"
            | "passcode"
            | "confirmation"
            | "tax"
            | "ref"
            | "reference"
            | "line"
            | "ride"
            | "room"
            | "ticket"
            | "invoice"
            | "call"
            | "llame"
            | "fax"
    )
}

pub(crate) fn is_street_word(word: &str) -> bool {
    matches!(
        word,
        "st" | "street"
            | "ave"
            | "avenue"
            | "rd"
            | "road"
            | "blvd"
            | "ln"
            | "lane"
            | "dr"
            | "drive"
            | "ct"
            | "court"
            | "way"
            | "pl"
            | "place"
            | "ter"
            | "terrace"
            | "cir"
            | "circle"
            | "pkwy"
            | "hwy"
            | "apt"
            | "run"
            | "hollow"
            | "ridge"
            | "trail"
            | "trl"
            | "loop"
            | "square"
            | "sq"
            | "pike"
            | "ferry"
            | "terr"
            | "ste"
            | "unit"
    )
}

/// What a room, a flat or a floor is numbered after.
pub(crate) fn is_room_word(word: &str) -> bool {
    matches!(word, "ste" | "suite" | "apt" | "apto" | "unit" | "rm" | "room" | "fl" | "floor" | "bldg")
}

/// ISO/IEC 7812-1 check digit.
pub(crate) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            let doubled = digit.wrapping_mul(2);
            if at.is_multiple_of(2) {
                digit
            } else if doubled > 9 {
                doubled.wrapping_sub(9)
            } else {
                doubled
            }
        })
        .sum();
    sum.is_multiple_of(10) && digits.bytes().any(|byte| byte != b'0')
}

/// American Bankers Association routing number: 3, 7, 1 weights.
pub(crate) fn routing_check(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .zip([3, 7, 1, 3, 7, 1, 3, 7, 1])
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    sum.is_multiple_of(10)
}

/// A figure in words, English or Spanish.
pub(crate) fn digit_of(word: &str) -> Option<char> {
    Some(match word {
        "zero" | "oh" | "cero" => '0',
        "one" | "uno" => '1',
        "two" | "dos" => '2',
        "three" | "tres" => '3',
        "four" | "cuatro" => '4',
        "five" | "cinco" => '5',
        "six" | "seis" => '6',
        "seven" | "siete" => '7',
        "eight" | "ocho" => '8',
        "nine" | "nueve" => '9',
        _ => return None,
    })
}

/// A word that counts beyond nine, English or Spanish.
pub(crate) fn is_counting_word(word: &str) -> bool {
    matches!(
        word,
        "ten"
            | "eleven"
            | "twelve"
            | "thirteen"
            | "fourteen"
            | "fifteen"
            | "sixteen"
            | "seventeen"
            | "eighteen"
            | "nineteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fifty"
            | "sixty"
            | "seventy"
            | "eighty"
            | "ninety"
            | "double"
            | "triple"
            | "diez"
            | "once"
            | "doce"
            | "trece"
            | "catorce"
            | "quince"
            | "dieciseis"
            | "diecisiete"
            | "dieciocho"
            | "diecinueve"
            | "veinte"
            | "treinta"
            | "cuarenta"
            | "cincuenta"
            | "sesenta"
            | "setenta"
            | "ochenta"
            | "noventa"
            | "novecientos"
            | "mil"
    )
}

/// What a link calls a patient's number.
pub(crate) fn is_link_cue(word: &str) -> bool {
    matches!(
        word,
        "patient"
            | "patientid"
            | "patients"
            | "pid"
            | "mrn"
            | "chart"
            | "chartid"
            | "member"
            | "memberid"
            | "dob"
            | "ssn"
            | "record"
            | "paciente"
            | "expediente"
    )
}

/// Cues that ask for eight figures: shorter numbers after them are the office's own.
pub(crate) fn is_long_record_cue(word: &str) -> bool {
    matches!(
        word,
        "id" | "account" | "acct" | "acount" | "cuenta" | "record" | "patient" | "insurance" | "seguro"
    )
}

/// What a mailbox is called that is nobody's own: "info@", "citas@".
pub(crate) fn is_role_mailbox(word: &str) -> bool {
    matches!(
        word,
        "info"
            | "office"
            | "desk"
            | "front"
            | "frontdesk"
            | "billing"
            | "records"
            | "appointments"
            | "citas"
            | "reply"
            | "noreply"
            | "help"
            | "support"
            | "contact"
            | "contacto"
            | "hello"
            | "hola"
            | "admin"
            | "recepcion"
            | "reception"
            | "clinic"
            | "clinica"
            | "portal"
            | "scheduling"
            | "referrals"
            | "forms"
    )
}

/// Where private people have their mailboxes.
pub(crate) fn is_private_provider(word: &str) -> bool {
    matches!(
        word,
        "gmail"
            | "hotmail"
            | "yahoo"
            | "outlook"
            | "icloud"
            | "aol"
            | "live"
            | "msn"
            | "proton"
            | "protonmail"
            | "comcast"
            | "ymail"
            | "me"
            | "att"
            | "verizon"
            | "sbcglobal"
            | "prodigy"
    )
}
