//! The description of the API is complete: what is described is there, and the other way round.

use crate::support::Harbour;
use serde_json::Value;

/// Sources that register routes, to be compared with the description.
const SOURCES: [&str; 3] = ["data", "charts", "pages"];

fn described() -> Value {
    serde_json::to_value(api::openapi()).unwrap()
}

#[test]
fn it_is_openapi_three_one_and_every_operation_is_described() {
    let document = described();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut ids = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {path}");
            assert!(
                operation["summary"].as_str().is_some_and(|text| text.len() > 5),
                "{place}"
            );
            assert!(!operation["responses"].as_object().unwrap().is_empty(), "{place}");
            assert!(
                ids.insert(operation["operationId"].as_str().unwrap().to_owned()),
                "{place}: an id twice"
            );
            let named = operation["parameters"].as_array().cloned().unwrap_or_default();
            for part in path
                .split('/')
                .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            {
                let found = named
                    .iter()
                    .any(|one| one["name"] == part && one["in"] == "path" && one["required"] == true);
                assert!(found, "{place} does not describe {part}");
            }
        }
    }
}

/// Every path that stands in a source as a route is described. (The router is made from the description's own
/// endpoints; this finds a route that went around them.)
#[test]
fn no_route_goes_around_the_description() {
    let document = described();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = 0;
    let mut files: Vec<_> = SOURCES.iter().map(|folder| root.join(folder)).collect();
    while let Some(file) = files.pop() {
        if file.is_dir() {
            files.extend(
                std::fs::read_dir(&file)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(
            !text.contains(".route("),
            "{} registers a route without describing it",
            file.display()
        );
        for path in text
            .split("Endpoint::get(")
            .skip(1)
            .filter_map(|rest| rest.split('"').nth(1))
        {
            if path.starts_with('/') {
                assert!(document["paths"].get(path).is_some(), "{path} is not described");
                found += 1;
            }
        }
    }
    assert!(found > 10, "only {found} routes found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_described_is_there() {
    let harbour = Harbour::open().await;
    assert_eq!(
        harbour.get("/api/openapi.json").send().await.is(200).json(),
        described()
    );
    for (path, item) in described()["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let address = path.replace(['{', '}'], "");
            let answer = harbour.ask(&method.to_uppercase(), &address).send().await;
            let missing = answer.status == 404 && answer.text().contains("nothing at this address");
            let routed = answer.status != 405 && !missing;
            assert!(
                routed,
                "{method} {path} is described and not there: {}",
                answer.status
            );
        }
    }
}
