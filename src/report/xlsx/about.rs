//! What the workbook is, what its words and colours mean, and whom it may go to.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::finding::Class;
use crate::report::xlsx::Contents;
use crate::report::xlsx::assessment::head;
use crate::report::xlsx::long::fits;
use crate::report::xlsx::look::Look;
use crate::report::xlsx::sheet::{Sheet, Value, column};

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, contents: &Contents<'_>) -> Result<(), XlsxError> {
    let view = contents.view;
    let head = head(view);
    let lines: Vec<&str> = head.iter().map(String::as_str).collect();
    let columns = [column("About", 22.0), column("", 90.0)];
    let mut table = Sheet::new(sheet, "About", &lines, &columns)?;
    let mut fact = |what: &str, value: Value| table.row(&[Value::text(what), value], false);
    let text = |text: &Option<String>| Value::text(text.as_deref().unwrap_or_default());
    let assessment = view.assessment;
    fact("District", text(&assessment.district))?;
    fact("School year", text(&assessment.cycle))?;
    fact("Rubric", Value::text(view.rubric.reference()))?;
    fact(
        "Responses",
        Value::Number(assessment.responses.into(), Look::Fact),
    )?;
    if let Some(invited) = assessment.invited {
        fact("Invited", Value::Number(invited.into(), Look::Fact))?;
    }
    if assessment.not_read > 0 {
        fact(
            "Not read",
            Value::Number(assessment.not_read.into(), Look::Fact),
        )?;
    }
    fact("First answered", Value::day(assessment.from))?;
    fact("Last answered", Value::day(assessment.to))?;
    fact("Who may see it", Value::text(who_may_see_it(contents)))?;
    fact(
        "Middle answer",
        Value::text(
            "Line up the ratings and take the one in the middle; of two in the middle, the lower. Unsure is not among them.",
        ),
    )?;
    fact(
        "Spread",
        Value::text(
            "How far apart the ratings are: 0 when all are the same, 100 when half are at each end.",
        ),
    )?;
    fact(
        "Concern",
        Value::text("0 when everybody says the best rating, 1 when everybody says the worst."),
    )?;
    if !contents.responses.is_empty() && !fits(view.rubric, contents.responses) {
        fact(
            "Long data",
            Value::text(
                "There are more rows than a sheet holds. chronic tally --long writes them as CSV.",
            ),
        )?;
    }
    for (at, class) in Class::ALL.into_iter().enumerate() {
        let word = Value::Text(class.short().to_owned(), Look::Class(class));
        table.row(&[word, Value::text(class.sentence())], at == 0)?;
    }
    Ok(())
}

fn who_may_see_it(contents: &Contents<'_>) -> String {
    let mut said =
        "The team. No respondent is named, and nothing that they wrote is here.".to_owned();
    if !contents.responses.is_empty() {
        said.push_str(" In the long data each respondent is a number; with few respondents, somebody may still recognize a colleague's answers. Delete that sheet before you pass the workbook on.");
    }
    if contents.plan.is_some() {
        said.push_str(" The plan names who is responsible.");
    }
    said
}
