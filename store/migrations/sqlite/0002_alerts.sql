-- Alerts of any metric and any subject: squads, tribes, sources or the organisation. What was told of squads stays.

create table alert_statuses_of_subjects (
    rule text not null,
    scope text not null,
    subject text not null,
    metric text not null,
    severity text not null,
    state text not null,
    since text,
    through text not null,
    value real,
    raise_line real not null,
    clear_line real not null,
    held text,
    number bigint not null,
    evidence text not null,
    primary key (rule, scope, subject)
);
insert into alert_statuses_of_subjects (rule, scope, subject, metric, severity, state, since, through, value, raise_line,
    clear_line, held, number, evidence)
select rule, 'squad', squad, 'maintenance_share', severity, state, since, through, value, raise_line, clear_line, null,
    (select count(*) from alert_transitions t where t.rule = s.rule and t.squad = s.squad), ''
from alert_statuses s;

create table alert_transitions_of_subjects (
    id integer primary key,
    rule text not null,
    scope text not null,
    subject text not null,
    metric text not null,
    severity text not null,
    from_state text not null,
    state text not null,
    since text,
    through text not null,
    value real,
    raise_line real not null,
    clear_line real not null,
    held text,
    number bigint not null,
    evidence text not null,
    week text not null,
    late text,
    is_history boolean not null,
    noticed_at text not null,
    unique (rule, scope, subject, number)
);
insert into alert_transitions_of_subjects (rule, scope, subject, metric, severity, from_state, state, since, through, value,
    raise_line, clear_line, held, number, evidence, week, late, is_history, noticed_at)
select rule, 'squad', squad, 'maintenance_share', severity, from_state, state, since, through, value, raise_line, clear_line,
    null, row_number() over (partition by rule, squad order by id), '', week,
    case when withdrawn_by_late_data then 'withdrawn' end, true, noticed_at
from alert_transitions order by id;

drop table alert_statuses;
drop table alert_transitions;
alter table alert_statuses_of_subjects rename to alert_statuses;
alter table alert_transitions_of_subjects rename to alert_transitions;
