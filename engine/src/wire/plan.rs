//! How is a plan written down?

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::{
    Effect, Failure, FlagReason, GivenUp, Hole, MissingFact, Need, Obstacle, Place, SeenIn, Signal,
    Text, UnclosedReason, Validator,
};
use crate::id::{
    CompetencyId, Id, InvalidId, KpiId, ModuleId, PersonId, PersonaId, PromptId, RoleId, RuleId,
};
use crate::level::Level;
use crate::library::{
    Assessor, Channel, Direction, ImportanceWord, KpiKind, ProofKind, Recipient, Source,
};
use crate::plan::{Basis, Outcome, State};
use crate::quantity::{Amount, Hours, Span};
use crate::select::Objective;

/// A plan.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of this format.
    pub format: u8,
    /// What the plan was made from.
    pub provenance: Provenance,
    /// Whose plan it is.
    pub person: Person,
    /// What kind of answer it is.
    pub outcome: Outcome,
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
    /// How good the choice is, and how sure that is; `null` where nothing was chosen from.
    pub selection: Option<Selection>,
    /// The best modules that were left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Gaps that no module of the plan or the must-do block closes.
    pub unclosed: Vec<Unclosed>,
    /// Why there is no set of the usual size.
    pub stands_in_the_way: Vec<Obstacle>,
    /// A smaller set that closes more.
    pub shorter: Option<Shorter>,
    /// What was not worked out, because too much would have to be looked at.
    pub given_up: Vec<GivenUp>,
}

/// What a plan was made from.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The version of the engine.
    pub engine: Cow<'static, str>,
    /// The hash of the library's files.
    pub library: Text,
    /// The hash of its rule files.
    pub rules: Text,
    /// The hash of the person's rows.
    pub person: Text,
    /// The date the plan was made for.
    pub as_of: Date,
}

/// Whose plan it is.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The id in the people system.
    pub id: PersonId,
    /// The name.
    pub name: Text,
    /// The present role.
    pub role: RoleId,
    /// The role worked towards.
    pub target_role: Option<RoleId>,
    /// The persona.
    pub persona: Option<PersonaId>,
    /// The manager.
    pub manager: Option<Contact>,
    /// The mentor.
    pub mentor: Option<Contact>,
    /// The team.
    pub team: Option<Text>,
    /// The first and last day of an absence that touches the horizon.
    pub away: Option<(Date, Date)>,
}

/// Somebody a person works with.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The id.
    pub id: Text,
    /// The name, where it is known.
    pub name: Option<Text>,
}

/// From when to when a plan looks ahead.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Horizon {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Its weeks.
    pub weeks: u32,
    /// Hours of learning a week.
    pub hours_per_week: Hours,
    /// Hours of learning in it, absences taken off.
    pub hours: Hours,
}

/// How much of a role's expectations is met, in whole percent.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Readiness {
    /// The role.
    pub role: RoleId,
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
    pub unmet_critical: Vec<CompetencyId>,
    /// Critical expectations that are met, but that nobody except the person saw.
    pub unconfirmed_critical: Vec<CompetencyId>,
}

/// One gap.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no fields of the format")]
pub struct Gap {
    /// The competency.
    pub competency: CompetencyId,
    /// The level held, or assumed.
    pub held: Level,
    /// The level expected.
    pub expected: Level,
    /// The levels missing.
    pub missing: Level,
    /// How much it matters.
    pub importance: ImportanceWord,
    /// What it counts for, in hundredths of a point.
    pub points: i64,
    /// Whether the level held is only assumed.
    pub provisional: bool,
    /// Whether it is large enough to plan for.
    pub planned: bool,
    /// The competency that requires it, where no role expects it.
    pub implied_by: Option<CompetencyId>,
    /// The expectation's place: file and line.
    pub place: Option<Place>,
    /// What the level held rests on.
    pub evidence: Option<Evidence>,
    /// The day on which the last evidence ceased to count, where there was some.
    pub lapsed: Option<Date>,
}

/// What a level rests on.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no fields of the format")]
pub struct Evidence {
    /// Where the observation comes from.
    pub source: Source,
    /// When it was made.
    pub date: Date,
    /// Whether it is older than its source stays fresh.
    pub stale: bool,
    /// Whether it was observed of a neighbour.
    pub inferred: bool,
    /// File and line.
    pub place: Option<Place>,
}

