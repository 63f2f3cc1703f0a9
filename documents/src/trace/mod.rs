//! Why did each rule speak, or keep silent? For those who write them.

use waypath_engine::id::Id as _;
use waypath_engine::wire::{Trace, TracedPart, TracedPersona, TracedRule, TracedTopic};

mod parts;

use self::parts::{APART, in_short};
use crate::labels::Labels;
use crate::phrases;
use crate::sheet::{Sheet, WIDTH};
use crate::words;

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

/// Writes a trace as text.
pub fn render_trace(trace: &Trace, labels: &Labels, detail: Detail) -> String {
    let mut page = Page { sheet: Sheet::default(), labels, detail };
    page.heading(trace);
    page.personas(trace);
    page.count(trace);
    for (verdict, title) in
        [("fired", "FIRED"), ("undecided", "UNDECIDED"), ("failed", "FAILED"), ("silent", "SILENT")]
    {
        page.section(title, trace.rules.iter().filter(|it| it.verdict == verdict));
    }
    page.not_asked(trace);
    page.sheet.finish()
}

/// Writes what the rules of a trace said, each with all its parts.
pub fn render_rules(trace: &Trace, labels: &Labels) -> String {
    let mut page = Page { sheet: Sheet::default(), labels, detail: Detail::Everything };
    page.heading(trace);
    for rule in &trace.rules {
        page.sheet.gap();
        page.rule(rule);
    }
    page.sheet.finish()
}

/// Writes what one rule said, in the place of a case that did not expect it.
pub fn render_rule(rule: &TracedRule, labels: &Labels) -> String {
    let mut page = Page { sheet: Sheet::default(), labels, detail: Detail::Summary };
    page.rule(rule);
    page.sheet.finish()
}

/// Writes why a persona fits, or does not.
pub fn render_persona(persona: &TracedPersona, labels: &Labels) -> String {
    let mut page = Page { sheet: Sheet::default(), labels, detail: Detail::Everything };
    page.persona(persona);
    page.sheet.finish()
}

struct Page<'a> {
    sheet: Sheet,
    labels: &'a Labels,
    detail: Detail,
}

