//! What do callers know of the functions beside the rules?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rhai::Module;

use super::answer::Fact;
use super::expression::Expression;
use super::literals::Literals;

/// The functions of a library's helper files.
#[derive(Clone, Debug, Default)]
pub(super) struct Helpers {
    pub(super) library: Option<Arc<Module>>,
    pub(super) signatures: BTreeMap<Box<str>, Signature>,
}

/// What callers know of a helper.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    /// The number of its parameters.
    pub(super) parameters: usize,
    /// What its parameters are called.
    pub(super) names: Vec<Box<str>>,
    /// What it gives, where it is a single expression.
    pub(super) expression: Option<Arc<Expression>>,
    /// The facts it reads, those of the helpers it calls included.
    pub(super) reads: BTreeSet<Fact>,
    /// The values that stand in it, those of the helpers it calls not included.
    pub(super) literals: Literals,
    pub(super) calls: BTreeSet<Box<str>>,
    pub(super) file: Box<str>,
}

impl Helpers {
    /// The functions as Rhai runs them; `None` if there are none.
    pub(super) fn library(&self) -> Option<&Arc<Module>> {
        self.library.as_ref()
    }

    /// What is known of the helper of a name.
    pub(super) fn signature(&self, name: &str) -> Option<&Signature> {
        self.signatures.get(name)
    }

    /// All helpers, by name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.signatures.keys().map(|name| &**name)
    }

    /// Adds what called helpers read to their callers, until nothing changes.
    pub(super) fn spread_reads(&mut self) {
        loop {
            let mut changed = false;
            let reads: BTreeMap<Box<str>, BTreeSet<Fact>> = self
                .signatures
                .iter()
                .map(|(name, helper)| (name.clone(), helper.reads.clone()))
                .collect();
            for signature in self.signatures.values_mut() {
                let before = signature.reads.len();
                let called = signature.calls.iter().filter_map(|name| reads.get(name));
                signature.reads.extend(called.flatten().cloned());
                changed |= signature.reads.len() > before;
            }
            if !changed {
                return;
            }
        }
    }
}
