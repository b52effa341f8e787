//! The templates Foyer comes with: what front desks send most and what goes to a list, each without a word that the
//! screener would mark. Spanish keeps to letters of the plain alphabet of texts where it can: one Í makes a text three
//! times as long.

use super::TemplateLevel;

/// A template that comes with Foyer. It was read by two people before it was shipped, so it is approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its name in the store, for good.
    pub slug: &'static str,
    /// As the list shows it.
    pub name: &'static str,
    /// What it tells.
    pub level: TemplateLevel,
    /// In English.
    pub en: &'static str,
    /// In Spanish.
    pub es: &'static str,
}

/// All of them, in the order of the list.
pub const SHIPPED: [Shipped; 14] = [
    Shipped {
        slug: "reminder",
        name: "Visit reminder",
        level: TemplateLevel::VisitDetails,
        en: "{first name}, this is {practice}. Your visit is {date} at {time}. Reply C to confirm, or call {phone} to move it.",
        es: "{nombre}, le saluda {consultorio}. Su cita es el {fecha} a las {hora}. Responda C para confirmar o llame al {teléfono} para cambiarla.",
    },
    Shipped {
        slug: "running_late",
        name: "Running late",
        level: TemplateLevel::OfficeFacts,
        en: "{practice}: we are running about {minutes} minutes late today. Thank you for waiting. Questions: {phone}.",
        es: "{consultorio}: hoy vamos con unos {minutos} minutos de retraso. Gracias por esperar. Preguntas: {teléfono}.",
    },
    Shipped {
        slug: "results_ready",
        name: "Results ready",
        level: TemplateLevel::OfficeFacts,
        en: "{practice}: something new is waiting for you in your portal. Please sign in to read it: {link}",
        es: "{consultorio}: tiene algo nuevo en su portal. Por favor entre para leerlo: {enlace}",
    },
    Shipped {
        slug: "prescription_ready",
        name: "Prescription ready",
        level: TemplateLevel::OfficeFacts,
        en: "{practice}: what you asked us for is done. Please see your portal, {link}, or call {phone}.",
        es: "{consultorio}: su solicitud ya fue atendida. Vea su portal, {enlace}, o llame al {teléfono}.",
    },
    Shipped {
        slug: "forms",
        name: "Forms to fill in",
        level: TemplateLevel::OfficeFacts,
        en: "{practice}: please fill in your forms before you come. It takes a few minutes: {forms link}",
        es: "{consultorio}: por favor llene sus formularios antes de venir. Toma unos minutos: {enlace de formularios}",
    },
    Shipped {
        slug: "balance",
        name: "Balance",
        level: TemplateLevel::OfficeFacts,
        en: "{practice}: you have a new statement. You can see it in your portal, {link}, or call us at {phone}.",
        es: "{consultorio}: tiene un nuevo estado de cuenta. Puede verlo en su portal, {enlace}, o llamarnos al {teléfono}.",
    },
    Shipped {
        slug: "directions",
        name: "Directions and parking",
        level: TemplateLevel::OfficeFacts,
        en: "{practice} is at {location}. If you can't find us or a place to park, call {phone}.",
        es: "{consultorio} queda en {lugar}. Si no nos encuentra o no halla donde estacionar, llame al {teléfono}.",
    },
    Shipped {
        slug: "hours",
        name: "Opening hours",
        level: TemplateLevel::OfficeFacts,
        en: "{practice} is open {hours}. Questions: {phone}.",
        es: "{consultorio} abre {horario}. Preguntas: {teléfono}.",
    },
    Shipped {
        slug: "insurance",
        name: "Insurance accepted",
        level: TemplateLevel::OfficeFacts,
        en: "{practice} takes {insurance}. For other plans please call {phone}.",
        es: "{consultorio} acepta {seguros}. Para otros planes llame al {teléfono}.",
    },
    Shipped {
        slug: "walk_ins",
        name: "Walk-ins",
        level: TemplateLevel::OfficeFacts,
        en: "{practice} sees people without an appointment during open hours. Call {phone} to ask about the wait.",
        es: "{consultorio} atiende sin cita en horas de oficina. Llame al {teléfono} para preguntar por la espera.",
    },
    Shipped {
        slug: "booking_link",
        name: "Booking link",
        level: TemplateLevel::OfficeFacts,
        en: "You can book a time with {practice} here: {booking link}",
        es: "Puede reservar una hora en {consultorio} en este enlace: {enlace de citas}",
    },
    Shipped {
        slug: "next_visit",
        name: "Time to plan a visit",
        level: TemplateLevel::OfficeFacts,
        en: "{practice}: it may be time to plan a visit. Choose a day at {booking link} or call {phone}.",
        es: "{consultorio}: puede ser hora de pedir una cita. Escoja una fecha en {enlace de citas} o llame al {teléfono}.",
    },
    Shipped {
        slug: "closed",
        name: "Closed on a day",
        level: TemplateLevel::VisitDetails,
        en: "{practice} is closed on {date}. If this is an emergency, call 911. Other questions, when we are open again: {phone}.",
        es: "{consultorio} no abre el {fecha}. Si es una emergencia, llame al 911. Otras preguntas, cuando abramos de nuevo: {teléfono}.",
    },
    Shipped {
        slug: "welcome",
        name: "Welcome",
        level: TemplateLevel::OfficeFacts,
        en: "Welcome to {practice}. We are at {location}. You can text or call {phone}.",
        es: "Le damos la bienvenida a {consultorio}. Estamos en {lugar}. Puede escribir o llamar al {teléfono}.",
    },
];
