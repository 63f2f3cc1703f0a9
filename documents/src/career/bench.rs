//! Who is ready for critical roles, and where is nobody?

use waypath_engine::bench::{Sight, is_few};
use waypath_engine::wire::{Bench, BenchRole, BenchShare, BenchUnlock, BenchVerdict, Decimal};

use crate::words::counted_noun as counted;

use crate::labels::Labels;
use crate::labels::named;
use crate::sheet::{Sheet, right};
use crate::words::{and, and_at_most};

/// The columns of the table of roles.
const ROLES: [usize; 7] = [32, 6, 7, 8, 10, 9, 8];
/// The columns of what unlocks most.
const UNLOCKS: [usize; 4] = [50, 8, 8, 12];
/// Where the text stands behind a label.
const LABEL: usize = 12;
/// How many people of a role are named in each band.
const NAMED: usize = 8;

/// Writes a bench as text.
pub fn render_bench(bench: &Bench, labels: &Labels) -> String {
    let mut page = Page { sheet: Sheet::default(), labels, bench };
    page.heading();
    if !bench.roles.is_empty() {
        page.roles();
        page.together();
        page.unlocks();
    }
    page.caveats();
    page.sheet.finish()
}

struct Page<'a> {
    sheet: Sheet,
    labels: &'a Labels,
    bench: &'a Bench,
}

