//! `chronic render`.

use std::path::Path;

use anyhow::bail;

use crate::cli::{Audience, Render, RenderFormat};
use crate::command::source::{Counting, load};
use crate::command::{Exit, output, rubric_for, tally, target};
use crate::report::render::{Extras, public, team};
use crate::report::tally::View;

const ENDINGS: &[(&str, RenderFormat)] = &[
    ("md", RenderFormat::Markdown),
    ("markdown", RenderFormat::Markdown),
];

/// With fewer responses a page for the public can show who said what.
const ENOUGH: u32 = 5;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Render, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    target::format(args.format, file, ENDINGS, RenderFormat::Markdown)?;
    let rubric = match rubric_for(rubric)? {
        Ok(rubric) => rubric,
        Err(exit) => return Ok(exit),
    };
    let for_team = args.audience == Audience::Team;
    let counting = Counting {
        keep_going: args.keep_going,
        duplicates: tally::policy(args.duplicates),
        documentation: for_team && !args.no_documentation,
    };
    let source = match load(&args.source, &rubric, counting) {
        Ok(source) => source,
        Err(exit) => return Ok(exit),
    };
    if let Some(file) = file {
        target::not_a_source(file, &source.files)?;
    }
    let view = View::new(&rubric, &source.assessment);
    let page = if for_team {
        if counting.documentation {
            tally::warn_of_names(&source, &rubric);
        }
        let extras = Extras {
            title: args.title.clone(),
            sections: Vec::new(),
            no_documentation: args.no_documentation,
        };
        team(&view, &extras)
    } else {
        small_team(source.assessment.responses, args.yes_small)?;
        public(&view, args.title.as_deref())
    };
    target::write(file, page.as_bytes(), args.force)?;
    Ok(source.exit)
}

/// A small team's public page is written only when somebody said so.
fn small_team(responses: u32, yes: bool) -> anyhow::Result<()> {
    if responses >= ENOUGH {
        return Ok(());
    }
    let how_many = if responses == 1 {
        "only 1 response is"
    } else {
        &format!("only {responses} responses are")
    };
    if !yes {
        bail!(
            "{how_many} counted. In a team this small readers may recognise whose view a page shows, although it names nobody. Ask the respondents, and then add --yes-small"
        );
    }
    output::note(format_args!(
        "note: {how_many} counted: readers may recognise whose view this page shows."
    ));
    Ok(())
}
