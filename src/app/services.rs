//! What the app asks of the world: time, ids, files, dialogs, threads. Tests put others in their place.

use super::second_window;
use crate::store::{Disk, RealDisk};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// A dialog of the system, asked on a thread of its own so that no frame waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileQuestion {
    /// Several articles to import.
    Articles,
    /// A project to open.
    Project,
    /// Where to save, with a name to begin with.
    SaveAs(String),
    /// Where to write a copy for somebody else, with a name to begin with.
    Copy(String),
    /// Where to write an earlier version, with a name to begin with.
    Version(String),
    /// Another copy of the project to merge from.
    Merge,
}

/// What became of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileAnswer {
    /// These were chosen.
    Chosen(Vec<PathBuf>),
    /// The person closed it.
    Cancelled,
    /// This system has no dialogs: ask in the window.
    NoDialogs,
}

/// Asks for files.
pub trait Dialogs: Send + Sync {
    /// Blocks until the person has answered.
    fn ask(&self, question: &FileQuestion) -> FileAnswer;
}

/// The dialogs of the system.
pub struct SystemDialogs;

/// Where neither a desktop portal nor zenity answers, `rfd` returns at once, faster than any person can cancel.
const NO_DIALOG_MILLIS: u128 = 400;

impl Dialogs for SystemDialogs {
    fn ask(&self, question: &FileQuestion) -> FileAnswer {
        if !may_have_dialogs() {
            return FileAnswer::NoDialogs;
        }
        let began = std::time::Instant::now();
        let articles = ["txt", "md", "markdown", "html", "htm", "xhtml"];
        let dialog = rfd::FileDialog::new();
        let chosen = match question {
            FileQuestion::Articles => dialog
                .set_title("Add articles")
                .add_filter("Articles", &articles)
                .add_filter("All files", &["*"])
                .pick_files(),
            FileQuestion::Project | FileQuestion::Merge => dialog
                .set_title(match question {
                    FileQuestion::Merge => "Merge from file",
                    _ => "Open project",
                })
                .add_filter("Crosscheck project", &["ron"])
                .add_filter("All files", &["*"])
                .pick_file()
                .map(|path| vec![path]),
            FileQuestion::SaveAs(name) | FileQuestion::Copy(name) | FileQuestion::Version(name) => {
                dialog
                    .set_title(match question {
                        FileQuestion::Copy(_) => "Send a copy",
                        FileQuestion::Version(_) => "Save the earlier version",
                        _ => "Save project",
                    })
                    .add_filter("Crosscheck project", &["ron"])
                    .set_file_name(name)
                    .save_file()
                    .map(|path| vec![path])
            }
        };
        match chosen {
            Some(paths) => FileAnswer::Chosen(paths),
            None if began.elapsed().as_millis() < NO_DIALOG_MILLIS => FileAnswer::NoDialogs,
            None => FileAnswer::Cancelled,
        }
    }
}

/// Whether there can be a dialog at all. On Linux that takes a session bus, for the desktop's portal, or zenity; looking
/// for them first leaves nothing to the clock on a bare system.
fn may_have_dialogs() -> bool {
    if cfg!(not(all(unix, not(target_os = "macos")))) {
        return true;
    }
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let has_bus = is_set("DBUS_SESSION_BUS_ADDRESS")
        || std::env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|folder| PathBuf::from(folder).join("bus").exists());
    let has_zenity = std::env::var_os("PATH").is_some_and(|paths| {
        std::env::split_paths(&paths).any(|folder| folder.join("zenity").is_file())
    });
    has_bus || has_zenity
}

/// How work off the UI thread is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// On a named thread of its own.
    Spawn,
    /// At once, before the call returns: for tests and the command line.
    Inline,
}

/// Opens another window of this program with a file.
pub type OpenWindow = Arc<dyn Fn(&Path) -> std::io::Result<()> + Send + Sync>;

/// The world.
#[derive(Clone)]
pub struct Services {
    /// Now, in UTC.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// A new id, ordered by time.
    pub new_uuid: Arc<dyn Fn() -> Uuid + Send + Sync>,
    /// Files.
    pub disk: Arc<dyn Disk>,
    /// Dialogs.
    pub dialogs: Arc<dyn Dialogs>,
    /// Wakes the window when work off the UI thread is done.
    pub wake: Arc<dyn Fn() + Send + Sync>,
    /// Opens another window of this program with a file.
    pub open_window: OpenWindow,
    /// The user's state folder: settings and the journal; `None` keeps nothing.
    pub state_folder: Option<PathBuf>,
    /// How work off the UI thread is started.
    pub threads: Threads,
}

impl Services {
    /// The real world.
    #[must_use]
    pub fn of_the_system(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self {
            clock: Arc::new(now),
            new_uuid: Arc::new(Uuid::now_v7),
            disk: Arc::new(RealDisk),
            dialogs: Arc::new(SystemDialogs),
            wake,
            open_window: Arc::new(second_window::open),
            state_folder: state_folder(),
            threads: Threads::Spawn,
        }
    }
}

/// The present second, as files keep it.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default()
}

/// The folder for settings and the journal. `CROSSCHECK_STATE` names another one, for a second person at one account.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("CROSSCHECK_STATE").filter(|folder| !folder.is_empty()) {
        return Some(PathBuf::from(folder));
    }
    let folders = directories::ProjectDirs::from("", "", "Crosscheck")?;
    Some(
        folders
            .state_dir()
            .unwrap_or_else(|| folders.data_local_dir())
            .to_owned(),
    )
}
