//! What a stranger may send, asked of the helper as Foyer asks it, and what a helper may do to its host.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may do what tests may; clippy knows only the tests"
)]

mod made;

use std::{process::Command, time::Duration};

use foyer_picture::{ARGUMENT, Decoder, Format, MAX_BYTES, NoPicture, Picture, WINDOW_SIDE, decode};
use image::ImageFormat;
use proptest::prelude::*;

use made::{album, grey, held, kinds, named_png, photograph, picture};

const PROGRAM: &str = env!("CARGO_BIN_EXE_foyer-picture-helper");

/// No test waits this long: a machine may be busy, and a helper that is right answers at once.
const PATIENCE: Duration = Duration::from_secs(120);

fn helper() -> Decoder {
    Decoder::helper(PROGRAM.into(), ARGUMENT, PATIENCE)
}

/// What a stranger may send instead of a picture, and what is said of it.
fn strange() -> Vec<(&'static str, Vec<u8>, NoPicture)> {
    let png = picture(ImageFormat::Png);
    let mut damaged = png.clone();
    damaged[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let mut named_jpeg = vec![0xff, 0xd8, 0xff, 0xe0];
    named_jpeg.extend_from_slice(b"<script>alert(1)</script>");
    let mut torn = picture(ImageFormat::WebP);
    torn.truncate(torn.len() / 2);
    let bomb = grey(6_400, 6_400);
    assert!(bomb.len() < 1_000_000, "it is small on the wire: {}", bomb.len());
    vec![
        ("nothing", Vec::new(), NoPicture::NotOne),
        ("an SVG", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(), NoPicture::NotOne),
        ("a page", b"<html><img src=x onerror=alert(1)>".to_vec(), NoPicture::NotOne),
        ("a PDF", b"%PDF-1.7 /OpenAction".to_vec(), NoPicture::NotOne),
        ("a program", b"MZ\x90\x00\x03".to_vec(), NoPicture::NotOne),
        ("an archive", b"PK\x03\x04 word/document.xml".to_vec(), NoPicture::NotOne),
        ("words called a JPEG", named_jpeg, NoPicture::Broken),
        ("a header and no picture", png[..40].to_vec(), NoPicture::Broken),
        ("half a PNG", png[..png.len() / 2].to_vec(), NoPicture::Broken),
        ("half a WebP", torn, NoPicture::Broken),
        ("a header that was changed on the way", damaged, NoPicture::Broken),
        ("41 megapixels in a few kilobytes", bomb, NoPicture::TooLarge),
        ("65,535 pixels each way, announced", named_png(65_535, 65_535, 8), NoPicture::TooLarge),
        ("36 megapixels of twice the bytes, announced", named_png(6_000, 6_000, 16), NoPicture::TooLarge),
        ("no pixel at all, announced", named_png(0, 9, 8), NoPicture::Broken),
        ("a strip", grey(16_400, 1), NoPicture::TooLarge),
        ("too many bytes", vec![0xff; MAX_BYTES + 1], NoPicture::TooLarge),
    ]
}

#[tokio::test]
async fn the_helper_sees_what_is_seen_here_and_hands_on_pixels_only() {
    for (format, ours) in kinds() {
        let bytes = picture(format);
        let seen = helper().decode(&bytes).await.unwrap();
        assert_eq!(seen, decode(&bytes).unwrap());
        assert_eq!(seen, Decoder::here().decode(&bytes).await.unwrap());
        assert_eq!((seen.format, seen.width, seen.height), (ours, 24, 18));
        let again = image::load_from_memory(&seen.encoded().unwrap().bytes).unwrap();
        assert_eq!((again.width(), again.height()), (24, 18));
    }
}

#[tokio::test]
async fn a_large_photo_is_shrunk_to_what_a_window_shows() {
    let seen = helper().decode(&grey(4_000, 1_000)).await.unwrap();
    assert_eq!((seen.width, seen.height), (WINDOW_SIDE, WINDOW_SIDE / 4));
}

#[tokio::test]
async fn a_photo_stands_as_it_was_taken_and_where_it_was_taken_stays_behind() {
    let photo = held(&photograph());
    assert!(photo.windows(9).any(|window| window == b"Ward 7 NW"));
    let seen = helper().decode(&photo).await.unwrap();
    assert_eq!((seen.width, seen.height), (18, 24), "the telephone was held upright");
    let shown = seen.encoded().unwrap();
    assert_eq!(shown.mime, "image/jpeg");
    assert!(!shown.bytes.windows(4).any(|window| window == b"Exif" || window == b"Ward"));
}

#[tokio::test]
async fn of_many_frames_the_first_is_shown() {
    let seen = helper().decode(&album(2_000)).await.unwrap();
    assert_eq!((seen.format, seen.width, seen.height), (Format::Gif, 2, 2));
}

#[tokio::test]
async fn what_is_no_picture_ends_in_a_word_and_the_helper_is_asked_again() {
    for (what, bytes, why) in strange() {
        assert_eq!(decode(&bytes).unwrap_err(), why, "{what}, here");
        assert_eq!(helper().decode(&bytes).await.unwrap_err(), why, "{what}");
    }
    assert!(helper().decode(&picture(ImageFormat::Png)).await.is_ok());
}

async fn asked(argument: &'static str, longest: Duration, bytes: &[u8]) -> Result<Picture, NoPicture> {
    Decoder::helper(PROGRAM.into(), argument, longest).decode(bytes).await
}

#[tokio::test]
async fn a_helper_that_dies_floods_or_is_none_gives_no_picture() {
    // More than a pipe holds: a helper that leaves early hears none of it.
    let long = vec![0; 1_000_000];
    for bytes in [picture(ImageFormat::Png), long] {
        for argument in ["die", "half", "leave"] {
            assert_eq!(asked(argument, PATIENCE, &bytes).await, Err(NoPicture::NoAnswer), "{argument}");
        }
        let nowhere = Decoder::helper("/nowhere/at/all".into(), ARGUMENT, PATIENCE);
        assert_eq!(nowhere.decode(&bytes).await, Err(NoPicture::NoAnswer));
    }
    assert_eq!(asked("flood", PATIENCE, b"GIF89a").await, Err(NoPicture::NoAnswer), "it is cut off");
}

#[tokio::test]
async fn a_helper_that_hangs_is_ended_and_the_next_picture_is_shown() {
    let short = Duration::from_millis(50);
    let long = vec![0; 1_000_000];
    for bytes in [&picture(ImageFormat::Png), &long] {
        assert_eq!(asked("hang", short, bytes).await, Err(NoPicture::NoAnswer));
    }
    // A turn that ended badly is given back: more than may run side by side.
    let stuck = Decoder::helper(PROGRAM.into(), "hang", short);
    for _ in 0..5 {
        assert_eq!(stuck.decode(b"GIF89a").await, Err(NoPicture::NoAnswer));
    }
    assert!(helper().decode(&picture(ImageFormat::Gif)).await.is_ok());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn nothing_of_a_helper_stays_behind() {
    assert_eq!(asked("hang", Duration::from_millis(50), b"GIF89a").await, Err(NoPicture::NoAnswer));
    let me = std::process::id();
    let children = std::fs::read_to_string(format!("/proc/{me}/task/{me}/children")).unwrap();
    assert_eq!(children, "", "no process, and none that nobody fetched");
}

#[test]
fn whoever_is_shut_in_can_open_reach_and_run_nothing() {
    let said = Command::new(PROGRAM).arg("probe").output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    // Elsewhere than on Linux only the limits hold; see the module.
    if cfg!(target_os = "linux") {
        assert_eq!(said, "shut in\n");
    } else {
        assert!(said.starts_with("shut in\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn damage_of_any_kind_is_a_word_or_a_picture_within_the_caps(
        which in prop::sample::select(vec![ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP]),
        cut in prop::option::of(0_usize..900),
        changes in prop::collection::vec((0_usize..900, any::<u8>()), 0..8),
    ) {
        let mut bytes = picture(which);
        if let Some(cut) = cut {
            bytes.truncate(cut);
        }
        for (at, byte) in changes {
            if let Some(one) = bytes.get_mut(at) {
                *one = byte;
            }
        }
        if let Ok(seen) = decode(&bytes) {
            prop_assert!(seen.width <= WINDOW_SIDE && seen.height <= WINDOW_SIDE);
            prop_assert!(seen.encoded().is_ok());
        }
    }
}
