use super::*;
use crate::files::rubric::builtin;
use crate::import::form_export;
use crate::import::table::Table;

/// The columns of an export with these headings and one answer in each: words where it asks
/// for some, else a rating.
fn read(headings: &[String]) -> (Vec<ExportColumn>, Vec<Problem>) {
    let asks = |heading: &str| {
        let words = "know, Comments, else, Name, name, Email, role, Department, Date, Timestamp, time, \
             ID";
        words.split(", ").any(|word| heading.contains(word)) && !heading.contains("the law")
    };
    let cell = |heading: &String| if asks(heading) { "Minutes" } else { "unsure" };
    let row = headings.iter().map(|h| cell(h).to_owned()).collect();
    read_with(headings, &[row])
}

fn read_with(headings: &[String], rows: &[Vec<String>]) -> (Vec<ExportColumn>, Vec<Problem>) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headings).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    let csv = writer.into_inner().unwrap();
    let export = form_export::read(Table::read(&csv), &builtin()).unwrap();
    columns(&export, &builtin())
}

/// The headings of all practices, by what a form calls each.
fn all(question: impl Fn(usize) -> String) -> Vec<String> {
    (0..25).map(question).collect()
}

fn uses(columns: &[ExportColumn]) -> Vec<(Use, bool)> {
    columns.iter().map(|c| (c.used, c.near)).collect()
}

#[test]
fn a_practice_is_found_by_whatever_a_form_calls_it() {
    let rubric = builtin();
    let p = |at: usize| &rubric.practices()[at];
    let ingredient = |at: usize| &rubric.ingredients[p(at).ingredient].title;
    let expected: Vec<_> = (0..25).map(|at| (Use::Rating(at), false)).collect();
    let namings: [&dyn Fn(usize) -> String; 12] = [
        &|at| p(at).id.clone(),
        &|at| p(at).short_id().to_owned(),
        &|at| p(at).title.to_uppercase(),
        &|at| p(at).statement.clone(),
        &|at| format!("{}. {}\n{}", at + 1, p(at).title, p(at).statement),
        &|at| format!("{}. {}: {}", at + 4, p(at).title, p(at).statement),
        &|at| format!("Q{}", at + 1),
        &|at| format!("{}.", at + 1),
        &|at| format!("Question {}: {}", at + 1, p(at).title),
        &|at| format!("{} [{}. {}]", ingredient(at), at + 1, p(at).title),
        &|at| format!("Rate each practice [{}]", p(at).title),
        &|at| format!("{} of 25. {}\u{a0}*", at + 1, p(at).title),
    ];
    for (at, naming) in namings.iter().enumerate() {
        let (columns, problems) = read(&all(naming));
        assert_eq!(problems, [], "{at}");
        assert_eq!(uses(&columns), expected, "{at}");
    }
    // Among other words, and where it is cut off.
    let cut = |text: &str, length: usize| text.chars().take(length).collect::<String>();
    let namings: [&dyn Fn(usize) -> String; 8] = [
        &|at| format!("{}. {} (Select one)", at + 1, p(at).title),
        &|at| format!("{} ({})", p(at).title, ingredient(at)),
        &|at| format!("{}: {}", ingredient(at), p(at).statement),
        &|at| format!("{}.{} {}", at / 5 + 1, at % 5 + 1, p(at).statement),
        &|at| format!("{}. {}...", at + 1, cut(&p(at).statement, 60)),
        &|at| cut(&p(at).statement, 120),
        &|at| format!("{}. {}", at + 1, cut(&p(at).title, 30)),
        &|at| p(at).statement.split('.').next().unwrap().to_owned(),
    ];
    for (at, naming) in namings.iter().enumerate() {
        let (columns, problems) = read_with(&all(naming), &[all(|_| "unsure".to_owned())]);
        assert_eq!(problems, [], "{at}");
        let found = columns.iter().zip(&expected);
        assert!(found.clone().all(|(c, (used, _))| c.used == *used), "{at}");
    }
}

