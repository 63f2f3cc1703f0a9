//! Synthetic people: are they what the file about them says?
//!
//! Tolerances come from how many people are drawn: five standard errors, which a
//! right sampler passes but for one time in a million, and the seeds are fixed.

#![expect(clippy::float_arithmetic, reason = "statistics of what comes out")]
#![expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, date};
use waypath_engine::diagnostic::Diagnostic;
use waypath_engine::library::{Library, Source as Seen, compile};
use waypath_engine::person::{Person, Status, whole_months};
use waypath_engine::source::{Source, Sources};
use waypath_files::people;
use waypath_files::sample::{Draw, Population, default_text, draw_into, file_names};
use waypath_tests::fixture::repository;

const AS_OF: Date = date(2026, 1, 12);
/// How many standard errors a share or a correlation may be off.
const ERRORS: f64 = 5.0;

fn library_in(folder: &Path) -> Library {
    compile(&waypath_files::library::read(folder).unwrap().sources).library.unwrap()
}

fn read(text: &str, library: &Library) -> Result<Population, Vec<Diagnostic>> {
    let source = Source { path: "population.yaml".to_owned(), bytes: text.as_bytes().to_vec() };
    let (population, diagnostics) = Population::read(&source, library);
    if diagnostics.is_empty() { Ok(population) } else { Err(diagnostics) }
}

/// The five files of so many people.
fn files(library: &Library, population: &Population, people: u64, seed: u64) -> Vec<Vec<u8>> {
    let draw = Draw { people, seed, as_of: AS_OF };
    let outputs: [Vec<u8>; 5] = std::array::from_fn(|_| Vec::new());
    draw_into(library, population, draw, outputs).unwrap().0.into()
}

fn people(library: &Library, population: &Population, number: u64, seed: u64) -> Vec<Person> {
    let files = files(library, population, number, seed);
    let source = |(path, bytes): (&str, Vec<u8>)| Source { path: path.to_owned(), bytes };
    let sources = file_names().into_iter().zip(files).map(source).collect();
    let read = people::read_sources(sources, library);
    let mistakes: Vec<String> = read.diagnostics.iter().map(ToString::to_string).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    let late = people::in_the_future(&read.people, AS_OF);
    assert!(late.is_empty(), "{late:#?}");
    assert_eq!(read.people.len() as u64, number);
    read.people
}

/// Every library of the repository that has no mistakes.
fn libraries() -> Vec<Library> {
    let mut folders = vec![repository()];
    for entry in std::fs::read_dir(repository().join("fixtures/scenarios")).unwrap().flatten() {
        folders.push(entry.path());
    }
    folders.sort();
    let folders = folders.iter().filter(|folder| folder.join("waypath.yaml").is_file());
    folders.map(|folder| library_in(folder)).collect()
}

#[test]
fn the_default_population_of_every_library_is_read_and_its_people_are_too() {
    let libraries = libraries();
    assert!(libraries.len() > 20);
    for library in &libraries {
        let text = default_text(library);
        if let Err(mistakes) = read(&text, library) {
            panic!("{mistakes:#?}\n{text}");
        }
        people(library, &Population::of(library), 60, 5);
    }
}

#[test]
fn a_seed_gives_the_same_people_and_another_seed_others() {
    let library = library_in(&repository());
    let population = Population::of(&library);
    let first = files(&library, &population, 40, 1);
    assert_eq!(files(&library, &population, 40, 1), first);
    assert_ne!(files(&library, &population, 40, 2), first);
}

#[test]
fn the_first_people_do_not_depend_on_how_many_follow() {
    let library = library_in(&repository());
    let population = Population::of(&library);
    let some = files(&library, &population, 50, 9);
    for (few, many) in some.iter().zip(files(&library, &population, 400, 9)) {
        assert!(many.starts_with(few) && many.len() > few.len());
    }
}

#[test]
fn these_are_the_people_of_a_seed_on_every_machine() {
    let library = wide();
    let files = files(&library, &read(POPULATION, &library).unwrap(), 12, 1);
    let written: Vec<String> = file_names()
        .into_iter()
        .zip(&files)
        .map(|(name, bytes)| format!("# {name}\n{}", String::from_utf8_lossy(bytes)))
        .collect();
    insta::assert_snapshot!(written.join("\n"));
}

