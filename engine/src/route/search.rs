//! Which routes lead to a role with the least learning and the fewest moves?
//!
//! Best first over partial routes. A partial route costs at least its hours so far,
//! the hours of the direct move from where it stands (a stop between never makes
//! learning shorter), and its moves. How many moves are left at least is counted as
//! if everything within reach were learned with each of them: a person who holds more
//! can go wherever others can.
//!
//! The queue is ordered as routes are: cost, then moves, then roles. What is at its
//! head is never worse than what it leads to, so routes leave it in their order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

use super::chain::Levels;
use super::lattice::Lattice;
use super::limits::Limits;
use super::rows::{LevelRow, RoleRows};
use crate::id::RoleIx;
use crate::number::Exact as _;
use crate::quantity::Hours;

/// The most moves of a route. Each is a job of its own: six fill a working life, and
/// a longer answer helps nobody.
pub const MOST_MOVES: usize = 6;
/// How many partial routes are looked at before the search is given up.
const PARTIAL: u64 = 20_000;
/// The same where any route will do. Those that come closest are looked at first, so a
/// route that is not found soon is rarely there.
const PARTIAL_REACH: u64 = 300;

/// A way to a role by feasible moves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Route {
    /// The roles moved to, the last one included.
    pub roles: Vec<RoleIx>,
    /// The hours of learning of all its moves.
    pub hours: Hours,
    /// These, and the hours that a move costs for each of them.
    pub cost: Hours,
}

/// The best routes to a role, and how sure that is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Routes {
    /// By cost, then by the number of moves, then by role.
    pub routes: Vec<Route>,
    /// No route costs less; `None` where there is no route.
    pub at_least: Option<Hours>,
    /// No route that is not listed costs less; `None` where there is no other.
    pub next_at_least: Option<Hours>,
    /// How many partial routes were looked at.
    pub looked_at: u64,
    /// Whether no other route belongs among these, for certain.
    pub proved: bool,
}

/// A partial route in the queue, with what it costs at least once it is complete. The
/// order of the fields is the order of the queue, and so that of the routes found.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Queued {
    cost: Hours,
    moves: usize,
    roles: Vec<RoleIx>,
    stage: Stage,
}

#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Stage {
    /// The last of the roles was reached from a node.
    Reached {
        role: RoleIx,
        from: usize,
        /// The hours of learning so far.
        hours: Hours,
    },
    /// Where else it goes on from a node than straight to the end. One entry stands for
    /// all these moves until it is at the head: most never are, and cost nothing.
    Onward(usize),
}

/// A partial route: where one stands and what one holds.
struct Standpoint {
    row: LevelRow,
    hours: Hours,
}

/// In which order partial routes are looked at.
#[derive(Clone, Copy, Eq, PartialEq)]
enum QueueOrder {
    /// By what the whole route costs at least.
    Cheapest,
    /// By what is left.
    Nearest,
    /// By the levels that are left, whatever the moves take.
    Closest,
}

impl Lattice<'_> {
    /// Returns the best routes from a role to another, at most so many.
    ///
    /// `held` are the levels somebody in the role `from` holds. No role is visited
    /// twice, the one at the start included.
    pub fn routes(&mut self, from: RoleIx, held: &Levels, to: RoleIx, most: usize) -> Routes {
        self.routes_among(from, held, to, most, PARTIAL)
    }

    /// As [`Self::routes`], looking at so many partial routes before giving up.
    pub fn routes_among(
        &mut self,
        from: RoleIx,
        held: &Levels,
        to: RoleIx,
        most: usize,
        partial: u64,
    ) -> Routes {
        if from == to || most == 0 {
            let none = Routes {
                routes: Vec::new(),
                at_least: None,
                next_at_least: None,
                looked_at: 0,
                proved: true,
            };
            return none;
        }
        let mut search = SearchRun::new(self, held, from, to, Limits::of(self.library));
        search.partial = partial;
        let found = search.run(QueueOrder::Cheapest, most);
        if found.proved || !found.routes.is_empty() {
            return found;
        }
        // Given up: the way that always looks nearest is a route at least.
        let nearest = search.run(QueueOrder::Nearest, 1);
        Routes { routes: nearest.routes, ..found }
    }
}

