-- The system of record: the words of the metric book, section 1, as tables.
--
-- The same tables, columns and names stand in the other folder of migrations; a test compares the two files. Instants
-- are UTC to the microsecond, days are days, months are months since year 0, time is whole seconds, money is whole
-- minor units with a currency. Rows of imports get their ids from `counters`, so that both databases number them alike.
--
-- transitions and worklogs carry no foreign keys: their ids come from the same transaction, and checking three keys a
-- row would double the time of an import of ten million of them.

create table counters (
    name text primary key,
    value bigint not null
);
insert into counters (name, value) values
    ('data_version', 0), ('ticket', 0), ('transition', 0), ('link', 0), ('worklog', 0), ('person', 0), ('membership', 0),
    ('absence', 0), ('calendar_day', 0), ('sprint', 0), ('initiative', 0), ('dependency', 0), ('rate', 0), ('budget', 0),
    ('expense', 0), ('exchange_rate', 0);

-- Where rows come from, and what they add up to.
create table sources (
    id integer primary key,
    key text not null unique,
    tickets bigint not null default 0,
    worklogs bigint not null default 0,
    seconds bigint not null default 0
);

create table import_runs (
    id integer primary key,
    source_id bigint not null references sources (id),
    started_at text not null,
    finished_at text,
    inserted bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    rejected bigint not null default 0
);
create index import_runs_source on import_runs (source_id, id);

create table rejects (
    id integer primary key,
    run_id bigint not null references import_runs (id),
    origin text not null,
    line bigint,
    column_name text,
    value text,
    reason text not null,
    raw text not null
);
create index rejects_run on rejects (run_id, id);

-- People are pseudonyms everywhere but in person_names (section 11). hash 0: known only from what they did.
create table people (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    reporter_group text,
    employment text not null,
    vendor text,
    unique (source_id, key)
);

create table person_names (
    person_id integer primary key references people (id),
    name text,
    email text
);

create table memberships (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    person_id bigint not null references people (id),
    squad text not null,
    role text,
    allocation_millionths bigint not null,
    first_day text not null,
    last_day text,
    unique (source_id, key)
);

create table absences (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    person_id bigint not null references people (id),
    day text not null,
    seconds bigint,
    unique (source_id, key)
);

create table calendar_days (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    squad text,
    day text not null,
    seconds bigint not null,
    unique (source_id, key)
);

create table tickets (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    title text not null,
    url text,
    created_at text not null,
    created_month bigint not null,
    initial_status text,
    project text,
    kind text,
    status text not null,
    priority text,
    labels text not null,
    components text not null,
    assignee_id bigint,
    reporter_id bigint,
    reporter_group text,
    squad text,
    initiative text,
    sprint text,
    custom text not null,
    parent_key text,
    parent_id bigint,
    due_date text,
    estimate_seconds bigint,
    remaining_seconds bigint,
    unique (source_id, key)
);
create index tickets_month on tickets (created_month, id);
create index tickets_parent on tickets (parent_id) where parent_id is not null;
create index tickets_waiting on tickets (source_id, parent_key) where parent_id is null and parent_key is not null;

-- What a ticket said before an import changed it: trackers forget, we do not.
create table ticket_revisions (
    id integer primary key,
    ticket_id bigint not null references tickets (id),
    run_id bigint not null references import_runs (id),
    status text not null,
    squad text,
    kind text,
    project text,
    priority text,
    sprint text,
    initiative text,
    assignee_id bigint,
    due_date text,
    estimate_seconds bigint,
    remaining_seconds bigint
);
create index ticket_revisions_ticket on ticket_revisions (ticket_id, id);

create table transitions (
    id integer primary key,
    source_id bigint not null,
    hash bigint not null,
    ticket_key text not null,
    ticket_id bigint,
    changed_at text not null,
    sequence bigint not null,
    field text not null,
    from_value text,
    to_value text,
    author_id bigint,
    unique (source_id, ticket_key, changed_at, sequence, field)
);
create index transitions_ticket on transitions (ticket_id) where ticket_id is not null;
create index transitions_waiting on transitions (source_id, ticket_key) where ticket_id is null;

create table links (
    id integer primary key,
    source_id bigint not null references sources (id),
    hash bigint not null,
    from_key text not null,
    to_key text not null,
    kind text not null,
    from_id bigint references tickets (id),
    to_id bigint references tickets (id),
    unique (source_id, from_key, to_key, kind)
);
create index links_from on links (from_id) where from_id is not null;
create index links_to on links (to_id) where to_id is not null;
create index links_waiting_from on links (source_id, from_key) where from_id is null;
create index links_waiting_to on links (source_id, to_key) where to_id is null;

