//! `chronic import`: what a form tool exports, into a response file for each row that is
//! not there yet. All of them are written, or none.

mod existing;
pub(super) mod likeness;
mod memory;
mod skipped;
pub(super) mod years;

use std::path::Path;

use anyhow::{Context, bail};

use crate::cli::{Changed, Import};
use crate::command::import::existing::Already;
use crate::command::import::likeness::head;
use crate::command::import::memory::Memory;
use crate::command::import::years::take_other_years;
use crate::command::next::{NextStep, Wrote, slug};
use crate::command::{Exit, output, printed_commands, rubric_for};
use crate::disk::name;
use crate::disk::save;
use crate::files::bytes::{Unread, bytes_up_to};
use crate::files::content::{Kind, is_too_large, kind_of};
use crate::files::response::form::{Head, filled};
use crate::import::columns::{ExportColumn, Own, Use, columns, titled};
use crate::import::form_export::{self, Export, bad};
use crate::import::responses::{Given, Imported, import};
use crate::import::table::Table;
use crate::model::assessment::Assessment;
use crate::model::dates::year::after;
use crate::model::letters::letters;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::import_columns::{Shown, table};
use crate::report::results::problem::path as shown;
use crate::words::{agreeing, any_of, counted, counted_first, list};

/// Runs the subcommand.
///
/// # Errors
/// When the system refuses a file, a file to write is there already, or columns are
/// doubtful and nobody said that they are right.
pub(super) fn run(args: &Import, path: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(path)?;
    if args.folder == Path::new("-") {
        bail!("can't print more than one response to the screen. Name a folder instead of -.");
    }
    if args.folder.exists() && !args.folder.is_dir() {
        bail!(
            "{} is a file. Name a folder for the responses.",
            shown(&args.folder)
        );
    }
    let mut export = read(&args.export, &rubric)?;
    let (columns, problems) = columns(&export, &rubric);
    let memory = Memory::of(&args.folder);
    let is_doubtful = columns.iter().any(ExportColumn::is_doubtful);
    let was_confirmed = is_doubtful && memory.confirms(&columns, &rubric);
    let needs_yes = !args.yes && is_doubtful && !was_confirmed;
    if needs_yes || args.dry_run || !problems.is_empty() {
        let columns: Vec<Shown> = columns.iter().map(|c| taken(c, &rubric)).collect();
        let table = table(&columns);
        if args.dry_run {
            output::result(&format!("{table}\n"))?;
        } else {
            output::note(table);
        }
    }
    let given = Given {
        district: args.district.clone().unwrap_or_default(),
        cycle: args.cycle.clone().unwrap_or_default(),
        order: args.date_order,
    };
    if !problems.is_empty() {
        output::how_read(&args.export, &export.remarks, &[]);
        return Ok(wrong(&args.export, &problems));
    }
    let mut imported = match import(&mut export, &columns, &rubric, &given) {
        Ok(imported) => imported,
        Err(problems) => return Ok(wrong(&args.export, &problems)),
    };
    let remarks = export.remarks.iter().chain(&imported.remarks);
    output::how_read(&args.export, remarks, &export.unseen);
    let cycle = args.cycle.as_deref();
    if let Some(why) = cycle.and_then(|cycle| years::none_of(&imported, cycle)) {
        output::note(format_args!("error: {why}"));
        return Ok(Exit::Wrong);
    }
    let others = take_other_years(&mut imported, cycle);
    if let Some(why) = years::undated(&imported, &others) {
        output::note(format_args!("error: {why}"));
        return Ok(Exit::Wrong);
    }
    let how = |folder: Option<&Path>, cycle: &str| elsewhere(args, folder, cycle);
    skipped::say(&args.folder, &mut imported, others, how, &rubric);
    output::how_read(&args.export, &imported.told(&columns), &[]);
    if imported.responses.is_empty() {
        bail!("nothing was written because no row has an answer.");
    }
    if needs_yes {
        bail!(
            "nothing was written yet. {} Check the rows marked ? above. If they're right, add --yes.",
            doubtful(&columns)
        );
    }
    if was_confirmed && !args.yes {
        output::note("The columns are read the way you confirmed before (.chronic-import.toml).");
    }
    // Which year this is says which file it is counted into.
    let rows = imported.responses.iter().map(|(_, row)| row);
    let year = Assessment {
        cycle: rows.map(|row| row.cycle.clone()).find(|c| !c.is_empty()),
        from: imported.days().min(),
        ..Assessment::default()
    };
    let exit = add(args, imported, &rubric)?;
    if args.yes && is_doubtful && !was_confirmed && !args.dry_run && exit == Exit::Well {
        output::note(if memory.keep(&columns, &rubric)? {
            "What you confirmed with --yes is saved in .chronic-import.toml for the next export."
        } else {
            "What you confirmed with --yes wasn't saved because .chronic-import.toml has something else in it. To be asked only once, move that file out of the folder."
        });
    }
    if exit == Exit::Well && !args.dry_run {
        let count = || NextStep::count(&args.folder, &year, &rubric);
        let wrote = Wrote::Forms(&args.folder);
        output::note(NextStep::after(wrote, &year, &rubric, count));
    }
    Ok(exit)
}

