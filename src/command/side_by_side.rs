//! Work on many files side by side, with the results in the order of the files.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// So many items are taken by a thread at a time.
const BLOCK: usize = 32;

/// So many blocks for each thread are asked for before the first of them is handed on.
const AHEAD: usize = 4;

/// Fewer items than this are done sooner than a thread is started.
const FEW: usize = 64;

/// Does `work` on every item, and hands each result to `each`, in the order of the items
/// and while the others are still worked on. `work` gets what `bench` gave its thread, to be
/// used again.
pub(super) fn side_by_side<'t, T: Sync, B, R: Send>(
    items: &'t [T],
    bench: impl Fn() -> B + Sync,
    work: impl Fn(&mut B, &'t T) -> R + Sync,
    mut each: impl FnMut(&'t T, R),
) {
    // Asked only for many, since the system takes its time to answer.
    let threads = || thread::available_parallelism().map_or(1, usize::from);
    let threads = if items.len() < FEW { 1 } else { threads() };
    let one_by_one = |each: &mut dyn FnMut(&'t T, R)| {
        let mut bench = bench();
        for item in items {
            each(item, work(&mut bench, item));
        }
    };
    if threads == 1 {
        return one_by_one(&mut each);
    }
    let (ask, asked) = mpsc::channel::<(usize, &'t [T])>();
    let asked = Mutex::new(asked);
    thread::scope(|scope| {
        let (done, results) = mpsc::channel();
        let start = |_: &usize| {
            let (done, asked) = (done.clone(), &asked);
            let (bench, work) = (&bench, &work);
            let one = thread::Builder::new().spawn_scoped(scope, move || {
                let mut bench = bench();
                while let Some((at, items)) = next(asked) {
                    let each = || items.iter().map(|item| work(&mut bench, item)).collect();
                    // Nobody is to wait for a block that does not come.
                    let block: thread::Result<Vec<R>> = catch_unwind(AssertUnwindSafe(each));
                    if done.send((at, block)).is_err() {
                        return;
                    }
                }
            });
            one.is_ok()
        };
        // A system that allows no more threads is no reason to read nothing.
        let threads = (0..threads).take_while(start).count();
        if threads == 0 {
            return one_by_one(&mut each);
        }
        // Else the results would never end.
        drop(done);
        let mut to_ask = items.chunks(BLOCK).enumerate();
        // A block more is asked for when one has been handed on, so that however slow one
        // of them is, little waits behind it.
        to_ask.by_ref().take(AHEAD * threads).for_each(|block| {
            let _ = ask.send(block);
        });
        let mut early = BTreeMap::new();
        for (at, items) in items.chunks(BLOCK).enumerate() {
            let block = loop {
                if let Some(block) = early.remove(&at) {
                    break block;
                }
                let Ok((other, block)) = results.recv() else {
                    return;
                };
                early.insert(other, block.unwrap_or_else(|panic| resume_unwind(panic)));
            };
            if let Some(block) = to_ask.next() {
                let _ = ask.send(block);
            }
            for (item, result) in items.iter().zip(block) {
                each(item, result);
            }
        }
        // The threads end when they are asked for nothing more.
        drop(ask);
    });
}

/// The next block that was asked for; none when there is no more.
fn next<T>(asked: &Mutex<Receiver<T>>) -> Option<T> {
    asked.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "one of them")]
    fn a_panic_is_passed_on_and_leaves_nobody_waiting() {
        let items: Vec<usize> = (0..1000).collect();
        side_by_side(
            &items,
            || (),
            |(), item| assert!(*item != 500, "one of them"),
            |_, ()| {},
        );
    }

    #[test]
    fn every_result_comes_once_and_in_order() {
        for count in [0, 1, FEW - 1, FEW, FEW + 1, 10 * BLOCK, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let mut seen = Vec::new();
            side_by_side(
                &items,
                || (),
                |(), item| {
                    // The first block takes longest, and the others wait for it.
                    if *item == 0 {
                        thread::yield_now();
                    }
                    item * 2
                },
                |item, result| seen.push((*item, result)),
            );
            let expected: Vec<_> = items.iter().map(|item| (*item, item * 2)).collect();
            assert_eq!(seen, expected);
        }
    }
}
