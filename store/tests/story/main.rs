//! The story of the store, told on SQLite and on PostgreSQL: every function, the same on both.
//!
//! A story gets an empty store. It is an entry in [`STORIES`]; `coverage` checks that the stories together call every
//! function the store has.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a story that cannot go on has failed, and says where"
)]
#![expect(
    clippy::print_stdout,
    reason = "a story says where it is told, and why it was not"
)]

mod alerts;
mod coverage;
mod dirty;
mod duplicates;
mod imports;
mod interventions;
mod kills;
mod leases;
mod money;
mod order;
mod outbox;
mod people;
mod planning;
mod postgres;
mod quiet;
mod records;
mod rules;
mod tickets;
mod users;
mod writers;

use std::future::Future;
use std::pin::Pin;
use store::{Database, Store};

/// Where a story takes place: an empty store, and its address for those who open it twice.
struct Home {
    store: Store,
    url: String,
}

/// A story.
type Story = fn(Home) -> Pin<Box<dyn Future<Output = ()>>>;

macro_rules! stories {
    ($($module:ident::$name:ident),* $(,)?) => {
        /// Every story, with its name.
        const STORIES: &[(&str, Story)] = &[$((
            concat!(stringify!($module), "::", stringify!($name)),
            |home| Box::pin($module::$name(home)),
        )),*];
    };
}

stories![
    imports::a_first_import_and_the_same_again,
    imports::rejects_stay_with_their_run,
    imports::what_vanished_is_told_and_kept,
    imports::odd_text_is_kept_the_same,
    duplicates::the_first_is_kept,
    duplicates::in_another_run_it_is_a_correction,
    order::pages_in_any_order_give_the_same_rows,
    order::what_waited_for_a_ticket_is_given_to_it,
    tickets::a_ticket_is_read_as_it_was_written,
    tickets::tickets_and_their_hours_are_found,
    tickets::a_ticket_remembers_what_it_said,
    dirty::marks_say_which_months_to_do_again,
    dirty::a_subtask_is_marked_with_its_parent,
    dirty::people_and_calendars_mark_more_than_months,
    dirty::a_change_during_a_refresh_is_not_lost,
    people::people_are_pseudonyms,
    people::places_and_time_away,
    people::time_away_and_days_that_differ,
    planning::plans_and_what_they_were,
    interventions::what_was_decided_stays,
    money::rates_budgets_and_expenses,
    alerts::alerts_remember_and_tell_once,
    quiet::people_take_alerts_and_silence_them,
    outbox::a_message_is_taken_by_one_and_sent_in_order,
    outbox::what_fails_is_tried_again_or_given_up,
    rules::versions_of_the_rules_stay_readable,
    users::users_are_known_by_name,
    users::users_sign_in_and_out,
    users::a_new_password_or_none_ends_sessions,
    users::tokens_expire_and_are_revoked,
    leases::one_holder_at_a_time,
    writers::writers_wait_in_line,
    kills::a_page_is_saved_whole_or_not_at_all,
];

/// Tells a story in an empty database, and again in the same one opened anew: nothing of a store is in memory only.
async fn tell(story: Story, url: &str, database: Database) {
    let store = Store::open(url).await.unwrap();
    assert_eq!(store.database(), database);
    story(Home {
        store: store.clone(),
        url: url.to_owned(),
    })
    .await;
    let version = store.data_version().await.unwrap();
    store.close().await;
    assert!(store.ping().await.is_err(), "a closed store answers");
    let again = Store::open(url).await.unwrap();
    again.ping().await.unwrap();
    assert_eq!(again.data_version().await.unwrap(), version);
    again.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    for (name, story) in STORIES {
        println!("on SQLite: {name}");
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("plimsoll.db").display());
        tell(*story, &url, Database::Sqlite).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    let Some(server) = postgres::Server::start() else {
        return;
    };
    for (name, story) in STORIES {
        println!("on PostgreSQL: {name}");
        let database = server.database().await;
        tell(*story, &database, Database::Postgres).await;
        server.forget(&database).await;
    }
}
