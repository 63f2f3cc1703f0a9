//! What do people call the things an answer names?

use waypath_engine::level::Level;
use waypath_engine::library::{Competency, Kpi, Library, Module, Persona, Role};

/// Looks up what people call the things that an answer names by id.
///
/// Copies nothing of the library. A thing that the library does not hold, because
/// the answer is older, is shown by its id.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    library: &'a Library,
}

impl<'a> Labels<'a> {
    /// Returns the labels of a library.
    pub fn of(library: &'a Library) -> Self {
        Self { library }
    }

    /// The library's name; may be empty.
    pub fn library(self) -> &'a str {
        &self.library.name
    }

    /// The role of an id; `None` where the library has none.
    pub fn role(self, id: &(impl AsRef<str> + ?Sized)) -> Option<&'a Role> {
        self.library.names.roles.find(id.as_ref()).map(|ix| &self.library.roles[ix])
    }

    /// The module of an id; `None` where the library has none.
    pub fn module(self, id: &(impl AsRef<str> + ?Sized)) -> Option<&'a Module> {
        self.library.names.modules.find(id.as_ref()).map(|ix| &self.library.modules[ix])
    }

    /// The competency of an id; `None` where the library has none.
    pub fn competency(self, id: &(impl AsRef<str> + ?Sized)) -> Option<&'a Competency> {
        self.library.names.competencies.find(id.as_ref()).map(|ix| &self.library.competencies[ix])
    }

    /// The KPI of an id; `None` where the library has none.
    pub fn kpi(self, id: &(impl AsRef<str> + ?Sized)) -> Option<&'a Kpi> {
        self.library.names.kpis.find(id.as_ref()).map(|ix| &self.library.kpis[ix])
    }

    /// The persona of an id; `None` where the library has none.
    pub fn persona(self, id: &(impl AsRef<str> + ?Sized)) -> Option<&'a Persona> {
        self.library.names.personas.find(id.as_ref()).map(|ix| &self.library.personas[ix])
    }

    /// The title of a role, else its id.
    pub fn role_title<'b>(self, id: &'b (impl AsRef<str> + ?Sized)) -> &'b str
    where
        'a: 'b,
    {
        self.role(id).map_or(id.as_ref(), |role| &role.title)
    }

    /// The title of a module, else its id.
    pub fn module_title<'b>(self, id: &'b (impl AsRef<str> + ?Sized)) -> &'b str
    where
        'a: 'b,
    {
        self.module(id).map_or(id.as_ref(), |module| &module.title)
    }

    /// The name of a competency, else its id.
    pub fn competency_name<'b>(self, id: &'b (impl AsRef<str> + ?Sized)) -> &'b str
    where
        'a: 'b,
    {
        self.competency(id).map_or(id.as_ref(), |competency| &competency.name)
    }

    /// The name of a KPI, else its id.
    pub fn kpi_name<'b>(self, id: &'b (impl AsRef<str> + ?Sized)) -> &'b str
    where
        'a: 'b,
    {
        self.kpi(id).map_or(id.as_ref(), |kpi| &kpi.name)
    }

    /// The name of a persona, else its id.
    pub fn persona_name<'b>(self, id: &'b (impl AsRef<str> + ?Sized)) -> &'b str
    where
        'a: 'b,
    {
        self.persona(id).map_or(id.as_ref(), |persona| &persona.name)
    }

    /// Why a rule is there, in its author's words.
    pub fn because(self, rule: &(impl AsRef<str> + ?Sized)) -> Option<&'a str> {
        let ix = self.library.names.rules.find(rule.as_ref())?;
        Some(&self.library.rules[ix].because)
    }

    /// The name of the whole level that a level has reached; `None` above the scale.
    pub fn level_name(self, level: Level) -> Option<&'a str> {
        let whole = usize::from(level.hundredths() / 100);
        self.library.scale.labels().get(whole).map(|label| &**label)
    }

    /// Whether a module builds a competency.
    pub fn builds(
        self,
        module: &(impl AsRef<str> + ?Sized),
        competency: &(impl AsRef<str> + ?Sized),
    ) -> bool {
        let competency = self.library.names.competencies.find(competency.as_ref());
        self.module(module).is_some_and(|module| {
            module.builds.iter().any(|builds| Some(builds.competency) == competency)
        })
    }
}
