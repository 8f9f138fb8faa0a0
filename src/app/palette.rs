//! The command palette: every command by its name, the articles, and words to look for.

use super::picker::{Picked, PickerRow, fit, fitting};
use super::{App, Command, file_name};
use crate::model::ArticleId;

/// How many commands used before stand first.
const MOST_USED: usize = 8;

impl App {
    /// The rows of the palette. With nothing typed: what was used last, then the commands in the order of the menus. Else
    /// what fits, the best first, with the articles, and at the end a look for the words in all articles.
    pub(super) fn palette_rows(&self, typed: &str) -> Vec<PickerRow> {
        let typed = typed.trim();
        if typed.is_empty() {
            let used = self.view.last_used.iter().copied();
            let rest = Command::all().into_iter().filter(|command| {
                !self.view.last_used.contains(command) && !stays_out_until_typed(*command)
            });
            return used
                .chain(rest)
                .filter_map(|command| self.row_of(command))
                .collect();
        }
        let mut rows: Vec<PickerRow> = Command::all()
            .into_iter()
            .filter_map(|command| self.row_of(command))
            .collect();
        rows.extend(self.article_rows());
        let mut rows = fitting(rows, typed);
        if !self.is_empty() {
            let find = PickerRow {
                title: format!("Find “{typed}” in all articles"),
                detail: String::new(),
                key: String::new(),
                is_enabled: true,
                picked: Picked::Find(typed.to_owned()),
            };
            // Where no name fits, the words are looked for.
            let has_good = rows
                .first()
                .is_some_and(|row| fit(&row.title, typed).is_some());
            rows.insert(if has_good { rows.len() } else { 0 }, find);
        }
        rows
    }

    fn row_of(&self, command: Command) -> Option<PickerRow> {
        let definition = command.definition();
        let mut detail = format!("{} · {}", definition.menu.0.title(), definition.help);
        let title = match command {
            Command::Palette => return None,
            // The articles have rows of their own, with these keys.
            Command::FocusArticle(number) => {
                if self.article_numbered(number).is_some() {
                    return None;
                }
                command.numbered_label()
            }
            Command::OpenRecent(number) => {
                let path = self.settings.recent.get(usize::from(number))?;
                detail = path.display().to_string();
                format!("Open recent: {}", file_name(path))
            }
            Command::Extend(_) => format!("{}, selecting", definition.label),
            Command::Undo => named(definition.label, self.undo_label()),
            Command::Redo => named(definition.label, self.redo_label()),
            _ => definition.label.to_owned(),
        };
        let is_enabled = self.is_enabled(command) && !matches!(command, Command::FocusArticle(_));
        Some(PickerRow {
            title,
            detail,
            key: self.shown_key(command),
            is_enabled,
            picked: Picked::Command(command),
        })
    }

    fn article_rows(&self) -> Vec<PickerRow> {
        let articles = self.articles_in_order().into_iter().enumerate();
        articles
            .map(|(index, article)| {
                let number = u8::try_from(index + 1).unwrap_or(u8::MAX);
                PickerRow {
                    title: format!("Go to: {}", article.display_title()),
                    detail: article.meta().publisher.clone(),
                    key: if number <= 9 {
                        self.shown_key(Command::FocusArticle(number))
                    } else {
                        String::new()
                    },
                    is_enabled: true,
                    picked: Picked::Article(article.id),
                }
            })
            .collect()
    }

    fn article_numbered(&self, number: u8) -> Option<ArticleId> {
        self.articles_in_order()
            .get(usize::from(number).saturating_sub(1))
            .map(|article| article.id)
    }

    /// Notes that a command was chosen in the palette: it stands first the next time.
    pub(super) fn note_use(&mut self, command: Command) {
        let used = &mut self.view.last_used;
        used.retain(|other| *other != command);
        used.insert(0, command);
        used.truncate(MOST_USED);
    }
}

fn named(label: &str, step: Option<&str>) -> String {
    step.map_or_else(|| label.to_owned(), |step| format!("{label}: {step}"))
}

/// Movements are for keys, and fill the list; articles that are not there say nothing.
fn stays_out_until_typed(command: Command) -> bool {
    matches!(
        command,
        Command::Move(_)
            | Command::Extend(_)
            | Command::FocusArticle(_)
            | Command::Escape
            | Command::FinishField
    )
}
