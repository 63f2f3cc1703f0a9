//! Does every word of moves, routes and the bench stand in the catalogue?

#![expect(
    clippy::needless_pass_by_value,
    clippy::fn_params_excessive_bools,
    reason = "an answer made by hand reads as its JSON, without a borrow for every piece"
)]

use serde_json::{Value, json};
use waypath_engine::wire::{AllMoves, Bench, Moves, Routes};

use super::{bench, moves, route};
use crate::labels::Labels;
use crate::messages::pseudo;
use crate::plan::sample;

/// Ids that no library holds.
const IDS: &[&str] = &["EUR", "ana-silva", "porto", "marta-reis"];

/// Fails if a document holds a word in plain letters.
fn check(what: &str, render: impl FnOnce(Labels<'_>) -> String) {
    let library = sample::library_with(&pseudo::greek).unwrap();
    pseudo::check(what, &render(Labels::of(&library)), &library, IDS);
}

fn provenance() -> Value {
    json!({ "engine": "0.1.0", "library": "sha256:0", "person": null, "as_of": "2026-01-12" })
}

/// Where moves start: a role with a grade, and the person who has it.
fn start(name: Option<&str>) -> Value {
    json!({ "role": "support-agent", "grade": name.map(|_| 2), "family": null,
            "person": name.map(|_| "ana-silva"), "name": name })
}

fn hindrances() -> Value {
    json!([
        { "kind": "readiness", "ready": 38, "needs": 60 },
        { "kind": "stretch", "competency": "call-diagnosis", "held": 0.0, "expected": 3.0, "most": 1.5 },
    ])
}

/// A move with everything that can be said, or with nothing of it.
fn near(direction: &str, feasible: bool) -> Value {
    let missing = json!([
        { "competency": "call-diagnosis", "held": 1.0, "expected": 3.0, "importance": "critical",
          "points": 200, "unknown": false },
        { "competency": "data-protection", "held": 0.0, "expected": 1.0, "importance": "useful",
          "points": 100, "unknown": true },
    ]);
    let steps = json!([
        { "module": "diagnose-by-asking", "hours": 4.0, "estimated": false, "builds": [] },
        { "module": null, "hours": 24.0, "estimated": true, "builds": [] },
    ]);
    json!({
        "rank": 1, "role": "senior-support-agent", "grade": 3, "family": null,
        "direction": direction, "grades": 1, "distance": 0,
        "readiness": { "now": 51, "now_high": 55 }, "feasible": feasible,
        "hindrances": if feasible { json!([]) } else { hindrances() },
        "shortfall": {
            "levels": 3.0, "hours": 28.0, "hours_if_held": 4.0, "estimated_hours": 24.0,
            "at_least_hours": 20.0, "cost": [{ "amount": 120.5, "currency": "EUR" }], "steps": steps,
        },
        "missing": if direction == "same" { json!([]) } else { missing },
        "unused": [], "unused_percent": 12,
    })
}

fn nearest(name: Option<&str>, ranked_by: &str, counts: [usize; 3], moves: &[Value]) -> Moves {
    let [compared, passed_over, unrelated] = counts;
    let moves = json!({
        "format": 1, "provenance": provenance(), "from": start(name), "ranked_by": ranked_by,
        "compared": compared, "passed_over": passed_over, "unrelated": unrelated, "moves": moves,
    });
    serde_json::from_value(moves).unwrap()
}

#[test]
fn no_word_of_moves_stands_outside_the_catalogue() {
    let (can, cannot) = (near("up", true), near("down", false));
    let same = near("same", true);
    let named = Some("Ανα");
    for moves in [
        nearest(named, "levels", [9, 2, 2], &[can.clone(), cannot.clone(), same.clone()]),
        nearest(None, "role", [9, 1, 1], &[can.clone(), cannot.clone(), cannot.clone()]),
        nearest(None, "levels", [9, 0, 0], &[can.clone(), same]),
        nearest(None, "levels", [1, 0, 1], std::slice::from_ref(&cannot)),
        nearest(None, "levels", [1, 0, 0], &[can]),
        nearest(None, "levels", [2, 0, 0], &[cannot, near("unknown", false)]),
        nearest(None, "levels", [0, 0, 0], &[]),
        nearest(None, "levels", [3, 3, 0], &[]),
    ] {
        check("moves", |labels| moves::render_moves(&moves, labels, &pseudo::language()));
    }
    for roles in [&["support-agent"][..], &["support-agent"; 7]] {
        let all = json!({ "format": 1, "provenance": provenance(), "moves": [],
                          "without_expectations": roles });
        let all: AllMoves = serde_json::from_value(all).unwrap();
        check("a note", |_| moves::left_out(&all, &pseudo::language()).unwrap());
    }
}

fn learned(unknown: bool) -> Value {
    json!({ "competency": "call-diagnosis", "from": 1.0, "to": 3.0, "unknown": unknown })
}

fn hop(direction: &str, kept: usize) -> Value {
    let kept = vec![json!({ "competency": "call-diagnosis", "level": 2.0 }); kept];
    json!({
        "from": "support-agent", "to": "senior-support-agent", "direction": direction, "grades": 1,
        "readiness": { "now": 51, "now_high": 55 },
        "readiness_after": { "now": 80, "now_high": 80 },
        "hours": 28.0, "hours_if_held": 4.0, "estimated_hours": 24.0, "weeks": 1, "stay_weeks": 9,
        "cost": [{ "amount": 120.0, "currency": "EUR" }], "learn": [learned(true)], "steps": [],
        "modules": [{ "module": "diagnose-by-asking", "hours": 4.0, "proof": "α",
                      "kpi": "first-contact-resolution" }],
        "kept": kept, "unused": ["data-protection"], "hindrances": [],
    })
}

fn one_route(hops: &[Value]) -> Value {
    json!({ "rank": 1, "cost": 30.0, "hours": 28.0, "estimated_hours": 24.0, "weeks": 7,
            "months": 15, "hops": hops })
}

fn routes(
    name: Option<&str>,
    feasible: bool,
    proved: bool,
    routes: &[Value],
    enough: Value,
) -> Routes {
    let routes = json!({
        "format": 1, "provenance": provenance(), "from": start(name), "to": "senior-support-agent",
        "starts_on": name.map(|_| "2026-02-01"),
        "direct": {
            "feasible": feasible, "hours": 28.0, "estimated_hours": 0.0,
            "readiness": { "now": 51, "now_high": if proved { 55 } else { 51 } },
            "hindrances": if feasible { json!([]) } else { hindrances() },
        },
        "routes": routes,
        "search": { "proved": proved, "at_least": 20.0, "next_at_least": null, "looked_at": 9,
                    "most_moves": 5 },
        "enough": enough,
        "unlocks": if feasible { json!([]) } else { json!([
            { "learn": learned(false), "hours": 4.0, "estimated_hours": 0.0, "roles": ["support-agent"] },
            { "learn": learned(false), "hours": 4.0, "estimated_hours": 4.0,
              "roles": vec!["support-agent"; 6] },
        ]) },
    });
    serde_json::from_value(routes).unwrap()
}

#[test]
fn no_word_of_routes_stands_outside_the_catalogue() {
    let enough = |readiness: Value, stretch: Value| {
        json!({ "readiness": readiness, "stretch": stretch, "learn": [learned(true)],
                "hours": 8.0, "estimated_hours": 0.0 })
    };
    let learn = enough(Value::Null, Value::Null);
    let found = [
        one_route(&[hop("up", 1), hop("down", 2)]),
        one_route(&[hop("same", 0)]),
        one_route(&[hop("up", 0), hop("up", 0), hop("up", 0)]),
    ];
    for routes in [
        routes(Some("Ανα"), true, true, &found, Value::Null),
        routes(None, false, false, &found, learn.clone()),
        routes(None, false, true, &[], learn),
        routes(None, false, true, &[], enough(json!(40), Value::Null)),
        routes(None, false, false, &[], enough(json!(40), json!(1.0))),
        routes(None, false, false, &[], enough(json!(0), json!(2.5))),
    ] {
        check("routes", |labels| route::render_routes(&routes, labels, &pseudo::language(), true));
    }
}

fn verdict(ready: &str, months: Value, hours: Value) -> Value {
    let failing = ["known", "threshold", "critical", "confirmed", "fresh", "available", "tenure"];
    json!({ "person": "ana-silva", "name": "Ανα", "ready": ready, "failing": failing,
            "ready_on": null, "months": months, "hours": hours, "estimated_hours": hours,
            "proved": true })
}

/// A bench of some roles, all alike.
fn a_bench(named: bool, roles: usize, totals: &Value) -> Bench {
    let verdicts = json!([
        verdict("now", json!(0), json!(0.0)),
        verdict("soon", json!(4), json!(12.0)),
        verdict("later", Value::Null, Value::Null),
        verdict("unknown", Value::Null, Value::Null),
    ]);
    let role = json!({
        "role": "support-agent", "grade": null, "now": 1, "soon": 1, "later": 1, "unknown": 1,
        "undecided": 1, "soonest_months": 4, "median_months": if named { json!(4) } else { Value::Null },
        "filled_by": null, "verdicts": if named { verdicts } else { Value::Null },
    });
    let unlock = |id: &str, hours: Value| json!({ "id": id, "now": 0, "soon": 3, "hours": hours });
    let unlocks = json!({
        "competencies": [unlock("call-diagnosis", json!(8.0))],
        "modules": [unlock("diagnose-by-asking", Value::Null)],
    });
    let none = json!({ "competencies": [], "modules": [] });
    let bench = json!({
        "format": 1,
        "provenance": { "engine": "0.1.0", "library": "sha256:0", "people": "sha256:0",
                        "as_of": "2026-01-12" },
        "settings": { "bench_evidence": "52 weeks", "bench_soon": "12 months",
                      "bench_group": 10 },
        "named": named, "people": 107, "soon_until": "2027-01-12",
        "roles": vec![role; roles], "too_few": ["support-agent"],
        "without_expectations": ["senior-support-agent"],
        "totals": totals, "unlocks": if roles > 1 { unlocks } else { none },
    });
    serde_json::from_value(bench).unwrap()
}

/// The totals of a bench: of how many roles nobody is ready now, and soon; how many are
/// filled now, and then; how many people are ready now.
fn totals(counts: [usize; 5], over_relied: Value, people: Value, shared: Value) -> Value {
    let [zero_now, zero_soon, fillable_now, fillable_soon, ready_now] = counts;
    json!({
        "zero_now": zero_now, "zero_now_percent": 50, "zero_now_or_soon": zero_soon,
        "zero_now_or_soon_percent": 50, "coverage_now": 50, "successor_coverage": 250,
        "fillable_now": fillable_now, "fillable_soon": fillable_soon, "ready_now": ready_now,
        "ready_now_or_soon": ready_now, "over_relied": over_relied, "over_relied_people": people,
        "site": shared, "manager": shared,
    })
}

#[test]
fn no_word_of_a_bench_stands_outside_the_catalogue() {
    let null = || Value::Null;
    let share = |id: Value| json!({ "id": id, "part": 3, "of": 5, "percent": 60 });
    let language = pseudo::language();
    for bench in [
        a_bench(
            true,
            2,
            &totals([1, 1, 1, 1, 3], json!(1), json!(["ana-silva"]), share(json!("porto"))),
        ),
        a_bench(true, 2, &totals([2, 2, 0, 0, 1], json!(0), json!([]), null())),
        a_bench(false, 2, &totals([1, 0, 0, 1, 3], json!(2), null(), share(null()))),
        a_bench(false, 2, &totals([0, 0, 1, 2, 3], null(), null(), null())),
        a_bench(false, 1, &totals([0, 0, 1, 1, 0], null(), null(), null())),
        a_bench(false, 1, &totals([1, 0, 0, 1, 3], json!(0), null(), null())),
        a_bench(false, 0, &totals([0, 0, 0, 0, 0], null(), null(), null())),
    ] {
        check("a bench", |labels| bench::render_bench(&bench, labels, &language));
        for note in bench::left_out(&bench, &language) {
            check("a note", |_| note);
        }
    }
}
