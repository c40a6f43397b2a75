//! People as pseudonyms, and, apart from everything else, their names (section 11 of the book).

use crate::imports::{Clash, Ids, Saved, Saving, Stored};
use crate::pool::on_pool;
use crate::read::SourceNames;
use crate::rows::{Row, Rows};
use crate::{RecordKind, Store, StoreError};
use model::ids::{PersonId, SourceId};
use model::records::{Employment, PersonRecord};
use std::borrow::Cow;

/// Somebody, without their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their row.
    pub id: PersonId,
    /// Where they came from.
    pub source: SourceId,
    /// Their key there.
    pub key: String,
    /// The group they report tickets from.
    pub group: Option<String>,
    /// How they are paid.
    pub employment: Employment,
    /// Who sends the invoice of a contractor.
    pub vendor: Option<String>,
}

/// What somebody is called. Only their own hours are shown to them under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
}

fn employment_word(employment: Employment) -> &'static str {
    match employment {
        Employment::Employee => "employee",
        Employment::Contractor => "contractor",
    }
}

fn employment(word: &str) -> Result<Employment, StoreError> {
    match word {
        "employee" => Ok(Employment::Employee),
        "contractor" => Ok(Employment::Contractor),
        other => Err(StoreError::unreadable(
            "people",
            format_args!("{other:?} is not an employment"),
        )),
    }
}

impl Saved for PersonRecord {
    const KIND: RecordKind = RecordKind::Person;
    const CLASH: Clash = Clash::Notice;
    /// The first number says whether the group is another now.
    const FIND: &'static str = "with incoming (n, source_id, key, reporter_group) as ({rows}) \
        select incoming.n, p.id, p.hash, \
        cast(case when coalesce(p.reporter_group, '') = coalesce(incoming.reporter_group, '') then 0 else 1 end as bigint), \
        cast(0 as bigint) \
        from incoming cross join people p where p.source_id = incoming.source_id and p.key = incoming.key";
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, reporter_group, employment, vendor) as ({rows}) \
        insert into people (id, source_id, hash, key, reporter_group, employment, vendor) \
        select id, source_id, hash, key, reporter_group, employment, vendor from incoming where true \
        on conflict (id) do update set hash = excluded.hash, reporter_group = excluded.reporter_group, \
        employment = excluded.employment, vendor = excluded.vendor";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write_key(&self, row: &mut Row<'_>) {
        row.text(self.key.as_str()).text(self.group.as_deref());
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.key.as_str())
            .text(self.group.as_deref())
            .text(employment_word(self.employment))
            .text(self.vendor.as_deref());
    }
}

const NAME: &str = "with incoming (person_id, name, email) as ({rows}) \
    insert into person_names (person_id, name, email) select person_id, name, email from incoming where true \
    on conflict (person_id) do update set name = excluded.name, email = excluded.email";

impl Saving<'_> {
    /// Keeps names apart.
    pub(crate) async fn name_people(
        &mut self,
        people: &[Stored<'_, PersonRecord>],
    ) -> Result<(), StoreError> {
        let mut rows = Rows::default();
        for person in people {
            rows.row()
                .int(person.id)
                .text(person.record.name.as_deref())
                .text(person.record.email.as_deref());
        }
        rows.execute(self.tx.link(), NAME).await?;
        Ok(())
    }
}

const PEOPLE: &str = "select id, source_id, key, reporter_group, employment, vendor from people order by id";
const NAMES: &str = "select person_id, name, email from person_names where person_id = $1";
const SOURCES: &str = "select id, key from sources";

/// A row of PEOPLE.
type PersonRow = (i64, i64, String, Option<String>, String, Option<String>);

impl Store {
    /// Everybody, by row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let rows: Vec<PersonRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(PEOPLE).fetch_all(pool).await?);
        let sources = self.source_names().await?;
        rows.into_iter()
            .map(|(id, source, key, group, paid, vendor)| {
                Ok(Person {
                    id: PersonId(id),
                    source: sources.of(source)?,
                    key,
                    group,
                    employment: employment(&paid)?,
                    vendor,
                })
            })
            .collect()
    }

    /// What somebody is called, if a source told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_name(&self, person: PersonId) -> Result<Option<PersonName>, StoreError> {
        let row: Option<(i64, Option<String>, Option<String>)> = on_pool!(self.reads(), pool => sqlx::query_as(NAMES)
            .bind(person.0)
            .fetch_optional(pool)
            .await?);
        Ok(row.map(|(id, name, email)| PersonName {
            person: PersonId(id),
            name,
            email,
        }))
    }

    /// Sources by row. Ask after the rows that name them: sources are only ever added.
    pub(crate) async fn source_names(&self) -> Result<SourceNames, StoreError> {
        SourceNames::new(on_pool!(self.reads(), pool => sqlx::query_as(SOURCES).fetch_all(pool).await?))
    }
}
