//! What stands at the tray: how many texts nobody has opened, in the language of whoever was here last, and nothing about
//! whose they are.

use crate::{App, look, wire::WindowLanguage};

/// The words of the tray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrayWords {
    /// Threads with texts nobody has opened; see [`App::unread`].
    pub unread: u32,
    /// What it says when somebody points at it.
    pub tooltip: String,
    /// Its way to the window.
    pub open: &'static str,
    /// Its way out.
    pub quit: &'static str,
}

impl App {
    /// The words of the tray, now. Where nobody chose a language they are in English: what the operating system speaks
    /// only the window knows.
    pub async fn tray(&self) -> TrayWords {
        let language = look::kept(&self.inner).await.language;
        TrayWords::of(self.unread().await, language == WindowLanguage::Es)
    }
}

impl TrayWords {
    fn of(unread: u32, spanish: bool) -> Self {
        let tooltip = match (unread, spanish) {
            (0, _) => "Foyer".to_owned(),
            (1, false) => "Foyer: 1 unread text".to_owned(),
            (many, false) => format!("Foyer: {many} unread texts"),
            (1, true) => "Foyer: 1 texto sin abrir".to_owned(),
            (many, true) => format!("Foyer: {many} textos sin abrir"),
        };
        let (open, quit) = if spanish { ("Abrir Foyer", "Salir") } else { ("Open Foyer", "Quit") };
        Self { unread, tooltip, open, quit }
    }
}

#[cfg(test)]
mod tests {
    use super::TrayWords;

    #[test]
    fn the_tray_counts_and_says_no_more() {
        let says = |unread, spanish| TrayWords::of(unread, spanish).tooltip;
        assert_eq!(
            [0, 1, 12].map(|unread| says(unread, false)),
            ["Foyer", "Foyer: 1 unread text", "Foyer: 12 unread texts"]
        );
        assert_eq!(
            [0, 1, 12].map(|unread| says(unread, true)),
            ["Foyer", "Foyer: 1 texto sin abrir", "Foyer: 12 textos sin abrir"]
        );
        assert_eq!(TrayWords::of(0, true).open, "Abrir Foyer");
    }
}
