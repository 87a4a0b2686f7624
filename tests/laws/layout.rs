//! Team assessments in every layout that TOML allows and a person may have made, with
//! the same choices for other numbers.

use std::cell::Cell;
use std::fmt::Write as _;

const COUNTS: [&str; 6] = [
    "strength",
    "ok-for-now",
    "could-be-better",
    "urgent-gap",
    "unsure",
    "unanswered",
];

/// What belongs to `tally`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owned {
    pub(crate) district: String,
    pub(crate) responses: u32,
    pub(crate) invited: Option<u32>,
    pub(crate) not_read: u32,
    /// First and last day of October 2026.
    pub(crate) days: Option<(u8, u8)>,
    pub(crate) counts: [[u32; 6]; 3],
    /// Rating and text, of each practice.
    pub(crate) quotes: [Vec<(&'static str, &'static str)>; 3],
}

/// How the file is written: a list of choices, each small number one.
pub(crate) struct Choices<'c> {
    bytes: &'c [u8],
    at: Cell<usize>,
    /// Whether keys and sections may be missing.
    pub(crate) gaps: bool,
    /// Whether any was.
    pub(crate) missing: Cell<bool>,
}

impl<'c> Choices<'c> {
    pub(crate) fn new(bytes: &'c [u8], gaps: bool) -> Self {
        Self {
            bytes,
            at: Cell::new(0),
            gaps,
            missing: Cell::new(false),
        }
    }

    fn one_of(&self, many: usize) -> usize {
        let at = self.at.replace(self.at.get() + 1);
        usize::from(self.bytes.get(at).copied().unwrap_or_default()) % many
    }

    fn pick<'t>(&self, from: &[&'t str]) -> &'t str {
        from[self.one_of(from.len())]
    }

    fn is_missing(&self) -> bool {
        let missing = self.one_of(4) == 3 && self.gaps;
        self.missing.set(self.missing.get() || missing);
        missing
    }

    fn key(&self, key: &str) -> String {
        match self.one_of(6) {
            4 => format!("\"{key}\""),
            5 => format!("'{key}'"),
            _ => key.to_owned(),
        }
    }

    fn shuffled<T>(&self, mut things: Vec<T>) -> Vec<T> {
        let mut out = Vec::new();
        while !things.is_empty() {
            out.push(things.remove(self.one_of(things.len())));
        }
        out
    }

    fn remark(&self) -> &'static str {
        self.pick(&[
            "",
            "",
            "",
            "  # counts = { strength = 9 }",
            "\t# it's \"so\"",
            " #'''",
        ])
    }

    fn between(&self) -> &'static str {
        self.pick(&[
            "",
            "",
            "\n",
            "# [data.review]\n",
            "  # ours: responses = 9\n\n",
            "\t\n# \u{e9}\u{202e}\n",
        ])
    }
}

/// A number as it stands in the file: the old one in some spelling, where it is still
/// right, or the new one.
fn number(choices: &Choices<'_>, old: u32, new: Option<u32>) -> String {
    let spelled = match choices.one_of(8) {
        4 => format!("0x{old:X}"),
        5 => format!("0b{old:b}"),
        6 => format!("+{old}"),
        7 if old > 9 => format!("{}_{}", old / 10, old % 10),
        7 => format!("0o{old:o}"),
        _ => old.to_string(),
    };
    match new {
        Some(new) if new != old => new.to_string(),
        _ => spelled,
    }
}

/// What a line of the header came to.
fn line(
    choices: &Choices<'_>,
    key: &str,
    old: Option<String>,
    new: Option<Option<String>>,
) -> String {
    let (indent, key) = (choices.pick(&["", "", "", "  "]), choices.key(key));
    let (equals, remark) = (choices.pick(&[" = ", "=", "  =\t"]), choices.remark());
    let Some(old) = old else {
        return String::new();
    };
    match new.unwrap_or(Some(old)) {
        Some(value) => format!("{indent}{key}{equals}{value}{remark}\n"),
        // Taken out: a comment beside it stays.
        None if remark.is_empty() => String::new(),
        None => format!("{indent}{}\n", remark.trim_start()),
    }
}

fn day(
    choices: &Choices<'_>,
    old: Option<u8>,
    new: Option<Option<u8>>,
) -> (Option<String>, Option<Option<String>>) {
    let bare = |day: u8| format!("2026-10-{day:02}");
    let spelled = |day: u8| match choices.one_of(4) {
        2 => format!("\"{}\"", bare(day)),
        3 => format!("'{} '", bare(day)),
        _ => bare(day),
    };
    let written = old.map(spelled);
    let renewed = new.map(|new| {
        if new == old {
            written.clone()
        } else {
            new.map(bare)
        }
    });
    (written, renewed)
}

