//! Messages about alerts, and what became of them.

use super::instant;
use model::figure::{Cell, Column, Table, Unit, column};
use model::notice::Delivery;

/// Messages: what they are known by, how far they are, and what went wrong.
#[must_use]
pub fn table(deliveries: &[Delivery]) -> Table {
    Table {
        columns: columns(),
        rows: deliveries.iter().map(cells).collect(),
    }
}

/// The columns of [`table`].
#[must_use]
pub fn columns() -> Vec<Column> {
    vec![
        column("id", Unit::Count),
        column("channel", Unit::Text),
        column("kind", Unit::Text),
        column("event", Unit::Text),
        column("state", Unit::Text),
        column("attempts", Unit::Count),
        column("created_at", Unit::Text),
        column("next_attempt_at", Unit::Text),
        column("sent_at", Unit::Text),
        column("why", Unit::Text),
        column("last_error", Unit::Text),
    ]
}

fn cells(delivery: &Delivery) -> Vec<Cell> {
    let waits = matches!(
        delivery.state,
        model::notice::DeliveryState::Pending | model::notice::DeliveryState::Sending
    );
    vec![
        Cell::Int(delivery.id),
        Cell::Text(delivery.channel.to_string()),
        Cell::Text(delivery.notice.kind().word().to_owned()),
        Cell::Text(delivery.event.clone()),
        Cell::Text(delivery.state.word().to_owned()),
        Cell::Int(delivery.attempts),
        Cell::Text(instant(delivery.created_at)),
        Cell::text(waits.then(|| instant(delivery.next_attempt_at))),
        Cell::text(delivery.sent_at.map(instant)),
        Cell::text(delivery.why.clone()),
        Cell::text(delivery.last_error.clone()),
    ]
}
