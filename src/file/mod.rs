//! TOML on disk to model and back: decode, parse, check, write.

pub mod assessment;
pub mod decode;
pub mod document;
mod fault;
pub mod folder;
pub mod form;
pub mod name;
pub mod nearest;
pub mod read;
pub mod refusal;
pub mod response;
pub mod roster;
pub mod rubric;
pub mod save;
pub mod sheet;
pub mod table;
pub mod text;
pub mod toml_text;
