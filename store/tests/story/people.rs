//! People: pseudonyms first, names apart, places and time away.

use crate::Home;
use crate::records::{
    IntoRecord, absence, counts, day, import, import_from, membership, page, person, source, squad, worklog,
};
use model::ids::PersonId;
use model::records::{Allocation, CalendarDayRecord, Employment};
use model::time::Seconds;
use store::RecordKind::{Membership, Person};

pub(crate) async fn people_are_pseudonyms(home: Home) {
    let store = home.store;
    let known_by_hours = import(&store, [worklog("W-1", "T-1", "ann", "2026-01-05", 60).record()]).await;
    assert_eq!(
        counts(&known_by_hours, Person),
        (0, 0, 0),
        "nobody has described them yet"
    );
    let ann = store.people().await.unwrap().remove(0);
    assert_eq!(
        (ann.key.as_str(), &ann.source, ann.group),
        ("ann", &source("jira"), None)
    );
    assert_eq!(store.person_name(ann.id).await.unwrap(), None);

    let mut record = person("ann", Some("support"));
    record.employment = Employment::Contractor;
    record.vendor = Some("Acme".to_owned());
    assert_eq!(
        counts(&import(&store, [record.clone().record()]).await, Person),
        (1, 0, 0)
    );
    assert_eq!(
        counts(&import(&store, [record.record()]).await, Person),
        (0, 0, 1)
    );
    let described = store.people().await.unwrap().remove(0);
    assert_eq!(
        (described.id, described.employment),
        (ann.id, Employment::Contractor),
        "the same pseudonym"
    );
    assert_eq!(
        (described.group.as_deref(), described.vendor.as_deref()),
        (Some("support"), Some("Acme"))
    );
    let name = store.person_name(ann.id).await.unwrap().unwrap();
    assert_eq!((name.person, name.name.as_deref()), (ann.id, Some("Name of ann")));
    assert_eq!(name.email.as_deref(), Some("ann@example.com"));
    import_from(&store, "other", &[page([person("ann", None).record()])]).await;
    assert_eq!(
        store.people().await.unwrap().len(),
        2,
        "a key is a key of its source"
    );
}

pub(crate) async fn places_and_time_away(home: Home) {
    let store = home.store;
    let mut place = membership("ann", "core", "2026-01-01");
    let next = membership("ann", "core", "2026-04-01");
    import(
        &store,
        [
            place.clone().record(),
            next.record(),
            membership("zoe", "edge", "2026-01-01").record(),
        ],
    )
    .await;
    place.to = Some(day("2026-03-31"));
    let ended = import(&store, [place.record()]).await;
    assert_eq!(
        (counts(&ended, Membership), ended.vanished[0].count),
        ((0, 1, 0), 2)
    );
    let places = store.memberships().await.unwrap();
    let told: Vec<_> = places
        .iter()
        .map(|place| (place.person, place.squad.as_str(), place.from, place.to))
        .collect();
    let (january, april) = (day("2026-01-01"), day("2026-04-01"));
    let (ann, zoe) = (PersonId(1), PersonId(2));
    let mut expected = [
        (ann, "core", january, Some(day("2026-03-31"))),
        (ann, "core", april, None),
        (zoe, "edge", january, None),
    ];
    expected.sort();
    assert_eq!(told, expected, "an unknown key becomes a person");
    assert_eq!(places[0].allocation, Allocation::from_fraction(0.8).unwrap());
    assert_eq!(places[0].role.as_deref(), Some("developer"));
}

pub(crate) async fn time_away_and_days_that_differ(home: Home) {
    let store = home.store;
    let ann = PersonId(1);
    let away = [
        absence("ann", "2026-01-02", Some(7200)),
        absence("ann", "2026-01-03", None),
    ];
    import(&store, away.clone().map(IntoRecord::record)).await;
    assert_eq!(
        store.absences().await.unwrap(),
        away.map(|absence| (ann, absence))
    );
    let days = [
        CalendarDayRecord {
            squad: None,
            day: day("2026-05-01"),
            seconds: Seconds(0),
        },
        CalendarDayRecord {
            squad: Some(squad("core")),
            day: day("2026-05-01"),
            seconds: Seconds(3600),
        },
    ];
    import(&store, days.clone().map(IntoRecord::record)).await;
    assert_eq!(store.calendar_days().await.unwrap(), days);
}