/// Where a heading could be about two things, or about none, nothing is imported.
#[test]
fn what_is_not_certain_is_refused_with_the_column_that_it_is_about() {
    const KNOW: &str = "How do we know?";
    let rubric = builtin();
    let titles = || rubric.practices().iter().map(|p| p.title.clone());
    let asked = |count: usize| (2..=count).map(|n| format!("{KNOW}{n}"));
    let pairs: Vec<String> = titles().flat_map(|t| [t, KNOW.to_owned()]).collect();
    let counted = titles().chain([KNOW.to_owned()]).chain(asked(25));
    let counted: Vec<String> = counted.collect();
    // What names its practice may stand anywhere.
    let mut named = all(|at| (at + 1).to_string());
    named.push(format!("{KNOW} [{}]", rubric.practices()[3].title));
    for sound in [&pairs, &counted, &named] {
        assert_eq!(read(sound).1, []);
    }
    assert_eq!(read(&named).0[25].used, Use::Documentation(3));
    let moved = |headings: &[String], from: usize, to: usize| {
        let mut headings = headings.to_vec();
        let moved = headings.remove(from);
        headings.insert(to, moved);
        headings
    };
    let with = |headings: &[String], last: &str| [headings, &[last.to_owned()]].concat();
    let mut one_less = pairs.clone();
    one_less.remove(13);
    let mut one_for_three: Vec<String> = titles().collect();
    one_for_three.insert(3, KNOW.to_owned());
    let reversed: Vec<String> = titles().flat_map(|t| [KNOW.to_owned(), t]).collect();
    for (headings, said) in [
        // A comment that was moved now stands before, or after, the next practice's own.
        (moved(&pairs, 33, 34), "right after its own practice"),
        (moved(&pairs, 33, 35), "right after its own practice"),
        // The first of counted headings has no number.
        (moved(&counted, 25, 26), "right after its own practice"),
        (moved(&counted, 25, 30), "right after its own practice"),
        (moved(&counted, 25, 49), "right after its own practice"),
        (with(&named, KNOW), "AA (\"How do we know?\")"),
        // After two practices, where others have their own, it belongs to either.
        (one_less, "which practice"),
        (one_for_three, "only one of them can have it"),
        // Comments before their practices would all be the ones before.
        (reversed, "which practice"),
        // The first questions were about the person.
        ((3..28).map(|n| format!("Q{n}")).collect(), "Q26"),
        (with(&pairs, "Weather"), "(\"Weather\") has ratings"),
    ] {
        let (_, problems) = read(&headings);
        assert_eq!(problems.len(), 1, "{headings:?} {problems:?}");
        assert!(problems[0].message.contains(said), "{said}: {problems:?}");
    }
}

/// Headings of a form that counts the question, or numbers what it asks by place.
#[test]
fn what_asks_how_we_know_belongs_to_the_practice_before_it_whatever_its_number() {
    let rubric = builtin();
    let titles = || rubric.practices().iter().map(|p| &p.title).enumerate();
    let counted = titles().flat_map(|(at, title)| match at {
        0 => [title.clone(), "How do we know?".to_owned()],
        at => [title.clone(), format!("How do we know?{}", at + 1)],
    });
    let placed = titles().flat_map(|(at, title)| {
        let asks = format!("{}. How do we know?", 2 * at + 3);
        [format!("{}. {title}", 2 * at + 2), asks]
    });
    let expected = (0..25).flat_map(|at| [Use::Rating(at), Use::Documentation(at)]);
    let expected: Vec<_> = expected.map(|used| (used, false)).collect();
    for headings in [counted.collect(), placed.collect::<Vec<_>>()] {
        let headings = [vec!["1. Your name".to_owned()], headings].concat();
        let (columns, problems) = read(&headings);
        assert_eq!(problems, []);
        assert_eq!(uses(&columns)[1..], expected);
    }
}

#[test]
fn a_number_before_the_first_practice_that_anybody_rated_is_asked_about() {
    let headings = all(|at| format!("Q{}", at + 1));
    let mut row = vec!["unsure".to_owned(); 25];
    for skipped in [0, 9] {
        row[skipped].clear();
    }
    let (columns, problems) = read_with(&headings, &[row]);
    assert_eq!(problems, []);
    let is_near = |at: &usize| columns[*at].near;
    assert_eq!((0..25).filter(is_near).collect::<Vec<_>>(), [0]);
}

#[test]
fn numbers_that_most_practices_do_not_have_take_nothing_from_the_words() {
    let rubric = builtin();
    // A question of their own stands before the eleventh practice.
    let headings = all(|at| {
        let title = rubric.practices()[at].title.replacen(' ', " our ", 1);
        format!("{}. {title}", at + 1 + usize::from(at > 9))
    });
    let (columns, problems) = read(&headings);
    assert_eq!(problems, []);
    let expected: Vec<_> = (0..25).map(|at| (Use::Rating(at), true)).collect();
    assert_eq!(uses(&columns), expected);
}

#[test]
fn one_box_after_several_practices_is_not_the_last_ones() {
    let rubric = builtin();
    let titles = || rubric.practices().iter().map(|p| p.title.clone());
    // A box for each ingredient goes to all of its practices, even where its number is that of the
    // last: it agrees with no words.
    for is_numbered in [false, true] {
        let mut headings = Vec::new();
        for (at, title) in titles().enumerate() {
            headings.push(title);
            if at % 5 == 4 {
                let number = format!("{}. ", at + 1);
                let number = if is_numbered { &number } else { "" };
                headings.push(format!("{number}How do we know?"));
            }
        }
        let (columns, problems) = read(&headings);
        assert_eq!(problems, []);
        let shared = columns.iter().filter(|c| matches!(c.used, Use::Shared(..)));
        let shared: Vec<Use> = shared.map(|c| c.used).collect();
        let expected: Vec<Use> = (0..5).map(|i| Use::Shared(5 * i, 5 * i + 4)).collect();
        assert_eq!(shared, expected);
        assert!(columns.iter().filter(|c| c.near).count() == 5);
    }
}

