//! What changes for whom?
//!
//! Compares two plans of one person, made with two libraries, and sums up over
//! many people. Plans are compared as they are written down, by ids, because two
//! libraries number the same things differently. Three things do not count:
//! where in the files something stands, the hashes a plan was made from, and how
//! many sets the search looked at.
//!
//! Which of the things that changed in the library made the difference is found
//! by trying: some of the changes are made and the others are not, and the
//! person is planned for again.

mod cause;
mod changes;
mod mixture;
mod settings;
mod summary;
mod answer;
mod written;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::id::{CompetencyId, Id, ModuleId};
use crate::level::Level;
use crate::library::{ImportanceWord, Library};
use crate::person::{AsOf, Person};
use crate::plan::{reasons, recommend};
use crate::quantity::Hours;
use crate::wire;
pub use answer::{Affected, Comparison, PersonComparison, Ready, Touched, Version};
pub use cause::{Case, Cause, Explained, Without};
pub use changes::{Change, Field, Kind, Thing, changes};
pub use mixture::{Both, Mixer, Side};
pub use summary::{Group, Pair, Summary, Turnover, Turnovers};
pub use written::{
    BeforeAfter, CausePeople, CausingChange, OutcomePeople, PartPeople, PartsCause, PersonaPeople,
    ThingKind, TouchedParts, WrittenAffected, WrittenCause, WrittenChange, WrittenComparison,
    WrittenDifference, WrittenExchange, WrittenField, WrittenGroup, WrittenPersonComparison,
    WrittenReady, WrittenTurnover, WrittenVersion,
};

/// A plan as it is compared.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The plan as it is written down, without what does not count.
    pub plan: wire::Plan,
    /// The hours of its modules.
    pub hours: Hours,
}

impl Seen {
    /// Plans for a person.
    pub fn of(library: &Library, person: &Person, as_of: AsOf) -> Self {
        let decision = recommend(library, person, as_of);
        let hours = decision.picks.iter().map(|pick| library.modules[pick.module].hours).sum();
        let reasons = reasons(library, person, &decision);
        let mut plan = wire::Plan::of(library, person, &decision, &reasons);
        leave_out_what_does_not_count(&mut plan);
        Self { plan, hours }
    }
}

fn leave_out_what_does_not_count(plan: &mut wire::Plan) {
    let provenance = &mut plan.provenance;
    for hash in [&mut provenance.library, &mut provenance.rules, &mut provenance.person] {
        *hash = wire::Text::from("");
    }
    for gap in &mut plan.gaps {
        gap.place = None;
        if let Some(evidence) = &mut gap.evidence {
            evidence.place = None;
        }
    }
    for kpi in plan.milestones.iter_mut().filter_map(|milestone| milestone.kpi.as_mut()) {
        kpi.place = None;
    }
    if let Some(selection) = &mut plan.selection {
        selection.nodes = 0;
    }
}

/// A part of a plan that can be another.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Aspect {
    /// What kind of answer it is.
    Outcome,
    /// The persona.
    Persona,
    /// Readiness now and after.
    Readiness,
    /// Which modules.
    Modules,
    /// When modules are taken and how long they take, and how far the plan looks.
    Schedule,
    /// What has to be done.
    MustDo,
    /// Proofs, KPIs and evidence chains.
    Milestones,
    /// Coaching prompts.
    Coaching,
    /// Reminders.
    Reminders,
    /// Assessments.
    Assessments,
    /// What managers and admins are told.
    Flags,
    /// Which gaps, and how large.
    Gaps,
    /// What stays open, and what stands in the way.
    Open,
    /// Only what stands behind the plan: points, rules, swaps, what was left out.
    Reasons,
}

