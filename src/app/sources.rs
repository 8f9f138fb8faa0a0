//! Sources: cards of evidence, cited with a locator.
//!
//! The tour: S opens the popup of cards, Shift+S cites the last one again; cards are made, changed and deleted here; what
//! is asked and not answered yet is the waiting list. What each gesture means is `edit::citing`; `cited.rs` counts.

use super::picker::{Picked, PickerKind, PickerRow, fitting};
use super::{App, BottomTab, Command, Target, words};
use crate::edit::citing::{self, CiteContext, CiteError, Citing, with_locator};
use crate::model::{AnnotationId, Citation, Registers as _, Source, SourceId, SourceKind};
use crate::text::visible::shown;
use std::borrow::Cow;
use std::collections::BTreeMap;

impl App {
    fn cite_context(&self) -> CiteContext {
        CiteContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
        }
    }

    /// Counts citations where that was not done yet: O(annotations) once, then edit by edit.
    pub fn refresh_cited(&mut self) {
        let me = self.reviewer();
        self.cited.refresh(&self.project, me, self.revision);
    }

    /// In how many annotations a source is cited, as counted last.
    #[must_use]
    pub fn times_cited(&self, source: SourceId) -> usize {
        self.cited.count(source)
    }

    /// What Shift+S cites, where its card is there: the last of this session, else my newest in the project.
    #[must_use]
    pub fn last_citation(&self) -> Option<&Citation> {
        self.cited
            .last
            .as_ref()
            .or(self.cited.newest())
            .filter(|cite| self.project.source(cite.source).is_some())
    }

    /// What a card is called.
    #[must_use]
    pub fn source_title(&self, id: SourceId) -> String {
        let Some(record) = self.project.sources.get(&id) else {
            return "unknown source".to_owned();
        };
        let title = match record.source.value.title.trim() {
            "" => Cow::Borrowed("Untitled source"),
            title => shown(title),
        };
        if record.is_deleted() {
            format!("{title} (deleted source)")
        } else {
            title.into_owned()
        }
    }

    /// "primary · root: harbour · Ms. Quill · waiting".
    #[must_use]
    pub fn source_details(&self, id: SourceId) -> String {
        let Some(record) = self.project.source(id) else {
            return String::new();
        };
        let source = &record.source.value;
        let mut parts = Vec::new();
        match source.kind {
            Some(SourceKind::Primary) => parts.push("primary".to_owned()),
            Some(SourceKind::Secondary) => parts.push("secondary".to_owned()),
            None => {}
        }
        if !source.root.is_empty() {
            parts.push(format!("root: {}", shown(&source.root)));
        }
        if !source.contact.is_empty() {
            parts.push(shown(&source.contact).into_owned());
        }
        if source.says.trim().is_empty() {
            parts.push("waiting for an answer".to_owned());
        }
        parts.join(" · ")
    }

    /// The marks that would cite: the selected rows of the list, else the active mark. Says what is missing.
    fn cite_targets(&mut self) -> Vec<AnnotationId> {
        let me = self.reviewer();
        let rows = self.list_targets();
        let is_list = !rows.is_empty();
        let targets = match self.target() {
            _ if is_list => rows,
            Some(Target::Mark(id)) => vec![id],
            Some(Target::Selection(..)) => {
                self.notices.info(self.status_first());
                return Vec::new();
            }
            None => {
                self.notices.info(self.nothing_selected());
                return Vec::new();
            }
        };
        let all_mine = targets.iter().all(|id| {
            self.project
                .annotation(*id)
                .is_some_and(|mark| mark.assessment_of(me).is_some())
        });
        if !all_mine {
            self.notices.info(self.status_first());
            return Vec::new();
        }
        if !is_list && self.must_look_first() {
            return Vec::new();
        }
        targets
    }

    pub(super) fn cite(&mut self) {
        if !self.cite_targets().is_empty() {
            self.refresh_cited();
            self.pick(PickerKind::Cite);
        }
    }

    pub(super) fn cite_last(&mut self) {
        self.refresh_cited();
        let Some(citation) = self.last_citation().cloned() else {
            self.notices.info(self.no_source_cited());
            return;
        };
        let targets = self.cite_targets();
        self.cite_on(&targets, citation);
    }

    pub(super) fn cite_rows(&self, typed: &str) -> Vec<PickerRow> {
        let (title, locator) = title_and_locator(typed);
        let mut cards: Vec<_> = self.project.live_sources().collect();
        let last = self.cited.last.as_ref().map(|cite| cite.source);
        cards.sort_by_key(|record| {
            (
                Some(record.id) != last,
                std::cmp::Reverse(self.cited.used(record.id)),
                record.source.value.title.to_lowercase(),
            )
        });
        let rows = cards
            .iter()
            .map(|record| PickerRow {
                title: self.source_title(record.id),
                detail: self.source_details(record.id),
                key: String::new(),
                is_enabled: true,
                picked: Picked::Source(record.id, locator.to_owned()),
            })
            .collect();
        let mut rows = fitting(rows, title);
        let is_there = rows
            .iter()
            .any(|row| row.title.to_lowercase() == title.to_lowercase());
        if !title.is_empty() && !is_there {
            rows.push(PickerRow {
                title: format!("New source “{title}”"),
                detail: locator.to_owned(),
                key: String::new(),
                is_enabled: true,
                picked: Picked::NewSource(typed.to_owned()),
            });
        }
        rows
    }

    pub(super) fn cite_source(&mut self, source: SourceId, locator: &str) {
        let targets = self.cite_targets();
        self.cite_on(
            &targets,
            Citation {
                source,
                locator: locator.to_owned(),
            },
        );
    }

    pub(super) fn cite_new_source(&mut self, typed: &str) {
        let (title, locator) = title_and_locator(typed);
        let targets = self.cite_targets();
        let Some((first, others)) = targets.split_first() else {
            return;
        };
        let id = SourceId((self.services.new_uuid)());
        let card = Source {
            title: title.to_owned(),
            ..Source::default()
        };
        let context = self.cite_context();
        let made = citing::cite_new(&self.project, *first, (id, card), locator, context);
        if !self.take_citing(made) {
            return;
        }
        let citation = Citation {
            source: id,
            locator: locator.to_owned(),
        };
        if others.is_empty() {
            self.cited.last = Some(citation);
        } else {
            self.cite_on(others, citation);
        }
        self.notices
            .info(format!("Cited: {}", with_locator(title, locator)));
    }

    /// Cites it for each of the marks, as one step.
    fn cite_on(&mut self, targets: &[AnnotationId], citation: Citation) {
        if targets.is_empty() {
            return;
        }
        let context = self.cite_context();
        let mut edits = Vec::new();
        for id in targets {
            match citing::cite(&self.project, *id, citation.clone(), context) {
                Ok(done) => edits.extend(done.edit),
                Err(error) => {
                    self.take_citing(Err(error));
                    return;
                }
            }
        }
        let name = with_locator(&self.source_title(citation.source), &citation.locator);
        let marks = match targets.len() {
            1 => String::new(),
            count => format!(" on {count} marks"),
        };
        self.cited.last = Some(citation);
        if edits.is_empty() {
            self.notices.info(format!("Cited here already: {name}"));
            return;
        }
        let edit = crate::edit::Edit::Batch(edits);
        self.commit(edit, "cite source");
        self.notices.info(format!("Cited{marks}: {name}"));
    }

    /// Commits what a rule asks for and says what stands against it. Whether it was done.
    fn take_citing(&mut self, done: Result<Citing, CiteError>) -> bool {
        match done {
            Ok(Citing { edit, label }) => {
                if let Some(edit) = edit {
                    self.commit(edit, &label);
                }
                true
            }
            Err(error) => {
                self.notices.info(error.to_string());
                false
            }
        }
    }

    /// Takes a citation of mine off a mark.
    pub fn uncite(&mut self, id: AnnotationId, citation: &Citation) {
        let done = citing::uncite(&self.project, id, citation, self.cite_context());
        self.take_citing(done);
    }

    /// Writes where in the source it is, as the field is left.
    pub fn set_locator(&mut self, id: AnnotationId, citation: &Citation, locator: &str) {
        let done = citing::set_locator(&self.project, id, citation, locator, self.cite_context());
        self.take_citing(done);
    }

    /// Opens a card in the list of sources.
    pub fn open_card(&mut self, id: SourceId) {
        self.run(Command::ShowList(BottomTab::Sources));
        self.view.open_card = Some(id);
    }

    /// Opens an empty card; it comes into the project with the first word in it.
    pub fn new_card(&mut self) {
        self.open_card(SourceId((self.services.new_uuid)()));
        self.view.focus_card = true;
    }

    /// Writes a card, as one of its fields is left; makes it where it is not there yet.
    pub fn set_card(&mut self, id: SourceId, card: Source) {
        let context = self.cite_context();
        let done = if self.project.sources.contains_key(&id) {
            citing::change(&self.project, id, card, context)
        } else {
            Ok(citing::make(id, card, context))
        };
        self.take_citing(done);
    }

    /// Deletes a card; its citations stay.
    pub fn delete_card(&mut self, id: SourceId) {
        let citing = self
            .project
            .live_annotations()
            .flat_map(|mark| mark.assessments.values())
            .filter(|given| given.value.cites.iter().any(|cite| cite.source == id))
            .count();
        let done = citing::delete(&self.project, id, self.cite_context());
        if self.take_citing(done) {
            self.view.open_card = None;
            let said = words::source_deleted(citing);
            self.notices.offer(said, "Undo", Command::Undo);
        }
    }

    /// Shows the annotations that cite a source.
    pub fn show_citing(&mut self, id: SourceId) {
        self.view.list_filter.clear();
        self.view.list_filter.source = Some(id);
        self.run(Command::ShowList(BottomTab::Annotations));
    }

    /// The cards whose answer is awaited, by contact: those without one last.
    #[must_use]
    pub fn waiting(&self) -> Vec<(String, Vec<SourceId>)> {
        let mut groups: BTreeMap<(bool, String), (String, Vec<SourceId>)> = BTreeMap::new();
        for record in self.project.live_sources() {
            let source = &record.source.value;
            if source.says.trim().is_empty() {
                let contact = source.contact.trim();
                let group = groups
                    .entry((contact.is_empty(), contact.to_lowercase()))
                    .or_insert_with(|| (contact.to_owned(), Vec::new()));
                group.1.push(record.id);
            }
        }
        groups.into_values().collect()
    }

    /// Now, for the button that says a source was looked at today.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        (self.services.clock)()
    }
}

/// "Harbour log @ p. 2" is a title and where in it. An @ inside a word, as in an address, is none.
fn title_and_locator(typed: &str) -> (&str, &str) {
    let typed = typed.trim();
    if let Some(locator) = typed.strip_prefix('@') {
        return ("", locator.trim());
    }
    match typed.rsplit_once(" @") {
        Some((title, locator)) => (title.trim(), locator.trim()),
        None => (typed, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::title_and_locator;

    #[test]
    fn a_locator_stands_behind_an_at_sign_of_its_own() {
        for (typed, title, locator) in [
            ("Harbour log", "Harbour log", ""),
            ("Harbour log @ p. 2", "Harbour log", "p. 2"),
            ("Harbour log @p. 2 ", "Harbour log", "p. 2"),
            (
                "Mail of ana@harbour.example",
                "Mail of ana@harbour.example",
                "",
            ),
            ("@ 12:40", "", "12:40"),
            ("Log @", "Log", ""),
        ] {
            assert_eq!(title_and_locator(typed), (title, locator), "{typed}");
        }
    }
}
