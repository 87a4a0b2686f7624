//! Every way out: a command with its options, and the kind of exit its result is. This is
//! the one place to add a line when a command, a form or an option is added;
//! `coverage.rs` fails until it is here, and `main.rs` then feeds hostile text through it.

/// What a result is, and so how it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a kind that no form is yet has its check ready")]
pub(crate) enum Exit {
    /// Words on a screen, or in the log of a CI run.
    Terminal,
    /// Commands in the log of a GitHub workflow.
    Annotations,
    Csv,
    Markdown,
    Html,
    Json,
    /// JSON of problems, of which there are more or fewer, or of patterns made of texts: the
    /// same fields, whatever is in them.
    JsonShape,
    /// A file of ours; where several are written, each of them.
    Toml,
    /// A file of the team's own that something was put into: what people wrote stays as it is.
    Kept,
    Calendar,
    Workbook,
    /// Nobody's text is in it: not a byte depends on what people wrote.
    Fixed,
}

#[allow(unused_imports, reason = "as above")]
use Exit::{
    Annotations, Calendar, Csv, Fixed, Html, Json, JsonShape, Kept, Markdown, Terminal, Toml,
    Workbook,
};

/// The ways out. Words are separated by single spaces. What a line works on is written by
/// `district.rs`: `forms`, `broken` (folders), `team.toml`, `last.toml`, `plan.toml`,
/// `one.toml`, `other.toml`, `mend.toml`, `roster.csv`, `rubric.toml` (always in use), and
/// `old.md`, `old.csv`, `old.toml`, `old.ics` to be replaced.
/// `WORDS` and `TEXT` stand for a hostile text. Every line is tried with all texts mixed,
/// one with `TEXT` in it also with each by itself in every place. What a run writes is
/// found without being named here, and checked instead of what it prints, which is then
/// words.
#[rustfmt::skip]
pub(crate) const FORMS: &[(&str, Exit)] = &[
    ("init -o - --name=TEXT --role=TEXT --department=TEXT --district=TEXT --cycle=TEXT", Toml),
    ("init --name=TEXT", Toml),
    ("init new.toml --schema ./schema.json", Toml),
    ("init --schema=WORDS -o -", Terminal),
    ("init --team roster.csv new --district=WORDS", Toml),
    ("init --anonymous 3 new --role=WORDS", Toml),
    ("init new.html --district=WORDS --cycle=WORDS", Html),
    ("init --format html -o - --name=TEXT --role=TEXT --department=TEXT --district=TEXT", Html),
    ("init --team roster.csv new --format html --district=WORDS", Html),
    ("init --format toml -o -", Toml),
    ("init --format csv -o -", Csv),
    ("import export.csv new --yes --district=WORDS --cycle=WORDS", Kept),
    ("import export.csv new --yes --dry-run --date-order mdy", Terminal),
    ("import export.csv new --date-order dmy", Terminal),
    ("import export.csv new --date-order ymd", Terminal),
    ("import mend.toml new", Terminal),
    ("validate forms broken plan.toml team.toml one.toml mend.toml WORDS", Terminal),
    ("validate forms broken plan.toml team.toml --format human --strict --today 2026-10-01", Terminal),
    ("validate forms broken plan.toml team.toml --format json", JsonShape),
    ("validate forms broken plan.toml team.toml WORDS --format github", Annotations),
    ("validate forms broken plan.toml team.toml --format sarif", JsonShape),
    ("validate plan.toml --assessment team.toml", Terminal),
    ("validate mend.toml --fix", Kept),
    ("tally WORDS", Terminal),
    ("tally forms --format=WORDS", Terminal),
    ("tally broken --keep-going --duplicates all", Terminal),
    ("tally forms broken one.toml other.toml --keep-going --duplicates latest", Terminal),
    ("tally forms one.toml --format table --sort survey", Terminal),
    ("tally forms --format table --sort concern", Terminal),
    ("tally forms --format csv", Csv),
    ("tally forms --long", Csv),
    ("tally forms --format json", Json),
    ("tally forms --format markdown --sort spread", Markdown),
    ("tally forms --no-documentation -o new.md", Markdown),
    ("tally forms --format toml", Toml),
    ("tally forms -o new.toml --schema ./schema.json", Toml),
    ("tally forms -o team.toml --renew-documentation", Kept),
    ("tally forms --by role --min-group 3 --format table", Terminal),
    ("tally forms --by role --min-group 3 --format csv", Csv),
    ("tally forms --by role --min-group 3 --format json", Json),
    ("tally forms --by role --min-group 3 --format markdown", Markdown),
    ("tally forms --by department --min-group 3 --format table", Terminal),
    ("tally forms --by department --min-group 3 --format csv", Csv),
    ("tally forms --by department --min-group 3 --format json", Json),
    ("tally forms --by department --min-group 3 --format markdown", Markdown),
    ("tally forms broken --by folder --keep-going --duplicates all --format table", Terminal),
    ("tally forms --by folder --format csv", Csv),
    ("tally forms --by folder --long", Csv),
    ("tally forms --by folder --format json", JsonShape),
    ("tally forms --by folder --format markdown", Markdown),
    ("tally forms --by folder --practice 1 --sort concern", Terminal),
    ("tally . --by folder --practice WORDS", Terminal),
    ("tally forms -o new.xlsx --plan plan.toml", Workbook),
    ("tally team.toml --format xlsx -o new.xlsx --no-documentation", Workbook),
    ("tally team.toml -o old.toml --force", Toml),
    ("diff last.toml WORDS", Terminal),
    ("diff last.toml team.toml --format table", Terminal),
    ("diff last.toml forms --all --format csv", Csv),
    ("diff last.toml team.toml --format json", Json),
    ("diff last.toml broken --keep-going --duplicates latest --format markdown", Markdown),
    ("diff one.toml other.toml --all --duplicates all --format table", Terminal),
    ("diff one.toml other.toml --format csv", Csv),
    ("diff one.toml other.toml --format json", Json),
    ("diff one.toml other.toml --all -o old.csv --force", Csv),
    ("render forms --audience team --by role --min-group 3 --title=TEXT --plan plan.toml --previous last.toml", Markdown),
    ("render forms --by department --min-group 3 --no-documentation --format markdown", Markdown),
    ("render team.toml --plan plan.toml --title=TEXT", Markdown),
    ("render team.toml --audience public --title=TEXT --plan plan.toml --previous last.toml", Markdown),
    ("render team.toml --audience public --plan plan.toml --show-owners -o new.md", Markdown),
    ("render forms --format html --title=WORDS --plan plan.toml --previous last.toml --by role --min-group 3", Html),
    ("render team.toml --audience public --format html --title=TEXT --plan plan.toml --previous last.toml --show-owners", Html),
    ("render one.toml --audience public --yes-small --duplicates latest", Markdown),
    ("render broken --keep-going --duplicates all -o old.md --force", Markdown),
    ("plan draft team.toml --duplicates all", Toml),
    ("plan draft forms --no-documentation --schema ./schema.json -o new.toml", Toml),
    ("plan draft broken --keep-going --duplicates latest -o old.toml --force", Toml),
    ("plan update plan.toml broken --keep-going --duplicates latest", Kept),
    ("plan update plan.toml broken --keep-going --duplicates all --no-documentation", Kept),
    ("plan update WORDS team.toml", Terminal),
    ("plan status plan.toml --format table --today 2026-10-01 --within 90", Terminal),
    ("plan status plan.toml --by owner --today 2026-10-01 --strict", Terminal),
    ("plan status plan.toml --format csv --today 2026-10-01", Csv),
    ("plan status plan.toml --format json --today 2026-10-01", Json),
    ("plan status plan.toml --format markdown --today 2026-10-01", Markdown),
    ("plan status plan.toml --by owner --today 2026-10-01 -o new.md", Markdown),
    ("plan status plan.toml --today 2026-10-01 -o old.csv --force", Csv),
    ("plan calendar plan.toml --today 2026-10-01", Calendar),
    ("plan calendar plan.toml --today 2026-10-01 -o old.ics --force", Calendar),
    ("rubric --format text", Terminal),
    ("rubric --format markdown", Markdown),
    ("rubric --format toml", Toml),
    ("rubric --format json", Json),
    ("schema response", JsonShape),
    ("schema team-assessment", JsonShape),
    ("schema plan", JsonShape),
    ("schema rubric", JsonShape),
    ("completions bash", Fixed),
    ("completions elvish", Fixed),
    ("completions fish", Fixed),
    ("completions powershell", Fixed),
    ("completions zsh", Fixed),
    ("man", Fixed),
    ("man tally", Fixed),
    ("man WORDS", Terminal),
    ("WORDS", Terminal),
];
