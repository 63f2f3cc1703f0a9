//! How do commands hand over a picture?

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::form::Drawing;
use crate::{Exit, Session};
use waypath_documents::picture::{Diagram, dot, mermaid, svg, table};
use waypath_documents::words::counted_noun;

/// Writes a picture in the form asked for, to standard output or into a file.
pub(crate) fn write(
    diagram: &Diagram,
    form: Drawing,
    output: Option<&Path>,
    session: &mut Session<'_>,
) -> Result<Exit, Failure> {
    let form = output.map_or(form, |it| named(form, it));
    let mut text = match form {
        Drawing::Text => table(diagram),
        Drawing::Svg => svg(diagram),
        Drawing::Dot => dot(diagram),
        Drawing::Mermaid => mermaid(diagram),
        Drawing::Json => serde_json::to_string_pretty(&diagram.json())?,
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    match output {
        None => write!(session.out, "{text}")?,
        Some(path) => {
            let unwritable = |reason| Failure::Unwritable { path: path.to_owned(), reason };
            fs::write(path, text).map_err(unwritable)?;
            let (nodes, edges) = (diagram.nodes.len(), diagram.edges.len());
            let (node, edge) = match diagram.kind {
                "lattice" => ("role", "move"),
                _ => ("thing", "relation"),
            };
            let (nodes, edges) = (counted_noun(nodes, node), counted_noun(edges, edge));
            writeln!(session.err, "{}: {nodes}, {edges}", path.display())?;
        }
    }
    Ok(Exit::Done)
}

/// The form that the name of a file asks for, where no other was.
fn named(form: Drawing, output: &Path) -> Drawing {
    let extension = output.extension().and_then(|it| it.to_str()).map(str::to_lowercase);
    match (form, extension.as_deref()) {
        (Drawing::Text, Some("svg")) => Drawing::Svg,
        (Drawing::Text, Some("dot" | "gv")) => Drawing::Dot,
        (Drawing::Text, Some("mmd" | "mermaid")) => Drawing::Mermaid,
        (Drawing::Text, Some("json")) => Drawing::Json,
        _ => form,
    }
}
