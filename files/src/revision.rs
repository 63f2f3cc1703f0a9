//! What did the library look like at a revision of git?
//!
//! Asks the `git` program and reads blobs; the working tree is left alone, and
//! nothing is fetched. Paths are those in the folder of the library, which may
//! lie anywhere in its repository.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use waypath_engine::blueprint::{LIBRARY_FILE, folders, is_test_file};
use waypath_engine::source::{Source, Sources};

use crate::Error;
use crate::library::{folders_to_read, has_library_ending, is_beside_rules};

/// Variables by which git would look at another repository than the one the
/// library lies in, as they are set while a hook runs.
const MISLEADING: &[&str] = &["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// Reads the files that the library in `root` had at a revision.
pub fn read(root: &Path, revision: &str) -> Result<Sources, Error> {
    let repository = Repository { root, revision };
    let commit = repository.commit()?;
    let mut entries = repository.entries(&commit)?;
    let Some(first) = entries.remove(LIBRARY_FILE) else {
        return Err(Error::NoLibraryThen { revision: revision.to_owned() });
    };
    let is_link = |path: String| Error::LinkThen { revision: revision.to_owned(), path };
    if matches!(first.kind, EntryKind::Link) {
        return Err(is_link(LIBRARY_FILE.to_owned()));
    }
    let library_file = repository.sources(vec![(LIBRARY_FILE.to_owned(), first)])?;
    let folders = library_file.first().map(folders);
    let named = folders.as_ref().map_or_else(Vec::new, folders_to_read);
    let holds_tests = |path: &str| {
        is_test_file(path) && folders.as_ref().is_some_and(|folder| is_beside_rules(path, folder))
    };
    let mut wanted = Vec::new();
    for (path, entry) in entries {
        let is_inside = is_read(&path, &named);
        match entry.kind {
            EntryKind::File if is_inside && !holds_tests(&path) => wanted.push((path, entry)),
            EntryKind::Link if is_inside || named.iter().any(|link| is_above(&path, link)) => {
                return Err(is_link(path));
            }
            EntryKind::File | EntryKind::Link => {}
        }
    }
    let mut files = library_file;
    files.extend(repository.sources(wanted)?);
    Ok(Sources { files }.sorted())
}

/// Whether a path lies in one of the folders and is not hidden there. Of links,
/// which have any ending, it is only asked whether they lie there.
fn is_read(path: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| {
        let inside = path.strip_prefix(folder.as_str()).and_then(|path| path.strip_prefix('/'));
        inside.is_some_and(|inside| inside.split('/').all(|name| !name.starts_with('.')))
    })
}

/// Whether a path is a folder or on the way to it, so that a link there leads to it.
fn is_above(path: &str, folder: &str) -> bool {
    folder.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

enum EntryKind {
    File,
    /// A link, or another repository inside this one.
    Link,
}

struct TreeEntry {
    kind: EntryKind,
    object: String,
}

struct Repository<'a> {
    root: &'a Path,
    revision: &'a str,
}

impl Repository<'_> {
    fn git(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(arguments);
        command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
        for name in MISLEADING {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Error> {
        answer(self.git(arguments).output())
    }

    /// The id of the commit a revision means.
    fn commit(&self) -> Result<String, Error> {
        // Whether there is a repository is asked first, to say which is missing.
        self.run(&["rev-parse", "--git-dir"])?;
        let commit = format!("{}^{{commit}}", self.revision);
        let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit];
        let output = self.git(&asked).output().map_err(Error::no_git)?;
        if !output.status.success() {
            return Err(Error::NoRevision { revision: self.revision.to_owned() });
        }
        let said = String::from_utf8_lossy(&output.stdout);
        Ok(said.lines().last().unwrap_or_default().trim().to_owned())
    }

    /// What lies in the folder of the library at a commit, by path.
    fn entries(&self, commit: &str) -> Result<BTreeMap<String, TreeEntry>, Error> {
        let listed = self.run(&["ls-tree", "-r", "-z", commit])?;
        let mut entries = BTreeMap::new();
        for line in listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
            let line = String::from_utf8_lossy(line);
            let Some((about, path)) = line.split_once('\t') else { continue };
            let mut about = about.split(' ');
            let (mode, object) = (about.next().unwrap_or_default(), about.nth(1));
            let kind =
                if matches!(mode, "120000" | "160000") { EntryKind::Link } else { EntryKind::File };
            let object = object.unwrap_or_default().to_owned();
            entries.insert(path.to_owned(), TreeEntry { kind, object });
        }
        Ok(entries)
    }

    /// Reads files, in the order given; those with another ending are left out.
    fn sources(&self, mut entries: Vec<(String, TreeEntry)>) -> Result<Vec<Source>, Error> {
        entries.retain(|(path, _)| has_library_ending(Path::new(path)));
        let mut asked = String::new();
        for (_, entry) in &entries {
            asked.push_str(&entry.object);
            asked.push('\n');
        }
        let written = self.blobs(asked)?;
        let mut at = 0;
        let mut sources = Vec::new();
        for (path, _) in entries {
            let Some(bytes) = blob(&written, &mut at) else {
                return Err(Error::Git { said: format!("`{path}` cannot be read") });
            };
            sources.push(Source { path, bytes });
        }
        Ok(sources)
    }

    fn blobs(&self, asked: String) -> Result<Vec<u8>, Error> {
        let mut command = self.git(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(Error::no_git)?;
        let input = child.stdin.take();
        // Written beside the reading: either pipe may be full.
        let writer = std::thread::spawn(move || {
            input.map_or(Ok(()), |mut pipe| pipe.write_all(asked.as_bytes()))
        });
        let output = child.wait_with_output();
        // What git did not read it says itself.
        writer.join().ok();
        answer(output)
    }
}

