//! One window a project: a second start with the same file brings the window forward that has it open.
//!
//! While a project is open its window holds a lock in the state folder, named by the file it belongs to. A second start
//! that finds the lock held lays a request beside it; the window takes the request away, which is the answer, and comes
//! forward. Where no answer comes, be it that the window hangs or closes just then, the second start opens a window.
//!
//! Invariant: a lock that a dead process left holds nobody up, since the system gives it back; nothing here fails a start.
//! The disk is asked on a thread of its own, at most once a second.

use super::files::is_project;
use super::{App, Services, Threads, file_name};
use crate::store::{Access, Disk, Fingerprint, Lock};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// Seconds between two looks for a request.
const LOOK_EVERY_SECS: f64 = 1.0;

/// How long a second start waits for its answer: some looks of a window that is busy.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// How long it sleeps in between.
const ANSWER_PAUSE: Duration = Duration::from_millis(50);

/// Where the lock of a project and the request for it are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    folder: PathBuf,
    lock: PathBuf,
    request: PathBuf,
}

impl Place {
    fn of(disk: &dyn Disk, state_folder: &Path, project: &Path) -> Self {
        // Two names of one file are one project.
        let project = disk.resolve(project).unwrap_or_else(|_| project.to_owned());
        let name = Fingerprint::of(project.as_os_str().as_encoded_bytes()).sha256;
        let folder = state_folder.join("open");
        Self {
            lock: folder.join(format!("{name}.lock")),
            request: folder.join(format!("{name}.forward")),
            folder,
        }
    }
}

/// A request that was laid down and not answered yet.
struct Request<'a> {
    disk: &'a dyn Disk,
    file: PathBuf,
}

impl<'a> Request<'a> {
    /// Asks the window that has this project open, if there is one.
    fn lay(disk: &'a dyn Disk, state_folder: &Path, project: &Path) -> Option<Self> {
        let place = Place::of(disk, state_folder, project);
        if !matches!(disk.lock(&place.lock), Ok(None)) {
            return None;
        }
        let (temporary, _empty) = disk
            .create_temporary(&place.folder, ".forward-", Access::Private)
            .ok()?;
        if disk.rename(&temporary, &place.request).is_err() {
            let _left = disk.remove(&temporary);
            return None;
        }
        Some(Self {
            disk,
            file: place.request,
        })
    }

    fn is_answered(&self) -> bool {
        self.disk
            .facts(&self.file)
            .is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
    }

    /// Waits for the answer. A request that gets none is taken back, and if that fails it was answered just now.
    fn wait(&self) -> bool {
        let began = Instant::now();
        while began.elapsed() < ANSWER_WITHIN {
            if self.is_answered() {
                return true;
            }
            std::thread::sleep(ANSWER_PAUSE);
        }
        self.disk.remove(&self.file).is_err() && self.is_answered()
    }
}

/// At a start with these files, before a window opens: where they are one project that another window has open, that
/// window comes forward, and what is to be said of it comes back.
#[must_use]
pub fn bring_forward(disk: &dyn Disk, state_folder: &Path, files: &[PathBuf]) -> Option<String> {
    let [project] = files else { return None };
    if !is_project(project) || !Request::lay(disk, state_folder, project)?.wait() {
        return None;
    }
    Some(format!(
        "{} is open already; its window was brought forward",
        file_name(project)
    ))
}

/// Holds the lock of what is open, and looks for requests.
struct Keeper {
    disk: Arc<dyn Disk>,
    state_folder: PathBuf,
    project: Option<PathBuf>,
    place: Option<Place>,
    lock: Option<Box<dyn Lock>>,
}

impl Keeper {
    fn open(&mut self, project: Option<PathBuf>) {
        self.lock = None;
        self.project = project;
        self.place = None;
    }

    /// Whether somebody asked for this window.
    fn look(&mut self) -> bool {
        let Some(project) = &self.project else {
            return false;
        };
        let place = self
            .place
            .get_or_insert_with(|| Place::of(&*self.disk, &self.state_folder, project));
        if self.lock.is_none() {
            // Another window may have it, which can close before this one.
            let _made = self.disk.create_folder(&place.folder);
            self.lock = self.disk.lock(&place.lock).ok().flatten();
        }
        self.lock.is_some() && self.disk.remove(&place.request).is_ok()
    }
}

/// Who keeps the lock.
enum Watch {
    /// A thread, which hears what is open.
    Thread(mpsc::Sender<Option<PathBuf>>),
    /// The app itself at its ticks, at most once a second of the window's clock.
    Here { keeper: Keeper, looked_at: f64 },
}

