//! What do the YAML files beside the table say?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::{Code, Diagnostic};
use waypath_engine::source::{Node, Source, Value};

use crate::import::imported::Import;

/// The files there may be, with the keys of what they list.
pub(super) const FILES: &[ListFile] = &[
    ListFile::new("nice_abilities.yml", ListKind::Statements, "aId", "abilityDescription"),
    ListFile::new("nice_domains.yml", ListKind::Descriptions, "Domain", "Description"),
    ListFile::new("nice_knowledge.yml", ListKind::Statements, "kId", "knowledgeDescription"),
    ListFile::new("nice_skills.yml", ListKind::Statements, "sId", "skillDescription"),
    ListFile::new("nice_specialityAreas.yml", ListKind::Descriptions, "Area", "Description"),
    ListFile::new("nice_tasks.yml", ListKind::Tasks, "tId", "taskDescription"),
    ListFile::new("nice_workRoles.yml", ListKind::WorkRoles, "workRoleID", "description"),
];

/// A file that lists something.
pub(super) struct ListFile {
    pub(super) name: &'static str,
    kind: ListKind,
    /// The key of what an entry is called.
    id: &'static str,
    /// The key of its text.
    text: &'static str,
}

#[derive(Clone, Copy)]
enum ListKind {
    Statements,
    WorkRoles,
    Tasks,
    Descriptions,
}

impl ListFile {
    const fn new(name: &'static str, kind: ListKind, id: &'static str, text: &'static str) -> Self {
        Self { name, kind, id, text }
    }
}

/// What the files say, as far as they are there.
#[derive(Default)]
pub(super) struct Lists {
    /// The texts of statements, by number, such as `K0021`.
    pub(super) statements: BTreeMap<String, String>,
    /// The work roles, by code, such as `IN-FOR-001`.
    pub(super) roles: BTreeMap<String, ListedRole>,
    /// The numbers of tasks, such as `T0001`.
    pub(super) tasks: BTreeSet<String>,
    /// Texts about work roles, specialty areas and categories.
    pub(super) descriptions: usize,
    /// The files that are not there.
    pub(super) missing: Vec<&'static str>,
}

/// What the list of work roles says of one.
pub(super) struct ListedRole {
    pub(super) title: String,
    /// The code of the government's own list of jobs.
    pub(super) opm: String,
}

impl Lists {
    /// Reads those of the files that are among `sources`.
    pub(super) fn read(import: &mut Import, sources: &[Source]) -> Self {
        let mut lists = Self::default();
        for file in FILES {
            match sources.iter().find(|source| source.path == file.name) {
                Some(source) => lists.file(import, file, source),
                None => lists.missing.push(file.name),
            }
        }
        lists
    }

    fn file(&mut self, import: &mut Import, file: &ListFile, source: &Source) {
        let Some(document) = import.yaml(source) else { return };
        if !matches!(document.root.value, Value::Sequence(_)) {
            let diagnostic = Diagnostic::new(Code::WrongType, "the file holds no list");
            let help = "download it again; each entry of the list begins with `-`";
            import.wrong(source, diagnostic.at(document.place(&document.root)).help(help));
            return;
        }
        let entries = document.root.items();
        import.report.read(entries.len(), format!("entries of {}", file.name));
        for entry in entries {
            let id = text(entry, file.id);
            if id.is_empty() {
                let message = format!("an entry of the list has no `{}`", file.id);
                let diagnostic = Diagnostic::new(Code::MissingField, message);
                let help = "add it, or take the entry out";
                import.wrong(source, diagnostic.at(document.place(entry)).help(help));
            } else {
                self.entry(file, id, entry);
            }
        }
    }

    fn entry(&mut self, file: &ListFile, id: String, entry: &Node) {
        let described = text(entry, file.text);
        let is_description = matches!(file.kind, ListKind::WorkRoles | ListKind::Descriptions);
        if is_description && !described.is_empty() {
            self.descriptions = self.descriptions.saturating_add(1);
        }
        match file.kind {
            ListKind::Statements => drop(self.statements.insert(id, described)),
            ListKind::Tasks => drop(self.tasks.insert(id)),
            ListKind::Descriptions => {}
            ListKind::WorkRoles => {
                let (title, opm) = (text(entry, "workRole"), text(entry, "opmCode"));
                self.roles.insert(id, ListedRole { title, opm });
            }
        }
    }
}

/// The text behind a key; empty where there is none.
fn text(entry: &Node, key: &str) -> String {
    entry.get(key).and_then(Node::text).unwrap_or_default().trim().to_owned()
}
