//! What might the people of a library be like?
//!
//! Writes synthetic people, so that a library can be tried on more of them than
//! there are, or before there are any. How often what comes and what goes
//! together with what stands in a [`Population`], a small file that can be
//! edited.
//!
//! The correlations are those of places in the distributions: every person has a
//! place of their own, which with one chance is that of their months in the
//! role; and with another chance the place of each of their levels is this one,
//! else any. So every distribution stays exactly as the file says, whatever goes
//! together.

// What a population says, and the text a new one begins with.
mod number;
mod shares;
mod population;
mod default;
// Random numbers, the people drawn from them, and the files they go to.
mod dice;
mod sheets;
mod people;

use std::io::{self, Write};
use std::path::Path;

use waypath_engine::library::Library;
use waypath_engine::person::AsOf;

use crate::Error;
pub use default::default_text;
use people::Sampler;
pub use population::Population;
pub use shares::{Shares, WholeRange};
pub use sheets::RowCounts;
use sheets::Sheets;

/// How many people, from which numbers, and when.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// How many people.
    pub people: u64,
    /// The seed; each gives other people.
    pub seed: u64,
    /// The date from which tenures and dates count back.
    pub as_of: AsOf,
}

/// The names of the files that are written.
pub fn file_names() -> [&'static str; 5] {
    sheets::FILES.map(|(name, _)| name)
}

/// Writes the people files of a synthetic population into a folder.
pub fn write(
    library: &Library,
    population: &Population,
    draw: Draw,
    folder: &Path,
) -> Result<RowCounts, Error> {
    let files = sheets::open(folder)?;
    let written = draw_into(library, population, draw, files);
    written.map(|(_, rows)| rows).map_err(Error::unwritable(folder))
}

/// Draws people into five outputs: people, evidence, progress, reviews, KPIs.
pub fn draw_into<W: Write>(
    library: &Library,
    population: &Population,
    draw: Draw,
    outputs: [W; 5],
) -> io::Result<([W; 5], RowCounts)> {
    let attributes: Vec<&str> = population.attributes.iter().map(|(name, _)| &**name).collect();
    let mut sheets = Sheets::begin(outputs, &attributes)?;
    let mut sampler = Sampler::new(library, population, (draw.seed, draw.as_of));
    for number in 1..=draw.people {
        sampler.person(number, &mut sheets)?;
    }
    sheets.end()
}
