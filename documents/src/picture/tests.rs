//! Do all forms show the same, and can everything be read?

use serde_json::{Value, json};
use waypath_engine::wire::{Graph, Lattice, PictureKind};

use super::fit::lines;
use super::geometry::{Area, at};
use super::layout::layout;
use super::*;
use crate::labels::Labels;
use crate::language::Language;
use crate::messages::pseudo;
use crate::plan::sample;

#[expect(clippy::arithmetic_side_effects, reason = "small numbers")]
/// A diagram of so many things in some layers, with titles that try to break out.
fn diagram(flow: Flow, count: usize) -> Diagram {
    let titles = ["end", "A \"quoted\" <b>&amp;", "graph TD;", "x\ny", "`code` #1", "Short", ""];
    let node = |number: usize| Node {
        id: format!("n-{number}\"\\"),
        title: format!("{} {number}", titles[number % titles.len()]),
        note: "a & b".to_owned(),
        detail: format!("<thing> {number}"),
        layer: number % 5,
        group: number % 9,
        is_marked: number == 0,
    };
    let edge = |number: usize| Edge {
        from: number,
        to: (number * 7 + 3) % count,
        label: format!("{number}.5 h"),
        detail: format!("\"{number}\" & more"),
        is_marked: number.is_multiple_of(4),
        stroke: if number.is_multiple_of(8) { Stroke::Dashed } else { Stroke::Solid },
    };
    Diagram {
        kind: PictureKind::Lattice,
        title: "A <title> & \"more\"".to_owned(),
        caption: "What it is & how.".to_owned(),
        flow,
        layers: (0..5).map(|number| format!("Layer {number}")).collect(),
        groups: (0..9).map(|number| format!("group <{number}>")).collect(),
        nodes: (0..count).map(node).collect(),
        edges: (0..count).map(edge).filter(|edge| edge.from != edge.to).collect(),
    }
}

fn diagrams() -> Vec<Diagram> {
    let counts = [1, 2, 7, 23, 60];
    let all =
        counts.into_iter().flat_map(|count| [Flow::Down, Flow::Right].map(|flow| (flow, count)));
    all.map(|(flow, count)| diagram(flow, count)).collect()
}

#[test]
fn every_form_has_every_thing_and_every_relation() {
    for diagram in diagrams() {
        let (nodes, edges) = (diagram.nodes.len(), diagram.edges.len());
        let svg = svg(&diagram);
        assert_eq!(svg.matches("<g class=\"node").count(), nodes);
        assert_eq!(svg.matches("<g class=\"edge").count(), edges);
        let dot = dot(&diagram);
        assert_eq!(dot.matches("fillcolor=").count(), nodes);
        assert_eq!(dot.matches("tooltip=").count(), nodes + edges);
        let mermaid = mermaid(&diagram);
        assert_eq!(mermaid.matches(":::g").count(), nodes);
        assert_eq!(mermaid.matches("> n").count() + mermaid.matches("| n").count(), edges);
        let table = table(&diagram, &Language::english());
        let arrows = table.lines().filter(|line| line.trim_start().starts_with(['-', '=']));
        assert_eq!(arrows.count(), edges, "{table}");
        for edge in &diagram.edges {
            for text in [&svg, &dot, &mermaid, &table] {
                assert!(text.contains(&edge.label), "{}", edge.label);
            }
        }
    }
}

#[test]
fn a_picture_is_well_formed_and_everything_in_it_has_a_name() {
    for diagram in diagrams() {
        let svg = svg(&diagram);
        let mut open: Vec<&str> = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (tag, text) = tag.split_once('>').expect("a tag ends");
            assert!(!text.contains('>') && !text.replace("&amp;", "").contains("& "), "{text}");
            let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !tag.ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
        let focusable = svg.matches("tabindex=\"0\"").count();
        assert_eq!(focusable, diagram.nodes.len() + diagram.edges.len());
        assert_eq!(svg.matches("tabindex=\"0\" role=\"img\"><title>").count(), focusable);
    }
}

