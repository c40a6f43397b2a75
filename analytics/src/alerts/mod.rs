//! Alerts (section 10 of the book): figures against rules and what was told before. They find; telling is somebody
//! else's. One file a kind of rule.

mod spell;

pub use spell::evaluate;
