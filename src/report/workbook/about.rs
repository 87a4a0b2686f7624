//! What the workbook is, what its words and colours mean, and whom it may go to.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::finding::Class;
use crate::report::workbook::Contents;
use crate::report::workbook::assessment::head;
use crate::report::workbook::sheet::{CellValue, WorkbookSheet, column};
use crate::report::workbook::style::Look;

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, contents: &Contents<'_>) -> Result<(), XlsxError> {
    let view = contents.view;
    let head = head(view);
    let lines: Vec<&str> = head.iter().map(String::as_str).collect();
    let columns = [column("About", 22.0), column("", 90.0)];
    let mut table = WorkbookSheet::new(sheet, "About", &lines, &columns)?;
    let mut fact = |what: &str, value: CellValue| table.row(&[CellValue::text(what), value], false);
    let text = |text: &Option<String>| CellValue::text(text.as_deref().unwrap_or_default());
    let assessment = view.assessment;
    fact("District", text(&assessment.district))?;
    fact("School year", text(&assessment.cycle))?;
    fact("Rubric", CellValue::text(view.rubric.reference()))?;
    fact(
        "Responses",
        CellValue::Number(assessment.responses.into(), Look::Fact),
    )?;
    if let Some(invited) = assessment.invited {
        fact("Invited", CellValue::Number(invited.into(), Look::Fact))?;
    }
    if assessment.not_read > 0 {
        fact(
            "Not read",
            CellValue::Number(assessment.not_read.into(), Look::Fact),
        )?;
    }
    fact("First answered", CellValue::day(assessment.from))?;
    fact("Last answered", CellValue::day(assessment.to))?;
    fact(
        "Who can see this",
        CellValue::text(who_may_see_it(contents)),
    )?;
    fact(
        "Middle answer",
        CellValue::text(
            "The rating in the middle when all ratings are in order. If two are in the middle, it's the lower one. Unsure isn't counted.",
        ),
    )?;
    fact(
        "Spread",
        CellValue::text(
            "How far apart the ratings are: 0 if everyone agrees, 100 if half are at each end.",
        ),
    )?;
    fact(
        "Concern",
        CellValue::text(
            "0 if everyone chose the best rating, 1 if everyone chose the worst. Always from the answers alone.",
        ),
    )?;
    fact(
        "Result",
        CellValue::text(
            "What the team agreed on. If it hasn't agreed yet, what the answers say. If the two differ, Remarks has what the answers alone say.",
        ),
    )?;
    fact(
        "How to fill it in",
        CellValue::text(how_to_fill_in(contents)),
    )?;
    if let Some(firm) = view.how_firm() {
        fact("How firm this is", CellValue::text(firm))?;
    }
    for (at, class) in Class::ALL.into_iter().enumerate() {
        let word = CellValue::Text(class.words().to_owned(), Look::Class(class));
        table.row(&[word, CellValue::text(class.sentence())], at == 0)?;
    }
    Ok(())
}

/// What is typed here comes into the files by a command.
fn how_to_fill_in(contents: &Contents<'_>) -> String {
    let mut said = "Type in the light yellow cells, and save. To put what you typed into your team assessment: chronic tally team.xlsx -o team.toml".to_owned();
    if contents.plan.is_some() {
        said.push_str(" To put it into your plan: chronic plan update plan.toml team.xlsx");
    }
    said
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
