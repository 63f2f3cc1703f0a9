//! Who is worked for?

use waypath_engine::diff::Both;
use waypath_engine::id::Id as _;
use waypath_engine::person::Person;

/// What a run works on, one piece for each person.
pub trait Identified {
    /// The id of the person, to name them where the work fails.
    fn id(&self) -> &str;
}

impl Identified for &Person {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Identified for Both<'_> {
    fn id(&self) -> &str {
        self.after.id.as_str()
    }
}

/// A piece of work with a number beside it, such as the place of a person in a list.
impl<N, T: Identified> Identified for (N, T) {
    fn id(&self) -> &str {
        self.1.id()
    }
}
