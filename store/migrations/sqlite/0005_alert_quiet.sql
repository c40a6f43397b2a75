-- What people say of alerts: they have taken one, or want to hear nothing for a while. Rows are only added.

create table alert_acknowledgements (
    id integer primary key,
    rule text not null,
    scope text not null,
    subject text not null,
    since text,
    author text not null,
    note text not null,
    given_at text not null,
    expires_at text not null
);
create index alert_acknowledgements_by_expiry on alert_acknowledgements (expires_at);

create table alert_silences (
    id integer primary key,
    rule text,
    scope text,
    subject text,
    tribe text,
    author text not null,
    reason text not null,
    created_at text not null,
    ends_at text not null
);
create index alert_silences_by_end on alert_silences (ends_at);

create table alert_silence_ends (
    silence_id integer primary key references alert_silences (id),
    ended_at text not null,
    ended_by text not null
);
