//! Which prerequisites go round in a circle?

use waypath_engine::diagnostic::{Code, Diagnostic};

use super::rows::{Concept, MetacademyContent};
use crate::import::circles::circles;

impl MetacademyContent {
    /// Takes out each prerequisite that closes a circle, and reports it.
    ///
    /// Which one closes it does not depend on the order of the rows: concepts are
    /// gone through by tag, from each to what it builds on.
    pub(super) fn open_circles(&mut self) -> Vec<Diagnostic> {
        let required = |concept: &Concept| concept.requires.keys().cloned().collect();
        let requires =
            self.concepts.iter().map(|(key, concept)| (key.clone(), required(concept))).collect();
        let mut diagnostics = Vec::new();
        for circle in circles(&requires) {
            let (requiring, required) = circle.closing();
            let concept = self.concepts.get_mut(requiring);
            debug_assert!(concept.is_some(), "the circle is one of concepts");
            let place = concept.and_then(|concept| concept.requires.remove(required));
            let message = format!("prerequisites go round in a circle: `{circle}`");
            diagnostics.push(
                Diagnostic::new(Code::Cycle, message)
                    .at(place)
                    .help("take out one row on this path; this one does not count"),
            );
        }
        diagnostics
    }
}
