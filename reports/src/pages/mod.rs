//! The pages: one file each, `render(&view, &context) -> String` gives the whole document.
//!
//! Pages are readable without JavaScript (there is none), follow the reader's colours, print well and speak to
//! screen readers. Addresses of other pages come from the view, except those of [`layout::Section`].

pub mod alerts;
mod context;
pub mod drill;
pub mod error;
pub mod explain;
pub mod fleet;
pub mod forward;
pub mod layout;
pub mod login;
pub mod notifications;
mod parts;
pub mod quality;
pub mod routing;
pub mod squad;
mod squads;
mod style;
pub mod ticket;
pub mod timeline;
pub mod tribe;
pub mod week;

pub use context::{Link, Notice, PageContext, ThemeChoice};
pub use squads::SquadRow;
pub use style::{Asset, assets, style_path};
