//! Whole runs in two districts that differ in nothing but who the people are: what each
//! prints or writes to be passed on is the same, byte for byte.

use std::collections::BTreeMap;
use std::fs;

use chronic::files::rubric::builtin;
use tempfile::TempDir;

use crate::common::{Run, run};

/// Runs whose result may be passed on, to one reader or another.
/// A new form that may leave the room is one more line.
const PASSED_ON: &[&str] = &[
    "render forms --audience public --before-debrief",
    "render forms --audience public --before-debrief --format markdown --previous last.toml --title Attendance",
    "render team.toml --audience public --plan plan.toml --previous last.toml",
    "render team.toml --audience public --plan plan.toml -o new.md",
    "render team.toml --audience public --plan plan.toml --previous-plan plan.toml --today 2027-01-08",
    "render team.toml --audience schools --plan plan.toml --today 2027-01-08",
    "render team.toml --audience public --format html --plan plan.toml --previous last.toml",
    "tally . --by folder --format table",
    "tally . --by folder --format csv",
    "tally . --by folder --format json --practice 2",
    "tally . --by folder --format markdown",
    "tally . --by folder --long",
    "tally forms --format table",
    "tally forms --format csv",
    "tally forms --long",
    "tally forms --format json",
    "tally forms --format markdown --no-documentation",
    "tally forms --format toml --no-documentation",
    "tally forms --no-documentation -o new.toml",
    "tally forms --by role --format table",
    "tally forms --by role --format csv",
    "tally forms --by role --format json",
    "tally forms --by role --format markdown --no-documentation",
    "tally forms --by department --min-group 3 --format json",
    "diff last.toml forms --all --format table",
    "diff last.toml forms --format csv",
    "diff last.toml forms --format json",
    "diff last.toml forms --all --format markdown",
    "plan draft forms --no-documentation",
];

/// A district whose people, small roles and words all carry this mark. Teachers and
/// principals are enough to be shown in both.
fn district(mark: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let put = |path: &str, text: String| fs::write(folder.path().join(path), text).unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    let own: Vec<String> = (0..4).map(|at| format!("{mark}-post-{at}")).collect();
    let roles = [
        ["Teacher"; 6].as_slice(),
        &["Principal"; 5],
        &own.iter().map(String::as_str).collect::<Vec<_>>(),
        &[""],
    ]
    .concat();
    for (at, role) in roles.iter().enumerate() {
        // Another order of files, too.
        let file = if mark == "zqa" { at } else { 90 - at };
        put(
            &format!("forms/{file:02}-{mark}.toml"),
            response(mark, at, role),
        );
    }
    put("team.toml", team(mark, 0));
    put("last.toml", team(mark, 1));
    put("plan.toml", plan(mark));
    folder
}

fn response(mark: &str, at: usize, role: &str) -> String {
    let department = if at < 7 {
        "Schools".to_owned()
    } else {
        format!("{mark}-office-{}", at % 5)
    };
    let mut form = format!(
        "# {mark} wrote this\nkind = \"response\"\nrubric = \"district/1\"\n[respondent]\nname = \"{mark}-name-{at}\"\nrole = \"{role}\"\ndepartment = \"{department}\"\ndate = 2026-10-01\n"
    );
    for (number, practice) in builtin().practices().iter().enumerate() {
        let rating = [
            "strength",
            "ok-for-now",
            "could-be-better",
            "urgent-gap",
            "unsure",
            "",
        ][(at * 7 + number * (at + 3)) % 6];
        form.push_str(&format!(
            "[{}]\nrating = \"{rating}\"\ndocumentation = \"{mark}-words-{at}\"\n",
            practice.id
        ));
    }
    form
}

fn team(mark: &str, shift: usize) -> String {
    let mut all =
        format!("# {mark}\nkind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 9\n");
    for (at, practice) in builtin().practices().iter().enumerate() {
        let strong = (at + 3 * shift) % 9;
        all.push_str(&format!(
            "# {mark}\n[{}]\ncounts = {{ strength = {strong}, ok-for-now = 0, could-be-better = 1, urgent-gap = {}, unsure = 0, unanswered = 0 }}\ndocumentation = [ {{ rating = \"strength\", text = \"{mark}-words\" }} ]\nagreed = \"\"\ndecision = \"{}\"\nnotes = \"{mark}-notes\"\n",
            practice.id,
            8 - strong,
            ["improve", "continue", "find-out", "watch", "improve"][at % 5]
        ));
    }
    all
}