impl Page<'_> {
    fn heading(&mut self) {
        let bench = self.bench;
        let date = format!("as of {}", bench.provenance.as_of);
        let left = format!("{}, {}", counted(bench.roles.len(), "role"), people(bench.people));
        self.sheet.ends("BENCH  ", &left, &date);
        self.sheet.hanging("", 0, &self.answer());
    }

    /// The answer in two sentences.
    fn answer(&self) -> String {
        let Bench { roles, totals: it, settings, .. } = self.bench;
        let all = roles.len();
        if all == 0 {
            let few = settings.bench_group;
            return format!(
                "For none of the roles at least {few} people come into question, so figures \
                 could name somebody. With `--names` they are shown, with names."
            );
        }
        let have = |it: usize| if it == 1 { "has" } else { "have" };
        let soon = format!("within {}", settings.bench_soon);
        let roles = counted(all, "role");
        let now = match it.zero_now {
            0 if all == 1 => "Somebody is ready now for the role.".to_owned(),
            0 => format!("Somebody is ready now for each of {roles}."),
            some => {
                let share = share(it.zero_now_percent);
                format!("{some} of {roles} {} nobody ready now{share};", have(some))
            }
        };
        let later = match it.zero_now_or_soon {
            _ if it.zero_now == 0 => String::new(),
            0 if all == 1 => format!(" it has somebody ready {soon}."),
            0 => format!(" each has somebody ready {soon}."),
            some => {
                let share = share(it.zero_now_or_soon_percent);
                format!(" {some} {} nobody ready {soon} either{share}.", have(some))
            }
        };
        let (at_once, then) = (it.fillable_now, it.fillable_soon);
        let filled = match (at_once, then) {
            (0, 0) => return format!("{now}{later} None can be filled."),
            (0, _) => format!("None can be filled at once, {then} {soon}"),
            (one, other) if one == other => format!("{one} can be filled at once"),
            _ => format!("{at_once} can be filled at once, {then} {soon}"),
        };
        format!("{now}{later} {filled}, as one person fills one role.")
    }

    fn roles(&mut self) {
        self.sheet.gap();
        let names = ["ROLE", "NOW", " SOON", " LATER", " UNKNOWN", "SOONEST", "MEDIAN"];
        self.sheet.row(&ROLES.into_iter().zip(names.map(str::to_owned)).collect::<Vec<_>>());
        for it in &self.bench.roles {
            let cells = [
                named(self.labels.roles.get(&it.role).map(String::as_str), &it.role),
                right(&it.now.to_string(), 3),
                right(&it.soon.to_string(), 5),
                right(&it.later.to_string(), 6),
                right(&it.unknown.to_string(), 8),
                months(it.soonest_months, self.is_in_quarters(it)),
                months(it.median_months, false),
            ];
            self.sheet.row(&ROLES.into_iter().zip(cells).collect::<Vec<_>>());
            self.named(it);
        }
    }

    /// Whether the first months are rounded up to quarters.
    fn is_in_quarters(&self, it: &BenchRole) -> bool {
        let sight = if self.bench.named { Sight::Names } else { Sight::Counts };
        is_few(it.soon, self.bench.settings.bench_group.into(), sight)
    }

    /// Those ready now and soon, and of whom nobody knows, with names.
    fn named(&mut self, it: &BenchRole) {
        let Some(verdicts) = &it.verdicts else { return };
        for (band, label) in [("now", "  Now"), ("soon", "  Soon"), ("unknown", "  Unknown")] {
            let mut of: Vec<&BenchVerdict> =
                verdicts.iter().filter(|it| it.ready == band).collect();
            of.sort_by(|a, b| a.ready_on.cmp(&b.ready_on).then(a.person.cmp(&b.person)));
            let said: Vec<String> = of.iter().map(|it| person(it)).collect();
            if !said.is_empty() {
                self.sheet.labelled(label, LABEL, &and_at_most(&said, NAMED));
            }
        }
    }

    fn together(&mut self) {
        let bench = self.bench;
        let it = &bench.totals;
        self.sheet.gap();
        let some = bench.roles.len().saturating_sub(it.zero_now);
        let successors: usize = bench.roles.iter().map(|it| it.now.saturating_add(it.soon)).sum();
        let coverage = format!(
            "{some} of {} {} somebody ready now{}. Successor coverage {}\u{a0}%: {successors} \
             ready now or soon, who count once for each role, over {}; it is high even where \
             some have none.",
            counted(bench.roles.len(), "role"),
            if some == 1 { "has" } else { "have" },
            share(it.coverage_now),
            it.successor_coverage.unwrap_or_default(),
            counted(bench.roles.len(), "role"),
        );
        self.sheet.labelled("COVERAGE", LABEL, &coverage);
        self.sheet.labelled("RELIED ON", LABEL, &self.relied_on());
        let few = bench.settings.bench_group;
        for (label, what, shared) in
            [("SITE", "site", &it.site), ("MANAGER", "manager", &it.manager)]
        {
            let text = match shared {
                Some(shared) => shared_by(shared, what),
                None if it.ready_now_or_soon == 0 => "nobody is ready now or soon.".to_owned(),
                None => hidden(few, bench.named, what),
            };
            self.sheet.labelled(label, LABEL, &text);
        }
    }

    fn relied_on(&self) -> String {
        let it = &self.bench.totals;
        let role = "fewer roles could be filled at once";
        match (it.over_relied, &it.over_relied_people) {
            _ if it.ready_now == 0 => "nobody is ready now.".to_owned(),
            (Some(0), _) => {
                "nobody: whoever leaves, as many roles can be filled at once.".to_owned()
            }
            (Some(_), Some(ids)) => format!("without one of {}, {role}.", and(ids)),
            (Some(some), None) => format!("{}: without one of them {role}.", people(some)),
            (None, _) => format!(
                "not shown: those without whom {role}, or the rest of those ready now, are fewer \
                 than {} people.",
                self.bench.settings.bench_group
            ),
        }
    }

    fn unlocks(&mut self) {
        let unlocks = &self.bench.unlocks;
        self.sheet.gap();
        if unlocks.competencies.is_empty() && unlocks.modules.is_empty() {
            let text = "no competency and no module by itself makes anybody ready.";
            self.sheet.labelled("UNLOCKS", LABEL, text);
            return;
        }
        let names = ["WHAT UNLOCKS MOST, BY ITSELF", "NOW", " SOON", " HOURS"];
        self.sheet.row(&UNLOCKS.into_iter().zip(names.map(str::to_owned)).collect::<Vec<_>>());
        for it in &unlocks.competencies {
            let name = self.labels.competencies.get(&it.id).map(|it| it.name.as_str());
            self.unlock("", &named(name, &it.id), it);
        }
        for it in &unlocks.modules {
            let title = self.labels.modules.get(&it.id).map(|it| it.title.as_str());
            self.unlock("Module: ", &named(title, &it.id), it);
        }
    }

    fn unlock(&mut self, lead: &str, name: &str, it: &BenchUnlock) {
        let cells = [
            format!("{lead}{name}"),
            right(&format!("+{}", it.now), 3),
            right(&format!("+{}", it.soon), 5),
            right(&it.hours.map_or_else(|| "\u{2014}".to_owned(), Decimal::display), 6),
        ];
        self.sheet.row(&UNLOCKS.into_iter().zip(cells).collect::<Vec<_>>());
    }

    fn caveats(&mut self) {
        let settings = &self.bench.settings;
        self.sheet.gap();
        if self.bench.roles.is_empty() {
            return;
        }
        let (evidence, soon) = (&settings.bench_evidence, &settings.bench_soon);
        self.sheet.hanging(
            "",
            0,
            &format!(
                "NOW: job-ready, every critical expectation seen by somebody else within \
                 {evidence}, not away, shortest stay in the present role served. SOON: within \
                 {soon} at the person's hours; 0 mo where only an assessment is missing. UNKNOWN: of something critical nobody has \
                 evidence; counted as not ready. Holders of a role do not follow themselves. \
                 HOURS: of all these people together."
            ),
        );
        if let Some(undecided) = undecided(self.bench) {
            self.sheet.hanging("", 0, &format!("UNDECIDED: {undecided}."));
        }
        if !self.bench.named {
            let few = settings.bench_group;
            let text = format!(
                "Without names. Roles for which fewer than {few} people come into question, and \
                 parts of a group that would tell of fewer than {few}, are not shown; months of \
                 fewer than {few} are in whole quarters, without a median, and hours are left out."
            );
            self.sheet.hanging("", 0, &text);
        }
    }
}

