//! What Linux shows of mounts (`proc_pid_mountinfo(5)`), swaps (`proc_swaps(5)`) and the layers under a device
//! (`/sys/class/block`), to everybody.

use std::{
    ffi::OsString,
    fs,
    os::unix::ffi::OsStringExt as _,
    path::{Path, PathBuf},
};

use super::{AtRest, Seen, Swap};

/// How cryptsetup names the devices it makes, by kind. (`CRYPT-VERITY` and `CRYPT-INTEGRITY` are its too, and encrypt
/// nothing.)
const CRYPT: [&str; 8] = [
    "CRYPT-LUKS1-",
    "CRYPT-LUKS2-",
    "CRYPT-PLAIN-",
    "CRYPT-TEMP-",
    "CRYPT-LOOPAES-",
    "CRYPT-TCRYPT-",
    "CRYPT-BITLK-",
    "CRYPT-FVAULT2-",
];

/// File systems that encrypt all they hold.
const ENCRYPTING: [&str; 3] = ["ecryptfs", "fuse.gocryptfs", "fuse.cryfs"];

/// Devices stand on devices; a tree deeper than this is no tree.
const DEEPEST: usize = 8;

/// The kernel's files, under a folder that is `/` but in tests.
pub(super) struct Kernel {
    root: PathBuf,
}

/// A line of the mounts.
struct Mount {
    at: PathBuf,
    /// `8:1`.
    device: String,
    kind: String,
    source: PathBuf,
}

impl Kernel {
    pub(super) fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub(super) fn at_rest(&self, folder: &Path) -> AtRest {
        AtRest { disk: self.under(folder), swap: self.swap() }
    }

    fn under(&self, folder: &Path) -> Seen {
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let Some(mount) = self.mount_of(&folder) else { return Seen::Untold };
        if ENCRYPTING.contains(&mount.kind.as_str()) {
            return Seen::Encrypted;
        }
        // Several file systems at once are shown with no device of their own; btrfs names one, and lists the rest.
        if mount.device.starts_with("0:") {
            return match mount.kind.as_str() {
                "btrfs" => self.btrfs(&mount.source),
                _ => Seen::Untold,
            };
        }
        let device = fs::canonicalize(self.path("sys/dev/block").join(&mount.device));
        device.map_or(Seen::Untold, |device| self.device(&name(&device), DEEPEST))
    }

    fn swap(&self) -> Swap {
        let Ok(swaps) = fs::read_to_string(self.path("proc/swaps")) else { return Swap::On(Seen::Untold) };
        let mut disks = Vec::new();
        let mut any = false;
        for line in swaps.lines().skip(1) {
            let mut words = line.split_whitespace();
            let (Some(path), Some(kind)) = (words.next(), words.next()) else { continue };
            any = true;
            let path = unescaped(path);
            if kind == "file" {
                disks.push(self.under(&path));
                continue;
            }
            disks.extend(self.swapped_to(&self.named(&path)));
        }
        match Seen::worst(disks) {
            Some(seen) => Swap::On(seen),
            None if any => Swap::InMemory,
            None => Swap::None,
        }
    }

    /// The mount that a folder lies on: the longest, and of two on one place the later, which covers the other.
    fn mount_of(&self, folder: &Path) -> Option<Mount> {
        let mounts = fs::read_to_string(self.path("proc/self/mountinfo")).ok()?;
        let mounts = mounts.lines().filter_map(Mount::read).filter(|mount| folder.starts_with(&mount.at));
        mounts.max_by_key(|mount| mount.at.components().count())
    }

    fn btrfs(&self, source: &Path) -> Seen {
        let ours = self.named(source);
        let volumes = fs::read_dir(self.path("sys/fs/btrfs")).into_iter().flatten().flatten();
        let devices = volumes.map(|volume| listed(&volume.path().join("devices")));
        match devices.into_iter().find(|devices| devices.contains(&ours)) {
            Some(devices) => {
                Seen::worst(devices.iter().map(|device| self.device(device, DEEPEST))).unwrap_or(Seen::Untold)
            }
            None => Seen::Untold,
        }
    }

    /// A device, by its kernel name: encrypted if it is, or if everything it stands on is.
    fn device(&self, name: &str, deeper: usize) -> Seen {
        let Ok(at) = fs::canonicalize(self.path("sys/class/block").join(name)) else { return Seen::Untold };
        if deeper == 0 || at.join("loop").exists() {
            return Seen::Untold;
        }
        let kind = fs::read_to_string(at.join("dm/uuid")).unwrap_or_default();
        if CRYPT.iter().any(|crypt| kind.starts_with(crypt)) {
            return Seen::Encrypted;
        }
        // A part of a device stands on what the whole stands on.
        let below = match at.parent() {
            Some(whole) if at.join("partition").exists() => listed(&whole.join("slaves")),
            _ => listed(&at.join("slaves")),
        };
        Seen::worst(below.iter().map(|one| self.device(one, deeper.saturating_sub(1)))).unwrap_or(Seen::Plain)
    }

