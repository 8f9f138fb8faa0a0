//! Regions that need no checking: one by one, or page furniture as one list.

use super::App;
use super::picker::PickerRow;
use crate::model::SetAsideReason;

impl App {
    pub(super) fn set_aside(&mut self) {}

    pub(super) fn offer_furniture(&mut self) {}

    pub(super) fn set_aside_rows(&self, _typed: &str) -> Vec<PickerRow> {
        Vec::new()
    }

    pub(super) fn set_selection_aside(&mut self, _why: SetAsideReason) {}
}
