//! Pages come in any order and any size: the rows are the same.

use crate::Home;
use crate::records::{
    IntoRecord, all_tickets, all_worklogs, at, change, child, import, import_from, membership, page, person,
    telling, ticket, worklog,
};
use model::records::{LinkKind, LinkRecord, Record};
use model::ticket::Field;
use model::time::Month;

/// Numbers that look random and are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for end in (1..all.len()).rev() {
            all.swap(end, self.below(end + 1));
        }
    }
}

fn link(from: &str, to: &str) -> Record {
    let (from, to, kind) = (from.to_owned(), to.to_owned(), LinkKind::Blocks);
    LinkRecord { from, to, kind }.record()
}

/// Tickets with parents, changes, ties, hours and people; some of them of tickets that never come.
fn everything(dice: &mut Dice) -> Vec<Record> {
    let people = ["ann", "ben", "cho", "dan"];
    let mut records: Vec<Record> = people
        .iter()
        .map(|key| person(key, Some("support")).record())
        .collect();
    records.extend(
        people
            .iter()
            .map(|key| membership(key, "core", "2025-01-01").record()),
    );
    for n in 0..12 {
        let (key, created) = (format!("T-{n}"), format!("2025-{:02}-10T09:00:00Z", n + 1));
        let mut ticket = child(&key, &format!("T-{}", dice.below(15)), &created);
        ticket.fields.assignee = Some(people[dice.below(4)].to_owned());
        ticket.fields.reporter = Some(people[dice.below(4)].to_owned());
        records.push(ticket.record());
    }
    for n in 0..40 {
        let (key, other) = (format!("T-{}", dice.below(14)), format!("T-{}", dice.below(14)));
        let when = format!("2026-01-01T00:00:{:02}Z", n);
        records.push(change(&key, &when, Field::Status, "Open", "Done").record());
        let (from, to) = (people[dice.below(4)], people[dice.below(4)]);
        records.push(change(&key, &when, Field::Assignee, from, to).record());
        let date = format!("2025-{:02}-15", dice.below(12) + 1);
        records.push(worklog(&format!("W-{n}"), &key, people[dice.below(4)], &date, 60 + n).record());
        if !records.contains(&link(&key, &other)) {
            records.push(link(&key, &other));
        }
    }
    records
}

pub(crate) async fn pages_in_any_order_give_the_same_rows(home: Home) {
    let store = home.store;
    let mut dice = Dice(42);
    let mut records = everything(&mut dice);
    import_from(&store, "whole", &[page(records.clone())]).await;
    let whole = telling(&store).await;
    assert!(whole.len() > 150, "{}", whole.len());
    let mut all = whole.clone();
    for round in 0..5 {
        dice.shuffle(&mut records);
        let size = 1 + dice.below(60);
        let pages: Vec<_> = records.chunks(size).map(|part| page(part.to_vec())).collect();
        let name = format!("round-{round}");
        let summary = import_from(&store, &name, &pages).await;
        assert_eq!((summary.rejected, summary.duplicates), (0, 0));
        all.extend(
            whole
                .iter()
                .map(|line| line.replace("SourceId(\"whole\")", &format!("SourceId(\"{name}\")"))),
        );
        all.sort();
        let told = telling(&store).await;
        assert_eq!(told, all, "pages of {size} in another order");
    }
}

pub(crate) async fn what_waited_for_a_ticket_is_given_to_it(home: Home) {
    let store = home.store;
    let waiting = [
        worklog("W-1", "T-1", "ann", "2026-01-06", 3600).record(),
        change("T-1", "2026-01-07T09:00:00Z", Field::Status, "Open", "Done").record(),
        child("T-2", "T-1", "2025-12-24T09:00:00Z").record(),
        worklog("W-2", "T-2", "ann", "2025-12-25", 60).record(),
        link("T-1", "T-2"),
    ];
    import(&store, waiting).await;
    let hours = all_worklogs(&store).await;
    assert_eq!(
        (hours[1].ticket, hours[1].ticket_key.as_deref()),
        (None, Some("T-1")),
        "kept, and visible as such"
    );
    let second = all_tickets(&store).await.remove(0);
    assert_eq!(second.ticket.parent, None);
    assert_eq!(
        store.links_of_ticket(second.ticket.id).await.unwrap()[0].from,
        None
    );
    let version = store.data_version().await.unwrap();
    store.mark_refreshed(version).await.unwrap();

    // The ticket of another source is another ticket.
    import_from(
        &store,
        "other",
        &[page([ticket("T-1", "2026-02-01T09:00:00Z").record()])],
    )
    .await;
    assert_eq!(all_worklogs(&store).await[1].ticket, None);
    store.mark_refreshed(version + 1).await.unwrap();

    import(&store, [ticket("T-1", "2026-02-05T09:00:00Z").record()]).await;
    let first = store
        .ticket_by_key(&"jira".parse().unwrap(), "T-1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(first.transitions.len(), 1);
    assert_eq!(first.transitions[0].at, at("2026-01-07T09:00:00Z"));
    assert_eq!(all_worklogs(&store).await[1].ticket, Some(first.ticket.id));
    let second = store
        .ticket_histories(&[second.ticket.id])
        .await
        .unwrap()
        .remove(0)
        .ticket;
    assert_eq!(second.parent, Some(first.ticket.id));
    let tie = store.links_of_ticket(second.id).await.unwrap().remove(0);
    assert_eq!((tie.from, tie.to), (Some(first.ticket.id), Some(second.id)));
    let changed = store.changed().await.unwrap();
    let months = |marked: &[Month]| marked.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(months(&changed.worklogs), ["2025-12", "2026-01"]);
    assert_eq!(months(&changed.tickets), ["2025-12", "2026-02"]);
}
