//! Files and folders: found, opened, saved as a whole or not at all, locked. What is in a file isn't
//! known here.

pub mod copies;
pub mod folder;
pub mod lock;
pub mod name;
pub mod refusal;
pub mod regular_file;
pub mod save;
pub mod subfolders;
pub mod unfinished;
