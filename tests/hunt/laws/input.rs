//! Bytes as a file: as they are, or as the changes to a file that is right, so that most
//! runs get past the first line.

use std::borrow::Cow;

/// What people and programs put into a file, whole: a hunt would take long to find them
/// letter by letter.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\\",
    "#",
    "# ",
    "=",
    " = ",
    ".",
    ",",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "\u{feff}",
    "\u{a0}",
    "\u{201c}",
    "\u{201d}",
    "\u{2019}",
    "\0",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{2028}",
    "\u{85}",
    "\u{fffd}",
    "\u{e9}",
    "e\u{301}",
    "::",
    "##[",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "> ",
    "=3D",
    "=\n",
    "[x] ",
    "- ",
    "```\n",
    "kind = \"response\"\n",
    "kind = \"plan\"\n",
    "kind = \"team-assessment\"\n",
    "rubric = \"district/1\"\n",
    "rubric = \"district/2\"\n",
    "[respondent]\n",
    "[actionable-data.team-review]\n",
    "[actionable-data]\n",
    "[positive-engagement.recognition]\n",
    "[positive-engagement]\n",
    "[[action]]\n",
    "[[continue]]\n",
    "[[defer]]\n",
    "[[communication]]\n",
    "[[ingredient]]\n",
    "[[ingredient.practice]]\n",
    "[ratings]\n",
    "[[step]]\n",
    "actionable-data",
    "team-review",
    "positive-engagement",
    "school-reports",
    "counts",
    "counts = {",
    "strength",
    "ok-for-now",
    "Could be Better",
    "urgent_gap",
    "unsure",
    "unanswered",
    "strength = 1, ",
    "rating",
    "rating = \"\"\n",
    "documentation",
    "documentation = '''\n",
    "documentation = []\n",
    "agreed",
    "decision",
    "notes",
    "notes = \"\"\n",
    "continue",
    "improve",
    "find-out",
    "watch",
    "responses",
    "responses = 2\n",
    "not_read = 1\n",
    "from",
    "to",
    "from = 2026-10-01\n",
    "district",
    "cycle",
    "name",
    "role",
    "department",
    "date",
    "2026-10-01",
    "2026-02-30",
    "10/5/2026",
    "0x2",
    "1_0",
    "-1",
    "99999999999",
    "1.5",
    "true",
    "inf",
    "2026-10-01T00:00:00Z",
    "id",
    "id = \"a\"\n",
    "practice",
    "practice = \"actionable-data.team-review\"\n",
    "action",
    "owner",
    "TBD",
    "due",
    "status",
    "done",
    "dropped",
    "progress",
    "measure",
    "partners",
    "partners = []\n",
    "how",
    "reason",
    "audience",
    "district-office",
    "schools",
    "message",
    "ask",
    "channel",
    "title",
    "adopted",
    "assessment",
    "version",
    "statement",
    "text",
    "ingredient",
    "step",
    "question",
    "\\u0000",
    "\\n",
    "\\U0001F600",
    "sep=;\n",
    ";",
    "\"\"",
    "name;role\n",
    "name,role,department\n",
];

/// The file that some bytes stand for. A first byte that no text begins with names one of
/// `bases`, and what follows are changes to it: two bytes for the place, one for how much goes,
/// one for what comes. Any other bytes are the file themselves.
pub(super) fn file<'d>(data: &'d [u8], bases: &[&str]) -> Cow<'d, [u8]> {
    let Some((first, mut rest)) = data.split_first().filter(|(first, _)| **first < 8) else {
        return Cow::Borrowed(data);
    };
    let mut bytes = bases[usize::from(*first) % bases.len()].as_bytes().to_vec();
    while let [high, low, gone, piece, more @ ..] = rest {
        let at = usize::from(u16::from_be_bytes([*high, *low])) % (bytes.len() + 1);
        let end = (at + usize::from(*gone)).min(bytes.len());
        rest = more;
        match PIECES.get(usize::from(*piece)) {
            Some(piece) => drop(bytes.splice(at..end, piece.bytes())),
            None => {
                let (typed, more) = rest.split_at(rest.len().min(usize::from(*piece % 8)));
                drop(bytes.splice(at..end, typed.iter().copied()));
                rest = more;
            }
        }
    }
    Cow::Owned(bytes)
}

/// The text that some bytes are.
pub(super) fn text(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// A list of small choices, and what is left; choices that are not there are naught.
pub(super) fn choices<const N: usize>(data: &[u8]) -> ([usize; N], &[u8]) {
    let (head, rest) = data.split_at(data.len().min(N));
    let mut choices = [0; N];
    for (choice, byte) in choices.iter_mut().zip(head) {
        *choice = usize::from(*byte);
    }
    (choices, rest)
}

/// Whether this is one of the runs, one in `many`, in which a slow law is tried too. The
/// same bytes always are, or never.
pub(super) fn is_turn(data: &[u8], many: u32) -> bool {
    let sum = data.iter().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(*byte))
    });
    (sum ^ (sum >> 15)).is_multiple_of(many)
}