/// A module that has to be done.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MustDo {
    /// The module.
    pub module: ModuleId,
    /// Its hours.
    pub hours: Hours,
    /// When it is due.
    pub due: Date,
    /// When it has to be done again.
    pub renew: Option<Date>,
    /// Whether it is overdue.
    pub overdue: bool,
    /// The rule that mandates it.
    pub rule: RuleId,
}

/// One module of the plan.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// The module.
    pub module: ModuleId,
    /// Its place in the order, from 1.
    pub order: usize,
    /// Whether it is new.
    pub state: State,
    /// Its hours.
    pub hours: Hours,
    /// The first day of the week that holds its first hour.
    pub start: Date,
    /// The last day of the week that holds its last hour.
    pub finish: Date,
    /// What it closes that earlier modules left.
    pub closes: Vec<Closes>,
    /// What rules add to or take from it.
    pub boost: Boost,
    /// The rules that require it.
    pub required_by: Vec<RuleId>,
    /// The best plans without it.
    pub swaps: Vec<Swap>,
}

/// What a module closes of one gap.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Closes {
    /// The competency.
    pub competency: CompetencyId,
    /// From which level.
    pub from: Level,
    /// To which level.
    pub to: Level,
    /// What that counts for, in hundredths of a point.
    pub points: i64,
}

/// What rules add to a module.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Boost {
    /// In hundredths of a point.
    pub points: i64,
    /// The rules.
    pub rules: Vec<RuleId>,
}

/// A plan that goes without a module.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Swap {
    /// What goes.
    pub out: Vec<ModuleId>,
    /// What comes.
    #[serde(rename = "in")]
    pub into: Vec<ModuleId>,
    /// By how much the plan scores less, in hundredths of a point; for
    /// `gain_per_hour` in hundredths of a point an hour.
    pub costs: i64,
}

/// Module, proof, KPI and evidence chain.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The module.
    pub module: ModuleId,
    /// When the learning is done.
    pub learned_by: Date,
    /// When the proof is due.
    pub due: Date,
    /// The proof of application.
    pub proof: Proof,
    /// The KPI; `null` only for an agreed module that builds nothing expected.
    pub kpi: Option<Kpi>,
    /// The five rows of the evidence chain.
    pub chain: Vec<Link>,
}

/// A proof of application.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// What kind of work it is.
    pub kind: ProofKind,
    /// What it produces.
    pub produces: Text,
    /// What can be seen when it is done.
    pub done_when: Vec<Text>,
    /// Who validates it; `null` where the person has none of those named.
    pub validated_by: Option<Validator>,
}

/// The KPI of a milestone.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    /// The KPI.
    pub kpi: KpiId,
    /// Its unit.
    pub unit: Text,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it moves early or late.
    pub kind: KpiKind,
    /// Where it stands; `null` where nobody measured it.
    pub baseline: Option<Amount>,
    /// Where it should be; `null` where the role sets none.
    pub target: Option<Amount>,
    /// Whose number the baseline is.
    pub basis: Option<Basis>,
    /// The system that reports it.
    pub source: Text,
    /// For how long it is measured, as its author wrote it: `12 weeks`.
    pub window: Span,
    /// From when it is measured.
    pub measure_from: Date,
    /// Until when it is measured.
    pub measure_until: Date,
    /// KPIs that move before it does.
    pub leading: Vec<KpiId>,
    /// Where the baseline stands: file and line.
    pub place: Option<Place>,
}

/// One row of an evidence chain.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Which row it is.
    pub layer: Layer,
    /// What shows it; `null` for a hole.
    pub signal: Option<Signal>,
    /// Where it is seen; `null` for a hole.
    pub source: Option<SeenIn>,
    /// What is missing, where this is a hole.
    pub hole: Option<Hole>,
}

/// A row of the evidence chain, from learning to the business.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The learning activity.
    Activity,
    /// The behaviour at work.
    Behaviour,
    /// The growth of a capability.
    Capability,
    /// Readiness for the role.
    Readiness,
    /// The business KPI.
    Kpi,
}

/// A coaching prompt with its dates.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Coaching {
    /// The prompt.
    pub prompt: PromptId,
    /// What it is for.
    #[serde(rename = "for")]
    pub about: Thing,
    /// The 1:1s it is for.
    pub on: Vec<Date>,
    /// What the manager says.
    pub say: Text,
    /// What to look for.
    pub look_for: Vec<Text>,
    /// What to tick off.
    pub checklist: Vec<Text>,
    /// The rule that gives it.
    pub rule: Option<RuleId>,
}

