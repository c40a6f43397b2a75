//! `[privacy]`: how many people stand behind every figure that is shown (section 11 of the book).

use serde::{Deserialize, Serialize};

/// How many people a figure needs. The defaults are the book's; only data that is public anyway should have less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Privacy {
    /// People of a squad, without whom only its tribe is shown.
    pub squad_people: usize,
    /// People behind a cut below a squad, such as the work on a project.
    pub cell_people: usize,
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            squad_people: 3,
            cell_people: 5,
        }
    }
}

impl Privacy {
    /// Hides nothing: for data that is public anyway.
    pub const NONE: Self = Self {
        squad_people: 1,
        cell_people: 1,
    };

    /// Whether figures are shown of fewer people than the book asks for.
    #[must_use]
    pub fn is_below_the_book(self) -> bool {
        let book = Self::default();
        self.squad_people < book.squad_people || self.cell_people < book.cell_people
    }
}
