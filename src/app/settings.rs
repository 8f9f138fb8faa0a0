//! What belongs to the person at this machine, not to a project.

use super::{ThemeChoice, Walk};
use crate::model::{ProjectId, ReviewerId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The version of the settings file; another one falls back to the defaults, with a notice.
const VERSION: u32 = 1;

/// How many projects are remembered.
const MOST_RECENT: usize = 9;

/// Points of the reading type: the smallest, the one of the first start, the largest.
pub const TEXT_SIZES: (f32, f32, f32) = (11.0, 15.5, 28.0);

/// Characters in a line of reading type: the shortest, the one of the first start, the longest.
pub const LINE_LENGTHS: (u32, u32, u32) = (34, 68, 68);

/// The settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Of the settings file; another one than this program writes falls back to the defaults.
    pub version: u32,
    /// Made once for the person, so that two copies of a project never credit one's work to another.
    pub reviewer: Option<ReviewerId>,
    /// The name that stands on new marks; empty until it was asked.
    pub reviewer_name: String,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Points of the reading type.
    pub text_size: f32,
    /// Characters in a line, at most.
    pub line_length: u32,
    /// Projects used before, the last one first.
    pub recent: Vec<PathBuf>,
    /// Whether the list of articles is open; `None` leaves it to the width of the window.
    pub left: Option<bool>,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// What J and K go along.
    pub walk: Walk,
    /// Projects that are reviewed blind.
    pub blind: BTreeSet<ProjectId>,
    /// Keys that the person changed, by the names of commands.
    pub keys: super::ChangedKeys,
    /// Size of the window in points, as it was left.
    pub window_size: Option<[f32; 2]>,
    /// Where its frame stood, in pixels over all screens.
    pub window_position: Option<[f32; 2]>,
    /// Whether it filled its screen.
    pub window_is_maximised: bool,
    /// The folder of the last typed path.
    pub last_folder: Option<PathBuf>,
    /// Whether the program was started before.
    pub started_before: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            reviewer: None,
            reviewer_name: String::new(),
            theme: ThemeChoice::default(),
            text_size: TEXT_SIZES.1,
            line_length: LINE_LENGTHS.1,
            recent: Vec::new(),
            left: None,
            inspector: true,
            walk: Walk::default(),
            blind: BTreeSet::new(),
            keys: super::ChangedKeys::new(),
            window_size: None,
            window_position: None,
            window_is_maximised: false,
            last_folder: None,
            started_before: false,
        }
    }
}

impl Settings {
    /// Reads the settings of a folder. A missing file gives the defaults; one that cannot be read gives them too, with
    /// the reason, and is kept aside.
    #[must_use]
    pub fn load(folder: &Path) -> (Self, Option<String>) {
        let path = folder.join(FILE_NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return (Self::default(), None);
            }
            Err(error) => {
                let why = format!("The settings could not be read: {error}");
                return (Self::default(), Some(why + keep_aside(folder)));
            }
        };
        match ron::from_str::<Self>(&text) {
            Ok(settings) if settings.version == VERSION => (settings.checked(), None),
            Ok(settings) => {
                let version = settings.version;
                let why = format!("The settings are of version {version}, not {VERSION}");
                (Self::default(), Some(why + keep_aside(folder)))
            }
            Err(error) => {
                let why = format!("The settings are damaged at {}", error.span);
                (Self::default(), Some(why + keep_aside(folder)))
            }
        }
    }

    /// Writes the settings into a folder, in one step.
    ///
    /// # Errors
    /// Where the folder cannot be made or the file not be written.
    pub fn save(&self, folder: &Path) -> std::io::Result<()> {
        super::state_file::write(folder, FILE_NAME, self)
    }

    /// Notes that a project was used.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MOST_RECENT);
    }

    fn checked(mut self) -> Self {
        if !self.text_size.is_finite() {
            self.text_size = TEXT_SIZES.1;
        }
        self.text_size = self.text_size.clamp(TEXT_SIZES.0, TEXT_SIZES.2);
        self.line_length = self.line_length.clamp(LINE_LENGTHS.0, LINE_LENGTHS.2);
        self
    }
}

/// Keeps what cannot be read for whoever wants to mend it, since it says who the person is; the next save makes a new
/// file. Gives what is to be said of it.
fn keep_aside(folder: &Path) -> &'static str {
    match std::fs::rename(folder.join(FILE_NAME), folder.join("settings.damaged.ron")) {
        Ok(()) => "; they are kept as settings.damaged.ron",
        Err(_) => "",
    }
}

const FILE_NAME: &str = "settings.ron";

#[cfg(test)]
mod tests {
    use super::{MOST_RECENT, Settings};
    use std::path::PathBuf;

    #[test]
    fn settings_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings {
            text_size: 18.0,
            reviewer_name: "Ana".to_owned(),
            ..Settings::default()
        };
        settings.remember(&PathBuf::from("a.ron"));
        settings.save(folder.path()).unwrap();
        assert_eq!(Settings::load(folder.path()), (settings, None));
    }

    #[test]
    fn damaged_settings_are_kept_aside_and_said() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("settings.ron"),
            "(version: 1, theme: Purple)",
        )
        .unwrap();
        let (settings, notice) = Settings::load(folder.path());
        assert_eq!(settings, Settings::default());
        assert!(notice.unwrap().contains("settings.damaged.ron"));
        assert!(folder.path().join("settings.damaged.ron").exists());
    }

    #[test]
    fn settings_of_another_version_or_encoding_are_kept_aside_too() {
        for content in [&b"(version: 99)"[..], b"\xff\xfe("] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("settings.ron"), content).unwrap();
            let (settings, notice) = Settings::load(folder.path());
            assert_eq!(settings, Settings::default());
            assert!(notice.unwrap().contains("settings.damaged.ron"));
            let kept = std::fs::read(folder.path().join("settings.damaged.ron")).unwrap();
            assert_eq!(kept, content);
        }
    }

    #[test]
    fn the_last_project_comes_first_and_once() {
        let mut settings = Settings::default();
        for name in 0..20 {
            settings.remember(&PathBuf::from(format!("{name}.ron")));
        }
        settings.remember(&PathBuf::from("15.ron"));
        assert_eq!(settings.recent.len(), MOST_RECENT);
        assert_eq!(
            settings.recent[..2],
            [PathBuf::from("15.ron"), PathBuf::from("19.ron")]
        );
    }
}
