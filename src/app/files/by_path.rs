//! Opening and saving by a typed path, for where the system has no dialogs and for whoever types faster.

use super::super::App;

impl App {
    pub(in crate::app) fn open_by_path(&mut self) {}

    pub(in crate::app) fn save_to_path(&mut self) {}
}
