//! Every call to the file system that loading, saving and recovery make, so that tests can let any of them fail.

use std::{
    fs,
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A device, a pipe or a socket, which could block or never end.
    Other,
}

/// What the file system says of a file without opening it.
#[derive(Clone, Debug)]
pub struct FileFacts {
    /// What it is.
    pub kind: FileKind,
    /// Its length in bytes.
    pub len: u64,
    /// When it was last written, where the system knows.
    pub modified: Option<SystemTime>,
    /// Who may do what with it.
    pub permissions: fs::Permissions,
}

/// Who may read a temporary file while it is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nobody else, since the file that it will replace may be private.
    Private,
    /// Whoever may read a new file by default.
    Default,
}

/// A new file that is being written.
pub trait NewFile {
    /// Appends all of `bytes`.
    ///
    /// # Errors
    /// What the system says, such as a full disk.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits until the bytes are on the disk.
    ///
    /// # Errors
    /// What the system says.
    fn sync(&mut self) -> io::Result<()>;
}

/// A lock that is held. Dropping it gives it back.
pub trait Lock: Send {}

/// A folder in which no other save may replace a file; let go when dropped.
#[derive(Debug, Default)]
pub struct FolderLock {
    folder: Option<fs::File>,
}

impl FolderLock {
    /// Whether nobody else can have it meanwhile.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.folder.is_some()
    }
}

/// The calls to the file system. Each may fail with whatever the system says.
#[expect(clippy::missing_errors_doc, reason = "all fail alike, see above")]
pub trait Disk: Send + Sync {
    /// The file behind a path, symbolic links followed, whether or not that file exists.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// What a path is; `NotFound` where nothing is there. Symbolic links are followed.
    fn facts(&self, path: &Path) -> io::Result<FileFacts>;

    /// At most `limit` bytes from the start of a file.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Makes a folder and those above it, if they are not there.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Makes a new file in `folder` under a name that starts with `prefix` and that nobody else has.
    fn create_temporary(
        &self,
        folder: &Path,
        prefix: &str,
        access: Access,
    ) -> io::Result<(PathBuf, Box<dyn NewFile>)>;

    /// Sets who may do what with a file.
    fn set_permissions(&self, path: &Path, permissions: fs::Permissions) -> io::Result<()>;

    /// Puts `from` in the place of `to` in one step. Both are in the same folder.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the names in a folder are on the disk. Does nothing where the system has no such call.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Takes the lock of this path, making the file if need be; `None` while somebody else has it. It is given back when
    /// what is returned is dropped, and by the system however the process ends.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>>;

    /// Keeps other saves out of a folder until what is given back is dropped. Best effort: where the system has no such
    /// lock, or another program never lets go of it, the save goes on without.
    fn lock_folder(&self, _folder: &Path) -> FolderLock {
        FolderLock::default()
    }

    /// Whether a save could put a new file into the place of this one, as far as the system says. A guess that is wrong is
    /// told by the save.
    fn may_replace(&self, path: &Path) -> bool {
        self.facts(path)
            .is_ok_and(|facts| !facts.permissions.readonly())
    }

    /// Writes bytes to a file that is there, from this place on, in bytes, where it then ends. `UnexpectedEof` where the file
    /// ends before that.
    fn write_at(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()>;

    /// Waits until what stands in a file is on the disk.
    fn sync_file(&self, path: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// The files in a folder, sorted by name; none where there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
}

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

/// How often a lock is asked for, and how long it is waited in between: six seconds in all, several times what the largest
/// project takes to save.
const LOCK_ATTEMPTS: usize = 1200;
const LOCK_PAUSE: Duration = Duration::from_millis(5);

/// How many symbolic links in a row are followed, as on Linux.
const LONGEST_LINK_CHAIN: usize = 40;

impl Disk for RealDisk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = std::path::absolute(path)?;
        for _ in 0..LONGEST_LINK_CHAIN {
            match fs::canonicalize(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                done => return done,
            }
            // Nothing there yet: a new name, or a link to a file that does not exist, which a save then makes.
            match fs::read_link(&path) {
                Ok(target) => {
                    let folder = path.parent().unwrap_or(Path::new("/"));
                    path = folder.join(target);
                }
                Err(_) => return Ok(path),
            }
        }
        Err(io::Error::other("too many symbolic links"))
    }

    fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        let metadata = fs::metadata(path)?;
        let kind = if metadata.is_file() {
            FileKind::File
        } else if metadata.is_dir() {
            FileKind::Folder
        } else {
            FileKind::Other
        };
        Ok(FileFacts {
            kind,
            len: metadata.len(),
            modified: metadata.modified().ok(),
            permissions: metadata.permissions(),
        })
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let file = fs::File::open(path)?;
        let expected = file.metadata().map_or(0, |metadata| metadata.len());
        let mut bytes = Vec::new();
        // A byte more than the file has, so that its end is found without growing.
        let room = usize::try_from(expected.min(limit)).unwrap_or(0);
        bytes.try_reserve_exact(room.saturating_add(1))?;
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn create_temporary(
        &self,
        folder: &Path,
        prefix: &str,
        access: Access,
    ) -> io::Result<(PathBuf, Box<dyn NewFile>)> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).suffix(".tmp");
        #[cfg(unix)]
        if access == Access::Default {
            use std::os::unix::fs::PermissionsExt as _;
            // Read and write for all, less what the user's mask takes away.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        #[cfg(not(unix))]
        let _ = access;
        let (file, path) = builder.tempfile_in(folder)?.keep()?;
        Ok((path, Box::new(RealFile(file))))
    }

    fn set_permissions(&self, path: &Path, permissions: fs::Permissions) -> io::Result<()> {
        fs::set_permissions(path, permissions)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        #[cfg(unix)]
        {
            match fs::File::open(folder)?.sync_all() {
                // Some network and user-space file systems have no such call.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                    ) =>
                {
                    Ok(())
                }
                done => done,
            }
        }
        #[cfg(not(unix))]
        {
            let _ = folder;
            Ok(())
        }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        let file = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(RealLock {
                path: path.to_owned(),
                _file: file,
            }))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    /// The folder and not the file, since a save puts another file in its place. Windows does not open folders so.
    fn lock_folder(&self, folder: &Path) -> FolderLock {
        let Ok(opened) = fs::File::open(folder) else {
            return FolderLock::default();
        };
        for _ in 0..LOCK_ATTEMPTS {
            match opened.try_lock() {
                Ok(()) => {
                    return FolderLock {
                        folder: Some(opened),
                    };
                }
                Err(fs::TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
                Err(fs::TryLockError::Error(_)) => break,
            }
        }
        FolderLock::default()
    }

    #[cfg(unix)]
    fn may_replace(&self, path: &Path) -> bool {
        use rustix::fs::{Access as May, access};
        let folder = path.parent().unwrap_or(Path::new("."));
        self.facts(path)
            .is_ok_and(|facts| !facts.permissions.readonly())
            && access(folder, May::WRITE_OK).is_ok()
    }

    fn write_at(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).open(path)?;
        if file.metadata()?.len() < at {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // What a write that failed has left behind goes first.
        file.set_len(at)?;
        file.seek(io::SeekFrom::Start(at))?;
        file.write_all(bytes)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        fs::OpenOptions::new().write(true).open(path)?.sync_all()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        files.sort();
        Ok(files)
    }
}

/// The lock goes with its file, which is closed last.
struct RealLock {
    path: PathBuf,
    _file: fs::File,
}

impl Lock for RealLock {}

impl Drop for RealLock {
    fn drop(&mut self) {
        // An empty file that stays behind harms nobody.
        let _ = fs::remove_file(&self.path);
    }
}

struct RealFile(fs::File);

impl NewFile for RealFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}
