//! What the forms for people show of a comparison, in which order, and what they leave
//! out. What may have moved by chance is left out: at eight against eight the middle
//! answer of a practice is another one by chance alone for 19 to 71% of practices.

use crate::model::comparison::change::Label;
use crate::model::comparison::{Compared, sole_rating};
use crate::model::rating::Rating;
use crate::report::results::diff::DiffView;
use crate::words::counted;

/// Practices under one heading.
pub(super) struct Section<'v> {
    pub(super) title: &'static str,
    pub(super) practices: Vec<&'v Compared>,
}

/// A heading with practices, and those of them that are shown only when all are.
struct DiffPart<'v> {
    title: &'static str,
    always: Vec<&'v Compared>,
    rest: Vec<&'v Compared>,
    /// What is said of the rest when it is not shown, with the verb for one and for
    /// several.
    rest_words: [&'static str; 2],
}

impl DiffView<'_> {
    /// The sections that have practices in them.
    pub(super) fn sections(&self, all: bool) -> Vec<Section<'_>> {
        let parts = self.parts().into_iter();
        let sections = parts.map(|mut part| {
            if all {
                part.always.append(&mut part.rest);
            }
            Section {
                title: part.title,
                practices: part.always,
            }
        });
        sections.filter(|s| !s.practices.is_empty()).collect()
    }

    /// What is not shown, in a sentence for each kind.
    pub(super) fn left_out(&self) -> Vec<String> {
        let of = self.comparison.practices.len();
        let parts = self.parts().into_iter().filter(|p| !p.rest.is_empty());
        parts
            .map(|part| {
                let n = part.rest.len();
                let [one, several] = part.rest_words;
                let words = if n == 1 { one } else { several };
                format!("{n} of {} {words}.", counted(of, "practice"))
            })
            .collect()
    }

    /// How many practices there are of each kind: `Of 25 practices: 3 improved, ...`.
    pub(super) fn summary(&self) -> String {
        let of = self.comparison.practices.len();
        if self.comparison.two_people {
            let differ = |p: &&Compared| p.steps().is_some_and(|steps| steps != 0);
            let both = |p: &&Compared| p.steps().is_some();
            let practices = &self.comparison.practices;
            return format!(
                "Both people rated {} of {of} practices and differ on {}.",
                practices.iter().filter(both).count(),
                practices.iter().filter(differ).count()
            );
        }
        if self.comparison.one_person {
            return self.beside_the_team();
        }
        let counts = Label::ALL.map(|label| (label, self.comparison.labelled(label).len()));
        let enough = counts[..3].iter().any(|(_, n)| *n > 0);
        let mut parts: Vec<String> = counts
            .into_iter()
            .filter(|(label, n)| {
                *n > 0 || enough && matches!(label, Label::Improved | Label::Declined)
            })
            .map(|(label, n)| format!("{n} {}", label.words()))
            .collect();
        parts.extend(self.alone());
        format!("Of {of} practices: {}.", parts.join(", "))
    }

    /// How many practices only one of the two has.
    fn alone(&self) -> Option<String> {
        let alone: usize = self.comparison.on_one_side().iter().map(Vec::len).sum();
        (alone > 0).then(|| format!("{alone} in only one of the two"))
    }

    /// The summary for a person and a team: what is listed, and what is left out.
    fn beside_the_team(&self) -> String {
        let of = |label, moved: bool| {
            let found = self.comparison.labelled(label).into_iter();
            found.filter(|p| p.moved() == moved).count()
        };
        let mut parts = vec![
            format!("{} different from the team", of(Label::TooFew, true)),
            format!("{} the same", of(Label::TooFew, false)),
        ];
        for (moved, words) in [
            (true, "rated on only one side"),
            (false, "rated on neither side"),
        ] {
            let n = of(Label::NotComparable, moved);
            parts.extend((n > 0).then(|| format!("{n} {words}")));
        }
        parts.extend(self.alone());
        let all = self.comparison.practices.len();
        format!("Of {all} practices: {}.", parts.join(", "))
    }

    fn parts(&self) -> Vec<DiffPart<'_>> {
        let mut parts = if self.comparison.two_people {
            self.people()
        } else {
            self.teams()
        };
        let [old, new] = self.comparison.on_one_side();
        let titles = if self.comparison.two_people {
            ["Only in the first", "Only in the second"]
        } else {
            ["Only in the old one", "Only in the new one"]
        };
        for (title, always) in titles.into_iter().zip([old, new]) {
            parts.push(DiffPart::whole(title, always));
        }
        parts
    }

    fn teams(&self) -> Vec<DiffPart<'_>> {
        let of = |label| self.comparison.labelled(label);
        let (few, same) = if self.comparison.one_person {
            (
                "Different from the team",
                ["has the same middle answer", "have the same middle answer"],
            )
        } else {
            (
                "Too few to say",
                [
                    "has too few ratings to compare, and its middle answer is the same",
                    "have too few ratings to compare, and their middle answers are the same",
                ],
            )
        };
        let unrated = [
            "wasn't rated on either side",
            "weren't rated on either side",
        ];
        let unclear = ["shows no clear change", "show no clear change"];
        let (alone, moved) = ("Rated on only one side", Compared::moved);
        vec![
            DiffPart::whole("Improved", of(Label::Improved)),
            DiffPart::whole("Declined", of(Label::Declined)),
            DiffPart::new(few, of(Label::TooFew), moved, same),
            DiffPart::new(alone, of(Label::NotComparable), moved, unrated),
            DiffPart::new(
                "No clear change",
                of(Label::NoClearChange),
                |_| false,
                unclear,
            ),
        ]
    }

    fn people(&self) -> Vec<DiffPart<'_>> {
        let both = |wanted: &dyn Fn(&Compared) -> bool| {
            let practices = self.comparison.practices.iter();
            let both = practices.filter(|p| p.both().is_some() && wanted(p));
            both.collect::<Vec<_>>()
        };
        let apart = |wanted| both(&|p| p.steps().is_some_and(|s| s.unsigned_abs() == wanted));
        let rated_by = |wanted| both(&|p| raters(p) == wanted);
        let same = ["has the same rating", "have the same rating"];
        let unrated = [
            "wasn't rated by either person",
            "weren't rated by either person",
        ];
        vec![
            DiffPart::whole("Three steps apart", apart(3)),
            DiffPart::whole("Two steps apart", apart(2)),
            DiffPart::whole("One step apart", apart(1)),
            DiffPart::whole("Only one person rated it", rated_by(1)),
            DiffPart::new("The same rating", apart(0), |_| false, same),
            DiffPart::new("Neither person rated it", rated_by(0), |_| false, unrated),
        ]
    }
}

impl<'v> DiffPart<'v> {
    /// With all of these, or with those that are to be shown `always`.
    fn new(
        title: &'static str,
        practices: Vec<&'v Compared>,
        always: fn(&Compared) -> bool,
        rest_words: [&'static str; 2],
    ) -> Self {
        let (always, rest) = practices.into_iter().partition(|practice| always(practice));
        Self {
            title,
            always,
            rest,
            rest_words,
        }
    }

    fn whole(title: &'static str, practices: Vec<&'v Compared>) -> Self {
        Self::new(title, practices, |_| true, [""; 2])
    }
}

/// How many of two people gave a rating that is on the scale.
fn raters(practice: &Compared) -> usize {
    let sides = [practice.old, practice.new].into_iter().flatten();
    let ratings = sides.filter_map(|counts| sole_rating(&counts));
    ratings.filter(|r| Rating::step(*r).is_some()).count()
}
