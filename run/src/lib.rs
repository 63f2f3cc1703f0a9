//! How is work for many people done?
//!
//! People come from a source, an iterator; each is worked on by one of several
//! threads; the answers go to a sink in the order of the source. The answers are the
//! same with any number of threads, and memory stays bounded however many people come:
//! no worker gets far ahead of the sink. A worker that fails or panics ends the run
//! with an error that names the person, after every answer before it was handed over.
//!
//! The modules below are in reading order.

// How many threads, and what is shown meanwhile.
mod threads;
mod progress;
// Who is worked for, and why a run ended early.
mod person;
mod error;
// The run itself.
mod in_order;

pub use error::RunError;
pub use in_order::in_order;
pub use person::Identified;
pub use progress::Progress;
pub use threads::Threads;
