//! The name on a form that can't be read as a whole: so that nobody is called missing whose form
//! only has to be fixed.

use toml::de::DeTable;

use crate::files::content::text_of_bytes;

/// The name on the one line of the file that is for it; empty where that can't be told.
pub fn name(bytes: &[u8]) -> String {
    told(bytes).unwrap_or_default()
}

fn told(bytes: &[u8]) -> Option<String> {
    let text = text_of_bytes(bytes);
    let mut in_head = false;
    let names = text.lines().map(str::trim).filter(|line| {
        if line.starts_with('[') {
            in_head = line.starts_with("[respondent]");
        }
        let key = line.split('=').next().unwrap_or_default();
        in_head && key.trim() == "name"
    });
    let names: Vec<&str> = names.collect();
    let [line] = names[..] else {
        return None;
    };
    let straight = line.replace(['\u{201c}', '\u{201d}'], "\"");
    let line = DeTable::parse(&straight).ok()?;
    let name = line.get_ref().get("name")?.get_ref().as_str()?;
    Some(name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn the_name_is_told_where_one_line_has_it() {
        let form = |line: &str| format!("kind = \"response\"\n[respondent]\n{line}\nrole = \"\n");
        for (line, told) in [
            ("name = \"Ed Poe\"", "Ed Poe"),
            ("  name='Ed Poe' # he", "Ed Poe"),
            ("name = \u{201c}Ed Poe\u{201d}", "Ed Poe"),
            ("name = \"\"", ""),
            ("name = \"Ed Poe", ""),
            ("name = 3", ""),
            ("name = \"Ed\"\nname = \"Al\"", ""),
            ("# name = \"Ed\"", ""),
        ] {
            assert_eq!(name(form(line).as_bytes()), told, "{line}");
        }
        assert_eq!(name(b"[a.b]\nname = \"Ed\"\n"), "");
        assert_eq!(name(b"\xff\x00"), "");
    }
}
