//! What is done on the data, whoever asks for it: a command, the demo or the server.

pub(crate) mod deliver;
pub(crate) mod evaluate;
pub(crate) mod import;
pub(crate) mod lineage;
pub(crate) mod pages;
pub(crate) mod refresh;
