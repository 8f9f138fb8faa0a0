//! Back and forward after jumps, and going to a paragraph.

use super::App;
use super::picker::PickerRow;
use crate::text::TextOffset;

impl App {
    pub(super) fn back(&mut self) {}

    pub(super) fn forward(&mut self) {}

    pub(super) fn paragraph_rows(&self, _typed: &str) -> Vec<PickerRow> {
        Vec::new()
    }

    pub(super) fn go_to_place(&mut self, _offset: TextOffset) {}
}
