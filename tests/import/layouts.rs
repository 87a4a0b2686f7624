//! A random district's answers in any of ten layouts that form tools write, after any two
//! disturbances: they are imported right or refused, and never wrong, also after `--yes`.

use std::collections::BTreeMap;

use chronic::files::rubric::builtin;
use chronic::import::columns::columns;
use chronic::import::form_export;
use chronic::import::responses::{Given, import};
use chronic::import::table::Table;
use chronic::model::rating::Rating;
use chronic::model::response::Response;
use chronic::model::rubric::Rubric;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::common::cases;

/// So many exports a run.
const EXPORTS: u32 = 200;

/// What one person answered; every comment says whose it is and on which practice.
#[derive(Debug, Clone)]
struct Person {
    name: [&'static str; 2],
    day: u8,
    ratings: Vec<Option<Rating>>,
    comments: Vec<bool>,
}

impl Person {
    fn full_name(&self) -> String {
        self.name.join(" ")
    }

    fn comment(&self, practice: usize) -> String {
        if self.comments[practice] {
            format!("{} on {}.", self.name[1], practice + 1)
        } else {
            String::new()
        }
    }

    fn rating(&self, practice: usize, rubric: &Rubric) -> String {
        let label = |rating| rubric.labels.of(rating).to_owned();
        self.ratings[practice].map(label).unwrap_or_default()
    }
}

const NAMES: [[&str; 2]; 6] = [
    ["Nadia", "Quill"],
    ["Owen", "Thrush"],
    ["Bea", "Lantern"],
    ["Carl", "Mossby"],
    ["Ines", "Alder"],
    ["Tom", "Reed"],
];

fn person(at: usize) -> impl Strategy<Value = Person> {
    let ratings = prop::collection::vec(prop::option::weighted(0.95, 0..5_usize), 25);
    let comments = prop::collection::vec(prop::bool::weighted(0.7), 25);
    (ratings, comments, 1..28_u8).prop_map(move |(ratings, comments, day)| Person {
        name: NAMES[at],
        day,
        ratings: ratings
            .into_iter()
            .map(|r| r.map(|r| Rating::ALL[r]))
            .collect(),
        comments,
    })
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    (3..=NAMES.len()).prop_flat_map(|n| (0..n).map(person).collect::<Vec<_>>())
}

/// A column: its headings, one for each heading row, and what each person has in it.
#[derive(Debug, Clone)]
struct Column {
    heading: Vec<String>,
    cells: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Google,
    GoogleGrid,
    Microsoft,
    Quiz,
    TwoHeadingRows,
    CodesWithTexts,
    Groups,
    Shuffled,
    TwoNames,
    Blocks,
}

const LAYOUTS: [Layout; 10] = [
    Layout::Google,
    Layout::GoogleGrid,
    Layout::Microsoft,
    Layout::Quiz,
    Layout::TwoHeadingRows,
    Layout::CodesWithTexts,
    Layout::Groups,
    Layout::Shuffled,
    Layout::TwoNames,
    Layout::Blocks,
];

/// What happens to an export on its way, with something by which to choose.
#[derive(Debug, Clone, Copy)]
struct Disturbance {
    kind: u8,
    by: usize,
    to: usize,
}

const KINDS: u8 = 18;

fn disturbance() -> impl Strategy<Value = Disturbance> {
    (0..KINDS, any::<usize>(), any::<usize>()).prop_map(|(kind, by, to)| Disturbance {
        kind,
        by,
        to,
    })
}

fn laid_out(layout: Layout, people: &[Person], rubric: &Rubric, order: &[usize]) -> Vec<Column> {
    let rows = if layout == Layout::TwoHeadingRows {
        2
    } else {
        1
    };
    let column = |heading: &[&str], cell: &dyn Fn(&Person) -> String| Column {
        heading: heading.iter().take(rows).map(|h| (*h).to_owned()).collect(),
        cells: people.iter().map(cell).collect(),
    };
    let when = |heading: &str| {
        column(&[heading, ""], &|p| {
            format!("2026-10-{:02} 09:13:02", p.day)
        })
    };
    let mut out = Vec::new();
    match layout {
        Layout::Microsoft | Layout::Quiz => {
            out.push(column(&["ID"], &|p| p.day.to_string()));
            out.push(column(&["Start time"], &|p| {
                format!("2026-10-{:02} 09:00:00", p.day)
            }));
            out.push(when("Completion time"));
            out.push(column(&["Email"], &|_| "anonymous".to_owned()));
            out.push(column(&["Name"], &|_| "anonymous".to_owned()));
            if layout == Layout::Quiz {
                out.push(column(&["Total points"], &|_| "0".to_owned()));
            }
            out.push(column(&["Your name"], &Person::full_name));
        }
        Layout::TwoNames => {
            out.push(when("Submitted At"));
            out.push(column(&["First name"], &|p| p.name[0].to_owned()));
            out.push(column(&["Last name"], &|p| p.name[1].to_owned()));
        }
        Layout::Groups => {
            out.push(column(&["start"], &|p| {
                format!("2026-10-{:02}T09:00:00", p.day)
            }));
            out.push(when("_submission_time"));
            out.push(column(&["about_you/Your name"], &Person::full_name));
        }
        Layout::CodesWithTexts => {
            out.push(column(&["id. Response ID"], &|p| p.day.to_string()));
            out.push(when("submitdate. Date submitted"));
            out.push(column(&["G01Q01. Your name"], &Person::full_name));
        }
        _ => {
            out.push(when("Timestamp"));
            out.push(column(
                &["Your name", "Open-Ended Response"],
                &Person::full_name,
            ));
        }
    }
    let mut comments = Vec::new();
    for (nth, practice) in rubric.practices().iter().enumerate() {
        let title = &practice.title;
        let ingredient = &rubric.ingredients[practice.ingredient].title;
        let counted = if nth == 0 {
            String::new()
        } else {
            (nth + 1).to_string()
        };
        let (rated, asked): (Vec<String>, Vec<String>) = match layout {
            Layout::GoogleGrid => (vec![format!("{ingredient} [{title}]")], Vec::new()),
            Layout::Microsoft | Layout::Quiz | Layout::Blocks => (
                vec![title.clone()],
                vec![format!("How do we know?{counted}")],
            ),
            Layout::TwoHeadingRows => (
                vec![
                    if nth % 5 == 0 {
                        ingredient.clone()
                    } else {
                        String::new()
                    },
                    title.clone(),
                ],
                vec![
                    "How do we know?".to_owned(),
                    "Open-Ended Response".to_owned(),
                ],
            ),
            Layout::CodesWithTexts => (
                vec![format!("G02Q{:02}. {title}", 2 * nth + 2)],
                vec![format!("G02Q{:02}. How do we know?", 2 * nth + 3)],
            ),
            Layout::Groups => {
                let group = ingredient.to_lowercase().replace(' ', "_");
                (
                    vec![format!("{group}/{title}")],
                    vec![format!("{group}/How do we know?")],
                )
            }
            Layout::Shuffled => (
                vec![title.clone()],
                vec![format!("How do we know? {title}")],
            ),
            Layout::Google | Layout::TwoNames => (
                vec![format!("{}. {title}", nth + 1)],
                vec!["How do we know?".to_owned()],
            ),
        };
        let heading = |h: &[String]| h.to_vec();
        out.push(Column {
            heading: heading(&rated),
            cells: people.iter().map(|p| p.rating(nth, rubric)).collect(),
        });
        let mut behind = Vec::new();
        if layout == Layout::Quiz {
            behind.push(column(&[&format!("Points - {title}")], &|_| "0".to_owned()));
            behind.push(column(&[&format!("Feedback - {title}")], &|_| {
                String::new()
            }));
        }
        if !asked.is_empty() {
            behind.push(Column {
                heading: heading(&asked),
                cells: people.iter().map(|p| p.comment(nth)).collect(),
            });
        }
        if layout == Layout::Blocks {
            comments.extend(behind);
        } else {
            out.extend(behind);
        }
    }
    out.extend(comments);
    if layout == Layout::Shuffled {
        let mut shuffled: Vec<Column> = Vec::new();
        let mut left: Vec<Option<Column>> = out.into_iter().map(Some).collect();
        for at in order {
            shuffled.extend(left.get_mut(*at).and_then(Option::take));
        }
        shuffled.extend(left.into_iter().flatten());
        out = shuffled;
    }
    out
}

/// The columns that hold people's answers to practices.
fn is_rating(column: &Column, rubric: &Rubric) -> bool {
    let labels = |cell: &String| rubric.labels.read(cell).is_some();
    column.cells.iter().any(labels)
}

/// A column moved, lost, copied, renamed or renumbered; cells changed; rows put in between.
/// Some of it changes what people said: then the answers no longer have to come out, but no
/// other may come instead.
///
/// Comment columns that have one heading are told apart by place alone: two that changed
/// places, or one that went where another is gone, nobody can tell from an export that was
/// never touched.
fn disturb(
    table: &mut Vec<Column>,
    disturbance: Disturbance,
    other_kind: u8,
    rubric: &Rubric,
    rows: &mut Vec<String>,
) {
    let Disturbance { kind, by, to } = disturbance;
    let count = table.len();
    let (at, other) = (by % count, to % count);
    let asks = |at: usize| {
        let headings = || table[at].heading.iter();
        let names = |title: &String| headings().any(|h| h.contains(title));
        headings().any(|h| h.contains("How do we know?"))
            && !rubric.practices().iter().any(|p| names(&p.title))
    };
    let untold = match kind {
        0 => asks(at) && [0, 1, 2, 13].contains(&other_kind),
        1 => {
            let rates = |at: usize| is_rating(&table[at], rubric);
            asks(at) && asks(other)
                || (asks(at) || asks(other)) && [0, 1, 2, 13].contains(&other_kind)
                // A form that asks in another order looks like this as well.
                || rates(at) && rates(other) && (0..count).any(asks)
        }
        _ => false,
    };
    if untold {
        return;
    }
    let rated: Vec<usize> = (0..count)
        .filter(|at| is_rating(&table[*at], rubric))
        .collect();
    let a_rated = rated.get(by % rated.len().max(1)).copied();
    match kind {
        0 => {
            let moved = table.remove(at);
            table.insert(to % count, moved);
        }
        1 => table.swap(at, other),
        2 if count > 2 => drop(table.remove(at)),
        3 => {
            let last = table[at].heading.len() - 1;
            let title = table[at].heading[last].clone();
            table[at].heading[last] = format!("{}. {title}", to % 40 + 1);
        }
        4 => {
            for (n, column) in table.iter_mut().enumerate() {
                let last = column.heading.len() - 1;
                column.heading[last] = format!("{}. {}", n + 1, column.heading[last]);
            }
        }
        5 => {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for column in table.iter_mut() {
                let last = column.heading.len() - 1;
                let times = seen.entry(column.heading[last].clone()).or_default();
                *times += 1;
                if *times > 1 {
                    let mark = [
                        format!(" ({times})"),
                        format!(".{times}"),
                        format!("_{times}"),
                        format!(" {times}"),
                    ];
                    column.heading[last] += &mark[to % 4];
                }
            }
        }
        6 => {
            if let Some(at) = a_rated {
                let last = table[at].heading.len() - 1;
                let words = table[at].heading[last].clone();
                let mut words: Vec<&str> = words.split(' ').collect();
                let gone = to % words.len();
                words.remove(gone);
                table[at].heading[last] = words.join(" ");
            }
        }
        7 => {
            if let Some(at) = a_rated {
                for heading in &mut table[at].heading {
                    *heading = "Overall, how are we doing?".to_owned();
                }
            }
        }
        8 => {
            for column in table.iter_mut().filter(|c| is_rating(c, rubric)) {
                for cell in &mut column.cells {
                    let number = rubric.labels.read(cell).map(|r| r.index() + 1);
                    if let Some(number) = number {
                        *cell = match to % 3 {
                            0 => format!("{number} - {cell}"),
                            1 => format!("{cell};"),
                            _ => number.to_string(),
                        };
                    }
                }
            }
        }
        9 => {
            let cells = table[at].cells.iter().map(|_| "0".to_owned()).collect();
            let heading = table[at]
                .heading
                .iter()
                .map(|h| format!("{h} [Score]"))
                .collect();
            table.insert(at + 1, Column { heading, cells });
        }
        10 => {
            let rows = table[0].heading.len();
            let cells = table[at]
                .cells
                .iter()
                .map(|_| "A word.".to_owned())
                .collect();
            let heading =
                vec![["Anything else?", "Comments", "Notes", "Feedback"][to % 4].to_owned(); rows];
            table.insert(at, Column { heading, cells });
        }
        11 => rows.push("title".to_owned()),
        12 => rows.push("labels".to_owned()),
        13 => {
            let heading = vec![String::new(); table[at].heading.len()];
            table[at].heading = heading;
        }
        14 => {
            // A question deleted and asked anew: the later people answered the new one.
            if let Some(at) = a_rated {
                let mut anew = table[at].clone();
                let half = anew.cells.len() / 2;
                for (row, cell) in anew.cells.iter_mut().enumerate() {
                    let emptied = if row < half {
                        cell
                    } else {
                        &mut table[at].cells[row]
                    };
                    emptied.clear();
                }
                table.push(anew);
            }
        }
        15 => rows.push("total".to_owned()),
        16 => {
            let codes = (0..count).map(|n| format!("Q{}", n + 1));
            for (column, code) in table.iter_mut().zip(codes) {
                if to.is_multiple_of(2) {
                    column.heading.insert(0, code);
                } else {
                    let last = column.heading.len() - 1;
                    column.heading[last] = code;
                }
            }
        }
        _ => {
            if let Some(at) = a_rated {
                table[at].cells.iter_mut().for_each(String::clear);
            }
        }
    }
}

fn written(table: &[Column], people: usize, rows: &[String]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let depth = table.iter().map(|c| c.heading.len()).max().unwrap_or(0);
    if rows.iter().any(|row| row == "title") {
        writer.write_record(["Our self-assessment"]).unwrap();
    }
    for row in 0..depth {
        let cell = |c: &Column| c.heading.get(row).cloned().unwrap_or_default();
        writer.write_record(table.iter().map(cell)).unwrap();
    }
    if rows.iter().any(|row| row == "labels") {
        let ids = (0..table.len()).map(|n| format!("{{\"ImportId\": \"QID{n}\"}}"));
        writer.write_record(ids).unwrap();
    }
    for person in 0..people {
        writer
            .write_record(table.iter().map(|c| c.cells[person].as_str()))
            .unwrap();
    }
    if rows.iter().any(|row| row == "total") {
        let mut cells: Vec<String> = table.iter().map(|c| c.cells[0].clone()).collect();
        // It has nobody's name, and no day.
        let is_about = |cell: &String| {
            let names = NAMES.concat();
            let is_name = names.iter().any(|name| cell.contains(name)) && !cell.contains(" on ");
            is_name || cell.starts_with("2026-10-")
        };
        let about = (0..cells.len()).filter(|at| is_about(&cells[*at]));
        let about: Vec<usize> = about.collect();
        for at in &about {
            cells[*at].clear();
        }
        cells[about[0]] = "Most common".to_owned();
        writer.write_record(cells).unwrap();
    }
    writer.into_inner().unwrap()
}

/// What is wrong with a response: an answer that this person did not give there, or somebody
/// who is nobody.
fn wrong(response: &Response, people: &[Person]) -> Option<String> {
    // Where one of two columns is gone, half a name is all there is, and it is asked about.
    let person = people
        .iter()
        .find(|p| p.full_name() == response.name || p.name.contains(&&*response.name));
    let mut fits = people.iter().filter(|p| {
        let mut both = response.answers.iter().zip(&p.ratings);
        both.all(|(answer, said)| answer.rating.is_none() || answer.rating == *said)
    });
    let person = match (response.name.as_str(), person) {
        ("", _) => fits.next(),
        (_, person) => person,
    };
    let Some(person) = person else {
        return Some(format!("nobody answered as {response:?}"));
    };
    for (practice, answer) in response.answers.iter().enumerate() {
        if answer.rating.is_some() && answer.rating != person.ratings[practice] {
            return Some(format!(
                "practice {}: {:?}, not {:?}",
                practice + 1,
                answer.rating,
                person.ratings[practice]
            ));
        }
        let comment = &*answer.documentation;
        if comment.contains(" on ") && comment != person.comment(practice) {
            return Some(format!("practice {}: {comment:?}", practice + 1));
        }
    }
    if response
        .date
        .is_some_and(|date| i16::from(date.day()) != i16::from(person.day))
    {
        return Some(format!("{:?}", response.date));
    }
    None
}

/// How many of the exports were imported.
fn outcome(bytes: &[u8], people: &[Person], rubric: &Rubric) -> Result<bool, String> {
    let Ok(mut export) = form_export::read(Table::read(bytes), rubric) else {
        return Ok(false);
    };
    let (columns, problems) = columns(&export, rubric);
    if !problems.is_empty() {
        return Ok(false);
    }
    let Ok(imported) = import(&mut export, &columns, rubric, &Given::default()) else {
        return Ok(false);
    };
    for (row, response) in &imported.responses {
        if let Some(why) = wrong(response, people) {
            return Err(format!("row {row}: {why}\n{columns:?}"));
        }
    }
    let answered = people
        .iter()
        .filter(|p| p.ratings.iter().any(Option::is_some) || p.comments.contains(&true));
    let answered = answered.count();
    if imported.responses.len() > answered {
        return Err(format!(
            "{} responses of {answered}",
            imported.responses.len()
        ));
    }
    Ok(true)
}

#[test]
fn every_layout_is_imported_right_as_it_is() {
    let rubric = builtin();
    let mut runner = TestRunner::new(cases(1));
    for layout in LAYOUTS {
        let order = Just((0..60).collect::<Vec<usize>>()).prop_shuffle();
        let (people, order) = (people(), order).new_tree(&mut runner).unwrap().current();
        let table = laid_out(layout, &people, &rubric, &order);
        let bytes = written(&table, people.len(), &[]);
        let was_read = outcome(&bytes, &people, &rubric);
        assert_eq!(
            was_read,
            Ok(true),
            "{layout:?}\n{}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
fn a_disturbed_export_is_imported_right_or_refused() {
    let rubric = builtin();
    let config = Config {
        max_shrink_iters: 300,
        ..cases(EXPORTS)
    };
    let exports = config.cases;
    let mut runner = TestRunner::new(config);
    let order = Just((0..60).collect::<Vec<usize>>()).prop_shuffle();
    let any = (
        people(),
        prop::sample::select(LAYOUTS.to_vec()),
        order,
        disturbance(),
        disturbance(),
    );
    let read = std::cell::Cell::new(0);
    let tried = runner.run(&any, |(people, layout, order, first, second)| {
        let mut table = laid_out(layout, &people, &rubric, &order);
        let mut rows = Vec::new();
        disturb(&mut table, first, second.kind, &rubric, &mut rows);
        disturb(&mut table, second, first.kind, &rubric, &mut rows);
        let bytes = written(&table, people.len(), &rows);
        let was_read = outcome(&bytes, &people, &rubric).map_err(|why| {
            TestCaseError::fail(format!("{layout:?} {first:?} {second:?}\n{why}"))
        })?;
        read.set(read.get() + u32::from(was_read));
        Ok(())
    });
    if let Err(why) = tried {
        panic!("{why}");
    }
    // To refuse everything would be right as well, and of no use.
    assert!(
        read.get() > exports / 5,
        "only {} were imported",
        read.get()
    );
}
