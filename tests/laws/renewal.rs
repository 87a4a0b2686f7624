//! Renewing a team assessment changes header and counts and nothing else.

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::team::renew::{Quotes, renew};
use chronic::model::assessment::{Assessed, Assessment, Quote};
use chronic::model::rating::Rating;
use chronic::model::rubric::Rubric;
use chronic::model::tally::Counts;
use jiff::civil::date;
use proptest::prelude::*;

use crate::common::world::RUBRIC;
use crate::laws::layout::{Choices, Owned, text};

fn owned() -> impl Strategy<Value = Owned> {
    let counts = prop::array::uniform3(prop::array::uniform5(0..12_u32));
    let quotes = prop::collection::vec(
        prop::sample::select(vec![
            ("strength", "a b"),
            ("unsure", "it says so"),
            ("", "\u{e9}"),
        ]),
        0..3,
    );
    let days = prop::option::of((1..10_u8, 10..30_u8));
    let district = prop::sample::select(vec!["North", "S\u{fc}d"]);
    (
        counts,
        prop::array::uniform3(quotes),
        days,
        (prop::option::of(0..30_u32), 0..3_u32),
        district,
    )
        .prop_map(|(counts, quotes, days, (invited, not_read), district)| {
            let responses = counts.iter().map(|c| c.iter().sum()).max().unwrap_or(0);
            Owned {
                district: district.to_owned(),
                responses,
                invited,
                not_read,
                days,
                counts: counts.map(|c| {
                    [
                        c[0],
                        c[1],
                        c[2],
                        c[3],
                        c[4],
                        responses - c.iter().sum::<u32>(),
                    ]
                }),
                quotes: quotes.map(|mut quotes| {
                    quotes.sort_by_key(|(rating, text)| {
                        (Rating::from_id(rating).map_or(9, Rating::index), *text)
                    });
                    quotes
                }),
            }
        })
}

fn assessment(owned: &Owned) -> Assessment {
    let day = |day: u8| date(2026, 10, day.try_into().unwrap());
    Assessment {
        district: Some(owned.district.clone()),
        cycle: None,
        responses: owned.responses,
        invited: owned.invited,
        not_read: owned.not_read,
        from: owned.days.map(|(from, _)| day(from)),
        to: owned.days.map(|(_, to)| day(to)),
        practices: owned
            .counts
            .iter()
            .zip(&owned.quotes)
            .map(|([s, o, b, g, u, unanswered], quotes)| Assessed {
                counts: Counts::new([*s, *o, *b, *g, *u], *unanswered),
                documentation: quotes
                    .iter()
                    .map(|(rating, text)| Quote {
                        rating: Rating::from_id(rating),
                        text: (*text).to_owned(),
                    })
                    .collect(),
                ..Assessed::default()
            })
            .collect(),
    }
}

fn held(bytes: &[u8], rubric: &Rubric) -> Assessment {
    let reading = read(bytes, rubric);
    match reading.checked.value {
        Some(Content::Assessment(assessment)) => assessment,
        _ => panic!(
            "{:#?}\n{}",
            reading.checked.problems,
            String::from_utf8_lossy(bytes)
        ),
    }
}

fn renewed(file: &str, rubric: &Rubric, new: &Assessment, quotes: Quotes) -> String {
    match renew(file.as_bytes(), rubric, new, quotes) {
        Ok(renewed) => String::from_utf8(renewed.bytes).unwrap(),
        Err(problems) => panic!("{problems:#?}\n{file}"),
    }
}

/// Whether all of `old` is in `new`, in order.
fn is_within(old: &str, new: &str) -> bool {
    let mut rest = new.chars();
    old.chars().all(|c| rest.any(|other| other == c))
}

/// What the team has written, and what respondents are quoted with.
fn of_the_team(assessment: &Assessment) -> Vec<(Option<Rating>, String, String)> {
    assessment
        .practices
        .iter()
        .map(|p| (p.agreed, p.notes.clone(), format!("{:?}", p.decision)))
        .collect()
}

