//! Which modules, when, and what do they close?

use jiff::civil::Date;

use super::calendar::Calendar;
use super::must_do::MustDo;
use super::offer::{Case, Offer};
use crate::id::{CompetencyIx, ModuleIx, RuleIx};
use crate::level::{Level, Points};
use crate::person::Status;
use crate::quantity::Hours;
use crate::select::{self, Candidate, Picked};

/// Whether a pick is new.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// Waypath suggests it.
    Proposed,
    /// Person and manager agreed on it.
    Agreed,
    /// Begun.
    Started,
}

impl State {
    /// The word plans use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Started => "started",
        }
    }
}

/// One module of a plan.
#[derive(Clone, Debug)]
pub struct Pick {
    /// The module.
    pub module: ModuleIx,
    /// Whether it is new.
    pub state: State,
    /// The first day of the week that holds its first hour.
    pub start: Date,
    /// The last day of the week that holds its last hour.
    pub finish: Date,
    /// What it closes that earlier picks left, with points.
    pub closes: Vec<Closed>,
    /// What rules add to it, and which.
    pub boost: (Points, Vec<RuleIx>),
    /// The rules that require it.
    pub required_by: Vec<RuleIx>,
}

/// A part of a gap that a pick closes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Closed {
    /// The leaf.
    pub competency: CompetencyIx,
    /// From which level.
    pub from: Level,
    /// To which level.
    pub to: Level,
    /// What it counts for.
    pub points: Points,
}

/// The modules of a set with their dates, in the order to take them: what is
/// begun first, then as `select::feasible_order` says.
pub(super) fn picks(
    case: Case<'_>,
    offer: &Offer,
    best: &Picked,
    calendar: &Calendar,
    must_do: &[MustDo],
) -> Vec<Pick> {
    let feasible = select::feasible_order(&offer.problem, &best.candidates);
    debug_assert!(feasible.is_some(), "an allowed set can be taken in some order");
    let mut order = feasible.unwrap_or_else(|| best.candidates.clone());
    let candidate = |position: &usize| -> Option<&Candidate> {
        let candidate = offer.problem.candidates.get(*position);
        debug_assert!(candidate.is_some(), "a set is made of candidates of its problem");
        candidate
    };
    order.sort_by_key(|position| {
        candidate(position).and_then(|it| case.status(it.module)) != Some(Status::Started)
    });
    let closed = select::closes(&offer.problem, &order);
    let mut used: Hours = must_do.iter().map(|duty| duty.hours).sum();
    let mut picks = Vec::new();
    for (candidate, covers) in order.iter().filter_map(candidate).zip(closed) {
        let before = used;
        used = used + candidate.hours;
        let ix = candidate.module;
        let rules = case.advice.modules.boosts.get(&ix).map(|(_, rules)| rules.clone());
        let (start, finish) = calendar.span_of(before, used);
        picks.push(Pick {
            module: ix,
            state: state(case.status(ix)),
            start,
            finish,
            closes: closes(offer, &covers),
            boost: (candidate.boost, rules.unwrap_or_default()),
            required_by: offer.required_by.get(&ix).cloned().unwrap_or_default(),
        });
    }
    picks
}

fn state(status: Option<Status>) -> State {
    match status {
        Some(Status::Started) => State::Started,
        Some(Status::Agreed) => State::Agreed,
        _ => State::Proposed,
    }
}

/// Joins the pieces a pick closes into one stretch where they touch.
fn closes(offer: &Offer, covers: &[u32]) -> Vec<Closed> {
    let mut closes: Vec<Closed> = Vec::new();
    let pieces = covers.iter().filter_map(|number| {
        let place = usize::try_from(*number).ok()?;
        Some((offer.pieces.get(place)?, offer.problem.stretches.get(place)?))
    });
    for (piece, points) in pieces {
        match closes.last_mut() {
            Some(last) if last.competency == piece.competency && last.to == piece.from => {
                last.to = piece.to;
                last.points = last.points + *points;
            }
            _ => closes.push(Closed {
                competency: piece.competency,
                from: piece.from,
                to: piece.to,
                points: *points,
            }),
        }
    }
    closes
}
