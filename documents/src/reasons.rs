//! How are reasons said in words?
//!
//! Answers hold reasons as data; each method here says one kind of them. Only what
//! people call things is known beside the reason.

use std::collections::BTreeSet;

use waypath_engine::id::{CompetencyId, ModuleId, RuleId};
use waypath_engine::level::Level;
use waypath_engine::quantity::Span;
use waypath_engine::wire::{
    Effect, Failure, Flag, FlagReason, GivenUp, Hole, KeptOut, LevelChange, Link, MissingFact,
    Need, NotAllowed, NotIn, NotOffered, Obstacle, SeenIn, Signal, Text, UnclosedReason, Validator,
};

use crate::labels::Labels;
use crate::language::Language;
use crate::messages::Argument;

/// How many modules a sentence names that are not offered.
const NOT_OFFERED: usize = 3;
/// How many modules a sentence about an effect names.
const NAMED: usize = 6;

/// Writes reasons in a language, with the names of a library.
#[derive(Clone, Copy, Debug)]
pub struct ReasonWriter<'a> {
    labels: Labels<'a>,
    language: &'a Language,
}

impl<'a> ReasonWriter<'a> {
    /// Returns the writer of a language and a library.
    pub fn new(labels: Labels<'a>, language: &'a Language) -> Self {
        Self { labels, language }
    }

    fn titles(self, modules: &[ModuleId]) -> String {
        let titles: Vec<&str> = modules.iter().map(|id| self.labels.module_title(id)).collect();
        self.language.commas(&titles)
    }

    fn with_module(self, id: &str, module: &ModuleId) -> String {
        self.language.with(id, &[("module", self.labels.module_title(module).into())])
    }

    fn with_modules(self, id: &str, modules: &[ModuleId]) -> String {
        self.language.with(id, &[("modules", self.titles(modules).into())])
    }

    /// What a module asks for that a person does not have:
    /// `Call diagnosis 2 (the person's: 1)`, `shift day or night (the person's: not known)`.
    pub fn need(self, need: &Need) -> String {
        match need {
            Need::Level { competency, level, held, with_plan } => {
                self.need_level(competency, *level, *held, *with_plan)
            }
            Need::Shift { offered, has } => {
                self.need_one_of("reason-need-shift", offered, has.as_deref())
            }
            Need::Language { offered, has } => {
                self.need_one_of("reason-need-language", offered, has.as_deref())
            }
            Need::Site { offered, has } => {
                self.need_one_of("reason-need-site", offered, has.as_deref())
            }
        }
    }

    fn need_level(
        self,
        competency: &CompetencyId,
        level: Level,
        held: Option<Level>,
        with_plan: Level,
    ) -> String {
        let language = self.language;
        let unknown = || language.text("reason-not-known");
        let mut values = vec![
            ("skill", self.labels.competency_name(competency).into()),
            ("level", language.level(level).into()),
            ("held", held.map_or_else(unknown, |held| language.level(held)).into()),
        ];
        if with_plan <= held.unwrap_or_default() {
            return language.with("reason-need-level", &values);
        }
        values.push(("planned", language.level(with_plan).into()));
        language.with("reason-need-level-planned", &values)
    }

    fn need_one_of(self, id: &str, offered: &[Text], held: Option<&str>) -> String {
        let held = held.map_or_else(|| self.language.text("reason-not-known"), str::to_owned);
        let offered = self.language.or(offered);
        self.language.with(id, &[("offered", offered.into()), ("held", held.into())])
    }

    /// Several needs: `a and b`.
    pub fn needs(self, needs: &[Need]) -> String {
        let needs: Vec<String> = needs.iter().map(|need| self.need(need)).collect();
        self.language.and(&needs)
    }

    /// What was not worked out.
    pub fn given_up(self, what: &GivenUp) -> String {
        let language = self.language;
        let with = |id: &str, module: &ModuleId| {
            language.with(id, &[("module", self.labels.module_title(module).into())])
        };
        match what {
            GivenUp::Swaps { module } => with("reason-given-up-swaps", module),
            GivenUp::LeftOut { module } => with("reason-given-up-left-out", module),
            GivenUp::StandsInTheWay => language.text("reason-given-up-obstacles"),
            GivenUp::Shorter => language.text("reason-given-up-shorter"),
        }
    }

