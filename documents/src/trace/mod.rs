//! Why did each rule speak, or keep silent? For those who write them.

use indexmap::IndexMap;
use waypath_engine::library::Each;
use waypath_engine::wire::{
    MissingFact, Text, Trace, TracedAnswer, TracedPart, TracedPersona, TracedPersonaVerdict,
    TracedRule, TracedTopic, TracedVerdict,
};

// One condition, part by part; a trace of many; a module in a plan.
mod parts;
mod explanation;

pub use self::explanation::explanation_lines;
use self::parts::{APART, PartWriter};
use crate::labels::Labels;
use crate::language::Language;
use crate::reasons::ReasonWriter;
use crate::sheet::{Sheet, WIDTH};

/// How much of a trace is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Detail {
    /// What fired and what is open with all its parts, what is silent with the part
    /// that decides.
    Summary,
    /// Every part of every condition.
    Everything,
}

/// The widest column of names.
const WIDEST: usize = 26;
/// The most names in a list.
const MOST: usize = 6;
/// Where the texts of the head stand.
const HEAD: usize = 9;

/// Writes a trace as text.
pub fn render_trace(
    trace: &Trace,
    labels: Labels<'_>,
    language: &Language,
    detail: Detail,
) -> String {
    let mut writer = TraceWriter::new(labels, language, detail);
    writer.heading(trace);
    writer.personas(trace);
    writer.count(trace);
    for verdict in [
        TracedVerdict::Fired,
        TracedVerdict::Undecided,
        TracedVerdict::Failed,
        TracedVerdict::Silent,
    ] {
        writer.section(verdict, trace);
    }
    writer.not_asked(trace);
    writer.sheet.finish()
}

/// Writes what the rules of a trace said, each with all its parts.
pub fn render_rules(trace: &Trace, labels: Labels<'_>, language: &Language) -> String {
    let mut writer = TraceWriter::new(labels, language, Detail::Everything);
    writer.heading(trace);
    for rule in &trace.rules {
        writer.sheet.gap();
        writer.rule(rule);
    }
    writer.sheet.finish()
}

/// Writes what one rule said, in the place of a case that did not expect it.
pub fn render_rule(rule: &TracedRule, labels: Labels<'_>, language: &Language) -> String {
    let mut writer = TraceWriter::new(labels, language, Detail::Summary);
    writer.rule(rule);
    writer.sheet.finish()
}

/// Writes why a persona fits, or does not.
pub fn render_persona(persona: &TracedPersona, labels: Labels<'_>, language: &Language) -> String {
    let mut writer = TraceWriter::new(labels, language, Detail::Everything);
    writer.persona(persona);
    writer.sheet.finish()
}

/// Which evidence would decide a fact.
pub(crate) fn evidence(needs: &MissingFact, labels: Labels<'_>, language: &Language) -> String {
    PartWriter { language, reasons: ReasonWriter::new(labels, language) }.evidence(needs)
}

struct TraceWriter<'a> {
    sheet: Sheet,
    labels: Labels<'a>,
    language: &'a Language,
    parts: PartWriter<'a>,
    detail: Detail,
}

impl<'a> TraceWriter<'a> {
    fn new(labels: Labels<'a>, language: &'a Language, detail: Detail) -> Self {
        let parts = PartWriter { language, reasons: ReasonWriter::new(labels, language) };
        Self { sheet: Sheet::default(), labels, language, parts, detail }
    }

    fn heading(&mut self, trace: &Trace) {
        let person = &trace.person;
        let mut values = vec![
            ("name", (&*person.name).into()),
            ("role", self.labels.role_title(&person.role).into()),
        ];
        let who = match &person.target_role {
            Some(target) => {
                values.push(("target", self.labels.role_title(target).into()));
                self.language.with("trace-who-target", &values)
            }
            None => self.language.with("trace-who", &values),
        };
        let date = trace.provenance.as_of.to_string();
        let date = self.language.with("trace-as-of", &[("date", date.into())]);
        let lead = format!("{}  ", self.language.text("trace-title"));
        self.sheet.ends(&lead, &who, &date);
    }

