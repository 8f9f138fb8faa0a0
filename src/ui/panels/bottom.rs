//! The lists under the panes: a row of tabs, folded at first, and the list in front.

use super::{
    BoardView, Drafts, UnmarkedList, annotations_ui, board_ui, quotations_ui, review_ui,
    sources_ui, unmarked_ui,
};
use crate::app::{App, BottomTab, Command};
use crate::ui::theme::{self, Theme, size};
use egui::{Button, RichText, Ui, WidgetInfo};

/// Marks that are looked at in a frame for what readers disagree on: some milliseconds of work.
const MARKS_A_FRAME: usize = 4_000;

/// Marks from which counting waits, and for how many seconds without a change.
const LARGE_MARKS: usize = 10_000;
const REST_SECS: f64 = 1.0;

/// What the lists keep between frames.
#[derive(Default)]
pub struct Lists {
    /// The claim board.
    pub board: BoardView,
    /// The unmarked words.
    pub unmarked: UnmarkedList,
}

/// Where the list in front stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BottomShape {
    /// Nowhere: only the tabs are there.
    Folded,
    /// Under the tabs.
    Open,
    /// Beside the focused pane of a narrow window, the tabs alone below.
    BesidePanes,
}

/// What came of the lists in a frame.
#[derive(Debug, Default)]
pub struct BottomAnswer {
    /// What was asked for.
    pub chosen: Vec<Command>,
    /// The message that stands beside the tabs, by its number.
    pub notice: Option<u64>,
}

/// Counts disagreements anew after a change. Of a large project that takes more than a frame has, so it waits until nothing
/// was changed for a moment: no key press waits for it.
fn refresh_review(ui: &Ui, app: &mut App) {
    app.refresh_conflicts();
    if app.marks.counts().total() > LARGE_MARKS {
        let now = ui.input(|input| input.time);
        let id = egui::Id::unique("the last change seen by the review");
        let (revision, since) =
            ui.data_mut(|data| *data.get_temp_mut_or_insert_with(id, || (app.revision(), now)));
        if revision != app.revision() {
            ui.data_mut(|data| data.insert_temp(id, (app.revision(), now)));
            ui.ctx().request_repaint_after_secs(REST_SECS as f32);
            return;
        }
        let left = REST_SECS - (now - since);
        if left > 0.0 {
            ui.ctx().request_repaint_after_secs(left as f32 + 0.01);
            return;
        }
    }
    if !app.refresh_review_of(MARKS_A_FRAME) {
        ui.ctx().request_repaint();
    }
}

/// Shows the tabs, beside them the newest message, and, where it is open, the list in front.
pub fn bottom_ui(
    ui: &mut Ui,
    app: &mut App,
    drafts: &mut Drafts,
    lists: &mut Lists,
    shape: BottomShape,
) -> BottomAnswer {
    let is_open = shape != BottomShape::Folded;
    let mut chosen = Vec::new();
    let mut notice = None;
    refresh_review(ui, app);
    ui.horizontal(|ui| {
        ui.set_height(size::TAB_ROW);
        ui.add_space(8.0);
        for tab in BottomTab::ALL {
            if tab_ui(ui, app, tab, is_open) {
                let is_front = is_open && app.view.bottom_tab == tab;
                chosen.push(if is_front {
                    Command::ToggleBottom
                } else {
                    Command::ShowList(tab)
                });
            }
            ui.add_space(6.0);
        }
        notice = super::notices::notice_in_row(ui, app, &mut chosen);
    });
    if shape == BottomShape::Open {
        match app.view.bottom_tab {
            BottomTab::Board => chosen.extend(board_ui(ui, app, &mut lists.board)),
            BottomTab::Annotations => chosen.extend(annotations_ui(ui, app)),
            BottomTab::Sources => chosen.extend(sources_ui(ui, app, drafts)),
            BottomTab::Quotations => quotations_ui(ui, app),
            BottomTab::Review => chosen.extend(review_ui(ui, app)),
            BottomTab::Unmarked => unmarked_ui(ui, app, &mut lists.unmarked),
        }
    }
    if shape != BottomShape::BesidePanes {
        app.view.focus_filter = false;
    }
    BottomAnswer { chosen, notice }
}

/// One tab; whether it was clicked.
fn tab_ui(ui: &mut Ui, app: &App, tab: BottomTab, is_open: bool) -> bool {
    let theme = Theme::of(ui.ctx());
    let is_front = is_open && app.view.bottom_tab == tab;
    let (font, color) = if is_front {
        (theme::shell_strong(13.0), theme.ink)
    } else {
        (theme::shell(13.0), theme.muted)
    };
    let count = match tab {
        BottomTab::Board => Some(app.project.live_claims().count()),
        BottomTab::Annotations => Some(app.marks.counts().total()),
        BottomTab::Sources => Some(app.project.live_sources().count()),
        BottomTab::Quotations | BottomTab::Unmarked => None,
        BottomTab::Review => Some(app.to_decide()),
    };
    let text = match count {
        Some(count) if count > 0 => match app.whose_counts() {
            Some(whose) => format!("{} {count} {whose}", tab.label()),
            None => format!("{} {count}", tab.label()),
        },
        _ => tab.label().to_owned(),
    };
    let button = ui.add(Button::new(RichText::new(text).font(font).color(color)).frame(false));
    // A menu is called "Review" too.
    let name = match tab {
        BottomTab::Review => "Review list",
        other => other.label(),
    };
    button.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, is_front, name));
    button
        .on_hover_text(super::command_tooltip(app, Command::ShowList(tab)))
        .clicked()
}
