//! TOML on disk to model and back: decode, parse, check, write.

pub mod assessment;
pub mod conflict;
pub mod decode;
pub mod document;
mod fault;
pub mod folder;
pub mod form;
pub mod name;
pub mod nearest;
mod quoted;
pub mod read;
pub mod refusal;
pub mod renew;
pub mod response;
pub mod roster;
pub mod rubric;
pub mod save;
mod section;
pub mod sheet;
pub mod splice;
pub mod table;
pub mod team;
pub mod text;
pub mod toml_text;
