//! `chronic tally --by folder`: each folder directly below the ones that are given is a
//! district of its own, counted with all that is below it.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{Tally, TallyFormat};
use crate::command::progress::Progress;
use crate::command::source::{Counting, Names, Source, Together, in_words, load_one_of};
use crate::command::{Exit, output, target};
use crate::file::districts::below;
use crate::file::folder::{self, Found, STDIN};
use crate::file::nearest::nearest;
use crate::model::assessment::{Assessed, Assessment};
use crate::model::group::DEFAULT_MINIMUM;
use crate::model::rubric::Rubric;
use crate::report::by_folder::long::Answers;
use crate::report::by_folder::{Folder, FoldersView, csv, json, long, markdown, table};
use crate::report::escape;
use crate::report::problem::{path as shown, raw_path};

/// Refuses what does not go with `--by folder`, or only with it.
///
/// # Errors
/// Wrong usage.
pub(super) fn usage(args: &Tally, format: TallyFormat) -> anyhow::Result<()> {
    if !args.grouped.is_folders() {
        if args.practice.is_some() {
            bail!("--practice goes with --by folder: it compares folders on one practice");
        }
        return Ok(());
    }
    if !matches!(
        format,
        TallyFormat::Table | TallyFormat::Csv | TallyFormat::Json | TallyFormat::Markdown
    ) {
        bail!(
            "--by folder goes with table, csv, json and markdown. For one of the folders alone: chronic tally FOLDER"
        );
    }
    if args.no_documentation || args.schema.is_some() {
        bail!(
            "--no-documentation and --schema do not go with --by folder: it never shows what respondents wrote, and writes no team assessment"
        );
    }
    if args.grouped.min_group != DEFAULT_MINIMUM {
        bail!(
            "--min-group goes with --by role and --by department: --by folder has a line for every folder"
        );
    }
    Ok(())
}

/// Counts each folder and prints a line, or rows, for each.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(
    args: &Tally,
    format: TallyFormat,
    rubric: &Rubric,
    counting: Counting,
) -> anyhow::Result<Exit> {
    let practice = match &args.practice {
        Some(asked) => Some(practice(asked, rubric)?),
        None => None,
    };
    let progress = Progress::new("folders");
    let (districts, mut exit) = districts(&args.sources)?;
    let mut counted = Counted {
        rubric,
        counting,
        output: args.output.as_deref().filter(|f| f.as_os_str() != STDIN),
        long: args.long,
        together: Together::default(),
        folders: Vec::new(),
        answers: Vec::new(),
        empty: Vec::new(),
        failed: Vec::new(),
    };
    progress.of(districts.len());
    for district in districts {
        exit = exit.max(counted.district(district)?);
        progress.one_more();
    }
    drop(progress);
    counted.say();
    if counted.responses() == 0 {
        output::note("error: there is nothing to count in any folder.");
        return Ok(
            exit.max(if counted.failed.is_empty() || counting.keep_going {
                Exit::Refused
            } else {
                Exit::Wrong
            }),
        );
    }
    if exit != Exit::Well && !counting.keep_going {
        output::note(
            "error: there is no result, since not everything could be counted. Mend what is wrong, or have the rest counted with --keep-going.",
        );
        return Ok(exit);
    }
    let view = FoldersView {
        rubric,
        folders: &counted.folders,
        practice,
    };
    print(args, format, view, &counted.answers)?;
    Ok(exit)
}

/// The flat index of a practice that is asked for by its id, the part of it after the
/// dot, or its number.
fn practice(asked: &str, rubric: &Rubric) -> anyhow::Result<usize> {
    let asked = asked.trim();
    let practices = rubric.practices();
    let number = asked.parse::<usize>().ok();
    if let Some(number) = number.filter(|n| (1..=practices.len()).contains(n)) {
        return Ok(number - 1);
    }
    if let Some(index) = practices.iter().position(|p| p.id == asked) {
        return Ok(index);
    }
    let is_short = |id: &&str| id.eq_ignore_ascii_case(asked);
    let mut short = practices.iter().map(|p| p.short_id());
    let offered = match short.clone().filter(is_short).count() {
        1 => {
            let at = short.position(|id| is_short(&id)).unwrap_or(0);
            Some(practices[at].id.as_str())
        }
        _ => nearest(asked, practices.iter().map(|p| p.id.as_str())).or_else(|| {
            let near = nearest(asked, short)?;
            practices
                .iter()
                .find(|p| p.short_id() == near)
                .map(|p| p.id.as_str())
        }),
    };
    let help = offered.map_or_else(
        || {
            format!(
                "Type the id that `chronic rubric` shows, or a number from 1 to {}",
                practices.len()
            )
        },
        |id| {
            format!(
                "Did you mean {id}? A number from 1 to {} will do too",
                practices.len()
            )
        },
    );
    bail!("there is no practice \"{asked}\". {help}")
}

