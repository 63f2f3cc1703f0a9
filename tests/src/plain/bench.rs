//! How would one judge by hand who is ready for a role?
//!
//! Everybody by themselves, with a catalogue of their own, always by the shortest chain,
//! however long it is: nothing is left out because it cannot matter.

use std::collections::BTreeMap;

use jiff::civil::Date;
use waypath_engine::advice::{Settled, settled};
use waypath_engine::bench::{Band, Criterion, Unlock};
use waypath_engine::gap::{Demand, Wanted};
use waypath_engine::id::{CompetencyIx, Dense, ModuleIx, RoleIx};
use waypath_engine::level::Level;
use waypath_engine::library::Library;
use waypath_engine::person::{Person, confirmations};
use waypath_engine::quantity::{Hours, Span};
use waypath_engine::route::{Chain, Learning, is_offered};

/// How ready somebody is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "named as in the engine")]
pub struct Verdict {
    pub band: Band,
    pub failing: Vec<Criterion>,
    pub ready_on: Option<Date>,
    pub hours: Hours,
    pub estimated: Hours,
}

/// What is taken to be held, seen by somebody else, and today.
type Raised = BTreeMap<CompetencyIx, Level>;

/// Somebody, and what they can learn.
pub struct Candidate<'a> {
    library: &'a Library,
    person: &'a Person,
    as_of: Date,
    settled: Settled,
    learning: Learning<'a>,
}

impl<'a> Candidate<'a> {
    /// Somebody on a day.
    pub fn new(library: &'a Library, person: &'a Person, as_of: Date) -> Self {
        let learning = Learning::new(library, |module| is_offered(library, person, as_of, module));
        let settled = settled(library, person, as_of, None);
        Self { library, person, as_of, settled, learning }
    }

    fn held(&self, at: CompetencyIx, raised: &Raised) -> Level {
        let held = self.settled.standings[at].held();
        raised.get(&at).map_or(held, |level| held.max(*level))
    }

    fn served(&self) -> Date {
        let since = self.person.in_role_since.unwrap_or(self.as_of);
        self.library.roles[self.person.role].min_stay.map_or(Date::MIN, |stay| stay.after(since))
    }

    fn is_met(&self, wanted: &Wanted, raised: &Raised) -> bool {
        self.held(wanted.competency, raised) >= wanted.level
    }

    /// Whether somebody else saw it, today if it is raised so far, else on a day that a test holds for.
    fn is_seen(&self, wanted: &Wanted, raised: &Raised, day: impl Fn(Date) -> bool) -> bool {
        raised.get(&wanted.competency).is_some_and(|level| *level >= wanted.level)
            || confirmations(self.person, self.library, wanted.competency, self.as_of)
                .any(|seen| seen.level >= wanted.level && day(seen.date))
    }

    fn is_recent(&self, day: Date) -> bool {
        self.library.settings.bench_evidence.after(day) >= self.as_of
    }

    fn failing(&self, demand: &Demand, raised: &Raised) -> Vec<Criterion> {
        let critical: Vec<&Wanted> =
            demand.wanted.iter().filter(|wanted| wanted.importance.is_critical()).collect();
        let is_known = |wanted: &Wanted| {
            raised.contains_key(&wanted.competency)
                || !self.settled.standings[wanted.competency].is_without_evidence()
        };
        let met: Vec<&&Wanted> =
            critical.iter().filter(|wanted| self.is_met(wanted, raised)).collect();
        let seen = met.iter().filter(|wanted| self.is_seen(wanted, raised, |_| true)).count();
        let passes = |criterion| match criterion {
            Criterion::Known if critical.is_empty() => demand.wanted.iter().any(is_known),
            Criterion::Known => critical.iter().all(|wanted| is_known(wanted)),
            Criterion::Threshold => {
                demand.reaches_threshold(demand.met(|competency| self.held(competency, raised)))
            }
            Criterion::Critical => met.len() == critical.len(),
            Criterion::Confirmed => seen == met.len(),
            Criterion::Fresh => {
                let fresh = met
                    .iter()
                    .filter(|wanted| self.is_seen(wanted, raised, |day| self.is_recent(day)));
                fresh.count() == seen
            }
            Criterion::Available => !self.person.is_away(self.as_of),
            Criterion::Tenure => self.served() <= self.as_of,
        };
        Criterion::ALL.into_iter().filter(|criterion| !passes(*criterion)).collect()
    }

    /// How ready somebody is, with some levels raised.
    pub fn verdict(&mut self, demand: &Demand, raised: &Raised) -> Verdict {
        let failing = self.failing(demand, raised);
        let (band, ready_on, hours) = (Band::Later, None, Hours::ZERO);
        let later = Verdict { band, failing, ready_on, hours, estimated: hours };
        if later.failing.contains(&Criterion::Known) {
            return Verdict { band: Band::Unknown, ..later };
        }
        if later.failing.is_empty() {
            return Verdict { band: Band::Now, ready_on: Some(self.as_of), ..later };
        }
        let levels = [Criterion::Threshold, Criterion::Critical];
        let chain = if levels.iter().any(|criterion| later.failing.contains(criterion)) {
            self.chain(demand, raised)
        } else {
            Chain::default()
        };
        let ready_on = self.learned(chain.hours).map(|learned| learned.max(self.served()));
        match ready_on.filter(|day| *day <= self.library.settings.bench_soon.after(self.as_of)) {
            Some(day) => Verdict {
                band: Band::Soon,
                ready_on: Some(day),
                hours: chain.hours,
                estimated: chain.estimated,
                ..later
            },
            None => later,
        }
    }

