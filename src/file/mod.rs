//! TOML on disk to model and back: decode, parse, check, write.

pub mod decode;
pub mod text;
