use super::*;
use crate::files::rubric::builtin;

#[test]
fn what_a_plan_may_lack_is_asked_for() {
    let rubric = builtin();
    let practice = Assessed {
        decision: Some(Decision::Improve),
        ..Assessed::default()
    };
    let assessment = Assessment {
        practices: vec![practice; rubric.len()],
        from: Some(date(2026, 9, 28)),
        to: Some(date(2026, 10, 9)),
        ..Assessment::default()
    };
    let days = "due = \"12/18/2026\"\ndone = \"10/5/2026\"";
    let found = rules(days, Some(&assessment), &rubric);
    let lacking = Code::ALL.iter().filter(|code| code.is_incompleteness());
    let warned = [
        Code::Overdue,
        Code::DoneEarly,
        Code::MissingGoal,
        Code::MissingMeasure,
        Code::ManyPriorities,
        Code::OtherDate,
        Code::Undecided,
    ];
    for code in lacking.chain(&warned) {
        // Which file a plan names is none of its fields.
        let is_asked = *code != Code::AssessmentNotFound;
        assert_eq!(found.codes.contains(code), is_asked, "{code}");
    }
    let unclear = json!({ "state": "unclear", "could": "October 5 or May 10" });
    assert_eq!(
        found.json["days"],
        json!({ "12/18/2026": "2026-12-18", "10/5/2026": unclear })
    );
    assert_eq!(found.json["since"], "2026-09-28");
    // A plan that lacks nothing is told nothing.
    let words = found.json["words"].as_object().unwrap();
    assert!(!words.contains_key("goal said true true"));
    assert!(!words.contains_key("office "));
    assert!(!words.contains_key("action.due after future not-started none"));
    let said = found.json["said"].to_string();
    for text in [
        TEXT, NO_DATE, OTHER_YEAR, UNCLEAR, "November", "March", "May",
    ] {
        assert!(!said.contains(text), "{text}: {said}");
    }
}
