//! The help, and what the README says one can type.

use crate::support::{Place, repository};

/// The commands of DESIGN.md's contract that there are today.
const COMMANDS: [&str; 15] = [
    "demo",
    "init",
    "import",
    "refresh",
    "show",
    "serve",
    "doctor",
    "user",
    "token",
    "explain",
    "routing",
    "alerts",
    "drill",
    "intervention",
    "notify",
];

#[test]
fn every_command_explains_itself() {
    let place = Place::new();
    let help = place.run("--help").ok().out;
    for command in COMMANDS {
        assert!(
            help.contains(&format!("\n  {command}")),
            "{command} is not in the help:\n{help}"
        );
        let own = place.run(&format!("{command} --help")).ok().out;
        assert!(own.contains("Usage: plimsoll"), "{own}");
    }
    assert!(!help.contains("bench"), "the bench is hidden from the main help");
    place.run("bench --help").ok();
}

#[test]
fn the_readme_names_commands_that_are_there() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let place = Place::new();
    let lines = readme
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("plimsoll "));
    let commands: Vec<_> = lines.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() >= 5, "the README shows only {commands:?}");
    for command in commands {
        place.run(&format!("{command} --help")).ok();
    }
}

#[test]
fn wrong_use_ends_with_2_and_names_the_nearest() {
    let place = Place::new();
    place.run("imprt x").code(2).says(&["import"]);
    place.run("show maintenanc").code(2).says(&["maintenance"]);
    place
        .run("show maintenance --grain decade")
        .code(2)
        .says(&["week"]);
    place.run("import").code(2);
    place
        .run("show maintenance")
        .code(2)
        .says(&["plimsoll.toml", "plimsoll init"]);
}