// --- What comes out, and what the file says -------------------------------------------

/// A library in which no level has to be cut to the scale: 4 of 8 is expected.
fn wide() -> Library {
    let expects = |text: &str| format!("      {text}: {{ level: 4, drives: [sales] }}\n");
    let role = |id: &str, skills: &[&str]| {
        let expects: String = skills.iter().map(|skill| expects(skill)).collect();
        format!(
            "  {id}:\n    title: {id}\n    family: all\n    expects:\n{expects}    kpis:\n      sales: {{ baseline: 100, target: 200 }}\n"
        )
    };
    let module = |id: &str, skill: &str| {
        format!(
            "  {id}:\n    title: {id}\n    modality: course\n    hours: 2\n    builds: {{ {skill}: {{ from: 0, to: 8 }} }}\n    available: {{ sites: [north, south], languages: [en, de] }}\n    proof: {{ kind: task, produces: x, done_when: [\"x\"], validated_by: [manager], within: 30 days }}\n"
        )
    };
    let competencies: String =
        ["a", "b", "c", "d"].map(|skill| format!("  {skill}: {{ name: {skill} }}\n")).concat();
    let model = format!(
        "competencies:\n{competencies}roles:\n{}{}modules:\n{}{}{}{}kpis:\n  sales: {{ name: Sales, unit: pieces, direction: up, kind: lagging, source: till, window: 4 weeks }}\n",
        role("one", &["a", "b", "c"]),
        role("two", &["a", "d"]),
        module("ma", "a"),
        module("mb", "b"),
        module("mc", "c"),
        module("md", "d"),
    );
    let library =
        "name: Wide\nscale: { name: wide, levels: [l0, l1, l2, l3, l4, l5, l6, l7, l8] }\n";
    let file = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
    let files = vec![file("waypath.yaml", library), file("competency_models/m/m.yaml", &model)];
    let compiled = compile(&Sources { files });
    compiled.library.unwrap_or_else(|| panic!("{:#?}\n{model}", compiled.diagnostics))
}

const POPULATION: &str = r#"
roles: { one: 3, two: 1 }
sites: { north: 70%, south: 20%, "a, \"b\"": 10% }
shifts: { day: 1, night: 3 }
languages: { en: 90%, de: 10% }
attributes: { channel: { phone: 25%, chat: 75% } }
target_role: { share: 35%, within: any }
months_in_role: { 0..5: 20%, 6..24: 50%, 25..99: 30% }
months_before_role: { 0: 60%, 1..12: 40% }
fte: { 50%: 15%, 80%: 5%, 100%: 80% }
away: 12%
teams: { size: 5, managers: 90%, mentors: 30% }
evidence:
  unknown: 25%
  sources: { manager: 50%, self: 30%, test: 20% }
  months_old: { 0..3: 40%, 4..20: 60% }
levels: { -2: 10%, -0.5: 30%, 0: 40%, 1: 20% }
levels_for_target: { -3: 70%, -1: 30% }
correlations: { tenure_with_level: 0.4, between_competencies: 0.6 }
progress:
  people: 40%
  modules: { 1: 50%, 2: 50% }
  statuses: { started: 60%, completed: 40% }
  months_old: { 0..11: 100% }
reviews: { 0: 50%, 1: 30%, 2: 20% }
kpis: { teams: 60%, reached: { 0..49: 50%, 50..100: 50% } }
"#;

/// Fails unless about `share` of so many are so many.
fn is_about(what: &str, counted: usize, of: usize, share: f64) {
    assert!(of > 100, "{what}: only {of}");
    let error = (share * (1.0 - share) / of as f64).sqrt();
    let seen = counted as f64 / of as f64;
    let off = (seen - share).abs();
    assert!(off <= ERRORS * error, "{what}: {seen:.4} of {of}, not {share} +- {error:.4}");
}

