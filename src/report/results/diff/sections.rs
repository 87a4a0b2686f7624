//! What the forms for people show of a comparison, in which order, and what they leave
//! out. What may have moved by chance is left out: at eight against eight the middle
//! answer of a practice is another one by chance alone for 19 to 71% of practices.

use crate::model::comparison::change::Label;
use crate::model::comparison::{Compared, sole_rating};
use crate::model::rating::Rating;
use crate::report::results::diff::DiffView;
use crate::words::{agreeing, capitalized, counted, joined_by, out_of};

/// Practices under one heading.
pub(super) struct Section<'v> {
    pub(super) title: &'static str,
    pub(super) practices: Vec<&'v Compared>,
    /// How many more there are, which are shown only when all are.
    rest: usize,
    /// What is said of those.
    rest_words: RestWords,
}

/// What is said of practices that aren't listed.
#[derive(Clone, Copy)]
enum RestWords {
    /// The verb and what follows it, for one and for several.
    They([&'static str; 2]),
    /// The same, where a section may list some of the kind: what isn't listed is more.
    More([&'static str; 2]),
    /// That no one rated them: who, and where.
    NotRated(&'static str, &'static str),
}

const SAME: [&str; 2] = ["has the same middle answer", "have the same middle answer"];
const TOO_FEW: [&str; 2] = [
    "has too few ratings to compare, and its middle answer is the same",
    "have too few ratings to compare, and their middle answers are the same",
];

impl RestWords {
    fn said(self, rest: usize, of: usize, listed: usize) -> String {
        let some = out_of(rest, of, "practice");
        match self {
            Self::NotRated(who, place) => match rest == of && of > 1 {
                true => format!("{who} rated any of the {}{place}.", counted(of, "practice")),
                false => format!("{who} rated {some}{place}."),
            },
            Self::More([one, several]) if listed > 0 => {
                let more = counted(rest, "more practice");
                format!("{more} {}.", agreeing(rest, one, several))
            }
            Self::More([one, several]) | Self::They([one, several]) => {
                format!("{} {}.", capitalized(&some), agreeing(rest, one, several))
            }
        }
    }
}

impl DiffView<'_> {
    /// The sections that have practices in them, and what is not shown, a sentence for each kind,
    /// with how many practices that is.
    pub(super) fn sections(&self, all: bool) -> (Vec<Section<'_>>, Option<(usize, String)>) {
        let mut sections = self.all_sections(all);
        let of = self.comparison.practices.len();
        let left_out = sections.iter().filter(|section| section.rest > 0);
        let n = left_out.clone().map(|section| section.rest).sum();
        let left_out = left_out.map(|section| {
            let listed = section.practices.len();
            section.rest_words.said(section.rest, of, listed)
        });
        let left_out = joined_by(left_out, " ").map(|said| (n, said));
        sections.retain(|section| !section.practices.is_empty());
        (sections, left_out)
    }

    /// How many practices there are of each kind: `Of 25 practices: 3 improved, ...`.
    pub(super) fn summary(&self) -> String {
        let practices = &self.comparison.practices;
        let of = practices.len();
        if self.comparison.two_people {
            let steps: Vec<i8> = practices.iter().filter_map(Compared::steps).collect();
            let rated = out_of(steps.len(), of, "practice");
            return match steps.iter().filter(|steps| **steps != 0).count() {
                _ if steps.is_empty() => "No practice is rated in both responses.".to_owned(),
                0 => format!("Both responses rate {rated} and differ on none."),
                n => format!("Both responses rate {rated} and differ on {n}."),
            };
        }
        // How many of each kind, and whether that is told where there are none.
        let mut parts = match self.comparison.one_person {
            true => self.beside_the_team(),
            false => {
                let labels = Label::ALL.map(|label| (label, self.comparison.labelled(label).len()));
                let enough = labels[..3].iter().any(|(_, n)| *n > 0);
                let is_told = |label| enough && matches!(label, Label::Improved | Label::Declined);
                Vec::from(labels.map(|(label, n)| (n, label.words(), is_told(label))))
            }
        };
        let alone = self.comparison.on_one_side().iter().map(Vec::len).sum();
        parts.push((alone, "in only one of the two", false));
        parts.retain(|(n, _, is_told)| *n > 0 || *is_told);
        let parts = parts.into_iter();
        let parts = joined_by(parts.map(|(n, words, _)| format!("{n} {words}")), ", ");
        let all = counted(of, "practice");
        format!("Of {all}: {}.", parts.unwrap_or_default())
    }

    /// The same for a person and a team: what is listed, and what is left out.
    fn beside_the_team(&self) -> Vec<(usize, &'static str, bool)> {
        let of = |label, moved: bool| {
            let found = self.comparison.labelled(label).into_iter();
            found.filter(|p| p.has_other_position() == moved).count()
        };
        let not = Label::NotComparable;
        vec![
            (of(Label::TooFew, true), "different from the team", true),
            (of(Label::TooFew, false), "the same", true),
            (of(not, true), "rated on only one side", false),
            (of(not, false), "rated on neither side", false),
        ]
    }

    fn all_sections(&self, all: bool) -> Vec<Section<'_>> {
        let mut sections = match self.comparison.two_people {
            true => self.people(all),
            false => self.teams(all),
        };
        let titles = match self.comparison.two_people || self.comparison.one_person {
            true => ["Only in the first", "Only in the second"],
            false => ["Only in the old one", "Only in the new one"],
        };
        let alone = titles.into_iter().zip(self.comparison.on_one_side());
        sections.extend(alone.map(|(title, practices)| Section::whole(title, practices)));
        sections
    }

    fn teams(&self, all: bool) -> Vec<Section<'_>> {
        let of = |label| self.comparison.labelled(label);
        let other: fn(&Compared) -> bool = Compared::has_other_position;
        let (few, moved, same) = match self.comparison.one_person {
            true => ("Different from the team", other, RestWords::They(SAME)),
            false => (
                "Too few to say",
                Compared::moved as fn(&_) -> _,
                RestWords::More(TOO_FEW),
            ),
        };
        let unrated = RestWords::NotRated("No one", " on either side");
        let unclear = RestWords::They(["shows no clear change", "show no clear change"]);
        let [unchanged, alone] = ["No clear change", "Rated on only one side"];
        vec![
            Section::whole("Improved", of(Label::Improved)),
            Section::whole("Declined", of(Label::Declined)),
            Section::part(few, of(Label::TooFew), same, all, moved),
            Section::part(alone, of(Label::NotComparable), unrated, all, other),
            Section::part(unchanged, of(Label::NoClearChange), unclear, all, |_| false),
        ]
    }

    fn people(&self, all: bool) -> Vec<Section<'_>> {
        let both = |wanted: &dyn Fn(&Compared) -> bool| {
            let practices = self.comparison.practices.iter();
            let both = practices.filter(|p| p.both().is_some() && wanted(p));
            both.collect::<Vec<_>>()
        };
        let apart = |wanted| both(&|p| p.steps().is_some_and(|s| s.unsigned_abs() == wanted));
        let rated_by = |wanted| both(&|p| raters(p) == wanted);
        let same = RestWords::They(["has the same rating", "have the same rating"]);
        let unrated = RestWords::NotRated("Neither person", "");
        vec![
            Section::whole("Three steps apart", apart(3)),
            Section::whole("Two steps apart", apart(2)),
            Section::whole("One step apart", apart(1)),
            Section::whole("Only one person rated it", rated_by(1)),
            Section::part("The same rating", apart(0), same, all, |_| false),
            Section::part("Neither person rated it", rated_by(0), unrated, all, |_| {
                false
            }),
        ]
    }
}

impl<'v> Section<'v> {
    /// Of these, those that are always shown; after them the rest where `all` are, or else how many
    /// that is.
    fn part(
        title: &'static str,
        practices: Vec<&'v Compared>,
        rest_words: RestWords,
        all: bool,
        always: fn(&Compared) -> bool,
    ) -> Self {
        let (mut practices, mut rest): (Vec<_>, Vec<_>) =
            practices.into_iter().partition(|practice| always(practice));
        if all {
            practices.append(&mut rest);
        }
        Self {
            title,
            practices,
            rest: rest.len(),
            rest_words,
        }
    }

    fn whole(title: &'static str, practices: Vec<&'v Compared>) -> Self {
        Self::part(title, practices, RestWords::They([""; 2]), true, |_| true)
    }
}

/// How many of two people gave a rating that is on the scale.
fn raters(practice: &Compared) -> usize {
    let sides = practice.sides().into_iter().flatten();
    let ratings = sides.filter_map(|counts| sole_rating(&counts));
    ratings.filter(|r| Rating::step(*r).is_some()).count()
}
