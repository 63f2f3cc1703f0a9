use waypath_engine::diagnostic::Severity;
use waypath_engine::id::Id as _;
use waypath_engine::library::compile;
use waypath_engine::person::Status;
use waypath_engine::source::Sources;

use super::*;

const LIBRARY: &str = r"
name: Demo
scale: { name: steps, levels: [none, aware, working, expert] }
evidence:
  scales: { percent: { 0: 0, 100: 3 }, grades: { 1: 3, 6: 0 } }
";

const MODEL: &str = r#"
competencies:
  service: { name: Service }
  call-diagnosis: { name: Call diagnosis, part_of: service }
  first-aid: { name: First aid, scale: yes-no, valid: 24 months }
roles:
  support-agent:
    title: Support agent
    expects:
      call-diagnosis: { level: 2, drives: [solved-calls] }
    kpis:
      solved-calls: { baseline: 60, target: 70 }
  team-lead:
    title: Team lead
    extends: support-agent
modules:
  diagnose:
    title: Diagnose by asking
    modality: course
    hours: 4
    builds:
      call-diagnosis: { from: 0, to: 2 }
    proof:
      kind: task
      produces: "Two call reviews"
      done_when: ["Both reviewed"]
      validated_by: [manager]
      within: 30 days
kpis:
  solved-calls:
    name: Solved calls
    unit: percent
    direction: up
    kind: lagging
    source: ticketing
    window: 12 weeks
"#;

const PEOPLE: &str = "id,name,role,manager,team\n\
    bo,Bo Ek,support-agent,marta,north\n\
    ana,Ana Silva,support-agent,rui,north\n\
    marta,Marta Reis,team-lead,,\n";

fn library() -> Library {
    let file = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
    let files =
        vec![file("waypath.yaml", LIBRARY), file("competency_models/demo/model.yaml", MODEL)];
    let compiled = compile(&Sources { files });
    compiled.library.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// Reads files given as name and bytes.
fn read_bytes(files: &[(&str, &[u8])]) -> People {
    let source = |(name, bytes): &(&str, &[u8])| Source {
        path: format!("people/{name}"),
        bytes: bytes.to_vec(),
    };
    read_sources(files.iter().map(source).collect(), &library())
}

fn read_people(people: &str) -> People {
    read_bytes(&[("people.csv", people.as_bytes())])
}

/// Reads a file beside the usual `people.csv`.
fn read_beside(name: &str, text: &str) -> People {
    read_bytes(&[("people.csv", PEOPLE.as_bytes()), (name, text.as_bytes())])
}

fn person<'a>(people: &'a People, id: &str) -> &'a Person {
    people.people.iter().find(|person| person.id.as_str() == id).unwrap()
}

/// Every diagnostic as `file:line:column code message | help`.
fn written(people: &People) -> Vec<String> {
    let write = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().unwrap();
        let (code, help) = (diagnostic.code, diagnostic.help.as_deref().unwrap_or_default());
        format!("{}:{} {code} {} | {help}", place, place.column, diagnostic.message)
    };
    people.diagnostics.iter().map(write).collect()
}

/// The only diagnostic.
fn only(people: &People) -> String {
    let mut written = written(people);
    assert_eq!(written.len(), 1, "{written:#?}");
    written.remove(0)
}

fn rows_set_aside(people: &People) -> (usize, usize, usize) {
    (people.set_aside.people, people.set_aside.rows, people.set_aside.files)
}

#[test]
fn columns_are_found_by_name_in_any_order_and_the_rest_are_attributes() {
    let text = "\u{FEFF}Role; ward ;id;Name;fte;hours_per_week;in_role_since;away_from;away_to\r\n\
        support-agent ; icu ; ana ;\"Silva; Ana\";80%;2.5;2025-01-31;2026-02-01;2026-02-10\r\n;;;;;;;;\r\n";
    let people = read_people(text);
    assert_eq!(written(&people), [""; 0]);
    let ana = person(&people, "ana");
    assert_eq!(&*ana.name, "Silva; Ana");
    assert_eq!((ana.fte, ana.hours_per_week.unwrap().hundredths()), (80, 250));
    assert_eq!(ana.attributes.get("ward").map(|attribute| &**attribute), Some("icu"));
    assert!(ana.is_away(jiff::civil::date(2026, 2, 10)));
    assert_eq!(ana.place.as_ref().unwrap().to_string(), "people/people.csv:2");
}

