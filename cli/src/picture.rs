//! How do commands hand over a picture?

use std::fs;
use std::path::Path;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::PictureFormat;
use waypath_documents::picture::{Diagram, dot, mermaid, svg, table};
use waypath_documents::words::counted_noun;

/// Writes a picture in the format asked for, to standard output or into a file.
pub(crate) fn write(
    diagram: &Diagram,
    format: Option<PictureFormat>,
    output: Option<&Path>,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let format = format.or_else(|| by_ending(output?)).unwrap_or(PictureFormat::Text);
    let mut text = match format {
        PictureFormat::Text => table(diagram),
        PictureFormat::Svg => svg(diagram),
        PictureFormat::Dot => dot(diagram),
        PictureFormat::Mermaid => mermaid(diagram),
        PictureFormat::Json => serde_json::to_string_pretty(&diagram.json())?,
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    match output {
        None => write!(context.out, "{text}")?,
        Some(path) => {
            let unwritable = |reason| Failure::Unwritable { path: path.to_owned(), reason };
            fs::write(path, text).map_err(unwritable)?;
            let (nodes, edges) = (diagram.nodes.len(), diagram.edges.len());
            let (node, edge) = match diagram.kind {
                "lattice" => ("role", "move"),
                _ => ("thing", "relation"),
            };
            let (nodes, edges) = (counted_noun(nodes, node), counted_noun(edges, edge));
            writeln!(context.err, "{}: {nodes}, {edges}", path.display())?;
        }
    }
    Ok(Exit::Done)
}

/// The format that the ending of a file's name stands for.
fn by_ending(output: &Path) -> Option<PictureFormat> {
    let ending = output.extension()?.to_str()?.to_lowercase();
    match ending.as_str() {
        "svg" => Some(PictureFormat::Svg),
        "dot" | "gv" => Some(PictureFormat::Dot),
        "mmd" | "mermaid" => Some(PictureFormat::Mermaid),
        "json" => Some(PictureFormat::Json),
        _ => None,
    }
}
