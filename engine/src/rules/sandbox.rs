//! Where do rules run?
//!
//! One sandbox checks and runs all rules of a library, so a rule that passes
//! the check cannot meet another limit later. It has no clock, no files, no
//! output and no loops without an end; what a rule may call is registered in
//! `native`, function by function.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rhai::{
    Caches, Dynamic, Engine, EvalAltResult, EvalContext, Expr, Expression, OptimizationLevel,
    Scope, Token,
};

use crate::diagnostic::Code;

use super::answer::{Answer, Fact, Unresolved};
use super::check::{Checker, Scene};
use super::facts::{About, Facts};
use super::helpers::Helpers;
use super::mistake::{self, At, Mistake, Trouble};
use super::names::Names;
use super::native::{self, Asked};
use super::node::Kind;
use super::reading::{self, Source};
use super::syntax;
use super::unquoted;
use super::vocabulary::{Asker, Type};
use super::written::written;

/// The most steps one condition or helper call may take.
pub(super) const MOST_STEPS: u64 = 10_000;

/// The longest condition, in bytes.
pub(super) const LONGEST_CONDITION: usize = 2_048;

/// The script engine with its limits, and the library's names and helpers.
///
/// Any number of threads may ask at the same time.
pub struct Sandbox {
    pub(super) engine: Engine,
    /// Rhai as it comes, which tells an author's habits by their tokens.
    pub(super) lexer: Engine,
    pub(super) names: Arc<Names>,
    pub(super) helpers: Helpers,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("helpers", &self.helpers).finish_non_exhaustive()
    }
}

/// A condition, checked and ready to be asked about anyone.
#[derive(Clone, Debug)]
pub struct Condition(Script);

/// An expression, checked and ready to run.
#[derive(Clone, Debug)]
pub(super) struct Script {
    expr: Expr,
    text: Box<str>,
    reads: Vec<Fact>,
}

/// What an expression has to give.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    /// Yes or no.
    Truth,
    /// A number of percent.
    Percent,
    /// The list of effects a helper returns.
    Effects,
}

impl Sandbox {
    /// Returns a sandbox with the names and helper files of a library, and the
    /// mistakes in those files. A file with a mistake adds no function.
    pub fn new(names: Arc<Names>, helpers: &[(&str, &str)]) -> (Self, Vec<(String, Mistake)>) {
        let (engine, lexer) = (hardened(), Engine::new_raw());
        let mut sandbox = Self { engine, lexer, names, helpers: Helpers::default() };
        let mistakes = sandbox.add_helpers(helpers);
        (sandbox, mistakes)
    }

    /// The names this sandbox checks with.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Checks a condition; gives all its mistakes, in reading order.
    pub fn compile_condition(&self, text: &str, asker: Asker) -> Result<Condition, Vec<Mistake>> {
        self.compile(text, asker, Wanted::Truth).map(Condition)
    }

    pub(super) fn compile(
        &self,
        text: &str,
        asker: Asker,
        wanted: Wanted,
    ) -> Result<Script, Vec<Mistake>> {
        if let Some(trouble) = unreadable(text) {
            return Err(vec![trouble.at(text, At::START)]);
        }
        let reading = reading::read(&self.lexer, text, Source::Condition);
        let mut mistakes = reading.mistakes;
        mistakes.extend(unquoted::find(text));
        let script = match self.engine.compile_expression(&reading.text) {
            Ok(ast) => syntax::condition(&ast).map(|(expr, tree)| {
                let mut checker = Checker::new(self, text, Scene::Condition(asker));
                checker.wants(&tree, wanted);
                let reads = checker.finish(&mut mistakes);
                Script { expr: expr.clone(), text: text.into(), reads }
            }),
            Err(err) => {
                if mistakes.is_empty() {
                    mistakes.push(reading::explain(text, Source::Condition, &err));
                }
                None
            }
        };
        mistake::sort(&mut mistakes);
        match script {
            Some(script) if mistakes.is_empty() => Ok(script),
            _ => Err(mistakes),
        }
    }

    /// Runs an expression.
    pub(super) fn run(
        &self,
        script: &Script,
        facts: &Arc<Facts>,
        about: &Arc<About>,
    ) -> Result<Dynamic, Unresolved> {
        self.evaluate(&script.expr, &mut Scope::new(), facts, about)
    }

