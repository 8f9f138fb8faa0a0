//! The prompt for a path. Tab completes, the arrows choose among what the folder holds, Enter does it.

use super::muted;
use crate::app::{App, Dialog, PathPrompt, PathPurpose, completion, file_name};
use crate::ui::theme;
use egui::text::{CCursor, CCursorRange};
use egui::{Button, Id, Key, KeyboardShortcut, Modifiers, RichText, TextEdit, Ui};

/// Shows the prompt.
pub(super) fn path_ui(ui: &mut Ui, app: &mut App, mut prompt: PathPrompt) {
    ui.set_width(520.0);
    // In blind review nothing may be shown first.
    let merge = if app.is_blind() { "Merge" } else { "Compare" };
    let (heading, hint, button) = match prompt.purpose {
        PathPurpose::Articles => ("Add articles", "One path a line", "Add"),
        PathPurpose::Project => ("Open project", "Path of a .ron file", "Open"),
        PathPurpose::Anything => ("Open by path", "A project, or one article a line", "Open"),
        PathPurpose::SaveAs => ("Save project as", "Path of a .ron file", "Save"),
        PathPurpose::Copy => ("Send a copy", "Path of a .ron file", "Write the copy"),
        PathPurpose::Version => ("Save the earlier version", "Path of a .ron file", "Save"),
        PathPurpose::Merge => ("Merge from file", "Path of a .ron file", merge),
    };
    super::dialogs::title(ui, heading);
    let is_list = matches!(
        prompt.purpose,
        PathPurpose::Articles | PathPurpose::Anything
    );
    let why = if prompt.is_for_want_of_dialogs {
        "This system has no file dialogs, so type the path. Tab completes it."
    } else if is_list {
        "Tab completes. Shift+Enter begins another line."
    } else {
        "Tab completes."
    };
    ui.label(muted(ui, why));
    ui.add_space(6.0);
    let id = Id::unique("path");
    let suggestions = app.suggestions(&prompt);
    let before = prompt.typed.clone();
    if ui.memory(|memory| memory.has_focus(id)) {
        keys(ui, &mut prompt, &suggestions);
    }
    let can_complete = !suggestions.is_empty();
    let field = if is_list {
        let new_line = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
        TextEdit::multiline(&mut prompt.typed)
            .desired_rows(3)
            .return_key(new_line)
    } else {
        TextEdit::singleline(&mut prompt.typed)
    };
    let field = field
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .lock_focus(can_complete)
        .id(id);
    let field = ui.add(field).accessible_name("Path");
    if let Some(anew) = begun_anew(&prompt.typed) {
        prompt.typed = anew;
        prompt.caret_to_end = true;
    }
    let entered = (field.has_focus() || field.lost_focus())
        && ui.input(|input| input.key_pressed(Key::Enter) && !input.modifiers.shift);
    if !field.has_focus() && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    if std::mem::take(&mut prompt.caret_to_end) {
        let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
        let end = CCursor::new(prompt.typed.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), id);
    }
    suggestions_ui(ui, &mut prompt, &suggestions);
    if suggestions.is_empty()
        && prompt.trouble.is_none()
        && let Some(why) = app.no_suggestions()
    {
        ui.label(muted(ui, why));
    }
    if let Some(trouble) = &prompt.trouble {
        ui.label(RichText::new(trouble).color(ui.visuals().error_fg_color));
    }
    if let Some((path, _)) = &prompt.replaces {
        ui.label(replace_question(path));
    }
    if prompt.typed != before {
        (prompt.trouble, prompt.replaces, prompt.chosen) = (None, None, None);
    }
    ui.add_space(10.0);
    let button = if prompt.replaces.is_some() {
        "Replace"
    } else {
        button
    };
    // Enter asks once more before it replaces: a second press is an answer.
    let mut done = entered;
    let mut cancelled = false;
    ui.horizontal(|ui| {
        let main = Button::new(RichText::new(button).font(theme::shell_strong(13.0)));
        done |= ui
            .add_enabled(!prompt.typed.trim().is_empty(), main)
            .clicked();
        cancelled = ui.button("Cancel").clicked();
    });
    app.view.dialog = Some(Dialog::Path(Box::new(prompt)));
    if cancelled {
        app.view.dialog = None;
        app.give_up_path();
    } else if done {
        app.finish_prompt();
    }
}

/// Where a whole path was typed or pasted behind what stood there already, it alone: a path does not begin within a path.
fn begun_anew(typed: &str) -> Option<String> {
    let line = typed.rfind('\n').map_or(0, |at| at + 1);
    let inside = typed[line..].get(1..).filter(|_| !cfg!(windows))?;
    let at = line + 1 + inside.rfind("//")?;
    Some(format!("{}{}", &typed[..line], &typed[at + 1..]))
}

/// A file that does not look like a project is all the less likely to be meant.
fn replace_question(path: &std::path::Path) -> String {
    let is_project = path.extension().is_some_and(|ending| ending == "ron");
    let what = if is_project {
        ""
    } else {
        " Its name is not that of a project."
    };
    let name = file_name(path);
    format!("There is already a file {name}.{what} Replace it?")
}

/// Tab and the arrows, before the field sees them.
fn keys(ui: &Ui, prompt: &mut PathPrompt, suggestions: &[String]) {
    if suggestions.is_empty() {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = suggestions.len() - 1;
    if pressed(Key::ArrowDown) {
        prompt.chosen = Some(prompt.chosen.map_or(0, |at| (at + 1).min(last)));
    }
    if pressed(Key::ArrowUp) {
        prompt.chosen = prompt.chosen.and_then(|at| at.checked_sub(1));
    }
    let chosen = prompt.chosen.and_then(|at| suggestions.get(at)).cloned();
    if pressed(Key::Tab) {
        let line = prompt.typed.lines().last().unwrap_or_default();
        match chosen.or_else(|| completion(line, suggestions)) {
            Some(path) => take(prompt, &path),
            None => ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next)),
        }
    } else if let Some(path) = chosen
        && pressed(Key::Enter)
    {
        take(prompt, &path);
    }
}

/// Puts a path in the place of the last line.
fn take(prompt: &mut PathPrompt, path: &str) {
    let last = prompt.typed.lines().last().map_or(0, str::len);
    prompt
        .typed
        .truncate(prompt.typed.trim_end_matches('\n').len() - last);
    prompt.typed.push_str(path);
    (prompt.chosen, prompt.caret_to_end) = (None, true);
}

fn suggestions_ui(ui: &mut Ui, prompt: &mut PathPrompt, suggestions: &[String]) {
    ui.horizontal_wrapped(|ui| {
        for (index, path) in suggestions.iter().enumerate() {
            let name = path
                .rsplit(std::path::is_separator)
                .find(|part| !part.is_empty())
                .unwrap_or(path);
            let name = if path.ends_with(std::path::is_separator) {
                format!("{name}/")
            } else {
                name.to_owned()
            };
            let shown = Button::new(name)
                .small()
                .selected(prompt.chosen == Some(index));
            if ui.add(shown).on_hover_text(path).clicked() {
                take(prompt, path);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_whole_path_takes_the_place_of_what_stood_there() {
        let anew = |typed: &str| super::begun_anew(typed);
        assert_eq!(
            anew("/desk/notes//other/a.ron").as_deref(),
            Some("/other/a.ron")
        );
        assert_eq!(
            anew("one.txt\n/desk//two.txt").as_deref(),
            Some("one.txt\n/two.txt")
        );
        for whole in ["", "/", "/desk/a.ron", "a.ron\n/b.ron"] {
            assert_eq!(anew(whole), None, "{whole}");
        }
    }
}
