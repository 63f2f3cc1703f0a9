//! What is one synthetic person like?

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::ToSpan as _;
use jiff::civil::Date;
use waypath_engine::id::{CompetencyIx, ModuleIx, RoleIx};
use waypath_engine::level::Level;
use waypath_engine::library::Library;
use waypath_engine::person::AsOf;

use super::dice::{Chance, Dice, Quantile};
use super::population::{Population, TargetAmong};
use super::shares::{Shares, WholeRange};
use super::sheets::{SampleFile, Sheets};

/// Streams of numbers from here on belong to teams, those below to people.
const TEAMS: u64 = 1 << 63;

/// Draws people for a library.
pub(super) struct Sampler<'a> {
    library: &'a Library,
    population: &'a Population,
    seed: u64,
    as_of: AsOf,
    /// The chance that the levels of a person follow what is theirs alone.
    follows: Chance,
    /// The chance that this follows the months in the role.
    tenure: Chance,
    roles: BTreeMap<RoleIx, RoleSample>,
    teams: u64,
}

/// What is worked out once for a role.
struct RoleSample {
    others: Vec<RoleIx>,
    modules: Vec<ModuleIx>,
    members: u64,
    /// The first person of the first team, and of the one that is filled.
    leads: Option<(String, String)>,
}

/// Somebody as drawn so far.
struct Drawn {
    id: String,
    role: RoleIx,
    target: Option<RoleIx>,
    tenure: Quantile,
    dice: Dice,
}

impl<'a> Sampler<'a> {
    pub(super) fn new(
        library: &'a Library,
        population: &'a Population,
        (seed, as_of): (u64, AsOf),
    ) -> Self {
        let one = 10_000_u64;
        let between = u64::try_from(population.between_competencies.0).unwrap_or(0);
        let tenure = population.tenure_with_level.0.unsigned_abs();
        let follows = Chance::of(between, one).root();
        // Tenure times what is somebody's alone gives what the file says.
        let tenure = Chance::of(tenure.saturating_mul(1 << 32), one.saturating_mul(follows.0));
        let roles = population.roles.iter().map(|(role, _)| {
            let sample = RoleSample {
                others: others(library, population, *role),
                modules: modules(library, *role),
                members: 0,
                leads: None,
            };
            (*role, sample)
        });
        let roles = roles.collect();
        Self { library, population, seed, as_of, follows, tenure, roles, teams: 0 }
    }

    /// Draws the person of a number and writes all that is known of them.
    pub(super) fn person<W: Write>(
        &mut self,
        number: u64,
        sheets: &mut Sheets<W>,
    ) -> io::Result<()> {
        let mut dice = Dice::new(self.seed, number);
        let at = dice.quantile();
        let Some(role) = self.population.roles.at(at).copied() else { return Ok(()) };
        let target = self.target(role, &mut dice);
        let tenure = dice.quantile();
        let id = format!("p-{number:06}");
        let mut drawn = Drawn { id, role, target, tenure, dice };
        self.row(&mut drawn, sheets)?;
        self.levels(&mut drawn, sheets)?;
        self.progress(&mut drawn, sheets)
    }

    fn target(&self, role: RoleIx, dice: &mut Dice) -> Option<RoleIx> {
        let others = &self.roles.get(&role)?.others;
        let wants = dice.happens(self.population.target);
        let at = dice.below(u64::try_from(others.len()).unwrap_or(0));
        others.get(usize::try_from(at).ok()?).copied().filter(|_| wants)
    }

    fn row<W: Write>(&mut self, drawn: &mut Drawn, sheets: &mut Sheets<W>) -> io::Result<()> {
        let (team, manager) = self.team(drawn, sheets)?;
        let (population, as_of) = (self.population, self.as_of);
        let dice = &mut drawn.dice;
        let manager = Some(manager).filter(|_| dice.happens(population.managers)).flatten();
        let has_mentor = dice.happens(population.mentors);
        let mentor = self.roles.get(&drawn.role).and_then(|role| role.leads.as_ref());
        let mentor = mentor.map(|(first, _)| first).filter(|id| has_mentor && **id != drawn.id);
        let mut pick = |shares: &Shares<String>| {
            let at = dice.quantile();
            shares.at(at).cloned().unwrap_or_default()
        };
        let places = [&population.sites, &population.shifts, &population.languages].map(&mut pick);
        let attributes: Vec<String> =
            population.attributes.iter().map(|(_, attribute)| pick(attribute)).collect();
        let in_role = population.months_in_role.number(drawn.tenure);
        let before = population.months_before_role.number(dice.quantile());
        let days = i64::try_from(dice.below(28)).unwrap_or(0);
        let since = |months: i64| ago(as_of, months, days).to_string();
        let fte = population.fte.at(dice.quantile()).copied().unwrap_or(100);
        let fte = if fte == 100 { String::new() } else { format!("{fte}%") };
        let away = away(dice, population.away, as_of);
        let title = format!("Person {}", drawn.id.trim_start_matches("p-"));
        let role = |role: RoleIx| self.library.role_id(role);
        let mut cells = vec![
            &*drawn.id,
            &title,
            role(drawn.role),
            drawn.target.map_or("", role),
            manager.as_deref().unwrap_or_default(),
            mentor.map_or("", String::as_str),
            &team,
        ];
        let (role_since, company_since) = (since(in_role), since(in_role.saturating_add(before)));
        cells.extend(places.iter().map(String::as_str));
        cells.extend([&*role_since, &company_since, &fte, &away.0, &away.1]);
        cells.extend(attributes.iter().map(String::as_str));
        sheets.row(SampleFile::People, &cells)
    }

