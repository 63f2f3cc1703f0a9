//! Whatever the bytes are, reading them ends without a panic, and every place it
//! names lies inside the file.
//!
//! Run with `cargo +nightly fuzz run yaml_reader` in the root of the repository.

#![no_main]

use libfuzzer_sys::fuzz_target;
use waypath_engine::diagnostic::Place;
use waypath_engine::source::{Document, Node, Positions, Source, read_text, read_yaml};

fuzz_target!(|bytes: &[u8]| {
    let source = Source { path: "a.yaml".to_owned(), bytes: bytes.to_owned() };
    let read = read_yaml(&source);
    let unreadable = read_text(&source).err();
    for diagnostic in read.diagnostics.iter().chain(&unreadable) {
        let related = diagnostic.related.iter().map(|(place, _)| place);
        diagnostic.place.iter().chain(related).for_each(|place| check(&source, place));
    }
    if let Some(document) = &read.document {
        walk(&source, document, &document.root);
        let mut positions = Positions::new();
        positions.add(document, None);
        let place = positions.within(&[], 1, 1, 1).or_else(|| positions.nearest(&["a", "b"]));
        place.iter().for_each(|place| check(&source, place));
    }
});

fn walk(source: &Source, document: &Document, node: &Node) {
    check(source, &document.place(node));
    node.items().iter().for_each(|child| walk(source, document, child));
    for (key, value) in node.entries() {
        walk(source, document, key);
        walk(source, document, value);
    }
}

fn check(source: &Source, place: &Place) {
    assert!(place.line > 0 && place.column > 0);
    assert!(source.bytes.get(place.bytes.clone()).is_some(), "{place:?} is outside the file");
}
