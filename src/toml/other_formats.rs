//! Files of other programs, known by how they begin: each is named for what it is.

use crate::problem::{Code, Problem};
use crate::words::is_one_of;

/// The UTF-8 byte-order mark.
pub const MARK: &[u8] = b"\xef\xbb\xbf";

/// What follows it, where there is one.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}

/// How to save a file so that it is read without a remark.
pub(crate) const SAVE_AS: &str =
    "Save it again as UTF-8. In Notepad: File, Save As, Encoding: UTF-8.";

const PICTURE: &str = "This is a picture, not plain text.";
const COMPRESSED: &str = "This is a compressed file, not plain text.";
const PROGRAM: &str = "This is a program, not plain text.";
const LINK: &str = "This is a link to a file or a page, not the form itself.";
const SOUND: &str = "This is a video or audio file, not plain text.";

/// How documents of Word, Excel and Outlook began until 2007, and those with a password do.
pub(crate) const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// How files of other programs begin, a question mark for any byte, and what they are.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (
        OLD_OFFICE,
        "This is an old Word or Excel document or an Outlook message, not plain text.",
    ),
    (b"%PDF", "This is a PDF document, not plain text."),
    (b"%!PS", "This is a PostScript document, not plain text."),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    // A phone's pictures and films begin alike.
    (b"????ftypheic", PICTURE),
    (b"????ftypheix", PICTURE),
    (b"????ftypmif1", PICTURE),
    (b"????ftypavif", PICTURE),
    (b"????ftyp", SOUND),
    (b"RIFF????WEBP", PICTURE),
    (b"RIFF", SOUND),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"8BPS", PICTURE),
    (b"\x1f\x8b", COMPRESSED),
    (b"7z\xbc\xaf", COMPRESSED),
    (b"Rar!\x1a", COMPRESSED),
    (b"BZh9", COMPRESSED),
    (b"\xfd7zXZ", COMPRESSED),
    (b"ID3", SOUND),
    (b"OggS", SOUND),
    (b"MZ\x90\0", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", LINK),
    (b"[InternetShortcut]", LINK),
    (b"[Desktop Entry]", LINK),
    (b"BEGIN:VCALENDAR", "This is a calendar entry (.ics)."),
    (b"BEGIN:VCARD", "This is an address card (.vcf)."),
    (
        b"diff --git ",
        "This is a list of changes to a file (a diff), not the file itself.",
    ),
    (
        b"\x78\x9f\x3e\x22",
        "This is winmail.dat, a format that Outlook packs attachments in.",
    ),
    (b"bplist", "This is a macOS settings file."),
    (
        b"\0\x05\x16",
        "This is a hidden file that macOS makes (its name starts with ._). The form itself has the same name without the ._",
    ),
    (b"SQLite format", "This is a database, not plain text."),
    (
        b"version https://git-lfs",
        "This is a placeholder for a file that Git hasn't downloaded.",
    ),
    (
        b"-----BEGIN PGP",
        "This file is encrypted or signed, so it can't be read here.",
    ),
];

/// How web pages begin, in small letters.
const WEB: &str = "<!doctype, <html, <head, <body, <?xml, <div, <p>, <meta, <table, <span, <br, <pre, <!--, \
     <svg, <script, <style, <font";

