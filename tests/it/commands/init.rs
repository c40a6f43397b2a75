//! `plimsoll init`, and the README's first steps with one's own data.

use crate::support::Place;

#[test]
fn the_first_steps_of_the_readme_work() {
    let place = Place::new();
    place
        .run("init --yes")
        .ok()
        .says(&["plimsoll.toml", "mapping.toml"]);
    place.file(
        "tickets.csv",
        "Key,Summary,Project,Type,Status,Labels,Created\n\
         PAY-1,Wrong net pay,PAY,Bug,Done,,2026-03-02\n\
         PAY-2,New payslip,PAY,Story,In Progress,,2026-03-02 09:30:00\n",
    );
    place.file(
        "hours.csv",
        "Id,Issue,Login,Date,Hours\n1,PAY-1,ada,2026-03-03,1\n2,PAY-1,bob,2026-03-03,1\n3,PAY-1,eve,2026-03-04,1\n4,PAY-2,ada,2026-03-04,1\n",
    );
    place
        .run("import tickets.csv hours.csv --mapping mapping.toml")
        .ok();
    let rows = place.show("maintenance");
    let week = rows.one(&[("squad", "payroll"), ("week", "2026-W10")]);
    assert_eq!((&*week["logged_h"], &*week["maintenance_share"]), ("4", "0.75"));
    place.run("show spells").ok();
    place
        .run("explain tracker PAY-1")
        .ok()
        .says(&["bug", "corrective", "payroll"]);
}

#[test]
fn init_overwrites_nothing() {
    let place = Place::new();
    place.file("plimsoll.toml", "mine");
    place
        .run("init --yes")
        .code(2)
        .says(&["plimsoll.toml is there already"]);
    assert_eq!(place.read("plimsoll.toml"), "mine");
    assert!(!place.path("mapping.toml").exists());
}

#[test]
fn doctor_is_content_with_what_init_wrote() {
    let place = Place::new();
    place.run("init --yes").ok();
    let said = place.run("doctor").said();
    assert!(said.contains("plimsoll.toml"), "{said}");
    assert!(!said.to_lowercase().contains("fault of plimsoll"), "{said}");
}
