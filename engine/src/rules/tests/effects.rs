//! What rules do.

use crate::blueprint::rule as raw;
use crate::quantity::Span;

use super::*;

fn raw(yaml: &str) -> raw::Effect {
    serde_yaml::from_str(yaml).unwrap_or_else(|err| panic!("{yaml}: {err}"))
}

fn effect(each: Each, yaml: &str) -> Effect {
    sandbox().compile_effect(&raw(yaml), each).unwrap_or_else(|err| panic!("{yaml}: {err:#?}"))
}

fn mistakes(each: Each, yaml: &str) -> Vec<String> {
    let found = sandbox().compile_effect(&raw(yaml), each).err().unwrap_or_default();
    found.iter().map(|(path, it)| format!("{} {}", path.join("."), show(it))).collect()
}

fn people() -> (Arc<Facts<'static>>, Arc<About<'static>>) {
    (Arc::new(facts()), Arc::new(gap()))
}

#[test]
fn an_effect_that_names_no_module_is_about_what_the_rule_is_asked_about() {
    for (each, yaml) in
        [(Each::Gap, "exclude"), (Each::Module, "require"), (Each::Module, "boost: +20%")]
    {
        let on = match effect(each, yaml) {
            Effect::Exclude { on } | Effect::Require { on } | Effect::Boost { on, .. } => on,
            other => panic!("{other:?}"),
        };
        assert_eq!(on, Target::About);
    }
    assert_eq!(
        mistakes(Each::Person, "exclude"),
        [
            "exclude 1:1+0 WP209 `exclude` does not say what it is about | say which modules with `module:` or `match:`"
        ]
    );
}

#[test]
fn names_in_effects_are_resolved() {
    let names = names();
    let lab = names.modules.find("listening-lab").unwrap();
    assert!(
        matches!(effect(Each::Person, "require: listening-lab"), Effect::Require { on } if on == Target::Module(lab))
    );
    let Effect::Mandate { on, due, renew } =
        effect(Each::Person, "mandate: { module: listening-lab, due: 30 days, renew: 12 months }")
    else {
        panic!()
    };
    assert_eq!(
        (on, due, renew),
        (Target::Module(lab), Some(Span::Days(30)), Some(Span::Months(12)))
    );
    let Effect::RequireOne { matching } = effect(Each::Gap, "require_one: { modality: micro }")
    else {
        panic!()
    };
    assert_eq!(matching.builds, Builds::About);
}

/// Effects, each with its first mistake after the keys it stands under.
const MISTAKES: &[(Each, &str, &str)] = &[
    (
        Each::Person,
        "require: listening-lap",
        "require.module 1:1+13 WP104 unknown module `listening-lap` | did you mean `listening-lab`?",
    ),
    (
        Each::Person,
        "exclude: { match: { builds: empaty } }",
        "exclude.match.builds 1:1+6 WP101 unknown competency `empaty` | did you mean `empathy`?",
    ),
    (
        Each::Person,
        "coach: ask",
        "coach.prompt 1:1+3 WP106 unknown coaching prompt `ask` | write `ask-before-fixing`",
    ),
    (
        Each::Gap,
        "boost: +20.5%",
        "boost.by 1:1+6 WP014 `+20.5%` is not a boost | write whole percent from `-100%` to `+1000%`, or an expression",
    ),
    (
        Each::Gap,
        "boost: -150%",
        "boost.by 1:1+5 WP014 `-150%` is not a boost | write whole percent from `-100%` to `+1000%`, or an expression",
    ),
    (
        Each::Gap,
        "boost: gap.mising * 10",
        "boost.by 1:5+6 WP202 unknown fact `gap.mising` | did you mean `gap.missing`?",
    ),
    (
        Each::Gap,
        "boost: gap.name",
        "boost.by 1:5+4 WP204 percentage gives a text, not a number | write a number, as in `gap.missing * 10`",
    ),
    (
        Each::Person,
        "boost: { by: 20, match: {} }",
        "boost 1:1+0 WP209 `boost` does not say what it is about | name `tags`, a `modality` or what the module `builds`",
    ),
    (
        Each::Person,
        "require_one: {}",
        "require_one 1:1+0 WP209 `require_one` does not say what it is about | name `tags`, a `modality` or what the module `builds`",
    ),
    (
        Each::Person,
        "assess: { by: test }",
        "assess 1:1+0 WP209 `assess` does not say what it is about | say which competency with `competency:`",
    ),
    (
        Each::Person,
        "limit: {}",
        "limit 1:1+0 WP012 `limit` without a limit | add `hours:` or `modules:`",
    ),
    (
        Each::Person,
        "limit: { modules: 2 }",
        "limit.modules 1:1+0 WP014 a plan cannot be limited to 2 modules | write 3, 4 or 5",
    ),
    (
        Each::Person,
        "flag: { to: admin, text: \"Hello {gap.name}\" }",
        "flag.text 1:7+10 WP207 `gap.name` is there only under `each: gap` | add `each: gap` to the rule, or ask for one gap by name: `gap(\"…\")`",
    ),
    (
        Each::Gap,
        "flag: { to: admin, text: \"Hello {gap.nam}\" }",
        "flag.text 1:7+9 WP210 unknown placeholder `gap.nam` | did you mean `{gap.name}`?",
    ),
    (
        Each::Gap,
        "flag: { to: admin, text: \"{attr(\\\"gender\\\")}\" }",
        "flag.text 1:1+16 WP206 `gender` is protected, and no rule may read it | remove it; protected attributes are for fairness reports only",
    ),
    (
        Each::Gap,
        "flag: { to: admin, text: \"50 } of {role\" }",
        "flag.text 1:4+1 WP210 `}` without its other half | write `}}` for the sign itself",
    ),
    (
        Each::Gap,
        "call: nothing(gap)",
        "call 1:1+7 WP203 unknown function `nothing` | write one of `attr`, `level`, `gap`, `known`, `completed` and 12 more",
    ),
    (
        Each::Gap,
        "call: known(\"empathy\")",
        "call 1:1+5 WP203 `call` needs a helper function | write a call, as in `stretch_assignments(gap)`",
    ),
];

