//! The columns that are no question of the rubric: who answered and when, and what a form
//! tool writes for itself.

use crate::import::grid::{Row, texts_in};
use crate::import::headings::words::{Words, plain, without_counter, without_explanation};
use crate::model::choice::choices;
use crate::model::placeholder::names_nobody;
use crate::words::is_one_of;

choices! {
    /// What a column says that no practice asks.
    pub enum Own {
        /// Who answered.
        Name = "name" "name",
        /// The first of two columns for the name.
        FirstName = "first-name" "first name",
        /// The other one.
        LastName = "last-name" "last name",
        /// Their role or post.
        Role = "role" "role",
        /// Their department.
        Department = "department" "department",
        /// The school district.
        District = "district" "district",
        /// The school year.
        Cycle = "cycle" "school year",
        /// When it was answered.
        When = "date" "date",
        /// An address; no name, and not used.
        Email = "not-used" "not used",
        /// What a quiz says of the question before it: points, a score, feedback; not used.
        Scored = "not-used" "not used",
        /// What only the form tool wants; not used.
        Tools = "not-used" "not used",
    }
}

impl Own {
    /// A name, or a part of one.
    pub(in crate::import) const NAMES: [Self; 3] = [Self::Name, Self::FirstName, Self::LastName];
    /// What a roster may say of a person.
    pub(in crate::import) const PERSONS: [Self; 5] = [
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::Role,
        Self::Department,
    ];
}

/// Words that say nothing of what is asked.
const FILLERS: &str = "what, whats, is, s, your, the, please, enter, type, write, state, give, tell, us, \
     respondent, respondents, full, optional, of, you, are, my, in, do, which, a, required, su, tu, \
     cuál, es, el, la";

/// What is asked when the fillers are gone, for rosters the best heading first. What form tools
/// write for themselves is from the exports of Google Forms, Microsoft Forms, Qualtrics,
/// SurveyMonkey, LimeSurvey, Typeform, and KoboToolbox.
const ASKED: [(Own, &str); 10] = [
    (
        Own::Name,
        "name, full name, first and last name, name first and last, last name first name, \
         name last first, last first, employee name, staff name, display name, member name, \
         employee, staff member, team member, member, person, first name and last name, \
         nombre, nombre completo, nombre y apellido, nombre y apellidos, nom, name of staff member",
    ),
    (
        Own::FirstName,
        "first name, first, given name, firstname, preferred first name, legal first name, \
         preferred name, forename, name first",
    ),
    (
        Own::LastName,
        "last name, last, surname, family name, apellido, apellidos, lastname, legal last name, name last",
    ),
    (
        Own::Role,
        "role, job title, position title, position, title, job, post, role title, \
         job position, job role, assignment, role or post, role or position, role or title, \
         current role, job title or role, title or role, working title, role position, puesto, \
         puesto de trabajo, cargo, rol",
    ),
    (
        Own::Department,
        "department, dept, department name, dept name, department or office, \
         department or school, office, school, school name, office name, school or office, \
         building, site, location, office work, department school, department office, department work, \
         school or department, school department, school site, division, work location, \
         office or department, name school, departamento, departamento o escuela, escuela, oficina",
    ),
    (
        Own::District,
        "district, school district, district name, name district, name school district, distrito, \
         distrito escolar",
    ),
    (Own::Cycle, "cycle, school year, año escolar, ciclo escolar"),
    (
        Own::When,
        "timestamp, time stamp, marca temporal, horodateur, zeitstempel, date, todays date, \
         date today, completion time, end date, enddate, end time, recorded date, \
         recordeddate, submitted, submitted at, submission time, submission date, submit date, \
         submit date utc, date submitted, date created, date and time, completed, \
         completed at, created, created at, created time, added time, submitdate, \
         survey timestamp, fertigstellungszeit, heure de fin, hora de finalización, \
         date completed, time, when, fecha, when did fill this out, when did fill out this form, \
         when did complete this",
    ),
    (
        Own::Tools,
        "id, respondent id, response id, responseid, response number, response type, \
         submission id, collector id, network id, token, seed, uuid, start, end, today, \
         deviceid, device id, start time, start date, startdate, start date utc, started, \
         date started, stage date utc, last modified time, date modified, date last action, \
         last page, start language, language, user language, userlanguage, ip address, \
         ipaddress, status, progress, finished, duration, duration in seconds, \
         duration seconds, distribution channel, distributionchannel, external reference, \
         externalreference, external data reference, recipient last name, recipientlastname, \
         recipient first name, recipientfirstname, location latitude, locationlatitude, \
         location longitude, locationlongitude, custom data 1, custom data, tags, \
         grade posted time, row, nr, no, number",
    ),
    (
        Own::Scored,
        "total points, quiz feedback, total score, score, points, feedback",
    ),
];