    fn personas(&mut self, trace: &Trace) {
        self.sheet.gap();
        let wins = |persona: &&TracedPersona| persona.verdict == TracedPersonaVerdict::Wins;
        let name = match trace.personas.iter().find(wins) {
            Some(winner) => self.persona_name(winner),
            None => self.language.text("trace-persona-none"),
        };
        self.sheet.labelled(&self.language.text("trace-personas"), HEAD, &name);
        let mut others = Vec::new();
        for persona in &trace.personas {
            let is_told = match persona.verdict {
                TracedPersonaVerdict::Wins
                | TracedPersonaVerdict::Outranked
                | TracedPersonaVerdict::Failed => true,
                TracedPersonaVerdict::Silent | TracedPersonaVerdict::Undecided => false,
            };
            if is_told || self.detail == Detail::Everything {
                self.persona(persona);
            } else {
                let part = deciding(&persona.condition, &persona.decides);
                others.push((persona.persona.to_string(), self.parts.in_short(part)));
            }
        }
        if !others.is_empty() {
            self.sheet.hanging("  ", 2, &self.language.text("trace-persona-others"));
            self.pairs(&others);
        }
    }

    fn persona_name(&self, traced: &TracedPersona) -> String {
        let id = &traced.persona;
        let Some(persona) = self.labels.persona(id) else { return id.to_string() };
        let values = [("persona", id.as_ref().into()), ("name", (&*persona.name).into())];
        self.language.with("trace-persona-named", &values)
    }

    fn persona(&mut self, persona: &TracedPersona) {
        let verdict = match persona.verdict {
            TracedPersonaVerdict::Wins => "wins",
            TracedPersonaVerdict::Outranked => "outranked",
            TracedPersonaVerdict::Silent => "silent",
            TracedPersonaVerdict::Undecided => "undecided",
            TracedPersonaVerdict::Failed => "failed",
        };
        let by = persona.by.as_ref().map_or("", AsRef::as_ref);
        let values = [
            ("verdict", verdict.into()),
            ("priority", persona.priority.to_string().into()),
            ("by", by.into()),
        ];
        let verdict = self.language.with("trace-persona-verdict", &values);
        self.sheet.hanging("  ", 4, &format!("{}  {verdict}", persona.persona));
        self.tree(&persona.condition, 4);
    }

    /// Names with something about each, below each other.
    fn pairs(&mut self, pairs: &[(String, String)]) {
        let width = pairs.iter().map(|(name, _)| name.len()).max().unwrap_or(0).min(WIDEST);
        let indent = width.saturating_add(6);
        for (name, text) in pairs {
            if name.len() > width {
                self.sheet.hanging("    ", 4, name);
                self.sheet.hanging(&" ".repeat(indent), indent, text);
            } else {
                self.sheet.labelled(&format!("    {name}"), indent, text);
            }
        }
    }

    fn count(&mut self, trace: &Trace) {
        let count = |verdict| trace.rules.iter().filter(|rule| rule.verdict == verdict).count();
        let values = [
            ("all", trace.rules.len().into()),
            ("fired", count(TracedVerdict::Fired).into()),
            ("undecided", count(TracedVerdict::Undecided).into()),
            ("failed", count(TracedVerdict::Failed).into()),
            ("silent", count(TracedVerdict::Silent).into()),
            ("unasked", count(TracedVerdict::NotAsked).into()),
        ];
        self.sheet.gap();
        let counts = self.language.with("trace-rules-counted", &values);
        self.sheet.labelled(&self.language.text("trace-rules"), HEAD, &counts);
    }

    fn section(&mut self, verdict: TracedVerdict, trace: &Trace) {
        let mut rules = trace.rules.iter().filter(|rule| rule.verdict == verdict).peekable();
        if rules.peek().is_none() {
            return;
        }
        self.sheet.gap();
        self.sheet.hanging("", 0, &self.title(verdict));
        for rule in rules {
            if verdict == TracedVerdict::Silent && self.detail == Detail::Summary {
                self.silent(rule);
            } else {
                self.rule(rule);
            }
        }
    }