/// Writes the responses that the folder does not have yet.
fn add(args: &Import, mut imported: Imported, rubric: &Rubric) -> anyhow::Result<Exit> {
    // A dot would end the sentence.
    let folder = match shown(&args.folder) {
        dots if dots.ends_with('.') => format!("\"{dots}\""),
        folder => folder,
    };
    // No other run may write between this one's look at the folder and its last file.
    let held = match args.dry_run {
        true => None,
        false => Some(save::Held::new(&args.folder)?),
    };
    let mut already = Already::in_folder(&args.folder, rubric)
        .with_context(|| format!("{folder} couldn't be read"))?;
    let taken_out = already.take_out(&mut imported, rubric);
    let undated = already.take_undated(&mut imported);
    let (mut kept, mut doubts) = (Vec::new(), Vec::new());
    match args.changed {
        Some(Changed::Keep) => kept = already.keep_changed(&mut imported),
        Some(Changed::Add) => {}
        None => doubts = already.doubts(&imported),
    }
    let asks = !doubts.is_empty();
    if args.changed != Some(Changed::Add) {
        let cycle = |day| args.cycle.clone().unwrap_or_else(|| after("", day));
        let elsewhere = |day| elsewhere(args, None, &cycle(day));
        doubts.extend(already.other_year(&imported, elsewhere));
    }
    let unread = already.unread(&imported);
    let is_refused = already.is_refused && unread.is_some();
    doubts.extend(unread);
    let forms = FormsToWrite::of(&imported, &already);
    doubts.extend(forms.too_large(&imported, rubric));
    if !doubts.is_empty() {
        let exit = wrong(&args.export, &doubts);
        if asks {
            output::note(
                "Which should count? To keep the files, add --changed keep. To use a new row instead,\nmove the old file out of the folder. If they're separate responses, add --changed add.",
            );
        }
        return Ok(match is_refused {
            true => Exit::Refused,
            false => exit,
        });
    }
    for said in &kept {
        output::note(escape::terminal(said));
    }
    let file = |at: usize| shown(&args.folder.join(&forms.names[at]));
    output::how_read(&args.export, &imported.answered_again(file), &[]);
    for others in already.others(&imported, file) {
        output::note(format_args!("note: {}", escape::terminal(&others)));
    }
    let there = there_already(taken_out, kept.len());
    let Some(held) = held else {
        let dates = match undated.len() {
            0 => String::new(),
            n => format!(
                ", and fill in the date of {} that already {}",
                responses(n),
                agreeing(n, "exists", "exist")
            ),
        };
        output::note(format_args!(
            "Dry run: nothing was written. Without --dry-run, this would write {}{dates}.{there}",
            responses(forms.names.len())
        ));
        return Ok(Exit::Well);
    };
    if forms.names.is_empty() {
        drop(held);
        output::note(format_args!(
            "No responses were written because there are no new rows.{there}"
        ));
    } else {
        save::create_all(held, &forms.names, |at| {
            forms.form(at, &imported.responses[at].1, rubric)
        })?;
        output::note(format_args!(
            "Wrote {} in {folder}.{there}",
            responses(forms.names.len())
        ));
    }
    for file in &undated {
        file.fill()?;
    }
    if !undated.is_empty() {
        output::note(format_args!(
            "Filled in the date of {} in {folder}.",
            responses(undated.len())
        ));
    }
    Ok(Exit::Well)
}

