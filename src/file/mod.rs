//! TOML on disk to model and back: decode, parse, check, write.

pub mod assessment;
pub mod decode;
pub mod document;
mod fault;
pub mod folder;
pub mod form;
pub mod name;
pub mod nearest;
pub mod plan;
mod plan_check;
pub mod plan_coverage;
pub mod plan_draft;
pub mod plan_update;
pub mod read;
pub mod refusal;
pub mod renew;
pub mod response;
pub mod roster;
pub mod rubric;
pub mod save;
pub mod schema;
pub mod sheet;
pub mod splice;
pub mod table;
pub mod team;
pub mod text;
pub mod toml_text;
