//! Which way leads to a role, and what does each move take?

use waypath_engine::wire::{Decimal, Enough, Hop, Learned, Route, Routes};

use super::moves::{competency, hindered};
use crate::labels::Labels;
use crate::labels::named;
use crate::sheet::Sheet;
use crate::words::{Signs, and, and_at_most, counted, percent};

/// How many skills, modules or roles are named in a line.
const NAMED: usize = 4;

/// Writes the best routes as text.
pub fn render_routes(routes: &Routes, labels: &Labels, with_unlocks: bool) -> String {
    let mut page = Page { sheet: Sheet::default(), labels };
    page.heading(routes);
    if let Some(best) = routes.routes.first() {
        if let Some(enough) = &routes.enough {
            page.learn(enough);
        }
        page.best(best);
        page.also(routes.routes.get(1..).unwrap_or_default());
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

struct Page<'a> {
    sheet: Sheet,
    labels: &'a Labels,
}

impl Page<'_> {
    fn heading(&mut self, it: &Routes) {
        let who = it.from.name.as_ref().map_or_else(String::new, |name| format!("{name}: "));
        let way = format!("{who}{} > {}", self.role(&it.from.role), self.role(&it.to));
        self.sheet.ends("ROUTE  ", &way, &format!("as of {}", it.provenance.as_of));
        let ready = &it.direct.readiness;
        let text = if it.direct.feasible {
            let ready = percent(ready.now, ready.now_high, Signs::Plain);
            let hours = estimated(it.direct.hours, it.direct.estimated_hours);
            format!("YES. Ready {ready}; {hours} of learning.")
        } else {
            let why = hindered(self.labels, &it.direct.hindrances);
            let mut letters = why.chars();
            let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
            let hours = estimated(it.direct.hours, it.direct.estimated_hours);
            let range = if ready.now_high > ready.now {
                format!(" Ready {} % if what is not assessed is held.", ready.now_high)
            } else {
                String::new()
            };
            format!("NO. {first}{}.{range} {hours} to learn all of it.", letters.as_str())
        };
        self.sheet.labelled("Direct:", 8, &text);
        if let Some(back) = &it.starts_on {
            let text = format!("back on {back}; weeks and months count from then");
            self.sheet.labelled("AWAY", 8, &text);
        }
        self.unsure(it);
    }

    /// What nobody has evidence of.
    fn unsure(&mut self, it: &Routes) {
        let hops = it.routes.iter().take(1).flat_map(|it| &it.hops).flat_map(|it| &it.learn);
        let learn = it.enough.iter().flat_map(|it| &it.learn).chain(hops);
        let unknown = learn.filter(|it| it.unknown);
        let mut unknown: Vec<String> =
            unknown.map(|it| competency(self.labels, &it.competency)).collect();
        unknown.sort();
        unknown.dedup();
        if !unknown.is_empty() {
            let named = and_at_most(&unknown, NAMED);
            let text =
                format!("{named} not assessed: whoever holds them needs less. Assess first.");
            self.sheet.labelled("UNSURE", 8, &text);
        }
    }

    fn best(&mut self, best: &Route) {
        self.sheet.gap();
        self.sheet.labelled("BEST", 8, &length(best));
        for (hop, number) in best.hops.iter().zip(1..) {
            self.hop(hop, number);
        }
    }

    fn hop(&mut self, hop: &Hop, number: usize) {
        let grade = match hop.direction {
            "up" => format!(", grade +{}", hop.grades),
            "down" => format!(", grade -{}", hop.grades),
            _ => String::new(),
        };
        let ready = percent(hop.readiness.now, hop.readiness.now_high, Signs::Plain);
        let weeks =
            hop.weeks.map_or_else(String::new, |it| format!(", {}", counted(it.into(), "week")));
        let hours = estimated(hop.hours, hop.estimated_hours);
        let roles = format!("{} > {}", self.role(&hop.from), self.role(&hop.to));
        let text = format!("{roles}: ready {ready}, {hours}{weeks}{grade}");
        self.sheet.labelled(&format!("{number:2}"), 4, &text);
        self.learning(hop);
        self.planned(hop, &ready);
        self.around(hop);
    }

    /// A line about a move.
    fn line(&mut self, label: &str, text: &str) {
        self.sheet.labelled(&format!("    {label}"), 13, text);
    }

    /// What is to be learned for a move.
    fn learning(&mut self, hop: &Hop) {
        if !hop.learn.is_empty() {
            self.line("Learn", &learn(self.labels, &hop.learn));
        }
        if hop.stay_weeks > hop.weeks.unwrap_or(0) {
            let weeks = counted(hop.stay_weeks.into(), "week");
            let role = self.labels.roles.get(&hop.from).map(String::as_str);
            let role = named(role, &hop.from);
            self.line("Stay", &format!("{weeks} more as {role} before this move (`min_stay`)"));
        }
        if hop.hours_if_held != hop.hours {
            let held = hop.hours_if_held.display();
            self.line("Unsure", &format!("{held} h if what is not assessed is held"));
        }
        let cost = hop.cost.iter().map(|it| format!("{} {}", it.amount.display(), it.currency));
        let cost: Vec<String> = cost.collect();
        if !cost.is_empty() {
            self.line("Cost", &cost.join(", "));
        }
    }

    /// What a plan for a move begins with.
    fn planned(&mut self, hop: &Hop, ready: &str) {
        let module = hop.modules.iter().map(|it| {
            let label = self.labels.modules.get(&it.module).map(|it| it.title.as_str());
            format!("{} {} h", named(label, &it.module), it.hours.display())
        });
        let modules: Vec<String> = module.collect();
        if !modules.is_empty() {
            self.line("Begin", &modules.join(", "));
        }
        let proofs: Vec<String> = hop.modules.iter().map(|it| it.proof.clone()).collect();
        if !proofs.is_empty() {
            self.line("Proofs", &proofs.join("; "));
        }
        let kpis = kpis(self.labels, hop);
        if !kpis.is_empty() {
            self.line("KPIs", &and(&kpis));
        }
        if let Some(after) = &hop.readiness_after {
            let after = percent(after.now, after.now_high, Signs::Plain);
            self.line("Ready", &format!("{ready}, then {after} once these are proved"));
        }
    }

    /// What counts of before, and what goes unused.
    fn around(&mut self, hop: &Hop) {
        let kept = hop.kept.iter().map(|it| {
            format!("{} {}", competency(self.labels, &it.competency), it.level.display())
        });
        let kept: Vec<String> = kept.collect();
        if !kept.is_empty() {
            let count = if kept.len() == 1 { "counts" } else { "count" };
            self.line("KEPT", &format!("{} {count} here", and_at_most(&kept, NAMED)));
        }
        let unused = hop.unused.iter().map(|it| competency(self.labels, it));
        let unused: Vec<String> = unused.collect();
        if !unused.is_empty() {
            self.line("UNUSED", &and_at_most(&unused, NAMED));
        }
    }

    fn also(&mut self, others: &[Route]) {
        for (number, other) in others.iter().enumerate() {
            let between = other.hops.iter().skip(1).map(|it| self.role(&it.from));
            let between: Vec<String> = between.collect();
            let way = if between.is_empty() {
                "directly".to_owned()
            } else {
                format!("via {}", between.join(", then "))
            };
            let label = if number == 0 { "ALSO" } else { "" };
            self.sheet.labelled(label, 8, &format!("{way}: {}", length(other)));
        }
    }

    fn search(&mut self, it: &Routes) {
        if it.search.proved {
            return;
        }
        let least = it.search.at_least.map_or_else(String::new, Decimal::display);
        let text = format!(
            "{} partial routes looked at, and not all: no route costs less than {least} h",
            it.search.looked_at
        );
        self.sheet.labelled("WITHIN", 8, &text);
    }

    fn legend(&mut self, it: &Routes) {
        self.sheet.gap();
        let mut legend = "Hours are for everything missing, by the shortest chain of modules. \
                          Begin is what a plan for the move has first: rules choose it, so it \
                          may be other modules, and the rest comes in later plans. UNUSED: \
                          strengths beyond what the role asks for."
            .to_owned();
        let mut all = it.routes.iter().flat_map(|it| &it.hops);
        if all.any(|it| it.estimated_hours.display() != "0") {
            legend.push_str(" ESTIMATED: no module builds it.");
        }
        self.sheet.hanging("", 0, &legend);
    }

    fn nowhere(&mut self, it: &Routes, enough: &Enough) {
        self.sheet.gap();
        let text = if it.search.proved {
            format!("No route of at most {} moves leads there.", it.search.most_moves)
        } else {
            "No route was found before the search was given up.".to_owned()
        };
        self.sheet.hanging("", 0, &text);
        let mut ways = Vec::new();
        // Where nothing at all may be asked for, asking for less is no way.
        if let Some(readiness) = enough.readiness.filter(|it| *it > 0) {
            ways.push(format!("asking for {readiness} % of readiness (`move_readiness`)"));
        }
        if let Some(stretch) = &enough.stretch {
            let levels = stretch.display();
            let noun = if levels == "1" { "level" } else { "levels" };
            ways.push(format!("allowing {levels} {noun} of stretch (`move_stretch`)"));
        }
        if !ways.is_empty() {
            self.sheet.labelled("OPENS", 8, &format!("{}, all else as it is", ways.join(", or ")));
        }
        self.learn(enough);
    }

    fn learn(&mut self, enough: &Enough) {
        let skills: Vec<String> = enough.learn.iter().map(|it| skill(self.labels, it)).collect();
        let hours = estimated(enough.hours, enough.estimated_hours);
        let text = format!("{}: {hours}, and the direct move is feasible", and(&skills));
        self.sheet.labelled("LEARN", 8, &text);
    }

    fn unlocks(&mut self, it: &Routes) {
        self.sheet.gap();
        if it.unlocks.is_empty() {
            self.sheet.labelled("UNLOCKS", 8, "No competency opens another role by itself.");
        }
        for (number, opened) in it.unlocks.iter().enumerate() {
            let roles: Vec<String> = opened.roles.iter().map(|it| self.role(it)).collect();
            let skill = skill(self.labels, &opened.learn);
            let hours = estimated(opened.hours, opened.estimated_hours);
            let count = roles.len();
            let noun = if count == 1 { "role" } else { "roles" };
            let roles = and_at_most(&roles, NAMED);
            let label = if number == 0 { "UNLOCKS" } else { "" };
            self.sheet.labelled(label, 8, &format!("{skill}, {hours}: {count} {noun}: {roles}"));
        }
    }

    fn role(&self, id: &str) -> String {
        named(self.labels.roles.get(id).map(String::as_str), id)
    }
}

