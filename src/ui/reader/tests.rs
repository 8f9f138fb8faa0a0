//! What is left out of a frame is out of view.

use super::layout::{GalleyLayout, ParagraphLayout as _};
use super::state::Lanes;
use super::{Placed, shown_part};
use crate::text::{Text, TextOffset, TextRange};
use crate::ui::picture::Headless;
use egui::{Color32, FontId, Rect, pos2, vec2};
use std::sync::Arc;

#[test]
fn every_character_in_view_lies_in_the_part_that_is_painted() {
    // Lines that end in spaces, and lines that are cut between letters.
    let text = Text::new("letters".repeat(60) + &" word and".repeat(150));
    let view = Rect::from_min_size(pos2(0.0, 100.0), vec2(200.0, 120.0));
    let mut headless = Headless::new(1.0, egui::Theme::Light);
    crate::ui::fonts::install(headless.ctx());
    headless.run_frame(vec2(400.0, 400.0), Vec::new(), 0.0, &mut |ui| {
        let words = text.as_str().to_owned();
        let font = FontId::proportional(14.0);
        let galley = ui.painter().layout(words, font, Color32::BLACK, 180.0);
        let mut seen = 0;
        for above in (0..galley.rect.height() as u16).step_by(37) {
            let unit = Placed {
                unit: 0,
                range: text.full_range(),
                layout: GalleyLayout::new(Arc::clone(&galley), text.as_str(), TextOffset::START),
                origin: pos2(0.0, 100.0 - f32::from(above)),
                color: Color32::BLACK,
            };
            let shown = shown_part(&unit, view);
            for at in 0..text.len() {
                let character = TextRange::of_bytes(at, at + 1);
                let is_in_view = unit
                    .layout
                    .rects(character)
                    .iter()
                    .any(|line| line.rect.translate(unit.origin.to_vec2()).intersects(view));
                seen += usize::from(is_in_view);
                assert!(!is_in_view || shown.overlaps(character), "{above} {at}");
            }
            assert!(shown.len() < text.len() / 2);
        }
        assert!(seen > 1000);
    });
}

#[test]
fn lanes_are_found_again_when_the_marks_change() {
    let mut lanes = Lanes::default();
    let mut found = 0;
    for (revision, unit) in [(1, 3), (1, 3), (2, 3), (2, 4), (2, 9), (2, 3)] {
        lanes.refresh(revision, &(unit..=unit + 1));
        lanes.of(unit, || {
            found += 1;
            Vec::new()
        });
    }
    // Unit 3 is out of view in between, and so forgotten.
    assert_eq!(found, 5);
}
