//! How do commands hand over a picture?

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::form::Drawing;
use crate::picture::{Diagram, dot, mermaid, svg, table};
use crate::{Exit, Session, report};

/// Writes a picture in the form asked for, to standard output or into a file.
pub(crate) fn write(
    diagram: &Diagram,
    form: Drawing,
    output: Option<&Path>,
    session: &mut Session<'_>,
) -> Result<Exit, Failure> {
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
            let nodes = report::counted(nodes, "thing");
            let edges = report::counted(edges, "relation");
            writeln!(session.err, "{}: {nodes}, {edges}", path.display())?;
        }
    }
    Ok(Exit::Done)
}
