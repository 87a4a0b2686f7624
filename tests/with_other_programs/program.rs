//! Programs that a machine may lack.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program, and how to get it.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// What to do to have it.
    pub(crate) get: &'static str,
    /// Whether `.ci/run` sees to it that it is there.
    pub(crate) is_installed_by_ci: bool,
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
    is_installed_by_ci: true,
    found: || {
        answers("node", "--version")
            && chromium().is_some()
            && folder().join("node_modules/playwright-core").is_dir()
    },
};

/// Debian's Firefox, driven from Node.
pub(crate) const FIREFOX: Program = Program {
    name: "Firefox and Node",
    get: "Install Debian's packages firefox-esr and nodejs",
    is_installed_by_ci: true,
    found: || answers("node", "--version") && firefox().is_some(),
};

/// The program in one page, and what drives it.
pub(crate) const WEB: Program = Program {
    name: "the program in one page",
    get: "Run web/build, which makes target/web; it takes Node, and rustup or Debian's rustc-web",
    // It builds it, and goes on without only where Rust's library for it can't be had.
    is_installed_by_ci: false,
    found: || {
        CHROMIUM.is_there()
            && FIREFOX.is_there()
            && crate::web::built().join("chronic.html").is_file()
    },
};

/// The engine of Safari, and a screen for it.
pub(crate) const WEBKIT: Program = Program {
    name: "WebKit and the program in one page",
    get: "Install Debian's packages webkit2gtk-driver and xvfb, and run web/build",
    is_installed_by_ci: false,
    found: || WEB.is_there() && webkit().is_some() && answers("xvfb-run", "--help"),
};

/// What runs scripts outside a browser.
pub(crate) const NODE: Program = Program {
    name: "Node",
    get: "Install Debian's package nodejs",
    is_installed_by_ci: true,
    found: || answers("node", "--version"),
};

/// A shell, for the recipes of the corpus.
pub(crate) const SHELL: Program = Program {
    name: "bash",
    get: "Use a system that has it, such as Linux",
    is_installed_by_ci: true,
    found: || cfg!(target_os = "linux") && answers("bash", "--version"),
};

/// What shows the calls that a program makes.
pub(crate) const STRACE: Program = Program {
    name: "strace",
    get: "Install Debian's package strace",
    is_installed_by_ci: true,
    found: || SHELL.is_there() && answers("strace", "true"),
};

/// Somebody without the rights of an administrator.
pub(crate) const OTHER_USER: Program = Program {
    name: "a user without rights",
    get: "Run the tests as a plain user, or build where every user may read",
    is_installed_by_ci: true,
    found: || {
        let at_work = std::env::current_dir().unwrap_or_default();
        let run = |mut command: Command| {
            command
                .args(["-c", "\"$0\" --version && test -r tests/corpus/cases.toml"])
                .arg(env!("CARGO_BIN_EXE_chronic"))
                .current_dir(at_work)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
        };
        SHELL.is_there() && tempfile::tempdir().is_ok_and(|folder| run(other_user(folder.path())))
    },
};

/// A shell that has no rights but those of a user who owns this folder.
pub(crate) fn other_user(folder: &Path) -> Command {
    const NOBODY: u32 = 65534;
    // Whoever runs the tests owns what they make.
    let is_root = fs::metadata(folder).is_ok_and(|folder| owner(&folder) == 0);
    if !is_root {
        return Command::new("bash");
    }
    give(folder, NOBODY);
    let mut command = Command::new("setpriv");
    let who = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")];
    command.args(who).args(["--clear-groups", "bash"]);
    command
}

#[cfg(unix)]
fn owner(folder: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::uid(folder)
}

#[cfg(unix)]
fn give(folder: &Path, to: u32) {
    let _ = std::os::unix::fs::chown(folder, Some(to), Some(to));
}

#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> u32 {
    1
}

#[cfg(not(unix))]
fn give(_: &Path, _: u32) {}

