//! Opening what is a regular file, and nothing else: a pipe would wait for somebody to write into
//! it, and a device can do something when it is opened.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Opens a regular file to read it. What was opened is asked, since another file can have come
/// in its place after a look. With `follow` a link is the file that it leads to; in a folder
/// a link isn't a file, since it wasn't one when the folder was looked at.
///
/// # Errors
/// When the system refuses, or it isn't a regular file.
pub fn open(path: &Path, follow: bool) -> io::Result<File> {
    if follow || !cfg!(unix) {
        of_file(&fs::metadata(path)?)?;
    }
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;

        let links = if follow { 0 } else { libc::O_NOFOLLOW };
        options.custom_flags(libc::O_NONBLOCK | links);
    }
    let file = options.open(path)?;
    of_file(&file.metadata()?)?;
    Ok(file)
}

fn of_file(data: &fs::Metadata) -> io::Result<()> {
    if data.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else if data.is_file() {
        Ok(())
    } else {
        Err(io::Error::other("it isn't a regular file"))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_a_regular_file_is_opened_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "text").unwrap();
        fs::create_dir(at("folder")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(made.unwrap().success());
        symlink(at("file"), at("link")).unwrap();
        symlink(at("pipe"), at("link to a pipe")).unwrap();
        symlink("/dev/zero", at("link to a device")).unwrap();
        for follow in [true, false] {
            let mut text = String::new();
            let mut file = open(&at("file"), follow).unwrap();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, "text");
            for name in [
                "folder",
                "pipe",
                "link to a pipe",
                "link to a device",
                "none",
            ] {
                assert!(open(&at(name), follow).is_err(), "{name}");
            }
        }
        assert!(open(&at("link"), true).is_ok());
        assert!(open(&at("link"), false).is_err());
    }
}
