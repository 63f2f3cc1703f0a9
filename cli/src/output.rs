//! How are files and folders written, so that nothing of anybody's is lost?

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// Writes a file, and the folders it is in.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
    }
    fs::write(path, text).map_err(Failure::unwritable(path))
}

/// Writes a file anew beside itself and puts it in its place, so that nobody ever
/// finds half of it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.new"));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(Failure::unwritable(path))
}

/// What a command writes into a folder of its own, and how it marks the folder.
pub(crate) struct Claim<'a> {
    /// The file that marks the folder as one to overwrite.
    pub(crate) mark: &'a str,
    /// What stands in that file.
    pub(crate) words: &'a str,
    /// What the folder holds, in the plural.
    pub(crate) holds: &'a str,
}

impl Claim<'_> {
    /// Makes a folder ready: a new one, an empty one, or one that is marked. No other
    /// file is ever overwritten.
    pub(crate) fn prepare(&self, folder: &Path) -> Result<(), Failure> {
        fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
        let mark = folder.join(self.mark);
        let mut entries = fs::read_dir(folder).map_err(Failure::unwritable(folder))?;
        if !mark.exists() && entries.next().is_some() {
            return Err(Failure::request(
                format!("`{}` holds files that are not {}", folder.display(), self.holds),
                "name a new or an empty folder with `--output`",
            ));
        }
        fs::write(&mark, self.words).map_err(Failure::unwritable(&mark))
    }
}
