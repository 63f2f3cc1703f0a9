//! The picture as SVG: one file, readable on light and dark pages, with a name for
//! everything that can be pointed at or reached with the keyboard.

use std::fmt::Write as _;

use super::colours::colour;
use super::diagram::{Diagram, Flow, Stroke};
use super::fit::lines;
use super::geometry::{Area, Curve};
use super::layout::{Layout, layout};

/// How many letters fit into a box, and how many lines.
const LETTERS: usize = 23;

/// Writes a diagram as SVG.
pub fn svg(diagram: &Diagram) -> String {
    let layout = layout(diagram);
    let legend = legend_lines(diagram, &layout);
    // Names of options are set off in texts only.
    let caption = diagram.caption.replace('`', "");
    let caption = lines(&caption, letters(&layout, 8), 4);
    let extra = legend.saturating_mul(26).saturating_add(size(caption.len()).saturating_mul(18));
    let height = layout.height.saturating_add(extra).saturating_add(30);
    let mut out = String::new();
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {height}\" width=\"{w}\" height=\"{height}\" class=\"waypath\" role=\"group\" aria-labelledby=\"waypath-title waypath-description\" font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\" font-size=\"13\">\n",
            w = layout.width
        ),
    );
    let title = escaped(&diagram.title);
    put(&mut out, format_args!("<title id=\"waypath-title\">{title}</title>\n"));
    put(
        &mut out,
        format_args!("<desc id=\"waypath-description\">{}</desc>\n", escaped(&diagram.caption)),
    );
    out.push_str(STYLE);
    out.push_str("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (number, line) in (0_i64..).zip(lines(&diagram.title, letters(&layout, 13), 2)) {
        let y = number.saturating_mul(25).saturating_add(34);
        put(
            &mut out,
            format_args!(
                "<text x=\"24\" y=\"{y}\" font-size=\"20\" font-weight=\"600\">{}</text>\n",
                escaped(&line)
            ),
        );
    }
    for (layer, x, y) in &layout.layers {
        let name = diagram.layers.get(*layer).map_or("", String::as_str);
        let y = if diagram.flow == Flow::Down { y.saturating_add(34) } else { *y };
        put(
            &mut out,
            format_args!(
                "<text x=\"{x}\" y=\"{y}\" class=\"layer\" font-weight=\"600\">{}</text>\n",
                escaped(name)
            ),
        );
    }
    edges(diagram, &layout, &mut out);
    nodes(diagram, &layout, &mut out);
    legend_and_caption(diagram, &layout, &caption, &mut out);
    out.push_str("</svg>\n");
    out
}

/// How many letters of a width fit across.
fn letters(layout: &Layout, width: i64) -> usize {
    let room = layout.width.saturating_sub(48);
    usize::try_from(room.checked_div(width).unwrap_or(0)).unwrap_or(80)
}

const STYLE: &str = "<style>\n.waypath text { fill: #1a1a1a }\n.waypath .layer, .waypath .note { fill: #444444 }\n.waypath .edge path { fill: none; stroke: #767676; stroke-width: 1.4 }\n.waypath .edge.marked path { stroke: #b3261e; stroke-width: 3.2 }\n.waypath .edge.broken path { stroke-dasharray: 6 5 }\n.waypath .node.marked rect { stroke-width: 3.5 }\n.waypath .node:focus, .waypath .edge:focus { outline: none }\n.waypath .node:focus rect, .waypath .node:hover rect { stroke: #000000; stroke-width: 3.5 }\n.waypath .edge:focus path, .waypath .edge:hover path { stroke: #000000; stroke-width: 3 }\n</style>\n<defs>\n<marker id=\"waypath-tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0 10 5 0 10z\" fill=\"#767676\"/></marker>\n<marker id=\"waypath-marked-tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"13\" markerHeight=\"13\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0 10 5 0 10z\" fill=\"#b3261e\"/></marker>\n</defs>\n";

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = out.write_fmt(text);
}

fn edges(diagram: &Diagram, layout: &Layout, out: &mut String) {
    let drawn = || diagram.edges.iter().zip(&layout.edges);
    for (edge, (curve, _)) in drawn() {
        let class = match (edge.is_marked, edge.stroke) {
            (false, Stroke::Solid) => "edge",
            (true, Stroke::Solid) => "edge marked",
            (false, Stroke::Dashed) => "edge broken",
            (true, Stroke::Dashed) => "edge marked broken",
        };
        let tip = if edge.is_marked { "waypath-marked-tip" } else { "waypath-tip" };
        put(
            out,
            format_args!(
                "<g class=\"{class}\" tabindex=\"0\" role=\"img\"><title>{}</title><path d=\"{}\" marker-end=\"url(#{tip})\"/></g>\n",
                escaped(&edge.detail),
                path(curve)
            ),
        );
    }
    // What is written last lies on top: a label must not disappear under an edge.
    for (edge, (_, label)) in drawn() {
        let Some(Area { x, y, width, height }) = label else { continue };
        let weight = if edge.is_marked { " font-weight=\"700\"" } else { "" };
        put(
            out,
            format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\" fill=\"#ffffff\" fill-opacity=\"0.92\"/><text x=\"{}\" y=\"{}\" font-size=\"12\" text-anchor=\"middle\"{weight}>{}</text>\n",
                x.saturating_add(width / 2),
                y.saturating_add(13),
                escaped(&edge.label)
            ),
        );
    }
}

