//! A catalogue for one family of the UK Government Digital and Data framework.
//!
//! What holds without the framework is tried on a stand-in: the competencies and
//! roles that the catalogue names, bare. The rest needs the framework itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use waypath_engine::blueprint::{self, Blueprint};
use waypath_engine::id::{CompetencyIx, Id as _, RoleIx};
use waypath_engine::level::Level;
use waypath_engine::library::Library;
use waypath_engine::plan::{Decision, Outcome, recommend};
use waypath_engine::source::{Source, Sources};
use waypath_files::import::gdad;
use waypath_files::people;
use waypath_tests::fixture::{AS_OF, Fixture};
use waypath_tests::framework::{miniature, real};
use waypath_tests::wording::alike;

const FAMILY: &str = "product-and-delivery";

fn catalogue() -> PathBuf {
    miniature("gdad").join("catalogue")
}

/// Every file below a folder, with its path there.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                files.push((path.strip_prefix(folder).unwrap().to_owned(), bytes));
            }
        }
    }
    files.sort();
    files
}

fn write(root: &Path, path: &Path, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A library in a temporary folder, with the catalogue copied over it; panics
/// unless it checks clean, people and all.
fn with_catalogue(library: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in library.into_iter().chain(files(&catalogue())) {
        write(folder.path(), &path, &bytes);
    }
    Fixture::read(folder.path())
}

/// The framework with the catalogue; `None` where the framework is not there.
static FRAMEWORK: LazyLock<Option<Fixture>> = LazyLock::new(|| {
    let folder = real("uk-gdad")?;
    let imported = gdad::read(&folder.join("roles.csv"), &folder.join("skills.csv")).unwrap();
    let files = imported.files.into_iter();
    Some(with_catalogue(files.map(|file| (file.path.into(), file.text.into_bytes()))))
});

/// What the catalogue's YAML says.
fn written() -> Blueprint {
    let yaml = files(&catalogue())
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "yaml"));
    let files =
        yaml.map(|(path, bytes)| Source { path: path.to_string_lossy().into_owned(), bytes });
    blueprint::read(&Sources { files: files.collect() }).blueprint
}

/// The competencies and roles that the catalogue names, bare.
fn stand_in() -> Vec<(PathBuf, Vec<u8>)> {
    let written = written();
    let modules = written.modules.values().map(|module| module.value.as_ref().unwrap());
    let skills: BTreeSet<&String> =
        modules.flat_map(|module| module.builds.keys().chain(module.entry.keys())).collect();
    let mut roles: BTreeSet<String> = BTreeSet::new();
    roles.extend(written.roles.values().filter_map(|role| role.value.as_ref()?.extends.clone()));
    let mut people = csv::Reader::from_path(catalogue().join("people/people.csv")).unwrap();
    for row in people.records().map(Result::unwrap) {
        roles.extend([2, 3].map(|at| row[at].to_owned()));
    }
    roles.retain(|id| !id.is_empty() && !written.roles.keys().any(|own| own.as_str() == id));
    let mut text = "competencies:\n".to_owned();
    for skill in &skills {
        writeln!(text, "  {skill}: {{ name: {skill} }}").unwrap();
    }
    text.push_str("roles:\n");
    for role in &roles {
        writeln!(text, "  {role}:\n    title: {role}\n    family: {FAMILY}\n    expects:").unwrap();
        for skill in &skills {
            writeln!(text, "      {skill}: {{ level: 4 }}").unwrap();
        }
    }
    let library = "name: Stand-in\nscale: { name: levels, levels: [None, Awareness, Working, Practitioner, Expert] }\n";
    vec![
        ("waypath.yaml".into(), library.into()),
        ("competency_models/stand-in/model.yaml".into(), text.into_bytes()),
    ]
}

fn plans(fixture: &Fixture) -> BTreeMap<&str, Decision> {
    let plan = |person| recommend(&fixture.library, person, AS_OF);
    fixture.people.iter().map(|person| (person.id.as_str(), plan(person))).collect()
}

