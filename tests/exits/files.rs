//! The files of a district, each with a text in every place that a person can write in.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::Reader as _;
use toml::Value;

use super::written::Texts;
use crate::common::run;

const RATINGS: [&str; 6] = [
    "strength",
    "ok-for-now",
    "could-be-better",
    "urgent-gap",
    "unsure",
    "",
];
const PRACTICES: [&str; 6] = [
    "data.a", "data.b", "data.c", "staff.a", "staff.b", "staff.c",
];

/// Writes all of them into a folder; the names of some are texts as well.
pub(crate) fn write(root: &Path, texts: &mut Texts) {
    for below in ["forms", "broken"] {
        fs::create_dir_all(root.join(below)).unwrap();
    }
    let put = |path: &str, content: String| fs::write(root.join(path), content).unwrap();
    put("rubric.toml", rubric(texts));
    for at in 0..9 {
        let below = if at % 3 == 0 {
            texts.file_name(&at.to_string())
        } else {
            String::new()
        };
        fs::create_dir_all(root.join("forms").join(&below)).unwrap();
        let name = texts.file_name(&format!("{at}.toml"));
        put(&format!("forms/{below}/{name}"), response(texts, at));
    }
    broken(&root.join("broken"), texts);
    put("one.toml", response(texts, 10));
    put("other.toml", response(texts, 13));
    put(
        "mend.toml",
        response(texts, 14)
            .replace("\"unsure\"", "\"un sure\"")
            .replace('\n', "\r\n"),
    );
    put("team.toml", team(texts, 0));
    put("last.toml", team(texts, 5));
    put("plan.toml", plan(texts));
    put("roster.csv", roster(texts));
    put("export.csv", export(texts));
    for ending in ["md", "csv", "toml", "ics"] {
        put(&format!("old.{ending}"), String::new());
    }
    fs::write(root.join("typed.xlsx"), workbook(root, texts)).unwrap();
}

/// The team's assessment and plan as a workbook, in which a text was typed wherever one can be.
fn workbook(root: &Path, texts: &mut Texts) -> Vec<u8> {
    let tally = "--rubric rubric.toml tally team.toml --plan plan.toml -o made.xlsx";
    let made = run(root, &tally.split(' ').collect::<Vec<_>>());
    assert_eq!(made.code, 0, "{}", made.err);
    let made = root.join("made.xlsx");
    let bytes = fs::read(&made).unwrap();
    fs::remove_file(made).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
    let mut typed = Vec::new();
    for (sheet, first, columns) in [
        ("Assessment", "Ingredient", "R"),
        ("Plan", "Order", "EFJKL"),
        ("Sharing", "Audience", "BCDE"),
    ] {
        let range = book.worksheet_range(sheet).unwrap();
        let head = range.rows().position(|row| row[0] == *first);
        // A cell in which there is nothing: what it has could be more than it can hold.
        for (row, cells) in (1..).zip(range.rows()).skip(head.unwrap() + 1) {
            for column in columns.chars() {
                let at = usize::from(column as u8 - b'A');
                if cells[at].to_string().is_empty() {
                    let text = texts.distinct(&format!("{column} {row}"));
                    typed.push((sheet, format!("{column}{row}"), text));
                }
            }
        }
    }
    let typed: Vec<(&str, &str, &str)> = typed
        .iter()
        .map(|(sheet, cell, text)| (*sheet, cell.as_str(), text.as_str()))
        .collect();
    crate::common::typed::typed(&bytes, &typed)
}

fn rubric(texts: &mut Texts) -> String {
    let mut all = String::from("id = \"evil\"\nversion = 1\n");
    let title = Value::from(texts.distinct("Title"));
    all.push_str(&format!("title = {title}\n"));
    for key in [
        "question",
        "source",
        "purpose",
        "vulnerable-populations",
        "frequency",
    ] {
        all.push_str(&format!("{key} = {}\n", texts.toml()));
    }
    all.push_str("[ratings]\n");
    for (at, key) in RATINGS[..5].iter().enumerate() {
        let label = Value::from(texts.distinct(&format!("Label {at}")));
        all.push_str(&format!("{key} = {label}\n"));
    }
    all.push_str(&format!(
        "[[step]]\nid = \"s\"\ntitle = {}\ntext = {}\n",
        texts.toml(),
        texts.toml()
    ));
    for ingredient in ["data", "staff"] {
        let title = Value::from(texts.distinct(ingredient));
        all.push_str(&format!(
            "[[ingredient]]\nid = \"{ingredient}\"\ntitle = {title}\n"
        ));
        for practice in ["a", "b", "c"] {
            let title = Value::from(texts.distinct(&format!("{ingredient} {practice}")));
            let statement = Value::from(texts.distinct("Statement"));
            all.push_str(&format!("[[ingredient.practice]]\nid = \"{practice}\"\ntitle = {title}\nstatement = {statement}\n"));
        }
    }
    all.replace(" = \"\"\n", " = \"x\"\n")
}

