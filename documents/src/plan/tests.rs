use waypath_engine::library::{Direction, Library};
use waypath_engine::plan::{Outcome, State};
use waypath_engine::source::Source;
use waypath_engine::wire::{AssessReason, Obstacle, Plan, Signal, Text};

use super::page::Page;
use super::sample::{self, id};
use super::writer::PlanWriter;
use super::{Audience, Format, render};
use crate::labels::Labels;
use crate::language::{Language, Signs};
use crate::messages::pseudo;
use crate::sheet::wrap;
use crate::templates::{DocumentError, Templates, check_documented, markdown};

const AUDIENCES: [Audience; 3] = [Audience::Learner, Audience::Manager, Audience::Admin];
const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Html];

fn built_in() -> Templates {
    Templates::new([]).unwrap()
}

fn show(format: Format, audience: Audience, plan: &Plan) -> String {
    show_of(sample::library(), format, audience, plan)
}

fn show_of(library: &Library, format: Format, audience: Audience, plan: &Plan) -> String {
    let (labels, english) = (Labels::of(library), Language::english());
    render(format, audience, plan, labels, &english, &built_in()).unwrap()
}

fn text(plan: &Plan) -> String {
    show(Format::Text, Audience::Learner, plan)
}

#[test]
fn the_learner_reads_the_answer_first() {
    insta::assert_snapshot!(text(&sample::plan()));
}

#[test]
fn the_manager_reads_the_agenda_and_the_flags() {
    insta::assert_snapshot!(show(Format::Text, Audience::Manager, &sample::plan()));
}

#[test]
fn the_admin_reads_how_it_came_about() {
    insta::assert_snapshot!(show(Format::Text, Audience::Admin, &sample::plan()));
}

#[test]
fn markdown_can_be_handed_over() {
    insta::assert_snapshot!(show(Format::Markdown, Audience::Manager, &sample::plan()));
}

#[test]
fn html_stands_alone() {
    let html = show(Format::Html, Audience::Manager, &sample::plan());
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"), "{html}");
    assert!(!html.contains("<script"));
    assert!(!html.contains("http"));
    assert_eq!(html.matches("<h1").count(), 1);
    assert_eq!(html.matches("<main").count(), 1);
    insta::assert_snapshot!(html.split_once("</style>").unwrap().1);
}

// --- outcomes ---------------------------------------------------------------

#[test]
fn a_short_plan_says_what_stands_in_the_way() {
    let mut plan = sample::plan();
    plan.outcome = Outcome::ShortPlan;
    plan.modules.truncate(2);
    plan.milestones.truncate(2);
    plan.stands_in_the_way = vec![
        Obstacle::Availability { modules: vec![id("calm-the-call"), id("tough-calls-online")] },
        Obstacle::Hours { least: 3, hours: sample::hours(900) },
    ];
    insta::assert_snapshot!(text(&plan));
}

#[test]
fn a_plan_without_modules_says_so() {
    let mut plan = sample::without_modules(Outcome::ShortPlan);
    plan.must_do.clear();
    plan.stands_in_the_way = vec![Obstacle::Catalogue { least: 3, modules: vec![] }];
    insta::assert_snapshot!(text(&plan));
}

#[test]
fn assessments_come_first_where_nothing_is_known_to_be_missing() {
    let mut plan = sample::plan();
    plan.outcome = Outcome::AssessFirst;
    plan.must_do.clear();
    plan.unclosed.clear();
    for gap in &mut plan.gaps {
        (gap.provisional, gap.evidence) = (true, None);
    }
    insta::assert_snapshot!(text(&plan));
}

#[test]
fn a_plan_of_duties_alone_does_not_claim_that_all_is_met() {
    let mut plan = sample::without_modules(Outcome::RequiredOnly);
    plan.gaps.clear();
    plan.unclosed.clear();
    plan.must_do[0].overdue = true;
    plan.must_do[0].due = id("2025-12-19");
    insta::assert_snapshot!(text(&plan));
}

#[test]
fn nobody_learns_where_nothing_is_missing() {
    let mut plan = sample::without_modules(Outcome::NothingMissing);
    plan.gaps.clear();
    plan.must_do.clear();
    plan.assess.clear();
    plan.unclosed.clear();
    let ready = &mut plan.readiness[0];
    (ready.now, ready.now_high, ready.after, ready.after_high) = (100, 100, 100, 100);
    ready.is_job_ready = true;
    ready.unmet_critical.clear();
    insta::assert_snapshot!(text(&plan));
}

