//! Words that people type where they have nothing to say yet.

use crate::words::{is_one_of, parts};

/// Words that stand for nothing, alone; commas part them.
pub const NOTHING: &str = "tbd, tba, tbc, na, none, nobody, noone, no one, nothing, nil, null, empty, blank, \
     unknown, not known, todo, to do, to be determined, to be decided, to be announced, \
     to be confirmed, to be defined, to be named, to be assigned, to be filled, not yet known, \
     not yet decided, not yet, not decided, not assigned, unassigned, undecided, pending, \
     open, vacant, later, someone, somebody, anyone, anybody, who, name, owner, x, xx, xxx, \
     placeholder, no owner, no idea, dont know, don't know, nn, \
     nobody yet, no one yet, everyone, everybody, all of us, same, same as above, ditto, see above, \
     as above";
/// What "TBD, probably Human Resources" says is still that nobody is.
pub const FIRST: &[&str] = &["tbd", "tba", "tbc"];

/// Whether a text that should name something names nothing: empty, a lone sign such as
/// `?` or `-`, or a word that stands for "later" or "nobody" (TBD, n/a, none, nobody).
pub fn says_nothing(text: &str) -> bool {
    let words = plain(text);
    words.chars().all(|c| !c.is_alphanumeric())
        || is_one_of(&words, NOTHING)
        || FIRST.contains(&words.split(' ').next().unwrap_or_default())
}

/// Words without regard to case and punctuation: `n/a` is `na`.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    let lower = lower.replace(['.', '/'], "");
    let words = parts(&lower, |c| !c.is_alphanumeric() && c != '\'');
    words.collect::<Vec<_>>().join(" ")
}

/// What people and form tools write in place of a name, where nobody is to be named.
const UNNAMED: &str = "anon, anonym, anonymous, anonymous user, anonymous person, anonymous member, \
     anonymous response, anonymous respondent, anonymous participant, an\u{f3}nimo, \
     an\u{f3}nima, anonimo, anonima, anonyme, no name, noname, no name given, not given, \
     not provided, name withheld, withheld, i prefer not to say, i'd rather not say, \
     i'd prefer not to say, prefer not to say, prefer not to answer, prefer not to share, \
     prefer not to disclose, rather not say, decline to answer, decline to state, declined, \
     sin nombre, prefiero no decir, prefiero no decirlo, no aplica, ninguno, ninguna, \
     nadie, optional, confidential, \
     respondent, your name, your name here, your full name, type your name, enter your name, \
     name here, full name, first last, first name last name, first and last name";

/// Whether what is in the place of a name names nobody: N/A, a lone sign, "Anonymous",
/// "Prefer not to say". Two of those are not one person.
pub fn names_nobody(name: &str) -> bool {
    const LONGEST: usize = 40;
    // Other signs are no placeholder, whatever they are.
    let is_usual = |c: char| {
        c.is_alphanumeric() || c == ' ' || "-\u{2013}\u{2014}_.,?!/'\u{2019}()".contains(c)
    };
    if name.len() > LONGEST || !name.chars().all(is_usual) {
        return false;
    }
    let words = plain(name);
    // A tool can count them: "Anonymous 3".
    let uncounted = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    says_nothing(name) || is_one_of(uncounted, UNNAMED)
}

/// A name, or nothing where it names nobody.
pub fn name_of_somebody(name: &str) -> &str {
    if names_nobody(name) { "" } else { name }
}

/// Whether a roster's row has a job that is open: "Vacant", "To be hired".
pub fn is_vacancy(name: &str) -> bool {
    const OPEN: [&str; 4] = ["vacant", "vacancy", "unfilled", "tbh"];
    const PHRASES: &str = "to be hired, to be appointed, to be recruited, new hire, open position, \
         position open, not hired yet, not yet hired";
    let words = plain(name);
    names_nobody(name)
        || PHRASES.split(", ").any(|phrase| words.starts_with(phrase))
        || OPEN.contains(&words.split(' ').next().unwrap_or_default())
        || OPEN[..2].contains(&words.split(' ').next_back().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_nobody_is_no_name() {
        let all = "N/A, n/a, -, ., x, none, anon, Anonymous, anonymous user, ANONYMOUS 12, No name, \
             Prefer not to say., I\u{2019}d rather not say, An\u{f3}nimo, An\u{f3}nima, ???, \
             --, Your name, Your Name Here, First Last, respondent";
        for nobody in all.split(", ") {
            assert!(names_nobody(nobody) && is_vacancy(nobody), "{nobody}");
        }
        let all = "Ana N\u{fa}\u{f1}ez, Jennifer Null, Nona, Xi, Ann On, Vacant, ***, -->, <x>";
        for name in all.split(", ") {
            assert_eq!(names_nobody(name), name == "Vacant", "{name}");
        }
        let all = "Vacant, (vacancy), VACANT - Principal, To be hired, TBD, ?, New hire (nurse), \
             Position vacant";
        for open in all.split(", ") {
            assert!(is_vacancy(open), "{open}");
        }
        for name in ["Grace Park", "Vacanti, Jo", "Newhire", "Bo Open"] {
            assert!(!is_vacancy(name), "{name}");
        }
    }

    #[test]
    fn what_names_nobody_is_told_from_a_name() {
        let all = ",  , ?, ???, -, \u{2014}, ..., TBD, tbd., T.B.D., (tba), n/a, N.A., None, nobody, \
             No one, To be determined, xxx, TBD (HR?), <name>, Don\u{2019}t know";
        for nothing in all.split(", ") {
            assert!(says_nothing(nothing), "{nothing}");
        }
        let all = "Director of Student Services, Nan Tbdson, Registrar, M. None-Smith, \u{738b}, 4, Team X";
        for name in all.split(", ") {
            assert!(!says_nothing(name), "{name}");
        }
    }
}
