//! `chronic init`: blank forms, one or a whole team's. Nothing that is there is touched.

use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{Init, InitFormat};
use crate::command::next::NextStep;
use crate::command::target::{self, format_of};
use crate::command::{Exit, output, printed_commands, roster, rubric_for};
use crate::disk::{name, save};
use crate::files::content::Kind;
use crate::files::response::form::{Head, form, names};
use crate::files::schema::with_hint;
use crate::model::rubric::Rubric;
use crate::report::form_tools::{self, google_form, word as document};
use crate::report::page::form as page;
use crate::report::results::problem::path as shown;
use crate::text::on_one_line;

/// Runs the subcommand.
///
/// # Errors
/// When the system refuses a file, when a file to write is there already, and when
/// the arguments do not say where to write.
pub(super) fn run(args: &Init, path: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(path)?;
    if args.team.is_none() && args.anonymous.is_none() {
        return one(args, &rubric);
    }
    let blank = Blank::new(args, &rubric, None)?;
    let folder = folder(args, blank)?;
    match &args.team {
        Some(roster) => team(args, blank, folder, roster),
        None => anonymous(args, blank, folder, args.anonymous.unwrap_or_default()),
    }
}

fn head(args: &Init) -> Head {
    // Nobody means a line end in a name.
    let text = |given: &Option<String>| on_one_line(given.as_deref().unwrap_or_default());
    Head {
        name: text(&args.name),
        role: text(&args.role),
        department: text(&args.department),
        district: text(&args.district),
        cycle: text(&args.cycle),
        anonymous: None,
        return_to: text(&args.return_to),
        return_by: args.return_by,
    }
}

fn one(args: &Init, rubric: &Rubric) -> anyhow::Result<Exit> {
    let given = args.output.as_deref().or(args.path.as_deref());
    let blank = Blank::new(args, rubric, given)?;
    let stem = stem(args, blank);
    let form = blank.bytes(&head(args), &stem);
    readable(blank, &form)?;
    if given == Some(Path::new("-")) {
        // Byte for byte: a page holds what somebody typed.
        output::result_with(|out| out.write_all(&form))?;
        return Ok(Exit::Well);
    }
    let path = form_path(given, &format!("{stem}.{}", blank.ending()), blank)?;
    save::create_new(&path, &form)?;
    output::note(format_args!("Wrote {}.", shown(&path)));
    let folder = path.parent().unwrap_or(Path::new(""));
    // Without a name, the same form goes to everyone.
    let for_one = args.name.is_some();
    let elsewhere = match blank.format {
        InitFormat::Toml => {
            let step = NextStep::wait(std::slice::from_ref(&path), None, for_one);
            output::note(step);
            return Ok(Exit::Well);
        }
        InitFormat::Html => {
            output::note(NextStep::pages(folder, for_one));
            return Ok(Exit::Well);
        }
        InitFormat::Csv => "In your form tool, make each row a question, in this order.",
        InitFormat::GoogleForm => {
            "Paste it into a new project at script.google.com and choose Run. The log has the form's address."
        }
        InitFormat::Docx => {
            "In Microsoft Forms, choose Quick import and this file, and compare the form with it."
        }
    };
    // What a form tool collects is not here yet.
    let import = printed_commands::command("import EXPORT responses");
    output::note(format_args!(
        "{elsewhere} To bring in the answers later: {import}"
    ));
    Ok(Exit::Well)
}

/// What the file is called without its extension: after the respondent, or what it is.
fn stem(args: &Init, blank: Blank<'_>) -> String {
    match args.name.as_deref().map(str::trim) {
        Some(name) if !name.is_empty() => name::stem(name),
        _ if blank.format.is_questions() => "questions".to_owned(),
        _ => "response".to_owned(),
    }
}

