//! What shows on the job that a module was learned, and which number it moves?

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::advice::{Advice, planned_role};
use crate::diagnostic::Place;
use crate::gap::stretches;
use crate::id::{CompetencyIx, KpiIx, ModuleIx, RoleIx};
use crate::level::Level;
use crate::library::{KpiBaseline, Library, Module, RoleKpi, Validator};
use crate::person::{AsOf, Contact, Person, Reading, Subject};
use crate::quantity::Amount;

/// Module, proof, KPI and evidence chain.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// The module.
    pub module: ModuleIx,
    /// When the learning is done.
    pub learned_by: Date,
    /// When the proof is due.
    pub due: Date,
    /// Who validates the proof; `None` where the person has none of those named.
    pub validator: Option<(Validator, Option<Contact>)>,
    /// The KPI; `None` only for a settled module that builds nothing expected.
    pub kpi: Option<MeasuredKpi>,
    /// What the module builds for the person: leaf, from and to which level.
    pub builds: Vec<(CompetencyIx, Level, Level)>,
}

/// The KPI of a milestone, with where it stands and should be.
#[derive(Clone, Debug)]
pub struct MeasuredKpi {
    /// The KPI.
    pub kpi: KpiIx,
    /// Where it stands, and whose number that is.
    pub baseline: Option<(Amount, Basis)>,
    /// Where it should be; `None` where no role of the person sets a target.
    pub target: Option<Amount>,
    /// From when it is measured.
    pub from: Date,
    /// Until when it is measured.
    pub until: Date,
    /// Where the baseline stands in the files.
    pub place: Option<Place>,
}

/// Whose number a baseline is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Basis {
    /// The team's reading.
    Team,
    /// The person's own reading.
    Person,
    /// The role blueprint's.
    Role,
}

impl Basis {
    /// The word plans use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Person => "person",
            Self::Role => "role",
        }
    }
}

/// Makes the milestone of a module that is learned by a date.
pub(super) fn milestone(
    library: &Library,
    person: &Person,
    as_of: AsOf,
    advice: &Advice,
    (ix, learned_by): (ModuleIx, Date),
) -> Milestone {
    let module = &library.modules[ix];
    let due = module.proof.within.after(learned_by);
    let kpi =
        kpi_of(library, person, advice, module).map(|it| measured(library, person, as_of, it, due));
    let builds = module.builds.iter().map(|it| {
        let held = advice.standings[it.competency].held();
        (it.competency, held, it.to.max(held))
    });
    Milestone {
        module: ix,
        learned_by,
        due,
        validator: validator(module, person),
        kpi,
        builds: builds.collect(),
    }
}

/// The first validator the person has. Everyone has peers.
fn validator(module: &Module, person: &Person) -> Option<(Validator, Option<Contact>)> {
    module.proof.validated_by.iter().find_map(|it| match it {
        Validator::Manager => person.manager.clone().map(|who| (*it, Some(who))),
        Validator::Mentor => person.mentor.clone().map(|who| (*it, Some(who))),
        Validator::Peer => Some((*it, None)),
    })
}

/// The KPI of a module's milestone.
///
/// Of the expectations the module would close alone that drive a KPI, the one
/// with most points, then id; of its KPIs the one of highest weight. Else the
/// module's own; else one that anything it builds drives in a role of the person.
pub(super) fn kpi_of(
    library: &Library,
    person: &Person,
    advice: &Advice,
    module: &Module,
) -> Option<KpiIx> {
    let closed = stretches(library, &advice.gaps, module);
    let driven = closed
        .iter()
        .filter_map(|it| Some((it, &advice.gaps.of(it.competency)?.wanted)))
        .filter(|(_, wanted)| !wanted.drives.is_empty())
        .min_by_key(|(it, wanted)| (Reverse(wanted.points(it.from, it.to)), it.competency));
    if let Some((_, wanted)) = driven {
        return heaviest(library, person, &wanted.drives);
    }
    module.kpi.or_else(|| {
        let roles = [planned_role(person), person.role];
        let drives: Vec<KpiIx> = roles
            .iter()
            .flat_map(|it| &library.roles[*it].expects)
            .filter(|it| module.builds.iter().any(|builds| builds.competency == it.competency))
            .flat_map(|it| it.drives.iter().copied())
            .collect();
        heaviest(library, person, &drives)
    })
}

/// The KPI of highest weight in the planned role; where that has none of them, in
/// the present one; then id.
fn heaviest(library: &Library, person: &Person, kpis: &[KpiIx]) -> Option<KpiIx> {
    let planned = planned_role(person);
    kpis.iter().copied().min_by_key(|it| {
        let entry = entry(library, person, *it);
        let is_elsewhere = entry.is_none_or(|(role, _)| role != planned);
        (is_elsewhere, Reverse(entry.map_or(0, |(_, it)| it.weight)), *it)
    })
}

fn entry<'a>(library: &'a Library, person: &Person, kpi: KpiIx) -> Option<(RoleIx, &'a RoleKpi)> {
    let roles = [planned_role(person), person.role];
    roles.into_iter().find_map(|it| Some((it, library.roles[it].kpis.get(&kpi)?)))
}

fn measured(library: &Library, person: &Person, as_of: AsOf, kpi: KpiIx, due: Date) -> MeasuredKpi {
    let reading = |subject, basis| {
        let reading: &Reading = person.reading(subject, kpi, as_of)?;
        Some(((reading.value, basis), reading.place.clone()))
    };
    let own = || reading(Subject::Person, Basis::Person);
    let role = entry(library, person, kpi).map(|(_, it)| it);
    let of_role = || role.map(|it| ((it.baseline, Basis::Role), it.place.clone()));
    let first = if library.settings.kpi_baseline == KpiBaseline::Person { own() } else { None };
    let baseline = first.or_else(|| reading(Subject::Team, Basis::Team)).or_else(of_role);
    let (baseline, place) = baseline.unzip();
    MeasuredKpi {
        kpi,
        baseline,
        target: role.map(|it| it.target),
        from: due,
        until: library.kpis[kpi].window.after(due),
        place: place.flatten(),
    }
}