#[test]
fn somebody_away_comes_back_to_a_date() {
    let mut plan = sample::without_modules(Outcome::Away);
    plan.must_do.clear();
    plan.assess.clear();
    plan.unclosed.clear();
    plan.horizon.hours = sample::hours(0);
    plan.person.away = Some((id("2025-12-01"), id("2026-05-01")));
    insta::assert_snapshot!(text(&plan));
}

#[test]
fn a_target_role_shows_both_readinesses_and_no_manager_is_no_gap_in_the_text() {
    let mut plan = sample::plan();
    plan.person.manager = None;
    plan.person.mentor = None;
    plan.person.target_role = Some(id("senior-support-agent"));
    let mut target = sample::readiness("senior-support-agent");
    target.unconfirmed_critical = vec![id("line-troubleshooting")];
    plan.readiness.insert(0, target);
    for milestone in &mut plan.milestones {
        milestone.proof.validated_by = None;
        milestone.kpi.as_mut().unwrap().baseline = None;
    }
    plan.modules[0].state = State::Started;
    plan.modules[1].state = State::Agreed;
    insta::assert_snapshot!(text(&plan));
}

#[test]
fn a_milestone_from_before_is_still_due() {
    let mut plan = sample::plan();
    plan.modules.remove(0);
    let shown = text(&plan);
    assert!(
        shown.contains("DUE  Diagnose by asking, learned before: show it by 24 Feb"),
        "{shown}"
    );
}

#[test]
fn an_empty_plan_of_any_outcome_reads_in_every_form() {
    let nothing = sample::other_library();
    for outcome in Outcome::ALL {
        let plan = bare(*outcome);
        for (format, audience) in pairs() {
            let shown = show_of(&nothing, format, audience, &plan);
            let body = shown.split_once("</style>").map_or(&*shown, |(_, body)| body);
            assert!(body.contains("Ana Silva"), "{body}");
            assert!(!body.contains("none") && !body.contains(" 0\u{a0}%"), "{body}");
        }
    }
}

fn bare(outcome: Outcome) -> Plan {
    let mut plan = sample::without_modules(outcome);
    plan.readiness.clear();
    plan.gaps.clear();
    plan.must_do.clear();
    plan.assess.clear();
    plan.flags.clear();
    plan.unclosed.clear();
    plan.person.manager = None;
    plan.person.mentor = None;
    plan.person.away = None;
    plan.rules.fired.clear();
    plan
}

fn pairs() -> impl Iterator<Item = (Format, Audience)> {
    FORMATS.into_iter().flat_map(|format| AUDIENCES.map(|audience| (format, audience)))
}

// --- who reads what ---------------------------------------------------------

#[test]
fn flags_and_files_reach_only_those_they_are_for() {
    let plan = sample::plan();
    for format in FORMATS {
        let learner = show(format, Audience::Learner, &plan);
        let manager = show(format, Audience::Manager, &plan);
        for other in [&learner, &manager] {
            assert!(!other.contains("sha256") && !other.contains("access list"), "{other}");
            assert!(!other.contains("evidence.csv"), "{other}");
        }
        assert!(!learner.contains("plan work without account"), "{learner}");
        assert!(manager.replace('\n', " ").contains("plan work without account"), "{manager}");
    }
}

// --- names that bite --------------------------------------------------------

const NAMES: [&str; 9] = [
    "<script>alert(1)</script>",
    "a|b|c\nd",
    "=HYPERLINK(\"x\")",
    "**bold** _under_ [link](http://x) `code` # 1. - <b>",
    "李小龍 田中さん 김철수 李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍李小龍",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽 Zoë Ångström 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
    "\u{202e}evil\u{1b}[31m red\u{7}",
    "{{ person.name }}{% raw %}",
    "",
];

/// The sample with every name replaced. A name that no library may hold stands only in
/// what the plan says itself.
fn renamed(name: &str) -> (Plan, Option<Library>) {
    let mut plan = sample::plan();
    let said = || Text::from(name);
    plan.person.name = said();
    plan.person.manager.as_mut().unwrap().name = Some(said());
    plan.stands_in_the_way = vec![Obstacle::Entry { modules: vec![id("calm-the-call")] }];
    for milestone in &mut plan.milestones {
        milestone.proof.produces = said();
        milestone.proof.done_when = vec![said()];
        milestone.kpi.as_mut().unwrap().unit = said();
        milestone.chain[1].signal = Some(Signal::Seen { text: said() });
    }
    for coaching in &mut plan.coaching {
        (coaching.say, coaching.look_for) = (said(), vec![said()]);
    }
    let library = sample::library_with(&|_| name.to_owned());
    (plan, library)
}

