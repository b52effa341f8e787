//! A mouse wheel, turned by the display's own test extension, so that the window cannot tell it from a person's. The
//! driver's own wheel scrolls as a touchpad does.

use anyhow::{Context as _, Result};
use serde_json::json;
use x11rb::{
    connection::Connection as _,
    protocol::{
        xproto::{BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, MOTION_NOTIFY_EVENT},
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

use crate::{Desktop, Foyer};

/// The button a wheel is, turned away from the person and towards them.
const UP: u8 = 4;
const DOWN: u8 = 5;

/// A wheel, with the pointer resting on something.
pub struct Wheel {
    connection: RustConnection,
    root: u32,
}

impl Wheel {
    /// Puts the pointer on the middle of a part of the page. The window must stand in the display's corner
    /// ([`crate::left_in_size`]).
    ///
    /// # Errors
    /// There is no such part, or no such display.
    pub async fn over(desktop: &Desktop, foyer: &Foyer, css: &str) -> Result<Self> {
        foyer.find(css).await?;
        let middle = "const box = document.querySelector(arguments[0]).getBoundingClientRect(); \
                      return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round)";
        let (x, y) = serde_json::from_value(foyer.js_with(middle, vec![json!(css)]).await?)?;
        let (connection, screen) = RustConnection::connect(Some(desktop.display()?))?;
        let root = connection.setup().roots.get(screen).context("the display has no screen")?.root;
        connection.xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, root, x, y, 0)?;
        connection.flush()?;
        Ok(Self { connection, root })
    }

    /// Turns it by so many notches at once: away from the person, or towards them where that is negative.
    ///
    /// # Errors
    /// The display is gone.
    pub fn turn(&self, notches: i32) -> Result<()> {
        let button = if notches > 0 { UP } else { DOWN };
        for _ in 0..notches.abs() {
            for event in [BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT] {
                self.connection.xtest_fake_input(event, button, 0, self.root, 0, 0, 0)?;
            }
        }
        Ok(self.connection.flush()?)
    }
}
