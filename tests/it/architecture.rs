//! ARCHITECTURE.md's invariants and the house style, as tests: most say what is absent.

mod dependencies;
mod documents;
mod reader;
mod sources;
mod style;