/// Three of nine share a role and a department, which are the texts of the first of them.
fn response(texts: &mut Texts, at: usize) -> String {
    let mut form = String::from("kind = \"response\"\nrubric = \"evil/1\"\n");
    // All say the same district.
    form.push_str(&format!(
        "district = {}\ncycle = {}\n[respondent]\n",
        texts.at(2),
        texts.at(3)
    ));
    let name = Value::from(texts.distinct(&format!("Name {at}")));
    let group = |from: usize, at: usize| match at {
        0 => "Other".into(),
        at => texts.at(from + at),
    };
    let (role, department) = (group(30, at % 3), group(60, at / 3 % 3));
    form.push_str(&format!(
        "name = {name}\nrole = {role}\ndepartment = {department}\n"
    ));
    form.push_str(&format!("date = 2026-10-{:02}\n", at + 1));
    for (number, practice) in PRACTICES.iter().enumerate() {
        let rating = rating(at, number);
        form.push_str(&format!(
            "[{practice}]\nrating = \"{rating}\"\ndocumentation = {}\n",
            texts.toml()
        ));
    }
    form
}

/// What the form with this number says of a practice.
fn rating(at: usize, number: usize) -> &'static str {
    match number {
        // In every group somebody, or all but one, have no rating: whether a cell of a
        // group is hidden never turns on its name.
        4 if at != 4 => "unsure",
        5 if (at / 3 + at).is_multiple_of(3) => "",
        _ => RATINGS[(at * (number + 1) + 2 * number) % 4],
    }
}

/// What cannot be read, what is passed over, and a copy with other answers.
fn broken(folder: &Path, texts: &mut Texts) {
    let text = |texts: &mut Texts| texts.next().replace("'''", "").replace('\r', "");
    let put = |name: String, content: String| fs::write(folder.join(name), content).unwrap();
    let good = response(texts, 20);
    let again = good
        .replace("10-21", "10-27")
        .replacen("\"could-be-better\"", "\"urgent-gap\"", 1);
    put("good.toml".into(), good);
    put(texts.file_name("again.toml"), again);
    let unknown = response(texts, 22);
    let key = Value::from(texts.next());
    put(
        texts.file_name("key.toml"),
        format!("{unknown}\n[{key}]\n{key} = {key}\n"),
    );
    let rating =
        response(texts, 23).replace("rating = \"unsure\"", &format!("rating = {}", texts.toml()));
    put(
        texts.file_name("rating.toml"),
        rating.replace("2026-10-24", &texts.toml()),
    );
    put(
        texts.file_name("open.toml"),
        format!("kind = \"response\"\nx = '''\n{}", text(texts)),
    );
    put(
        texts.file_name("line.toml"),
        format!("kind = \"response\"\n{}\n= {}\n", text(texts), text(texts)),
    );
    put(
        texts.file_name("merge.toml"),
        format!("<<<<<<< {}\nkind = 1\n=======\n>>>>>>> x\n", text(texts)),
    );
    put(
        texts.file_name("kind.toml"),
        format!("kind = {}\nrubric = {}\n", texts.toml(), texts.toml()),
    );
    put(
        texts.file_name("page.toml"),
        format!("<html>{}", text(texts)),
    );
    put(texts.file_name("plan.toml"), plan(texts));
    put(texts.file_name("else.txt"), text(texts));
    put(texts.file_name("late.toml.txt"), response(texts, 24));
}

/// An assessment; without a shift it counts the nine forms.
fn team(texts: &mut Texts, shift: usize) -> String {
    let mut all = format!(
        "kind = \"team-assessment\"\nrubric = \"evil/1\"\ndistrict = {}\ncycle = {}\nresponses = 9\nfrom = 2026-09-28\nto = 2026-10-16\n",
        texts.toml(),
        texts.toml()
    );
    let decisions = ["continue", "improve", "find-out", "watch", "", "improve"];
    for (at, practice) in PRACTICES.iter().enumerate() {
        let of_forms = |answer: &str| (0..9).filter(|form| rating(*form, at) == answer).count();
        let of = |answer: usize| match shift {
            0 => of_forms(RATINGS[answer]),
            // Nine answers, of which most are another one in each practice.
            _ if (answer + at + shift).is_multiple_of(6) => 4,
            _ => 1,
        };
        let counts: Vec<usize> = (0..6).map(of).collect();
        let keys = [
            "strength",
            "ok-for-now",
            "could-be-better",
            "urgent-gap",
            "unsure",
            "unanswered",
        ];
        let pairs: Vec<String> = keys
            .iter()
            .zip(counts)
            .map(|(key, n)| format!("{key} = {n}"))
            .collect();
        let quotes: Vec<String> = RATINGS
            .iter()
            .map(|rating| {
                format!(
                    "{{ rating = \"{rating}\", text = {} }}",
                    one_line(&texts.next())
                )
            })
            .collect();
        all.push_str(&format!(
            "# {}\n[{practice}]\ncounts = {{ {} }}\ndocumentation = [ {} ]\nagreed = \"{}\"\ndecision = \"{}\"\nnotes = {}\n",
            comment(&texts.next()),
            pairs.join(", "),
            quotes.join(", "),
            if at == 4 { "" } else { RATINGS[(at + shift) % 5] },
            decisions[at],
            texts.toml()
        ));
    }
    all
}

