use super::*;

fn positions(text: &str) -> Positions {
    let mut positions = Positions::new();
    positions.add(&read(text).document.unwrap(), None);
    positions
}

/// The text a condition's position is mapped to, and its line and column.
fn within(text: &str, line: u32, column: u32, length: u32) -> (String, u32, u32) {
    let place = positions(text).within(&["x"], line, column, length).unwrap();
    (meant(text, &place).to_owned(), place.line, place.column)
}

#[test]
fn a_path_finds_its_key_and_its_value() {
    let text = "roles:\n  agent: { title: \"Agent\", drives: [a, b] }  # note\n";
    let positions = positions(text);
    let meant = |place: Option<Place>| place.map(|place| meant(text, &place).to_owned());
    assert_eq!(meant(positions.key(&["roles", "agent"])).as_deref(), Some("agent"));
    let title = positions.value(&["roles", "agent", "title"]);
    assert_eq!(title.as_ref().map(|place| (place.line, place.column)), Some((2, 19)));
    assert_eq!(meant(title).as_deref(), Some("\"Agent\""));
    assert_eq!(meant(positions.value(&["roles", "agent", "drives", "1"])).as_deref(), Some("b"));
    let agent = meant(positions.value(&["roles", "agent"]));
    assert_eq!(agent.as_deref(), Some("{ title: \"Agent\", drives: [a, b] }"));
    assert_eq!(positions.value(&["roles", "nobody"]), None);
}

#[test]
fn a_path_that_does_not_exist_is_nearest_to_its_closest_ancestor() {
    let text = "roles:\n  agent: { title: x }\n";
    let positions = positions(text);
    let nearest = |path: &[&str]| meant(text, &positions.nearest(path).unwrap()).to_owned();
    assert_eq!(nearest(&["roles", "agent", "expects", "diagnosis"]), "agent");
    assert_eq!(nearest(&["roles", "agent", "title"]), "x");
    assert_eq!(nearest(&["modules"]), text.trim_end());
}

#[test]
fn of_two_documents_the_first_definition_is_found() {
    let document = |path: &str, text: &str| {
        let source = Source { path: path.to_owned(), bytes: text.into() };
        read_yaml(&source).document.unwrap()
    };
    let mut positions = Positions::new();
    positions.add(&document("a.yaml", "roles: { x: 1 }"), None);
    positions.add(&document("b.yaml", "roles: { x: 2, y: 3 }"), None);
    positions.add(&document("waypath.yaml", "name: Northwind"), Some("waypath"));
    let file = |path: &[&str]| positions.value(path).map(|place| place.file.to_string());
    assert_eq!(file(&["roles", "x"]).as_deref(), Some("a.yaml"));
    assert_eq!(file(&["roles", "y"]).as_deref(), Some("b.yaml"));
    assert_eq!(file(&["waypath", "name"]).as_deref(), Some("waypath.yaml"));
    assert_eq!(file(&["name"]), None);
}

#[test]
fn an_underline_leaves_out_blanks_comments_and_anchors() {
    let text = "a: 'b'   # c\nd: &e !!str f # g\nh: [1]  # i\nj:\n  k: l\n\nm: |  # n | o\n  p\n  q\n\nr: s\n";
    let document = read(text).document.unwrap();
    let written = |key: &str| {
        let node = document.root.get(key).unwrap();
        meant(text, &document.place(node)).to_owned()
    };
    assert_eq!(written("a"), "'b'");
    assert_eq!(written("d"), "f");
    assert_eq!(written("h"), "[1]");
    assert_eq!(written("j"), "k: l");
    assert_eq!(written("m"), "|  # n | o\n  p\n  q");
}

#[test]
fn a_missing_value_stands_behind_its_colon() {
    let text = "a:\nb : \nc: { d: , e: }\n";
    let positions = positions(text);
    let at = |path: &[&str]| {
        positions.value(path).map(|place| (place.line, place.column, place.bytes.len()))
    };
    assert_eq!(at(&["a"]), Some((1, 3, 0)));
    assert_eq!(at(&["b"]), Some((2, 4, 0)));
    assert_eq!(at(&["c", "d"]), Some((3, 8, 0)));
}

#[test]
fn columns_count_characters_and_bytes_count_bytes() {
    let text = "größe: { über: ß }\n";
    let place = positions(text).value(&["größe", "über"]).unwrap();
    assert_eq!((place.line, place.column, meant(text, &place)), (1, 16, "ß"));
}

#[test]
fn a_position_inside_a_plain_text_is_found() {
    assert_eq!(within("x: aa == bb\n", 1, 7, 2), ("bb".to_owned(), 1, 10));
    assert_eq!(within("x: aa\n  && bb\n\n  cc\n", 1, 7, 2), ("bb".to_owned(), 2, 6));
    assert_eq!(within("x: aa\n  && bb\n\n  cc\n", 2, 1, 2), ("cc".to_owned(), 4, 3));
}

