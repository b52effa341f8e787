//! A paper: words on pages, as a PDF whose text can be selected, searched and read out.
//!
//! One typeface, Latin letters of every kind; a sign it does not have is written as its code point, so that what was
//! said stays word for word. Nothing of the words goes into the file's own data. Letter size, because the practice's
//! printer is in the United States.

pub(crate) mod proof;

use std::sync::LazyLock;

use krilla::{
    Document,
    geom::Point,
    metadata::Metadata,
    page::PageSettings,
    text::{Font, TextDirection},
};
use ttf_parser::Face;

/// Inter 4, weight 430, Latin with its extensions and Vietnamese; SIL Open Font License, beside it.
static INTER: &[u8] = include_bytes!("../../assets/Inter.ttf");

static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(INTER, 0).ok());

/// Letter, in points.
const PAGE: (f32, f32) = (612.0, 792.0);
const MARGIN: f32 = 56.0;
/// Where the values of facts begin.
const COLUMN: f32 = 128.0;
/// A page ends above its foot.
const FOOT: f32 = 40.0;

/// Why there is no paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoPaper {
    /// The typeface in the program is not usable: a fault of ours.
    #[error("the typeface cannot be used")]
    Typeface,
    /// The pages could not be written.
    #[error("the pages cannot be written")]
    Pages,
}

/// Words in their order, before they are set on pages.
#[derive(Default)]
pub(crate) struct Paper {
    lines: Vec<Line>,
}

/// A line as it is set.
struct Line {
    words: String,
    size: f32,
    left: f32,
    /// Space above it.
    above: f32,
    /// Whether it stands beside the line before it, lower by nothing.
    beside: bool,
}

impl Paper {
    /// What the paper is.
    pub(crate) fn title(&mut self, words: &str) {
        self.put(words, 20.0, 0.0, 0.0);
    }

    /// What follows.
    pub(crate) fn heading(&mut self, words: &str) {
        self.put(words, 13.0, 0.0, 16.0);
    }

    /// Words.
    pub(crate) fn words(&mut self, words: &str) {
        self.put(words, 10.0, 0.0, 4.0);
    }

    /// Words that somebody else said, set in.
    pub(crate) fn quote(&mut self, words: &str) {
        self.put(words, 10.0, 20.0, 4.0);
    }

    /// A fact and what it is called.
    pub(crate) fn fact(&mut self, label: &str, value: &str) {
        let first = self.lines.len();
        self.put(label, 10.0, 0.0, 4.0);
        let second = self.lines.len();
        self.put(value, 10.0, COLUMN, 0.0);
        // The value's first line stands beside the label's.
        if second == first + 1
            && let Some(line) = self.lines.get_mut(second)
        {
            line.beside = true;
        }
    }

    fn put(&mut self, words: &str, size: f32, left: f32, above: f32) {
        let width = PAGE.0 - 2.0 * MARGIN - left;
        for (place, words) in wrap(words, size, width).into_iter().enumerate() {
            let above = if place == 0 { above } else { 0.0 };
            self.lines.push(Line { words, size, left, above, beside: false });
        }
    }

    /// The PDF, named `title` in its own data. `foot` stands under every page, with its number.
    ///
    /// # Errors
    /// See [`NoPaper`].
    pub(crate) fn pdf(&self, title: &str, foot: &str) -> Result<Vec<u8>, NoPaper> {
        let font = Font::new(INTER.into(), 0).ok_or(NoPaper::Typeface)?;
        let pages = self.pages();
        let mut document = Document::new();
        document.set_metadata(
            Metadata::new().title(title.to_owned()).language("en".to_owned()).creator("Foyer".to_owned()),
        );
        let count = pages.len();
        for (number, lines) in (1..).zip(pages) {
            let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(NoPaper::Pages)?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            let mut set = |words: &str, size: f32, left: f32, top: f32| {
                let place = Point::from_xy(MARGIN + left, top);
                surface.draw_text(place, font.clone(), size, words, false, TextDirection::Auto);
            };
            for (line, top) in lines {
                set(&line.words, line.size, line.left, top);
            }
            set(&printable(&format!("{foot}, page {number} of {count}")), 8.0, 0.0, PAGE.1 - FOOT);
            surface.finish();
            page.finish();
        }
        document.finish().map_err(|_| NoPaper::Pages)
    }

