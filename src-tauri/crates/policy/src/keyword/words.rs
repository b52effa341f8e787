//! The words and phrases that count when they are all a text says. Compared in the form of [`super::form`]: no
//! case, no accents, no punctuation. A row is read as its choices apart by `|`.

/// Whether `text` is one of a row's choices.
pub(super) fn among(row: &str, text: &str) -> bool {
    row.split('|').any(|choice| choice == text)
}

/// Stops only when nothing else is said: as part of a sentence they mean appointments, and life.
pub(super) const STOP_ALONE: &str = "\
    end|quit|cancel|revoke|exit|leave me alone|do not text|dont text|para|pare|paren|\
    salir|terminar|detener|anular|suspender|do not contact|stop 2 end|stop to end|cease and desist";

/// Stops alone, and with manners around them.
pub(super) const STOP: &str = "\
    stop|stopall|stop all|unsubscribe|optout|opt out|opt me out|i opt out|stop it|stop this|stop now|\
    just stop|stop texts|stop text|stop texting|stop messages|stop message|stop messaging|stop sms|\
    stop msgs|stop all texts|stop all messages|unsubscribe me|unsub|unsuscribe|unsubcribe|unsubscribed|\
    unsubscibe|unsubscrib|remove me|take me off your list|end texts|end messages|\
    quit texting|cancel texts|cancel messages|cancel subscription|stop wrong number|wrong number stop|\
    stop wrong person|stpo|sotp|tsop|stip|no more texts|i said stop|stop texting me|not interested stop|\
    stop sending me texts|stop sending texts|stop sending me messages|stop sending messages|stop sending me text messages|\
    stop messaging me|stop contacting me|stop the texts|stop the messages|stop these texts|stop these messages|\
    no more messages|no more text messages|no more texting|do not text me|dont text me|do not text me again|\
    dont text me again|do not text me anymore|dont text me anymore|do not contact me|dont contact me|\
    do not contact me again|do not message me|dont message me|remove me from your list|remove me from this list|\
    remove me from the list|take me off the list|take me off this list|remove my number|delete my number|\
    take my number off your list|lose my number|i want to opt out|i want to unsubscribe|i would like to opt out|\
    i would like to unsubscribe|i dont want texts|i do not want texts|i dont want any more texts|i revoke my consent|\
    no stop|yes stop|stahp|stap|stawp|stop stop|please stop|pls stop|alto|basta|basta ya|ya basta|baja|dar baja|de baja|parar|parar mensajes|\
    alto mensajes|alto a los mensajes|no me escriban|no me escriban mas|ya no me escriban|ya no me escriban mas|no me manden mensajes|no me manden mas mensajes|\
    ya no me manden mensajes|ya no me manden mas mensajes|no me envien mensajes|no me envien mas mensajes|\
    no quiero mensajes|no quiero mas mensajes|ya no quiero mensajes|ya no quiero mas mensajes|\
    no quiero recibir mensajes|no quiero recibir mas mensajes|ya no quiero recibir mensajes|ya no quiero textos|\
    no quiero textos|dejen de escribirme|dejen de mandarme mensajes|dejen de enviarme mensajes|dejen de molestarme|\
    paren de escribirme|paren de mandarme mensajes|paren los mensajes|quitenme de la lista|quitenme de su lista|\
    borrenme de la lista|borrenme de su lista|eliminenme de su lista|saquenme de su lista|borren mi numero|\
    denme de baja|dame de baja|deme de baja|quiero darme de baja|quiero la baja|no me contacten|no me contacten mas|\
    cancelar suscripcion|cancelar mensajes|no mas mensajes|desuscribir|desuscribirme|eliminarme|quitarme|stop los mensajes";

/// Stops as a clause of their own, first or last in the text: "STOP. This is not Maria."
pub(super) const STOP_CLAUSES: &str = "stop|stopall|unsubscribe|opt out|optout|unsubscribe me|alto";

/// Only what says clearly that texts are wanted again. A YES doesn't, although some carriers take it.
pub(super) const START: &str = "\
    start|unstop|un stop|start start|start texts|start texting|start messages|reanudar|iniciar|comenzar|\
    empezar";

/// The same as a clause of its own, first in the text: "START por favor, quiero los textos otra vez".
pub(super) const START_CLAUSES: &str = "start|unstop";

/// Said alone, these may be a wish and may be anything.
pub(super) const UNCLEAR: &str = "\
    no more|take me off|cancelar|cancela|cancele|fin|remove|enough|wrong number|numero equivocado|not interested|\
    no me interesa|no mas|ya no|ya no mas|quitenme|quiteme|cancel everything|cancel all|cancelen todo|call me instead|\
    mejor llameme|basta con eso";

pub(super) const HELP: &str =
    "help|info|help ayuda|ayuda|informacion|help info|information|mas informacion|text help";

pub(super) const YES: &str = "\
    yes|y|yes yes|yess|yep|yup|yeah|yea|yes i agree|i agree|yes i do|yes i consent|i consent|\
    yes you can|yes you may|yes its ok|yes its fine|yes thats fine|yes thats ok|yes text me|\
    yes that is fine|yes sir|yes maam|si|s|si si|si acepto|acepto|si estoy de acuerdo|estoy de acuerdo|\
    de acuerdo|si claro|claro que si|si pueden|si puede|si esta bien";

pub(super) const NO: &str = "\
    no|n|no no|nope|nah|no thanks|no thank you|i do not agree|i dont agree|no i do not agree|\
    no i dont agree|i do not consent|no i dont|no i do not|no gracias|no acepto|no estoy de acuerdo|\
    no quiero|mejor no|no way";