#[test]
fn nothing_lies_on_anything_else_or_outside() {
    for diagram in diagrams() {
        let layout = layout(&diagram);
        for (number, one) in layout.nodes.iter().enumerate() {
            assert!(one.x >= 0 && one.x + one.width <= layout.width);
            assert!(one.y >= 0 && one.y + one.height <= layout.height);
            for other in &layout.nodes[number + 1..] {
                assert!(one.shared(*other) == 0, "{one:?} {other:?}");
            }
        }
        // Where edges are few, each label has a place of its own.
        if diagram.edges.len() <= 23 {
            let labels: Vec<_> = layout.edges.iter().filter_map(|(_, label)| *label).collect();
            assert_eq!(labels.len(), diagram.edges.len());
            for (number, one) in labels.iter().enumerate() {
                let others = labels[number + 1..].iter().chain(&layout.nodes);
                let crossed: Vec<_> = others.filter(|other| one.shared(**other) > 0).collect();
                assert!(crossed.is_empty(), "{one:?} lies on {crossed:?}");
            }
        }
    }
}

/// Where an edge of an SVG lies on a box, or a label does; an edge may end at the
/// side of a box.
#[expect(clippy::arithmetic_side_effects, reason = "small numbers")]
pub(crate) fn covered(svg: &str) -> Vec<String> {
    let numbers = |text: &str| -> Vec<i64> {
        let parts = text.split(|c: char| c != '-' && !c.is_ascii_digit());
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    let area = |rect: &str| {
        let of = |name: &str| numbers(rect.split_once(name).unwrap().1)[0];
        Area { x: of(" x="), y: of(" y="), width: of(" width="), height: of(" height=") }
    };
    let boxes: Vec<Area> = svg
        .lines()
        .filter(|line| line.starts_with("<g class=\"node"))
        .map(|line| area(line.split_once("<rect").unwrap().1))
        .collect();
    let mut found = Vec::new();
    for line in svg.lines().filter(|line| line.starts_with("<g class=\"edge")) {
        let path = line.split_once("<path d=\"").unwrap().1.split_once('"').unwrap().0;
        let points: Vec<(i64, i64)> =
            numbers(path).chunks(2).map(|pair| (pair[0], pair[1])).collect();
        for start in (0..points.len() - 1).step_by(3) {
            let part: [(i64, i64); 4] = points[start..start + 4].try_into().unwrap();
            let drawn = |way| at(&part, way);
            if boxes.iter().any(|area| (0..=100).any(|way| area.holds(drawn(way)))) {
                found.push(line.to_owned());
            }
        }
    }
    for line in svg.lines().filter(|line| line.contains("fill-opacity=\"0.92\"")) {
        if boxes.iter().any(|shown| shown.shared(area(line)) > 0) {
            found.push(line.to_owned());
        }
    }
    found
}

/// A small random graph; the same number gives the same one.
#[expect(clippy::arithmetic_side_effects, reason = "small numbers")]
fn random(seed: u64) -> Diagram {
    let mut state = seed;
    let mut below = |most: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    let count = 2 + below(24);
    let mut diagram = diagram(if below(2) == 0 { Flow::Down } else { Flow::Right }, count);
    let layers = 1 + below(5);
    for node in &mut diagram.nodes {
        node.layer = below(layers);
    }
    let edge = super::tests::diagram(Flow::Down, 7).edges[0].clone();
    diagram.edges = (0..below(3 * count))
        .map(|_| Edge { from: below(count), to: below(count), ..edge.clone() })
        .collect();
    diagram
}

#[test]
fn no_edge_and_no_label_lies_on_a_box() {
    for diagram in diagrams().into_iter().chain((0..80).map(random)) {
        assert_eq!(covered(&svg(&diagram)), Vec::<String>::new(), "{diagram:?}");
    }
}

#[test]
fn an_edge_leads_from_its_one_end_to_its_other_without_a_break() {
    for diagram in diagrams().into_iter().chain((0..80).map(random)) {
        let layout = layout(&diagram);
        assert_eq!(layout.edges.len(), diagram.edges.len());
        for (edge, (curve, _)) in diagram.edges.iter().zip(&layout.edges) {
            let (first, last) = (curve.pieces[0], curve.pieces[curve.pieces.len() - 1]);
            for (node, point) in [(edge.from, first[0]), (edge.to, last[3])] {
                let Area { x, y, width, height } = layout.nodes[node];
                assert!((x..=x + width).contains(&point.0) && (y..=y + height).contains(&point.1));
            }
            assert!(curve.pieces.windows(2).all(|pair| pair[0][3] == pair[1][0]));
        }
    }
}

#[test]
fn the_test_of_pictures_finds_what_lies_on_a_box() {
    let node = "<g class=\"node\"><rect x=\"10\" y=\"10\" width=\"80\" height=\"40\"/></g>";
    let edge = "<g class=\"edge\"><path d=\"M50 0C50 0 50 90 50 90\"/></g>";
    let label = "<rect x=\"80\" y=\"45\" width=\"30\" height=\"18\" fill-opacity=\"0.92\"/>";
    assert_eq!(covered(&format!("{node}\n{edge}\n{label}\n")), [edge, label]);
}

#[test]
fn long_titles_end_in_dots() {
    assert_eq!(lines("one two three", 7, 2), ["one two", "three"]);
    assert_eq!(lines("one two three four", 7, 2), ["one two", "three…"]);
    assert_eq!(lines("incomprehensible words", 9, 2), ["incompre", "hensible…"]);
    assert_eq!(lines("能力と学習", 4, 9), ["能力", "と学", "習"]);
    assert_eq!(lines("WIDE Mills, illicit", 8, 9), ["WIDE", "Mills,", "illicit"]);
    assert_eq!(lines("W", 1, 1), ["W"]);
    assert_eq!(lines("", 8, 2), Vec::<String>::new());
}

/// A diagram of one thing with a title, and the line that says it.
fn titled(title: &str, form: fn(&Diagram) -> String, has: &str) -> String {
    let mut shown = diagram(Flow::Down, 1);
    shown.title = title.to_owned();
    shown.nodes[0].title = title.to_owned();
    shown.nodes[0].detail = title.to_owned();
    form(&shown).lines().find(|line| line.contains(has)).unwrap().to_owned()
}

#[test]
fn mermaid_reads_no_title_as_markup() {
    for (title, written) in [
        ("end", "end"),
        ("a \"b\" ] c", "a #quot;b#quot; ] c"),
        ("<b>&amp;", "#lt;b#gt;#amp;amp;"),
        ("one\ntwo\tthree", "one two three"),
        ("%%{init: {}}%%", "#37;#37;{init#58; {}}#37;#37;"),
        ("`a` \\ #1;", "#96;a#96; #92; #35;1;"),
        ("$$x$$$", "$\u{200b}$x$\u{200b}$\u{200b}$"),
        ("fa:fa-car", "fa#58;\u{200b}fa-car"),
        ("style a:b;", "style a#58;b;"),
        ("🚀", "🚀"),
        ("", ""),
    ] {
        let line = titled(title, mermaid, "n0[");
        let wanted =
            format!("  n0[\"{written}<br/><small>group #lt;0#gt;, Layer 0</small>\"]:::g0");
        assert_eq!(line, wanted);
    }
}

#[test]
fn mermaid_reads_no_title_of_the_picture_as_yaml_or_markup() {
    let title = "R&D \"a\": <b> \\ %% #\n---";
    let wanted = "title: \"R+D \\\"a\\\": \u{2039}b\u{203a} \\\\ %% # ---\"";
    assert_eq!(titled(title, mermaid, "title:"), wanted);
}

#[test]
fn graphviz_reads_no_title_as_markup() {
    for (title, label, tooltip) in [
        ("end", "end", "end"),
        ("a \"b\"", "a \\\"b\\\"", "a \\\"b\\\""),
        ("R&amp; <b>", "R&amp;amp; <b>", "R&amp;amp; <b>"),
        ("\\N \\l", "\\\\N \\\\l", "\u{2216}N \u{2216}l"),
        ("a\tb", "a b", "a b"),
    ] {
        let line = titled(title, dot, "fillcolor=");
        let wanted = format!("[label=\"{label}\\na &amp; b\", tooltip=\"{tooltip}\",");
        assert!(line.contains(&wanted), "{line} has no {wanted}");
    }
}

#[test]
fn graphviz_gets_every_edge_in_the_order_of_lines() {
    for diagram in diagrams() {
        let dot = dot(&diagram);
        let at = |id: &str| dot.find(&format!("    {id} [label")).unwrap();
        for line in dot.lines().filter(|line| line.contains(" -> ") && line.contains("tooltip=")) {
            let (from, to) = line.trim().split_once(" -> ").unwrap();
            let to = to.split_once(" [label").unwrap().0;
            let rank = |id: &str| dot.get(..at(id)).unwrap().matches("rank=same").count();
            assert!(rank(from) <= rank(to), "{line}");
        }
    }
}

/// A graph or a lattice in the pseudo-locale, in every form that people read.
fn no_word_is_left(what: &str, diagram: &Diagram) {
    let library = sample::library_with(&pseudo::greek).unwrap();
    let language = pseudo::language();
    pseudo::check(what, &table(diagram, &language), &library, &[]);
    pseudo::check(what, &counted(diagram, &language), &library, &[]);
    let texts = [&diagram.title, &diagram.caption].into_iter();
    let texts = texts.chain(&diagram.layers).chain(diagram.edges.iter().map(|edge| &edge.detail));
    for text in texts.chain(diagram.nodes.iter().map(|node| &node.detail)) {
        pseudo::check(what, text, &library, &[]);
    }
}

fn lattice_of(shown: &Value, moves: usize, feasible: bool, left_out: usize) -> Lattice {
    let role = |id: &str, grade: Option<u16>| json!({ "id": id, "title": "Αγεντ", "grade": grade, "family": null, "marked": true });
    let edge = json!({ "from": "support-agent", "to": "senior-support-agent", "hours": 4.0,
                       "feasible": feasible, "on_route": moves == 1 });
    let answer = json!({
        "format": 1, "kind": "lattice", "shown": shown, "most_moves": moves, "left_out": left_out,
        "provenance": { "engine": "0.1.0", "library": "", "person": null, "as_of": "2026-01-12" },
        "route": if moves == 1 { vec!["support-agent", "senior-support-agent"] } else { vec![] },
        "nodes": [role("support-agent", Some(2)), role("senior-support-agent", None)],
        "edges": vec![edge; moves],
    });
    serde_json::from_value(answer).unwrap()
}

#[test]
fn no_word_of_a_lattice_stands_outside_the_catalogue() {
    let library = sample::library_with(&pseudo::greek).unwrap();
    let language = pseudo::language();
    for shown in [
        json!({ "kind": "all" }),
        json!({ "kind": "family", "family": null }),
        json!({ "kind": "around", "role": "support-agent" }),
        json!({ "kind": "route" }),
    ] {
        for (moves, feasible, left_out) in
            [(0, true, 0), (1, true, 1), (1, false, 2), (2, false, 0), (3, true, 9)]
        {
            let answer = lattice_of(&shown, moves, feasible, left_out);
            no_word_is_left("a lattice", &lattice(&answer, Labels::of(&library), &language));
        }
    }
}

#[test]
fn no_word_of_a_graph_stands_outside_the_catalogue() {
    let node = |id: &str, layer: &str, marked: bool| json!({ "id": id, "title": "Αβγ", "layer": layer, "marked": marked });
    let edge = |from: &str, to: &str, relation: Value| json!({ "from": from, "to": to, "relation": relation });
    let (skill, other) = ("competency:call-diagnosis", "competency:data-protection");
    let (role, kpi) = ("role:support-agent", "kpi:first-contact-resolution");
    for (about, layers, left_out) in [
        (role, ["modules", "required", "expected", "role", "kpis"], 1),
        (skill, ["modules", "prerequisites", "competency", "roles", "kpis"], 2),
        (skill, ["modules", "built_on", "competency", "roles", "kpis"], 0),
    ] {
        let things = ["module:diagnose-by-asking", other, skill, role, kpi];
        let nodes: Vec<Value> = things
            .iter()
            .zip(layers)
            .map(|(thing, layer)| node(thing, layer, *thing == about))
            .collect();
        let importance = ["critical", "important", "useful"];
        let expects = importance.map(|importance| {
            edge(
                skill,
                role,
                json!({ "kind": "expected_by", "importance": importance, "level": 3.0 }),
            )
        });
        let mut edges = vec![
            edge(things[0], skill, json!({ "kind": "builds", "from": 0.0, "to": 2.0 })),
            edge(other, skill, json!({ "kind": "required_by", "level": 1.5 })),
            edge(other, skill, json!({ "kind": "part_of" })),
            edge(skill, kpi, json!({ "kind": "drives" })),
            edge(role, kpi, json!({ "kind": "judged_by" })),
        ];
        edges.extend(expects);
        let answer = json!({
            "format": 1, "kind": "graph", "about": about,
            "provenance": { "engine": "0.1.0", "library": "", "person": null, "as_of": "2026-01-12" },
            "left_out": { "expectations": left_out, "modules": left_out, "roles": left_out },
            "nodes": nodes, "edges": edges,
        });
        let answer: Graph = serde_json::from_value(answer).unwrap();
        let diagram = graph(&answer, &pseudo::language());
        no_word_is_left("a graph", &diagram);
    }
}
