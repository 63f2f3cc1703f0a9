//! How does plain text become HTML, and HTML plain text?
//!
//! For formats whose descriptions are HTML. Reading is conservative: paragraphs,
//! line breaks and lists stay, as blank lines, line ends and hyphens; what else
//! a tag says is lost, and its text is kept.

/// Paragraphs of text, divided by blank lines, as HTML.
pub(crate) fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .flat_map(|paragraph| ["<p>".to_owned(), lines(paragraph), "</p>".to_owned()])
        .collect()
}

/// A list of texts as HTML; nothing where there is none.
pub(crate) fn list(items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items = items.iter().flat_map(|item| ["<li>".to_owned(), lines(item), "</li>".to_owned()]);
    format!("<ul>{}</ul>", items.collect::<String>())
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br />")
}

/// A text with the characters escaped that HTML reads otherwise.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// What is left of HTML as plain text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct PlainText {
    pub(crate) text: String,
    /// Whether tags said something that plain text cannot: emphasis, links, images.
    pub(crate) is_less: bool,
}

/// Turns HTML into plain text.
pub(crate) fn plain(html: &str) -> PlainText {
    let mut writing = PlainTextWriter::default();
    let mut rest = html;
    while let Some(next) = rest.chars().next() {
        if let Some(tag) = Tag::at_start(rest) {
            writing.tag(&tag);
            rest = tag.rest;
        } else if let Some((found, behind)) = entity(rest) {
            writing.push(found);
            rest = behind;
        } else {
            writing.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    writing.plain
}

/// A tag at the beginning of a text, and what is behind it.
struct Tag<'a> {
    name: String,
    is_end: bool,
    rest: &'a str,
}

impl<'a> Tag<'a> {
    fn at_start(text: &'a str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        if let Some(comment) = inside.strip_prefix("!--") {
            let rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            return Some(Self { name: String::new(), is_end: false, rest });
        }
        let is_end = inside.starts_with('/');
        let named = inside.strip_prefix('/').unwrap_or(inside);
        // `a < b` is no tag.
        if !named.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        let (whole, rest) = named.split_once('>')?;
        let name: String = whole.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        let is_unseen = !is_end && matches!(name.as_str(), "script" | "style");
        let rest = if is_unseen { behind_end(rest, &name) } else { rest };
        Some(Self { name, is_end, rest })
    }
}

/// What is behind the tag that ends an element nobody sees.
fn behind_end<'a>(text: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let at = text.to_ascii_lowercase().find(&end);
    let rest = at.and_then(|at| text.get(at..)).unwrap_or_default();
    rest.split_once('>').map_or("", |(_, rest)| rest)
}

/// Plain text as it is written.
#[derive(Default)]
struct PlainTextWriter {
    plain: PlainText,
    /// Line ends owed before the next character.
    breaks: usize,
    /// What else is owed: a space, or the hyphen of an entry of a list.
    owed: Owed,
}

#[derive(Clone, Copy, Default, Eq, PartialEq)]
enum Owed {
    #[default]
    Nothing,
    Space,
    Hyphen,
}

impl PlainTextWriter {
    fn push(&mut self, character: char) {
        let character = if character.is_control() { ' ' } else { character };
        if character.is_whitespace() {
            if self.owed == Owed::Nothing {
                self.owed = Owed::Space;
            }
            return;
        }
        let text = &mut self.plain.text;
        if !text.is_empty() {
            if self.breaks > 0 {
                text.extend(std::iter::repeat_n('\n', self.breaks));
            } else if self.owed == Owed::Space {
                text.push(' ');
            }
        }
        if self.owed == Owed::Hyphen {
            text.push_str("- ");
        }
        text.push(character);
        (self.breaks, self.owed) = (0, Owed::Nothing);
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => self.breaks = self.breaks.saturating_add(1).min(2),
            "li" => {
                self.breaks = self.breaks.max(1);
                self.owed = if tag.is_end { Owed::Nothing } else { Owed::Hyphen };
            }
            "p" | "div" | "ul" | "ol" => self.breaks = self.breaks.max(2),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "table" | "tr"
            | "hr" => {
                self.breaks = self.breaks.max(2);
                self.plain.is_less = true;
            }
            "" | "span" => {}
            _ => self.plain.is_less = true,
        }
    }
}

/// Characters by the names HTML has for them; the rest is written by number.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("agrave", 'à'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
];

/// The character that an entity at the beginning of a text stands for, and what
/// is behind it.
fn entity(text: &str) -> Option<(char, &str)> {
    let (name, rest) = text.strip_prefix('&')?.split_once(';')?;
    let found = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMED.iter().find(|(entity, _)| *entity == name)?.1,
    };
    Some((found, rest))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paragraphs_breaks_and_lists_stay() {
        for (html, text) in [
            ("<p>One\ntwo<br></p><p>three</p>", "One two\n\nthree"),
            ("a<br/>b<br><br>c", "a\nb\n\nc"),
            (
                "<p>You:</p><ul><li>ask</li>\n<li>answer</li></ul><p>End</p>",
                "You:\n\n- ask\n- answer\n\nEnd",
            ),
            (
                "<p dir=\"ltr\">R&amp;D &lt; 5&nbsp;% &#8211; &#x201C;ok&#x201d; &unknown; &</p>",
                "R&D < 5 % – “ok” &unknown; &",
            ),
            ("a < b, 3 <4 and <b>bold</b>", "a < b, 3 <4 and bold"),
            ("x<!-- y -->z<script>alert('<p>')</script>!<style>p{}", "xz!"),
            ("cut <a href=", "cut <a href="),
            ("", ""),
        ] {
            assert_eq!(plain(html).text, text, "{html}");
        }
    }

    #[test]
    fn what_text_cannot_say_is_noticed() {
        for html in ["<b>x</b>", "<a href='y'>x</a>", "<img src=x>", "<table><tr><td>x"] {
            assert!(plain(html).is_less, "{html}");
        }
        assert!(!plain("<p>x<br>y</p><ul><li><span lang=en>z</span></ul>").is_less);
    }

    proptest! {
        #[test]
        fn text_is_read_back_from_its_html(
            lines in prop::collection::vec("[a-z<>&;#\"'é!/-]{1,8}( [a-z<>&]{1,4})?", 1..4),
            items in prop::collection::vec("[a-z<&\"]{1,6}", 0..3),
        ) {
            let text = lines.join("\n");
            let html = format!("{}{}", paragraphs(&text), list(&items));
            let bullets: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
            let expected = [text, bullets.join("\n")].join("\n\n");
            prop_assert_eq!(plain(&html), PlainText { text: expected.trim().to_owned(), is_less: false });
        }

        #[test]
        fn no_html_stops_reading(html in "[<>/!&;#a-z \"=-]{0,60}") {
            prop_assert!(plain(&html).text.len() <= html.len().saturating_mul(3));
        }
    }
}