create table worklogs (
    id integer primary key,
    source_id bigint not null,
    key text not null,
    hash bigint not null,
    ticket_key text,
    ticket_id bigint,
    person_id bigint,
    work_date text not null,
    month bigint not null,
    seconds bigint not null,
    billable boolean,
    unique (source_id, key)
);
create index worklogs_month on worklogs (month, id);
create index worklogs_ticket on worklogs (ticket_id, month) where ticket_id is not null;
create index worklogs_waiting on worklogs (source_id, ticket_key) where ticket_id is null and ticket_key is not null;

create table sprints (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    name text not null,
    squad text,
    starts_at text,
    ends_at text,
    completed_at text,
    unique (source_id, key)
);

create table initiatives (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    name text not null,
    squad text,
    quarter text,
    start_date text,
    due_date text,
    delivered_at text,
    dropped_at text,
    committed_at text,
    project text,
    effort_seconds bigint,
    okr_impact real,
    unique (source_id, key)
);

create table initiative_revisions (
    id integer primary key,
    initiative_id bigint not null references initiatives (id),
    run_id bigint not null references import_runs (id),
    name text not null,
    squad text,
    quarter text,
    start_date text,
    due_date text,
    delivered_at text,
    dropped_at text,
    committed_at text,
    project text,
    effort_seconds bigint,
    okr_impact real
);
create index initiative_revisions_initiative on initiative_revisions (initiative_id, id);

create table dependencies (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    initiative text not null,
    provider text not null,
    what text not null,
    need_by text,
    declared_at text not null,
    state text not null,
    state_at text not null,
    unique (source_id, key)
);

create table dependency_revisions (
    id integer primary key,
    dependency_id bigint not null references dependencies (id),
    run_id bigint not null references import_runs (id),
    initiative text not null,
    provider text not null,
    what text not null,
    need_by text,
    declared_at text not null,
    state text not null,
    state_at text not null
);
create index dependency_revisions_dependency on dependency_revisions (dependency_id, id);

create table rates (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    project text,
    person text,
    role text,
    first_day text not null,
    hourly bigint not null,
    currency text not null,
    unique (source_id, key)
);

create table budgets (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    project text not null,
    first_day text,
    last_day text,
    amount bigint,
    currency text,
    seconds bigint,
    revision bigint not null,
    author text,
    revised_on text,
    reason text,
    unique (source_id, key)
);

create table expenses (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    project text not null,
    vendor text,
    day text not null,
    amount bigint not null,
    currency text not null,
    is_invoice boolean not null,
    unique (source_id, key)
);

create table exchange_rates (
    id integer primary key,
    source_id bigint not null references sources (id),
    key text not null,
    hash bigint not null,
    from_currency text not null,
    to_currency text not null,
    month bigint not null,
    millionths bigint not null,
    unique (source_id, key)
);

-- What a refresh has to do again. month 0 where the mark is not about a month.
create table dirty_marks (
    kind text not null,
    month bigint not null,
    version bigint not null,
    primary key (kind, month)
);

create table rules (
    version text primary key,
    text text not null,
    first_used_at text not null
);

create table alert_statuses (
    rule text not null,
    squad text not null,
    severity text not null,
    state text not null,
    since text,
    through text not null,
    value real,
    raise_line real not null,
    clear_line real not null,
    primary key (rule, squad)
);

create table alert_transitions (
    id integer primary key,
    rule text not null,
    squad text not null,
    severity text not null,
    from_state text not null,
    state text not null,
    since text,
    through text not null,
    value real,
    raise_line real not null,
    clear_line real not null,
    week text not null,
    withdrawn_by_late_data boolean not null,
    noticed_at text not null,
    unique (rule, squad, week, from_state, state)
);

create table users (
    id integer primary key,
    name text not null unique,
    password_hash text not null,
    role text not null,
    scope text not null,
    created_at text not null,
    disabled_at text
);

-- Only hashes of secrets are kept.
create table sessions (
    token_hash text primary key,
    user_id bigint not null references users (id),
    created_at text not null,
    expires_at text not null
);
create index sessions_user on sessions (user_id);

create table tokens (
    id integer primary key,
    name text not null,
    token_hash text not null unique,
    user_id bigint references users (id),
    role text not null,
    scope text not null,
    created_at text not null,
    expires_at text not null,
    revoked_at text
);
create index tokens_user on tokens (user_id);

create table leases (
    name text primary key,
    holder text not null,
    expires_at text not null
);