/// Fails unless each of the things comes as often as is said, and no other comes.
fn are_about<T: Ord + std::fmt::Debug>(
    what: &str,
    seen: impl Iterator<Item = T>,
    shares: &[(T, f64)],
) {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for row in seen {
        *counts.entry(row).or_default() += 1;
    }
    let all = counts.values().sum();
    for (thing, share) in shares {
        let count = counts.remove(thing).unwrap_or(0);
        is_about(&format!("{what} {thing:?}"), count, all, *share);
    }
    assert!(counts.is_empty(), "{what}: {counts:?}");
}

fn drawn() -> (Library, Vec<Person>) {
    let library = wide();
    let population = read(POPULATION, &library).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let people = people(&library, &population, 6_000, 2026);
    (library, people)
}

#[test]
fn every_column_of_people_has_the_shares_of_the_file() {
    let (library, people) = drawn();
    let text = |text: Option<&str>| text.unwrap_or("").to_owned();
    let words = |them: &[(&str, f64)]| -> Vec<(String, f64)> {
        them.iter().map(|(value, share)| ((*value).to_owned(), *share)).collect()
    };
    let roles = people.iter().map(|person| library.role_id(person.role).to_owned());
    are_about("role", roles, &words(&[("one", 0.75), ("two", 0.25)]));
    let sites = people.iter().map(|person| text(person.site.as_deref()));
    are_about("site", sites, &words(&[("north", 0.7), ("south", 0.2), ("a, \"b\"", 0.1)]));
    let shifts = people.iter().map(|person| text(person.shift.as_deref()));
    are_about("shift", shifts, &words(&[("day", 0.25), ("night", 0.75)]));
    let languages = people.iter().map(|person| text(person.language.as_deref()));
    are_about("language", languages, &words(&[("en", 0.9), ("de", 0.1)]));
    let channels = people.iter().map(|person| person.attributes["channel"].to_string());
    are_about("channel", channels, &words(&[("phone", 0.25), ("chat", 0.75)]));
    are_about("fte", people.iter().map(|person| person.fte), &[(50, 0.15), (80, 0.05), (100, 0.8)]);
    let all = people.len();
    let count = |is: &dyn Fn(&Person) -> bool| people.iter().filter(|person| is(person)).count();
    is_about("target", count(&|person| person.target_role.is_some()), all, 0.35);
    assert_eq!(count(&|person| person.target_role == Some(person.role)), 0);
    is_about("away", count(&|person| person.away.is_some()), all, 0.12);
    // The two who lead the first teams have no manager, whatever the share.
    is_about("manager", count(&|person| person.manager.is_some()), all - 2, 0.9);
    is_about("mentor", count(&|person| person.mentor.is_some()), all - 2, 0.3);
}

/// The number of the band a number is in.
fn band(bands: &[(i64, i64)], number: i64) -> usize {
    bands.iter().position(|(from, to)| (*from..=*to).contains(&number)).unwrap_or(99)
}

fn months(people: &[Person]) -> impl Iterator<Item = i64> {
    people.iter().map(|person| whole_months(person.in_role_since.unwrap(), AS_OF))
}

#[test]
fn months_lie_in_their_bands_and_evenly_within_them() {
    let (_, people) = drawn();
    let bands = [(0, 5), (6, 24), (25, 99)];
    let in_role = months(&people).map(|month| band(&bands, month));
    are_about("months in role", in_role, &[(0, 0.2), (1, 0.5), (2, 0.3)]);
    let of_six: Vec<i64> = months(&people).filter(|month| *month <= 5).collect();
    let even: Vec<(i64, f64)> = (0..6).map(|month| (month, 1.0 / 6.0)).collect();
    are_about("months of the first band", of_six.into_iter(), &even);
    let before = people.iter().map(|person| {
        whole_months(person.in_company_since.unwrap(), person.in_role_since.unwrap())
    });
    let before: Vec<i64> = before.collect();
    are_about(
        "months before",
        before.iter().map(|months| usize::from(*months > 0)),
        &[(0, 0.6), (1, 0.4)],
    );
    assert!(before.iter().all(|months| *months <= 12));
}

