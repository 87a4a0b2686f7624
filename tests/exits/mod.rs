//! Text from a form, a plan, a rubric, a roster, an argument or a file's name never acts on
//! its reader: every form of `forms.rs` is made with hostile texts and with harmless ones,
//! and has the same bones both times.

mod checks;
mod coverage;
mod district;
mod files;
mod forms;
mod texts;
mod written;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use checks::{Checked, Made, check, names};
use district::{District, Ran};
use forms::{Exit, FORMS};
use rayon::prelude::*;
use written::Texts;

/// All that is wrong with a run: with what it wrote, or printed, and with its words.
fn looked_at(exit: Exit, hostile: &Ran, twin: &Ran, twins: &HashMap<String, String>) -> Checked {
    // Words that are no address, say, are refused as an argument.
    if hostile.run.code != twin.run.code && exit != Exit::Terminal {
        return Err(format!(
            "exit code {} and not {}:\n{}\n{}",
            hostile.run.code, twin.run.code, hostile.run.err, twin.run.err
        ));
    }
    let made = |exit, hostile, twin| {
        check(
            exit,
            Made {
                hostile,
                twin,
                twins,
            },
        )
    };
    made(
        Exit::Terminal,
        hostile.run.err.as_bytes(),
        twin.run.err.as_bytes(),
    )?;
    names(hostile.written.keys().map(PathBuf::as_path))?;
    if hostile.written.len() != twin.written.len() {
        return Err(format!(
            "{} files and not {}",
            hostile.written.len(),
            twin.written.len()
        ));
    }
    if hostile.written.is_empty() {
        return made(exit, hostile.run.out.as_bytes(), twin.run.out.as_bytes());
    }
    made(
        Exit::Terminal,
        hostile.run.out.as_bytes(),
        twin.run.out.as_bytes(),
    )?;
    if hostile.written.len() == 1 {
        let mut pairs = hostile.written.values().zip(twin.written.values());
        return pairs.try_for_each(|(hostile, twin)| made(exit, hostile, twin));
    }
    // Their names, and with them their order, come from the texts.
    let mut twins_left: Vec<&Vec<u8>> = twin.written.values().collect();
    for file in hostile.written.values() {
        let tried = twins_left.iter().map(|twin| made(exit, file, twin));
        let tried: Vec<Checked> = tried.collect();
        match tried.iter().position(Result::is_ok) {
            Some(at) => drop(twins_left.swap_remove(at)),
            // The least that is wrong is likely its own twin's.
            None => {
                let why = tried.into_iter().filter_map(Result::err);
                return why.min_by_key(String::len).map_or(Ok(()), Err);
            }
        }
    }
    Ok(())
}

/// What the lines come to in a district with these texts.
fn ran(texts: &[String], is_twin: bool, lines: &[(&str, Exit)]) -> Vec<Ran> {
    let district = District::new(Texts::new(texts, is_twin));
    lines.iter().map(|(line, _)| district.run(line)).collect()
}

/// Tries these lines of the list with these texts, and says all that is wrong.
fn tried(texts: &[String], lines: &[(&str, Exit)], twin: &[Ran]) -> Vec<String> {
    let twins = Texts::new(texts, true).twins();
    let hostile = ran(texts, false, lines);
    let pairs = hostile.iter().zip(twin);
    let wrong = lines
        .iter()
        .zip(pairs)
        .filter_map(|((line, exit), (hostile, twin))| {
            let checked = looked_at(*exit, hostile, twin, &twins);
            checked.err().map(|why| format!("chronic {line}: {why}"))
        });
    wrong.collect()
}

/// Fails with how many things are wrong, and the first of them.
fn none(wrong: &[String]) {
    let shown: Vec<&String> = wrong.iter().take(12).collect();
    assert!(
        wrong.is_empty(),
        "{} are wrong, the first: {shown:#?}",
        wrong.len()
    );
}

#[test]
fn no_text_acts_in_any_form() {
    let texts = [texts::hostile(), texts::floods()].concat();
    // Each time another text comes first, so that places with room for a few have many.
    let starts: Vec<usize> = (0..4).map(|part| part * texts.len() / 4).collect();
    let wrong: Vec<String> = starts
        .into_par_iter()
        .flat_map_iter(|start| {
            let mut rotated = texts.clone();
            rotated.rotate_left(start);
            tried(&rotated, FORMS, &ran(&rotated, true, FORMS))
        })
        .collect();
    none(&wrong);
}

#[test]
fn no_text_acts_wherever_it_stands_alone() {
    let lines: Vec<(&str, Exit)> = FORMS
        .iter()
        .filter(|(line, _)| line.contains("TEXT"))
        .copied()
        .collect();
    // Most texts have the same harmless words in their place, and so the same results.
    let mut alike: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in texts::hostile() {
        let twin = texts::harmless(&text, 0);
        alike.entry(twin).or_default().push(text);
    }
    let wrong: Vec<String> = alike
        .into_values()
        .flat_map(|texts| {
            let twin = ran(&texts[..1], true, &lines);
            let tried = texts.into_par_iter().flat_map_iter(|text| {
                let wrong = tried(std::slice::from_ref(&text), &lines, &twin);
                wrong.into_iter().map(move |why| format!("{text:?}: {why}"))
            });
            tried.collect::<Vec<_>>()
        })
        .collect();
    none(&wrong);
}
