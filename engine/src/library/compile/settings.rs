//! What `waypath.yaml` sets: the scale, the evidence, the numbers.

use std::collections::BTreeMap;

use super::resolve::{Resolver, instead, scale};
use crate::blueprint::settings::LibraryFile;
use crate::diagnostic::{Code, Diagnostic};
use crate::level::Level;
use crate::library::{EvidencePolicy, Scale, Settings, Source};
use crate::quantity::{Hours, PlanSize, Span};

pub(super) fn checked_scale(library: &LibraryFile, resolver: &mut Resolver<'_>) -> Scale {
    let scale = scale(library.scale.as_ref());
    if scale.labels().len() < 2 || scale.labels().len() > 101 {
        resolver.report(
            Diagnostic::new(
                Code::InvalidValue,
                format!("a scale of {} levels", scale.labels().len()),
            )
            .at(resolver.positions.value(&["waypath", "scale", "levels"]))
            .help("name level 0, level 1 and so on: at least 2 names, at most 101"),
        );
    }
    scale
}

pub(super) fn settings(library: &LibraryFile) -> Settings {
    let written = &library.settings;
    Settings {
        entry_slack: written.entry_slack.map_or(Level::from_hundredths(50), |level| level.0),
        smallest_gap: written.smallest_gap.map_or(Level::from_hundredths(50), |level| level.0),
        smallest_gain: written.smallest_gain.map_or(100, |points| i64::from(points.0.hundredths())),
        hours_per_week: written.hours_per_week.map_or(Hours::from_hundredths(200), |hours| hours.0),
        horizon: written.horizon.map_or(Span::Weeks(12), |span| span.0),
        modules: written.modules.map_or(PlanSize::WIDEST, |size| size.0),
        kpi_baseline: written.kpi_baseline.unwrap_or_default(),
        search_steps: written.search_steps.unwrap_or(200_000),
        move_readiness: written.move_readiness.map_or(60, |percent| percent.0.0),
        move_stretch: written.move_stretch.map_or(Level::whole(2), |level| level.0),
        move_hours: written.move_hours.map_or(Hours::from_hundredths(4_000), |hours| hours.0),
        hours_per_level: written.hours_per_level.map_or(24, |count| count.0.0),
        bench_evidence: written.bench_evidence.map_or(Span::Months(12), |span| span.0),
        bench_soon: written.bench_soon.map_or(Span::Months(12), |span| span.0),
        bench_group: written.bench_group.map_or(10, |count| count.0.0),
    }
}

pub(super) fn evidence(
    library: &LibraryFile,
    scale: &Scale,
    resolver: &mut Resolver<'_>,
) -> EvidencePolicy {
    let written = &library.evidence;
    for name in written.fresh.keys() {
        if name != "default" && Source::from_name(name).is_none() {
            let names: Vec<&str> = Source::ALL.iter().map(|source| source.as_str()).collect();
            resolver.report(
                Diagnostic::new(Code::UnknownField, format!("unknown source of evidence `{name}`"))
                    .at(resolver.positions.key(&["waypath", "evidence", "fresh", name]))
                    .suggest(instead(name, &names, "source")),
            );
        }
    }
    let prefer = written.prefer.clone().unwrap_or_default();
    let fresh = written.fresh.iter().map(|(source, span)| (source.as_str(), span.0)).collect();
    EvidencePolicy::new(prefer, &fresh, other_scales(library, scale, resolver))
}

fn other_scales(
    library: &LibraryFile,
    scale: &Scale,
    resolver: &mut Resolver<'_>,
) -> BTreeMap<Box<str>, Vec<(Level, Level)>> {
    let mut scales = BTreeMap::new();
    for (name, points) in &library.evidence.scales {
        let path = ["waypath", "evidence", "scales", name.as_str()];
        let mut points: Vec<(Level, Level)> = points.iter().map(|(a, b)| (a.0, b.0)).collect();
        points.sort_unstable();
        if points.is_empty() {
            resolver.report(
                Diagnostic::new(Code::InvalidValue, format!("scale `{name}` has no points"))
                    .at(resolver.positions.key(&path))
                    .help("write each of its points with its level: `{ 1: 0, 5: 4 }`"),
            );
        }
        if let Some((point, level)) = points.iter().find(|(_, level)| *level > scale.top()) {
            let written = point.to_string();
            let at = [&path[..], &[written.as_str()]].concat();
            let place = resolver.positions.value(&at);
            resolver.report(
                Diagnostic::new(
                    Code::OffTheScale,
                    format!(
                        "point {point} of `{name}` stands for level {level}, above {}",
                        scale.top()
                    ),
                )
                .at(place.or_else(|| resolver.positions.value(&path)))
                .help(format!("write levels from 0 to {}", scale.top())),
            );
        }
        scales.insert(name.as_str().into(), points);
    }
    scales
}