    fn title(&self, verdict: TracedVerdict) -> String {
        self.language.with("trace-section", &[("verdict", key(verdict).into())])
    }

    fn verdict(&self, verdict: TracedVerdict) -> String {
        self.language.with("trace-verdict", &[("verdict", key(verdict).into())])
    }

    /// A silent rule in short: the part that decides.
    fn silent(&mut self, rule: &TracedRule) {
        let text = match rule.about.as_slice() {
            [only] => self.parts.in_short(deciding(&only.condition, &only.decides)),
            [] => self.nothing_to_ask_about(rule),
            several => {
                let decided_by = |topic: &TracedTopic| self.decided_by(topic);
                let groups = together(several.iter(), decided_by).into_iter();
                let group = |(text, alike): (String, Vec<&TracedTopic>)| {
                    let part = self.values(text, &alike);
                    let values = [("part", part.into()), ("count", alike.len().into())];
                    self.language.with("trace-silent-group", &values)
                };
                let groups = self.language.clauses(&groups.map(group).collect::<Vec<_>>());
                let things = self.things(rule, several.len());
                let values = [("things", things.into()), ("groups", groups.into())];
                self.language.with("trace-silent-all", &values)
            }
        };
        self.sheet.hanging("  ", 6, rule.rule.as_ref());
        self.sheet.hanging("      ", 10, &text);
    }

    /// A rule with all parts of its condition.
    fn rule(&mut self, rule: &TracedRule) {
        let place = rule.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let title = format!("{}{APART}{}", rule.rule, self.said_in_all(rule));
        if title.len().saturating_add(place.len()) < WIDTH.saturating_sub(4) {
            self.sheet.ends("  ", &title.replace('\u{a0}', " "), &place);
        } else {
            self.sheet.hanging("  ", 4, &title);
            self.sheet.hanging("    ", 4, &place);
        }
        if self.detail == Detail::Everything {
            self.sheet.hanging("    ", 4, &rule.because);
        }
        match rule.about.as_slice() {
            [] => self.out_of_scope(rule),
            [only] if rule.each == Each::Person || only.about.id().is_none() => self.topic(only, 4),
            gaps if rule.each == Each::Gap => self.gaps(gaps),
            several => self.modules(rule, several),
        }
        for error in &rule.errors {
            let error = self.parts.reasons.failure(error);
            let text = self.language.with("trace-failed", &[("error", error.into())]);
            self.sheet.hanging("    ", 6, &text);
        }
        for lost in &rule.overruled {
            let values =
                [("rule", lost.by.as_ref().into()), ("module", lost.module.as_ref().into())];
            self.sheet.hanging("    ", 6, &self.language.with("trace-gives-way", &values));
        }
    }

    /// What a rule said in all, in words.
    fn said_in_all(&self, rule: &TracedRule) -> String {
        let verdict = self.verdict(rule.verdict);
        let is_single = rule.about.iter().all(|topic| topic.about.id().is_none());
        if rule.each == Each::Person || is_single {
            return verdict;
        }
        let count = rule.about.iter().filter(|topic| topic.verdict == rule.verdict).count();
        let values = [
            ("verdict", verdict.into()),
            ("count", count.into()),
            ("things", self.things(rule, rule.about.len()).into()),
        ];
        self.language.with("trace-verdict-of", &values)
    }

    fn things(&self, rule: &TracedRule, count: usize) -> String {
        let id = match rule.each {
            Each::Person => "trace-count-person",
            Each::Gap => "trace-count-gap",
            Each::Module => "trace-count-module",
        };
        self.language.count(id, count)
    }

    fn nothing_to_ask_about(&self, rule: &TracedRule) -> String {
        self.language.text(match rule.each {
            Each::Gap => "trace-nothing-gap",
            Each::Person | Each::Module => "trace-nothing-module",
        })
    }

