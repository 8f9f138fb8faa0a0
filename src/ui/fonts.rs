//! The typefaces: Inter for the shell, Noto Serif for what is read.
//!
//! All are compiled in, so that a page breaks its lines alike on every machine and pictures can be compared. What they
//! lack (Hebrew, Arabic, Chinese, emoji and so on) is found among the system's fonts while a window runs: eframe's
//! provider is asked for every family, also for the ones named here, as long as `NativeOptions::system_font_fallback`
//! stays on. `shot` and the tests have no such provider and draw an empty box.
//!
//! There is no typewriter face: nothing in the window is code. `FontFamily::Monospace` is Inter too, since egui's own
//! styles name that family and an empty one would show boxes only.
//!
//! Invariant: every family of [`definitions`] ends with the whole chain of fallbacks, so that a character which one
//! family can show, all can.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};

/// Inter at weight 600: headings and names in the shell.
pub const SHELL_SEMIBOLD: &str = "shell semibold";
/// Inter Bold: the letters of statuses.
pub const SHELL_BOLD: &str = "shell bold";
/// Noto Serif: the text of articles and quotations.
pub const READING: &str = "reading";
/// Noto Serif Italic: subheads.
pub const READING_ITALIC: &str = "reading italic";
/// Noto Serif Bold: headlines.
pub const READING_BOLD: &str = "reading bold";

/// Every named family; the shell's regular face is [`FontFamily::Proportional`].
pub const NAMED: [&str; 5] = [
    SHELL_SEMIBOLD,
    SHELL_BOLD,
    READING,
    READING_ITALIC,
    READING_BOLD,
];

const INTER: &str = "Inter";
const INTER_SEMIBOLD: &str = "Inter SemiBold";
const INTER_BOLD: &str = "Inter Bold";
const SERIF: &str = "Noto Serif";
const SERIF_ITALIC: &str = "Noto Serif Italic";
const SERIF_BOLD: &str = "Noto Serif Bold";
const MATH: &str = "Noto Sans Math";
const SIGNS: &str = "Noto Sans Symbols 2";

/// Where every family looks in the end, in this order.
const FALLBACKS: [&str; 4] = [INTER, SERIF, SIGNS, MATH];

/// The files, by the names used above.
const FILES: [(&str, &[u8]); 8] = [
    (
        INTER,
        include_bytes!("../../assets/fonts/Inter-Regular.otf"),
    ),
    (
        INTER_SEMIBOLD,
        include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
    ),
    (
        INTER_BOLD,
        include_bytes!("../../assets/fonts/Inter-Bold.otf"),
    ),
    (
        SERIF,
        include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf"),
    ),
    (
        SERIF_ITALIC,
        include_bytes!("../../assets/fonts/NotoSerif-Italic.ttf"),
    ),
    (
        SERIF_BOLD,
        include_bytes!("../../assets/fonts/NotoSerif-Bold.ttf"),
    ),
    (
        MATH,
        include_bytes!("../../assets/fonts/NotoSansMath-Signs.ttf"),
    ),
    (
        SIGNS,
        include_bytes!("../../assets/fonts/NotoSansSymbols2-Signs.ttf"),
    ),
];

/// Makes the families of this module known to a context. Once, before the first frame: a later change lays out all
/// text anew, and a named family that is not known shows boxes.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

/// A font of one of the named families; `size` in points.
#[must_use]
pub fn font(family: &str, size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(family.into()))
}

