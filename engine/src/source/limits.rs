//! How large may a file be?

/// How deep maps and lists may be nested.
pub(super) const DEEPEST: usize = 64;
/// The most bytes of a YAML file.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The most bytes of one text in a YAML file.
pub(super) const LONGEST_TEXT: usize = 64 * 1024;
/// The most values of a YAML file: keys, texts, maps, lists and aliases.
pub const MOST_VALUES: usize = 200_000;
/// The most values that the aliases of one file may repeat.
pub(super) const MOST_REPEATED: usize = 10_000;
/// The most bytes that the aliases of one file may repeat.
pub(super) const MOST_REPEATED_BYTES: usize = 1024 * 1024;
/// The most signs that may start or part values: more than that many values need.
pub(super) const MOST_INDICATORS: usize = 500_000;
/// The most mistakes reported for one file.
pub(super) const MOST_MISTAKES: usize = 100;
