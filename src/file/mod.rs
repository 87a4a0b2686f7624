//! TOML on disk to model and back: decode, parse, check, write.
