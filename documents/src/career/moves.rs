//! Which roles are near, and what does each move take?

use waypath_engine::wire::{Hindrance, LearningStep, MissingSkill, Move, Moves, Shortfall};

use crate::labels::Labels;
use crate::labels::named;
use crate::sheet::{Sheet, right};
use crate::words::{Signs, and_at_most, percent};

/// The columns of the table.
const COLUMNS: [usize; 6] = [4, 34, 10, 12, 10, 10];
/// Where the details of a move stand.
const DETAIL: usize = 12;
/// How many missing skills are named: those that matter most.
const SKILLS: usize = 3;

/// Writes the nearest roles as text.
pub fn render_moves(moves: &Moves, labels: &Labels) -> String {
    let mut page = Page { sheet: Sheet::default(), labels };
    page.heading(moves);
    if moves.moves.is_empty() {
        page.nothing(moves);
    } else {
        page.table(moves);
        page.legend(moves);
    }
    page.sheet.finish()
}

struct Page<'a> {
    sheet: Sheet,
    labels: &'a Labels,
}

impl Page<'_> {
    fn heading(&mut self, moves: &Moves) {
        let from = &moves.from;
        let grade = from.grade.map_or_else(String::new, |it| format!(", grade {it}"));
        let role = format!("{}{grade}", self.role(&from.role));
        let who = from.name.as_ref().map_or_else(|| role.clone(), |it| format!("{it}, {role}"));
        self.sheet.ends("NEAREST ROLES  ", &who, &format!("as of {}", moves.provenance.as_of));
        if let Some(first) = moves.moves.first() {
            self.sheet.hanging("", 0, &self.answer(moves, first));
            if moves.ranked_by == "role" {
                let text = "Nothing held is known, so roles are ranked as for somebody who has \
                            just what the role expects.";
                self.sheet.hanging("", 0, text);
            }
        }
    }

    /// The answer in a sentence or two.
    fn answer(&self, moves: &Moves, first: &Move) -> String {
        let feasible = moves.moves.iter().filter(|it| it.feasible).count();
        let shown = moves.moves.len();
        let can = match (feasible, shown) {
            (1, 1) => "The move is feasible.".to_owned(),
            (0, 1) => "The move is not feasible at once.".to_owned(),
            (0, _) => "None of these moves is feasible at once.".to_owned(),
            (all, shown) if all == shown => "All of these moves are feasible.".to_owned(),
            (1, shown) => format!("1 of these {shown} moves is feasible."),
            (some, shown) => format!("{some} of these {shown} moves are feasible."),
        };
        let nearest = self.role(&first.role);
        let apart = match moves.unrelated {
            0 => String::new(),
            1 => " 1 role has nothing in common and is not ranked.".to_owned(),
            more => format!(" {more} roles have nothing in common and are not ranked."),
        };
        if moves.compared == 1 {
            return format!("The only role with something in common: {nearest}. {can}{apart}");
        }
        let filtered = match moves.passed_over {
            0 => String::new(),
            1 => " 1 role on the way does not pass the filters.".to_owned(),
            more => format!(" {more} roles on the way do not pass the filters."),
        };
        let of = if filtered.is_empty() { "Nearest" } else { "Nearest that passes" };
        format!("{of} of {} roles: {nearest}. {can}{filtered}{apart}", moves.compared)
    }

    fn nothing(&mut self, moves: &Moves) {
        let text = if moves.compared == 0 {
            "There is no other role that expects something and passes the filters."
        } else {
            "No role passes the filters. Leave one out to see more."
        };
        self.sheet.hanging("", 0, text);
    }

    fn table(&mut self, moves: &Moves) {
        self.sheet.gap();
        let names = ["", "ROLE", "GRADE", "READY", "HOURS", "UNUSED"];
        self.sheet.row(&COLUMNS.into_iter().zip(names.map(str::to_owned)).collect::<Vec<_>>());
        for it in &moves.moves {
            self.row(it);
            self.details(it);
        }
    }

    fn row(&mut self, it: &Move) {
        let cells = [
            right(&it.rank.to_string(), 2),
            self.role(&it.role),
            grade(it),
            percent(it.readiness.now, it.readiness.now_high, Signs::Plain),
            right(&it.shortfall.hours.display(), 5),
            right(&format!("{} %", it.unused_percent), 6),
        ];
        self.sheet.row(&COLUMNS.into_iter().zip(cells).collect::<Vec<_>>());
    }

    fn details(&mut self, it: &Move) {
        let mut line = |label: &str, text: &str| {
            self.sheet.labelled(&format!("    {label}"), DETAIL, text);
        };
        if it.missing.is_empty() {
            line("Learn", "nothing; everything expected is held.");
        } else {
            line("Learn", &learn(self.labels, &it.missing));
            line("With", &with(self.labels, &it.shortfall));
        }
        if !it.hindrances.is_empty() {
            line("Closed", &hindered(self.labels, &it.hindrances));
        }
    }

    fn legend(&mut self, moves: &Moves) {
        self.sheet.gap();
        let mut legend =
            "READY: how much of what the role expects is met. HOURS: to learn the rest. \
                      UNUSED: strengths of the present role beyond what this one asks for."
                .to_owned();
        if moves.moves.iter().any(|it| it.shortfall.estimated_hours.display() != "0") {
            legend.push_str(" ESTIMATED: no module builds it.");
        }
        self.sheet.hanging("", 0, &legend);
    }

    fn role(&self, id: &str) -> String {
        named(self.labels.roles.get(id).map(String::as_str), id)
    }
}

