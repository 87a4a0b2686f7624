//! Which file that people fill in this is, or was before it was damaged: so that nothing
//! replaces one only because its first lines are gone.

use crate::files::content::{Kind, keys_at_top, kind_of, text_of_bytes};
use crate::model::keys::plan::names_entries;
use crate::text::nearest::nearest;
use crate::toml::decode::{decode, unmarked_utf16};
use crate::toml::quoted::heading;
use crate::words::words_of;

/// The kind of file that these bytes hold, as far as its own line for it, another spelling of
/// that, or else its headings and answers tell.
pub fn recognized(bytes: &[u8]) -> Option<Kind> {
    if let Some(kind) = kind_of(bytes) {
        return Some(kind);
    }
    let wide = unmarked_utf16(bytes).filter(|_| decode(bytes).is_err());
    let text = wide.unwrap_or_else(|| text_of_bytes(bytes));
    // A page may have such a file in it.
    if text.trim_start().starts_with(['<', '{']) {
        return None;
    }
    kind_of(text.as_bytes())
        .or_else(|| near_kind(&text))
        .or_else(|| by_content(&text))
}

/// What a line means that nearly says the kind.
fn near_kind(text: &str) -> Option<Kind> {
    keys_at_top(text, &['=', ':']).find_map(|(key, value)| {
        nearest(key, ["kind"])?;
        let words: Vec<&str> = words_of(value).collect();
        nearest(&words.join("-"), Kind::WRITTEN.map(Kind::id)).and_then(Kind::written)
    })
}

/// By the headings of practices and entries, and the answers below them.
fn by_content(text: &str) -> Option<Kind> {
    let lines = || text.lines().map(str::trim);
    let entries = lines().find_map(|line| match line.strip_prefix("[[")?.strip_suffix("]]")? {
        "ingredient" => Some(Kind::Rubric),
        name => names_entries(name).then_some(Kind::Plan),
    });
    if entries.is_some() {
        return entries;
    }
    if !lines().any(|line| heading(line).is_some_and(|name| name.contains('.'))) {
        return None;
    }
    let has = |keys: &[&str]| {
        let mut keys_of_lines = lines().filter_map(|line| line.split_once('='));
        keys_of_lines.any(|(key, _)| keys.contains(&key.trim()))
    };
    match () {
        () if has(&["agreed", "counts", "decision"]) => Some(Kind::TeamAssessment),
        () if has(&["rating"]) => Some(Kind::Response),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_is_still_what_people_filled_in() {
        let team = "kind = \"team-assessment\"\nresponses = 3\n[actionable-data.team-review]\ncounts = {}\nagreed = \"strength\"\n";
        let response = "[actionable-data.team-review]\nrating = \"Strength\"\n";
        let wide: Vec<u8> = team.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(recognized(&wide), Some(Kind::TeamAssessment));
        let team_as = |kind: &str| team.replace("team-assessment", kind);
        let is_team = Some(Kind::TeamAssessment);
        for (text, kind) in [
            (&*team_as("Team-assessment"), is_team),
            (&team_as("Team assessment"), is_team),
            (&team[team.find('\n').unwrap()..], is_team),
            (&team[team.find('[').unwrap()..], is_team),
            (response, Some(Kind::Response)),
            ("Kind = \"Plan\"\n", Some(Kind::Plan)),
            ("title = \"\"\n\n[[action]]\nid = \"\"\n", Some(Kind::Plan)),
            ("[[ingredient]]\nid = \"a\"\n", Some(Kind::Rubric)),
            (&format!("<!doctype html>\n{response}"), None),
            ("", None),
            ("# Results\n\nagreed = what we said\n", None),
            ("[package]\nname = \"a\"\n", None),
        ] {
            assert_eq!(recognized(text.as_bytes()), kind, "{text}");
        }
    }
}