impl Lattice<'_> {
    /// Whether a route leads from levels to a role within certain limits; also `false`
    /// where the search for one was given up.
    pub(crate) fn is_within_reach(
        &mut self,
        held: &Levels,
        from: RoleIx,
        to: RoleIx,
        limits: Limits,
    ) -> bool {
        let mut search = SearchRun::new(self, held, from, to, limits);
        search.partial = PARTIAL_REACH;
        !search.run(QueueOrder::Closest, 1).routes.is_empty()
    }
}

struct SearchRun<'s, 'a> {
    lattice: &'s mut Lattice<'a>,
    rows: Rc<RoleRows>,
    limits: Limits,
    held: &'s Levels,
    from: RoleIx,
    to: RoleIx,
    per_move: Hours,
    nodes: Vec<Standpoint>,
    waiting: BinaryHeap<Reverse<Queued>>,
    order: QueueOrder,
    /// How many partial routes are looked at before the search is given up.
    partial: u64,
    /// Whether every chain looked at is the shortest, for certain.
    is_proved: bool,
}

impl<'s, 'a> SearchRun<'s, 'a> {
    fn new(
        lattice: &'s mut Lattice<'a>,
        held: &'s Levels,
        from: RoleIx,
        to: RoleIx,
        limits: Limits,
    ) -> Self {
        Self {
            rows: lattice.rows(limits),
            limits,
            per_move: lattice.library().settings.move_hours,
            lattice,
            held,
            from,
            to,
            nodes: Vec::new(),
            waiting: BinaryHeap::new(),
            order: QueueOrder::Cheapest,
            partial: PARTIAL,
            is_proved: true,
        }
    }

    fn run(&mut self, order: QueueOrder, most: usize) -> Routes {
        self.order = order;
        self.nodes.clear();
        self.waiting.clear();
        let start = Standpoint { row: self.rows.row(self.held), hours: Hours::ZERO };
        self.arrive(start, Vec::new());
        let least = self.waiting.peek().map(|Reverse(entry)| entry.cost);
        let mut routes: Vec<Route> = Vec::new();
        let mut looked_at = 0_u64;
        // Of partial routes over the same roles to the same one, whatever follows the
        // worst follows the better ones too: as many are enough as are asked for.
        let mut alike: BTreeMap<(Vec<RoleIx>, RoleIx), usize> = BTreeMap::new();
        let mut passed_over: Option<Hours> = None;
        let mut is_given_up = false;
        while routes.len() < most
            && let Some(Reverse(next)) = self.waiting.pop()
        {
            let (role, from, hours) = match next.stage {
                Stage::Onward(node) => {
                    self.go_on(node, &next.roles);
                    continue;
                }
                Stage::Reached { role, from, hours } => (role, from, hours),
            };
            looked_at = looked_at.plus(1);
            if role == self.to {
                let cost = hours + self.moving(next.roles.len());
                routes.push(Route { roles: next.roles, hours, cost });
                continue;
            }
            if looked_at > self.partial {
                // Back into the queue: its head bounds what was not looked at.
                self.waiting.push(Reverse(next));
                is_given_up = true;
                break;
            }
            let mut set = next.roles.clone();
            set.sort_unstable();
            let alike = alike.entry((set, role)).or_default();
            if *alike >= most {
                passed_over = passed_over.or(Some(next.cost));
            } else if let Some(before) = self.nodes.get(from) {
                *alike = alike.plus(1);
                let mut row = before.row.clone();
                self.rows.arrive(&mut row, role);
                self.arrive(Standpoint { row, hours }, next.roles);
            }
        }
        let next = self.waiting.peek().map(|Reverse(entry)| entry.cost);
        let best = routes.first().map(|route| route.cost);
        let is_sure = self.is_proved && !is_given_up;
        Routes {
            at_least: match best {
                Some(best) if self.is_proved => Some(best),
                // Some chain may be shorter than the one found, so only the bound of the
                // very first entry is certain.
                Some(_) => least,
                None => next,
            },
            next_at_least: next.into_iter().chain(passed_over).min(),
            routes,
            looked_at,
            proved: is_sure,
        }
    }