#[test]
fn people_come_in_the_order_of_ids_and_know_their_manager_by_name() {
    let people = read_people(PEOPLE);
    let ids: Vec<&str> = people.people.iter().map(|person| person.id.as_str()).collect();
    assert_eq!(ids, ["ana", "bo", "marta"]);
    assert_eq!(person(&people, "bo").manager.as_ref().unwrap().display(), "Marta Reis");
    assert_eq!(person(&people, "ana").manager.as_ref().unwrap().display(), "rui");
    assert!(people.set_aside.is_empty());
}

#[test]
fn somebody_without_a_name_is_called_by_their_id() {
    let people = read_people("id,role\nE-17,team-lead\n");
    assert_eq!(&*person(&people, "E-17").name, "E-17");
}

#[test]
fn an_unknown_role_sets_the_person_aside_and_all_their_rows() {
    let people = read_bytes(&[
        ("people.csv", b"id,name,role,target_role\nana,Ana,suport-agent,\nbo,Bo,team-lead,pilot\n"),
        ("evidence.csv", b"person,competency,level,source,date\nana,service,1,self,2026-01-01\n"),
    ]);
    assert_eq!(
        written(&people),
        [
            "people/people.csv:2:9 WP305 unknown role `suport-agent` | did you mean `support-agent`?",
            "people/people.csv:3:17 WP305 unknown role `pilot` | write one of `support-agent`, `team-lead`",
        ]
    );
    assert_eq!(rows_set_aside(&people), (2, 1, 0));
    assert!(people.people.is_empty());
}

#[test]
fn a_bad_date_or_number_of_a_person_sets_them_aside() {
    let text = "id,role,in_role_since,hours_per_week,fte\n\
        a,team-lead,12/01/2026,61,2\nb,team-lead,,,\n";
    let people = read_people(text);
    let written = written(&people);
    assert_eq!(written.len(), 3);
    assert!(written[0].contains("`2026-12-01` or `2026-01-12`"), "{written:#?}");
    assert!(written[1].starts_with("people/people.csv:2:24 WP304 `61`"), "{written:#?}");
    assert!(written[2].contains("`2` is not a share of full time"), "{written:#?}");
    assert_eq!(rows_set_aside(&people), (1, 0, 0));
    assert_eq!(people.people.len(), 1);
}

#[test]
fn an_absence_has_two_ends_in_order() {
    let text = "id,role,away_from,away_to\na,team-lead,2026-02-01,\nb,team-lead,,2026-02-01\n\
        c,team-lead,2026-02-02,2026-02-01\nd,team-lead,2026-02-01,2026-02-01\n";
    let people = read_people(text);
    let written = written(&people);
    assert!(written[0].contains("`away_from` has no `away_to`"), "{written:#?}");
    assert!(written[1].contains("`away_to` has no `away_from`"), "{written:#?}");
    assert!(written[2].contains("is before the first"), "{written:#?}");
    assert_eq!((written.len(), people.people.len()), (3, 1));
}

#[test]
fn of_two_rows_with_one_id_the_first_stays() {
    let people = read_people("id,name,role\na,One,team-lead\na,Two,team-lead\n");
    assert!(only(&people).starts_with("people/people.csv:3:1 WP306 `a` is listed already"));
    assert_eq!(people.diagnostics[0].related[0].0.line, 2);
    assert_eq!(&*person(&people, "a").name, "One");
    assert_eq!(rows_set_aside(&people), (1, 0, 0));
}