/// The text of a team assessment that holds `old`; or what is to become of it, when
/// it is renewed to `new`, with the quotes too where `quotes`.
pub(crate) fn text(
    choices: &Choices<'_>,
    old: &Owned,
    new: Option<&Owned>,
    quotes: bool,
) -> String {
    let mark = choices.pick(&["", "", "\u{feff}"]);
    let crlf = choices.one_of(3) == 2;
    let unfinished = choices.one_of(3) == 2;
    let mut out = header(choices, old, new);
    let write = |ingredient, practices: &[usize]| {
        let practices = choices.shuffled(practices.to_vec());
        let content = practices
            .iter()
            .filter(|_| !choices.is_missing())
            .map(|at| Practice {
                id: ["review", "alerts", "training"][*at],
                counts: old.counts[*at],
                new_counts: new.map(|new| new.counts[*at]),
                quotes: &old.quotes[*at],
                new_quotes: new.filter(|_| quotes).map(|new| new.quotes[*at].as_slice()),
            })
            .collect::<Vec<_>>();
        sections(choices, ingredient, &content)
    };
    let parts = [write("data", &[0, 1]), write("staff", &[2])];
    // What stands in no section goes above the first.
    for (above, _) in &parts {
        out.push_str(above);
    }
    for (_, below) in choices.shuffled(parts.to_vec()) {
        out.push_str(&below);
    }
    if unfinished {
        out.truncate(out.trim_end_matches(['\n', '\t', ' ']).len());
    }
    if crlf {
        out = out.replace('\n', "\r\n");
    }
    format!("{mark}{out}")
}

fn header(choices: &Choices<'_>, old: &Owned, new: Option<&Owned>) -> String {
    let quoted = |text: &str| format!("\"{text}\"");
    let mut lines = vec![
        line(choices, "kind", Some(quoted("team-assessment")), None),
        line(choices, "rubric", Some("'tiny/1'".to_owned()), None),
        line(choices, "cycle", Some("\"\"".to_owned()), None),
    ];
    let district = new.map(|new| Some(quoted(&new.district)));
    if !choices.is_missing() {
        lines.push(line(
            choices,
            "district",
            Some(quoted(&old.district)),
            district,
        ));
    }
    let responses = number(choices, old.responses, None);
    let now = new.map(|new| {
        if new.responses == old.responses {
            responses.clone()
        } else {
            new.responses.to_string()
        }
    });
    if !choices.is_missing() {
        lines.push(line(
            choices,
            "responses",
            Some(responses.clone()),
            now.map(Some),
        ));
    }
    if let Some(invited) = old.invited {
        let new = new.map(|new| new.invited.unwrap_or(invited));
        let invited = number(choices, invited, new);
        lines.push(line(
            choices,
            "invited",
            Some(invited.clone()),
            new.map(|_| Some(invited)),
        ));
    }
    let not_read = number(choices, old.not_read, new.map(|new| new.not_read));
    let now = new.map(|new| (new.not_read > 0).then(|| not_read.clone()));
    let was = (old.not_read > 0).then(|| not_read.clone());
    lines.push(line(choices, "not_read", was, now));
    for (key, at) in [("from", 0), ("to", 1)] {
        let of = |days: Option<(u8, u8)>| days.map(|(from, to)| if at == 0 { from } else { to });
        let (was, now) = day(choices, of(old.days), new.map(|new| of(new.days)));
        lines.push(line(choices, key, was, now));
    }
    let mut out = String::new();
    for line in choices.shuffled(lines) {
        out.push_str(choices.between());
        out.push_str(&line);
    }
    out
}

struct Practice<'q> {
    id: &'static str,
    counts: [u32; 6],
    new_counts: Option<[u32; 6]>,
    quotes: &'q [(&'static str, &'static str)],
    new_quotes: Option<&'q [(&'static str, &'static str)]>,
}

