//! How do facts and functions reach a running rule?
//!
//! Every function a rule can call is registered here, none comes from a Rhai
//! package, and none calls back into a script: what a rule does stays within
//! its limits. Facts travel in the run's own state, so one sandbox serves many
//! threads without locks.

use std::any::TypeId;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rhai::{
    Array, Dynamic, Engine, EvalAltResult, EvalContext, ImmutableString, Map, Module,
    NativeCallContext, Position,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::id::{CompetencyIx, KpiIx, ModuleIx};
use crate::level::Level;

use super::answer::Fact;
use super::facts::{About, Facts, GapFacts, ModuleFacts, Unsaid};
use super::names::Names;
use super::sandbox::MOST_STEPS;
use super::vocabulary::FACTS;

/// What a native function gives.
pub(super) type Given<T = Dynamic> = Result<T, Box<EvalAltResult>>;

/// What one run of a rule may read.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) names: Arc<Names>,
    pub(super) facts: Arc<Facts>,
    pub(super) about: Arc<About>,
    /// Steps of work done inside native functions, which Rhai does not count.
    pub(super) work: AtomicU64,
}

/// The gap asked about, as the variable `gap`.
#[derive(Clone, Debug)]
pub(super) struct TheGap(Arc<About>);

/// The module asked about, as the variable `module`.
#[derive(Clone, Debug)]
pub(super) struct TheModule(Arc<About>);

/// Registers all facts and functions.
pub(super) fn register(engine: &mut Engine) {
    register_facts(engine);
    register_gap(engine);
    register_module(engine);
    register_division(engine);
    register_numbers(engine);
    register_texts(engine);
    register_lists(engine);
    let mut iterators = Module::new();
    iterators.set_iterable::<Array>();
    iterators.set_iter(TypeId::of::<Range<i64>>(), |range| match range.try_cast::<Range<i64>>() {
        Some(range) => Box::new(range.map(Dynamic::from)),
        None => Box::new(std::iter::empty()),
    });
    iterators.set_iter(TypeId::of::<RangeInclusive<i64>>(), |range| {
        match range.try_cast::<RangeInclusive<i64>>() {
            Some(range) => Box::new(range.map(Dynamic::from)),
            None => Box::new(std::iter::empty()),
        }
    });
    engine.register_global_module(iterators.into());
}

/// Gives the value of a variable: a plain fact, `gap` or `module`.
///
/// Variables of a helper come first, so its parameters may be called `gap`.
pub(super) fn variable(
    name: &str,
    index: usize,
    context: &EvalContext<'_, '_, '_, '_, '_, '_>,
) -> Given<Option<Dynamic>> {
    if index > 0 || context.scope().contains(name) {
        return Ok(None);
    }
    let Some(asked) = context.tag().read_lock::<Arc<Asked>>() else { return Ok(None) };
    match name {
        "gap" => Ok(Some(Dynamic::from(TheGap(Arc::clone(&asked.about))))),
        "module" => Ok(Some(Dynamic::from(TheModule(Arc::clone(&asked.about))))),
        _ => plain_fact(&asked.facts, name),
    }
}

/// Gives a fact that is asked about nothing; `None` if there is no such fact.
pub(super) fn plain_fact(facts: &Facts, name: &str) -> Given<Option<Dynamic>> {
    if let Some(name) = facts.unsaid.fact(name) {
        return Err(undecided(Fact::plain(name)));
    }
    let value = match name {
        "role" => Ok(text(&facts.role)),
        "target_role" => Ok(text(&facts.target_role)),
        "family" => Ok(text(&facts.family)),
        "persona" => Ok(text(&facts.persona)),
        "grade" => facts.grade.map(Dynamic::from).ok_or("grade"),
        "site" => facts.site.as_deref().map(text).ok_or("site"),
        "shift" => facts.shift.as_deref().map(text).ok_or("shift"),
        "language" => facts.language.as_deref().map(text).ok_or("language"),
        "months_in_role" => facts.months_in_role.map(Dynamic::from).ok_or("months_in_role"),
        "months_in_company" => {
            facts.months_in_company.map(Dynamic::from).ok_or("months_in_company")
        }
        "hours_per_week" => {
            let hours = facts.hours_per_week.map(|it| hundredths(i64::from(it.hundredths())));
            hours.ok_or("hours_per_week")
        }
        "fte" => facts.fte.map(|it| hundredths(i64::from(it))).ok_or("fte"),
        "readiness" => facts.readiness.map(Dynamic::from).ok_or("readiness"),
        _ => return Ok(None),
    };
    value.map(Some).map_err(|missing| undecided(Fact::plain(missing)))
}

