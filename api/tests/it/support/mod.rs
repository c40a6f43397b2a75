//! A small organisation in a real store, a small analyst over the same worklogs, and requests to ask them.

mod analyst;
mod client;
pub(crate) mod made;
mod routes;

use analyst::{Hours, Sums};
use api::{Services, hash_password, new_token};
use axum::Router;
use chrono::{DateTime, Days, NaiveDate, Utc};
pub(crate) use client::{Answer, Ask};
use model::access::{AccessScope, Role};
use model::alert::{AlertState, AlertStatus, AlertTransition, SpellRule};
use model::config::Config;
use model::ids::{SourceId, SquadId, UserId, WorklogId};
use model::records::{
    Located, Page, Record, Reject, TicketFields, TicketRecord, TransitionRecord, WorklogRecord,
};
use model::rules::Rules;
use model::ticket::Field;
use model::time::{Seconds, Week};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use store::{NewToken, NewUser, Store};

/// Two tribes, three squads.
const ORGANISATION: &str = r#"
    organisation = { name = "Harbour", time_zone = "Europe/Paris" }
    tribes = [{ id = "docks", name = "The docks" }, { id = "light", name = "Lights" }]
    squads = [
        { id = "crane", name = "Crane crew", tribe = "docks" },
        { id = "rope", tribe = "docks" },
        { id = "lamp", tribe = "light" },
    ]
    sources = { tracker = { kind = "files", title = "Our tracker", stale_after_hours = 48 } }
    classification = [
        { id = "bug", category = "maintenance", maintenance_type = "corrective", when = { type = "Bug" } },
        { id = "story", category = "new", when = { type = "Story" } },
    ]
    [stages]
    queue = ["Open"]
    active = ["Doing"]
    done = ["Closed"]
"#;

/// The password of every user.
pub(crate) const PASSWORD: &str = "correct horse battery";
/// The first week with data, and the last.
pub(crate) const WEEKS: (&str, &str) = ("2026-W03", "2026-W08");

/// A server with its data, whose clock is the test's.
pub(crate) struct Harbour {
    pub(crate) router: Router,
    pub(crate) store: Store,
    clock: Arc<Mutex<DateTime<Utc>>>,
}

/// What a server is like.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Kind {
    pub(crate) users: bool,
    pub(crate) tls: bool,
    pub(crate) nothing_refreshed: bool,
}

impl Harbour {
    /// A server that nobody has to sign in to.
    pub(crate) async fn open() -> Self {
        Self::new(Kind::default()).await
    }

    /// A server with users.
    pub(crate) async fn with_users() -> Self {
        Self::new(Kind {
            users: true,
            ..Kind::default()
        })
        .await
    }

    pub(crate) async fn new(kind: Kind) -> Self {
        let config = Arc::new(model::config::parse(ORGANISATION, "plimsoll.toml").unwrap());
        let rules = Arc::new(Rules::new(&config).unwrap());
        let now: DateTime<Utc> = "2026-02-24T09:00:00Z".parse().unwrap();
        let store = Store::open(&format!("sqlite:{}", fresh_file().display()))
            .await
            .unwrap();
        fill(&store, now).await;
        let sums = Sums::new(
            &config,
            &rules,
            hours(&store, &config).await,
            kind.nothing_refreshed,
        );
        let clock = Arc::new(Mutex::new(now));
        let told = Arc::clone(&clock);
        let services = Services {
            store: store.clone(),
            analyst: Arc::new(sums),
            config,
            rules,
            clock: Arc::new(move || *told.lock().unwrap()),
            open_access: !kind.users,
            secure_cookies: kind.tls,
        };
        Self {
            router: api::router(services),
            store,
            clock,
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        *self.clock.lock().unwrap()
    }

    pub(crate) fn wait_days(&self, days: u64) {
        let mut now = self.clock.lock().unwrap();
        *now = *now + Days::new(days);
    }

    /// Adds a user with [`PASSWORD`].
    pub(crate) async fn user(&self, name: &str, role: Role, scope: AccessScope) -> UserId {
        let user = NewUser {
            name: name.to_owned(),
            password_hash: hash_password(PASSWORD).unwrap(),
            role,
            scope,
        };
        self.store.create_user(user, self.now()).await.unwrap()
    }

    /// Makes a token that lasts ten days; its number and secret.
    pub(crate) async fn token(&self, role: Role, scope: AccessScope) -> (i64, String) {
        let (secret, token_hash) = new_token();
        let token = NewToken {
            name: format!("a {role}'s"),
            token_hash,
            user: None,
            role,
            scope,
            expires_at: self.now() + Days::new(10),
        };
        (self.store.create_token(token, self.now()).await.unwrap(), secret)
    }

    pub(crate) fn get(&self, path: &str) -> Ask<'_> {
        Ask::new(self, "GET", path)
    }

    pub(crate) fn post(&self, path: &str) -> Ask<'_> {
        Ask::new(self, "POST", path)
    }

    pub(crate) fn ask(&self, method: &str, path: &str) -> Ask<'_> {
        Ask::new(self, method, path)
    }
}

/// What somebody of one squad sees.
pub(crate) fn squad_scope(squad: &str) -> AccessScope {
    AccessScope {
        squads: [SquadId::new(squad).unwrap()].into(),
        ..AccessScope::default()
    }
}

/// A file that is not there yet, for this test alone.
fn fresh_file() -> PathBuf {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("api-{}-{count}.db", std::process::id()));
    for ending in ["db", "db-wal", "db-shm"] {
        // A file of an earlier process with the same number, if there is one.
        let _ = std::fs::remove_file(file.with_extension(ending));
    }
    file
}

