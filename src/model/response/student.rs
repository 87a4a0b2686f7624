//! What looks like the data of one student: a number that a school knows a student by, or a
//! date of birth. Found by the words near it, so that a budget or a telephone number is
//! none.

use std::ops::Range;

use memchr::memchr2_iter;

use crate::model::dates::read_date::MONTHS;
use crate::words::is_one_of;

/// At most so many words apart are a number and the word that says whose it is.
const NEAR: usize = 5;

/// So many digits a number has by which a school knows a student.
const SHORTEST: usize = 6;
const LONGEST: usize = 10;

/// So many digits a social security number has.
const SOCIAL: usize = 9;

/// Words that say that a number is a student's.
const IDS: &str = "ssid, sis, sasid, lasid, pupil, pupils, ssn, studentid, pupilid";

/// What follows "student" where a number is a student's.
const STUDENT: &str = "id, ids, number, no, num, identifier";

/// Words that say that a date is somebody's birth.
const BIRTHS: &str = "born, dob, d.o.b, birth, birthdate, birthday, birthdates";

/// Words before a telephone number.
const PHONES: &str = "phone, telephone, tel, call, cell, mobile, fax, ext, text";

/// Where a line has what looks like a student's data: the bytes of the number or date.
pub fn student_data(line: &str) -> Option<Range<usize>> {
    if !is_worth_a_look(line) {
        return None;
    }
    let words = words(line);
    let near = |at: usize, says: &dyn Fn(usize) -> bool| {
        let from = at.saturating_sub(NEAR);
        (from..words.len().min(at + NEAR + 1)).any(|other| other != at && says(other))
    };
    (0..words.len()).find_map(|at| {
        let range = words[at].range.clone();
        let is_number = is_number(&words, at, line)
            && near(at, &|other| says_id(&words, other, at))
            || is_glued_number(&words[at].plain);
        if is_number {
            return Some(range);
        }
        let end = date_end(&words, at)?;
        let born = |other: usize| !(at..=end).contains(&other) && says_birth(&words[other].plain);
        (near(at, &born) || near(end, &born)).then(|| range.start..words[end].range.end)
    })
}

/// Whether a text has enough digits together for a number, or any and a word for a birth: most
/// have neither, and to look at bytes is quick.
fn is_worth_a_look(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without a way out of the loop, so that many bytes are looked at in one step.
    let any = bytes
        .iter()
        .fold(false, |found, byte| found | byte.is_ascii_digit());
    if !any {
        return false;
    }
    let says_birth = |at: usize| {
        let [before, after] = [&bytes[..at], &bytes[at + 1..]];
        let follows = |word: &[u8]| {
            after
                .get(..word.len())
                .is_some_and(|next| next.eq_ignore_ascii_case(word))
        };
        follows(b"orn")
            || follows(b"irth")
            || matches!(before, [.., b'd' | b'D' | b'.', b'o' | b'O'] | [.., b'.'])
    };
    has_long_number(bytes) || memchr2_iter(b'b', b'B', bytes).any(says_birth)
}

/// Whether as many digits stand together as in a number that a student is known by, or with
/// dashes as in a social security number.
fn has_long_number(bytes: &[u8]) -> bool {
    let (mut together, mut dashed) = (0, 0);
    bytes.iter().any(|byte| {
        (together, dashed) = match byte {
            b'0'..=b'9' => (together + 1, dashed + 1),
            b'-' => (0, dashed),
            _ => (0, 0),
        };
        together >= SHORTEST || dashed >= SOCIAL
    })
}

/// Whether any line has what [`student_data`] finds.
pub fn has_student_data(text: &str) -> bool {
    is_worth_a_look(text) && text.lines().any(|line| student_data(line).is_some())
}

/// A word, small and without what stands around it.
struct Word {
    plain: String,
    range: Range<usize>,
}

fn words(line: &str) -> Vec<Word> {
    let joins = |c: char| matches!(c, '/' | '.' | '-' | '\'' | '\u{2019}');
    let parts = |c: char| !c.is_alphanumeric() && !joins(c);
    let around = |c: char| !c.is_alphanumeric();
    let mut words = Vec::new();
    let mut at = 0;
    for piece in line.split_inclusive(parts) {
        let word = piece.trim_matches(around);
        if let Some(before) = piece.find(word).filter(|_| !word.is_empty()) {
            let plain = word.to_lowercase().replace('\u{2019}', "'");
            let plain = plain.strip_suffix("'s").unwrap_or(&plain).to_owned();
            let start = at + before;
            let range = start..start + word.len();
            words.push(Word { plain, range });
        }
        at += piece.len();
    }
    words
}

/// The digits of a word, where they stand together: `1234567`, `S1234567`; or as a social
/// security number has them.
fn digits(word: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit();
    let from = word.find(is_digit)?;
    let run = &word[from..];
    let end = run.find(|c| !is_digit(c)).unwrap_or(run.len());
    let social = || {
        let parts: Vec<&str> = word.split('-').collect();
        matches!(parts[..], [a, b, c] if [a.len(), b.len(), c.len()] == [3, 2, 4])
            && word.chars().all(|c| is_digit(c) || c == '-')
    };
    if social() {
        return Some(word);
    }
    (!run[end..].contains(is_digit)).then_some(&run[..end])
}

