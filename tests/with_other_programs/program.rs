//! Programs that a machine may lack.

use std::path::Path;
use std::process::{Command, Stdio};

/// A program, and how to get it.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// What to do to have it.
    pub(crate) get: &'static str,
    found: fn() -> bool,
}

impl Program {
    pub(crate) fn is_there(&self) -> bool {
        (self.found)()
    }
}

/// Debian's Chromium, driven from Node.
pub(crate) const CHROMIUM: Program = Program {
    name: "Chromium and Node",
    get: "Install Debian's packages chromium, nodejs and npm, then run: npm ci --prefix tests/with_other_programs/browser",
    found: || {
        answers("node", "--version")
            && chromium().is_some()
            && folder().join("node_modules/playwright-core").is_dir()
    },
};

/// LibreOffice without its windows.
pub(crate) const LIBREOFFICE: Program = Program {
    name: "LibreOffice",
    get: "Install Debian's package libreoffice-calc-nogui.",
    found: || libreoffice().is_some(),
};

pub(crate) const ALL: [&Program; 2] = [&CHROMIUM, &LIBREOFFICE];

/// LibreOffice's command.
pub(crate) fn libreoffice() -> Option<&'static str> {
    ["soffice", "libreoffice"]
        .into_iter()
        .find(|name| answers(name, "--version"))
}

/// The browser's command.
pub(crate) fn chromium() -> Option<&'static str> {
    ["/usr/bin/chromium", "chromium", "google-chrome"]
        .into_iter()
        .find(|name| answers(name, "--version"))
}

/// Where the scripts that drive the browser are.
pub(crate) fn folder() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/with_other_programs/browser"
    ))
}

fn answers(program: &str, argument: &str) -> bool {
    Command::new(program)
        .arg(argument)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