/// Where the form goes: the file that is given, or `name` in the folder that is given.
fn form_path(given: Option<&Path>, name: &str, blank: Blank<'_>) -> anyhow::Result<PathBuf> {
    let Some(path) = given else {
        return Ok(PathBuf::from(name));
    };
    if path.is_dir() {
        return Ok(path.join(name));
    }
    let ends_as_folder = path.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    if format_of(path) == Some(blank.format) && !ends_as_folder {
        return Ok(path.to_owned());
    }
    let shown = shown(path);
    if ends_as_folder {
        bail!(
            "the folder {shown} doesn't exist, so nothing was written. Create it first, or choose another folder."
        );
    }
    let ending = blank.ending();
    bail!(
        "nothing was written: the file name must end in .{ending}, but you typed {shown}. \
         Did you mean {}? If you want a folder named {shown}, create it first.",
        self::shown(&path.with_extension(ending))
    );
}

fn anonymous(args: &Init, blank: Blank<'_>, folder: &Path, count: u32) -> anyhow::Result<Exit> {
    let digits = count.to_string().len().max(2);
    let forms = (1..=count).map(|number| {
        let head = Head {
            anonymous: Some((number, count)),
            ..head(args)
        };
        (format!("response-{number:0digits$}"), head)
    });
    write_all(folder, blank, forms, None)
}

fn team(args: &Init, blank: Blank<'_>, folder: &Path, path: &Path) -> anyhow::Result<Exit> {
    let roster = roster::wanted(path, "No forms were written.")?;
    let names = name::distinct(roster.members.iter().map(|member| member.name.as_str()));
    let heads = roster.members.iter().map(|member| Head {
        name: member.name.clone(),
        role: member.role.clone(),
        department: member.department.clone(),
        ..head(args)
    });
    let exit = write_all(folder, blank, names.into_iter().zip(heads), Some(path))?;
    roster::say_how_read(path, &roster);
    Ok(exit)
}

/// Writes a form for each file name (without extension) and head, or none at all.
fn write_all(
    folder: &Path,
    blank: Blank<'_>,
    forms: impl Iterator<Item = (String, Head)>,
    roster: Option<&Path>,
) -> anyhow::Result<Exit> {
    let (stems, heads): (Vec<_>, Vec<_>) = forms.unzip();
    let names = stems
        .iter()
        .map(|stem| format!("{stem}.{}", blank.ending()));
    let names: Vec<String> = names.collect();
    if let (Some(head), Some(stem)) = (heads.first(), stems.first()) {
        readable(blank, blank.text(head, stem).as_bytes())?;
    }
    let held = save::Held::new(folder)?;
    save::create_all(held, &names, |at| blank.text(&heads[at], &stems[at]))?;
    let shown = shown(folder);
    let forms = match names.as_slice() {
        [only] => format!("1 form in {shown}: {only}"),
        [first, ..] => format!("{} forms in {shown}, starting with {first}", names.len()),
        [] => format!("no form in {shown}"),
    };
    let for_one = names.len() == 1;
    let step = match blank.format {
        InitFormat::Html => NextStep::pages(folder.parent().unwrap_or(Path::new("")), for_one),
        InitFormat::Toml | InitFormat::Csv | InitFormat::GoogleForm | InitFormat::Docx => {
            NextStep::wait(&[folder.to_owned()], roster, for_one)
        }
    };
    output::note(format_args!("Wrote {forms}.\n{step}"));
    Ok(Exit::Well)
}

/// Refuses a form that nothing would read again once it is completed.
fn readable(blank: Blank<'_>, form: &[u8]) -> anyhow::Result<()> {
    if blank.format != InitFormat::Toml {
        return Ok(());
    }
    let form = String::from_utf8_lossy(form);
    target::readable(Kind::Response, &form, target::SHORTER)
}

