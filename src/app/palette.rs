//! The command palette: every command by its name.

use super::App;
use super::picker::PickerRow;

impl App {
    pub(super) fn palette_rows(&self, _typed: &str) -> Vec<PickerRow> {
        Vec::new()
    }
}
