//! `[[channels]]`: who is told of alerts, and how (section 10 of the book).
//!
//! Secrets do not stand in the file: it names the environment variable or the file that holds them.

use super::{Day, Language};
use crate::alert::Severity;
use crate::ids::{ChannelId, TribeId};
use chrono::NaiveTime;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::path::PathBuf;

/// A way to tell people.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Channel {
    /// Its name.
    pub id: ChannelId,
    /// Where its messages go.
    pub target: Target,
    /// Only of these tribes and their squads; empty for all.
    pub tribes: Vec<TribeId>,
    /// Only of these severities; empty for all.
    pub severities: Vec<Severity>,
    /// Only of rules with these owners; empty for all.
    pub owners: Vec<String>,
    /// The language of its messages; none for the organisation's.
    pub language: Option<Language>,
    /// When its messages wait.
    pub quiet_hours: Option<QuietHours>,
    /// Whether critical messages wait too.
    pub quiet_critical: bool,
    /// Days between reminders while an alert is raised; 0 for none.
    pub reminder: u32,
    /// When a tribe's alerts are told together.
    pub digest: Option<Digest>,
}

/// Where messages go: a closed list of kinds.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Mail over SMTP.
    Mail(MailTarget),
    /// An incoming webhook of Slack.
    Slack {
        /// Its address, which is a secret.
        url: SecretPlace,
    },
    /// An incoming webhook of Microsoft Teams.
    Teams {
        /// Its address, which is a secret.
        url: SecretPlace,
    },
    /// A program that takes JSON.
    Webhook {
        /// Its address.
        url: UrlPlace,
        /// What its messages are signed with.
        secret: Option<SecretPlace>,
        /// A certificate to trust besides the system's.
        ca_file: Option<PathBuf>,
    },
    /// Alertmanager's API, version 2.
    Alertmanager {
        /// Its address, without `/api/v2`.
        url: String,
        /// What it asks for.
        credentials: Option<Credentials>,
        /// A certificate to trust besides the system's.
        ca_file: Option<PathBuf>,
        /// Minutes that an alert stands there after it was posted last.
        hold_minutes: u32,
    },
}

impl Target {
    /// The word of the file.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Mail(_) => "mail",
            Self::Slack { .. } => "slack",
            Self::Teams { .. } => "teams",
            Self::Webhook { .. } => "webhook",
            Self::Alertmanager { .. } => "alertmanager",
        }
    }
}

/// A mail server, and whose mail it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct MailTarget {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept secret.
    pub tls: Security,
    /// Who signs in, and with what; none where the server asks nobody.
    pub credentials: Option<(String, SecretPlace)>,
    /// A certificate to trust besides the system's.
    pub ca_file: Option<PathBuf>,
    /// Who writes: `Plimsoll <plimsoll@example.org>` or an address alone.
    pub from: String,
    /// Who reads.
    pub to: Vec<String>,
}

/// How a connection to a mail server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a first word in the open.
    Starttls,
    /// Not at all: only to this machine.
    None,
}

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretPlace {
    /// In this variable of the environment.
    Env(String),
    /// In this file.
    File(PathBuf),
}

/// An address that may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPlace {
    /// It is none.
    Plain(String),
    /// It is one.
    Secret(SecretPlace),
}

/// What a server asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A token.
    Bearer(SecretPlace),
    /// A name and a password.
    Basic(String, SecretPlace),
}

/// When messages wait: from one time of day to another, over midnight too, in the organisation's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// From this time of day, such as `20:00`.
    #[serde(deserialize_with = "time_of_day")]
    pub from: NaiveTime,
    /// To this time of day.
    #[serde(deserialize_with = "time_of_day")]
    pub to: NaiveTime,
    /// And all of Saturday and Sunday.
    #[serde(default)]
    pub weekends: bool,
}

/// When a tribe's alerts are told together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    /// On this day of the week; none for every day.
    pub day: Option<Day>,
    /// From this hour on.
    pub hour: u32,
}