    /// The lines of each page with where they stand.
    fn pages(&self) -> Vec<Vec<(&Line, f32)>> {
        let mut pages = vec![Vec::new()];
        let mut top = MARGIN;
        for line in &self.lines {
            if !line.beside {
                top += line.above + line.size * 1.45;
            }
            if top > PAGE.1 - MARGIN - FOOT {
                pages.push(Vec::new());
                top = MARGIN + line.size * 1.45;
            }
            if let Some(page) = pages.last_mut() {
                page.push((line, top));
            }
        }
        pages
    }
}

/// Words as the typeface can set them.
fn printable(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        let known = FACE.as_ref().is_some_and(|face| face.glyph_index(sign).is_some());
        match sign {
            '\t' => out.push(' '),
            _ if known => out.push(sign),
            _ if sign.is_control() => {}
            _ => out.push_str(&format!("[U+{:04X}]", u32::from(sign))),
        }
    }
    out
}

/// Lines no wider than `width`; a word that is wider is broken where it must.
fn wrap(words: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in words.lines() {
        let (mut line, mut used) = (String::new(), 0.0_f32);
        for word in printable(paragraph).split_inclusive(' ') {
            let wide = width_of(word.trim_end(), size);
            if used > 0.0 && used + wide > width {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0.0;
            }
            for sign in word.chars() {
                let advance = width_of_sign(sign, size);
                if used + advance > width && sign != ' ' {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(sign);
                used += advance;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

fn width_of(words: &str, size: f32) -> f32 {
    words.chars().map(|sign| width_of_sign(sign, size)).sum()
}

fn width_of_sign(sign: char, size: f32) -> f32 {
    let Some(face) = FACE.as_ref() else { return size };
    let advance = face.glyph_index(sign).and_then(|glyph| face.glyph_hor_advance(glyph));
    f32::from(advance.unwrap_or_else(|| face.units_per_em())) * size / f32::from(face.units_per_em())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_can_be_read_back_page_by_page() {
        let mut paper = Paper::default();
        paper.title("Proof of consent");
        paper.fact("Carrier id", "SM4f81d20c97aa4b1e8c3f6d5e0b7ac21e");
        for line in 1..=120 {
            paper.words(&format!("Línea {line}: ¿Acepta textos? Nguyễn Thị Hạnh"));
        }
        paper.quote("SÍ \u{1f44d}");
        let pdf = paper.pdf("Proof of consent", "Bayou Family Clinic").unwrap();
        let text = pdf_extract::extract_text_from_mem(&pdf).unwrap();
        for wanted in [
            "Proof of consent",
            "SM4f81d20c97aa4b1e8c3f6d5e0b7ac21e",
            "Línea 120",
            "Nguyễn Thị Hạnh",
            "SÍ [U+1F44D]",
        ] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
        assert!(text.contains("page 1 of 4") && text.contains("page 4 of 4"), "{text}");
    }

    #[test]
    fn no_line_is_wider_than_the_page_whatever_it_says() {
        for words in
            ["", "\n\n", "w".repeat(900).as_str(), "a b ".repeat(400).as_str(), "🤰".repeat(90).as_str()]
        {
            for line in wrap(words, 10.0, 200.0) {
                assert!(width_of(&line, 10.0) <= 200.5, "{} wide", width_of(&line, 10.0));
            }
        }
        assert_eq!(wrap("one two", 10.0, 500.0), ["one two"]);
    }
}