/// The folder for several forms.
fn folder<'a>(args: &'a Init, blank: Blank<'_>) -> anyhow::Result<&'a Path> {
    match args.path.as_deref() {
        Some(path) if path == Path::new("-") => {
            bail!("can't print more than one form to the screen. Name a folder instead of -.")
        }
        Some(path) if path.exists() && !path.is_dir() => {
            bail!("{} is a file. Name a folder for the forms.", shown(path))
        }
        Some(path) if path.is_dir() => Ok(path),
        Some(path) => match format_of::<InitFormat>(path) {
            Some(format) if format != blank.format => bail!(
                "more than one form needs a folder, but {} looks like a file name. Name a folder and add --format {}.",
                shown(path),
                target::ending_of(format)
            ),
            Some(_) => bail!(
                "more than one form needs a folder, but {} looks like a file name. Did you mean the folder {}?",
                shown(path),
                shown(&path.with_extension(""))
            ),
            None => Ok(path),
        },
        None => {
            let whose = args.anonymous.map(|n| format!("--anonymous {n}"));
            let whose = whose.unwrap_or_else(|| "--team roster.csv".to_owned());
            bail!("also name a folder for the forms, for example: chronic init {whose} forms")
        }
    }
}

impl InitFormat {
    /// Whether it has the questions alone, which are the same for everyone.
    pub(super) const fn is_questions(self) -> bool {
        matches!(self, Self::Csv | Self::GoogleForm | Self::Docx)
    }
}

/// How blank forms are written in a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blank<'a> {
    pub(super) format: InitFormat,
    rubric: &'a Rubric,
    schema: Option<&'a str>,
}

impl<'a> Blank<'a> {
    /// As the arguments ask; `file` is what one form goes to.
    ///
    /// # Errors
    /// Wrong usage: `--format` and the name of the file contradict each other, or there is
    /// no place for what is given.
    pub(super) fn new(
        args: &'a Init,
        rubric: &'a Rubric,
        file: Option<&Path>,
    ) -> anyhow::Result<Self> {
        let is_known = |file: &&Path| format_of::<InitFormat>(file).is_some();
        let named = file.filter(|file| is_known(file) && !file.is_dir());
        let format = target::format(args.format, named, InitFormat::Toml)?;
        if format.is_questions() {
            no_head(args)?;
        }
        Ok(Self {
            format,
            rubric,
            schema: args.schema.as_deref(),
        })
    }

    /// How the names of such files end, without the dot.
    pub(super) fn ending(self) -> &'static str {
        target::ending_of(self.format)
    }

    /// As [`Self::text`], whatever it is written as.
    pub(super) fn bytes(self, head: &Head, stem: &str) -> Vec<u8> {
        match self.format {
            InitFormat::Docx => document::questions(self.rubric),
            _ => self.text(head, stem).into_bytes(),
        }
    }

    /// A form for the person `head` names, or for anyone. What a page saves is called after `stem`.
    pub(super) fn text(self, head: &Head, stem: &str) -> String {
        if self.format == InitFormat::GoogleForm {
            return google_form::script(self.rubric);
        }
        if self.format == InitFormat::Csv {
            let mut out = Vec::new();
            // Memory takes whatever is written, and what is written is text.
            let _ = form_tools::write(&mut out, self.rubric);
            return String::from_utf8_lossy(&out).into_owned();
        }
        let blank = with_hint(self.schema, form(self.rubric, head));
        if self.format == InitFormat::Toml {
            return blank;
        }
        page::form(page::Form {
            rubric: self.rubric,
            blank: &blank,
            written: &names(&self.rubric.labels),
            stem,
            head,
        })
    }
}

/// The questions are the same for everybody: nothing that is given is passed over.
fn no_head(args: &Init) -> anyhow::Result<()> {
    let given = [
        ("--name", args.name.is_some()),
        ("--role", args.role.is_some()),
        ("--department", args.department.is_some()),
        ("--district", args.district.is_some()),
        ("--cycle", args.cycle.is_some()),
        ("--return-to", args.return_to.is_some()),
        ("--return-by", args.return_by.is_some()),
        ("--schema", args.schema.is_some()),
        ("--team", args.team.is_some()),
        ("--anonymous", args.anonymous.is_some()),
    ];
    let given = given.iter().filter(|(_, is)| *is);
    let given: Vec<&str> = given.map(|(name, _)| *name).collect();
    if !given.is_empty() {
        bail!(
            "the questions for a form tool are the same for everyone. Run this without {}",
            given.join(", ")
        )
    }
    Ok(())
}
