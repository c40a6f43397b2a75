//! Prometheus' Alertmanager from Debian's package: it has our alerts, and ends them.

use super::{ENDED, RAISED, done, harbour};
use crate::support::client::Request;
use crate::support::{installed, skip};
use serde_json::Value;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

struct Alertmanager {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Alertmanager {
    fn start() -> Option<Self> {
        let Some(program) = installed(&["prometheus-alertmanager", "alertmanager"]) else {
            skip("Alertmanager is not installed (Debian: apt-get install prometheus-alertmanager)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config.yml");
        std::fs::write(&config, "route: {receiver: none}\nreceivers: [{name: none}]\n").unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(program)
            .arg(format!("--config.file={}", config.display()))
            .arg(format!("--storage.path={}", folder.path().display()))
            .arg(format!("--web.listen-address={address}"))
            .arg("--cluster.listen-address=")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let started = Self {
            child,
            address,
            _folder: folder,
        };
        let began = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(30),
                "Alertmanager does not listen"
            );
            std::thread::yield_now();
        }
        Some(started)
    }

    fn alerts(&self) -> Vec<Value> {
        let answer = Request::get("/api/v2/alerts")
            .send(self.address)
            .status(200)
            .json();
        answer.as_array().unwrap().clone()
    }
}

impl Drop for Alertmanager {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn alertmanager_has_our_alerts_and_ends_them() {
    let Some(alertmanager) = Alertmanager::start() else {
        return;
    };
    // Alertmanager looks at its own clock: an alert of the past is held long enough to be raised today.
    let place = harbour(&format!(
        "[[channels]]\nid = \"am\"\nkind = \"alertmanager\"\nurl = \"http://{}/\"\nhold_minutes = 50000000\nreminder = 0\n",
        alertmanager.address
    ));
    done(&place, RAISED, "refresh", &[]);
    let alerts = alertmanager.alerts();
    assert_eq!(
        alerts.len(),
        1,
        "{alerts:#?}\n{}",
        done(&place, RAISED, "notify list", &[])
    );
    let labels = &alerts[0]["labels"];
    for (label, value) in [
        ("alertname", "maintenance_share"),
        ("rule", "maintenance-share-warn"),
        ("scope", "squad"),
        ("subject", "crane"),
        ("severity", "warn"),
        ("tribe", "docks"),
    ] {
        assert_eq!(labels[label], value, "{labels}");
    }
    let summary = alerts[0]["annotations"]["summary"].as_str().unwrap();
    assert!(summary.contains("Crane crew"), "{summary}");
    assert_eq!(
        alerts[0]["generatorURL"],
        "https://plimsoll.example.org/squads/crane"
    );
    done(&place, RAISED, "notify send", &[]);
    assert_eq!(alertmanager.alerts().len(), 1, "said again, it is the same alert");

    done(&place, ENDED, "refresh", &[]);
    assert_eq!(
        alertmanager.alerts(),
        Vec::<Value>::new(),
        "{}",
        done(&place, ENDED, "notify list", &[])
    );
}
