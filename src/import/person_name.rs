//! What people put in the place of a name that is none, or beside one.

use crate::model::dates::read_date::{Stamp, stamp};

/// A name without an email address behind it: `Okafor, Imani <imani@example.org>`.
pub(in crate::import) fn without_address(name: &str) -> &str {
    let open = name.find(['<', '(', '[']).filter(|at| {
        let is_closed = name.ends_with(['>', ')', ']']);
        is_closed && name[*at..].contains('@')
    });
    let bare = open.map_or(name, |at| name[..at].trim_end());
    if bare.is_empty() { name } else { bare }
}

/// Whether what is in the place of a name is none: a number, a day, an address.
pub(in crate::import) fn is_no_name(text: &str) -> bool {
    let is_number = text.contains(char::is_numeric) && !text.contains(char::is_alphabetic);
    is_number || is_address(text) || stamp(text, None) != Stamp::Other
}

/// Whether a text is an email address and nothing else.
pub(in crate::import) fn is_address(text: &str) -> bool {
    let halves = text.split_once('@');
    let is = halves.is_some_and(|(user, domain)| !user.is_empty() && domain.contains('.'));
    is && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_an_address_a_number_and_a_day() {
        for (written, name) in [
            ("Okafor, Imani <imani@example.org>", "Okafor, Imani"),
            ("Imani Okafor (imani@example.org)", "Imani Okafor"),
            ("Imani (Mia) Okafor", "Imani (Mia) Okafor"),
            ("Imani Okafor (she/her)", "Imani Okafor (she/her)"),
            ("<imani@example.org>", "<imani@example.org>"),
        ] {
            assert_eq!(without_address(written), name);
        }
        for none in "2026-10-11 & Oct. 5, 2026 & 12345 & 555-1234 & imani@example.org".split(" & ")
        {
            assert!(is_no_name(none), "{none}");
        }
        for name in "Imani & \u{674e}\u{96f7} & Agent 007 & May Long & - & ".split(" & ") {
            assert!(!is_no_name(name), "{name}");
        }
    }
}