#[test]
fn the_catalogue_checks_clean_on_a_stand_in() {
    let fixture = with_catalogue(stand_in());
    assert!(fixture.library.modules.len() >= 30, "{} modules", fixture.library.modules.len());
    assert_eq!(fixture.people.len(), 10);
    for (id, plan) in plans(&fixture) {
        assert!(plan.advice.failed.is_empty(), "{id}");
        assert!(plan.milestones.iter().all(|milestone| milestone.kpi.is_some()), "{id}");
    }
}

#[test]
fn every_module_says_how_it_shows_and_what_it_moves() {
    let modules = written().modules;
    let mut modalities = BTreeSet::new();
    for (id, written) in &modules {
        let module = written.value.as_ref().unwrap();
        modalities.insert(module.modality);
        assert!(module.kpi.is_some() && module.behaviour.is_some(), "{id}");
        assert!((2..=3).contains(&module.proof.done_when.len()), "{id}");
    }
    assert_eq!(modalities.len(), 7, "{modalities:?}");
}

#[test]
fn no_two_texts_differ_only_in_nouns() {
    let modules = written().modules;
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for (id, written) in &modules {
        let module = written.value.as_ref().unwrap();
        let lines =
            module.proof.done_when.iter().chain([&module.proof.produces]).chain(&module.behaviour);
        texts.extend(lines.map(|line| (id.as_str(), line.as_str())));
    }
    assert!(texts.len() > 150);
    for (at, (place, text)) in texts.iter().enumerate() {
        for (other_place, other) in &texts[at + 1..] {
            let why = alike(text, other).filter(|_| place != other_place);
            assert_eq!(why, None, "{place}: {text}\n{other_place}: {other}");
        }
    }
}

#[test]
fn ten_people_have_the_plans_they_are_there_to_show() {
    let Some(fixture) = &*FRAMEWORK else { return };
    let plans = plans(fixture);
    let outcomes: BTreeMap<&str, Outcome> =
        plans.iter().map(|(id, plan)| (*id, plan.outcome)).collect();
    let expected = [
        ("asha-mistry", Outcome::Plan),
        ("bronwen-pugh", Outcome::Plan),
        ("callum-reid", Outcome::Plan),
        ("dele-okafor", Outcome::Plan),
        ("farah-siddiqui", Outcome::Plan),
        ("gethin-morgan", Outcome::Plan),
        ("hana-wilk", Outcome::AssessFirst),
        ("imran-sheikh", Outcome::Plan),
        ("joan-mackie", Outcome::NothingMissing),
        ("kit-lowrie", Outcome::Plan),
    ];
    assert_eq!(outcomes, BTreeMap::from(expected));
    let of_usual_size = plans.values().filter(|plan| (3..=5).contains(&plan.picks.len())).count();
    assert_eq!(of_usual_size, 9);
    for (id, plan) in &plans {
        assert!(plan.milestones.len() >= plan.picks.len(), "{id}");
        for milestone in &plan.milestones {
            assert!(milestone.kpi.is_some() && milestone.validator.is_some(), "{id}");
        }
        assert!(plan.proof.is_none_or(|proof| proof.proved), "{id}");
        assert!(plan.advice.failed.is_empty(), "{id}");
    }
}

#[test]
fn every_rule_and_prompt_is_for_one_of_the_ten() {
    let Some(fixture) = &*FRAMEWORK else { return };
    let plans = plans(fixture);
    let fired: BTreeSet<_> = plans
        .values()
        .flat_map(|plan| plan.advice.fired.iter().map(|firing| firing.rule))
        .collect();
    assert_eq!(fired.len(), fixture.library.rules.len());
    let asked: BTreeSet<_> = plans
        .values()
        .flat_map(|plan| plan.coaching.iter().map(|coaching| coaching.prompt))
        .collect();
    assert_eq!(asked.len(), fixture.library.prompts.len());
    let personas: BTreeSet<_> = plans.values().filter_map(|plan| plan.advice.persona).collect();
    assert_eq!(personas.len(), fixture.library.personas.len());
}

