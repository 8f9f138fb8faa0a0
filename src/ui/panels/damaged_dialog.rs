//! A project that cannot be opened: what is wrong with it, and what of it can be read.

use super::dialogs::title;
use super::muted;
use crate::app::{App, Dialog, RescueOffer, file_name, words};
use crate::ui::theme;
use egui::{Label, RichText, ScrollArea, Ui};
use std::sync::Arc;

/// Points: the width, and the height of the list of what is lost.
const WIDTH: f32 = 560.0;
const LIST: f32 = 140.0;

/// Shows it; what can be read opens as a new project.
pub(super) fn damaged_ui(ui: &mut Ui, app: &mut App, offer: &Arc<RescueOffer>) {
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
    title(ui, &format!("{} is damaged", file_name(&offer.path)));
    ui.add(Label::new(&offer.error).wrap());
    ui.add_space(8.0);
    ui.add(Label::new(RichText::new(&offer.says).font(theme::shell_strong(13.0))).wrap());
    if !offer.lost.is_empty() {
        ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
            for lost in &offer.lost {
                ui.add(Label::new(muted(ui, lost)).wrap());
            }
        });
    }
    ui.add_space(12.0);
    let (mut agreed, mut earlier, mut left) = (false, false, false);
    ui.horizontal(|ui| {
        let first = |ui: &mut Ui, text: &str, is_first: bool| {
            let text = RichText::new(text);
            let text = if is_first {
                text.font(theme::shell_strong(13.0))
            } else {
                text
            };
            let button = ui.button(text);
            if is_first && ui.memory(|memory| memory.focused().is_none()) {
                button.request_focus();
            }
            button.clicked()
        };
        if offer.can_be_read() {
            agreed = first(ui, words::RESCUE_BUTTON, true);
        }
        if offer.earlier.is_some() {
            earlier = first(ui, words::EARLIER_VERSIONS, !offer.can_be_read());
        }
        left = ui.button(words::LEAVE_IT).clicked();
    });
    ui.add(Label::new(muted(ui, words::DAMAGED_STAYS)).wrap());
    if agreed {
        app.rescue(offer);
    } else if earlier {
        app.show_earlier_of(offer);
    } else if left {
        app.view.dialog = None;
        app.view.focus_text = true;
    } else {
        app.view.dialog = Some(Dialog::Damaged(Arc::clone(offer)));
    }
}
