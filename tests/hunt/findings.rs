//! What a hunt found once, so that it stays mended.

use crate::laws::law;

#[test]
fn findings_stay_mended() {
    for (target, bytes) in [
        ("read_assessment", &b"kind = \"response\"\nrubric = \nespondent]\nname = \"Tom Okafor\"\nrole = \"Data Analyst\"\ndepartment = \"Accountability\"\ndate = \"2026-03-04\"\n\n# Practice: actionable-data.tw,2m-review\n[actionable-data.team-review]\nrating = \"Strength\"\ndocumentation = \"SIS export, checked monthly\"\n\n# Practice: actionable-data.school-reports\n[actionable-data.school-reports]\nrating = \"Strength\"\ndocumentation = \"Board slides, June\"\n\n# Practice: actionable-data.family-access\n[positive-engagement.public-awareness]\nrating = \"OK for Now\"\ndocumentation = \"Weekly dad to principals\"\n\n# Practice: positive-engagement.family-w\xf0\x91\xb4\xbf\xf0\x9f\x95\xb4*ositive-engagement.recognition]\nrating = \"Strength\"\ndoc = \"\"\n\n# Practice: positive-engagement.cultural-sensitivity\n"[..]),
    ] {
        law(target)(bytes);
    }
}
