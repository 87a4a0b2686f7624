//! Exports and rosters that differ from what was expected: read right, asked about, or refused with the
//! cause. A rubric of four practices shows each in few columns.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use toml::Table;

use crate::common::{Run, run};
use crate::import::forms;

pub(super) const USUAL: [&str; 5] = [
    "Strength",
    "OK for Now",
    "Could be Better",
    "Urgent Gap",
    "Unsure",
];
const TITLES: [&str; 4] = ["Clear goals", "Home visits", "Data team", "Board report"];

const IDS: [&str; 5] = [
    "strength",
    "ok-for-now",
    "could-be-better",
    "urgent-gap",
    "unsure",
];

/// Writes a rubric of four practices.
fn rubric(folder: &Path, labels: [&str; 5]) {
    let labels = IDS
        .iter()
        .zip(labels)
        .map(|(id, label)| format!("{id} = \"{label}\"\n"));
    let practices = TITLES.iter().enumerate().map(|(at, title)| {
        format!(
            "[[ingredient.practice]]\nid = \"p{at}\"\ntitle = \"{title}\"\nstatement = \"We have {title} in every school.\"\n"
        )
    });
    let rubric = format!(
        "id = \"own\"\nversion = 1\ntitle = \"t\"\n[ratings]\n{}[[ingredient]]\nid = \"i\"\ntitle = \"Part\"\n{}",
        labels.collect::<String>(),
        practices.collect::<String>()
    );
    fs::write(folder.join("r.toml"), rubric).unwrap();
}

/// Imports an export by that rubric, and again with `--yes` where it asks.
pub(super) fn import(csv: &str, labels: [&str; 5]) -> (Run, TempDir, bool) {
    let folder = TempDir::new().unwrap();
    rubric(folder.path(), labels);
    fs::write(folder.path().join("e.csv"), csv).unwrap();
    let arguments = ["--rubric", "r.toml", "import", "e.csv", "forms"];
    let first = run(folder.path(), &arguments);
    if first.code == 2 && first.err.contains("add --yes") {
        let yes = run(folder.path(), &[&arguments[..], &["--yes"]].concat());
        return (yes, folder, true);
    }
    (first, folder, false)
}

/// `Ana Ruiz, Nurse 2026-10-05 so-u a|||d`: who, the day, the ratings, and the comments.
fn shown(form: &Table, labels: [&str; 5]) -> String {
    let own = |key: &str| form["respondent"][key].as_str().unwrap();
    let answer = |at: usize, key: &str| form["i"][&format!("p{at}")][key].as_str().unwrap();
    let rating = |at: usize| match answer(at, "rating") {
        "" => '-',
        label => {
            let known = (0..5).find(|at| [labels[*at], IDS[*at]].contains(&label));
            known.and_then(|at| "sobgu".chars().nth(at)).unwrap_or('?')
        }
    };
    let ratings: String = (0..4).map(rating).collect();
    let comments: Vec<&str> = (0..4)
        .map(|at| answer(at, "documentation").trim())
        .collect();
    let role = match own("role") {
        "" => String::new(),
        role => format!(", {role}"),
    };
    let said = format!(
        "{}{role} {} {ratings} {}",
        own("name"),
        own("date"),
        comments.join("|")
    );
    said.trim_end_matches(['|', ' ']).to_owned()
}

/// What has to come of an export.
pub(super) enum Comes {
    /// These forms, by their file names, without a question.
    To(&'static [&'static str]),
    /// These, and this is said.
    ToSaying(&'static [&'static str], &'static str),
    /// These, when what is asked was confirmed.
    Asked(&'static [&'static str]),
    /// It is refused, with these words.
    Refused(&'static str),
}
use Comes::{Asked, Refused, To, ToSaying};

pub(super) fn check(cases: &[(&str, Comes)], labels: [&str; 5]) {
    for (csv, comes) in cases {
        let (run, folder, asked) = import(csv, labels);
        let forms = forms(&folder);
        let forms: Vec<String> = forms.values().map(|form| shown(form, labels)).collect();
        let (expected, said, code, asks) = match comes {
            To(forms) => (*forms, "", 0, false),
            ToSaying(forms, said) => (*forms, *said, 0, false),
            Asked(forms) => (*forms, "", 0, true),
            Refused(said) => (&[][..], *said, 1, false),
        };
        assert_eq!(forms, expected, "{csv}\n{}", run.err);
        assert_eq!((run.code, asked), (code, asks), "{csv}\n{}", run.err);
        assert!(run.err.contains(said), "{said}\n{csv}\n{}", run.err);
    }
}