/// Of how many later is not proved, where there are any.
pub fn undecided(bench: &Bench) -> Option<String> {
    let undecided: usize = bench.roles.iter().map(|it| it.undecided).sum();
    (undecided > 0).then(|| {
        format!(
            "{undecided} of those later, counted for each role, may be ready soon: the search for \
             a chain of modules that is short enough was given up"
        )
    })
}

fn person(it: &BenchVerdict) -> String {
    let mut said = Vec::new();
    if let Some(months) = it.months.filter(|_| it.ready == "soon") {
        said.push(format!("{months} mo"));
        if let Some(hours) = it.hours.map(Decimal::display).filter(|it| it != "0") {
            let estimated = it.estimated_hours.map(Decimal::display).filter(|it| it != "0");
            let estimated = estimated.map_or_else(String::new, |it| format!(", {it} ESTIMATED"));
            said.push(format!("{hours} h{estimated}"));
        }
        said.push(format!(
            "fails {}",
            and(&it.failing.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
        ));
    }
    if said.is_empty() { it.name.clone() } else { format!("{} ({})", it.name, said.join("; ")) }
}

fn shared_by(it: &BenchShare, what: &str) -> String {
    let of = people(it.of);
    let share = share(it.percent);
    match &it.id {
        Some(id) => format!("{} of {of} ready now or soon{share} share {id}.", it.part),
        None => format!("{} of {of} ready now or soon{share} share one {what}.", it.part),
    }
}

fn hidden(few: u16, named: bool, what: &str) -> String {
    if named {
        format!("none of those ready now or soon has a {what} in `people.csv`.")
    } else {
        format!("not shown: the largest group, or the rest, is fewer than {few} people.")
    }
}

fn months(it: Option<u32>, is_rounded: bool) -> String {
    let sign = if is_rounded { "<=" } else { "" };
    right(&it.map_or_else(|| "\u{2014}".to_owned(), |it| format!("{sign}{it} mo")), 6)
}

fn share(percent: Option<usize>) -> String {
    percent.map_or_else(String::new, |it| format!(" ({it}\u{a0}%)"))
}

fn people(number: usize) -> String {
    counted(number, "person")
}
