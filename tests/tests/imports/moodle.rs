//! Competency frameworks as Moodle exports them.

use waypath_engine::diagnostic::Code;
use waypath_engine::id::Id as _;
use waypath_engine::source::Source;
use waypath_files::import::{Imported, moodle};
use waypath_tests::framework::{compiled, counted, holds_snapshot, miniature, noted};

fn text() -> String {
    std::fs::read_to_string(miniature("moodle").join("framework.csv")).unwrap()
}

fn import(text: &str) -> Imported {
    moodle::import(&Source { path: "framework.csv".to_owned(), bytes: text.into() })
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = moodle::read(&miniature("moodle").join("framework.csv")).unwrap();
    holds_snapshot(&miniature("moodle"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (0, 11));
    assert_eq!(counted(&imported.report, "rows of framework.csv"), 18);
}

#[test]
fn a_header_in_another_language_is_read_in_the_order_of_moodle() {
    let german = "ID-Nummer der übergeordneten Kompetenz,ID-Nummer,Kurzname,Beschreibung,Beschreibungsformat,Bewertungsskala,Skalenkonfiguration,Regeltyp,Regelergebnis,Regelkonfiguration,Querverweise,Exportierte ID,Ist Rahmen,Taxonomie";
    let (_, rows) = text().split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let imported = import(&format!("{german}\n{rows}"));
    assert_eq!(noted(&imported.report, "columns"), 1);
    assert_eq!(imported.files, import(&text()).files);
}

#[test]
fn columns_that_are_named_may_stand_in_any_order() {
    let small = "Is framework,Short name,ID number,Parent ID number\n1,Baking,bake,\n,Bread,bread,\n,Rye,rye,bread\n";
    let imported = import(small);
    assert_eq!(imported.diagnostics, []);
    let library = compiled(&imported);
    let rye = &library.competencies[library.names.competencies.find("rye").unwrap()];
    assert_eq!(library.names.competencies.id(rye.ancestors[0]).as_str(), "bread");
    assert_eq!(noted(&imported.report, "scale"), 1);
}

#[test]
fn the_order_of_rows_changes_no_id() {
    let reader = |text: &str| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let well_formed = "Parent ID number,ID number,Short name,Is framework\n,F,F,1\n,A 1,One,\nA 1,a-1,Two,\na-1,A/1,Three,\n";
    let mut rows = reader(well_formed);
    let ids = |rows: &[csv::StringRecord]| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let library = compiled(&import(&text));
        let named = library.competencies.iter().map(|(ix, competency)| {
            let parent = competency
                .ancestors
                .first()
                .map(|ancestor| library.names.competencies.id(*ancestor).as_str());
            (
                library.names.competencies.id(ix).as_str().to_owned(),
                competency.name.to_string(),
                parent.map(str::to_owned),
            )
        });
        named.collect::<Vec<_>>()
    };
    let first = ids(&rows);
    assert_eq!(first.len(), 3);
    rows[1..].reverse();
    assert_eq!(ids(&rows), first);
}

#[test]
fn a_scale_that_begins_with_a_proficient_value_gets_a_level_below() {
    let row = "Parent ID number,ID number,Short name,Scale values,Scale configuration,Is framework\n,F,F,\"good,better\",\"[{\"\"scaleid\"\":\"\"1\"\"},{\"\"id\"\":1,\"\"scaledefault\"\":1,\"\"proficient\"\":1}]\",1\n,a,A,,,\n";
    let library = compiled(&import(row));
    let labels: Vec<&str> = library.scale.labels().iter().map(|label| &**label).collect();
    assert_eq!(labels, ["none", "good", "better"]);
}

#[test]
fn a_file_that_is_no_framework_makes_no_library() {
    for (text, code) in [
        ("", Code::MissingColumn),
        ("a,b,c\n1,2,3\n", Code::MissingColumn),
        ("Parent ID number,ID number,Short name,Is framework\n,a,A,\n,b,B,0\n", Code::MissingField),
        ("<html>", Code::MissingColumn),
    ] {
        let imported = import(text);
        assert!(imported.files.is_empty(), "{text}");
        let codes: Vec<Code> =
            imported.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!((codes, imported.sources.len()), (vec![code], 1), "{text}");
    }
    let latin = Source { path: "x.csv".to_owned(), bytes: b"ID number,\xE9\n".to_vec() };
    assert_eq!(moodle::import(&latin).diagnostics[0].code, Code::NotUtf8);
}