/// An export with three people, and one row more.
fn with_row(row: &str) -> String {
    format!(
        "Timestamp,Name,Clear goals,How do we know?,Home visits,How do we know?,Data team,How do we know?,Board report,How do we know?\n\
         2026-10-05,Ana,Strength,,Strength,,Strength,,Strength,\n\
         2026-10-06,Bo,Unsure,,Unsure,,Unsure,,Unsure,\n\
         2026-10-07,Cy,Unsure,,Unsure,,Unsure,,Unsure,\n{row}\n"
    )
}

#[test]
fn only_what_is_nobody_is_left_out_as_a_summary() {
    for (row, people, said) in [
        (
            "Most common response,,Unsure,,Unsure,,Unsure,,Unsure,",
            3,
            "Row 5 is a summary",
        ),
        (
            ",Consensus,Unsure,,Unsure,,Unsure,,Unsure,",
            3,
            "Row 5 is a summary",
        ),
        (
            "TOTAL (4),,Unsure,,Unsure,,Unsure,,Unsure,",
            3,
            "Row 5 is a summary",
        ),
        (
            "Total responses: 4,,4,0,4,0,4,0,4,0",
            3,
            "Row 5 is a summary",
        ),
        (",Average rating,2.5,,3,,1.25,,4,", 3, "Row 5 is a summary"),
        (
            ",Team answer,Unsure,agreed,Unsure,,Unsure,,Unsure,",
            3,
            "Row 5 is a summary",
        ),
        ("3,3,3,1,3,0,3,0,3,2", 3, "Row 5 is a summary"),
        // Somebody's.
        (
            "2026-10-08,,Unsure,Results,Unsure,Total,Unsure,Average,Unsure,",
            4,
            "",
        ),
        (",Sum Nguyen,Unsure,,Unsure,,Unsure,,Unsure,", 4, ""),
        ("n/a,Dee,Unsure,,Unsure,,Unsure,,Unsure,", 4, "is blank"),
        // Nobody can tell.
        (
            "2026-10-08,Dee,5,,4,,3,,5,",
            0,
            "Row 5 has numbers or codes, such as \"5\"",
        ),
        ("2026-10-08,,5,,4,,3,,5,", 0, "Row 5 has numbers or codes"),
        (",,5,because,4,,3,,5,", 0, "Row 5 has numbers or codes"),
        (
            "What we agreed on,,Unsure,,Unsure,,Unsure,,Unsure,",
            0,
            "Row 5 has \"What we agreed on\" where others have a time stamp",
        ),
        (
            "2026-10-08,Overall,Unsure,,Unsure,,Unsure,,Unsure,",
            0,
            "Row 5 is called \"Overall\"",
        ),
        (
            "Most common,Ana,Unsure,,Unsure,,Unsure,,Unsure,",
            0,
            "Row 5 is called \"Most common\"",
        ),
        (
            "n=3,,Unsure,,Unsure,,Unsure,,Unsure,",
            0,
            "Row 5 has \"n=3\" where others have a time stamp",
        ),
    ] {
        let (run, folder, asked) = import(&with_row(row), USUAL);
        assert_eq!(forms(&folder).len(), people, "{row}\n{}", run.err);
        assert!(run.err.contains(said) && !asked, "{row}\n{}", run.err);
    }
}

#[test]
fn a_name_alone_is_somebodys_where_others_have_no_more() {
    for (role, name, code) in [("Nurse", "What we agreed on", 1), ("", "Dee", 0)] {
        let people = ["Ana", "Bo", "Cy"]
            .map(|name| format!("2026-10-05,{name},{role},Unsure,Unsure,Unsure,Unsure\n"));
        let csv = format!(
            "Timestamp,Name,Role,Clear goals,Home visits,Data team,Board report\n{},{name},,Unsure,Unsure,Unsure,Unsure\n",
            people.concat()
        );
        let (run, _, _) = import(&csv, USUAL);
        assert_eq!(run.code, code, "{csv}\n{}", run.err);
    }
}

