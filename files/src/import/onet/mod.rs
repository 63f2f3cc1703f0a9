//! O*NET, the database of occupations of the United States.
//!
//! Files of cells separated by tabs. `Skills` and `Knowledge` rate each element
//! for each occupation twice: which level of it the occupation needs, 0 to 7, and
//! how much it matters, 1 to 5. An occupation becomes a role blueprint, an element
//! a competency, a pair of ratings an expectation.
//!
//! The database says of some of its ratings that they are not to be used. They
//! are not: better no expectation than one made of noise.

// Which ratings count, which group an occupation belongs to, and what the rows say.
mod ratings;
mod groups;
mod content;

use std::path::Path;

use waypath_engine::source::Source;

use super::draft::{Draft, DraftFramework};
use super::imported::{Import, Imported, Refused, read_file, read_optional};
use crate::Error;
use crate::table::{Others, Shape};
use content::{ElementKind, OnetContent};

/// The files of the database that are read.
#[derive(Clone, Debug)]
pub struct OnetFiles {
    /// Ratings of skills.
    pub skills: Source,
    /// Ratings of knowledge.
    pub knowledge: Source,
    /// Titles of occupations: `Occupation Data`.
    pub occupations: Option<Source>,
    /// `Job Zones`.
    pub job_zones: Option<Source>,
    /// Names and descriptions of elements: `Content Model Reference`.
    pub elements: Option<Source>,
    /// `Level Scale Anchors`.
    pub anchors: Option<Source>,
}

const SKILLS: Shape = ratings("Skills");
const KNOWLEDGE: Shape = ratings("Knowledge");
const OCCUPATIONS: Shape = Shape {
    file: "Occupation Data",
    columns: &["O*NET-SOC Code", "Title", "Description"],
    required: &["O*NET-SOC Code", "Title"],
    others: Others::Ignored,
};
const JOB_ZONES: Shape = Shape {
    file: "Job Zones",
    columns: &["O*NET-SOC Code", "Job Zone"],
    required: &["O*NET-SOC Code", "Job Zone"],
    others: Others::Ignored,
};
const ELEMENTS: Shape = Shape {
    file: "Content Model Reference",
    columns: &["Element ID", "Element Name", "Description"],
    required: &["Element ID", "Element Name", "Description"],
    others: Others::Ignored,
};
const ANCHORS: Shape = Shape {
    file: "Level Scale Anchors",
    columns: &["Element ID", "Anchor Value", "Anchor Description"],
    required: &["Element ID", "Anchor Value", "Anchor Description"],
    others: Others::Ignored,
};

const fn ratings(file: &'static str) -> Shape {
    Shape {
        file,
        columns: &[
            "O*NET-SOC Code",
            "Title",
            "Element ID",
            "Element Name",
            "Scale ID",
            "Data Value",
            "Recommend Suppress",
            "Not Relevant",
        ],
        required: &[
            "O*NET-SOC Code",
            "Element ID",
            "Scale ID",
            "Data Value",
            // Without these two, it is unknown which ratings may be used.
            "Recommend Suppress",
            "Not Relevant",
        ],
        others: Others::Ignored,
    }
}

/// The database names no levels.
const LEVELS: &[&str] =
    &["none", "1 of 7", "2 of 7", "3 of 7", "4 of 7", "5 of 7", "6 of 7", "7 of 7"];

/// Imports the database from a folder. Its files may be as published, `.txt`, or
/// `.tsv`.
pub fn read(folder: &Path) -> Result<Imported, Error> {
    let path = |name: &str| {
        let published = folder.join(format!("{name}.txt"));
        let other = folder.join(format!("{name}.tsv"));
        if !published.exists() && other.exists() { other } else { published }
    };
    let files = OnetFiles {
        skills: read_file(&path(SKILLS.file))?,
        knowledge: read_file(&path(KNOWLEDGE.file))?,
        occupations: read_optional(&path(OCCUPATIONS.file))?,
        job_zones: read_optional(&path(JOB_ZONES.file))?,
        elements: read_optional(&path(ELEMENTS.file))?,
        anchors: read_optional(&path(ANCHORS.file))?,
    };
    Ok(import(&files))
}

/// Imports the database from its files in memory.
pub fn import(files: &OnetFiles) -> Imported {
    let framework = DraftFramework {
        folder: "onet".to_owned(),
        name: "O*NET".to_owned(),
        source: "https://www.onetcenter.org/database.html. This product includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET(R) is a trademark of USDOL/ETA. We have modified this information: ratings of skills and knowledge became expectations of role blueprints, and ratings that the database advises against using were left out. USDOL/ETA has not approved, endorsed, or tested these modifications.".to_owned(),
        licence: "Creative Commons Attribution 4.0 International (CC BY 4.0)".to_owned(),
    };
    let mut import = Import::new(Draft::new(framework, "O*NET levels", LEVELS));
    let result = fill(&mut import, files);
    import.finish(result)
}

fn fill(import: &mut Import, files: &OnetFiles) -> Result<(), Refused> {
    let mut content = OnetContent::default();
    import.read(&files.skills, &SKILLS, |record| content.rating(ElementKind::Skill, record))?;
    import.read(&files.knowledge, &KNOWLEDGE, |record| {
        content.rating(ElementKind::Knowledge, record);
    })?;
    // What is wrong with the others is reported, and nothing more: roles and
    // competencies are there without them.
    if let Some(source) = &files.occupations {
        import.read(source, &OCCUPATIONS, |record| content.occupation(record)).ok();
    }
    if let Some(source) = &files.job_zones {
        import.read(source, &JOB_ZONES, |record| content.job_zone(record)).ok();
    }
    if let Some(source) = &files.elements {
        import.read(source, &ELEMENTS, |record| content.element(record)).ok();
    }
    if let Some(source) = &files.anchors {
        import.read(source, &ANCHORS, |record| content.anchor(record)).ok();
    }
    content.finish(import);
    Ok(())
}
