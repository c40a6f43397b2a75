-- Messages to people: written together with what they tell of, kept after they were sent.

create table deliveries (
    id integer primary key,
    channel text not null,
    kind text not null,
    event text not null,
    thread text not null,
    notice text not null,
    state text not null,
    why text,
    attempts bigint not null,
    created_at text not null,
    next_attempt_at text not null,
    claimed_by text,
    claimed_until text,
    last_error text,
    sent_at text,
    unique (channel, kind, event)
);
create index deliveries_by_state on deliveries (state, next_attempt_at);
create index deliveries_by_thread on deliveries (channel, thread, id);
