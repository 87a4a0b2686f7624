//! Files that people have written in and the program adds to: what they wrote survives, and a
//! second run changes nothing.

use std::ops::Range;

use chronic::files::content::Content;
use chronic::files::plan::coverage::{PlanCommands, coverage};
use chronic::files::plan::new_entry::Drafting;
use chronic::files::plan::update::update;
use chronic::files::read::read;
use chronic::files::team::renew::{Quotes, renew};
use chronic::model::assessment::{Assessed, Assessment, Decision, Quote};
use chronic::model::plan::Plan;
use chronic::model::rating::Rating;
use chronic::model::tally::Counts;
use chronic::problem::Code;
use jiff::civil::date;
use toml::de::{DeTable, DeValue};

use super::input::{choices, file};
use super::{reading, small};

const MARK: &[u8] = b"\xef\xbb\xbf";

/// How many bytes say what is new, before those of the file.
pub(super) const CHOICES: usize = 16;

/// A tally of up to eight responses.
fn assessment(choices: &[usize; CHOICES]) -> Assessment {
    let responses = u32::try_from(choices[0] % 9).expect("below nine");
    let places = ["", "North", "S\u{fc}d \"x\" \\", "a\u{202e}'b"];
    let named = |at: usize| Some(places[at % 4].to_owned()).filter(|text| !text.is_empty());
    let day = |at: usize| {
        i8::try_from(at % 28 + 1)
            .ok()
            .map(|day| date(2026, 10, day))
    };
    let practices = choices[8..12].iter().zip(&choices[12..16]);
    Assessment {
        district: named(choices[1]),
        cycle: named(choices[2]),
        responses,
        invited: (choices[3] > 99).then_some(responses),
        not_read: u32::try_from(choices[3] % 3).expect("below three"),
        from: day(choices[4]).filter(|_| choices[4] > 99),
        to: day(choices[5]).filter(|_| choices[5] > 99),
        practices: practices
            .map(|(a, b)| assessed(responses, *a, *b))
            .collect(),
    }
}

fn assessed(responses: u32, spread: usize, said: usize) -> Assessed {
    let mut counts = Counts::default();
    for at in 0..responses as usize {
        let rating = (spread >> (at % 4)) + at * (spread & 3);
        counts.add(Rating::ALL.get(rating % 6).copied());
    }
    let texts = [
        "Minutes.",
        "a\nb \"c\"",
        "'''\n[x]\nkind = 1",
        "\\\\server\\share \u{202e}",
    ];
    let quotes = (0..said % 3).map(|at| Quote {
        rating: Rating::ALL.get((said >> 2) % 6).copied(),
        text: texts[((said >> 4) + at) % 4].to_owned(),
    });
    let mut documentation: Vec<Quote> = quotes.collect();
    documentation.sort_by(|a, b| a.order().cmp(&b.order()));
    Assessed {
        counts,
        documentation,
        ..Assessed::default()
    }
}

fn held(bytes: &[u8]) -> Option<Assessment> {
    match read(bytes, small::rubric()).checked.value {
        Some(Content::Assessment(assessment)) => Some(assessment),
        _ => None,
    }
}

/// The law of renewing a team assessment.
pub fn renewed(data: &[u8]) {
    let (choices, rest) = choices::<CHOICES>(data);
    let bytes = file(rest, &small::TEAMS);
    let new = assessment(&choices);
    let how = [Quotes::Keep, Quotes::Renew, Quotes::None][choices[6] % 3];
    let renewed = match renew(&bytes, small::rubric(), &new, how) {
        Ok(renewed) => renewed.bytes,
        Err(problems) => {
            assert!(!problems.is_empty());
            return;
        }
    };
    let old = held(&bytes).expect("only a sound file is renewed");
    let now = held(&renewed).expect("a renewed file is sound");
    assert_eq!(now.counts(), new.counts());
    assert_eq!((now.responses, now.not_read), (new.responses, new.not_read));
    assert_eq!((now.from, now.to), (new.from, new.to));
    assert_eq!(now.district, new.district.clone().or(old.district));
    assert_eq!(now.cycle, new.cycle.clone().or(old.cycle));
    for (now, old) in now.practices.iter().zip(&old.practices) {
        let teams = |of: &Assessed| (of.agreed, of.decision, of.notes.clone());
        assert_eq!(teams(now), teams(old));
        if how != Quotes::Renew && !old.documentation.is_empty() {
            assert_eq!(now.documentation, old.documentation);
        }
    }
    survives(&bytes, &renewed, how == Quotes::Renew);
    let twice =
        renew(&renewed, small::rubric(), &new, how).expect("a renewed file is renewed again");
    assert_same(&twice.bytes, &renewed);
}

fn assert_same(one: &[u8], other: &[u8]) {
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(one == other, "{}\n----\n{}", shown(other), shown(one));
}

