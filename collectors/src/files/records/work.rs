//! Tickets, their history and ties, and the time spent on them.

use super::super::values::word::one_of;
use super::{Build, Fields, LONGEST_PLAN, LONGEST_WORKLOG};
use chrono::NaiveDate;
use model::records::{
    LinkKind, LinkRecord, Record, TicketFields, TicketRecord, TransitionRecord, WorklogRecord,
};
use model::ticket::Field as TicketField;
use model::time::Seconds;
use std::collections::HashMap;

/// A ticket as it stands. Without a title it is called by its key.
pub(super) fn ticket(fields: &mut Fields) -> Build {
    let (key, title, url) = (fields.take("key"), fields.take("title"), fields.take("url"));
    let (created_at, initial_status) = (fields.take("created_at"), fields.take("initial_status"));
    let (parent, due_date) = (fields.take("parent"), fields.take("due_date"));
    let (estimate, remaining) = (fields.take("estimate"), fields.take("remaining"));
    let mut read_fields = ticket_fields(fields);
    Box::new(move |row| {
        let key = key.needed(key.text(row)?)?;
        Ok(Record::Ticket(TicketRecord {
            title: title.text(row)?.unwrap_or_else(|| key.clone()),
            key,
            url: url.text(row)?,
            created_at: created_at.needed(created_at.instant(row)?)?,
            initial_status: initial_status.text(row)?,
            fields: read_fields(row)?,
            parent: parent.text(row)?,
            due_date: due_date.day(row)?,
            estimate: estimate.seconds(row, LONGEST_PLAN)?,
            remaining: remaining.seconds(row, LONGEST_PLAN)?,
        }))
    })
}

/// The fields that rules match on.
fn ticket_fields(
    fields: &mut Fields,
) -> impl FnMut(&super::Cells) -> Result<TicketFields, super::Problem> + Send + use<> {
    let (project, kind, status) = (fields.take("project"), fields.take("type"), fields.take("status"));
    let (priority, labels, components) = (
        fields.take("priority"),
        fields.take("labels"),
        fields.take("components"),
    );
    let (assignee, reporter, reporter_group) = (
        fields.take("assignee"),
        fields.take("reporter"),
        fields.take("reporter_group"),
    );
    let (squad, initiative, sprint) = (
        fields.take("squad"),
        fields.take("initiative"),
        fields.take("sprint"),
    );
    let custom = fields.take_custom();
    move |row| {
        let mut own = std::collections::BTreeMap::new();
        for (name, field) in &custom {
            if let Some(text) = field.text(row)? {
                own.insert(name.clone(), text);
            }
        }
        Ok(TicketFields {
            project: project.text(row)?,
            kind: kind.text(row)?,
            status: status.needed(status.text(row)?)?,
            priority: priority.text(row)?,
            labels: labels.list(row)?,
            components: components.list(row)?,
            assignee: assignee.text(row)?,
            reporter: reporter.text(row)?,
            reporter_group: reporter_group.text(row)?,
            squad: squad.text(row)?,
            initiative: initiative.text(row)?,
            sprint: sprint.text(row)?,
            custom: own,
        })
    }
}

/// A change in a ticket's history.
pub(super) fn transition(fields: &mut Fields) -> Build {
    let (ticket, at, sequence) = (fields.take("ticket"), fields.take("at"), fields.take("sequence"));
    let (field, from, to) = (fields.take("field"), fields.take("from"), fields.take("to"));
    let author = fields.take("author");
    let words = TicketField::ALL.map(|field| (field.word(), field));
    Box::new(move |row| {
        Ok(Record::Transition(TransitionRecord {
            ticket: ticket.needed(ticket.text(row)?)?,
            at: at.needed(at.instant(row)?)?,
            sequence: sequence.integer(row)?.unwrap_or(0),
            field: field.needed(field.value(row, |text| one_of(text, &words))?)?,
            from: from.text(row)?,
            to: to.text(row)?,
            author: author.text(row)?,
        }))
    })
}

/// A tie between two tickets.
pub(super) fn link(fields: &mut Fields) -> Build {
    const KINDS: [LinkKind; 4] = [
        LinkKind::Blocks,
        LinkKind::Relates,
        LinkKind::Duplicates,
        LinkKind::SplitFrom,
    ];
    let (from, to, kind) = (fields.take("from"), fields.take("to"), fields.take("type"));
    let words = KINDS.map(|kind| (kind.word(), kind));
    Box::new(move |row| {
        Ok(Record::Link(LinkRecord {
            from: from.needed(from.text(row)?)?,
            to: to.needed(to.text(row)?)?,
            kind: kind.needed(kind.value(row, |text| one_of(text, &words))?)?,
        }))
    })
}

/// Time somebody spent. Without a `key` the content is the key, with a number for rows that say the same.
pub(super) fn worklog(fields: &mut Fields) -> Build {
    let (key, ticket, person) = (fields.take("key"), fields.take("ticket"), fields.take("person"));
    let (work_date, seconds) = (fields.take("work_date"), fields.take("seconds"));
    let billable = fields.take("billable");
    let mut content_keys = key.column.is_none().then(ContentKeys::default);
    Box::new(move |row| {
        let mut worklog = WorklogRecord {
            key: String::new(),
            ticket: ticket.text(row)?,
            person: person.text(row)?,
            work_date: work_date.needed(work_date.day(row)?)?,
            seconds: seconds.needed(seconds.seconds(row, LONGEST_WORKLOG)?)?,
            billable: billable.yes_or_no(row)?,
        };
        worklog.key = match &mut content_keys {
            Some(keys) => keys.next(&worklog),
            None => key.needed(key.text(row)?)?,
        };
        Ok(Record::Worklog(worklog))
    })
}

/// Keys made of content: the same rows always get the same, in whatever order they come.
#[derive(Default)]
struct ContentKeys {
    seen: HashMap<u64, u32>,
}

impl ContentKeys {
    fn next(&mut self, worklog: &WorklogRecord) -> String {
        let WorklogRecord {
            key: _,
            ticket,
            person,
            work_date,
            seconds,
            billable,
        } = worklog;
        let content: (_, _, &NaiveDate, &Seconds, _) = (ticket, person, work_date, seconds, billable);
        let hash = blake3::hash(format!("{content:?}").as_bytes());
        let [first, second, ..] = hash.as_bytes().as_chunks::<8>().0 else {
            unreachable!("a blake3 hash has 32 bytes")
        };
        let (first, second) = (u64::from_be_bytes(*first), u64::from_be_bytes(*second));
        let count = self.seen.entry(first).or_insert(0);
        *count += 1;
        format!("{first:016x}{second:016x}-{count}")
    }
}
