//! Which roles are near, and what does each move take?

use waypath_engine::quantity::Hours;
use waypath_engine::wire::{
    AllMoves, GradeDirection, MissingSkill, Move, MoveStart, Moves, RankedBy, Shortfall,
};

use super::words::CareerWords;
use crate::labels::Labels;
use crate::language::{Language, Signs};
use crate::sheet::{Sheet, right};

/// The columns of the table.
const COLUMNS: [usize; 6] = [4, 34, 10, 12, 10, 10];
/// Where the details of a move stand.
const DETAIL: usize = 12;
/// How many missing skills are named: those that matter most.
const SKILLS: usize = 3;
/// How many ids are named in a note.
const NOTED: usize = 5;

/// Writes the nearest roles as text.
pub fn render_moves(moves: &Moves, labels: Labels<'_>, language: &Language) -> String {
    let mut page = MovesPage { sheet: Sheet::default(), words: CareerWords { labels, language } };
    page.heading(moves);
    if moves.moves.is_empty() {
        page.nothing(moves);
    } else {
        page.table(moves);
        page.legend(moves);
    }
    page.sheet.finish()
}

/// Says which roles a table of all moves leaves out; `None` where it leaves out none.
pub fn left_out(moves: &AllMoves, language: &Language) -> Option<String> {
    let roles = &moves.without_expectations;
    (!roles.is_empty()).then(|| {
        let ids = if roles.len() > NOTED {
            language.and_at_most(roles, NOTED)
        } else {
            language.commas(roles)
        };
        let values = [("count", roles.len().into()), ("ids", ids.into())];
        language.with("career-without-expectations", &values)
    })
}

struct MovesPage<'a> {
    sheet: Sheet,
    words: CareerWords<'a>,
}

