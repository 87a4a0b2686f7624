//! Files that were saved in another way than a form is.

use crate::reading::form::{form, form_with, one, problems, response, told};

fn utf16(text: &str, order: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(order)
        .collect()
}

#[test]
fn marks_and_line_ends_that_need_no_word() {
    let form = form();
    for bytes in [
        format!("\u{feff}{form}"),
        format!("\u{feff}\u{feff}{form}"),
        form.replace('\n', "\r\n"),
        form.replacen('\n', "\r\n", 20),
        form.trim_end().to_owned(),
        format!("\n\n{form}\n\n"),
        form.replace('\n', "   \n"),
    ] {
        assert_eq!(problems(&bytes), []);
        assert_eq!(response(bytes).answers, response(&form).answers);
    }
}

#[test]
fn other_encodings_are_read_with_one_warning() {
    let form = form_with("Minutes of meeting 2.", "Proc\u{e8}s-verbal");
    for bytes in [
        utf16(&form, u16::to_le_bytes, true),
        utf16(&form, u16::to_be_bytes, true),
    ] {
        one(
            "UTF-16",
            &bytes,
            "- encoding",
            &["UTF-16", "Save it again as UTF-8"],
        );
        assert_eq!(response(bytes).answers, response(&form).answers);
    }
    let ansi: Vec<u8> = form
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    one(
        "ANSI",
        &ansi,
        "20:5 encoding",
        &["Windows-1252", "accented letters"],
    );
    assert_eq!(response(ansi).answers, response(&form).answers);
}

#[test]
fn letters_of_two_encodings_in_one_file_both_stay() {
    let mut bytes = form_with("Minutes of meeting 2.", "Proc\u{e8}s-verbal").into_bytes();
    let at = bytes.windows(9).position(|w| w == b"meeting 3").unwrap();
    bytes.splice(at..at + 9, *b"caf\xe9");
    one("mixed", &bytes, "26:15 encoding", &[]);
    let read = response(bytes);
    assert_eq!(&*read.answers[1].documentation, "Proc\u{e8}s-verbal");
    assert_eq!(&*read.answers[2].documentation, "Minutes of caf\u{e9}.");
}

#[test]
fn line_ends_of_old_macs_are_read_with_one_warning() {
    let form = form();
    for (bytes, spot) in [
        (form.replace('\n', "\r"), "1:18 encoding"),
        (form.replacen('\n', "\r", 3), "1:18 encoding"),
        (form.replace('\n', "\r\r\n"), "1:18 encoding"),
        (form.replace('\n', "\n\r"), "2:1 encoding"),
        (
            form.replace("meeting 2.\n", "meeting 2.\r"),
            "20:22 encoding",
        ),
    ] {
        one("CR", &bytes, spot, &["old Macs", "line endings"]);
        assert_eq!(response(bytes).answers, response(&form).answers);
    }
    let broken = form_with("name = \"Ann Lee\"\n", "name = \"Ann\rLee\"\n");
    told(
        "in a name",
        broken,
        &["7:8 unclosed-quote", "7:12 encoding"],
    );
    // Lines before an odd letter are counted, and only its own is shown.
    let both = form_with("Minutes of meeting 2.", "caf\u{e9}").replace('\n', "\r");
    let both: Vec<u8> = both.chars().map(|c| c as u8).collect();
    one(
        "both",
        &both,
        "20:4 encoding",
        &["Windows-1252", "old Macs"],
    );
    assert_eq!(problems(&both)[0].place.as_ref().unwrap().text, "caf\u{e9}");
    let faulty = form
        .replace("rating = \"ok-for-now\"", "rating = ok")
        .replace('\n', "\r");
    told("with a fault", faulty, &["1:18 encoding", "18:10 syntax"]);
}

#[test]
fn what_is_no_text_is_one_error_that_says_what_it_is() {
    let form = form();
    let cut = utf16(&form, u16::to_le_bytes, true);
    for (bytes, spot, word) in [
        (Vec::new(), "- not-text", "empty"),
        (b"\xef\xbb\xbf".to_vec(), "- not-text", "empty"),
        (b" \r\n\t\n".to_vec(), "- not-text", "empty"),
        (b"PK\x03\x04\x14".to_vec(), "- not-text", "Word"),
        (b"%PDF-1.7\n".to_vec(), "- not-text", "PDF"),
        (b"{\\rtf1\\ansi\n".to_vec(), "- not-text", "rich text"),
        (b"\xd0\xcf\x11\xe0".to_vec(), "- not-text", "Word"),
        (b"<html><body>".to_vec(), "- not-text", "web page"),
        (b"{\"kind\": \"response\"}".to_vec(), "- not-text", "JSON"),
        (b"[1, 2]".to_vec(), "- not-text", "JSON"),
        (b"\xff\xfe\0\0k\0\0\0".to_vec(), "- not-text", "UTF-32"),
        (
            form.chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect(),
            "- not-text",
            "UTF-32",
        ),
        (b"\x89PNG\r\n".to_vec(), "- not-text", "picture"),
        (cut[..cut.len() - 1].to_vec(), "- not-text", "damaged"),
        (
            utf16(&form, u16::to_le_bytes, false),
            "- not-text",
            "UTF-16",
        ),
        (
            utf16(&form, u16::to_be_bytes, false),
            "- not-text",
            "UTF-16",
        ),
        (
            form.replace("meeting 2", "mee\0ting 2").into_bytes(),
            "20:15 not-text",
            "zero byte",
        ),
        (
            form.replace("meeting 2", "mee\0ting 2")
                .replace('\n', "\r")
                .into_bytes(),
            "20:15 not-text",
            "zero byte",
        ),
        (
            form.replace("rating", "ra\0ting").into_bytes(),
            "12:3 not-text",
            "zero byte",
        ),
        (
            [&form.as_bytes()[..400], &[0; 500]].concat(),
            "25:4 not-text",
            "From here on",
        ),
    ] {
        let found = problems(&bytes);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].message.contains(word),
            "{word}: {}",
            found[0].message
        );
        told(word, bytes, &[spot]);
    }
    // Nothing is said of blank lines where there are none.
    for nothing in [&b""[..], b"\xef\xbb\xbf"] {
        assert_eq!(problems(nothing)[0].message, "The file is empty.");
    }
}
