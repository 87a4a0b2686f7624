//! Whether letters that were read as Windows-1252 can have been meant. One byte stands for
//! another letter in every old encoding, so that a text of an old Mac or of DOS is read
//! without a fault and is wrong. Asked here: does every letter stand where the languages of
//! Western Europe have it, in the case of its word, and every sign where it is usual? A text
//! of another encoding has some that do not. In doubt the answer is no.

/// Whether every letter and sign beyond ASCII stands where one would write it.
pub(crate) fn reads_well(text: &str) -> bool {
    text.lines().filter(|line| !line.is_ascii()).all(|line| {
        let line: Vec<char> = line.chars().collect();
        let line = LetterLine(&line);
        (0..line.0.len()).all(|at| line.0[at].is_ascii() || line.is_usual(at))
    })
}

/// No word of these languages has so many accented letters in a row.
const RUN: usize = 3;

/// So many characters on both sides are looked at: a sentence, never a line of 4 MB.
const NEAR: usize = 200;

/// What stands behind an apostrophe in English.
const ENDS: &[&str] = &["s", "t", "re", "ll", "ve", "d", "m"];
/// What stands before one in French, Italian and Catalan, a vowel behind it.
const STARTS: &[&str] = &[
    "l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "aujourd", "dell",
    "all", "nell", "dall", "sull", "un", "quest", "quell",
];
/// Words of two letters behind one of those; others are Spanish words that lost their í.
const SHORT: &[&str] = &["un", "il", "on", "en", "ai", "au", "ou", "où", "et", "y"];

struct LetterLine<'l>(&'l [char]);

