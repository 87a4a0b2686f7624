//! What stands on each sheet, held against the JSON of the same tally.

use calamine::{Data, Reader as _};
use serde_json::Value;

use crate::common::{examples, run};
use crate::workbook::{bytes, cell, open, parts, rows, sheet, workbook};

fn json(arguments: &[&str]) -> Value {
    let all = [&["tally"], arguments, &["--format", "json"]].concat();
    serde_json::from_str(&run(&examples(), &all).out).unwrap()
}

const SHEETS: [&str; 6] = [
    "Assessment",
    "Chart",
    "Top priorities",
    "Differences of opinion",
    "Find out",
    "Continue",
];

#[test]
fn each_part_of_a_tally_has_its_sheet() {
    let plan = [
        "responses",
        "--plan",
        "plan-2026.toml",
        "--by",
        "department",
        "--min-group",
        "3",
    ];
    let full = workbook(&examples(), &plan);
    let more = ["By department", "Plan", "Sharing", "About"];
    let others = "Rows as made";
    let made = [
        others,
        "Assessment as made",
        "Plan as made",
        "Sharing as made",
    ];
    assert_eq!(full.sheet_names(), [&SHEETS[..], &more, &made].concat());
    let long = workbook(&examples(), &["responses", "--long"]);
    assert_eq!(
        long.sheet_names(),
        [&SHEETS[..], &["Long data", "About", others, made[1]]].concat()
    );
    let small = workbook(&examples(), &["team-2026.toml"]);
    assert_eq!(
        small.sheet_names(),
        [&SHEETS[..], &["About", others, made[1]]].concat()
    );
}

