//! The two questions of accounting for every word: what needs no checking, and whether all was read.

use super::dialogs::{finishes, title};
use super::muted;
use crate::app::{App, Command, Dialog, FurnitureOffer, Walk, words};
use crate::model::ArticleId;
use crate::ui::theme;
use egui::{Button, Checkbox, Key, Label, RichText, ScrollArea, Sense, Ui, vec2};

/// Mark as read though words are unmarked?
pub(super) fn mark_read_ui(
    ui: &mut Ui,
    app: &mut App,
    article: ArticleId,
    unmarked: usize,
    numbers: usize,
) {
    ui.set_width(400.0);
    title(ui, "Read to the end");
    let is_all_marked = unmarked + numbers == 0;
    if !is_all_marked {
        ui.add(Label::new(words::mark_read_anyway(unmarked, numbers)).wrap());
    }
    let opens = app.is_hidden_in(article);
    if opens {
        ui.add(Label::new(words::OPENS_ARTICLE).wrap());
    }
    ui.add_space(14.0);
    let mut answer = None;
    ui.horizontal(|ui| {
        // What cannot be undone is never what Enter does at once.
        let first = if is_all_marked {
            "Not yet"
        } else {
            "Show them"
        };
        let first = ui.button(RichText::new(first).font(theme::shell_strong(13.0)));
        if ui.memory(|memory| memory.focused().is_none()) {
            first.request_focus();
        }
        let read = if opens {
            "Mark as read and show others' marks"
        } else {
            "Mark as read"
        };
        let first_is = if is_all_marked { 2 } else { 0 };
        let mut buttons = vec![(first.clicked(), first_is), (ui.button(read).clicked(), 1)];
        if !is_all_marked {
            buttons.push((ui.button("Cancel").clicked(), 2));
        }
        for (clicked, what) in buttons {
            answer = if clicked { Some(what) } else { answer };
        }
    });
    if let Some(answer) = answer {
        app.view.dialog = None;
        app.view.focus_text = true;
        match answer {
            0 => app.run(Command::Walk(Walk::Unmarked)),
            1 => app.mark_read_anyway(article),
            _ => {}
        }
    }
}

/// Show others' work in what was not marked as read?
pub(super) fn end_blind_review_ui(ui: &mut Ui, app: &mut App) {
    ui.set_width(400.0);
    title(ui, "End blind review");
    ui.add(Label::new(words::ENDS_BLIND_REVIEW).wrap());
    ui.add_space(14.0);
    ui.horizontal(|ui| {
        let stay = ui.button(RichText::new("Stay blind").font(theme::shell_strong(13.0)));
        if ui.memory(|memory| memory.focused().is_none()) {
            stay.request_focus();
        }
        let end = ui.button("Show others' marks");
        if stay.clicked() || end.clicked() {
            app.view.dialog = None;
            app.view.focus_text = true;
        }
        if end.clicked() {
            app.end_blind_review();
        }
    });
}

/// Lines that look like page furniture, ticked; Enter sets them aside.
pub(super) fn furniture_ui(
    ui: &mut Ui,
    app: &mut App,
    article: ArticleId,
    mut offers: Vec<FurnitureOffer>,
) {
    let screen = ui.ctx().content_rect().size();
    ui.set_width((screen.x - 120.0).min(560.0));
    title(ui, "Page furniture");
    ui.add(
        Label::new(muted(
            ui,
            "What is set aside needs no checking and is left out of the share of marked words. Captions and headlines are never listed here.",
        ))
        .wrap(),
    );
    ui.add_space(8.0);
    ScrollArea::vertical()
        .max_height((screen.y - 320.0).max(120.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for offer in &mut offers {
                ui.horizontal(|ui| {
                    let words = RichText::new(&offer.words).font(theme::reading(13.5));
                    let width = ui.available_width() - 190.0;
                    ui.allocate_ui(vec2(width, 22.0), |ui| {
                        ui.set_min_width(width);
                        ui.add(Checkbox::without_text(&mut offer.is_ticked))
                            .accessible_name(&*offer.words);
                        let words = Label::new(words).truncate().sense(Sense::click());
                        if ui.add(words).on_hover_text(&*offer.words).clicked() {
                            offer.is_ticked = !offer.is_ticked;
                        }
                    });
                    ui.add(Label::new(muted(ui, offer.reason)).truncate());
                });
            }
        });
    ui.add_space(12.0);
    let ticked = offers.iter().filter(|offer| offer.is_ticked).count();
    let on_button = ui.memory(egui::Memory::focused).is_some();
    let entered = finishes(ui) || !on_button && ui.input(|input| input.key_pressed(Key::Enter));
    let (mut done, mut cancelled) = (entered && ticked > 0, false);
    ui.horizontal(|ui| {
        let label = RichText::new(format!(
            "Set {} aside",
            words::count(ticked, "line", "lines")
        ))
        .font(theme::shell_strong(13.0));
        done |= ui.add_enabled(ticked > 0, Button::new(label)).clicked();
        let (all, none) = (ui.button("All"), ui.button("None"));
        for (button, is_ticked) in [(all, true), (none, false)] {
            if button.clicked() {
                for offer in &mut offers {
                    offer.is_ticked = is_ticked;
                }
            }
        }
        cancelled = ui.button("Cancel").clicked();
    });
    app.view.dialog = if done || cancelled {
        app.view.focus_text = true;
        None
    } else {
        Some(Dialog::Furniture {
            article,
            offers: offers.clone(),
        })
    };
    if done {
        app.take_furniture(article, &offers);
    }
}
