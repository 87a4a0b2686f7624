//! `cargo bench`: the steps from a file's bytes to a page, each by itself.

use std::fmt::Write as _;

use chronic::files::content::Content;
use chronic::files::read::{read, read_in_full};
use chronic::files::response::form::{Head, form};
use chronic::files::rubric::builtin;
use chronic::model::assessment::Assessment;
use chronic::model::debrief_lists::Order;
use chronic::model::debrief_lists::debrief as lists;
use chronic::model::finding::finding;
use chronic::model::rating::Rating;
use chronic::model::response::Response;
use chronic::model::response::duplicate::{Fingerprint, Fingerprints, Policy, resolve};
use chronic::model::response::responses::Responses;
use chronic::model::rubric::Rubric;
use chronic::report::results::tally::{View, for_people, for_programs};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A form that is filled in, the same for the same number.
fn filled(rubric: &Rubric, number: usize) -> String {
    let mut filled = String::new();
    for (at, part) in form(rubric, &Head::default())
        .split("rating = \"\"\n")
        .enumerate()
    {
        if at > 0 {
            let rating = Rating::ALL[(at * at + number) % Rating::ALL.len()];
            let _ = writeln!(filled, "rating = \"{}\"", rating.id());
        }
        let said = format!("documentation = '''\nThe minutes of meeting {number}.\n'''");
        filled += &part.replace("documentation = '''\n'''", &said);
    }
    filled.replacen("name = \"\"", &format!("name = \"Respondent {number}\""), 1)
}

fn response(rubric: &Rubric, number: usize) -> Response {
    match read(filled(rubric, number).as_bytes(), rubric)
        .checked
        .value
    {
        Some(Content::Response(response)) => response,
        _ => Response::default(),
    }
}

fn responses(rubric: &Rubric, count: usize) -> Responses {
    (0..count).map(|number| response(rubric, number)).collect()
}

/// One response in the layout that `init` writes.
#[divan::bench]
fn read_one_response(bencher: Bencher) {
    let rubric = builtin();
    let bytes = filled(&rubric, 1).into_bytes();
    bencher.bench_local(|| read(black_box(&bytes), &rubric));
}

/// The same response, as any file is read.
#[divan::bench]
fn read_one_response_in_full(bencher: Bencher) {
    let rubric = builtin();
    let bytes = filled(&rubric, 1).into_bytes();
    bencher.bench_local(|| read_in_full(black_box(&bytes), &rubric));
}

/// What is kept of one response to tell who answered twice.
#[divan::bench]
fn fingerprint_one_response(bencher: Bencher) {
    let rubric = builtin();
    let (bytes, response) = (filled(&rubric, 1).into_bytes(), response(&rubric, 1));
    bencher.bench_local(|| Fingerprint::new(black_box(&response), &bytes));
}

#[divan::bench(args = [12, 1000])]
fn duplicates(bencher: Bencher, count: usize) {
    let rubric = builtin();
    let prints: Fingerprints = (0..count)
        .map(|number| Fingerprint::new(&response(&rubric, number), b""))
        .collect();
    bencher.bench_local(|| resolve(black_box(&prints), Policy::Ask));
}

#[divan::bench(args = [12, 1000])]
fn tally(bencher: Bencher, count: usize) {
    let rubric = builtin();
    let responses = responses(&rubric, count);
    bencher.bench_local(|| Assessment::of(black_box(&responses), rubric.len()));
}

#[divan::bench]
fn findings(bencher: Bencher) {
    let rubric = builtin();
    let counts = Assessment::of(&responses(&rubric, 12), rubric.len()).counts();
    bencher.bench_local(|| black_box(&counts).iter().map(finding).collect::<Vec<_>>());
}

#[divan::bench]
fn debrief(bencher: Bencher) {
    let rubric = builtin();
    let practices = Assessment::of(&responses(&rubric, 12), rubric.len()).practices;
    bencher.bench_local(|| lists(black_box(&practices)));
}

#[divan::bench]
fn render_table(bencher: Bencher) {
    let rubric = builtin();
    let assessment = Assessment::of(&responses(&rubric, 12), rubric.len());
    bencher.bench_local(|| {
        for_people::table(&View::new(&rubric, black_box(&assessment)), Order::Survey)
    });
}

#[divan::bench]
fn render_json(bencher: Bencher) {
    let rubric = builtin();
    let assessment = Assessment::of(&responses(&rubric, 12), rubric.len());
    bencher.bench_local(|| for_programs::json(&View::new(&rubric, black_box(&assessment))).ok());
}

#[divan::bench]
fn render_markdown(bencher: Bencher) {
    let rubric = builtin();
    let assessment = Assessment::of(&responses(&rubric, 12), rubric.len());
    bencher.bench_local(|| {
        for_people::markdown(
            &View::new(&rubric, black_box(&assessment)),
            Order::Survey,
            true,
        )
    });
}
