//! Pictures, as a planner asks for them.

use super::*;

#[test]
fn the_lattice_is_drawn_with_its_route() {
    let library = library();
    let route = "--route=support-agent,senior-support-agent";
    let ran = in_library(library.path(), &["lattice", route]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert!(ran.out.contains("=> Senior support agent  9 h"), "{}", ran.out);
    let file = library.path().join("picture.svg");
    let path = file.to_str().unwrap();
    let ran = in_library(library.path(), &["lattice", "--format", "svg", "--output", path]);
    assert_eq!((ran.exit, &*ran.out), (Exit::Done, ""));
    assert!(fs::read_to_string(file).unwrap().starts_with("<svg "));
    // The name of the file says the form where nothing else does.
    for (name, start) in
        [("a.svg", "<svg "), ("a.dot", "digraph "), ("a.mmd", "---"), ("a.txt", "MOVES")]
    {
        let file = library.path().join(name);
        let ran = in_library(library.path(), &["lattice", "--output", file.to_str().unwrap()]);
        assert_eq!(ran.exit, Exit::Done);
        assert!(ran.err.contains("2 roles, 2 moves"), "{}", ran.err);
        let text = fs::read_to_string(file).unwrap();
        assert!(text.starts_with(start), "{name}: {text}");
    }
}

#[test]
fn a_graph_shows_first_what_leads_up_to_each_expected_level() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let arguments = ["graph", "--role", "support-agent", "--format", "json"];
    let graph: Value = serde_json::from_str(&in_library(root, &arguments).out).unwrap();
    let edges = graph["edges"].as_array().unwrap();
    let ids = |side: &str, edge: &Value| edge[side].as_str().unwrap().to_owned();
    let arrives = |at: &str, from: &str| {
        edges.iter().any(|edge| ids("to", edge) == at && ids("from", edge).starts_with(from))
    };
    for node in graph["nodes"].as_array().unwrap() {
        let id = node["id"].as_str().unwrap();
        if id.starts_with("competency:") {
            assert!(arrives(id, "module:"), "no module leads to {id}");
        }
    }
    // It only leads beyond what the role expects.
    let beyond = "module:boundary-clinic";
    assert!(edges.iter().all(|edge| ids("from", edge) != beyond), "{beyond} is shown");
}

#[test]
fn the_graph_of_a_role_and_of_a_competency_are_drawn() {
    let library = library();
    let ran = in_library(library.path(), &["graph", "--role", "support-agent"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert!(ran.out.contains("-> Support agent  critical 3"), "{}", ran.out);
    let ran = in_library(
        library.path(),
        &["graph", "--competency", "call-diagnosis", "--format", "json"],
    );
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let nodes = json["nodes"].as_array().unwrap();
    assert!(
        nodes
            .iter()
            .any(|node| node["id"] == "competency:call-diagnosis" && node["marked"] == true)
    );
}

#[test]
fn what_cannot_be_drawn_is_answered() {
    let library = library();
    for (arguments, said) in [
        (&["lattice", "--role", "suport-agent"][..], "did you mean `support-agent`?"),
        (&["lattice", "--family", "suport"], "did you mean `support`?"),
        (&["lattice", "--route", "support-agent"], "a route leads over two roles or more"),
        (&["lattice", "--route", "support-agent,support-agent"], "twice"),
        (&["lattice", "--format", "html"], "[possible values: text, svg, dot, mermaid, json]"),
        (&["graph"], "name a role with `--role`"),
        (&["graph", "--competency", "call-diagnosi"], "did you mean `call-diagnosis`?"),
        (&["plan", "--format", "svg"], "[possible values: text, markdown, html, json]"),
    ] {
        let ran = in_library(library.path(), arguments);
        assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""), "{arguments:?}");
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}
