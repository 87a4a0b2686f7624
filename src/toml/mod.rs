//! TOML written by people: decoded, parsed, what went wrong in it, and how a text is written. It
//! knows the keys of all kinds of files, to say what is typed for one, and not what belongs in a file.

pub mod cause;
pub mod conflict;
pub mod decode;
pub mod document;
pub mod fault;
pub mod key;
mod list;
pub mod other_formats;
pub mod printable;
pub mod quoted;
pub mod table;
mod unknown_key;
pub mod windows_1252;
pub mod writing;
