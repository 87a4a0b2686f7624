//! What the headings of a roster say: a person's name, or a part of it, role, or department.

use crate::import::grid::Row;
use crate::import::headings::{
    OTHERWISE, Own, half_of_a_name, headings_of, is_of_a_further_name, plain, without_explanation,
};
use crate::words::is_one_of;

/// Words of a heading that hint at a field, where no heading is one of those that are known.
const HINTS: [(Own, &str); 3] = [
    (Own::Department, "department, dept, office, school"),
    (Own::Role, "role, title, position"),
    (Own::Name, "name"),
];

/// A heading as plain words, without what explains it in brackets.
pub(super) fn words(heading: &str) -> String {
    plain(without_explanation(heading))
}

/// How well a heading names this field; less is better.
pub(super) fn rank(field: Own, heading: &str) -> Option<usize> {
    let words = words(heading);
    let at = headings_of(field).position(|known| known == words);
    if let Some((half, _)) = half_of_a_name(heading) {
        return (half == field).then(|| at.unwrap_or(usize::MAX - 1));
    }
    if is_of_a_further_name(heading) {
        return None;
    }
    if at.is_some() {
        return at;
    }
    let mut each = words.split(' ');
    let (_, hints) = HINTS.iter().find(|(of, _)| *of == field)?;
    let hinted = each.clone().any(|word| is_one_of(word, hints));
    // "School name" is a school's.
    let other = HINTS
        .iter()
        .take_while(|(of, _)| *of != field)
        .any(|(_, hints)| each.clone().any(|word| is_one_of(word, hints)));
    let otherwise = each.any(|word| is_one_of(word, OTHERWISE));
    let mut parts = Own::NAMES[1..].iter();
    let part = field == Own::Name && parts.any(|part| rank(*part, heading).is_some());
    (hinted && !other && !otherwise && !part).then_some(usize::MAX)
}

/// Whether a text is what a column of a roster is called for one of these.
pub(super) fn is_heading(text: &str, fields: &[Own]) -> bool {
    let words = words(text);
    let mut known = fields.iter().copied().flat_map(headings_of);
    known.any(|known| known == words)
}

pub(super) fn names_people(row: &Row) -> bool {
    let is_name = |cell| {
        Own::NAMES
            .into_iter()
            .any(|field| rank(field, cell).is_some())
    };
    row.texts().any(is_name)
}
