//! What did the disk refuse?

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why files could not be opened.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no library here.
    #[error("no `waypath.yaml` in `{}` or in a folder above it", .from.display())]
    NoLibrary {
        /// Where the search began.
        from: PathBuf,
    },
    /// A folder of people without `people.csv`.
    #[error("`{folder}` holds no `people.csv`")]
    NoPeople {
        /// The folder, as it was named.
        folder: String,
    },
    /// A file of another framework that is not there.
    #[error("there is no file `{}`", .path.display())]
    NoSource {
        /// The file.
        path: PathBuf,
    },
    /// A folder of another framework that is not there.
    #[error("there is no folder `{}`", .path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A folder in which no file is a framework.
    #[error("`{}` holds no framework that can be read", .path.display())]
    NoFramework {
        /// The folder.
        path: PathBuf,
        /// What to do about it.
        help: &'static str,
    },
    /// A file or folder that is there and cannot be read.
    #[error("`{}` cannot be read: {reason}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        reason: io::Error,
    },
}

impl Error {
    /// What to do about it, in the imperative.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoLibrary { .. } => {
                "run `waypath init` to begin one, or name its folder with `--library`"
            }
            Self::NoPeople { .. } => {
                "add a `people.csv` that begins with `id,name,role`, or name another folder with `--people`"
            }
            Self::NoSource { .. } => {
                "name the files as they were downloaded; `waypath import --help` says which are read"
            }
            Self::NoFolder { .. } => "name the folder that the framework was downloaded into",
            Self::NoFramework { help, .. } => help,
            Self::Unreadable { .. } => "check that the path exists and that you may read it",
        }
    }

    pub(crate) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        |reason| Self::Unreadable { path, reason }
    }
}