impl Aspect {
    /// Every part of a plan.
    pub const ALL: &[Self] = &[
        Self::Outcome,
        Self::Persona,
        Self::Readiness,
        Self::Modules,
        Self::Schedule,
        Self::MustDo,
        Self::Milestones,
        Self::Coaching,
        Self::Reminders,
        Self::Assessments,
        Self::Flags,
        Self::Gaps,
        Self::Open,
        Self::Reasons,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Persona => "persona",
            Self::Readiness => "readiness",
            Self::Modules => "modules",
            Self::Schedule => "schedule",
            Self::MustDo => "must_do",
            Self::Milestones => "milestones",
            Self::Coaching => "coaching",
            Self::Reminders => "reminders",
            Self::Assessments => "assessments",
            Self::Flags => "flags",
            Self::Gaps => "gaps",
            Self::Open => "open",
            Self::Reasons => "reasons",
        }
    }

    /// Whether it is what somebody does, gets or is told, and not only why.
    pub fn is_the_plan(self) -> bool {
        self != Self::Reasons
    }

    /// Whether this part of two plans is not the same.
    pub fn differs(self, a: &wire::Plan, b: &wire::Plan) -> bool {
        match self {
            Self::Outcome => a.outcome != b.outcome,
            Self::Persona => a.person.persona != b.person.persona,
            Self::Readiness => a.readiness != b.readiness,
            Self::Modules => module_set(a) != module_set(b),
            Self::Schedule => schedule(a) != schedule(b) || a.person.away != b.person.away,
            Self::MustDo => a.must_do != b.must_do,
            Self::Milestones => a.milestones != b.milestones,
            Self::Coaching => a.coaching != b.coaching,
            Self::Reminders => a.nudges != b.nudges,
            Self::Assessments => a.assess != b.assess,
            Self::Flags => a.flags != b.flags,
            Self::Gaps => gaps(a) != gaps(b),
            Self::Open => {
                a.unclosed != b.unclosed
                    || a.stands_in_the_way != b.stands_in_the_way
                    || a.shorter.as_ref().map(|shorter| &shorter.modules)
                        != b.shorter.as_ref().map(|shorter| &shorter.modules)
            }
            Self::Reasons => {
                a.gaps != b.gaps
                    || a.modules != b.modules
                    || a.rules != b.rules
                    || a.selection != b.selection
                    || a.left_out != b.left_out
                    || a.given_up != b.given_up
                    || a.shorter != b.shorter
                    || a.person != b.person
            }
        }
    }
}

fn module_set(plan: &wire::Plan) -> BTreeSet<(&ModuleId, &str)> {
    plan.modules.iter().map(|module| (&module.module, module.state.as_str())).collect()
}

/// When each module is taken and how long it takes, and how far the plan looks.
fn schedule(plan: &wire::Plan) -> (&wire::Horizon, Vec<(&ModuleId, Hours, Date, Date)>) {
    let modules = plan.modules.iter();
    let dated = modules.map(|module| (&module.module, module.hours, module.start, module.finish));
    (&plan.horizon, dated.collect())
}

/// A gap without its points: leaf, levels, importance, whether it is planned for, and
/// what implies it.
type GapSeen<'a> = (&'a CompetencyId, [Level; 3], ImportanceWord, bool, Option<&'a CompetencyId>);

fn gaps(plan: &wire::Plan) -> Vec<GapSeen<'_>> {
    fn seen(gap: &wire::Gap) -> GapSeen<'_> {
        let levels = [gap.held, gap.expected, gap.missing];
        (&gap.competency, levels, gap.importance, gap.planned, gap.implied_by.as_ref())
    }
    let mut gaps: Vec<_> = plan.gaps.iter().map(seen).collect();
    // Their order is one of points, which are reasons.
    gaps.sort_by(|a, b| a.0.cmp(b.0));
    gaps
}

/// What a plan holds several of, each with an id or a text.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Listed {
    /// Modules.
    Modules,
    /// Modules that have to be done.
    MustDo,
    /// Coaching prompts.
    Coaching,
    /// Texts of reminders.
    Reminders,
    /// Competencies to assess.
    Assessments,
    /// What managers and admins are told.
    Flags,
    /// Rules that fire.
    Rules,
}

impl Listed {
    /// Everything a plan holds several of.
    pub const ALL: &[Self] = &[
        Self::Modules,
        Self::MustDo,
        Self::Coaching,
        Self::Reminders,
        Self::Assessments,
        Self::Flags,
        Self::Rules,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Modules => "modules",
            Self::MustDo => "must_do",
            Self::Coaching => "coaching",
            Self::Reminders => "reminders",
            Self::Assessments => "assessments",
            Self::Flags => "flags",
            Self::Rules => "rules",
        }
    }

    /// What a plan holds of it.
    pub fn of(self, plan: &wire::Plan) -> BTreeSet<Cow<'_, str>> {
        fn ids<'a, I: Id + 'a>(ids: impl Iterator<Item = &'a I>) -> BTreeSet<Cow<'a, str>> {
            ids.map(|id| Cow::Borrowed(id.as_str())).collect()
        }
        match self {
            Self::Modules => ids(plan.modules.iter().map(|module| &module.module)),
            Self::MustDo => ids(plan.must_do.iter().map(|duty| &duty.module)),
            Self::Coaching => ids(plan.coaching.iter().map(|coaching| &coaching.prompt)),
            Self::Reminders => {
                plan.nudges.iter().map(|nudge| Cow::Borrowed(&*nudge.text)).collect()
            }
            Self::Assessments => ids(plan.assess.iter().map(|assess| &assess.competency)),
            Self::Flags => plan.flags.iter().map(flag_name).collect(),
            Self::Rules => ids(plan.rules.fired.iter().map(|fired| &fired.rule)),
        }
    }
}

