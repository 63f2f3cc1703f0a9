//! What did an author get wrong, where, and what can they do about it?
//!
//! Diagnostics are plain data. The engine collects them all and never stops at
//! the first; each face (terminal, JSON) renders them in its own way.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::id::{nearest, only_like};

/// A place in a file an author wrote.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Place {
    /// The file, as its path in the library with `/` between folders.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
    /// The bytes of the file that are meant; empty where a point is meant.
    pub bytes: Range<usize>,
}

impl fmt::Display for Place {
    /// Writes `file:line`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// How bad a mistake is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Nothing is planned while this stands.
    Error,
    /// Plans are made; somebody should look.
    Warning,
}

impl Severity {
    /// The word for it, such as `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One mistake in a library or in a people file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diagnostic {
    /// Which kind of mistake; the number to look up.
    pub code: Code,
    /// What is wrong, as a sentence fragment without a full stop.
    pub message: String,
    /// Where, if the mistake has a place.
    pub place: Option<Place>,
    /// Other places that explain this one, each with a few words.
    pub related: Vec<(Place, String)>,
    /// What the author can do about it, in the imperative.
    pub help: Option<Box<str>>,
    /// The change that is certain to be what was meant, if there is one.
    pub fix: Option<Box<Fix>>,
}

/// A change of a file that mends a mistake. It keeps everything else in the file
/// as it is, byte for byte.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fix {
    /// Another word in the place of one that stands at the diagnostic's place.
    Replace {
        /// The word as it is.
        old: String,
        /// The word as it should be.
        new: String,
    },
    /// The entry whose key stands at the diagnostic's place, moved below another
    /// key of the same map.
    Move {
        /// The key below which it belongs.
        below: &'static str,
    },
}

/// What to write instead of an unknown name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Suggestion {
    /// The help line: the name that was probably meant, or what there is.
    pub(crate) help: String,
    /// The change, where only one name comes into question.
    pub(crate) fix: Option<Box<Fix>>,
}

impl Suggestion {
    /// Suggests one of `names` for `name`, naming at most `most` of them; `none`
    /// says what to do where there is not a single one.
    pub(crate) fn of(
        name: &str,
        names: &[&str],
        most: usize,
        none: impl FnOnce() -> String,
    ) -> Self {
        let only = only_like(name, names.iter().copied());
        let replace = |new: &str| Fix::Replace { old: name.to_owned(), new: new.to_owned() };
        let fix = only.map(|near| Box::new(replace(near)));
        let help = match (nearest(name, names.iter().copied()), names) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => none(),
            (None, [only]) => format!("write `{only}`"),
            (None, names) => format!("write one of {}", list(names, most)),
        };
        Self { help, fix }
    }
}

/// Writes at most `most` names, and how many more there are.
pub(crate) fn list(names: &[&str], most: usize) -> String {
    let shown: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(most) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

impl Diagnostic {
    /// Returns a mistake without a place or help.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message, place: None, related: Vec::new(), help: None, fix: None }
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into());
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub(crate) fn suggest(self, suggestion: Suggestion) -> Self {
        Self { help: Some(suggestion.help.into()), fix: suggestion.fix, ..self }
    }

    /// Adds a place that explains the first.
    #[must_use]
    pub fn related(mut self, place: impl Into<Option<Place>>, words: impl Into<String>) -> Self {
        if let Some(place) = place.into() {
            self.related.push((place, words.into()));
        }
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    fn sort_key(&self) -> (Option<(&str, u32, u32)>, Code, &str) {
        let place = self.place.as_ref().map(|place| (&*place.file, place.line, place.column));
        (place, self.code, &self.message)
    }
}

/// Puts diagnostics in the order people read them (file, line, column, code)
/// and drops exact repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()).then(Ordering::Equal));
    diagnostics.dedup();
}

