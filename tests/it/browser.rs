//! The pages in a real browser: Chromium without a window, from Debian's package.

use crate::support::server::Server;
use crate::support::{Place, installed, repository, skip};
use std::path::Path;
use std::process::{Command, Output};

/// A browser that is installed.
pub(crate) struct Browser {
    program: std::path::PathBuf,
    python: std::path::PathBuf,
    place: Place,
}

/// What can be seen of a page.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The page as the browser understood it.
    pub(crate) dom: String,
    /// How many colours its picture has.
    pub(crate) colours: usize,
    /// Which part of it the commonest colour covers.
    pub(crate) commonest: f64,
}

impl Browser {
    /// The browser of this machine; says so where there is none.
    pub(crate) fn find() -> Option<Self> {
        let Some(program) = installed(&["chromium", "chromium-browser", "google-chrome"]) else {
            skip("Chromium is not installed (Debian: apt-get install chromium)");
            return None;
        };
        let Some(python) = installed(&["python3"]) else {
            skip("python3 is not installed");
            return None;
        };
        Some(Self {
            program,
            python,
            place: Place::new(),
        })
    }

    fn run(&self, arguments: &[&str], url: &str) -> Output {
        let profile = format!("--user-data-dir={}", self.place.path("profile").display());
        let quiet = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ];
        let output = Command::new(&self.program)
            .args(quiet)
            .arg(profile)
            .args(arguments)
            .arg(url)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }

    /// Opens a page in a window of some size.
    pub(crate) fn look(&self, url: &str, size: &str) -> Seen {
        let picture = self.place.path("page.png");
        let dom = self.run(&["--dump-dom"], url).stdout;
        self.run(
            &[
                &format!("--screenshot={}", picture.display()),
                &format!("--window-size={size}"),
            ],
            url,
        );
        let (colours, commonest) = self.measure(&picture);
        Seen {
            dom: String::from_utf8_lossy(&dom).into_owned(),
            colours,
            commonest,
        }
    }

    fn measure(&self, picture: &Path) -> (usize, f64) {
        let script = repository().join("tests/oracle/picture.py");
        let output = Command::new(&self.python)
            .arg("-B")
            .arg(script)
            .arg(picture)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let said = String::from_utf8(output.stdout).unwrap();
        let numbers: Vec<&str> = said.split_whitespace().collect();
        (numbers[2].parse().unwrap(), numbers[3].parse().unwrap())
    }
}

/// A page is drawn: a picture of many colours, not one of them everywhere.
#[track_caller]
pub(crate) fn is_drawn(seen: &Seen) {
    assert!(
        seen.colours > 50 && seen.commonest < 0.97,
        "the page looks blank: {} colours, {}",
        seen.colours,
        seen.commonest
    );
}

#[test]
fn a_blank_page_would_be_noticed() {
    let Some(browser) = Browser::find() else { return };
    let seen = browser.look("data:text/html,<h1>.</h1>", "800,600");
    assert!(seen.colours <= 50 || seen.commonest >= 0.97, "{seen:?}");
}

#[test]
fn pages_are_drawn_on_wide_and_narrow_screens() {
    let Some(browser) = Browser::find() else { return };
    let place = crate::support::examples::imported();
    let server = Server::start(&place);
    for (path, size) in [
        ("/", "1400,1000"),
        ("/squads/crane", "1400,1000"),
        ("/squads/crane", "420,900"),
    ] {
        let seen = browser.look(&server.url(path), size);
        is_drawn(&seen);
        assert!(seen.dom.contains("Crane crew"), "{path}: {}", seen.dom);
    }
}
