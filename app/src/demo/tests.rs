//! The demo keeps its promises: same bytes, names that exist, and a history that could have happened.

use super::company::SQUADS;
use super::*;

#[test]
fn squads_are_those_of_the_configuration() {
    let config = model::config::parse(CONFIG, "plimsoll.toml").unwrap();
    let told: Vec<_> = SQUADS
        .iter()
        .map(|squad| (squad.id, squad.name, (squad.country != "FR").then_some(squad.country)))
        .collect();
    let written: Vec<_> = config
        .squads
        .iter()
        .map(|squad| (squad.id.as_str(), squad.name(), squad.country.as_deref()))
        .collect();
    assert_eq!(told, written);
}