impl Page<'_> {
    fn heading(&mut self, trace: &Trace) {
        let person = &trace.person;
        let role = |id: &str| self.labels.roles.get(id).map_or(id.to_owned(), Clone::clone);
        let target = person.target_role.as_ref();
        let target = target.map(|target| format!(" -> {}", role(target.as_str())));
        let who = format!(
            "{}, {}{}",
            person.name,
            role(person.role.as_str()),
            target.unwrap_or_default()
        );
        self.sheet.ends("TRACE  ", &who, &format!("as of {}", trace.provenance.as_of));
    }

    fn personas(&mut self, trace: &Trace) {
        self.sheet.gap();
        let winner = trace.personas.iter().find(|it| it.verdict == "wins");
        let name = |it: &TracedPersona| match self.labels.personas.get(&it.persona) {
            Some(label) => format!("{}: {}", it.persona, label.name),
            None => it.persona.clone(),
        };
        let wins = winner.map_or("none fits".to_owned(), name);
        self.sheet.labelled("PERSONA", 9, &wins);
        let mut others = Vec::new();
        for it in &trace.personas {
            let fits = matches!(it.verdict, "wins" | "outranked");
            if fits || it.verdict == "failed" || self.detail == Detail::Everything {
                self.persona(it);
            } else {
                others.push((it.persona.clone(), in_short(deciding(&it.condition, &it.decides))));
            }
        }
        if !others.is_empty() {
            self.sheet.hanging("  ", 2, "Others do not fit, because of");
            self.pairs(&others);
        }
    }

    fn persona(&mut self, it: &TracedPersona) {
        self.sheet.hanging("  ", 4, &format!("{}  {}", it.persona, persona_verdict(it)));
        self.tree(&it.condition, 4);
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
        let count = |verdict| trace.rules.iter().filter(|it| it.verdict == verdict).count();
        let counts = [
            (count("fired"), "fired"),
            (count("undecided"), "undecided"),
            (count("failed"), "failed"),
            (count("silent"), "silent"),
            (count("not_asked"), "not asked"),
        ];
        let counts: Vec<String> = counts.iter().map(|(n, word)| format!("{n} {word}")).collect();
        self.sheet.gap();
        let all = trace.rules.len();
        self.sheet.labelled("RULES", 9, &format!("{all}: {}", counts.join(", ")));
    }

    fn section<'r>(&mut self, title: &str, rules: impl Iterator<Item = &'r TracedRule>) {
        let mut rules = rules.peekable();
        if rules.peek().is_none() {
            return;
        }
        self.sheet.gap();
        self.sheet.hanging("", 0, title);
        for rule in rules {
            if rule.verdict == "silent" && self.detail == Detail::Summary {
                self.silent(rule);
            } else {
                self.rule(rule);
            }
        }
    }

    /// A silent rule in short: the part that decides.
    fn silent(&mut self, rule: &TracedRule) {
        let text = match rule.about.as_slice() {
            [only] => in_short(deciding(&only.condition, &only.decides)),
            [] => nothing_to_ask_about(rule).to_owned(),
            several => {
                let groups = together(several.iter(), decided_by).into_iter();
                let group = |(text, alike): (String, Vec<&TracedTopic>)| {
                    format!("{} for {}", values(text, &alike), alike.len())
                };
                let groups: Vec<String> = groups.map(group).collect();
                format!("about all {}: {}", things(rule, several.len()), groups.join("; "))
            }
        };
        self.sheet.hanging("  ", 6, &rule.rule);
        self.sheet.hanging("      ", 10, &text);
    }

    /// A rule with all parts of its condition.
    fn rule(&mut self, rule: &TracedRule) {
        let place = rule.place.as_deref().unwrap_or_default();
        let title = format!("{}{APART}{}", rule.rule, verdict(rule));
        if title.len().saturating_add(place.len()) < WIDTH.saturating_sub(4) {
            self.sheet.ends("  ", &title.replace('\u{a0}', " "), place);
        } else {
            self.sheet.hanging("  ", 4, &title);
            self.sheet.hanging("    ", 4, place);
        }
        if self.detail == Detail::Everything {
            self.sheet.hanging("    ", 4, &rule.because);
        }
        match rule.about.as_slice() {
            [] => self.out_of_scope(rule),
            [only] if rule.each == "person" || only.about.id().is_none() => self.topic(only, 4),
            gaps if rule.each == "gap" => self.gaps(gaps),
            several => self.modules(rule, several),
        }
        for error in &rule.errors {
            self.sheet.hanging("    ", 6, &format!("failed: {}", phrases::failure(error)));
        }
        for it in &rule.overruled {
            let text = format!("gives way to {} about {}", it.by, it.module);
            self.sheet.hanging("    ", 6, &text);
        }
    }

    fn out_of_scope(&mut self, rule: &TracedRule) {
        if rule.out_of_scope.is_empty() {
            self.sheet.hanging("    ", 4, nothing_to_ask_about(rule));
        }
        for it in &rule.out_of_scope {
            let wants = any_of(&it.wants);
            let has = it.has.as_deref().unwrap_or("none");
            self.sheet.hanging(
                "    ",
                6,
                &format!("its scope asks for {} {wants}; here it is {has}", it.key),
            );
        }
    }

    /// The whole condition, and what came of it.
    fn topic(&mut self, topic: &TracedTopic, indent: usize) {
        self.needs(topic, indent);
        self.tree(&topic.condition, indent);
        let effects: Vec<String> = topic.effects.iter().map(phrases::effect).collect();
        if !effects.is_empty() {
            let lead = format!("{}so ", " ".repeat(indent));
            self.sheet.hanging(&lead, lead.len(), &effects.join("; "));
        }
    }

    fn needs(&mut self, topic: &TracedTopic, indent: usize) {
        let Some(needs) = &topic.needs else { return };
        let lead = " ".repeat(indent);
        let text = match topic.verdict {
            "fired" => format!(
                "fires although undecided (`if_unknown: fire`); {} would decide it",
                needs.evidence
            ),
            _ => format!("{} would decide it", needs.evidence),
        };
        self.sheet.hanging(&lead, indent.saturating_add(2), &text);
    }

    /// Gaps about which the rule is silent are put together where they are alike.
    fn gaps(&mut self, topics: &[TracedTopic]) {
        let is_whole =
            |it: &TracedTopic| it.verdict != "silent" || self.detail == Detail::Everything;
        let (whole, short): (Vec<&TracedTopic>, Vec<&TracedTopic>) =
            topics.iter().partition(|it| is_whole(it));
        for topic in whole {
            let id = topic.about.id().unwrap_or_default();
            self.sheet.hanging("    ", 6, &format!("{} about {id}", topic.verdict));
            self.topic(topic, 6);
        }
        let in_short = |it: &TracedTopic| in_short(deciding(&it.condition, &it.decides));
        for (text, alike) in together(short.into_iter(), in_short) {
            self.list("silent about", &alike);
            self.sheet.hanging("      ", 10, &text);
        }
    }

    /// Modules are many: those that fired are listed, with one as an example, the
    /// others grouped by the part that decides.
    fn modules(&mut self, rule: &TracedRule, topics: &[TracedTopic]) {
        for verdict in ["fired", "undecided", "failed"] {
            let said: Vec<&TracedTopic> =
                topics.iter().filter(|it| it.verdict == verdict).collect();
            let Some(first) = said.first() else { continue };
            self.list(&format!("{verdict} about"), &said);
            self.example(first, said.len());
        }
        let silent = topics.iter().filter(|it| it.verdict == "silent");
        for (text, alike) in together(silent, decided_by) {
            let count = things(rule, alike.len());
            let text = format!("silent about {count}: {}", values(text, &alike));
            self.sheet.hanging("    ", 6, &text);
            if self.detail == Detail::Everything
                && let Some(first) = alike.first()
            {
                self.example(first, alike.len());
            }
        }
    }

    fn list(&mut self, lead: &str, topics: &[&TracedTopic]) {
        let ids: Vec<String> =
            topics.iter().filter_map(|it| Some(it.about.id()?.to_owned())).collect();
        let most = if self.detail == Detail::Everything { usize::MAX } else { MOST };
        self.sheet.hanging("    ", 6, &format!("{lead} {}", words::and_at_most(&ids, most)));
    }

    fn example(&mut self, topic: &TracedTopic, of: usize) {
        let id = topic.about.id().unwrap_or_default();
        if of > 1 {
            self.sheet.hanging("      ", 6, &format!("for example {id}"));
        }
        self.topic(topic, 6);
    }

    fn tree(&mut self, condition: &TracedPart, indent: usize) {
        parts::lay_out(&parts::lines(condition, indent), &mut self.sheet);
    }

    fn not_asked(&mut self, trace: &Trace) {
        let mut reasons: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for rule in trace.rules.iter().filter(|it| it.verdict == "not_asked") {
            let Some(first) = rule.out_of_scope.first() else { continue };
            let has = first.has.as_deref().unwrap_or("none");
            let (reason, wants) = (format!("{} is {has}, not", first.key), any_of(&first.wants));
            if !reasons.iter().any(|it| it.0 == reason) {
                reasons.push((reason.clone(), Vec::new()));
            }
            let known = reasons.iter_mut().filter(|it| it.0 == reason).map(|it| &mut it.1);
            for known in known {
                match known.iter_mut().find(|it| it.0 == wants) {
                    Some((_, rules)) => *rules = format!("{rules}, {}", rule.rule),
                    None => known.push((wants.clone(), rule.rule.clone())),
                }
            }
        }
        if reasons.is_empty() {
            return;
        }
        self.sheet.gap();
        self.sheet.hanging("", 0, "NOT ASKED, because the scope of the rule is another");
        for (reason, wanted) in reasons {
            self.sheet.hanging("  ", 4, &reason);
            self.pairs(&wanted);
        }
    }
}