fn answer(output: io::Result<Output>) -> Result<Vec<u8>, Error> {
    let output = output.map_err(Error::no_git)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it says nothing").trim_start_matches("fatal: ");
    Err(Error::Git { said: said.to_owned() })
}

/// The blob from a position on in what `git cat-file --batch` wrote; moves the
/// position behind it.
fn blob(written: &[u8], at: &mut usize) -> Option<Vec<u8>> {
    let rest = written.get(*at..)?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let head = String::from_utf8_lossy(rest.get(..end)?);
    let mut words = head.split(' ').skip(1);
    let length: usize =
        words.next().filter(|word| *word == "blob").and(words.next())?.parse().ok()?;
    let from = end.checked_add(1)?;
    let to = from.checked_add(length)?;
    *at = at.checked_add(to)?.checked_add(1)?;
    Some(rest.get(from..to)?.to_vec())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn git(folder: &Path, arguments: &[&str]) {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(identity).args(arguments);
        for name in MISLEADING {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A repository with a library in a folder of it, committed and then changed.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        git(root, &["init", "--quiet"]);
        write(root, "hr/library/waypath.yaml", "name: Then\nrules: [r]\n");
        write(root, "hr/library/r/a.yaml", "rules: {}\n");
        write(root, "hr/library/r/.hidden.yaml", "x");
        write(root, "hr/library/r/notes.md", "x");
        write(root, "hr/library/elsewhere/b.yaml", "x");
        write(root, "r/c.yaml", "x");
        git(root, &["add", "."]);
        git(root, &["commit", "--quiet", "-m", "then"]);
        write(root, "hr/library/waypath.yaml", "name: Now\n");
        folder
    }

    #[test]
    fn the_files_of_a_library_in_a_subfolder_are_read_as_they_were() {
        let folder = repository();
        let sources = read(&folder.path().join("hr/library"), "HEAD").unwrap();
        let paths: Vec<&str> = sources.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["r/a.yaml", "waypath.yaml"]);
        assert_eq!(sources.files[1].bytes, b"name: Then\nrules: [r]\n");
    }

    #[test]
    fn what_was_committed_is_read_like_what_lies_in_the_folder() {
        let folder = repository();
        let root = folder.path().join("hr/library");
        git(folder.path(), &["checkout", "--quiet", "."]);
        let now = crate::library::read(&root).unwrap().sources;
        assert_eq!(read(&root, "HEAD").unwrap(), now);
    }

    #[test]
    fn what_is_missing_is_named() {
        let folder = repository();
        let root = folder.path().join("hr/library");
        for revision in ["no-such", "--all", "", "HEAD:hr"] {
            let error = read(&root, revision).unwrap_err();
            assert!(matches!(error, Error::NoRevision { .. }), "{revision}: {error}");
        }
        let error = read(&folder.path().join("hr"), "HEAD").unwrap_err();
        assert!(matches!(error, Error::NoLibraryThen { .. }), "{error}");
        let nowhere = tempfile::tempdir().unwrap();
        let error = read(nowhere.path(), "HEAD").unwrap_err();
        assert!(error.to_string().contains("not a git repository"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_taken_for_what_it_leads_to() {
        let folder = repository();
        let root = folder.path().join("hr/library");
        std::os::unix::fs::symlink("a.yaml", root.join("r/again.yaml")).unwrap();
        git(folder.path(), &["add", "."]);
        git(folder.path(), &["commit", "--quiet", "-m", "link"]);
        write(&root, "waypath.yaml", "name: Then\nrules: [r]\n");
        git(folder.path(), &["commit", "--quiet", "-a", "-m", "rules"]);
        let error = read(&root, "HEAD").unwrap_err();
        assert!(error.to_string().contains("`r/again.yaml` is a link"), "{error}");
    }
}