/// What each comment column among these headings is for, where practices are asked by number and title.
fn comments(
    asked: impl IntoIterator<Item = usize>,
    after: impl Fn(usize) -> Vec<String>,
) -> Vec<Use> {
    let rubric = builtin();
    let mut headings = Vec::new();
    for at in asked {
        headings.push(format!("{}. {}", at + 1, rubric.practices()[at].title));
        headings.extend(after(at));
    }
    let (columns, problems) = read(&headings);
    assert_eq!(problems, [], "{headings:?}");
    let uses = columns.into_iter().map(|c| c.used);
    uses.filter(|used| !matches!(used, Use::Rating(_)))
        .collect()
}

#[test]
fn a_comment_is_that_of_the_practice_or_ingredient_that_it_names() {
    const KNOW: &str = "How do we know?";
    let rubric = builtin();
    let title = |at: usize| &rubric.practices()[at].title;
    let each: Vec<Use> = (0..25).map(Use::Documentation).collect();
    // Those that name their practice leave the next one its own.
    for unnamed in [&[4][..], &[0, 24], &[4, 9, 14, 19, 24]] {
        let after = |at: usize| match unnamed.contains(&at) {
            true => vec![KNOW.to_owned()],
            false => vec![format!("{KNOW} {}", title(at))],
        };
        assert_eq!(comments(0..25, after), each, "{unnamed:?}");
        let after = |at: usize| match unnamed.contains(&at) {
            false => vec![KNOW.to_owned()],
            true => vec![format!("{} comments", rubric.practices()[at].short_id())],
        };
        assert_eq!(comments(0..25, after), each, "all but {unnamed:?}");
    }
    // In any order, and numbered by ingredient.
    let backwards = comments((0..25).rev(), |_| vec![KNOW.to_owned()]);
    assert_eq!(backwards, each.iter().copied().rev().collect::<Vec<_>>());
    let of = |at: usize| &rubric.ingredients[rubric.practices()[at].ingredient].title;
    let shared = |at: usize| Use::Shared(at / 5 * 5, at / 5 * 5 + 4);
    let before = comments(0..25, |at| match at % 5 {
        4 if at < 24 => vec![format!("Comments on {}", of(at + 1))],
        _ => vec![],
    });
    assert_eq!(before, [5, 10, 15, 20].map(shared));
    let after = comments(0..25, |at| match at {
        19 => vec![format!("16. {KNOW}")],
        24 => vec![
            format!("{KNOW} {}", title(0)),
            format!("Comments on {}", of(0)),
        ],
        _ => vec![],
    });
    assert_eq!(
        after,
        [Use::Documentation(15), Use::Documentation(0), shared(0)]
    );
}

#[test]
fn a_quiz_is_one_in_any_language() {
    let rubric = builtin();
    let scored: [fn(&str) -> [String; 2]; 3] = [
        |asked| ["Punkte", "Feedback"].map(|word| format!("{word} - {asked}")),
        |asked| ["Points", "Commentaires"].map(|word| format!("{word} \u{2013} {asked}")),
        |asked| ["Puntuaci\u{f3}n", "Comentarios"].map(|word| format!("{asked} [{word}]")),
    ];
    for scored in scored {
        let (mut headings, mut row, mut expected) = (Vec::new(), Vec::new(), Vec::new());
        for at in 0..25 {
            let title = rubric.practices()[at].title.clone();
            for (asked, answer, used) in [
                (title, "unsure", Use::Rating(at)),
                (
                    "How do we know?".to_owned(),
                    "Minutes",
                    Use::Documentation(at),
                ),
            ] {
                headings.extend(scored(&asked));
                headings.insert(headings.len() - 2, asked);
                row.extend([answer, "0", ""].map(String::from));
                expected.extend([used, Use::Own(Own::Scored), Use::Own(Own::Scored)]);
            }
        }
        let (columns, problems) = read_with(&headings, &[row]);
        assert_eq!(problems, [], "{headings:?}");
        let uses: Vec<Use> = columns.iter().map(|c| c.used).collect();
        assert_eq!(uses, expected);
    }
}