/// Whether this may be a number that a student is known by.
fn is_number(words: &[Word], at: usize, line: &str) -> bool {
    let word = &words[at];
    let Some(digits) = digits(&word.plain) else {
        return false;
    };
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    let before = line[..word.range.start].trim_end();
    let is_money = before.ends_with(['$', '\u{20ac}', '\u{a3}', '\u{a5}']);
    let is_phone = (at.saturating_sub(2)..at).any(|before| is_one_of(&words[before].plain, PHONES));
    (SHORTEST..=LONGEST).contains(&count) && !is_money && !is_phone
}

/// `id1234567`, `ssid1234567`.
fn is_glued_number(word: &str) -> bool {
    let Some(number) = digits(word).filter(|number| (SHORTEST..=LONGEST).contains(&number.len()))
    else {
        return false;
    };
    let name = word.strip_suffix(number).unwrap_or_default();
    is_one_of(name, IDS)
}

/// Whether this word, or it with the one before or after it, says that the number at `number` is
/// a student's.
fn says_id(words: &[Word], at: usize, number: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", |word| word.plain.as_str());
    let pair = |at: usize| match word(at) {
        "student" | "students" => is_one_of(word(at + 1), STUDENT),
        "social" => word(at + 1) == "security",
        "state" => word(at + 1) == "id",
        _ => false,
    };
    match word(at) {
        // So many pupils.
        "pupils" if at == number + 1 => false,
        "student" if at + 1 == number => true,
        plain => is_one_of(plain, IDS) || pair(at) || at.checked_sub(1).is_some_and(pair),
    }
}

fn says_birth(word: &str) -> bool {
    is_one_of(word, BIRTHS)
}

fn begins_as_month(word: &str) -> bool {
    let is = |start: &str| MONTHS.iter().any(|month| month.starts_with(start));
    word.get(..3).is_some_and(is)
}

/// The last word of a date that begins with this word.
fn date_end(words: &[Word], at: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).map_or("", |word| word.plain.as_str());
    let all_digits = |text: &str, lengths: &[usize]| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = word(at).split(['/', '-', '.']).collect();
    if let [a, b, c] = parts[..] {
        let numbers = all_digits(a, &[1, 2, 4])
            && all_digits(b, &[1, 2])
            && all_digits(c, &[1, 2, 4])
            && a.len().max(c.len()) >= 2;
        let named = all_digits(a, &[1, 2]) && begins_as_month(b) && all_digits(c, &[2, 4]);
        return (numbers || named).then_some(at);
    }
    if all_digits(word(at), &[8]) && matches!(word(at).get(..2), Some("19" | "20")) {
        return Some(at);
    }
    let is_month = |text: &str| begins_as_month(text) && text.chars().all(char::is_alphabetic);
    let is_day = |text: &str| {
        let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        all_digits(number, &[1, 2])
    };
    let [first, second] = [word(at), word(at + 1)];
    let named = is_month(first) && is_day(second) || is_day(first) && is_month(second);
    (named && all_digits(word(at + 2), &[4])).then_some(at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_or_the_birthday_of_a_student_is_found() {
        for line in [
            "Student ID 1234567 was absent 30 days.",
            "student ids: 123456",
            "Student #1234567",
            "the student's ID is 0012345678",
            "SSID:1234567890",
            "Look at 104233 in the SIS",
            "S1234567, a pupil at Elm",
            "SSN 123-45-6789",
            "ssid1234567",
            "Her student ID in the system is 123456",
            "123456 a b c d student ID",
            "born 3/4/2015",
            "DOB: 03-04-15",
            "d.o.b. 2015-03-04",
            "Date of birth (March 4, 2015)",
            "She was born on the 4th March 2015",
            "4-Mar-2015 is her birthday",
            "born 20150304",
        ] {
            let found = student_data(line);
            assert!(found.is_some(), "{line}");
            let found = &line[found.unwrap()];
            assert!(found.contains(|c: char| c.is_ascii_digit()), "{found}");
        }
    }

    #[test]
    fn what_says_nothing_of_one_student_is_left() {
        for line in [
            "",
            "Review of student data every 2 weeks since 10/1/2026.",
            "We spend $1250000 on pupil services.",
            "The state has 451200 pupils.",
            "Pupil services: call 555-123-4567",
            "Pupil services: (555) 123-4567",
            "Pupil services, phone 5551234567",
            "pupil attendance 2025-2026, 2026-27",
            "SIS export of 2026-10-01",
            "Budget line 4512001, approved by the board.",
            "Birth certificates are asked for since 2026.",
            "The school was founded 10/1/1926.",
            "Room 12345, the pupil office",
            "pupil 12345678901",
            "SIS is open; there are many more words than five before 1234567",
            "\u{e9}\u{2019}.-/ 1",
        ] {
            assert_eq!(student_data(line), None, "{line}");
        }
    }
}
