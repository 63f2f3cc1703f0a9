//! Which colours do groups have?

/// Fill and edge of each group: tints that also people who see colours differently
/// can tell apart (after Okabe and Ito), with dark text on them.
const COLOURS: [(&str, &str); 12] = [
    ("#cfe6f8", "#0072b2"),
    ("#fbe0b5", "#b86e00"),
    ("#cdeee1", "#007a5a"),
    ("#f5d5e6", "#a3487a"),
    ("#fdf4b8", "#8a7b00"),
    ("#e3dcf6", "#6a4fb3"),
    ("#f8d3c0", "#b54500"),
    ("#e4e4e4", "#555555"),
    ("#c9eef2", "#00707c"),
    ("#e4edc0", "#5d7200"),
    ("#f9cfd2", "#b3263b"),
    ("#e2d5c6", "#75512a"),
];

/// The fill and the edge of a group; with more than twelve groups, colours repeat.
pub(super) fn colour(group: usize) -> (&'static str, &'static str) {
    let at = group.checked_rem(COLOURS.len()).unwrap_or(0);
    COLOURS.get(at).copied().unwrap_or(("#ffffff", "#555555"))
}
