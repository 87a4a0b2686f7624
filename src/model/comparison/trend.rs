//! Three sets of responses and more, oldest first, practice by practice: where each stood, and
//! what changed from one to the next. Practices are found by their ids, as in a comparison of two.

use crate::model::assessment::Assessed;
use crate::model::comparison::change::{Label, change};
use crate::model::comparison::{Side, ids};
use crate::model::practice_class::Class;
use crate::model::rubric::Rubric;
use crate::model::tally::Counts;

/// A practice in one of the sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Its answers.
    pub counts: Counts,
    /// What the team agreed on, or else what the answers say.
    pub standing: Class,
}

/// One practice through all sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// The full id.
    pub id: String,
    /// The flat index in the rubric in use; none where it has no such practice.
    pub index: Option<usize>,
    /// For each source; none where it has no such practice.
    pub at: Vec<Option<At>>,
    /// For each step from one source to the next: one fewer than there are sources.
    pub labels: Vec<Label>,
}

impl Trend {
    /// Whether it was called improved or declined, or stands elsewhere than before.
    pub fn is_changed(&self) -> bool {
        let is_change = |label: &Label| matches!(label, Label::Improved | Label::Declined);
        let stands = |at: &Option<At>| at.map(|at| at.standing);
        let mut steps = self.at.windows(2);
        self.labels.iter().any(is_change) || steps.any(|two| stands(&two[0]) != stands(&two[1]))
    }
}

/// The practices of the rubric in use in survey order, and after them those that only some
/// source has.
pub fn trend(sides: &[Side<'_>], rubric: &Rubric) -> Vec<Trend> {
    let at = |found: &Assessed| At {
        counts: found.counts,
        standing: found.standing(),
    };
    let counts = |at: Option<At>| at.map(|at| at.counts).unwrap_or_default();
    let all = ids(sides, rubric).into_iter().map(|id| {
        let at: Vec<Option<At>> = sides.iter().map(|side| side.of(id).map(at)).collect();
        let steps = at.windows(2);
        let labels = steps.map(|step| change(&counts(step[0]), &counts(step[1])).label);
        Trend {
            id: id.to_owned(),
            index: rubric.index_of(id),
            labels: labels.collect(),
            at,
        }
    });
    all.filter(|trend| trend.at.iter().any(Option::is_some))
        .collect()
}
