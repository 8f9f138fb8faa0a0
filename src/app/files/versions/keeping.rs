//! A version is kept after each save, and of what was read at opening, so that the first save has a "before".

use super::super::super::{App, words};
use super::super::{Finished, Work};
use crate::model::Project;
use crate::store::versions::{self, Kept, VersionError, VersionNote, When};
use crate::store::{self, Fingerprint};
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// How long the end of the program waits for what was saved last. What is not kept then is at the next opening.
const AT_THE_END: Duration = Duration::from_secs(3);

impl App {
    /// Where versions of all projects are.
    pub(in crate::app::files) fn versions_folder(&self) -> Option<PathBuf> {
        let state = self.services.state_folder.as_ref();
        state.map(|folder| folder.join("versions"))
    }

    /// Whether a file is a copy that was made to look at an earlier version.
    pub(in crate::app::files) fn is_copy_of_version(&self, path: &Path) -> bool {
        self.versions_folder()
            .is_some_and(|folder| path.starts_with(folder))
    }

    fn when(&self) -> When {
        When {
            at: (self.services.clock)(),
            zone: TimeZone::system(),
        }
    }

    /// Keeps what was saved.
    pub(in crate::app::files) fn keep_saved_version(
        &mut self,
        path: &Path,
        project: &Project,
        fingerprint: Fingerprint,
    ) {
        let Some(folder) = self.versions_folder() else {
            return;
        };
        let note = VersionNote {
            by: Some(self.reviewer()),
            path: Some(path.to_owned()),
        };
        let (disk, when, project) = (
            Arc::clone(&self.services.disk),
            self.when(),
            project.clone(),
        );
        self.jobs.start(&self.services, Work::Version, move || {
            let of = (fingerprint.sha256, &note);
            let kept = versions::keep(&*disk, &folder, project.id, of, &when, || {
                store::to_ron(&project)
                    .map(String::into_bytes)
                    .map_err(|error| VersionError::Content(error.to_string()))
            });
            Finished::VersionKept(kept)
        });
    }

    /// Keeps what was read, and tidies up beside it.
    pub(in crate::app::files) fn keep_read_version(
        &mut self,
        path: &Path,
        fingerprint: Fingerprint,
    ) {
        let Some(folder) = self.versions_folder() else {
            return;
        };
        if self.is_copy_of_version(path) {
            return;
        }
        let note = VersionNote {
            by: None,
            path: Some(path.to_owned()),
        };
        let (disk, when, path) = (
            Arc::clone(&self.services.disk),
            self.when(),
            path.to_owned(),
        );
        let project = self.project.whole().id;
        self.jobs.start(&self.services, Work::Version, move || {
            let _next_time = store::remove_leftovers(&*disk, &path, SystemTime::now());
            let of = (fingerprint.sha256, &note);
            let kept = versions::keep(&*disk, &folder, project, of, &when, || {
                let bytes = disk.read(&path, store::LARGEST_FILE);
                let bytes = bytes.map_err(|error| VersionError::Content(error.to_string()))?;
                let is_it = Fingerprint::of(&bytes).same_bytes(&fingerprint);
                // Somebody has saved since; what stands there now is read in its turn.
                is_it
                    .then_some(bytes)
                    .ok_or_else(|| VersionError::Content(words::CHANGED_MEANWHILE.to_owned()))
            });
            Finished::VersionKept(kept)
        });
    }

    /// Said once, not at every save.
    pub(in crate::app::files) fn take_kept_version(&mut self, kept: Result<Kept, VersionError>) {
        match kept {
            Ok(_) => {
                self.versions.fails = false;
                self.notices.take_back(words::VERSION_NOT_KEPT);
            }
            Err(VersionError::Content(why)) if why == words::CHANGED_MEANWHILE => {}
            Err(error) => {
                if !std::mem::replace(&mut self.versions.fails, true) {
                    self.notices
                        .warn(words::VERSION_NOT_KEPT, vec![error.to_string()]);
                }
            }
        }
    }

    /// As the program ends: what was saved last is kept, if that does not take long.
    pub(in crate::app::files) fn wait_for_versions(&mut self) {
        let began = Instant::now();
        let is_running = |app: &Self| {
            let mut running = app.jobs.running.iter();
            running.any(|running| running.work == Work::Version)
        };
        while is_running(self) {
            let left = AT_THE_END.saturating_sub(began.elapsed());
            let Ok((id, finished)) = self.jobs.receive.recv_timeout(left) else {
                return;
            };
            self.jobs.running.retain(|running| running.id != id);
            self.jobs.arrived.push_back((id, finished));
        }
    }
}