/// The role levels of the family, as the framework has them.
fn role_levels(library: &Library) -> Vec<RoleIx> {
    let of_family =
        |role: &waypath_engine::library::Role| &*role.family == FAMILY && &*role.model == "uk-gdad";
    library.roles.iter().filter(|(_, role)| of_family(role)).map(|(ix, _)| ix).collect()
}

#[test]
fn the_catalogue_leads_from_nothing_to_every_role_level_of_the_family() {
    let Some(fixture) = &*FRAMEWORK else { return };
    let library = &fixture.library;
    let mut held: BTreeMap<CompetencyIx, Level> = BTreeMap::new();
    loop {
        let before = held.clone();
        for module in library.modules.values() {
            let has = |(skill, level): &(CompetencyIx, Level)| {
                held.get(skill).copied().unwrap_or(Level::ZERO) >= *level
            };
            if module.entry.iter().all(has) {
                for built in &module.builds {
                    let level = held.entry(built.competency).or_insert(Level::ZERO);
                    *level = built.to.max(*level);
                }
            }
        }
        if held == before {
            break;
        }
    }
    let roles = role_levels(library);
    assert_eq!(roles.len(), 21);
    for role in roles {
        for expected in &library.roles[role].expects {
            let reached = held.get(&expected.competency).copied().unwrap_or(Level::ZERO);
            let (role, skill) = (library.role_id(role), library.competency_id(expected.competency));
            assert!(
                reached >= expected.level,
                "{role} expects {skill} at {}, reached {reached}",
                expected.level
            );
        }
    }
}

#[test]
fn every_module_is_given_to_who_lacks_just_what_it_builds() {
    let Some(fixture) = &*FRAMEWORK else { return };
    let library = &fixture.library;
    let mut people_file = "id,name,role,manager,in_role_since\n".to_owned();
    let mut evidence = "person,competency,level,source,date\n".to_owned();
    for (module, taught) in library.modules.iter() {
        for role in role_levels(library) {
            let mut held: BTreeMap<CompetencyIx, Level> = library.roles[role]
                .expects
                .iter()
                .map(|expected| (expected.competency, expected.level))
                .collect();
            if !taught
                .builds
                .iter()
                .any(|built| held.get(&built.competency).is_some_and(|at| *at > built.from))
            {
                continue;
            }
            held.extend(taught.entry.iter().copied());
            held.extend(taught.builds.iter().map(|built| (built.competency, built.from)));
            let id = format!("{}-as-{}", library.module_id(module), library.role_id(role));
            writeln!(people_file, "{id},X,{},boss,2020-01-06", library.role_id(role)).unwrap();
            for (skill, level) in held {
                let skill = library.competency_id(skill);
                writeln!(evidence, "{id},{skill},{level},manager,2026-01-05").unwrap();
            }
        }
    }
    let source = |path: &str, text: String| Source { path: path.to_owned(), bytes: text.into() };
    let sources = vec![source("people.csv", people_file), source("evidence.csv", evidence)];
    let people = people::read_sources(sources, library);
    assert!(people.diagnostics.is_empty(), "{:?}", people.diagnostics);
    let mut given: BTreeSet<&str> = BTreeSet::new();
    for person in &people.people {
        let id = person.id.as_str();
        let (module, _) = id.split_once("-as-").unwrap();
        if !given.contains(module) {
            let picks = recommend(library, person, AS_OF).picks;
            given.extend(
                picks.iter().map(|pick| library.module_id(pick.module)).filter(|id| *id == module),
            );
        }
    }
    let all: BTreeSet<&str> = library.modules.iter().map(|(ix, _)| library.module_id(ix)).collect();
    assert_eq!(given, all);
}
