//! The two ways out: results on stdout, everything else on stderr. A closed pipe
//! ends quietly; any other failure to print a result is the system's refusal.

pub mod progress;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use anyhow::Context;

use crate::command::Exit;
use crate::disk::refusal::in_words;
use crate::problem::{Code, Problem};
use crate::report::formats::escape;
use crate::report::results::problem as report;

/// Prints a result, styles removed where nobody would see them. A reader that has
/// gone away is no error.
///
/// # Errors
/// When the system refuses the write: a full disk, a closed descriptor.
pub fn result(text: &str) -> anyhow::Result<()> {
    result_in_parts([text])
}

/// Prints a result of which there may be much, a part after the other; see [`result`].
///
/// # Errors
/// As [`result`].
pub fn result_in_parts(parts: impl IntoIterator<Item = impl AsRef<str>>) -> anyhow::Result<()> {
    let mut parts = parts.into_iter();
    let stdout = styled(io::stdout().lock());
    if stdout.current_choice() == ColorChoice::Never {
        drop(stdout);
        // Taken off beforehand, so that the text goes out in large pieces and not in lines.
        let plain = |text: &str| anstream::adapter::strip_str(text).to_string();
        return result_with(|out| {
            parts.try_for_each(|p| out.write_all(plain(p.as_ref()).as_bytes()))
        });
    }
    let mut out = stdout;
    let written = parts.try_for_each(|part| out.write_all(part.as_ref().as_bytes()));
    quiet(written.and_then(|()| out.flush()))
}

/// With styles on a terminal alone, whatever variables say.
fn styled<S: RawStream>(stream: S) -> AutoStream<S> {
    match stream.is_terminal() {
        true => AutoStream::auto(stream),
        false => AutoStream::never(stream),
    }
}

/// Prints a result that is made while it is written, such as a long table; see [`result`].
///
/// # Errors
/// As [`result`].
pub fn result_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    quiet(write(&mut out).and_then(|()| out.flush()))
}

fn quiet(written: io::Result<()>) -> anyhow::Result<()> {
    match written {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("the result couldn't be written"),
    }
}

/// Prints a remark on stderr, with a line end. Nobody can be told when that fails.
pub fn note(text: impl Display) {
    progress::aside(|| {
        let mut err = styled(io::stderr().lock());
        let _ = writeln!(err, "{text}").and_then(|()| err.flush());
    });
}

/// Says on stderr what is wrong in a file, where anything is.
pub fn problems<'p>(file: &Path, problems: impl IntoIterator<Item = &'p Problem>) {
    let problems: Vec<&Problem> = problems.into_iter().collect();
    if !problems.is_empty() {
        note(report::human(&report::path(file), &problems).trim_end());
    }
}

/// Says what is odd about the text of a file that is asked for nothing else: an earlier one, or one
/// that is still to be filled in.
pub fn oddities(file: &Path, in_file: &[Problem]) {
    let is_odd = |p: &&Problem| {
        matches!(
            p.code,
            Code::Encoding | Code::GarbledText | Code::ControlCharacter | Code::StudentData
        )
    };
    problems(file, in_file.iter().filter(is_odd));
}

/// Says how a table was read, and what somebody who looks at it does not see.
pub fn how_read<'r>(
    path: &Path,
    remarks: impl IntoIterator<Item = &'r String>,
    unseen: &[Problem],
) {
    let file = report::path(path);
    for remark in remarks {
        note(format_args!("{file}: {}", escape::terminal(remark)));
    }
    problems(path, unseen);
}

/// Says on stderr why the run could not go on.
pub fn refused(error: &anyhow::Error) -> Exit {
    note(format_args!(
        "error: {}",
        escape::terminal_lines(&causes(error))
    ));
    Exit::Refused
}

/// What happened and why, with what the system says in our words where there are better ones.
fn causes(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| match cause.downcast_ref() {
        Some(error) => in_words(error),
        None => cause.to_string(),
    });
    causes.collect::<Vec<String>>().join(": ")
}

/// Prints help and version on stdout, usage errors on stderr.
pub fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render();
    if error.use_stderr() {
        note(escape::terminal_styled(&text.ansi().to_string()));
        Exit::Refused.into()
    } else {
        result(&text.ansi().to_string())
            .map_or_else(|e| refused(&e), |()| Exit::Well)
            .into()
    }
}
