//! Who is ready for critical roles, and where is nobody?

use waypath_engine::bench::{Band, Criterion, Sight, is_few};
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{Bench, BenchRole, BenchTotals, BenchUnlock, BenchVerdict};

use super::words::{CareerWords, NONE};
use crate::labels::Labels;
use crate::language::Language;
use crate::sheet::{Sheet, right};

/// The columns of the table of roles.
const ROLES: [usize; 7] = [32, 6, 7, 8, 10, 9, 8];
/// The columns of what unlocks most.
const UNLOCKS: [usize; 4] = [50, 8, 8, 12];
/// Where the text stands behind a label.
const LABEL: usize = 12;
/// How many people of a role are named in each band.
const NAMED: usize = 8;

/// Writes a bench as text.
pub fn render_bench(bench: &Bench, labels: Labels<'_>, language: &Language) -> String {
    let words = CareerWords { labels, language };
    let mut page = BenchPage { sheet: Sheet::default(), words, bench };
    page.heading();
    if !bench.roles.is_empty() {
        page.roles();
        page.together();
        page.unlocks();
        page.caveats();
    }
    page.sheet.finish()
}

/// Says which roles are in no figure.
pub fn left_out(bench: &Bench, language: &Language) -> Vec<String> {
    let mut notes = Vec::new();
    let empty = &bench.without_expectations;
    if !empty.is_empty() {
        let values = [("count", empty.len().into()), ("ids", language.commas(empty).into())];
        notes.push(language.with("career-without-expectations", &values));
    }
    let few = &bench.too_few;
    if !few.is_empty() {
        let values = [
            ("count", few.len().into()),
            ("few", bench.settings.bench_group.into()),
            ("ids", language.commas(few).into()),
        ];
        notes.push(language.with("bench-too-few", &values));
    }
    notes
}

/// Of how many later is not proved, where there are any.
pub fn undecided(bench: &Bench, language: &Language) -> Option<String> {
    let undecided: usize = bench.roles.iter().map(|role| role.undecided).sum();
    (undecided > 0).then(|| language.count("bench-undecided", undecided))
}

/// What those who are ready share.
#[derive(Clone, Copy)]
enum Shared {
    Site,
    Manager,
}

struct BenchPage<'a> {
    sheet: Sheet,
    words: CareerWords<'a>,
    bench: &'a Bench,
}