/// The export. What is wrong with the file as a whole has been printed when the error is an exit.
fn read(path: &Path, rubric: &Rubric) -> anyhow::Result<Export> {
    if path.is_dir() {
        bail!("{} is a folder. Name the exported file.", shown(path));
    }
    let export = match bytes_up_to(path, form_export::MOST_BYTES) {
        Ok(bytes) => match own_file(&bytes) {
            Some(problem) => Err(problem),
            None => form_export::read(Table::read(&bytes), rubric),
        },
        Err(Unread::TooLarge(most)) => Err(Problem::new(
            Code::TooLarge,
            format!(
                "The file is over {} MB, which is far too large for form answers, so it wasn't read.",
                most >> 20
            ),
            "Is it the right file? If so, split it and import each part into its own folder.",
        )),
        Err(Unread::Refused(error)) => {
            return Err(error).with_context(|| format!("{} couldn't be read", shown(path)));
        }
    };
    Ok(export.map_err(|problem| wrong(path, &[problem]))?)
}

/// What is said of a file that has been imported already, or is none that a form tool made.
fn own_file(bytes: &[u8]) -> Option<Problem> {
    let kind = kind_of(&bytes[..bytes.len().min(10_000)])?;
    Some(bad(
        format!(
            "This is {} (a file of chronic's own), not an export of a form.",
            kind.words()
        ),
        match kind {
            Kind::Response => {
                "It needs no import. Put it into the folder with the other responses."
            }
            _ => "Name the file that the form tool exported, with a row for each respondent.",
        },
    ))
}

/// What a column was taken for, in words.
fn taken(column: &ExportColumn, rubric: &Rubric) -> Shown {
    let mut like = None;
    let taken_for = match column.used {
        Use::Rating(practice) if column.near => {
            like = Some(likest(&column.heading, rubric, practice));
            format!("{}. ", practice + 1)
        }
        Use::Rating(practice) => titled(rubric, practice),
        Use::Documentation(practice) => {
            format!("how we know, practice {}", titled(rubric, practice))
        }
        Use::Shared(first, last) => format!(
            "how we know, practices {} to {} (each gets this text)",
            first + 1,
            last + 1
        ),
        Use::Own(own) => own.words().to_owned(),
        Use::Nothing if column.filled => "not recognized (will be skipped)".to_owned(),
        Use::Nothing => "not used".to_owned(),
    };
    Shown {
        letters: letters(column.at),
        heading: column.heading.clone(),
        taken_for,
        doubtful: column.is_doubtful(),
        like,
    }
}

/// The title of a practice, or its statement where the heading is as long as that.
fn likest(heading: &str, rubric: &Rubric, practice: usize) -> String {
    let practice = &rubric.practices()[practice];
    let [title, statement] = [&practice.title, &practice.statement];
    let away = |text: &String| heading.chars().count().abs_diff(text.chars().count());
    let is_statement = away(statement) < away(title);
    if is_statement { statement } else { title }.clone()
}

/// Which columns have a question mark, and why.
fn doubtful(columns: &[ExportColumn]) -> String {
    let near = columns.iter().filter(|c| c.near);
    let near: Vec<String> = near.map(|c| letters(c.at)).collect();
    let unknown = columns
        .iter()
        .filter(|c| c.used == Use::Nothing && c.filled);
    let unknown: Vec<String> = unknown.map(|c| letters(c.at)).collect();
    let mut said = Vec::new();
    for (of, what) in [
        (&near, "only a close match, or known only by place"),
        (&unknown, "not recognized and will be skipped"),
    ] {
        match of.as_slice() {
            [] => {}
            [one] => said.push(format!("The heading of column {one} is {what}.")),
            of => said.push(format!("The headings of columns {} are {what}.", list(of))),
        }
    }
    let is_found = |own| columns.iter().any(|c| c.used == Use::Own(own));
    let fields = [
        ("Name", columns.iter().any(|c| c.used.is_name())),
        ("Role", is_found(Own::Role)),
        ("Department", is_found(Own::Department)),
        ("Date", is_found(Own::When)),
    ];
    let missing = fields.iter().filter(|(_, is_found)| !is_found);
    let missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
    if !unknown.is_empty() && !missing.is_empty() {
        let words = any_of(&missing);
        said.push(format!(
            "If one of them has the {}, change its heading to {words}.",
            words.to_lowercase()
        ));
    }
    said.join(" ")
}

