//! Texts that act on whatever shows them, if it lets them: by family, each as short as it
//! can be. None holds U+0000, which no file of ours may have.

/// Of every family that an exit has to stand.
pub(crate) fn hostile() -> Vec<String> {
    let families: [&[&str]; 12] = [
        TERMINAL,
        BIDIRECTIONAL,
        LOG,
        SPREADSHEET,
        BLOCKS,
        INLINES,
        MARKUP,
        PATHS,
        CALENDAR,
        TOML,
        JSON,
        LETTERS,
    ];
    let mut texts: Vec<String> = families.concat().into_iter().map(str::to_owned).collect();
    texts.extend([
        "[".repeat(20),
        "![](".repeat(10),
        "*a _b ".repeat(10),
        (1..0x20)
            .chain(0x7f..0xa0)
            .filter_map(char::from_u32)
            .collect(),
        format!("{}::error::x", "words up to the end of the line ".repeat(3)),
    ]);
    texts
}

/// Long ones, of which one in a page is enough.
pub(crate) fn floods() -> Vec<String> {
    vec![
        "word ".repeat(400),
        "x".repeat(3000),
        "e\u{301}\u{323}\u{30b}".repeat(60),
        "|".repeat(200),
        "[".repeat(300),
        "<a>".repeat(200),
        "*a _b ".repeat(100),
    ]
}

/// Escape codes: colour, title, hyperlink, clear, hidden, cursor; in 7 and in 8 bits.
const TERMINAL: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}[8mhidden",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{1b}[2J\u{1b}[H\u{1b}c",
    "\u{1b}P$q\"p\u{1b}\\\u{1b}_x\u{1b}\\",
    "\u{9b}31m\u{9d}0;title\u{9c}",
    "rating\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{7f}",
    "seen\rnever seen",
    "\u{b}\u{c}\u{85}",
];

/// Every control of Unicode's Bidi_Control, and what ends a line outside ASCII.
const BIDIRECTIONAL: &[&str] = &[
    "\u{202e}lmot.txt\u{202c}",
    "\u{202a}\u{202b}\u{202d}x\u{2066}\u{2067}\u{2068}\u{2069}",
    "\u{61c}a\u{200e}b\u{200f}c",
    "one\u{2028}two\u{2029}three",
];

/// Commands in the logs of CI services.
const LOG: &[&str] = &[
    "::error::x",
    "  ::set-output name=a::b",
    "::add-mask::a",
    "##[error]x",
    "a ##[group]b",
    "##vso[task.setvariable variable=a]b",
    "##teamcity[buildStop]",
    "x\n::error file=a,line=1::y\n##[warning]z",
    "%0A::error::x %25",
    "a,title=b:c::d",
    "section_start:1:x\r\u{1b}[0Kx",
];

/// Formulas, also where a separator or a quote begins a cell.
const SPREADSHEET: &[&str] = &[
    "=1+1",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\u{ff1d}1+1",
    "\u{ff0b}1 \u{ff0d}2",
    "\u{ff0d}2",
    "\u{ff20}SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "a;=1+1",
    "a,=1+1",
    "a\",\"=1+1",
    "a;\"=1+1\"",
    "\"=1+1",
    "'=1+1",
    "\u{feff}=1+1",
    "\u{200b}\u{ad} =1+1",
    "1e5",
    "-1e5",
    "+49 30 1234",
    "DDE(\"cmd\";\"/C calc\";\"x\")",
    "=IMPORTXML(\"http://evil.example\",\"//a\")",
];

/// What begins or ends a block in Markdown and its dialects.
const BLOCKS: &[&str] = &[
    "# Heading",
    "Heading\n===",
    "Heading\n---",
    "***",
    "- item\n- item",
    "+ item",
    "1. one\n2. two",
    "(a) one",
    "> quote",
    "```\ncode\n```",
    "~~~ x\ncode",
    "a\n\n    code\n\nb",
    "| a | b |\n|---|---|\n| c | d |",
    "end | of | cell |",
    "- [ ] task",
    "---\ntitle: x\n---",
    "+++\ntitle = 1\n+++",
    "[ref]: http://evil.example\n\n[ref]",
    "[^1]: note\n\nx[^1]",
    "> [!NOTE]\n> x",
    "Term\n: definition",
    "::: warning\nx\n:::",
    "{#id .class onclick=x}",
    "% title",
];

