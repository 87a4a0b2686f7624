//! Laws for any district: who answered, and in which words, changes nothing of what may be
//! passed on; and what groups show, taken from the totals, gives no hidden one away.

use std::collections::HashMap;

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::files::team;
use chronic::model::assessment::Assessment;
use chronic::model::debrief_lists::Order;
use chronic::model::group::grouping::By;
use chronic::model::rating::Rating;
use chronic::model::response::responses::Responses;
use chronic::model::response::{Answer, Response};
use chronic::model::rubric::Rubric;
use chronic::report::formats as page;
use chronic::report::results::group::{self, GroupView};
use chronic::report::results::tally::{View, for_people, for_programs};
use chronic::report::summary::{Extras, PlanForOthers, Shared, public, team};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::Value;

const RUBRIC: &str = "id = \"mini\"\nversion = 1\ntitle = \"Survey\"\n[[ingredient]]\nid = \"data\"\ntitle = \"Data\"\n[[ingredient.practice]]\nid = \"one\"\ntitle = \"First\"\nstatement = \"It is so.\"\n[[ingredient.practice]]\nid = \"two\"\ntitle = \"Second\"\nstatement = \"It is so.\"\n[[ingredient.practice]]\nid = \"three\"\ntitle = \"Third\"\nstatement = \"It is so.\"\n";

fn rubric() -> Rubric {
    match read(RUBRIC.as_bytes(), &builtin()).checked.value {
        Some(Content::Rubric(rubric)) => *rubric,
        other => panic!("{other:?}"),
    }
}

/// The numbers of a respondent's role and department, and three ratings.
type Person = (usize, usize, [Option<Rating>; 3]);

/// One to forty people; two roles and departments are common, and many have one of their own.
fn people() -> impl Strategy<Value = Vec<Person>> {
    let group = || prop_oneof![6 => 0..2_usize, 3 => 2..5_usize, 2 => 5..40_usize];
    let answer =
        || prop_oneof![5 => prop::sample::select(&Rating::ALL[..]).prop_map(Some), 1 => Just(None)];
    prop::collection::vec((group(), group(), [answer(), answer(), answer()]), 1..=40)
}

/// Their responses, with names and words that begin with `mark` and stand nowhere else.
fn responses(people: &[Person], mark: &str) -> Responses {
    let response = |(at, (role, department, ratings)): (usize, &Person)| Response {
        name: format!("{mark}name{at}x"),
        role: format!("{mark}role{role}x"),
        department: format!("{mark}department{department}x"),
        answers: ratings
            .iter()
            .map(|rating| Answer {
                rating: *rating,
                documentation: format!("{mark}words{at}x").into(),
            })
            .collect(),
        ..Response::default()
    };
    people.iter().enumerate().map(response).collect()
}

fn public_page(rubric: &Rubric, assessment: &Assessment) -> page::Page {
    let beside = PlanForOthers {
        title: None,
        plan: None,
        last_plan: None,
        earlier: &[],
        departments: None,
        as_of: jiff::civil::date(2026, 10, 1),
    };
    public(&Shared::of(rubric, assessment, beside))
}

/// Everything that may leave the room, by its name.
fn passed_on(rubric: &Rubric, responses: &Responses) -> Vec<(&'static str, String)> {
    let assessment = Assessment::of(responses, rubric.len());
    let view = View::new(rubric, &assessment);
    let mut short = Vec::new();
    for_programs::csv(&view, &mut short).unwrap();
    let mut rows = Vec::new();
    for_programs::long(rubric, responses, &mut rows).unwrap();
    vec![
        (
            "public page",
            page::markdown::written(&public_page(rubric, &assessment)),
        ),
        (
            "public page",
            page::html::written(&public_page(rubric, &assessment)),
        ),
        (
            "team assessment",
            team::new::write(rubric, &assessment, false),
        ),
        ("table", for_people::table(&view, Order::Concern)),
        ("csv", String::from_utf8(short).unwrap()),
        ("long csv", String::from_utf8(rows).unwrap()),
        ("json", for_programs::json(&view).unwrap()),
        (
            "markdown",
            for_people::markdown(&view, Order::Survey, false),
        ),
    ]
}

/// What groups show, in each form.
fn by_group(rubric: &Rubric, responses: &Responses, by: By, minimum: u32) -> Vec<String> {
    let assessment = Assessment::of(responses, rubric.len());
    let mut view = View::new(rubric, &assessment);
    let groups = GroupView::new(rubric, responses, by, minimum);
    let mut rows = Vec::new();
    group::for_programs::csv(&groups, &mut rows).unwrap();
    view.groups = Some(groups);
    let extras = Extras {
        no_documentation: true,
        ..Extras::default()
    };
    let summary = team(&view, &extras);
    vec![
        for_programs::json(&view).unwrap(),
        String::from_utf8(rows).unwrap(),
        page::markdown::written(&summary),
        page::html::written(&summary),
        for_people::table(&view, Order::Survey),
        for_people::markdown(&view, Order::Survey, false),
    ]
}

