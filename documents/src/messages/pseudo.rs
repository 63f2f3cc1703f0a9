//! Is an English word left that no catalogue holds?
//!
//! A language for tests: the English catalogue with a look-alike for every letter, in
//! brackets. A document in it, about a library whose own texts hold no such letters
//! either, shows at once which words stand in code or in a template.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};
use waypath_engine::id::Id as _;
use waypath_engine::library::Library;

use super::{ENGLISH, Messages};
use crate::language::Language;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOOK_ALIKES: &str = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ";
const GREEK: &str = "αβκδεφγηιζκλμνοπθρστυωψξυζΑΒΚΔΕΦΓΗΙΖΚΛΜΝΟΠΘΡΣΤΥΩΨΞΥΖ";

fn mapped(text: &str, to: &str) -> String {
    let map = |letter: char| {
        let at = LETTERS.chars().position(|candidate| candidate == letter);
        at.and_then(|at| to.chars().nth(at)).unwrap_or(letter)
    };
    text.chars().map(map).collect()
}

/// A text of an author, in Greek letters.
pub(crate) fn greek(text: &str) -> String {
    mapped(text, GREEK)
}

/// The pseudo-locale.
pub(crate) fn language() -> Language {
    let mut catalogue: Resource<String> = parser::parse(ENGLISH.to_owned()).unwrap();
    for entry in &mut catalogue.body {
        if let Entry::Message(message) = entry {
            change(message.value.as_mut().unwrap());
        }
    }
    Language::new(Messages::read("en", &serializer::serialize(&catalogue)).unwrap())
}

fn change(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = mapped(value, LOOK_ALIKES),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                for variant in variants {
                    change(&mut variant.value);
                }
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::Placeable { .. }),
            } => panic!("a placeable in a placeable is not looked into"),
            PatternElement::Placeable { .. } => {}
        }
    }
    let bracket = |sign: &str| PatternElement::TextElement { value: sign.to_owned() };
    pattern.elements.insert(0, bracket("⟦"));
    pattern.elements.push(bracket("⟧"));
}

/// Fails if a document in the pseudo-locale holds a word in plain letters.
///
/// Ids are no words: those of the library, and those in `ids`.
pub(crate) fn check(what: &str, document: &str, library: &Library, ids: &[&str]) {
    let words = left_over(document, library, ids);
    assert!(document.contains('⟦'), "{what} says nothing");
    assert!(words.is_empty(), "{what} says {words:?}, which is in no catalogue:\n{document}");
}

/// The words of a document in plain letters.
///
/// What holds a digit, a path or a hash is no word either.
fn left_over(document: &str, library: &Library, ids: &[&str]) -> Vec<String> {
    let known = self::ids(library);
    tokens(&visible(document))
        .into_iter()
        .filter(|token| !known.contains(token) && !ids.contains(&token.as_str()))
        .filter(|token| !token.contains(|sign: char| sign.is_ascii_digit() || sign == '/'))
        .filter(|token| is_word(token))
        .collect()
}

/// Two letters side by side; one alone numbers an answer or names a key.
fn is_word(token: &str) -> bool {
    token.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic))
}

/// What is between spaces and signs that stand around words.
fn tokens(text: &str) -> Vec<String> {
    let around = |sign: char| sign.is_whitespace() || "⟦⟧()[]{},;'\"`*#|<>=·→".contains(sign);
    // Inside a word these signs are part of it: `kpis.csv:3`.
    let tokens = text.split(around).map(|token| token.trim_matches(['.', ':', '!', '?', '-']));
    tokens.filter(|token| !token.is_empty()).map(str::to_owned).collect()
}

/// A document without the parts that nobody reads: tags and style sheets.
fn visible(document: &str) -> String {
    let body = document.rsplit_once("</style>").map_or(document, |(_, body)| body);
    if !body.contains("</html>") {
        let text = body.replace('\\', "");
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
    let mut text = String::new();
    for part in body.split('<') {
        let inside = part.split_once('>');
        text.push_str(inside.map_or(part, |(_, after)| after));
        text.push(' ');
    }
    let entities = [("&nbsp;", " "), ("&#x27;", "'"), ("&quot;", "\""), ("&#x2f;", "/")];
    let text = entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign));
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Every id of a library.
fn ids(library: &Library) -> Vec<String> {
    let names = &library.names;
    let mut ids: Vec<String> = Vec::new();
    ids.extend(names.competencies.iter().map(|(_, id)| id.as_str().to_owned()));
    ids.extend(names.roles.iter().map(|(_, id)| id.as_str().to_owned()));
    ids.extend(names.modules.iter().map(|(_, id)| id.as_str().to_owned()));
    ids.extend(names.kpis.iter().map(|(_, id)| id.as_str().to_owned()));
    ids.extend(names.prompts.iter().map(|(_, id)| id.as_str().to_owned()));
    ids.extend(names.personas.iter().map(|(_, id)| id.as_str().to_owned()));
    ids.extend(names.rules.iter().map(|(_, id)| id.as_str().to_owned()));
    ids
}

#[test]
fn a_word_that_is_in_no_catalogue_is_found() {
    let library = crate::plan::sample::library();
    let left_over = |document: &str| left_over(document, library, &["ana-silva"]);
    assert_eq!(left_over("⟦Ƥŀȧƞ⟧ call-diagnosis ana-silva 12 rules/x.yaml:3"), [""; 0]);
    assert_eq!(left_over("</style><p class=\"soft\">⟦Ƥ⟧</p></html>"), [""; 0]);
    assert_eq!(left_over("⟦Ƥŀȧƞ⟧ due in-part"), ["due", "in-part"]);
    assert_eq!(left_over("p { color: red }</style><p>⟦Ƥ⟧ due</p></html>"), ["due"]);
    assert_eq!(language().text("plan-title"), "⟦Ḓḗṽḗŀǿƥḿḗƞŧ ƥŀȧƞ⟧");
    assert_eq!(greek("Call 1"), "Καλλ 1");
}
