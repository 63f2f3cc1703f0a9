//! What has to be done, whatever else is planned?

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::Calendar;
use crate::advice::{Act, Advice};
use crate::id::{ModuleIx, RuleIx};
use crate::library::Library;
use crate::person::{AsOf, Person, Status};
use crate::quantity::{Hours, Span};

/// A module that has to be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MustDo {
    /// The module.
    pub module: ModuleIx,
    /// The hours still to spend on it.
    pub hours: Hours,
    /// When it is due.
    pub due: Date,
    /// When it has to be done again.
    pub renew: Option<Date>,
    /// Whether it is overdue.
    pub is_overdue: bool,
    /// The rule that mandates it.
    pub rule: RuleIx,
}

/// The modules rules mandate that are not done, or fall due again inside the
/// horizon; the earliest due first, then by id.
pub(super) fn must_do(
    library: &Library,
    person: &Person,
    advice: &Advice,
    calendar: &Calendar,
) -> Vec<MustDo> {
    let mut by_module: BTreeMap<ModuleIx, MustDo> = BTreeMap::new();
    for (rule, _, act) in advice.acts() {
        let Act::Mandate { module, due, renew } = act else { continue };
        let mandate = Mandate { module: *module, due: *due, renew: *renew, rule };
        let Some(new) = mandate.of(library, person, calendar) else { continue };
        match by_module.get(module) {
            // Of several mandates the strictest counts.
            Some(known) if known.due <= new.due => {}
            _ => {
                by_module.insert(*module, new);
            }
        }
    }
    let mut must_do: Vec<MustDo> = by_module.into_values().collect();
    must_do.sort_by_key(|it| (it.due, it.module));
    must_do
}

struct Mandate {
    module: ModuleIx,
    due: Option<Span>,
    renew: Option<Span>,
    rule: RuleIx,
}

impl Mandate {
    fn of(&self, library: &Library, person: &Person, calendar: &Calendar) -> Option<MustDo> {
        let module = &library.modules[self.module];
        if !module.active {
            return None;
        }
        let as_of = calendar.from;
        let progress = person.progress_of(self.module, as_of);
        let done = progress.filter(|it| it.status.is_done());
        let due = match done {
            Some(done) => self.renew?.after(done.date),
            None => self.first_due(person, as_of, calendar),
        };
        // Done, and not due again before the horizon ends.
        if done.is_some() && due > calendar.until {
            return None;
        }
        let is_learned = progress.is_some_and(|it| it.status == Status::Learned);
        Some(MustDo {
            module: self.module,
            hours: if is_learned { Hours::ZERO } else { module.hours },
            due,
            renew: self.renew.map(|it| it.after(due.max(as_of))),
            is_overdue: due < as_of,
            rule: self.rule,
        })
    }

    /// `due` counts from the later of joining the role and the company; of
    /// somebody whose dates are unknown from the plan's date. Without `due` it
    /// is the end of the horizon.
    fn first_due(&self, person: &Person, as_of: AsOf, calendar: &Calendar) -> Date {
        let Some(span) = self.due else { return calendar.until };
        let joined = person.in_role_since.into_iter().chain(person.in_company_since).max();
        span.after(joined.unwrap_or(as_of))
    }
}