    /// What a swap device writes to. zram writes nowhere, unless it was given a device behind it.
    fn swapped_to(&self, name: &str) -> Option<Seen> {
        if !name.starts_with("zram") {
            return Some(self.device(name, DEEPEST));
        }
        match fs::read_to_string(self.path("sys/class/block").join(name).join("backing_dev")) {
            Ok(behind) if behind.trim() == "none" => None,
            Ok(behind) => Some(self.device(&self.named(Path::new(behind.trim())), DEEPEST)),
            Err(_) => Some(Seen::Untold),
        }
    }

    /// The kernel's name of a device file: `/dev/mapper/vault` is a link to `/dev/dm-0`.
    fn named(&self, device: &Path) -> String {
        let inside = self.path(device.strip_prefix("/").unwrap_or(device));
        name(&fs::canonicalize(inside).unwrap_or_else(|_| device.to_owned()))
    }

    fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }
}

impl Mount {
    /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`: the fields before the dash vary in number.
    fn read(line: &str) -> Option<Self> {
        let (before, after) = line.split_once(" - ")?;
        let (mut before, mut after) = (before.split(' '), after.split(' '));
        let device = before.nth(2)?.to_owned();
        let at = unescaped(before.nth(1)?);
        Some(Self { at, device, kind: after.next()?.to_owned(), source: unescaped(after.next()?) })
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn listed(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The kernel writes a blank as `\040`.
fn unescaped(word: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let octal =
            after.get(..3).filter(|digits| byte == b'\\' && digits.iter().all(|d| (b'0'..b'8').contains(d)));
        let value = octal.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
        bytes.push(value.unwrap_or(byte));
        rest = value.and_then(|_| after.get(3..)).unwrap_or(after);
    }
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use tempfile::TempDir;

    use super::*;

    /// A computer: its kernel's files in a folder.
    struct Computer(TempDir);

    impl Computer {
        fn new(mounts: &str, swaps: &str) -> Self {
            let computer = Self(TempDir::new().unwrap());
            computer.file("proc/self/mountinfo", mounts);
            computer.file("proc/swaps", &format!("Filename\t\tType\t\tSize\tUsed\tPriority\n{swaps}"));
            computer
        }

        fn file(&self, at: &str, words: &str) {
            let at = self.0.path().join(at);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(at, words).unwrap();
        }

        /// A device by name and number, on others, with the name that the device mapper gave it.
        fn device(self, name: &str, number: &str, uuid: &str, on: &[&str]) -> Self {
            let at = format!("sys/class/block/{name}");
            self.file(&format!("{at}/dev"), number);
            if !uuid.is_empty() {
                self.file(&format!("{at}/dm/uuid"), uuid);
            }
            for one in on {
                self.file(&format!("{at}/slaves/{one}"), "");
            }
            let numbers = self.0.path().join("sys/dev/block");
            fs::create_dir_all(&numbers).unwrap();
            symlink(self.0.path().join(at), numbers.join(number)).unwrap();
            self.file(&format!("dev/{name}"), "");
            self
        }

        fn with(self, at: &str, words: &str) -> Self {
            self.file(at, words);
            self
        }

        fn called(self, name: &str, device: &str) -> Self {
            let mapper = self.0.path().join("dev/mapper");
            fs::create_dir_all(&mapper).unwrap();
            symlink(self.0.path().join("dev").join(device), mapper.join(name)).unwrap();
            self
        }

        fn seen(&self, folder: &str) -> (Seen, Swap) {
            let AtRest { disk, swap } = Kernel::at(self.0.path()).at_rest(Path::new(folder));
            (disk, swap)
        }
    }

    const ROOT: &str = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";
    const LUKS: &str = "CRYPT-LUKS2-4a1b-vault";

    #[test]
    fn a_bare_partition_is_plain_and_a_home_of_its_own_is_looked_at_by_itself() {
        let home = format!("{ROOT}30 22 253:0 / /home/front\\040desk rw - xfs /dev/mapper/vault rw\n");
        let computer = Computer::new(&home, "")
            .device("sda1", "8:1", "", &[])
            .device("sda2", "8:2", "", &[])
            .device("dm-0", "253:0", LUKS, &["sda2"]);
        assert_eq!(computer.seen("/var/lib/foyer"), (Seen::Plain, Swap::None));
        assert_eq!(computer.seen("/home/front desk/foyer").0, Seen::Encrypted);
        assert_eq!(computer.seen("/home/front").0, Seen::Plain, "another folder whose name begins alike");
    }

    #[test]
    fn what_stands_on_encrypted_devices_alone_is_encrypted() {
        let root = "22 1 253:1 / / rw - ext4 /dev/mapper/office-root rw\n";
        let lvm = |on: &[&str]| {
            Computer::new(root, "/dev/dm-1 partition 100 0 -2\n")
                .device("dm-1", "253:1", "LVM-abc", on)
                .device("dm-0", "253:0", LUKS, &["sda2"])
                .device("sda2", "8:2", "", &[])
                .device("sdb1", "8:17", "", &[])
        };
        assert_eq!(lvm(&["dm-0"]).seen("/"), (Seen::Encrypted, Swap::On(Seen::Encrypted)));
        assert_eq!(lvm(&["dm-0", "sdb1"]).seen("/").0, Seen::Plain, "one leg is bare");
        assert_eq!(lvm(&["dm-0", "sdz9"]).seen("/").0, Seen::Untold, "one leg is not shown");
        let verity = Computer::new(root, "").device("dm-1", "253:1", "CRYPT-VERITY-1", &["sda2"]);
        assert_eq!(verity.device("sda2", "8:2", "", &[]).seen("/").0, Seen::Plain, "verity only checks");
    }

    #[test]
    fn a_volume_over_several_disks_is_as_open_as_the_worst() {
        let root = "22 1 0:25 /@ / rw - btrfs /dev/mapper/vault rw\n";
        let volume = |second: &str| {
            Computer::new(root, "")
                .device("dm-0", "253:0", LUKS, &[])
                .device("dm-1", "253:1", second, &[])
                .called("vault", "dm-0")
                .with("sys/fs/btrfs/features/x", "")
                .with("sys/fs/btrfs/17ab/devices/dm-0", "")
                .with("sys/fs/btrfs/17ab/devices/dm-1", "")
        };
        assert_eq!(volume(LUKS).seen("/home").0, Seen::Encrypted);
        assert_eq!(volume("LVM-plain").seen("/home").0, Seen::Plain);
    }

    #[test]
    fn what_the_kernel_does_not_settle_is_not_guessed() {
        for kind in ["overlay overlay", "zfs tank/home", "nfs4 office:/home", "tmpfs tmpfs"] {
            let computer = Computer::new(&format!("22 1 0:40 / / rw - {kind} rw\n"), "");
            assert_eq!(computer.seen("/").0, Seen::Untold, "{kind}");
        }
        let looped = Computer::new("22 1 7:0 / / rw - ext4 /dev/loop0 rw\n", "")
            .device("loop0", "7:0", "", &[])
            .with("sys/class/block/loop0/loop/backing_file", "/image");
        assert_eq!(looped.seen("/").0, Seen::Untold);
        let nothing = Kernel::at(TempDir::new().unwrap().path()).at_rest(Path::new("/"));
        assert_eq!((nothing.disk, nothing.swap), (Seen::Untold, Swap::On(Seen::Untold)));
    }

    #[test]
    fn swap_is_none_in_memory_or_where_its_disk_is() {
        let swap = |swaps: &str, behind: &str| {
            let computer = Computer::new(ROOT, swaps)
                .device("sda1", "8:1", "", &[])
                .device("dm-0", "253:0", "CRYPT-PLAIN-swap", &["sda1"])
                .device("zram0", "252:0", "", &[])
                .with("sys/class/block/zram0/backing_dev", behind);
            computer.seen("/").1
        };
        let (zram, partition) = ("/dev/zram0 partition 9 0 100\n", "/dev/sda1 partition 9 0 -2\n");
        assert_eq!(swap("", "none\n"), Swap::None);
        assert_eq!(swap(zram, "none\n"), Swap::InMemory);
        assert_eq!(swap(zram, "/dev/sda1\n"), Swap::On(Seen::Plain));
        assert_eq!(swap(zram, "/dev/sdz9\n"), Swap::On(Seen::Untold));
        assert_eq!(swap("/dev/dm-0 partition 9 0 -2\n", "none\n"), Swap::On(Seen::Encrypted));
        assert_eq!(swap(&format!("{zram}{partition}"), "none\n"), Swap::On(Seen::Plain));
        assert_eq!(swap("/swap\\040file file 9 0 -2\n", "none\n"), Swap::On(Seen::Plain));
    }
}
