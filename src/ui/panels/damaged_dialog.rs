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
    let (mut agreed, mut left) = (false, false);
    ui.horizontal(|ui| {
        let text = RichText::new(words::RESCUE_BUTTON).font(theme::shell_strong(13.0));
        let rescue = ui.button(text);
        if ui.memory(|memory| memory.focused().is_none()) {
            rescue.request_focus();
        }
        agreed = rescue.clicked();
        left = ui.button(words::LEAVE_IT).clicked();
    });
    ui.add(Label::new(muted(ui, words::DAMAGED_STAYS)).wrap());
    if agreed {
        app.rescue(offer);
    } else if left {
        app.view.dialog = None;
        app.view.focus_text = true;
    } else {
        app.view.dialog = Some(Dialog::Damaged(Arc::clone(offer)));
    }
}
