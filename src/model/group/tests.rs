//! The minimum cell case by case, and the law behind it for any team.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

/// A group of respondents who all rated the one practice OK.
fn group(name: &str, respondents: u32) -> Group {
    rating(name, respondents, [0, respondents, 0, 0, 0])
}

/// A group of respondents of whom some left the one practice blank.
fn rating(name: &str, respondents: u32, by_rating: [u32; 5]) -> Group {
    let blank = respondents - by_rating.iter().sum::<u32>();
    Group {
        name: name.into(),
        respondents,
        cells: Vec::new(),
        counts: vec![Counts::new(by_rating, blank)],
    }
}

#[test]
fn groups_below_the_minimum_are_merged() {
    for (groups, minimum, expected) in [
        // Nothing to merge: name order, whatever the case.
        (
            "nurse 5, Principal 6, Bus 5",
            5,
            "Bus 5, nurse 5, Principal 6",
        ),
        // Two below and enough together.
        ("A 2, B 6, C 3", 5, "B 6, All others 5"),
        // One alone below: the next smallest joins, of equal ones the first by name.
        ("A 4, C 5, B 5, D 9", 5, "C 5, D 9, All others 9"),
        ("A 4, C 5, B 6, D 9", 5, "B 6, D 9, All others 9"),
        // Still below together: the next smallest joins.
        ("A 1, B 2, C 5, D 6", 5, "D 6, All others 8"),
        // A lower minimum shows more.
        ("A 3, B 4", 3, "A 3, B 4"),
        // A group that calls itself so is not the merged one.
        (
            "all  Others 6, A 2, B 4",
            5,
            "all  Others 6, All others (merged) 6",
        ),
        ("All others 2, A 4, B 7", 5, "B 7, All others 6"),
        // One group left is no section.
        ("A 30", 5, ""),
        ("A 1, B 2", 5, ""),
        ("A 3, B 4", 5, ""),
        ("A 4, B 9", 5, ""),
        ("A 1, B 2, C 9", 5, ""),
    ] {
        let counted = groups.split(", ").map(|group| {
            let (name, size) = group.rsplit_once(' ').unwrap();
            self::group(name, size.parse().unwrap())
        });
        let found = shown(counted.collect(), minimum);
        let told = found
            .iter()
            .map(|g| format!("{} {}", g.name, g.respondents));
        assert_eq!(told.collect::<Vec<_>>().join(", "), expected, "{groups}");
    }
    assert_eq!(shown(Vec::new(), 5), []);
}

#[test]
fn one_cell_is_never_hidden_alone() {
    let full = |name| rating(name, 9, [0, 9, 0, 0, 0]);
    // Five raters are enough, four are not; Unsure is not a rating.
    let enough = |name| rating(name, 9, [1, 1, 1, 2, 4]);
    let few = |name| rating(name, 9, [1, 1, 1, 1, 5]);
    let fewer = |name| rating(name, 9, [0, 8, 0, 0, 1]);
    for (groups, hidden) in [
        (vec![full("A"), full("B")], ""),
        (vec![full("A"), full("B"), enough("C")], ""),
        (vec![full("A"), few("C"), fewer("B")], "BC"),
        (vec![full("A"), full("B"), few("C")], "AC"),
        (vec![full("A"), few("B"), few("C")], "BC"),
        (vec![full("A"), few("B")], "AB"),
    ] {
        let shown = shown(groups, 5);
        let found = shown.iter().filter(|g| g.cells[0].is_none());
        let found: String = found.map(|g| &*g.name).collect();
        assert_eq!(found, hidden, "{shown:?}");
    }
}

#[test]
fn a_shown_cell_says_position_raters_and_unsure() {
    let groups = [("A", 8, [2, 2, 2, 0, 1]), ("B", 5, [0, 0, 0, 5, 0])];
    let groups = groups.map(|(name, respondents, counts)| rating(name, respondents, counts));
    let groups = shown(groups.into(), 5);
    let cells = groups.iter().map(|g| g.cells[0].unwrap());
    let told: Vec<_> = cells.map(|c| (c.position, c.rated, c.unsure)).collect();
    let [ok, urgent] = [Rating::OkForNow, Rating::UrgentGap].map(Some);
    assert_eq!(told, [(ok, 6, 1), (urgent, 5, 0)]);
}

