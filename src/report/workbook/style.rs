//! How cells look. Every colour stands beside a word that says the same, and differs from
//! the others in lightness too: for whoever does not see colours, and for a printer that
//! has none.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::finding::Class;
use crate::model::rating::Rating;

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Text that may go on over several lines.
    Text,
    /// Such text, standing out.
    Strong,
    /// Text on one line, whatever its length: it runs on where the cells behind it are empty.
    Line,
    /// A number without decimals; zero is a dot.
    Count,
    /// A number that stands where others have text.
    Fact,
    /// A number with two decimals.
    Share,
    /// A day.
    Day,
    /// The word for a practice, on its colour.
    Class(Class),
}

impl Look {
    /// The format of a cell; `first` is that of the first row of an ingredient.
    pub(super) fn format(self, first: bool) -> Format {
        let cell = Format::new()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Hair)
            .set_border_bottom_color(Color::RGB(0x00BF_BFBF));
        let cell = if first {
            cell.set_border_top(FormatBorder::Medium)
        } else {
            cell
        };
        match self {
            Self::Text => cell.set_text_wrap().set_quote_prefix(),
            Self::Strong => cell.set_text_wrap().set_bold().set_quote_prefix(),
            Self::Line => cell.set_quote_prefix(),
            Self::Count => cell
                .set_num_format("0;-0;\"\u{b7}\"")
                .set_align(FormatAlign::Center),
            Self::Fact => cell.set_num_format("0").set_align(FormatAlign::Left),
            Self::Share => cell.set_num_format("0.00").set_align(FormatAlign::Center),
            Self::Day => cell
                .set_num_format("yyyy\\-mm\\-dd")
                .set_align(FormatAlign::Left),
            Self::Class(class) => cell
                .set_text_wrap()
                .set_background_color(class_colour(class))
                .set_bold(),
        }
    }
}

/// A cell that people type in: unlocked, on a color of its own.
pub(super) fn open(cell: Format) -> Format {
    cell.set_unlocked()
        .set_background_color(Color::RGB(0x00FF_FBE6))
}

/// The head of a column; `of_numbers` where these stand in the middle below it.
pub(super) fn head(of_numbers: bool) -> Format {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_background_color(Color::RGB(0x001F_3A4D))
        .set_font_color(Color::White)
        .set_quote_prefix();
    if of_numbers {
        head.set_align(FormatAlign::Center)
    } else {
        head
    }
}

/// What stands above a table.
pub(super) fn title() -> Format {
    Format::new()
        .set_bold()
        .set_font_size(14)
        .set_quote_prefix()
}

/// A line below the title.
pub(super) fn line() -> Format {
    Format::new().set_quote_prefix()
}

const fn class_colour(class: Class) -> Color {
    Color::RGB(match class {
        Class::Strength => 0x008F_CFC0,
        Class::Maintain => 0x00D3_ECF2,
        Class::Improve => 0x00FB_E5A6,
        Class::UrgentGap => 0x00F0_A08C,
        Class::Split => 0x00D9_C7EE,
        Class::DontKnow => 0x00DD_DDDD,
        Class::NoAnswers => 0x00FF_FFFF,
    })
}

/// The part of a bar that an answer has, of the palette of Okabe and Ito, darkened or
/// lightened so that neighbours differ in black and white.
pub(super) const fn answer_colour(rating: Rating) -> Color {
    Color::RGB(match rating {
        Rating::Strength => 0x0000_5F52,
        Rating::OkForNow => 0x0079_C9BB,
        Rating::CouldBeBetter => 0x00F2_C45A,
        Rating::UrgentGap => 0x00B0_3A1A,
        Rating::Unsure => 0x00C9_C9C9,
    })
}