#[test]
fn evidence_reviews_and_progress_have_the_shares_of_the_file() {
    let (library, people) = drawn();
    let rows =
        || people.iter().flat_map(|person| person.evidence.iter().map(move |row| (person, row)));
    let expected: usize = people
        .iter()
        .map(|person| {
            let own = library.roles[person.role].expects.len();
            // Only the first competency is expected by both roles.
            own + person
                .target_role
                .map_or(0, |target_role| library.roles[target_role].expects.len() - 1)
        })
        .sum();
    is_about("unknown", expected - rows().count(), expected, 0.25);
    let sources = rows().map(|(_, row)| row.source);
    are_about("source", sources, &[(Seen::Manager, 0.5), (Seen::Own, 0.3), (Seen::Test, 0.2)]);
    let ages = rows().map(|(_, row)| band(&[(0, 3), (4, 20)], whole_months(row.date, AS_OF)));
    are_about("age", ages, &[(0, 0.4), (1, 0.6)]);
    let is_own = |person: &Person, row: &waypath_engine::person::Evidence| {
        library.roles[person.role]
            .expects
            .iter()
            .any(|expected| expected.competency == row.competency)
    };
    let level = |own: bool| {
        rows()
            .filter(move |(person, row)| is_own(person, row) == own)
            .map(|(_, row)| row.level.hundredths())
    };
    // Rows of one person go together, so only those of one competency are counted.
    let first = library.names.competencies.find("a").unwrap();
    let of_first = rows().filter(|(_, row)| row.competency == first);
    let shares = [(200, 0.1), (350, 0.3), (400, 0.4), (500, 0.2)];
    are_about("level", of_first.map(|(_, row)| row.level.hundredths()), &shares);
    assert!(level(true).all(|level| shares.iter().any(|(one, _)| *one == level)));
    let last = library.names.competencies.find("d").unwrap();
    let for_target = rows().filter(|(person, row)| !is_own(person, row) && row.competency == last);
    let shares = [(100, 0.7), (300, 0.3)];
    are_about("level for target", for_target.map(|(_, row)| row.level.hundredths()), &shares);
    reviews_and_progress(&library, &people);
}

fn reviews_and_progress(library: &Library, people: &[Person]) {
    let first = library.names.competencies.find("a").unwrap();
    let gaps = people.iter().filter(|person| {
        person
            .evidence
            .iter()
            .any(|evidence| evidence.competency == first && evidence.level.hundredths() < 400)
    });
    let reviews = gaps.map(|person| person.persisted_reviews(first, AS_OF));
    are_about("reviews", reviews, &[(0, 0.5), (1, 0.3), (2, 0.2)]);
    let learners = people.iter().filter(|person| !person.progress.is_empty());
    is_about("learners", learners.clone().count(), people.len(), 0.4);
    let number = learners.map(|learner| learner.progress.len());
    are_about("modules", number, &[(1, 0.5), (2, 0.5)]);
    let statuses =
        people.iter().flat_map(|person| person.progress.iter().map(|progress| progress.status));
    are_about("status", statuses, &[(Status::Started, 0.6), (Status::Completed, 0.4)]);
    let mut teams: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
    for person in people {
        teams.entry(person.team.as_deref().unwrap()).or_default().push(person);
    }
    assert!(teams.values().all(|team| team.len() <= 5));
    assert!(teams.values().filter(|team| team.len() < 5).count() <= 2);
    let read = teams.values().filter(|team| !team[0].readings.is_empty());
    is_about("read teams", read.clone().count(), teams.len(), 0.6);
    let values = read.map(|team| team[0].readings[0].value.ten_thousandths());
    let halves = values.map(|value| usize::from(value >= 1_500_000));
    are_about("reached", halves, &[(0, 0.5), (1, 0.5)]);
}

// --- Correlations -----------------------------------------------------------------------

