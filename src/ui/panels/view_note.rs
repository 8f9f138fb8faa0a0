//! What a list says where a view hides marks, with the way out.

use crate::app::{App, Command, MarksView};
use crate::ui::theme::Theme;
use egui::{Label, RichText, Ui};

/// A list without rows: why, and in a view the button that ends it.
pub(super) fn empty_ui(ui: &mut Ui, app: &App, why: &str) -> Option<Command> {
    let theme = Theme::of(ui.ctx());
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.add(Label::new(RichText::new(why).color(theme.muted)).wrap());
    });
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        way_out_ui(ui, app)
    })
    .inner
}

/// The button that shows everybody's marks again, where a view hides some.
pub(super) fn way_out_ui(ui: &mut Ui, app: &App) -> Option<Command> {
    app.in_view()?;
    let command = Command::SeeMarks(MarksView::All);
    let button = ui.button(command.label());
    button
        .on_hover_text(command.definition().help)
        .clicked()
        .then_some(command)
}
