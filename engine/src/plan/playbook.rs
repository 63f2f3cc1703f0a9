//! What does everybody of a persona get?

use std::collections::BTreeMap;

use super::decision::{Decision, recommend};
use crate::advice::advise;
use crate::id::{CompetencyIx, Dense, Id as _, ModuleIx, PersonaIx, PromptIx, RoleIx};
use crate::level::Level;
use crate::library::{Library, PromptFor, Source};
use crate::person::{AsOf, Baseline, Evidence, Person};
use crate::quantity::Span;

/// A persona's modules, and what its managers say, tick off and collect.
#[derive(Clone, Debug)]
pub struct Playbook {
    /// The persona.
    pub persona: PersonaIx,
    /// Its members among the people given.
    pub members: usize,
    /// The role most members have; the one planned for.
    pub role: RoleIx,
    /// The role most of them work towards.
    pub target_role: Option<RoleIx>,
    /// What the plan is for: the typical levels, and whether the file gives them.
    pub typical: BTreeMap<CompetencyIx, Level>,
    /// Whether the typical levels are the persona's own.
    pub is_written: bool,
    /// The typical member.
    pub person: Person,
    /// The plan of the typical member.
    pub plan: Decision,
    /// The modules with what goes with them.
    pub modules: Vec<PlaybookModule>,
    /// Prompts for the persona, by id.
    pub prompts: Vec<PromptIx>,
}

/// One module of a playbook.
#[derive(Clone, Debug)]
pub struct PlaybookModule {
    /// The module.
    pub module: ModuleIx,
    /// The prompts that go with it, by id.
    pub prompts: Vec<PromptIx>,
}

/// Makes the playbook of a persona for its typical member: the levels the
/// persona's file gives, else the median of what its members hold, role and
/// circumstances those of most members. `None` where nobody belongs to it and
/// the file gives nothing to go by.
pub fn playbook(
    library: &Library,
    people: &[Person],
    persona: PersonaIx,
    as_of: AsOf,
) -> Option<Playbook> {
    let members: Vec<&Person> = people
        .iter()
        .filter(|it| advise(library, it, as_of, None).persona == Some(persona))
        .collect();
    let written = &library.personas[persona].typical;
    let is_written = !written.is_empty();
    let imagined =
        if members.is_empty() && is_written { imagined(library, persona, as_of) } else { None };
    let model = most_usual(&members).or(imagined.as_ref())?;
    let typical = if is_written { written.clone() } else { medians(library, &members, as_of) };
    let person = typical_member(library, model, persona, &typical, as_of);
    let plan = recommend(library, &person, as_of);
    let modules = plan.picks.iter().map(|it| with_prompts(library, &plan, it.module)).collect();
    let prompts = library.prompts.iter().filter(|(_, it)| it.about == PromptFor::Persona(persona));
    Some(Playbook {
        persona,
        members: members.len(),
        role: person.role,
        target_role: person.target_role,
        typical,
        is_written,
        person,
        modules,
        prompts: prompts.map(|(ix, _)| ix).collect(),
        plan,
    })
}

/// Somebody who would belong to a persona nobody belongs to: the first role, then
/// target, then time in the role for which the persona's condition holds.
fn imagined(library: &Library, persona: PersonaIx, as_of: AsOf) -> Option<Person> {
    let reads = library.personas[persona].who.reads();
    let is_read = |name: &str| reads.iter().any(|it| it.name == name);
    let roles: Vec<RoleIx> = library.names.roles.indices().collect();
    let targets = roles.iter().copied().map(Some).filter(|_| is_read("target_role"));
    let targets: Vec<Option<RoleIx>> = std::iter::once(None).chain(targets).collect();
    let is_dated = is_read("months_in_role") || is_read("months_in_company");
    let months: &[u16] = if is_dated { &[0, 3, 9, 18, 36, 120] } else { &[0] };
    roles
        .iter()
        .flat_map(|role| targets.iter().map(move |target| (*role, *target)))
        .flat_map(|roles| months.iter().map(move |months| (roles, *months)))
        .filter_map(|((role, target), months)| stranger((role, target), months, as_of))
        .find(|it| advise(library, it, as_of, None).persona == Some(persona))
}

/// Somebody of whom only the roles and the time in them are known.
fn stranger(
    (role, target_role): (RoleIx, Option<RoleIx>),
    months: u16,
    as_of: AsOf,
) -> Option<Person> {
    let since = Some(if months == 0 { as_of } else { Span::Months(months).before(as_of) });
    let stranger = Person::unknown("typical-member".parse().ok()?, "", role);
    Some(Person {
        target_role,
        in_role_since: since,
        in_company_since: since,
        hash: "".into(),
        ..stranger
    })
}

/// The member whose roles most members share; of several the first by id.
fn most_usual<'a>(members: &[&'a Person]) -> Option<&'a Person> {
    let same = |it: &Person| {
        members
            .iter()
            .filter(|other| (other.role, other.target_role) == (it.role, it.target_role))
            .count()
    };
    members.iter().min_by_key(|it| (std::cmp::Reverse(same(it)), &it.id)).copied()
}

/// The median level of members who have evidence, leaf by leaf; the lower of
/// the two in the middle.
fn medians(library: &Library, members: &[&Person], as_of: AsOf) -> BTreeMap<CompetencyIx, Level> {
    let baselines: Vec<Baseline> =
        members.iter().map(|it| Baseline::of(it, library, as_of)).collect();
    let medians = Dense::build(&library.names.competencies, |ix, _| {
        let known = baselines.iter().filter(|it| it.is_known(ix));
        let mut levels: Vec<Level> = known.filter_map(|it| Some(it.held(ix)?.level)).collect();
        levels.sort_unstable();
        levels.get(levels.len().saturating_sub(1) / 2).copied()
    });
    let known = medians.iter().filter(|(ix, _)| !library.competencies[*ix].is_parent);
    known.filter_map(|(ix, level)| Some((ix, (*level)?))).collect()
}

/// A member with the typical levels and nothing personal: no progress, no
/// reviews, no absence, full time.
fn typical_member(
    library: &Library,
    model: &Person,
    persona: PersonaIx,
    typical: &BTreeMap<CompetencyIx, Level>,
    as_of: AsOf,
) -> Person {
    let evidence = typical.iter().map(|(competency, level)| Evidence {
        competency: *competency,
        level: *level,
        source: Source::Manager,
        date: as_of,
        place: None,
    });
    let id = library.names.personas.id(persona).as_str();
    Person {
        id: id.parse().unwrap_or_else(|_| model.id.clone()),
        name: library.personas[persona].name.clone(),
        hours_per_week: None,
        fte: 100,
        away: None,
        evidence: evidence.collect(),
        progress: Vec::new(),
        reviews: Vec::new(),
        readings: Vec::new(),
        place: None,
        ..model.clone()
    }
}

fn with_prompts(library: &Library, plan: &Decision, module: ModuleIx) -> PlaybookModule {
    let closes: Vec<CompetencyIx> = plan
        .picks
        .iter()
        .filter(|it| it.module == module)
        .flat_map(|it| it.closes.iter().map(|it| it.competency))
        .collect();
    let fits = |ix: PromptIx, about: PromptFor| match about {
        PromptFor::Module(it) => it == module,
        PromptFor::Competency(it) => closes.contains(&it),
        PromptFor::Persona(_) => false,
    } || library.modules[module].coaching.contains(&ix);
    let prompts = library.prompts.iter().filter(|(ix, it)| fits(*ix, it.about));
    PlaybookModule { module, prompts: prompts.map(|(ix, _)| ix).collect() }
}
