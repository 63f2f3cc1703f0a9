//! Do two texts say the same thing with other nouns?
//!
//! Texts written from a template give themselves away twice. Word for word, most
//! of one stands in the other in the same order. Or, with every word of substance
//! blanked out, the same frame of small words is left, and the verbs in it are the
//! same too. Neither needs a dictionary: the small words are listed below, and a
//! verb of a template repeats itself like any other word.

/// How much of the longer text may stand in the other in the same order, in percent.
const SHARED: usize = 60;
/// How many small words make a frame: fewer are a coincidence.
const FRAME: usize = 4;
/// Texts with fewer words are too short to tell.
const SHORTEST: usize = 4;

/// The words that carry structure and no subject matter.
const SMALL: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "an", "and", "any", "are", "as", "at", "away",
    "back", "be", "because", "been", "before", "beside", "between", "both", "but", "by", "can",
    "did", "do", "does", "down", "each", "every", "few", "five", "for", "four", "from", "had",
    "has", "have", "her", "him", "his", "how", "if", "in", "instead", "into", "is", "it", "its",
    "last", "least", "me", "more", "most", "my", "next", "no", "none", "not", "of", "off", "on",
    "one", "only", "or", "other", "others", "out", "over", "own", "same", "so", "some", "than",
    "that", "the", "their", "them", "then", "there", "they", "this", "three", "through", "to",
    "two", "until", "up", "was", "we", "were", "what", "when", "where", "which", "who", "whom",
    "why", "with", "within", "without", "would", "you", "your", "yours",
];

/// Says why two texts are too much alike; `None` where each says its own thing.
pub fn alike(one: &str, other: &str) -> Option<&'static str> {
    let (one, other) = (words(one), words(other));
    if one.len().min(other.len()) < SHORTEST {
        return None;
    }
    let shared = common(&one, &other);
    if shared * 100 >= one.len().max(other.len()) * SHARED {
        return Some("most words are the same, in the same order");
    }
    let frame = frame(&one);
    let is_frame = frame.iter().filter(|word| **word != BLANK).count() >= FRAME;
    if is_frame && frame == self::frame(&other) && has_common_substance(&one, &other) {
        return Some("the same frame and the same verb hold other nouns");
    }
    None
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// The length of the longest sequence of words that stands in both texts.
fn common(one: &[String], other: &[String]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for word in one {
        let mut diagonal = 0;
        for (at, candidate) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == candidate { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[other.len()]
}

const BLANK: &str = "_";

/// The small words of a text, with a blank for each run of others.
fn frame(words: &[String]) -> Vec<&str> {
    let mut frame: Vec<&str> =
        words.iter().map(|word| if is_small(word) { word } else { BLANK }).collect();
    frame.dedup_by(|a, b| a == b && *a == BLANK);
    frame
}

fn has_common_substance(one: &[String], other: &[String]) -> bool {
    one.iter().any(|word| !is_small(word) && other.contains(word))
}