/// Groups of ten, with the counts of each practice by group.
fn ten_each(names: &[&str], practices: &[&[[u32; 4]]]) -> Vec<Group> {
    let counted = names.iter().enumerate().map(|(at, name)| {
        let counts = practices.iter().map(|groups| {
            let [s, o, b, g] = groups[at];
            Counts::new([s, o, b, g, 10 - s - o - b - g], 0)
        });
        Group {
            name: (*name).into(),
            respondents: 10,
            cells: Vec::new(),
            counts: counts.collect(),
        }
    });
    shown(counted.collect(), 5)
}

fn listed(groups: &[Group]) -> Vec<(usize, &str, &str, f64)> {
    let name = |at: usize| groups[at].name.as_str();
    let listed = |d: Difference| {
        let delta = d.change.delta.unwrap().value();
        (d.practice, name(d.a), name(d.b), delta)
    };
    differences(groups).into_iter().map(listed).collect()
}

#[test]
fn groups_differ_when_positions_do_and_delta_reaches_the_threshold() {
    let names = ["School", "District"];
    let practices: [&[[u32; 4]]; 5] = [
        // No difference; a clear one; one that would leave a single possibility for what each
        // group answered; a threshold just missed; positions equal.
        &[[0, 9, 0, 0], [0, 9, 0, 0]],
        &[[0, 0, 0, 10], [10, 0, 0, 0]],
        &[[0, 10, 0, 0], [0, 5, 5, 0]],
        &[[0, 10, 0, 0], [0, 6, 0, 4]],
        &[[0, 10, 0, 0], [4, 6, 0, 0]],
    ];
    let groups = ten_each(&names, &practices);
    assert_eq!(listed(&groups), [(1, "District", "School", -1.0)]);
    assert!(groups.iter().all(|group| group.cells[2].is_none()));
    // The three largest are listed.
    let practices: [&[[u32; 4]]; 4] = [
        &[[10, 0, 0, 0], [4, 6, 0, 0]],
        &[[0, 0, 0, 10], [10, 0, 0, 0]],
        &[[10, 0, 0, 0], [2, 8, 0, 0]],
        &[[10, 0, 0, 0], [0, 10, 0, 0]],
    ];
    let three = [(1, "A", "B", -1.0), (3, "A", "B", 1.0), (2, "A", "B", 0.8)];
    assert_eq!(listed(&ten_each(&["B", "A"], &practices)), three);
    // A hidden cell is in none.
    let hidden: &[[u32; 4]] = &[[9, 0, 0, 0], [0, 0, 0, 8], [0, 1, 0, 0]];
    assert_eq!(listed(&ten_each(&["A", "B", "C"], &[hidden])), []);
}

#[test]
fn the_merged_group_stands_last_and_is_compared_in_name_order() {
    let groups = vec![
        group("Aide", 6),
        rating("School", 6, [0, 0, 0, 6, 0]),
        group("B", 4),
        group("C", 4),
    ];
    let groups = shown(groups, 5);
    let names: Vec<_> = groups.iter().map(|g| g.name.as_str()).collect();
    assert_eq!(names, ["Aide", "School", "All others"]);
    let pairs = [
        (0, "Aide", "School", -1.0),
        (0, "All others", "School", -1.0),
    ];
    assert_eq!(listed(&groups), pairs);
}

/// Respondents with their group's number and their answers to three practices.
fn respondents() -> impl Strategy<Value = Vec<(usize, [Option<Rating>; 3])>> {
    let answer = prop_oneof![
        6 => prop::sample::select(&Rating::ALL[..]).prop_map(Some),
        2 => Just(None),
    ];
    let answers = [answer.clone(), answer.clone(), answer];
    prop::collection::vec((0usize..7, answers), 0..60)
}

fn counted<'a>(team: impl Iterator<Item = &'a (usize, [Option<Rating>; 3])>) -> Vec<Group> {
    let names = ", Nurse, All others, Principal, teacher, Not stated, Clerk".split(", ");
    let names: Vec<&str> = names.collect();
    grouping::counted(team.map(|(group, answers)| (names[*group], &answers[..])))
}

