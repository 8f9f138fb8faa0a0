//! Questions and sheets over the window. One at a time; Esc closes it, and nothing is lost by closing.

use super::muted;
use super::notices::messages_ui;
use super::shortcut_sheet::shortcut_sheet_ui;
use crate::app::{AfterClosing, App, ClosingAnswer, Dialog, file_name, words};
use crate::model::{ArticleId, ArticleInfo, Meta, Role};
use crate::ui::theme;
use egui::{Context, Event, Grid, Id, Key, Modal, RichText, TextEdit, Ui, vec2};

/// Shows the dialog that is open.
pub fn dialogs_ui(context: &Context, app: &mut App) {
    let Some(dialog) = app.view.dialog.clone() else {
        return;
    };
    // A press beside the dialog closes what only shows something, never what was typed or has to be answered.
    let only_shows = matches!(
        dialog,
        Dialog::Shortcuts | Dialog::Messages | Dialog::About | Dialog::CameIn(_)
    );
    let response = Modal::new(Id::unique("dialog"))
        .frame(egui::Frame::window(&context.global_style()).inner_margin(20))
        .show(context, |ui| match dialog {
            Dialog::Closing(next) => closing_ui(ui, app, next),
            Dialog::EditArticle {
                article,
                draft,
                role,
            } => edit_article_ui(ui, app, article, *draft, role),
            Dialog::EditClaim {
                claim,
                draft,
                second,
                field,
            } => super::claim_card::claim_card_ui(ui, app, claim, *draft, (second, field)),
            Dialog::Path(prompt) => super::path_dialog::path_ui(ui, app, *prompt),
            Dialog::Damaged(offer) => super::damaged_dialog::damaged_ui(ui, app, &offer),
            Dialog::OpenLink(link) => super::link_dialog::link_ui(ui, app, &link),
            Dialog::Merge(offer) => super::merge_dialog::merge_ui(ui, app, &offer),
            Dialog::Versions => super::versions_dialog::versions_ui(ui, app),
            Dialog::CameIn(came_in) => super::merge_dialog::came_in_ui(ui, app, &came_in),
            Dialog::Recovery(offers) => super::recovery_dialog::recovery_ui(ui, app, &offers),
            Dialog::MarkRead {
                article,
                words,
                numbers,
            } => super::accounting::mark_read_ui(ui, app, article, words, numbers),
            Dialog::EndBlindReview => super::accounting::end_blind_review_ui(ui, app),
            Dialog::Furniture { article, offers } => {
                super::accounting::furniture_ui(ui, app, article, offers);
            }
            Dialog::Shortcuts => shortcut_sheet_ui(ui, app),
            Dialog::Messages => messages_ui(ui, app),
            Dialog::About => about_ui(ui, app),
        });
    let was_beside = response.backdrop_response.clicked();
    if response.should_close() && (only_shows || !was_beside) {
        if let Some(Dialog::Path { .. }) = app.view.dialog.take() {
            app.give_up_path();
        }
        app.view.focus_text = true;
    }
}

pub(super) fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::shell_strong(16.0)));
    ui.add_space(8.0);
}

fn closing_ui(ui: &mut Ui, app: &mut App, next: AfterClosing) {
    ui.set_width(380.0);
    let name = app
        .file
        .as_ref()
        .map_or_else(|| "the project".to_owned(), |file| file_name(&file.path));
    title(ui, &format!("Save the changes to {name}?"));
    ui.label("Otherwise what you did since the last save is gone.");
    ui.add_space(14.0);
    ui.horizontal(|ui| {
        let save = ui.button(RichText::new("Save").font(theme::shell_strong(13.0)));
        if ui.memory(|memory| memory.focused().is_none()) {
            save.request_focus();
        }
        if save.clicked() {
            app.answer_closing(ClosingAnswer::Save, next.clone());
        }
        if ui.button("Do not save").clicked() {
            app.answer_closing(ClosingAnswer::Discard, next.clone());
        }
        if ui.button("Cancel").clicked() {
            app.answer_closing(ClosingAnswer::Cancel, next);
        }
    });
}

