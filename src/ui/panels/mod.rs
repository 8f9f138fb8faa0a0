//! What stands around the articles: menus, lists, inspector, messages.
//!
//! Each panel reads the app and returns the commands that were asked for; a panel that edits a field calls the app's
//! method for it when the field is left.

mod accounting;
mod annotations;
mod articles;
mod blind_bar;
mod board;
mod bottom;
mod boxed;
mod choice;
mod claim_card;
mod claims;
mod conflict_line;
mod damaged_dialog;
mod dialogs;
mod find_bar;
mod inspector;
mod inspector_claim;
mod inspector_history;
mod inspector_matches;
mod inspector_sources;
mod link_dialog;
mod menu_bar;
mod merge_dialog;
mod notices;
mod offered_root;
mod path_dialog;
mod quotations;
mod recovery_dialog;
mod review;
mod shortcut_sheet;
mod source_drafts;
mod sources;
mod status_bar;
mod unmarked;
mod versions_dialog;
mod view_note;
mod welcome;

pub use annotations::annotations_ui;
pub use articles::{article_name, articles_ui, rail_ui, shown_date};
pub use blind_bar::blind_bar_ui;
pub use board::{BoardView, board_ui};
pub use bottom::{BottomAnswer, BottomShape, Lists, bottom_ui};
pub use dialogs::dialogs_ui;
pub use find_bar::find_bar_ui;
pub use inspector::{Drafts, InspectorShape, inspector_ui};
pub use menu_bar::menu_bar_ui;
pub use notices::{let_notices_go, notices_ui};
pub use quotations::quotations_ui;
pub use review::review_ui;
pub use shortcut_sheet::sheet_rows;
pub use sources::sources_ui;
pub use status_bar::status_bar_ui;
pub use unmarked::{UnmarkedList, unmarked_ui};
pub use welcome::welcome_ui;

use inspector_matches::{boxes, characters};

use super::theme::{self, Theme};
use crate::app::{App, Command, words};
use crate::model::{EffectiveStatus, Status};
use egui::{
    Align2, Button, Color32, Id, Label, Response, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo,
    text_edit::TextEditState, vec2,
};

/// Points beside the words of a line of a menu; in them the dot of what is on.
const MENU_PADDING: f32 = 12.0;

/// A line of a menu: the command's label, its key, its help as a tooltip, grey where it cannot be run now.
pub fn command_button(ui: &mut Ui, app: &App, command: Command) -> Response {
    let label = command_label(app, command);
    let mut button = Button::new(label).selected(is_on(app, command));
    let key = app.shown_key(command);
    if !key.is_empty() {
        button = button.shortcut_text(key);
    }
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding.x, MENU_PADDING);
    let response = ui.add_enabled(
        app.is_enabled(command),
        button.frame_when_inactive(false).min_size(vec2(200.0, 0.0)),
    );
    ui.spacing_mut().button_padding.x = padding;
    if is_on(app, command) {
        // What is on has a dot before its name.
        let place = response.rect.left_center() + vec2(MENU_PADDING / 2.0, 0.0);
        let accent = Theme::of(ui.ctx()).accent;
        ui.painter().circle_filled(place, 2.5, accent);
    }
    focus_frame(ui, &response);
    response.on_hover_text(command.definition().help)
}

/// Whether a command switches something on that is on now.
fn is_on(app: &App, command: Command) -> bool {
    match command {
        Command::ToggleLeft => app.view.left_is_open && !app.view.articles_only,
        Command::ToggleInspector => app.settings.inspector && !app.view.articles_only,
        Command::ToggleBottom => app.view.bottom && !app.view.articles_only,
        Command::ArticlesOnly => app.view.articles_only,
        Command::DimDone => app.view.dims_done,
        Command::LockPane => app.focused_pane().is_some_and(|pane| pane.is_locked),
        Command::SeeMarks(view) => app.shows_view(view),
        Command::BlindReview => app.reviews_blind(),
        Command::Paint => app.painting().is_some(),
        Command::Walk(walk) => app.settings.walk == walk,
        Command::ShowList(tab) => {
            app.view.bottom && app.view.bottom_tab == tab && !app.view.articles_only
        }
        Command::Theme(theme) => app.settings.theme == theme,
        _ => false,
    }
}

