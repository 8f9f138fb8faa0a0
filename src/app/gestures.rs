//! What takes several steps before it is a mark: fragments, edges, painting.

use super::App;

impl App {
    pub(super) fn keep_fragment(&mut self) {}

    /// Whether the edges of a mark are being changed: Enter and Esc belong to that then.
    #[must_use]
    pub fn is_editing_edges(&self) -> bool {
        false
    }

    pub(super) fn edit_edges(&mut self) {}

    pub(super) fn keep_edges(&mut self) {}

    pub(super) fn paint(&mut self) {}

    pub(super) fn mark_occurrences(&mut self) {}

    pub(super) fn mark_read(&mut self) {}
}
