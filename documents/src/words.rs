//! How does a text become a sentence, or a line?

/// The text with its first letter large.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text with a full stop, unless it ends a sentence already.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// The text on one line, without signs that steer a terminal or turn text round.
pub(crate) fn tidy(text: &str) -> String {
    let steers =
        |sign: char| matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let spaced = |sign: char| {
        let breaks = sign.is_control() || sign == '\u{2028}' || sign == '\u{2029}';
        if breaks { ' ' } else { sign }
    };
    text.chars().filter(|sign| !steers(*sign)).map(spaced).collect()
}
