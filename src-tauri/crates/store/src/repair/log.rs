//! The log beside a damaged file (SQLite's file format, section 4): which of its pages take the place of the file's.
//!
//! Read as SQLite reads it: up to the last commit before the first frame that does not follow from the one before. What
//! lies behind may be half of something that was never done, and is not taken.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, Read as _, Seek as _, SeekFrom},
};

use super::pages::PAGE;

const HEADER: usize = 32;
const FRAME: usize = 24;

/// The last bit says which way round the checksums read their words.
const MAGIC: u32 = 0x377f_0682;

/// What of a log counts.
#[derive(Default)]
pub(super) struct Log {
    /// Where in it the newest form of a page begins.
    pub(super) pages: BTreeMap<u32, u64>,
    /// How many pages the file has after its last commit.
    pub(super) size: Option<u32>,
    /// Whether something that was done lies behind what counts.
    pub(super) cut: bool,
}

impl Log {
    /// # Errors
    /// The operating system's.
    pub(super) fn read(file: &File) -> io::Result<Self> {
        let mut log = Self::default();
        let mut from = BufReader::with_capacity(1 << 20, file);
        from.seek(SeekFrom::Start(0))?;
        let mut header = [0_u8; HEADER];
        if from.read_exact(&mut header).is_err() {
            return Ok(log);
        }
        let magic = word(&header, 0);
        let mut sum = Sum { big: magic & 1 == 1, words: (0, 0) };
        sum.add(header.get(..24).unwrap_or_default());
        if magic & !1 != MAGIC || word(&header, 8) != PAGE as u32 || !sum.is(&header, 24) {
            // One that begins with nothing was never written to.
            log.cut = header.iter().any(|byte| *byte != 0);
            return Ok(log);
        }
        let salts = (word(&header, 16), word(&header, 20));
        // Pages since the last commit: nothing, until one comes.
        let mut open = BTreeMap::new();
        let (mut frame, mut page) = ([0_u8; FRAME], vec![0_u8; PAGE]);
        let (mut at, mut believed) = (HEADER as u64, true);
        while from.read_exact(&mut frame).is_ok() && from.read_exact(&mut page).is_ok() {
            // An older log lies in the rest of the file.
            if (word(&frame, 8), word(&frame, 12)) != salts {
                if believed && follows(&mut from, salts) {
                    log.cut = true;
                }
                break;
            }
            let committed = word(&frame, 4);
            if believed {
                sum.add(frame.get(..8).unwrap_or_default());
                sum.add(&page);
                believed = sum.is(&frame, 16);
            }
            if !believed {
                if committed != 0 {
                    log.cut = true;
                    break;
                }
            } else {
                open.insert(word(&frame, 0), at.saturating_add(FRAME as u64));
                if committed != 0 {
                    log.pages.append(&mut open);
                    log.size = Some(committed);
                }
            }
            at = at.saturating_add((FRAME + PAGE) as u64);
        }
        Ok(log)
    }
}

/// Whether a commit of this log comes later: then the frame whose salts are others was overwritten.
fn follows(from: &mut BufReader<&File>, salts: (u32, u32)) -> bool {
    let (mut frame, mut page) = ([0_u8; FRAME], vec![0_u8; PAGE]);
    while from.read_exact(&mut frame).is_ok() && from.read_exact(&mut page).is_ok() {
        if (word(&frame, 8), word(&frame, 12)) == salts && word(&frame, 4) != 0 {
            return true;
        }
    }
    false
}

/// The checksum over a log, carried on from frame to frame.
struct Sum {
    big: bool,
    words: (u32, u32),
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        let read =
            |four: &[u8; 4]| if self.big { u32::from_be_bytes(*four) } else { u32::from_le_bytes(*four) };
        let (mut one, mut two) = self.words;
        for [first, second] in bytes.as_chunks::<4>().0.as_chunks::<2>().0 {
            one = one.wrapping_add(read(first)).wrapping_add(two);
            two = two.wrapping_add(read(second)).wrapping_add(one);
        }
        self.words = (one, two);
    }

    fn is(&self, bytes: &[u8], at: usize) -> bool {
        self.words == (word(bytes, at), word(bytes, at.saturating_add(4)))
    }
}

/// Big-endian, as everything in a log but its pages.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()).map_or(0, |four| u32::from_be_bytes(*four))
}
