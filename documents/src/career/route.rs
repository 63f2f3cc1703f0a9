//! Which way leads to a role, and what does each move take?

use waypath_engine::id::KpiId;
use waypath_engine::level::Level;
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{Enough, GradeDirection, Hop, Learned, Route, Routes};

use super::words::CareerWords;
use crate::labels::Labels;
use crate::language::{Language, Signs};
use crate::messages::Argument;
use crate::sheet::Sheet;
use crate::words::capital;

/// How many skills, modules or roles are named in a line.
const NAMED: usize = 4;
/// Where the text stands behind a label, and that of a move.
const LABEL: usize = 8;
const DETAIL: usize = 13;

/// Writes the best routes as text.
pub fn render_routes(
    routes: &Routes,
    labels: Labels<'_>,
    language: &Language,
    with_unlocks: bool,
) -> String {
    let mut page = RoutePage { sheet: Sheet::default(), words: CareerWords { labels, language } };
    page.heading(routes);
    if let Some((best, others)) = routes.routes.split_first() {
        if let Some(enough) = &routes.enough {
            page.enough(enough);
        }
        page.best(best);
        page.also(others);
        page.search(routes);
        page.legend(routes);
    } else if let Some(enough) = &routes.enough {
        page.nowhere(routes, enough);
    }
    if with_unlocks {
        page.unlocks(routes);
    }
    page.sheet.finish()
}

struct RoutePage<'a> {
    sheet: Sheet,
    words: CareerWords<'a>,
}