    /// Why a gap stays open from a level on. `because` says why a rule is there.
    pub fn unclosed(
        self,
        reason: &UnclosedReason,
        from: Level,
        because: impl Fn(&RuleId) -> Option<String>,
    ) -> String {
        let language = self.language;
        let level = ("level", language.level(from).into());
        match reason {
            UnclosedReason::NoModule => language.with("reason-open-no-module", &[level]),
            UnclosedReason::NotAvailable { modules } => {
                let first = modules.iter().take(NOT_OFFERED);
                let first: Vec<String> = first.map(|module| self.is_for(module)).collect();
                let modules = ("modules", language.clauses(&first).into());
                language.with("reason-open-not-available", &[level, modules])
            }
            UnclosedReason::KeptOut { modules } => {
                let reasons = ("reasons", self.kept_out(modules, because).into());
                language.with("reason-open-kept-out", &[level, reasons])
            }
        }
    }

    fn is_for(self, not_offered: &NotOffered) -> String {
        let module = self.labels.module_title(&not_offered.module);
        let needs = self.needs(&not_offered.needs);
        let values = [("module", module.into()), ("needs", needs.into())];
        self.language.with("reason-open-module-is-for", &values)
    }

    /// What keeps modules out, each reason once.
    fn kept_out(
        self,
        modules: &[NotAllowed],
        because: impl Fn(&RuleId) -> Option<String>,
    ) -> String {
        let language = self.language;
        let reasons = modules.iter().flat_map(|module| &module.by).map(|by| match by {
            KeptOut::Declined => language.text("reason-kept-out-declined"),
            KeptOut::Done => language.text("reason-kept-out-done"),
            KeptOut::Rule { rule } => {
                let because = because(rule).unwrap_or_else(|| rule.to_string());
                // The rest of a longer reason stands with the rules of the plan.
                let first = because.split_once(". ").map_or(&*because, |(first, _)| first);
                let first = first.trim_end_matches('.');
                language.with("reason-kept-out-rule", &[("because", first.into())])
            }
        });
        let once: BTreeSet<String> = reasons.collect();
        language.or(&once.into_iter().collect::<Vec<_>>())
    }

    /// What kind of reason there is for no plan of the usual size: `hours`, `rules`.
    pub fn obstacle_kind(self, obstacle: &Obstacle) -> String {
        let word = match obstacle {
            Obstacle::Hours { .. } => "hours",
            Obstacle::Availability { .. } => "availability",
            Obstacle::Entry { .. } | Obstacle::Enablers { .. } => "entry",
            Obstacle::Rules { .. } => "rules",
            Obstacle::Catalogue { .. } => "catalogue",
        };
        self.language.word("reason-obstacle-kind", word)
    }

    /// Why there is no plan of the usual size.
    pub fn obstacle(self, obstacle: &Obstacle) -> String {
        let language = self.language;
        match obstacle {
            Obstacle::Hours { least, hours } => {
                let hours = language.hours_number(*hours);
                let values = [("least", (*least).into()), ("hours", hours.into())];
                language.with("reason-obstacle-hours", &values)
            }
            Obstacle::Availability { modules } => {
                self.with_modules("reason-obstacle-availability", modules)
            }
            Obstacle::Entry { modules } => self.with_modules("reason-obstacle-entry", modules),
            Obstacle::Rules { modules } => self.with_modules("reason-obstacle-rules", modules),
            Obstacle::Catalogue { least, modules } => {
                let count = ("count", modules.len().into());
                if modules.len() < *least {
                    language.with("reason-obstacle-catalogue", &[count])
                } else {
                    let least = ("least", (*least).into());
                    language.with("reason-obstacle-overlap", &[count, least])
                }
            }
            Obstacle::Enablers { modules } => {
                self.with_modules("reason-obstacle-enablers", modules)
            }
        }
    }

    /// What a manager or an admin is told.
    pub fn flag(self, flag: &Flag) -> String {
        match (&flag.text, &flag.reason) {
            (Some(text), _) => text.to_string(),
            (None, Some(reason)) => self.flag_reason(reason, flag.rule.as_ref()),
            (None, None) => String::new(),
        }
    }

    /// What the engine found. `rule` is the rule behind it.
    fn flag_reason(self, reason: &FlagReason, rule: Option<&RuleId>) -> String {
        let language = self.language;
        match reason {
            FlagReason::OverHours { used, hours } => {
                let used = language.hours_number(*used);
                let hours = language.hours_number(*hours);
                let values = [("used", used.into()), ("hours", hours.into())];
                language.with("reason-flag-over-hours", &values)
            }
            FlagReason::TooMany { modules } => language.count("reason-flag-too-many", *modules),
            FlagReason::AgreedExcluded { module } => {
                self.with_module("reason-flag-agreed-excluded", module)
            }
            FlagReason::StartedExcluded { module } => {
                self.with_module("reason-flag-started-excluded", module)
            }
            FlagReason::NotIn { module, why } => self.not_in(module, *why),
            FlagReason::NoneFits => match rule {
                Some(rule) => {
                    language.with("reason-flag-none-fits", &[("rule", rule.to_string().into())])
                }
                None => language.text("reason-flag-none-fits-unnamed"),
            },
            FlagReason::NoValidator { module } => {
                self.with_module("reason-flag-no-validator", module)
            }
            FlagReason::NoKpi { module } => self.with_module("reason-flag-no-kpi", module),
            FlagReason::Overdue { module, due } => {
                let module = self.labels.module_title(module);
                let values = [("module", module.into()), ("day", due.to_string().into())];
                language.with("reason-flag-overdue", &values)
            }
        }
    }