#[test]
fn levels_are_numbers_labels_or_points_of_another_scale() {
    let people = read_beside(
        "evidence.csv",
        "person,competency,level,scale,source,date\n\
        ana,call-diagnosis,2.5,,manager,2025-11-02\n\
        ana,service,Working,steps,self,2025-11-02\n\
        ana,call-diagnosis,70,percent,test,2025-11-02\n\
        ana,call-diagnosis,2.3,grades,peer,2025-11-02\n\
        ana,first-aid,yes,,certification,2025-11-02\n\
        ana,first-aid,0,yes-no,certification,2025-11-03\n",
    );
    assert_eq!(written(&people), [""; 0]);
    let levels: Vec<String> =
        person(&people, "ana").evidence.iter().map(|evidence| evidence.level.to_string()).collect();
    assert_eq!(levels, ["2.5", "2", "2.1", "2.22", "1", "0"]);
}

#[test]
fn bad_evidence_sets_that_row_aside_and_says_why() {
    let people = read_beside(
        "evidence.csv",
        "person,competency,level,scale,source,date\n\
        anna,call-diagnosis,1,,self,2025-11-02\n\
        ana,call-diagnose,1,,self,2025-11-02\n\
        ana,call-diagnosis,4,,self,2025-11-02\n\
        ana,call-diagnosis,101,percent,self,2025-11-02\n\
        ana,call-diagnosis,1,procent,self,2025-11-02\n\
        ana,first-aid,2,,self,2025-11-02\n\
        ana,call-diagnosis,1,,boss,2025-11-02\n\
        ana,call-diagnosis,,,self,\n\
        ana,call-diagnosis,1,,self,2025-11-02\n",
    );
    let expected = [
        "2:1 WP301 `people.csv` lists no `anna` | did you mean `ana`?",
        "3:5 WP305 unknown competency `call-diagnose` | did you mean `call-diagnosis`?",
        "4:20 WP304 level 4 is above the highest, 3 | write a number from 0 to 3 with at most two \
         decimals and a point, such as `2.5`, or one of `none`, `aware`, `working`, `expert`",
        "5:20 WP304 101 is outside the scale `percent` | write a number from 0 to 100, the range of `percent`",
        "6:22 WP305 unknown scale `procent` | did you mean `percent`?",
        "7:15 WP304 a certificate is held or not, and `2` is neither | write `yes` or `no`",
        "8:23 WP304 unknown source of evidence `boss` | write one of `certification`, `test`, \
         `simulation`, `manager`, `peer` and 1 more",
        "9:20 WP304 `level` is empty | fill it in, or take the row out",
        "9:27 WP304 `date` is empty | fill it in, or take the row out",
    ];
    let expected: Vec<String> = expected.map(|line| format!("people/evidence.csv:{line}")).into();
    assert_eq!(written(&people), expected);
    assert_eq!(rows_set_aside(&people), (0, 8, 0));
    assert_eq!(person(&people, "ana").evidence.len(), 1);
    assert_eq!(people.sources.len(), 1);
}

#[test]
fn an_unknown_scale_stands_at_its_cell() {
    let text = "person,competency,level,scale,source,date\nana,service,1,nope,self,2025-11-02\n";
    assert!(only(&read_beside("evidence.csv", text)).contains(":2:15 WP305 unknown scale `nope`"));
}

#[test]
fn progress_and_reviews_are_read() {
    let people = read_bytes(&[
        ("people.csv", PEOPLE.as_bytes()),
        (
            "progress.csv",
            b"person,module,status,date,reason\nana,diagnose,started,2025-12-01,\"long\nreason\"\n\
              ana,diagnose,finished,2025-12-02,\nana,diagnos,agreed,2025-12-02,\n",
        ),
        (
            "reviews.csv",
            b"person,competency,date,held,expected\nbo,call-diagnosis,2025-10-01,1,working\n\
              bo,call-diagnosis,2025-10-01,1,9\n",
        ),
    ]);
    let ana = person(&people, "ana");
    assert_eq!((ana.progress.len(), ana.progress[0].status), (1, Status::Started));
    assert_eq!(ana.progress[0].reason.as_deref(), Some("long\nreason"));
    assert_eq!(person(&people, "bo").reviews[0].expected.to_string(), "2");
    let written = written(&people);
    assert!(written[0].starts_with("people/progress.csv:4:14 WP304 `finished` is no status"));
    assert!(written[1].starts_with("people/progress.csv:5:5 WP305 unknown module `diagnos`"));
    assert!(written[2].starts_with("people/reviews.csv:3:32 WP304 level 9"));
    assert_eq!(rows_set_aside(&people), (0, 3, 0));
}