/// The headings that ask for this, as plain words; of several columns of a roster the one that
/// comes first here is used.
pub(in crate::import) fn headings_of(own: Own) -> impl Iterator<Item = &'static str> {
    let asked = ASKED.iter().filter(move |(of, _)| *of == own);
    asked.flat_map(|(_, headings)| headings.split(", "))
}

/// Words of a heading that say that it is about something else.
pub(in crate::import) const OTHERWISE: &str = "id, code, number, no, phone, telephone, email, mail, address, date, year, middle, \
     nickname, maiden, user, supervisor, manager, emergency, contact, district, file, hours, \
     head, chair, director, principal, secretary, assistant, status, type";

/// What most likely asks for the name, in an export.
const WHO: &str = "who, respondent, respondents, participant, evaluator, assessor, reviewer, signature, \
     completed by, filled out by, filled in by, submitted by, answered by, person completing form, \
     person completing this form";

/// A word that says what is asked, and what may stand beside it: whoever asks for anything else has another
/// word in the heading.
const HINTS: [(Own, &str, &str); 6] = [
    (
        Own::Role,
        "role, position, job",
        "title, name, category, classification, type, group, current, present, primary, main, official, formal, \
         work, working, employee, staff, school, office, district, department, dept, this, at, on, for, with, \
         within, and, or, if, any",
    ),
    (
        Own::Department,
        "department, dept",
        "school, office, division, site, building, location, unit, program, area, district, name, current, \
         present, primary, main, home, official, employee, staff, work, working, at, for, with, where, and, or, \
         if, any",
    ),
    (
        Own::Name,
        "name",
        "legal, preferred, printed, print, formal, employee, staff, person, participant, participants, \
         completing, filling, out, survey, form, response, who, this, for, and, or, if, any",
    ),
    (
        Own::District,
        "district",
        "school, name, public, official, current, home, participating, reporting, responding",
    ),
    (
        Own::When,
        "date",
        "time, today, todays, survey, form, response, assessment, answer, answered, submit, submitted, \
         submission, entered, completed, completing, completion, filled, out, on, this, and, utc, local, current",
    ),
    (
        Own::Cycle,
        "year",
        "school, academic, fiscal, current, this, survey, assessment, reporting, for, and",
    ),
];

/// What a heading asks that no practice does, and whether that is only likely. What stands
/// in brackets behind it explains it: "Your name (leave empty to stay anonymous)".
///
/// The tool's own columns of a quiz are told by what stands before a dash or in brackets at the
/// end; what begins with an underscore is a tool's own as well.
pub(in crate::import) fn own(heading: &str) -> Option<(Own, bool)> {
    if is_scored(heading) {
        return Some((Own::Scored, false));
    }
    let asked = asked(heading).map(|(own, _)| own);
    if heading.trim_start().starts_with('_') {
        // KoboToolbox: of its own columns only the time is of use.
        let when = asked.filter(|own| *own == Own::When);
        return Some((when.unwrap_or(Own::Tools), false));
    }
    if matches!(asked, None | Some(Own::Name)) {
        if is_of_a_further_name(heading) || joins_name_and_post(heading) {
            return None;
        }
        // "Your name (the first name is enough)" asks for no half.
        let half = half_of_a_name(heading).filter(|(_, near)| asked.is_none() || !near);
        if half.is_some() {
            return half;
        }
    }
    if let Some(own) = asked {
        return Some((own, false));
    }
    let words = bare(heading);
    if is_one_of(&words, WHO) {
        return Some((Own::Name, true));
    }
    let words: Vec<&str> = words.split(' ').collect();
    if heading.trim() == "#" {
        return Some((Own::Tools, false));
    }
    let is_mail = |word: &&str| matches!(*word, "email" | "mail" | "emails" | "username");
    if words.len() <= 4 && words.iter().any(is_mail) {
        return Some((Own::Email, false));
    }
    if words.len() > 4 {
        return None;
    }
    let hint = HINTS.into_iter().find(|(_, hints, beside)| {
        let is_hint = |word: &str| is_one_of(word, hints);
        let goes = |word: &str| is_hint(word) || is_one_of(word, beside);
        words.iter().any(|word| is_hint(word)) && words.iter().all(|word| goes(word))
    });
    hint.map(|(own, ..)| (own, true))
}

