//! What a blank form is written as: a text file, a page, or the questions alone.

use std::path::Path;

use anyhow::bail;

use crate::cli::{Init, InitFormat};
use crate::command::target::{self, format_of};
use crate::files::response::form::{Head, form, names};
use crate::files::schema::with_hint;
use crate::model::rubric::Rubric;
use crate::report::form_tools;
use crate::report::form_tools::google_form;
use crate::report::form_tools::word as document;
use crate::report::page::form as page;

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

    /// Whether the name of this file ends as one of these does.
    pub(super) fn is_named(self, file: &Path) -> bool {
        format_of(file) == Some(self.format)
    }

    /// As [`Self::text`], whatever it is written as.
    pub(super) fn bytes(self, head: &Head, stem: &str) -> Vec<u8> {
        match self.format {
            InitFormat::Docx => document::questions(self.rubric),
            _ => self.text(head, stem).into_bytes(),
        }
    }

    /// A form for whoever `head` says. What a page saves is called after `stem`.
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
        let [paper, file] = [
            "the person who gave it to you",
            "the person who asked you for it, for example as an email attachment,",
        ]
        .map(|unnamed| head.receiver(unnamed));
        page::form(page::Form {
            rubric: self.rubric,
            blank: &blank,
            written: &names(&self.rubric.labels),
            stem,
            name: &head.name,
            role: &head.role,
            department: &head.department,
            district: &head.district,
            cycle: &head.cycle,
            anonymous: head.anonymous,
            readers: head.readers(),
            receivers: [&paper, file.trim_end_matches(',')],
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
    let given: Vec<&str> = given
        .iter()
        .filter(|(_, is)| *is)
        .map(|(name, _)| *name)
        .collect();
    if given.is_empty() {
        return Ok(());
    }
    bail!(
        "the questions for a form tool are the same for everyone. Run this without {}",
        given.join(", ")
    )
}
