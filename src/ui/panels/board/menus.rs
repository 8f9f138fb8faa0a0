//! The menus of the right button on the board, and the small button in an empty cell that ties its nearest words.

use super::super::{claims::CLAIM_COMMANDS, command_button};
use crate::app::{App, Command, words};
use crate::compare::Cell;
use crate::model::{ClaimRecord, Status};
use crate::ui::theme;
use egui::{Button, Rect, Response, RichText, Sense, Ui, WidgetInfo, vec2};

/// What the right button offers on a passage of a cell.
const PASSAGE_COMMANDS: [Command; 9] = [
    Command::Mark(Status::Verified),
    Command::Mark(Status::Unverified),
    Command::Mark(Status::Conflicting),
    Command::Note,
    Command::ShouldRead,
    Command::Cite,
    Command::Stance,
    Command::Tie,
    Command::Untie,
];

/// What the right button offers on a cell without one.
const EMPTY_CELL_COMMANDS: [Command; 3] = [
    Command::DoesNotSay,
    Command::GoToNearest,
    Command::TieNearest,
];

/// Points of the small button, and how far it stands from the corner of its cell.
const TIE: egui::Vec2 = vec2(36.0, 20.0);
const TIE_GAP: f32 = 5.0;

/// The menu of a claim.
pub(super) fn claim_menu(app: &App, response: &Response) -> Option<Command> {
    menu(app, response, &CLAIM_COMMANDS)
}

/// The menu of a cell.
pub(super) fn cell_menu(app: &App, response: &Response, cell: &Cell<'_>) -> Option<Command> {
    match cell {
        Cell::Passages(_) => menu(app, response, &PASSAGE_COMMANDS),
        _ => menu(app, response, &EMPTY_CELL_COMMANDS),
    }
}

fn menu(app: &App, response: &Response, commands: &[Command]) -> Option<Command> {
    let mut chosen = None;
    response.context_menu(|ui| {
        for command in commands {
            if command_button(ui, app, *command).clicked() {
                chosen = Some(*command);
                ui.close();
            }
        }
    });
    chosen
}

/// The small button in the corner of an empty cell; whether it was pressed. Enter on the cell does the same, so it is no
/// stop of Tab.
pub(super) fn tie_button_ui(ui: &mut Ui, app: &App, record: &ClaimRecord, cell: Rect) -> bool {
    let corner = cell.right_bottom() - TIE - vec2(TIE_GAP, TIE_GAP);
    let text = RichText::new(words::TIE).font(theme::shell(12.0));
    let sense = Sense::click() - Sense::FOCUSABLE;
    let button = Button::new(text).sense(sense).small().min_size(TIE);
    let response = ui.put(Rect::from_min_size(corner, TIE), button);
    let statement = &record.claim.value.statement;
    let name = format!("{} to {statement}", Command::TieNearest.label());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
    let help = super::super::command_tooltip(app, Command::TieNearest);
    response.on_hover_text(help).clicked()
}
