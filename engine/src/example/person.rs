//! Makes up the person of a test.

use jiff::civil::Date;

use crate::blueprint::test::{Day, Somebody};
use crate::blueprint::value::Parsed;
use crate::diagnostic::Code;
use crate::id::{Id as _, nearest};
use crate::level::Level;
use crate::library::{Library, Resolver, Source};
use crate::person::{AsOf, Evidence, Person, Progress, Reading, Review, Subject};
use crate::quantity::Span;

/// The person of a test that stands at a path: one of `people`, changed or not, or
/// one that is made up. What they are made of is dated on the day of the plan,
/// unless it says another date.
pub(super) fn read(
    library: &Library,
    people: &[Person],
    (written, path): (&Somebody, &[&str]),
    as_of: AsOf,
    resolver: &mut Resolver<'_>,
) -> Option<Person> {
    let before = resolver.diagnostics.len();
    let mut reader = Reader { library, people, written, path, as_of, resolver };
    let mut person = reader.start()?;
    reader.columns(&mut person);
    reader.dates(&mut person);
    reader.rows(&mut person);
    (resolver.diagnostics.len() == before).then_some(person)
}

struct Reader<'a, 'b> {
    library: &'a Library,
    people: &'a [Person],
    written: &'a Somebody,
    path: &'a [&'a str],
    as_of: AsOf,
    resolver: &'a mut Resolver<'b>,
}

impl<'a> Reader<'a, '_> {
    fn at(&self, rest: &[&'a str]) -> Vec<&'a str> {
        self.path.iter().chain(rest).copied().collect()
    }

    fn report(&mut self, code: Code, message: String, help: String, rest: &[&'a str]) {
        self.resolver.report_value(code, message, help, &self.at(rest));
    }

    /// The person before the changes.
    fn start(&mut self) -> Option<Person> {
        let written = self.written;
        if let Some(like) = &written.like {
            let found = self.people.iter().find(|person| person.id.as_str() == like).cloned();
            if found.is_none() {
                let near = nearest(like, self.people.iter().map(|person| person.id.as_str()));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "run `waypath list people` to see who is there".to_owned(),
                };
                let message = format!("nobody is read from `people.csv` as `{like}`");
                self.report(Code::UnknownPerson, message, help, &["like"]);
            }
            let mut person = found?;
            if let Some(role) = &written.role {
                person.role = self.resolver.role(role, &self.at(&["role"]))?;
            }
            return Some(person);
        }
        let Some(role) = &written.role else {
            let help = "add `role:`, or `like:` with somebody's id".to_owned();
            self.report(Code::MissingField, "`person` has no `role`".to_owned(), help, &[]);
            return None;
        };
        let role = self.resolver.role(role, &self.at(&["role"]))?;
        Some(Person::unknown("somebody".parse().ok()?, "Somebody", role))
    }

    fn columns(&mut self, person: &mut Person) {
        let written = self.written;
        match written.target_role.as_deref() {
            None => {}
            Some("") => person.target_role = None,
            Some(target) => {
                let path = self.at(&["target_role"]);
                person.target_role = self.resolver.role(target, &path).or(person.target_role);
            }
        }
        let set = |to: &mut Option<Box<str>>, from: Option<&String>| {
            if let Some(from) = from {
                *to = (!from.is_empty()).then(|| from.as_str().into());
            }
        };
        set(&mut person.site, written.site.as_ref());
        set(&mut person.shift, written.shift.as_ref());
        set(&mut person.language, written.language.as_ref());
        person.hours_per_week =
            written.hours_per_week.map(|hours_per_week| hours_per_week.0).or(person.hours_per_week);
        person.fte = written.fte.map_or(person.fte, |fte| fte.0.0);
        for (name, value) in &written.attr {
            person.attributes.insert(name.as_str().into(), value.0.0.as_str().into());
        }
        person.attributes.retain(|_, value| !value.is_empty());
    }

    fn dates(&mut self, person: &mut Person) {
        let written = self.written;
        let in_role = (written.in_role_since, written.months_in_role);
        let in_company = (written.in_company_since, written.months_in_company);
        for ((date, months), key) in
            [(in_role, "months_in_role"), (in_company, "months_in_company")]
        {
            if date.is_some() && months.is_some() {
                let message = format!("both a date and `{key}` are given");
                self.report(Code::UnsoundTest, message, "take one of them out".to_owned(), &[key]);
            }
        }
        let since = |months: u16| Span::Months(months).before(self.as_of);
        let date = |(date, months): (Option<Parsed<_>>, Option<u16>)| {
            date.map(|it: Parsed<Day>| it.0.0).or(months.map(since))
        };
        person.in_role_since = date(in_role).or(person.in_role_since);
        person.in_company_since = date(in_company).or(person.in_company_since);
    }

    fn day(&self, day: Option<Parsed<Day>>) -> Date {
        day.map_or(self.as_of, |day| day.0.0)
    }

    /// What is written replaces everything of the same competency, module or KPI.
    fn rows(&mut self, person: &mut Person) {
        let written = self.written;
        for (name, seen) in &written.evidence {
            let path = self.at(&["evidence", name]);
            let Some(competency) = self.resolver.competency(name, &path) else { continue };
            let level = seen.0.level.0;
            self.resolver.check_level(level, &self.library.competencies[competency], &path);
            let source = seen.0.source.unwrap_or(Source::Manager);
            let date = self.day(seen.0.date);
            let place = self.resolver.positions.key(&path);
            person.evidence.retain(|evidence| evidence.competency != competency);
            person.evidence.push(Evidence { competency, level, source, date, place });
        }
        for (name, became) in &written.progress {
            let path = self.at(&["progress", name]);
            let Some(module) = self.resolver.module(name, &path) else { continue };
            let status = became.0.status;
            let date = self.day(became.0.date);
            let place = self.resolver.positions.key(&path);
            person.progress.retain(|progress| progress.module != module);
            person.progress.push(Progress { module, status, date, by: None, reason: None, place });
        }
        for (name, times) in &written.reviews {
            let path = self.at(&["reviews", name]);
            let Some(competency) = self.resolver.competency(name, &path) else { continue };
            let place = self.resolver.positions.key(&path);
            person.reviews.retain(|review| review.competency != competency);
            person.reviews.extend((0..u16::from(*times)).map(|ago| Review {
                competency,
                date: Span::Months(ago).before(self.as_of),
                held: Level::ZERO,
                expected: Level::whole(1),
                place: place.clone(),
            }));
        }
        for (name, value) in &written.kpi {
            let path = self.at(&["kpi", name]);
            let Some(kpi) = self.resolver.kpi(name, &path) else { continue };
            let place = self.resolver.positions.key(&path);
            person.readings.retain(|reading| reading.kpi != kpi);
            let (subject, date) = (Subject::Person, self.as_of);
            person.readings.push(Reading { subject, kpi, value: value.0, date, place });
        }
    }
}
