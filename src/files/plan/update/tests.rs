use super::*;
use crate::files::content::Content;
use crate::files::plan::draft::draft;
use crate::files::plan::read::WrittenPlan;
use crate::files::read::read;
use crate::files::rubric::builtin;
use crate::model::assessment::{Assessed, Decision, Quote};
use crate::model::rating::Rating;
use crate::model::tally::Counts;

fn written(bytes: &[u8]) -> WrittenPlan {
    let reading = read(bytes, &builtin());
    let shown = String::from_utf8_lossy(bytes);
    match reading.checked.value {
        Some(Content::Plan(plan)) if plan.is_sound => *plan,
        other => panic!("{other:?}\n{:?}\n{shown}", reading.checked.problems),
    }
}

fn updated(text: &str, assessment: &Assessment) -> Updated {
    update(
        text,
        &written(text.as_bytes()).plan,
        &Drafting::new(&builtin(), assessment, ""),
    )
}

/// An assessment of the practices in survey order.
fn assessment(practices: impl IntoIterator<Item = ([u32; 5], Option<Decision>)>) -> Assessment {
    let mut assessment = Assessment {
        practices: vec![Assessed::default(); builtin().len()],
        ..Assessment::default()
    };
    for (place, (counts, decision)) in assessment.practices.iter_mut().zip(practices) {
        place.counts = Counts::new(counts, 0);
        place.decision = decision;
        place.documentation = vec![Quote {
            rating: Some(Rating::UrgentGap),
            text: "line\nkind = \"x\"\r\n[[action]]\u{2028}\u{7}".to_owned(),
        }];
    }
    assessment
}

const GAP: ([u32; 5], Option<Decision>) = ([0, 0, 0, 8, 0], None);
const STRENGTH: ([u32; 5], Option<Decision>) = ([8, 0, 0, 0, 0], None);
const FINE: ([u32; 5], Option<Decision>) = ([0, 8, 0, 0, 0], None);

const OFFICE: &str = "[[communication]]\naudience = \"district-office\"\n[[communication]]\naudience = \"schools\"\n[[communication]]\naudience = \"partners\"\n";

#[test]
fn a_draft_has_what_is_asked_for_and_is_updated_to_itself() {
    let assessment = assessment([GAP, STRENGTH, ([0, 0, 0, 2, 6], None), FINE]);
    let text = draft(&Drafting::new(&builtin(), &assessment, "team.toml"));
    let plan = written(text.as_bytes()).plan;
    let actions: Vec<_> = plan
        .actions
        .iter()
        .map(|a| (a.id.as_str(), a.practices[0]))
        .collect();
    assert_eq!(actions, [("team-review-1", 0), ("family-access-1", 2)]);
    assert_eq!(plan.continues.len(), 1);
    assert_eq!(plan.communications.len(), 3);
    assert_eq!(plan.assessment, "team.toml");
    assert!(text.contains("# Review of attendance data"), "{text}");
    assert!(
        text.contains(
            "#   8 Urgent Gap.\n#   Urgent gap: half or more of those who rated it said so.\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("#   - Urgent Gap: line kind = \"x\" [[action]]\n"),
        "{text}"
    );
    let same = updated(&text, &assessment);
    assert_eq!((same.text.as_str(), same.added.len()), (text.as_str(), 0));
    assert_eq!(
        text,
        draft(&Drafting::new(&builtin(), &assessment, "team.toml"))
    );
}

#[test]
fn what_is_added_stands_behind_the_last_of_its_kind_and_its_comments() {
    let plan = format!(
        "kind = \"plan\"\r\nrubric = \"district/1\"\r\n\r\n[[action]] # first\r\npractice = \"actionable-data.school-reports\" # why\r\n# said in May\r\n\r\n# Keep\r\n[[continue]]\r\npractice = \"actionable-data.family-access\"\r\n# on partners\r\n{}",
        OFFICE.replace('\n', "\r\n")
    );
    let new = updated(&plan, &assessment([GAP, FINE]));
    let (before, rest) = plan.split_once("\r\n\r\n# Keep").unwrap();
    assert!(
        new.text
            .starts_with(&format!("{before}\r\n\r\n# Review of")),
        "{}",
        new.text
    );
    assert!(
        new.text
            .ends_with(&format!("partners = []\r\n\r\n# Keep{rest}")),
        "{}",
        new.text
    );
    assert!(!new.text.replace("\r\n", "").contains('\n'));
    assert_eq!(
        new.added,
        [("action", builtin().practices()[0].title.clone())]
    );
    assert_eq!(new.settled, [1]);
    // A comment on the next heading belongs to that.
    let new = updated(&plan, &assessment([FINE, FINE, FINE, STRENGTH]));
    assert!(
        new.text
            .contains("family-access\"\r\n\r\n# Yearly reporting"),
        "{}",
        new.text
    );
    assert!(
        new.text
            .contains("how = \"\"\r\n\r\n# on partners\r\n[[comm"),
        "{}",
        new.text
    );
}

#[test]
fn a_list_that_is_written_inline_stays_one() {
    let item = "{ practice = \"actionable-data.school-reports\", action = \"[, #\" }";
    for (list, grown) in [
        ("[]".to_owned(), "[NEW]".to_owned()),
        ("[ ]".to_owned(), "[ NEW]".to_owned()),
        (format!("[{item}]"), format!("[{item}, NEW]")),
        (format!("[ {item}, ]"), format!("[ {item}, NEW, ]")),
        (
            format!("[\n  {item}\n]"),
            format!("[\n  {item},\nABOUT  NEW,\n]"),
        ),
        (
            format!("[\n\t{item}, # a, b\n\t# c\n  ] # d"),
            format!("[\n\t{item}, # a, b\n\t# c\nABOUT\tNEW,\n  ] # d"),
        ),
        (
            format!("[\n  {item} # , x\n]"),
            format!("[\n  {item}, # , x\nABOUT  NEW,\n]"),
        ),
        (
            "[ # none\n]".to_owned(),
            "[ # none\nABOUT  NEW,\n]".to_owned(),
        ),
    ] {
        let plan = |list: &str| {
            format!("kind = \"plan\"\nrubric = \"district/1\"\naction = {list}\n{OFFICE}")
        };
        let new = updated(&plan(&list), &assessment([GAP, FINE])).text;
        written(new.as_bytes());
        let start = new
            .find("{ id = \"team-review-1\"")
            .unwrap_or_else(|| panic!("{new}"));
        let end = start + new[start..].find('}').unwrap() + 1;
        let mut seen = new.clone();
        seen.replace_range(start..end, "NEW");
        if let Some(about) = seen.find("  # Review").or_else(|| seen.find("\t# Review")) {
            let to = seen[..seen.find("NEW").unwrap()].rfind('\n').unwrap() + 1;
            seen.replace_range(about..to, "ABOUT");
        }
        assert_eq!(seen, plan(&grown));
    }
}

#[test]
fn an_action_that_was_dropped_is_asked_for_again_under_a_new_number() {
    let plan = format!(
        "kind = \"plan\"\nrubric = \"district/1\"\n[[action]]\nid = \"team-review-2\"\npractice = \"actionable-data.team-review\"\nstatus = \"dropped\"\n{OFFICE}"
    );
    let new = updated(&plan, &assessment([GAP])).text;
    assert!(new.contains("id = \"team-review-3\""), "{new}");
}
