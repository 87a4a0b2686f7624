//! Lists in a section, checked: of anything, of sections, of names.

use std::ops::Range;

use toml::de::DeTable;

use crate::problem::Code;
use crate::toml::table::{NotThis, Reader, Value, written};

impl Reader<'_> {
    /// The items of the list in a key, none where it is missing; what is no list is reported.
    pub fn list<'a, 'd>(
        &mut self,
        table: &'a DeTable<'d>,
        key: &str,
        no_list: NotThis<'_>,
    ) -> impl Iterator<Item = &'a Value<'d>> + use<'a, 'd> {
        let value = written(table, key);
        let items = value.and_then(|value| value.get_ref().as_array());
        if let Some(value) = value
            && items.is_none()
        {
            self.report_as(no_list, value.span());
        }
        let items = items.into_iter().flat_map(|items| items.iter());
        items.filter(|item| !item.span().is_empty())
    }

    /// The sections in such a list, each with its place; what is none is reported.
    pub fn sections<'a, 'd>(
        &mut self,
        table: &'a DeTable<'d>,
        key: &str,
        no_list: NotThis<'_>,
        no_section: NotThis<'_>,
    ) -> Vec<(&'a DeTable<'d>, Range<usize>)> {
        let mut sections = Vec::new();
        for item in self.list(table, key, no_list) {
            match item.get_ref().as_table() {
                Some(section) => sections.push((section, item.span())),
                None => self.report_as(no_section, item.span()),
            }
        }
        sections
    }

    /// The names in such a list, trimmed, each with its place; blank ones are passed over, and
    /// what is no list or no text is reported as `code`.
    pub fn names(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        code: Code,
        help: &str,
    ) -> Vec<(String, Range<usize>)> {
        let no_list = &format!("\"{key}\" isn't a list of names.");
        let no_name =
            &format!("\"{key}\" has something in it that isn't a name in quotation marks.");
        let mut names = Vec::new();
        for item in self.list(table, key, (code, no_list, help)) {
            match item.get_ref().as_str().map(str::trim) {
                Some("") => {}
                Some(name) => names.push((name.to_owned(), item.span())),
                None => self.report_as((code, no_name, help), item.span()),
            }
        }
        names
    }
}