fn persona_verdict(it: &TracedPersona) -> String {
    let priority = format!("priority {}", it.priority);
    match it.verdict {
        "wins" => format!("fits and comes first, {priority}"),
        "outranked" => {
            format!("fits too, {priority}; {} comes first", it.by.as_deref().unwrap_or_default())
        }
        "undecided" => format!("undecided, so it does not fit, {priority}"),
        "failed" => format!("failed, so it does not fit, {priority}"),
        _ => format!("does not fit, {priority}"),
    }
}

/// One of several, in words.
fn any_of(items: &[String]) -> String {
    items.join(" or ")
}

/// What a rule said in all, in words.
fn verdict(rule: &TracedRule) -> String {
    let word = rule.verdict.replace('_', " ");
    let is_single = rule.about.iter().all(|it| it.about.id().is_none());
    if rule.each == "person" || is_single {
        return word;
    }
    let count = rule.about.iter().filter(|it| it.verdict == rule.verdict).count();
    format!("{word} about {count} of {}", things(rule, rule.about.len()))
}

fn things(rule: &TracedRule, count: usize) -> String {
    crate::words::counted_noun(count, rule.each)
}

fn nothing_to_ask_about(rule: &TracedRule) -> &'static str {
    match rule.each {
        "gap" => "asked about each gap, and there is no planned gap",
        _ => "asked about each module, and no module is open",
    }
}

/// The part of a condition that decides.
fn deciding<'a>(condition: &'a TracedPart, decides: &[usize]) -> &'a TracedPart {
    decides.iter().try_fold(condition, |part, it| part.parts.get(*it)).unwrap_or(condition)
}

/// What is said in the same words, put together, the most first.
fn together<'a>(
    topics: impl Iterator<Item = &'a TracedTopic>,
    words: impl Fn(&TracedTopic) -> String,
) -> Vec<(String, Vec<&'a TracedTopic>)> {
    let mut groups: Vec<(String, Vec<&'a TracedTopic>)> = Vec::new();
    for topic in topics {
        let text = words(topic);
        match groups.iter_mut().find(|it| it.0 == text) {
            Some(group) => group.1.push(topic),
            None => groups.push((text, vec![topic])),
        }
    }
    groups.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
    groups
}

/// The part that decides about some things; with its values where they are the
/// same for all.
fn values(text: String, alike: &[&TracedTopic]) -> String {
    let mut short = alike.iter().map(|it| in_short(deciding(&it.condition, &it.decides)));
    match short.next() {
        Some(first) if short.all(|it| it == first) => first,
        _ => text,
    }
}

/// The part that decides about something, without values: the same for many.
fn decided_by(topic: &TracedTopic) -> String {
    let part = deciding(&topic.condition, &topic.decides);
    let holds = if part.answer == Some("holds") { "holds" } else { "does not hold" };
    format!("{} {holds}", part.text)
}