proptest! {
    #[test]
    fn what_is_hidden_cannot_be_computed_from_the_totals(team in respondents(), minimum in 3u32..7) {
        let groups = counted(team.iter());
        let all = groups.clone().into_iter().reduce(joined);
        let sizes: Vec<_> = groups.iter().map(|g| g.respondents).collect();
        let shown = shown(groups, minimum);
        if shown.is_empty() {
            return Ok(());
        }
        let all = all.unwrap();
        // Everyone is in a shown group, and none gives away one that is too small.
        prop_assert_eq!(shown.iter().map(|g| g.respondents).sum::<u32>(), all.respondents);
        prop_assert!(shown.iter().all(|g| g.respondents >= minimum));
        let small = sizes.iter().filter(|size| **size < minimum).count();
        prop_assert_eq!(small == 0, shown.len() == sizes.len());
        prop_assert!(small == 0 || sizes.len() - (shown.len() - 1) >= 2);
        let names: HashSet<_> = shown.iter().map(|g| folded(&g.name)).collect();
        prop_assert_eq!(names.len(), shown.len());
        for practice in 0..3 {
            let cells: Vec<_> = shown.iter().map(|g| g.cells[practice]).collect();
            let hidden = cells.iter().filter(|cell| cell.is_none()).count();
            prop_assert_ne!(hidden, 1);
            prop_assert!(cells.iter().flatten().all(|cell| cell.rated >= minimum));
            // What the totals leave is of two groups or more that are each large enough.
            let behind: u32 = shown.iter().filter(|g| g.cells[practice].is_none()).map(|g| g.respondents).sum();
            prop_assert!(hidden == 0 || behind >= 2 * minimum);
            // Nothing is hidden without need.
            let below = shown.iter().filter(|g| g.counts[practice].rated() < minimum).count();
            let few = super::hidden(&shown, practice, minimum);
            prop_assert_eq!(few.len(), if below == 1 { 2 } else { below });
            let gives_away = gives_answers_away(&shown, practice, &few);
            prop_assert_eq!(hidden, if gives_away { shown.len() } else { few.len() });
            let rated: u32 = shown.iter().map(|g| g.counts[practice].rated()).sum();
            prop_assert_eq!(rated, all.counts[practice].rated());
        }
    }

    #[test]
    fn the_order_of_respondents_changes_nothing(team in respondents(), minimum in 3u32..7) {
        let there = shown(counted(team.iter()), minimum);
        let back = shown(counted(team.iter().rev()), minimum);
        prop_assert_eq!(there, back);
    }

}

/// All counts of so many raters.
fn tables(rated: u32) -> Vec<[u32; 4]> {
    let mut all = Vec::new();
    for s in 0..=rated {
        for o in 0..=rated - s {
            for b in 0..=rated - s - o {
                all.push([s, o, b, rated - s - o - b]);
            }
        }
    }
    all
}

fn of([s, o, b, g]: [u32; 4]) -> Counts {
    Counts::new([s, o, b, g, 0], 0)
}

/// All counts of the first group that fit the totals and what is shown of all groups.
fn possibilities(groups: &[([u32; 4], bool)], total: [u32; 4]) -> Vec<[u32; 4]> {
    let Some(((own, is_shown), others)) = groups.split_first() else {
        return Vec::new();
    };
    let mut found = match others {
        [] => vec![total],
        _ => tables(own.iter().sum()),
    };
    found.retain(|table| !is_shown || position(&of(*table)) == position(&of(*own)));
    found.retain(|table| {
        let rest: [Option<u32>; 4] = std::array::from_fn(|at| total[at].checked_sub(table[at]));
        let [Some(s), Some(o), Some(b), Some(g)] = rest else {
            return false;
        };
        others.is_empty() || !possibilities(others, [s, o, b, g]).is_empty()
    });
    found
}