    fn chain(&mut self, demand: &Demand, raised: &Raised) -> Chain {
        let held = Dense::build(&self.library.names.competencies, |competency, _| {
            self.held(competency, raised)
        });
        let mut after = held.clone();
        for wanted in demand.wanted.iter().filter(|wanted| wanted.importance.is_critical()) {
            after[wanted.competency] = after[wanted.competency].max(wanted.level);
        }
        let is_enough = demand.reaches_threshold(demand.met(|competency| after[competency]));
        let wanted =
            demand.wanted.iter().filter(|wanted| !is_enough || wanted.importance.is_critical());
        self.learning.chain(&held, wanted.map(|wanted| (wanted.competency, wanted.level)))
    }

    /// The last of the days on which somebody learns, day after day.
    fn learned(&self, hours: Hours) -> Option<Date> {
        let mut day = self.as_of;
        let is_away =
            |day: Date| self.person.away.is_some_and(|(from, to)| from <= day && day <= to);
        let next = |day: Date| Span::Days(1).after(day);
        while is_away(self.as_of) && is_away(day) {
            day = next(day);
        }
        let a_week = u64::from(self.settled.policy.hours_per_week.hundredths());
        let mut learned = 0;
        while learned < u64::from(hours.hundredths()) * 7 {
            day = next(day);
            if a_week == 0 || day > Span::Months(48).after(self.as_of) {
                return None;
            }
            learned += if is_away(day) { 0 } else { a_week };
        }
        Some(day)
    }

    /// What would raise somebody's verdict, each with the band and the hours.
    pub fn unlocks(&mut self, demand: &Demand) -> Vec<(What, Band, Hours)> {
        let verdict = self.verdict(demand, &Raised::new());
        let is_open = |wanted: &&Wanted| {
            let none = Raised::new();
            !self.is_met(wanted, &none)
                || (wanted.importance.is_critical()
                    && !self.is_seen(wanted, &none, |day| self.is_recent(day)))
        };
        let open: Vec<Wanted> = demand.wanted.iter().filter(is_open).cloned().collect();
        let mut found = Vec::new();
        let raises = |band: Band| band < verdict.band && band <= Band::Soon;
        for gap in &open {
            let raised = Raised::from([(gap.competency, gap.level)]);
            let band = self.verdict(demand, &raised).band;
            if raises(band) {
                let standings = &self.settled.standings;
                let held = Dense::build(&self.library.names.competencies, |competency, _| {
                    standings[competency].held()
                });
                let hours = self.learning.chain(&held, [(gap.competency, gap.level)]).hours;
                found.push((What::Competency(gap.competency), band, hours));
            }
        }
        for (ix, hours, raised) in self.modules(&open) {
            let band = self.verdict(demand, &raised).band;
            if raises(band) {
                found.push((What::Module(ix), band, hours));
            }
        }
        found
    }

    /// The modules that can be entered and build something open.
    fn modules(&self, open: &[Wanted]) -> Vec<(ModuleIx, Hours, Raised)> {
        let held = |competency: CompetencyIx| self.settled.standings[competency].held();
        let slack = self.library.settings.entry_slack;
        let modules = self.library.modules.iter().filter(|(ix, module)| {
            let builds = module.builds.iter().any(|built| {
                let of = open.iter().find(|gap| gap.competency == built.competency);
                of.is_some_and(|gap| built.to >= gap.level || built.to > held(gap.competency))
            });
            module.active
                && builds
                && is_offered(self.library, self.person, self.as_of, *ix)
                && module.entry.iter().all(|(at, level)| held(*at) >= level.less(slack))
        });
        modules
            .map(|(ix, module)| {
                (
                    ix,
                    module.hours,
                    module.builds.iter().map(|built| (built.competency, built.to)).collect(),
                )
            })
            .collect()
    }
}

/// What is learned by itself.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "it says all")]
pub enum What {
    Competency(CompetencyIx),
    Module(ModuleIx),
}

/// What unlocks most for everybody, the competencies apart from the modules.
pub fn unlocks(
    library: &Library,
    people: &[Person],
    roles: &[RoleIx],
    as_of: Date,
) -> (Vec<Unlock<What>>, Vec<Unlock<What>>) {
    let mut all: BTreeMap<What, Unlock<What>> = BTreeMap::new();
    for person in people {
        let mut candidate = Candidate::new(library, person, as_of);
        let mut hours_of: BTreeMap<What, Hours> = BTreeMap::new();
        for role in roles.iter().filter(|role| **role != person.role) {
            for (what, band, hours) in candidate.unlocks(&Demand::of(library, *role)) {
                let new = Unlock { what, now: 0, soon: 0, hours: Hours::ZERO };
                let sum = all.entry(what).or_insert(new);
                sum.now += usize::from(band == Band::Now);
                sum.soon += usize::from(band == Band::Soon);
                let most = hours_of.entry(what).or_default();
                *most = hours.max(*most);
            }
        }
        for (what, hours) in hours_of {
            let sum = all.get_mut(&what).unwrap();
            sum.hours = sum.hours + hours;
        }
    }
    let ranked = |is: fn(What) -> bool| {
        let mut of: Vec<Unlock<What>> =
            all.values().filter(|unlock| is(unlock.what)).copied().collect();
        of.sort_by_key(|unlock| {
            (std::cmp::Reverse(unlock.now + unlock.soon), unlock.hours, unlock.what)
        });
        of.truncate(3);
        of
    };
    (
        ranked(|what| matches!(what, What::Competency(_))),
        ranked(|what| matches!(what, What::Module(_))),
    )
}
