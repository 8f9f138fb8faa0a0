//! "Send a copy…": the project for somebody else, without what is private.

use super::super::App;

impl App {
    pub(in crate::app) fn send_copy(&mut self) {}
}