/// The keys of a channel as they stand in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: ChannelId,
    kind: Kind,
    #[serde(default)]
    tribes: Vec<TribeId>,
    #[serde(default)]
    severities: Vec<Severity>,
    #[serde(default)]
    owners: Vec<String>,
    language: Option<Language>,
    quiet_hours: Option<QuietHours>,
    #[serde(default)]
    quiet_critical: bool,
    reminder: Option<u32>,
    #[serde(default)]
    digest: Every,
    digest_day: Option<Day>,
    digest_hour: Option<u32>,
    host: Option<String>,
    port: Option<u16>,
    tls: Option<Security>,
    username: Option<String>,
    password: Option<IgnoredAny>,
    password_env: Option<String>,
    password_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    from: Option<String>,
    to: Option<Vec<String>>,
    url: Option<String>,
    url_env: Option<String>,
    url_file: Option<PathBuf>,
    secret: Option<IgnoredAny>,
    secret_env: Option<String>,
    secret_file: Option<PathBuf>,
    token: Option<IgnoredAny>,
    token_env: Option<String>,
    token_file: Option<PathBuf>,
    hold_minutes: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Mail,
    Slack,
    Teams,
    Webhook,
    Alertmanager,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Every {
    #[default]
    None,
    Daily,
    Weekly,
}

impl TryFrom<Written> for Channel {
    type Error = String;
    fn try_from(written: Written) -> Result<Self, String> {
        let id = written.id.clone();
        let named = |what: String| format!("channel \"{id}\": {what}");
        written.secrets_stand_elsewhere().map_err(named)?;
        written.keys_fit().map_err(named)?;
        let digest = written.digest().map_err(named)?;
        let target = written.target().map_err(named)?;
        Ok(Self {
            target,
            digest,
            id: written.id,
            tribes: written.tribes,
            severities: written.severities,
            owners: written.owners,
            language: written.language,
            quiet_hours: written.quiet_hours,
            quiet_critical: written.quiet_critical,
            reminder: written.reminder.unwrap_or(7),
        })
    }
}

impl Written {
    fn secrets_stand_elsewhere(&self) -> Result<(), String> {
        let written = [
            ("password", self.password.is_some()),
            ("secret", self.secret.is_some()),
            ("token", self.token.is_some()),
            (
                "url",
                self.url.is_some() && matches!(self.kind, Kind::Slack | Kind::Teams),
            ),
        ];
        match written.into_iter().find(|(_, is_there)| *is_there) {
            Some((key, _)) => Err(format!(
                "{key} is a secret, which does not stand in this file: write {key}_env = \"NAME\" for a variable of \
                 the environment, or {key}_file = \"PATH\""
            )),
            None => Ok(()),
        }
    }

    /// Keys of another kind would do nothing.
    fn keys_fit(&self) -> Result<(), String> {
        use Kind::{Alertmanager, Mail, Slack, Teams, Webhook};
        let keys: [(&str, bool, &[Kind]); 16] = [
            ("host", self.host.is_some(), &[Mail]),
            ("port", self.port.is_some(), &[Mail]),
            ("tls", self.tls.is_some(), &[Mail]),
            ("from", self.from.is_some(), &[Mail]),
            ("to", self.to.is_some(), &[Mail]),
            ("username", self.username.is_some(), &[Mail, Alertmanager]),
            ("password_env", self.password_env.is_some(), &[Mail, Alertmanager]),
            (
                "password_file",
                self.password_file.is_some(),
                &[Mail, Alertmanager],
            ),
            ("ca_file", self.ca_file.is_some(), &[Mail, Webhook, Alertmanager]),
            ("url_env", self.url_env.is_some(), &[Slack, Teams, Webhook]),
            ("url_file", self.url_file.is_some(), &[Slack, Teams, Webhook]),
            ("secret_env", self.secret_env.is_some(), &[Webhook]),
            ("secret_file", self.secret_file.is_some(), &[Webhook]),
            ("token_env", self.token_env.is_some(), &[Alertmanager]),
            ("token_file", self.token_file.is_some(), &[Alertmanager]),
            ("hold_minutes", self.hold_minutes.is_some(), &[Alertmanager]),
        ];
        let odd = keys
            .into_iter()
            .find(|(_, is_there, kinds)| *is_there && !kinds.contains(&self.kind));
        match odd {
            Some((key, ..)) => Err(format!(
                "{key} does nothing in a channel of this kind: take it out"
            )),
            None => Ok(()),
        }
    }

    fn digest(&self) -> Result<Option<Digest>, String> {
        let hour = self.digest_hour.unwrap_or(8);
        if hour > 23 {
            return Err(format!("digest_hour is {hour}: write an hour, from 0 to 23"));
        }
        match (self.digest, self.digest_day) {
            (Every::None, None) if self.digest_hour.is_none() => Ok(None),
            (Every::None, _) => {
                Err("digest_day and digest_hour need digest = \"weekly\" or \"daily\"".into())
            }
            (Every::Daily, Some(_)) => Err("digest_day needs digest = \"weekly\"".into()),
            (Every::Daily, None) => Ok(Some(Digest { day: None, hour })),
            (Every::Weekly, day) => Ok(Some(Digest {
                day: Some(day.unwrap_or(Day::Mon)),
                hour,
            })),
        }
    }

