//! `next` says where the year stands and what to type: at any moment, whatever the files.

#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::world::{self, RUBRIC};
use crate::common::{Run, ended, examples};
use proptest::prelude::*;
use tempfile::TempDir;

/// The rubric of three practices, which suggests two departments.
fn rubric() -> String {
    const DEPARTMENTS: &str = r#"suggested-departments = [
  { name = "Special Education", also = ["SPED"] },
  { name = "Operations", also = ["Transportation"] },
]
[[ingredient]]
id = "data""#;
    RUBRIC
        .replace("\"Tiny\"", "\"Tiny self-assessment\"")
        .replace(
            "[[ingredient]]
id = \"data\"",
            DEPARTMENTS,
        )
}

const ROSTER: &str = "Last Name,First Name,Job Title,Dept\nReyes,Ana,Nurse,Health\n\
                      Lind,Bo,Clerk,SPED\nVega,Cy,Coach,Schools\n";

/// A folder of a year, and the rubric beside it.
struct World {
    _all: TempDir,
    year: PathBuf,
    rubric: PathBuf,
}

impl World {
    fn new() -> Self {
        let all = TempDir::new().unwrap();
        let [year, rubric] = ["year", "tiny.toml"].map(|name| all.path().join(name));
        fs::create_dir(&year).unwrap();
        fs::write(&rubric, self::rubric()).unwrap();
        Self {
            _all: all,
            year,
            rubric,
        }
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        crate::common::put(&self.year, path, content);
    }

    fn edit(&self, path: &str, change: impl Fn(&str) -> String) {
        let path = self.year.join(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, change(&text)).unwrap();
    }

    /// A line as somebody types it.
    fn types(&self, line: &str) -> Run {
        let program = Path::new(env!("CARGO_BIN_EXE_chronic"));
        let path = program.parent().unwrap().display();
        let script = format!("PATH=\"{path}:$PATH\"; {line}");
        ended(
            Command::new("sh")
                .args(["-c", &script])
                .current_dir(&self.year)
                .stdin(std::process::Stdio::null())
                .output()
                .unwrap(),
        )
    }

    fn next(&self, options: &str) -> Run {
        let rubric = self.rubric.display();
        let run = self.types(&format!("chronic next --rubric {rubric} {options}"));
        assert_eq!(run.code, 0, "{}", run.err);
        run
    }

    /// The command that `next` prints.
    fn line(&self, options: &str) -> String {
        line_of(&self.next(options).out)
    }
}

fn line_of(said: &str) -> String {
    let last = said.lines().last().unwrap();
    let line = last
        .strip_prefix("Next: ")
        .unwrap_or_else(|| panic!("{said}"));
    assert!(line.starts_with("chronic "), "{line}");
    line.to_owned()
}

/// Answers in a form: a rating for each practice, empty for none.
fn answered(form: &str, day: &str, ratings: [&str; 3]) -> String {
    let mut form = form.replace("date = \"\"", &format!("date = \"{day}\""));
    for rating in ratings {
        form = form.replacen("rating = \"\"", &format!("rating = \"{rating} \""), 1);
    }
    form.replace(" \"\n", "\"\n")
}

