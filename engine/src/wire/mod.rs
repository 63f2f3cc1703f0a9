//! How is it written down?
//!
//! The plan as JSON, format 1. Nothing above this module is serializable. Levels
//! and hours are decimals with at most two places, points whole hundredths,
//! readiness whole percent, dates ISO; a value that is absent is `null`.

mod bench;
mod convert;
mod moves;
mod playbook;
mod route;
mod trace;

use serde::Serialize;
use serde_json::Value;

pub use bench::{
    Bench, BenchProvenance, BenchRole, BenchSettings, BenchShare, BenchTotals, BenchUnlock,
    BenchUnlocks, BenchVerdict,
};
pub use moves::{
    Built, Hindrance, LearningStep, MissingSkill, Move, MoveReadiness, MoveStart, Moves,
    MovesProvenance, Price, Shortfall, UnusedSkill,
};
pub use playbook::{AgendaItem, ExpectedChange, Playbook, PlaybookModule, Script, TypicalLevel};
pub use route::{
    DirectMove, Enough, Found, Hop, HopModule, Kept, Learned, Opened, Route, RouteSearch, Routes,
};
pub use trace::{
    Trace, TracedDistance, TracedNeed, TracedPart, TracedPersona, TracedRule, TracedScope,
    TracedTopic,
};

/// The version of the format this module writes.
pub const FORMAT: u8 = 1;

/// A number with at most two decimals, such as a level or hours.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Decimal(f64);

impl Decimal {
    /// Returns the number of so many hundredths.
    pub fn from_hundredths(hundredths: u64) -> Self {
        // Read from its digits, so that the nearest number is taken and nothing
        // is computed with fractions.
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        Self(text.parse().unwrap_or_default())
    }

    /// Returns the number of an amount.
    pub fn from_amount(amount: crate::quantity::Amount) -> Self {
        Self(amount.to_string().parse().unwrap_or_default())
    }

    /// The number as people write it: `2`, `2.5`, `-1.25`.
    pub fn display(self) -> String {
        self.0.to_string()
    }
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// The version of this format.
    pub format: u8,
    /// What the plan was made from.
    pub provenance: Provenance,
    /// Whose plan it is.
    pub person: Person,
    /// `plan`, `short_plan`, `assess_first`, `required_only`, `nothing_missing` or `away`.
    pub outcome: &'static str,
    /// From when to when the plan looks ahead.
    pub horizon: Horizon,
    /// Readiness for the planned role, then for the present one.
    pub readiness: Vec<Readiness>,
    /// All gaps, the most points first.
    pub gaps: Vec<Gap>,
    /// Mandated modules.
    pub must_do: Vec<MustDo>,
    /// The modules, in the order to take them.
    pub modules: Vec<Module>,
    /// One milestone a module, and those still due from before.
    pub milestones: Vec<Milestone>,
    /// Coaching prompts with their dates.
    pub coaching: Vec<Coaching>,
    /// Reminders.
    pub nudges: Vec<Nudge>,
    /// Assessments to make.
    pub assess: Vec<Assess>,
    /// What managers and admins are told.
    pub flags: Vec<Flag>,
    /// What the rules did.
    pub rules: Rules,
    /// The certificate of the choice; `null` where nothing was chosen from.
    pub selection: Option<Selection>,
    /// The best modules that were left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Gaps that no module of the plan or the must-do block closes.
    pub unclosed: Vec<Unclosed>,
    /// Why there is no set of the usual size.
    pub stands_in_the_way: Vec<Obstacle>,
    /// A smaller set that closes more.
    pub shorter: Option<Shorter>,
}

/// What a plan was made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Provenance {
    /// The version of the engine.
    pub engine: &'static str,
    /// The hash of the library's files.
    pub library: String,
    /// The hash of its rule files.
    pub rules: String,
    /// The hash of the person's rows.
    pub person: String,
    /// The date the plan was made for.
    pub as_of: String,
}

/// Whose plan it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// The id in the people system.
    pub id: String,
    /// The name.
    pub name: String,
    /// The present role.
    pub role: String,
    /// The role worked towards.
    pub target_role: Option<String>,
    /// The persona.
    pub persona: Option<String>,
    /// The manager.
    pub manager: Option<Contact>,
    /// The mentor.
    pub mentor: Option<Contact>,
    /// The team.
    pub team: Option<String>,
    /// The first and last day of an absence that touches the horizon.
    pub away: Option<(String, String)>,
}

/// Somebody a person works with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contact {
    /// The id.
    pub id: String,
    /// The name, where it is known.
    pub name: Option<String>,
}

/// From when to when a plan looks ahead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Horizon {
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// Its weeks.
    pub weeks: u32,
    /// Hours of learning a week.
    pub hours_per_week: Decimal,
    /// Hours of learning in it, absences taken off.
    pub hours: Decimal,
}