/// A thing of the library or the person themselves; written as its kind and its id,
/// which is `null` for the person.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(try_from = "KindAndId")]
#[schemars(with = "KindAndId")]
pub enum Thing {
    /// The person.
    Person,
    /// A gap of the person.
    Gap(CompetencyId),
    /// A competency.
    Competency(CompetencyId),
    /// A module.
    Module(ModuleId),
    /// A persona.
    Persona(PersonaId),
}

impl Thing {
    /// Its id; `None` for the person.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Person => None,
            Self::Gap(id) | Self::Competency(id) => Some(id.as_str()),
            Self::Module(id) => Some(id.as_str()),
            Self::Persona(id) => Some(id.as_str()),
        }
    }
}

/// What kind of thing something is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum ThingKind {
    Person,
    Gap,
    Competency,
    Module,
    Persona,
}

/// A [`Thing`] as it is written.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
struct KindAndId<'a> {
    kind: ThingKind,
    id: Option<Cow<'a, str>>,
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, id) = match self {
            Self::Person => (ThingKind::Person, None),
            Self::Gap(id) => (ThingKind::Gap, Some(id.as_str())),
            Self::Competency(id) => (ThingKind::Competency, Some(id.as_str())),
            Self::Module(id) => (ThingKind::Module, Some(id.as_str())),
            Self::Persona(id) => (ThingKind::Persona, Some(id.as_str())),
        };
        KindAndId { kind, id: id.map(Cow::Borrowed) }.serialize(serializer)
    }
}

impl TryFrom<KindAndId<'_>> for Thing {
    type Error = String;

    fn try_from(KindAndId { kind, id }: KindAndId<'_>) -> Result<Self, String> {
        let invalid = |error: InvalidId| error.to_string();
        match (kind, id.as_deref()) {
            (ThingKind::Person, None) => Ok(Self::Person),
            (ThingKind::Gap, Some(id)) => id.parse().map(Self::Gap).map_err(invalid),
            (ThingKind::Competency, Some(id)) => id.parse().map(Self::Competency).map_err(invalid),
            (ThingKind::Module, Some(id)) => id.parse().map(Self::Module).map_err(invalid),
            (ThingKind::Persona, Some(id)) => id.parse().map(Self::Persona).map_err(invalid),
            (ThingKind::Person, Some(_)) => Err("the person has no `id` here".to_owned()),
            (_, None) => Err("`id` is missing".to_owned()),
        }
    }
}

/// A dated reminder.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Nudge {
    /// When.
    pub on: Date,
    /// Where.
    pub channel: Channel,
    /// What it says.
    pub text: Text,
    /// The rule that sends it.
    pub rule: RuleId,
}

/// An assessment to make.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Assess {
    /// The competency.
    pub competency: CompetencyId,
    /// Who or what assesses.
    pub by: Assessor,
    /// Why.
    pub because: AssessReason,
    /// The rule that asks for it.
    pub rule: Option<RuleId>,
    /// The day on which the last evidence ceased to count, where it lapsed.
    pub lapsed: Option<Date>,
}

/// Why an assessment is asked for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessReason {
    /// Nobody has evidence.
    Unknown,
    /// The last evidence has ceased to count.
    Lapsed,
    /// Only a neighbour suggests a level.
    Inferred,
    /// It is critical, and only the person says it is met.
    Unconfirmed,
    /// A rule asks for it.
    Rule,
}

/// Something somebody is told.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// Who.
    pub to: Recipient,
    /// What a rule's author wrote; `null` where the engine found something.
    pub text: Option<Text>,
    /// What the engine found; `null` where a rule says it.
    pub reason: Option<FlagReason>,
    /// The rule behind it.
    pub rule: Option<RuleId>,
}

/// What the rules did.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fired {
    /// The rule.
    pub rule: RuleId,
    /// About what.
    pub about: Thing,
    /// Why the rule is there.
    pub because: Text,
    /// What it did.
    pub effects: Vec<Effect>,
}

/// A rule that could not be decided.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Undecided {
    /// The rule.
    pub rule: RuleId,
    /// The facts nobody has evidence of.
    pub needs: Vec<MissingFact>,
}

