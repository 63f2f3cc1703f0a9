//! What does a document say, before it is laid out?
//!
//! A [`Page`] holds finished sentences. Every format lays out the same page, so
//! that what is said cannot differ between them; templates get it as their
//! variables.

use serde::Serialize;

/// Everything a document says.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Page {
    /// `learner`, `manager` or `admin`.
    pub(super) audience: &'static str,
    /// The plan's outcome, as in its JSON form.
    pub(super) outcome: &'static str,
    /// The library's name; may be empty.
    pub(super) library: String,
    /// Whose plan it is.
    pub(super) person: Who,
    /// From when to when it looks ahead.
    pub(super) period: String,
    /// `Proposed`, `Agreed` and so on.
    pub(super) status: String,
    /// Manager, hours a week, absence, hours used.
    pub(super) facts: Vec<String>,
    /// The answer, where the readiness alone does not give it.
    pub(super) answer: Vec<String>,
    /// Readiness for the planned role, then for the present one.
    pub(super) readiness: Vec<Ready>,
    /// What to do this week.
    pub(super) this_week: Vec<String>,
    /// Mandated modules.
    pub(super) must_do: Vec<Duty>,
    /// The modules with their milestones, in order.
    pub(super) steps: Vec<Step>,
    /// Milestones still due from before.
    pub(super) still_due: Vec<Step>,
    /// Which gaps the modules work on.
    pub(super) why: Vec<String>,
    /// Rules behind the plan.
    pub(super) reasons: Vec<Reason>,
    /// Other plans of nearly the same worth.
    pub(super) swaps: Vec<String>,
    /// Gaps that stay open.
    pub(super) open: Vec<String>,
    /// Assessments to make.
    pub(super) ask: Vec<Question>,
    /// What was assumed.
    pub(super) assumed: Option<String>,
    /// Why there is no plan of the usual size.
    pub(super) obstacles: Vec<String>,
    /// A smaller plan that closes more.
    pub(super) shorter: Option<String>,
    /// The best modules that were left out.
    pub(super) left_out: Vec<String>,
    /// Where the person stands in each gap.
    pub(super) gaps: Vec<Standing>,
    /// Dated reminders.
    pub(super) reminders: Vec<Dated>,
    /// What this audience is told.
    pub(super) flags: Vec<Reason>,
    /// The next 1:1; none for the admin.
    pub(super) talk: Option<Talk>,
    /// The 1:1s after the next one, by date; only for the manager.
    pub(super) meetings: Vec<Meeting>,
    /// What managers of this persona do; only for the manager.
    pub(super) practices: Vec<String>,
    /// Who decides about the plan.
    pub(super) suggestion: String,
    /// How the plan came about; only for the admin.
    pub(super) trail: Option<Trail>,
}

/// A person.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Who {
    pub(super) name: String,
    pub(super) first: String,
    pub(super) role: String,
    pub(super) target: Option<String>,
    pub(super) persona: Option<String>,
    pub(super) team: Option<String>,
    /// Who signs with them, and what they are called: `Marta Reis`, `Marta`.
    pub(super) partner: Option<String>,
    pub(super) partner_first: Option<String>,
}

/// Readiness for one role.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Ready {
    /// `Ready for the job`, `Ready for Support team lead`.
    pub(super) label: String,
    /// `51-55 % now -> 89-94 % if every proof is accepted`.
    pub(super) line: String,
    /// `needs 80 % and all critical skills`.
    pub(super) needs: String,
    /// What explains or qualifies the numbers.
    pub(super) notes: Vec<String>,
    pub(super) now: u8,
    pub(super) now_high: u8,
    pub(super) after: u8,
    pub(super) after_high: u8,
    /// What the role asks for.
    pub(super) threshold: u8,
}

/// A mandated module.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Duty {
    pub(super) title: String,
    pub(super) hours: String,
    /// `by 23 Jan`, `overdue since 3 Jan`.
    pub(super) due: String,
    /// `renew Jan 2027`.
    pub(super) renew: Option<String>,
    pub(super) because: Option<String>,
}

