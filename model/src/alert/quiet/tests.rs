//! Which alerts, silences and acknowledgements keep an alert quiet, and which do not.

use super::*;
use crate::alert::{AlertState, Severity};

fn status(rule: &str, subject: AlertSubject, metric: AlertMetric, severity: Severity) -> AlertStatus {
    AlertStatus {
        rule: rule.parse().unwrap(),
        subject,
        metric,
        severity,
        state: AlertState::Firing,
        since: Some("2026-W04".parse().unwrap()),
        through: "2026-W06".parse().unwrap(),
        value: Some(0.4),
        raise: 0.35,
        clear: 0.3,
        held: None,
        number: 2,
        evidence: String::new(),
    }
}

fn squad(severity: Severity) -> AlertStatus {
    let squad: SquadId = "core".parse().unwrap();
    status("of-squads", squad.into(), AlertMetric::MaintenanceShare, severity)
}

fn tribe(metric: AlertMetric, severity: Severity) -> AlertStatus {
    status(
        "of-tribes",
        "pay".parse::<TribeId>().unwrap().into(),
        metric,
        severity,
    )
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn ask(
    status: &AlertStatus,
    others: &[AlertStatus],
    silences: &[Silence],
    given: &[Acknowledgement],
) -> Option<Quiet> {
    let tribes = Tribes::from([("core".parse().unwrap(), "pay".parse().unwrap())]);
    let around = Around {
        statuses: others,
        silences,
        acknowledgements: given,
        tribes: &tribes,
    };
    quiet(status, &around, at("2026-02-10T00:00:00Z"))
}

#[test]
fn a_tribe_as_severe_speaks_for_its_squad() {
    let alert = squad(Severity::Warn);
    let share = AlertMetric::MaintenanceShare;
    let hushed = |others: &[AlertStatus]| ask(&alert, others, &[], &[]).is_some();
    assert!(!hushed(std::slice::from_ref(&alert)), "nobody hushes oneself");
    assert!(hushed(&[tribe(share, Severity::Warn)]));
    assert!(hushed(&[tribe(share, Severity::Critical)]));
    assert!(!hushed(&[tribe(AlertMetric::Backlog, Severity::Critical)]));
    let critical = squad(Severity::Critical);
    assert_eq!(ask(&critical, &[tribe(share, Severity::Warn)], &[], &[]), None);
    let over = AlertStatus {
        state: AlertState::Pending,
        ..tribe(share, Severity::Critical)
    };
    assert!(!hushed(&[over]), "what is not raised hushes nobody");
}

#[test]
fn a_stale_source_speaks_for_all_but_sources() {
    let source: crate::ids::SourceId = "jira".parse().unwrap();
    let stale = status(
        "source-stale",
        source.into(),
        AlertMetric::SourceAge,
        Severity::Warn,
    );
    let all = [stale.clone()];
    for alert in [
        squad(Severity::Critical),
        tribe(AlertMetric::Backlog, Severity::Critical),
    ] {
        let hushed = ask(&alert, &all, &[], &[]);
        assert!(
            matches!(hushed, Some(Quiet::Inhibited { ref rule, .. }) if *rule == stale.rule),
            "{hushed:?}"
        );
    }
    assert_eq!(ask(&stale, &all, &[], &[]), None);
}

#[test]
fn a_silence_holds_for_what_it_names_while_it_lasts() {
    let alert = squad(Severity::Warn);
    let silence = Silence {
        id: 1,
        rule: None,
        subject: None,
        tribe: None,
        author: "ada".into(),
        reason: "release week".into(),
        created_at: at("2026-02-09T00:00:00Z"),
        ends_at: at("2026-02-11T00:00:00Z"),
        ended: None,
    };
    let holds = |silence: Silence| ask(&alert, &[], &[silence], &[]).is_some();
    assert!(holds(silence.clone()));
    assert!(holds(Silence {
        tribe: Some("pay".parse().unwrap()),
        ..silence.clone()
    }));
    for other in [
        Silence {
            rule: Some("another".parse().unwrap()),
            ..silence.clone()
        },
        Silence {
            tribe: Some("hr".parse().unwrap()),
            ..silence.clone()
        },
        Silence {
            subject: Some("pay".parse::<TribeId>().unwrap().into()),
            ..silence.clone()
        },
        Silence {
            created_at: at("2026-02-10T00:00:01Z"),
            ..silence.clone()
        },
        Silence {
            ends_at: at("2026-02-10T00:00:00Z"),
            ..silence.clone()
        },
        Silence {
            ended: Some((at("2026-02-10T00:00:00Z"), "bob".into())),
            ..silence
        },
    ] {
        assert!(!holds(other.clone()), "{other:?}");
    }
}

#[test]
fn an_acknowledgement_holds_for_its_spell_until_it_expires() {
    let alert = squad(Severity::Warn);
    let given = Acknowledgement {
        rule: alert.rule.clone(),
        subject: alert.subject.clone(),
        since: alert.since,
        author: "ada".into(),
        note: String::new(),
        at: at("2026-02-09T00:00:00Z"),
        expires_at: at("2026-02-12T00:00:00Z"),
    };
    let hushed = ask(&alert, &[], &[], std::slice::from_ref(&given));
    let until = given.expires_at;
    assert_eq!(
        hushed,
        Some(Quiet::Acknowledged {
            by: "ada".into(),
            until
        })
    );
    for other in [
        Acknowledgement {
            since: Some("2025-W30".parse().unwrap()),
            ..given.clone()
        },
        Acknowledgement {
            expires_at: at("2026-02-10T00:00:00Z"),
            ..given
        },
    ] {
        assert_eq!(ask(&alert, &[], &[], &[other]), None);
    }
}