/// Gives a fact of a gap; `None` if there is no such fact.
pub(super) fn gap_fact(gap: &GapFacts, field: &str) -> Given<Option<Dynamic>> {
    said(&gap.unsaid, "gap", field)?;
    Ok(Some(match field {
        "id" => text(&gap.id),
        "name" => text(&gap.name),
        "missing" => level(gap.missing),
        "held" => level(gap.held),
        "target" => level(gap.target),
        "importance" => text(&gap.importance),
        "points" => hundredths(gap.points),
        "persisted_reviews" => Dynamic::from(gap.persisted_reviews),
        _ => return Ok(None),
    }))
}

/// Gives a fact of a module; `None` if there is no such fact.
pub(super) fn module_fact(module: &ModuleFacts, field: &str) -> Given<Option<Dynamic>> {
    said(&module.unsaid, "module", field)?;
    Ok(Some(match field {
        "id" => text(&module.id),
        "title" => text(&module.title),
        "hours" => hundredths(i64::from(module.hours.hundredths())),
        "modality" => text(module.modality.as_str()),
        "gain" => hundredths(module.gain),
        "closes" => Dynamic::from(module.closes),
        _ => return Ok(None),
    }))
}

/// Whether a field of a gap or module is said; only a case leaves one out.
fn said(unsaid: &Unsaid, thing: &str, field: &str) -> Given<()> {
    if unsaid.0.is_empty() {
        return Ok(());
    }
    match unsaid.fact(&format!("{thing}.{field}")) {
        Some(name) => Err(undecided(Fact::plain(name))),
        None => Ok(()),
    }
}

fn register_facts(engine: &mut Engine) {
    for name in FACTS.iter().filter(|it| it.asks.is_some()).map(|it| it.name) {
        engine.register_fn(name, move |context: NativeCallContext, about: &str| {
            let asked = asked(&context)?;
            asked_fact(&asked, name, about)
        });
    }
}

/// Gives a fact that is asked about an id, a column or a tag.
pub(super) fn asked_fact(asked: &Asked, name: &'static str, about: &str) -> Given {
    let Asked { names, facts, .. } = asked;
    let value = match name {
        "level" => facts.competencies[competency(names, about)?].level.map(level),
        "gap" => facts.competencies[competency(names, about)?].gap.map(level),
        "known" => Some(Dynamic::from(facts.competencies[competency(names, about)?].known)),
        "completed" => Some(Dynamic::from(facts.completed[module(names, about)?])),
        "kpi" => {
            let reading = facts.kpis[kpi(names, about)?];
            reading.map(|it| number(Decimal::new(it.ten_thousandths(), 4)))
        }
        "has_tag" => return has_tag(&asked.about, about),
        _ if names.protected.contains(about) => {
            return Err(failed(format!("`{about}` is protected")));
        }
        _ => facts.attributes.get(about).filter(|it| !it.is_empty()).map(|it| text(it)),
    };
    value.ok_or_else(|| undecided(Fact::about(name, about)))
}