/// Whether a heading asks for the name and the role, or the like, in one: "Name/Role".
pub(in crate::import) fn joins_name_and_post(heading: &str) -> bool {
    let mut lower = without_explanation(heading).to_lowercase();
    for joint in [" and ", " or ", " - ", " y "] {
        lower = lower.replace(joint, "/");
    }
    let parts = lower.split(['/', ',', '&', '+', ';', '|', '\n']);
    let asked: Vec<Own> = parts.filter_map(|part| Some(asked(part)?.0)).collect();
    let has = |any: &[Own]| any.iter().any(|own| asked.contains(own));
    has(&Own::NAMES) && has(&[Own::Role, Own::Department])
}

/// The words of a heading that say what is asked.
fn without_fillers(heading: &str) -> String {
    let words = Words::of(heading).rest;
    let said = words.split(' ').filter(|word| !is_one_of(word, FILLERS));
    let said = said.collect::<Vec<_>>().join(" ");
    // "Respondent"
    if said.is_empty() { words } else { said }
}

/// Those, without what explains it; a tool puts a digit behind a title that it has had before.
fn bare(heading: &str) -> String {
    without_counter(&without_fillers(without_explanation(heading))).to_owned()
}

/// Whether a heading asks people for the day: no tool calls the time of sending so.
pub(in crate::import) fn asks_for_the_day(heading: &str) -> bool {
    is_one_of(&bare(heading), "date, todays date, date today, when")
}

/// What a heading asks in known words, and how good a heading it is for that; less is better. It may ask
/// it in two languages: "Name / Nombre".
pub(in crate::import) fn asked(heading: &str) -> Option<(Own, usize)> {
    let in_words = |heading: &str| {
        let left = bare(heading);
        ASKED.into_iter().find_map(|(own, asked)| {
            let rank = asked.split(", ").position(|asked| asked == left)?;
            Some((own, rank))
        })
    };
    in_words(heading).or_else(|| {
        let (one, other) = heading.split_once('/')?;
        in_words(one).filter(|(own, _)| in_words(other).is_some_and(|(other, _)| other == *own))
    })
}

/// Which half of a name a heading asks for, whatever words stand around it, and whether there are any:
/// "Employee First Name", "Name (Last)".
pub(in crate::import) fn half_of_a_name(heading: &str) -> Option<(Own, bool)> {
    const FIRST: &str = "first, given, forename, firstname, fname";
    const LAST: &str = "last, family, surname, lastname, lname";
    let words = without_fillers(heading);
    let words: Vec<&str> = words.split(' ').collect();
    let has = |of: &str| words.iter().any(|word| is_one_of(word, of));
    let (half, of_half) = match (has(FIRST), has(LAST)) {
        (true, false) => (Own::FirstName, FIRST),
        (false, true) => (Own::LastName, LAST),
        _ => return None,
    };
    let is_half = |word: &str| is_one_of(word, of_half);
    let is_called = |pair: &[&str]| is_half(pair[0]) && pair[1] == "name";
    let is_name = words.len() <= 4 && words.contains(&"name")
        || words.windows(2).any(is_called)
        || words.len() == 1 && words[0].ends_with("name");
    let near = words.iter().any(|word| !is_half(word) && *word != "name");
    (is_name && !has(OTHERWISE)).then_some((half, near))
}

/// Whether a heading asks for what can stand between or around both halves of a name.
pub(in crate::import) fn is_of_a_further_name(heading: &str) -> bool {
    let words = without_fillers(heading);
    let words: Vec<&str> = words.split(' ').collect();
    let is_further = |word: &&str| is_one_of(word, "middle, prefix, suffix, maiden");
    words.len() <= 4 && words.contains(&"name") && words.iter().any(is_further)
}

