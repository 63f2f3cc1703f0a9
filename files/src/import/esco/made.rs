//! What becomes of occupations and skills?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::level::Level;
use waypath_engine::source::Source;

use super::LEVELS;
use super::content::{EscoContent, EscoSkill, Need, OccupationSkill, SkillKey};
use crate::import::circles::circles;
use crate::import::draft::{DraftCompetency, DraftExpectation, DraftRole};
use crate::import::imported::Import;
use crate::import::names::{ids, settle, slug};
use crate::report::NoteKind;

/// What each occupation asks for, by its URI.
type SkillsByOccupation = BTreeMap<String, BTreeMap<SkillKey, Need>>;

/// How many digits of a group's code make a family: those of ISCO's sub-major
/// groups, of which there are 43.
const FAMILY_DIGITS: usize = 2;

impl EscoContent {
    /// Fills the draft and the report; `relations` is the file of relations
    /// between skills.
    pub(super) fn finish(mut self, import: &mut Import, relations: Option<&Source>, level: Level) {
        let asked = self.resolve(import);
        let ids = self.competencies(import);
        self.prerequisites(import, &ids, relations);
        self.roles(import, &ids, &asked, level);
        self.report(import, level);
    }

    /// Finds the skill of each relation. Those that are not listed are added
    /// where the relation itself says what they are called.
    fn resolve(&mut self, import: &mut Import) -> SkillsByOccupation {
        let mut relations = std::mem::take(&mut self.relations);
        let mut strays = Vec::new();
        relations.retain(|relation| {
            let is_known = self.occupations.contains_key(&relation.occupation);
            if !is_known {
                strays.push(relation.place.clone());
            }
            is_known
        });
        import.report.note_at(
            NoteKind::Dropped,
            "other-occupations",
            strays,
            format!("rows about occupations that {} does not list", self.columns.occupations.file),
        );
        self.add_named(&relations, import);
        let keys = self.keys(&relations, import);
        let mut asked = SkillsByOccupation::new();
        let mut repeated = Vec::new();
        for (relation, key) in relations.into_iter().zip(keys) {
            // A relation without a known skill was reported with the keys.
            let Some(key) = key else { continue };
            let needs = asked.entry(relation.occupation).or_default();
            match needs.get_mut(&key) {
                None => drop(needs.insert(key, relation.need)),
                Some(need) => {
                    *need = relation.need.max(*need);
                    repeated.push(relation.place);
                }
            }
        }
        import.report.note_at(
            NoteKind::Merged,
            "repeated-relations",
            repeated,
            "rows that name a skill of an occupation again; essential counts where one says so",
        );
        asked
    }

    /// Adds the skills that relations name with URI and label and no row lists.
    fn add_named(&mut self, relations: &[OccupationSkill], import: &mut Import) {
        let mut named: BTreeMap<&str, (EscoSkill, &Place)> = BTreeMap::new();
        for relation in relations
            .iter()
            .filter(|relation| !relation.uri.is_empty() && !relation.label.is_empty())
        {
            if self.skills.contains_key(&SkillKey::Uri(relation.uri.clone())) {
                continue;
            }
            let (skill, _) =
                named.entry(&relation.uri).or_insert((EscoSkill::default(), &relation.place));
            settle(&mut skill.label, &relation.label);
            settle(&mut skill.kind, &relation.kind);
        }
        import.report.note_at(
            NoteKind::Inferred,
            "skills-without-row",
            named.values().map(|(_, place)| (*place).clone()).collect(),
            format!(
                "skills that {} does not list; relations say what they are called, and they became competencies without a statement",
                self.columns.skills.file
            ),
        );
        let named =
            named.into_iter().map(|(uri, (skill, _))| (SkillKey::Uri(uri.to_owned()), skill));
        self.skills.extend(named);
    }

    /// The skill of each relation; `None` if it is unknown.
    fn keys(
        &mut self,
        relations: &[OccupationSkill],
        import: &mut Import,
    ) -> Vec<Option<SkillKey>> {
        let mut by_label: BTreeMap<String, Vec<(&SkillKey, &str)>> = BTreeMap::new();
        for (key, skill) in &self.skills {
            by_label.entry(skill.label.to_lowercase()).or_default().push((key, &skill.kind));
        }
        let (mut found, mut alone, mut strays) = (Vec::new(), Vec::new(), Vec::new());
        let mut nameless: BTreeMap<String, EscoSkill> = BTreeMap::new();
        let mut keys = Vec::new();
        for relation in relations {
            let key = SkillKey::Uri(relation.uri.clone());
            let label = relation.label.to_lowercase();
            let namesakes = by_label.get(&label).map_or(&[][..], Vec::as_slice);
            keys.push(if self.skills.contains_key(&key) {
                Some(key)
            } else if !relation.uri.is_empty() {
                strays.push(relation.place.clone());
                None
            } else if let Some(key) = only(namesakes, &relation.kind) {
                found.push(relation.place.clone());
                Some(key.clone())
            } else {
                alone.push(relation.place.clone());
                let skill = nameless.entry(label.clone()).or_default();
                settle(&mut skill.label, &relation.label);
                settle(&mut skill.kind, &relation.kind);
                Some(SkillKey::Label(label))
            });
        }
        let number = nameless.len();
        self.skills
            .extend(nameless.into_iter().map(|(label, skill)| (SkillKey::Label(label), skill)));
        let report = &mut import.report;
        report.note_at(
            NoteKind::Inferred,
            "found-by-label",
            found,
            "rows without a skill's URI, whose label is that of one skill; that one counts",
        );
        report.note_at(
            NoteKind::Missing,
            "no-uri",
            alone,
            format!("rows that name one of {number} skills by a label only; those became competencies without a statement, aligned with nothing"),
        );
        report.note_at(
            NoteKind::Dropped,
            "other-skills",
            strays,
            format!("rows about skills that {} does not list", self.columns.skills.file),
        );
        keys
    }

