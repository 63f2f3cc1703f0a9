//! What did a helper return?
//!
//! Effects a helper returns have the shape of those in a rule file, and pass
//! the same checks; what is wrong with one of them fails that one only.

use std::sync::Arc;

use rhai::Dynamic;
use serde::Deserialize as _;
use serde_json::Value;

use crate::blueprint::rule as raw;

use super::answer::Unresolved;
use super::effect::{Effect, HelperCall};
use super::facts::{About, Facts};
use super::native;
use super::sandbox::{Sandbox, type_of};

/// The deepest a helper's result may be nested.
const DEEPEST: u8 = 8;

impl HelperCall {
    /// Calls the helper for a person; gives each effect it returns.
    pub fn effects(
        &self,
        sandbox: &Sandbox,
        facts: &Arc<Facts>,
        about: &Arc<About>,
    ) -> Result<Vec<Result<Effect, Unresolved>>, Unresolved> {
        let returned = sandbox.run(&self.script, facts, about)?;
        let Ok(list) = returned.as_array_ref() else {
            let given = type_of(&returned).words();
            return Err(failed(format!("helper returns {given}, not a list of effects")));
        };
        Ok(list.iter().map(|it| self.effect(sandbox, it)).collect())
    }

    fn effect(&self, sandbox: &Sandbox, returned: &Dynamic) -> Result<Effect, Unresolved> {
        let value = plain(returned, DEEPEST)?;
        let effect = raw::Effect::deserialize(value)
            .map_err(|err| failed(format!("returned effect cannot be read: {err}")))?;
        if matches!(effect, raw::Effect::Call(_)) {
            return Err(failed("a helper cannot return `call`"));
        }
        sandbox.compile_effect(&effect, self.each).map_err(|mistakes| {
            let said: Vec<String> = mistakes.into_iter().map(|(_, it)| it.message).collect();
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
    if let Ok(number) = value.as_int() {
        return Ok(Value::from(number));
    }
    if let Some(number) = native::decimal(value) {
        return Ok(Value::String(number.to_string()));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Value::String(text.to_string()));
    }
    if let Ok(list) = value.as_array_ref() {
        return list.iter().map(|it| plain(it, deeper)).collect::<Result<_, _>>().map(Value::Array);
    }
    if let Ok(map) = value.as_map_ref() {
        let entries = map.iter().map(|(key, it)| Ok((key.to_string(), plain(it, deeper)?)));
        return entries.collect::<Result<_, _>>().map(Value::Object);
    }
    Err(failed("returned effect holds something that is no text, number, list or map"))
}