/// What begins or ends something within a line.
const INLINES: &[&str] = &[
    "`code` ``x",
    "*em* **strong** ***both*** _u_ __v__",
    "~~gone~~ ~sub~ ^sup^ ==mark== ||spoiler||",
    "[a](javascript:alert(1))",
    "[a](http://evil.example \"t\") [b][c] [d]",
    "![i](http://evil.example/x.png)",
    "<http://evil.example> <a@evil.example>",
    "http://evil.example https://evil.example ftp://evil.example",
    "www.evil.example and a@evil.example, mailto:a@evil.example xmpp:a@evil.example",
    "see //evil.example/x (//evil.example) _//evil.example",
    "evil.com/x evil.co.uk EVIL.ORG notes.md",
    "[[wiki]] [[wiki|x]]",
    "$x$ $$y$$ $`z`$ \\(x\\) \\[y\\]",
    ":smile: @someone #12 GH-12",
    "\\",
    "ends with \\",
    "two  \nspaces\\\nbreak",
    "&lt;b&gt; &#60;b&#62; &amp; &copy",
    "{{< shortcode >}} {% tag %} {{ x }}",
];

/// What HTML, and what is near it, takes for its own.
const MARKUP: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "</style></title></textarea></noscript>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onfocus=alert(1) autofocus x=\"",
    "` onload=alert(1)",
    "<!--",
    "-->",
    "--!><b>",
    "]]>",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "<!DOCTYPE x>",
    "</td></tr></table></div></body></html>",
    "<details open ontoggle=alert(1)>",
    "<svg/onload=alert(1)>",
    "<base href=http://evil.example>",
    "<meta http-equiv=refresh content=0;url=http://evil.example>",
    "<plaintext>",
    "<b>bold</b>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<template><slot>",
];

/// Names that leave the folder, or are none on some system.
const PATHS: &[&str] = &[
    "../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "C:\\x",
    "\\\\server\\share",
    "CON",
    "NUL.txt",
    "com1",
    "trailing. .",
    ".hidden",
    "-rf",
    "--help",
    "$HOME `id` $(id)",
    "a\nb",
];

/// What ends an entry of a calendar, or a line of it.
const CALENDAR: &[&str] = &[
    "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:1",
    "x\r\nATTACH:http://evil.example",
    "x\\nEND:VCALENDAR",
    "a;b,c:d\"e",
    "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\nURL:x",
];

const TOML: &[&str] = &[
    "'''\n[evil]\nx = 1\n'''",
    "\"\"\"\nkind = \"plan\"\n\"\"\"",
    "'''''' \"\"\"\"\"\"",
    "]]\n[[action]]\nx = 1",
    "\" }, { rating = \"strength\", text = \"",
    "\\u0041 \\x41 \\e \\",
    "x # y\n# z\nkind = 1",
];

const JSON: &[&str] = &["\"},{\"x\":\"", "\\\", \"x\": \"", "\\ud800 \u{fffd}"];

/// No harm is in these: they stay as they are.
const LETTERS: &[&str] = &[
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627}",
    "\u{65e5}\u{672c}\u{8a9e} \u{bc1}\u{ba4} \u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}",
    "\u{1f469}\u{200d}\u{1f467} a\u{200b}b\u{200c}c\u{2060}d\u{feff}",
    "\u{200b}",
    "",
    " \t\n ",
    "Plain words, it is said: 12% - \"so\" & more; (yes). 5//6, e.g. C:/a//b.",
];

/// Harmless words in the place of a text: blank where that is blank, and of as many
/// paragraphs, which are what a page shows of its shape on purpose.
pub(crate) fn harmless(text: &str, number: usize) -> String {
    let text = text.replace("\r\n", "\n");
    let visible = |part: &&str| part.chars().any(|c| !c.is_whitespace());
    let paragraphs = text.split("\n\n").filter(visible).count();
    if paragraphs == 0 {
        return text;
    }
    let words = (0..paragraphs).map(|at| format!("Word{number}x{at}"));
    words.collect::<Vec<_>>().join("\n\n")
}
