//! Reads the facts of a case.
//!
//! What a case does not say is unknown, and a rule that needs it is undecided.
//! A role brings its family and grade, a module its hours, tags and modality,
//! because a case that contradicts the library would be about nobody.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::blueprint::test::{Given, GivenModule};
use crate::blueprint::value::ImportanceWord;
use crate::diagnostic::Code;
use crate::id::{CompetencyIx, RoleIx};
use crate::level::Level;
use crate::library::{Each, Library, Resolver, instead};
use crate::quantity::{Amount, Hours};
use crate::rules::{About, CompetencyFacts, FactSet, Facts, GapFacts, ModuleFacts};

/// What a rule is asked with.
pub(super) struct Case {
    pub(super) facts: Facts<'static>,
    pub(super) about: About<'static>,
    /// The role, where it is said.
    pub(super) role: Option<RoleIx>,
}

/// Fields of the gap asked about, as `given` names them.
const GAP_FIELDS: &[&str] =
    &["id", "name", "missing", "held", "target", "importance", "points", "persisted_reviews"];

/// Reads what stands at a path for a rule asked about `each`; the case may be about
/// other rules too, asked about `all` of these.
pub(super) fn read(
    library: &Library,
    (given, path): (&Given, &[&str]),
    each: Each,
    all: &[Each],
    resolver: &mut Resolver<'_>,
) -> Case {
    let mut reader = Reader { library, given, path, all, resolver };
    let mut facts = Facts::nothing_known("", &library.sandbox.names().clone());
    let role = reader.person(&mut facts);
    reader.levels(&mut facts);
    reader.others(&mut facts);
    let about = match each {
        Each::Person => About::Person,
        Each::Gap => About::Gap(reader.gap()),
        Each::Module => About::Module(reader.module()),
    };
    reader.gaps(&mut facts, each);
    reader.is_in_place();
    Case { facts, about, role }
}

fn own(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

struct Reader<'a, 'b> {
    library: &'a Library,
    given: &'a Given,
    path: &'a [&'a str],
    all: &'a [Each],
    resolver: &'a mut Resolver<'b>,
}