/// `Points - How do we know?`, `Feedback - ...`, `... [Score]`, `... [Feedback]`.
fn is_scored(heading: &str) -> bool {
    const SCORED: [&str; 4] = ["points", "score", "feedback", "grade"];
    let is = |part: &str| SCORED.contains(&plain(part).as_str());
    let heading = heading.trim();
    let mut dashes = [" - ", " \u{2013} "].into_iter();
    let before = dashes.any(|dash| heading.split_once(dash).is_some_and(|(first, _)| is(first)));
    let behind = without_counter(heading)
        .strip_suffix([']', ')'])
        .and_then(|open| open.rsplit_once(['[', '(']))
        .is_some_and(|(question, last)| !question.trim().is_empty() && is(last));
    before || behind
}

/// Words of which one at least is in what somebody calls a row that sums the others up.
const SUMMARY: &str = "total, totals, subtotal, sum, count, counts, average, averages, avg, mean, median, mode, \
     common, frequent, majority, consensus, summary, overall, percent, percentage, result, \
     results, everyone, respondents, responses, answers, combined, example, sample, promedio, mediana, moda, \
     mayor\u{ed}a, consenso, resumen";

/// Words that go with those, or with each other: "Team answer".
const WITH_SUMMARY: &str = "answer, response, rating, ratings, score, scores, team, teams, group, district, all, of, \
     the, our, by, for, per, most, grand, number, final, practice, whole, staff";

/// Words that no one is called, beside those.
const UNNAMED: &str = "agreed, comment, comments, notes, last, year";

/// What such a row counts: "12 people".
const COUNTED: &str = "people, persons, members, employees, participants, forms";

/// Whether a text is nothing but what somebody calls a row that sums the others up: "Most common
/// answer", "Total responses: 4".
pub(in crate::import) fn names_a_summary(text: &str) -> bool {
    let text = plain(text);
    let (numbers, words): (Vec<&str>, Vec<&str>) = text
        .split(' ')
        .partition(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let is_counted = |word: &&str| is_one_of(word, COUNTED);
    let is_core = |word: &&str| is_one_of(word, SUMMARY) || is_counted(word) && !numbers.is_empty();
    let is_joined = |pair: &[&str]| matches!(pair[1], "answer" | "response" | "rating" | "score");
    let is_known = |word: &&str| is_core(word) || is_counted(word) || is_one_of(word, WITH_SUMMARY);
    words.iter().all(is_known) && (words.iter().any(is_core) || words.windows(2).any(is_joined))
}

/// Whether what is in the place of a name is more likely that of a row that sums the others up, or of
/// one for comments: "Team", "Final". Groups that answered are counted: "Team 2".
pub(in crate::import) fn may_name_a_summary(name: &str) -> bool {
    let name = plain(name);
    let known = [SUMMARY, WITH_SUMMARY, COUNTED, UNNAMED];
    let is_known = |word| known.iter().any(|known| is_one_of(word, known));
    !name.is_empty() && name.split(' ').all(is_known)
}

/// The number that a cell has, as spreadsheets write it: `3`, `2.4`, `45%`, `1,200`.
pub(in crate::import) fn number(text: &str) -> Option<f64> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.');
    let bare = text.trim_end_matches('%').replace([',', ' '], "");
    bare.chars().all(is_number).then(|| bare.parse().ok())?
}

/// Whether a column called "Title" has "Ms." and "Dr." in it.
pub(in crate::import) fn are_forms_of_address(rows: &[Row], column: usize) -> bool {
    const FORMS: [&str; 7] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof"];
    let cells = rows.iter().map(|row| plain(&row.text(column)));
    let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| FORMS.contains(&cell.as_str()))
}

/// Whether most of what a column has is several words: family names of two are fewer.
pub(in crate::import) fn are_of_several_words(rows: &[Row], column: usize) -> bool {
    let (several, one): (Vec<_>, Vec<_>) =
        texts_in(rows, column).partition(|text| text.contains(' '));
    several.len() > one.len()
}

/// Whether a name has all words of a part of it.
pub(in crate::import) fn has_all_of(name: &str, part: &str) -> bool {
    let (name, part) = (plain(name), plain(part));
    !part.is_empty() && part.split(' ').all(|word| has_word(&name, word))
}

/// Whether a word is one of these plain words.
fn has_word(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// Whether what is called a name is one word that a first or a last name does not have: the
/// other half of the name.
pub(in crate::import) fn is_other_half(name: &str, part: &str) -> bool {
    let (name, part) = (plain(name), plain(part));
    let mut words = name.split(' ');
    !part.is_empty()
        && !name.is_empty()
        && words.clone().count() < 3
        && !words.any(|word| has_word(&part, word))
        && !names_nobody(&name)
}
