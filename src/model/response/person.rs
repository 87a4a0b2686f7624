//! When two names are one person's.

use crate::model::rating::folded;
use crate::words::is_one_of;

/// What follows a name and a comma without being a first name.
const SUFFIXES: &str = "jr, sr, ii, iii, iv, phd, edd, md, esq, rn, mba";

/// A name for comparing: without regard to case, spacing and composition of accents, and
/// "Last, First" like "First Last". Empty for no name.
pub fn person(name: &str) -> String {
    let mut parts: Vec<&str> = name.split(',').map(str::trim).collect();
    parts.retain(|part| !part.is_empty());
    let is_suffix = |part: &str| {
        let plain: String = part.to_lowercase().replace(['.', ' '], "");
        is_one_of(&plain, SUFFIXES)
    };
    let ordered = match parts.as_slice() {
        [last, first] if !is_suffix(first) => format!("{first} {last}"),
        // "Cole, Jr., Ray" and "Cole, Ray, Jr."
        [last, suffix, first] | [last, first, suffix] if is_suffix(suffix) && !is_suffix(first) => {
            format!("{first} {last} {suffix}")
        }
        _ => parts.join(" "),
    };
    folded(&ordered).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_name_may_come_first() {
        let ana = "D\u{ed}az, Ana; ana  DI\u{301}AZ ;D\u{ed}az ,Ana,;Ana D\u{ed}az";
        let ray = "Cole, Ray, Jr.;Cole, Jr., Ray;Ray Cole, Jr.;Ray Cole Jr.";
        for (names, expected) in [(ana, "ana d\u{ed}az"), (ray, "ray cole jr.")] {
            for name in names.split(';') {
                assert_eq!(person(name), expected, "{name}");
            }
        }
        assert_ne!(person("Ana D\u{ed}az"), person("D\u{ed}az Ana"));
        assert_eq!((person(""), person(" , ")), (String::new(), String::new()));
    }
}