    /// Puts somebody into a team of their role: its name, and who leads it. The
    /// leads of later teams report to that of the first.
    fn team<W: Write>(
        &mut self,
        drawn: &Drawn,
        sheets: &mut Sheets<W>,
    ) -> io::Result<(String, Option<String>)> {
        let size = self.population.team_size.max(1);
        let Some(sample) = self.roles.get_mut(&drawn.role) else {
            return Ok((String::new(), None));
        };
        let number = sample.members.checked_div(size).unwrap_or(0).saturating_add(1);
        let is_first = sample.members.checked_rem(size) == Some(0);
        sample.members = sample.members.saturating_add(1);
        let name = format!("team-{}-{number}", self.library.role_id(drawn.role));
        let first = sample.leads.as_ref().map(|(first, _)| first.clone());
        let manager = if is_first {
            let lead_of_all = first.clone().unwrap_or_else(|| drawn.id.clone());
            sample.leads = Some((lead_of_all, drawn.id.clone()));
            first
        } else {
            sample.leads.as_ref().map(|(_, lead)| lead.clone())
        };
        if is_first {
            self.readings(drawn.role, &name, sheets)?;
        }
        Ok((name, manager))
    }

    /// The readings of a new team.
    fn readings<W: Write>(
        &mut self,
        role: RoleIx,
        team: &str,
        sheets: &mut Sheets<W>,
    ) -> io::Result<()> {
        let mut dice = Dice::new(self.seed, TEAMS.saturating_add(self.teams));
        self.teams = self.teams.saturating_add(1);
        let is_read = dice.happens(self.population.read_teams);
        for (kpi, goal) in self.library.roles[role].kpis.iter().filter(|_| is_read) {
            let reached = self.population.reached.number(dice.quantile());
            let (from, to) = (goal.baseline.ten_thousandths(), goal.target.ten_thousandths());
            let way = to.saturating_sub(from).saturating_mul(reached).div_euclid(100);
            // Readings have one decimal.
            let value = from.saturating_add(way).div_euclid(1_000);
            let days = i64::try_from(dice.below(28)).unwrap_or(0);
            let date = ago(self.as_of, 0, days).to_string();
            let id = self.library.kpi_id(*kpi);
            sheets.row(SampleFile::Readings, &[team, id, &tenths(value), &date])?;
        }
        Ok(())
    }

    /// What is known of the levels somebody holds, and in which reviews a gap was
    /// seen.
    fn levels<W: Write>(&self, drawn: &mut Drawn, sheets: &mut Sheets<W>) -> io::Result<()> {
        let population = self.population;
        let like =
            if population.tenure_with_level.0 < 0 { drawn.tenure.mirrored() } else { drawn.tenure };
        let own = drawn.dice.like(like, self.tenure);
        let role = expected(self.library, drawn.role);
        let target = drawn.target.map(|role| expected(self.library, role)).unwrap_or_default();
        let only_target = target.iter().filter(|(competency, _)| !role.contains_key(competency));
        let wanted = role.iter().map(|role| (role, &population.levels));
        let wanted =
            wanted.chain(only_target.map(|competency| (competency, &population.levels_for_target)));
        for ((competency, expected), levels) in wanted {
            let at = drawn.dice.like(own, self.follows);
            let is_unknown = drawn.dice.happens(population.unknown);
            let above = levels.at(at).copied().unwrap_or(0);
            let held = self.held(*competency, *expected, above);
            let evidence = DrawnEvidence { competency: *competency, expected: *expected, held };
            self.evidence(drawn, &evidence, is_unknown, sheets)?;
        }
        Ok(())
    }

    /// The level so far above what is expected, on the scale.
    fn held(&self, competency: CompetencyIx, expected: Level, above: i32) -> Level {
        let known = &self.library.competencies[competency];
        if known.yes_no {
            return if above >= 0 { known.top } else { Level::ZERO };
        }
        let level = i32::from(expected.hundredths()).saturating_add(above);
        let level = level.clamp(0, i32::from(known.top.hundredths()));
        Level::from_hundredths(u16::try_from(level).unwrap_or(0))
    }