/// A form that says nothing of how its ratings are known.
fn form(name: &str, cycle: &str, day: &str, ratings: [&str; 3]) -> String {
    let form = world::form(name, "", day, ratings).replace("2026-27", cycle);
    let is_said = |line: &&str| !line.starts_with("Seen ");
    form.lines()
        .filter(is_said)
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Everything that a team types into its assessment and its plan.
fn settled(team: &str) -> String {
    team.replace("agreed = \"\"", "agreed = \"could-be-better\"")
        .replace("decision = \"\"", "decision = \"improve\"")
}

fn filled_in(plan: &str) -> String {
    let mut plan = plan.to_owned();
    for number in 1..4 {
        plan = plan.replacen(
            "\naction = \"\"",
            &format!("\naction = \"Do {number}.\""),
            1,
        );
    }
    plan.replace("owner = \"\"", "owner = \"Nurse\"")
        .replace("channel = \"\"", "channel = \"Meeting\"")
        .replace("message = \"\"", "message = \"What we found.\"")
        .replace("due = \"\"", "due = \"2027-01-15\"")
        .replace("adopted = \"\"", "adopted = \"2026-11-02\"")
}

/// What is seen at each moment of a year, and the command of each tried.
#[test]
fn a_year_from_an_empty_folder_to_the_next_one() {
    let world = World::new();
    let mut seen = String::new();
    let moment = |title: &str, today: &str, changes: bool, seen: &mut String| {
        let options = format!("--today {today}");
        let said = world.next(&options).out;
        let line = line_of(&said);
        let _ = writeln!(seen, "==== {title}\n{said}");
        let run = world.types(&line);
        assert!(run.code < 2, "{line}: {}", run.err);
        assert_eq!(world.line(&options) != line, changes, "{title}: {line}");
    };
    moment("an empty folder", "2026-09-01", true, &mut seen);
    fs::remove_dir_all(world.year.join("forms")).unwrap();
    world.put("roster.csv", ROSTER);
    moment("a roster", "2026-09-01", true, &mut seen);
    moment("forms that are out", "2026-09-02", false, &mut seen);
    for (name, day, ratings) in [
        (
            "ana-reyes",
            "2026-10-01",
            ["strength", "unsure", "urgent-gap"],
        ),
        ("bo-lind", "2026-10-02", ["", "unsure", ""]),
    ] {
        world.edit(&format!("forms/{name}.toml"), |form| {
            answered(form, day, ratings)
        });
    }
    moment(
        "two of three, one only started",
        "2026-10-05",
        false,
        &mut seen,
    );
    let reminders = world.next("--remind").out;
    let _ = writeln!(seen, "==== reminders\n{reminders}");
    for part in reminders.split("----") {
        let named = ["Ana", "Bo", "Cy"]
            .iter()
            .filter(|name| part.contains(**name))
            .count();
        assert_eq!(named, 1, "{part}");
    }
    world.edit("forms/bo-lind.toml", |form| {
        answered(form, "2026-10-02", ["ok-for-now", "urgent-gap", ""])
    });
    world.edit("forms/cy-vega.toml", |form| {
        answered(
            form,
            "2026-10-06",
            ["urgent-gap", "could-be-better", "urgent-gap"],
        )
    });
    moment("everyone has answered", "2026-10-07", true, &mut seen);
    moment("the debrief", "2026-10-08", false, &mut seen);
    world.edit("team.toml", settled);
    moment("everything is settled", "2026-10-20", true, &mut seen);
    moment("a plan to fill in", "2026-10-21", false, &mut seen);
    world.edit("plan.toml", filled_in);
    moment(
        "a complete plan, and no one told",
        "2026-11-03",
        false,
        &mut seen,
    );
    world.edit("plan.toml", |plan| {
        plan.replace("status = \"not-started\"", "status = \"done\"")
    });
    moment("everyone is told", "2027-01-20", false, &mut seen);
    world.put(
        "forms/late.toml",
        form("Di Moss", "", "2026-10-30", ["strength"; 3]),
    );
    moment("a form that came late", "2027-01-21", true, &mut seen);
    world.edit("plan.toml", filled_in);
    moment("a year later", "2027-10-01", true, &mut seen);
    moment("the next round", "2027-10-02", false, &mut seen);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/next.txt");
    let rubric = world.rubric.display().to_string();
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(
        seen.replace(&rubric, "tiny.toml"),
        snapbox::Data::read_from(Path::new(path), None),
    );
}

/// What `next` says of a folder, and what it doesn't: without a roster nobody knows who everyone
/// is, and in a second year last year's files are beside this year's.
#[test]
fn what_is_said_holds_for_the_folder() {
    const CLOSED: [&str; 3] = ["ok-for-now", "ok-for-now", "ok-for-now"];
    type Case<'a> = (
        &'a str,
        &'a str,
        &'a dyn Fn(&World),
        &'a [&'a str],
        &'a [&'a str],
    );
    let tally = |world: &World, forms: &str, to: &str| {
        let rubric = world.rubric.display();
        let run = world.types(&format!("chronic tally {forms} -o {to} --rubric {rubric}"));
        assert_eq!(run.code, 0, "{}", run.err);
    };
    let one = |world: &World, cycle: &str, day: &str| {
        world.put("forms/ana.toml", form("Ana Reyes", cycle, day, CLOSED));
    };
    let counted = |world: &World, day: &str| {
        one(world, "2026-27", day);
        tally(world, "forms", "team.toml");
    };
    let planned = |world: &World, plan: &str| {
        let rubric = world.rubric.display();
        let run = world.types(&format!(
            "chronic plan draft team.toml -o '{plan}' --rubric {rubric}"
        ));
        assert_eq!(run.code, 0, "{}", run.err);
    };
    // Last year's forms, which were counted and name no year, and this year's.
    let years = |world: &World, days: [&str; 3]| {
        for (name, day) in ["a", "b", "c"].iter().zip(days) {
            let last = form(&format!("{name}1"), "", "2026-09-14", CLOSED);
            world.put(&format!("forms/{name}.toml").replace("b.", "2."), last);
            if !day.is_empty() {
                let path = format!("forms-2027-28/{name}.toml");
                let gaps = ["urgent-gap", "unsure", "strength"];
                world.put(&path, form(name, "2027-28", day, gaps));
            }
        }
        if !days[0].is_empty() {
            tally(world, "forms", "team.toml");
        }
    };
    let exported = |world: &World, day: &str| {
        let head = "Timestamp,Name,Review of data,Alerts,Training";
        let row = format!("{day} 9:00:00,Bo Lind,Strength,Strength,Strength");
        world.put("fall.csv", format!("{head}\n{row}\n"));
    };
    let cases: &[Case<'_>] = &[
        (
            "one of two pages has come back",
            "2026-10-05",
            &|world| {
                for page in ["1.html", "2.html"] {
                    world.put(page, "<!-- Written by chronic --><pre id=\"blank\"></pre>");
                }
                one(world, "2026-27", "2026-10-01");
            },
            &[
                "1 form answered, 2 handed out as pages.",
                "Some forms haven't come back yet.",
            ],
            &["Everyone", "Every form"],
        ),
        (
            "blank forms that name no year stayed where they were",
            "2026-10-05",
            &|world| {
                for name in ["blank/1.toml", "blank/2.toml"] {
                    world.put(name, form("", "", "", [""; 3]));
                }
                one(world, "2026-27", "2026-10-01");
            },
            &[
                "1 form answered, 2 blank.",
                "Some forms haven't come back yet.",
            ],
            &["Everyone", "Every form"],
        ),
        (
            "one of two is only started",
            "2026-10-05",
            &|world| {
                one(world, "2026-27", "2026-10-01");
                world.put(
                    "forms/2.toml",
                    form("", "", "2026-10-02", ["unsure", "", ""]),
                );
            },
            &[
                "1 form answered, 1 started.",
                "One form isn't finished yet. To count the ones you have now: ",
            ],
            &["come back"],
        ),
        (
            "as many answered forms as blank ones beside them",
            "2026-10-05",
            &|world| {
                world.put("blank/1.toml", form("", "", "", [""; 3]));
                one(world, "2026-27", "2026-10-01");
            },
            &["Every form here has been answered. If that's everyone, count the answers."],
            &["Everyone"],
        ),
        (
            "nothing was there to settle",
            "2026-10-05",
            &|world| counted(world, "2026-10-01"),
            &[
                "Nothing is left to settle.",
                "Draft the plan from the team assessment.",
            ],
            &["decided"],
        ),
        (
            "forms answered again a year later, in the same folder and under the same year",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-01");
                one(world, "2026-27", "2027-10-12");
            },
            &["tally forms -o team-2027-28.toml", "a year after team.toml"],
            &["What your team wrote won't change.\nNext: chronic tally forms -o team.toml"],
        ),
        (
            "and once they are counted",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-01");
                one(world, "2026-27", "2027-10-12");
                tally(world, "forms", "team-2027-28.toml");
            },
            &[
                "team-2027-28.toml: 1 response counted.",
                "Earlier: team.toml.",
            ],
            &["Also here"],
        ),
        (
            "an export of the next year",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-01");
                exported(world, "10/12/2027");
            },
            &["import fall.csv responses-2027-28", "--cycle 2027-28"],
            &[],
        ),
        (
            "an export of the next year, of the same people and a few days less than a year later",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-14");
                exported(world, "10/12/2027");
                world.edit("fall.csv", |text| text.replace("Bo Lind", "Ana Reyes"));
            },
            &[
                "Not imported yet: fall.csv.",
                "import fall.csv responses-2027-28",
                "--cycle 2027-28",
            ],
            &["init"],
        ),
        (
            "an export in which someone changed an answer later",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-12");
                exported(world, "10/12/2026");
                world.edit("fall.csv", |text| {
                    text.replace("Bo Lind", "Ana Reyes")
                        .replace("Strength\n", "OK for Now\n")
                });
            },
            &[
                "In fall.csv, row 2 has other answers than the form in forms.",
                "chronic import fall.csv forms",
                "Draft the plan",
            ],
            &["Not imported"],
        ),
        (
            "an export whose answers are all in forms",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-12");
                exported(world, "10/12/2026");
                world.edit("fall.csv", |text| {
                    text.replace("Bo Lind", "Ana Reyes")
                        .replace("Strength", "OK for Now")
                });
            },
            &["Draft the plan"],
            &["fall.csv"],
        ),
        (
            "an export of the same year",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-01");
                exported(world, "10/12/2026");
            },
            &["import fall.csv forms", "--cycle 2026-27"],
            &[],
        ),
        (
            "tables that were written here, and somebody's list",
            "2026-10-05",
            &|world| {
                let rubric = world.rubric.display();
                one(world, "2026-27", "2026-10-01");
                for make in [
                    "init --format csv questions.csv",
                    "tally forms -o tally.csv",
                ] {
                    let run = world.types(&format!("chronic {make} --rubric {rubric}"));
                    assert_eq!(run.code, 0, "{}", run.err);
                }
                world.put("buses.csv", "Bus,Route\n7,North\n");
            },
            &["Other files, not used\n   buses.csv, questions.csv, tally.csv"],
            &["Files with problems"],
        ),
        (
            "two years are skipped",
            "2029-10-05",
            &|world| counted(world, "2026-10-01"),
            &[
                "It's been 3 years since the last round began.",
                "--cycle 2029-30",
            ],
            &[],
        ),
        (
            "no form has a date, and the school year is over",
            "2027-09-05",
            &|world| counted(world, ""),
            &["A new school year has begun.", "--cycle 2027-28"],
            &[],
        ),
        (
            "a plan that isn't adopted, of an assessment that was renamed",
            "2026-11-01",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                fs::rename(
                    world.year.join("team.toml"),
                    world.year.join("team-final.toml"),
                )
                .unwrap();
            },
            &["plan.toml: not complete", "validate plan.toml"],
            &["No plan yet", "Last year's"],
        ),
        (
            "a second plan, put away in a folder of the year",
            "2026-11-01",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                fs::create_dir(world.year.join("old")).unwrap();
                planned(world, "old/plan (1).toml");
            },
            &[
                "plan.toml: not complete",
                "old/plan (1).toml: plan.toml is used because it's nearer the top",
                "outside this one",
            ],
            &[],
        ),
        (
            "a copy that a shared folder made",
            "2026-11-01",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                planned(world, "plan-DESKTOP-AB12CD3.toml");
            },
            &["   plan.toml: not complete"],
            &[],
        ),
        (
            "a plan that names an assessment that isn't there",
            "2026-11-01",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                world.edit("plan.toml", filled_in);
                world.edit("plan.toml", |plan| {
                    plan.replace("\"team.toml\"", "\"team-2026.toml\"")
                });
            },
            &[
                "plan.toml: not complete, 2 problems.",
                "Next: chronic validate plan.toml --today 2026-11-01 --rubric",
            ],
            &[],
        ),
        (
            "one of five spells the school year in another way, and one has a typo",
            "2026-10-20",
            &|world| {
                for (name, cycle) in [
                    ("a", "2026-27"),
                    ("b", "2026-27"),
                    ("c", "SY 2026-27"),
                    ("d", "2027-28"),
                ] {
                    world.put(
                        &format!("forms/{name}.toml"),
                        form(name, cycle, "2026-10-01", CLOSED),
                    );
                }
                world.put("back/e.toml", form("e", "", "2026-10-09", CLOSED));
            },
            &[
                "2026-27\n",
                "5 forms answered.",
                "tally back forms -o team.toml",
            ],
            &["another school year"],
        ),
        (
            "years that only their spelling tells, of which one was counted",
            "2027-10-20",
            &|world| {
                world.put("forms/a.toml", form("a", "2026-27", "", CLOSED));
                world.put("forms/b.toml", form("b", "26-27", "", CLOSED));
                tally(world, "forms", "team.toml");
                world.put("forms/c.toml", form("c", "2027-28", "", CLOSED));
            },
            &[
                "1 form answered.",
                "forms/a.toml and forms/b.toml are from another school year and won't be counted.",
                "tally forms/c.toml -o team-2027-28.toml",
            ],
            &[],
        ),
        (
            "June's forms of one year and September's of the next",
            "2027-09-20",
            &|world| {
                world.put("old/a.toml", form("a", "2026-27", "2027-06-20", CLOSED));
                world.put("new/b.toml", form("b", "2027-28", "2027-09-02", CLOSED));
            },
            &[
                "1 form answered.",
                "From another school year: old (1 form).",
                "tally new -o",
            ],
            &[],
        ),
        (
            "two years whose forms name none, the second of which began a day early",
            "2027-10-20",
            &|world| {
                world.put("forms/ana.toml", form("Ana", "", "2026-10-05", CLOSED));
                tally(world, "forms", "team.toml");
                world.put("forms2/ana.toml", form("Ana", "", "2027-10-04", CLOSED));
            },
            &[
                "1 form answered.",
                "From another school year: forms (1 form).",
                "tally forms2 -o team-2.toml",
            ],
            &["same person"],
        ),
        (
            "a year with a name and one without",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-01");
                world.put("forms2/ana.toml", form("Ana", "", "2027-10-04", CLOSED));
            },
            &["1 form answered.", "tally forms2 -o team-2.toml"],
            &["init"],
        ),
        (
            "a late form and a misdated one",
            "2027-02-01",
            &|world| {
                counted(world, "2026-10-01");
                world.put("forms/late.toml", form("Late", "", "2027-01-20", CLOSED));
                world.put(
                    "forms/odd.toml",
                    form("Odd", "2026-27", "2025-10-01", CLOSED),
                );
            },
            &["3 forms have answers now.", "tally forms -o team.toml"],
            &["another school year"],
        ),
        (
            "one of three answered months later, and the plan is older than that",
            "2027-02-12",
            &|world| {
                for (name, day) in [
                    ("a", "2026-09-20"),
                    ("b", "2026-09-22"),
                    ("c", "2027-02-10"),
                ] {
                    world.put(
                        &format!("forms/{name}.toml"),
                        form(name, "2026-27", day, CLOSED),
                    );
                }
                tally(world, "forms", "team.toml");
                world.edit("team.toml", settled);
                world
                    .types("chronic plan draft team.toml -o plan.toml --rubric ../tiny.toml")
                    .ends(0);
                world.edit("plan.toml", |plan| {
                    filled_in(plan).replace("2026-11-02", "2026-10-20")
                });
            },
            &[
                "plan.toml: complete.",
                "Next yearly round: September 20, 2027.",
            ],
            &["Earlier:", "plan draft"],
        ),
        (
            "the page's file has another name, and more is settled in it",
            "2026-10-20",
            &|world| {
                let gaps = form("a", "2026-27", "2026-10-01", ["urgent-gap"; 3]);
                world.put("forms/a.toml", gaps);
                tally(world, "forms", "team.toml");
                let team = fs::read_to_string(world.year.join("team.toml")).unwrap();
                world.put("team (1).toml", settled(&team));
            },
            &[
                "team.toml: team (1).toml is used because more is settled in it.",
                "plan draft \"team (1).toml\" -o plan.toml",
            ],
            &[],
        ),
        (
            "a copy of last year's plan that still names last year's assessment",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-01");
                world.edit("team.toml", settled);
                world
                    .types("chronic plan draft team.toml -o plan.toml --rubric ../tiny.toml")
                    .ends(0);
                world.edit("plan.toml", filled_in);
                world.put("new/ana.toml", form("Ana", "2027-28", "2027-10-01", CLOSED));
                tally(world, "new", "team-2027-28.toml");
                world.edit("team-2027-28.toml", settled);
                let plan = fs::read_to_string(world.year.join("plan.toml")).unwrap();
                let plan = plan.replace("2026-27", "2027-28");
                world.put("plan-2.toml", plan.replace("2026-11-02", "2027-10-15"));
            },
            &[
                "plan-2.toml: not complete,",
                "It names team.toml, another school year's assessment.",
                "validate plan-2.toml --assessment team-2027-28.toml",
            ],
            &[],
        ),
        (
            "a folder of new forms that name no year, when a year has passed",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-01");
                world.put("2027/ana.toml", form("Ana", "", "", CLOSED));
            },
            &[
                "1 form answered.",
                "From another school year: forms",
                "tally 2027 -o",
            ],
            &["init"],
        ),
        (
            "folders of two districts",
            "2026-10-20",
            &|world| {
                for name in ["adams", "baker"] {
                    world.put(
                        &format!("{name}/forms/ana.toml"),
                        form("Ana", "2026-27", "2026-10-01", CLOSED),
                    );
                    tally(
                        world,
                        &format!("{name}/forms"),
                        &format!("{name}/team.toml"),
                    );
                    world.put(
                        &format!("{name}/forms/bo.toml"),
                        form("Bo", "2026-27", "2026-10-01", CLOSED),
                    );
                }
            },
            &[
                "files of their own: adams and baker.",
                "chronic tally --by folder .",
                "Next: chronic next adams",
            ],
            &[" -o ", "Keep one", "No forms yet"],
        ),
        (
            "folders of two districts of which one isn't counted yet",
            "2026-10-20",
            &|world| {
                for name in ["adams", "baker"] {
                    let to = format!("{name}/forms/ana.toml");
                    world.put(&to, form("Ana", "2026-27", "2026-10-01", CLOSED));
                }
                tally(world, "adams/forms", "adams/team.toml");
            },
            &["Next: chronic next adams"],
            &[" -o "],
        ),
        (
            "the team assessment is among the forms, and a late one is next to them",
            "2026-10-20",
            &|world| {
                one(world, "2026-27", "2026-10-01");
                tally(world, "forms", "forms/team.toml");
                world.put("late/bo.toml", form("Bo", "2026-27", "2026-10-09", CLOSED));
            },
            &["tally forms late -o forms/team.toml"],
            &[],
        ),
        (
            "folders of two districts by their names alone",
            "2026-10-20",
            &|world| {
                for (name, person) in [
                    ("adams", "a"),
                    ("adams", "b"),
                    ("baker", "c"),
                    ("baker", "d"),
                ] {
                    let form = form(person, "2026-27", "2026-10-01", CLOSED);
                    world.put(
                        &format!("{name}/{person}.toml"),
                        form.replace("North", name),
                    );
                }
            },
            &["Next: chronic next adams"],
            &[" -o "],
        ),
        (
            "folders of two years of one district",
            "2027-10-20",
            &|world| {
                for (at, cycle, day) in [
                    ("2026", "2026-27", "2026-10-01"),
                    ("2027", "2027-28", "2027-10-01"),
                ] {
                    world.put(
                        &format!("{at}/forms/ana.toml"),
                        form("Ana", cycle, day, CLOSED),
                    );
                    tally(world, &format!("{at}/forms"), &format!("{at}/team.toml"));
                }
            },
            &[
                "2027/team.toml: 1 response counted.",
                "Earlier: 2026/team.toml.",
            ],
            &["of their own"],
        ),
        (
            "a copy of a form was taken out after it was counted",
            "2026-10-20",
            &|world| {
                world.put(
                    "forms/bo.toml",
                    form("Bo Lind", "2026-27", "2026-10-01", CLOSED),
                );
                counted(world, "2026-10-01");
                fs::remove_file(world.year.join("forms/bo.toml")).unwrap();
            },
            &[
                "Only 1 form has answers here now. To count again, put the others back first.",
                "chronic tally forms -o team.toml",
                "Next: chronic plan draft",
            ],
            &["Next: chronic tally"],
        ),
        (
            "a team assessment under the name of a text",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-01");
                fs::remove_dir_all(world.year.join("forms")).unwrap();
                fs::rename(world.year.join("team.toml"), world.year.join("team.txt")).unwrap();
            },
            &["team.txt: it's a team assessment", "Rename it to team.toml"],
            &["init", "Other files"],
        ),
        (
            "a form whose name has another ending",
            "2026-10-20",
            &|world| {
                one(world, "2026-27", "2026-10-01");
                world.put("forms/bo.txt", form("Bo", "2026-27", "2026-10-01", CLOSED));
            },
            &[
                "bo.txt: it's a response, but",
                "When that's fixed, run this again.\nNext: chronic next",
            ],
            &["No forms yet", "tally"],
        ),
        (
            "every form has another ending",
            "2026-10-20",
            &|world| {
                for name in ["ana", "bo"] {
                    world.put(
                        &format!("forms/{name}.txt"),
                        form(name, "2026-27", "2026-10-01", CLOSED),
                    );
                }
                world.put("roster.csv", ROSTER);
            },
            &["2 files here weren't opened.", "Next: chronic next"],
            &["No forms yet", "init --team"],
        ),
        (
            "the cloud drive has the plan",
            "2026-12-01",
            &|world| {
                counted(world, "2026-10-01");
                world.put(".plan.toml.icloud", "");
            },
            &[
                "plan.toml: the cloud drive hasn't downloaded it. Open it once.",
                "No plan here that can be read.",
            ],
            &["plan draft", "No plan yet", "Nothing to share"],
        ),
        (
            "the team assessment can't be read, and a workbook was made of it",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-01");
                tally(world, "team.toml", "team.xlsx");
                world.edit("team.toml", |text| {
                    text.to_owned() + "decision = \"keep\"\n"
                });
            },
            &[
                "team.toml can't be read.",
                "Next: chronic validate team.toml",
            ],
            &["team.xlsx, count"],
        ),
        (
            "the forms are in a folder that a link leads to",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-01");
                fs::rename(world.year.join("forms"), world.year.join("../share")).unwrap();
                std::os::unix::fs::symlink("../share", world.year.join("forms")).unwrap();
            },
            &["No forms could be read.", "Next: chronic next"],
            &["No forms here", "validate"],
        ),
        (
            "a form that was counted isn't downloaded",
            "2026-10-20",
            &|world| {
                let bo = form("Bo Lind", "2026-27", "2026-10-01", CLOSED);
                world.put("forms/bo.toml", bo);
                counted(world, "2026-10-01");
                fs::rename(
                    world.year.join("forms/bo.toml"),
                    world.year.join("forms/.bo.toml.icloud"),
                )
                .unwrap();
            },
            &["Only 1 form has answers now among those that can be read."],
            &["--force", "put the others back"],
        ),
        (
            "a copy of a form without a name",
            "2026-10-20",
            &|world| {
                world.put("forms/1.toml", form("", "2026-27", "2026-10-01", CLOSED));
                counted(world, "2026-10-01");
                for name in ["forms/2.toml", "forms/3.toml"] {
                    let other = form("", "2026-27", "2026-10-02", CLOSED);
                    world.put(name, other);
                }
            },
            &[
                "4 forms answered.",
                "3 forms, if copies count once, have answers now.",
            ],
            &[],
        ),
        (
            "an export with a cell that is no answer",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-01");
                exported(world, "10/13/2026");
                world.edit("fall.csv", |text| text.replace("Strength\n", "Strange\n"));
            },
            &[
                "looks like a form tool's export",
                "Next: chronic import fall.csv forms",
            ],
            &[],
        ),
        (
            "a copy that a cloud drive made",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-01");
                let team = fs::read(world.year.join("team.toml")).unwrap();
                world.put("team (conflicted copy 2026-10-02).toml", team);
            },
            &["team.toml is used because the other name looks like a copy's. They're the same"],
            &["newer"],
        ),
        (
            "a team assessment whose kind can't be told",
            "2026-11-01",
            &|world| {
                counted(world, "2026-10-01");
                world.edit("team.toml", |team| {
                    team.replace("kind = \"team", "kind = \"teem")
                });
            },
            &["Fix the file that can't be read", "validate team.toml"],
            &["Count the answers", "Every form"],
        ),
        (
            "an export of which some rows are here, and blank forms",
            "2026-10-20",
            &|world| {
                world.put("forms/1.toml", form("", "", "", [""; 3]));
                exported(world, "10/13/2026");
                let rubric = world.rubric.display();
                let import = format!("chronic import fall.csv responses --yes --rubric {rubric}");
                world.types(&import).ends(0);
                world.edit("fall.csv", |text| {
                    format!("{text}10/19/2026 9:00:00,Ana,Urgent Gap,Urgent Gap,Strength\n")
                });
            },
            &["Next: chronic import fall.csv responses "],
            &["import fall.csv forms"],
        ),
        (
            "a backup of forms, team assessment, and plan",
            "2026-12-01",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                for file in ["forms/ana.toml", "team.toml", "plan.toml"] {
                    let bytes = fs::read(world.year.join(file)).unwrap();
                    world.put(&format!("backup/{file}"), bytes);
                }
            },
            &[
                "backup/forms: its forms are copies of those in forms.",
                "backup/team.toml: team.toml is used because it's nearer the top of the folder. They're the same",
            ],
            &["files of their own", "Next: chronic next"],
        ),
        (
            "the coming year's roster beside last year's",
            "2027-10-05",
            &|world| {
                counted(world, "2026-10-01");
                world.put("roster.csv", ROSTER);
                world.put("roster 2027-28.csv", ROSTER);
                world.put("2028-29/roster.csv", ROSTER);
            },
            &[
                "init --team \"roster 2027-28.csv\" forms-2027-28",
                "roster.csv: the roster roster 2027-28.csv is used.",
            ],
            &[],
        ),
        (
            "two people saved the plan",
            "2026-12-01",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                let plan = fs::read_to_string(world.year.join("plan.toml")).unwrap();
                let plan = plan.replace("progress = \"\"", "progress = \"Begun\"");
                world.put("plan (conflicted copy 2026-11-05).toml", plan + "# Ana\n");
            },
            &["They differ. If people typed in both, put all of it in plan.toml first."],
            &["Keep one"],
        ),
        (
            "one of this year's forms in last year's folder",
            "2027-10-06",
            &|world| {
                for (year, day) in [("2026-27", "2026-10-01"), ("2027-28", "2027-10-05")] {
                    for name in ["Ana", "Bo", "Cy"] {
                        let path = format!("forms-{year}/{name}.toml");
                        world.put(&path, form(name, year, day, CLOSED));
                    }
                }
                let year = &world.year;
                let stray = year.join("forms-2026-27/Cy-2.toml");
                fs::rename(year.join("forms-2027-28/Cy.toml"), stray).unwrap();
            },
            &[
                "forms-2026-27/Cy-2.toml is this year's, in a folder of another year's forms. Move it to forms-2027-28.",
                "From another school year: forms-2026-27 (3 forms).",
            ],
            &["fix the school year"],
        ),
        (
            "last year's plan is for another version of the self-assessment",
            "2027-10-20",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                world.edit("plan.toml", |plan| plan.replace("tiny/1", "tiny/2"));
                world.put("new/ana.toml", form("Ana", "2027-28", "2027-10-01", CLOSED));
                tally(world, "new", "team-2027-28.toml");
                world.edit("team-2027-28.toml", settled);
            },
            &[
                "Earlier: plan.toml.",
                "plan draft team-2027-28.toml -o plan-2027-28.toml --after plan.toml",
            ],
            &["can't be read"],
        ),
        (
            "one of this year's forms has last year's date, and last year's name no year",
            "2027-10-20",
            &|world| {
                years(world, ["2027-09-20", "2027-09-21", "2026-09-20"]);
            },
            &[
                "3 forms answered.",
                "From another school year: forms (3 forms).",
                "Next: chronic tally forms-2027-28 -o team-2027-28.toml",
            ],
            &["tally forms forms-2027-28"],
        ),
        (
            "one of last year's forms, which name no year, has this year's date",
            "2027-10-20",
            &|world| {
                years(world, ["2027-09-20", "2027-09-21", "2027-09-22"]);
                world.put("forms/2.toml", form("b1", "", "2027-09-15", CLOSED));
            },
            &[
                "3 forms answered.",
                "Next: chronic tally forms-2027-28 -o team-2027-28.toml",
            ],
            &["Move it"],
        ),
        (
            "one of last year's forms had this year's date already when they were counted",
            "2027-10-20",
            &|world| {
                years(world, ["2027-09-20", "2027-09-21", "2027-09-22"]);
                world.put("forms/2.toml", form("b1", "", "2027-09-15", CLOSED));
                tally(world, "forms", "team.toml --force");
            },
            &["Next: chronic tally forms-2027-28 -o team-2027-28.toml"],
            &["Move it"],
        ),
        (
            "a form has the date of a year to come",
            "2026-10-05",
            &|world| {
                years(world, [""; 3]);
                world.put("forms/late.toml", form("d", "", "2027-09-15", CLOSED));
            },
            &[
                "4 forms answered.",
                "Next: chronic tally forms -o team.toml",
            ],
            &["another school year"],
        ),
        (
            "forms of another district beside those that were counted",
            "2026-10-20",
            &|world| {
                counted(world, "2026-10-01");
                for name in ["a", "b"] {
                    let form = form(name, "2026-27", "2026-10-02", CLOSED);
                    let path = format!("Oakdale/{name}.toml");
                    world.put(&path, form.replace("North", "Oakdale"));
                }
            },
            &[
                "1 form answered.",
                "Oakdale/a.toml and Oakdale/b.toml are from another district (Oakdale) and won't be counted. If they're from North, fix the district there.",
                "Next: chronic plan draft",
            ],
            &["tally"],
        ),
        (
            "forms of two districts in one folder",
            "2026-10-20",
            &|world| {
                one(world, "2026-27", "2026-10-01");
                let form = form("Bo", "2026-27", "2026-10-02", CLOSED);
                world.put("forms/bo.toml", form.replace("North", "Oakdale"));
            },
            &["The forms name more than one district: North and Oakdale."],
            &[],
        ),
        (
            "the plan's date is older than the answers, but all else says that it's this year's",
            "2027-01-20",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                world.edit("plan.toml", |plan| {
                    filled_in(plan).replace("2026-11-02", "2026-01-15")
                });
            },
            &[
                "plan.toml: not complete,",
                "Next: chronic validate plan.toml",
            ],
            &["Earlier", "plan draft"],
        ),
        (
            "last year's files were put away, and the coming year's roster is here",
            "2027-10-05",
            &|world| {
                counted(world, "2026-10-01");
                let away = world.year.join("Year 1");
                fs::create_dir(&away).unwrap();
                for name in ["forms", "team.toml"] {
                    fs::rename(world.year.join(name), away.join(name)).unwrap();
                }
                world.put("Year 1/roster.csv", ROSTER);
                world.put("roster.csv", ROSTER);
            },
            &["Next: chronic init --team roster.csv forms-2027-28"],
            &[],
        ),
        (
            "the team assessment that the plan names is gone",
            "2026-11-20",
            &|world| {
                counted(world, "2026-10-01");
                planned(world, "plan.toml");
                fs::remove_file(world.year.join("team.toml")).unwrap();
            },
            &[
                "plan.toml names team.toml, which isn't here.",
                "First look for team.toml, which plan.toml names, and put it back",
            ],
            &["Not yet. The answers haven't been counted."],
        ),
        (
            "someone was added to the roster after the forms were made",
            "2026-10-05",
            &|world| {
                one(world, "2026-27", "2026-10-01");
                world.put("forms/bo.toml", form("Bo Lind", "2026-27", "", [""; 3]));
                world.put("roster.csv", ROSTER);
            },
            &[
                "   There's no form here for Cy Vega.",
                "Make one, and send it. To count the forms you have now: chronic tally",
                "Next: chronic init forms/cy-vega.toml --name \"Cy Vega\"",
            ],
            &[],
        ),
        (
            "everyone writes the school year in another way",
            "2026-10-05",
            &|world| {
                for cycle in ["2026-27", "2026-2027", "26-27", "2026/27", "SY 2026-27"] {
                    let path = format!("forms/{}.toml", cycle.replace(['/', ' '], "-"));
                    world.put(&path, form(cycle, cycle, "2026-10-01", CLOSED));
                }
            },
            &["North, 2026-2027\n"],
            &[],
        ),
    ];
    for (title, today, folder, said, unsaid) in cases {
        let world = World::new();
        folder(&world);
        let next = world.next(&format!("--today {today}")).out;
        for said in *said {
            assert!(next.contains(said), "{title}: {said}\n{next}");
        }
        for unsaid in *unsaid {
            assert!(!next.contains(unsaid), "{title}: {unsaid}\n{next}");
        }
    }
}

