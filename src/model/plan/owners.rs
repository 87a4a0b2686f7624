//! Which owners of a plan are people: a page for others leaves them out, but a text may name one.

use crate::model::plan::Plan;
use crate::model::rating::folded;

/// Words of job titles, departments, and teams.
const TITLES: &str = "\
    administration administrator advisor aide analyst assistant association attendance board \
    center chair chief clerk club coach committee community coordinator council counselor \
    counselors curriculum data dean department deputy director district education engagement \
    equity facilitator families family finance foundation group head health hr human it \
    instruction lead leader learning liaison manager member navigator nurse nurses office \
    officer operations outreach partner partners principal principals program programs \
    psychologist registrar resources school schools secretary services social special \
    specialist staff student students superintendent supervisor support teacher teachers \
    team technology transportation trustee worker";

/// The people among those who own something: names of one to four words, each with a capital, and
/// none of a job title. "Ana Ruiz, School Nurse" names one.
pub fn people(plan: &Plan) -> impl Iterator<Item = &str> {
    let parts = plan.owners().flat_map(|owner| parts(owner));
    parts.filter(|name| is_person(name))
}

/// The names in an owner, such as two who share an action.
pub fn parts(owner: &str) -> impl Iterator<Item = &str> {
    let parts = owner.split([',', ';', '/', '&', '(', ')', '+', '\n']);
    let parts = parts.flat_map(|part| part.split(" and ")).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| {
        let plain = folded(word.trim_end_matches('.'));
        let mut letters = word.chars();
        let first = letters.next();
        // All of it in capitals is a team's or a partner's.
        let is_short_form = words.len() == 1 && word.chars().all(char::is_uppercase);
        first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
            && !is_short_form
            && !TITLES.split(' ').any(|title| title == plain)
            && word.chars().all(|c| !c.is_ascii_digit())
    };
    (1..=4).contains(&words.len()) && words.iter().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::is_person;

    #[test]
    fn a_person_is_told_from_a_job_title() {
        let all = "Ana Ruiz, Dr. Bob M. Stone, O'Neil, \u{738b}\u{5c0f}\u{660e}";
        for name in all.split(", ") {
            assert!(is_person(name), "{name}");
        }
        let all = "Director of Student Services, School Nurse, Human Resources, attendance lead, \
             YMCA, TBD, , Grade 9 Team";
        for other in all.split(", ") {
            assert!(!is_person(other), "{other}");
        }
    }
}
