//! How far the reading of many files has come, in the last line of a terminal: only from
//! the second second on, only where somebody sees it, and never mixed with a remark. And Ctrl-C,
//! and being asked to end: the screen is left as it was, and of what was being written nothing is
//! left half done.

use std::io::{self, IsTerminal as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::disk::unfinished;

/// Nothing is shown of what is done sooner.
const QUIET: Duration = Duration::from_secs(1);
/// How often the line is drawn anew.
const EVERY: Duration = Duration::from_millis(100);

/// The line on the screen, while there is one.
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);
/// Whether something is being counted; what begins meanwhile is part of it.
static RUNNING: AtomicBool = AtomicBool::new(false);

/// What is being gone through. The line goes when this is dropped.
#[derive(Debug)]
pub(crate) struct Progress {
    count: Arc<Count>,
    shown: Option<(mpsc::Sender<()>, JoinHandle<()>)>,
    is_outermost: bool,
}

/// How many are done, and of how many: none while that is not known.
#[derive(Debug, Default)]
struct Count {
    done: AtomicU64,
    all: AtomicU64,
}

impl Progress {
    /// Begins to look for things, such as "files", and to go through them. Where somebody
    /// has begun already and not ended, nothing is shown of this.
    #[must_use]
    pub(crate) fn new(things: &'static str) -> Self {
        let count = Arc::new(Count::default());
        let is_outermost = !RUNNING.swap(true, Ordering::Relaxed);
        let draw_line = || {
            let (end, ended) = mpsc::channel();
            let count = Arc::clone(&count);
            // Where no thread can be made, nothing is shown.
            let drawing = thread::Builder::new().spawn(move || draw(&count, things, &ended));
            Some((end, drawing.ok()?))
        };
        let read = |name| std::env::var_os(name).map(|v| v.to_string_lossy().into_owned());
        let (term, ci) = (read("TERM"), read("CI"));
        let is_terminal = io::stderr().is_terminal();
        let is_wanted = is_outermost && is_wanted(is_terminal, term.as_deref(), ci.as_deref());
        let shown = is_wanted.then(draw_line).flatten();
        Self {
            count,
            shown,
            is_outermost,
        }
    }

    /// So many have been found.
    pub(crate) fn of(&self, all: usize) {
        let all = u64::try_from(all).unwrap_or(u64::MAX);
        self.count.all.store(all, Ordering::Relaxed);
    }

    /// One more is done. May be called from every thread.
    pub(crate) fn one_more(&self) {
        self.count.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, drawing)) = self.shown.take() {
            drop(end);
            let _ = drawing.join();
        }
        if self.is_outermost {
            RUNNING.store(false, Ordering::Relaxed);
        }
    }
}

/// Does something to the screen where the line would be in its way.
pub(crate) fn aside<T>(act: impl FnOnce() -> T) -> T {
    let line = LINE.lock().unwrap_or_else(PoisonError::into_inner);
    match &*line {
        Some(bar) => bar.suspend(act),
        None => act(),
    }
}