fn plan(texts: &mut Texts) -> String {
    let mut all = format!(
        "kind = \"plan\"\nrubric = \"evil/1\"\nassessment = \"team.toml\"\ntitle = {}\nadopted = \"2026-10-20\"\n",
        texts.toml()
    );
    let statuses = [
        "not-started",
        "in-progress",
        "done",
        "dropped",
        "not-started",
    ];
    for (at, status) in statuses.iter().enumerate() {
        let [action, progress, measure, partner, other] = std::array::from_fn(|_| texts.toml());
        // One is still to be typed in the workbook.
        let progress = match at {
            0 => String::new(),
            _ => format!("progress = {progress}\n"),
        };
        let owner = Value::from(texts.distinct(&format!("Owner {at}")));
        let id = Value::from(texts.distinct(&format!("id-{at}")));
        all.push_str(&format!(
            "# {}\n[[action]]\nid = {id}\npractice = \"{}\"\naction = {action}\nowner = {owner}\ndue = \"2026-11-{:02}\"\nstatus = \"{status}\"\n{progress}measure = {measure}\npartners = [{partner}, {other}]\n",
            comment(&texts.next()),
            PRACTICES[at],
            at + 1
        ));
    }
    all.push_str(&format!(
        "[[continue]]\npractice = \"data.a\"\nhow = {}\n",
        texts.toml()
    ));
    all.push_str(&format!(
        "[[defer]]\npractice = \"staff.c\"\nreason = {}\n",
        texts.toml()
    ));
    for audience in [
        "district-office",
        "schools",
        "partners",
        "school-board",
        "families",
    ] {
        let [message, ask] =
            ["What comes next.", "Read it."].map(|otherwise| Value::from(texts.telling(otherwise)));
        let channel = texts.toml();
        let owner = Value::from(texts.distinct(audience));
        all.push_str(&format!(
            "[[communication]]\naudience = \"{audience}\"\nmessage = {message}\nask = {ask}\nchannel = {channel}\nowner = {owner}\ndue = \"2026-12-01\"\nstatus = \"not-started\"\n"
        ));
    }
    all
}

fn roster(texts: &mut Texts) -> String {
    let mut rows = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let unused = texts.distinct("Unused");
    // A cell of several lines is refused, since most likely a quote is missing.
    let line = |text: String| text.replace(['\n', '\r'], " ");
    rows.write_record(["Name", "Role", "Department", &line(unused)])
        .unwrap();
    for at in 0..12 {
        let name = texts.distinct(&format!("Name {at}"));
        rows.write_record([name, texts.next(), texts.next(), texts.next()].map(line))
            .unwrap();
    }
    String::from_utf8(rows.into_inner().unwrap()).unwrap()
}

/// What a form tool exports, its headings of practices among the texts.
fn export(texts: &mut Texts) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let headings = ["Timestamp", "Name", "Role", "Department"].map(str::to_owned);
    let practices = PRACTICES
        .iter()
        .flat_map(|id| [(*id).to_owned(), "How do we know?".to_owned()]);
    let unused = texts.distinct("Unused");
    let heads: Vec<String> = headings
        .into_iter()
        .chain(practices)
        .chain([unused])
        .collect();
    rows.write_record(&heads).unwrap();
    for at in 0..6 {
        let mut row = vec![
            format!("2026-10-{:02}", at + 13),
            texts.distinct(&format!("Name {at}")),
        ];
        row.extend([texts.next(), texts.next()]);
        for number in 0..PRACTICES.len() {
            row.extend([RATINGS[(at + number) % 5].to_owned(), texts.next()]);
        }
        row.push(texts.next());
        rows.write_record(&row).unwrap();
    }
    String::from_utf8(rows.into_inner().unwrap()).unwrap()
}

/// As a basic TOML string on one line, for a place where no other may stand.
fn one_line(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// As far as a comment can hold it.
fn comment(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
