//! Sources: cards of evidence, cited with a locator.

use super::App;
use super::picker::PickerRow;
use crate::model::SourceId;

impl App {
    pub(super) fn cite(&mut self) {}

    pub(super) fn cite_last(&mut self) {}

    pub(super) fn cite_rows(&self, _typed: &str) -> Vec<PickerRow> {
        Vec::new()
    }

    pub(super) fn cite_source(&mut self, _source: SourceId, _locator: &str) {}

    pub(super) fn cite_new_source(&mut self, _title: &str) {}
}
