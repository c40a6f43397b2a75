//! One page, one transaction: rows, rejects, marks and totals together, or nothing.

use super::resolve::Ids;
use super::run::{ImportRun, SaveReport};
use super::saving::Saving;
use super::upsert::{Item, Saved, Stored};
use crate::instant::month_of;
use crate::pool::on_link;
use crate::{Store, StoreError};
use model::records::{Located, Page, Record, TicketRecord, WorklogRecord};
use model::time::Month;
use std::collections::HashMap;

const ADD_TO_SOURCE: &str = "update sources set tickets = tickets + $1, worklogs = worklogs + $2, \
    seconds = seconds + $3 where id = $4";

const ADD_TO_RUN: &str = "update import_runs set inserted = inserted + $1, updated = updated + $2, \
    unchanged = unchanged + $3, rejected = rejected + $4 where id = $5";

/// The records of one kind in a page.
macro_rules! of_kind {
    ($page:expr, $kind:ident) => {
        of_kind($page, |record| match record {
            Record::$kind(record) => Some(record),
            _ => None,
        })
    };
}

fn of_kind<'p, T: Saved>(page: &'p Page, pick: impl Fn(&'p Record) -> Option<&'p T>) -> Vec<Item<'p, T>> {
    let item = |located: &'p Located| pick(&located.record).map(|record| Item::new(record, located));
    page.records.iter().filter_map(item).collect()
}

impl Store {
    /// Saves a page of a run in one transaction: all of it, or, where this fails or is dropped, nothing.
    ///
    /// # Errors
    /// When the database fails. The run can go on with the same page.
    pub async fn save_page(&self, run: &mut ImportRun, page: &Page) -> Result<SaveReport, StoreError> {
        let mut saving = Saving::begin(self, run).await?;
        saving.save(page).await?;
        let Saving {
            tx,
            report,
            seen,
            people,
            ..
        } = saving;
        tx.commit().await?;
        for (kind, ids) in seen {
            *run.seen.entry(kind).or_default() |= ids;
        }
        run.people.extend(people);
        run.count(&report, page.rejects.len());
        Ok(report)
    }
}