/// The correlation of pairs, and its standard error.
fn correlation(pairs: &[(f64, f64)]) -> (f64, f64) {
    let n = pairs.len() as f64;
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (mx, my) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
    let (sx, sy) =
        (mean(&|pair| (pair.0 - mx).powi(2)).sqrt(), mean(&|pair| (pair.1 - my).powi(2)).sqrt());
    let scaled = |pair: &(f64, f64)| ((pair.0 - mx) / sx, (pair.1 - my) / sy);
    let r = mean(&|pair| scaled(pair).0 * scaled(pair).1);
    // How much each pair moves the correlation.
    let moves = |pair: &(f64, f64)| {
        let (x, y) = scaled(pair);
        x * y - r / 2.0 * (x * x + y * y)
    };
    (r, (mean(&|pair| moves(pair).powi(2)) / n).sqrt())
}

fn level_of(person: &Person, library: &Library, competency: &str) -> Option<f64> {
    let ix = library.names.competencies.find(competency).unwrap();
    let row = person.evidence.iter().find(|evidence| evidence.competency == ix)?;
    Some(f64::from(row.level.hundredths()))
}

/// The value of weighted values at a place from 0 to 1.
fn at<T: Copy>(values: &[(T, f64)], mut place: f64) -> (T, f64) {
    for (value, share) in values {
        if place < *share {
            return (*value, place / share);
        }
        place -= share;
    }
    (values.last().unwrap().0, 0.999)
}

const LEVELS: [(f64, f64); 4] = [(200.0, 0.1), (350.0, 0.3), (400.0, 0.4), (500.0, 0.2)];
const TENURE: [((f64, f64), f64); 3] = [((0.0, 5.0), 0.2), ((6.0, 24.0), 0.5), ((25.0, 99.0), 0.3)];

#[test]
fn two_competencies_of_a_person_go_together_as_strongly_as_the_file_says() {
    let (library, people) = drawn();
    for (one, two) in [("a", "b"), ("b", "c")] {
        let of_role = people.iter().filter(|person| library.role_id(person.role) == "one");
        let pairs = of_role.filter_map(|person| {
            Some((level_of(person, &library, one)?, level_of(person, &library, two)?))
        });
        let (r, error) = correlation(&pairs.collect::<Vec<_>>());
        assert!((r - 0.6).abs() <= ERRORS * error, "{one} {two}: {r:.3} +- {error:.3}");
        assert!(ERRORS * error < 0.12, "{error}");
    }
}

#[test]
fn months_in_the_role_go_with_levels_as_strongly_as_the_file_says() {
    let (library, people) = drawn();
    // 0.4 is that of places; that of months and levels is what they leave of it.
    let places = 20_000;
    let same = (0..places).map(|step| {
        let place = (f64::from(step) + 0.5) / f64::from(places);
        let ((from, to), into) = at(&TENURE, place);
        (from + (into * (to - from + 1.0)).floor(), at(&LEVELS, place).0)
    });
    let expected = 0.4 * correlation(&same.collect::<Vec<_>>()).0;
    assert!(expected > 0.25 && expected < 0.4, "{expected}");
    let pairs = people.iter().zip(months(&people)).filter_map(|(person, months)| {
        Some((f64::from(i32::try_from(months).unwrap()), level_of(person, &library, "a")?))
    });
    let (r, error) = correlation(&pairs.collect::<Vec<_>>());
    assert!((r - expected).abs() <= ERRORS * error, "{r:.3} is not {expected:.3} +- {error:.3}");
}

#[test]
fn what_goes_against_each_other_and_what_does_not_go_together_is_so_as_well() {
    let library = wide();
    for (tenure, between) in [("-0.5", "0.5"), ("0", "0"), ("1", "1")] {
        let text =
            POPULATION.replace("tenure_with_level: 0.4", &format!("tenure_with_level: {tenure}"));
        let text =
            text.replace("between_competencies: 0.6", &format!("between_competencies: {between}"));
        let population = read(&text, &library).unwrap_or_else(|errors| panic!("{errors:#?}"));
        let people = people(&library, &population, 3_000, 11);
        let pairs = people.iter().zip(months(&people)).filter_map(|(person, months)| {
            Some((f64::from(i32::try_from(months).unwrap()), level_of(person, &library, "a")?))
        });
        let (r, error) = correlation(&pairs.collect::<Vec<_>>());
        let sign = tenure.parse::<f64>().unwrap();
        if sign == 0.0 {
            assert!(r.abs() <= ERRORS * error, "{tenure}: {r:.3}");
        } else {
            assert!(r * sign > 0.3 * sign.abs(), "{tenure}: {r:.3}");
        }
        let of_role = people.iter().filter(|person| library.role_id(person.role) == "one");
        let pairs = of_role.filter_map(|person| {
            Some((level_of(person, &library, "a")?, level_of(person, &library, "b")?))
        });
        let (r, error) = correlation(&pairs.collect::<Vec<_>>());
        let expected = between.parse::<f64>().unwrap();
        assert!((r - expected).abs() <= ERRORS * error + 1e-9, "{between}: {r:.3}");
    }
}