/// The last two steps of a team that is large enough for pages for others.
#[test]
fn results_are_shared_and_checked_on_by_a_team_of_nine() {
    let world = World::new();
    for name in ["team-2025.toml", "team-2026.toml", "plan-2026.toml"] {
        world.put(name, fs::read(examples().join(name)).unwrap());
    }
    for form in fs::read_dir(examples().join("responses")).unwrap() {
        let form = form.unwrap();
        let name = format!("responses/{}", form.file_name().to_str().unwrap());
        world.put(&name, fs::read(form.path()).unwrap());
    }
    let mut seen = String::new();
    let moment = |title: &str, today: &str, seen: &mut String| {
        let run = world.types(&format!("chronic next --today {today}"));
        let _ = writeln!(seen, "==== {title}\n{}", run.out);
        let line = line_of(&run.out);
        let run = world.types(&line);
        assert!(run.code < 2, "{line}: {}", run.err);
        (line, run)
    };
    let told = |audience: &str, status: &str| {
        world.edit("plan-2026.toml", |plan| {
            let at = plan.find(&format!("audience = \"{audience}\"")).unwrap();
            let (before, entry) = plan.split_at(at);
            let entry = entry.replacen("status = \"not-started\"", status, 1);
            format!("{before}{entry}")
        });
    };
    let (line, page) = moment("results to share", "2026-11-15", &mut seen);
    assert!(line.contains("--audience district-office"), "{line}");
    // What is printed for an audience has no earlier year in it.
    assert!(!line.contains("--previous"), "{line}");
    assert!(page.out.contains("District Office") || page.out.contains("district office"));
    told("district-office", "status = \"done\"");
    let (line, _) = moment("the district office was told", "2026-12-02", &mut seen);
    assert!(line.contains("--audience schools"), "{line}");
    for audience in ["schools", "partners", "school-board"] {
        told(audience, "status = \"done\"");
    }
    moment("everyone was told", "2027-01-14", &mut seen);
    moment("a check-in is near", "2027-01-28", &mut seen);
    world.edit("plan-2026.toml", |plan| {
        plan.replace("status = \"not-started\"", "status = \"done\"")
            .replace("status = \"in-progress\"", "status = \"done\"")
            .replace("done = \"\"", "done = \"2027-05-28\"")
    });
    moment("all is done", "2027-06-14", &mut seen);
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/snapshots/next-sharing.txt"
    );
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(seen, snapbox::Data::read_from(Path::new(path), None));
}