impl RoutePage<'_> {
    fn heading(&mut self, routes: &Routes) {
        let language = self.words.language;
        let title = language.text("route-title");
        let as_of = self.words.as_of(routes.provenance.as_of);
        self.sheet.ends(&format!("{title}  "), &self.way(routes), &as_of);
        self.labelled("route-direct-label", &self.direct(routes));
        if let Some(back) = routes.starts_on {
            let away = language.with("route-away", &[("date", back.to_string().into())]);
            self.labelled("route-away-label", &away);
        }
        self.unsure(routes);
    }

    /// A line behind a label.
    fn labelled(&mut self, label: &str, text: &str) {
        self.sheet.labelled(&self.words.language.text(label), LABEL, text);
    }

    /// The roles at both ends, and whose route it is.
    fn way(&self, routes: &Routes) -> String {
        let mut values = vec![
            ("from", self.words.role(&routes.from.role).into()),
            ("step", Signs::Plain.step().into()),
            ("to", self.words.role(&routes.to).into()),
        ];
        let Some(name) = &routes.from.name else {
            return self.words.language.with("route-way", &values);
        };
        values.push(("name", (**name).into()));
        self.words.language.with("route-way-person", &values)
    }

    /// Whether the direct move is feasible.
    fn direct(&self, routes: &Routes) -> String {
        let (language, direct) = (self.words.language, &routes.direct);
        let (now, now_high) = (direct.readiness.now, direct.readiness.now_high);
        let hours = self.words.hours_of_which(direct.hours, direct.estimated_hours);
        let mut values: Vec<(&str, Argument<'_>)> = vec![("hours", hours.into())];
        if direct.feasible {
            let ready = language.percent_range(now, now_high, Signs::Plain);
            values.push(("ready", ready.into()));
            return language.with("route-direct-yes", &values);
        }
        values.push(("why", capital(&self.words.hindrances(&direct.hindrances)).into()));
        if now_high > now {
            values.push(("ready", language.percent(now_high).into()));
            return language.with("route-direct-no-unsure", &values);
        }
        language.with("route-direct-no", &values)
    }

    /// The competencies nobody has assessed.
    fn unsure(&mut self, routes: &Routes) {
        let hops = routes.routes.iter().take(1).flat_map(|best| &best.hops);
        let learn = hops.flat_map(|hop| &hop.learn);
        let learn = routes.enough.iter().flat_map(|enough| &enough.learn).chain(learn);
        let mut unknown: Vec<&str> = learn
            .filter(|learned| learned.unknown)
            .map(|learned| self.words.competency(&learned.competency))
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        if !unknown.is_empty() {
            let named = self.words.language.and_at_most(&unknown, NAMED);
            let text = self.words.language.with("route-unsure", &[("competencies", named.into())]);
            self.labelled("route-unsure-label", &text);
        }
    }

    fn best(&mut self, best: &Route) {
        self.sheet.gap();
        self.labelled("route-best-label", &self.length(best));
        for (number, hop) in (1..).zip(&best.hops) {
            self.hop(hop, number);
        }
    }

    fn hop(&mut self, hop: &Hop, number: usize) {
        let language = self.words.language;
        let (now, now_high) = (hop.readiness.now, hop.readiness.now_high);
        let ready = language.percent_range(now, now_high, Signs::Plain);
        let mut facts = vec![
            language.with("route-hop-ready", &[("ready", ready.as_str().into())]),
            self.words.hours_of_which(hop.hours, hop.estimated_hours),
        ];
        facts.extend(hop.weeks.map(|weeks| self.words.weeks(weeks)));
        let grade = match hop.direction {
            GradeDirection::Up => Some("route-hop-up"),
            GradeDirection::Down => Some("route-hop-down"),
            GradeDirection::Same | GradeDirection::Unknown => None,
        };
        facts.extend(grade.map(|id| language.with(id, &[("grades", hop.grades.into())])));
        let values = [
            ("from", self.words.role(&hop.from).into()),
            ("step", Signs::Plain.step().into()),
            ("to", self.words.role(&hop.to).into()),
            ("facts", language.commas(&facts).into()),
        ];
        self.sheet.labelled(&format!("{number:2}"), 4, &language.with("route-hop", &values));
        self.learning(hop);
        self.planned(hop, &ready);
        self.around(hop);
    }

    /// A line about a move, behind a label.
    fn detail(&mut self, label: &str, text: &str) {
        let label = self.words.language.text(label);
        self.sheet.labelled(&format!("    {label}"), DETAIL, text);
    }

    /// What is to be learned for a move.
    fn learning(&mut self, hop: &Hop) {
        let language = self.words.language;
        if !hop.learn.is_empty() {
            let skills: Vec<String> = hop.learn.iter().map(|skill| self.skill(skill)).collect();
            self.detail("route-learn-label", &language.and_at_most(&skills, NAMED));
        }
        if hop.stay_weeks > hop.weeks.unwrap_or(0) {
            let weeks = self.words.weeks(hop.stay_weeks);
            let values = [("weeks", weeks.into()), ("role", self.words.role(&hop.from).into())];
            self.detail("route-stay-label", &language.with("route-stay", &values));
        }
        if hop.hours_if_held != hop.hours {
            let held = language.hours(hop.hours_if_held);
            let text = language.with("route-if-held", &[("hours", held.into())]);
            self.detail("route-if-held-label", &text);
        }
        let cost: Vec<String> = hop.cost.iter().map(|price| self.words.price(price)).collect();
        if !cost.is_empty() {
            self.detail("route-cost-label", &language.commas(&cost));
        }
    }

    /// What a plan for a move begins with.
    fn planned(&mut self, hop: &Hop, ready: &str) {
        let language = self.words.language;
        let modules = hop.modules.iter();
        let modules: Vec<String> =
            modules.map(|module| self.words.module(&module.module, module.hours)).collect();
        if !modules.is_empty() {
            self.detail("route-begin-label", &language.commas(&modules));
        }
        let proofs: Vec<&str> = hop.modules.iter().map(|module| &*module.proof).collect();
        if !proofs.is_empty() {
            self.detail("route-proofs-label", &language.clauses(&proofs));
        }
        let kpis = self.kpis(hop);
        if !kpis.is_empty() {
            self.detail("route-kpis-label", &language.and(&kpis));
        }
        if let Some(after) = hop.readiness_after {
            let after = language.percent_range(after.now, after.now_high, Signs::Plain);
            let values = [("before", ready.into()), ("after", after.into())];
            self.detail("route-ready-label", &language.with("route-ready", &values));
        }
    }

    /// The KPIs that the proofs of a move are for, by id.
    fn kpis(&self, hop: &Hop) -> Vec<String> {
        let mut kpis: Vec<&KpiId> =
            hop.modules.iter().filter_map(|module| module.kpi.as_ref()).collect();
        kpis.sort_unstable();
        kpis.dedup();
        kpis.into_iter().map(|kpi| self.words.labels.kpi_name(kpi).to_owned()).collect()
    }

    /// What counts of before, and what goes unused.
    fn around(&mut self, hop: &Hop) {
        let language = self.words.language;
        let kept: Vec<String> = hop
            .kept
            .iter()
            .map(|kept| {
                let competency = self.words.competency(&kept.competency);
                let level = language.level(kept.level);
                let values = [("competency", competency.into()), ("level", level.into())];
                language.with("career-level", &values)
            })
            .collect();
        if !kept.is_empty() {
            let named = language.and_at_most(&kept, NAMED);
            let values = [("count", kept.len().into()), ("competencies", named.into())];
            self.detail("route-kept-label", &language.with("route-kept", &values));
        }
        let unused: Vec<&str> =
            hop.unused.iter().map(|competency| self.words.competency(competency)).collect();
        if !unused.is_empty() {
            self.detail("route-unused-label", &language.and_at_most(&unused, NAMED));
        }
    }

    fn also(&mut self, others: &[Route]) {
        let language = self.words.language;
        for (number, other) in others.iter().enumerate() {
            let length = self.length(other);
            let between = other.hops.iter().skip(1).map(|hop| self.words.role(&hop.from));
            let between = between.map(str::to_owned).reduce(|before, next| {
                let values = [("before", before.into()), ("next", next.into())];
                language.with("route-then", &values)
            });
            let text = match between {
                Some(roles) => {
                    let values = [("roles", roles.into()), ("length", length.into())];
                    language.with("route-also-via", &values)
                }
                None => language.with("route-also-direct", &[("length", length.into())]),
            };
            self.labelled_once("route-also-label", number, &text);
        }
    }

    /// A line of several; only the first one has the label.
    fn labelled_once(&mut self, label: &str, number: usize, text: &str) {
        if number == 0 {
            self.labelled(label, text);
        } else {
            self.sheet.labelled("", LABEL, text);
        }
    }

    fn search(&mut self, routes: &Routes) {
        let search = &routes.search;
        if search.proved {
            return;
        }
        let least = self.words.language.hours(search.at_least.unwrap_or(Hours::ZERO));
        let values = [("count", search.looked_at.into()), ("hours", least.into())];
        self.labelled("route-within-label", &self.words.language.with("route-within", &values));
    }

    fn legend(&mut self, routes: &Routes) {
        let language = self.words.language;
        self.sheet.gap();
        let mut legend = vec![language.text("route-legend")];
        let mut hops = routes.routes.iter().flat_map(|route| &route.hops);
        if hops.any(|hop| hop.estimated_hours != Hours::ZERO) {
            legend.push(language.text("career-legend-estimated"));
        }
        self.sheet.hanging("", 0, &legend.join(" "));
    }

    fn nowhere(&mut self, routes: &Routes, enough: &Enough) {
        let (language, search) = (self.words.language, &routes.search);
        self.sheet.gap();
        let text = if search.proved {
            language.count("route-nowhere", search.most_moves)
        } else {
            language.text("route-given-up")
        };
        self.sheet.hanging("", 0, &text);
        // Where nothing at all may be asked for, asking for less is no way.
        let readiness = enough.readiness.filter(|readiness| *readiness > 0);
        if let Some(opens) = self.opens(readiness, enough.stretch) {
            self.labelled("route-opens-label", &opens);
        }
        self.enough(enough);
    }

    /// The settings that would open a route.
    fn opens(&self, readiness: Option<u8>, stretch: Option<Level>) -> Option<String> {
        let language = self.words.language;
        let asking = |readiness: u8| ("readiness", language.percent(readiness).into());
        let allowing = |stretch: Level| {
            // Half a level takes another plural than one.
            let count = Argument::try_number(&stretch.to_string()).into_owned();
            [("count", count), ("levels", language.level(stretch).into())]
        };
        Some(match (readiness, stretch) {
            (None, None) => return None,
            (Some(readiness), None) => language.with("route-opens-readiness", &[asking(readiness)]),
            (None, Some(stretch)) => language.with("route-opens-stretch", &allowing(stretch)),
            (Some(readiness), Some(stretch)) => {
                let [count, levels] = allowing(stretch);
                language.with("route-opens-either", &[asking(readiness), count, levels])
            }
        })
    }

    /// What to learn so that the direct move is feasible.
    fn enough(&mut self, enough: &Enough) {
        let language = self.words.language;
        let skills: Vec<String> = enough.learn.iter().map(|skill| self.skill(skill)).collect();
        let hours = self.words.hours_of_which(enough.hours, enough.estimated_hours);
        let values = [("skills", language.and(&skills).into()), ("hours", hours.into())];
        self.labelled("route-enough-label", &language.with("route-enough", &values));
    }

    fn unlocks(&mut self, routes: &Routes) {
        let language = self.words.language;
        self.sheet.gap();
        if routes.unlocks.is_empty() {
            self.labelled("route-unlocks-label", &language.text("route-unlocks-none"));
        }
        for (number, unlock) in routes.unlocks.iter().enumerate() {
            let roles: Vec<&str> = unlock.roles.iter().map(|role| self.words.role(role)).collect();
            let hours = self.words.hours_of_which(unlock.hours, unlock.estimated_hours);
            let values = [
                ("count", roles.len().into()),
                ("skill", self.skill(&unlock.learn).into()),
                ("hours", hours.into()),
                ("roles", language.and_at_most(&roles, NAMED).into()),
            ];
            let text = language.with("route-unlocks", &values);
            self.labelled_once("route-unlocks-label", number, &text);
        }
    }

    /// `96 h of learning in 2 moves, 32 weeks; 15 months in all`.
    fn length(&self, route: &Route) -> String {
        let language = self.words.language;
        let hours = self.words.hours_of_which(route.hours, route.estimated_hours);
        let values = [("count", route.hops.len().into()), ("hours", hours.into())];
        let mut learning = vec![language.with("route-length", &values)];
        learning.extend(route.weeks.map(|weeks| self.words.weeks(weeks)));
        let mut length = vec![language.commas(&learning)];
        length.extend(route.months.map(|months| {
            language.with("route-in-all", &[("months", self.words.months(months).into())])
        }));
        language.clauses(&length)
    }

    fn skill(&self, learned: &Learned) -> String {
        self.words.skill(&learned.competency, learned.from, learned.to, false)
    }
}
