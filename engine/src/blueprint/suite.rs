//! Reads test files.

use jiff::civil::Date;
use serde_yaml::Value;

use super::decode::decode;
use super::read::Read;
use super::test::{Day, Test};
use super::value::Parsed;
use super::yaml::scalar_text;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Positions, Source};

/// What a test file says.
#[derive(Clone, Debug)]
pub struct Suite {
    /// Its path.
    pub path: String,
    /// The date of all tests that name none.
    pub as_of: Option<Date>,
    /// Its tests by name, in the order of the file.
    pub tests: Vec<(String, Test)>,
    /// Where everything in it stands.
    pub positions: Positions,
}

/// Reads test files, and collects every mistake in their shape.
pub fn read_tests<'a>(
    files: impl IntoIterator<Item = &'a Source>,
) -> (Vec<Suite>, Vec<Diagnostic>) {
    let mut read = Read::default();
    let suites = files.into_iter().filter_map(|file| read.tests_file(file)).collect();
    (suites, read.diagnostics)
}

impl Read {
    fn tests_file(&mut self, file: &Source) -> Option<Suite> {
        let (document, value) = self.parse(file)?;
        let mut positions = Positions::default();
        positions.add(&document, None);
        let (mut as_of, mut tests) = (None, Vec::new());
        for (key, value) in self.top_level(&document, value, &positions, &["tests", "as_of"]) {
            if key == "tests" {
                tests = self.tests(value, &positions);
            } else {
                let day: Option<Parsed<Day>> =
                    decode(value, &[&key], &positions, &mut self.diagnostics);
                as_of = day.map(|day| day.0.0);
            }
        }
        Some(Suite { path: file.path.clone(), as_of, tests, positions })
    }

    fn tests(&mut self, value: Value, positions: &Positions) -> Vec<(String, Test)> {
        let map = match value {
            Value::Mapping(map) => map,
            Value::Null => return Vec::new(),
            _ => {
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, "`tests` is not a map")
                        .at(positions.value(&["tests"]))
                        .help("write each test as `what-it-shows:` with its fields below it"),
                );
                return Vec::new();
            }
        };
        let mut tests = Vec::new();
        for (key, value) in map {
            let name = scalar_text(&key);
            let path = ["tests", name.as_str()];
            if let Some(test) = decode(value, &path, positions, &mut self.diagnostics) {
                tests.push((name, test));
            }
        }
        tests
    }
}
