//! An address before it is opened: all of it, with hidden characters written out and the host set apart.

use super::dialogs::title;
use super::muted;
use crate::app::{App, words};
use crate::text::{link::WebLink, visible::visible};
use crate::ui::theme;
use egui::text::{LayoutJob, TextFormat};
use egui::{Label, RichText, ScrollArea, Ui};

/// Points: the width, and the height of a long address.
const WIDTH: f32 = 560.0;
const ADDRESS: f32 = 160.0;

/// Shows it; the browser gets it when a person says so.
pub(super) fn link_ui(ui: &mut Ui, app: &mut App, link: &WebLink) {
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
    title(ui, words::OPEN_LINK);
    ui.label(muted(ui, words::IT_LEADS_TO));
    let host = RichText::new(visible(link.host())).font(theme::shell_strong(15.0));
    ui.add(Label::new(host).wrap());
    ui.add_space(8.0);
    ScrollArea::vertical().max_height(ADDRESS).show(ui, |ui| {
        ui.add(Label::new(address(ui, link)).wrap());
    });
    ui.add_space(8.0);
    if link.has_a_name_before_the_host() {
        warning(ui, words::NAME_BEFORE_THE_HOST);
    }
    if link.has_foreign_letters() {
        warning(ui, words::FOREIGN_LETTERS);
    }
    ui.add(Label::new(muted(ui, words::BROWSER_OPENS_IT)).wrap());
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        let text = RichText::new(words::OPEN_IN_BROWSER).font(theme::shell_strong(13.0));
        if ui.button(text).clicked() {
            app.open_link(link);
        }
        if ui.button(words::COPY_LINK).clicked() {
            app.copy_link(link);
        }
        // Enter alone opens nothing.
        let cancel = ui.button("Cancel");
        if ui.memory(|memory| memory.focused().is_none()) {
            cancel.request_focus();
        }
        if cancel.clicked() {
            app.leave_link();
        }
    });
}

fn warning(ui: &mut Ui, words: &str) {
    let text = RichText::new(words).color(ui.visuals().warn_fg_color);
    ui.add(Label::new(text).wrap());
}

/// The whole address on as many lines as it takes, the host in stronger letters.
fn address(ui: &Ui, link: &WebLink) -> LayoutJob {
    let (weak, strong) = (
        ui.visuals().weak_text_color(),
        ui.visuals().strong_text_color(),
    );
    let [before, host, behind] = link.parts();
    let mut job = LayoutJob::default();
    for (part, font, colour) in [
        (before, theme::shell(13.0), weak),
        (host, theme::shell_strong(13.0), strong),
        (behind, theme::shell(13.0), weak),
    ] {
        job.append(&visible(part), 0.0, TextFormat::simple(font, colour));
    }
    job
}