/// With a question mark after what is doubtful.
#[test]
fn what_says_who_answered_and_when_is_found_whatever_stands_around_it() {
    let cases = "\
Employee First Name;Employee Last Name | Ana;D\u{ed}az | FirstName? LastName?
Name (First);Name (Last) | Ana;D\u{ed}az | FirstName LastName
Your details - First name;Your details - Last name | Ana;D\u{ed}az | FirstName? LastName?
Nombre;Apellido | Ana;D\u{ed}az | FirstName? LastName
Name;Your name | Ana D\u{ed}az;ana d\u{ed}az | Name Tools
Name;Your name | anonymous;Ana / ; | Tools Name
School;Department;Role;Job Title | Oak;Health;Nurse;Nurse II | Nothing? Department Role Nothing?
Timestamp;Email Address;Your name (optional);Q3. What is your role?;Department | x;x;x;x;x | When Email Name Role Department
ID;Start time;Last modified time;Completion time;Email;Name | x;x;x;x;x;x | Tools Tools Tools When Email Name
Date;Completion time | x;x | Tools When";
    let with = |cells: &str, rest: &dyn Fn(usize) -> String| -> Vec<String> {
        [cells.split(';').map(String::from).collect(), all(rest)].concat()
    };
    for case in cases.lines() {
        let [headings, rows, expected] = case.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{case}");
        };
        let headings = with(headings, &|at| (at + 1).to_string());
        let rows = rows
            .split(" / ")
            .map(|row| with(row, &|_| "unsure".to_owned()));
        let (columns, problems) = read_with(&headings, &rows.collect::<Vec<_>>());
        assert_eq!(problems, [], "{case}");
        let found = columns[..headings.len() - 25].iter().map(|column| {
            let mark = if column.is_doubtful() { "?" } else { "" };
            match column.used {
                Use::Own(own) => format!("{own:?}{mark}"),
                used => format!("{used:?}{mark}"),
            }
        });
        assert_eq!(found.collect::<Vec<_>>().join(" "), expected, "{case}");
    }
    let headings = with("Name;Your name", &|at| (at + 1).to_string());
    let (_, problems) = read_with(&headings, &[with("Ana D;Ana", &|_| "unsure".to_owned())]);
    let both = "A (\"Name\"), B (\"Your name\")";
    assert!(problems[0].message.contains(both), "{problems:?}");
}

#[test]
fn what_is_only_near_is_said_to_be() {
    let rubric = builtin();
    let mut headings = all(|at| rubric.practices()[at].title.clone());
    headings[0] = "Review of attendance data by the district's team".to_owned();
    headings[6] = format!("7) {} in our schools", rubric.practices()[6].title);
    headings.insert(1, "Comments".to_owned());
    headings.push("Anything else?".to_owned());
    let (columns, problems) = read(&headings);
    assert_eq!(problems, []);
    assert_eq!(uses(&columns)[0], (Use::Rating(0), true));
    assert_eq!(uses(&columns)[1], (Use::Documentation(0), true));
    assert_eq!(uses(&columns)[7], (Use::Rating(6), true));
    assert_eq!(uses(&columns)[26], (Use::Nothing, false));
    let doubtful = columns.iter().filter(|c| c.is_doubtful()).map(|c| c.at);
    assert_eq!(doubtful.collect::<Vec<_>>(), [0, 1, 7, 26]);
}

#[test]
fn a_practice_has_one_column_and_has_one() {
    let rubric = builtin();
    let mut headings = all(|at| rubric.practices()[at].title.clone());
    headings[8] = String::new();
    headings[3] = headings[2].clone();
    let answer = |at| match at {
        3 => "strength",
        8 => "",
        _ => "unsure",
    };
    let (_, problems) = read_with(&headings, &[all(|at| answer(at).to_owned())]);
    assert_eq!(problems.len(), 1);
    let message = &problems[0].message;
    assert!(
        message.contains("Columns C and D are both for practice 3. "),
        "{message}"
    );
    assert!(message.contains("in row 2"), "{message}");
    // Filled in in turns, they are one.
    let row = |of: usize| all(|at| if at == 8 || at == of { "" } else { "unsure" }.to_owned());
    let (_, problems) = read_with(&headings, &[row(2), row(3)]);
    assert_eq!(problems.len(), 1);
    let missing = &problems[0].message;
    assert!(
        missing.starts_with("No column was found for 2 practices: 4. Yearly"),
        "{missing}"
    );
    assert!(missing.contains("; 9. "), "{missing}");
}

#[test]
fn a_column_without_a_heading_is_nothing_unless_it_holds_something() {
    let mut headings = all(|at| (at + 1).to_string());
    headings.push(String::new());
    let with = |last: &str| {
        let mut row = all(|_| "unsure".to_owned());
        row.push(last.to_owned());
        read_with(&headings, &[row]).0
    };
    assert_eq!(with("").len(), 25);
    assert_eq!(with("x")[25].used, Use::Nothing);
}
