//! What do the documents show, and does it happen?
//!
//! Reads the fenced blocks of a Markdown page and runs what stands in those of
//! the language `console`: a line that begins with `$ ` is a command, the lines
//! below it what it prints. In these, `…` stands for whatever is left out: as a
//! line of its own for any number of lines, within a line for a part of it.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Stands for what is left out.
pub const LEFT_OUT: &str = "…";

/// One fenced block of a page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Block {
    /// The language, such as `yaml`.
    pub language: String,
    /// What follows the language: the path of a file, or nothing.
    pub path: String,
    /// What stands between the fences; ends with a line break unless it is empty.
    pub text: String,
    /// The line of the page on which the block begins.
    pub line: usize,
}

/// Returns the fenced blocks of a page.
///
/// # Panics
///
/// If a block has no end.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let (language, path) = info.split_once(' ').unwrap_or((info, ""));
        let mut text = String::new();
        loop {
            let (_, line) = lines.next().unwrap_or_else(|| panic!("line {}: no end", number + 1));
            if line == "```" {
                break;
            }
            text.push_str(line);
            text.push('\n');
        }
        let (language, path) = (language.to_owned(), path.trim().to_owned());
        blocks.push(Block { language, path, text, line: number + 1 });
    }
    blocks
}

/// A command a page shows, and what it says it prints.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shown {
    /// The command, without what stands behind ` #`.
    pub command: String,
    /// What it prints; empty where the page does not say.
    pub prints: String,
}

/// Returns the commands of a `console` block.
///
/// # Panics
///
/// If the block begins with something else.
pub fn commands(block: &Block) -> Vec<Shown> {
    let mut commands: Vec<Shown> = Vec::new();
    for line in block.text.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            let command = command.split_once(" #").map_or(command, |(command, _)| command);
            commands.push(Shown { command: command.trim().to_owned(), prints: String::new() });
            continue;
        }
        let last = commands.last_mut();
        let last = last.unwrap_or_else(|| panic!("line {}: no command", block.line));
        last.prints.push_str(line);
        last.prints.push('\n');
    }
    commands
}

/// Says where a page shows something else than what was printed; `None` where it
/// does not. Spaces at the ends of lines do not count.
pub fn difference(shown: &str, printed: &str) -> Option<String> {
    let lines = |text: &str| -> Vec<String> {
        text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect()
    };
    let (shown, printed) = (lines(shown), lines(printed));
    let reached = furthest(&shown, &printed);
    (reached < shown.len() + 1).then(|| {
        let line = shown.get(reached).map_or("(nothing more)", String::as_str);
        format!("not printed: {line}\n\nprinted:\n{}", printed.join("\n"))
    })
}

/// How many lines shown are found in what was printed; one more where nothing
/// else was printed.
fn furthest(shown: &[String], printed: &[String]) -> usize {
    let Some((first, rest)) = shown.split_first() else {
        return usize::from(printed.is_empty());
    };
    if first.trim() == LEFT_OUT {
        let reached = (0..=printed.len()).map(|skipped| furthest(rest, &printed[skipped..]));
        return 1 + reached.max().unwrap_or(0);
    }
    match printed.split_first() {
        Some((line, others)) if is_line(first, line) => 1 + furthest(rest, others),
        _ => 0,
    }
}