/// All faces and families.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut definitions = FontDefinitions::empty();
    for (name, file) in FILES {
        let data = Arc::new(FontData::from_static(file));
        definitions.font_data.insert(name.to_owned(), data);
    }
    let families = [
        (FontFamily::Proportional, INTER),
        (FontFamily::Monospace, INTER),
        (FontFamily::Name(SHELL_SEMIBOLD.into()), INTER_SEMIBOLD),
        (FontFamily::Name(SHELL_BOLD.into()), INTER_BOLD),
        (FontFamily::Name(READING.into()), SERIF),
        (FontFamily::Name(READING_ITALIC.into()), SERIF_ITALIC),
        (FontFamily::Name(READING_BOLD.into()), SERIF_BOLD),
    ];
    for (family, face) in families {
        let mut chain = vec![face.to_owned()];
        chain.extend(
            FALLBACKS
                .iter()
                .filter(|fallback| **fallback != face)
                .map(|name| (*name).to_owned()),
        );
        definitions.families.insert(family, chain);
    }
    definitions
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::text::{Fonts, TextOptions};
    use egui::{Color32, RawInput};

    const TEXTS: [&str; 7] = [
        "The quick brown fox jumps over the lazy dog 0123456789",
        "Příliš žluťoučký kůň; Zażółć gęślą jaźń; Fişek ığdır; Þingvellir, Ærø, Łódź, Ünsal, São, Đà Nẵng",
        "Съешь ещё этих мягких французских булок, да выпей же чаю; Їжак, ґанок, џеп, љубав",
        "Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία; ᾧ ΐ ΰ ὕψος",
        "Stacked marks: a\u{0301}\u{0323} o\u{0308}\u{0304}",
        "“quoted” ‘single’ «guillemets» … – — · • × − ≠ ≈ ½ № € £ ₴ % ‰ § †",
        "↔ ⇅ ▯ ● ○ ◌ ← → ↑ ↓ ▸ ▾ ▲ ▼ ✓ ✗ ✕ ☰ ⋯ ⋮ ⚠ ⌘ ⌥ ⇧ ⏎ ⌫ ⏵ ⏷",
    ];

    fn families() -> Vec<FontFamily> {
        let named = NAMED.into_iter().map(|name| FontFamily::Name(name.into()));
        [FontFamily::Proportional, FontFamily::Monospace]
            .into_iter()
            .chain(named)
            .collect()
    }

    #[test]
    fn every_family_has_the_letters_of_europe_and_the_signs_of_the_shell() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        for family in families() {
            let font = FontId::new(14.0, family);
            for text in TEXTS {
                let missing: String = text
                    .chars()
                    .filter(|c| !fonts.has_glyph(&font, *c))
                    .collect();
                assert_eq!(missing, "", "{font:?} has no glyph for these");
            }
            assert!(
                !fonts.has_glyph(&font, '한'),
                "the question would be answered yes for anything"
            );
        }
    }

    #[test]
    fn the_reading_faces_have_accented_letters_of_their_own() {
        // Through the fallbacks alone every family would pass the test above with the wrong face.
        let mut alone = definitions();
        for chain in alone.families.values_mut() {
            chain.truncate(1);
        }
        let mut fonts = Fonts::new(TextOptions::default(), alone);
        for family in families() {
            let font = FontId::new(14.0, family);
            for text in &TEXTS[..5] {
                assert!(fonts.has_glyphs(&font, text), "{font:?}: {text}");
            }
        }
    }

    #[test]
    fn the_families_differ_in_what_they_draw() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut width = |font| {
            let mut view = fonts.with_pixels_per_point(1.0);
            view.layout_no_wrap("Aground for six hours".to_owned(), font, Color32::BLACK)
                .size()
                .x
        };
        let mut widths: Vec<f32> = NAMED
            .into_iter()
            .map(|name| width(font(name, 40.0)))
            .collect();
        widths.push(width(FontId::proportional(40.0)));
        widths.sort_by(f32::total_cmp);
        widths.dedup();
        assert_eq!(widths.len(), NAMED.len() + 1, "{widths:?}");
    }

    #[test]
    fn text_is_laid_out_in_a_context_without_a_window() {
        let ctx = Context::default();
        install(&ctx);
        let mut rect = None;
        let output = ctx.run_ui(RawInput::default(), |ui| {
            let text = egui::RichText::new("Ferry aground").font(font(READING_BOLD, 20.0));
            rect = Some(ui.label(text).rect);
        });
        output.drop_without_applying_deltas();
        assert!(
            rect.is_some_and(|rect| rect.width() > 100.0 && rect.height() > 20.0),
            "{rect:?}"
        );
    }
}