/// `96 h of learning in 2 moves, 32 weeks; 15 months in all`.
fn length(route: &Route) -> String {
    let moves = match route.hops.len() {
        1 => "1 move".to_owned(),
        more => format!("{more} moves"),
    };
    let weeks =
        route.weeks.map_or_else(String::new, |it| format!(", {}", counted(it.into(), "week")));
    let months = route
        .months
        .map_or_else(String::new, |it| format!("; {} in all", counted(it.into(), "month")));
    let hours = estimated(route.hours, route.estimated_hours);
    format!("{hours} of learning in {moves}{weeks}{months}")
}

/// `14 h`, or `14 h (6 h ESTIMATED)` where no module builds a part.
fn estimated(hours: Decimal, part: Decimal) -> String {
    match part.display().as_str() {
        "0" => format!("{} h", hours.display()),
        part => format!("{} h ({part} h ESTIMATED)", hours.display()),
    }
}

/// The KPIs that the proofs of a move are for.
fn kpis(labels: &Labels, hop: &Hop) -> Vec<String> {
    let mut kpis: Vec<&str> = hop.modules.iter().filter_map(|it| it.kpi.as_deref()).collect();
    kpis.sort_unstable();
    kpis.dedup();
    let name = |id| named(labels.kpis.get(id).map(|it| it.name.as_str()), id);
    kpis.into_iter().map(name).collect()
}

fn skill(labels: &Labels, it: &Learned) -> String {
    let name = competency(labels, &it.competency);
    format!("{name} {} > {}", it.from.display(), it.to.display())
}

fn learn(labels: &Labels, learned: &[Learned]) -> String {
    let skills: Vec<String> = learned.iter().map(|it| skill(labels, it)).collect();
    and_at_most(&skills, NAMED)
}