fn grade(it: &Move) -> String {
    let grade = it.grade.map_or_else(|| "-".to_owned(), |it| it.to_string());
    match it.direction {
        "up" => format!("{grade} (+{})", it.grades),
        "down" => format!("{grade} (-{})", it.grades),
        "same" => format!("{grade} (=)"),
        _ => grade,
    }
}

pub(super) fn competency(labels: &Labels, id: &str) -> String {
    named(labels.competencies.get(id).map(|it| it.name.as_str()), id)
}

/// `Call diagnosis 1 > 3, SQL 0 > 2 (not assessed) and 4 more`.
fn learn(labels: &Labels, missing: &[MissingSkill]) -> String {
    let skill = |it: &MissingSkill| {
        let unknown = if it.unknown { " (not assessed)" } else { "" };
        let name = competency(labels, &it.competency);
        format!("{name} {} > {}{unknown}", it.held.display(), it.expected.display())
    };
    let skills: Vec<String> = missing.iter().map(skill).collect();
    and_at_most(&skills, SKILLS)
}

/// `Diagnose by asking 4 h, Product lab 5 h; 24 h ESTIMATED; 120 EUR`.
fn with(labels: &Labels, shortfall: &Shortfall) -> String {
    let module = |it: &LearningStep| {
        let id = it.module.as_ref()?;
        let title = named(labels.modules.get(id).map(|it| it.title.as_str()), id);
        Some(format!("{title} {} h", it.hours.display()))
    };
    let modules: Vec<String> = shortfall.steps.iter().filter_map(module).collect();
    let mut parts = Vec::new();
    if !modules.is_empty() {
        parts.push(and_at_most(&modules, SKILLS));
    }
    let estimated = shortfall.estimated_hours.display();
    if estimated != "0" {
        parts.push(format!("{estimated} h ESTIMATED"));
    }
    parts
        .extend(shortfall.cost.iter().map(|it| format!("{} {}", it.amount.display(), it.currency)));
    if shortfall.hours_if_held != shortfall.hours {
        let held = shortfall.hours_if_held.display();
        parts.push(format!("{held} h in all if what is not assessed is held"));
    }
    if shortfall.at_least_hours != shortfall.hours {
        let least = shortfall.at_least_hours.display();
        parts.push(format!("perhaps shorter, but no less than {least} h"));
    }
    parts.join("; ")
}

/// `ready 38 % (needs 60 %); SQL 0 of 3 (at most 2 missing)`.
pub(super) fn hindered(labels: &Labels, hindrances: &[Hindrance]) -> String {
    let said = hindrances.iter().map(|it| match it {
        Hindrance::Readiness { ready, needs } => format!("ready {ready} % (needs {needs} %)"),
        Hindrance::Stretch { competency: id, held, expected, most } => format!(
            "{} {} of {} (at most {} missing)",
            competency(labels, id),
            held.display(),
            expected.display(),
            most.display()
        ),
    });
    said.collect::<Vec<String>>().join("; ")
}
