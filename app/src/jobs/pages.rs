//! Reading a month from the store page by page, the next page under way while this one is worked on.

use anyhow::Result;
use model::ids::{TicketId, WorklogId};
use model::ticket::{TicketHistory, Worklog};
use model::time::Month;
use std::future::Future;
use store::{Store, StoreError};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// Rows a page: enough that the store's overhead is small, few enough that two pages are.
pub(crate) const PAGE_ROWS: usize = 20_000;

/// What the store keeps by month and gives in pages, in the order of ids.
pub(crate) trait Paged: Sized + Send + 'static {
    /// Where a page after this row starts.
    fn id(&self) -> i64;

    /// The rows of a month after an id.
    fn page(
        store: Store,
        month: Month,
        after: i64,
    ) -> impl Future<Output = Result<Vec<Self>, StoreError>> + Send + 'static;
}

impl Paged for Worklog {
    fn id(&self) -> i64 {
        self.id.0
    }

    async fn page(store: Store, month: Month, after: i64) -> Result<Vec<Self>, StoreError> {
        store.worklogs_of_month(month, WorklogId(after), PAGE_ROWS).await
    }
}

impl Paged for TicketHistory {
    fn id(&self) -> i64 {
        self.ticket.id.0
    }

    async fn page(store: Store, month: Month, after: i64) -> Result<Vec<Self>, StoreError> {
        store.tickets_of_month(month, TicketId(after), PAGE_ROWS).await
    }
}

/// The pages of a month. For a blocking thread: asking for the next page waits for it.
pub(crate) struct Pages<T> {
    runtime: Handle,
    store: Store,
    month: Month,
    ahead: Option<JoinHandle<Result<Vec<T>, StoreError>>>,
}

impl<T: Paged> Pages<T> {
    /// Starts reading.
    pub(crate) fn of(runtime: &Handle, store: &Store, month: Month) -> Self {
        let mut pages = Self {
            runtime: runtime.clone(),
            store: store.clone(),
            month,
            ahead: None,
        };
        pages.read_ahead(0);
        pages
    }

    fn read_ahead(&mut self, after: i64) {
        let page = T::page(self.store.clone(), self.month, after);
        self.ahead = Some(self.runtime.spawn(page));
    }

    fn wait(&mut self, page: JoinHandle<Result<Vec<T>, StoreError>>) -> Result<Vec<T>> {
        let rows = self.runtime.block_on(page)??;
        if rows.len() == PAGE_ROWS
            && let Some(last) = rows.last()
        {
            self.read_ahead(last.id());
        }
        Ok(rows)
    }
}

impl<T: Paged> Iterator for Pages<T> {
    type Item = Result<Vec<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.ahead.take()?;
        match self.wait(page) {
            Ok(rows) if rows.is_empty() => None,
            other => Some(other),
        }
    }
}