#[test]
fn labels_that_are_numbers_are_ratings() {
    check(
        &[
            (
                "Timestamp,Name,Clear goals,Home visits,Data team,Board report\n2026-10-05,Ana,4,3,2,1\n2026-10-06,Bo,4.0,3.0,0.0,2.0\n2026-10-07,Cy,4,,,\n",
                To(&[
                    "Ana 2026-10-05 sobg",
                    "Bo 2026-10-06 soub",
                    "Cy 2026-10-07 s---",
                ]),
            ),
            (
                "Timestamp,Name,Clear goals,Home visits,Data team,Board report\n2026-10-05,Ana,4,1.5,2,1\n",
                Refused("\"1.5\" isn't a rating"),
            ),
            (
                "Timestamp,Name,Points,Clear goals,Home visits,Data team,Board report\n2026-10-05,Ana,4,4,3,2,1\n",
                To(&["Ana 2026-10-05 sobg"]),
            ),
        ],
        ["4", "3", "2", "1", "0"],
    );
}

#[test]
fn answers_are_no_labels_of_the_tool() {
    check(
        &[
            (
                "Name,Clear goals,Home visits,Data team,Board report\nAna,Strong,Good,Weak,None\nTom,Strength,OK for Now,Unsure,Unsure\n",
                Refused("If it's a response, type one of these instead of each text: Strength"),
            ),
            (
                "Clear goals,Home visits,Data team,Board report\nN/A,N/A,N/A,N/A\nStrength,OK for Now,Unsure,Unsure\n",
                Refused("Row 2 has texts such as \"N/A\""),
            ),
            (
                "Name,Clear goals,,Home visits,,Data team,,Board report,\nOpen-Ended Response,Rating,Comment,Rating,Comment,Rating,Comment,Rating,Comment\nTom,Strength,a,OK for Now,b,Unsure,c,Unsure,d\n",
                Asked(&["Tom  souu a|b|c|d"]),
            ),
            (
                "Name,Clear goals,,Home visits,,Data team,,Board report,\n,Response,How do we know?,Response,How do we know?,Response,How do we know?,Response,How do we know?\nTom,Strength,a,OK for Now,b,Unsure,c,Unsure,d\n",
                ToSaying(&["Tom  souu a|b|c|d"], "Row 2 has labels"),
            ),
        ],
        USUAL,
    );
}

#[test]
fn a_comment_that_names_its_practice_or_repeats_is_never_another_ones() {
    check(
        &[
            (
                "Name,Clear goals,How do we know that Home visits works?,Home visits,How do we know that Clear goals works?,Data team,Board report\nAna,Strength,h,Unsure,c,Unsure,Unsure\n",
                Asked(&["Ana  suuu c|h"]),
            ),
            (
                "Name,Comments on: Clear goals,Clear goals,Comments on: Home visits,Home visits,Comments on: Data team,Data team,Comments on: Board report,Board report\nAna,c,Strength,h,Unsure,d,Unsure,b,Unsure\n",
                Asked(&["Ana  suuu c|h|d|b"]),
            ),
            (
                "Name,Clear goals,Home visits,Data team,Board report,Clear goals [Comment],Home visits [Comment],Data team [Comment],Board report [Comment]\nAna,Strength,Unsure,Unsure,Unsure,c,h,d,b\n",
                Asked(&["Ana  suuu c|h|d|b"]),
            ),
            (
                "Name,Clear goals,Home visits,Data team,Board report,Comments,Comments,Comments,Comments\nAna,Strength,Unsure,Unsure,Unsure,c,h,d,b\n",
                Asked(&["Ana  suuu c|h|d|b"]),
            ),
            (
                "Name,Notes,Clear goals,Notes,Home visits,Notes,Data team,Notes,Board report\nAna,c,Strength,h,Unsure,d,Unsure,b,Unsure\n",
                Refused("It isn't clear which practices the comments in column B"),
            ),
            (
                "Name,Clear goals,Home visits,Data team,Your role,Board report,How do we know?\nAna,Strength,Unsure,Unsure,Nurse,Unsure,about all\n",
                Asked(&["Ana, Nurse  suuu about all|about all|about all|about all"]),
            ),
            // Ratings that ask in such words are ratings.
            (
                "Name,Why does it matter: Clear goals,Home visits,Data team,Board report\nAna,Strength,Unsure,Unsure,Unsure\n",
                Refused("(\"Why does it matter: Clear goals\") has ratings"),
            ),
        ],
        USUAL,
    );
}

