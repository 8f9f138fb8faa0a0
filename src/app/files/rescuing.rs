//! A damaged project: what of it can be rescued is offered as a new project. The damaged file is never written to.

use super::super::{App, Dialog, Project, words};
use super::closing::AfterClosing;
use super::{Path, PathBuf, file_name};
use crate::edit::Edit;
use crate::model::{ArticleId, ProjectId};
use crate::store::{self, Disk, LARGEST_FILE, LoadError, Rescued, versions};
use std::sync::Arc;

/// What can be rescued of a damaged project file.
#[derive(Clone, Debug, PartialEq)]
pub struct RescueOffer {
    /// The damaged file.
    pub path: PathBuf,
    /// What is wrong with it: line, column and reason.
    pub error: String,
    /// How many records of each kind can be read.
    pub says: String,
    /// What cannot be, one a line.
    pub lost: Vec<String>,
    /// The project whose earlier versions may help, if there are any.
    pub earlier: Option<ProjectId>,
    /// What can be read; nothing where nothing can.
    rescued: Option<Rescued>,
    /// What is said once it is open.
    said: String,
}

impl RescueOffer {
    /// An earlier version, in place of the damaged file.
    pub(super) fn of_version(path: PathBuf, version: Rescued, said: String) -> Self {
        Self {
            path,
            error: String::new(),
            says: String::new(),
            lost: Vec::new(),
            earlier: None,
            rescued: Some(version),
            said,
        }
    }

    /// Whether anything can be read of the file.
    #[must_use]
    pub fn can_be_read(&self) -> bool {
        self.rescued.is_some()
    }
}

/// A project that could not be opened, and what can be rescued of it.
pub(super) struct NotOpened {
    pub(super) error: LoadError,
    pub(super) rescued: Option<Rescued>,
    /// The project whose earlier versions may help.
    pub(super) earlier: Option<ProjectId>,
}

impl NotOpened {
    /// Reads the file once more where it is the file that is at fault, and not the way to it.
    pub(super) fn of(
        error: LoadError,
        disk: &dyn Disk,
        path: &Path,
        (new_id, folder): (ProjectId, Option<&Path>),
    ) -> Self {
        let is_damage = error.is_damage();
        let rescued = is_damage
            .then(|| disk.read(path, LARGEST_FILE).ok())
            .flatten()
            .and_then(|bytes| store::rescue(&bytes, new_id));
        let earlier = folder.filter(|_| is_damage).and_then(|folder| {
            let in_file = rescued.as_ref().map(|rescued| rescued.project.id);
            let has_versions = |id: &ProjectId| {
                versions::list(disk, folder, *id).is_ok_and(|there| !there.is_empty())
            };
            versions::of_path(disk, folder, path).or(in_file.filter(has_versions))
        });
        Self {
            error,
            rescued,
            earlier,
        }
    }
}

impl App {
    /// Offers what was rescued of a project that cannot be opened, and earlier versions of it.
    pub(super) fn offer_rescue(
        &mut self,
        path: &Path,
        error: &LoadError,
        rescued: Option<Rescued>,
        earlier: Option<ProjectId>,
    ) {
        // Counts would tell of others.
        let is_blind = |it: &Rescued| self.settings.blind.contains(&it.project.id);
        let says = match &rescued {
            Some(rescued) => words::can_be_rescued(rescued, is_blind(rescued)),
            None => words::NOTHING_RESCUED.to_owned(),
        };
        let told = rescued.iter().filter(|it| !is_blind(it));
        let lost = told.flat_map(|it| &it.lost).map(ToString::to_string);
        let offer = RescueOffer {
            path: path.to_owned(),
            error: error.to_string(),
            says,
            lost: lost.collect(),
            earlier,
            rescued,
            said: words::rescued_from(&file_name(path)),
        };
        self.show_dialog(Dialog::Damaged(Arc::new(offer)));
    }

    /// Opens what was rescued as a new project without a file.
    pub fn rescue(&mut self, offer: &Arc<RescueOffer>) {
        self.view.dialog = None;
        self.jobs.rescue = Some(Arc::clone(offer));
        self.close_then(AfterClosing::Rescue);
    }

    pub(super) fn open_rescued(&mut self) {
        let Some(offer) = self.jobs.rescue.take() else {
            return;
        };
        let Some(rescued) = &offer.rescued else {
            return;
        };
        let project = rescued.project.clone();
        self.replace_project(Project::new(project.id), None);
        self.commit(Edit::Replace(Box::new(project)), words::RESCUE);
        self.jobs.damaged = Some(offer.path.clone());
        let articles: Vec<ArticleId> = self
            .articles_in_order()
            .iter()
            .map(|article| article.id)
            .collect();
        self.open_panes_for(&articles);
        let mut details = offer.lost.clone();
        if !self.is_blind() {
            details.extend(rescued.warnings.iter().map(ToString::to_string));
        }
        self.notices.warn(offer.said.clone(), details);
    }

    /// Whether a save would write over the file from which the project was rescued; says so.
    pub(super) fn would_write_over_damaged(&mut self, path: &Path) -> bool {
        let is_it = self.jobs.damaged.as_ref().is_some_and(|damaged| {
            let resolve = |path: &Path| self.services.disk.resolve(path).ok();
            damaged == path || resolve(damaged).is_some_and(|it| Some(it) == resolve(path))
        });
        if is_it {
            self.jobs.after_saving = None;
            let said = words::damaged_is_kept(&file_name(path));
            self.notices.error(said, Vec::new());
        }
        is_it
    }
}
