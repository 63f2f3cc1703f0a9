//! What does a library hold, in columns?

use waypath_engine::wire::{
    LevelChange, LintSummary, Lints, Listed, ListedCode, ListedCompetency, ListedKpi, ListedModule,
    ListedPerson, ListedPersona, ListedPrompt, ListedRole, ListedRule, RequiredLevel, Thing,
};

use crate::language::Language;

/// What stands where there is nothing.
const NOTHING: &str = "-";

/// A heading, and rows below it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Table {
    /// What each column is called.
    pub heading: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Makes a table of things: the messages that name its columns, and the cells of
    /// a thing.
    fn of<T>(
        things: &[T],
        columns: &[&str],
        cells: impl Fn(&T) -> Vec<String>,
        language: &Language,
    ) -> Self {
        let heading = columns.iter().map(|id| language.text(id)).collect();
        Self { heading, rows: things.iter().map(cells).collect() }
    }
}

/// Lists things of one kind.
pub fn list_table(listed: &Listed, language: &Language) -> Table {
    match listed {
        Listed::Competencies(competencies) => self::competencies(competencies, language),
        Listed::Roles(roles) => self::roles(roles, language),
        Listed::Modules(modules) => self::modules(modules, language),
        Listed::Kpis(kpis) => self::kpis(kpis, language),
        Listed::Coaching(coaching) => self::coaching(coaching, language),
        Listed::Personas(personas) => self::personas(personas, language),
        Listed::Rules(rules) => self::rules(rules, language),
        Listed::People(people) => self::people(people, language),
        Listed::Codes(codes) => self::codes(codes, language),
    }
}

/// Lists all lints.
pub fn lints_table(lints: &Lints, language: &Language) -> Table {
    let columns = ["list-column-code", "list-column-default", "list-column-summary"];
    let cells = |lint: &LintSummary| {
        let is_default = if lint.enabled_by_default { "list-yes" } else { "list-no" };
        vec![lint.code.to_string(), language.text(is_default), lint.summary.to_string()]
    };
    Table::of(&lints.lints, &columns, cells, language)
}

fn competencies(competencies: &[ListedCompetency], language: &Language) -> Table {
    let columns = [
        "list-column-id",
        "list-column-name",
        "list-column-part-of",
        "list-column-scale",
        "list-column-requires",
    ];
    let cells = |competency: &ListedCompetency| {
        vec![
            competency.id.to_string(),
            competency.name.to_string(),
            or_nothing(competency.part_of.as_ref()),
            competency.scale.to_string(),
            requires(&competency.requires, language),
        ]
    };
    Table::of(competencies, &columns, cells, language)
}

fn roles(roles: &[ListedRole], language: &Language) -> Table {
    let columns = [
        "list-column-id",
        "list-column-title",
        "list-column-family",
        "list-column-grade",
        "list-column-expects",
        "list-column-kpis",
        "list-column-job-ready",
    ];
    let cells = |role: &ListedRole| {
        vec![
            role.id.to_string(),
            role.title.to_string(),
            role.family.to_string(),
            or_nothing(role.grade),
            role.expects.to_string(),
            role.kpis.to_string(),
            role.job_ready.to_string(),
        ]
    };
    Table::of(roles, &columns, cells, language)
}

fn modules(modules: &[ListedModule], language: &Language) -> Table {
    let columns = [
        "list-column-id",
        "list-column-title",
        "list-column-modality",
        "list-column-hours",
        "list-column-active",
        "list-column-builds",
    ];
    let cells = |module: &ListedModule| {
        vec![
            module.id.to_string(),
            module.title.to_string(),
            module.modality.as_str().to_owned(),
            language.number(module.hours.hundredths().into()),
            module.active.to_string(),
            builds(&module.builds, language),
        ]
    };
    Table::of(modules, &columns, cells, language)
}

