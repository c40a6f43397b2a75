//! Mail at a real server (aiosmtpd), with STARTTLS, TLS and in the open; opened, read, and looked at in a browser.

use super::{RAISED, at, done, harbour};
use crate::browser::{Browser, is_drawn};
use crate::support::{Place, installed, repository, skip};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

const PASSWORD: (&str, &str) = ("MAIL_PASSWORD", "open sesame");

/// A mail server, its folder of mails and certificates.
struct Server {
    child: Child,
    folder: TempDir,
    port: String,
    python: PathBuf,
}

impl Server {
    fn start(options: &[&str]) -> Option<Self> {
        let Some(python) = installed(&["python3"]).filter(has_aiosmtpd) else {
            skip("aiosmtpd is not installed (pip install aiosmtpd)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        if options.contains(&"--cert") && !certify(&folder) {
            skip("openssl is not installed (Debian: apt-get install openssl)");
            return None;
        }
        let mut command = Command::new(&python);
        command
            .arg("-B")
            .arg(repository().join("tests/receivers/smtp.py"));
        command
            .arg(folder.path())
            .args(options)
            .current_dir(folder.path());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut port)
            .unwrap();
        Some(Self {
            child,
            folder,
            port: port.trim().to_owned(),
            python,
        })
    }

    fn channel(&self, more: &str) -> String {
        format!(
            "[[channels]]\nid = \"ops\"\nkind = \"mail\"\nhost = \"localhost\"\nport = {}\n\
             from = \"Plimsoll <plimsoll@example.org>\"\nto = [\"Ops <ops@example.org>\", \"lead@example.org\"]\n{more}",
            self.port
        )
    }

    fn count(&self) -> usize {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files
            .filter(|file| {
                file.as_ref()
                    .unwrap()
                    .path()
                    .extension()
                    .is_some_and(|end| end == "eml")
            })
            .count()
    }

    /// A mail, taken apart; its HTML and its picture lie beside it.
    fn mail(&self, number: usize) -> Value {
        let output = Command::new(&self.python)
            .arg("-B")
            .arg(repository().join("tests/receivers/parse.py"))
            .arg(self.folder.path().join(format!("{number}.eml")))
            .arg(self.folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn has_aiosmtpd(python: &PathBuf) -> bool {
    let tried = Command::new(python).args(["-c", "import aiosmtpd"]).output();
    tried.is_ok_and(|output| output.status.success())
}

/// An authority of our own, and a certificate for this machine by it.
fn certify(folder: &TempDir) -> bool {
    let Some(openssl) = installed(&["openssl"]) else {
        return false;
    };
    let script = "set -e
        $0 req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Ours' -keyout ca.key -out ca.pem
        $0 req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout key.pem -out cert.csr
        printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\\nbasicConstraints=CA:FALSE\\n' > san
        $0 x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out cert.pem";
    let made = Command::new("sh")
        .args(["-c", script])
        .arg(openssl)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    true
}

fn part<'a>(mail: &'a Value, kind: &str) -> &'a Value {
    let parts = mail["parts"].as_array().unwrap();
    let found: Vec<_> = parts.iter().filter(|part| part["type"] == kind).collect();
    assert_eq!(found.len(), 1, "one {kind}");
    found[0]
}

fn tls(server: &Server, more: &str) -> String {
    let ca = server.folder.path().join("ca.pem");
    server.channel(&format!(
        "ca_file = \"{}\"\nusername = \"plimsoll\"\npassword_env = \"MAIL_PASSWORD\"\n{more}",
        ca.display()
    ))
}

#[test]
fn a_mail_has_text_html_and_the_chart_and_is_drawn() {
    let options = ["--cert", "cert.pem", "--key", "key.pem", "--password", PASSWORD.1];
    let Some(server) = Server::start(&options) else {
        return;
    };
    let place = harbour(&tls(&server, "tls = \"starttls\"\n"));
    done(&place, RAISED, "refresh", &[PASSWORD]);
    done(&place, RAISED, "notify send", &[PASSWORD]);
    assert_eq!(server.count(), 1, "{}", done(&place, RAISED, "notify list", &[]));
    let mail = server.mail(1);
    let headers = &mail["headers"];
    let subject = headers["subject"].as_str().unwrap();
    assert!(
        subject.contains("Crane crew: Maintenance share at 45"),
        "{subject}"
    );
    let id = headers["message-id"].as_str().unwrap();
    assert_eq!(
        id,
        "<transition.maintenance-share-warn.squad.crane.2.ops@example.org>"
    );
    assert_eq!(headers["auto-submitted"], "auto-generated");
    assert_eq!(headers["list-id"], "Plimsoll <plimsoll.example.org>");
    assert!(headers["to"].as_str().unwrap().contains("lead@example.org"));

    let text = part(&mail, "text/plain")["text"].as_str().unwrap().to_owned();
    for words in [
        "CRANE-Bug-3",
        "2026-W05",
        "https://plimsoll.example.org/squads/crane",
        "What to do",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let picture = part(&mail, "image/png");
    assert_eq!(
        (&picture["size"][0], &picture["size"][1]),
        (&1280.into(), &640.into())
    );
    assert_eq!(
        (picture["disposition"].as_str(), picture["cid"].as_str()),
        (Some("inline"), Some("<trend>"))
    );
    let html = part(&mail, "text/html")["text"].as_str().unwrap();
    assert_eq!(html.matches("cid:trend").count(), 1);
    for fetched in ["<script", "<link", "src=\"http", "url("] {
        assert!(!html.contains(fetched), "mail fetches nothing: {fetched}");
    }
    let Some(browser) = Browser::find() else { return };
    let page = format!("file://{}", server.folder.path().join("mail.html").display());
    let seen = browser.look(&page, "760,1100");
    is_drawn(&seen);
}

#[test]
fn mail_over_tls_speaks_french() {
    let options = [
        "--cert",
        "cert.pem",
        "--key",
        "key.pem",
        "--implicit",
        "--password",
        PASSWORD.1,
    ];
    let Some(server) = Server::start(&options) else {
        return;
    };
    let place = harbour(&tls(&server, "tls = \"tls\"\nlanguage = \"fr\"\n"));
    done(&place, RAISED, "refresh", &[PASSWORD]);
    let mail = server.mail(1);
    let subject = mail["headers"]["subject"].as_str().unwrap();
    assert!(subject.contains("Part de maintenance à 45"), "{subject}");
    assert_eq!(mail["headers"]["content-language"], "fr");
    assert!(
        part(&mail, "text/html")["text"]
            .as_str()
            .unwrap()
            .contains("Que faire")
    );
}

#[test]
fn a_server_that_nobody_vouches_for_gets_no_mail() {
    let options = ["--cert", "cert.pem", "--key", "key.pem", "--password", PASSWORD.1];
    let Some(server) = Server::start(&options) else {
        return;
    };
    let unknown = tls(&server, "")
        .lines()
        .filter(|line| !line.starts_with("ca_file"))
        .fold(String::new(), |all, line| all + line + "\n");
    let place = harbour(&unknown);
    let output = at(&place, RAISED, "notify test ops", &[PASSWORD]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("no TLS with localhost"), "{said}");
    let place: Place = harbour(&tls(&server, ""));
    let output = at(&place, RAISED, "notify test ops", &[(PASSWORD.0, "wrong-word")]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("535") && !said.contains("wrong-word"), "{said}");
    assert_eq!(server.count(), 0);
}
