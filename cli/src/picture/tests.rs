//! Do all forms show the same, and can everything be read?

use super::layout::layout;
use super::*;

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
        is_broken: number.is_multiple_of(8),
    };
    Diagram {
        kind: "lattice",
        title: "A <title> & \"more\"".to_owned(),
        caption: "What it is & how.".to_owned(),
        flow,
        layers: (0..5).map(|it| format!("Layer {it}")).collect(),
        groups: (0..9).map(|it| format!("group <{it}>")).collect(),
        nodes: (0..count).map(node).collect(),
        edges: (0..count).map(edge).filter(|it| it.from != it.to).collect(),
    }
}

fn diagrams() -> Vec<Diagram> {
    let counts = [1, 2, 7, 23, 60];
    let all = counts.into_iter().flat_map(|it| [Flow::Down, Flow::Right].map(|flow| (flow, it)));
    all.map(|(flow, count)| diagram(flow, count)).collect()
}

#[test]
fn every_form_has_every_thing_and_every_relation() {
    for it in diagrams() {
        let (nodes, edges) = (it.nodes.len(), it.edges.len());
        let json = it.json();
        assert_eq!(json["nodes"].as_array().unwrap().len(), nodes);
        assert_eq!(json["edges"].as_array().unwrap().len(), edges);
        let svg = svg(&it);
        assert_eq!(svg.matches("<g class=\"node").count(), nodes);
        assert_eq!(svg.matches("<g class=\"edge").count(), edges);
        let dot = dot(&it);
        assert_eq!(dot.matches("fillcolor=").count(), nodes);
        assert_eq!(dot.matches("constraint=false").count(), edges);
        let mermaid = mermaid(&it);
        assert_eq!(mermaid.matches(":::g").count(), nodes);
        assert_eq!(mermaid.matches("> n").count() + mermaid.matches("| n").count(), edges);
        let table = table(&it);
        let arrows = table.lines().filter(|it| it.trim_start().starts_with(['-', '=']));
        assert_eq!(arrows.count(), edges, "{table}");
        for edge in &it.edges {
            for text in [&svg, &dot, &mermaid, &table] {
                assert!(text.contains(&edge.label), "{}", edge.label);
            }
        }
    }
}

#[test]
fn a_picture_is_well_formed_and_everything_in_it_has_a_name() {
    for it in diagrams() {
        let svg = svg(&it);
        let mut open: Vec<&str> = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (tag, text) = tag.split_once('>').expect("a tag ends");
            assert!(!text.contains('>') && !text.replace("&amp;", "").contains("& "), "{text}");
            let name = tag.split([' ', '/']).find(|it| !it.is_empty()).unwrap();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !tag.ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
        let focusable = svg.matches("tabindex=\"0\"").count();
        assert_eq!(focusable, it.nodes.len() + it.edges.len());
        assert_eq!(svg.matches("tabindex=\"0\" role=\"img\"><title>").count(), focusable);
    }
}

#[test]
fn nothing_lies_on_anything_else_or_outside() {
    for it in diagrams() {
        let layout = layout(&it);
        for (number, one) in layout.nodes.iter().enumerate() {
            assert!(one.x >= 0 && one.x + one.width <= layout.width);
            assert!(one.y >= 0 && one.y + one.height <= layout.height);
            for other in &layout.nodes[number + 1..] {
                assert!(!one.overlaps(*other), "{one:?} {other:?}");
            }
        }
        // Where edges are few, each label has a place of its own.
        if it.edges.len() <= 23 {
            let labels: Vec<_> = layout.edges.iter().filter_map(|(_, label)| *label).collect();
            assert_eq!(labels.len(), it.edges.len());
            for (number, one) in labels.iter().enumerate() {
                let others = labels[number + 1..].iter().chain(&layout.nodes);
                let crossed: Vec<_> = others.filter(|it| one.overlaps(**it)).collect();
                assert!(crossed.is_empty(), "{one:?} lies on {crossed:?}");
            }
        }
    }
}

#[test]
fn long_titles_end_in_dots() {
    assert_eq!(lines("one two three", 7, 2), ["one two", "three"]);
    assert_eq!(lines("one two three four", 7, 2), ["one two", "three…"]);
    assert_eq!(lines("incomprehensible", 8, 2), ["incompr…"]);
    assert_eq!(lines("", 8, 2), Vec::<String>::new());
}