#[test]
fn mistakes_in_effects_say_where_they_are() {
    for (each, yaml, expected) in MISTAKES {
        let found = mistakes(*each, yaml);
        assert_eq!(found.first().map(String::as_str), Some(*expected), "{yaml}: {found:#?}");
    }
}

#[test]
fn a_boost_is_whole_percent_within_bounds() {
    let sandbox = sandbox();
    let (facts, about) = people();
    for (by, expected) in [
        ("+20%", 20),
        ("-50%", -50),
        ("20", 20),
        ("gap.missing * 10", 15),
        ("gap.missing * 1.3", 1),
        ("-gap.missing * 1.3", -1),
        ("gap.points * 1000", 1_000),
        ("-gap.points * 1000", -100),
        ("if gap.importance == \"critical\" { 30 } else { 0 }", 30),
    ] {
        let yaml = format!("boost: {{ by: '{by}' }}");
        let Effect::Boost { percent, .. } = effect(Each::Gap, &yaml) else { panic!("{by}") };
        assert_eq!(
            percent.resolve(&mut Evaluator::new(&sandbox, &facts), &about),
            Ok(expected),
            "{by}"
        );
    }
}

#[test]
fn a_boost_whose_fact_is_missing_is_undecided() {
    let Effect::Boost { percent, .. } =
        effect(Each::Gap, "boost: level(\"product-knowledge\") * 10")
    else {
        panic!()
    };
    let (facts, about) = people();
    let needs = Fact { name: "level", argument: Some("product-knowledge".into()) };
    let sandbox = sandbox();
    let mut evaluator = Evaluator::new(&sandbox, &facts);
    assert_eq!(percent.resolve(&mut evaluator, &about), Err(Unresolved::Undecided { needs }));
}

#[test]
fn texts_show_facts() {
    let (facts, about) = people();
    let write = |text: &str| {
        let yaml = format!("flag: {{ to: manager, text: '{text}' }}");
        let Effect::Flag { text, .. } = effect(Each::Gap, &yaml) else { panic!("{text}") };
        text.write(&facts, &about)
    };
    assert_eq!(write("Try {gap.name} on one case"), "Try Call diagnosis on one case");
    assert_eq!(write("{ gap.held } of {gap.target}"), "1.5 of 3");
    assert_eq!(write("{{{role}}}"), "{support-agent}");
    assert_eq!(write("{level(\"empathy\")}, {known(\"empathy\")}"), "3, yes");
    assert_eq!(write("from {site}"), "from not known");
    assert_eq!(write("nothing to see"), "nothing to see");
}

#[test]
fn a_helper_returns_effects() {
    let sandbox = sandbox_with(
        r#"fn stretch(gap, lab) {
            let effects = [#{ exclude: #{ module: lab } }];
            if gap.missing > 1 { effects.push(#{ boost: 20 }); }
            effects.push(#{ coach: #{ prompt: "ask-before-fixing", every: "1 week" } });
            effects.push(#{ nudge: #{ after: "7 days", channel: "chat", text: "Try " + gap.name } });
            effects.push(#{ limit: #{ hours: 2.5 } });
            effects.push("exclude");
            effects.push(#{ boost: #{ by: "+10%", match: #{ tags: ["practice-first"] } } });
            effects
        }"#,
    );
    let (facts, about) = people();
    let yaml = "call: stretch(gap, \"listening-lab\")";
    let Ok(Effect::Call(call)) = sandbox.compile_effect(&raw(yaml), Each::Gap) else { panic!() };
    let effects = call.effects(&mut Evaluator::new(&sandbox, &facts), &about).unwrap();
    assert_eq!(effects.len(), 7);
    assert!(effects.iter().all(Result::is_ok), "{effects:#?}");
}

#[test]
fn a_returned_effect_that_is_wrong_fails_alone() {
    let sandbox = sandbox_with(
        r#"fn wrong() { [
            #{ exclude: "listening-lap" }, #{ exclud: "listening-lab" }, #{ "call": "wrong()" }, 3,
            #{ require: "listening-lab", exclude: "listening-lab" }, #{ require: "listening-lab" },
            #{ flag: #{ to: "admin", text: "{nobody}" } }, #{ nudge: #{ after: 3 } }
        ] }
        fn number() { 3 }"#,
    );
    let (facts, about) = people();
    let call = |text: &str| {
        let yaml = format!("call: {text}");
        let Ok(Effect::Call(call)) = sandbox.compile_effect(&raw(&yaml), Each::Gap) else {
            panic!()
        };
        call.effects(&mut Evaluator::new(&sandbox, &facts), &about)
    };
    let failed: Vec<Option<String>> = call("wrong()")
        .unwrap()
        .into_iter()
        .map(|it| match it {
            Err(Unresolved::Failed { error }) => Some(error),
            _ => None,
        })
        .collect();
    assert_eq!(failed.iter().filter(|it| it.is_none()).count(), 1);
    assert_eq!(failed[0].as_deref(), Some("returned effect: unknown module `listening-lap`"));
    let error = "helper returns a number, not a list of effects".to_owned();
    assert_eq!(call("number()").unwrap_err(), Unresolved::Failed { error });
}
