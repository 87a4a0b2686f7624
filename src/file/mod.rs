//! TOML on disk to model and back: decode, parse, check, write.

pub mod assessment;
pub mod decode;
pub mod document;
mod fault;
pub mod folder;
pub mod nearest;
pub mod read;
pub mod response;
pub mod rubric;
pub mod table;
pub mod text;