#[test]
fn a_position_inside_a_quoted_text_is_found() {
    assert_eq!(within("x: 'it''s bb'\n", 1, 6, 2), ("bb".to_owned(), 1, 11));
    assert_eq!(within("x: \"a == \\\"bb\\\"\"\n", 1, 7, 2), ("bb".to_owned(), 1, 12));
    assert_eq!(within("x: \"\\u00e9 bb\"\n", 1, 3, 2), ("bb".to_owned(), 1, 12));
    assert_eq!(within("x: 'aa\n  bb'\n", 1, 4, 2), ("bb".to_owned(), 2, 3));
}

#[test]
fn a_position_inside_a_block_is_found() {
    let text = "x: |\n\n    aa\n      && bb\n    && cc\n";
    assert_eq!(within(text, 2, 1, 2), ("aa".to_owned(), 3, 5));
    assert_eq!(within(text, 3, 6, 2), ("bb".to_owned(), 4, 10));
    assert_eq!(within(text, 4, 4, 2), ("cc".to_owned(), 5, 8));
    assert_eq!(within("x: |2\n    aa\n", 1, 3, 2), ("aa".to_owned(), 2, 5));
    assert_eq!(within("x: &y |-\n  aa\n  bb", 2, 1, 2), ("bb".to_owned(), 3, 3));
    assert_eq!(within("x: |\r\n  aa\r\n  bb\r\n", 2, 1, 2), ("bb".to_owned(), 3, 3));
}

#[test]
fn a_position_that_cannot_be_followed_is_the_whole_text() {
    assert_eq!(within("x: >\n  aa\n  bb\n", 1, 4, 2), (">\n  aa\n  bb".to_owned(), 1, 4));
    assert_eq!(within("x: \"aa \\\n  bb\"\n", 1, 4, 2), ("\"aa \\\n  bb\"".to_owned(), 1, 4));
    assert_eq!(within("x: aa\n", 0, 0, 2), ("aa".to_owned(), 1, 4));
    assert_eq!(within("x: aa\n", 7, 1, 2), ("aa".to_owned(), 1, 4));
}

#[test]
fn a_line_and_column_of_another_reader_become_a_place() {
    let text = "\u{FEFF}id,name\nana,Ána Silva\n";
    let place = source(text).place(2, 6, 3);
    assert_eq!((place.line, place.column, meant(text, &place)), (2, 6, "na "));
    let place = source(text).place(1, 1, 2);
    assert_eq!((place.line, place.column, meant(text, &place)), (1, 1, "id"));
    assert_eq!(source(text).place(99, 1, 1).bytes.len(), 0);
}

/// Reads texts as the files `0.yaml`, `1.yaml` and so on.
fn positions_of(texts: &[&str]) -> Positions {
    let mut positions = Positions::new();
    for (number, text) in texts.iter().enumerate() {
        let source = Source { path: format!("{number}.yaml"), bytes: text.as_bytes().to_owned() };
        positions.add(&read_yaml(&source).document.unwrap(), None);
    }
    positions
}

#[test]
fn a_place_tells_what_stands_there() {
    let positions = positions_of(&["roles:\n  a:\n    title: A b\n    tags: [x, y]\n    none:\n"]);
    let things = PlacedEntries::new(&positions);
    let at = |line, column| {
        let thing = things.at("0.yaml", line, column).unwrap();
        (thing.path.join("."), thing.part)
    };
    let expected = [
        ((1, 1), "roles", EntryPart::Key),
        ((1, 6), "", EntryPart::Value),
        ((2, 1), "", EntryPart::Value),
        ((2, 3), "roles.a", EntryPart::Key),
        ((3, 5), "roles.a.title", EntryPart::Key),
        ((3, 10), "roles.a", EntryPart::Value),
        ((3, 12), "roles.a.title", EntryPart::Value),
        ((3, 14), "roles.a.title", EntryPart::Value),
        ((4, 12), "roles.a.tags.0", EntryPart::Value),
        ((4, 13), "roles.a.tags", EntryPart::Value),
        ((4, 15), "roles.a.tags.1", EntryPart::Value),
        ((5, 10), "roles.a.none", EntryPart::Value),
    ];
    for ((line, column), path, part) in expected {
        assert_eq!(at(line, column), (path.to_owned(), part), "at {line}:{column}");
    }
    assert_eq!(things.at("1.yaml", 1, 1), None);
    assert_eq!(things.at("0.yaml", 9, 1), None);
}

#[test]
fn what_two_files_hold_is_told_apart() {
    let positions = positions_of(&["roles:\n  a: 1\n", "# more\nroles:\n  b: 2\n  a: 3\n"]);
    let things = PlacedEntries::new(&positions);
    let path = |file: &str, line, column| things.at(file, line, column).map(|thing| thing.path);
    assert_eq!(path("0.yaml", 2, 6), Some(vec!["roles", "a"]));
    assert_eq!(path("1.yaml", 3, 3), Some(vec!["roles", "b"]));
    // Defined twice: the second is not found by its path.
    assert_eq!(path("1.yaml", 4, 6), None);
}

#[test]
fn a_repeated_value_is_the_one_that_is_written_out() {
    let positions = positions_of(&["a: &x { b: 1 }\nc: *x\n"]);
    let things = PlacedEntries::new(&positions);
    assert_eq!(things.at("0.yaml", 1, 12).unwrap().path, ["a", "b"]);
}