/// That all of the old file is in the new one, in its order: piece by piece, where pieces end
/// at line ends, at braces and at what belongs to `tally`.
fn survives(old: &[u8], new: &[u8], quotes: bool) {
    assert_eq!(old.starts_with(MARK), new.starts_with(MARK));
    let text = |bytes| std::str::from_utf8(bytes).expect("only UTF-8 is renewed");
    let (old, new) = (text(old), text(new));
    line_ends_stay(old, new);
    let plain = old.strip_prefix('\u{feff}').unwrap_or(old);
    let mut rest = new;
    let mut from = 0;
    let mut owned = tallys(plain, quotes);
    owned.sort_by_key(|span| span.start);
    owned.push(plain.len()..plain.len());
    for span in owned {
        for piece in plain[from..span.start.max(from)].split(['\n', '{']) {
            let piece = piece.trim();
            let at = rest.find(piece);
            let at = at.unwrap_or_else(|| panic!("{piece:?} is lost:\n{old}\n----\n{new}"));
            rest = &rest[at + piece.len()..];
        }
        from = from.max(span.end);
    }
}

/// Where the values stand that belong to `tally`.
fn tallys(text: &str, quotes: bool) -> Vec<Range<usize>> {
    let root = DeTable::parse(text).expect("a file that is renewed can be read");
    let root = root.get_ref();
    let mut spans = Vec::new();
    for key in ["rubric", "district", "cycle", "responses"] {
        spans.extend(root.get(key).map(toml::Spanned::span));
    }
    for key in ["not_read", "from", "to"] {
        let entry = root.get_key_value(key);
        spans.extend(entry.map(|(key, value)| key.span().start..value.span().end));
    }
    for practice in small::rubric().practices() {
        let (ingredient, short) = practice.id.split_once('.').expect("two parts");
        let table = root.get(ingredient).and_then(|v| v.get_ref().as_table());
        let Some(DeValue::Table(table)) =
            table.and_then(|t| t.get(short)).map(toml::Spanned::get_ref)
        else {
            continue;
        };
        if let Some(DeValue::Table(counts)) = table.get("counts").map(toml::Spanned::get_ref) {
            spans.extend(counts.values().map(toml::Spanned::span));
        }
        if quotes {
            spans.extend(table.get("documentation").map(toml::Spanned::span));
        }
    }
    spans
}

/// That a file all of whose lines end in one way still does.
fn line_ends_stay(old: &str, new: &str) {
    let feeds = |text: &str| text.matches('\n').count();
    let both = |text: &str| text.matches("\r\n").count();
    if both(old) == 0 {
        assert_eq!(both(new), 0, "{new:?}");
    } else if both(old) == feeds(old) {
        assert_eq!(both(new), feeds(new), "{new:?}");
    }
}

/// The law of updating a plan.
pub fn updated(data: &[u8]) {
    let (choices, rest) = choices::<CHOICES>(data);
    let bytes = file(rest, &small::PLANS);
    let Some(Content::Plan(old)) = read(&bytes, small::rubric()).checked.value else {
        return;
    };
    // The command refuses a file that is not UTF-8, and sets the mark aside.
    let plain = bytes.strip_prefix(MARK).unwrap_or(&bytes);
    let (Ok(text), true) = (std::str::from_utf8(plain), old.is_sound) else {
        return;
    };
    if text.replace("\r\n", "\n").contains('\r') {
        return;
    }
    let mut assessment = assessment(&choices);
    for (practice, choice) in assessment.practices.iter_mut().zip(&choices[4..8]) {
        practice.decision = Decision::ALL.get(choice % 6).copied();
    }
    let drafting = Drafting::new(small::rubric(), &assessment, "");
    let updated = update(text, &old.plan, &drafting);
    let mut rest = updated.text.bytes();
    assert!(
        text.bytes().all(|b| rest.any(|other| other == b)),
        "{text}\n----\n{}",
        updated.text
    );
    // Line by line, but for lines in which a list grew.
    let mut lines = updated.text.lines();
    for line in text
        .lines()
        .filter(|line| !line.contains(['[', ']', '{', '}']))
    {
        let is_line = |new: &str| new.trim_end_matches(',') == line.trim_end_matches(',');
        assert!(lines.any(is_line), "{line:?}: {}", updated.text);
    }
    line_ends_stay(text, &updated.text);
    let Content::Plan(now) = reading::again(&updated.text, small::rubric()) else {
        panic!("no plan:\n{}", updated.text);
    };
    assert!(now.is_sound, "{text}\n----\n{}", updated.text);
    begins_with(&now.plan, &old.plan);
    let missing = coverage(&now, &assessment, small::rubric(), &PlanCommands::default());
    assert!(
        missing.iter().all(|p| p.code != Code::NotCovered),
        "{}",
        updated.text
    );
    let twice = update(&updated.text, &now.plan, &drafting);
    assert!(twice.added.is_empty(), "{:?}", twice.added);
    assert_same(twice.text.as_bytes(), updated.text.as_bytes());
    assert_eq!(updated.added.is_empty(), updated.text == text);
}

/// That a plan is another with entries behind those of each kind.
fn begins_with(new: &Plan, old: &Plan) {
    assert!(new.actions.starts_with(&old.actions), "{new:#?}");
    assert!(new.continues.starts_with(&old.continues), "{new:#?}");
    assert_eq!(new.defers, old.defers);
    assert!(
        new.communications.starts_with(&old.communications),
        "{new:#?}"
    );
    let head = |plan: &Plan| (plan.title.clone(), plan.assessment.clone(), plan.adopted);
    assert_eq!(head(new), head(old));
}
