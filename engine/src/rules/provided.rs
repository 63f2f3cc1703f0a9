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

use super::answer::{Fact, Unresolved};
use super::facts::{About, Facts};
use super::names::Names;
use super::number::Number;
use super::read::Read;
use super::value::{dynamic, number};
use super::vocabulary::{Asks, Datum, Does, FACTS, FUNCTIONS, Filled, TITLE, fact, fact_or_title};

/// The most steps one condition or helper call may take.
pub(super) const MOST_STEPS: u64 = 10_000;

/// What a native function gives.
type Given<T = Dynamic> = Result<T, Box<EvalAltResult>>;

/// What one run of a rule may read.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) names: Arc<Names>,
    pub(super) facts: Arc<Facts<'static>>,
    pub(super) about: Arc<About<'static>>,
    /// Steps of work done inside native functions, which Rhai does not count.
    pub(super) work: AtomicU64,
}

/// The gap asked about, as the variable `gap`.
#[derive(Clone, Debug)]
pub(super) struct TheGap(Arc<About<'static>>);

/// The module asked about, as the variable `module`.
#[derive(Clone, Debug)]
pub(super) struct TheModule(Arc<About<'static>>);

/// Registers all facts and functions.
pub(super) fn register(engine: &mut Engine) {
    register_facts(engine);
    register_things(engine);
    register_division(engine);
    register_functions(engine);
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
        _ => match fact(name) {
            Some(info) if info.asks.is_none() => asked.fact(name, None).map(Some),
            _ => Ok(None),
        },
    }
}

impl Asked {
    /// The value of a fact, as a script asks for it.
    fn fact(&self, name: &str, about: Option<&str>) -> Given {
        let info = fact(name).ok_or_else(|| failed(format!("unknown name `{name}`")))?;
        if info.asks == Some(Asks::Attribute)
            && let Some(column) = about.filter(|column| self.names.protected.contains(*column))
        {
            return Err(failed(format!("`{column}` is protected")));
        }
        let unknown = || {
            let kind = match info.filled {
                Filled::Competency(_) => "competency",
                Filled::Completed => "module",
                _ => "KPI",
            };
            failed(format!("unknown {kind} `{}`", about.unwrap_or_default()))
        };
        let read = Read::find(info, about, &self.names).ok_or_else(unknown)?;
        given(read.value(&self.facts, &self.about))
    }
}

fn register_facts(engine: &mut Engine) {
    for name in FACTS.iter().filter(|fact| fact.asks.is_some()).map(|fact| fact.name) {
        engine.register_fn(name, move |context: NativeCallContext, about: &str| {
            asked(&context)?.fact(name, Some(about))
        });
    }
}

/// Registers the fields of the gap and of the module that a rule is asked about.
fn register_things(engine: &mut Engine) {
    engine.register_type_with_name::<TheGap>("gap");
    engine.register_type_with_name::<TheModule>("module");
    let names = Names::default();
    let things = FACTS.iter().chain([&TITLE]).filter_map(|fact| {
        let (thing, field) = fact_or_title(fact.name)?.name.split_once('.')?;
        Some((thing, field, Read::find(fact_or_title(fact.name)?, None, &names)?))
    });
    for (thing, field, read) in things {
        if thing == "gap" {
            engine.register_get(field, move |gap: &mut TheGap| given(read.of_thing(&gap.0)));
        } else {
            engine
                .register_get(field, move |module: &mut TheModule| given(read.of_thing(&module.0)));
        }
    }
}

/// Hands the value of a fact, or why there is none, to a script.
fn given(value: Result<Datum<'_>, Unresolved>) -> Given {
    value.map(dynamic).map_err(|unresolved| match unresolved {
        Unresolved::Undecided { needs } => undecided(needs),
        Unresolved::Failed { error } => failed(error),
    })
}

/// Division is exact: `3 / 2` is 1.5, where Rhai would say 1.
fn register_division(engine: &mut Engine) {
    engine.register_fn("/", |a: i64, b: i64| divide(Number::Whole(a), Number::Whole(b)));
    engine.register_fn("/", |a: i64, b: Decimal| divide(Number::Whole(a), Number::Exact(b)));
    engine.register_fn("/", |a: Decimal, b: i64| divide(Number::Exact(a), Number::Whole(b)));
    engine.register_fn("/", |a: Decimal, b: Decimal| divide(Number::Exact(a), Number::Exact(b)));
}

fn divide(a: Number, b: Number) -> Given {
    let quotient = a.divided(b).map_err(|why| failed(why.error()))?;
    Ok(dynamic(Datum::Number(quotient)))
}

/// Registers the functions of the table that are about numbers or two texts.
fn register_functions(engine: &mut Engine) {
    for function in FUNCTIONS {
        match function.does {
            Does::Choosing(choose) => register_choosing(engine, function.name, choose),
            Does::Rounding(round) => {
                let rounded = move |number: Number| dynamic(Datum::Number(round(number)));
                engine.register_fn(function.name, move |whole: i64| rounded(Number::Whole(whole)));
                engine.register_fn(function.name, move |exact: Decimal| {
                    rounded(Number::Exact(exact))
                });
            }
            Does::Comparing(compare) => {
                engine.register_fn(function.name, move |a: &str, b: &str| compare(a, b));
            }
            Does::Contains | Does::Length | Does::Push => {}
        }
    }
}

fn register_choosing(engine: &mut Engine, name: &str, choose: fn(Number, Number) -> Number) {
    let chosen = move |a, b| dynamic(Datum::Number(choose(a, b)));
    let (whole, exact) = (Number::Whole, Number::Exact);
    engine.register_fn(name, move |a: i64, b: i64| chosen(whole(a), whole(b)));
    engine.register_fn(name, move |a: i64, b: Decimal| chosen(whole(a), exact(b)));
    engine.register_fn(name, move |a: Decimal, b: i64| chosen(exact(a), whole(b)));
    engine.register_fn(name, move |a: Decimal, b: Decimal| chosen(exact(a), exact(b)));
}

fn register_texts(engine: &mut Engine) {
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
    engine.register_fn(
        "contains",
        |context: NativeCallContext, list: &mut Array, wanted: Dynamic| {
            work(&context, list.len())?;
            for item in list.iter() {
                if same(item, &wanted)? {
                    return Ok(true);
                }
            }
            Given::Ok(false)
        },
    );
}

/// Whether two values are the same; a text and a number cannot be compared.
fn same(a: &Dynamic, b: &Dynamic) -> Given<bool> {
    if let (Some(a), Some(b)) = (number(a), number(b)) {
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
    let state =
        context.tag().and_then(|tag| tag.read_lock::<Arc<Asked>>().map(|tag| Arc::clone(&tag)));
    state.ok_or_else(|| failed("there is nobody to ask about"))
}

/// The error that ends a run because a fact is missing.
#[expect(clippy::unnecessary_box_returns, reason = "Rhai hands its errors on in boxes")]
fn undecided(fact: Fact) -> Box<EvalAltResult> {
    EvalAltResult::ErrorTerminated(Dynamic::from(fact), Position::NONE).into()
}

/// The error that ends a run because something is wrong.
#[expect(clippy::unnecessary_box_returns, reason = "Rhai hands its errors on in boxes")]
fn failed(why: impl Into<String>) -> Box<EvalAltResult> {
    EvalAltResult::ErrorRuntime(Dynamic::from(why.into()), Position::NONE).into()
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
