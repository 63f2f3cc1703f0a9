//! Why is this no YAML, in the words of its author?
//!
//! The parser names the rule of YAML that was broken. Authors break a few of
//! them again and again, without knowing it, by writing prose and conditions.

use std::ops::Range;

use super::limits::DEEPEST;
use super::lines::Lines;
use super::syntax;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Exact as _;

/// What is wrong, where, and what to do.
struct Slip {
    bytes: Range<usize>,
    message: String,
    help: String,
}

/// Returns the mistake that the parser reports with `info` at this byte.
///
/// `open` is where the innermost collection starts that is not yet closed.
pub(super) fn explain(lines: &Lines, info: &str, at: usize, open: Option<usize>) -> Diagnostic {
    let at = inside(lines, at);
    if info.contains("recursion limit") {
        return too_deep(lines, &(at..at));
    }
    if let Some(line) = tab_line(lines, info, at) {
        return tab(lines, &line, 0);
    }
    let is_end = lines.from(at).trim().is_empty();
    let open = open.filter(|start| syntax::is_flow(lines, *start));
    let open = open.filter(|_| is_end || is_about_brackets(info));
    if let Some(open) = open.filter(|_| !is_colon_on_same_line(lines, at)) {
        return open_bracket(lines, open, at);
    }
    slip(lines, info, at).diagnostic(lines)
}

impl Slip {
    fn diagnostic(self, lines: &Lines) -> Diagnostic {
        Diagnostic::new(Code::InvalidYaml, self.message)
            .at(lines.place(&clip(lines, &self.bytes)))
            .help(self.help)
    }
}

/// What is wrong with an anchor or a tag.
pub(super) fn check_property(lines: &Lines, bytes: &Range<usize>) -> Option<Diagnostic> {
    let written = lines.slice(bytes.clone());
    if let Some(name) = written.strip_prefix('&') {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let is_anchor = !name.is_empty() && name.chars().all(is_name);
        return if is_anchor {
            None
        } else {
            Some(repetition(lines, bytes.start).diagnostic(lines))
        };
    }
    let written = short(written);
    let (message, help) = if written.starts_with("!!") || written.starts_with("!<") {
        (
            format!("`{written}` is a YAML tag, which Waypath does not read"),
            "remove it; to keep a number or `yes` as text, put it in quotes".to_owned(),
        )
    } else {
        (
            format!("`{written}` starts with `!`, which makes it a YAML tag"),
            quote_help(lines, bytes.start),
        )
    };
    Some(Diagnostic::new(Code::InvalidYaml, message).at(lines.place(bytes)).help(help))
}

pub(super) fn too_deep(lines: &Lines, bytes: &Range<usize>) -> Diagnostic {
    let message = format!("values are nested more than {DEEPEST} deep");
    let start = bytes.start..bytes.start;
    Diagnostic::new(Code::TooDeep, message)
        .at(lines.place(&start))
        .help("check the brackets and the indentation here")
}

/// A line that is indented with a tab, and how many more there are.
pub(super) fn tab(lines: &Lines, line: &Range<usize>, more: usize) -> Diagnostic {
    let text = lines.slice(line.clone());
    let indentation = indentation(text);
    let help = "indent with spaces, two for each level; most editors can replace the tabs";
    if let Some(before) = text.find('\t').filter(|at| *at >= indentation.len()) {
        let start = line.start.plus(before);
        return Diagnostic::new(Code::Tab, "a tab stands where a space belongs")
            .at(lines.place(&(start..start.plus(1))))
            .help("write a space instead");
    }
    let blank = line.start..line.start.plus(indentation.len());
    let message = match more {
        0 => "a tab stands in the indentation of this line".to_owned(),
        1 => "a tab stands in the indentation of this line and of one more".to_owned(),
        _ => format!("a tab stands in the indentation of this line and of {more} more"),
    };
    Diagnostic::new(Code::Tab, message).at(lines.place(&blank)).help(help)
}

