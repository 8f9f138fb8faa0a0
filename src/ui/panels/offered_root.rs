//! A root that words beside the passage name, offered in the inspector.

use crate::app::{App, Command, words};
use crate::model::Annotation;
use crate::ui::theme::{self, Theme};
use egui::{Button, RichText, Ui};

/// A quiet button, where there is something to offer for this mark.
pub(super) fn offered_root_ui(ui: &mut Ui, app: &App, mark: &Annotation) -> Option<Command> {
    let offered = app
        .offered_root()
        .filter(|offered| offered.mark == mark.id)?;
    let theme = Theme::of(ui.ctx());
    let text = RichText::new(words::use_root(&words::in_quotes(&offered.words)))
        .font(theme::shell(12.0))
        .color(theme.ink);
    let button = ui
        .add(Button::new(text).wrap().corner_radius(7))
        .on_hover_text(super::command_tooltip(app, Command::UseReportedRoot));
    ui.add_space(6.0);
    button.clicked().then_some(Command::UseReportedRoot)
}
