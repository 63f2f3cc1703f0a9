//! How do commands hand over a picture?

use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::PictureFormat;
use waypath_documents::picture::{Diagram, counted, dot, mermaid, svg, table};

/// Writes a picture in the format asked for, to standard output or into a file; `answer`
/// is what it was made of.
pub(crate) fn write(
    diagram: &Diagram,
    answer: &impl Serialize,
    format: Option<PictureFormat>,
    output: Option<&Path>,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let format = format.or_else(|| by_ending(output?)).unwrap_or(PictureFormat::Text);
    let mut text = match format {
        PictureFormat::Text => table(diagram, &context.language),
        PictureFormat::Svg => svg(diagram),
        PictureFormat::Dot => dot(diagram),
        PictureFormat::Mermaid => mermaid(diagram),
        PictureFormat::Json => serde_json::to_string_pretty(answer)?,
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    match output {
        None => write!(context.out, "{text}")?,
        Some(path) => {
            let unwritable = |reason| Failure::Unwritable { path: path.to_owned(), reason };
            fs::write(path, text).map_err(unwritable)?;
            let counted = counted(diagram, &context.language);
            writeln!(context.err, "{}: {counted}", path.display())?;
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
