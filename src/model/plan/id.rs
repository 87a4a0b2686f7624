//! What calendars know a plan by: one for every district, school year and assessment, so
//! that next year's entries do not overwrite this year's.

use xxhash_rust::xxh3::xxh3_64;

use crate::model::assessment::Assessment;

/// The id of a plan that follows from this assessment; `after` is that of the plan it goes
/// on from, so that the new one has another even where all else is the same.
pub fn plan_id(assessment: &Assessment, after: Option<&str>) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let from = assessment.from.map(|day| day.to_string());
    let mut parts = vec![
        text(&assessment.district),
        text(&assessment.cycle),
        from.unwrap_or_default(),
    ];
    if parts.iter().all(String::is_empty) {
        // Forms without a name, a year, and a date: only what they say tells them apart.
        parts.push(format!("{:?}", assessment.counts()));
    }
    parts.extend(after.map(|id| format!("after {id}")));
    format!("{:016x}", xxh3_64(parts.join("\0").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::Assessed;

    #[test]
    fn districts_years_and_plans_that_go_on_have_ids_of_their_own() {
        let of = |district: &str, cycle: &str| Assessment {
            district: Some(district.to_owned()),
            cycle: Some(cycle.to_owned()),
            ..Assessment::default()
        };
        // Forms without names, years, and days say nothing else.
        let counted = [Assessed::default()].into_iter().collect();
        let first = plan_id(&of("Millbrook", "2026-27"), None);
        assert_eq!(first, plan_id(&of("Millbrook", "2026-27"), None));
        let mut all = vec![
            plan_id(&of("Riverton", "2026-27"), None),
            plan_id(&of("Millbrook", "2027-28"), None),
            plan_id(&of("Millbrook", "2026-27"), Some(&first)),
            plan_id(&of("Millbrook", "2026-27"), Some("")),
            plan_id(&Assessment::default(), None),
            plan_id(&counted, None),
            first,
        ];
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 7);
    }
}