/// Prints what is wrong, and that nothing came of it.
fn wrong(path: &Path, problems: &[Problem]) -> Exit {
    output::problems(path, problems);
    let is_doubt = problems.iter().all(|p| p.code == Code::AlreadyThere);
    output::note(match is_doubt {
        true => "No responses were written.",
        false => "No responses were written. Fix the export, then run this again.",
    });
    Exit::Wrong
}

/// The files to come, in the order of the responses. A form is made when its turn comes:
/// a hundred thousand would not fit into memory.
struct FormsToWrite {
    names: Vec<String>,
    heads: Vec<Head>,
}

impl FormsToWrite {
    /// Files that are called after the respondents, or numbered where nobody is named; none
    /// like one that is there.
    fn of(imported: &Imported, already: &Already) -> Self {
        let responses = imported.responses.iter().map(|(_, response)| response);
        let unnamed = responses.clone().filter(|r| r.name.is_empty()).count();
        let unnamed = u32::try_from(unnamed).unwrap_or(u32::MAX);
        let count = already.unnamed.saturating_add(unnamed);
        let digits = count.to_string().len().max(2);
        let mut number = already.unnamed;
        let (called, heads): (Vec<String>, Vec<Head>) = responses
            .map(|response| {
                if response.name.is_empty() {
                    number += 1;
                    let called = format!("response-{number:0digits$}");
                    (called, head(response, Some((number, count))))
                } else {
                    (response.name.clone(), head(response, None))
                }
            })
            .unzip();
        let taken = already.stems.iter().chain(&called).map(String::as_str);
        let stems = name::distinct(taken).split_off(already.stems.len());
        let names = stems.into_iter().map(|stem| format!("{stem}.toml"));
        Self {
            names: names.collect(),
            heads,
        }
    }

    fn form(&self, at: usize, response: &Response, rubric: &Rubric) -> String {
        filled(rubric, &self.heads[at], response.date, &response.answers)
    }

    /// Responses that no command would read again.
    fn too_large(&self, imported: &Imported, rubric: &Rubric) -> Vec<Problem> {
        let is_large = |at: usize, response: &Response| {
            let texts = response.answers.iter().map(|a| a.documentation.len());
            // An escape takes six bytes at most for one; a form without answers is as large for each.
            (at == 0 || texts.sum::<usize>() > 10_000)
                && is_too_large(Kind::Response, &self.form(at, response, rubric))
        };
        let rows = imported.responses.iter().enumerate();
        rows.filter(|(at, (_, response))| is_large(*at, response))
            .map(|(_, (row, _))| {
                Problem::new(
                    Code::TooLarge,
                    format!("The form for row {row} would be too large to read: over 4 MB, or over 100,000 lines."),
                    "Shorten what is in its cells.",
                )
            })
            .collect()
    }
}

fn responses(n: usize) -> String {
    counted(n, "response")
}

/// How many rows were left out, and why.
fn there_already(taken_out: usize, kept: usize) -> String {
    let rows = |n: usize, [one, several]: [&str; 2]| match n {
        0 => String::new(),
        1 => format!(" One row {one}."),
        n => format!(" {} {several}.", counted_first(n, "row")),
    };
    let there = ["already has a file there", "already have files there"];
    let skipped = [
        "was skipped (the file was kept)",
        "were skipped (the files were kept)",
    ];
    rows(taken_out, there) + &rows(kept, skipped)
}

/// How the rows of a year are imported into a folder of their own, or into that which has some.
fn elsewhere(args: &Import, folder: Option<&Path>, cycle: &str) -> String {
    let new = || {
        args.folder
            .with_file_name(format!("responses-{}", slug(cycle)))
    };
    let mut line = format!(
        "import {} {} --cycle {}",
        word(&args.export),
        word(&folder.map_or_else(new, Path::to_owned)),
        word(Path::new(cycle))
    );
    if let Some(district) = &args.district {
        line.push_str(&format!(" --district {}", word(Path::new(district))));
    }
    if let Some(order) = args.date_order {
        line.push_str(&format!(" --date-order {}", order.id()));
    }
    if args.yes {
        line.push_str(" --yes");
    }
    printed_commands::command(line)
}