    /// Makes the competencies, and returns their ids.
    fn competencies(&self, import: &mut Import) -> BTreeMap<SkillKey, String> {
        let mut skills: Vec<(&SkillKey, &EscoSkill)> = self.skills.iter().collect();
        skills.sort_by_key(|(key, skill)| (&skill.label, *key));
        let named: Vec<(&str, &str)> =
            skills.iter().map(|(_, skill)| (skill.label.as_str(), skill.kind.as_str())).collect();
        let mut made = BTreeMap::new();
        for ((key, skill), id) in skills.into_iter().zip(ids(&named, "skill")) {
            let competency = DraftCompetency {
                // Small enough for a file each, and the same in every edition.
                part: id.chars().take(1).collect(),
                name: skill.label.clone(),
                statement: skill.statement.clone(),
                aligns: match key {
                    SkillKey::Uri(uri) => vec![uri.clone()],
                    SkillKey::Label(_) => Vec::new(),
                },
                ..DraftCompetency::default()
            };
            import.draft.competencies.insert(id.clone(), competency);
            made.insert(key.clone(), id);
        }
        import.report.made(made.len(), "competencies from skills");
        made
    }

    /// Lets essential relations between skills be prerequisites.
    fn prerequisites(
        &self,
        import: &mut Import,
        ids: &BTreeMap<SkillKey, String>,
        source: Option<&Source>,
    ) {
        let mut requires: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut places: BTreeMap<(&str, &str), &Place> = BTreeMap::new();
        let (mut optional, mut foreign): (usize, usize) = (0, 0);
        for relation in &self.skill_relations {
            let id = |uri: &String| ids.get(&SkillKey::Uri(uri.clone()));
            match (id(&relation.requiring), id(&relation.required), relation.need) {
                (Some(requiring), Some(required), Need::Essential) => {
                    requires.entry(requiring.clone()).or_default().insert(required.clone());
                    places.entry((requiring, required)).or_insert(&relation.place);
                }
                (Some(_), Some(_), Need::Optional) => optional = optional.saturating_add(1),
                _ => foreign = foreign.saturating_add(1),
            }
        }
        let mut mistakes = Vec::new();
        for circle in circles(&requires) {
            let (requiring, required) = circle.closing();
            let place = places.get(&(requiring.as_str(), required.as_str()));
            let message = format!("skills require each other in a circle: `{circle}`");
            mistakes.extend(place.map(|place| {
                Diagnostic::new(Code::Cycle, message)
                    .at((*place).clone())
                    .help("take one of the rows on this path out; this one is left out")
            }));
            if let Some(all) = requires.get_mut(requiring) {
                all.remove(required);
            }
        }
        if let Some(source) = source {
            import.set_aside(source, mistakes);
        }
        let level = Level::whole(1);
        let number: usize = requires.values().map(BTreeSet::len).sum();
        for (id, required) in requires {
            if let Some(competency) = import.draft.competencies.get_mut(&id) {
                competency.requires = required.into_iter().map(|skill| (skill, level)).collect();
            }
        }
        let report = &mut import.report;
        report.made(number, "prerequisites from essential relations between skills");
        report.note(
            NoteKind::Assumed,
            "prerequisite-level",
            number,
            format!(
                "prerequisites at level {level}; ESCO says that a skill needs another, not how well"
            ),
        );
        report.note(
            NoteKind::Dropped,
            "optional-prerequisites",
            optional,
            "optional relations between skills; an optional skill is no prerequisite, and no evidence of the other skill",
        );
        report.note(
            NoteKind::Dropped,
            "other-relations",
            foreign,
            "relations of skills that are not among the competencies",
        );
    }