/// What a menu calls a command now: undo and redo name their step.
#[must_use]
pub fn command_label(app: &App, command: Command) -> String {
    let named = match command {
        Command::Undo => app.undo_label(),
        Command::Redo => app.redo_label(),
        Command::DeleteClaim => {
            return match app.statement_at_hand() {
                Some(claim) => format!("{}: {claim}", command.label().trim_end_matches('…')),
                None => command.label().to_owned(),
            };
        }
        _ => None,
    };
    match named {
        Some(step) => format!("{} {step}", command.label()),
        None => command.label().to_owned(),
    }
}

/// The help of a command with its key, for buttons that show neither.
#[must_use]
pub fn command_tooltip(app: &App, command: Command) -> String {
    with_key(app, command.definition().help, command)
}

/// A label with the key of its command, where it has one: "Cite (S)".
pub fn with_key(app: &App, label: &str, command: Command) -> String {
    match app.shown_key(command) {
        key if key.is_empty() => label.to_owned(),
        key => format!("{label} ({key})"),
    }
}

/// The small heading of a section.
pub fn section(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui.ctx());
    ui.add(
        Label::new(
            RichText::new(text)
                .font(theme::shell_strong(12.0))
                .color(theme.muted),
        )
        .selectable(false),
    );
}

/// Small text that matters less.
#[must_use]
pub fn muted(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text)
        .font(theme::shell(11.5))
        .color(Theme::of(ui.ctx()).muted)
}

/// The letter of a status on its tint.
pub fn status_letter(ui: &mut Ui, status: EffectiveStatus) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
    ui.painter().rect_filled(rect, 4.0, theme.tint(status));
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        words::letter(status),
        theme::shell_bold(11.0),
        theme.status(status),
    );
    response
        .widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words::status_word(status)));
    response.on_hover_text(words::status_word(status))
}

/// A button for a status, with its key; the one that stands is outlined in its colour.
pub fn status_button(
    ui: &mut Ui,
    app: &App,
    status: Status,
    is_on: bool,
    is_enabled: bool,
    width: f32,
) -> Response {
    let theme = Theme::of(ui.ctx());
    let effective = EffectiveStatus::Tagged(status);
    let key = app.shown_key(Command::Mark(status));
    let word = words::status_name(status);
    let (fill, stroke, color) = if is_on {
        (
            theme.tint(effective),
            Stroke::new(2.0, theme.status(effective)),
            theme.status(effective),
        )
    } else {
        (Color32::TRANSPARENT, theme.hairline(), theme.ink)
    };
    let label = |word: &str| {
        let mut job = egui::text::LayoutJob::default();
        let format = |font| egui::TextFormat {
            font_id: font,
            color,
            ..egui::TextFormat::default()
        };
        job.append(&key, 0.0, format(theme::shell_bold(12.0)));
        let gap = if key.is_empty() { 0.0 } else { 4.0 };
        job.append(word, gap, format(theme::shell(11.5)));
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    // Where the word has no room, the letter stands for it; never a word that is cut.
    let whole = label(word);
    let shown = if whole.size().x <= width - 6.0 {
        whole
    } else {
        label(words::letter(effective))
    };
    let button = Button::new(shown)
        .fill(fill)
        .stroke(stroke)
        .corner_radius(7)
        .min_size(vec2(width, 30.0));
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding.x = 2.0;
            ui.add_enabled(is_enabled, button)
        })
        .inner;
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, is_enabled, is_on, word));
    response.on_hover_text(command_tooltip(app, Command::Mark(status)))
}

/// A frame like a card on the ground.
pub fn card(theme: &Theme) -> egui::Frame {
    egui::Frame::new()
        .fill(theme.paper)
        .stroke(theme.hairline())
        .corner_radius(7)
        .inner_margin(egui::Margin::symmetric(9, 7))
}

/// Before a field is shown that stands for one record after the other: what was typed for another one is not what
/// undoing in the field brings back.
fn own_undo(ui: &Ui, field: Id, of: impl std::hash::Hash + std::fmt::Debug) {
    let stands_for = field.with("stands for");
    let now = Id::unique(of);
    if ui.data(|data| data.get_temp::<Id>(stands_for)) == Some(now) {
        return;
    }
    ui.data_mut(|data| data.insert_temp(stands_for, now));
    if let Some(mut state) = TextEditState::load(ui.ctx(), field) {
        state.clear_undoer();
        state.store(ui.ctx(), field);
    }
}

/// A frame around what has the keyboard.
pub fn focus_frame(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, Theme::of(ui.ctx()).accent);
        ui.painter()
            .rect_stroke(response.rect, 6.0, stroke, egui::StrokeKind::Inside);
    }
}