#[test]
fn what_programs_read_has_the_same() {
    let world = World::new();
    world.put("roster.csv", ROSTER);
    world.put(
        "forms/a.toml",
        form("Ana Reyes", "2026-27", "2026-10-01", ["strength"; 3]),
    );
    world.put(
        "forms/b.toml",
        form("Vega, Cy", "2026-27", "2026-10-01", ["", "", "unsure"]),
    );
    world.put("notes.toml", "what\n");
    let said: serde_json::Value = serde_json::from_str(&world.next("--format json").out).unwrap();
    let expected = serde_json::json!({
        "people": 3, "answered": 1, "begun": 1, "anonymous": 0,
        "missing": [{"name": "Bo Lind", "role": "Clerk", "department": "SPED"}],
        "departments_missing": ["Operations"], "departments_silent": ["SPED"],
    });
    assert_eq!(said["roster"], expected);
    assert_eq!(said["district"], "North");
    assert_eq!(said["cycle"], "2026-27");
    assert_eq!(said["responses"], 2);
    assert!(said["assessment"].is_null() && said["plan"].is_null());
    assert_eq!(said["not_understood"][0], "notes.toml");
    assert_eq!(said["next"], world.line(""));
    world.put("forms/b2.toml", form("Ed Poe", "2026-27", "", [""; 3]));
    let reminder = world.next("--remind").out;
    assert!(
        reminder
            .contains("There's no form here for Bo Lind. If they don't have one, make one first."),
        "{reminder}"
    );
    fs::remove_file(world.year.join("forms/b2.toml")).unwrap();
    // One form without a name, and no one is missing.
    world.put(
        "forms/n.toml",
        form("", "2026-27", "2026-10-01", ["strength"; 3]),
    );
    let said: serde_json::Value = serde_json::from_str(&world.next("--format json").out).unwrap();
    assert_eq!(said["roster"]["missing"], serde_json::json!([]));
    assert_eq!(said["roster"]["departments_silent"], serde_json::json!([]));
    let said = world.next("");
    assert!(!said.out.contains("Bo Lind"), "{}", said.out);
    let reminder = world.next("--remind").out;
    assert!(
        reminder.contains("for everyone") && !reminder.contains("Lind"),
        "{reminder}"
    );
}