/// What tells a flag from others: its text, or the kind of reason and its module.
fn flag_name(flag: &wire::Flag) -> Cow<'_, str> {
    use wire::FlagReason as Reason;
    let (kind, module) = match (&flag.text, &flag.reason) {
        (Some(text), _) => return Cow::Borrowed(text),
        (None, None) => return Cow::Borrowed(""),
        (None, Some(reason)) => match reason {
            Reason::OverHours { .. } => ("over_hours", None),
            Reason::TooMany { .. } => ("too_many", None),
            Reason::NoneFits => ("none_fits", None),
            Reason::AgreedExcluded { module } => ("agreed_excluded", Some(module)),
            Reason::StartedExcluded { module } => ("started_excluded", Some(module)),
            Reason::NotIn { module, .. } => ("not_in", Some(module)),
            Reason::NoValidator { module } => ("no_validator", Some(module)),
            Reason::NoKpi { module } => ("no_kpi", Some(module)),
            Reason::Overdue { module, .. } => ("overdue", Some(module)),
        },
    };
    module.map_or(Cow::Borrowed(kind), |module| Cow::Owned(format!("{kind} {module}")))
}

/// What came and what went.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Exchange {
    /// What is only in the plan after.
    pub gained: Vec<String>,
    /// What is only in the plan before.
    pub lost: Vec<String>,
}

impl Exchange {
    fn of(before: &BTreeSet<Cow<'_, str>>, after: &BTreeSet<Cow<'_, str>>) -> Self {
        let only = |a: &BTreeSet<Cow<'_, str>>, b: &BTreeSet<Cow<'_, str>>| {
            a.difference(b).map(ToString::to_string).collect()
        };
        Self { gained: only(after, before), lost: only(before, after) }
    }

    /// Whether nothing came and nothing went.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty()
    }
}

/// What is not the same in two plans of one person.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Difference {
    /// The parts that are not the same.
    pub aspects: BTreeSet<Aspect>,
    /// What came and what went, for everything a plan holds several of.
    pub exchanges: BTreeMap<Listed, Exchange>,
}

impl Difference {
    /// Compares two plans of one person.
    pub fn of(before: &Seen, after: &Seen) -> Self {
        let (a, b) = (&before.plan, &after.plan);
        let exchange = |listed: &Listed| (*listed, Exchange::of(&listed.of(a), &listed.of(b)));
        Self {
            aspects: Aspect::ALL.iter().copied().filter(|aspect| aspect.differs(a, b)).collect(),
            exchanges: Listed::ALL
                .iter()
                .map(exchange)
                .filter(|(_, exchange)| !exchange.is_empty())
                .collect(),
        }
    }

    /// Whether nothing is another, not even a reason.
    pub fn is_empty(&self) -> bool {
        self.aspects.is_empty()
    }

    /// Whether somebody does, gets or is told something else.
    pub fn is_another_plan(&self) -> bool {
        self.aspects.iter().any(|aspect| aspect.is_the_plan())
    }

    /// What matters most of what is not the same: what there is to do, else how
    /// far it leads and when, else what is said, else the reasons.
    pub fn leading(&self) -> BTreeSet<Aspect> {
        use Aspect::{
            Assessments, Coaching, Flags, Gaps, Milestones, Modules, MustDo, Open, Outcome,
            Persona, Readiness, Reasons, Reminders, Schedule,
        };
        let ranks: [&[Aspect]; 4] = [
            &[Outcome, Persona, Modules, MustDo],
            &[Readiness, Gaps, Schedule, Open, Assessments],
            &[Coaching, Reminders, Flags, Milestones],
            &[Reasons],
        ];
        let here = |rank: &&[Aspect]| -> BTreeSet<Aspect> {
            rank.iter().copied().filter(|aspect| self.aspects.contains(aspect)).collect()
        };
        ranks.iter().map(here).find(|here| !here.is_empty()).unwrap_or_default()
    }

    /// What came and what went of one kind.
    pub fn exchange(&self, listed: Listed) -> Exchange {
        self.exchanges.get(&listed).cloned().unwrap_or_default()
    }
}