fn has_tag(about: &About, tag: &str) -> Given {
    match about {
        About::Module(module) if module.unsaid.fact("has_tag").is_some() => {
            Err(undecided(Fact::about("has_tag", tag)))
        }
        About::Module(module) => Ok(Dynamic::from(module.tags.iter().any(|it| **it == *tag))),
        About::Person | About::Gap(_) => Err(failed("there is no module here")),
    }
}

fn register_gap(engine: &mut Engine) {
    engine.register_type_with_name::<TheGap>("gap");
    for field in
        ["id", "name", "missing", "held", "target", "importance", "points", "persisted_reviews"]
    {
        engine.register_get(field, move |gap: &mut TheGap| -> Given {
            let About::Gap(gap) = &*gap.0 else { return Err(failed("there is no gap here")) };
            gap_fact(gap, field)?.ok_or_else(|| failed("there is no gap here"))
        });
    }
}

fn register_module(engine: &mut Engine) {
    engine.register_type_with_name::<TheModule>("module");
    for field in ["id", "title", "hours", "modality", "gain", "closes"] {
        engine.register_get(field, move |module: &mut TheModule| -> Given {
            let About::Module(module) = &*module.0 else {
                return Err(failed("there is no module here"));
            };
            module_fact(module, field)?.ok_or_else(|| failed("there is no module here"))
        });
    }
}

/// Division is exact: `3 / 2` is 1.5, where Rhai would say 1.
fn register_division(engine: &mut Engine) {
    engine.register_fn("/", |a: i64, b: i64| divide(Decimal::from(a), Decimal::from(b)));
    engine.register_fn("/", |a: i64, b: Decimal| divide(Decimal::from(a), b));
    engine.register_fn("/", |a: Decimal, b: i64| divide(a, Decimal::from(b)));
    engine.register_fn("/", divide);
}

fn divide(a: Decimal, b: Decimal) -> Given {
    if b.is_zero() {
        return Err(failed("a number is divided by zero"));
    }
    a.checked_div(b).map(number).ok_or_else(|| failed("a number grew too large"))
}

fn register_numbers(engine: &mut Engine) {
    register_pair(engine, "min", Ord::min);
    register_pair(engine, "max", Ord::max);
    register_rounding(engine, "abs", |it| it.abs());
    register_rounding(engine, "floor", |it| it.floor());
    register_rounding(engine, "ceiling", |it| it.ceil());
    register_rounding(engine, "round", |it| {
        it.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
    });
}

fn register_pair(engine: &mut Engine, name: &str, pick: fn(Decimal, Decimal) -> Decimal) {
    engine.register_fn(name, move |a: i64, b: i64| number(pick(a.into(), b.into())));
    engine.register_fn(name, move |a: i64, b: Decimal| number(pick(a.into(), b)));
    engine.register_fn(name, move |a: Decimal, b: i64| number(pick(a, b.into())));
    engine.register_fn(name, move |a: Decimal, b: Decimal| number(pick(a, b)));
}

fn register_rounding(engine: &mut Engine, name: &str, round: fn(Decimal) -> Decimal) {
    engine.register_fn(name, move |it: i64| number(round(it.into())));
    engine.register_fn(name, move |it: Decimal| number(round(it)));
}

fn register_texts(engine: &mut Engine) {
    engine.register_fn("starts_with", |text: &str, part: &str| text.starts_with(part));
    engine.register_fn("ends_with", |text: &str, part: &str| text.ends_with(part));
    engine.register_fn("contains", |text: &str, part: &str| text.contains(part));
    engine.register_fn("len", |text: &str| count(text.chars().count()));
    engine.register_fn("+", |text: ImmutableString, number: i64| format!("{text}{number}"));
    engine.register_fn("+", |text: ImmutableString, number: Decimal| format!("{text}{number}"));
}