impl BenchPage<'_> {
    fn heading(&mut self) {
        let (language, bench) = (self.words.language, self.bench);
        let title = language.text("bench-title");
        let of = language.commas(&[
            language.count("career-roles", bench.roles.len()),
            language.count("career-people", bench.people),
        ]);
        let as_of = self.words.as_of(bench.provenance.as_of);
        self.sheet.ends(&format!("{title}  "), &of, &as_of);
        self.sheet.hanging("", 0, &self.answer());
    }

    /// The answer in two sentences.
    fn answer(&self) -> String {
        if self.bench.roles.is_empty() {
            let few = self.bench.settings.bench_group;
            return self.words.language.count("bench-none-shown", few.into());
        }
        [self.ready(), self.filled()].join(" ")
    }

    /// How many roles have somebody ready.
    fn ready(&self) -> String {
        let (language, totals) = (self.words.language, &self.bench.totals);
        let is_only = self.bench.roles.len() == 1;
        let roles = language.count("career-roles", self.bench.roles.len());
        if totals.zero_now == 0 {
            return if is_only {
                language.text("bench-ready-only")
            } else {
                language.with("bench-ready-each", &[("roles", roles.into())])
            };
        }
        let soon = ("soon", self.soon().into());
        let later = match totals.zero_now_or_soon {
            0 if is_only => language.with("bench-somebody-soon-only", &[soon]),
            0 => language.with("bench-somebody-soon-each", &[soon]),
            some => {
                let percent = self.percent(totals.zero_now_or_soon_percent);
                let values = [("count", some.into()), soon, ("percent", percent.into())];
                language.with("bench-nobody-soon", &values)
            }
        };
        let values = [
            ("count", totals.zero_now.into()),
            ("roles", roles.into()),
            ("percent", self.percent(totals.zero_now_percent).into()),
            ("later", later.into()),
        ];
        language.with("bench-nobody-now", &values)
    }

    /// How many roles can be filled, as one person fills one role.
    fn filled(&self) -> String {
        let (now, then) = (self.bench.totals.fillable_now, self.bench.totals.fillable_soon);
        let id = match (now, then) {
            (0, 0) => "bench-filled-none",
            (0, _) => "bench-filled-soon",
            (now, then) if now == then => "bench-filled-now",
            _ => "bench-filled",
        };
        let values = [("now", now.into()), ("then", then.into()), ("soon", self.soon().into())];
        self.words.language.with(id, &values)
    }

    /// The time within which somebody is ready soon.
    fn soon(&self) -> String {
        self.words.language.span(self.bench.settings.bench_soon)
    }

    fn roles(&mut self) {
        let language = self.words.language;
        self.sheet.gap();
        let headings = [
            language.text("bench-column-role"),
            right(&language.text("bench-column-now"), 3),
            right(&language.text("bench-column-soon"), 5),
            right(&language.text("bench-column-later"), 6),
            right(&language.text("bench-column-unknown"), 8),
            language.text("bench-column-soonest"),
            language.text("bench-column-median"),
        ];
        self.sheet.row(&ROLES.into_iter().zip(headings).collect::<Vec<_>>());
        for role in &self.bench.roles {
            let cells = [
                self.words.role(&role.role).to_owned(),
                right(&role.now.to_string(), 3),
                right(&role.soon.to_string(), 5),
                right(&role.later.to_string(), 6),
                right(&role.unknown.to_string(), 8),
                self.months(role.soonest_months, self.is_in_quarters(role)),
                self.months(role.median_months, false),
            ];
            self.sheet.row(&ROLES.into_iter().zip(cells).collect::<Vec<_>>());
            self.named(role);
        }
    }

    /// Whether the first months are rounded up to quarters.
    fn is_in_quarters(&self, role: &BenchRole) -> bool {
        let sight = if self.bench.named { Sight::Names } else { Sight::Counts };
        is_few(role.soon, self.bench.settings.bench_group.into(), sight)
    }

    /// Months until somebody is ready, in a narrow column.
    fn months(&self, months: Option<u32>, is_rounded: bool) -> String {
        let id = if is_rounded { "bench-months-at-most" } else { "bench-months" };
        let text = months.map(|months| self.words.language.with(id, &[("months", months.into())]));
        right(&text.unwrap_or_else(|| NONE.to_owned()), 6)
    }

    /// Those ready now and soon, and those nobody knows enough about, with names.
    fn named(&mut self, role: &BenchRole) {
        let language = self.words.language;
        let Some(verdicts) = &role.verdicts else { return };
        for (band, label) in [
            (Band::Now, "bench-now-label"),
            (Band::Soon, "bench-soon-label"),
            (Band::Unknown, "bench-unknown-label"),
        ] {
            let mut people: Vec<&BenchVerdict> =
                verdicts.iter().filter(|verdict| verdict.ready == band).collect();
            people.sort_by(|a, b| a.ready_on.cmp(&b.ready_on).then(a.person.cmp(&b.person)));
            let people: Vec<String> = people.iter().map(|verdict| self.person(verdict)).collect();
            if !people.is_empty() {
                let label = format!("  {}", language.text(label));
                self.sheet.labelled(&label, LABEL, &language.and_at_most(&people, NAMED));
            }
        }
    }

    /// `Ana Silva (4 mo; 12 h; fails threshold)`.
    fn person(&self, verdict: &BenchVerdict) -> String {
        let language = self.words.language;
        let Some(months) = verdict.months.filter(|_| verdict.ready == Band::Soon) else {
            return verdict.name.to_string();
        };
        let mut facts = vec![language.with("bench-months", &[("months", months.into())])];
        if let Some(hours) = verdict.hours.filter(|hours| *hours != Hours::ZERO) {
            let estimated = verdict.estimated_hours.unwrap_or(Hours::ZERO);
            facts.push(self.hours(hours, estimated));
        }
        let criteria: Vec<String> =
            verdict.failing.iter().map(|failed| language.text(criterion(*failed))).collect();
        let criteria = language.and(&criteria);
        facts.push(language.with("bench-fails", &[("criteria", criteria.into())]));
        let facts = language.clauses(&facts);
        let values = [("name", (*verdict.name).into()), ("facts", facts.into())];
        language.with("bench-person", &values)
    }

    fn hours(&self, hours: Hours, estimated: Hours) -> String {
        let language = self.words.language;
        let hours = language.hours(hours);
        if estimated == Hours::ZERO {
            return hours;
        }
        let estimated = language.hours_number(estimated);
        let values = [("hours", hours.into()), ("estimated", estimated.into())];
        language.with("bench-hours-estimated", &values)
    }

    fn together(&mut self) {
        let bench = self.bench;
        let totals = &bench.totals;
        self.sheet.gap();
        self.labelled("bench-coverage-label", &self.coverage());
        self.labelled("bench-relied-label", &self.relied_on(totals));
        self.labelled("bench-site-label", &self.shared(Shared::Site));
        self.labelled("bench-manager-label", &self.shared(Shared::Manager));
    }

    /// A line behind a label.
    fn labelled(&mut self, label: &str, text: &str) {
        self.sheet.labelled(&self.words.language.text(label), LABEL, text);
    }

    fn coverage(&self) -> String {
        let (language, bench) = (self.words.language, self.bench);
        let some = bench.roles.len().saturating_sub(bench.totals.zero_now);
        let successors: usize =
            bench.roles.iter().map(|role| role.now.saturating_add(role.soon)).sum();
        let values = [
            ("count", some.into()),
            ("roles", language.count("career-roles", bench.roles.len()).into()),
            ("percent", self.percent(bench.totals.coverage_now).into()),
            ("coverage", self.percent(bench.totals.successor_coverage).into()),
            ("successors", successors.into()),
        ];
        language.with("bench-coverage", &values)
    }

    fn relied_on(&self, totals: &BenchTotals) -> String {
        let language = self.words.language;
        match (totals.over_relied, &totals.over_relied_people) {
            _ if totals.ready_now == 0 => language.text("bench-nobody-ready-now"),
            (Some(0), _) => language.text("bench-relied-nobody"),
            (Some(_), Some(ids)) => {
                language.with("bench-relied-named", &[("people", language.and(ids).into())])
            }
            (Some(some), None) => {
                let people = language.count("career-people", some);
                language.with("bench-relied-counted", &[("people", people.into())])
            }
            (None, _) => self.few("bench-relied-hidden"),
        }
    }

    /// How many of those ready share a site or a manager.
    fn shared(&self, shared: Shared) -> String {
        let (language, bench) = (self.words.language, self.bench);
        let (share, one, without) = match shared {
            Shared::Site => (&bench.totals.site, "bench-share-site", "bench-without-site"),
            Shared::Manager => {
                (&bench.totals.manager, "bench-share-manager", "bench-without-manager")
            }
        };
        let Some(share) = share else {
            return if bench.totals.ready_now_or_soon == 0 {
                language.text("bench-nobody-ready")
            } else if bench.named {
                language.text(without)
            } else {
                self.few("bench-share-hidden")
            };
        };
        let mut values = vec![
            ("part", share.part.into()),
            ("people", language.count("career-people", share.of).into()),
            ("percent", self.percent(share.percent).into()),
        ];
        let Some(id) = &share.id else { return language.with(one, &values) };
        values.push(("id", (**id).into()));
        language.with("bench-share-named", &values)
    }

    /// A message about groups that are too small to be shown.
    fn few(&self, id: &str) -> String {
        self.words.language.count(id, self.bench.settings.bench_group.into())
    }

    fn unlocks(&mut self) {
        let (language, unlocks) = (self.words.language, &self.bench.unlocks);
        self.sheet.gap();
        if unlocks.competencies.is_empty() && unlocks.modules.is_empty() {
            self.labelled("bench-unlocks-label", &language.text("bench-unlocks-none"));
            return;
        }
        let headings = [
            language.text("bench-column-unlocks"),
            right(&language.text("bench-column-now"), 3),
            right(&language.text("bench-column-soon"), 5),
            right(&language.text("bench-column-hours"), 6),
        ];
        self.sheet.row(&UNLOCKS.into_iter().zip(headings).collect::<Vec<_>>());
        for unlock in &unlocks.competencies {
            let name = self.words.competency(&unlock.id).to_owned();
            self.unlock(name, unlock);
        }
        for unlock in &unlocks.modules {
            let title = self.words.labels.module_title(&unlock.id);
            let name = language.with("bench-unlock-module", &[("module", title.into())]);
            self.unlock(name, unlock);
        }
    }

    fn unlock<I>(&mut self, name: String, unlock: &BenchUnlock<I>) {
        let language = self.words.language;
        let more = |people: usize| language.with("number-positive", &[("number", people.into())]);
        let hours = unlock.hours.map(|hours| language.hours_number(hours));
        let cells = [
            name,
            right(&more(unlock.now), 3),
            right(&more(unlock.soon), 5),
            right(&hours.unwrap_or_else(|| NONE.to_owned()), 6),
        ];
        self.sheet.row(&UNLOCKS.into_iter().zip(cells).collect::<Vec<_>>());
    }

    fn caveats(&mut self) {
        let (language, settings) = (self.words.language, &self.bench.settings);
        self.sheet.gap();
        let evidence = self.words.language.span(settings.bench_evidence);
        let values = [("evidence", evidence.into()), ("soon", self.soon().into())];
        self.sheet.hanging("", 0, &language.with("bench-legend", &values));
        if let Some(undecided) = undecided(self.bench, language) {
            let values = [("undecided", undecided.into())];
            self.sheet.hanging("", 0, &language.with("bench-undecided-label", &values));
        }
        if !self.bench.named {
            let values = [("few", settings.bench_group.into())];
            self.sheet.hanging("", 0, &language.with("bench-without-names", &values));
        }
    }

    /// `40 %`, or more than 100 of them; nothing where there are no roles.
    fn percent(&self, percent: Option<usize>) -> String {
        let written = percent
            .map(|part| self.words.language.with("number-percent", &[("number", part.into())]));
        written.unwrap_or_default()
    }
}

/// The message of the word for a criterion.
fn criterion(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Known => "bench-criterion-known",
        Criterion::Threshold => "bench-criterion-threshold",
        Criterion::Critical => "bench-criterion-critical",
        Criterion::Confirmed => "bench-criterion-confirmed",
        Criterion::Fresh => "bench-criterion-fresh",
        Criterion::Available => "bench-criterion-available",
        Criterion::Tenure => "bench-criterion-tenure",
    }
}
