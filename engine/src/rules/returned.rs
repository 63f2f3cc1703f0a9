//! What did a helper return?
//!
//! Effects a helper returns have the shape of those in a rule file, and pass
//! the same checks; what is wrong with one of them fails that one only.

use rhai::Dynamic;
use serde::Deserialize as _;
use serde_json::Value;

use crate::blueprint::rule as raw;

use super::answer::Unresolved;
use super::effect::{Effect, HelperCall};
use super::evaluate::Evaluator;
use super::facts::About;
use super::number::Number;
use super::sandbox::Sandbox;
use super::value::{number, type_of};

/// The deepest a helper's result may be nested.
const DEEPEST: u8 = 8;

impl HelperCall {
    /// Calls the helper for a person; gives each effect it returns.
    pub fn effects(
        &self,
        evaluator: &mut Evaluator<'_>,
        about: &About<'_>,
    ) -> Result<Vec<Result<Effect, Unresolved>>, Unresolved> {
        let sandbox = evaluator.sandbox();
        let returned = evaluator.about(about).run(&self.script.whole)?;
        let Ok(list) = returned.as_array_ref() else {
            let given = type_of(&returned).words();
            return Err(failed(format!("helper returns {given}, not a list of effects")));
        };
        Ok(list.iter().map(|effect| self.effect(sandbox, effect)).collect())
    }

    fn effect(&self, sandbox: &Sandbox, returned: &Dynamic) -> Result<Effect, Unresolved> {
        let value = plain(returned, DEEPEST)?;
        let effect = raw::Effect::deserialize(value)
            .map_err(|err| failed(format!("returned effect cannot be read: {err}")))?;
        if matches!(effect, raw::Effect::Call(_)) {
            return Err(failed("a helper cannot return `call`"));
        }
        sandbox.compile_effect(&effect, self.each).map_err(|mistakes| {
            let said: Vec<String> =
                mistakes.into_iter().map(|(_, mistake)| mistake.message).collect();
            failed(format!("returned effect: {}", said.join("; ")))
        })
    }
}

fn failed(error: impl Into<String>) -> Unresolved {
    Unresolved::Failed { error: error.into() }
}

/// Turns what a script returned into what a file would say.
fn plain(value: &Dynamic, depth: u8) -> Result<Value, Unresolved> {
    let Some(deeper) = depth.checked_sub(1) else {
        return Err(failed("returned effect is nested too deep"));
    };
    if value.is_unit() {
        return Ok(Value::Null);
    }
    if let Ok(truth) = value.as_bool() {
        return Ok(Value::Bool(truth));
    }
    match number(value) {
        Some(Number::Whole(number)) => return Ok(Value::from(number)),
        Some(Number::Exact(number)) => return Ok(Value::String(number.to_string())),
        None => {}
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Value::String(text.to_string()));
    }
    if let Ok(list) = value.as_array_ref() {
        return list
            .iter()
            .map(|item| plain(item, deeper))
            .collect::<Result<_, _>>()
            .map(Value::Array);
    }
    if let Ok(map) = value.as_map_ref() {
        let entries = map.iter().map(|(key, item)| Ok((key.to_string(), plain(item, deeper)?)));
        return entries.collect::<Result<_, _>>().map(Value::Object);
    }
    Err(failed("returned effect holds something that is no text, number, list or map"))
}
