//! What became of the frameworks?

use super::assemble::Assembled;
use super::framework::{FrameworkForm, FrameworkTally, LevelLabels, Progression};
use crate::report::{NoteKind, Report};

/// How many other files are named.
const MOST_FILES: usize = 6;

/// Writes down what was counted on the way.
pub(super) fn write(
    report: &mut Report,
    frameworks: &[Progression],
    tally: FrameworkTally,
    made: &Assembled,
) {
    for (form, whose) in [
        (FrameworkForm::FinancialTimes, "the Financial Times"),
        (FrameworkForm::Monzo, "Monzo"),
        (FrameworkForm::Medium, "Medium"),
    ] {
        let number = frameworks.iter().filter(|framework| framework.form == form).count();
        if number > 0 {
            report.read(number, format!("frameworks in the form of {whose}"));
        }
    }
    report.read(tally.criteria, "criteria");
    changed(report, frameworks, &tally, made);
    dropped(report, &tally);
    inferred(report, frameworks, tally, made);
}

fn changed(
    report: &mut Report,
    frameworks: &[Progression],
    tally: &FrameworkTally,
    made: &Assembled,
) {
    report.note(
        NoteKind::Merged,
        "same-topics",
        made.same_topics,
        "topics that read the same in another framework, merged with it into one competency",
    );
    report.note(
        NoteKind::Changed,
        "names",
        tally.renamed,
        "names without the sign they began with, or the word Framework they ended on",
    );
    let has_names =
        frameworks.iter().any(|framework| matches!(framework.labels, LevelLabels::Named(_)));
    let names = if has_names { "; names of levels stand in the anchors" } else { "" };
    let top = made.top;
    report.note(
        NoteKind::Changed,
        "levels",
        made.renumbered,
        format!("frameworks whose levels share a scale from 0 to {top} with others, each level under its number{names}"),
    );
}

/// Notes what the frameworks do not say.
fn inferred(
    report: &mut Report,
    frameworks: &[Progression],
    tally: FrameworkTally,
    made: &Assembled,
) {
    let roles = frameworks.iter().map(|framework| framework.rungs.len()).sum();
    for (kind, id, number, message) in [
        (NoteKind::Inferred, "grades", roles, "grades, from the order of levels in a framework"),
        (
            NoteKind::Inferred,
            "shared-grades",
            tally.shared_grades,
            "levels on a grade with the one before, because their names differ only in parentheses",
        ),
        (
            NoteKind::Inferred,
            "lower-levels",
            tally.lower,
            "expectations below the level of their role, because the topic has no criteria at it; the highest below counts",
        ),
        (
            NoteKind::Assumed,
            "importance",
            made.expectations,
            "expectations count as important; the frameworks rank none",
        ),
        (
            NoteKind::Missing,
            "later-topics",
            tally.later,
            "times that a role does not ask for a topic, because its criteria begin at a higher level",
        ),
    ] {
        report.note(kind, id, number, message);
    }
    for (kind, id, places, message) in [
        (
            NoteKind::Inferred,
            "same-proficiency",
            tally.same_proficiency,
            "frameworks that give all criteria the same proficiency; there a role asks for the level that is its place on the ladder",
        ),
        (
            NoteKind::Missing,
            "no-topics",
            tally.without_topics,
            "frameworks without topics; what stands below a front matter is not read",
        ),
        (
            NoteKind::Missing,
            "other-number",
            tally.other_number,
            "frameworks that state another number of levels than their criteria have",
        ),
        (
            NoteKind::Dropped,
            "prose",
            tally.prose,
            "texts below a front matter; a competency model has no place for an introduction",
        ),
    ] {
        report.note_at(kind, id, places, message);
    }
}

/// Notes that nobody says under which licence the frameworks are.
pub(super) fn without_licence(report: &mut Report) {
    report.note(
        NoteKind::Missing,
        "licence",
        1,
        "licence, because no file LICENSE is in the folder; write it into model.yaml before you publish anything",
    );
}

fn dropped(report: &mut Report, tally: &FrameworkTally) {
    for (id, number, message) in [
        (
            "titles",
            tally.titles,
            "titles that take points from any tracks, so that no role blueprint can say what they expect; `--points` says which are open",
        ),
        (
            "examples",
            tally.examples,
            "examples of criteria; those of a framework are kept where its levels use the same words, and only examples tell them apart",
        ),
        ("links", tally.links, "links to further reading"),
        ("summaries", tally.summaries, "summaries of frameworks"),
        ("categories", tally.categories, "categories of tracks"),
    ] {
        report.note(NoteKind::Dropped, id, number, message);
    }
    let files = &tally.unrecognised;
    let shown: Vec<&str> = files.iter().take(MOST_FILES).map(String::as_str).collect();
    let more = match files.len().saturating_sub(shown.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    report.note(
        NoteKind::Dropped,
        "other-files",
        files.len(),
        format!("files that are no progression framework: {}{more}", shown.join(", ")),
    );
}
