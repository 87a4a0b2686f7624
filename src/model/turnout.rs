//! Who of a roster has answered. Where any form has no name, or none that can be read, no one
//! can be called missing: then there are only numbers.

use std::collections::{HashMap, HashSet};

use crate::model::placeholder::says_nothing;
use crate::model::rating::folded;
use crate::model::response::person::person;
use crate::model::response::responses::Responses;

/// One person of a team. Texts are trimmed and on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Never empty.
    pub name: String,
    /// May be empty.
    pub role: String,
    /// May be empty.
    pub department: String,
}

/// Who has answered, who has begun, who has not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turnout<'r> {
    /// How many people are on the roster.
    pub people: usize,
    /// How many of them answered half of the practices or more, forms without a name
    /// included.
    pub answered: usize,
    /// How many answered something, and fewer than half.
    pub begun: usize,
    /// How many forms have no name.
    pub anonymous: usize,
    /// How many forms can't be read, and aren't counted above.
    pub unread: usize,
    /// Of how many of those the name can't be told either.
    pub unread_names: usize,
    /// Those who have begun; empty where any form may be anyone's.
    pub who_began: Vec<&'r Member>,
    /// Those without an answer; empty where any form may be anyone's.
    pub missing: Vec<&'r Member>,
    /// Departments of the roster from which no one answered; empty where any form may be anyone's.
    pub silent: Vec<&'r str>,
    /// The forms, by their places, whose names are not on the roster.
    pub not_on_roster: Vec<usize>,
}

impl<'r> Turnout<'r> {
    /// Of these people, and the forms that have any answer, with the names that they have;
    /// `unread` has the names of those that can't be read, empty where it isn't known.
    pub fn of(members: &'r [Member], forms: &Responses, unread: &[String]) -> Self {
        let mut turnout = Self {
            people: members.len(),
            unread: unread.len(),
            ..Self::default()
        };
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, member) in members.iter().enumerate() {
            named.entry(person(&member.name)).or_default().push(at);
        }
        // Of each member the answers of the fullest form.
        let mut answers: Vec<Option<usize>> = vec![None; members.len()];
        // Forms of people with one name whose roles don't tell which of them answered.
        let mut unclear: HashMap<String, Vec<usize>> = HashMap::new();
        let practices = forms.practices();
        let is_half = |answered: usize| 2 * answered >= practices;
        for (at, form) in forms.iter().enumerate() {
            let who = person(form.name);
            let answered = form.ratings.iter().flatten().count();
            let Some(same) = named.get(&who) else {
                if who.is_empty() {
                    turnout.anonymous += 1;
                    turnout.count(is_half(answered));
                } else {
                    turnout.not_on_roster.push(at);
                }
                continue;
            };
            let by_role = same
                .iter()
                .find(|at| folded(&members[**at].role) == folded(form.role));
            match by_role.or(same.first().filter(|_| same.len() == 1)) {
                Some(member) => answers[*member] = answers[*member].max(Some(answered)),
                None => unclear.entry(who).or_default().push(answered),
            }
        }
        for name in unread {
            let who = person(name);
            if who.is_empty() {
                turnout.unread_names += 1;
            } else if named.contains_key(&who) {
                unclear.entry(who).or_default();
            }
        }
        let is_open =
            |at: usize| answers[at].is_none() && !unclear.contains_key(&person(&members[at].name));
        for forms in unclear.values() {
            forms.iter().for_each(|n| turnout.count(is_half(*n)));
        }
        for (member, answered) in members.iter().zip(&answers) {
            if let Some(answered) = *answered {
                turnout.count(is_half(answered));
                if !is_half(answered) {
                    turnout.who_began.push(member);
                }
            }
        }
        if turnout.is_anyones() {
            turnout.who_began.clear();
            return turnout;
        }
        let open = (0..members.len()).filter(|at| is_open(*at));
        turnout.missing = open.map(|at| &members[at]).collect();
        let heard = (0..members.len()).filter(|at| !is_open(*at));
        let heard = heard.map(|at| &*members[at].department);
        let heard = heard.chain(forms.iter().map(|form| form.department));
        let mut told: HashSet<_> = heard.map(folded).collect();
        for Member { department, .. } in &turnout.missing {
            if !says_nothing(department) && told.insert(folded(department)) {
                turnout.silent.push(department);
            }
        }
        turnout
    }

    const fn count(&mut self, is_half: bool) {
        if is_half {
            self.answered += 1;
        } else {
            self.begun += 1;
        }
    }

    /// Whether a form may be anyone's, so that no one can be called missing.
    pub const fn is_anyones(&self) -> bool {
        self.anonymous + self.unread_names > 0
    }

    /// The names that are not on the roster, of the forms that this is of, each once.
    pub fn strangers<'f>(&self, forms: &'f Responses) -> Vec<&'f str> {
        let strangers = self.not_on_roster.iter();
        let mut names: Vec<&str> = strangers.map(|at| forms.respondent(*at).name).collect();
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(person(name)));
        names
    }

    /// Whether more forms that may be of people on the roster have answers than it has people.
    pub const fn is_too_full(&self) -> bool {
        self.answered > self.people
    }

    /// Whether everyone on the roster has answered.
    pub const fn is_full(&self) -> bool {
        self.answered >= self.people
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rating::Rating;
    use crate::model::response::{Answer, Response};

    fn members(all: &[[&str; 3]]) -> Vec<Member> {
        let member = |[name, role, department]: &[&str; 3]| Member {
            name: (*name).to_owned(),
            role: (*role).to_owned(),
            department: (*department).to_owned(),
        };
        all.iter().map(member).collect()
    }

    /// Forms of a rubric with 25 practices, each by name, role, and how many are answered.
    fn forms(all: &[(&str, &str, usize)]) -> Responses {
        let answer = |is_answered| Answer {
            rating: Some(Rating::Unsure).filter(|_| is_answered),
            ..Answer::default()
        };
        let form = |(name, role, answered): &(&str, &str, usize)| Response {
            name: (*name).to_owned(),
            role: (*role).to_owned(),
            answers: (0..25).map(|at| answer(at < *answered)).collect(),
            ..Response::default()
        };
        all.iter().map(form).collect()
    }

    #[test]
    fn namesakes_are_told_apart_by_role_and_else_none_is_called_missing() {
        let team = members(&[["Ana", "Lead", ""], ["Ana", "Aide", ""]]);
        let aide = Turnout::of(&team, &forms(&[("Ana", "aide", 25)]), &[]);
        assert_eq!(aide.missing, [&team[0]]);
        let either = Turnout::of(&team, &forms(&[("Ana", "", 25)]), &[]);
        assert_eq!((either.answered, either.missing.len()), (1, 0));
    }

    #[test]
    fn one_person_is_counted_once_however_many_forms_there_are() {
        let team = members(&[["Ana", "", ""]]);
        // Half of the practices or more is an answer.
        for (fullest, answered, begun) in [(13, 1, 0), (12, 0, 1)] {
            let forms = forms(&[("Ana", "", 3), ("ANA", "x", fullest)]);
            let turnout = Turnout::of(&team, &forms, &[]);
            assert_eq!((turnout.answered, turnout.begun), (answered, begun));
            assert_eq!(turnout.is_full(), answered == 1);
        }
    }
}