fn source() -> SourceId {
    SourceId::new("tracker").unwrap()
}

/// Every squad has a bug and a story; in week w of the six, crane logs 6 hours on its bug and 4 on its story, the
/// others 1 and 9.
async fn fill(store: &Store, now: DateTime<Utc>) {
    let mut run = store.begin_import(&source(), now).await.unwrap();
    let mut records = Vec::new();
    for squad in ["crane", "rope", "lamp"] {
        for kind in ["Bug", "Story"] {
            let key = format!("{squad}/{kind}");
            records.push(Record::Ticket(ticket(&key, squad, kind)));
            if kind == "Bug" {
                records.push(Record::Transition(started(&key)));
            }
            for week in weeks() {
                let hours = match (squad, kind) {
                    ("crane", "Bug") => 6,
                    ("crane", _) => 4,
                    (_, "Bug") => 1,
                    _ => 9,
                };
                records.push(Record::Worklog(worklog(&key, squad, week, hours)));
            }
        }
    }
    records.push(Record::Worklog(WorklogRecord {
        ticket: Some("gone".to_owned()),
        ..worklog("lost", "nobody", weeks().next().unwrap(), -1)
    }));
    let reject = Reject {
        origin: "hours.csv".to_owned(),
        line: Some(7),
        column: Some("Hours".to_owned()),
        value: Some("abc".to_owned()),
        reason: "not a number of hours".to_owned(),
        raw: "x,abc".to_owned(),
    };
    let located = |record| Located {
        origin: "hours.csv".into(),
        line: 1,
        record,
    };
    let page = Page {
        records: records.into_iter().map(located).collect(),
        rejects: vec![reject],
    };
    store.save_page(&mut run, &page).await.unwrap();
    store.finish_import(run, now).await.unwrap();
    let statuses = [
        alert("crane", AlertState::Firing),
        alert("lamp", AlertState::Pending),
    ];
    let history: Vec<_> = statuses
        .iter()
        .map(|status| AlertTransition {
            status: status.clone(),
            from: AlertState::Ok,
            week: "2026-W04".parse().unwrap(),
            late: None,
            is_history: false,
            noticed_at: now,
        })
        .collect();
    store.save_alerts(&statuses, &history, &[]).await.unwrap();
}

fn alert(squad: &str, state: AlertState) -> AlertStatus {
    let [rule, _] = SpellRule::of(&model::config::Thresholds::default());
    AlertStatus {
        rule: rule.id,
        subject: SquadId::new(squad).unwrap().into(),
        metric: model::alert::AlertMetric::MaintenanceShare,
        severity: rule.severity,
        state,
        since: Some("2026-W03".parse().unwrap()),
        through: "2026-W08".parse().unwrap(),
        value: Some(0.6),
        raise: rule.raise,
        clear: rule.clear,
        held: None,
        number: 1,
        evidence: String::new(),
    }
}

pub(crate) fn weeks() -> impl Iterator<Item = Week> {
    let (first, last): (Week, Week) = (WEEKS.0.parse().unwrap(), WEEKS.1.parse().unwrap());
    first.through(last)
}

fn ticket(key: &str, squad: &str, kind: &str) -> TicketRecord {
    TicketRecord {
        key: key.to_owned(),
        title: if squad == "rope" {
            "=1+1".to_owned()
        } else {
            format!("{kind} <b>of</b> {squad}")
        },
        url: Some("javascript:alert(1)".to_owned()),
        created_at: "2026-01-12T08:00:00Z".parse().unwrap(),
        initial_status: Some("Open".to_owned()),
        fields: TicketFields {
            project: Some(format!("P-{squad}")),
            kind: Some(kind.to_owned()),
            status: if kind == "Bug" { "Doing" } else { "Open" }.to_owned(),
            squad: Some(squad.to_owned()),
            ..TicketFields::default()
        },
        parent: None,
        due_date: None,
        estimate: None,
        remaining: None,
    }
}

fn started(key: &str) -> TransitionRecord {
    TransitionRecord {
        ticket: key.to_owned(),
        at: "2026-01-13T08:00:00Z".parse().unwrap(),
        sequence: 0,
        field: Field::Status,
        from: Some("Open".to_owned()),
        to: Some("Doing".to_owned()),
        author: None,
    }
}

fn worklog(ticket: &str, person: &str, week: Week, hours: i64) -> WorklogRecord {
    WorklogRecord {
        key: format!("{ticket} {week}"),
        ticket: Some(ticket.to_owned()),
        person: Some(person.to_owned()),
        work_date: week.monday() + Days::new(1),
        seconds: Seconds(hours * 3600),
        billable: None,
    }
}

/// The hours in the store, with whose and what they are.
async fn hours(store: &Store, config: &Config) -> Vec<Hours> {
    let mut all = Vec::new();
    for month in store.all_months().await.unwrap().0 {
        for worklog in store.worklogs_of_month(month, WorklogId(0), 1000).await.unwrap() {
            let key = worklog.ticket_key.clone().unwrap_or_default();
            let squad = key.split('/').next().and_then(|key| SquadId::new(key).ok());
            let known = squad.filter(|squad| config.squads.iter().any(|known| known.id == *squad));
            all.push(Hours {
                squad: known.unwrap_or_else(SquadId::unattributed),
                maintenance: key.ends_with("Bug"),
                worklog,
            });
        }
    }
    all
}

/// A day, in short.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