    fn not_in(self, module: &ModuleId, why: NotIn) -> String {
        let why = match why {
            NotIn::Declined => "declined",
            NotIn::Inactive => "inactive",
            NotIn::Unavailable => "unavailable",
            NotIn::NoKpi => "no_kpi",
            NotIn::Full => "full",
            NotIn::Hours => "hours",
            NotIn::Entry => "entry",
        };
        let module = self.labels.module_title(module);
        let values = [("module", module.into()), ("why", why.into())];
        self.language.with("reason-flag-not-in", &values)
    }

    /// Which evidence would decide a fact: ``evidence of the level of `call-diagnosis` ``.
    pub fn evidence(self, fact: &str, about: Option<&str>) -> String {
        let language = self.language;
        let about = about.map_or_else(|| language.text("reason-evidence-it"), str::to_owned);
        let about = [("about", about.into())];
        let date =
            |column: &str| language.with("reason-evidence-date", &[("column", column.into())]);
        match fact {
            "level" | "gap" => language.with("reason-evidence-level", &about),
            "kpi" => language.with("reason-evidence-kpi", &about),
            "attr" => language.with("reason-evidence-attribute", &about),
            "months_in_role" => date("in_role_since"),
            "months_in_company" => date("in_company_since"),
            "grade" => language.text("reason-evidence-grade"),
            "readiness" => language.text("reason-evidence-readiness"),
            name => language.with("reason-evidence-column", &[("fact", name.into())]),
        }
    }

    /// Which evidence would decide facts, each once, in the order of words.
    pub fn evidence_of(self, facts: &[MissingFact]) -> Vec<String> {
        let evidence =
            |missing: &MissingFact| self.evidence(&missing.fact, missing.about.as_deref());
        let once: BTreeSet<String> = facts.iter().map(evidence).collect();
        once.into_iter().collect()
    }

    /// What went wrong with a rule or one of its effects.
    pub fn failure(self, failure: &Failure) -> String {
        match failure {
            Failure::Needs { fact, about } => {
                let evidence = self.evidence(fact, about.as_deref());
                self.language.with("reason-failure-needs", &[("evidence", evidence.into())])
            }
            // For the rule's author, in the words of the engine's diagnostics.
            Failure::Error { text } => text.to_string(),
        }
    }

    /// What shows a row of an evidence chain.
    pub fn signal(self, signal: &Signal) -> String {
        let language = self.language;
        match signal {
            Signal::Completed { module } => self.with_module("reason-signal-completed", module),
            Signal::Seen { text } => text.to_string(),
            Signal::Levels { levels } => {
                let changes: Vec<String> =
                    levels.iter().map(|change| self.level_change(change)).collect();
                language.commas(&changes)
            }
            Signal::Readiness { role, now, after } => {
                let values = [
                    ("role", self.labels.role_title(role).into()),
                    ("now", language.percent(*now).into()),
                    ("after", language.percent(*after).into()),
                ];
                language.with("reason-signal-readiness", &values)
            }
            Signal::Kpi { kpi, baseline, target } => {
                let unit = self.labels.kpi(kpi).map_or("", |kpi| &kpi.unit);
                let unmeasured = || language.text("reason-signal-not-measured");
                let from = baseline.map_or_else(unmeasured, |amount| language.amount(amount));
                let mut values = vec![
                    ("kpi", self.labels.kpi_name(kpi).into()),
                    ("from", from.into()),
                    ("unit", language.unit(unit).into()),
                ];
                let Some(target) = target else {
                    return language.with("reason-signal-kpi-no-target", &values);
                };
                values.push(("to", language.amount(*target).into()));
                language.with("reason-signal-kpi", &values)
            }
        }
    }

    fn level_change(self, change: &LevelChange) -> String {
        let skill = ("skill", self.labels.competency_name(&change.competency).into());
        let to = ("to", self.language.level(change.to).into());
        if change.from < change.to {
            let from = ("from", self.language.level(change.from).into());
            self.language.with("reason-signal-level", &[skill, from, to])
        } else {
            self.language.with("reason-signal-level-stays", &[skill, to])
        }
    }