/// Whether a line is the one shown, of which parts may be left out.
fn is_line(shown: &str, printed: &str) -> bool {
    if shown == printed {
        return true;
    }
    let mut parts = shown.split(LEFT_OUT);
    let Some(mut rest) = printed.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return false };
    for part in between {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

/// The working folder belongs to the process, so one terminal is open at a time.
static TERMINAL: Mutex<()> = Mutex::new(());

/// Where the commands of a page run: a folder of its own that starts empty.
pub struct Terminal {
    start: PathBuf,
    library: Option<PathBuf>,
    exit: u8,
    folder: tempfile::TempDir,
    _alone: MutexGuard<'static, ()>,
}

impl Terminal {
    /// Opens a terminal in an empty folder. Where a library is given, commands that
    /// name none work with that one.
    pub fn open(library: Option<&Path>) -> Self {
        let alone = TERMINAL.lock().unwrap_or_else(PoisonError::into_inner);
        let start = env::current_dir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        env::set_current_dir(folder.path()).unwrap();
        let library = library.map(Path::to_path_buf);
        Self { start, library, exit: 0, folder, _alone: alone }
    }

    /// The folder the terminal started in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command and returns what it prints on both outputs.
    ///
    /// # Panics
    ///
    /// If it is none that the pages use.
    pub fn run(&mut self, command: &str) -> String {
        let command = command
            .strip_prefix("cargo run --release -- ")
            .map_or_else(|| command.to_owned(), |arguments| format!("waypath {arguments}"));
        let words: Vec<&str> = command.split_whitespace().collect();
        match words.as_slice() {
            ["cd", folder] => {
                env::set_current_dir(folder).unwrap();
                String::new()
            }
            ["echo", "$?"] => format!("{}\n", self.exit),
            ["waypath", ..] => self.waypath(&words),
            _ => panic!("`{command}` is no command of the pages"),
        }
    }

    fn waypath(&mut self, words: &[&str]) -> String {
        let mut arguments: Vec<PathBuf> = words.iter().map(PathBuf::from).collect();
        if let Some(library) = self.library.as_ref().filter(|_| !words.contains(&"--library")) {
            arguments.extend([PathBuf::from("--library"), library.clone()]);
        }
        if words.contains(&"watch") {
            // Where a reader would press Ctrl-C.
            arguments.extend(["--rounds", "1"].map(PathBuf::from));
        }
        let screen = Screen::default();
        let exit = waypath::run(arguments, &mut screen.clone(), &mut screen.clone());
        self.exit = exit.code();
        let printed = screen.0.borrow().clone();
        String::from_utf8(printed).unwrap()
    }

    /// Runs the commands of a block; returns what is not as the block shows it.
    ///
    /// A command has to be done without mistakes unless `echo $?` follows it.
    pub fn follow(&mut self, block: &Block) -> Vec<String> {
        let mut wrong = Vec::new();
        let commands = commands(block);
        for (number, shown) in commands.iter().enumerate() {
            let printed = self.run(&shown.command);
            let at = format!("line {}: `{}`", block.line, shown.command);
            let asks = |shown: &Shown| shown.command == "echo $?";
            let is_asked = commands.get(number + 1).is_some_and(asks) || asks(shown);
            if self.exit != 0 && !is_asked {
                wrong.push(format!("{at} ends with {}:\n{printed}", self.exit));
            }
            if !shown.prints.is_empty()
                && let Some(difference) = difference(&shown.prints, &printed)
            {
                wrong.push(format!("{at}: {difference}"));
            }
        }
        wrong
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Nothing else can be done where the folder is gone.
        env::set_current_dir(&self.start).ok();
    }
}

/// Both outputs of a command, in the order in which they are written.
#[derive(Clone, Default)]
struct Screen(Rc<RefCell<Vec<u8>>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the file a block shows, or changes one as a block of the language `diff`
/// shows: the lines without a `+` have to stand there together, once.
///
/// # Panics
///
/// If a new file is there already, or what is to change is not there.
pub fn write(block: &Block) {
    let path = Path::new(&block.path);
    let at = format!("line {}: {}", block.line, block.path);
    if block.language != "diff" {
        assert!(!path.exists(), "{at} is there already");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &block.text).unwrap();
        return;
    }
    let (mut before, mut after) = (String::new(), String::new());
    for line in block.text.lines() {
        let (sign, rest) = line.split_at_checked(1).unwrap_or((" ", ""));
        assert!(matches!(sign, " " | "+" | "-"), "{at}: a line begins with `{sign}`");
        if sign != "+" {
            before.extend([rest, "\n"]);
        }
        if sign != "-" {
            after.extend([rest, "\n"]);
        }
    }
    let text = fs::read_to_string(path).unwrap_or_else(|err| panic!("{at}: {err}"));
    assert_eq!(text.matches(&before).count(), 1, "{at}: these lines stand there once:\n{before}");
    fs::write(path, text.replace(&before, &after)).unwrap();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_may_be_anything_and_nothing_else() {
        assert_eq!(difference("a\nb\n", "a\nb"), None);
        assert_eq!(difference("a\n…\nd\n", "a\nb\nc\nd\n"), None);
        assert_eq!(difference("a\n…\n", "a\n"), None);
        assert_eq!(difference("a … c\n", "a b c\n"), None);
        for wrong in ["a\n", "b\n…\n", "a\n…\nc\n", "a\n…\nd", "… a\n"] {
            assert!(difference(wrong, "a\nb\nc\nD\n").is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_page_is_read_block_by_block() {
        let page = "x\n```yaml a/b.yaml\nk: v\n```\n```console\n$ waypath check  # all\nok\n```\n";
        let blocks = blocks(page);
        assert_eq!((blocks[0].path.as_str(), blocks[0].text.as_str()), ("a/b.yaml", "k: v\n"));
        let shown = Shown { command: "waypath check".to_owned(), prints: "ok\n".to_owned() };
        assert_eq!(commands(&blocks[1]), [shown]);
    }
}
