//! Nobody is exposed: what may be passed on holds no name, no words, and no group small
//! enough to be one person (docs/confidentiality.md).

mod random;
mod runs;