/// The lock of the open project.
pub(super) struct OneWindow {
    watch: Option<Watch>,
    /// What the watch was told last.
    told: Option<PathBuf>,
    is_asked: Arc<AtomicBool>,
}

impl OneWindow {
    pub(super) fn new(services: &Services) -> Self {
        let is_asked = Arc::<AtomicBool>::default();
        let keeper = services.state_folder.clone().map(|state_folder| Keeper {
            disk: Arc::clone(&services.disk),
            state_folder,
            project: None,
            place: None,
            lock: None,
        });
        let watch = keeper.and_then(|keeper| match services.threads {
            Threads::Inline => Some(Watch::Here {
                keeper,
                looked_at: f64::NEG_INFINITY,
            }),
            Threads::Spawn => watch(keeper, &is_asked, &services.wake).map(Watch::Thread),
        });
        Self {
            watch,
            told: None,
            is_asked,
        }
    }

    /// Hears what is open, and says whether somebody asked for this window.
    fn tick(&mut self, project: Option<&Path>, seconds: f64) -> bool {
        let is_news = self.told.as_deref() != project;
        if is_news {
            self.told = project.map(Path::to_owned);
        }
        match &mut self.watch {
            Some(Watch::Thread(tell)) if is_news => {
                // The thread is gone only where the program is.
                let _unheard = tell.send(self.told.clone());
            }
            Some(Watch::Here { keeper, looked_at }) => {
                if is_news {
                    keeper.open(self.told.clone());
                }
                if is_news || seconds - *looked_at >= LOOK_EVERY_SECS {
                    *looked_at = seconds;
                    if keeper.look() {
                        self.is_asked.store(true, Ordering::SeqCst);
                    }
                }
            }
            _ => {}
        }
        self.is_asked.swap(false, Ordering::SeqCst)
    }
}

