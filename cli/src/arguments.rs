//! What can be asked for on the command line?

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use waypath_engine::id::CompetencyId;
use waypath_engine::level::{InvalidLevel, Level};

use crate::command::list::Listed;
use crate::command::schema::{Draft, Kind};
use crate::form::Format;
use waypath_documents::report::Ink;

/// Turns role blueprints, baselines and rules into development plans.
#[derive(Debug, Parser)]
#[command(name = "waypath", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The folder of the library, or one inside it [default: this folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
    /// The date everything is worked out for [default: today]
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// The form of the output
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, hide_default_value = true)]
    pub(crate) format: Format,
    /// When to use colour; `auto` heeds `NO_COLOR` and colours only a terminal
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, hide_default_value = true)]
    pub(crate) color: Color,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether reports are coloured.
    pub(crate) fn ink(self) -> Ink {
        let is_coloured = match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let choice = anstream::AutoStream::choice(&std::io::stdout());
                choice != anstream::ColorChoice::Never
            }
        };
        if is_coloured { Ink::Coloured } else { Ink::Plain }
    }
}

impl Options {
    /// The date everything is worked out for. Only here the clock is asked.
    pub(crate) fn as_of(&self) -> Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find every mistake in the library and in the people files
    Check(CheckArguments),
    /// Plan for people: three to five modules each, with milestones and coaching
    Plan(PlanArguments),
    /// Say why a module is in somebody's plan, or why it is not
    Explain(ExplainArguments),
    /// Ask every rule about somebody, part by part
    Trace(TraceArguments),
    /// Run the examples of rules and the tests beside them
    Test(TestArguments),
    /// Find what compiles and is probably wrong, such as a rule that can never fire
    Lint(LintArguments),
    /// Print a persona's playbook: modules, manager script, checklist, 1:1 agenda, evidence
    Playbook(PlaybookArguments),
    /// Say whose plans change between two versions of the library, how, and by which change
    Diff(DiffArguments),
    /// Write a synthetic population for the library, to try it on
    Sample(SampleArguments),
    /// Find the roles nearest to a role or a person, and what each move takes
    Moves(MovesArguments),
    /// Draw roles and the moves between them
    Lattice(LatticeArguments),
    /// Draw what a role or a competency builds on
    Graph(GraphArguments),
    /// Find the best routes to a role: feasible moves with the least learning
    Route(RouteArguments),
    /// Count who is ready for critical roles, and say where nobody is
    Bench(BenchArguments),
    /// List what the library holds
    List(ListArguments),
    /// Begin a library in a folder
    Init(InitArguments),
    /// Turn a framework somebody else wrote into a library, and say what became of it
    Import(ImportArguments),
    /// Write the competencies in the format of another tool, and say what it cannot hold
    Export(ExportArguments),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(SchemaArguments),
    /// Check, test, and plan for somebody, again on every save
    Watch(WatchArguments),
}

/// What `check` takes.
#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
    /// Print the page about a kind of mistake, such as WP101, and check nothing
    #[arg(long, value_name = "CODE", conflicts_with = "fix")]
    pub(crate) explain: Option<String>,
    /// Mend in the files of the library what is certain, show what was changed, and check the rest
    #[arg(long)]
    pub(crate) fix: bool,
}

/// What `plan` takes.
#[derive(Args, Debug)]
pub(crate) struct PlanArguments {
    /// The ids of the people to plan for [default: everyone]
    #[arg(value_name = "PERSON")]
    pub(crate) persons: Vec<String>,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
    /// Write one document per person into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Who reads the documents
    #[arg(long, value_enum, default_value_t = Reader::Learner)]
    pub(crate) audience: Reader,
}

/// Who reads a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Reader {
    /// The person whose plan it is.
    Learner,
    /// Their manager.
    Manager,
    /// Whoever answers for library and runs.
    Admin,
}

/// What `explain` takes.
#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// The id of the person
    pub(crate) person: String,
    /// The id of the module; unsaid, the whole trail behind the plan
    pub(crate) module: Option<String>,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
}

/// What `trace` takes.
#[derive(Args, Debug)]
pub(crate) struct TraceArguments {
    /// The id of the person
    pub(crate) person: String,
    /// The ids of rules, to see all parts of these and nothing else
    #[arg(value_name = "RULE")]
    pub(crate) rules: Vec<String>,
    /// Show all parts of every condition, also of rules that are silent
    #[arg(long)]
    pub(crate) all: bool,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
}

