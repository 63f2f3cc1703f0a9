//! The parts of `waypath.yaml` that can change one by one.

use crate::blueprint::settings::LibraryFile;

/// One part of `waypath.yaml`.
pub(super) struct SettingPart {
    /// Its keys, with full stops between them.
    pub(super) name: &'static str,
    /// Whether two files say the same.
    pub(super) is_same: fn(&LibraryFile, &LibraryFile) -> bool,
    /// Takes it over into the first from the second.
    pub(super) take_over: fn(&mut LibraryFile, &LibraryFile),
}

macro_rules! parts {
    ($($name:literal = $($field:ident).+;)*) => {
        /// Every part, but for the folders to read: what is in them counts.
        pub(super) const PARTS: &[SettingPart] = &[$(SettingPart {
            name: $name,
            is_same: |a, b| a.$($field).+ == b.$($field).+,
            take_over: |to, from| to.$($field).+.clone_from(&from.$($field).+),
        }),*];
    };
}

parts! {
    "name" = name;
    "scale" = scale;
    "evidence.prefer" = evidence.prefer;
    "evidence.fresh" = evidence.fresh;
    "evidence.scales" = evidence.scales;
    "importance.critical" = importance.critical;
    "importance.important" = importance.important;
    "importance.useful" = importance.useful;
    "settings.entry_slack" = settings.entry_slack;
    "settings.smallest_gap" = settings.smallest_gap;
    "settings.smallest_gain" = settings.smallest_gain;
    "settings.hours_per_week" = settings.hours_per_week;
    "settings.horizon" = settings.horizon;
    "settings.modules" = settings.modules;
    "settings.kpi_baseline" = settings.kpi_baseline;
    "settings.search_steps" = settings.search_steps;
    "settings.move_readiness" = settings.move_readiness;
    "settings.move_stretch" = settings.move_stretch;
    "settings.move_hours" = settings.move_hours;
    "settings.hours_per_level" = settings.hours_per_level;
    "settings.bench_evidence" = settings.bench_evidence;
    "settings.bench_soon" = settings.bench_soon;
    "settings.bench_group" = settings.bench_group;
    "programs" = programs;
    "protected" = protected;
}

/// The parts that decide which level a row of the people files means.
pub(super) const READ_LEVELS: &[&str] = &["scale", "evidence.scales"];

/// The part of this name.
pub(super) fn part(name: &str) -> Option<&'static SettingPart> {
    PARTS.iter().find(|part| part.name == name)
}