/// A folder to be counted by itself.
struct District {
    /// As it is named in the result.
    name: String,
    path: PathBuf,
    /// The forms that lie in a folder of folders and in none of these; else everything
    /// below the path.
    strays: Option<Found>,
}

/// The districts in these folders, in the order of their names.
fn districts(given: &[PathBuf]) -> anyhow::Result<(Vec<District>, Exit)> {
    let mut exit = Exit::Well;
    let mut districts: Vec<District> = Vec::new();
    let mut known: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut tops = Vec::new();
    for top in given {
        let is_folder = top.as_os_str() != STDIN && fs::metadata(top).map_or(true, |m| m.is_dir());
        if !is_folder {
            bail!(
                "--by folder takes folders, and {} is none. Name the folder that the districts' folders are in",
                shown(top)
            );
        }
        let below = match below(top) {
            Ok(below) => below,
            Err(error) => {
                refuse(top, &error);
                exit = Exit::Refused;
                continue;
            }
        };
        let top_real = real(top);
        if tops.contains(&top_real) {
            say_twice(top);
            continue;
        }
        tops.push(top_real);
        let named = |path: &Path| name(path, (given.len() == 1).then_some(top));
        if below.folders.is_empty() {
            districts.push(District {
                name: raw_path(top),
                path: top.clone(),
                strays: None,
            });
        } else {
            if !below.own.is_empty() {
                districts.push(District {
                    name: named(top),
                    path: top.clone(),
                    strays: Some(below.own),
                });
            }
            districts.extend(below.folders.into_iter().map(|path| District {
                name: named(&path),
                path,
                strays: None,
            }));
        }
    }
    let mut apart = Vec::new();
    for district in districts {
        if district.strays.is_none()
            && let Some(other) = known.insert(real(&district.path), district.path.clone())
        {
            known.insert(real(&district.path), other);
            say_twice(&district.path);
        } else {
            apart.push(district);
        }
    }
    none_in_another(&known)?;
    apart.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((apart, exit))
}

/// A folder in another one would be counted there and by itself.
fn none_in_another(known: &HashMap<PathBuf, PathBuf>) -> anyhow::Result<()> {
    let mut inside: Vec<(&PathBuf, &PathBuf)> = known
        .iter()
        .filter_map(|(real, path)| {
            let outer = real
                .ancestors()
                .skip(1)
                .find_map(|outer| known.get(outer))?;
            Some((path, outer))
        })
        .collect();
    inside.sort();
    if let Some((path, outer)) = inside.first() {
        bail!(
            "{} lies in {}, which is a district's folder itself: its forms would be counted twice. Name one of the two",
            shown(path),
            shown(outer)
        );
    }
    Ok(())
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn refuse(path: &Path, error: &io::Error) {
    let why = in_words(error);
    output::note(format_args!(
        "error: {} cannot be read: {why}.",
        shown(path)
    ));
}

fn say_twice(path: &Path) {
    output::note(format_args!(
        "note: {} was named more than once and counted once.",
        shown(path)
    ));
}

/// A path below the only folder that was given, `.` for that itself; else as given.
fn name(path: &Path, only: Option<&PathBuf>) -> String {
    match only.and_then(|top| path.strip_prefix(top).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => ".".to_owned(),
        Some(rest) => raw_path(rest),
        None => raw_path(path),
    }
}

/// What has been counted so far.
struct Counted<'a> {
    rubric: &'a Rubric,
    counting: Counting,
    output: Option<&'a Path>,
    long: bool,
    together: Together,
    folders: Vec<Folder>,
    answers: Vec<Answers>,
    empty: Vec<PathBuf>,
    failed: Vec<PathBuf>,
}