    /// Puts into the queue how a partial route goes on: straight to the end, or onward.
    fn arrive(&mut self, node: Standpoint, roles: Vec<RoleIx>) {
        let moves = roles.len();
        let Some(more) = self.fewest_moves(&node.row, MOST_MOVES.minus(moves)) else {
            return;
        };
        let (straight, left) = self.hours(&node.row, self.to);
        let hours = node.hours;
        let at = self.nodes.len();
        self.nodes.push(node);
        if more == 1 {
            let mut roles = roles.clone();
            roles.push(self.to);
            let hours = hours + straight;
            let stage = Stage::Reached { role: self.to, from: at, hours };
            self.wait(hours, Hours::ZERO, roles, 0, stage);
        }
        // Straight to the end is one move, and queued by itself; any other way takes two.
        let more = more.max(2);
        if moves.plus(more) <= MOST_MOVES {
            self.wait(hours, left, roles, more, Stage::Onward(at));
        }
    }

    /// Goes on from a node to every role but the last.
    fn go_on(&mut self, at: usize, roles: &[RoleIx]) {
        let Some((row, hours)) = self.nodes.get(at).map(|node| (node.row.clone(), node.hours))
        else {
            return;
        };
        let moves = roles.len().plus(1);
        let library = self.lattice.library();
        for role in library.names.roles.indices() {
            if role == self.to || role == self.from || roles.contains(&role) {
                continue;
            }
            // A role that expects nothing is no way to anything.
            if self.lattice.demand(role).wanted.is_empty() {
                continue;
            }
            if !self.is_feasible(&row, role) {
                continue;
            }
            let mut after = row.clone();
            self.rows.arrive(&mut after, role);
            let more = if self.is_feasible(&after, self.to) { 1 } else { 2 };
            if moves.plus(more) > MOST_MOVES {
                continue;
            }
            let hours = hours + self.hours(&row, role).0;
            let left = self.hours(&after, self.to).1;
            let mut roles = roles.to_vec();
            roles.push(role);
            self.wait(hours, left, roles, more, Stage::Reached { role, from: at, hours });
        }
    }

    /// Puts something into the queue that takes so many more hours and moves at least.
    fn wait(&mut self, hours: Hours, left: Hours, roles: Vec<RoleIx>, more: usize, stage: Stage) {
        let moves = roles.len().plus(more);
        let cost = match self.order {
            QueueOrder::Cheapest => hours + left + self.moving(moves),
            // What was spent does not count: any route will do, as soon as possible.
            QueueOrder::Nearest => left + self.moving(more),
            QueueOrder::Closest => left,
        };
        self.waiting.push(Reverse(Queued { cost, moves, roles, stage }));
    }

    fn moving(&self, moves: usize) -> Hours {
        self.per_move.times(u32::try_from(moves).unwrap_or(u32::MAX))
    }

    /// How many moves there are to the end at least; `None` where more than allowed,
    /// or where there is no way at all.
    fn fewest_moves(&self, row: &[u16], most: usize) -> Option<usize> {
        let roles = self.lattice.library().names.roles.indices();
        let mut apart: Vec<RoleIx> = roles.filter(|role| *role != self.to).collect();
        let mut row = row.to_vec();
        for moves in 1..=most {
            if self.is_feasible(&row, self.to) {
                return Some(moves);
            }
            let before = row.clone();
            apart.retain(|role| {
                let is_near = self.is_feasible(&before, *role);
                if is_near {
                    self.rows.arrive(&mut row, *role);
                }
                !is_near
            });
            if row == before {
                return None;
            }
        }
        None
    }

    fn is_feasible(&self, row: &[u16], to: RoleIx) -> bool {
        self.rows.is_feasible(row, to).unwrap_or_else(|| {
            self.lattice.is_feasible_within(&self.rows.levels(row, self.held), to, self.limits)
        })
    }

    /// The hours of a move, and what they are at least.
    fn hours(&mut self, row: &[u16], to: RoleIx) -> (Hours, Hours) {
        if self.rows.is_untaught() || self.order == QueueOrder::Closest {
            let hours = self.rows.declared(row, to);
            return (hours, hours);
        }
        let chain = self.lattice.chain(&self.rows.levels(row, self.held), to);
        self.is_proved &= chain.is_proved();
        (chain.hours, chain.at_least)
    }
}
