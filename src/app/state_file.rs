//! Small files of the state folder, written in one step so that none is ever half there.

use std::path::Path;

/// Writes a value as RON into a folder, which is made where it is missing.
///
/// # Errors
/// Where the folder cannot be made or the file not be written.
pub(super) fn write(
    folder: &Path,
    name: &str,
    value: &impl serde::Serialize,
) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let text = ron::ser::to_string_pretty(value, ron::ser::PrettyConfig::default())
        .map_err(std::io::Error::other)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    file.persist(folder.join(name))
        .map_err(|error| error.error)?;
    Ok(())
}
