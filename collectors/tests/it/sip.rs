//! A real company's tasks and hours, read with the mapping that is kept beside the end-to-end tests.

use collectors::files::{FileImport, Mapping};
use model::records::{Record, TicketRecord};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/sip");
const MAPPING: &str = include_str!("../../../tests/mappings/sip.toml");

#[test]
fn the_sip_data_is_read_to_the_second() {
    let files: Vec<PathBuf> = ["Sip-task-info.csv", "est-act-dates.csv"]
        .map(|name| Path::new(DATA).join(name))
        .into();
    if !files.iter().all(|file| file.exists()) {
        eprintln!("skipped: ../shared/data/sip is not there");
        return;
    }
    let mapping = Mapping::parse(MAPPING, "sip.toml").unwrap();
    let import = FileImport::open(&mapping, &files, chrono_tz::Europe::London, 1000).unwrap();
    let mut tickets: BTreeMap<String, TicketRecord> = BTreeMap::new();
    let mut worklogs = HashSet::new();
    let (mut seconds, mut transitions, mut started) = (0, HashSet::new(), 0);
    for page in import {
        let page = page.unwrap();
        assert!(page.records.len() <= 1000);
        assert_eq!(page.rejects, []);
        for located in page.records {
            match located.record {
                Record::Ticket(ticket) => {
                    tickets.entry(ticket.key.clone()).or_insert(ticket);
                }
                Record::Worklog(worklog) => {
                    seconds += worklog.seconds.0;
                    assert!(worklogs.insert(worklog.key), "line {} came twice", located.line);
                }
                Record::Transition(change) => {
                    let is_new = transitions.insert((change.ticket.clone(), change.at, change.sequence));
                    started += usize::from(is_new && change.to.as_deref() == Some("STARTED"));
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(worklogs.len(), 12_299);
    assert_eq!(tickets.len(), 10_266);
    assert_eq!(seconds, 342_007_128, "95,001.98 h");
    assert_eq!(started, 10_266 - 302, "302 tasks have no start");
    assert_eq!(transitions.len(), 2 * 10_266 - 302);
    let first = &tickets["1735"];
    assert_eq!(
        first.title,
        "Flag RI on SCM Message Summary screen using metadata RI application rules"
    );
    assert_eq!(first.fields.custom["Category"], "Development");
    assert_eq!(first.estimate.map(|estimate| estimate.0), Some(14 * 3600));
    let marks = tickets
        .values()
        .filter(|ticket| ticket.title.contains('\u{2019}'))
        .count();
    assert!(marks > 0, "the file's byte 0x92 is an apostrophe in windows-1252");
}

#[test]
fn the_organisation_file_is_good() {
    let text = include_str!("../../../tests/mappings/sip-plimsoll.toml");
    let config = model::config::parse(text, "sip-plimsoll.toml").unwrap();
    assert_eq!(config.squads.len(), 20);
    let mapping = Mapping::parse(MAPPING, "sip.toml").unwrap();
    assert!(config.sources.contains_key(mapping.source()));
}