/// A module with its milestone.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Step {
    /// Its place in the order; none for one learned before.
    pub(super) number: Option<usize>,
    pub(super) title: String,
    /// Modality, references, state.
    pub(super) traits: Vec<String>,
    pub(super) hours: String,
    /// `1 > 2`, of what it closes most of.
    pub(super) level: String,
    /// `Call diagnosis 1 > 2`, each thing it closes.
    pub(super) builds: Vec<String>,
    pub(super) start: String,
    pub(super) learned_by: String,
    /// When the proof is due; absent where the plan has no milestone for it.
    pub(super) due: Option<String>,
    pub(super) proof: Option<Proof>,
    pub(super) kpi: Option<Kpi>,
    pub(super) chain: Vec<Row>,
}

/// A proof of application.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Proof {
    pub(super) kind: &'static str,
    pub(super) produces: String,
    pub(super) done_when: Vec<String>,
    /// `Marta Reis (manager)`.
    pub(super) checked_by: Option<String>,
}

/// The KPI of a milestone.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kpi {
    pub(super) name: String,
    /// `62 -> 72 %`.
    pub(super) change: String,
    /// `team`, `person` or `role`: whose number the change starts from.
    pub(super) basis: Option<&'static str>,
    pub(super) source: String,
    /// `12 weeks`.
    pub(super) window: String,
    /// `24 Feb - 18 May`.
    pub(super) measured: String,
    /// KPIs that move first.
    pub(super) leading: String,
}

/// One row of an evidence chain.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    /// `Learning activity` and so on.
    pub(super) layer: String,
    pub(super) signal: Option<String>,
    pub(super) source: Option<String>,
    /// What is missing.
    pub(super) hole: Option<String>,
}

/// Something said, about what, and why.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(super) struct Reason {
    pub(super) about: String,
    pub(super) because: String,
}

/// An assessment to make.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Question {
    pub(super) competency: String,
    /// `a test`, `a colleague`.
    pub(super) by: String,
    pub(super) because: String,
    /// What is seen at the level expected.
    pub(super) look_for: Option<String>,
}

/// Where a person stands in one gap.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Standing {
    pub(super) competency: String,
    pub(super) held: String,
    pub(super) expected: String,
    /// `critical`, and what there is to say about it.
    pub(super) importance: String,
    /// `manager, 2 Nov 2025`.
    pub(super) rests_on: String,
    /// File and line of the evidence; only for the admin.
    pub(super) place: Option<String>,
    /// What is seen at the level expected.
    pub(super) anchor: Option<String>,
}

/// A dated text.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Dated {
    pub(super) on: String,
    pub(super) how: String,
    pub(super) text: String,
}

/// The next 1:1.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Talk {
    /// `For Marta`, `For your manager`.
    pub(super) label: String,
    /// `10 minutes, Mon 19 Jan`.
    pub(super) when: String,
    pub(super) ask: Vec<String>,
    pub(super) look_for: Vec<String>,
    pub(super) checklist: Vec<String>,
    /// `24 Feb, 10 Mar`.
    pub(super) proofs: String,
}

/// A 1:1 with its prompt.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Meeting {
    pub(super) on: String,
    pub(super) ask: String,
    pub(super) about: Option<String>,
    /// Empty where the prompt was asked before.
    pub(super) look_for: Vec<String>,
    pub(super) checklist: Vec<String>,
    /// When the prompt was first asked.
    pub(super) since: Option<String>,
}

/// How a plan came about.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Trail {
    pub(super) person_id: String,
    /// How good the choice is, and what it took to find it.
    pub(super) choice: Vec<String>,
    pub(super) undecided: Vec<Reason>,
    pub(super) failed: Vec<Reason>,
    pub(super) overruled: Vec<Reason>,
    pub(super) fired: Vec<Reason>,
    pub(super) numbers: Vec<Reason>,
    pub(super) made_from: Vec<Reason>,
}
