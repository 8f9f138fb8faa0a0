//! What can be done with an earlier version: records come back from it, or it is looked at or kept as a file of its own.

use super::super::super::{App, Command, FileQuestion, words};
use super::super::paths::absolute;
use super::super::rescuing::RescueOffer;
use super::super::{AfterClosing, Finished, Work, file_name};
use super::looking::Found;
use crate::edit::Edit;
use crate::edit::bringing_back::{BackContext, bring_back};
use crate::model::{Project, RecordRef};
use crate::store::versions;
use crate::store::{self, Expected, Rescued, SaveError};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    /// Every record that can come back, or none of them.
    pub fn tick_all_of_version(&mut self, all: bool) {
        self.versions.ticked = if all {
            self.records_of_version()
        } else {
            BTreeSet::new()
        };
    }

    /// The records that can come back from the version that is looked at.
    #[must_use]
    pub fn records_of_version(&self) -> BTreeSet<RecordRef> {
        let rows = self.versions.look.iter().flat_map(|look| &look.rows);
        rows.filter_map(|row| match row {
            super::VersionRow::Item {
                record,
                can_come_back: true,
                ..
            } => Some(*record),
            _ => None,
        })
        .collect()
    }

    /// Brings the ticked records back, as one step.
    pub fn bring_back_ticked(&mut self) {
        let Some(look) = self.versions.look.clone() else {
            return;
        };
        let context = BackContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
        };
        let records = std::mem::take(&mut self.versions.ticked);
        let mut edits = bring_back(self.project.to_edit(), &look.shown, &records, context);
        // In blind review a claim or a source can be there and not be shown.
        edits.retain(|edit| !matches!(edit, Edit::Add(record) if is_there(self.project.whole(), record.name())));
        self.view.dialog = None;
        self.view.focus_text = true;
        if edits.is_empty() {
            return;
        }
        let edit = self.with_reviewer(Edit::Batch(edits));
        self.commit(edit, words::BRING_BACK);
        let said = words::came_back_from(records.len(), &look.when);
        self.notices.offer(said, "Undo", Command::Undo);
    }

    /// Opens a copy of the version that is looked at in a window of its own. It can only be read, so that no save puts it in
    /// the place of the present file.
    pub fn open_version_beside(&mut self) {
        let (Some(earlier), Some(folder)) =
            (self.versions.current().cloned(), self.versions_folder())
        else {
            return;
        };
        let Some(project) = self.versions.project else {
            return;
        };
        let (disk, open) = (
            Arc::clone(&self.services.disk),
            Arc::clone(&self.services.open_window),
        );
        let folder = versions::folder_of(&folder, project).join("beside");
        let name = words::version_file(&self.stem_of_versions(), earlier.version.at);
        self.jobs.start(&self.services, Work::Versions, move || {
            let copy = folder.join(name);
            let done = versions::copy_to_read(&*disk, &earlier.version, &copy)
                .map_err(|error| error.to_string())
                .and_then(|()| open(&copy).map_err(|error| error.to_string()));
            Finished::Versions(Found::Done(done.map(|()| None)))
        });
    }

    /// What the project's file is called, without its end.
    fn stem_of_versions(&self) -> String {
        let file = self.file.as_ref().map(|file| file.path.clone());
        let path = self.versions.damaged.clone().or(file);
        let path = path.unwrap_or_else(|| PathBuf::from(self.suggested_file_name()));
        let stem = path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// Asks where to write the version that is looked at.
    pub fn save_version(&mut self) {
        let (Some(look), Some(earlier)) =
            (self.versions.look.clone(), self.versions.current().cloned())
        else {
            return;
        };
        let whole = look.whole.clone();
        self.versions.to_write = Some((look, whole));
        let name = words::version_file(&self.stem_of_versions(), earlier.version.at);
        self.ask(FileQuestion::Version(name));
    }

    /// Writes it there.
    pub(in crate::app::files) fn write_version(&mut self, path: PathBuf, expected: Expected) {
        let path = absolute(path);
        let Some((look, project)) = self.versions.to_write.take() else {
            return;
        };
        if self.is_own_file(&path) || self.versions.damaged.as_deref() == Some(&*path) {
            return self.notices.error(words::OWN_FILE, Vec::new());
        }
        let disk = Arc::clone(&self.services.disk);
        self.jobs.start(&self.services, Work::Versions, move || {
            let written = match store::save(&*disk, &path, &project, expected) {
                Ok(_) | Err(SaveError::NotConfirmed { .. }) => {
                    Ok(Some(words::version_written(&file_name(&path), &look.when)))
                }
                Err(error) => Err(error.to_string()),
            };
            Finished::Versions(Found::Done(written))
        });
    }

    /// Whether a path leads to the project's own file, by this or another name.
    fn is_own_file(&self, path: &Path) -> bool {
        let disk = &self.services.disk;
        self.file.as_ref().is_some_and(|file| {
            let real = |path: &Path| disk.resolve(path).ok();
            file.path == path || real(path).is_some_and(|it| Some(it) == real(&file.path))
        })
    }

    /// Shows the versions of a file that is damaged.
    pub fn show_earlier_of(&mut self, offer: &RescueOffer) {
        if let Some(project) = offer.earlier {
            self.show_versions_of(project, offer.path.clone());
        }
    }

    /// Opens the version that is looked at in place of a damaged file, as a project without a file.
    pub fn open_version(&mut self) {
        let (Some(look), Some(path)) = (self.versions.look.clone(), self.versions.damaged.clone())
        else {
            return;
        };
        self.view.dialog = None;
        let rescued = Rescued {
            project: look.whole.clone(),
            warnings: Vec::new(),
            lost: Vec::new(),
        };
        let said = words::version_opened(&file_name(&path), &look.when);
        self.jobs.rescue = Some(Arc::new(RescueOffer::of_version(path, rescued, said)));
        self.close_then(AfterClosing::Rescue);
    }
}

fn is_there(project: &Project, record: RecordRef) -> bool {
    match record {
        RecordRef::Reviewer(id) => project.reviewers.contains_key(&id),
        RecordRef::Article(id) => project.article(id).is_some(),
        RecordRef::SetAside(id) => project.set_aside.contains_key(&id),
        RecordRef::Source(id) => project.source(id).is_some(),
        RecordRef::Claim(id) => project.claim(id).is_some(),
        RecordRef::Annotation(id) => project.annotation(id).is_some(),
        RecordRef::Decision(id) => project.decisions.contains_key(&id),
    }
}