/// Keeps the lock on a thread, until the app is gone; `None` where there is no thread to be had.
fn watch(
    mut keeper: Keeper,
    is_asked: &Arc<AtomicBool>,
    wake: &Arc<dyn Fn() + Send + Sync>,
) -> Option<mpsc::Sender<Option<PathBuf>>> {
    let (tell, told) = mpsc::channel();
    let (is_asked, wake) = (Arc::clone(is_asked), Arc::clone(wake));
    let pause = Duration::from_secs_f64(LOOK_EVERY_SECS);
    let keep = move || {
        loop {
            match told.recv_timeout(pause) {
                Ok(project) => keeper.open(project),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
            if keeper.look() {
                is_asked.store(true, Ordering::SeqCst);
                wake();
            }
        }
    };
    let started = std::thread::Builder::new()
        .name("Listening for a second start".to_owned())
        .spawn(keep);
    started.is_ok().then_some(tell)
}

impl App {
    /// Comes forward where a second start asked for it.
    pub(super) fn answer_second_start(&mut self, seconds: f64) {
        let project = self.file.as_ref().map(|file| file.path.as_path());
        if self.one_window.tick(project, seconds) {
            self.view.come_forward = true;
            let name = project.map(file_name).unwrap_or_default();
            self.notices.info(format!(
                "{name} was started again. It is open here already."
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, bring_forward};
    use crate::app::{AfterClosing, App, PathPurpose, Services, Threads};
    use crate::edit::fixture::saved_project;
    use crate::store::{self, Expected, RealDisk};
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    struct Computer {
        state: tempfile::TempDir,
        documents: tempfile::TempDir,
    }

    impl Computer {
        fn new() -> Self {
            let folder = || tempfile::tempdir().unwrap();
            Self {
                state: folder(),
                documents: folder(),
            }
        }

        fn project(&self, name: &str) -> PathBuf {
            let path = self.documents.path().join(name);
            store::save(&RealDisk, &path, &saved_project(), Expected::NewFile).unwrap();
            path
        }

        fn app(&self, threads: Threads) -> App {
            App::new(Services {
                state_folder: Some(self.state.path().to_owned()),
                threads,
                ..Services::of_the_system(Arc::new(|| {}))
            })
        }

        fn start(&self, project: &Path) -> App {
            let mut app = self.app(Threads::Inline);
            app.open_at_start(vec![project.to_owned()]);
            app.tick(0.0);
            assert!(app.file.is_some());
            app
        }

        fn asks(&self, project: &Path) -> Option<Request<'_>> {
            Request::lay(&RealDisk, self.state.path(), project)
        }
    }

    fn comes_forward(app: &mut App, seconds: f64) -> bool {
        app.tick(seconds);
        std::mem::take(&mut app.view.come_forward)
    }

    #[test]
    fn the_window_that_has_the_project_comes_forward_once() {
        let computer = Computer::new();
        let (project, other) = (computer.project("a.ron"), computer.project("b.ron"));
        let (mut first, mut second) = (computer.start(&project), computer.start(&other));
        let asked = computer.asks(&project).unwrap();
        assert!(!comes_forward(&mut first, 0.9), "looked at twice a second");
        assert!(!asked.is_answered());
        assert!(comes_forward(&mut first, 1.0));
        assert!(asked.is_answered());
        assert_eq!(
            first.notices.last().unwrap().text,
            "a.ron was started again. It is open here already."
        );
        assert!(!comes_forward(&mut first, 9.0) && !comes_forward(&mut second, 9.0));
    }

    #[test]
    fn the_lock_follows_what_is_open() {
        let computer = Computer::new();
        let (project, other) = (computer.project("a.ron"), computer.project("b.ron"));
        let saved_as = computer.documents.path().join("c.ron");
        let mut app = computer.start(&project);
        let who_is_open = |computer: &Computer| {
            [&project, &other, &saved_as].map(|path| {
                let asked = computer.asks(path);
                asked
                    .inspect(|asked| std::fs::remove_file(&asked.file).unwrap())
                    .is_some()
            })
        };
        assert_eq!(who_is_open(&computer), [true, false, false]);
        app.open_paths(vec![other.clone()]);
        app.tick(2.0);
        app.tick(2.1);
        assert_eq!(who_is_open(&computer), [false, true, false]);
        app.take_typed_path(PathPurpose::SaveAs, saved_as.to_str().unwrap());
        app.tick(3.0);
        app.tick(3.1);
        assert_eq!(who_is_open(&computer), [false, false, true]);
        app.answer_closing(crate::app::ClosingAnswer::Discard, AfterClosing::Welcome);
        app.tick(4.0);
        assert_eq!(who_is_open(&computer), [false, false, false]);
    }

    #[test]
    fn the_next_window_inherits_the_project() {
        let computer = Computer::new();
        let project = computer.project("a.ron");
        let (first, mut second) = (computer.start(&project), computer.start(&project));
        drop(first);
        assert!(computer.asks(&project).is_none());
        assert!(!comes_forward(&mut second, 1.0));
        assert!(computer.asks(&project).is_some());
        assert!(comes_forward(&mut second, 2.0));
    }

    #[cfg(unix)]
    #[test]
    fn two_names_of_one_file_are_one_project() {
        let computer = Computer::new();
        let project = computer.project("a.ron");
        let link = computer.documents.path().join("link.ron");
        std::os::unix::fs::symlink(&project, &link).unwrap();
        let _app = computer.start(&project);
        assert!(computer.asks(&link).is_some());
    }

    #[test]
    fn a_file_that_a_dead_window_left_holds_nobody_up() {
        let computer = Computer::new();
        let project = computer.project("a.ron");
        let place = super::Place::of(&RealDisk, computer.state.path(), &project);
        std::fs::create_dir_all(&place.folder).unwrap();
        std::fs::write(&place.lock, "").unwrap();
        assert!(computer.asks(&project).is_none());
        assert!(!place.request.exists());
    }

    #[test]
    fn only_one_project_alone_is_handed_over_and_the_thread_answers() {
        let computer = Computer::new();
        let project = computer.project("a.ron");
        let article = computer.documents.path().join("a.txt");
        let mut app = computer.app(Threads::Spawn);
        app.open_at_start(vec![project.clone()]);
        let began = std::time::Instant::now();
        while computer.asks(&project).is_none() {
            assert!(began.elapsed().as_secs() < 60, "it never took the lock");
            app.tick(began.elapsed().as_secs_f64());
            std::thread::sleep(super::ANSWER_PAUSE);
        }
        let hand_over = |files: &[PathBuf]| bring_forward(&RealDisk, computer.state.path(), files);
        assert_eq!(
            hand_over(std::slice::from_ref(&project)).unwrap(),
            "a.ron is open already; its window was brought forward"
        );
        assert!(comes_forward(&mut app, 100.0));
        assert_eq!(hand_over(&[project.clone(), article.clone()]), None);
        assert_eq!(hand_over(&[article]), None);
        assert_eq!(hand_over(&[]), None);
    }
}
