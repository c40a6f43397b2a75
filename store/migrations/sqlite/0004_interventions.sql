-- What was decided against maintenance. Rows without a source were written down here. Nothing is overwritten unseen: what
-- an import changes stays in a revision, and what is withdrawn stays a row.

create table interventions (
    id integer primary key,
    source_id bigint references sources (id),
    key text not null,
    hash bigint not null,
    level text not null,
    scope text not null,
    kind text not null,
    first_day text not null,
    last_day text,
    note text,
    rebase boolean not null,
    author text,
    recorded_at text not null,
    withdrawn_at text,
    withdrawn_by text,
    unique (source_id, key)
);

create table intervention_revisions (
    id integer primary key,
    intervention_id bigint not null references interventions (id),
    run_id bigint not null references import_runs (id),
    level text not null,
    scope text not null,
    kind text not null,
    first_day text not null,
    last_day text,
    note text,
    rebase boolean not null,
    author text
);
create index intervention_revisions_intervention on intervention_revisions (intervention_id, id);

insert into counters (name, value) values ('intervention', 0);
