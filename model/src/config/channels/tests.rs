//! A channel is read whole; what would do nothing, or stand in the open, is refused with its line.

use super::super::{Config, parse};
use super::*;

const BEFORE: &str = r#"organisation = { name = "A", time_zone = "Europe/Paris" }
tribes = [{ id = "pay", name = "Pay" }]
squads = [{ id = "core", tribe = "pay" }]
"#;

fn read(channel: &str) -> Result<Config, String> {
    parse(&format!("{BEFORE}[[channels]]\n{channel}"), "p.toml").map_err(|errors| errors.to_string())
}

const MAIL: &str = r#"id = "m"
kind = "mail"
host = "smtp.example.org"
from = "Plimsoll <p@example.org>"
to = ["ops@example.org"]
"#;

#[test]
fn a_channel_has_its_defaults() {
    let config = read(MAIL).unwrap();
    let channel = &config.channels[0];
    assert_eq!((channel.reminder, channel.digest), (7, None));
    let Target::Mail(mail) = &channel.target else {
        panic!("{channel:?}");
    };
    assert_eq!((mail.port, mail.tls), (587, Security::Starttls));
    let full = read(&format!(
        "{MAIL}quiet_hours = {{ from = \"20:00\", to = \"07:00\", weekends = true }}\ndigest = \"weekly\"\ntribes = [\"pay\"]"
    ));
    let channel = full.unwrap().channels.remove(0);
    assert_eq!(
        channel.digest,
        Some(Digest {
            day: Some(Day::Mon),
            hour: 8
        })
    );
    assert!(channel.quiet_hours.unwrap().weekends);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let slack = "id = \"s\"\nkind = \"slack\"\n";
    for (channel, line, says) in [
        (format!("{MAIL}password = \"x\""), 4, "password is a secret"),
        (format!("{slack}url = \"https://x\""), 4, "url is a secret"),
        (slack.to_owned(), 4, "url_env or url_file is missing"),
        (
            format!("{slack}url_env = \"U\"\nhost = \"x\""),
            4,
            "host does nothing",
        ),
        (format!("{MAIL}tls = \"none\""), 4, "for this machine only"),
        (
            format!("{MAIL}username = \"x\""),
            4,
            "username needs password_env",
        ),
        (MAIL.replace("ops@", "ops "), 4, "is not a mail address"),
        (format!("{MAIL}digest_hour = 7"), 4, "need digest"),
        (format!("{MAIL}quiet_ours = 7"), 10, "did you mean `quiet_hours`?"),
        (format!("{MAIL}tribes = [\"pai\"]"), 10, "did you mean \"pay\"?"),
        (
            format!("{MAIL}quiet_hours = {{ from = \"8 pm\", to = \"07:00\" }}"),
            10,
            "not a time of day",
        ),
        (
            format!("{MAIL}[[channels]]\n{MAIL}"),
            5,
            "channel \"m\" is defined twice",
        ),
        (
            "id = \"w\"\nkind = \"webhook\"\nurl = \"example.org\"".to_owned(),
            7,
            "is not an address",
        ),
    ] {
        let said = read(&channel).unwrap_err();
        assert!(said.contains(says), "{channel}\n{said}");
        assert!(
            said.starts_with(&format!("p.toml:{line}:")),
            "line {line}: {said}"
        );
    }
}

#[test]
fn passwords_never_reach_the_message() {
    let said = read(&format!("{MAIL}password = \"hunter2\"")).unwrap_err();
    assert!(!said.contains("hunter2"), "{said}");
}
