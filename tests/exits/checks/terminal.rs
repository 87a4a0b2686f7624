//! A terminal, and the log of a CI run that stands for one.

use super::Checked;

/// C0 but the line feed, DEL, C1, Unicode's Bidi_Control, and its separators of lines and
/// paragraphs.
fn acts(c: char) -> bool {
    const BIDI_CONTROL: [u32; 12] = [
        0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
        0x2069,
    ];
    let at = u32::from(c);
    (at < 0x20 && c != '\n')
        || (0x7f..0xa0).contains(&at)
        || BIDI_CONTROL.contains(&at)
        || [0x2028, 0x2029].contains(&at)
}

pub(super) fn nothing_acts(text: &str) -> Checked {
    match text.lines().find(|line| line.contains(acts)) {
        None => Ok(()),
        Some(line) => Err(format!("a character that acts in {line:?}")),
    }
}

/// No text begins a line as a command of a CI service does; what does so with harmless
/// words too, such as a rule of a style, is the program's own.
pub(super) fn no_line_is_a_command(text: &str, twin: &str) -> Checked {
    let is_command = |line: &&str| {
        let line = line.trim_start();
        // A heading of Markdown, and the place of a second excerpt.
        let own = line.trim_start_matches('#').starts_with(' ')
            || line
                .strip_prefix("::: ")
                .is_some_and(|rest| !rest.contains("::"));
        (line.starts_with("::") || line.starts_with("##")) && !own
    };
    let [text, twin] = [text, twin].map(|all| all.lines().filter(is_command).collect::<Vec<_>>());
    super::same("lines that are commands", text, twin)
}

/// Such a service also finds `##[` and `##vso[` further on in a line.
pub(super) fn check(text: &str) -> Checked {
    for (at, _) in text.match_indices("##") {
        let rest = text[at..].trim_start_matches('#');
        if rest
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .starts_with('[')
        {
            return Err(format!(
                "a command in a log: {:?}",
                rest.chars().take(40).collect::<String>()
            ));
        }
    }
    Ok(())
}
