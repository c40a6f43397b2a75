//! Messages in both languages: every metric has its words, what is told is told in text and in HTML.

use reports::messages::{
    About, AlertNotice, DigestLine, DigestNotice, Measure, Point, Ticket, Words, alert, digest, html, sample,
    text,
};
use reports::{Direction, Language, Period, Severity};

fn notice(about: About, metric: &str, measure: Measure) -> AlertNotice {
    let week = |number| Period::week(2026, number).unwrap();
    AlertNotice {
        about,
        organisation: "Harbour".to_owned(),
        channel: "ops".to_owned(),
        subject: "Crane <crew>".to_owned(),
        severity: Severity::Critical,
        rule: "rule-of-ours".to_owned(),
        metric: metric.to_owned(),
        measure,
        owner: Some("dock-master".to_owned()),
        value: Some(0.45),
        raise: 0.35,
        clear: 0.3,
        since: Some(week(4)),
        week: week(5),
        trend: (3..=5)
            .map(|number| Point {
                week: week(number),
                value: (number > 3).then_some(0.4),
            })
            .collect(),
        direction: Direction::Up,
        tickets: vec![Ticket {
            key: "CRANE-1".to_owned(),
            title: "Rope & hook".to_owned(),
            href: Some("https://tracker.example.org/CRANE-1".to_owned()),
            hours: 12.5,
        }],
        link: Some("https://plimsoll.example.org/squads/crane".to_owned()),
    }
}

fn whole(words: &Words) {
    let (plain, rich) = (text(words), html(words, Some(("trend", "a chart"))));
    for said in [&plain, &rich, &words.subject] {
        assert!(!said.contains('⟦'), "words are missing: {said}");
    }
    assert!(!rich.contains("<crew>"), "titles are no markup");
    assert!(rich.contains("src=\"cid:trend\""));
}

#[test]
fn every_metric_and_event_has_its_words() {
    let metrics = [
        ("maintenance_share", Measure::Share),
        ("maintenance_load", Measure::Share),
        ("coverage", Measure::Share),
        ("undrained_flow", Measure::PerWeek),
        ("backlog", Measure::Count),
        ("open_age_p85", Measure::Days),
        ("forward_load", Measure::Share),
        ("misroute_rate", Measure::Share),
        ("source_age", Measure::Count),
    ];
    let events = [
        About::Raised,
        About::Ended,
        About::Confirmed,
        About::Withdrawn,
        About::Reminder,
    ];
    for language in Language::ALL {
        for (metric, measure) in metrics {
            for about in events {
                whole(&alert(&notice(about, metric, measure), language));
            }
        }
        whole(&sample(language, "Harbour", "ops", None));
    }
}

#[test]
fn an_alert_explains_itself_in_plain_text() {
    let words = alert(
        &notice(About::Raised, "maintenance_share", Measure::Share),
        Language::En,
    );
    let plain = text(&words).replace('\u{202F}', " ");
    let order = [
        "Crane <crew>: Maintenance share at 45 % since 2026-W04 (line 35 %)",
        "2026-W05: 45 %",
        "Rule rule-of-ours: it is raised at 35 %",
        "2026-W03: –",
        "CRANE-1  Rope & hook  12.5 h",
        "What to do:",
        "https://plimsoll.example.org/squads/crane",
    ];
    let mut rest = plain.as_str();
    for words in order {
        let at = rest
            .find(words)
            .unwrap_or_else(|| panic!("{words:?} is not where it belongs:\n{plain}"));
        rest = &rest[at + words.len()..];
    }
    let over = alert(
        &notice(About::Ended, "maintenance_share", Measure::Share),
        Language::En,
    );
    assert_eq!(over.action, None, "there is nothing to do when it is over");
}

#[test]
fn a_digest_counts_and_lists() {
    let line = DigestLine {
        severity: Severity::Warn,
        subject: "Crane".to_owned(),
        metric: "backlog".to_owned(),
        measure: Measure::Count,
        value: Some(42.0),
        raise: 40.0,
        since: Some(Period::week(2026, 4).unwrap()),
        link: None,
    };
    let of = |lines: Vec<DigestLine>, language| {
        let notice = DigestNotice {
            organisation: "Harbour".to_owned(),
            channel: "ops".to_owned(),
            tribe: "The docks".to_owned(),
            day: "2026-02-05".parse().unwrap(),
            lines,
            link: None,
        };
        digest(&notice, language)
    };
    let words = of(vec![line.clone(), line.clone()], Language::Fr);
    whole(&words);
    assert_eq!(words.title, "The docks\u{a0}: 2 alertes");
    assert!(text(&words).contains("42"));
    assert_eq!(of(vec![line], Language::En).title, "The docks: one alert");
    assert_eq!(of(Vec::new(), Language::En).title, "The docks: all calm");
}