/// The lines that are indented with a tab, in the order of the file.
pub(super) fn tabbed_lines(lines: &Lines) -> impl Iterator<Item = Range<usize>> {
    let all = (0..).map_while(|line| lines.line(line));
    all.filter(|line| indentation(lines.slice(line.clone())).contains('\t'))
}

/// What stands before the value of a line, or all of a blank line.
fn indentation(line: &str) -> &str {
    let value = line.trim_start_matches(|letter: char| " \t-?".contains(letter));
    line.get(..line.len().minus(value.len())).unwrap_or_default()
}

/// The line whose tab the parser stumbled over.
fn tab_line(lines: &Lines, info: &str, at: usize) -> Option<Range<usize>> {
    let here = lines.line_of(at);
    if info.contains("tab") || info.contains("valid YAML whitespace") {
        let has_tab = |line: &Range<usize>| lines.slice(line.clone()).contains('\t');
        return (here..).map_while(|line| lines.line(line)).find(has_tab);
    }
    let is_tabbed = |line: &Range<usize>| indentation(lines.slice(line.clone())).contains('\t');
    lines.line(here).filter(is_tabbed)
}

/// Moves the end of the file back to its last text, so that a line is shown.
fn inside(lines: &Lines, at: usize) -> usize {
    if lines.from(at).trim().is_empty() {
        let body = lines.slice(lines.start()..at).trim_end();
        return lines.start().plus(body.len());
    }
    at
}

fn slip(lines: &Lines, info: &str, at: usize) -> Slip {
    let has = |words: &str| info.contains(words);
    if has("simple key expect") {
        no_colon(lines, at)
    } else if has("mapping values are not allowed") {
        second_colon(lines, at)
    } else if has("invalid trailing content after double") {
        behind_quotes(lines, at)
    } else if has("quoted scalar, found unexpected") || has("indentation in quoted") {
        open_quote(lines, at)
    } else if has("quoted scalar") {
        escape(lines, at)
    } else if has("unexpected character") {
        reserved(lines, at)
    } else if has("anchor") {
        repetition(lines, at)
    } else if has("a tag") || has("handle") || has("verbatim") {
        tag(lines, at)
    } else if has("comment intercepting") {
        comment(lines, at)
    } else if has("block scalar") {
        block(lines, info, at)
    } else if has("block sequence entries") || has("only valid inside a block") {
        dash(lines, at)
    } else if has("flow") || has("bracket") || has("illegal placement") || has("in flow") {
        brackets(lines, info, at)
    } else {
        misfit(lines, at)
    }
}

fn no_colon(lines: &Lines, at: usize) -> Slip {
    // The parser notices on the next line with content, or at the end.
    let here = lines.line_of(at);
    let is_start =
        lines.line(here).is_some_and(|bytes| lines.slice(bytes.start..at).trim().is_empty());
    let last = if is_start { here } else { here.plus(1) };
    let bytes = content_before(lines, last).unwrap_or(at..at);
    continued(lines.slice(bytes.clone()), &bytes).unwrap_or_else(|| no_entry(lines, bytes))
}

/// The bytes of the last line before this one that is not blank or a comment.
fn content_before(lines: &Lines, line: usize) -> Option<Range<usize>> {
    let contents =
        (0..line).rev().filter_map(|line| lines.line(line)).map(|bytes| trimmed(lines, &bytes));
    contents
        .into_iter()
        .find(|bytes| !bytes.is_empty() && !lines.from(bytes.start).starts_with('#'))
}

fn no_entry(lines: &Lines, bytes: Range<usize>) -> Slip {
    let text = lines.slice(bytes.clone());
    let help = if text.contains(':') {
        "put a space behind the `:`"
    } else {
        "write it as `key: value`, or indent it deeper than the key whose text it continues"
    };
    Slip {
        message: format!("`{}` is neither `key: value` nor part of the text above it", short(text)),
        help: help.to_owned(),
        bytes,
    }
}

