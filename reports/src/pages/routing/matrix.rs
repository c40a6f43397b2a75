//! From whom to whom, as a table: a row for each squad that had tickets first, a column for each that finished them.

use maud::{Markup, html};

use crate::format::Format;
use crate::pages::context::{Link, PageContext};
use crate::pages::parts;
use crate::text::Text;

/// The table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// The squads that finished tickets, in the order to show.
    pub columns: Vec<String>,
    /// The squads that had tickets first: those that are asked for, then others whose tickets came to them.
    pub rows: Vec<MatrixRow>,
}

/// What one squad had first.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixRow {
    /// The squad.
    pub from: Link,
    /// A cell a column; none without tickets.
    pub cells: Vec<Option<MatrixCell>>,
}

/// Tickets that went from one squad to another, or stayed.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixCell {
    /// How many.
    pub tickets: u64,
    /// Whether they stayed where they were first.
    pub stayed: bool,
    /// Address of their list.
    pub href: String,
}

/// The section.
pub(super) fn render(matrix: &Matrix, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let count = |count: u64| format.integer(count as i64);
    html! {
        section aria-labelledby="matrix" {
            h2 #matrix { (text.t("routing-matrix")) }
            @if matrix.rows.is_empty() { p.empty { (text.t("routing-no-tickets")) } } @else {
                p { (text.t("routing-matrix-lead")) }
                div.scroll tabindex="0" role="group" aria-labelledby="matrix" { table.matrix {
                    caption.quiet { (text.t("routing-matrix")) }
                    thead { tr {
                        th scope="col" { (text.t("routing-matrix-corner")) }
                        @for column in &matrix.columns { th.number scope="col" { (column) } }
                        th.number scope="col" { (text.t("total")) }
                    } }
                    tbody { @for row in &matrix.rows { tr {
                        th.nowrap scope="row" { (parts::link(&row.from)) }
                        @for cell in &row.cells { (cell_of(cell.as_ref(), context)) }
                        td.number.strong { (count(total(&row.cells))) }
                    } } }
                    tfoot { tr {
                        th scope="row" { (text.t("total")) }
                        @for place in 0..matrix.columns.len() {
                            td.number { (count(matrix.rows.iter().filter_map(|row| row.cells.get(place)?.as_ref()).map(|cell| cell.tickets).sum())) }
                        }
                        td.number.strong { (count(matrix.rows.iter().map(|row| total(&row.cells)).sum())) }
                    } }
                } }
            }
        }
    }
}

fn total(cells: &[Option<MatrixCell>]) -> u64 {
    cells.iter().flatten().map(|cell| cell.tickets).sum()
}

fn cell_of(cell: Option<&MatrixCell>, context: &PageContext) -> Markup {
    let format = Format::new(context.language);
    html! {
        @match cell {
            None => td.number.faint { span aria-hidden="true" { "·" } span.quiet { "0" } },
            Some(cell) => td.number.stayed[cell.stayed].apart[!cell.stayed] { a href=(cell.href) { (format.integer(cell.tickets as i64)) } },
        }
    }
}
