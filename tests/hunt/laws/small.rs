//! A rubric of four practices, and a file of each kind for it: small, so that a run is short.
//! The practices are of the district's rubric, so that its files can be cut down to it.

use std::sync::LazyLock;

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::rubric::Rubric;

pub(super) const RUBRICS: [&str; 1] = [include_str!("bases/rubric.toml")];
pub(super) const RESPONSES: [&str; 2] = [
    include_str!("bases/response.toml"),
    include_str!("bases/response-dotted.toml"),
];
pub(super) const TEAMS: [&str; 2] = [
    include_str!("bases/team.toml"),
    include_str!("bases/team-dotted.toml"),
];
pub(super) const PLANS: [&str; 2] = [
    include_str!("bases/plan.toml"),
    include_str!("bases/plan-inline.toml"),
];
pub(super) const ROSTERS: [&str; 2] = [
    include_str!("bases/roster.csv"),
    include_str!("bases/roster-semicolon.csv"),
];
pub(super) const EXPORTS: [&str; 2] = [
    include_str!("bases/export.csv"),
    include_str!("bases/roster-semicolon.csv"),
];

/// The rubric of all these files.
pub(super) fn rubric() -> &'static Rubric {
    static SMALL: LazyLock<Rubric> =
        LazyLock::new(
            || match read(RUBRICS[0].as_bytes(), &builtin()).checked.value {
                Some(Content::Rubric(rubric)) => *rubric,
                other => panic!("{other:?}"),
            },
        );
    &SMALL
}
