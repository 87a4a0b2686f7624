//! A short hunt in every run of the tests: each law over its seeds, over seeds with slips in
//! them and over any bytes. The long one is in `fuzz/`, by the same laws.

mod findings;
mod laws;

use crate::common::cases;
use laws::seeds::seeds;
use laws::{LAWS, Law};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestError, TestRunner};

/// So many cases of each law.
const CASES: u32 = 400;

fn runner() -> TestRunner {
    TestRunner::new(Config {
        max_shrink_iters: 2000,
        ..cases(CASES)
    })
}

/// Some bytes go and others come.
fn slip() -> impl Strategy<Value = (Index, usize, Vec<u8>)> {
    let typed = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        "[\\[\\]'\"=#.\\\\\n\r\t {},:;<>|*a-z0-9]{0,6}".prop_map(String::into_bytes),
        "\\PC{0,3}".prop_map(String::into_bytes),
    ];
    (any::<Index>(), 0..20_usize, typed)
}

/// A seed with up to five slips.
fn slipped(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let slips = prop::collection::vec(slip(), 0..6);
    (prop::sample::select(seeds), slips).prop_map(|(mut bytes, slips)| {
        for (at, gone, typed) in slips {
            let at = at.index(bytes.len() + 1);
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, typed);
        }
        bytes
    })
}

/// Tries a law for a moment.
fn holds(target: &str, law: Law) {
    let seeds = seeds(target);
    for seed in &seeds {
        law(seed);
    }
    let edits = prop::collection::vec(any::<u8>(), 0..60);
    let edited = (prop::collection::vec(0..4_u8, 17), edits).prop_map(|(new, edits)| {
        // In the place of the choices, and of the first byte, which names a base.
        [new, edits].concat()
    });
    let bytes = prop_oneof![
        3 => slipped(seeds),
        2 => edited,
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => any::<String>().prop_map(String::into_bytes),
    ];
    let tried = runner().run(&bytes, |bytes| {
        law(&bytes);
        Ok(())
    });
    match tried {
        Ok(()) => {}
        Err(TestError::Fail(why, bytes)) => {
            panic!("{target}, b\"{}\": {why}", bytes.escape_ascii());
        }
        Err(error) => panic!("{target}: {error}"),
    }
}

#[test]
fn files_of_every_kind_are_read_by_their_laws() {
    for (target, law) in LAWS
        .iter()
        .filter(|(target, _)| target.starts_with("read_"))
    {
        holds(target, *law);
    }
}

#[test]
fn what_people_wrote_survives_what_the_program_adds() {
    holds("renew_assessment", laws::law("renew_assessment"));
    holds("update_plan", laws::law("update_plan"));
}

#[test]
fn no_text_acts_at_any_exit() {
    let texts = LAWS
        .iter()
        .filter(|(target, _)| target.starts_with("escape_") || target.starts_with("file_"));
    for (target, law) in texts {
        holds(target, *law);
    }
}

/// What `fuzz/hunt` begins with.
#[test]
#[ignore = "writes into fuzz/corpus"]
fn write_the_seeds() {
    for (target, _) in LAWS {
        let folder = std::path::Path::new("fuzz/corpus").join(target);
        std::fs::create_dir_all(&folder).unwrap();
        for (at, seed) in seeds(target).iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{at:04}")), seed).unwrap();
        }
    }
}

#[test]
fn every_law_is_hunted_and_every_hunt_has_a_law() {
    let manifest: toml::Table = std::fs::read_to_string("fuzz/Cargo.toml")
        .unwrap()
        .parse()
        .unwrap();
    let targets = manifest["bin"].as_array().unwrap().iter();
    let targets: Vec<&str> = targets.map(|bin| bin["name"].as_str().unwrap()).collect();
    let laws: Vec<&str> = LAWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(targets, laws);
    for target in targets {
        let source = std::fs::read_to_string(format!("fuzz/targets/{target}.rs")).unwrap();
        assert!(
            source.contains(&format!("laws::law(\"{target}\")")),
            "{source}"
        );
    }
}