    fn target(&self) -> Result<Target, String> {
        let url = || place("url", &self.url_env, &self.url_file);
        let needed = |place: Option<SecretPlace>| place.ok_or("url_env or url_file is missing".to_owned());
        Ok(match self.kind {
            Kind::Mail => Target::Mail(self.mail()?),
            Kind::Slack => Target::Slack { url: needed(url()?)? },
            Kind::Teams => Target::Teams { url: needed(url()?)? },
            Kind::Webhook => Target::Webhook {
                url: match (&self.url, url()?) {
                    (Some(url), None) => UrlPlace::Plain(url.clone()),
                    (None, Some(place)) => UrlPlace::Secret(place),
                    _ => return Err("write one of url, url_env and url_file".to_owned()),
                },
                secret: place("secret", &self.secret_env, &self.secret_file)?,
                ca_file: self.ca_file.clone(),
            },
            Kind::Alertmanager => Target::Alertmanager {
                url: self.url.clone().ok_or("url is missing")?,
                credentials: self.credentials()?,
                ca_file: self.ca_file.clone(),
                hold_minutes: match self.hold_minutes.unwrap_or(15) {
                    0 => return Err("hold_minutes is 0: alerts would end as they come".to_owned()),
                    minutes => minutes,
                },
            },
        })
    }

    fn mail(&self) -> Result<MailTarget, String> {
        let tls = self.tls.unwrap_or(Security::Starttls);
        let host = self.host.clone().ok_or("host is missing")?;
        if tls == Security::None && !is_loopback(&host) {
            return Err(format!(
                "tls = \"none\" is for this machine only, not for {host}: write \"starttls\" or \"tls\""
            ));
        }
        let password = place("password", &self.password_env, &self.password_file)?;
        let credentials = match (self.username.clone(), password) {
            (Some(name), Some(password)) => Some((name, password)),
            (None, None) => None,
            (Some(_), None) => return Err("username needs password_env or password_file".to_owned()),
            (None, Some(_)) => return Err("a password needs its username".to_owned()),
        };
        let to = self.to.clone().unwrap_or_default();
        if to.is_empty() {
            return Err("to is missing: write to = [\"somebody@example.org\"]".to_owned());
        }
        let from = self.from.clone().ok_or("from is missing")?;
        let lacking = to.iter().chain([&from]).find(|address| !is_address(address));
        if let Some(address) = lacking {
            return Err(format!(
                "{address:?} is not a mail address: write \"name@host\" or \"Name <name@host>\""
            ));
        }
        Ok(MailTarget {
            host,
            port: self.port.unwrap_or(match tls {
                Security::Tls => 465,
                Security::Starttls => 587,
                Security::None => 25,
            }),
            tls,
            credentials,
            ca_file: self.ca_file.clone(),
            from,
            to,
        })
    }

    fn credentials(&self) -> Result<Option<Credentials>, String> {
        let token = place("token", &self.token_env, &self.token_file)?;
        let password = place("password", &self.password_env, &self.password_file)?;
        match (token, &self.username, password) {
            (None, None, None) => Ok(None),
            (Some(token), None, None) => Ok(Some(Credentials::Bearer(token))),
            (None, Some(name), Some(password)) => Ok(Some(Credentials::Basic(name.clone(), password))),
            _ => Err(
                "write token_env or token_file, or username with password_env or password_file".to_owned(),
            ),
        }
    }
}

fn place(key: &str, env: &Option<String>, file: &Option<PathBuf>) -> Result<Option<SecretPlace>, String> {
    match (env, file) {
        (None, None) => Ok(None),
        (Some(name), None) => Ok(Some(SecretPlace::Env(name.clone()))),
        (None, Some(path)) => Ok(Some(SecretPlace::File(path.clone()))),
        (Some(_), Some(_)) => Err(format!("write one of {key}_env and {key}_file")),
    }
}

/// Whether a host is this machine.
fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// `name@host` or `Name <name@host>`, on one line.
fn is_address(text: &str) -> bool {
    let bare = match text.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>').unwrap_or_default(),
        None => text,
    };
    let holds = |part: &str| !part.is_empty() && !part.contains(['@', '<', '>', '"', ' ']);
    !text.contains(char::is_control)
        && bare.is_ascii()
        && bare
            .split_once('@')
            .is_some_and(|(name, host)| holds(name) && holds(host))
}

fn time_of_day<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(reader)?;
    NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| {
        serde::de::Error::custom(format!("{text:?} is not a time of day: write it as \"20:00\""))
    })
}

#[cfg(test)]
mod tests;
