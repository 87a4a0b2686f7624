//! The nearest of several names to one that somebody mistyped.

use strsim::damerau_levenshtein;

/// The nearest candidate, when it is near enough to be meant: at most a third of the
/// longer one's characters differ, and always one may. Case does not count.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // A name of any length may be written in a file; ours are short.
    if written.len() > 200 {
        return None;
    }
    let written = written.to_lowercase();
    let length = |text: &str| text.chars().count();
    let near = candidates.into_iter().filter_map(|candidate| {
        let distance = damerau_levenshtein(&written, &candidate.to_lowercase());
        let longer = length(&written).max(length(candidate));
        let is_near = distance <= (longer / 3).max(1) && distance < length(candidate);
        is_near.then_some((distance, candidate))
    });
    let nearest = near.min_by_key(|(distance, _)| *distance);
    nearest.map(|(_, candidate)| candidate)
}

/// The candidates with the nearest first, the others in their order; all in their order
/// where none is near.
pub fn nearest_first<'a>(written: &str, candidates: &[&'a str]) -> Vec<&'a str> {
    let short: String = written.to_lowercase().chars().take(100).collect();
    let distance = |candidate: &&str| {
        let candidate = candidate.to_lowercase();
        // Part of a label ("urgent", "ok") is nearer than any other spelling.
        let part = short.len() > 1 && (candidate.contains(&short) || short.contains(&candidate));
        (!part, damerau_levenshtein(&short, &candidate))
    };
    let mut rest = candidates.to_vec();
    let near = candidates.iter().filter(|c| {
        let (apart, distance) = distance(c);
        !apart || distance * 2 <= c.chars().count()
    });
    if let Some(first) = near.min_by_key(|c| distance(c)) {
        rest.retain(|c| c != first);
        rest.insert(0, first);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_offered() {
        let keys = ["rating", "documentation"];
        assert_eq!(nearest("raiting", keys), Some("rating"));
        assert_eq!(nearest("Ratign", keys), Some("rating"));
        assert_eq!(nearest("notes", keys), None);
        assert_eq!(nearest("x", ["ab"]), None);
    }

    #[test]
    fn the_nearest_label_comes_first() {
        let labels = ["Strength", "OK for Now", "Urgent Gap"];
        assert_eq!(nearest_first("urgent", &labels)[0], "Urgent Gap");
        assert_eq!(nearest_first("ok", &labels)[0], "OK for Now");
        assert_eq!(nearest_first("n/a", &labels), labels);
        assert_eq!(
            nearest_first("Strenght", &labels),
            ["Strength", "OK for Now", "Urgent Gap"]
        );
    }
}
