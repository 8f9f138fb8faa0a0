//! Addresses of articles and sources, opened by a person: first all of one is shown, then the browser gets it.
//!
//! Invariant: nothing is opened but a [`WebLink`] to which a person has said yes.

use super::{App, Dialog, words};
use crate::text::link::WebLink;

impl App {
    /// Shows an address whole and asks whether to open it; says why not where it is none to be opened.
    pub fn ask_to_open(&mut self, address: &str) {
        match WebLink::parse(address) {
            Ok(link) => self.show_dialog(Dialog::OpenLink(Box::new(link))),
            Err(refusal) => self.notices.info(refusal.to_string()),
        }
    }

    /// Hands it to the browser, a person having seen it.
    pub fn open_link(&mut self, link: &WebLink) {
        self.view.opened = Some(link.address().to_owned());
        self.notices.info(words::handed_to_the_browser(link.host()));
        self.leave_link();
    }

    /// Puts all of it on the clipboard.
    pub fn copy_link(&mut self, link: &WebLink) {
        self.view.copied = Some(link.address().to_owned());
        self.leave_link();
    }

    /// Closes the dialog.
    pub fn leave_link(&mut self) {
        self.view.dialog = None;
        self.view.focus_text = true;
    }

    /// The address of the focused article; empty where it has none.
    pub(super) fn article_address(&self) -> &str {
        self.focused_article()
            .map_or("", |article| article.meta().url.trim())
    }

    /// Where a copy of it is kept.
    pub(super) fn article_archive(&self) -> &str {
        self.focused_article()
            .map_or("", |article| article.meta().archived_url.trim())
    }

    pub(super) fn open_article_address(&mut self) {
        let address = self.article_address().to_owned();
        self.ask_to_open(&address);
    }

    pub(super) fn open_article_archive(&mut self) {
        let address = self.article_archive().to_owned();
        self.ask_to_open(&address);
    }
}
