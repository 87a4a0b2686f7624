//! Ctrl-C, and being asked to end: the screen is left as it was, and of what was being
//! written nothing is left half done.

#[cfg(unix)]
use std::sync::{Arc, atomic::AtomicBool};

use crate::disk::unfinished;

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Has Ctrl-C end the run cleanly, from now on; asked again it changes nothing. Where whoever started the run asked that
/// such signals be ignored (`nohup`), they still are. `clear` takes what is shown meanwhile from the screen.
pub(crate) fn ends_cleanly(clear: fn()) {
    #[cfg(not(target_family = "wasm"))]
    let _ = ctrlc::try_set_handler(move || end(clear));
    #[cfg(target_family = "wasm")]
    let _ = clear;
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
fn end(clear: fn()) {
    unfinished::remove_all();
    clear();
    std::process::exit(INTERRUPTED);
}
