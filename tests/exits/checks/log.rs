//! The commands of a GitHub workflow: those that the program means, and no more.

use super::{Checked, counted, no_others};

/// A command and the names of its properties: `error file line col title`.
fn shape(line: &str) -> Result<String, String> {
    let wrong = || format!("no annotation: {line:?}");
    let command = line.strip_prefix("::").ok_or_else(wrong)?;
    let (command, message) = command.split_once("::").ok_or_else(wrong)?;
    let (level, properties) = command.split_once(' ').ok_or_else(wrong)?;
    let names: Option<Vec<&str>> = properties
        .split(',')
        .map(|property| {
            property
                .split_once('=')
                .filter(|(_, value)| !value.contains(':'))
                .map(|(name, _)| name)
        })
        .collect();
    let escaped = message
        .replace("%25", "")
        .replace("%0A", "")
        .replace("%0D", "");
    if !["error", "warning", "notice"].contains(&level)
        || message.is_empty()
        || escaped.contains('%')
    {
        return Err(wrong());
    }
    Ok(format!("{level} {}", names.ok_or_else(wrong)?.join(" ")))
}

pub(super) fn check(hostile: &str, twin: &str) -> Checked {
    let shapes = |text: &str| {
        text.lines()
            .map(shape)
            .collect::<Result<Vec<_>, _>>()
            .map(counted)
    };
    // How many there are depends on the texts.
    no_others("annotations", &shapes(hostile)?, &shapes(twin)?)
}

#[test]
fn a_second_command_and_a_property_are_found() {
    let one = "::error file=a,line=1,col=1,title=x::m\n";
    assert!(check(one, one).is_ok());
    for evil in [
        format!("{one}::error ::m\n"),
        "::error file=a,b=c,line=1,col=1,title=x::m".to_owned(),
        "::error file=a::b,line=1,col=1,title=x::m".to_owned(),
        "::error file=a,line=1,col=1,title=x::50% off".to_owned(),
        format!("{one}words\n"),
    ] {
        assert!(check(&evil, one).is_err(), "{evil}");
    }
}
