//! Ctrl-C, and being asked to end: the screen is left as it was, and of what was being
//! written nothing is left half done.

use crate::command::progress;
use crate::file::unfinished;

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Has Ctrl-C end the run cleanly, from now on; asked again it changes nothing. Where whoever started the run asked that
/// such signals be ignored (`nohup`), they still are.
pub(super) fn ends_cleanly() {
    let _ = ctrlc::try_set_handler(end);
}

#[expect(
    clippy::exit,
    reason = "the other threads may be waiting for somebody to type, and cannot be asked to end"
)]
fn end() {
    unfinished::remove_all();
    progress::clear();
    std::process::exit(INTERRUPTED);
}