impl fmt::Display for Diagnostic {
    /// Writes the mistake without its source excerpt.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity(), self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> {}:{}:{}", place.file, place.line, place.column)?;
        }
        for (place, words) in &self.related {
            write!(f, "\n  --> {place}: {words}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $severity:ident, $summary:literal;)*) => {
        /// The kinds of mistakes. A number keeps its meaning for ever.
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        pub enum Code {
            $(#[doc = $summary] $name,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The number authors see, such as `WP101`.
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => $number),* }
            }

            /// What this kind of mistake is, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$name => $summary),* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }
        }
    };
}

// Each code has a page in `docs/codes/`, whose examples run as tests.
// WP0xx: reading YAML. WP1xx: models. WP2xx: rules. WP3xx: people. WP4xx: tests.
// WP5xx: lints. WP6xx: files of other tools.
codes! {
    NotUtf8 = "WP001", Error, "A file is not text in UTF-8";
    ControlCharacter = "WP002", Error, "A file holds a NUL or another character that is not text";
    InvalidYaml = "WP003", Error, "A file cannot be read as YAML, or as JSON";
    Tab = "WP004", Error, "A line is indented with a tab";
    TooDeep = "WP005", Error, "Values are nested too deep";
    TooLarge = "WP006", Error, "A file or a value is larger than Waypath reads";
    TooManyAliases = "WP007", Error, "Aliases repeat more values than Waypath reads";
    SeveralDocuments = "WP008", Error, "A file holds more than one YAML document";
    DuplicateKey = "WP009", Error, "A key stands twice in one map";
    UnknownField = "WP010", Error, "A field does not belong here";
    WrongType = "WP011", Error, "A value has the wrong type";
    MissingField = "WP012", Error, "A required field is missing";
    InvalidId = "WP013", Error, "A name is not written as an id";
    InvalidValue = "WP014", Error, "A value is not allowed here";
    CutByComment = "WP015", Warning, "An unquoted text is cut off by ` #`";

    UnknownCompetency = "WP101", Error, "No competency has this name";
    Cycle = "WP102", Error, "Things build on each other in a circle";
    UnknownRole = "WP103", Error, "No role has this name";
    UnknownModule = "WP104", Error, "No module has this name";
    UnknownKpi = "WP105", Error, "No KPI has this name";
    UnknownPrompt = "WP106", Error, "No coaching prompt has this name";
    UnknownPersona = "WP107", Error, "No persona has this name";
    UnknownProgram = "WP108", Error, "No program has this name";
    UnknownScope = "WP109", Error, "A rule names an unknown model or family";
    DefinedTwice = "WP110", Error, "The same thing is defined twice";
    OffTheScale = "WP111", Error, "A level is not on the competency's scale";
    NothingToDrop = "WP113", Error, "A role drops an expectation it does not have";
    BuildsNothing = "WP114", Error, "A module builds from a level to one that is not higher";
    NoKpi = "WP115", Error, "A module's milestone would have no KPI for a role";
    AvoidedKpi = "WP116", Error, "A role in a program uses a KPI that the program avoids";
    TargetTheWrongWay = "WP117", Error, "A KPI's target lies on the wrong side of its baseline";
    EvidenceForParent = "WP118", Error, "A competency that has parts is used where only one without parts can be";
    NothingToLoad = "WP119", Error, "The library names a folder that holds nothing to load";

    InvalidCondition = "WP201", Error, "A condition or helper cannot be read";
    UnknownFact = "WP202", Error, "A condition names a fact that does not exist";
    UnknownFunction = "WP203", Error, "A function does not exist, or is called with the wrong arguments";
    TypeMismatch = "WP204", Error, "A condition compares or combines values of different types";
    ChainedComparison = "WP205", Error, "A condition chains comparisons";
    ProtectedAttribute = "WP206", Error, "A rule reads a protected attribute";
    FactOutOfPlace = "WP207", Error, "A fact is not available where it is asked for";
    Forbidden = "WP208", Error, "A condition or helper uses something rules may not use";
    NoTarget = "WP209", Error, "An effect does not say what it is about";
    UnknownPlaceholder = "WP210", Error, "A placeholder in a text names no fact";
    NotAnId = "WP211", Error, "A function that asks about an id is given something else";

    UnknownPerson = "WP301", Error, "A row or a test names a person who is not in people.csv";
    MissingColumn = "WP302", Error, "A table lacks a column it needs";
    UnknownColumn = "WP303", Warning, "A table has a column that is not read";
    InvalidCell = "WP304", Error, "A cell is not what its column holds";
    UnknownName = "WP305", Error, "A row names something unknown";
    SamePersonTwice = "WP306", Error, "Two rows of people.csv have the same id";
    BrokenRow = "WP307", Error, "A row does not fit its header, or a quote in it does not close";
    InTheFuture = "WP308", Warning, "A row is dated after the plan and is ignored";
    ColumnTwice = "WP309", Error, "Two columns of a table have the same name";

    NothingExpected = "WP401", Error, "A test expects nothing";
    UnsoundTest = "WP402", Error, "A test does not say what it is about, or says it twice";
    ExpectedOfFacts = "WP403", Error, "A test of facts expects what only a plan can show";
    UnknownRule = "WP404", Error, "A test names a rule that does not exist";

    NeverFires = "WP501", Warning, "A rule never fires";
    AlwaysOverruled = "WP502", Warning, "A rule is overruled by a narrower one wherever it fires";
    AlwaysHolds = "WP503", Warning, "A condition holds for everyone it is asked about";
    Fight = "WP504", Warning, "Two rules want opposite things of the same module for the same people";
    PersonasOverlap = "WP505", Warning, "Two personas of the same priority fit the same people";
    NobodysPersona = "WP506", Warning, "A persona fits nobody";
    NoPersona = "WP507", Warning, "Some people fit no persona";
    NobodyHas = "WP508", Warning, "A condition compares with a value that nobody in the people files has";
    NotOffered = "WP509", Warning, "A rule requires a module that is not available to anybody it fires for";
    NoModuleLeadsOn = "WP511", Warning, "No module builds a level that a role expects";
    NobodyEnters = "WP512", Warning, "Nobody can enter a module";
    ClosesNothing = "WP513", Warning, "A module builds nothing that a role expects";
    DecidesAlone = "WP521", Warning, "A boost at least doubles what a module counts for";
    NoAnchor = "WP522", Warning, "A level that a role expects has no anchor";
    NobodyIsAsked = "WP523", Warning, "A coaching prompt is given to nobody";
    KpiUnused = "WP524", Warning, "Nothing uses a KPI";
    ManyCritical = "WP525", Warning, "A role has more than five critical expectations";
    ChainHole = "WP526", Warning, "A module or a KPI leaves a hole in the evidence chain";
    SameRule = "WP527", Warning, "Two rules say the same";
    AllowsNothing = "WP530", Warning, "A file allows a finding that is not there";

    WrongJson = "WP601", Error, "A file is not JSON, or does not have the expected shape";
}

impl Code {
    /// Whether it is about what is probably wrong, and reported by `lint` only.
    pub fn is_lint(self) -> bool {
        self.number().starts_with("WP5")
    }

    /// Whether `lint` looks for it unasked: what it reports is certain, and hardly
    /// ever meant.
    pub fn is_default_lint(self) -> bool {
        self.is_lint()
            && !matches!(
                self,
                Self::NoPersona
                    | Self::ClosesNothing
                    | Self::NoAnchor
                    | Self::KpiUnused
                    | Self::ManyCritical
                    | Self::ChainHole
            )
    }

    /// Returns the code with this number, such as `WP101`; case does not matter.
    pub fn from_number(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_given_twice() {
        let mut numbers: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
    }

    #[test]
    fn a_code_is_found_by_its_number() {
        for code in Code::ALL {
            assert_eq!(Code::from_number(&code.number().to_lowercase()), Some(*code));
        }
        assert_eq!(Code::from_number("WP999"), None);
    }
}
