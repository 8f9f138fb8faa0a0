//! What takes several steps before it is a mark: fragments, edges, painting.

use super::App;

impl App {
    pub(super) fn keep_fragment(&mut self) {}

    pub(super) fn edit_edges(&mut self) {}

    pub(super) fn keep_edges(&mut self) {}

    pub(super) fn paint(&mut self) {}

    pub(super) fn mark_occurrences(&mut self) {}

    pub(super) fn mark_read(&mut self) {}
}