    fn evidence<W: Write>(
        &self,
        drawn: &mut Drawn,
        row: &DrawnEvidence,
        is_unknown: bool,
        sheets: &mut Sheets<W>,
    ) -> io::Result<()> {
        let (population, dice) = (self.population, &mut drawn.dice);
        let source = population.sources.at(dice.quantile());
        let date = self.dated(&population.evidence_months, dice);
        let reviews = population.reviews.number(dice.quantile());
        let Some(source) = source.filter(|_| !is_unknown) else { return Ok(()) };
        let id = self.library.competency_id(row.competency);
        let (held, expected) = (self.written(row, row.held), self.written(row, row.expected));
        sheets.row(
            SampleFile::Evidence,
            &[&drawn.id, id, &held, "", source.as_str(), &date.to_string()],
        )?;
        for review in 0..reviews {
            if row.held < row.expected {
                let days = i64::try_from(drawn.dice.below(28)).unwrap_or(0);
                let date = ago(self.as_of, review.saturating_mul(6), days).to_string();
                sheets.row(SampleFile::Reviews, &[&drawn.id, id, &date, &held, &expected])?;
            }
        }
        Ok(())
    }

    fn written(&self, row: &DrawnEvidence, level: Level) -> String {
        match (self.library.competencies[row.competency].yes_no, level) {
            (false, level) => level.to_string(),
            (true, Level::ZERO) => "no".to_owned(),
            (true, _) => "yes".to_owned(),
        }
    }

    /// A day so many months ago.
    fn dated(&self, months: &Shares<WholeRange>, dice: &mut Dice) -> Date {
        let months = months.number(dice.quantile());
        ago(self.as_of, months, i64::try_from(dice.below(28)).unwrap_or(0))
    }

    fn progress<W: Write>(&self, drawn: &mut Drawn, sheets: &mut Sheets<W>) -> io::Result<()> {
        let population = self.population;
        let Some(sample) = self.roles.get(&drawn.role) else { return Ok(()) };
        let dice = &mut drawn.dice;
        let has_some = dice.happens(population.learners);
        let number = population.learned_modules.number(dice.quantile());
        let mut left = sample.modules.clone();
        for _ in 0..number {
            let at = usize::try_from(dice.below(u64::try_from(left.len()).unwrap_or(0)));
            let status = population.statuses.at(dice.quantile());
            let date = self.dated(&population.progress_months, dice).to_string();
            let (Ok(at), Some(status), true) = (at, status, has_some) else { return Ok(()) };
            if at >= left.len() {
                return Ok(());
            }
            let module = self.library.module_id(left.swap_remove(at));
            sheets.row(SampleFile::Progress, &[&drawn.id, module, status.as_str(), &date])?;
        }
        Ok(())
    }
}

struct DrawnEvidence {
    competency: CompetencyIx,
    expected: Level,
    held: Level,
}

/// What a role expects of each leaf: the highest of several levels.
fn expected(library: &Library, role: RoleIx) -> BTreeMap<CompetencyIx, Level> {
    let mut levels: BTreeMap<CompetencyIx, Level> = BTreeMap::new();
    for expected in &library.roles[role].expects {
        let level = levels.entry(expected.competency).or_default();
        *level = expected.level.max(*level);
    }
    levels
}

/// The roles somebody may work towards.
fn others(library: &Library, population: &Population, role: RoleIx) -> Vec<RoleIx> {
    let own = &library.roles[role];
    let fits = |(ix, pair): &(RoleIx, &waypath_engine::library::Role)| {
        *ix != role
            && match population.within {
                // Roles of no family have none in common.
                TargetAmong::Family if own.family.is_empty() => pair.model == own.model,
                TargetAmong::Family => pair.family == own.family,
                TargetAmong::Model => pair.model == own.model,
                TargetAmong::Any => true,
            }
    };
    library.roles.iter().filter(fits).map(|(ix, _)| ix).collect()
}

/// The modules on offer that build something a role expects.
fn modules(library: &Library, role: RoleIx) -> Vec<ModuleIx> {
    let expected = expected(library, role);
    let modules = library.modules.iter().filter(|(_, module)| {
        module.active && module.builds.iter().any(|built| expected.contains_key(&built.competency))
    });
    modules.map(|(ix, _)| ix).collect()
}

/// So many months and days ago.
fn ago(as_of: AsOf, months: i64, days: i64) -> Date {
    as_of.saturating_sub(months.months()).saturating_sub(days.days())
}

/// One to three weeks away within the next two months, or empty.
fn away(dice: &mut Dice, chance: Chance, as_of: AsOf) -> (String, String) {
    let is_away = dice.happens(chance);
    let from = i64::try_from(dice.below(60)).unwrap_or(0);
    let days = i64::try_from(dice.below(15)).unwrap_or(0).saturating_add(6);
    if !is_away {
        return (String::new(), String::new());
    }
    let first = as_of.saturating_add(from.days());
    (first.to_string(), first.saturating_add(days.days()).to_string())
}

/// A number of tenths.
fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let size = value.unsigned_abs();
    match size % 10 {
        0 => format!("{sign}{}", size / 10),
        part => format!("{sign}{}.{part}", size / 10),
    }
}
