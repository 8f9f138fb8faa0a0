//! Finding words in one article or in all, and going from hit to hit.

use super::App;

impl App {
    pub(super) fn find(&mut self) {}

    pub(super) fn find_next(&mut self) {}

    pub(super) fn find_previous(&mut self) {}

    /// Looks for words in all articles.
    pub fn find_everywhere(&mut self, _words: &str) {}
}