    /// Evaluates an expression with the variables of a scope.
    pub(super) fn evaluate(
        &self,
        expr: &Expr,
        scope: &mut Scope<'_>,
        facts: &Arc<Facts>,
        about: &Arc<About>,
    ) -> Result<Dynamic, Unresolved> {
        let asked = Asked {
            names: Arc::clone(&self.names),
            facts: Arc::clone(facts),
            about: Arc::clone(about),
            work: AtomicU64::new(0),
        };
        let mut state = self.engine.new_global_runtime_state();
        state.tag = Dynamic::from(Arc::new(asked));
        if let Some(library) = self.helpers.library() {
            state.lib.push(Arc::clone(library));
        }
        let mut caches = Caches::new();
        EvalContext::new(&self.engine, &mut state, &mut caches, scope, None)
            .eval_expression_tree(&Expression::from(expr))
            .map_err(|err| unresolved(&err))
    }
}

impl Condition {
    /// Asks the condition about a person, a gap or a module.
    pub fn decide(&self, sandbox: &Sandbox, facts: &Arc<Facts>, about: &Arc<About>) -> Answer {
        match sandbox.run(&self.0, facts, about) {
            Ok(value) => match value.as_bool() {
                Ok(true) => Answer::Holds,
                Ok(false) => Answer::DoesNot,
                Err(_) => {
                    let given = type_of(&value).words();
                    Answer::Failed { error: format!("condition gives {given}, not yes or no") }
                }
            },
            Err(Unresolved::Undecided { needs }) => Answer::Undecided { needs },
            Err(Unresolved::Failed { error }) => Answer::Failed { error },
        }
    }

    /// The facts the condition may read, those of its helpers included.
    pub fn reads(&self) -> &[Fact] {
        &self.0.reads
    }

    /// The condition as its author wrote it.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The condition written out, as parts of it are.
    pub fn written(&self) -> String {
        written(&syntax::expression(self.expr()))
    }

    /// The parts that `and` joins, each a condition of its own; the whole where
    /// there is no `and`.
    pub fn conjuncts(&self) -> Vec<Self> {
        let mut conjuncts = Vec::new();
        self.split(self.expr(), &mut conjuncts);
        conjuncts
    }

    fn split(&self, expr: &Expr, conjuncts: &mut Vec<Self>) {
        if let Kind::All(_) = syntax::expression(expr).kind {
            for it in syntax::parts(expr) {
                self.split(&it, conjuncts);
            }
        } else {
            let (expr, text) = (expr.clone(), written(&syntax::expression(expr)).into());
            conjuncts.push(Self(Script { expr, text, reads: self.0.reads.clone() }));
        }
    }

    /// The condition as Rhai runs it.
    pub(super) fn expr(&self) -> &Expr {
        &self.0.expr
    }
}

impl Script {
    /// The facts the expression may read.
    pub(super) fn reads(&self) -> &[Fact] {
        &self.reads
    }

