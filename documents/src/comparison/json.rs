//! How is a comparison written down for other programs?

use std::collections::BTreeMap;

use serde_json::{Value, json};
use waypath_engine::diff::{
    Aspect, Change, Difference, Exchange, Explained, Group, Turnovers, Without,
};
use waypath_engine::id::Id;
use waypath_engine::wire::Decimal;

use super::{Affected, Comparison, Pair, Version};

/// Everything a comparison says.
pub fn comparison(it: &Comparison<'_>) -> Value {
    let summary = &it.summary;
    let groups = |groups: &BTreeMap<String, Group>| -> Vec<Value> {
        groups.iter().map(|(id, it)| group(Some(id), it)).collect()
    };
    let turnover =
        summary.turnovers.iter().map(|(listed, it)| (listed.as_str().to_owned(), turnovers(it)));
    let causes = summary.causes.iter();
    json!({
        "format": 1,
        "as_of": it.as_of.to_string(),
        "before": version(it.before),
        "after": version(it.after),
        "changes": it.changes.iter().map(change).collect::<Vec<_>>(),
        "people": group(None, &summary.all),
        "only_before": it.only_before,
        "only_after": it.only_after,
        "by_role": groups(&summary.by_role),
        "by_persona": groups(&summary.by_persona),
        "parts": summary.aspects.iter()
            .map(|(part, people)| json!({ "part": part.as_str(), "people": people }))
            .collect::<Vec<_>>(),
        "outcomes": summary.outcomes.iter()
            .map(|((a, b), n)| json!({ "before": a, "after": b, "people": n }))
            .collect::<Vec<_>>(),
        "personas": summary.personas.iter()
            .map(|((a, b), n)| json!({ "before": id(a), "after": id(b), "people": n }))
            .collect::<Vec<_>>(),
        "readier": summary.readier,
        "less_ready": summary.less_ready,
        "turnover": turnover.collect::<serde_json::Map<_, _>>(),
        "causes": causes
            .map(|(changes, people)| json!({ "changes": changes, "people": people }))
            .collect::<Vec<_>>(),
        "without_leading_effect": it.touched.iter().map(touched).collect::<Vec<_>>(),
        "not_worked_out": summary.not_worked_out,
        "affected": it.affected.iter().map(affected).collect::<Vec<_>>(),
    })
}

/// Two plans of one person.
pub fn pair(it: &Pair<'_>) -> Value {
    json!({
        "format": 1,
        "as_of": it.after.provenance.as_of,
        "person": it.after.person.id,
        "versions": [version(it.versions.0), version(it.versions.1)],
        "changes": it.changes.iter().map(change).collect::<Vec<_>>(),
        "difference": difference(it.difference),
        "causes": it.explained.iter().map(part).collect::<Vec<_>>(),
        "before": it.before,
        "after": it.after,
    })
}

fn id(text: &str) -> Option<&str> {
    Some(text).filter(|it| !it.is_empty())
}

fn version(it: Version<'_>) -> Value {
    json!({
        "shown": it.shown,
        "name": it.library.name,
        "library": it.library.hashes.library,
        "rules": it.library.hashes.rules,
    })
}

fn change(it: &Change) -> Value {
    let place = |it: &waypath_engine::diagnostic::Place| json!({ "file": &*it.file, "line": it.line, "column": it.column });
    let fields = it.fields.iter().map(|it| {
        let place = it.place.as_ref().map(place);
        json!({ "field": it.name, "before": it.before, "after": it.after, "place": place })
    });
    json!({
        "kind": it.thing.kind(),
        "id": it.thing.id(),
        "role": it.thing.role().map(Id::as_str),
        "change": it.kind.as_str(),
        "place": it.place.as_ref().map(place),
        "fields": fields.collect::<Vec<_>>(),
    })
}

fn hours(hundredths: u64) -> Decimal {
    Decimal::from_hundredths(hundredths)
}

fn group(id: Option<&str>, it: &Group) -> Value {
    let people = u64::try_from(it.people).unwrap_or(u64::MAX);
    // Two places, rounded down.
    let mean = |sum: u64| sum.saturating_mul(100).checked_div(people).map(hours);
    let mut value = json!({
        "people": it.people,
        "another_plan": it.another,
        "other_reasons": it.reasons,
        "hours": { "before": hours(it.hours.before), "after": hours(it.hours.after) },
        "modules": { "before": it.modules.before, "after": it.modules.after },
        "ready_now": {
            "before": mean(it.ready_now.before), "after": mean(it.ready_now.after) },
        "ready_after": {
            "before": mean(it.ready_after.before), "after": mean(it.ready_after.after) },
    });
    if let (Some(id), Some(map)) = (id, value.as_object_mut()) {
        map.shift_insert(0, "id".to_owned(), json!(self::id(id)));
    }
    value
}

/// Things that came for somebody or went; what stays the same is left out.
fn turnovers(all: &Turnovers) -> Value {
    let moved = all.iter().filter(|(_, it)| it.gained > 0 || it.lost > 0);
    let written = moved.map(|(id, it)| {
        json!({ "id": id, "before": it.before, "after": it.after,
            "gained": it.gained, "lost": it.lost })
    });
    written.collect::<Vec<_>>().into()
}

fn difference(it: &Difference) -> Value {
    let exchange = |it: &Exchange| json!({ "gained": it.gained, "lost": it.lost });
    let exchanges =
        it.exchanges.iter().map(|(listed, it)| (listed.as_str().to_owned(), exchange(it)));
    json!({
        "another_plan": it.is_another_plan(),
        "parts": it.aspects.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
        "exchanges": exchanges.collect::<serde_json::Map<_, _>>(),
    })
}

fn affected(it: &Affected<'_>) -> Value {
    let ready = it.ready.map(|(before, after)| {
        json!({
            "now": { "before": before.now, "after": after.now },
            "after": { "before": before.after, "after": after.after },
        })
    });
    json!({
        "person": it.both.after.id.as_str(),
        "role": it.role,
        "persona": it.persona,
        "outcome": { "before": it.outcome.0, "after": it.outcome.1 },
        "readiness": ready,
        "hours": { "before": hours(it.hours.0.into()), "after": hours(it.hours.1.into()) },
        "difference": difference(&it.difference),
        "cause": it.explained.as_ref().map(explained),
    })
}

fn part((parts, cause): &(Vec<Aspect>, Explained)) -> Value {
    let parts: Vec<&str> = parts.iter().map(|it| it.as_str()).collect();
    json!({ "parts": parts, "cause": explained(cause) })
}

/// What a change without a leading effect touches.
fn touched((change, touched): (&usize, &Option<BTreeMap<Aspect, usize>>)) -> Value {
    let parts = touched.as_ref().map(|it| {
        let parts = it.iter();
        parts.map(|(part, n)| json!({ "part": part.as_str(), "people": n })).collect::<Vec<_>>()
    });
    json!({ "change": change, "parts": parts })
}

fn explained(it: &Explained) -> Value {
    let Explained::Cause(cause) = it else { return json!({ "worked_out": false }) };
    let changes = cause
        .changes
        .iter()
        .map(|(change, without)| json!({ "change": change, "without": self::without(*without) }));
    json!({
        "worked_out": true,
        "changes": changes.collect::<Vec<_>>(),
        "instead": cause.instead,
    })
}

fn without(it: Without) -> &'static str {
    match it {
        Without::AsBefore => "as_before",
        Without::AsAfter => "as_after",
        Without::Another => "another",
        Without::Impossible => "impossible",
    }
}
