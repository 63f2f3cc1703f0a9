//! ESCO, the European classification of skills, competences and occupations.
//!
//! CSV files whose cells may hold several lines. An occupation becomes a role
//! blueprint, a skill a competency; what an occupation asks for becomes an
//! expectation. ESCO knows no levels: all expectations get the same level, which
//! the importer chooses.

// Where the columns are, what the rows say, and what is made of them.
mod form;
mod content;
mod made;

use std::path::Path;

use waypath_engine::level::Level;
use waypath_engine::source::Source;

use super::draft::{Draft, DraftFramework};
use super::imported::{Import, Imported, Refused, read_file, read_optional};
use crate::Error;
use crate::table::Shape;
use content::EscoContent;
pub use form::EscoForm;

/// The files of ESCO that are read.
#[derive(Clone, Debug)]
pub struct EscoFiles {
    /// What files and columns are called.
    pub form: EscoForm,
    /// The occupations.
    pub occupations: Source,
    /// The skills.
    pub skills: Source,
    /// Which occupation asks for which skills.
    pub relations: Source,
    /// Which skills ask for which others.
    pub skill_relations: Option<Source>,
    /// The names of groups of occupations.
    pub groups: Option<Source>,
}

/// The scale of a library that names none.
const LEVELS: &[&str] = &["none", "awareness", "working", "practitioner", "expert"];

/// Imports ESCO from a folder, in the form it lies there. Every expectation is
/// at `level`, from 1 to 4.
pub fn read(folder: &Path, level: Level) -> Result<Imported, Error> {
    let is_there = |form: EscoForm| folder.join(form.columns().occupations.file).exists();
    let is_extract = is_there(EscoForm::Extract) && !is_there(EscoForm::Published);
    let form = if is_extract { EscoForm::Extract } else { EscoForm::Published };
    let columns = form.columns();
    let path = |shape: &Shape| folder.join(shape.file);
    let groups = columns.groups.as_ref().map(|columns| read_optional(&path(columns)));
    let files = EscoFiles {
        form,
        occupations: read_file(&path(&columns.occupations))?,
        skills: read_file(&path(&columns.skills))?,
        relations: read_file(&path(&columns.relations))?,
        skill_relations: read_optional(&path(&columns.skill_relations))?,
        groups: groups.transpose()?.flatten(),
    };
    Ok(import(&files, level))
}

/// Imports ESCO from its files in memory.
pub fn import(files: &EscoFiles, level: Level) -> Imported {
    let framework = DraftFramework {
        folder: "esco".to_owned(),
        name: "ESCO".to_owned(),
        source: "https://esco.ec.europa.eu. This service uses the ESCO classification of the European Commission. The data were modified: occupations became role blueprints, skills became competencies, and levels, which ESCO does not have, were added.".to_owned(),
        licence: "Reuse policy of the European Commission, Decision 2011/833/EU".to_owned(),
    };
    let mut import = Import::new(Draft::new(framework, "five-step", LEVELS));
    let result = fill(&mut import, files, level);
    import.finish(result)
}

fn fill(import: &mut Import, files: &EscoFiles, level: Level) -> Result<(), Refused> {
    let columns = files.form.columns();
    let mut content = EscoContent::new(columns);
    import.read(&files.occupations, &columns.occupations, |record| content.occupation(record))?;
    import.read(&files.skills, &columns.skills, |record| content.skill(record))?;
    import.read(&files.relations, &columns.relations, |record| content.relation(record))?;
    // What is wrong with the others is reported, and nothing more: roles and
    // competencies are there without them.
    if let Some(source) = &files.skill_relations {
        import.read(source, &columns.skill_relations, |record| content.skill_relation(record)).ok();
    }
    if let (Some(source), Some(shape)) = (&files.groups, &columns.groups) {
        import.read(source, shape, |record| content.group(record)).ok();
    }
    content.finish(import, files.skill_relations.as_ref(), level);
    Ok(())
}