/// What the bytes of a file are, when they are another program's.
pub(crate) fn other_format(bytes: &[u8]) -> Option<Problem> {
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Some(utf32());
    }
    let start = without_mark(bytes).trim_ascii_start();
    if start.starts_with(b"{\\rtf") {
        return Some(not_text("This is a rich text document (RTF), not plain text.").help(
            "In TextEdit, choose Format, Make Plain Text. In WordPad, save it as a Text Document. Then save it with a name that ends in .toml.",
        ));
    }
    let named = BEGINNINGS.iter().find(|(begin, _)| begins(start, begin));
    let named = named.map(|(_, what)| *what);
    let bitmap = (start.starts_with(b"BM") && start.contains(&0)).then_some(PICTURE);
    if let Some(what) = named.or_else(|| packed(start)).or(bitmap) {
        let problem = not_text(what);
        return Some(match what {
            WORKBOOK => problem.help("If it's a form tool's export: chronic import FILE FOLDER. If chronic made it and your team filled it in: chronic tally FILE -o team.toml. Otherwise, copy the answers into the blank form with a plain text editor."),
            SPREADSHEET => problem.help("Save it as an Excel workbook (.xlsx). Then, if chronic made it and your team filled it in: chronic tally FILE -o team.toml. If it's a form tool's export: chronic import FILE FOLDER"),
            _ => problem,
        });
    }
    let head = start[..start.len().min(512)].to_ascii_lowercase();
    if WEB.split(", ").any(|tag| head.starts_with(tag.as_bytes())) {
        let problem = not_text("This is a web page (HTML or XML), not plain text.");
        // The likeliest page is the form itself, sent back in place of what it saves.
        return Some(problem.help("If it's the form, open it in a browser, click \"Save my response\", and use the file it saves. Otherwise, copy the answers into the blank form with a plain text editor, and save it."));
    }
    let json = start.first() == Some(&b'{')
        || (start.first() == Some(&b'[')
            && serde_json::from_slice::<serde::de::IgnoredAny>(start).is_ok());
    json.then(|| not_text("This is a JSON file."))
}

const WORKBOOK: &str = "This is an Excel workbook (.xlsx), not plain text.";

const SPREADSHEET: &str = "This is a LibreOffice spreadsheet (.ods), not plain text.";

/// What is in a zip file, by the names of the files in it.
fn packed(start: &[u8]) -> Option<&'static str> {
    if !(start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")) {
        return None;
    }
    let holds = |name: &[u8]| {
        let part = &start[..start.len().min(1 << 16)];
        part.windows(name.len()).any(|window| window == name)
    };
    Some(match () {
        () if holds(b"word/") => "This is a Word document (.docx), not plain text.",
        () if holds(b"xl/") => WORKBOOK,
        () if holds(b"opendocument.spreadsheet") => SPREADSHEET,
        () if holds(b"opendocument") => "This is a LibreOffice document, not plain text.",
        () if holds(b".iwa") => "This is a Pages or Numbers document, not plain text.",
        () => "This is a Word document (.docx) or another zip file, not plain text.",
    })
}

/// Whether bytes begin so, where a question mark is any one of them.
fn begins(start: &[u8], begin: &[u8]) -> bool {
    let mut pairs = start.iter().zip(begin);
    start.len() >= begin.len() && pairs.all(|(byte, of)| byte == of || *of == b'?')
}

/// So many lines are looked at.
const LOOKED_AT: usize = 12;

/// What a text is, when it is no form for sure: a whole mail, a table.
pub(crate) fn other_text(text: &str) -> Option<Problem> {
    let (message, help) = match () {
        () if is_mail(text) => (
            "This is an email message.",
            "Save the attachment as a separate file. If the answers are in the message, copy them into a blank form with a plain text editor.",
        ),
        () if is_table(text) => (
            "This is a table (CSV or text from a spreadsheet).",
            "If it's a form tool's export: chronic import FILE FOLDER. Otherwise, copy what's in it into a blank form, or a plan, with a plain text editor.",
        ),
        () => return None,
    };
    Some(not_text(message).help(help))
}

/// Whether a text begins as mail does: with three lines or more of its own headers.
fn is_mail(text: &str) -> bool {
    const HEADERS: &str = "from, to, cc, subject, date, sent, received, return-path, message-id, mime-version, \
         content-type, reply-to";
    let lines = text.lines().skip_while(|line| line.trim().is_empty());
    // A forwarded one has a line of hyphens above.
    let lines = lines.take(LOOKED_AT);
    let head = lines.take_while(|line| !line.trim().is_empty());
    let is_header = |line: &&str| {
        let name = line.split_once(':').map(|(name, _)| name.trim());
        name.is_some_and(|name| is_one_of(&name.to_lowercase(), HEADERS))
    };
    let is_archive = text.trim_start().starts_with("MIME-Version:");
    is_archive || head.filter(is_header).count() >= 3
}