#[test]
fn a_teams_reading_belongs_to_each_of_its_members() {
    let people = read_beside(
        "kpis.csv",
        "subject,kpi,value,date\nnorth,solved-calls,62.5,2025-12-01\nana,solved-calls,-1,2025-12-01\n\
        south,solved-calls,1,2025-12-01\nana,solved-calls,1e9,2025-12-01\n",
    );
    let subjects = |id| -> Vec<Subject> {
        person(&people, id).readings.iter().map(|reading| reading.subject).collect()
    };
    assert_eq!(subjects("ana"), [Subject::Team, Subject::Person]);
    assert_eq!(subjects("bo"), [Subject::Team]);
    assert_eq!(subjects("marta"), []);
    let written = written(&people);
    assert!(written[0].contains(":4:1 WP301 `people.csv` lists no person and no team `south`"));
    assert!(written[1].contains(":5:18 WP304 `1e9` is not a number"));
}

#[test]
fn a_subject_that_is_both_person_and_team_is_nobody() {
    let people = read_bytes(&[
        ("people.csv", b"id,role,team\nnorth,team-lead,\nana,team-lead,north\n"),
        ("kpis.csv", b"subject,kpi,value,date\nnorth,solved-calls,1,2025-12-01\n"),
    ]);
    assert!(only(&people).contains("WP304 `north` is a person and a team"));
}

#[test]
fn a_file_that_is_not_text_is_reported_and_the_others_are_read() {
    for (bytes, code) in [(&b"person\xE9,a\n"[..], "WP001"), (b"person\0,a\n", "WP002")] {
        let people = read_bytes(&[
            ("people.csv", PEOPLE.as_bytes()),
            ("evidence.csv", bytes),
            ("kpis.csv", b"subject,kpi,value,date\nana,solved-calls,1,2025-12-01\n"),
        ]);
        assert!(only(&people).starts_with(&format!("people/evidence.csv:1:7 {code}")));
        assert_eq!(rows_set_aside(&people), (0, 0, 1));
        assert_eq!(person(&people, "ana").readings.len(), 1);
    }
}

#[test]
fn where_people_cannot_be_read_nobody_is_called_unknown() {
    let people = read_bytes(&[
        ("people.csv", b"id\xE9,name,role\n"),
        ("evidence.csv", b"person,competency,level,source,date\nana,service,1,self,2026-01-01\n"),
    ]);
    assert!(only(&people).contains("WP001"));
    assert_eq!(rows_set_aside(&people), (0, 1, 1));
}

#[test]
fn a_header_has_what_is_needed_once() {
    assert!(only(&read_people("")).starts_with("people/people.csv:1:1 WP302 the file is empty"));
    let people = read_people("id,name,rolle\nana,Ana,team-lead\n");
    let written = written(&people);
    assert!(
        written
            .iter()
            .any(|line| line.contains("WP302 there is no column `role` | rename column `rolle`"))
    );
    assert_eq!(rows_set_aside(&people), (1, 0, 1));
    let people = read_people("id,role,ward,ward\nana,team-lead,a,b\n");
    assert!(
        only(&people).starts_with("people/people.csv:1:14 WP309 column `ward` stands here twice")
    );
    let people = read_people("id,role,ID\nana,team-lead,bo\n");
    assert!(only(&people).starts_with("people/people.csv:1:9 WP309 column `ID` stands here twice"));
    let people = read_people("id,name,role\n");
    assert!(people.diagnostics.is_empty() && people.people.is_empty());
}