    fn out_of_scope(&mut self, rule: &TracedRule) {
        if rule.out_of_scope.is_empty() {
            self.sheet.hanging("    ", 4, &self.nothing_to_ask_about(rule));
        }
        for misfit in &rule.out_of_scope {
            let values = [
                ("key", misfit.key.as_str().into()),
                ("wants", self.language.or(&misfit.wants).into()),
                ("has", self.has(misfit.has.as_ref()).into()),
            ];
            self.sheet.hanging("    ", 6, &self.language.with("trace-out-of-scope", &values));
        }
    }

    fn has(&self, has: Option<&Text>) -> String {
        has.map_or_else(|| self.language.text("trace-scope-none"), ToString::to_string)
    }

    /// The whole condition, and what came of it.
    fn topic(&mut self, topic: &TracedTopic, indent: usize) {
        if let Some(needs) = &topic.needs {
            self.needs(topic, needs, indent);
        }
        self.tree(&topic.condition, indent);
        let effects = topic.effects.iter().map(|effect| self.parts.reasons.effect(effect));
        let effects: Vec<String> = effects.collect();
        if !effects.is_empty() {
            let lead = format!("{}{} ", " ".repeat(indent), self.language.text("trace-so"));
            self.sheet.hanging(&lead, lead.len(), &self.language.clauses(&effects));
        }
    }

    fn needs(&mut self, topic: &TracedTopic, needs: &MissingFact, indent: usize) {
        let id = match topic.verdict {
            TracedVerdict::Fired => "trace-fires-undecided",
            _ => "trace-would-decide",
        };
        let evidence = self.parts.evidence(needs);
        let text = self.language.with(id, &[("evidence", evidence.into())]);
        self.sheet.hanging(&" ".repeat(indent), indent.saturating_add(2), &text);
    }

    /// Gaps about which the rule is silent are put together where they are alike.
    fn gaps(&mut self, topics: &[TracedTopic]) {
        let is_whole = |topic: &TracedTopic| {
            topic.verdict != TracedVerdict::Silent || self.detail == Detail::Everything
        };
        let (whole, short): (Vec<&TracedTopic>, Vec<&TracedTopic>) =
            topics.iter().partition(|topic| is_whole(topic));
        for topic in whole {
            let id = topic.about.id().unwrap_or_default();
            self.sheet.hanging("    ", 6, &self.said_about(topic.verdict, id));
            self.topic(topic, 6);
        }
        let in_short =
            |topic: &TracedTopic| self.parts.in_short(deciding(&topic.condition, &topic.decides));
        for (text, alike) in together(short.into_iter(), in_short) {
            self.list(TracedVerdict::Silent, &alike);
            self.sheet.hanging("      ", 10, &text);
        }
    }

    /// Modules are many: those that fired are listed, with one as an example, the
    /// others grouped by the part that decides.
    fn modules(&mut self, rule: &TracedRule, topics: &[TracedTopic]) {
        for verdict in [TracedVerdict::Fired, TracedVerdict::Undecided, TracedVerdict::Failed] {
            let said = topics.iter().filter(|topic| topic.verdict == verdict);
            let said: Vec<&TracedTopic> = said.collect();
            if let Some(first) = said.first() {
                self.list(verdict, &said);
                self.example(first, said.len());
            }
        }
        let silent = topics.iter().filter(|topic| topic.verdict == TracedVerdict::Silent);
        for (text, alike) in together(silent, |topic| self.decided_by(topic)) {
            let values = [
                ("verdict", self.verdict(TracedVerdict::Silent).into()),
                ("things", self.things(rule, alike.len()).into()),
                ("part", self.values(text, &alike).into()),
            ];
            self.sheet.hanging("    ", 6, &self.language.with("trace-verdict-because", &values));
            if self.detail == Detail::Everything
                && let Some(first) = alike.first()
            {
                self.example(first, alike.len());
            }
        }
    }

    fn said_about(&self, verdict: TracedVerdict, things: &str) -> String {
        let values = [("verdict", self.verdict(verdict).into()), ("things", things.into())];
        self.language.with("trace-verdict-about", &values)
    }