proptest! {
    #![proptest_config(crate::common::cases(200))]

    #[test]
    fn every_byte_but_header_and_counts_stays(
        old in owned(),
        new in owned(),
        choices in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let rubric = crate::laws::rubric(RUBRIC);
        // What is not there yet has no place in the expected text.
        let new = Owned {
            days: new.days.filter(|_| old.days.is_some()),
            invited: new.invited.filter(|_| old.invited.is_some()),
            not_read: if old.not_read == 0 { 0 } else { new.not_read },
            ..new
        };
        let write = |new: Option<&Owned>, quotes| text(&Choices::new(&choices, false), &old, new, quotes);
        let file = write(None, false);
        for (how, quotes) in [(Quotes::Keep, false), (Quotes::Renew, true)] {
            let once = renewed(&file, &rubric, &assessment(&new), how);
            prop_assert_eq!(&once, &write(Some(&new), quotes));
            let twice = renewed(&once, &rubric, &assessment(&new), how);
            prop_assert_eq!(&twice, &once);
        }
        // And with what it holds already, nothing.
        prop_assert_eq!(&renewed(&file, &rubric, &assessment(&old), Quotes::Renew), &file);
    }

    #[test]
    fn what_is_missing_is_put_in_and_nothing_is_lost(
        old in owned(),
        new in owned(),
        choices in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let rubric = crate::laws::rubric(RUBRIC);
        let file = text(&Choices::new(&choices, true), &old, None, false);
        let before = held(file.as_bytes(), &rubric);
        for how in [Quotes::Keep, Quotes::Renew] {
            let once = renewed(&file, &rubric, &assessment(&new), how);
            let after = held(once.as_bytes(), &rubric);
            prop_assert_eq!(after.counts(), assessment(&new).counts());
            prop_assert_eq!((after.responses, after.not_read), (new.responses, new.not_read));
            prop_assert_eq!(after.invited, new.invited.or(old.invited));
            prop_assert_eq!(of_the_team(&after), of_the_team(&before));
            prop_assert_eq!(&renewed(&once, &rubric, &assessment(&new), how), &once);
            prop_assert_eq!(once.starts_with('\u{feff}'), file.starts_with('\u{feff}'));
            if file.contains('\r') {
                prop_assert_eq!(once.matches('\n').count(), once.matches("\r\n").count());
            } else {
                prop_assert!(!once.contains('\r'));
            }
            if how == Quotes::Renew {
                for (after, new) in after.practices.iter().zip(&assessment(&new).practices) {
                    prop_assert_eq!(&after.documentation, &new.documentation);
                }
            } else {
                let letters = |text: &str| text.replace(|c: char| c.is_ascii_digit() || c.is_whitespace(), "");
                // Numbers apart, and lines of the header that are to go.
                let stays = file.trim_start_matches('\u{feff}').lines().filter(|line| {
                    !["not_read", "from", "to", "district"].iter().any(|key| line.trim_start().trim_start_matches(['"', '\'']).starts_with(key))
                });
                let stays: String = stays.map(|line| plain_numbers(line) + "\n").collect();
                prop_assert!(is_within(&letters(&stays), &letters(&once)), "{}\n----\n{}", file, once);
            }
        }
    }
}

/// A line without the spellings of numbers that only the old ones have.
fn plain_numbers(line: &str) -> String {
    let mut line = line.to_owned();
    for (prefix, digits) in [
        ("0x", "0123456789ABCDEF"),
        ("0b", "01"),
        ("0o", "01234567"),
        ("+", "0123456789"),
    ] {
        while let Some(at) = line.find(prefix) {
            let end = line[at + prefix.len()..].find(|c| !digits.contains(c));
            let end = end.map_or(line.len(), |end| at + prefix.len() + end);
            line.replace_range(at..end, "");
        }
    }
    while let Some(at) = line
        .find('_')
        .filter(|at| line[..*at].ends_with(|c: char| c.is_ascii_digit()))
    {
        line.replace_range(at..=at, "");
    }
    line
}