    fn roles(
        &self,
        import: &mut Import,
        competencies: &BTreeMap<SkillKey, String>,
        asked: &SkillsByOccupation,
        level: Level,
    ) {
        let mut occupations: Vec<_> = asked
            .iter()
            .filter_map(|(uri, needs)| Some((self.occupations.get(uri)?, uri, needs)))
            .collect();
        occupations
            .sort_by_key(|(occupation, uri, _)| (&occupation.group, &occupation.label, *uri));
        let named: Vec<(&str, &str)> = occupations
            .iter()
            .map(|(occupation, ..)| (occupation.label.as_str(), occupation.group.as_str()))
            .collect();
        for ((occupation, uri, needs), id) in occupations.iter().zip(ids(&named, "occupation")) {
            let mut expects: Vec<_> = needs
                .iter()
                .filter_map(|(key, need)| Some((*need, competencies.get(key)?)))
                .collect();
            // What is essential first.
            expects.sort_by_key(|(need, id)| (std::cmp::Reverse(*need), *id));
            let expectation = |(need, id): (Need, &String)| {
                let importance = (need == Need::Optional).then(|| "useful".to_owned());
                (id.clone(), DraftExpectation { level, importance })
            };
            let family = self.family(&occupation.group);
            let role = DraftRole {
                part: family.clone().unwrap_or_default(),
                title: occupation.label.clone(),
                family,
                grade: None,
                expects: expects.into_iter().map(expectation).collect(),
                aligns: vec![(*uri).clone()],
            };
            import.draft.roles.insert(id, role);
        }
        import.report.made(occupations.len(), "role blueprints from occupations");
    }

    /// The family of an occupation: the sub-major group of its group.
    fn family(&self, group: &str) -> Option<String> {
        let code: String = group.chars().take(FAMILY_DIGITS).collect();
        let name = self.groups.get(&code).map(|name| slug(name, "group"));
        (!code.is_empty()).then(|| name.unwrap_or_else(|| format!("isco-{code}")))
    }

    fn report(&self, import: &mut Import, level: Level) {
        let Import { report, draft, .. } = import;
        let expects = || draft.roles.values().flat_map(|role| &role.expects);
        let expectations = expects().count();
        let roles = draft.roles.len();
        report.made(expectations, "expectations");
        let label = LEVELS.get(usize::from(level.hundredths() / 100)).copied().unwrap_or_default();
        report.note(
            NoteKind::Assumed,
            "level",
            expectations,
            format!("expectations at level {level} ({label}); ESCO has no levels, and `--level` chooses another one for all"),
        );
        if self.columns.of_occupation.relation.is_some() {
            report.note(
                NoteKind::Changed,
                "importance",
                expectations,
                "relations became important where essential and useful where optional; none became critical",
            );
        } else {
            report.note(
                NoteKind::Assumed,
                "importance",
                expectations,
                "expectations count as important; these files do not tell essential skills from optional ones",
            );
        }
        let families: BTreeSet<&str> =
            draft.roles.values().filter_map(|role| role.family.as_deref()).collect();
        if !families.is_empty() {
            report.made(families.len(), "families");
        }
        let placed = draft.roles.values().filter(|role| role.family.is_some()).count();
        report.note(
            NoteKind::Inferred,
            "families",
            placed,
            "families of roles, from the first two digits of their occupations' ISCO groups",
        );
        report.note(
            NoteKind::Missing,
            "no-family",
            roles.saturating_sub(placed),
            "roles without a family; their occupations are in no ISCO group",
        );
        report.note(
            NoteKind::Missing,
            "no-grade",
            roles,
            "roles without a grade; ESCO ranks no occupations",
        );
        report.note(
            NoteKind::Missing,
            "nothing-expected",
            self.occupations.len().saturating_sub(roles),
            "occupations without skills; they became no roles",
        );
        let listed = self.skills.values().filter(|skill| skill.statement.is_empty()).count();
        report.note(NoteKind::Missing, "no-statement", listed, "competencies without a statement");
        self.report_rows(import);
    }

    fn report_rows(&self, import: &mut Import) {
        let report = &mut import.report;
        report.note_at(
            NoteKind::Merged,
            "repeated-rows",
            self.repeated.clone(),
            "rows that list an occupation or a skill again",
        );
        let mut labels: BTreeMap<String, usize> = BTreeMap::new();
        for skill in self.skills.values() {
            let count = labels.entry(skill.label.to_lowercase()).or_default();
            *count = count.saturating_add(1);
        }
        report.note(
            NoteKind::Changed,
            "namesakes",
            labels.values().filter(|label| **label > 1).sum(),
            "skills that share a label with another; their ids tell them apart",
        );
        report.note(
            NoteKind::Dropped,
            "descriptions",
            self.descriptions,
            "descriptions of occupations; a role blueprint has a title only",
        );
        report.note(
            NoteKind::Dropped,
            "other-names",
            self.other_names,
            "lists of other names of an occupation or a skill",
        );
        report.note(
            NoteKind::Dropped,
            "skill-types",
            self.skills.values().filter(|skill| !skill.kind.is_empty()).count(),
            "types of skills, skill or knowledge; both are competencies",
        );
    }
}

/// The one skill of a label; of several the one of a kind.
fn only<'a>(namesakes: &[(&'a SkillKey, &str)], kind: &str) -> Option<&'a SkillKey> {
    if let [(key, _)] = namesakes {
        return Some(key);
    }
    let mut alike = namesakes.iter().filter(|(_, own)| *own == kind);
    let (key, _) = alike.next()?;
    alike.next().is_none().then_some(key)
}
