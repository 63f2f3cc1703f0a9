//! Metacademy: concepts of mathematics and machine learning, and what each builds on.
//!
//! Six CSV files. A concept becomes a competency on a scale of two steps, because
//! the source knows no levels: one has learned it or not. Its goals become the
//! anchor of the upper step. A concept with hours becomes a module as well.
//!
//! A *shortcut* is a smaller version of a concept, with less to know before it,
//! that will do for some of what builds on the concept. It becomes a competency
//! and a module of its own; holders of the whole concept hold the shortcut too.

// What the rows say, which circles are left out, and the library made of the rest.
mod rows;
mod circles;
mod library;

use std::path::Path;

use waypath_engine::source::Source;

use super::draft::{Draft, DraftFramework};
use super::imported::{Import, Imported, Refused, read_file};
use crate::Error;
use crate::table::{Others, Record, Shape};
use rows::MetacademyContent;

const CONCEPTS: Shape = Shape {
    file: "concepts.csv",
    columns: &["kind", "tag", "title", "time_hours", "summary"],
    required: &["kind", "tag", "title", "time_hours"],
    others: Others::Ignored,
};

const DEPENDENCIES: Shape = Shape {
    file: "dependencies.csv",
    columns: &["kind", "concept", "prerequisite", "shortcut", "reason"],
    required: &["kind", "concept", "prerequisite", "shortcut"],
    others: Others::Ignored,
};

const GOALS: Shape = Shape {
    file: "goals.csv",
    columns: &["kind", "tag", "n", "depth", "goal"],
    required: &["kind", "tag", "n", "depth", "goal"],
    others: Others::Ignored,
};

const CATALOGUE: Shape = Shape {
    file: "resource_catalogue.csv",
    columns: &["key", "free"],
    required: &["key", "free"],
    others: Others::Ignored,
};

const RESOURCES: Shape = Shape {
    file: "concept_resources.csv",
    columns: &["kind", "concept", "source_key", "core"],
    required: &["kind", "concept", "source_key", "core"],
    others: Others::Ignored,
};

const COURSES: Shape = Shape {
    file: "course_lines.csv",
    columns: &["course", "file", "text"],
    required: &["course", "file", "text"],
    others: Others::Ignored,
};

/// The steps of the scale.
const STEPS: &[&str] = &["new", "learned"];

/// The files of Metacademy's content.
#[derive(Clone, Debug)]
pub struct MetacademyFiles {
    /// Concepts and shortcuts: `concepts.csv`.
    pub concepts: Source,
    /// What builds on what: `dependencies.csv`.
    pub dependencies: Source,
    /// What one understands or can do afterwards: `goals.csv`.
    pub goals: Source,
    /// Books, lectures and papers: `resource_catalogue.csv`.
    pub catalogue: Source,
    /// Where in them a concept is taught: `concept_resources.csv`.
    pub resources: Source,
    /// Which concepts a course names: `course_lines.csv`.
    pub courses: Source,
}

/// Imports the content from its folder.
pub fn read(folder: &Path) -> Result<Imported, Error> {
    let file = |shape: &Shape| read_file(&folder.join(shape.file));
    Ok(import(&MetacademyFiles {
        concepts: file(&CONCEPTS)?,
        dependencies: file(&DEPENDENCIES)?,
        goals: file(&GOALS)?,
        catalogue: file(&CATALOGUE)?,
        resources: file(&RESOURCES)?,
        courses: file(&COURSES)?,
    }))
}

/// Imports the content from its files in memory.
pub fn import(files: &MetacademyFiles) -> Imported {
    let framework = DraftFramework {
        folder: "metacademy".to_owned(),
        name: "Metacademy".to_owned(),
        source: "Metacademy contributors, metacademy.org, CC BY-SA 3.0; converted to CSV".to_owned(),
        licence: "CC BY-SA 3.0. Share alike: if you pass on these files, or anything made from them, use the same licence and name the contributors.".to_owned(),
    };
    let mut import = Import::new(Draft::new(framework, "Learned or not", STEPS));
    let result = fill(&mut import, files);
    import.finish(result)
}

fn fill(import: &mut Import, files: &MetacademyFiles) -> Result<(), Refused> {
    let mut content = MetacademyContent::default();
    // In this order: each file names only what those before it define.
    rows(import, &files.concepts, &CONCEPTS, |record| content.concept(record))?;
    rows(import, &files.dependencies, &DEPENDENCIES, |record| content.dependency(record))?;
    rows(import, &files.goals, &GOALS, |record| content.goal(record))?;
    rows(import, &files.catalogue, &CATALOGUE, |record| content.source(record))?;
    rows(import, &files.resources, &RESOURCES, |record| content.resource(record))?;
    rows(import, &files.courses, &COURSES, |record| content.course_line(record))?;
    for diagnostic in content.open_circles() {
        import.wrong(&files.dependencies, diagnostic);
    }
    library::make(&content, import);
    Ok(())
}

fn rows(
    import: &mut Import,
    source: &Source,
    shape: &Shape,
    each: impl FnMut(&mut Record<'_>),
) -> Result<(), Refused> {
    let rows = import.table(source, shape, each)?;
    import.report.read(rows, format!("rows of {}", source.path));
    Ok(())
}
