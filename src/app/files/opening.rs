//! Opening projects and importing articles, off the UI thread.

use super::super::{App, Dialog, Project, Region, causes, new_session, words};
use super::paths::{absolute, is_project};
use super::rescuing::NotOpened;
use super::{AfterClosing, Finished, Opened, ProjectFile, Work, file_name, standing};
use crate::app::OpenProject;
use crate::app::blind::lens_of;
use crate::app::looking::Kept;
use crate::edit::Edit;
use crate::import::{self, Imported};
use crate::model::{ArticleId, ProjectId, Record, Session};
use crate::store;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The sample project, part of the program so that it opens wherever the program is.
const SAMPLE: &[u8] = include_bytes!("../../../projects/ferry.ron");

impl App {
    /// Opens what was named on the command line or dropped on the window: one project, or articles.
    pub fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let (projects, articles): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| is_project(path));
        match projects.len() {
            0 => {}
            1 if articles.is_empty() => {
                let path = projects.into_iter().next().unwrap_or_default();
                return self.close_then(AfterClosing::Open(path));
            }
            _ => {
                let text = if articles.is_empty() {
                    "One project at a time: none of these was opened."
                } else {
                    "One project at a time, and no articles with it. The articles were added, no project was opened."
                };
                self.notices.warn(
                    text,
                    projects
                        .iter()
                        .map(|path| path.display().to_string())
                        .collect(),
                );
            }
        }
        if !articles.is_empty() {
            self.add_articles(articles);
        }
    }

    pub(super) fn add_articles(&mut self, paths: Vec<PathBuf>) {
        let (accessed, session) = ((self.services.clock)(), self.session);
        self.jobs
            .start_watched(&self.services, Work::Import, move |progress| {
                let mut results = Vec::new();
                for (done, path) in paths.iter().enumerate() {
                    if progress.is_cancelled() {
                        return Finished::Cancelled;
                    }
                    progress.at(done, paths.len());
                    let imported = import::import_file(path, Some(accessed));
                    results.push(imported.map_err(|error| error.to_string()));
                }
                Finished::Imported(session, results)
            });
    }

    /// Articles belong to the project that they were chosen for; where another one stands there now they are only named.
    pub(super) fn take_imported_for(
        &mut self,
        session: Session,
        results: Vec<Result<Imported, String>>,
    ) {
        if session == self.session {
            self.take_imported(results);
            return;
        }
        let left_out = results.into_iter().map(|result| match result {
            Ok(imported) => imported
                .into_article(ArticleId((self.services.new_uuid)()))
                .display_title()
                .to_owned(),
            Err(error) => error,
        });
        let left_out = left_out.collect();
        self.notices.warn(
            "Articles were read after another project was opened; they were not added to it.",
            left_out,
        );
    }

    /// Adds what was imported as one step, and says what was not. Returns the new articles.
    pub(super) fn take_imported(
        &mut self,
        results: Vec<Result<Imported, String>>,
    ) -> Vec<ArticleId> {
        let (mut articles, mut failed) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(imported) => {
                    articles.push(imported.into_article(ArticleId((self.services.new_uuid)())));
                }
                Err(error) => failed.push(error),
            }
        }
        let names: Vec<String> = articles
            .iter()
            .map(|article| article.meta().file_name.clone())
            .collect();
        self.log.imported(&names, failed.len());
        let known: Vec<String> = articles
            .iter()
            .filter(|article| {
                self.project
                    .live_articles()
                    .any(|other| other.text_id == article.text_id)
            })
            .map(|article| article.display_title().to_owned())
            .collect();
        let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
        let first_title = articles
            .first()
            .map_or_else(String::new, |article| article.display_title().to_owned());
        if let Some(first) = ids.first().copied() {
            let label = if ids.len() == 1 {
                "add article".to_owned()
            } else {
                format!("add {} articles", ids.len())
            };
            let edits = articles
                .into_iter()
                .map(|article| Edit::Add(Box::new(Record::Article(Box::new(article)))));
            self.commit(Edit::Batch(edits.collect()), &label);
            self.open_panes_for(&ids);
            self.mention_furniture(&ids);
            let is_beside_another = self
                .panes
                .iter()
                .any(|pane| self.is_focused(pane.id) && pane.article != first);
            if !is_beside_another || ids.len() == 1 {
                self.focus_article(first);
            }
            if is_beside_another {
                self.notices.info(words::added(ids.len(), &first_title));
            }
        }
        if !known.is_empty() {
            self.notices.warn(
                "The project had an article with the same text already.",
                known,
            );
        }
        match failed.len() {
            0 => {}
            1 => self.notices.error(failed.remove(0), Vec::new()),
            count => self
                .notices
                .error(format!("{count} files could not be added."), failed),
        }
        ids
    }

    /// Opens a project in place of the present one, which must have been dealt with.
    pub fn open_project(&mut self, path: PathBuf) {
        let disk = Arc::clone(&self.services.disk);
        let path = absolute(path);
        let temporary = self.jobs.temporary.clone();
        let (me, blind) = (self.reviewer(), self.settings.blind.clone());
        let new_id = ProjectId((self.services.new_uuid)());
        let versions = self.versions_folder();
        self.jobs
            .start_watched(&self.services, Work::Open, move |progress| {
                let loaded = store::load(&*disk, &path);
                if progress.is_cancelled() {
                    return Finished::Cancelled;
                }
                progress.at(1, 2);
                let loaded = loaded.map_err(|error| {
                    NotOpened::of(error, &*disk, &path, (new_id, versions.as_deref()))
                });
                let result = loaded.map(|(loaded, fingerprint)| {
                    let shown = lens_of(me, &blind, loaded.project.id).of(&loaded.project);
                    Opened {
                        kept: Kept::of(&shown, me),
                        saved: loaded.saved(),
                        loaded,
                        fingerprint,
                        wrong_place: standing::wrong_place(&*disk, &path, &temporary),
                    }
                });
                Finished::Opened(path, Box::new(result))
            });
    }

    pub(super) fn take_opened(&mut self, path: &Path, result: Result<Opened, NotOpened>) {
        if result.is_ok() {
            self.keep_details();
        }
        match result {
            // Something was done while a dialog stood there or the file was read.
            Ok(_) if self.jobs.may_replace != Some(self.revision) && self.must_ask_first() => {
                self.view.dialog = Some(Dialog::Closing(AfterClosing::Open(path.to_owned())));
            }
            Ok(Opened {
                loaded,
                saved,
                fingerprint,
                kept,
                wrong_place,
            }) => {
                self.log.opened(
                    &file_name(path),
                    loaded.project.live_articles().count(),
                    loaded.project.annotations.len(),
                    loaded.warnings.len(),
                );
                self.take_over(
                    loaded.project,
                    kept,
                    Some(ProjectFile {
                        path: path.to_owned(),
                        fingerprint,
                        saved_at: None,
                    }),
                );
                self.saved = saved;
                self.begin_journal_anew();
                if !self.is_copy_of_version(path) {
                    self.settings.remember(path);
                }
                self.save_settings();
                self.keep_read_version(path, fingerprint);
                self.note_place(path, wrong_place);
                if !loaded.warnings.is_empty() {
                    let text = format!(
                        "{} was opened, with {}.",
                        file_name(path),
                        words::count(loaded.warnings.len(), "remark", "remarks")
                    );
                    // They name marks and people.
                    let details = if self.is_blind() {
                        Vec::new()
                    } else {
                        loaded.warnings.iter().map(ToString::to_string).collect()
                    };
                    self.notices.warn(text, details);
                }
            }
            Err(NotOpened {
                error,
                rescued,
                earlier,
            }) => {
                if matches!(error, store::LoadError::Missing { .. }) {
                    self.settings.recent.retain(|recent| recent != path);
                }
                let system = match &error {
                    store::LoadError::Read { source, .. } => Some(source),
                    _ => None,
                };
                self.log
                    .failed("opening", &file_name(path), error.kind_word(), system);
                if rescued.is_some() || earlier.is_some() {
                    self.offer_rescue(path, &error, rescued, earlier);
                } else {
                    self.notices.error(error.to_string(), causes(&error));
                }
            }
        }
    }

    /// Puts a project in place of the present one, with nothing to undo.
    pub fn replace_project(&mut self, project: Project, file: Option<ProjectFile>) {
        let shown = self.lens_for(project.id).of(&project);
        let kept = Kept::of(&shown, self.reviewer());
        self.take_over(project, kept, file);
    }

    pub(super) fn take_over(&mut self, project: Project, kept: Kept, file: Option<ProjectFile>) {
        self.keep_places();
        self.end_journal();
        let lens = self.lens_for(project.id);
        let Kept { marks, tied, cited } = kept;
        let left = (
            std::mem::replace(&mut self.marks, marks),
            std::mem::replace(&mut self.tied, tied),
            std::mem::replace(&mut self.saved, project.clone()),
            std::mem::replace(&mut self.project, OpenProject::new(project, lens)),
            std::mem::take(&mut self.history),
        );
        self.file = file;
        self.leave(left);
        self.stop_looking();
        self.session = new_session(&self.services);
        // What was still to be saved was the project before.
        self.jobs.save_next = None;
        self.jobs.wrong_place = None;
        self.came_in = None;
        self.jobs.damaged = None;
        self.jobs.after_saving = None;
        self.saves = 0;
        self.changes = 0;
        self.revision += 1;
        self.panes.clear();
        self.left_panes.clear();
        self.view.pane_layout.clear();
        self.view.panes_in_view.clear();
        self.focused = None;
        self.end_gestures();
        self.stop_painting();
        self.walk_ended = None;
        self.active = None;
        self.view.region = Region::Reader;
        self.view.list_filter.clear();
        self.view.open_card = None;
        self.view.review = super::super::ReviewView::default();
        self.reviewing = super::super::reviewing::Reviewing::default();
        self.recent_claims.clear();
        self.cited.last = None;
        self.cited.take_over(cited, self.revision);
        self.view.arrange = true;
        let articles: Vec<ArticleId> = self
            .articles_in_order()
            .iter()
            .map(|article| article.id)
            .collect();
        self.open_panes_for(&articles);
        self.restore_places();
    }

    /// Opens the sample project, without a file of its own: saving asks where to.
    pub fn open_sample(&mut self) {
        match store::parse(SAMPLE, "ferry.ron") {
            Ok(loaded) => {
                self.replace_project(loaded.project, None);
                self.notices.info("This is the sample project: invented accounts to try marking on. Saving makes a copy.");
            }
            Err(error) => self.notices.error(
                "The sample project could not be opened.",
                vec![error.to_string()],
            ),
        }
    }

    /// At the first start, and while nobody has a project of their own, the sample is opened.
    pub fn open_at_start(&mut self, paths: Vec<PathBuf>) {
        self.look_for_left_work();
        if paths.is_empty() {
            if !self.settings.started_before || self.settings.recent.is_empty() {
                self.open_sample();
            }
        } else {
            self.open_paths(paths);
        }
        self.settings.started_before = true;
        self.save_settings();
    }
}