fn weird_names() -> Vec<String> {
    let long = ["x".repeat(300), "long words ".repeat(30), "ü".repeat(300)];
    NAMES.into_iter().map(str::to_owned).chain(long).collect()
}

#[test]
fn no_line_is_wider_than_80_columns() {
    use unicode_width::UnicodeWidthStr as _;
    for name in weird_names() {
        let (plan, own) = renamed(&name);
        let library = own.as_ref().unwrap_or(sample::library());
        for audience in AUDIENCES {
            let shown = show_of(library, Format::Text, audience, &plan);
            for line in shown.lines() {
                assert!(line.width() <= 80, "{} columns: {line}", line.width());
                assert!(!line.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{line:?}");
            }
        }
    }
}

#[test]
fn a_name_never_becomes_html() {
    for name in weird_names() {
        let (plan, own) = renamed(&name);
        let library = own.as_ref().unwrap_or(sample::library());
        for audience in AUDIENCES {
            let shown = show_of(library, Format::Html, audience, &plan);
            assert!(!shown.contains("<script") && !shown.contains("<b>"), "{shown}");
            assert!(!shown.contains("\u{202e}"), "{shown}");
        }
    }
}

#[test]
fn a_name_never_breaks_a_markdown_table() {
    for name in weird_names() {
        let (plan, own) = renamed(&name);
        let library = own.as_ref().unwrap_or(sample::library());
        for audience in AUDIENCES {
            let shown = show_of(library, Format::Markdown, audience, &plan);
            assert!(!shown.contains("<script"), "{shown}");
            check_tables(&shown);
        }
    }
}

/// Every row of a table has as many cells as the row above it.
fn check_tables(shown: &str) {
    let mut above = None;
    for line in shown.lines() {
        let cells = line.starts_with('|').then(|| line.replace("\\|", "").matches('|').count());
        if let (Some(above), Some(cells)) = (above, cells) {
            assert_eq!(above, cells, "{line}");
        }
        above = cells;
    }
}

#[test]
fn signs_of_markdown_stay_signs() {
    assert_eq!(markdown("a|b *c* [d]"), "a\\|b \\*c\\* \\[d\\]");
    assert_eq!(markdown("=1+1"), "\\=1+1");
    assert_eq!(markdown("- item"), "\\- item");
    assert_eq!(markdown("12. May"), "12\\. May");
    assert_eq!(markdown("1.5 h"), "1\\.5 h");
}

// --- templates --------------------------------------------------------------

/// The sample with a template of a library's own.
fn filled(name: &str, template: &[u8]) -> Result<String, DocumentError> {
    let own = Source { path: format!("templates/{name}"), bytes: template.to_vec() };
    let templates = Templates::new([own])?;
    let (library, english) = (sample::library(), Language::english());
    let (format, plan) = (Format::Markdown, sample::plan());
    render(format, Audience::Learner, &plan, Labels::of(library), &english, &templates)
}

fn slip(template: &str) -> String {
    filled("plan.md.j2", template.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_library_can_replace_a_template() {
    let shown = filled("plan.md.j2", b"Hello {{ person.first }}, {{ steps | length }} steps.");
    assert_eq!(shown.unwrap(), "Hello Ana, 4 steps.");
}

#[test]
fn a_template_asks_for_words() {
    let template =
        b"{{ t('plan-proof-by', day='1 May') }} {{ t('unit-week', count=2) }} {{ language }}";
    assert_eq!(filled("plan.md.j2", template).unwrap(), "Proof by 1 May 2 weeks en");
}

#[test]
fn a_slip_in_a_template_is_shown_at_its_line() {
    let slips = [
        ("one\n{% if %}", "cannot be read: templates/plan.md.j2:2: "),
        ("one\ntwo {{ persn.first }}", "cannot be filled in: templates/plan.md.j2:2: "),
        (
            "one\n{{ t('plan-nothing') }}",
            "templates/plan.md.j2:2: there is no message `plan-nothing`",
        ),
        ("{{ t('plan-lapsed') }}", "templates/plan.md.j2:1: the message `plan-lapsed` cannot"),
        ("{% include 'other.j2' %}", "templates/plan.md.j2:1: "),
        ("{{ person.name | safe }}", "templates/plan.md.j2:1: "),
    ];
    for (template, expected) in slips {
        assert!(slip(template).contains(expected), "{}", slip(template));
    }
    let broken = filled("plan.md.j2", b"one\ntwo \xff").unwrap_err().to_string();
    assert!(broken.ends_with("templates/plan.md.j2:2: it is not UTF-8"), "{broken}");
}

#[test]
fn a_template_that_never_ends_is_stopped() {
    let long = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    assert!(slip(long).contains("templates/plan.md.j2:1"), "{}", slip(long));
    let large = "{% for a in range(99) %}{{ 'x' * 999999 }}{% endfor %}";
    assert!(slip(large).contains("larger than"), "{}", slip(large));
}

#[test]
fn the_page_about_templates_lists_every_variable() {
    let (plan, english) = (sample::every_reason(), Language::english());
    for audience in AUDIENCES {
        let labels = Labels::of(sample::library());
        let writer = PlanWriter::new(&plan, labels, &english, audience, Signs::Typeset);
        check_documented(&Page::new(writer));
    }
}

#[test]
fn no_template_makes_html_of_a_name() {
    let mut plan = sample::plan();
    plan.person.name = "<b>".into();
    let template = "{% autoescape false %}{{ person.name }}{% endautoescape %}{{ person.name }}";
    let own = Source { path: "templates/plan.html.j2".to_owned(), bytes: template.into() };
    let templates = Templates::new([own]).unwrap();
    let (library, english) = (sample::library(), Language::english());
    let labels = Labels::of(library);
    let shown = render(Format::Html, Audience::Learner, &plan, labels, &english, &templates);
    assert_eq!(shown.unwrap(), "&lt;b&gt;&lt;b&gt;");
}

// --- words ------------------------------------------------------------------

#[test]
fn no_word_stands_outside_the_catalogue() {
    let library = sample::library_with(&pseudo::greek).unwrap();
    let language = pseudo::language();
    for (name, plan) in greek_plans() {
        for (format, audience) in pairs() {
            let labels = Labels::of(&library);
            let shown = render(format, audience, &plan, labels, &language, &built_in()).unwrap();
            let what = format!("{name} as {format:?} for the {}", audience.word());
            pseudo::check(&what, &shown, &library, sample::IDS);
        }
    }
}

/// Plans of every outcome and with every reason, their own texts in Greek letters.
fn greek_plans() -> Vec<(String, Plan)> {
    let mut plans = vec![
        ("the sample".to_owned(), sample::plan()),
        ("every reason".to_owned(), sample::every_reason()),
        ("points an hour".to_owned(), sample::per_hour()),
    ];
    for outcome in Outcome::ALL {
        plans.push((format!("{outcome:?}"), sample::without_modules(*outcome)));
        plans.push((format!("{outcome:?}, nothing known"), bare(*outcome)));
        let full = Plan { outcome: *outcome, ..sample::plan() };
        plans.push((format!("{outcome:?} with modules"), full));
    }
    for (_, plan) in &mut plans {
        sample::change_plan(plan, &pseudo::greek);
    }
    plans
}

#[test]
fn words_wider_than_a_line_are_broken() {
    assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
    assert_eq!(wrap("日本語", 4), ["日本", "語"]);
}

#[test]
fn learning_never_lowers_what_somebody_reads() {
    let mut plan = sample::plan();
    (plan.readiness[0].now_high, plan.readiness[0].after_high) = (90, 84);
    assert!(text(&plan).contains("51-90 % now -> 79-90 % if every proof"), "{}", text(&plan));
}

#[test]
fn what_ran_out_is_not_called_never_assessed() {
    let mut plan = sample::plan();
    (plan.assess[0].because, plan.assess[0].lapsed) =
        (AssessReason::Lapsed, Some(id("2025-11-18")));
    for gap in plan.gaps.iter_mut().filter(|gap| gap.evidence.is_none()) {
        gap.lapsed = Some(id("2025-11-18"));
    }
    let shown = text(&plan);
    assert!(shown.contains("A range, because Ticket triage ran out."), "{shown}");
    assert!(shown.contains("ASK  Ticket triage: a test. Ran out on 18 Nov 2025."), "{shown}");
    assert!(!shown.contains("never assessed"), "{shown}");
}

#[test]
fn a_target_that_is_met_is_no_target_to_move_to() {
    let mut plan = sample::plan();
    let kpi = plan.milestones[0].kpi.as_mut().unwrap();
    assert_eq!(kpi.direction, Direction::Up);
    std::mem::swap(&mut kpi.baseline, &mut kpi.target);
    assert!(text(&plan).contains("is met already"), "{}", text(&plan));
}