/// How much of a role's expectations is met, in whole percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readiness {
    /// The role.
    pub role: String,
    /// For certain, on the plan's date.
    pub now: u8,
    /// If everything unknown is met.
    pub now_high: u8,
    /// For certain, once every proof is accepted.
    pub after: u8,
    /// Then, if everything unknown is met.
    pub after_high: u8,
    /// The role's threshold.
    pub job_ready: u8,
    /// Whether the person is ready for the job on the plan's date.
    pub is_job_ready: bool,
    /// Critical expectations not known to be met on the plan's date.
    pub unmet_critical: Vec<String>,
    /// Critical expectations that are met, but that nobody except the person saw.
    pub unconfirmed_critical: Vec<String>,
}

/// One gap.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no fields of the format")]
pub struct Gap {
    /// The competency.
    pub competency: String,
    /// The level held, or assumed.
    pub held: Decimal,
    /// The level expected.
    pub expected: Decimal,
    /// The levels missing.
    pub missing: Decimal,
    /// `critical`, `important` or `useful`.
    pub importance: &'static str,
    /// What it counts for, in hundredths of a point.
    pub points: i64,
    /// Whether the level held is only assumed.
    pub provisional: bool,
    /// Whether it is large enough to plan for.
    pub planned: bool,
    /// The competency that requires it, where no role expects it.
    pub implied_by: Option<String>,
    /// The expectation's place: file and line.
    pub place: Option<String>,
    /// What the level held rests on.
    pub evidence: Option<Evidence>,
    /// The day on which the last evidence ceased to count, where there was some.
    pub lapsed: Option<String>,
}

/// What a level rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no fields of the format")]
pub struct Evidence {
    /// Where the observation comes from.
    pub source: &'static str,
    /// When it was made.
    pub date: String,
    /// Whether it is older than its source stays fresh.
    pub stale: bool,
    /// Whether it was observed of a neighbour.
    pub inferred: bool,
    /// File and line.
    pub place: Option<String>,
}

/// A module that has to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MustDo {
    /// The module.
    pub module: String,
    /// Its hours.
    pub hours: Decimal,
    /// When it is due.
    pub due: String,
    /// When it has to be done again.
    pub renew: Option<String>,
    /// Whether it is overdue.
    pub overdue: bool,
    /// The rule that mandates it.
    pub rule: String,
}

/// One module of the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Module {
    /// The module.
    pub module: String,
    /// Its place in the order, from 1.
    pub order: usize,
    /// `proposed`, `agreed` or `started`.
    pub state: &'static str,
    /// Its hours.
    pub hours: Decimal,
    /// The first day of the week that holds its first hour.
    pub start: String,
    /// The last day of the week that holds its last hour.
    pub finish: String,
    /// What it closes that earlier modules left.
    pub closes: Vec<Closes>,
    /// What rules add to or take from it.
    pub boost: Boost,
    /// The rules that require it.
    pub required_by: Vec<String>,
    /// The best plans without it.
    pub swaps: Vec<Swap>,
}

/// What a module closes of one gap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Closes {
    /// The competency.
    pub competency: String,
    /// From which level.
    pub from: Decimal,
    /// To which level.
    pub to: Decimal,
    /// What that counts for, in hundredths of a point.
    pub points: i64,
}

/// What rules add to a module.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Boost {
    /// In hundredths of a point.
    pub points: i64,
    /// The rules.
    pub rules: Vec<String>,
}

/// A plan that goes without a module.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Swap {
    /// What goes.
    pub out: Vec<String>,
    /// What comes.
    #[serde(rename = "in")]
    pub into: Vec<String>,
    /// By how much the plan scores less, in hundredths of a point; for
    /// `gain_per_hour` in hundredths of a point an hour.
    pub costs: i64,
}

/// Module, proof, KPI and evidence chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Milestone {
    /// The module.
    pub module: String,
    /// When the learning is done.
    pub learned_by: String,
    /// When the proof is due.
    pub due: String,
    /// The proof of application.
    pub proof: Proof,
    /// The KPI; `null` only for an agreed module that builds nothing expected.
    pub kpi: Option<Kpi>,
    /// The five rows of the evidence chain.
    pub chain: Vec<Link>,
}

/// A proof of application.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proof {
    /// `task`, `project`, `shadowing` or `simulation`.
    pub kind: &'static str,
    /// What it produces.
    pub produces: String,
    /// What can be seen when it is done.
    pub done_when: Vec<String>,
    /// Who validates it; `null` where the person has none of those named.
    pub validated_by: Option<Validator>,
}

/// Who validates a proof.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Validator {
    /// `manager`, `mentor` or `peer`.
    pub role: &'static str,
    /// Who; `null` for a peer the person chooses.
    pub person: Option<String>,
}

/// The KPI of a milestone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kpi {
    /// The KPI.
    pub kpi: String,
    /// Its unit.
    pub unit: String,
    /// `up` or `down`.
    pub direction: &'static str,
    /// `leading` or `lagging`.
    pub kind: &'static str,
    /// Where it stands; `null` where nobody measured it.
    pub baseline: Option<Decimal>,
    /// Where it should be; `null` where the role sets none.
    pub target: Option<Decimal>,
    /// Where the baseline comes from: `team`, `person` or `role`.
    pub basis: Option<&'static str>,
    /// The system that reports it.
    pub source: String,
    /// For how long it is measured, as its author wrote it: `12 weeks`.
    pub window: String,
    /// From when it is measured.
    pub measure_from: String,
    /// Until when it is measured.
    pub measure_until: String,
    /// KPIs that move before it does.
    pub leading: Vec<String>,
    /// Where the baseline stands: file and line.
    pub place: Option<String>,
}

