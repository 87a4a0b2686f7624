//! What the workbook is, what its words and colours mean, and whom it may go to.

use crate::files::workbook::{ABOUT, SCHOOL_YEAR};
use crate::model::finding::Class;
use crate::report::workbook::Contents;
use crate::report::workbook::sheet::{CellValue, SheetTable, column};
use crate::report::workbook::style::Look;

/// What words of the other sheets mean.
const WORDS: [(&str, &str); 4] = [
    (
        "Middle answer",
        "The rating in the middle when all ratings are in order. If two are in the middle, it's the lower one. Unsure isn't counted.",
    ),
    (
        "Spread",
        "How far apart the ratings are: 0 if everyone agrees, 100 if half are at each end.",
    ),
    (
        "Concern",
        "0 if everyone chose the best rating, 1 if everyone chose the worst. Always from the answers alone.",
    ),
    (
        "Result",
        "What the team agreed on. If it hasn't agreed yet, what the answers say. If the two differ, Remarks has what the answers alone say.",
    ),
];

/// The sheet.
pub(super) fn table(contents: &Contents<'_>) -> SheetTable {
    let view = contents.view;
    let columns = vec![column("About", 22.0), column("", 90.0)];
    let mut table = SheetTable::new(ABOUT, view.opening(), columns);
    table.is_filtered = false;
    let text = |text: &Option<String>| CellValue::text(text.as_deref().unwrap_or_default());
    let number = |n: u32| CellValue::Number(n.into(), Look::Fact);
    let assessment = view.assessment;
    let mut facts = vec![
        ("District", text(&assessment.district)),
        (SCHOOL_YEAR, text(&assessment.cycle)),
        ("Self-assessment", CellValue::text(view.rubric.reference())),
        ("Responses", number(assessment.responses)),
    ];
    let invited = assessment
        .invited
        .filter(|people| *people >= assessment.responses);
    facts.extend(invited.map(|n| ("Invited", number(n))));
    let not_read = Some(assessment.not_read).filter(|n| *n > 0);
    facts.extend(not_read.map(|n| ("Not read", number(n))));
    facts.extend([
        ("First answered", CellValue::day(assessment.from)),
        ("Last answered", CellValue::day(assessment.to)),
    ]);
    let words = WORDS.map(|(word, meaning)| (word, meaning.to_owned()));
    let mut told = vec![("Who can see this", who_may_see_it(contents))];
    told.extend(words);
    told.extend(how_to_fill_in(contents));
    told.extend(view.how_firm().map(|firm| ("How firm this is", firm)));
    let told = told
        .into_iter()
        .map(|(what, text)| (what, CellValue::text(text)));
    for (what, value) in facts.into_iter().chain(told) {
        table.row(vec![CellValue::text(what), value], false);
    }
    for (at, class) in Class::ALL.into_iter().enumerate() {
        let word = CellValue::Text(class.words().to_owned(), Look::Class(class));
        table.row(vec![word, CellValue::text(class.sentence())], at == 0);
    }
    table
}

/// What is typed here comes into the files by commands.
fn how_to_fill_in(contents: &Contents<'_>) -> Vec<(&'static str, String)> {
    let how = "Type in the light yellow cells, and save. Then run what is below, with the names of your own files.";
    let assessment = "chronic tally team.xlsx -o team.toml";
    let plan = "chronic plan update plan.toml team.xlsx";
    let lines = [
        ("How to fill it in", how),
        ("For your team assessment", assessment),
        ("For your plan", plan),
    ];
    let number = if contents.plan.is_some() { 3 } else { 2 };
    let lines = lines.map(|(what, text)| (what, text.to_owned()));
    lines.into_iter().take(number).collect()
}

fn who_may_see_it(contents: &Contents<'_>) -> String {
    let mut said = "The team. This workbook has no respondent names or comments, but it has the team's notes. Hidden sheets keep everything as it was when the workbook was made.".to_owned();
    if contents.long.is_some() {
        said.push_str(" On the Long data sheet, each respondent is a number. In a small team, someone may still recognize a colleague's answers. Delete that sheet before you share the workbook.");
    }
    if contents.plan.is_some() {
        said.push_str(" The plan names the owners.");
    }
    said
}
