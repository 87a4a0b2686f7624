//! Pages in headless Chromium, driven by a script in `browser/`.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Check;
use crate::program::{CHROMIUM, chromium, firefox, folder, webkit};

pub(crate) fn checks() -> Vec<Check> {
    vec![Check {
        name: "browser::a_page_is_opened",
        needs: &CHROMIUM,
        run: a_page_is_opened,
    }]
}

/// Runs a script of `browser/` with these arguments, in a folder of its own; it fails by
/// ending with anything but 0, and what it printed is the reason. Gives what it printed.
pub(crate) fn drive(script: &str, in_folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("node")
        // Which Node 20 has only when it is asked for.
        .arg("--experimental-websocket")
        .arg(folder().join(script))
        .args(arguments)
        .current_dir(in_folder)
        .env("CHROMIUM", chromium().unwrap_or_default())
        .env("FIREFOX", firefox().unwrap_or_default())
        .env("WEBKIT", webkit().unwrap_or_default())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{script}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn a_page_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("page.html"),
        "<!doctype html><html lang=en><title>It opens</title>",
    )
    .unwrap();
    drive("opens.mjs", folder.path(), &["page.html", "It opens"]);
}