impl LetterLine<'_> {
    /// The character so many places away.
    fn near(&self, at: usize, away: isize) -> Option<char> {
        let at = at.checked_add_signed(away)?;
        self.0.get(at).copied()
    }

    /// What stands before a place and what from there on, as far as it matters.
    fn sides(&self, at: usize) -> [&[char]; 2] {
        let end = self.0.len().min(at + NEAR);
        [&self.0[at.saturating_sub(NEAR)..at], &self.0[at..end]]
    }

    /// The runs of such characters right before a place and right behind it.
    fn beside(&self, at: usize, kind: impl Fn(char) -> bool) -> [&[char]; 2] {
        let [left, right] = self.sides(at);
        let before = left.iter().rev().take_while(|c| kind(**c)).count();
        let behind = right[1..].iter().take_while(|c| kind(**c)).count();
        [&left[left.len() - before..], &right[1..=behind]]
    }

    fn touches(&self, at: usize, kind: impl Fn(char) -> bool) -> [bool; 2] {
        [-1, 1].map(|away| self.near(at, away).is_some_and(&kind))
    }

    fn is_usual(&self, at: usize) -> bool {
        let touches = |kind: fn(char) -> bool| self.touches(at, kind).contains(&true);
        let [before, behind] = [self.near(at, -1), self.near(at, 1)];
        let number = |c: char| c.is_ascii_digit();
        match self.0[at] {
            c if c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'µ' | 'ƒ' | 'ˆ') => {
                self.is_usual_letter(at, c)
            }
            '’' if self.touches(at, char::is_alphabetic) == [true, true] => {
                self.is_apostrophe(at)
            }
            c if is_quote(c) => self.is_usual_quote(at, c),
            '–' | '—' => self.is_usual_dash(at),
            '…' => {
                !behind.is_some_and(char::is_alphanumeric)
                    && (before != Some(' ') || behind != Some(' '))
            }
            '¿' => !before.is_some_and(char::is_alphanumeric) && self.sides(at)[1].contains(&'?'),
            '¡' => !before.is_some_and(char::is_alphanumeric) && self.sides(at)[1].contains(&'!'),
            '€' | '£' => {
                let around = [-2, -1, 1, 2].map(|away| self.near(at, away));
                !touches(char::is_alphabetic) && around.into_iter().flatten().any(number)
            }
            '¢' | 'ª' => before.is_some_and(number),
            '°' | 'º' => before.is_some_and(|c| number(c) || matches!(c, 'n' | 'N')),
            '²' | '³' => before == Some('m') && !behind.is_some_and(char::is_alphanumeric),
            '®' | '™' => !behind.is_some_and(char::is_alphanumeric),
            // Between a number or a sign and a word; in the place of a letter it is none.
            '\u{a0}' => {
                let beside = self.touches(at, |c| number(c) || "«»:;?!%€".contains(c));
                beside.contains(&true) || before == Some('.')
            }
            '§' | '•' | '·' | '±' | '×' | '÷' | '½' | '¼' | '¾' | '©' => {
                !touches(char::is_alphabetic)
            }
            // Letters of other alphabets cannot have been read as Windows-1252.
            c => c > '\u{ff}' && !"ƒˆ˜†‡‰".contains(c),
        }
    }

    fn is_usual_letter(&self, at: usize, letter: char) -> bool {
        let [before, behind] = self.beside(at, char::is_alphabetic);
        let word = &self.0[at - before.len()..=at + behind.len()];
        let [before, behind] = [before.last(), behind.first()].map(Option::<&char>::copied);
        let is_accented = |run: &[char]| !run.iter().any(char::is_ascii);
        if word.windows(RUN).any(is_accented) {
            return false;
        }
        let is_cased = if letter.is_uppercase() {
            let shouted = word.len() > 1 && word.iter().all(|c| c.is_uppercase());
            let alone = word.len() == 1 && ("ÀÉ".contains(letter) || self.near(at, 1) == Some('.'));
            let small = |c: char| c.is_ascii_lowercase() || c.is_lowercase() && word.len() > 2;
            let first = before.is_none() && behind.is_some_and(small);
            shouted || alone || first
        } else {
            // As in "Zoé"; not as in "LIMóN", which was another letter.
            let is_second = self.near(at, -2).is_none_or(|c| !c.is_alphabetic());
            !behind.is_some_and(char::is_uppercase)
                && (is_second || !before.is_some_and(char::is_uppercase))
        };
        is_cased && has_its_place(letter, before, behind)
    }

    /// A mark of a quotation: in front of a word, or behind one with a partner or as a usual
    /// end, with nothing but other marks between. Marks alone stand for no letter.
    fn is_usual_quote(&self, at: usize, mark: char) -> bool {
        let any_quote = |c: &&char| is_quote(**c) || matches!(c, '"' | '\'');
        let [left, right] = self.sides(at);
        let before = left.iter().rev().find(|c| !any_quote(c)).copied();
        let behind = right.iter().find(|c| !any_quote(c)).copied();
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let opens = space(before) || before.is_some_and(|c| "([{=/-–—".contains(c));
        let closes = !behind.is_some_and(char::is_alphanumeric);
        let partner = |part: &[char]| part.iter().any(|c| is_quote(*c));
        let partners = [partner(left), partner(&right[1..])];
        match (opens, closes) {
            (true, false) => matches!(mark, '“' | '«') || partners[1],
            (false, true) => match mark {
                '”' | '»' | '›' => true,
                '’' => partners[0] || before.is_some_and(|c| "sSxz.,!?".contains(c)),
                '„' | '‚' => false,
                _ => partners[0],
            },
            (true, true) => partners.contains(&true),
            (false, false) => false,
        }
    }

    /// Whether a mark inside a word is where English, French or a name has one. The letter í
    /// of an old Mac is this very mark: "Mar’a".
    fn is_apostrophe(&self, at: usize) -> bool {
        let part = |from: &[char]| -> String { from.iter().collect::<String>().to_lowercase() };
        let [before, behind_raw] = self.beside(at, char::is_alphabetic);
        let length = behind_raw.len();
        let [before, behind] = [before, behind_raw].map(part);
        let is_name = length > 2
            && matches!(before.as_str(), "o" | "d" | "l" | "m")
            && behind_raw.first().is_some_and(|c| c.is_uppercase());
        let is_left_out = STARTS.contains(&before.as_str())
            && behind.starts_with(|c| "aeiouyhàâéèêëîïôùœ".contains(c))
            && (length > 2 || SHORT.contains(&behind.as_str()));
        ENDS.contains(&behind.as_str())
            || is_name
            || is_left_out
            || matches!(
                (before.as_str(), behind.as_str()),
                ("o", "clock") | ("n", "a") | ("ma", "am") | ("y", "all")
            )
    }

    /// Between words or numbers, with a space on both sides or on none. The letters ñ and ó
    /// of an old Mac are these: "se–or", "acci—n".
    fn is_usual_dash(&self, at: usize) -> bool {
        let [before, behind] = [-1, 1].map(|away| self.near(at, away));
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match (in_word(before), in_word(behind)) {
            (false, false) => true,
            (true, true) if self.0[at] == '–' => {
                let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
                !(small(before) && small(behind))
            }
            (true, true) => {
                let [left, right] = self.beside(at, char::is_alphanumeric).map(<[char]>::len);
                left > 1 && (right > 1 || matches!(behind, Some('a' | 'I')))
            }
            (false, true) => before.is_some_and(|c| is_quote(c) || "\")'.,".contains(c)),
            (true, false) => behind.is_some_and(is_quote),
        }
    }
}

const fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›')
}

/// Whether a letter has such neighbours in the languages that write it. Those that only
/// other languages write are left out: in their place Windows-1254 has Turkish letters,
/// Windows-1250 those of the Czechs, and an old Mac the quotes.
fn has_its_place(letter: char, before: Option<char>, behind: Option<char>) -> bool {
    let small = |c: Option<char>| c.map(|c| c.to_lowercase().next().unwrap_or(c));
    let [before, behind] = [before, behind].map(small);
    let behind_in = |letters: &str| behind.is_some_and(|c| letters.contains(c));
    let ends_or = |letters: &str| behind.is_none() || behind_in(letters);
    let begins = before.is_none();
    match small(Some(letter)).unwrap_or(letter) {
        'š' | 'ž' | 'ÿ' | 'þ' | 'ð' | 'ý' => false,
        'ò' => !letter.is_uppercase() && !begins,
        'ç' => behind_in("aeouãáâéêóôõú"),
        'œ' => behind_in("ui"),
        'õ' => behind_in("e"),
        'ã' => ends_or("oes"),
        'ë' | 'ï' | 'ì' | 'ù' => !begins,
        'î' => !begins || behind_in("l"),
        'ê' if behind.is_none() => before.is_some_and(|c| "bcdhlrtuv".contains(c)),
        'ê' => !begins || behind_in("t"),
        'à' => !begins || ends_or("sq"),
        _ => letter.is_alphabetic(),
    }
}

#[cfg(test)]
mod tests;
