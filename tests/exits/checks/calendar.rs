//! A calendar file: as many entries with the same properties, and lines as the format has
//! them.

use icalendar::parser::{Component, read_calendar, unfold};

use super::{Checked, counted, same, same_counts};

pub(super) fn check(hostile: &str, twin: &str) -> Checked {
    let plain = hostile.replace("\r\n", "\n");
    let ends = |end: &str| hostile.matches(end).count();
    same("line ends", [ends("\r"), ends("\n")], [ends("\r\n"); 2])?;
    super::terminal::nothing_acts(&plain)?;
    // 75 bytes are the most that a line should have; the library does not count the space
    // with which one goes on.
    if let Some(long) = hostile
        .split("\r\n")
        .find(|line| line.len() > 75 + usize::from(line.starts_with(' ')))
    {
        return Err(format!("a line of {} bytes: {long:?}", long.len()));
    }
    let shape = |text: &str| {
        let unfolded = unfold(text);
        let calendar = read_calendar(&unfolded)?;
        let mut found: Vec<String> = calendar
            .properties
            .iter()
            .map(|p| p.name.to_string())
            .collect();
        calendar
            .components
            .iter()
            .for_each(|part| collect(part, &mut found));
        Ok::<_, String>(counted(found))
    };
    same_counts("properties", &shape(hostile)?, &shape(twin)?)
}

fn collect(part: &Component<'_>, found: &mut Vec<String>) {
    found.push(part.name.to_string());
    found.extend(
        part.properties
            .iter()
            .map(|p| format!("{} {}", part.name, p.name)),
    );
    part.components
        .iter()
        .for_each(|below| collect(below, found));
}

#[test]
fn an_entry_and_a_property_that_a_text_made_are_found() {
    let file = |said: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{said}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    assert_eq!(check(&file("a\\nb"), &file("x")), Ok(()));
    for evil in [
        "a\r\nURL:x",
        "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x",
        "a\nb",
        &"a".repeat(80),
        "\u{1b}",
    ] {
        assert!(check(&file(evil), &file("x")).is_err(), "{evil}");
    }
}
