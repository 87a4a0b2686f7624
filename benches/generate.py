#!/usr/bin/env python3
"""Writes a made-up state: folders of filled-in forms, in the layout of `chronic init`.

    python3 benches/generate.py OUT --districts 1000 --responses 100

writes OUT/district-0001/response-001.toml and so on. With --mix, forms are as people and
their programs leave them: see MIX. The same arguments and the same form give the same
bytes. Standard library only. The blank form is asked of chronic
itself, so that the layout is the one it writes; or it is given with --form.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SLOT = re.compile(
    r'^(?P<key>name|role|department|district|cycle|date|rating) = (?P<quotes>"")'
    r"|^documentation = '''\n(?P<text>)'''$",
    re.MULTILINE,
)

FIRST = """Ada Amir Ana Ben Carla Chen Dana Devon Elena Farid Grace Hugo Inés Jamal Joy Kofi
Lena Luis Mai Marcus Nadia Noor Omar Paula Quinn Rosa Sam Tariq Uma Víctor Wei Yusuf Zoë""".split()
LAST = """Abbott Brooks Castillo Doyle Eze Ferreira Garza Hill Ibrahim Jensen Kim Lopez Muñoz
Nguyen Ortiz Patel Quiroz Reyes Schmidt Tran Underwood Vega Walker Xiong Young Zimmer""".split()
ROLES = [
    ("Superintendent", "Superintendent's Office"),
    ("Director of Student Services", "Student Services"),
    ("Attendance Data Analyst", "Data and Assessment"),
    ("Elementary Principal", "Schools"),
    ("Middle School Principal", "Schools"),
    ("High School Principal", "Schools"),
    ("Health Services Lead", "Health Services"),
    ("Family Engagement Liaison", "Family and Community"),
    ("Special Education Coordinator", "Special Education"),
    ("Operations and Transportation Manager", "Operations"),
    ("District Registrar", "Student Services"),
    ("Curriculum and Instruction Director", "Teaching and Learning"),
]
RATINGS = ["strength", "ok-for-now", "could-be-better", "urgent-gap", "unsure"]
LABELS = ["Strength", "OK for Now", "Could be Better", "Urgent Gap", "Unsure"]
SENTENCES = """The team's minutes are on the shared drive.
It met twice in May and has not met since.
I supply the counts for it every August.
Portal accounts are set up at registration.
Copied on every send.
Two schools of nine do this; the others say they have no time.
The report leaves out students who moved during the year.
See \\\\server\\attendance\\2026 for the lists.
Our partner, the "Y", takes part in planning – not in the follow-up.
No written protocol that I know of.
The nurse hears of it only when a family calls.
We ask families each spring; 412 answered this year.
It is in the board's agenda for June.
New staff are trained in August, others are not.
The tier 2 list is kept by hand in a sheet.
Letters go out in English and Spanish.""".split("\n")

# What people and their programs do to forms, and how many of them in a thousand: each by itself, so
# that a form may have several. Labels in the place of ids are in four of ten forms anyway.
MIX = {
    "brackets": 200,
    "lines": 100,
    "crlf": 100,
    "mark": 100,
    "one line": 100,
    "us date": 100,
    "curly": 100,
}
BRACKETS = [
    "The dashboard [v2] shows it by school.",
    "See the minutes [May 12] and the follow-up.",
    "Two of nine schools [see list] do this.",
]
LINES = [
    "[see the shared drive]",
    "[x] discussed in May",
    "- met twice in May",
    "- minutes on the shared drive",
    "# of families asked: 412",
]
CURLY = [
    "The team\u2019s notes call it \u201cthe Y plan\u201d \u2013 in José\u2019s file.",
    "Familias de habla española están en la reunión\u2026",
]


def options():
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--districts", type=int, default=10, metavar="D")
    parser.add_argument("--responses", type=int, default=100, metavar="R", help="for each district")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--well", action="store_true", help="everything answered and documented")
    parser.add_argument("--mix", action="store_true", help="as people and their programs leave forms")
    parser.add_argument("--form", type=Path, metavar="FILE", help="a blank form; else chronic writes one")
    parser.add_argument("--chronic", metavar="PROGRAM", help="the chronic to ask for a blank form")
    return parser.parse_args()


def blank_form(arguments):
    """The text of a blank form."""
    if arguments.form:
        return arguments.form.read_text(encoding="utf-8")
    built = HERE.parent / "target"
    found = [arguments.chronic, built / "release/chronic", built / "debug/chronic", "chronic"]
    for program in filter(None, found):
        if path := shutil.which(program):
            run = subprocess.run([path, "init", "-o", "-"], stdout=subprocess.PIPE, check=True)
            return run.stdout.decode("utf-8")
    sys.exit("no chronic found: build it, or name one with --chronic, or a blank form with --form")


def slots(form):
    """The form cut at what people fill in: pieces of text, and between them what goes there."""
    pieces, keys, end = [], [], 0
    for match in SLOT.finditer(form):
        key = match["key"]
        cut = match.start("quotes") + 1 if key else match.start("text")
        pieces.append(form[end:cut])
        keys.append(key or "documentation")
        end = cut
    return pieces, keys, form[end:]


def head(chance, district, seen):
    """Who answers: one in five without a name; nobody twice in one district."""
    role, department = chance.choice(ROLES)
    name = ""
    while chance.random() < 0.8:
        name = f"{chance.choice(FIRST)} {chance.choice('ABCDEFGHJKLMNPRSTW')}. {chance.choice(LAST)}"
        if name not in seen:
            seen.add(name)
            break
        name = ""
    return {
        "name": name,
        "role": role,
        "department": department,
        "district": f"{LAST[district % len(LAST)]} Unified {district:04}",
        "cycle": "2026-27",
        "date": f"2026-10-{chance.randint(1, 28):02}",
    }


def answer(chance, weights, written, well):
    """One practice: a rating as this person writes it, and how they know."""
    if chance.random() < 0.02 and not well:
        return "", ""
    rating = written[chance.choices(range(5), weights)[0]]
    if chance.random() < 0.3 and not well:
        return rating, ""
    said = chance.sample(SENTENCES, chance.choice((1, 1, 2)))
    return rating, "".join(f"{line}\n" for line in said)


def mixed(chance, kinds, said):
    """What a form of these kinds says below a rating."""
    for kind, sentences in (("brackets", BRACKETS), ("lines", LINES), ("curly", CURLY)):
        if kind in kinds and said and chance.random() < 0.3:
            said += chance.choice(sentences) + "\n"
    return said


def in_one_line(text):
    """The form with each text on one line between double quotes."""
    one = lambda found: 'documentation = "' + found["text"].rstrip().replace("\n", " ") + '"'
    return re.sub(r"documentation = '''\n(?P<text>[^'\"\\\\]*)'''", one, text)


def response(chance, form, district, weights, seen, well, mix=()):
    """One filled-in form."""
    pieces, keys, last = form
    filled = head(chance, district, seen)
    kinds = [kind for kind in mix if chance.randrange(1000) < mix[kind]]
    if "us date" in kinds:
        year, month, day = filled["date"].split("-")
        filled["date"] = f"{int(month)}/{max(int(day), 13)}/{year}"
    written = LABELS if chance.random() < 0.4 else RATINGS
    practice = 0
    out = []
    for piece, key in zip(pieces, keys):
        if key == "rating":
            filled["rating"], filled["documentation"] = answer(
                chance, weights[practice], written, well
            )
            filled["documentation"] = mixed(chance, kinds, filled["documentation"])
            practice += 1
        out += (piece, filled[key])
    text = "".join(out) + last
    if "one line" in kinds:
        text = in_one_line(text)
    if "crlf" in kinds:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if "mark" in kinds else text


def main():
    """Writes all folders."""
    arguments = options()
    form = slots(blank_form(arguments))
    practices = form[1].count("rating")
    for district in range(1, arguments.districts + 1):
        chance = random.Random(f"{arguments.seed}/{district}")
        weights = [[chance.random() ** 2 for _ in range(5)] for _ in range(practices)]
        folder = arguments.out / f"district-{district:04}"
        folder.mkdir(parents=True, exist_ok=True)
        seen = set()
        for number in range(1, arguments.responses + 1):
            text = response(
                chance, form, district, weights, seen, arguments.well, MIX if arguments.mix else ()
            )
            path = os.path.join(folder, f"response-{number:03}.toml")
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)


if __name__ == "__main__":
    main()
