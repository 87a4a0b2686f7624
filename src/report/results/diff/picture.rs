//! A comparison as arrows along the scale: what the sections of a page list, where both
//! sides have a middle answer.

use crate::model::comparison::change::{Delta, Label};
use crate::model::comparison::{Compared, sole_rating};
use crate::model::finding::position;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::formats::Page;
use crate::report::picture::changes::{Arrow, Changes};
use crate::report::results::diff::DiffView;

/// Draws them; nothing where there is none.
pub(super) fn draw(page: &mut Page, view: &DiffView<'_>, all: bool) {
    let groups: Vec<_> = view
        .sections(all)
        .into_iter()
        .map(|section| {
            let arrows = section.practices.into_iter();
            (
                section.title,
                arrows.filter_map(|p| arrow(view, p)).collect::<Vec<_>>(),
            )
        })
        .filter(|(_, arrows)| !arrows.is_empty())
        .collect();
    if groups.is_empty() {
        return;
    }
    let mut scale = Rating::SCALE.map(|r| view.rubric.labels.of(r).to_owned());
    scale.reverse();
    let changes = Changes {
        caption: if view.comparison.two_people {
            "The ring is the first answer, and the arrowhead is the second. Right is better."
        } else {
            "The ring is the old middle answer, and the arrowhead is the new one. Right is better. A short arrow means better or worse with the same middle answer. A thin arrow may be chance."
        },
        sides: view.sides(),
        scale,
        groups,
    };
    page.picture(changes.drawn());
}

fn arrow(view: &DiffView<'_>, practice: &Compared) -> Option<Arrow> {
    let people = view.comparison.two_people;
    let on_scale = |counts: Counts| {
        let sole = sole_rating(&counts).filter(|r| r.step().is_some());
        if people { sole } else { position(&counts) }
    };
    let (old, new) = practice.both()?;
    let delta = practice.change.delta.map_or(0.0, Delta::value);
    Some(Arrow {
        title: view.title(practice).to_owned(),
        old: on_scale(old)?,
        new: on_scale(new)?,
        called: people || matches!(practice.change.label, Label::Improved | Label::Declined),
        leans: i8::from(delta > 0.0) - i8::from(delta < 0.0),
    })
}
