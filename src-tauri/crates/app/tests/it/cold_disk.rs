//! A stolen disk: a day with a thousand marked words in everything that a patient or somebody at the desk can say, the
//! power goes, and every byte Foyer left is searched for them, in every way bytes can say a word.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use aho_corasick::AhoCorasick;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use serde_json::json;

use crate::{desk::client_id, staff::practice};

/// So many marked words are said.
const WORDS: usize = 1_000;

/// A word that stands nowhere else: eight letters that a seed decides, between two rare ones.
pub fn word(number: usize) -> String {
    let mut state = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut letters = String::from("Zq");
    for _ in 0..8 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        letters.push(char::from(b'a' + u8::try_from((state >> 33) % 26).unwrap()));
    }
    letters
}

/// Ways to write it into bytes. Base64 has three, by where in a group of three bytes it begins; what its neighbours decide
/// is cut off.
fn written(word: &str) -> Vec<Vec<u8>> {
    let little: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut ways =
        vec![word.as_bytes().to_vec(), word.to_lowercase().into_bytes(), little, big, hex.into_bytes()];
    for before in 0..3 {
        let mut bytes = vec![0; before];
        bytes.extend_from_slice(word.as_bytes());
        let text = STANDARD_NO_PAD.encode(&bytes);
        let first = (before * 8).div_ceil(6);
        let whole = bytes.len() * 8 / 6;
        ways.push(text.as_bytes()[first..whole].to_vec());
    }
    ways
}

struct Search {
    ways: AhoCorasick,
}

impl Search {
    fn new() -> Self {
        let ways: Vec<Vec<u8>> = (0..WORDS).flat_map(|number| written(&word(number))).collect();
        Self { ways: AhoCorasick::new(ways).unwrap() }
    }

    fn hits(&self, bytes: &[u8]) -> usize {
        let inflated = inflated(bytes);
        self.ways.find_iter(bytes).count()
            + inflated.iter().map(|bytes| self.ways.find_iter(bytes).count()).sum::<usize>()
    }
}

/// Whatever in `bytes` begins like zlib or gzip and can be inflated, at any place.
fn inflated(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for (at, pair) in bytes.windows(2).enumerate() {
        let mut out = Vec::new();
        let rest = &bytes[at..];
        // A limit keeps a bomb small; what was read before an error counts too.
        let _ = match pair {
            [0x78, 0x01 | 0x5e | 0x9c | 0xda] => {
                flate2::read::ZlibDecoder::new(rest).take(1 << 20).read_to_end(&mut out)
            }
            [0x1f, 0x8b] => flate2::read::GzDecoder::new(rest).take(1 << 20).read_to_end(&mut out),
            _ => continue,
        };
        if out.len() >= 8 {
            found.push(out);
        }
    }
    found
}

/// Every file below `folder`.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn the_search_finds_what_it_should() {
    let search = Search::new();
    let said = word(417);
    assert_eq!(search.hits(b"nothing of anybody"), 0);
    for way in written(&said) {
        assert!(search.hits(&[b"\x00\xff", way.as_slice(), b"\x07"].concat()) > 0);
    }
    for before in ["", "a", "ab"] {
        let text = STANDARD_NO_PAD.encode(format!("{before}{said} and more"));
        assert!(search.hits(text.as_bytes()) > 0, "{before}");
    }
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, format!("a long line with {said} in it").as_bytes()).unwrap();
    let packed = [b"pages before".as_slice(), &packed.finish().unwrap()].concat();
    assert!(search.hits(&packed) > 0);
}

#[tokio::test]
async fn a_day_leaves_no_word_of_a_patient_on_the_disk() {
    let (mut desk, far) = practice().await;
    let mut number = 0..WORDS;
    let mut next = || word(number.next().unwrap());
    let mut threads = Vec::new();
    for nth in 0..100 {
        let start = json!({ "number": format!("832555{:04}", 100 + nth), "name": format!("{} {}", next(), next()), "language": "en" });
        threads.push(desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned());
    }
    for thread in &threads {
        let consent = json!({ "thread": thread, "agreed": true, "basis": "spoken", "note": next() });
        desk.ask("consent.record", consent).await;
        let note = json!({ "thread": thread, "text": format!("{} called about {}", next(), next()), "clientId": client_id() });
        desk.ask("notes.add", note).await;
        desk.ask(
            "drafts.save",
            json!({ "thread": thread, "note": false, "text": format!("About {}", next()) }),
        )
        .await;
        let send = json!({
            "thread": thread, "text": format!("See you soon, {}.", next()), "clientId": client_id(), "overrideReason": null,
        });
        desk.ask("messages.send", send).await;
        let save = json!({
            "thread": thread, "fullName": format!("{} {}", next(), next()), "goesBy": null, "birthDate": "1961-04-09", "language": "es",
        });
        desk.ask("patients.save", save).await;
    }
    let line = desk.ask("app.status", json!({})).await["desk"]["lines"][0]["number"].to_string();
    let line = format!("+1{}", line.chars().filter(char::is_ascii_digit).collect::<String>());
    // What patients write, and people of a list.
    for nth in 0..40 {
        let text = format!("{}, may I come at nine?", next());
        far.patient_writes(&format!("+1832555{:04}", 100 + nth), &line, &text);
    }
    let list: Vec<String> =
        (0..20).map(|nth| format!("{} {},713555{:04}", next(), next(), 4_000 + nth)).collect();
    let file = STANDARD.encode(format!("Name,Cell\n{}\n", list.join("\n")));
    let mapping = {
        let mut guess = desk.ask("contacts.read", json!({ "file": file })).await["guess"].clone();
        guess["source"] = json!("Old system");
        guess
    };
    let came = desk.ask("contacts.import", json!({ "file": file, "mapping": mapping })).await;
    assert_eq!(came["people"], 20);
    desk.until("threads.refresh", json!({ "thread": threads[39], "latest": 20 }), |detail| {
        detail.to_string().contains("may I come at nine?")
    })
    .await;
    for word in number.by_ref() {
        desk.ask("search.find", json!({ "text": self::word(word), "limit": 5 })).await;
    }
    desk.ask("backup.now", json!({})).await;
    desk.ask("backup.drill", json!({})).await;
    desk.ask("audit.export", json!({})).await;

    // The power goes: nothing is closed, nothing folded.
    let search = Search::new();
    let found = files(&desk.path());
    assert!(found.iter().any(|path| path.ends_with("practice.db-wal")), "it was at work");
    let (mut bytes, mut hits) = (0, Vec::new());
    for path in found {
        let read = fs::read(&path).unwrap();
        bytes += read.len();
        let name = path.strip_prefix(desk.path()).unwrap().to_string_lossy().into_owned();
        let found = search.hits(&read) + search.hits(name.as_bytes());
        if found > 0 {
            hits.push((name, found));
        }
    }
    assert!(bytes > 1_000_000, "{bytes} bytes were searched");
    assert_eq!(hits, [], "of {WORDS} words in {bytes} bytes");
    desk.app.close().await;
    drop(far);
}