    fn list(&mut self, verdict: TracedVerdict, topics: &[&TracedTopic]) {
        let ids: Vec<&str> = topics.iter().filter_map(|topic| topic.about.id()).collect();
        let most = if self.detail == Detail::Everything { usize::MAX } else { MOST };
        let ids = self.language.and_at_most(&ids, most);
        self.sheet.hanging("    ", 6, &self.said_about(verdict, &ids));
    }

    fn example(&mut self, topic: &TracedTopic, of: usize) {
        let id = topic.about.id().unwrap_or_default();
        if of > 1 {
            let text = self.language.with("trace-example", &[("thing", id.into())]);
            self.sheet.hanging("      ", 6, &text);
        }
        self.topic(topic, 6);
    }

    fn tree(&mut self, condition: &TracedPart, indent: usize) {
        parts::lay_out(&self.parts.lines(condition, indent), &mut self.sheet);
    }

    fn not_asked(&mut self, trace: &Trace) {
        let mut reasons: IndexMap<String, IndexMap<String, Vec<&str>>> = IndexMap::new();
        let rules = trace.rules.iter().filter(|rule| rule.verdict == TracedVerdict::NotAsked);
        // The first key that does not fit is reason enough.
        for (rule, first) in rules.filter_map(|rule| Some((rule, rule.out_of_scope.first()?))) {
            let values =
                [("key", first.key.as_str().into()), ("has", self.has(first.has.as_ref()).into())];
            let reason = self.language.with("trace-scope-is", &values);
            let wants = self.language.or(&first.wants);
            let wanted = reasons.entry(reason).or_default();
            wanted.entry(wants).or_default().push(rule.rule.as_ref());
        }
        if reasons.is_empty() {
            return;
        }
        self.sheet.gap();
        self.sheet.hanging("", 0, &self.title(TracedVerdict::NotAsked));
        for (reason, wanted) in reasons {
            self.sheet.hanging("  ", 4, &reason);
            let wanted = wanted.into_iter();
            let pairs = wanted.map(|(wants, rules)| (wants, self.language.commas(&rules)));
            self.pairs(&pairs.collect::<Vec<_>>());
        }
    }

    /// The part that decides about something, without values: the same for many.
    fn decided_by(&self, topic: &TracedTopic) -> String {
        let part = deciding(&topic.condition, &topic.decides);
        let id = match part.answer {
            Some(TracedAnswer::Holds) => "trace-part-holds",
            _ => "trace-part-does-not",
        };
        self.language.with(id, &[("part", (&*part.text).into())])
    }

    /// The part that decides about some things; with its values where they are the
    /// same for all.
    fn values(&self, text: String, alike: &[&TracedTopic]) -> String {
        let in_short =
            |topic: &&TracedTopic| self.parts.in_short(deciding(&topic.condition, &topic.decides));
        let mut short = alike.iter().map(in_short);
        match short.next() {
            Some(first) if short.all(|next| next == first) => first,
            _ => text,
        }
    }
}

/// The word the catalogue knows a verdict by.
fn key(verdict: TracedVerdict) -> &'static str {
    match verdict {
        TracedVerdict::Fired => "fired",
        TracedVerdict::Silent => "silent",
        TracedVerdict::Undecided => "undecided",
        TracedVerdict::Failed => "failed",
        TracedVerdict::NotAsked => "not_asked",
    }
}

/// The part of a condition that decides.
fn deciding<'a>(condition: &'a TracedPart, decides: &[usize]) -> &'a TracedPart {
    decides.iter().try_fold(condition, |part, at| part.parts.get(*at)).unwrap_or(condition)
}

/// What is said in the same words, put together, the most first.
fn together<'a>(
    topics: impl Iterator<Item = &'a TracedTopic>,
    words: impl Fn(&TracedTopic) -> String,
) -> Vec<(String, Vec<&'a TracedTopic>)> {
    let mut alike: IndexMap<String, Vec<&'a TracedTopic>> = IndexMap::new();
    for topic in topics {
        alike.entry(words(topic)).or_default().push(topic);
    }
    let mut groups: Vec<_> = alike.into_iter().collect();
    groups.sort_by_key(|(_, topics)| std::cmp::Reverse(topics.len()));
    groups
}