impl Counted<'_> {
    fn district(&mut self, district: District) -> anyhow::Result<Exit> {
        let District { name, path, strays } = district;
        let are_strays = strays.is_some();
        let found = strays.unwrap_or_else(|| folder::find(std::slice::from_ref(&path)));
        let together = &mut self.together;
        let loaded = load_one_of(path.clone(), found, self.rubric, self.counting, together);
        match loaded {
            Ok(source) => {
                if let Some(output) = self.output {
                    target::not_a_source(output, &source.files)?;
                }
                if are_strays {
                    say_strays(&path, &name, &source);
                }
                let exit = source.exit;
                self.counted(name, source);
                Ok(exit)
            }
            Err(_) if self.together.left_out == 0 => {
                if !are_strays {
                    self.empty.push(path);
                    self.nothing(name);
                }
                Ok(Exit::Well)
            }
            // Another folder may have something to count: that there is nothing in this
            // one is no refusal of the whole.
            Err(_) => {
                self.failed.push(path);
                self.nothing(name);
                Ok(self.together.exit.unwrap_or(Exit::Wrong))
            }
        }
    }

    fn counted(&mut self, name: String, source: Source) {
        if self.long {
            let responses = source.responses.iter();
            let ratings = responses.map(|r| r.answers.iter().map(|a| a.rating).collect());
            self.answers
                .push(Answers::new(name.clone(), ratings.collect()));
        }
        self.folders.push(Folder {
            name,
            assessment: source.assessment,
        });
    }

    /// A line without counts: a district is missing in no result.
    fn nothing(&mut self, name: String) {
        let assessment = Assessment {
            not_read: u32::try_from(self.together.left_out).unwrap_or(u32::MAX),
            practices: vec![Assessed::default(); self.rubric.len()],
            ..Assessment::default()
        };
        self.folders.push(Folder { name, assessment });
    }

    /// Says on stderr what there is to say of all folders at once.
    fn say(&self) {
        self.together.say();
        self.say_cycles();
        if !self.empty.is_empty() {
            let names = Names::of(self.empty.iter().map(PathBuf::as_path));
            let (verb, number) = if self.empty.len() == 1 {
                ("has", "1 folder".to_owned())
            } else {
                ("have", format!("{} folders", self.empty.len()))
            };
            output::note(format_args!(
                "warning: {number} {verb} no response that could be counted: {}.",
                names.words("folder")
            ));
        }
        if !self.failed.is_empty() {
            let names = Names::of(self.failed.iter().map(PathBuf::as_path));
            let names = names.words("folder");
            let (failed, all) = (self.failed.len(), self.folders.len());
            output::note(format_args!(
                "error: {failed} of {all} folders could not be counted: {names}."
            ));
        }
    }

    /// Last year's forms of a district stand badly beside this year's of another.
    fn say_cycles(&self) {
        let mut cycles: BTreeMap<&str, usize> = BTreeMap::new();
        for cycle in self
            .folders
            .iter()
            .filter_map(|f| f.assessment.cycle.as_deref())
        {
            *cycles.entry(cycle).or_default() += 1;
        }
        if cycles.len() > 1 {
            let cycles = cycles.iter().take(10);
            let years: Vec<String> = cycles
                .map(|(cycle, folders)| format!("{} in {folders}", escape::terminal(cycle)))
                .collect();
            output::note(format_args!(
                "warning[mixed-cycles]: the folders are not all from one year ({}). Was last year's folder left there?",
                years.join(", ")
            ));
        }
    }

    fn responses(&self) -> u64 {
        let each = self.folders.iter();
        each.map(|f| u64::from(f.assessment.responses)).sum()
    }
}

fn say_strays(path: &Path, name: &str, source: &Source) {
    let forms = match source.assessment.responses {
        1 => "1 response lies".to_owned(),
        n => format!("{n} responses lie"),
    };
    output::note(format_args!(
        "warning: {forms} directly in {}, in no district's folder: counted in a line of their own, \"{}\".",
        shown(path),
        escape::terminal(name)
    ));
}

fn print(
    args: &Tally,
    format: TallyFormat,
    view: FoldersView<'_>,
    answers: &[Answers],
) -> anyhow::Result<()> {
    let file = args.output.as_deref();
    let order = args.sort.into();
    if format == TallyFormat::Table {
        return target::write_table(file, &table::text(view, order), args.force);
    }
    if let Some(small) = view.small().filter(|_| format != TallyFormat::Markdown) {
        output::note(format_args!("note: {small}"));
    }
    let write = |out: &mut dyn io::Write| match format {
        TallyFormat::Json => json::write(view, out),
        TallyFormat::Markdown => out.write_all(markdown::page(view, order).as_bytes()),
        _ if args.long => long::write(view.rubric, answers, view.practice, out),
        _ => csv::write(view, out),
    };
    if file.is_none_or(|f| f.as_os_str() == STDIN) {
        return output::result_with(|out| write(out));
    }
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    target::write(file, &bytes, args.force)
}
