//! The endpoints about how tickets found their squads.

use super::{DATA, Expected, PAGE};

pub(super) const ENDPOINTS: &[(&str, &str, &str, Expected)] = &[
    ("GET", "/api/v1/routing", "", DATA),
    ("GET", "/api/v1/routing-matrix", "", DATA),
    ("GET", "/api/v1/routing-suggestions", "", DATA),
    ("GET", "/charts/routing-flows.svg", "", DATA),
    ("GET", "/charts/routing-flows.png", "", DATA),
    ("GET", "/routing", "", PAGE),
    (
        "GET",
        "/api/v1/routing/drill",
        "/api/v1/routing/drill?figure=misrouted",
        DATA,
    ),
    (
        "GET",
        "/api/v1/routing-matrix/drill",
        "/api/v1/routing-matrix/drill?figure=finished&first_squad=crane&right_squad=rope",
        DATA,
    ),
    (
        "GET",
        "/api/v1/routing-suggestions/drill",
        "/api/v1/routing-suggestions/drill?figure=detours&dimension=label&value=a",
        DATA,
    ),
];