/// A line that goes on with a condition, but is not indented as a part of it.
fn continued(text: &str, bytes: &Range<usize>) -> Option<Slip> {
    let sign = ["&&", "||", "=="].into_iter().find(|sign| text.starts_with(sign))?;
    Some(Slip {
        bytes: bytes.clone(),
        message: format!("a line that starts with `{sign}` is not part of the condition above it"),
        help: CONDITION_HELP.to_owned(),
    })
}

fn second_colon(lines: &Lines, at: usize) -> Slip {
    let here = lines.line_of(at);
    let start = lines.line(here).map_or(0, |bytes| bytes.start);
    let before = lines.slice(start..at);
    let name = before.trim_start().trim_start_matches("- ").trim();
    if before.contains(": ") || name.contains(' ') {
        return Slip {
            bytes: at..at.plus(1),
            message: "`: ` in a text without quotes starts a new key".to_owned(),
            help: quote_help(lines, at),
        };
    }
    let is_entry = |text: &str| text.contains(": ") || text.ends_with(':');
    let above = content_before(lines, here).filter(|bytes| !is_entry(lines.slice(bytes.clone())));
    above
        .map_or_else(|| misaligned(lines, at.minus(name.len())..at), |bytes| no_entry(lines, bytes))
}

fn misaligned(lines: &Lines, bytes: Range<usize>) -> Slip {
    Slip {
        message: format!(
            "`{}` does not line up with the lines above it",
            short(lines.slice(bytes.clone()))
        ),
        help: "indent it with spaces like the other entries of its map or list; \
               start each entry of a list with `- `"
            .to_owned(),
        bytes,
    }
}

fn behind_quotes(lines: &Lines, at: usize) -> Slip {
    let bytes = rest_of_line(lines, at);
    let text = short(lines.slice(bytes.clone()));
    let before = lines.slice(lines.start()..at).trim_end();
    let help = match (quote_help(lines, at), before.ends_with('\'')) {
        (help, true) if help == QUOTE_HELP => {
            "put the whole text in double quotes, or write `''` for an apostrophe".to_owned()
        }
        (help, false) if help == QUOTE_HELP => {
            "put the whole text in single quotes, or write `\\\"` for a quote".to_owned()
        }
        (help, _) => help,
    };
    Slip { bytes, message: format!("`{text}` stands behind the closing quote"), help }
}

fn open_quote(lines: &Lines, at: usize) -> Slip {
    let quote = lines.from(at).chars().next().unwrap_or('"');
    Slip {
        bytes: at..at.plus(1),
        message: format!("the text that starts with `{quote}` has no closing `{quote}`"),
        help: format!("close it with `{quote}`; indent its further lines deeper than its key"),
    }
}

fn escape(lines: &Lines, at: usize) -> Slip {
    let mut characters = lines.from(at).char_indices().skip(1);
    let mut bytes = rest_of_line(lines, at);
    while let Some((backslash, found)) = characters.next() {
        if found == '"' {
            break;
        }
        if found != '\\' {
            continue;
        }
        let Some((end, next)) = characters.next() else { break };
        if !"0abt\tnvfre \"/\\N_LPxuU\r\n".contains(next) {
            let end = end.plus(next.len_utf8());
            bytes = at.plus(backslash)..at.plus(end);
            break;
        }
    }
    Slip {
        message: format!("`{}` means nothing in double quotes", short(lines.slice(bytes.clone()))),
        help: "use single quotes, in which `\\` is just a character, or write `\\\\`".to_owned(),
        bytes,
    }
}

fn reserved(lines: &Lines, at: usize) -> Slip {
    let found = lines.from(at).chars().next().unwrap_or('@');
    let quoted = if found == '`' { "a backtick".to_owned() } else { format!("`{found}`") };
    Slip {
        bytes: at..at.plus(found.len_utf8()),
        message: format!("a text without quotes cannot start with {quoted}"),
        help: quote_help(lines, at),
    }
}