impl Saving<'_> {
    async fn save(&mut self, page: &Page) -> Result<(), StoreError> {
        let nobody = HashMap::new();
        self.save_people(page, &nobody).await?;
        self.meet_people(&page.records).await?;
        let people = std::mem::take(&mut self.people);
        let run = self.run;
        let known = &run.people;
        self.save_tickets(page, &Ids::new(known, &people, &nobody))
            .await?;
        let tickets = self.known_tickets(&page.records).await?;
        let ids = Ids::new(known, &people, &tickets);
        self.save_work(page, &ids).await?;
        self.save_places(page, &ids).await?;
        self.save_plans_and_money(page, &ids).await?;
        self.people = people;
        self.save_rejects(&page.rejects).await?;
        if self.changes.any {
            self.report.data_version = self.next_version().await?;
            self.mark().await?;
        }
        self.add_up(page.rejects.len()).await
    }

    async fn save_people(&mut self, page: &Page, nobody: &HashMap<String, i64>) -> Result<(), StoreError> {
        let ids = Ids::new(nobody, nobody, nobody);
        let stored = self.upsert(&of_kind!(page, Person), &ids).await?;
        // A reporter's group is a field of every ticket they reported.
        self.changes.everything |= stored
            .iter()
            .any(|person| person.before.is_some_and(|before| before.0 != 0));
        for person in &stored {
            self.people.insert(person.record.key.clone(), person.id);
        }
        self.name_people(&stored).await
    }

    async fn save_tickets(&mut self, page: &Page, ids: &Ids<'_>) -> Result<(), StoreError> {
        let stored: Vec<Stored<'_, TicketRecord>> = self.upsert(&of_kind!(page, Ticket), ids).await?;
        for ticket in &stored {
            self.changes.tickets.insert(ticket.id);
            self.changes
                .ticket_months
                .insert(month_of(ticket.record.created_at));
            match ticket.before {
                Some(before) => self.changes.ticket_months.insert(before.0),
                None => {
                    self.changes.tickets_added += 1;
                    true
                }
            };
        }
        self.attach(&stored).await
    }

    async fn save_work(&mut self, page: &Page, ids: &Ids<'_>) -> Result<(), StoreError> {
        for change in self.upsert(&of_kind!(page, Transition), ids).await? {
            self.changes
                .tickets
                .extend(ids.ticket(Some(&change.record.ticket)));
        }
        for link in self.upsert(&of_kind!(page, Link), ids).await? {
            self.changes.tickets.extend(ids.ticket(Some(&link.record.from)));
            self.changes.tickets.extend(ids.ticket(Some(&link.record.to)));
        }
        let stored: Vec<Stored<'_, WorklogRecord>> = self.upsert(&of_kind!(page, Worklog), ids).await?;
        for worklog in stored {
            let month = i64::from(Month::of(worklog.record.work_date).ordinal());
            self.changes.worklog_months.insert(month);
            self.changes.seconds_added += worklog.record.seconds.0;
            match worklog.before {
                Some(before) => {
                    self.changes.worklog_months.insert(before.0);
                    self.changes.seconds_added -= before.1;
                }
                None => self.changes.worklogs_added += 1,
            }
        }
        Ok(())
    }

    async fn save_places(&mut self, page: &Page, ids: &Ids<'_>) -> Result<(), StoreError> {
        let memberships = self.upsert(&of_kind!(page, Membership), ids).await?;
        self.changes.everything |= !memberships.is_empty();
        let absences = self.upsert(&of_kind!(page, Absence), ids).await?;
        let days = self.upsert(&of_kind!(page, CalendarDay), ids).await?;
        self.changes.capacity |= !absences.is_empty() || !days.is_empty();
        Ok(())
    }

    async fn save_plans_and_money(&mut self, page: &Page, ids: &Ids<'_>) -> Result<(), StoreError> {
        self.upsert(&of_kind!(page, Sprint), ids).await?;
        let initiatives = self.upsert(&of_kind!(page, Initiative), ids).await?;
        self.changes.initiatives |= !initiatives.is_empty();
        self.upsert(&of_kind!(page, Dependency), ids).await?;
        self.upsert(&of_kind!(page, Intervention), ids).await?;
        self.upsert(&of_kind!(page, Rate), ids).await?;
        self.upsert(&of_kind!(page, Budget), ids).await?;
        self.upsert(&of_kind!(page, Expense), ids).await?;
        self.upsert(&of_kind!(page, ExchangeRate), ids).await?;
        Ok(())
    }

    /// Writes the totals of the source and of the run.
    async fn add_up(&mut self, rejects: usize) -> Result<(), StoreError> {
        let Self {
            tx,
            run,
            changes,
            report,
            ..
        } = self;
        let (mut inserted, mut updated, mut unchanged) = (0_u64, 0_u64, 0_u64);
        for counts in report.counts.values() {
            inserted += counts.inserted;
            updated += counts.updated;
            unchanged += counts.unchanged;
        }
        let rejected = (rejects + report.rejected.len()) as u64;
        on_link!(tx.link(), link => sqlx::query(ADD_TO_SOURCE)
            .bind(changes.tickets_added)
            .bind(changes.worklogs_added)
            .bind(changes.seconds_added)
            .bind(run.source_id)
            .execute(link)
            .await
            .map(drop))?;
        on_link!(tx.link(), link => sqlx::query(ADD_TO_RUN)
            .bind(inserted.cast_signed())
            .bind(updated.cast_signed())
            .bind(unchanged.cast_signed())
            .bind(rejected.cast_signed())
            .bind(run.id)
            .execute(link)
            .await
            .map(drop))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::Pool;
    use crate::{RecordKind, StoreError};
    use chrono::{DateTime, NaiveDate};
    use model::time::Seconds;

    fn page() -> Page {
        let located = |n: u64| Located {
            origin: "rows.csv".into(),
            line: n,
            record: Record::Worklog(WorklogRecord {
                key: format!("W-{n}"),
                ticket: Some(format!("T-{n}")),
                person: Some("ann".to_owned()),
                work_date: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
                seconds: Seconds(3600),
                billable: None,
            }),
        };
        Page {
            records: (0..20_000).map(located).collect(),
            rejects: Vec::new(),
        }
    }

    async fn limit(store: &Store, sql: &'static str) -> i64 {
        match store.writes() {
            Pool::Sqlite(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
            Pool::Postgres(_) => panic!("this store is a file"),
        }
    }

    /// SQLite says the same when the disk is full and when its file may not grow.
    #[tokio::test]
    async fn a_full_disk_takes_the_whole_page_back_and_the_run_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("plimsoll.db").display());
        let store = Store::open(&url).await.unwrap();
        let source = "jira".parse().unwrap();
        let mut run = store.begin_import(&source, DateTime::UNIX_EPOCH).await.unwrap();
        limit(&store, "pragma max_page_count = 200").await;
        let error = store.save_page(&mut run, &page()).await.unwrap_err();
        assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
        assert!(
            error
                .to_string()
                .contains("free some room and run the same command again"),
            "{error}"
        );
        assert_eq!(store.data_version().await.unwrap(), 0);
        assert_eq!(store.all_months().await.unwrap(), (vec![], vec![]));
        assert_eq!(store.people().await.unwrap(), []);

        limit(&store, "pragma max_page_count = 1000000").await;
        let report = store.save_page(&mut run, &page()).await.unwrap();
        assert_eq!(report.counts[&RecordKind::Worklog].inserted, 20_000);
        let summary = store.finish_import(run, DateTime::UNIX_EPOCH).await.unwrap();
        assert_eq!(
            summary.counts[&RecordKind::Worklog].total(),
            20_000,
            "a page that failed counts nothing"
        );
        assert_eq!((summary.rejected, summary.vanished), (0, vec![]));
    }
}