impl MovesPage<'_> {
    fn heading(&mut self, moves: &Moves) {
        let language = self.words.language;
        let title = language.text("moves-title");
        let as_of = self.words.as_of(moves.provenance.as_of);
        self.sheet.ends(&format!("{title}  "), &self.start(&moves.from), &as_of);
        if let Some(first) = moves.moves.first() {
            self.sheet.hanging("", 0, &self.answer(moves, first));
            if moves.ranked_by == RankedBy::Role {
                self.sheet.hanging("", 0, &language.text("moves-ranked-by-role"));
            }
        }
    }

    /// The role, its grade, and the person who has it.
    fn start(&self, from: &MoveStart) -> String {
        let language = self.words.language;
        let role = self.words.role(&from.role);
        let start = from.grade.map_or_else(
            || role.to_owned(),
            |grade| {
                let values = [("role", role.into()), ("grade", grade.to_string().into())];
                language.with("moves-start-graded", &values)
            },
        );
        match &from.name {
            Some(name) => {
                let values = [("name", (**name).into()), ("start", start.into())];
                language.with("moves-start-person", &values)
            }
            None => start,
        }
    }

    /// The answer in a few sentences.
    fn answer(&self, moves: &Moves, first: &Move) -> String {
        let language = self.words.language;
        let is_only = moves.compared == 1;
        let nearest = match (is_only, moves.passed_over) {
            (true, _) => "moves-nearest-only",
            (false, 0) => "moves-nearest",
            (false, _) => "moves-nearest-filtered",
        };
        let role = self.words.role(&first.role);
        let values = [("count", moves.compared.into()), ("role", role.into())];
        let mut sentences = vec![language.with(nearest, &values), self.feasible(&moves.moves)];
        if !is_only && moves.passed_over > 0 {
            sentences.push(language.count("moves-passed-over", moves.passed_over));
        }
        if moves.unrelated > 0 {
            sentences.push(language.count("moves-unrelated", moves.unrelated));
        }
        sentences.join(" ")
    }

    /// How many of the moves are feasible.
    fn feasible(&self, moves: &[Move]) -> String {
        let language = self.words.language;
        let feasible = moves.iter().filter(|near| near.feasible).count();
        match (feasible, moves.len()) {
            (1, 1) => language.text("moves-feasible-only"),
            (0, 1) => language.text("moves-feasible-only-not"),
            (0, _) => language.text("moves-feasible-none"),
            (all, shown) if all == shown => language.text("moves-feasible-all"),
            (some, shown) => {
                let values = [("count", some.into()), ("shown", shown.into())];
                language.with("moves-feasible-some", &values)
            }
        }
    }

    fn nothing(&mut self, moves: &Moves) {
        let is_alone = moves.compared == 0;
        let id = if is_alone { "moves-nothing-expected" } else { "moves-nothing-passes" };
        self.sheet.hanging("", 0, &self.words.language.text(id));
    }

    fn table(&mut self, moves: &Moves) {
        self.sheet.gap();
        let headings = [
            "moves-column-role",
            "moves-column-grade",
            "moves-column-ready",
            "moves-column-hours",
            "moves-column-unused",
        ]
        .map(|id| self.words.language.text(id));
        let headings = std::iter::once(String::new()).chain(headings);
        self.sheet.row(&COLUMNS.into_iter().zip(headings).collect::<Vec<_>>());
        for near in &moves.moves {
            self.row(near);
            self.details(near);
        }
    }

    fn row(&mut self, near: &Move) {
        let language = self.words.language;
        let hours = language.hours_number(near.shortfall.hours);
        let cells = [
            right(&near.rank.to_string(), 2),
            self.words.role(&near.role).to_owned(),
            self.grade(near),
            language.percent_range(near.readiness.now, near.readiness.now_high, Signs::Plain),
            right(&hours, 5),
            right(&language.percent(near.unused_percent), 6),
        ];
        self.sheet.row(&COLUMNS.into_iter().zip(cells).collect::<Vec<_>>());
    }

    /// `5 (+1)`.
    fn grade(&self, near: &Move) -> String {
        let grade = near.grade.map_or_else(|| "-".to_owned(), |grade| grade.to_string());
        let id = match near.direction {
            GradeDirection::Up => "moves-grade-up",
            GradeDirection::Down => "moves-grade-down",
            GradeDirection::Same => "moves-grade-same",
            GradeDirection::Unknown => return grade,
        };
        let values = [("grade", grade.into()), ("grades", near.grades.into())];
        self.words.language.with(id, &values)
    }

    fn details(&mut self, near: &Move) {
        if near.missing.is_empty() {
            let nothing = self.words.language.text("moves-learn-nothing");
            self.detail("moves-learn-label", &nothing);
        } else {
            self.detail("moves-learn-label", &self.learn(&near.missing));
            self.detail("moves-with-label", &self.with(&near.shortfall));
        }
        if !near.hindrances.is_empty() {
            self.detail("moves-closed-label", &self.words.hindrances(&near.hindrances));
        }
    }

    /// A line about a move, below its row.
    fn detail(&mut self, label: &str, text: &str) {
        let label = self.words.language.text(label);
        self.sheet.labelled(&format!("    {label}"), DETAIL, text);
    }

    /// `Call diagnosis 1 > 3, SQL 0 > 2 (not assessed) and 4 more`.
    fn learn(&self, missing: &[MissingSkill]) -> String {
        let skills: Vec<String> = missing
            .iter()
            .map(|skill| {
                let (held, expected) = (skill.held, skill.expected);
                self.words.skill(&skill.competency, held, expected, skill.unknown)
            })
            .collect();
        self.words.language.and_at_most(&skills, SKILLS)
    }

    /// `Diagnose by asking 4 h, Product lab 5 h; 24 h ESTIMATED; 120 EUR`.
    fn with(&self, shortfall: &Shortfall) -> String {
        let language = self.words.language;
        let about =
            |id: &str, hours: Hours| language.with(id, &[("hours", language.hours(hours).into())]);
        let modules: Vec<String> = shortfall
            .steps
            .iter()
            .filter_map(|step| Some(self.words.module(step.module.as_ref()?, step.hours)))
            .collect();
        let mut parts = Vec::new();
        if !modules.is_empty() {
            parts.push(language.and_at_most(&modules, SKILLS));
        }
        if shortfall.estimated_hours != Hours::ZERO {
            parts.push(about("moves-estimated", shortfall.estimated_hours));
        }
        parts.extend(shortfall.cost.iter().map(|price| self.words.price(price)));
        if shortfall.hours_if_held != shortfall.hours {
            parts.push(about("moves-if-held", shortfall.hours_if_held));
        }
        if shortfall.at_least_hours != shortfall.hours {
            parts.push(about("moves-at-least", shortfall.at_least_hours));
        }
        language.clauses(&parts)
    }

    fn legend(&mut self, moves: &Moves) {
        let language = self.words.language;
        self.sheet.gap();
        let mut legend = vec![language.text("moves-legend")];
        if moves.moves.iter().any(|near| near.shortfall.estimated_hours != Hours::ZERO) {
            legend.push(language.text("career-legend-estimated"));
        }
        self.sheet.hanging("", 0, &legend.join(" "));
    }
}