impl<'a> Reader<'a, '_> {
    fn at(&self, rest: &[&'a str]) -> Vec<&'a str> {
        self.path.iter().chain(rest).copied().collect()
    }

    fn report(&mut self, code: Code, message: String, help: String, rest: &[&'a str]) {
        self.resolver.report_value(code, message, help, &self.at(rest));
    }

    /// The facts of people.csv; gives the role.
    fn person(&mut self, facts: &mut Facts<'static>) -> Option<RoleIx> {
        let given = self.given;
        let mut unsaid = FactSet::default();
        let role =
            given.role.as_ref().and_then(|role| self.resolver.role(role, &self.at(&["role"])));
        let blueprint = role.map(|role| &self.library.roles[role]);
        match &given.role {
            Some(role) => facts.role = own(role),
            None => unsaid.set("role"),
        }
        match (&given.family, blueprint) {
            (Some(family), _) => facts.family = own(family),
            (None, Some(role)) => facts.family = own(&role.family),
            (None, None) => unsaid.set("family"),
        }
        if let Some(family) = &given.family {
            self.family(family);
        }
        facts.grade = given.grade.or_else(|| blueprint?.grade).map(i64::from);
        match &given.target_role {
            Some(target) => {
                if !target.is_empty() {
                    self.resolver.role(target, &self.at(&["target_role"]));
                }
                facts.target_role = own(target);
            }
            None => unsaid.set("target_role"),
        }
        match &given.persona {
            Some(persona) => {
                if !persona.is_empty() {
                    self.resolver.persona(persona, &self.at(&["persona"]));
                }
                facts.persona = own(persona);
            }
            None => unsaid.set("persona"),
        }
        facts.unsaid = unsaid;
        role
    }

    fn family(&mut self, family: &'a str) {
        let families: BTreeSet<&str> =
            self.library.roles.values().map(|role| &*role.family).collect();
        if !family.is_empty() && !families.contains(family) {
            let known: Vec<&str> =
                families.into_iter().filter(|family| !family.is_empty()).collect();
            let help = instead(family, &known, "family").help;
            let message = format!("unknown family `{family}`");
            self.report(Code::UnknownScope, message, help, &["family"]);
        }
    }

    fn others(&mut self, facts: &mut Facts<'static>) {
        let given = self.given;
        facts.site = given.site.as_deref().map(own);
        facts.shift = given.shift.as_deref().map(own);
        facts.language = given.language.as_deref().map(own);
        facts.months_in_role = given.months_in_role.map(i64::from);
        facts.months_in_company = given.months_in_company.map(i64::from);
        facts.hours_per_week = given.hours_per_week.map(|hours_per_week| hours_per_week.0);
        facts.fte = given.fte.map(|fte| fte.0.0);
        facts.readiness = given.readiness.map(i64::from);
        for (name, value) in &given.attr {
            let attributes = facts.attributes.to_mut();
            attributes.insert(name.as_str().into(), value.0.0.as_str().into());
        }
        for (name, done) in &given.completed {
            if let Some(module) = self.resolver.module(name, &self.at(&["completed", name])) {
                facts.completed[module] = *done;
            }
        }
        for (name, reading) in &given.kpi {
            if let Some(kpi) = self.resolver.kpi(name, &self.at(&["kpi", name])) {
                facts.kpis[kpi] = Some(reading.0);
            }
        }
    }

    fn competency(&mut self, name: &'a str, key: &'a str) -> Option<CompetencyIx> {
        let ix = self.resolver.competency(name, &self.at(&[key, name]))?;
        if self.library.competencies[ix].is_parent {
            let message = format!("`{name}` has parts, and no rule asks for its level");
            self.report(
                Code::EvidenceForParent,
                message,
                "name a part of it".to_owned(),
                &[key, name],
            );
            return None;
        }
        Some(ix)
    }

    fn levels(&mut self, facts: &mut Facts<'static>) {
        let given = self.given;
        for (name, level) in &given.level {
            let Some(ix) = self.competency(name, "level") else { continue };
            let path = self.at(&["level", name]);
            self.resolver.check_level(level.0, &self.library.competencies[ix], &path);
            let CompetencyFacts { known, level: held, .. } = &mut facts.competencies[ix];
            (*known, *held) = (true, Some(level.0));
        }
        for (name, known) in &given.known {
            if let Some(ix) = self.competency(name, "known") {
                facts.competencies[ix].known = *known;
            }
        }
    }

    /// Levels missing, by competency.
    fn gaps(&mut self, facts: &mut Facts<'static>, each: Each) {
        let given = self.given;
        for (name, missing) in &given.gap {
            let is_field = GAP_FIELDS.contains(&name.as_str());
            if is_field && (each == Each::Gap || self.all.contains(&Each::Gap)) {
                continue;
            }
            if is_field && self.resolver.names.competencies.find(name).is_none() {
                let message =
                    format!("`gap.{name}` is given, and no rule here is asked about gaps");
                let help = "name a competency, or add `each: gap` to the rule".to_owned();
                self.report(Code::FactOutOfPlace, message, help, &["gap", name]);
                continue;
            }
            let Some(ix) = self.competency(name, "gap") else { continue };
            if let Some(missing) = self.level(&missing.0.0, &["gap", name]) {
                facts.competencies[ix].gap = Some(missing);
            }
        }
    }

    fn level(&mut self, text: &str, rest: &[&'a str]) -> Option<Level> {
        let level = text.parse().ok();
        if level.is_none() {
            let message = format!("`{text}` is not a level");
            let help = "write a number from 0 with at most two decimals, such as 2 or 2.5";
            self.report(Code::InvalidValue, message, help.to_owned(), rest);
        }
        level
    }

    /// The gap asked about.
    fn gap(&mut self) -> GapFacts<'static> {
        let mut gap = GapFacts {
            id: "".into(),
            name: "".into(),
            missing: Level::ZERO,
            held: Level::ZERO,
            target: Level::ZERO,
            importance: "".into(),
            points: 0,
            persisted_reviews: 0,
            unsaid: FactSet::of(&[
                "gap.id",
                "gap.name",
                "gap.missing",
                "gap.held",
                "gap.target",
                "gap.importance",
                "gap.points",
                "gap.persisted_reviews",
            ]),
        };
        let given = self.given;
        for (field, word) in given.gap.iter().filter(|field| GAP_FIELDS.contains(&field.0.as_str()))
        {
            self.gap_field(&mut gap, field, &word.0.0);
        }
        gap
    }

    fn gap_field(&mut self, gap: &mut GapFacts<'static>, field: &'a str, text: &'a str) {
        let rest = ["gap", field];
        match field {
            "id" => {
                let Some(ix) = self.resolver.competency(text, &self.at(&rest)) else { return };
                gap.id = own(text);
                if gap.unsaid.remove("gap.name") {
                    gap.name = own(self.library.competency_name(ix));
                }
            }
            "name" => gap.name = own(text),
            "missing" | "held" | "target" => {
                let Some(level) = self.level(text, &rest) else { return };
                match field {
                    "missing" => gap.missing = level,
                    "held" => gap.held = level,
                    _ => gap.target = level,
                }
            }
            "importance" => {
                let words =
                    [ImportanceWord::Critical, ImportanceWord::Important, ImportanceWord::Useful];
                let words = words.map(ImportanceWord::as_str);
                if !words.contains(&text) {
                    let help = instead(text, &words, "importance").help;
                    let message = format!("`{text}` is not an importance");
                    return self.report(Code::InvalidValue, message, help, &rest);
                }
                gap.importance = own(text);
            }
            _ => return self.gap_number(gap, field, text),
        }
        gap.unsaid.remove(&format!("gap.{field}"));
    }

    fn gap_number(&mut self, gap: &mut GapFacts<'static>, field: &'a str, text: &'a str) {
        let number = text.parse::<Amount>().ok().map(Amount::ten_thousandths);
        let number = match (field, number) {
            ("points", Some(number)) if number >= 0 => number.checked_div(100),
            (_, Some(number)) if number >= 0 && number % 10_000 == 0 => number.checked_div(10_000),
            _ => None,
        };
        let Some(number) = number else {
            let message = format!("`{text}` is not a number of {field}");
            let help = "write a whole number, such as 2".to_owned();
            return self.report(Code::InvalidValue, message, help, &["gap", field]);
        };
        if field == "points" {
            gap.points = number;
        } else {
            gap.persisted_reviews = number;
        }
        gap.unsaid.remove(&format!("gap.{field}"));
    }

    /// The module asked about.
    fn module(&mut self) -> ModuleFacts<'static> {
        let given = self.given.module.clone().unwrap_or_default();
        let GivenModule { id, hours, modality, gain, closes, tags } = given;
        let known = self.given.module.as_ref().and_then(|module| module.id.as_ref());
        let known =
            known.and_then(|known| self.resolver.module(known, &self.at(&["module", "id"])));
        let known = known.map(|known| &self.library.modules[known]);
        let mut unsaid = FactSet::default();
        let mut said = |is_said: bool, name: &str| {
            if !is_said {
                unsaid.set(name);
            }
        };
        let hours = hours.map(|hours| hours.0).or_else(|| Some(known?.hours));
        let modality = modality.or_else(|| Some(known?.modality));
        let tags = tags
            .map(|tags| tags.iter().map(|tag| tag.as_str().into()).collect())
            .or_else(|| Some(known?.tags.clone()));
        said(id.is_some(), "module.id");
        said(known.is_some(), "module.title");
        said(hours.is_some(), "module.hours");
        said(modality.is_some(), "module.modality");
        said(gain.is_some(), "module.gain");
        said(closes.is_some(), "module.closes");
        said(tags.is_some(), "has_tag");
        ModuleFacts {
            id: id.unwrap_or_default().into(),
            title: known.map_or("".into(), |module| own(&module.title)),
            hours: hours.unwrap_or(Hours::ZERO),
            modality: modality.unwrap_or(crate::library::Modality::Course),
            gain: gain.map_or(0, |gain| gain.0.ten_thousandths() / 100),
            closes: closes.map_or(0, i64::from),
            tags: Cow::Owned(tags.unwrap_or_default()),
            unsaid,
        }
    }

    /// Reports a module where no rule is asked about modules.
    fn is_in_place(&mut self) {
        if self.given.module.is_some() && !self.all.contains(&Each::Module) {
            let message = "`module` is given, and no rule here is asked about modules".to_owned();
            let help = "take `module:` out, or add `each: module` to the rule".to_owned();
            self.report(Code::FactOutOfPlace, message, help, &["module"]);
        }
    }
}