fn edit_article_ui(
    ui: &mut Ui,
    app: &mut App,
    article: ArticleId,
    mut draft: Meta,
    mut role: Role,
) {
    ui.set_width(520.0);
    title(ui, "Article details");
    let mut left_a_field = false;
    Grid::new("details")
        .num_columns(2)
        .spacing(vec2(12.0, 8.0))
        .show(ui, |ui| {
            let fields: [(&str, &mut String, &str); 9] = [
                ("Title", &mut draft.title, ""),
                (
                    "Publisher",
                    &mut draft.publisher,
                    "The paper, site or agency",
                ),
                ("Author", &mut draft.byline, "As printed"),
                (
                    "Published",
                    &mut draft.published,
                    "2023-08-11, or as much as is known",
                ),
                ("Address", &mut draft.url, "https://…"),
                ("Archived copy", &mut draft.archived_url, "https://…"),
                ("Language", &mut draft.language, "en"),
                (
                    "Root",
                    &mut draft.root,
                    "Where its account comes from in the end",
                ),
                ("File", &mut draft.file_name, ""),
            ];
            for (name, value, hint) in fields {
                ui.label(name);
                let id = egui::Id::unique(("article field", name));
                super::own_undo(ui, id, article);
                let field = TextEdit::singleline(value)
                    .hint_text(hint)
                    .desired_width(400.0)
                    .id(id);
                let field = ui.add(field).accessible_name(name);
                left_a_field |= field.lost_focus();
                // Typing begins at the top.
                if name == "Title" && ui.memory(|memory| memory.focused().is_none()) {
                    field.request_focus();
                }
                ui.end_row();
            }
            ui.label("Role");
            ui.horizontal(|ui| {
                ui.selectable_value(&mut role, Role::Check, "To check");
                ui.selectable_value(&mut role, Role::Compare, "To compare");
            });
            ui.end_row();
        });
    if draft.title_guessed {
        let from = if draft.title == draft.file_name {
            "The title is the name of the file."
        } else {
            "The title was guessed from the text."
        };
        ui.label(muted(ui, from));
    }
    let date_is_odd = !draft.published.is_empty() && !looks_like_a_date(&draft.published);
    if date_is_odd {
        ui.label(
            RichText::new("Published should read like 2023-08-11, 2023-08 or 2023")
                .color(ui.visuals().error_fg_color),
        );
    }
    ui.add_space(12.0);
    // On a button Enter presses the button.
    let entered = left_a_field && ui.input(|input| input.key_pressed(Key::Enter)) || finishes(ui);
    let (mut done, mut cancelled) = (false, false);
    ui.horizontal(|ui| {
        done = ui
            .add_enabled(
                !date_is_odd,
                egui::Button::new(RichText::new("Keep").font(theme::shell_strong(13.0))),
            )
            .clicked()
            || entered && !date_is_odd;
        cancelled = ui.button("Cancel").clicked();
    });
    if done {
        app.set_article_info(
            article,
            ArticleInfo {
                role,
                meta: draft.clone(),
            },
        );
    }
    app.view.dialog = if done || cancelled {
        app.view.focus_text = true;
        None
    } else {
        Some(Dialog::EditArticle {
            article,
            draft: Box::new(draft),
            role,
        })
    };
}

fn looks_like_a_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let number = |part: Option<&str>, digits: usize| {
        part.is_none_or(|part| {
            part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let year = parts.next();
    number(year, 4) && number(parts.next(), 2) && number(parts.next(), 2) && parts.next().is_none()
}

/// Whether Ctrl+Enter, or Cmd+Enter, was pressed: it finishes a dialog wherever the caret is.
pub(super) fn finishes(ui: &Ui) -> bool {
    // The modifiers of the press itself: by the end of a slow frame the keys may be up again.
    ui.input(|input| {
        input.events.iter().any(|event| {
            matches!(event, Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.command)
        })
    })
}

fn about_ui(ui: &mut Ui, app: &mut App) {
    ui.set_width(380.0);
    title(
        ui,
        &format!("{} {}", words::NAME, env!("CARGO_PKG_VERSION")),
    );
    ui.label("For people who check articles line by line. It gives no verdicts of its own, opens no network connection and sends nothing anywhere.");
    ui.add_space(6.0);
    ui.label(muted(
        ui,
        "MIT or Apache-2.0. Typefaces: Inter and Noto Serif, under the SIL Open Font License.",
    ));
    if let Some(log) = app.log_path() {
        ui.add_space(6.0);
        ui.label(muted(
            ui,
            format!("Its log, without any words of yours: {}", log.display()),
        ));
        if ui.button("Copy the log's path").clicked() {
            app.view.copied = Some(log.display().to_string());
        }
    }
    ui.add_space(10.0);
    if ui.button("Close").clicked() {
        app.view.dialog = None;
        app.view.focus_text = true;
    }
}