// --- Mistakes ---------------------------------------------------------------------------

#[test]
fn every_mistake_is_told_at_its_line() {
    let library = wide();
    let cases = [
        ("x: 1\nrolse: { one: 1 }\n", 2, "unknown field `rolse`", "did you mean `roles`?"),
        (
            "roles:\n  one: 1\n  onne: 1\n",
            3,
            "the library has no role `onne`",
            "did you mean `one`?",
        ),
        ("roles:\n  one: 60%\n  two: 30%\n", 2, "these shares come to 90%", "come to 100 %"),
        ("roles: { one: 60%, two: 3 }\n", 1, "percentages stand beside numbers", "all as numbers"),
        ("roles: { one: 0 }\n", 1, "all shares are 0", "more than 0"),
        ("roles: { one: many }\n", 1, "`many` is not a share", "such as `25%`"),
        ("roles: [one]\n", 1, "this is not a map", "key: value"),
        ("evidence:\n  sources: { boss: 1 }\n", 2, "`boss` is no source of evidence", "manager"),
        ("evidence:\n  unknown: 120%\n", 2, "`120%` is not a share of all", "up to `100%`"),
        ("evidence:\n  unknwn: 1%\n", 2, "unknown field `unknwn`", "did you mean `unknown`?"),
        ("months_in_role: { 5..2: 1 }\n", 1, "`5..2` is no range", "such as `0..5`"),
        ("months_in_role: { 0..5: 1, 3..9: 1 }\n", 1, "`0..5` and `3..9` overlap", "behind"),
        ("levels: { high: 1 }\n", 1, "`high` is no difference of levels", "`-1`"),
        ("fte: { 120%: 1 }\n", 1, "`120%` is not a share of full time", "`80%`"),
        ("progress:\n  statuses: { begun: 1 }\n", 2, "`begun` is no status", "started"),
        ("target_role: { within: house }\n", 1, "`house` is not a value of `within`", "family"),
        ("teams: { size: 0 }\n", 1, "`0` is not the size of a team", "whole number"),
        ("attributes: { role: { x: 1 } }\n", 1, "`role` cannot be the name", "another name"),
        (
            "correlations:\n  between_competencies: 0.25\n  tenure_with_level: 0.6\n",
            3,
            "`tenure_with_level` can be 0.5 at most",
            "raise",
        ),
        (
            "correlations: { between_competencies: -0.2 }\n",
            1,
            "is not a correlation",
            "from 0 to 1",
        ),
        ("roles: { one: 1 }\nroles: { two: 1 }\n", 2, "twice", ""),
    ];
    for (text, line, message, help) in cases {
        let mistakes = read(text, &library).err().unwrap_or_else(|| panic!("{text} was accepted"));
        let found = mistakes.iter().find(|mistake| mistake.message.contains(message));
        let found = found.unwrap_or_else(|| panic!("{text}: {mistakes:#?}"));
        assert_eq!(found.place.as_ref().map(|place| place.line), Some(line), "{text}");
        assert!(found.help.as_deref().unwrap_or_default().contains(help), "{text}: {found:?}");
    }
}

#[test]
fn what_a_file_leaves_out_is_as_in_the_default() {
    let library = wide();
    let population = read("away: 1%\n", &library).unwrap();
    let default = Population::of(&library);
    assert_eq!(population.levels, default.levels);
    assert_eq!(population.roles, default.roles);
    assert!(read("", &library).is_ok());
}