/// What `test` takes.
#[derive(Args, Debug)]
pub(crate) struct TestArguments {
    /// Files or folders of rules and tests [default: all of the library]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Also show which rules, comparisons, modules and prompts the tests reach
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Fail where a share of the coverage is below this percentage
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min: Option<u8>,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
}

/// What `lint` takes.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct LintArguments {
    /// The codes of lints to look for, such as WP504 [default: those that are hardly ever meant]
    #[arg(value_name = "CODE")]
    pub(crate) codes: Vec<String>,
    /// Look for everything there is a lint for
    #[arg(long, conflicts_with = "codes")]
    pub(crate) all: bool,
    /// List the lints, and which of them are looked for unasked
    #[arg(long, conflicts_with_all = ["codes", "all", "deny"])]
    pub(crate) list: bool,
    /// End with exit code 1 if anything is found, for build servers
    #[arg(long)]
    pub(crate) deny: bool,
}

/// What `playbook` takes.
#[derive(Args, Debug)]
pub(crate) struct PlaybookArguments {
    /// The id of the persona
    pub(crate) persona: String,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
}

/// What `diff` takes.
#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The folder of the library before
    #[arg(value_name = "BEFORE", required_unless_present = "git", conflicts_with = "git")]
    pub(crate) before: Option<PathBuf>,
    /// The folder of the library after [default: the library]
    #[arg(value_name = "AFTER", conflicts_with = "git")]
    pub(crate) after: Option<PathBuf>,
    /// Compare with the library as it was at a revision of git, such as HEAD
    #[arg(long, value_name = "REV")]
    pub(crate) git: Option<String>,
    /// The folder of people files, for both [default: that of the library after]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
    /// Show the two plans of one person side by side, and what made the difference
    #[arg(long, value_name = "ID")]
    pub(crate) person: Option<String>,
    /// How many columns the two plans take
    #[arg(long, value_name = "COLUMNS", default_value_t = 80, requires = "person",
        value_parser = clap::value_parser!(u8).range(80..=120))]
    pub(crate) width: u8,
}

/// What `sample` takes.
#[derive(Args, Debug)]
pub(crate) struct SampleArguments {
    /// How many people
    #[arg(long, value_name = "N", required_unless_present = "write_population",
        value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) people: Option<u64>,
    /// The number all chance comes from; each gives other people
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Write the people files into this folder
    #[arg(long, value_name = "DIR", required_unless_present = "write_population")]
    pub(crate) output: Option<PathBuf>,
    /// The file that says what the people are like [default: as written by --write-population]
    #[arg(long, value_name = "FILE")]
    pub(crate) population: Option<PathBuf>,
    /// Write the file that says what the people are like, to edit it, and no people
    #[arg(long, value_name = "FILE", conflicts_with_all = ["people", "output", "population"])]
    pub(crate) write_population: Option<PathBuf>,
}

/// What `moves` takes.
#[derive(Args, Debug)]
pub(crate) struct MovesArguments {
    /// The id of the role to move from
    #[arg(conflicts_with = "all")]
    pub(crate) role: Option<String>,
    /// The id of a person, to start from their levels; their role where none is named
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub(crate) person: Option<String>,
    /// Find the nearest roles of every role, a row each
    #[arg(long)]
    pub(crate) all: bool,
    /// How many roles
    #[arg(short, long, value_name = "N", default_value_t = 10,
        value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) number: u16,
    /// Only roles of this family
    #[arg(long, value_name = "FAMILY")]
    pub(crate) family: Option<String>,
    /// Only grades like 3 or 2..4, or only moves `up`, `same` or `down`
    #[arg(long, value_name = "GRADE")]
    pub(crate) grade: Option<Grades>,
    /// Only roles that somebody has at this site
    #[arg(long, value_name = "SITE")]
    pub(crate) site: Option<String>,
    /// Only roles of which at least this percentage is met
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) ready: Option<u8>,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
}

