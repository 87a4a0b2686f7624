//! A tally is a sum: it knows no order, and its parts add up.

use chronic::model::assessment::Assessment;
use chronic::model::finding::finding;
use chronic::model::rating::Rating;
use chronic::model::response::duplicate::{Fingerprint, Policy, resolve};
use chronic::model::response::{Answer, Response};
use jiff::civil::date;
use proptest::prelude::*;

const PRACTICES: usize = 3;

/// Of few different answers, people are often alike.
fn any_response(ratings: usize) -> impl Strategy<Value = Response> {
    let answer = (0..ratings, if ratings > 2 { "[ab]{0,1}" } else { "" }).prop_map(
        |(rating, documentation)| Answer {
            rating: Rating::ALL.get(rating).copied(),
            documentation: documentation.into(),
        },
    );
    let place = prop::sample::select(vec!["", "North", "NORTH", "north ", "South"]);
    let name = prop::sample::select(vec!["", "Ana", "ana", "Bo"]);
    let day = prop::option::of(1..4_i8);
    let answers = prop::collection::vec(answer, PRACTICES);
    (place.clone(), place, name, day, answers).prop_map(|(district, cycle, name, day, answers)| {
        Response {
            district: district.trim().to_owned(),
            cycle: cycle.trim().to_owned(),
            name: name.to_owned(),
            date: day.map(|day| date(2026, 10, day)),
            answers,
            ..Response::default()
        }
    })
}

fn responses(ratings: usize) -> impl Strategy<Value = Vec<Response>> {
    prop::collection::vec(any_response(ratings), 0..9)
}

fn assessment(responses: &[Response]) -> Assessment {
    Assessment::of(&responses.iter().cloned().collect(), PRACTICES)
}

/// What is counted, as a whole and one by one, or how many reasons there are why
/// nothing is.
fn counted(responses: &[Response], policy: Policy) -> Result<(Assessment, Vec<String>), usize> {
    let prints = responses
        .iter()
        .map(|r| Fingerprint::new(r, format!("{r:?}").as_bytes()))
        .collect();
    let resolved = resolve(&prints, policy);
    let errors = resolved.findings.iter().filter(|f| f.is_error()).count();
    if errors > 0 {
        return Err(errors);
    }
    let counting = responses
        .iter()
        .zip(resolved.counts)
        .filter(|(_, counts)| *counts);
    let counting: Vec<_> = counting.map(|(response, _)| response.clone()).collect();
    let mut each: Vec<_> = counting.iter().map(|r| format!("{r:?}")).collect();
    each.sort();
    Ok((assessment(&counting), each))
}

proptest! {
    #![proptest_config(crate::common::cases(256))]

    #[test]
    fn no_order_changes_what_is_counted(
        (there, back) in responses(2).prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle())),
    ) {
        for policy in [Policy::Ask, Policy::Latest, Policy::All] {
            prop_assert_eq!(counted(&there, policy), counted(&back, policy));
        }
    }

    #[test]
    fn two_folders_together_are_the_sum_of_both(first in responses(6), second in responses(6)) {
        let both = assessment(&[first.clone(), second.clone()].concat());
        let [first, second] = [first, second].map(|r| assessment(&r));
        prop_assert_eq!(both.responses, first.responses + second.responses);
        for index in 0..PRACTICES {
            let mut sum = first.practices[index].counts;
            sum += second.practices[index].counts;
            prop_assert_eq!(both.practices[index].counts, sum);
            prop_assert_eq!(sum.total(), both.responses);
        }
        prop_assert_eq!(both.from, [first.from, second.from].into_iter().flatten().min());
        prop_assert_eq!(both.to, first.to.max(second.to));
    }

    #[test]
    fn who_gave_which_answer_changes_no_finding(
        (there, turns) in (responses(6), prop::collection::vec(0..9_usize, PRACTICES)),
    ) {
        // Each practice's answers go to other people; the counts stay.
        let mut turned = there.clone();
        for (practice, turn) in turns.iter().enumerate() {
            for (at, response) in turned.iter_mut().enumerate() {
                let from = &there[(at + turn) % there.len()];
                response.answers[practice] = from.answers[practice].clone();
            }
        }
        let read = |responses: &[Response]| {
            let counts = assessment(responses).counts();
            counts.iter().map(finding).collect::<Vec<_>>()
        };
        prop_assert_eq!(read(&there), read(&turned));
    }
}