fn is_certain_among(groups: &[([u32; 4], bool)], at: usize) -> bool {
    let spreads = groups.iter().map(|(counts, is_shown)| match is_shown {
        true => Spread::shown(&of(*counts)),
        false => Spread::hidden(&of(*counts)),
    });
    is_certain(&spreads.collect::<Vec<_>>(), at)
}

#[test]
fn only_what_leaves_one_possibility_is_taken_for_it() {
    let mut alone = 0;
    for one in tables(5) {
        for other in [5, 6].into_iter().flat_map(tables) {
            let total: [u32; 4] = std::array::from_fn(|at| one[at] + other[at]);
            for is_seen in [false, true] {
                let groups = [(one, true), (other, is_seen)];
                let expected = possibilities(&groups, total).len() == 1;
                assert_eq!(is_certain_among(&groups, 0), expected, "{groups:?}");
                alone += usize::from(expected);
            }
        }
    }
    assert!(alone > 100, "{alone}");
}

proptest! {
    /// Three groups, and in some cases hidden ones, against every table that there is.
    #[test]
    fn several_groups_together_are_certain_where_one_table_fits(
        counts in prop::collection::vec(prop::sample::select(tables(3).into_iter().chain(tables(4)).collect::<Vec<_>>()), 3..5),
        hides in any::<bool>(),
    ) {
        let last = counts.len() - 1;
        let groups: Vec<_> = counts.iter().enumerate().map(|(at, own)| (*own, at < last || !hides)).collect();
        let total: [u32; 4] = std::array::from_fn(|at| counts.iter().map(|own| own[at]).sum());
        for at in 0..groups.len() {
            let mut from_here = groups.clone();
            from_here.rotate_left(at);
            let expected = possibilities(&from_here, total).len() == 1;
            prop_assert_eq!(is_certain_among(&groups, at), expected, "{:?} {}", groups, at);
        }
    }
}

/// Middle answers that are all the same say of the totals where the others have to be.
#[test]
fn three_groups_do_not_give_each_other_away() {
    let groups = ["a", "b", "c"].map(|name| rating(name, 5, [3, 0, 0, 2, 0]));
    let shown = shown(groups.to_vec(), 5);
    assert!(shown.iter().all(|group| group.cells[0].is_none()));
}

#[test]
fn what_hidden_groups_answered_together_is_not_given_away() {
    let cells = |a: [u32; 5], b: [u32; 5]| -> Vec<bool> {
        let answers = [
            ("a", a),
            ("b", b),
            ("c", [0, 0, 0, 1, 2]),
            ("d", [0, 0, 0, 0, 3]),
        ];
        let groups = answers.map(|(name, by_rating)| rating(name, 3, by_rating));
        let shown = shown(groups.to_vec(), 3);
        shown.iter().map(|group| group.cells[0].is_some()).collect()
    };
    assert_eq!(
        cells([0, 0, 3, 0, 0], [0, 0, 3, 0, 0]),
        [true, true, false, false]
    );
    // Both middle answers are Could be Better, which leaves only Urgent Gap for the one in c and d.
    assert_eq!(cells([0, 1, 1, 1, 0], [0, 0, 2, 1, 0]), [false; 4]);
}

#[test]
fn no_shown_group_can_be_worked_out_from_the_totals() {
    let mut hidden = 0;
    for one in tables(5) {
        for other in tables(6) {
            let groups = [("a", one), ("b", other)].map(|(name, counts)| Group {
                name: name.to_owned(),
                respondents: counts.iter().sum(),
                cells: Vec::new(),
                counts: vec![of(counts)],
            });
            let shown = shown(groups.to_vec(), 5);
            let total: [u32; 4] = std::array::from_fn(|at| one[at] + other[at]);
            let is_one_answer = total.iter().filter(|count| **count > 0).count() == 1;
            let cells = shown
                .iter()
                .filter(|group| group.cells[0].is_some())
                .count();
            if cells == 0 {
                hidden += 1;
                continue;
            }
            assert_eq!(cells, 2);
            for groups in [[one, other], [other, one]] {
                let known = groups.map(|counts| (counts, true));
                assert!(is_one_answer || possibilities(&known, total).len() > 1);
            }
        }
    }
    assert!(hidden > 100, "{hidden}");
}