/// What `lattice` takes.
#[derive(Args, Debug)]
pub(crate) struct LatticeArguments {
    /// Only roles of this family
    #[arg(long, value_name = "FAMILY", conflicts_with = "role")]
    pub(crate) family: Option<String>,
    /// Only the roles nearest to this one, by moves to it and from it
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Option<String>,
    /// Draw a route thick: its roles in order, with commas between them
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    pub(crate) route: Vec<String>,
    /// How many moves each role shows
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(crate) moves: u8,
    /// Write the picture into this file
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What `graph` takes.
#[derive(Args, Debug)]
pub(crate) struct GraphArguments {
    /// Draw what this role expects, what that requires, and which modules build it
    #[arg(long, value_name = "ROLE", conflicts_with = "competency")]
    pub(crate) role: Option<String>,
    /// Draw what this competency builds on, and what builds on it
    #[arg(long, value_name = "COMPETENCY")]
    pub(crate) competency: Option<String>,
    /// Write the picture into this file
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What `route` takes.
#[derive(Args, Debug)]
pub(crate) struct RouteArguments {
    /// The id of the role to start from; the person's where none is named
    #[arg(long, value_name = "ROLE")]
    pub(crate) from: Option<String>,
    /// The id of the role to reach
    #[arg(long, value_name = "ROLE")]
    pub(crate) to: String,
    /// The id of a person, to start from their levels
    #[arg(long, value_name = "ID")]
    pub(crate) person: Option<String>,
    /// How many routes
    #[arg(short = 'k', long, value_name = "N", default_value_t = 3,
        value_parser = clap::value_parser!(u16).range(1..=20))]
    pub(crate) number: u16,
    /// Also say which single competency opens most roles
    #[arg(long)]
    pub(crate) unlocks: bool,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
}

/// What `bench` takes.
#[derive(Args, Debug)]
pub(crate) struct BenchArguments {
    /// The ids of the roles; those with `succession: critical` where none is named
    #[arg(value_name = "ROLE")]
    pub(crate) roles: Vec<String>,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
    /// Name people, with what each of them fails
    #[arg(long)]
    pub(crate) names: bool,
}

/// The grades a move may lead to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Grades {
    /// Higher ones.
    Up,
    /// The same.
    Same,
    /// Lower ones.
    Down,
    /// Those from the first to the last.
    Between { from: u16, to: u16 },
}

impl FromStr for Grades {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let grade = |it: &str| it.trim().parse::<u16>();
        match (text, text.split_once("..")) {
            ("up", _) => Ok(Self::Up),
            ("same", _) => Ok(Self::Same),
            ("down", _) => Ok(Self::Down),
            (_, Some((from, to))) => match (grade(from), grade(to)) {
                (Ok(from), Ok(to)) if from <= to => Ok(Self::Between { from, to }),
                _ => Err("write the lower grade first, such as `2..4`"),
            },
            _ => grade(text)
                .map(|it| Self::Between { from: it, to: it })
                .map_err(|_| "write `up`, `same`, `down`, a grade such as `3`, or `2..4`"),
        }
    }
}

/// What `list` takes.
#[derive(Args, Debug)]
pub(crate) struct ListArguments {
    /// What to list
    #[arg(value_enum, value_name = "KIND")]
    pub(crate) kind: Listed,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
}

/// What `init` takes.
#[derive(Args, Debug)]
pub(crate) struct InitArguments {
    /// The folder; it is made where there is none
    pub(crate) dir: PathBuf,
}

/// What `import` takes.
#[derive(Args, Debug)]
pub(crate) struct ImportArguments {
    /// The framework
    #[command(subcommand)]
    pub(crate) from: Framework,
    /// Write the library into this folder, or into the library that is there; unsaid, only the
    /// report is printed
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Put this word and a hyphen before every id, to tell things apart from those a library has
    #[arg(long, global = true, value_name = "WORD")]
    pub(crate) prefix: Option<CompetencyId>,
    /// Take levels over by their numbers although the library's scale has another number of steps
    #[arg(long, global = true)]
    pub(crate) other_scale: bool,
}