/// Takes the line off the screen, for a run that ends at once. Does not wait for long:
/// another thread may be stuck where it is printing.
fn clear() {
    for _ in 0..10 {
        if let Ok(line) = LINE.try_lock() {
            if let Some(bar) = &*line {
                bar.finish_and_clear();
            }
            // Nothing is drawn again: the drawing thread waits for the end of the run.
            std::mem::forget(line);
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Draws until the other end is dropped.
fn draw(count: &Count, things: &str, ended: &mpsc::Receiver<()>) {
    let began = Instant::now();
    if ended.recv_timeout(QUIET) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    // From now on there is a line to take off the screen.
    ends_cleanly();
    let target = ProgressDrawTarget::stderr();
    let bar = ProgressBar::with_draw_target(Some(1), target).with_style(style());
    loop {
        {
            let mut line = LINE.lock().unwrap_or_else(PoisonError::into_inner);
            let done = count.done.load(Ordering::Relaxed);
            let all = count.all.load(Ordering::Relaxed);
            bar.set_message(words(done, all, things, began.elapsed()));
            bar.set_length(all.max(1));
            bar.set_position(done);
            line.get_or_insert_with(|| bar.clone());
        }
        if ended.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
            break;
        }
    }
    let mut line = LINE.lock().unwrap_or_else(PoisonError::into_inner);
    bar.finish_and_clear();
    *line = None;
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("[{bar:20}] {msg}").map_or_else(
        |_| ProgressStyle::default_bar(),
        |style| style.progress_chars("=> "),
    )
}

/// `Looking for files`, `12,345 of 100,000 files, 11,203 a second, 8 seconds left`.
fn words(done: u64, all: u64, things: &str, since: Duration) -> String {
    if all == 0 {
        return format!("Looking for {things}");
    }
    let mut words = format!("{} of {} {things}", HumanCount(done), HumanCount(all));
    let millis = since.as_millis().max(1);
    let rate = u128::from(done) * 1000 / millis;
    if done == 0 {
        return words;
    }
    words.push_str(&if rate > 0 {
        format!(
            ", {} a second",
            HumanCount(u64::try_from(rate).unwrap_or(u64::MAX))
        )
    } else {
        ", less than 1 a second".to_owned()
    });
    let left = u128::from(all.saturating_sub(done)) * millis / u128::from(done) / 1000;
    words.push_str(", ");
    words.push_str(&time_left(u64::try_from(left).unwrap_or(u64::MAX)));
    words
}

fn time_left(seconds: u64) -> String {
    match seconds {
        0 => "nearly done".to_owned(),
        1 => "1 second left".to_owned(),
        2..120 => format!("{seconds} seconds left"),
        120..7200 => format!("{} minutes left", seconds.div_ceil(60)),
        _ => format!("{} hours left", seconds.div_ceil(3600)),
    }
}

/// Whether somebody sees the line: standard error is a terminal that can draw over one, by the
/// environment's `TERM`; and by its `CI` this is no run whose log would keep every state of it.
fn is_wanted(is_terminal: bool, term: Option<&str>, ci: Option<&str>) -> bool {
    let is_ci = !matches!(ci, None | Some("" | "0" | "false"));
    let can_draw = match term {
        Some("dumb" | "") => false,
        Some(_) => true,
        // Windows has no such name for its terminals.
        None => cfg!(windows),
    };
    is_terminal && can_draw && !is_ci
}

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Has Ctrl-C end the run cleanly, from now on; asked again it changes nothing. Where the program
/// that started the run asked that such signals be ignored (`nohup`), they still are.
pub(crate) fn ends_cleanly() {
    #[cfg(not(target_family = "wasm"))]
    let _ = ctrlc::try_set_handler(end);
}

/// Has a write over the system's limit on the size of files (`ulimit -f`) refused with an
/// error, which cleans up and says what happened, where a signal would end the run as it is.
pub(crate) fn refuses_what_is_too_large() {
    #[cfg(unix)]
    {
        // The flag is not looked at: a signal that is caught leaves the error.
        let caught = Arc::new(AtomicBool::new(false));
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, caught);
    }
}

#[cfg_attr(
    target_family = "wasm",
    expect(dead_code, reason = "nothing interrupts it there")
)]
#[expect(
    clippy::exit,
    reason = "the other threads may be waiting for somebody to type, and cannot be asked to end"
)]
fn end() {
    unfinished::remove_all();
    clear();
    std::process::exit(INTERRUPTED);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_for_a_terminal_and_nothing_else() {
        assert!(is_wanted(true, Some("xterm-256color"), None));
        assert!(is_wanted(true, Some("xterm"), Some("false")));
        assert!(is_wanted(true, Some("xterm"), Some("")));
        assert!(!is_wanted(false, Some("xterm"), None));
        assert!(!is_wanted(true, Some("dumb"), None));
        assert!(!is_wanted(true, Some("xterm"), Some("true")));
        assert!(!is_wanted(true, Some("xterm"), Some("1")));
        assert_eq!(is_wanted(true, None, None), cfg!(windows));
    }

    #[test]
    fn it_says_how_fast_and_how_long() {
        let said = |done, all, seconds| words(done, all, "files", Duration::from_secs(seconds));
        assert_eq!(
            said(25_000, 100_000, 2),
            "25,000 of 100,000 files, 12,500 a second, 6 seconds left"
        );
        assert_eq!(said(0, 0, 1), "Looking for files");
        assert_eq!(said(0, 12, 3), "0 of 12 files");
        assert_eq!(
            said(1, 3, 90),
            "1 of 3 files, less than 1 a second, 3 minutes left"
        );
        assert_eq!(
            said(999, 1000, 1),
            "999 of 1,000 files, 999 a second, nearly done"
        );
    }
}
