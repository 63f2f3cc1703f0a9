//! Which way leads to a role, and what does each move take?

use waypath_engine::wire::{Decimal, Enough, Hop, Learned, Route, Routes};

use super::Labels;
use super::labels::named;
use super::moves::{competency, hindered};
use super::sheet::Sheet;
use super::words::{Signs, and_at_most, percent};

/// How many skills, modules or roles are named in a line.
const NAMED: usize = 4;

/// Writes the best routes as text.
pub(crate) fn render_routes(routes: &Routes, labels: &Labels, with_unlocks: bool) -> String {
    let mut page = Page { sheet: Sheet::default(), labels };
    page.heading(routes);
    if let Some(best) = routes.routes.first() {
        page.best(best);
        page.also(routes.routes.get(1..).unwrap_or_default());
        page.search(routes);
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
            format!("YES. Ready {}.", percent(ready.now, ready.now_high, Signs::Plain))
        } else {
            let why = hindered(self.labels, &it.direct.hindrances);
            let mut letters = why.chars();
            let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
            format!("NO. {first}{}.", letters.as_str())
        };
        self.sheet.labelled("Direct:", 8, &text);
    }

    fn best(&mut self, best: &Route) {
        self.sheet.gap();
        self.sheet.labelled("BEST", 8, &length(best));
        for (hop, number) in best.hops.iter().zip(1..) {
            self.hop(hop, number);
        }
        let unknown = best.hops.iter().flat_map(|it| &it.learn).filter(|it| it.unknown);
        let mut unknown: Vec<String> =
            unknown.map(|it| competency(self.labels, &it.competency)).collect();
        unknown.sort();
        unknown.dedup();
        if !unknown.is_empty() {
            let text = format!("{} not assessed", and_at_most(&unknown, NAMED));
            self.sheet.labelled("UNSURE", 8, &text);
        }
    }

    fn hop(&mut self, hop: &Hop, number: usize) {
        let grade = match hop.direction {
            "up" => format!(", grade +{}", hop.grades),
            "down" => format!(", grade -{}", hop.grades),
            _ => String::new(),
        };
        let ready = percent(hop.readiness.now, hop.readiness.now_high, Signs::Plain);
        let weeks = hop.weeks.map_or_else(String::new, |it| format!(", {it} weeks"));
        let hours = hop.hours.display();
        let roles = format!("{} > {}", self.role(&hop.from), self.role(&hop.to));
        let text = format!("{roles}: ready {ready}, {hours} h{weeks}{grade}");
        self.sheet.labelled(&format!("{number:2}"), 4, &text);
        let mut line = |label: &str, text: &str| {
            self.sheet.labelled(&format!("    {label}"), 13, text);
        };
        if !hop.learn.is_empty() {
            line("Learn", &learn(self.labels, &hop.learn));
        }
        if hop.estimated_hours.display() != "0" {
            let text = format!("{} h: no module builds them", hop.estimated_hours.display());
            line("ESTIMATED", &text);
        }
        if hop.hours_if_held != hop.hours {
            let held = hop.hours_if_held.display();
            line("Unsure", &format!("{held} h if what is not assessed is held"));
        }
        let cost = hop.cost.iter().map(|it| format!("{} {}", it.amount.display(), it.currency));
        let cost: Vec<String> = cost.collect();
        if !cost.is_empty() {
            line("Cost", &cost.join(", "));
        }
        let module = hop.modules.iter().map(|it| {
            let label = self.labels.modules.get(&it.module).map(|it| it.title.as_str());
            format!("{} {} h", named(label, &it.module), it.hours.display())
        });
        let modules: Vec<String> = module.collect();
        if !modules.is_empty() {
            line("Begin", &modules.join(", "));
        }
        let proofs: Vec<String> = hop.modules.iter().map(|it| it.proof.clone()).collect();
        if !proofs.is_empty() {
            line("Proofs", &proofs.join("; "));
        }
        if let Some(after) = &hop.readiness_after {
            let after = percent(after.now, after.now_high, Signs::Plain);
            line("Ready", &format!("{ready}, then {after} once these are proved"));
        }
        let kept = hop.kept.iter().map(|it| {
            format!("{} {}", competency(self.labels, &it.competency), it.level.display())
        });
        let kept: Vec<String> = kept.collect();
        if !kept.is_empty() {
            line("KEPT", &format!("{} count here", and_at_most(&kept, NAMED)));
        }
        let unused = hop.unused.iter().map(|it| competency(self.labels, it));
        let unused: Vec<String> = unused.collect();
        if !unused.is_empty() {
            line("UNUSED", &and_at_most(&unused, NAMED));
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

    fn nowhere(&mut self, it: &Routes, enough: &Enough) {
        self.sheet.gap();
        let text = if it.search.proved {
            format!("No route of at most {} moves leads there.", it.search.most_moves)
        } else {
            "No route was found before the search was given up.".to_owned()
        };
        self.sheet.hanging("", 0, &text);
        let mut ways = Vec::new();
        if let Some(readiness) = enough.readiness {
            ways.push(format!("asking for {readiness} % of readiness (`move_readiness`)"));
        }
        if let Some(stretch) = &enough.stretch {
            ways.push(format!("allowing {} levels of stretch (`move_stretch`)", stretch.display()));
        }
        if !ways.is_empty() {
            self.sheet.labelled("OPENS", 8, &format!("{}, all else as it is", ways.join(", or ")));
        }
        let learned = learn(self.labels, &enough.learn);
        let text =
            format!("{learned}: {} h, and the direct move is feasible", enough.hours.display());
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
            let hours = opened.hours.display();
            let count = roles.len();
            let noun = if count == 1 { "role" } else { "roles" };
            let roles = and_at_most(&roles, NAMED);
            let label = if number == 0 { "UNLOCKS" } else { "" };
            self.sheet.labelled(label, 8, &format!("{skill}, {hours} h: {count} {noun}: {roles}"));
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
    let weeks = route.weeks.map_or_else(String::new, |it| format!(", {it} weeks"));
    let months = route.months.map_or_else(String::new, |it| format!("; {it} months in all"));
    format!("{} h of learning in {moves}{weeks}{months}", route.hours.display())
}

fn skill(labels: &Labels, it: &Learned) -> String {
    let name = competency(labels, &it.competency);
    format!("{name} {} > {}", it.from.display(), it.to.display())
}

fn learn(labels: &Labels, learned: &[Learned]) -> String {
    let skills: Vec<String> = learned.iter().map(|it| skill(labels, it)).collect();
    and_at_most(&skills, NAMED)
}
