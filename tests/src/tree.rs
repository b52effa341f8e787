//! What a screen reader is told of the window: the accessibility tree, read over the desktop's own bus (AT-SPI). The page
//! lives in a process of its own, which hangs its tree under the window's.

use std::{os::unix::process::CommandExt as _, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};
use zbus::{
    blocking::{Connection, Proxy, connection, proxy},
    proxy::CacheProperties,
    zvariant::OwnedObjectPath,
};

use crate::{Desktop, programs::Running, until};

/// Where Debian and Ubuntu keep it, and Fedora.
const LAUNCHER: [&str; 2] = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];
const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";

/// The state of what the keyboard or a screen reader can be led to: the 11th bit (`Atspi.StateType.FOCUSABLE`).
const FOCUSABLE: u32 = 1 << 11;

/// Roles that can have the focus and are no controls (`Atspi.Role`): a whole page, what it is scrolled in, and the part of
/// it that F6 leads to, which stands in a landmark that has the name.
const PLACES: [u32; 3] = [95, 49, 85];

/// More places than any page has.
const MOST: usize = 20_000;

/// The bus of a desktop on which programs tell screen readers what they show.
pub struct Tree {
    connection: Connection,
    launcher: Running,
}

/// The launcher leaves the bus it started behind: all of its group are ended.
impl Drop for Tree {
    fn drop(&mut self) {
        let group = format!("-{}", self.launcher.child().id());
        let _ = Command::new("kill").args(["--", &group]).status();
    }
}

/// A place in the tree: whose, and where.
type Place = (String, OwnedObjectPath);

/// What there is to come to on the page.
#[derive(Debug, Default)]
pub struct Controls {
    /// The name of each, in the order of the page.
    pub named: Vec<String>,
    /// Of each without a name: the names and roles (by AT-SPI's numbers) from it up to the window.
    pub unnamed: Vec<String>,
}

impl Desktop {
    /// Gives it a bus for screen readers; programs that are started from now on tell it what they show.
    ///
    /// # Errors
    /// at-spi2-core is not installed, or does not come up.
    pub async fn has_a_screen_reader(&mut self) -> Result<Tree> {
        let launcher = LAUNCHER.into_iter().map(Path::new).find(|path| path.is_file());
        let launcher = launcher.context("at-spi2-core is not installed; `cargo xtask doctor` installs it")?;
        self.tells_screen_readers();
        let mut launcher = Running::start(
            self.command(launcher)
                .arg("--launch-immediately")
                .process_group(0)
                .stdout(self.log("a11y")?)
                .stderr(self.log("a11y")?),
        )?;
        let session = connection::Builder::address(self.bus_address())?.build()?;
        let address: String = until("the bus of screen readers", async || {
            let bus = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus")?;
            Ok(bus.call("GetAddress", &()).ok())
        })
        .await?;
        launcher.check("at-spi-bus-launcher")?;
        let connection = connection::Builder::address(address.as_str())?.build()?;
        Ok(Tree { connection, launcher })
    }
}

impl Tree {
    /// Everything on the window's page that somebody can be led to, once the page is told at all.
    ///
    /// # Errors
    /// No page is told.
    pub async fn controls(&self) -> Result<Controls> {
        until("a page in the accessibility tree", async || {
            let found = self.walk()?;
            Ok((!found.named.is_empty()).then_some(found))
        })
        .await
    }

    /// From the root of all programs through the window into its page. What is asked for may be gone by then, for the page
    /// goes on: then nothing is below it.
    fn walk(&self) -> Result<Controls> {
        let mut found = Controls::default();
        let root = OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root")?;
        let mut ahead = vec![(("org.a11y.atspi.Registry".to_owned(), root), false)];
        for _ in 0..MOST {
            let Some((place, in_page)) = ahead.pop() else { return Ok(found) };
            let at = self.at(&place)?;
            let states: Vec<u32> = at.call("GetState", &()).unwrap_or_default();
            if in_page && states.first().is_some_and(|bits| bits & FOCUSABLE != 0) {
                match name(&at) {
                    _ if PLACES.contains(&role(&at)) => {}
                    name if name.is_empty() => found.unnamed.push(self.above(&place)),
                    name => found.named.push(name),
                }
            }
            let below: Vec<Place> = at.call("GetChildren", &()).unwrap_or_default();
            if below.is_empty() && !in_page {
                // The window's place for the page counts it among those below, and names it only when asked for the first.
                ahead.extend(at.call("GetChildAtIndex", &0_i32).ok().map(|(page,): (Place,)| (page, true)));
            }
            ahead.extend(below.into_iter().rev().map(|place| (place, in_page)));
        }
        bail!("the tree has no end")
    }

    fn at(&self, (whose, path): &Place) -> zbus::Result<Proxy<'_>> {
        proxy::Builder::new(&self.connection)
            .destination(whose.clone())?
            .path(path.clone())?
            .interface(ACCESSIBLE)?
            .cache_properties(CacheProperties::No)
            .build()
    }

    /// A place, told by those it stands in.
    fn above(&self, place: &Place) -> String {
        let mut told = Vec::new();
        let mut next = Some(place.clone());
        while let Some(at) = next.as_ref().and_then(|place| self.at(place).ok()) {
            told.push(format!("{} {}", role(&at), name(&at)));
            next = at.get_property::<(String, OwnedObjectPath)>("Parent").ok().filter(|_| told.len() < 12);
        }
        told.join(" < ")
    }
}

fn role(at: &Proxy<'_>) -> u32 {
    at.call("GetRole", &()).unwrap_or_default()
}

fn name(at: &Proxy<'_>) -> String {
    at.get_property::<String>("Name").unwrap_or_default().trim().to_owned()
}