    /// The expression as its author wrote it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

fn unreadable(text: &str) -> Option<Trouble> {
    if text.trim().is_empty() {
        let trouble = Trouble::new(Code::InvalidCondition, "condition is empty");
        return Some(trouble.help("write what has to hold, such as `months_in_role < 6`"));
    }
    (text.len() > LONGEST_CONDITION).then(|| {
        let message = format!("condition is longer than {LONGEST_CONDITION} bytes");
        Trouble::new(Code::InvalidCondition, message)
            .help("split it into several rules, or move parts of it into a helper")
    })
}

/// Returns the engine, the same for checking and running.
fn hardened() -> Engine {
    let mut engine = Engine::new_raw();
    // Nothing is folded away before it is checked. Names are checked over the
    // tree, where all unknown ones are found and not only the first.
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_strict_variables(false);
    engine.set_allow_anonymous_fn(false);
    engine.set_fail_on_invalid_map_property(true);
    limit(&mut engine);
    for symbol in [
        "eval",
        "Fn",
        "call",
        "curry",
        "is_shared",
        "is_def_var",
        "is_def_fn",
        "type_of",
        "print",
        "debug",
        "import",
        "export",
        "while",
        "loop",
        "do",
        "until",
        "throw",
        "try",
        "catch",
        "**",
        "/=",
        "/",
    ] {
        engine.disable_symbol(symbol);
    }
    // Cannot fail: the symbol is disabled and the precedence is that of `*`.
    let registered = engine.register_custom_operator("/", 180);
    debug_assert!(registered.is_ok(), "`/` is an operator");
    #[expect(deprecated, reason = "marked as volatile; the version of Rhai is pinned")]
    engine.on_parse_token(|token, _, _| understand(token));
    #[expect(deprecated, reason = "marked as volatile; the version of Rhai is pinned")]
    engine.on_var(|name, index, context| native::variable(name, index, &context));
    native::register(&mut engine);
    engine
}

fn limit(engine: &mut Engine) {
    engine.set_max_operations(MOST_STEPS);
    engine.set_max_call_levels(16);
    engine.set_max_expr_depths(64, 32);
    engine.set_max_string_size(4_096);
    engine.set_max_array_size(256);
    engine.set_max_map_size(256);
    engine.set_max_variables(64);
    engine.set_max_functions(256);
    // The interner is one lock for all threads.
    engine.set_max_strings_interned(0);
}

/// Reads `and`, `or` and `not`, and gives back two words Rhai keeps for itself:
/// `module`, which a rule is asked about, and `match`, a key of effects.
fn understand(token: Token) -> Token {
    match token {
        Token::Identifier(word) | Token::Reserved(word)
            if matches!(word.as_str(), "and" | "or" | "not") =>
        {
            match word.as_str() {
                "and" => Token::And,
                "or" => Token::Or,
                _ => Token::Bang,
            }
        }
        Token::Reserved(word) if matches!(word.as_str(), "module" | "match") => {
            Token::Identifier(word)
        }
        other => other,
    }
}

/// Says why a run ended without a value.
pub(super) fn unresolved(err: &EvalAltResult) -> Unresolved {
    if let EvalAltResult::ErrorTerminated(reason, _) = innermost(err)
        && let Some(fact) = reason.read_lock::<Fact>()
    {
        return Unresolved::Undecided { needs: fact.clone() };
    }
    Unresolved::Failed { error: explain(err) }
}

fn innermost(err: &EvalAltResult) -> &EvalAltResult {
    match err {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => innermost(inner),
        other => other,
    }
}

fn explain(err: &EvalAltResult) -> String {
    use EvalAltResult as E;
    match err {
        E::ErrorInFunctionCall(name, _, inner, _) => format!("in `{name}`: {}", explain(inner)),
        E::ErrorRuntime(reason, _) => reason.to_string(),
        E::ErrorTooManyOperations(_) => format!("it takes more than {MOST_STEPS} steps"),
        E::ErrorStackOverflow(_) => "functions call each other too deep".to_owned(),
        E::ErrorDataTooLarge(..) => "a text, list or map grew too long".to_owned(),
        E::ErrorTooManyVariables(_) => "there are too many variables".to_owned(),
        E::ErrorArithmetic(..) => "a number grew too large, or is divided by zero".to_owned(),
        E::ErrorArrayBounds(_, index, _) => format!("the list has no item {index}"),
        E::ErrorPropertyNotFound(name, _) => format!("the map has no `{name}`"),
        E::ErrorVariableNotFound(name, _) => format!("unknown name `{name}`"),
        E::ErrorFunctionNotFound(signature, _) => {
            let name = signature.split(' ').next().unwrap_or_default();
            format!("`{name}` cannot be used with these values")
        }
        E::ErrorMismatchDataType(..) | E::ErrorMismatchOutputType(..) => {
            "a value is of another type than its place needs".to_owned()
        }
        E::ErrorFor(_) => "`for` goes through lists only".to_owned(),
        _ => "it cannot be evaluated".to_owned(),
    }
}

/// The type of a value, in the words of our users.
pub(super) fn type_of(value: &Dynamic) -> Type {
    if value.is_bool() {
        Type::Truth
    } else if native::decimal(value).is_some() {
        Type::Number
    } else if value.is_string() {
        Type::Text
    } else if value.is_array() {
        Type::List
    } else {
        Type::Anything
    }
}
