//! What is to be done next, in words, with its command; made here for all commands that say so.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::command::in_context::{beside, next_to};
use crate::command::next::folder_contents::typed;
use crate::command::{printed_commands, source};
use crate::disk::folder::STDIN;
use crate::files::content::Content;
use crate::model::assessment::Assessment;
use crate::model::dates::year::is_another;
use crate::model::rubric::Rubric;
use crate::model::settled::left_to_settle;
use crate::report::formats::command_line::{word, words};

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::command) struct NextStep {
    /// In a sentence or two; without a full stop where another command follows.
    pub(super) say: String,
    /// Another command that would do, without the name of the program.
    pub(in crate::command) or: Option<String>,
    /// Without the name of the program.
    pub(in crate::command) command: String,
}

impl NextStep {
    pub(super) fn new(say: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            say: say.into(),
            or: None,
            command: command.into(),
        }
    }

    /// The same with why it is to be done before it.
    pub(super) fn because(self, why: &str) -> Self {
        Self {
            say: format!("{why} {}", self.say),
            ..self
        }
    }

    /// To fill in a file, as `say` says; or else the page that is made of it with these options.
    fn fill(file: &str, say: &str, page: &str) -> Self {
        Self {
            or: Some(format!("page {file}{page}")),
            ..Self::new(
                format!("{say} To do that in a browser"),
                format!("validate {file}"),
            )
        }
    }

    /// The debrief, once the forms are counted; with what was decided last year, where that is
    /// known.
    pub(super) fn debrief(team: &Path, last_year: Option<&Path>) -> Self {
        let page = word(&team.with_file_name("debrief.html"));
        let team = word(team);
        let say =
            format!("Go through {team} with your team, and fill in what you agree on and decide.");
        let previous = option("previous", last_year);
        Self::fill(&team, &say, &format!("{previous} -o {page}"))
    }

    /// To fill a plan in, once it is drafted.
    pub(in crate::command) fn fill_in(plan: &Path) -> Self {
        let page = word(&plan.with_file_name("plan.html"));
        let plan = word(plan);
        let say = format!("Fill in {plan} with your team: who does what by when.");
        Self::fill(&plan, &say, &format!(" -o {page}"))
    }

    /// What follows once forms are counted, by nothing but the assessment and the plans next to it.
    pub(super) fn of_team(team: &Path, assessment: &Assessment, rubric: &Rubric) -> Self {
        if left_to_settle(assessment).is_empty() {
            // The plan in the same folder that follows from this team assessment.
            let follows = |there: &Content| match there {
                Content::Plan(written) => beside(team, &written.plan.assessment) == team,
                _ => false,
            };
            if let Some(plan) = next_to(team, rubric, follows).min() {
                let plan = word(&plan);
                return Self::new(
                    format!("See whether {plan} has everything your team decided."),
                    format!("validate {plan}"),
                );
            }
            let plan = team.with_file_name("plan.toml");
            if plan.symlink_metadata().is_err() {
                return Self::draft(team, &plan, None);
            }
        }
        Self::debrief(team, None)
    }

    /// To draft the plan, once everything is settled.
    pub(super) fn draft(team: &Path, plan: &Path, after: Option<&Path>) -> Self {
        let after = option("after", after);
        Self::new(
            "Draft the plan from the team assessment.",
            format!("plan draft {} -o {}{after}", word(team), word(plan)),
        )
    }

    /// To count what was imported into a folder; of `imported`, its year is looked at.
    pub(in crate::command) fn count(folder: &Path, imported: &Assessment, rubric: &Rubric) -> Self {
        let beside = folder.parent().unwrap_or(Path::new(""));
        let team = team_for(beside, imported, rubric);
        Self::new(
            "Count the answers.",
            format!("tally {} -o {}", word(folder), word(&team)),
        )
    }

    /// To wait for what pages save, which are below `dir`.
    pub(in crate::command) fn pages(dir: &Path, for_one: bool) -> Self {
        let one = "Send the page to the person who will answer it. It opens in any browser and \
            saves the answers as a file to send back. Put that file in a folder, such as responses.";
        let several = "Send each person a page. It opens in any browser and saves their answers \
            as a file to send back. Put those files in one folder, such as responses.";
        let say = if for_one { one } else { several };
        Self::new(say, printed_commands::remind(dir))
    }

    /// What is to be done, with the other command that would do at its end.
    pub(in crate::command) fn said(&self) -> String {
        match &self.or {
            Some(or) => format!("{}: {}", self.say, printed_commands::command(or)),
            None => self.say.clone(),
        }
    }

    /// To wait for forms that were handed out, or for the one of a single person.
    pub(in crate::command) fn wait(
        sources: &[PathBuf],
        roster: Option<&Path>,
        for_one: bool,
    ) -> Self {
        // What was read from standard input is gone.
        let roster = roster.filter(|roster| roster.as_os_str() != STDIN);
        let say = match for_one {
            true => {
                "Send the form to the person who will answer it, and put the returned file in the same folder."
            }
            false => "Send each person a form, and put the returned files in the same folder.",
        };
        let roster = option("roster", roster);
        Self::new(say, format!("validate {}{roster}", words(sources)))
    }
}

impl fmt::Display for NextStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = printed_commands::command(&self.command);
        write!(f, "{}\nNext: {next}", self.said())
    }
}

/// An option with its value, as it follows a command: ` --name VALUE`; nothing without a value.
pub(super) fn option(name: &str, value: Option<impl AsRef<Path>>) -> String {
    value.map_or_else(String::new, |value| {
        format!(" --{name} {}", word(value.as_ref()))
    })
}

/// A name in this folder that no file has yet: `team.toml`, else with the school year, else
/// with a number.
pub(super) fn free(dir: &Path, stem: &str, ending: &str, cycle: Option<&str>) -> PathBuf {
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    let free = candidates(dir, stem, ending, cycle).find(is_free);
    // A number is free some time.
    free.unwrap_or_default()
}

/// The team assessment in this folder that these counts go into: a new one where one that is
/// there is another school year's.
pub(in crate::command) fn team_for(dir: &Path, counted: &Assessment, rubric: &Rubric) -> PathBuf {
    let takes = |path: &PathBuf| {
        path.symlink_metadata().is_err()
            || matches!(
                source::content(path, rubric),
                Some(Content::Assessment(there)) if !is_another(&there, counted)
            )
    };
    let mut names = candidates(dir, "team", "toml", counted.cycle.as_deref());
    names.find(takes).unwrap_or_default()
}

fn candidates(
    dir: &Path,
    stem: &str,
    ending: &str,
    cycle: Option<&str>,
) -> impl Iterator<Item = PathBuf> {
    let cycle = cycle.map(slug).filter(|slug| !slug.is_empty());
    let with_cycle = cycle.map(|cycle| format!("{stem}-{cycle}"));
    let numbered = (2..).map(move |n| format!("{stem}-{n}"));
    let names = [stem.to_owned()].into_iter().chain(with_cycle);
    names.chain(numbered).map(move |name| match ending {
        "" => typed(dir).join(name),
        _ => typed(dir).join(format!("{name}.{ending}")),
    })
}

/// A year as a part of a file's name.
pub(in crate::command) fn slug(cycle: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let slug: String = cycle.to_lowercase().chars().map(plain).collect();
    slug.trim_matches('-').to_owned()
}
