//! File names made from people's names.

use std::collections::HashSet;
use std::path::{Component, Path};

use chronic::disk::name::{clash_key, distinct, stem};

use super::input::text;

/// The law of file names: one component on every system, of letters, digits and hyphens, that
/// no device has; and two people never get one file.
pub fn file_name(data: &[u8]) {
    let text = text(data);
    is_safe(&stem(&text));
    let names: Vec<&str> = text.split('\n').take(20).collect();
    let stems = distinct(names.iter().copied());
    assert_eq!(stems.len(), names.len());
    let keys: HashSet<String> = stems.iter().map(|stem| clash_key(stem)).collect();
    assert_eq!(keys.len(), stems.len(), "{stems:?}");
    for stem in &stems {
        is_safe(stem);
    }
}

fn is_safe(stem: &str) {
    let file = format!("{stem}.toml");
    let parts: Vec<Component<'_>> = Path::new(&file).components().collect();
    assert_eq!(parts, [Component::Normal(file.as_ref())], "{stem:?}");
    assert!(
        (1..=60).contains(&stem.chars().count()) && stem.len() <= 200,
        "{stem:?}"
    );
    assert!(!stem.starts_with('-') && !stem.ends_with('-'), "{stem:?}");
    let mark = unicode_normalization::char::is_combining_mark;
    assert!(
        stem.chars()
            .all(|c| c == '-' || c.is_alphanumeric() || mark(c)),
        "{stem:?}"
    );
    assert!(!stem.contains(super::escapes::acts));
    assert!(!is_device(stem), "{stem:?}");
}

fn is_device(stem: &str) -> bool {
    let upper = stem.to_uppercase();
    let port = |name: &str| {
        let digits = upper.strip_prefix(name).unwrap_or_default();
        digits.chars().count() == 1
            && digits.contains(|c| "0123456789\u{b9}\u{b2}\u{b3}".contains(c))
    };
    matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL") || port("COM") || port("LPT")
}