#[test]
fn a_column_nobody_reads_is_a_warning() {
    let text = "person,competency,level,sorce,source,date,note,\n";
    let people = read_beside("evidence.csv", text);
    let written = written(&people);
    assert!(written[0].contains("1:25 WP303 column `sorce` is not read"), "{written:#?}");
    assert!(written[1].contains("1:43 WP303 column `note` is not read"), "{written:#?}");
    assert!(written[2].contains("WP303 column 8 has no name"), "{written:#?}");
    assert!(people.diagnostics.iter().all(|diagnostic| diagnostic.severity() == Severity::Warning));
    let people = read_people("id,role,hours_per_wek\nana,team-lead,2\n");
    assert!(
        only(&people)
            .ends_with("`hours_per_wek` is read as an attribute | did you mean `hours_per_week`?")
    );
    assert_eq!(people.people.len(), 1);
}

#[test]
fn a_row_that_does_not_fit_its_header_is_set_aside_alone() {
    let people = read_people(
        "id,name,role\na,team-lead\nb,B,team-lead,,\nc,C,team-lead,x\nd,\"D,team-lead\ne,E,team-lead\n",
    );
    let written = written(&people);
    assert!(written[0].contains(":2:1 WP307 the row has 2 cells, the header 3"), "{written:#?}");
    assert!(written[1].contains(":4:1 WP307 the row has 4 cells, the header 3"), "{written:#?}");
    assert!(written[2].contains(":5:3 WP307 a quote opens a cell"), "{written:#?}");
    let ids: Vec<&str> = people.people.iter().map(|person| person.id.as_str()).collect();
    assert_eq!(ids, ["b", "e"]);
    assert_eq!(rows_set_aside(&people), (3, 0, 0));
}

#[test]
fn a_cell_of_a_hundred_thousand_characters_costs_its_row() {
    let long = "é".repeat(100_000);
    let people = read_people(&format!("id,name,role\na,{long},team-lead\nb,B,team-lead\n"));
    assert!(only(&people).contains(":2:3 WP304 a cell of 100000 characters"));
    assert_eq!(people.people.len(), 1);
    let people = read_people(&format!("id,name,role\n{},A,team-lead\n", "a".repeat(201)));
    assert!(only(&people).contains("cannot be the id of a person"));
}

#[test]
fn the_same_rows_have_the_same_hash_however_they_are_written() {
    let plain = read_beside(
        "evidence.csv",
        "person,competency,level,source,date\nana,service,1,self,2025-01-01\nana,first-aid,1,self,2025-01-01\n",
    );
    let other = read_beside(
        "evidence.csv",
        "date;person;source;competency;level;scale\r\n2025-01-01;ana;self;first-aid; 1;\r\n\
         \"2025-01-01\";ana;self;service;1;\r\n",
    );
    let changed = read_beside(
        "evidence.csv",
        "person,competency,level,source,date\nana,service,2,self,2025-01-01\nana,first-aid,1,self,2025-01-01\n",
    );
    let hash = |people: &People| person(people, "ana").hash.clone();
    assert_eq!(hash(&plain), hash(&other));
    assert_ne!(hash(&plain), hash(&changed));
    assert!(hash(&plain).starts_with("sha256:"));
}

#[test]
fn rows_after_the_date_of_the_plan_are_warned_of_once() {
    let people = read_beside(
        "kpis.csv",
        "subject,kpi,value,date\nnorth,solved-calls,62.5,2026-02-01\nana,solved-calls,1,2026-01-12\n",
    );
    let warnings = in_the_future(&people.people, jiff::civil::date(2026, 1, 12));
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].place.as_ref().unwrap().line, 2);
}

#[test]
fn a_folder_without_people_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let named = PeopleFolder { path: folder.path().to_path_buf(), shown: "hr".to_owned() };
    assert!(matches!(read(&named, &library()), Err(Error::NoPeople { .. })));
    fs::write(folder.path().join("people.csv"), PEOPLE).unwrap();
    let people = read(&named, &library()).unwrap();
    assert_eq!(people.people[0].place.as_ref().unwrap().to_string(), "hr/people.csv:3");
}