/// Whether most of the first rows have as many cells each, and they don't begin as a form does.
fn is_table(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let begins = |line: &str| line.trim().starts_with(['#', '[']) || line.contains('=');
    if first.is_none_or(begins) {
        return false;
    }
    let is_parted = |(mark, least): (u8, usize)| {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(mark).flexible(true).has_headers(false);
        let mut reader = reader.from_reader(text.as_bytes());
        let rows = reader.byte_records().take(LOOKED_AT);
        let cells: Vec<usize> = rows.map(|row| row.map_or(0, |row| row.len())).collect();
        let whole = cells.iter().filter(|n| **n >= cells[0]).count();
        cells.len() > 1 && cells[0] >= least && whole > cells.len() * 2 / 3
    };
    let mut marks = [(b',', 3), (b'\t', 2), (b';', 3)].into_iter();
    marks.any(is_parted)
}

pub(crate) fn not_text(message: &str) -> Problem {
    Problem::new(
        Code::NotText,
        message,
        "Copy the answers into the blank form with a plain text editor, and save it.",
    )
}

pub(crate) fn utf32() -> Problem {
    not_text("The file was saved as UTF-32, which few programs read.").help(SAVE_AS)
}

impl Problem {
    /// The same problem with another help.
    pub(crate) fn help(mut self, help: &str) -> Self {
        help.clone_into(&mut self.help);
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::files::read::read;
    use crate::files::rubric::builtin;
    use crate::problem::{Code, Problem};

    fn what(bytes: &[u8]) -> Option<Problem> {
        let problems = read(bytes, &builtin()).checked.problems;
        problems.into_iter().find(|p| p.code == Code::NotText)
    }

    #[test]
    fn each_is_named_for_what_it_is() {
        for (bytes, word) in [
            (&b"PK\x03\x04....word/document.xml"[..], "Word"),
            (b"PK\x03\x04....xl/workbook.xml", "Excel"),
            (b"PK\x03\x04..vnd.oasis.opendocument.text", "LibreOffice"),
            (b"PK\x03\x04..Index/Document.iwa", "Pages"),
            (b"PK\x05\x06\0\0\0\0", "zip"),
            (b"\0\0\0\x18ftypheic\0\0", "picture"),
            (b"\0\0\0\x20ftypisom\0\0", "video"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"),
            (b"BM\x36\0\0\0", "picture"),
            (b"Rar!\x1a\x07\0", "compressed"),
            (b"MZ\x90\0\x03", "program"),
            (b"[InternetShortcut]\r\nURL=x", "link"),
            (b"[Desktop Entry]\nType=Link", "link"),
            (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "calendar"),
            (b"BEGIN:VCARD\r\nVERSION:4.0", "address"),
            (b"diff --git a/x.toml b/x.toml", "diff"),
            (b"<!-- saved from url --><html>", "web page"),
            (b"<svg xmlns=''>", "web page"),
            (b"\x78\x9f\x3e\x22\0\0", "winmail"),
            (b"\0\x05\x16\x07\0\x02", "macOS"),
            (b"version https://git-lfs.github.com/spec/v1\noid", "Git"),
            (b"%!PS-Adobe-3.0", "PostScript"),
            (
                b"Return-Path: <a@b.c>\nFrom: A\nTo: B\n\nkind = \"response\"",
                "email",
            ),
            (
                b"---- Forwarded\nFrom: A\nDate: Mon\nSubject: x\n\nkind",
                "email",
            ),
            (b"practice,rating,words\nreview,Strength,x\n", "table"),
            (b"practice\trating\twords\nreview\tok\tx, y\n", "table"),
            (
                b"\"a\",\"1. B\",\"c?\"\n\"1\",\"d\",\"e,\nf = 2\n# 3\"\n",
                "table",
            ),
        ] {
            let said = what(bytes).unwrap().message;
            assert!(said.contains(word), "{word}: {said}");
        }
    }

    #[test]
    fn a_form_is_none_of_them() {
        for text in [
            "kind = \"response\"\nname = \"a, b, c\"\nrole = \"a, b, c\"\n",
            "From: Ana\nTo: Bo\n\nkind = \"response\"\n",
            "# a, b, c\n# d, e, f\n",
            "BM = 1\n",
            "one, two, three",
        ] {
            assert_eq!(what(text.as_bytes()), None, "{text}");
        }
    }
}