fn plan(mark: &str) -> String {
    let rubric = builtin();
    let practice = &rubric.practices()[0].id;
    let action = |status: &str, what: &str| {
        format!(
            "# {mark}\n[[action]]\npractice = \"{practice}\"\naction = \"{what}\"\nowner = \"{mark}-owner\"\ndue = 2026-12-01\nstatus = \"{status}\"\nprogress = \"{mark}-progress\"\nmeasure = \"All forms are back.\"\npartners = [\"{mark}-partner\"]\n"
        )
    };
    format!(
        "kind = \"plan\"\nrubric = \"district/1\"\nassessment = \"team.toml\"\ntitle = \"{mark}-title\"\n{}{}[[communication]]\naudience = \"schools\"\nmessage = \"What comes next.\"\nask = \"Read it.\"\nchannel = \"Letter\"\nowner = \"{mark}-owner\"\ndue = 2026-12-01\nstatus = \"not-started\"\n",
        action("in-progress", "Meet every week."),
        action("dropped", &format!("{mark}-dropped"))
    )
}

/// What a run printed, and what it wrote into a new file.
fn result(folder: &TempDir, line: &str) -> (Run, BTreeMap<String, String>) {
    let run = run(folder.path(), &line.split(' ').collect::<Vec<_>>());
    let mut written = BTreeMap::new();
    for name in ["new.md", "new.toml"] {
        let path = folder.path().join(name);
        if let Ok(text) = fs::read_to_string(&path) {
            written.insert(name.to_owned(), text);
            fs::remove_file(path).unwrap();
        }
    }
    (run, written)
}

#[test]
fn what_is_passed_on_does_not_depend_on_who_the_people_are() {
    let [here, there] = ["zqa", "kwb"].map(district);
    for line in PASSED_ON {
        let [(run, files), (other, other_files)] =
            [&here, &there].map(|folder| result(folder, line));
        assert_eq!(run.code, 0, "{line}: {}", run.err);
        assert!(!run.out.is_empty() || !files.is_empty(), "{line}");
        assert_eq!(run.out, other.out, "{line}");
        assert_eq!(files, other_files, "{line}");
        for text in files.values().chain([&run.out]) {
            assert!(!text.contains("zqa"), "{line}:\n{text}");
        }
    }
}

#[test]
fn the_same_words_are_found_where_they_belong() {
    let folder = district("zqa");
    for (line, word) in [
        ("tally forms --format toml", "zqa-words"),
        ("tally forms --format markdown", "zqa-words"),
        ("render team.toml", "zqa-notes"),
        ("render team.toml --plan plan.toml", "zqa-progress"),
        (
            "render team.toml --audience public --plan plan.toml --show-owners",
            "zqa-owner",
        ),
        ("plan status plan.toml --today 2026-10-01", "zqa-owner"),
        ("tally forms --by role", "Teacher"),
    ] {
        let (run, _) = result(&folder, line);
        assert!(run.out.contains(word), "{line}: {}", run.err);
    }
}

#[test]
fn with_owners_named_a_public_page_still_holds_nothing_else() {
    let folder = district("zqa");
    let (run, _) = result(
        &folder,
        "render team.toml --audience public --plan plan.toml --show-owners --previous last.toml",
    );
    assert_eq!(
        run.out.replace("zqa-owner", "").matches("zqa").count(),
        0,
        "{}",
        run.out
    );
}

#[test]
fn a_page_for_the_public_has_no_groups_and_of_a_few_only_when_somebody_says_so() {
    let folder = district("zqa");
    for by in ["role", "department"] {
        let (run, _) = result(
            &folder,
            &format!("render forms --audience public --by {by}"),
        );
        assert_eq!((run.code, run.out.as_str()), (2, ""));
    }
    for at in 4..16 {
        fs::remove_file(folder.path().join(format!("forms/{at:02}-zqa.toml"))).unwrap();
    }
    let (run, _) = result(&folder, "render forms --audience public");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let (run, _) = result(&folder, "render forms --audience public --before-debrief");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    let (run, _) = result(
        &folder,
        "render forms --audience public --before-debrief --yes-small",
    );
    assert!(run.code == 0 && !run.out.contains("zqa"), "{}", run.out);
}

/// A team's page shows by group what a tally does, and no more.
#[test]
fn a_teams_page_shows_the_same_of_groups_as_a_tally() {
    let folder = district("zqa");
    for by in ["role", "department"] {
        let section = |line: String| {
            let (run, _) = result(&folder, &line);
            let from = run.out.find(&format!("## By {by}\n")).unwrap();
            let section = &run.out[from + 3..];
            let end = section
                .find("\n## ")
                .or_else(|| section.find("\n<!--"))
                .unwrap();
            section[..end].trim_end().to_owned()
        };
        let tally = section(format!(
            "tally forms --by {by} --format markdown --no-documentation"
        ));
        let page = section(format!("render forms --by {by} --no-documentation"));
        assert_eq!(tally, page);
        assert!(!tally.contains("zqa"), "{tally}");
    }
}
