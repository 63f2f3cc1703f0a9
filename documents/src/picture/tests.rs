//! Do all forms show the same, and can everything be read?

use super::curves::at;
use super::diagram::lines;
use super::layout::layout;
use super::shape::Area;
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
        assert_eq!(dot.matches("tooltip=").count(), nodes + edges);
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
                assert!(one.shared(*other) == 0, "{one:?} {other:?}");
            }
        }
        // Where edges are few, each label has a place of its own.
        if it.edges.len() <= 23 {
            let labels: Vec<_> = layout.edges.iter().filter_map(|(_, label)| *label).collect();
            assert_eq!(labels.len(), it.edges.len());
            for (number, one) in labels.iter().enumerate() {
                let others = labels[number + 1..].iter().chain(&layout.nodes);
                let crossed: Vec<_> = others.filter(|it| one.shared(**it) > 0).collect();
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
        parts.filter_map(|it| it.parse().ok()).collect()
    };
    let area = |rect: &str| {
        let of = |name: &str| numbers(rect.split_once(name).unwrap().1)[0];
        Area { x: of(" x="), y: of(" y="), width: of(" width="), height: of(" height=") }
    };
    let boxes: Vec<Area> = svg
        .lines()
        .filter(|it| it.starts_with("<g class=\"node"))
        .map(|it| area(it.split_once("<rect").unwrap().1))
        .collect();
    let mut found = Vec::new();
    for line in svg.lines().filter(|it| it.starts_with("<g class=\"edge")) {
        let path = line.split_once("<path d=\"").unwrap().1.split_once('"').unwrap().0;
        let points: Vec<(i64, i64)> = numbers(path).chunks(2).map(|it| (it[0], it[1])).collect();
        for start in (0..points.len() - 1).step_by(3) {
            let part: [(i64, i64); 4] = points[start..start + 4].try_into().unwrap();
            let drawn = |way| at(&part, way);
            if boxes.iter().any(|it| (0..=100).any(|way| it.holds(drawn(way)))) {
                found.push(line.to_owned());
            }
        }
    }
    for line in svg.lines().filter(|it| it.contains("fill-opacity=\"0.92\"")) {
        if boxes.iter().any(|it| it.shared(area(line)) > 0) {
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
    for it in diagrams().into_iter().chain((0..80).map(random)) {
        assert_eq!(covered(&svg(&it)), Vec::<String>::new(), "{it:?}");
    }
}

#[test]
fn an_edge_leads_from_its_one_end_to_its_other_without_a_break() {
    for it in diagrams().into_iter().chain((0..80).map(random)) {
        let layout = layout(&it);
        assert_eq!(layout.edges.len(), it.edges.len());
        for (edge, (curve, _)) in it.edges.iter().zip(&layout.edges) {
            let (first, last) = (curve.parts[0], curve.parts[curve.parts.len() - 1]);
            for (node, point) in [(edge.from, first[0]), (edge.to, last[3])] {
                let Area { x, y, width, height } = layout.nodes[node];
                assert!((x..=x + width).contains(&point.0) && (y..=y + height).contains(&point.1));
            }
            assert!(curve.parts.windows(2).all(|it| it[0][3] == it[1][0]));
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
    let mut it = diagram(Flow::Down, 1);
    it.title = title.to_owned();
    it.nodes[0].title = title.to_owned();
    it.nodes[0].detail = title.to_owned();
    form(&it).lines().find(|it| it.contains(has)).unwrap().to_owned()
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
    for it in diagrams() {
        let dot = dot(&it);
        let at = |id: &str| dot.find(&format!("    {id} [label")).unwrap();
        for line in dot.lines().filter(|it| it.contains(" -> ") && it.contains("tooltip=")) {
            let (from, to) = line.trim().split_once(" -> ").unwrap();
            let to = to.split_once(" [label").unwrap().0;
            let rank = |id: &str| dot.get(..at(id)).unwrap().matches("rank=same").count();
            assert!(rank(from) <= rank(to), "{line}");
        }
    }
}
