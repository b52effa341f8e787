//! Whether a patient asks for a time: then the desk is offered the link with which visits are booked, for a link is
//! sooner answered than four texts there and back. Advice only, so it would rather miss a text than talk into one: who
//! confirms a visit, calls one off or asks when it is wants no new one.

use foyer_domain::fold;

use crate::keyword;

/// What is asked for by these words, whatever else is said. Folded, as everything here.
const ASKS: [&str; 29] = [
    "book an",
    "book a",
    "book my",
    "book me",
    "book online",
    "booking link",
    "schedule an",
    "schedule a",
    "schedule my",
    "schedule me",
    "reschedule",
    "any openings",
    "any opening",
    "any availability",
    "next available",
    "earliest appointment",
    "when can i come",
    "when can i be seen",
    "can i come in",
    "can i get in",
    "cuando puedo ir",
    "cuando puedo pasar",
    "cuando me pueden ver",
    "me pueden atender",
    "agendar",
    "reagendar",
    "reprogramar",
    "sacar cita",
    "pedir cita",
];

/// A visit, and somebody wanting one: both have to be there.
const VISITS: [&str; 14] = [
    "appointment",
    "appointments",
    "appt",
    "visit",
    "checkup",
    "physical",
    "slot",
    "opening",
    "openings",
    "cita",
    "citas",
    "consulta",
    "turno",
    "espacio",
];
const WANTS: [&str; 30] = [
    "need",
    "want",
    "like to make",
    "like to get",
    "like an",
    "make an",
    "make a",
    "get an",
    "set up",
    "looking for",
    "do you have",
    "is there",
    "are there",
    "available",
    "how do i",
    "move my",
    "change my",
    "necesito",
    "quiero",
    "quisiera",
    "me gustaria",
    "hacer una",
    "tienen",
    "tiene",
    "hay",
    "disponible",
    "disponibles",
    "reservar",
    "programar",
    "cambiar",
];

/// A time that stands, one that is called off, or what is no booking: nothing is offered.
const NOT_NOW: [&str; 22] = [
    "confirm",
    "confirmed",
    "confirmo",
    "confirmar",
    "cancel",
    "cancelar",
    "cancelo",
    "what time is my",
    "when is my",
    "where is my",
    "do i have",
    "dont need",
    "don t need",
    "do not need",
    "a que hora es",
    "a que hora tengo",
    "cuando es mi",
    "cuando tengo",
    "no necesito",
    "no quiero",
    "emergency",
    "emergencia",
];

/// Whether a text asks for a time. The words a text stops with are read first.
pub fn asks_for_a_time(body: &str) -> bool {
    let said = format!(" {} ", fold::words(body).join(" "));
    let has = |words: &[&str]| words.iter().any(|one| said.contains(&format!(" {one} ")));
    let asks = has(&ASKS) || (has(&VISITS) && has(&WANTS));
    // The lists are cheap; the reading of wishes is not, and is asked last.
    asks && !has(&NOT_NOW) && keyword::recognise(body).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wants_a_time_is_heard_in_both_languages() {
        for body in [
            "Hi, I need an appointment with Dr. Landry",
            "Can I book a visit for next week?",
            "do you have any openings tomorrow?",
            "Any availability on Friday afternoon",
            "I'd like to make an appointment for my son",
            "When can I come in?",
            "whats your next available",
            "Can I reschedule for Thursday?",
            "How do I set up an appt?",
            "Necesito una cita para mi hija",
            "¿Tienen espacio mañana?",
            "Quisiera sacar cita con la doctora",
            "¿Cuándo puedo ir?",
            "Hay citas disponibles el lunes?",
            "me gustaría programar una consulta",
            "quiero cambiar la cita del jueves",
        ] {
            assert!(asks_for_a_time(body), "{body}");
        }
    }

    #[test]
    fn who_has_a_time_or_wants_none_is_left_alone() {
        for body in [
            "",
            "C",
            "Yes",
            "STOP",
            "I confirm my appointment",
            "Please cancel my appointment, I need to work",
            "What time is my appointment? I need to know",
            "Thanks for the visit",
            "Running late, need 10 minutes",
            "I need a refill",
            "Confirmo mi cita",
            "Necesito cancelar la cita",
            "¿A qué hora es mi cita? Necesito saber",
            "Gracias por la consulta",
            "No necesito cita",
            "I don't need an appointment",
            "Stop sending me appointment reminders, I want none",
            "the book about visits",
        ] {
            assert!(!asks_for_a_time(body), "{body}");
        }
    }
}
