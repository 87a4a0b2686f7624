use super::*;
use crate::files::content::Content;
use crate::files::plan::draft::draft;
use crate::files::plan::read::WrittenPlan;
use crate::files::read::read;
use crate::files::rubric::builtin;
use crate::model::assessment::{Assessed, Decision, Quote};
use crate::model::rating::Rating;

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
    let said = practices.into_iter().map(|(counts, decision)| Assessed {
        decision,
        documentation: vec![Quote {
            rating: Some(Rating::UrgentGap),
            text: "line\nkind = \"x\"\r\n[[action]]\u{2028}\u{7}".to_owned(),
        }],
        ..Assessed::counted(counts)
    });
    let all = said.chain(std::iter::repeat_with(Assessed::default));
    all.take(builtin().len()).collect()
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
    let actions = plan.actions.iter().map(|a| (&*a.id, a.practices[0]));
    assert!(actions.eq([("team-review-1", 0), ("family-access-1", 2)]));
    assert_eq!(plan.continues.len(), 1);
    assert_eq!(plan.communications.len(), 3);
    assert_eq!(plan.assessment, "team.toml");
    for said in [
        "# Review of attendance data",
        "#   8 Urgent Gap.\n#   Urgent gap: half or more of those who rated it said so.\n",
        "#   - Urgent Gap: line kind = \"x\" [[action]]\n",
    ] {
        assert!(text.contains(said), "{text}");
    }
    let same = updated(&text, &assessment);
    assert_eq!((same.text.as_str(), same.added.len()), (text.as_str(), 0));
}

#[test]
fn what_is_added_stands_behind_the_last_of_its_kind_and_its_comments() {
    let plan = format!(
        "kind = \"plan\"\r\nrubric = \"district/1\"\r\n\r\n[[action]] # first\r\npractice = \"actionable-data.school-reports\" # why\r\n# said in May\r\n\r\n# Keep\r\n[[continue]]\r\npractice = \"actionable-data.family-access\"\r\n# on partners\r\n{}",
        OFFICE.replace('\n', "\r\n")
    );
    let new = updated(&plan, &assessment([GAP, FINE]));
    let (before, rest) = plan.split_once("\r\n\r\n# Keep").unwrap();
    let begins = format!("{before}\r\n\r\n# Review of");
    let ends = format!("partners = []\r\n\r\n# Keep{rest}");
    let Updated {
        text,
        added,
        settled,
    } = new;
    assert!(text.starts_with(&begins) && text.ends_with(&ends), "{text}");
    assert!(!text.replace("\r\n", "").contains('\n'));
    assert_eq!(added, [("action", builtin().practices()[0].title.clone())]);
    assert_eq!(settled, [1]);
    // A comment on the next heading belongs to that.
    let text = updated(&plan, &assessment([FINE, FINE, FINE, STRENGTH])).text;
    for said in [
        "family-access\"\r\n\r\n# Yearly reporting",
        "how = \"\"\r\n\r\n# on partners\r\n[[comm",
    ] {
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn a_list_that_is_written_inline_stays_one() {
    let item = "{ practice = \"actionable-data.school-reports\", action = \"[, #\" }";
    for (list, grown) in [
        ("[]", "[NEW]"),
        ("[ ]", "[ NEW]"),
        ("[IT]", "[IT, NEW]"),
        ("[ IT, ]", "[ IT, NEW, ]"),
        ("[\n  IT\n]", "[\n  IT,\nABOUT  NEW,\n]"),
        (
            "[\n\tIT, # a, b\n\t# c\n  ] # d",
            "[\n\tIT, # a, b\n\t# c\nABOUT\tNEW,\n  ] # d",
        ),
        ("[\n  IT # , x\n]", "[\n  IT, # , x\nABOUT  NEW,\n]"),
        ("[ # none\n]", "[ # none\nABOUT  NEW,\n]"),
    ] {
        let [list, grown] = [list, grown].map(|text| text.replace("IT", item));
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