fn repetition(lines: &Lines, at: usize) -> Slip {
    let line = lines.line(lines.line_of(at)).unwrap_or(at..at);
    let rest = lines.slice(at..line.end);
    let length = rest.find(|letter: char| letter.is_whitespace() || ",]}".contains(letter));
    let bytes = at..at.plus(length.unwrap_or(rest.len()));
    let word = short(lines.slice(bytes.clone()));
    let rest_of_condition = trimmed(lines, &(at..line.end));
    if let Some(slip) = continued(lines.line_text(at).trim_start(), &rest_of_condition) {
        return slip;
    }
    let message = match word.strip_prefix('*') {
        None if word == "&" => "a text without quotes cannot start with `&`".to_owned(),
        Some("") => "a text without quotes cannot start with `*`".to_owned(),
        Some(name) => format!("`{word}` repeats a value named `&{name}`, and there is none"),
        None => format!("`{word}` starts with `&`, which names a value to repeat"),
    };
    Slip { bytes, message, help: quote_help(lines, at) }
}

fn tag(lines: &Lines, at: usize) -> Slip {
    let bytes = rest_of_line(lines, at);
    let text = short(lines.slice(bytes.clone()));
    Slip {
        message: format!("`{text}` starts with `!`, which makes it a YAML tag"),
        help: quote_help(lines, at),
        bytes,
    }
}

fn comment(lines: &Lines, at: usize) -> Slip {
    Slip {
        bytes: rest_of_line(lines, at),
        message: "a comment stands in the middle of a text".to_owned(),
        help: format!("move the comment to a line above; {}", if_text(lines, at)),
    }
}

fn block(lines: &Lines, info: &str, at: usize) -> Slip {
    let bytes = rest_of_line(lines, at);
    if let Some(slip) = continued(lines.line_text(at).trim_start(), &bytes) {
        return slip;
    }
    if info.contains("did not find expected comment") {
        let sign = lines.from(at).chars().next().unwrap_or('|');
        return Slip {
            bytes,
            message: format!("a text cannot stand on the line of its `{sign}`"),
            help: format!("start it on the next line, indented; {}", if_text(lines, at)),
        };
    }
    Slip {
        bytes,
        message: "this line is not indented like the block it stands in".to_owned(),
        help: "indent all lines of a block at least as deep as its first".to_owned(),
    }
}

fn dash(lines: &Lines, at: usize) -> Slip {
    Slip {
        bytes: at..at.plus(1),
        message: "a list with `- ` cannot start here".to_owned(),
        help: format!("start it on a line of its own below the key; {}", if_text(lines, at)),
    }
}

fn is_about_brackets(info: &str) -> bool {
    info.contains("flow") || info.contains("illegal placement")
}

fn is_colon_on_same_line(lines: &Lines, at: usize) -> bool {
    lines.from(at).starts_with(':') && lines.line_text(at).contains(['{', '['])
}

/// A bracket that is still open where something stands that cannot be inside it.
fn open_bracket(lines: &Lines, open: usize, at: usize) -> Diagnostic {
    let bracket = lines.from(open).chars().next().unwrap_or('{');
    let close = if bracket == '[' { ']' } else { '}' };
    let line = lines.line(lines.line_of(open)).unwrap_or(open..open);
    let help = if lines.slice(open..line.end).contains(" #") {
        "put texts that hold `#` in quotes; without, ` #` starts a comment".to_owned()
    } else {
        format!("close it with `{close}`, and put texts that hold `, : {{ }} [ ]` in quotes")
    };
    let slip = Slip {
        bytes: open..open.plus(1),
        message: format!("this `{bracket}` is not closed with `{close}`"),
        help,
    };
    slip.diagnostic(lines).related(lines.place(&clip(lines, &(at..at.plus(1)))), "noticed here")
}