/// LibreOffice without its windows.
pub(crate) const LIBREOFFICE: Program = Program {
    name: "LibreOffice",
    get: "Install Debian's package libreoffice-calc-nogui.",
    is_installed_by_ci: true,
    found: || libreoffice().is_some(),
};

/// LibreOffice with what opens documents, which is a package of its own.
pub(crate) const WRITER: Program = Program {
    name: "LibreOffice Writer",
    get: "Install Debian's package libreoffice-writer-nogui",
    is_installed_by_ci: true,
    found: || {
        let places = ["/usr/lib/libreoffice/program", "/opt/libreoffice/program"];
        let writer = |place: &&str| Path::new(place).join("libswlo.so").is_file();
        libreoffice().is_some() && places.iter().any(writer)
    },
};

/// The packages of a release, built for this machine, and what installs them.
pub(crate) const PACKAGES: Program = Program {
    name: "the packages of a release",
    get: "Run bash .ci/run, which builds them in target/packages",
    is_installed_by_ci: true,
    found: || {
        let built = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/target/packages"));
        let is_current =
            |name: &str| name.contains(env!("CARGO_PKG_VERSION")) && name.ends_with(".tgz");
        built.is_ok_and(|mut files| {
            files.any(|file| file.is_ok_and(|f| is_current(&f.file_name().to_string_lossy())))
        })
    },
};

/// What makes a release from built programs, and what downloads it.
pub(crate) const RELEASE: Program = Program {
    name: "python3",
    get: "Install Python 3, bash and curl",
    is_installed_by_ci: true,
    found: || {
        answers("python3", "--version") && answers("bash", "--version") && answers("curl", "-V")
    },
};

/// PowerShell, on any system.
pub(crate) const POWERSHELL: Program = Program {
    name: "PowerShell and python3",
    get: "Install PowerShell 7 and Python 3; Debian has no package of the former",
    is_installed_by_ci: false,
    found: || RELEASE.is_there() && answers("pwsh", "-Version"),
};

/// GitHub's own reader of Markdown.
pub(crate) const CMARK: Program = Program {
    name: "cmark-gfm",
    get: "Install Debian's package cmark-gfm",
    is_installed_by_ci: true,
    found: || answers("cmark-gfm", "--version"),
};

/// What makes documents of Markdown.
pub(crate) const PANDOC: Program = Program {
    name: "pandoc",
    get: "Install Debian's package pandoc",
    is_installed_by_ci: true,
    found: || answers("pandoc", "--version"),
};

/// The checker of logs in the format that code scanning reads.
pub(crate) const SARIF: Program = Program {
    name: "the SARIF checker",
    get: "On Linux: npm ci --prefix tests/with_other_programs/browser",
    is_installed_by_ci: true,
    found: || crate::sarif::checker().is_file(),
};

pub(crate) const ALL: [&Program; 15] = [
    &CHROMIUM,
    &FIREFOX,
    &WEB,
    &NODE,
    &LIBREOFFICE,
    &WRITER,
    &SHELL,
    &STRACE,
    &OTHER_USER,
    &PACKAGES,
    &RELEASE,
    &POWERSHELL,
    &CMARK,
    &PANDOC,
    &SARIF,
];

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

/// How the Firefox of this machine is called.
pub(crate) fn firefox() -> Option<&'static str> {
    ["firefox-esr", "firefox"]
        .into_iter()
        .find(|name| answers(name, "--version"))
}

/// The small browser that comes with WebKit, where its driver is there as well.
pub(crate) fn webkit() -> Option<PathBuf> {
    let inside = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
    let libraries = inside("/usr/lib".into()).flat_map(|machine| inside(machine.path()));
    let browsers = libraries.map(|library| library.path().join("MiniBrowser"));
    let newest = browsers.filter(|browser| browser.is_file()).max();
    newest.filter(|_| answers("WebKitWebDriver", "--help"))
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