fn path(curve: &Curve) -> String {
    let mut out = String::new();
    for (number, [a, b, c, d]) in curve.pieces.iter().enumerate() {
        if number == 0 {
            put(&mut out, format_args!("M{} {}", a.0, a.1));
        }
        put(&mut out, format_args!("C{} {} {} {} {} {}", b.0, b.1, c.0, c.1, d.0, d.1));
    }
    out
}

fn nodes(diagram: &Diagram, layout: &Layout, out: &mut String) {
    for (node, area) in diagram.nodes.iter().zip(&layout.nodes) {
        let (fill, stroke) = colour(node.group);
        let class = if node.is_marked { "node marked" } else { "node" };
        put(
            out,
            format_args!(
                "<g class=\"{class}\" tabindex=\"0\" role=\"img\"><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"7\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>",
                escaped(&node.detail),
                area.x,
                area.y,
                area.width,
                area.height
            ),
        );
        let mut written: Vec<(String, &str)> =
            lines(&node.title, LETTERS, 3).into_iter().map(|line| (line, "")).collect();
        let note = lines(&node.note, LETTERS.saturating_add(5), 1);
        written.extend(note.into_iter().map(|line| (line, " class=\"note\" font-size=\"10.5\"")));
        // Lines of a box are 15 points high and stand in its middle.
        let first = area.height.saturating_sub(size(written.len()).saturating_mul(15)) / 2;
        for (number, (line, style)) in (0_i64..).zip(&written) {
            put(
                out,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\"{style}>{}</text>",
                    area.x.saturating_add(area.width / 2),
                    area.y
                        .saturating_add(first)
                        .saturating_add(12)
                        .saturating_add(number.saturating_mul(15)),
                    escaped(line)
                ),
            );
        }
        out.push_str("</g>\n");
    }
}

/// How wide an entry of the legend is.
fn entry(group: &str) -> i64 {
    size(group.chars().count()).saturating_mul(8).saturating_add(46)
}

/// The entries of the legend, one for each group that is shown: its number, its
/// line, and where it stands from the left.
fn legend(diagram: &Diagram, layout: &Layout) -> Vec<(usize, i64, i64)> {
    let (mut line, mut x) = (0_i64, 24_i64);
    let groups = diagram.groups.iter().enumerate();
    let shown = groups.filter(|(number, _)| diagram.nodes.iter().any(|node| node.group == *number));
    let places = shown.map(|(number, group)| {
        let width = entry(group);
        if x.saturating_add(width) > layout.width && x > 24 {
            (line, x) = (line.saturating_add(1), 24);
        }
        let here = (number, line, x);
        x = x.saturating_add(width);
        here
    });
    places.collect()
}

fn legend_lines(diagram: &Diagram, layout: &Layout) -> i64 {
    legend(diagram, layout).last().map_or(0, |(_, line, _)| line.saturating_add(1))
}

fn legend_and_caption(diagram: &Diagram, layout: &Layout, caption: &[String], out: &mut String) {
    let top = layout.height;
    for (number, line, x) in legend(diagram, layout) {
        let group = diagram.groups.get(number).map_or("", String::as_str);
        let (fill, stroke) = colour(number);
        let y = top.saturating_add(line.saturating_mul(26));
        put(
            out,
            format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"18\" height=\"14\" rx=\"3\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/><text x=\"{}\" y=\"{}\">{}</text>\n",
                x.saturating_add(25),
                y.saturating_add(12),
                escaped(group)
            ),
        );
    }
    let below =
        top.saturating_add(legend_lines(diagram, layout).saturating_mul(26)).saturating_add(18);
    for (number, line) in (0_i64..).zip(caption) {
        put(
            out,
            format_args!(
                "<text x=\"24\" y=\"{}\">{}</text>\n",
                below.saturating_add(number.saturating_mul(18)),
                escaped(line)
            ),
        );
    }
}

fn size(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}

/// A text as XML; characters that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            '\n' | '\t' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}