fn brackets(lines: &Lines, info: &str, at: usize) -> Slip {
    let found = lines.from(at).chars().next().unwrap_or(' ');
    let bytes = at..at.plus(found.len_utf8());
    if info.contains("misplaced") {
        return Slip {
            bytes,
            message: format!("`{found}` closes a bracket that is not open"),
            help: "remove it, or put a text that holds brackets in quotes".to_owned(),
        };
    }
    if info.contains("may not precede") {
        return Slip {
            bytes,
            message: "a space is missing behind this `:`".to_owned(),
            help: "write `: ` between a key and its value".to_owned(),
        };
    }
    if is_colon_on_same_line(lines, at) {
        return Slip {
            bytes,
            message: "`: ` in a text without quotes starts a new key".to_owned(),
            help: "put a comma before the key, or the whole text in quotes".to_owned(),
        };
    }
    Slip {
        bytes,
        message: "a `{` or `[` before this is not closed".to_owned(),
        help: "close it, and put texts that hold `, : { } [ ]` in quotes".to_owned(),
    }
}

fn misfit(lines: &Lines, at: usize) -> Slip {
    let bytes = rest_of_line(lines, at);
    let text = lines.slice(bytes.clone());
    if let Some(slip) = continued(text, &bytes) {
        return slip;
    }
    let start = lines.line(lines.line_of(at)).map_or(at, |bytes| bytes.start);
    let before = lines.slice(start..at).trim_end();
    if let Some(bracket) = before.chars().next_back().filter(|last| "]}".contains(*last)) {
        return Slip {
            message: format!("`{}` stands behind the closing `{bracket}`", short(text)),
            help: quote_help(lines, at),
            bytes,
        };
    }
    if lines.body().starts_with('%') {
        return Slip {
            bytes: lines.start()..lines.start().plus(1),
            message: "a file cannot start with `%`".to_owned(),
            help: "remove the line, or put the text in quotes".to_owned(),
        };
    }
    misaligned(lines, bytes)
}

const QUOTE_HELP: &str = "put the whole text in quotes";

const CONDITION_HELP: &str = "write the condition as a block: `when: |`, \
                              with all of the condition indented below it";

/// What to do with an unquoted text on this byte's line.
pub(super) fn quote_help(lines: &Lines, at: usize) -> String {
    let entry = lines.line_text(at).trim_start().trim_start_matches("- ");
    match entry.split_once(':') {
        Some((key @ ("when" | "who" | "boost" | "call"), _)) => CONDITION_HELP.replace("when", key),
        _ => QUOTE_HELP.to_owned(),
    }
}

fn if_text(lines: &Lines, at: usize) -> String {
    match quote_help(lines, at) {
        help if help == QUOTE_HELP => {
            "if it is part of a text, put the whole text in quotes".to_owned()
        }
        help => format!("if it is part of a condition, {help}"),
    }
}

fn rest_of_line(lines: &Lines, at: usize) -> Range<usize> {
    let end = lines.line(lines.line_of(at)).map_or(at, |bytes| bytes.end);
    trimmed(lines, &(at..end.max(at)))
}

fn trimmed(lines: &Lines, bytes: &Range<usize>) -> Range<usize> {
    let text = lines.slice(bytes.clone());
    let blank = text.len().minus(text.trim_start().len());
    let start = bytes.start.plus(blank);
    start..start.plus(text.trim().len())
}

/// The bytes up to the end of their first line.
fn clip(lines: &Lines, bytes: &Range<usize>) -> Range<usize> {
    let text = lines.from(bytes.start);
    let line = text.find(['\r', '\n']).unwrap_or(text.len());
    bytes.start..bytes.end.min(bytes.start.plus(line))
}

/// At most forty characters of a text.
pub(super) fn short(text: &str) -> String {
    let end = super::lines::nth_byte(text, 40);
    match text.get(..end) {
        Some(start) if end < text.len() => format!("{start}…"),
        _ => text.to_owned(),
    }
}