/// One row of an evidence chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// `activity`, `behaviour`, `capability`, `readiness` or `kpi`.
    pub layer: &'static str,
    /// What shows it; `null` for a hole.
    pub signal: Option<String>,
    /// Where it is seen; `null` for a hole.
    pub source: Option<String>,
    /// What is missing, where this is a hole.
    pub hole: Option<String>,
}

/// A coaching prompt with its dates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coaching {
    /// The prompt.
    pub prompt: String,
    /// What it is for.
    #[serde(rename = "for")]
    pub about: Thing,
    /// The 1:1s it is for.
    pub on: Vec<String>,
    /// What the manager says.
    pub say: String,
    /// What to look for.
    pub look_for: Vec<String>,
    /// What to tick off.
    pub checklist: Vec<String>,
    /// The rule that gives it.
    pub rule: Option<String>,
}

/// A thing of the library or the person themselves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Thing {
    /// `person`, `gap`, `competency`, `module` or `persona`.
    pub kind: &'static str,
    /// Its id; `null` for the person.
    pub id: Option<String>,
}

/// A dated reminder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nudge {
    /// When.
    pub on: String,
    /// `calendar`, `chat` or `email`.
    pub channel: &'static str,
    /// What it says.
    pub text: String,
    /// The rule that sends it.
    pub rule: String,
}

/// An assessment to make.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assess {
    /// The competency.
    pub competency: String,
    /// Who or what assesses.
    pub by: &'static str,
    /// `unknown`, `lapsed`, `inferred`, `unconfirmed` or `rule`.
    pub because: &'static str,
    /// The rule that asks for it.
    pub rule: Option<String>,
    /// The day on which the last evidence ceased to count, where it lapsed.
    pub lapsed: Option<String>,
}

/// Something somebody is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flag {
    /// `manager` or `admin`.
    pub to: &'static str,
    /// What.
    pub text: String,
    /// The rule that says it; `null` where the engine does.
    pub rule: Option<String>,
}

/// What the rules did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rules {
    /// The rules that fired, and about what.
    pub fired: Vec<Fired>,
    /// The rules that could not be decided.
    pub undecided: Vec<Undecided>,
    /// The rules or effects that went wrong.
    pub failed: Vec<Failed>,
    /// The rules that lost against others.
    pub overruled: Vec<Overruled>,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fired {
    /// The rule.
    pub rule: String,
    /// About what.
    pub about: Thing,
    /// Why the rule is there.
    pub because: String,
    /// What it did, as one-key maps.
    pub effects: Vec<Value>,
}

/// A rule that could not be decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Undecided {
    /// The rule.
    pub rule: String,
    /// Which evidence would decide it.
    pub needs: Vec<String>,
}

/// A rule or effect that went wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Failed {
    /// The rule.
    pub rule: String,
    /// What went wrong.
    pub error: String,
}

/// A rule that lost against another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overruled {
    /// The rule that lost.
    pub rule: String,
    /// The rule that won.
    pub by: String,
    /// The module they disagree about.
    pub module: String,
}

/// The certificate of a choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Selection {
    /// `gain` or `gain_per_hour`.
    pub objective: &'static str,
    /// The score: hundredths of a point, or `{ points, hours }`.
    pub score: Value,
    /// What no set can exceed, in the same form.
    pub bound: Value,
    /// Whether the score is the best there is.
    pub proved: bool,
    /// How many modules there were to choose from.
    pub candidates: usize,
    /// How many partial sets were looked at.
    pub nodes: u64,
    /// The hours of the chosen modules.
    pub hours: Decimal,
    /// The hours there were.
    pub hours_available: Decimal,
}

/// A module that was left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// The module.
    pub module: String,
    /// `excluded`, `declined`, `inactive`, `unavailable`, `entry`, `covered`, `outscored`,
    /// `no_room` or `too_little`.
    pub reason: &'static str,
    /// The rules or modules responsible.
    pub by: Vec<String>,
    /// What it needs that is missing, for `entry` and `unavailable`.
    pub needs: Vec<String>,
    /// By how much the best plan with it scores less, in hundredths of a point.
    pub costs: Option<i64>,
}

/// A gap nothing in the plan closes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unclosed {
    /// The competency.
    pub competency: String,
    /// From which level it stays open.
    pub from: Decimal,
    /// Why.
    pub because: String,
}

/// Why there is no set of the usual size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Obstacle {
    /// `catalogue`, `hours`, `availability`, `entry` or `rules`.
    pub kind: &'static str,
    /// In words.
    pub text: String,
    /// The modules it keeps out.
    pub modules: Vec<String>,
}

/// A smaller set that scores more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shorter {
    /// The modules.
    pub modules: Vec<String>,
    /// The score.
    pub score: Value,
}