fn kpis(kpis: &[ListedKpi], language: &Language) -> Table {
    let columns = [
        "list-column-id",
        "list-column-name",
        "list-column-unit",
        "list-column-direction",
        "list-column-kind",
        "list-column-source",
        "list-column-window",
    ];
    let cells = |kpi: &ListedKpi| {
        vec![
            kpi.id.to_string(),
            kpi.name.to_string(),
            kpi.unit.to_string(),
            kpi.direction.as_str().to_owned(),
            kpi.kind.as_str().to_owned(),
            kpi.source.to_string(),
            kpi.window.to_string(),
        ]
    };
    Table::of(kpis, &columns, cells, language)
}

fn coaching(coaching: &[ListedPrompt], language: &Language) -> Table {
    let columns = ["list-column-id", "list-column-for", "list-column-every", "list-column-say"];
    let cells = |prompt: &ListedPrompt| {
        vec![
            prompt.id.to_string(),
            about(&prompt.about, language),
            prompt.every.to_string(),
            prompt.say.to_string(),
        ]
    };
    Table::of(coaching, &columns, cells, language)
}

fn personas(personas: &[ListedPersona], language: &Language) -> Table {
    let columns = [
        "list-column-id",
        "list-column-name",
        "list-column-priority",
        "list-column-unknown",
        "list-column-who",
    ];
    let cells = |persona: &ListedPersona| {
        vec![
            persona.id.to_string(),
            persona.name.to_string(),
            persona.priority.to_string(),
            persona.unknown.as_str().to_owned(),
            persona.who.to_string(),
        ]
    };
    Table::of(personas, &columns, cells, language)
}

fn rules(rules: &[ListedRule], language: &Language) -> Table {
    let columns =
        ["list-column-id", "list-column-each", "list-column-priority", "list-column-because"];
    let cells = |rule: &ListedRule| {
        vec![
            rule.id.to_string(),
            rule.each.as_str().to_owned(),
            rule.priority.to_string(),
            rule.because.to_string(),
        ]
    };
    Table::of(rules, &columns, cells, language)
}

fn people(people: &[ListedPerson], language: &Language) -> Table {
    let columns = [
        "list-column-id",
        "list-column-name",
        "list-column-role",
        "list-column-target-role",
        "list-column-team",
        "list-column-evidence",
    ];
    let cells = |person: &ListedPerson| {
        vec![
            person.id.to_string(),
            person.name.to_string(),
            person.role.to_string(),
            or_nothing(person.target_role.as_ref()),
            or_nothing(person.team.as_ref()),
            person.evidence.to_string(),
        ]
    };
    Table::of(people, &columns, cells, language)
}

fn codes(codes: &[ListedCode], language: &Language) -> Table {
    let columns = ["list-column-code", "list-column-severity", "list-column-summary"];
    let cells = |code: &ListedCode| {
        vec![code.code.to_string(), code.severity.to_string(), code.summary.to_string()]
    };
    Table::of(codes, &columns, cells, language)
}

fn requires(requires: &[RequiredLevel], language: &Language) -> String {
    let required = |required: &RequiredLevel| {
        let values = [
            ("competency", required.competency.as_ref().into()),
            ("level", language.level(required.level).into()),
        ];
        language.with("list-requires", &values)
    };
    language.commas(&requires.iter().map(required).collect::<Vec<_>>())
}

fn builds(builds: &[LevelChange], language: &Language) -> String {
    let built = |change: &LevelChange| {
        let values = [
            ("competency", change.competency.as_ref().into()),
            ("from", language.level(change.from).into()),
            ("to", language.level(change.to).into()),
        ];
        language.with("list-builds", &values)
    };
    language.commas(&builds.iter().map(built).collect::<Vec<_>>())
}

fn about(about: &Thing, language: &Language) -> String {
    let kind = match about {
        Thing::Person => "person",
        Thing::Gap(_) => "gap",
        Thing::Competency(_) => "competency",
        Thing::Module(_) => "module",
        Thing::Persona(_) => "persona",
    };
    let values = [("kind", kind.into()), ("id", about.id().unwrap_or_default().into())];
    language.with("list-about", &values)
}

fn or_nothing(value: Option<impl ToString>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| value.to_string())
}