/// A rule or effect that went wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Failed {
    /// The rule.
    pub rule: RuleId,
    /// What went wrong.
    pub error: Failure,
}

/// A rule that lost against another.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Overruled {
    /// The rule that lost.
    pub rule: RuleId,
    /// The rule that won.
    pub by: RuleId,
    /// The module they disagree about.
    pub module: ModuleId,
}

/// How good a choice is, and how sure that is.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// What the choice maximises.
    pub objective: Objective,
    /// What the choice is worth; `null` where no set was allowed.
    pub score: Option<Score>,
    /// What no set can exceed, in the same form.
    pub bound: Score,
    /// Whether the score is the best there is.
    pub proved: bool,
    /// How many modules there were to choose from.
    pub candidates: usize,
    /// How many partial sets were looked at.
    pub nodes: u64,
    /// The hours of the chosen modules.
    pub hours: Hours,
    /// The hours there were.
    pub hours_available: Hours,
}

/// What a set is worth, in hundredths of a point.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Score {
    /// Points.
    Points(i64),
    /// Points and the hours they take, where the choice maximises points an hour.
    PerHour(PointsPerHour),
}

/// Points, and the hours they take.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PointsPerHour {
    /// In hundredths of a point.
    pub points: i64,
    /// The hours.
    pub hours: Hours,
}

/// A module that was left out.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(try_from = "WrittenLeftOut")]
#[schemars(with = "WrittenLeftOut")]
pub struct LeftOut {
    /// The module.
    pub module: ModuleId,
    /// Why.
    pub reason: LeftOutReason,
    /// The rules or modules responsible.
    pub by: Responsible,
    /// What it needs that is missing, for `entry` and `unavailable`.
    pub needs: Vec<Need>,
    /// By how much the best plan with it scores less, in hundredths of a point.
    pub costs: Option<i64>,
}

/// Why a module was left out.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// Rules keep it out.
    Excluded,
    /// The person declined it.
    Declined,
    /// It is offered to nobody.
    Inactive,
    /// It is not offered to the person.
    Unavailable,
    /// It asks for more than the person or the plan has.
    Entry,
    /// Modules of the plan cover all it covers.
    Covered,
    /// The best plan with it is worth less.
    Outscored,
    /// It fits in no plan: hours, or what has to be in, leave no room.
    NoRoom,
    /// It closes less than the smallest gain, or nothing.
    TooLittle,
    /// It was given up to find out; see [`Plan::given_up`].
    NotWorkedOut,
}

impl LeftOutReason {
    /// The word plans use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Declined => "declined",
            Self::Inactive => "inactive",
            Self::Unavailable => "unavailable",
            Self::Entry => "entry",
            Self::Covered => "covered",
            Self::Outscored => "outscored",
            Self::NoRoom => "no_room",
            Self::TooLittle => "too_little",
            Self::NotWorkedOut => "not_worked_out",
        }
    }
}

/// What is responsible for a module that was left out, written as a list of ids.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Responsible {
    /// The rules that keep it out.
    Rules(Vec<RuleId>),
    /// The modules that cover it.
    Modules(Vec<ModuleId>),
}

/// A [`LeftOut`] as it is written: its reason says what the ids in `by` name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenLeftOut {
    module: ModuleId,
    reason: LeftOutReason,
    by: Vec<Text>,
    needs: Vec<Need>,
    costs: Option<i64>,
}

impl TryFrom<WrittenLeftOut> for LeftOut {
    type Error = InvalidId;

    fn try_from(written: WrittenLeftOut) -> Result<Self, InvalidId> {
        let WrittenLeftOut { module, reason, by, needs, costs } = written;
        let by = match reason {
            LeftOutReason::Excluded => Responsible::Rules(ids(&by)?),
            _ => Responsible::Modules(ids(&by)?),
        };
        Ok(Self { module, reason, by, needs, costs })
    }
}

fn ids<I: Id>(texts: &[Text]) -> Result<Vec<I>, InvalidId> {
    texts.iter().map(|text| text.parse()).collect()
}

/// A gap nothing in the plan closes.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Unclosed {
    /// The competency.
    pub competency: CompetencyId,
    /// From which level it stays open.
    pub from: Level,
    /// Why.
    pub because: UnclosedReason,
}

/// A smaller set that scores more.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shorter {
    /// The modules.
    pub modules: Vec<ModuleId>,
    /// The score.
    pub score: Score,
}
