//! A keyboard and a wheel for a display in memory: pressed and turned by the server's own test extension, so that the
//! window cannot tell them from a person's.

use std::collections::HashMap;

use anyhow::{Context as _, Result};
use x11rb::{
    connection::Connection as _,
    protocol::{
        xproto::{
            BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _, InputFocus, KEY_PRESS_EVENT,
            KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT, MapState,
        },
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

/// Windows smaller than this are a toolkit's own.
const WIDE: u16 = 600;

/// X11/keysymdef.h; letters, digits and the space are their own keysyms.
const ESCAPE: u32 = 0xff1b;
const BACKSPACE: u32 = 0xff08;
const RETURN: u32 = 0xff0d;
const CONTROL: u32 = 0xffe3;

/// The button a wheel is, turned away from the person.
const WHEEL_UP: u8 = 4;

/// The keyboard of one display.
pub struct Keyboard {
    connection: RustConnection,
    root: u32,
    codes: HashMap<u32, u8>,
}

impl Keyboard {
    /// Of the display with this name; its keys go to the window on it.
    pub fn of(display: &str) -> Result<Self> {
        let (connection, screen) = RustConnection::connect(Some(display))?;
        let setup = connection.setup();
        let root = setup.roots.get(screen).context("the display has no screen")?.root;
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let keys = connection.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let each = usize::from(keys.keysyms_per_keycode).max(1);
        let codes = (first..=last)
            .zip(keys.keysyms.chunks(each))
            .filter_map(|(code, symbols)| symbols.first().map(|symbol| (*symbol, code)))
            .collect();
        let keyboard = Self { connection, root, codes };
        keyboard.focus()?;
        Ok(keyboard)
    }

    /// No window manager is here to do it.
    fn focus(&self) -> Result<()> {
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            let seen =
                self.connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
            if seen && self.connection.get_geometry(window)?.reply()?.width >= WIDE {
                self.connection.set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)?.check()?;
            }
        }
        Ok(())
    }

    /// Types lower-case letters, digits, slashes and spaces.
    pub fn types(&self, text: &str) -> Result<()> {
        text.chars().try_for_each(|letter| self.press(u32::from(letter)))
    }

    /// Leaves what is open.
    pub fn escape(&self) -> Result<()> {
        self.press(ESCAPE)
    }

    /// Takes the last letter away.
    pub fn backspace(&self) -> Result<()> {
        self.press(BACKSPACE)
    }

    /// Takes what is chosen.
    pub fn enter(&self) -> Result<()> {
        self.press(RETURN)
    }

    /// Opens the finder of people and commands.
    pub fn find(&self) -> Result<()> {
        self.with_control("k")
    }

    /// Leaves the desk.
    pub fn lock(&self) -> Result<()> {
        self.with_control("l")
    }

    fn with_control(&self, letter: &str) -> Result<()> {
        let control = self.code(CONTROL)?;
        self.connection.xtest_fake_input(KEY_PRESS_EVENT, control, 0, self.root, 0, 0, 0)?;
        self.types(letter)?;
        self.connection.xtest_fake_input(KEY_RELEASE_EVENT, control, 0, self.root, 0, 0, 0)?;
        self.connection.flush()?;
        Ok(())
    }

    /// Puts the pointer on the middle of a window of 1280×800: the thread's texts.
    pub fn point_at_the_middle(&self) -> Result<()> {
        self.connection.xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, self.root, 740, 400, 0)?;
        self.connection.flush()?;
        Ok(())
    }

    /// Turns the wheel by one notch, away from the person.
    pub fn wheel_up(&self) -> Result<()> {
        for event in [BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT] {
            self.connection.xtest_fake_input(event, WHEEL_UP, 0, self.root, 0, 0, 0)?;
        }
        self.connection.flush()?;
        Ok(())
    }

    fn press(&self, symbol: u32) -> Result<()> {
        let code = self.code(symbol)?;
        for event in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            self.connection.xtest_fake_input(event, code, 0, self.root, 0, 0, 0)?;
        }
        self.connection.flush()?;
        Ok(())
    }

    fn code(&self, symbol: u32) -> Result<u8> {
        self.codes.get(&symbol).copied().context("the keyboard has no such key")
    }
}
