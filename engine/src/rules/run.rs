//! How does a part run that is left to Rhai?
//!
//! Rhai's state, which remembers the functions it found, is kept from one run to the
//! next; what a run may read and how far it may still go is set anew for each.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rhai::{
    Caches, Dynamic, EvalAltResult, EvalContext, Expr, Expression, GlobalRuntimeState, Scope,
};

use super::answer::{Fact, Unresolved};
use super::facts::{About, Facts};
use super::provided::Asked;
use super::read::TOO_LONG;
use super::sandbox::Sandbox;

/// What is said of a run that takes too many steps.
pub(super) const TOO_MANY_STEPS: &str = "it takes more than 10000 steps";

/// The state of Rhai for one person.
pub(super) struct Run {
    state: GlobalRuntimeState,
    caches: Caches,
    asked: Option<Arc<Asked>>,
}

impl Run {
    pub(super) fn new(sandbox: &Sandbox) -> Self {
        let mut state = sandbox.engine.new_global_runtime_state();
        if let Some(library) = sandbox.helpers.library() {
            state.lib.push(Arc::clone(library));
        }
        Self { state, caches: Caches::new(), asked: None }
    }

    /// Sets what is read, and how many steps were taken before.
    pub(super) fn begin(
        &mut self,
        sandbox: &Sandbox,
        facts: &Arc<Facts<'static>>,
        about: &About<'_>,
        [steps, work]: [u64; 2],
    ) {
        let asked = Arc::new(Asked {
            names: Arc::clone(&sandbox.names),
            facts: Arc::clone(facts),
            about: Arc::new(about.to_owned()),
            work: AtomicU64::new(work),
        });
        self.state.tag = Dynamic::from(Arc::clone(&asked));
        self.state.num_operations = steps;
        self.asked = Some(asked);
    }

    /// The steps taken, those inside functions last.
    pub(super) fn counted(&self) -> [u64; 2] {
        let work = self.asked.as_ref().map_or(0, |asked| asked.work.load(Ordering::Relaxed));
        [self.state.num_operations, work]
    }

    /// Runs an expression with what a helper was given.
    pub(super) fn run(
        &mut self,
        sandbox: &Sandbox,
        script: &Expr,
        given: Option<Scope<'static>>,
    ) -> Result<Dynamic, Unresolved> {
        let scope = &mut given.unwrap_or_default();
        EvalContext::new(&sandbox.engine, &mut self.state, &mut self.caches, scope, None)
            .eval_expression_tree(&Expression::from(script))
            .map_err(|err| unresolved(&err))
    }
}

/// Says why a run ended without a value.
fn unresolved(err: &EvalAltResult) -> Unresolved {
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
        E::ErrorTooManyOperations(_) => TOO_MANY_STEPS.to_owned(),
        E::ErrorStackOverflow(_) => "functions call each other too deep".to_owned(),
        E::ErrorDataTooLarge(..) => TOO_LONG.to_owned(),
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
