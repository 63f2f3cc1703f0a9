//! Where do rules run?
//!
//! One sandbox checks and runs all rules of a library, so a rule that passes
//! the check cannot meet another limit later. It has no clock, no files, no
//! output and no loops without an end; what a rule may call is registered in
//! `provided`, function by function.

use std::fmt;
use std::sync::Arc;

use rhai::{Engine, OptimizationLevel, Token};

use crate::diagnostic::Code;

use super::check::{Checker, Scene, Wanted};
use super::mistake::{self, At, Mistake};
use super::names::Names;
use super::provided::{self, MOST_STEPS};
use super::reading::{self, Source};
use super::resolve;
use super::script::Script;
use super::signatures::Helpers;
use super::syntax;
use super::unquoted;
use super::vocabulary::Asker;

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

    pub(super) fn compile(
        &self,
        text: &str,
        asker: Asker,
        wanted: Wanted,
    ) -> Result<Script, Vec<Mistake>> {
        if let Some(mistake) = unreadable(text) {
            return Err(vec![mistake.at(text, At::START)]);
        }
        let reading = reading::read(&self.lexer, text, Source::Condition);
        let mut mistakes = reading.mistakes;
        mistakes.extend(unquoted::find(text));
        let script = match self.engine.compile_expression(&reading.text) {
            Ok(ast) => syntax::condition(&ast).and_then(|node| {
                let scene = Scene::Condition(asker);
                let mut checker = Checker::new(&self.names, &self.helpers, text, scene);
                checker.wants(&node, wanted);
                let reads = checker.finish(&mut mistakes);
                let whole = node.script.as_deref().cloned().map(Arc::new)?;
                let expression = resolve::condition(&node, &self.names);
                Some(Script { expression, whole, text: text.into(), reads })
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
}

fn unreadable(text: &str) -> Option<Mistake> {
    if text.trim().is_empty() {
        let mistake = Mistake::new(Code::InvalidCondition, "condition is empty");
        return Some(mistake.help("write what has to hold, such as `months_in_role < 6`"));
    }
    (text.len() > LONGEST_CONDITION).then(|| {
        let message = format!("condition is longer than {LONGEST_CONDITION} bytes");
        Mistake::new(Code::InvalidCondition, message)
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
    engine.on_var(|name, index, context| provided::variable(name, index, &context));
    provided::register(&mut engine);
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
