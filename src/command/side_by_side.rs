//! Work on many files side by side, with the results in the order of the files.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// So many items are taken by a thread at a time.
const BLOCK: usize = 32;

/// Fewer items than this are done sooner than a thread is started.
const FEW: usize = 64;

/// Does `work` on every item, and hands each result to `each`, in the order of the items
/// and while the others are still worked on. `work` gets a buffer that is used again.
pub(super) fn side_by_side<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&mut Vec<u8>, &T) -> R + Sync,
    mut each: impl FnMut(&T, R),
) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    if items.len() < FEW || threads == 1 {
        let mut buffer = Vec::new();
        for item in items {
            each(item, work(&mut buffer, item));
        }
        return;
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, results) = mpsc::sync_channel::<(usize, Vec<R>)>(2 * threads);
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                let mut buffer = Vec::new();
                loop {
                    let block = next.fetch_add(1, Ordering::Relaxed);
                    let Some(items) = items.chunks(BLOCK).nth(block) else {
                        return;
                    };
                    let done = items.iter().map(|item| work(&mut buffer, item)).collect();
                    if sender.send((block, done)).is_err() {
                        return;
                    }
                }
            });
        }
        // Else the channel would never end.
        drop(sender);
        let mut early = BTreeMap::new();
        let mut blocks = items.chunks(BLOCK).enumerate();
        for (block, done) in results {
            early.insert(block, done);
            while let Some(entry) = early.first_entry()
                && let Some((at, items)) = blocks.clone().next()
                && *entry.key() == at
            {
                blocks.next();
                for (item, result) in items.iter().zip(entry.remove()) {
                    each(item, result);
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_comes_once_and_in_order() {
        for count in [0, 1, FEW - 1, FEW, FEW + 1, 10 * BLOCK, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let mut seen = Vec::new();
            side_by_side(
                &items,
                |buffer, item| {
                    buffer.push(0);
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
