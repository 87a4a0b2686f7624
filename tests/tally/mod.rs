//! What `tally` promises, run as its users run it: on folders of forms.

mod duplicates;
mod exits;
mod folder;
mod forms;
mod harmless;
mod order;
mod roster;
mod team;