fn register_lists(engine: &mut Engine) {
    engine.register_fn("len", |list: &mut Array| count(list.len()));
    engine.register_fn("len", |map: &mut Map| count(map.len()));
    engine.register_fn("contains", |map: &mut Map, key: &str| map.contains_key(key));
    engine.register_fn("push", |context: NativeCallContext, list: &mut Array, item: Dynamic| {
        work(&context, list.len())?;
        list.push(item);
        Given::Ok(())
    });
    engine.register_fn("contains", |context: NativeCallContext, list: &mut Array, it: Dynamic| {
        work(&context, list.len())?;
        for item in list.iter() {
            if same(item, &it)? {
                return Ok(true);
            }
        }
        Given::Ok(false)
    });
}

/// Whether two values are the same; a text and a number cannot be compared.
fn same(a: &Dynamic, b: &Dynamic) -> Given<bool> {
    if let (Some(a), Some(b)) = (decimal(a), decimal(b)) {
        return Ok(a == b);
    }
    if let (Ok(a), Ok(b)) = (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        return Ok(*a == *b);
    }
    match (a.as_bool(), b.as_bool()) {
        (Ok(a), Ok(b)) => Ok(a == b),
        _ => Err(failed("values of different types are compared")),
    }
}

/// Counts work Rhai does not see, and stops what takes too much of it.
fn work(context: &NativeCallContext<'_>, steps: usize) -> Given<()> {
    let steps = u64::try_from(steps).unwrap_or(u64::MAX);
    let done = asked(context)?.work.fetch_add(steps, Ordering::Relaxed);
    if done.saturating_add(steps) > MOST_STEPS {
        return Err(EvalAltResult::ErrorTooManyOperations(Position::NONE).into());
    }
    Ok(())
}

fn asked(context: &NativeCallContext<'_>) -> Given<Arc<Asked>> {
    let state = context.tag().and_then(|it| it.read_lock::<Arc<Asked>>().map(|it| Arc::clone(&it)));
    state.ok_or_else(|| failed("there is nobody to ask about"))
}

fn competency(names: &Names, id: &str) -> Given<CompetencyIx> {
    names.competencies.find(id).ok_or_else(|| failed(format!("unknown competency `{id}`")))
}

fn module(names: &Names, id: &str) -> Given<ModuleIx> {
    names.modules.find(id).ok_or_else(|| failed(format!("unknown module `{id}`")))
}

fn kpi(names: &Names, id: &str) -> Given<KpiIx> {
    names.kpis.find(id).ok_or_else(|| failed(format!("unknown KPI `{id}`")))
}

/// The error that ends a run because a fact is missing.
#[expect(clippy::unnecessary_box_returns, reason = "Rhai hands its errors on in boxes")]
pub(super) fn undecided(fact: Fact) -> Box<EvalAltResult> {
    EvalAltResult::ErrorTerminated(Dynamic::from(fact), Position::NONE).into()
}

/// The error that ends a run because something is wrong.
#[expect(clippy::unnecessary_box_returns, reason = "Rhai hands its errors on in boxes")]
pub(super) fn failed(why: impl Into<String>) -> Box<EvalAltResult> {
    EvalAltResult::ErrorRuntime(Dynamic::from(why.into()), Position::NONE).into()
}

fn text(text: &str) -> Dynamic {
    Dynamic::from(ImmutableString::from(text))
}

fn level(level: Level) -> Dynamic {
    hundredths(i64::from(level.hundredths()))
}

fn hundredths(hundredths: i64) -> Dynamic {
    if hundredths % 100 == 0 {
        Dynamic::from(hundredths / 100)
    } else {
        Dynamic::from_decimal(Decimal::new(hundredths, 2).normalize())
    }
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A number for a script: whole numbers without a point.
pub(super) fn number(number: Decimal) -> Dynamic {
    let whole = number.is_integer().then(|| number.to_i64()).flatten();
    whole.map_or_else(|| Dynamic::from_decimal(number.normalize()), Dynamic::from)
}

/// A number from a script.
pub(super) fn decimal(value: &Dynamic) -> Option<Decimal> {
    value.as_decimal().ok().or_else(|| value.as_int().ok().map(Decimal::from))
}
