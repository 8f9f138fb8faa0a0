//! A disk that fails when told to.

use super::disk::{Access, Disk, FileFacts, Lock, NewFile, RealDisk};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

/// What goes wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// The call fails with this.
    Error(io::ErrorKind),
    /// The same with the number that the system gives.
    Os(i32),
    /// A write takes half of the bytes and says that all is well; other calls are not touched.
    ShortWrite,
    /// A read gives half of the bytes and says that all is well; other calls are not touched.
    ShortRead,
}

/// Every way in which the tests of saving let a call go wrong: a full disk (ENOSPC), a broken one (EIO), one that may not be
/// written to (EACCES), and one that takes or gives half.
pub(crate) const FAULTS: [Fault; 5] = [
    Fault::Os(28),
    Fault::Os(5),
    Fault::Os(13),
    Fault::ShortWrite,
    Fault::ShortRead,
];

/// The real disk, but one call goes wrong.
pub(crate) struct FaultyDisk {
    state: Arc<State>,
}

struct State {
    fail_at: usize,
    fault: Fault,
    calls: Mutex<Vec<&'static str>>,
}

impl FaultyDisk {
    /// A disk whose call number `fail_at`, from 0, goes wrong.
    pub(crate) fn new(fail_at: usize, fault: Fault) -> Self {
        Self {
            state: Arc::new(State {
                fail_at,
                fault,
                calls: Mutex::default(),
            }),
        }
    }

    /// A disk on which all is well.
    pub(crate) fn sound() -> Self {
        Self::new(usize::MAX, Fault::ShortRead)
    }

    /// The calls that were made, in their order.
    pub(crate) fn calls(&self) -> Vec<&'static str> {
        self.state.calls.lock().unwrap().clone()
    }
}

impl State {
    /// Notes the call. An error if it is the one that fails; `true` if it is the one that only half works.
    fn call(&self, name: &'static str) -> io::Result<bool> {
        let mut calls = self.calls.lock().unwrap();
        let now = calls.len();
        calls.push(name);
        match self.fault {
            _ if now != self.fail_at => Ok(false),
            Fault::Error(kind) => Err(kind.into()),
            Fault::Os(number) => Err(io::Error::from_raw_os_error(number)),
            Fault::ShortWrite => Ok(name == "write" || name == "write at"),
            Fault::ShortRead => Ok(name == "read"),
        }
    }
}

impl Disk for FaultyDisk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.state.call("resolve")?;
        RealDisk.resolve(path)
    }

    fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        self.state.call("facts")?;
        RealDisk.facts(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let half = self.state.call("read")?;
        let mut bytes = RealDisk.read(path, limit)?;
        if half {
            bytes.truncate(bytes.len() / 2);
        }
        Ok(bytes)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.state.call("create folder")?;
        RealDisk.create_folder(folder)
    }

    fn create_temporary(
        &self,
        folder: &Path,
        prefix: &str,
        access: Access,
    ) -> io::Result<(PathBuf, Box<dyn NewFile>)> {
        self.state.call("create temporary")?;
        let (path, file) = RealDisk.create_temporary(folder, prefix, access)?;
        let state = Arc::clone(&self.state);
        Ok((path, Box::new(FaultyFile { file, state })))
    }

    fn set_permissions(&self, path: &Path, permissions: fs::Permissions) -> io::Result<()> {
        self.state.call("set permissions")?;
        RealDisk.set_permissions(path, permissions)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.state.call("rename")?;
        RealDisk.rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.state.call("sync folder")?;
        RealDisk.sync_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.state.call("lock")?;
        RealDisk.lock(path)
    }

    fn write_at(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
        let half = self.state.call("write at")?;
        let bytes = if half {
            &bytes[..bytes.len() / 2]
        } else {
            bytes
        };
        RealDisk.write_at(path, at, bytes)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.state.call("sync file")?;
        RealDisk.sync_file(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.state.call("remove")?;
        RealDisk.remove(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.state.call("list")?;
        RealDisk.list(folder)
    }
}

struct FaultyFile {
    file: Box<dyn NewFile>,
    state: Arc<State>,
}

impl NewFile for FaultyFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let bytes = if self.state.call("write")? {
            &bytes[..bytes.len() / 2]
        } else {
            bytes
        };
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.state.call("sync")?;
        self.file.sync()
    }
}