/// The frameworks that can be imported.
#[derive(Debug, Subcommand)]
pub(crate) enum Framework {
    /// The UK Government Digital and Data Profession Capability Framework
    Gdad {
        /// The file of roles
        #[arg(long, value_name = "FILE")]
        roles: PathBuf,
        /// The file of skills
        #[arg(long, value_name = "FILE")]
        skills: PathBuf,
    },
    /// Metacademy: concepts of mathematics and machine learning, and what each builds on
    Metacademy {
        /// The folder that holds concepts.csv, dependencies.csv and the other files
        folder: PathBuf,
    },
    /// The NICE Workforce Framework for Cybersecurity
    Nice {
        /// The folder of its table and of the YAML files beside it
        dir: PathBuf,
        /// The level that work roles expect of their competencies, 1 to 4; the framework names none
        #[arg(long, value_name = "LEVEL", default_value = "2", value_parser = expected_level)]
        level: Level,
    },
    /// Progression frameworks in the forms of the Financial Times, Monzo and Medium
    Progression {
        /// The folder; all frameworks in it and its subfolders are read
        dir: PathBuf,
        /// Import nothing, but say which level and titles milestones reach by Medium's rule of
        /// points: `MOBILE=3,CRAFT=2`
        #[arg(long, value_name = "TRACK=MILESTONE", value_delimiter = ',')]
        points: Vec<Reached>,
    },
    /// ESCO, the European classification of skills, competences and occupations
    Esco {
        /// The folder of `occupations_en.csv`, `skills_en.csv` and
        /// `occupationSkillRelations_en.csv`, and of `skillSkillRelations_en.csv` and
        /// `ISCOGroups_en.csv` if they are there
        dir: PathBuf,
        /// The level of every expectation, as ESCO has none: 1 (awareness) to 4 (expert)
        #[arg(long, value_name = "LEVEL", default_value = "2", value_parser = expected_level)]
        level: Level,
    },
    /// O*NET, the occupations of the United States: skills and knowledge with levels
    Onet {
        /// The folder of `Skills` and `Knowledge`, and of `Occupation Data`, `Job Zones`, `Content
        /// Model Reference` and `Level Scale Anchors` if they are there; .txt or .tsv
        dir: PathBuf,
    },
    /// A competency framework as Moodle exports it
    Moodle {
        /// The CSV file
        file: PathBuf,
    },
    /// A `CFPackage` of 1EdTech CASE, version 1.0 or 1.1
    Case {
        /// The JSON file
        file: PathBuf,
    },
}

/// A milestone that was reached: `MOBILE=3`.
#[derive(Clone, Debug)]
pub(crate) struct Reached {
    pub(crate) track: String,
    pub(crate) milestone: u16,
}

impl FromStr for Reached {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (track, milestone) = text.split_once('=').ok_or("write `TRACK=MILESTONE`")?;
        let milestone = milestone.trim().parse();
        let milestone = milestone.map_err(|_| "a milestone is a whole number, such as 3")?;
        Ok(Self { track: track.trim().to_owned(), milestone })
    }
}

/// Reads a level of the five-step scale, from awareness to expert.
fn expected_level(text: &str) -> Result<Level, String> {
    let level: Level = text.parse().map_err(|err: InvalidLevel| err.to_string())?;
    if (Level::whole(1)..=Level::whole(4)).contains(&level) {
        Ok(level)
    } else {
        Err("write 1 (awareness), 2 (working), 3 (practitioner), 4 (expert), or a level between"
            .to_owned())
    }
}

/// What `export` takes.
#[derive(Args, Debug)]
pub(crate) struct ExportArguments {
    /// The format
    #[command(subcommand)]
    pub(crate) into: Target,
    /// Only what this folder of competency models holds [default: the whole library]
    #[arg(long, global = true, value_name = "MODEL")]
    pub(crate) model: Option<String>,
    /// Write into this file; unsaid, the document is printed and the report goes to standard error
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The formats competencies can be written in.
#[derive(Debug, Subcommand)]
pub(crate) enum Target {
    /// A CSV file that Moodle imports as a competency framework
    Moodle,
    /// A `CFPackage` of 1EdTech CASE 1.1 as JSON
    Case {
        /// What addresses in it begin with, such as `https://example.org/ims/case/v1p1`; unsaid,
        /// they are `urn:uuid:`
        #[arg(long, value_name = "ADDRESS")]
        base_uri: Option<String>,
    },
}

/// What `schema` takes.
#[derive(Args, Debug)]
pub(crate) struct SchemaArguments {
    /// The kind of file
    #[arg(value_enum, value_name = "KIND", required_unless_present = "output")]
    pub(crate) kind: Option<Kind>,
    /// The version of JSON Schema [default: 2020-12; 07 with `--output`, which editors read best]
    #[arg(long, value_enum)]
    pub(crate) draft: Option<Draft>,
    /// Write the schemas of all kinds into this folder, over those that are there
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub(crate) output: Option<PathBuf>,
}

/// What `watch` takes.
#[derive(Args, Debug)]
pub(crate) struct WatchArguments {
    /// The id of the person to plan for on every save
    pub(crate) person: Option<String>,
    /// The folder of people files [default: the library's]
    #[arg(long, value_name = "DIR")]
    pub(crate) people: Option<PathBuf>,
    /// End after so many looks; without it, at Ctrl-C
    #[arg(long, hide = true)]
    pub(crate) rounds: Option<usize>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_does_not_contradict_itself() {
        Arguments::command().debug_assert();
    }
}