/// How many share each role or department.
fn sizes(people: &[Person], by: By) -> HashMap<usize, u32> {
    let mut sizes = HashMap::new();
    for (role, department, _) in people {
        let group = if by == By::Role { role } else { department };
        *sizes.entry(*group).or_default() += 1;
    }
    sizes
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn cases(number: u32) -> Config {
    Config {
        failure_persistence: None,
        ..Config::with_cases(number)
    }
}

proptest! {
    #![proptest_config(cases(200))]

    /// Not a byte depends on who answered, in what role or in which words, or on the order
    /// of the files: so nothing can be read from it, in whatever way.
    #[test]
    fn who_answered_changes_nothing_that_is_passed_on(people in people()) {
        let rubric = rubric();
        let here = passed_on(&rubric, &responses(&people, "zqa"));
        // Others, each in a role of their own, and in another order.
        let alone = |(at, person): (usize, &Person)| (at, 99 - at, person.2);
        let others: Vec<Person> = people.iter().enumerate().map(alone).rev().collect();
        let there = passed_on(&rubric, &responses(&others, "kwb"));
        for ((what, here), (_, there)) in here.iter().zip(&there) {
            prop_assert_eq!(here, there, "{}", what);
            prop_assert!(!here.contains("zqa"), "{}: {}", what, here);
        }
    }

    /// A page for the public holds no counts: with each response twice as often it is the
    /// same. (With each once or twice, a practice that one or two rated says so little that
    /// it is not shown.)
    #[test]
    fn a_page_for_the_public_does_not_tell_how_many_said_what(people in people()) {
        let rubric = rubric();
        let page = |times: usize| {
            let responses = responses(&people.repeat(times), "zqa");
            let assessment = Assessment::of(&responses, rubric.len());
            // How many took part may be shown, and nothing else that depends on it.
            let assessment = Assessment { responses: 9, ..assessment };
            let page = public_page(&rubric, &assessment);
            page::markdown::written(&page) + &page::html::written(&page)
        };
        prop_assert_eq!(page(4), page(8));
    }

    /// Of groups, only those are named that are large enough; nobody's name or words are
    /// there, and the other grouping is not either.
    #[test]
    fn no_small_group_is_named(people in people(), minimum in 3_u32..7) {
        let rubric = rubric();
        let responses = responses(&people, "zqa");
        for (by, word, other) in [(By::Role, "role", "department"), (By::Department, "department", "role")] {
            let sizes = sizes(&people, by);
            for text in by_group(&rubric, &responses, by, minimum) {
                for private in ["zqaname", "zqawords", &format!("zqa{other}")] {
                    prop_assert!(!text.contains(private), "{}: {}", private, text);
                }
                for (group, size) in &sizes {
                    let name = format!("zqa{word}{group}x");
                    prop_assert!(*size >= minimum || !text.contains(&name), "{}: {}", name, text);
                }
            }
        }
    }

    /// Taking what is shown from the totals leaves, of every practice, the sum of two hidden
    /// groups or more, each of them as large as a shown one; and unless nobody in them
    /// rated, the sum does not tell how many in any one of them did. Where no group is shown,
    /// nothing can be taken away: that all rated, the total tells.
    #[test]
    fn subtracting_from_the_totals_gives_no_hidden_group_away(people in people(), minimum in 3_u32..7) {
        let rubric = rubric();
        let responses = responses(&people, "zqa");
        for by in [By::Role, By::Department] {
            let found: Value = serde_json::from_str(&by_group(&rubric, &responses, by, minimum)[0]).unwrap();
            let groups = found["groups"].as_array().unwrap();
            let in_groups: u64 = groups.iter().map(|g| number(&g["respondents"])).sum();
            // A group that is not there at all would be what is missing from the total.
            prop_assert!(groups.is_empty() || in_groups == people.len() as u64);
            prop_assert!(groups.iter().all(|g| number(&g["respondents"]) >= minimum.into()));
            for (at, practice) in found["practices"].as_array().unwrap().iter().enumerate() {
                let cell = |group: &Value, key: &str| group["practices"][at][key].as_u64();
                let (hidden, shown): (Vec<&Value>, Vec<&Value>) = groups.iter().partition(|g| cell(g, "rated").is_none());
                prop_assert_ne!(hidden.len(), 1);
                // Not a part of a hidden cell is left standing, not a part of a shown one hidden.
                prop_assert!(hidden.iter().all(|g| cell(g, "unsure").is_none() && g["practices"][at]["position"].is_null()));
                prop_assert!(shown.iter().all(|g| cell(g, "rated").unwrap() >= minimum.into() && cell(g, "unsure").is_some()));
                let rated: u64 = shown.iter().filter_map(|g| cell(g, "rated")).sum();
                let behind = number(&practice["rated"]) - if hidden.is_empty() { number(&practice["rated"]) } else { rated };
                let all: u64 = hidden.iter().map(|g| number(&g["respondents"])).sum();
                for group in &hidden {
                    let size = number(&group["respondents"]);
                    let least = behind.saturating_sub(all - size);
                    let most = size.min(behind);
                    prop_assert!(behind == 0 || shown.is_empty() || least < most, "{}: {} to {}", group["name"], least, most);
                }
            }
        }
    }
}