#[test]
fn the_example_is_where_its_files_are() {
    let run = crate::common::run(&examples(), &["next", "2027", "--today", "2027-10-06"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for words in [
        "Millbrook Unified, 2027-28",
        "5 of 9 answered, 1 started (2027/roster.csv).",
        "Departments with no answer: Teaching and Learning, Operations, Health Services.",
        "Earlier: 2027/team-2026.toml.",
        "Earlier: 2027/plan-2026.toml.",
        "Next: chronic validate 2027/responses --roster 2027/roster.csv",
    ] {
        assert!(run.out.contains(words), "no {words:?} in {}", run.out);
    }
}

/// What someone typed may be a rating, and the name of the file whose it is.
#[test]
fn no_rating_is_shown_of_a_form_that_cannot_be_read() {
    let world = World::new();
    let form = form("Ana Ruiz", "", "2026-10-01", ["strength"; 3]);
    let bad = form.replacen("\"strength\"", "\"Urgent-gap!!\"", 1);
    world.put("forms/ana-ruiz.toml", bad);
    for options in ["", " --format json"] {
        let run = world.next(options);
        assert!(!run.out.to_lowercase().contains("urgent"), "{}", run.out);
        assert!(
            run.out
                .contains("forms/ana-ruiz.toml: line 13: The rating isn't one of the five."),
            "{}",
            run.out
        );
    }
}

/// A file that may be anywhere in a folder of a year, and whether `next` knows what it is.
#[derive(Debug, Clone)]
struct Thing {
    path: String,
    content: String,
    is_known: bool,
}

fn thing() -> impl Strategy<Value = Thing> {
    let team = |responses: u32, cycle: &str, from: &str| {
        let counts = format!(
            "counts = {{ strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = {responses}, unsure = 0, unanswered = 0 }}\nagreed = \"\"\ndecision = \"\"\nnotes = \"\"\n"
        );
        format!(
            "kind = \"team-assessment\"\nrubric = \"tiny/1\"\ncycle = \"{cycle}\"\nresponses = {responses}\n{from}\n[data.review]\n{counts}[data.alerts]\n{counts}[staff.training]\n{counts}"
        )
    };
    let plan = |adopted: &str, owner: &str, status: &str| {
        let mut plan = format!("kind = \"plan\"\nrubric = \"tiny/1\"\nadopted = \"{adopted}\"\n");
        for practice in ["data.review", "data.alerts", "staff.training"] {
            let _ = write!(
                plan,
                "[[action]]\npractice = \"{practice}\"\naction = \"Do {practice}.\"\nowner = \"{owner}\"\ndue = \"2027-05-01\"\nstatus = \"{status}\"\n"
            );
        }
        for audience in ["district-office", "families"] {
            let _ = write!(
                plan,
                "[[communication]]\naudience = \"{audience}\"\nmessage = \"m\"\nchannel = \"c\"\nowner = \"o\"\ndue = \"2026-12-01\"\nstatus = \"{status}\"\n"
            );
        }
        plan
    };
    let gap = ["urgent-gap"; 3];
    let known: Vec<(&str, String)> = vec![
        ("ana.toml", form("Ana Reyes", "2026-27", "2026-10-01", gap)),
        ("ana-again.toml", form("Reyes, Ana", "2026-27", "2026-10-03", ["strength"; 3])),
        ("bo.toml", form("Bo Lind", "2026-27", "", ["", "unsure", ""])),
        ("cy.toml", form("Cy Vega", "", "2026-10-02", gap)),
        ("none.toml", form("", "2026-27", "2026-10-04", ["unsure"; 3])),
        ("none-2.toml", form("", "2026-27", "2026-10-04", ["unsure"; 3])),
        ("blank.toml", form("Di Moss", "2026-27", "", [""; 3])),
        ("old.toml", form("Ana Reyes", "2025-26", "2025-10-01", gap)),
        ("new.toml", form("", "2027-28", "", [""; 3])),
        ("roster.csv", ROSTER.to_owned()),
        ("staff.csv", "Name;Phone\nAna Reyes;1\n".to_owned()),
        ("team.toml", team(1, "2026-27", "from = 2026-10-01\nto = 2026-10-01\n")),
        ("team-2.toml", settled(&team(2, "2026-27", "from = 2026-10-01\nto = 2026-10-04\n"))),
        (
            "team-6.toml",
            settled(&team(6, "2026-27", "from = 2026-10-01\nto = 2026-10-04\n")),
        ),
        ("team-old.toml", settled(&team(3, "2025-26", "from = 2025-10-01\nto = 2025-10-04\n"))),
        ("team-any.toml", settled(&team(1, "", ""))),
        ("plan.toml", plan("2026-11-01", "Nurse", "not-started")),
        ("plan-open.toml", plan("", "", "not-started")),
        ("plan-old.toml", plan("2025-11-01", "Nurse", "done")),
        ("export.csv", "Timestamp,Name,1. Review of data,2. Alerts,3. Training\n10/13/2026 9:00,Ed Poe,Strength,Unsure,Urgent Gap\n".to_owned()),
        ("empty-export.csv", "Timestamp,Name,1. Review of data,2. Alerts,3. Training\n10/13/2026 9:00,Ed Poe,,,\n".to_owned()),
    ];
    let unknown: Vec<(&str, String)> = vec![
        (
            "broken.toml",
            form("Ana Reyes", "2026-27", "", gap)
                .replace("rating = \"urgent-gap\"", "rating = \"urgent"),
        ),
        ("wrong.toml", form("Ana Reyes", "2026-27", "", ["great"; 3])),
        ("empty.toml", String::new()),
        ("words.toml", "We met in May.\n".to_owned()),
        (
            "team-bad.toml",
            team(1, "2026-27", "").replace("urgent-gap = 1", "urgent-gap = 2"),
        ),
        ("plan-bad.toml", plan("2026-11-01", "Nurse", "later")),
        ("roster-bad.csv", "Name,Role\n,Clerk\n".to_owned()),
        ("budget.csv", "Item,Dollars\nBus,100\n".to_owned()),
        ("numbers.xlsx", "PK\u{3}\u{4} and then nothing".to_owned()),
        ("notes.docx", "PK".to_owned()),
        ("ana.txt", form("Ana Reyes", "2026-27", "", gap)),
        ("it's \"$HOME\".toml", "[\n".to_owned()),
    ];
    let all: Vec<(String, String, bool)> = known
        .into_iter()
        .map(|(name, content)| (name.to_owned(), content, true))
        .chain(
            unknown
                .into_iter()
                .map(|(name, content)| (name.to_owned(), content, false)),
        )
        .collect();
    let folders = prop::sample::select(vec!["", "", "forms/", "forms/late ones/", "2025/"]);
    (prop::sample::select(all), folders).prop_map(|((name, content, is_known), folder)| Thing {
        path: format!("{folder}{name}"),
        content,
        is_known,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn whatever_there_is_the_next_step_can_be_typed_and_leads_on(
        things in prop::collection::vec(thing(), 0..9),
        today in prop::sample::select(vec!["2026-10-05", "2026-11-20", "2027-03-01", "2027-10-02", "2028-10-02"]),
    ) {
        let world = World::new();
        for thing in &things {
            world.put(&thing.path, &thing.content);
        }
        let options = format!("--today {today}");
        let said = world.next(&options).out;
        for thing in things.iter().filter(|thing| !thing.is_known) {
            let name = thing.path.rsplit('/').next().unwrap();
            prop_assert!(said.contains(name), "{} is not named in\n{said}", name);
        }
        let mut lines = Vec::new();
        for _ in 0..8 {
            let line = world.line(&options);
            let run = world.types(&line);
            prop_assert!(run.code < 2, "{line}\n{}", run.err);
            let writes = ["chronic init", "chronic tally", "chronic import", "chronic plan draft"];
            let is_commands = writes.iter().any(|of| line.starts_with(of)) && line.contains(" -o ")
                || line.starts_with("chronic init")
                || line.starts_with("chronic import") && !line.contains("--dry-run");
            if !is_commands || run.code == 1 {
                break;
            }
            prop_assert!(!lines.contains(&line), "in a circle: {line}\n{lines:?}");
            lines.push(line);
        }
        prop_assert!(lines.len() < 8, "{lines:?}");
        // It only looks.
        prop_assert_eq!(world.next(&options).out, world.next(&options).out);
    }
}

#[test]
fn a_round_is_begun_once_where_the_last_one_has_no_year() {
    let world = World::new();
    for name in ["Ana", "Bo"] {
        world.put(
            &format!("old/{name}.toml"),
            form(name, "", "", ["urgent-gap"; 3]),
        );
    }
    let rubric = format!("--rubric {}", world.rubric.display());
    world.types(&format!("chronic tally old -o team.toml {rubric}"));
    fs::remove_dir_all(world.year.join("old")).unwrap();
    world.edit("team.toml", settled);
    world.types(&format!(
        "chronic plan draft team.toml -o plan.toml {rubric}"
    ));
    world.edit("plan.toml", filled_in);
    let today = "--today 2028-10-02";
    let first = world.line(today);
    assert!(first.starts_with("chronic init"), "{first}");
    world.types(&first);
    let then = world.line(today);
    assert!(then.starts_with("chronic validate forms-2028-29"), "{then}");
}

/// Every command that is printed is one that works as typed: with the team's own
/// self-assessment.
#[test]
fn whatever_command_is_printed_has_the_rubric_that_was_given() {
    let world = World::new();
    let own = ["strength", "ok-for-now", "unsure"];
    world.put(
        "responses/ana.toml",
        form("Ana", "2026-27", "2026-10-01", own),
    );
    world.put(
        "responses/bo.toml",
        form("Bo", "2026-27", "2026-10-02", own),
    );
    let own = ["ok-for-now", "urgent gapp", "unsure"];
    world.put("broken/cy.toml", form("Cy", "2026-27", "2026-10-02", own));
    let rubric = format!("--rubric {}", world.rubric.display());
    let mut printed = 0;
    let mut tried = |line: &str, now: &dyn Fn()| {
        let run = world.types(&format!("chronic {line} {rubric}"));
        let said = run.out.clone() + &run.err;
        for (_, command) in said
            .match_indices(": chronic ")
            .map(|(at, _)| said[at..].split_once(": ").unwrap())
        {
            let command = command.lines().next().unwrap();
            assert!(command.contains(&rubric), "chronic {line}: {command}");
            printed += 1;
        }
        now();
    };
    let nothing = || ();
    tried("init forms.toml", &nothing);
    tried("tally broken", &nothing);
    tried("next", &nothing);
    tried("tally responses -o team.toml", &nothing);
    tried("next", &nothing);
    tried("plan draft team.toml", &nothing);
    tried("plan draft responses -o early.toml", &nothing);
    tried("tally team.toml -o team.xlsx", &|| {
        world.edit("team.toml", settled);
    });
    tried("next", &nothing);
    tried("plan draft team.toml -o plan.toml", &nothing);
    tried("validate plan.toml", &nothing);
    tried("plan update plan.toml responses", &nothing);
    tried("plan status plan.toml", &nothing);
    tried("render team.toml --plan plan.toml", &nothing);
    tried("plan draft team.toml -o plan.toml", &|| {
        world.edit("plan.toml", filled_in);
    });
    tried("next --today 2027-03-01", &nothing);
    tried("next --today 2028-03-01", &nothing);
    assert!(printed > 15, "{printed}");
}
