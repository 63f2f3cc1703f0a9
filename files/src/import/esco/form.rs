//! What are the files and their columns called?

use crate::table::{Others, Shape};

/// In which form ESCO lies in a folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EscoForm {
    /// The files of the Commission's download, in English.
    Published,
    /// An extract for occupations of one field, which names skills with their
    /// labels and does not tell the essential ones from the optional ones.
    Extract,
}

/// The files and columns of a form.
pub(super) struct EscoColumns {
    pub(super) occupations: Shape,
    pub(super) skills: Shape,
    pub(super) relations: Shape,
    pub(super) skill_relations: Shape,
    /// The names of groups of occupations.
    pub(super) groups: Option<Shape>,
    /// Of an occupation or a skill.
    pub(super) uri: &'static str,
    pub(super) label: &'static str,
    /// Of the relation of an occupation to a skill.
    pub(super) of_occupation: OfOccupation,
    /// Of the relation of a skill to a skill.
    pub(super) of_skill: OfSkill,
}

pub(super) struct OfOccupation {
    pub(super) occupation: &'static str,
    pub(super) skill: &'static str,
    pub(super) label: &'static str,
    pub(super) kind: &'static str,
    /// Whether the skill is essential or optional.
    pub(super) relation: Option<&'static str>,
}

pub(super) struct OfSkill {
    pub(super) requiring: &'static str,
    pub(super) required: &'static str,
    pub(super) relation: &'static str,
}

impl EscoForm {
    pub(super) fn columns(self) -> &'static EscoColumns {
        match self {
            Self::Published => &PUBLISHED,
            Self::Extract => &EXTRACT,
        }
    }
}

const PUBLISHED: EscoColumns = EscoColumns {
    occupations: Shape {
        file: "occupations_en.csv",
        columns: &["conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description"],
        required: &["conceptUri", "iscoGroup", "preferredLabel"],
        others: Others::Ignored,
    },
    skills: Shape {
        file: "skills_en.csv",
        columns: &["conceptUri", "skillType", "preferredLabel", "altLabels", "description"],
        required: &["conceptUri", "preferredLabel", "description"],
        others: Others::Ignored,
    },
    relations: Shape {
        file: "occupationSkillRelations_en.csv",
        columns: &["occupationUri", "relationType", "skillType", "skillUri", "skillLabel"],
        required: &["occupationUri", "relationType", "skillUri"],
        others: Others::Ignored,
    },
    skill_relations: Shape {
        file: "skillSkillRelations_en.csv",
        columns: &["originalSkillUri", "relationType", "relatedSkillUri"],
        required: &["originalSkillUri", "relationType", "relatedSkillUri"],
        others: Others::Ignored,
    },
    groups: Some(Shape {
        file: "ISCOGroups_en.csv",
        columns: &["code", "preferredLabel"],
        required: &["code", "preferredLabel"],
        others: Others::Ignored,
    }),
    uri: "conceptUri",
    label: "preferredLabel",
    of_occupation: OfOccupation {
        occupation: "occupationUri",
        skill: "skillUri",
        label: "skillLabel",
        kind: "skillType",
        relation: Some("relationType"),
    },
    of_skill: OfSkill {
        requiring: "originalSkillUri",
        required: "relatedSkillUri",
        relation: "relationType",
    },
};

const EXTRACT: EscoColumns = EscoColumns {
    occupations: Shape {
        file: "ict_occupations.csv",
        columns: &["uri", "label", "altLabels", "description"],
        required: &["uri", "label"],
        others: Others::Ignored,
    },
    skills: Shape {
        file: "ict_skills.csv",
        columns: &["uri", "label", "skillType", "altLabels", "description"],
        required: &["uri", "label", "description"],
        others: Others::Ignored,
    },
    relations: Shape {
        file: "ict_occupation_skill_relations.csv",
        columns: &["occupation_uri", "kind", "skill_uri", "skill_label"],
        required: &["occupation_uri", "skill_uri", "skill_label"],
        others: Others::Ignored,
    },
    skill_relations: Shape {
        file: "skill_skill_relations_labelled.csv",
        columns: &["requiring_uri", "relation", "required_uri"],
        required: &["requiring_uri", "relation", "required_uri"],
        others: Others::Ignored,
    },
    groups: None,
    uri: "uri",
    label: "label",
    of_occupation: OfOccupation {
        occupation: "occupation_uri",
        skill: "skill_uri",
        label: "skill_label",
        kind: "kind",
        relation: None,
    },
    of_skill: OfSkill {
        requiring: "requiring_uri",
        required: "required_uri",
        relation: "relation",
    },
};
