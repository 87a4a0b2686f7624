//! A workbook whose rows were sorted without the hidden column that says which is which.

use std::fs;

use calamine::Reader as _;

use crate::workbook::back::{PLAN, TEAM, district, file, plan_back, team_back, type_in};
use crate::workbook::open;

#[test]
fn what_was_sorted_without_its_ids_is_refused() {
    for (sheet, name) in [("Plan", PLAN), ("Assessment", TEAM)] {
        let folder = district();
        let before = file(folder.path(), name);
        let mut book = open(fs::read(folder.path().join("w.xlsx")).unwrap());
        let cells = book.worksheet_range(sheet).unwrap();
        // Two rows below the headings change places, but for what is hidden.
        let text = |row: u32, column: u32| cells.get_value((row - 1, column)).unwrap().to_string();
        let mut moved = (1..3).flat_map(|column| (7..15).map(move |row| (row, column)));
        let (row, column) = moved
            .find(|(row, column)| {
                let here = text(*row, *column);
                here.parse::<f64>().is_err() && here != text(6, *column)
            })
            .unwrap();
        let letter = ["A", "B", "C"][column as usize];
        let [one, other] = [6, row].map(|row| format!("{letter}{row}"));
        let cells = [
            (sheet, &*one, &*text(row, column)),
            (sheet, &*other, &*text(6, column)),
        ];
        type_in(folder.path(), &cells);
        let run = match name {
            PLAN => plan_back(folder.path(), &[]),
            _ => team_back(folder.path(), &[]),
        };
        assert_eq!(run.code, 1, "{}", run.err);
        run.says(&[
            "without their hidden column ID: cell",
            "has what belongs to another row",
        ]);
        assert_eq!(file(folder.path(), name), before);
        // Another text is no other row's.
        let folder = district();
        type_in(folder.path(), &[(sheet, &one, "As we call it")]);
        let run = match name {
            PLAN => plan_back(folder.path(), &[]),
            _ => team_back(folder.path(), &[]),
        };
        assert_eq!(run.code, 0, "{}", run.err);
        run.says(&["Changes outside the cells to fill in weren't used"]);
    }
}

#[test]
fn a_number_that_was_exchanged_moves_no_row() {
    let folder = district();
    let cells = [
        ("Plan", "A6", "2"),
        ("Plan", "A7", "1"),
        ("Plan", "J6", "0.5"),
    ];
    type_in(folder.path(), &cells);
    let run = plan_back(folder.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&[
        "Changes outside the cells to fill in weren't used (sheet Plan, A6 and A7).",
        "cell J6): the cell has 0.5. If the sheet shows it in another way",
    ]);
    assert!(file(folder.path(), PLAN).contains("progress = \"0.5\""));
}