#[test]
fn a_name_and_a_date_come_from_all_that_has_them() {
    let rated = "Clear goals,Home visits,Data team,Board report";
    let same = "Strength,Unsure,Unsure,Unsure";
    let of = |head: &str, rows: &[&str]| {
        let rows: Vec<String> = rows.iter().map(|row| format!("{row},{same}")).collect();
        format!("{head},{rated}\n{}\n", rows.join("\n"))
    };
    let cases = [
        (
            of("First name,Name", &["Ana,Ruiz", "Bo,Van Ng"]),
            Asked(&["Ana Ruiz  suuu", "Bo Van Ng  suuu"]),
        ),
        (
            of("Name,Surname", &["Ana,Ruiz"]),
            Asked(&["Ana Ruiz  suuu"]),
        ),
        (
            of("Name,Last name", &["Ana Ruiz,Ruiz"]),
            To(&["Ana Ruiz  suuu"]),
        ),
        (
            of("First name,Last name,Name", &["Ana,Ruiz,Ruiz"]),
            To(&["Ana Ruiz  suuu"]),
        ),
        (
            of("First name,Name", &["Ana,Ana Ruiz", "Bo,Ng"]),
            Refused("are both for the name"),
        ),
        (
            of("Title,First name,Last name", &["Ms.,Ana,Ruiz", "Dr.,Bo,Ng"]),
            To(&["Ana Ruiz  suuu", "Bo Ng  suuu"]),
        ),
        (
            of(
                "Timestamp,Today's date,Name",
                &["2026-10-05 9:00,2026-10-04,Ana", ",2026-10-06,Bo"],
            ),
            To(&["Ana 2026-10-05 suuu", "Bo 2026-10-06 suuu"]),
        ),
        (
            of("Completed,Timestamp,Name", &["Yes,2026-10-05 9:00,Ana"]),
            To(&["Ana 2026-10-05 suuu"]),
        ),
        (
            of("Timestamp,Name", &["26-10-05,Ana", "26-10-26,Bo"]),
            ToSaying(
                &["Ana  suuu", "Bo 2026-10-26 suuu"],
                "--date-order ymd (for October 5)",
            ),
        ),
        (
            of("Name,School", &["Ana,Unsure", "Bo,Strength"]),
            Refused("(\"School\") has ratings"),
        ),
        (
            of("Name,Status", &["Ana,Unsure", "Bo,Strength"]),
            Refused("(\"Status\") has ratings"),
        ),
    ];
    for (csv, comes) in cases {
        check(&[(&csv, comes)], USUAL);
    }
}

#[test]
fn one_cause_is_named_for_what_it_is() {
    check(
        &[
            (
                "Name,Clear goals,Home visits,Data team,Board report\n,Response,Response,Response,Response\nAna,1,2,3,4\nBo,1,2,3,4\nCy,1,2,3,4\n",
                Refused("numbers or codes, such as \"1\""),
            ),
            (
                "Q1,Q4_1,Q4_2,Q4_3,Q4_4\nName,How? - Clear goals,How? - Home visits,How? - Data team,How? - Board report\nAna,1,2,3,4\nBo,1,2,3,4\nCy,1,2,3,4\n",
                Refused("numbers or codes, such as \"1\""),
            ),
            (
                "Name|Clear goals|Home visits|Data team|Board report\nAna|Strength|Unsure|Unsure|Unsure\n",
                To(&["Ana  suuu"]),
            ),
            (
                "Practice,Ana\nClear goals,Strength\nHome visits,Unsure\nData team,Unsure\nBoard report,Unsure\n",
                Refused("turned around"),
            ),
            (
                "number,title,statement\n1,Clear goals,x\n2,Home visits,y\n3,Data team,z\n4,Board report,w\n",
                Refused("lists the practices in column B but has no answers"),
            ),
            (
                "question,choice 1,choice 2\nClear goals,Strength,Unsure\nHome visits,Strength,Unsure\nData team,Strength,Unsure\nBoard report,Strength,Unsure\n",
                Refused("lists the practices in column A but has no answers"),
            ),
        ],
        USUAL,
    );
}

