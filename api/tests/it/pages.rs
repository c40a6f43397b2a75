//! Pages and charts.

use crate::support::Harbour;

const PAGES: [&str; 13] = [
    "/",
    "/squads/crane",
    "/squads/crane/week",
    "/tribes/docks",
    "/quality",
    "/quality/worklogs_without_ticket",
    "/alerts",
    "/alerts/maintenance-share-warn.squad.crane",
    "/routing",
    "/drill?figure=detours&right_squad=rope",
    "/drill?figure=maintenance_h&squad=crane",
    "/tickets/tracker/crane%2FBug",
    "/how",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_follow_the_readers_language_and_colours() {
    let harbour = Harbour::open().await;
    for path in PAGES {
        let english = harbour.get(path).send().await.is(200);
        assert!(english.header("content-type").starts_with("text/html"), "{path}");
        let text = english.text();
        assert!(text.contains("lang=\"en\"") && text.contains("Harbour"), "{path}");
        assert!(!text.contains('⟦'), "{path} lacks words");
        assert!(
            !text.contains("<script") && !text.contains(" style=\""),
            "{path}: the policy forbids it"
        );
        assert!(
            !text.contains("<b>of</b>") && !text.contains("javascript:"),
            "{path}: what trackers say is text"
        );
        let asked = harbour
            .get(path)
            .header("accept-language", "fr-CA, en;q=0.5")
            .send()
            .await
            .is(200)
            .text();
        assert!(asked.contains("lang=\"fr\""), "{path}");
        let chosen = harbour
            .get(path)
            .header("accept-language", "fr")
            .cookies("plimsoll_lang=en; plimsoll_theme=dark");
        let chosen = chosen.send().await.is(200).text();
        assert!(
            chosen.contains("lang=\"en\"") && chosen.contains("data-theme=\"dark\""),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn choices_are_kept_and_lead_back() {
    let harbour = Harbour::open().await;
    let answer = harbour
        .get("/preferences?theme=dark&lang=fr&back=%2Fsquads%2Fcrane%3Fwindow%3Dall")
        .send()
        .await
        .is(303);
    assert_eq!(answer.header("location"), "/squads/crane?window=all");
    let cookies = answer.cookies();
    let set: std::collections::BTreeSet<_> = cookies.split("; ").collect();
    assert_eq!(set, ["plimsoll_lang=fr", "plimsoll_theme=dark"].into());
    harbour.get("/preferences?theme=pink").send().await.is(400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_link_and_picture_leads_somewhere() {
    let harbour = Harbour::open().await;
    let mut seen = std::collections::BTreeSet::from(["/".to_owned()]);
    let mut left = vec!["/".to_owned()];
    while let Some(path) = left.pop() {
        let answer = harbour.get(&path).send().await;
        assert!(
            [200, 303].contains(&answer.status.as_u16()),
            "{path}: {} {}",
            answer.status,
            answer.text()
        );
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let text = answer.text();
        for attribute in [" href=\"", " src=\"", " srcset=\""] {
            for target in text
                .split(attribute)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                let target = target.replace("&amp;", "&");
                let target = target.split('#').next().unwrap().to_owned();
                // A chart is followed once in each form: the other tests draw them in every colour and language.
                let known = match target.split_once('?') {
                    Some((chart, _)) if chart.starts_with("/charts/") => chart.to_owned(),
                    _ => target.clone(),
                };
                if target.starts_with('/') && seen.insert(known) {
                    left.push(target);
                }
            }
        }
    }
    for wanted in [
        "/squads/crane",
        "/tribes/docks",
        "/quality",
        "/alerts",
        "/drill",
        "/tickets/tracker/crane%2FBug",
    ] {
        assert!(
            seen.iter().any(|path| path.split('?').next() == Some(wanted)),
            "nothing links to {wanted}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn charts_are_drawn_in_both_themes_languages_and_forms() {
    let harbour = Harbour::open().await;
    for name in ["load-line", "hours", "backlog", "ages", "fleet", "timeline"] {
        let path = format!("/charts/{name}.svg?grain=month");
        let light = harbour.get(&path).send().await.is(200);
        assert_eq!(light.header("content-type"), "image/svg+xml");
        assert!(light.text().starts_with("<svg"), "{name}");
        for other in ["theme=dark", "lang=fr", "width=900"] {
            let other = harbour.get(&format!("{path}&{other}")).send().await.is(200);
            assert_ne!(other.body, light.body, "{name}");
        }
        let png = harbour.get(&format!("/charts/{name}.png")).send().await.is(200);
        assert!(png.body.starts_with(b"\x89PNG"), "{name}");
    }
    let load = harbour
        .get("/charts/load-line.svg?squad=crane")
        .send()
        .await
        .is(200)
        .text();
    assert!(load.contains("Crane crew"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_squads_page_says_what_matters() {
    let harbour = Harbour::open().await;
    let page = harbour.get("/squads/crane").send().await.is(200).text();
    for word in [
        "Crane crew",
        "2026-W03",
        "crane/Bug",
        "bug: type = Bug",
        "/charts/load-line.svg?squad=crane",
    ] {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains("The data end in"));
    harbour.wait_days(60);
    let later = harbour.get("/squads/crane").send().await.is(200).text();
    assert!(later.contains("The data end in 2026-W08"), "old data say so");
    assert!(later.contains("Our tracker"), "a stale source is named");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_are_pages_for_people() {
    let harbour = Harbour::open().await;
    for (path, status) in [
        ("/nothing", 404),
        ("/squads/crne", 404),
        ("/squads/%00", 404),
        ("/squads/crane?window=age", 400),
    ] {
        let answer = harbour.get(path).send().await.is(status);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(
            answer.text().contains(answer.header("x-request-id")),
            "{path} names the request"
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let answer = harbour.get("/squads/%3Cscript%3E").send().await.is(404);
    assert!(!answer.text().contains("<script>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_squads_week_says_what_came_in_and_what_is_usual() {
    let harbour = Harbour::open().await;
    let page = harbour.get("/squads/crane/week").send().await.is(200).text();
    for word in [
        "Crane crew",
        "week went to maintenance",
        "2026-W08",
        "/drill?figure=arrivals&amp;squad=crane&amp;from=2026-W08&amp;to=2026-W08",
        "/squads/crane/week?week=2026-W07",
    ] {
        assert!(page.contains(word), "{word}: {page}");
    }
    let before = harbour
        .get("/squads/crane/week?week=2026-W07")
        .send()
        .await
        .is(200);
    assert!(before.text().contains("/squads/crane/week?week=2026-W08"));
    harbour.get("/squads/crane/week?week=soon").send().await.is(400);
    harbour.get("/squads/crne/week").send().await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_alert_explains_itself() {
    let harbour = Harbour::open().await;
    let id = "maintenance-share-warn.squad.crane";
    let inbox = harbour.get("/alerts").send().await.is(200).text();
    assert!(inbox.contains(&format!("/alerts/{id}")), "the inbox leads to it");
    let page = harbour.get(&format!("/alerts/{id}")).send().await.is(200).text();
    for word in [
        "Crane crew",
        "2026-W08",
        "crane/Bug",
        "/charts/load-line.svg?from=",
        "&amp;grain=week&amp;squad=crane",
    ] {
        assert!(page.contains(word), "{word}");
    }
    let answer = harbour.get(&format!("/api/v1/alerts/{id}")).send().await.is(200);
    let answer: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
    assert_eq!(answer["id"], id);
    assert_eq!(answer["status"]["state"], "firing");
    assert_eq!(answer["transitions"].as_array().unwrap().len(), 1);
    assert_eq!(answer["tickets"][0]["key"], "crane/Bug");
    let trend = answer["trend"].as_array().unwrap();
    assert_eq!(trend.last().unwrap()["week"], "2026-W08");
    assert!(answer["what_to_do"].is_string(), "{answer}");
    for path in ["/alerts", "/api/v1/alerts"] {
        harbour
            .get(&format!("{path}/maintenance-share-warn.squad.crne"))
            .send()
            .await
            .is(404);
    }
}