/// An ingredient: what goes above all sections, and its own.
fn sections(
    choices: &Choices<'_>,
    ingredient: &str,
    practices: &[Practice<'_>],
) -> (String, String) {
    let (mut above, mut below) = (String::new(), String::new());
    let style = choices.one_of(4);
    let name = choices.key(ingredient);
    if style == 2 {
        let _ = writeln!(below, "{}[{name}]{}", choices.between(), choices.remark());
    }
    for practice in practices {
        let id = choices.key(practice.id);
        match (style, choices.one_of(4)) {
            (2, 3) => {
                let _ = writeln!(
                    below,
                    "{}{id} = {}",
                    choices.between(),
                    inline(choices, practice)
                );
            }
            (2, _) => below.push_str(&entries(choices, &format!("{id}."), practice)),
            (3, 3) => {
                let _ = writeln!(
                    above,
                    "{}{name}.{id} = {}",
                    choices.between(),
                    inline(choices, practice)
                );
            }
            (3, _) => above.push_str(&entries(choices, &format!("{name}.{id}."), practice)),
            (_, 3) => below.push_str(&split(choices, &format!("{name}.{id}"), practice)),
            (..) => {
                let _ = writeln!(
                    below,
                    "{}[{name}.{id}]{}",
                    choices.between(),
                    choices.remark()
                );
                below.push_str(&entries(choices, "", practice));
            }
        }
    }
    (above, below)
}

/// The keys of a practice, a line each.
fn entries(choices: &Choices<'_>, prefix: &str, practice: &Practice<'_>) -> String {
    let mut lines = team_lines(choices, prefix, practice);
    if !choices.is_missing() {
        let key = format!("{prefix}{}", choices.key("counts"));
        if choices.one_of(3) == 2 {
            let dotted = numbers(choices, practice)
                .into_iter()
                .map(|(name, n)| format!("{key}.{name} = {n}{}\n", choices.remark()));
            let dotted: Vec<String> = dotted.collect();
            // Without any there are no counts at all.
            choices
                .missing
                .set(choices.missing.get() || dotted.is_empty());
            lines.push(dotted.concat());
        } else {
            lines.push(format!(
                "{key} = {}{}\n",
                counts(choices, practice),
                choices.remark()
            ));
        }
    }
    let mut out = String::new();
    for line in choices.shuffled(lines) {
        out.push_str(choices.between());
        out.push_str(&line);
    }
    out
}

/// A practice with its counts in a section of their own, above or below the rest.
fn split(choices: &Choices<'_>, name: &str, practice: &Practice<'_>) -> String {
    let mut own = format!("{}[{name}.counts]{}\n", choices.between(), choices.remark());
    for (name, number) in numbers(choices, practice) {
        let _ = writeln!(own, "{name} = {number}{}", choices.remark());
    }
    let mut rest = format!("{}[{name}]\n", choices.between());
    for line in team_lines(choices, "", practice) {
        rest.push_str(&line);
    }
    choices.shuffled(vec![rest, own]).concat()
}

fn inline(choices: &Choices<'_>, practice: &Practice<'_>) -> String {
    let mut entries = vec![
        format!(
            "{} = {}",
            choices.key("agreed"),
            choices.pick(&["\"\"", "'Unsure'"])
        ),
        format!("documentation = {}", array(choices, practice)),
    ];
    if !choices.is_missing() {
        entries.push(format!(
            "{} = {}",
            choices.key("counts"),
            counts(choices, practice)
        ));
    }
    format!(
        "{{ {} }}",
        choices
            .shuffled(entries)
            .join(choices.pick(&[", ", ",", " ,\n  "]))
    )
}

/// What belongs to the team, and the quotes.
fn team_lines(choices: &Choices<'_>, prefix: &str, practice: &Practice<'_>) -> Vec<String> {
    let agreed = choices.pick(&["\"\"", "\"strength\"", "'Urgent Gap'"]);
    let notes = choices.pick(&[
        "\"\"",
        "'''\ncounts = 5\n[data.x\n'''",
        "\"\"\"a\n  responses = 2 \\\"\"\"\"",
        "\"# no comment\"",
    ]);
    let mut lines = vec![
        format!("{prefix}agreed = {agreed}{}\n", choices.remark()),
        format!("{prefix}{} = {notes}\n", choices.key("notes")),
        format!(
            "{prefix}documentation = {}{}\n",
            array(choices, practice),
            choices.remark()
        ),
    ];
    if choices.one_of(3) == 2 {
        lines.push(format!("{prefix}decision = \"find-out\"\n"));
    }
    lines
}

fn array(choices: &Choices<'_>, practice: &Practice<'_>) -> String {
    let style = choices.one_of(3);
    if let Some(new) = practice.new_quotes.filter(|new| *new != practice.quotes) {
        if new.is_empty() {
            return "[]".to_owned();
        }
        let entries = new
            .iter()
            .map(|(rating, text)| format!("  {{ rating = \"{rating}\", text = \"{text}\" }},\n"));
        return format!("[\n{}]", entries.collect::<String>());
    }
    let entry =
        |(rating, text): &(&str, &str)| format!("{{ text = '{text}', rating = '{rating}' }}");
    let entries: Vec<String> = practice.quotes.iter().map(entry).collect();
    match style {
        0 => format!("[{}]", entries.join(", ")),
        1 => format!("[ # as said\n{}\n  # shortened\n]", entries.join(",\n")),
        _ => format!(
            "[\n\n{}]",
            entries
                .iter()
                .map(|e| format!("\t{e} , # x\n"))
                .collect::<String>()
        ),
    }
}

fn numbers(choices: &Choices<'_>, practice: &Practice<'_>) -> Vec<(String, String)> {
    let all = COUNTS.iter().enumerate().map(|(at, key)| {
        let new = practice.new_counts.map(|new| new[at]);
        let entry = (choices.key(key), number(choices, practice.counts[at], new));
        (!choices.is_missing()).then_some(entry)
    });
    let all = all.collect::<Vec<_>>().into_iter().flatten().collect();
    choices.shuffled(all)
}

fn counts(choices: &Choices<'_>, practice: &Practice<'_>) -> String {
    let entries: Vec<String> = numbers(choices, practice)
        .into_iter()
        .map(|(key, number)| format!("{key} = {number}"))
        .collect();
    match choices.one_of(4) {
        1 => format!("{{{}}}", entries.join(",")),
        2 => format!(
            "{{\n{}\n}}",
            entries
                .iter()
                .map(|e| format!("    {e}, # of us"))
                .collect::<Vec<_>>()
                .join("\n")
        ),
        3 => format!("{{ # six\n{} }}", entries.join(" ,\n  ")),
        _ => format!("{{ {} }}", entries.join(", ")),
    }
}