#[test]
fn comments_without_ratings_and_numbers_for_comments_are_told() {
    check(
        &[
            (
                "Name,Clear goals,How do we know?,Home visits,Data team,Board report\nAna,Strength,c,Unsure,Unsure,Unsure\nBo,,words,,,\n",
                ToSaying(&["Ana  suuu c"], "Row 3 has comments but no ratings"),
            ),
            (
                "Name,Clear goals,How do we know?,Home visits,Data team,Board report\nAna,Strength,0.96,Unsure,Unsure,Unsure\n",
                ToSaying(
                    &["Ana  suuu 0.96"],
                    "Cell C2 has the number 0.96 as a comment.",
                ),
            ),
        ],
        USUAL,
    );
}

/// Imports one export after the other into one folder, and gives what the last said.
fn one_after_the_other(exports: &[(&str, &[&str])], between: impl Fn(&Path)) -> (Run, TempDir) {
    let folder = TempDir::new().unwrap();
    rubric(folder.path(), USUAL);
    let mut last = None;
    for (csv, more) in exports {
        if last.is_some() {
            between(&folder.path().join("forms"));
        }
        fs::write(folder.path().join("e.csv"), csv).unwrap();
        let arguments = ["--rubric", "r.toml", "import", "e.csv", "forms"];
        last = Some(run(folder.path(), &[&arguments[..], more].concat()));
    }
    (last.unwrap(), folder)
}

const RATED: &str = "Clear goals,How do we know?,Home visits,Data team,Board report";

#[test]
fn a_date_is_filled_in_at_its_own_place() {
    let csv = format!(
        "Timestamp,Name,{RATED}\n10/4/2026,Ana,Strength,\"x\ndate = \"\"\"\"\",Unsure,Unsure,Unsure\n"
    );
    let (run, folder) =
        one_after_the_other(&[(&csv, &[]), (&csv, &["--date-order", "mdy"])], |forms| {
            let path = forms.join("ana.toml");
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replacen("\ndate = \"\"", "\ndate = ''", 1)).unwrap();
        });
    assert_eq!(run.code, 0, "{}", run.err);
    let forms = forms(&folder);
    let form = shown(&forms["ana.toml"], USUAL);
    assert_eq!(form, "Ana 2026-10-04 suuu x\ndate = \"\"");
}

#[test]
fn a_row_that_shows_the_order_may_come_later_or_go() {
    let head = format!("Timestamp,Name,{RATED}\n");
    let row = |when: &str, name: &str| format!("{when},{name},Strength,,Unsure,Unsure,Unsure\n");
    let unclear = row("10/4/2026", "Ana");
    let (month, day) = (row("10/25/2026", "Bo"), row("25/10/2026", "Cy"));
    let first = format!("{head}{unclear}");
    let shown_later = format!("{first}{month}");
    let contradicted = format!("{shown_later}{day}");
    for (before, after, ana) in [
        (&first, &shown_later, "Ana 2026-10-04 suuu"),
        (&shown_later, &first, "Ana 2026-10-04 suuu"),
        (&shown_later, &contradicted, "Ana 2026-10-04 suuu"),
        (&first, &contradicted, "Ana  suuu"),
    ] {
        let (run, folder) = one_after_the_other(&[(before, &[]), (after, &[])], |_| {});
        assert_eq!(run.code, 0, "{after}\n{}", run.err);
        assert_eq!(shown(&forms(&folder)["ana.toml"], USUAL), ana, "{after}");
    }
    // The other way around than somebody said before.
    let (run, _) = one_after_the_other(
        &[(&first, &["--date-order", "dmy"]), (&shown_later, &[])],
        |_| {},
    );
    assert_eq!(run.code, 1, "{}", run.err);
    run.says(&["add the --date-order that the files were made with"]);
}
