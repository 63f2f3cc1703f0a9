//! The pictures of the example library, as a planner asks for them: no line of an
//! SVG crosses a box, and no label lies on one.

use std::path::Path;

/// A rectangle of an SVG, in its points.
struct Area {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
}

impl Area {
    /// Reads the rectangle of a line such as `<rect x="4" y="8" width="90" height="40"/>`.
    fn read(rect: &str) -> Self {
        let number = |name: &str| numbers(rect.split_once(name).expect(name).1)[0];
        Self {
            x: number(" x="),
            y: number(" y="),
            width: number(" width="),
            height: number(" height="),
        }
    }

    fn holds(&self, (x, y): (i64, i64)) -> bool {
        (self.x + 1..self.x + self.width).contains(&x)
            && (self.y + 1..self.y + self.height).contains(&y)
    }

    fn touches(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

fn numbers(text: &str) -> Vec<i64> {
    let parts = text.split(|sign: char| sign != '-' && !sign.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// A point of a cubic Bézier curve, after so many hundredths of the way.
fn point(curve: &[(i64, i64)], way: i64) -> (i64, i64) {
    let rest = 100 - way;
    let weights = [rest.pow(3), 3 * way * rest.pow(2), 3 * way.pow(2) * rest, way.pow(3)];
    let (mut x, mut y) = (0, 0);
    for (weight, at) in weights.iter().zip(curve) {
        x += weight * at.0;
        y += weight * at.1;
    }
    (x / 1_000_000, y / 1_000_000)
}

/// The lines of an SVG that draw an edge or a label over a box.
fn overlaps(svg: &str) -> Vec<&str> {
    let rect = |line: &str| Area::read(line.split_once("<rect").expect("a box").1);
    let nodes = svg.lines().filter(|line| line.starts_with("<g class=\"node"));
    let boxes: Vec<Area> = nodes.map(rect).collect();
    let is_on_a_box = |line: &&str| {
        if line.contains("fill-opacity=\"0.92\"") {
            return boxes.iter().any(|node| node.touches(&Area::read(line)));
        }
        let Some((_, path)) = line.split_once("<path d=\"") else { return false };
        let path = path.split_once('"').expect("the end of a path").0;
        let points: Vec<(i64, i64)> = numbers(path).chunks(2).map(|at| (at[0], at[1])).collect();
        let curves = (0..points.len() - 1).step_by(3).map(|start| &points[start..start + 4]);
        let mut drawn = curves.flat_map(|curve| (0..=100).map(move |way| point(curve, way)));
        drawn.any(|at| boxes.iter().any(|node| node.holds(at)))
    };
    let edges =
        |line: &&str| line.starts_with("<g class=\"edge") || line.contains("fill-opacity=\"0.92\"");
    svg.lines().filter(edges).filter(is_on_a_box).collect()
}

#[test]
fn an_edge_over_a_box_is_found() {
    let node = "<g class=\"node\"><rect x=\"10\" y=\"10\" width=\"20\" height=\"20\"/></g>";
    let across = "<g class=\"edge\"><path d=\"M 0 20 C 10 20 30 20 40 20\"/></g>";
    let beside = "<g class=\"edge\"><path d=\"M 0 50 C 10 50 30 50 40 50\"/></g>";
    let svg = format!("{node}\n{across}\n{beside}\n");
    assert_eq!(overlaps(&svg), [across]);
}

#[test]
fn no_edge_lies_on_a_box() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let root = root.to_str().expect("a path");
    for picture in [
        &["lattice"][..],
        &["lattice", "--moves", "9"],
        &["lattice", "--role", "support-agent"],
        &["lattice", "--route", "support-quality-analyst,support-agent,senior-support-agent"],
        &["graph", "--role", "support-agent"],
        &["graph", "--role", "medication-lead"],
        &["graph", "--competency", "call-diagnosis"],
    ] {
        let around = ["waypath", "--library", root, "--as-of", "2026-01-12", "--format", "svg"];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = waypath::run([&around, picture].concat(), &mut out, &mut err);
        let svg = String::from_utf8(out).expect("text");
        assert_eq!(
            (exit, String::from_utf8(err).expect("text")),
            (waypath::Exit::Done, String::new())
        );
        assert!(svg.contains("<g class=\"edge"), "{picture:?}");
        assert_eq!(overlaps(&svg), Vec::<&str>::new(), "{picture:?}");
    }
}
