//! Commands that are suggested, as they can be typed.

use std::path::Path;

use crate::report::formats::escape;
use crate::report::results::problem::path as shown;

/// A path as a word of a command: between quotes where a shell would else take it for
/// several words or for something else, and never for an option.
pub fn word(path: &Path) -> String {
    let acts = |path: &Path| {
        path.to_str()
            .is_none_or(|path| escape::within_line(path) != path)
    };
    if cfg!(not(windows)) && acts(path) {
        return in_bytes(path);
    }
    let mut word = shown(path);
    if word.starts_with('-') && word != "-" {
        word.insert_str(0, "./");
    }
    let is_plain =
        |c: char| c.is_alphanumeric() || "/._-+@:=%".contains(c) || c == ',' && !cfg!(windows);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word;
    }
    quoted(&word, cfg!(windows))
}

/// A path in which something acts, as bash and zsh take it: letters and digits as they are, and every other
/// byte by its number.
fn in_bytes(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let lead = if bytes.starts_with(b"-") { "./" } else { "" };
    let shown = bytes.iter().map(|byte| match byte {
        b if b.is_ascii_alphanumeric() || b"/._-+@:=%, ".contains(b) => char::from(*b).to_string(),
        b => format!("\\x{b:02x}"),
    });
    format!("$'{lead}{}'", shown.collect::<String>())
}

/// Between double quotes every shell takes most signs as they are; the others are taken so only
/// between single ones. On Windows, those are `PowerShell`'s.
fn quoted(word: &str, on_windows: bool) -> String {
    let (acting, quote): (&[char], _) = match on_windows {
        true => (&['$', '`'], "''"),
        false => (&['"', '$', '`', '\\', '!'], r"'\''"),
    };
    match word.contains(acting) {
        true => format!("'{}'", word.replace('\'', quote)),
        false => format!("\"{word}\""),
    }
}

/// Several paths as words of a command.
pub fn words<P: AsRef<Path>>(paths: &[P]) -> String {
    let words: Vec<String> = paths.iter().map(|path| word(path.as_ref())).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_of_a_command() {
        for (path, expected) in [
            ("plans/plan-2026.toml", "plans/plan-2026.toml"),
            ("our plan.toml", "\"our plan.toml\""),
            ("d\u{ed}az.toml", "d\u{ed}az.toml"),
            ("-o.toml", "./-o.toml"),
            ("-", "-"),
            ("it's.toml", "\"it's.toml\""),
            ("a&b.toml", "\"a&b.toml\""),
        ] {
            assert_eq!(word(Path::new(path)), expected);
        }
        for (path, expected) in [
            ("my\nyear", r"$'my\x0ayear'"),
            ("a##[b", r"$'a\x23\x23\x5bb'"),
            ("a\u{202e}b c", r"$'a\xe2\x80\xaeb c'"),
        ] {
            #[cfg(not(windows))]
            assert_eq!(word(Path::new(path)), expected);
        }
        assert_eq!(words(&["a", "b c"]), "a \"b c\"");
    }

    #[test]
    fn a_shell_does_nothing_with_what_it_would_replace() {
        assert_eq!(quoted("it's $(x)", true), "'it''s $(x)'");
        assert_eq!(quoted(r"C:\it's", true), r#""C:\it's""#);
        assert_eq!(quoted("it's $HOME", false), r"'it'\''s $HOME'");
        assert_eq!(quoted("a`b`", false), "'a`b`'");
    }
}