    /// Where a row of an evidence chain is seen. `who` is the name of the one who
    /// validates the proof.
    pub fn seen_in(self, seen_in: &SeenIn, who: impl Fn(&str) -> String) -> String {
        let language = self.language;
        let name = |validator: &Validator| match &validator.person {
            Some(id) => who(id),
            None => language.word("reason-seen-by", validator.role.as_str()),
        };
        match seen_in {
            SeenIn::System { system, id } => {
                let values = [("system", (&**system).into()), ("id", (&**id).into())];
                language.with("reason-seen-system", &values)
            }
            SeenIn::ProgressRecord => language.text("reason-seen-progress"),
            SeenIn::Observation { by: Some(by) } => {
                language.with("reason-seen-observed", &[("name", name(by).into())])
            }
            SeenIn::Observation { by: None } => language.text("reason-seen-observation"),
            SeenIn::Proof { produces, by } => {
                let values = [("proof", (&**produces).into()), ("name", name(by).into())];
                language.with("reason-seen-proof", &values)
            }
            SeenIn::Baseline => language.text("reason-seen-baseline"),
            SeenIn::Report { system } => system.to_string(),
        }
    }

    /// What is missing in a row of an evidence chain, where something is.
    pub fn hole(self, link: &Link) -> Option<String> {
        let word = match link.hole? {
            Hole::NoBehaviour => "no_behaviour",
            Hole::NoValidator => "no_validator",
            Hole::NoRole => "no_role",
            Hole::NoKpi => "no_kpi",
        };
        Some(self.language.word("reason-hole", word))
    }

    /// What a rule did.
    pub fn effect(self, effect: &Effect) -> String {
        let language = self.language;
        match effect {
            Effect::Boost { modules, percent } => {
                let percent = language.change(i64::from(*percent).saturating_mul(100));
                let values = [("percent", percent.into()), ("modules", self.some(modules))];
                language.with("reason-effect-boost", &values)
            }
            Effect::Exclude { modules } => {
                language.with("reason-effect-exclude", &[("modules", self.some(modules))])
            }
            Effect::Require { modules } => {
                language.with("reason-effect-require", &[("modules", self.some(modules))])
            }
            Effect::RequireOne { modules } => {
                language.with("reason-effect-require-one", &[("modules", self.some(modules))])
            }
            Effect::Mandate { module, due, renew } => self.mandate(module, *due, *renew),
            Effect::Coach { prompt, .. } => {
                language.with("reason-effect-coach", &[("prompt", prompt.to_string().into())])
            }
            Effect::Nudge { text, .. } => {
                language.with("reason-effect-nudge", &[("text", (&**text).into())])
            }
            Effect::Assess { competency, by } => {
                let competency = competency.to_string();
                let values = [("competency", competency.into()), ("by", by.as_str().into())];
                language.with("reason-effect-assess", &values)
            }
            Effect::Limit { hours, modules } => {
                let hours = hours.map(|hours| language.hours(hours));
                let modules = modules.map(|modules| language.count("unit-module", modules.into()));
                let limits: Vec<String> = hours.into_iter().chain(modules).collect();
                language.with("reason-effect-limit", &[("limits", language.and(&limits).into())])
            }
            Effect::Flag { to, text } => {
                let values = [("to", to.as_str().into()), ("text", (&**text).into())];
                language.with("reason-effect-flag", &values)
            }
        }
    }

    fn mandate(self, module: &ModuleId, due: Option<Span>, renew: Option<Span>) -> String {
        let language = self.language;
        let id = match (due, renew) {
            (None, None) => "reason-effect-mandate",
            (Some(_), None) => "reason-effect-mandate-due",
            (None, Some(_)) => "reason-effect-mandate-renew",
            (Some(_), Some(_)) => "reason-effect-mandate-due-renew",
        };
        let due = due.map(|due| ("due", language.span(due).into()));
        let renew = renew.map(|renew| ("renew", language.span(renew).into()));
        let module = ("module", module.to_string().into());
        let values: Vec<(&str, Argument<'_>)> =
            [Some(module), due, renew].into_iter().flatten().collect();
        language.with(id, &values)
    }

    /// The ids of modules, as many as a sentence about an effect names.
    fn some(self, modules: &[ModuleId]) -> Argument<'static> {
        match modules {
            [] => self.language.text("reason-effect-no-module").into(),
            _ => self.language.and_at_most(modules, NAMED).into(),
        }
    }
}