#[test]
fn the_assessment_has_every_practice_with_real_numbers() {
    let json = json(&["responses"]);
    let mut workbook = workbook(&examples(), &["responses"]);
    let rows = rows(&sheet(&mut workbook, "Assessment"), "Ingredient");
    let practices = json["practices"].as_array().unwrap();
    assert_eq!(rows.len(), practices.len());
    for (at, (row, practice)) in rows.iter().zip(practices).enumerate() {
        assert_eq!(*cell(row, "No."), Data::Float((at + 1) as f64));
        assert_eq!(
            *cell(row, "Practice"),
            Data::String(text(&practice["title"]))
        );
        for (label, key) in [
            ("Strength", "strength"),
            ("OK for Now", "ok_for_now"),
            ("Could be Better", "could_be_better"),
            ("Urgent Gap", "urgent_gap"),
            ("Unsure", "unsure"),
            ("Unanswered", "unanswered"),
        ] {
            let count = practice["counts"][key].as_f64().unwrap();
            assert_eq!(*cell(row, label), Data::Float(count), "{label} of {at}");
        }
        assert_eq!(number(row, "Rated"), practice["rated"].as_f64());
        assert_eq!(
            number(row, "Spread (0 to 100)"),
            practice["spread"].as_f64()
        );
        assert_eq!(
            number(row, "Concern (0 to 1)"),
            practice["concern"].as_f64()
        );
        let word = cell(row, "Result").to_string();
        let class = text(&practice["class"]);
        let class = match class.as_str() {
            "maintain" => "OK for now",
            "improve" => "could be better",
            "dont-know" => "find out",
            other => &other.replace('-', " "),
        };
        // As on the terminal and on the page.
        let flags = practice["flags"].as_array().unwrap();
        let urgent = if flags.iter().any(|f| f == "known-urgent") {
            ", urgent"
        } else {
            ""
        };
        assert_eq!(word, format!("{class}{urgent}"), "{at}");
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn number(row: &[(String, Data)], name: &str) -> Option<f64> {
    match cell(row, name) {
        Data::Float(number) => Some(*number),
        Data::Empty => None,
        other => panic!("{other:?}"),
    }
}

/// A decision as people say it.
fn decision_in_words(id: &Value) -> &str {
    match id.as_str().unwrap_or_default() {
        "find-out" => "find out",
        "watch" => "review next time",
        other => other,
    }
}

#[test]
fn each_practice_has_its_statement_and_what_was_said_of_it_last_year() {
    let json = |name| json(&[name]);
    let (then, now) = (json("team-2025.toml"), json("team-2026.toml"));
    let arguments = ["team-2026.toml", "--previous", "team-2025.toml"];
    let mut book = workbook(&examples(), &arguments);
    let table = rows(&sheet(&mut book, "Assessment"), "Ingredient");
    let diff = run(
        &examples(),
        &[
            "diff",
            "team-2025.toml",
            "team-2026.toml",
            "--format",
            "json",
        ],
    );
    let diff: Value = serde_json::from_str(&diff.out).unwrap();
    let of = |all: &Value, at: usize| all["practices"][at].clone();
    let said = |value: &Value| value.as_str().unwrap_or_default().replace('-', " ");
    let file = std::fs::read_to_string(examples().join("team-2025.toml")).unwrap();
    let mut noted = 0;
    for (at, row) in table.iter().enumerate() {
        let (then, changed) = (of(&then, at), of(&diff, at));
        let result = cell(row, "2025-26 result").to_string();
        assert_eq!(result == "strength", then["standing"] == "strength", "{at}");
        let agreed = cell(row, "2025-26 agreed").to_string().to_lowercase();
        assert_eq!(agreed, said(&then["agreed"]), "{at}");
        let decision = cell(row, "2025-26 decision").to_string();
        assert_eq!(decision, decision_in_words(&then["decision"]), "{at}");
        let notes = cell(row, "2025-26 notes").to_string();
        assert!(file.contains(&notes), "{notes}");
        noted += usize::from(!notes.is_empty());
        let change = cell(row, "Change since 2025-26").to_string();
        let label = said(&changed["label"]);
        assert!(change.starts_with(&label), "{at}: {change}, {label}");
        let statement = cell(row, "Statement").to_string();
        assert!(
            statement.len() > 40 && statement.ends_with('.'),
            "{statement}"
        );
    }
    assert!(noted > 5);
    assert_eq!(table.len(), now["practices"].as_array().unwrap().len());
    // Without it there is no column of another year.
    let mut book = workbook(&examples(), &["team-2026.toml"]);
    let table = rows(&sheet(&mut book, "Assessment"), "Ingredient");
    assert!(table[0].iter().all(|(head, _)| !head.contains("2025-26")));
}

#[test]
fn last_year_goes_only_into_a_workbook() {
    let arguments = ["tally", "team-2026.toml", "--previous", "team-2025.toml"];
    let done = run(&examples(), &arguments);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("--previous works only with a workbook"));
}

#[test]
fn what_the_team_settled_is_there_where_it_did() {
    let json = json(&["team-2026.toml"]);
    let mut workbook = workbook(&examples(), &["team-2026.toml"]);
    let rows = rows(&sheet(&mut workbook, "Assessment"), "Ingredient");
    let practices = json["practices"].as_array().unwrap();
    let mut decided = 0;
    for (row, practice) in rows.iter().zip(practices) {
        let decision = decision_in_words(&practice["decision"]);
        assert_eq!(cell(row, "Decision").to_string(), decision);
        decided += usize::from(!decision.is_empty());
    }
    assert!(decided > 10);
}

#[test]
fn the_lists_are_those_of_the_debrief_in_their_order() {
    let json = json(&["responses"]);
    let titles = |key: &str| -> Vec<String> {
        let ids = json[key].as_array().unwrap().iter();
        let practices = json["practices"].as_array().unwrap();
        ids.map(|id| text(&practices.iter().find(|p| p["id"] == *id).unwrap()["title"]))
            .collect()
    };
    let mut workbook = workbook(&examples(), &["responses"]);
    for (name, key) in [
        ("Top priorities", "priorities"),
        ("Differences of opinion", "differences"),
        ("Find out", "find_out"),
        ("Continue", "keep"),
    ] {
        let rows = rows(&sheet(&mut workbook, name), "Order");
        let listed: Vec<String> = rows
            .iter()
            .map(|r| cell(r, "Practice").to_string())
            .collect();
        assert_eq!(listed, titles(key), "{name}");
    }
    let keep = rows(&sheet(&mut workbook, "Continue"), "Order");
    let dissent = keep
        .iter()
        .find(|r| cell(r, "Remarks").to_string().contains("says"));
    assert!(dissent.is_some_and(|row| *cell(row, "Remarks")
        == Data::String("8 of 9 rated it; 1 of 8 says Urgent Gap".to_owned())));
}

#[test]
fn the_long_data_is_that_of_the_csv() {
    let csv = run(&examples(), &["tally", "responses", "--long"]).out;
    let mut workbook = workbook(&examples(), &["responses", "--long"]);
    let sheet = sheet(&mut workbook, "Long data");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    let mut count = 0;
    for (record, row) in reader.records().zip(sheet.rows()) {
        let record = record.unwrap();
        let row: Vec<String> = row.iter().map(ToString::to_string).collect();
        assert_eq!(record.iter().collect::<Vec<_>>(), row);
        count += 1;
    }
    assert_eq!((count, sheet.height()), (226, 226));
    assert!(matches!(sheet.get((1, 0)), Some(Data::Float(_))));
}

#[test]
fn the_plan_has_real_days() {
    let mut workbook = workbook(&examples(), &["responses", "--plan", "plan-2026.toml"]);
    let plan: toml::Table = std::fs::read_to_string(examples().join("plan-2026.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let actions = plan["action"].as_array().unwrap();
    let rows = rows(&sheet(&mut workbook, "Plan"), "Order");
    for (row, action) in rows.iter().zip(actions) {
        let due = action["due"].to_string().replace('"', "");
        let Data::DateTime(when) = cell(row, "Due") else {
            panic!("{row:?}")
        };
        let (year, month, day, ..) = when.to_ymd_hms_milli();
        assert_eq!(format!("{year}-{month:02}-{day:02}"), due);
        assert_eq!(
            cell(row, "Owner").to_string(),
            action["owner"].as_str().unwrap()
        );
        assert_eq!(cell(row, "Kind").to_string(), "action");
    }
    assert!(rows.len() > actions.len());
    let sharing = sheet(&mut workbook, "Sharing");
    let told = crate::workbook::rows(&sharing, "Audience");
    let plan = plan["communication"].as_array().unwrap();
    assert_eq!(told.len(), plan.len());
    let channel = plan[0]["channel"].as_str().unwrap();
    assert_eq!(cell(&told[0], "Channel").to_string(), channel);
    let title = sharing.get_value((0, 0)).unwrap();
    assert_eq!(title.to_string(), "Sharing the results");
}

#[test]
fn there_is_a_chart_and_every_table_can_be_filtered_and_printed() {
    let bytes = bytes(&examples(), &["responses", "--plan", "plan-2026.toml"]);
    let parts = parts(&bytes);
    let charts: Vec<_> = parts
        .iter()
        .filter(|(name, _)| name.contains("charts/"))
        .collect();
    let [(_, chart)] = charts.as_slice() else {
        panic!("{charts:?}")
    };
    assert_eq!(chart.matches("<c:ser>").count(), 5);
    assert!(chart.contains("Assessment!$D$6:$D$30"), "{chart}");
    assert!(chart.contains("Assessment!$C$6:$C$30"), "{chart}");
    let mut rows = open(bytes).worksheet_range("Assessment").unwrap();
    rows = rows.range((5, 2), (29, 2));
    assert!(rows.rows().all(|r| matches!(r[0], Data::String(_))));
    let sheets = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
    let mut filtered = 0;
    for (name, xml) in sheets {
        assert!(
            xml.contains("fitToHeight=\"0\"") || xml.contains("fitToPage=\"1\""),
            "{name}"
        );
        let frozen = xml.contains("state=\"frozen\"");
        filtered += usize::from(xml.contains("<autoFilter") && frozen);
    }
    assert_eq!(filtered, 7);
}

#[test]
fn groups_stand_there_as_they_may_be_shown() {
    let by = ["responses", "--by", "department", "--min-group", "3"];
    let json = json(&by);
    let mut workbook = workbook(&examples(), &by);
    let rows = rows(&sheet(&mut workbook, "By department"), "Ingredient");
    let groups = json["groups"].as_array().unwrap();
    let mut hidden = 0;
    for group in groups {
        let name = text(&group["name"]);
        for (row, practice) in rows.iter().zip(group["practices"].as_array().unwrap()) {
            let rated = cell(row, &format!("{name}: rated"));
            match practice["rated"].as_f64() {
                Some(count) => assert_eq!(*rated, Data::Float(count)),
                None => {
                    assert_eq!(*rated, Data::String("-".to_owned()));
                    hidden += 1;
                }
            }
        }
    }
    assert!(groups.len() > 1 && hidden > 0);
    let mut none = crate::workbook::workbook(&examples(), &["responses", "--by", "role"]);
    let sheet = sheet(&mut none, "By role");
    assert!(
        sheet
            .rows()
            .any(|r| r[0].to_string().contains("no groups to show by role"))
    );
}

#[test]
fn the_assessment_is_no_wider_than_can_be_read_on_paper() {
    let parts = parts(&bytes(&examples(), &["responses"]));
    let (_, xml) = parts
        .iter()
        .find(|(name, _)| name == "xl/worksheets/sheet1.xml")
        .unwrap();
    let value = |tag: &str, name: &str| {
        let (_, after) = tag.split_once(&format!(" {name}=\"")).unwrap();
        let (value, _) = after.split_once('"').unwrap();
        value.parse::<f64>().unwrap()
    };
    // What people type in is not printed where there is nothing yet.
    let (_, book) = parts
        .iter()
        .find(|(name, _)| name == "xl/workbook.xml")
        .unwrap();
    assert!(book.contains("Assessment!$A$1:$O$30"), "{book}");
    let columns = xml.split("<col ").skip(1).filter_map(|col| {
        let col = format!(" {}", col.split('>').next().unwrap());
        let last = value(&col, "max");
        (last <= 15.0).then(|| (last - value(&col, "min") + 1.0) * value(&col, "width"))
    });
    let width: f64 = columns.sum();
    assert!((150.0..210.0).contains(&width), "{width}");
    // A statement takes one line, however long, and the longest remark takes two lines, and its row has room for no more.
    let heights = xml.split("<row ").skip(1).filter_map(|row| {
        let tag = row.split('>').next().unwrap();
        tag.contains(" ht=").then(|| value(tag, "ht"))
    });
    let rows: Vec<f64> = heights
        .skip_while(|height| *height < 40.0)
        .skip(1)
        .collect();
    assert!(rows.iter().all(|height| *height <= 30.0), "{rows:?}");
}
