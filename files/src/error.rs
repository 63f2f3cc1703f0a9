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
    /// A file or folder that cannot be written.
    #[error("`{}` cannot be written: {reason}", .path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        reason: io::Error,
    },
    /// There is no git to ask.
    #[error("the program `git` cannot be run: {reason}")]
    NoGit {
        /// What the system says.
        #[source]
        reason: io::Error,
    },
    /// Git could not answer.
    #[error("git cannot be asked about the library: {said}")]
    Git {
        /// What it says.
        said: String,
    },
    /// A revision that is none.
    #[error("git knows no revision `{revision}`")]
    NoRevision {
        /// The revision, as it was named.
        revision: String,
    },
    /// A revision at which there was no library yet.
    #[error("at `{revision}` the library has no `waypath.yaml`")]
    NoLibraryThen {
        /// The revision, as it was named.
        revision: String,
    },
    /// A link among the files of a revision.
    #[error("at `{revision}`, `{path}` is a link, which is not followed there")]
    LinkThen {
        /// The revision, as it was named.
        revision: String,
        /// The link, as its path in the library.
        path: String,
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
            Self::Unwritable { .. } => "check that the folder exists and that you may write to it",
            Self::NoGit { .. } => "install git, or name the folder of the library before instead",
            Self::Git { .. } => {
                "compare inside a git repository, or name the folder of the library before instead"
            }
            Self::NoRevision { .. } => {
                "name a branch, a tag or a commit, such as `HEAD`; `git log --oneline` lists commits"
            }
            Self::NoLibraryThen { .. } => "name a later revision, or one of another branch",
            Self::LinkThen { .. } => {
                "check the revision out into a folder of its own and compare with that folder"
            }
        }
    }

    pub(crate) fn no_git(reason: io::Error) -> Self {
        Self::NoGit { reason }
    }

    pub(crate) fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        |reason| Self::Unwritable { path, reason }
    }

    pub(crate) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        |reason| Self::Unreadable { path, reason }
    }
}
